//! Ends a computation in its midst: a step of a prompt takes seconds with a large model on a slow processor.
//!
//! llama.cpp asks a callback between the parts of a computation. The safe crate has no function for it,
//! so it is written into the parameters of the context.

// See above.
#![allow(unsafe_code)]

use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use llama_cpp_2::context::params::LlamaContextParams;
use llama_cpp_sys_2::llama_context_params;

use crate::engine::worker::Stopped;

/// llama.cpp's answer to a computation that was ended.
pub(super) const ABORTED: i32 = 2;
/// A token of a small model has some hundred parts: not each is worth a question.
const ASK_EVERY: u32 = 16;

/// Whom the callback asks. It must live as long as the context that was made with it.
#[derive(Default)]
pub(super) struct Abort {
    // Shared, because llama.cpp reads it while the session is borrowed.
    asked: Arc<Asked>,
}

#[derive(Default)]
struct Asked {
    stopped: Mutex<Option<Stopped>>,
    calls: AtomicU32,
}

// The parameters hold llama.cpp's own and nothing else, so that both begin at the same place. Whether
// they still do in another version than the one in Cargo.toml must be looked up there.
const _: () = assert!(size_of::<LlamaContextParams>() == size_of::<llama_context_params>());
const _: () = assert!(align_of::<LlamaContextParams>() == align_of::<llama_context_params>());

impl Abort {
    /// Computations end from now on once `stopped` says so.
    pub(super) fn ask(&self, stopped: &Stopped) {
        let mut slot = self
            .asked
            .stopped
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *slot = Some(stopped.clone());
    }

    /// Adds the callback to the parameters of a context.
    pub(super) fn install(&self, mut params: LlamaContextParams) -> LlamaContextParams {
        let raw: *mut llama_context_params = (&raw mut params).cast();
        let data = Arc::as_ptr(&self.asked).cast_mut().cast();
        // SAFETY: `raw` points to the parameters, as said above, and nobody else uses them.
        unsafe {
            (*raw).abort_callback = Some(asked);
            (*raw).abort_callback_data = data;
        }
        params
    }
}

/// Called by llama.cpp, on one of its threads. `true` ends the computation.
unsafe extern "C" fn asked(data: *mut c_void) -> bool {
    // SAFETY: it is what `install` gave, which outlives the context, and is only shared.
    let asked = unsafe { &*data.cast_const().cast::<Asked>() };
    if !asked
        .calls
        .fetch_add(1, Ordering::Relaxed)
        .is_multiple_of(ASK_EVERY)
    {
        return false;
    }
    // A panic must not unwind into C++.
    let answer = catch_unwind(AssertUnwindSafe(|| {
        let stopped = asked.stopped.lock().unwrap_or_else(PoisonError::into_inner);
        stopped.as_ref().is_some_and(|stopped| stopped())
    }));
    answer.unwrap_or(true)
}
