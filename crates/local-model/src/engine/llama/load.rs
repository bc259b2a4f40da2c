//! A file becomes a model in memory.

use std::num::NonZeroU32;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use contract::model::ModelState;
use contract::{Code, Error, Result};
use llama_cpp_2::context::params::{KvCacheType, LlamaContextParams};
use llama_cpp_2::llama_backend::LlamaBackend;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::model::params::LlamaModelParams;
use llama_cpp_sys_2::LLAMA_FLASH_ATTN_TYPE_DISABLED;

use super::abort::Abort;
use super::prompt::Template;
use super::session::{STEP, Session};
use super::{log, processor};
use crate::engine::memory;
use crate::engine::queue::{Shared, Ticket};
use crate::engine::worker::stopped;
use crate::shelf::cancelled;
use crate::{Generated, gguf};

/// A model in memory.
pub(in crate::engine) struct Loaded {
    model: LlamaModel,
    template: Template,
    /// Tokens of the context.
    context: u32,
    /// How the context's cache holds the keys.
    keys: KvCacheType,
    /// For messages.
    name: String,
}

/// llama.cpp's global state: one a process, however many engines there are.
fn backend() -> Result<&'static LlamaBackend> {
    static BACKEND: OnceLock<std::result::Result<LlamaBackend, String>> = OnceLock::new();
    let backend = BACKEND.get_or_init(|| {
        log::forward();
        LlamaBackend::init().map_err(|error| error.to_string())
    });
    backend.as_ref().map_err(|error| {
        Error::new(Code::Internal, "llama.cpp could not be started").with_detail(error)
    })
}

/// Loads the model that `ticket` wants, telling its reader how far it is.
pub(in crate::engine) fn load(shared: &Shared, ticket: &Ticket) -> Result<Loaded> {
    processor::check()?;
    let entry = &ticket.request.model;
    let head = gguf::read_head(&entry.path)?;
    let context = memory::plan(&head, shared.max_context(), memory::available())?;
    if stopped(shared, ticket) {
        return Err(cancelled());
    }
    let backend = backend()?;
    log::forget();
    ticket.outbox.send(Generated::Loading { fraction: 0.0 });
    shared.set_status(Some(&entry.id), ModelState::Loading { fraction: 0.0 });

    let params = LlamaModelParams::default()
        .with_use_mmap(true)
        .with_progress_callback(progress(shared, ticket));
    let model = LlamaModel::load_from_file(backend, &entry.path, &params);
    // The callback lives in it and tells of nothing any more.
    drop(params);
    let model = model.map_err(|error| {
        if stopped(shared, ticket) {
            cancelled()
        } else {
            refused(&entry.name, error)
        }
    })?;
    if model.n_vocab() == 0 {
        let message = format!("“{}” has no vocabulary and cannot write text", entry.name);
        return Err(Error::new(Code::ModelInvalid, message));
    }
    let template = Template::of(&model);
    // What the model itself says counts, should the head have said nothing.
    let context = context.min(model.n_ctx_train().max(1));
    Ok(Loaded {
        model,
        template,
        context,
        keys: if head.keys_in_8_bits {
            KvCacheType::Q8_0
        } else {
            KvCacheType::F16
        },
        name: entry.name.clone(),
    })
}

/// A callback that tells reader and status how far the load is, and ends it if nobody wants it.
fn progress(shared: &Shared, ticket: &Ticket) -> impl FnMut(f32) -> bool + 'static {
    let told = AtomicU32::new(0);
    let (cancel, closing) = (ticket.cancel.clone(), shared.closing().clone());
    let (progress, id) = (ticket.outbox.progress(), ticket.request.model.id.clone());
    let status = shared.status_sender();
    move |fraction| {
        let fraction = fraction.clamp(0.0, 1.0);
        let percent = (fraction * 100.0) as u32;
        if told.swap(percent, Ordering::Relaxed) != percent {
            progress.send(Generated::Loading { fraction });
            status.set(Some(&id), ModelState::Loading { fraction });
        }
        !cancel.is_cancelled() && !closing.is_cancelled()
    }
}

/// Why llama.cpp did not take the file.
fn refused(name: &str, error: impl std::fmt::Display) -> Error {
    let complaints = log::recall();
    let message = if complaints.contains("unknown model architecture") {
        format!("“{name}” belongs to a family of models that this Pulse does not know yet")
    } else {
        format!("“{name}” could not be loaded: its file does not hold what llama.cpp expects")
    };
    let detail = if complaints.is_empty() {
        error.to_string()
    } else {
        complaints
    };
    Error::new(Code::ModelInvalid, message).with_detail(detail)
}

impl Loaded {
    /// The model's context, for replies.
    pub(in crate::engine) fn session(&self, threads: usize) -> Result<Session<'_>> {
        let threads = i32::try_from(threads).unwrap_or(i32::MAX);
        let params = LlamaContextParams::default()
            .with_n_ctx(NonZeroU32::new(self.context))
            .with_n_batch(STEP)
            .with_n_ubatch(STEP)
            .with_n_threads(threads)
            .with_n_threads_batch(threads)
            // docs/decisions/0006-attention-and-threads.md
            .with_type_k(self.keys)
            .with_flash_attention_policy(LLAMA_FLASH_ATTN_TYPE_DISABLED)
            .with_no_perf(true);
        let abort = Abort::default();
        let params = abort.install(params);
        log::forget();
        let context = self
            .model
            .new_context(backend()?, params)
            .map_err(|error| {
                let complaints = log::recall();
                // All that can fail after the checks of the file is taking the memory.
                let message = format!("The memory for “{}” could not be had", self.name);
                let detail = if complaints.is_empty() {
                    error.to_string()
                } else {
                    complaints
                };
                Error::new(Code::ModelTooLarge, message).with_detail(detail)
            })?;
        Ok(Session::new(&self.model, &self.template, context, abort))
    }
}
