//! A model's context: prompts are read, replies are written.
//!
//! The context remembers the tokens of the reply before. A prompt that begins with the same ones, as
//! the next turn of a conversation does, is read from there on.
//!
//! The same request must give the same reply if it is asked for by a seed or by temperature 0, but
//! the rounding of a token depends on the ones that are computed with it. So prompts are read in
//! steps that begin at multiples of [`STEP`], and such a request goes on only from the end of a
//! whole step that was read that way, as it would be the first time.

use contract::message::{FinishReason, Usage};
use contract::{Code, Error, Result};
use llama_cpp_2::DecodeError;
use llama_cpp_2::context::LlamaContext;
use llama_cpp_2::llama_batch::LlamaBatch;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::token::LlamaToken;

use super::abort::{ABORTED, Abort};
use super::prompt::{self, Template};
use super::sample::Sampler;
use crate::engine::outbox::Outbox;
use crate::engine::text::Decoder;
use crate::engine::worker::Stopped;
use crate::shelf::cancelled;
use crate::{Generated, Request, Sampling};

/// Tokens of a prompt that are read at once. More is hardly faster, and the reader hears of each step.
pub(super) const STEP: u32 = 128;

/// See the module.
pub(in crate::engine) struct Session<'m> {
    model: &'m LlamaModel,
    template: &'m Template,
    context: LlamaContext<'m>,
    // Below the context, which is freed first.
    abort: Abort,
    batch: LlamaBatch<'static>,
    /// Tokens in the context's cache.
    cached: Vec<LlamaToken>,
    /// How many of them, from the start, were read in whole steps at multiples of [`STEP`].
    regular: usize,
}

impl<'m> Session<'m> {
    pub(super) fn new(
        model: &'m LlamaModel,
        template: &'m Template,
        context: LlamaContext<'m>,
        abort: Abort,
    ) -> Self {
        let batch = LlamaBatch::new(STEP as usize, 1);
        Self {
            model,
            template,
            context,
            abort,
            batch,
            cached: Vec::new(),
            regular: 0,
        }
    }

    /// Makes a reply; its end is returned, everything before goes to `outbox`. `stopped` is asked at
    /// each token and each step of the prompt, and within both.
    ///
    /// # Errors
    /// `Cancelled`, `ContextTooLong`, or `Internal` from llama.cpp.
    pub(in crate::engine) fn reply(
        &mut self,
        request: &Request,
        outbox: &Outbox,
        stopped: &Stopped,
    ) -> Result<Generated> {
        if stopped() {
            return Err(cancelled());
        }
        self.abort.ask(stopped);
        let stopped = &**stopped;
        let size = self.context.n_ctx();
        let prompt = prompt::prompt(self.model, self.template, request, size)?;
        if prompt.trimmed > 0 {
            outbox.send(Generated::Trimmed {
                turns: prompt.trimmed,
            });
        }
        let repeatable = request.sampling.seed.is_some() || request.sampling.temperature == 0.0;
        self.read(&prompt.tokens, repeatable, outbox, stopped)?;
        let (output_tokens, finish) = self.write(&request.sampling, outbox, stopped)?;
        let input_tokens = u32::try_from(prompt.tokens.len()).unwrap_or(u32::MAX);
        Ok(Generated::Done {
            usage: Usage {
                input_tokens,
                output_tokens,
                ..Usage::default()
            },
            finish,
        })
    }

    /// Brings the cache to hold exactly `tokens`, and the model to know what comes next.
    fn read(
        &mut self,
        tokens: &[LlamaToken],
        repeatable: bool,
        outbox: &Outbox,
        stopped: &dyn Fn() -> bool,
    ) -> Result<()> {
        let step = STEP as usize;
        let same = self
            .cached
            .iter()
            .zip(tokens)
            .take_while(|(old, new)| old == new)
            .count();
        // The last token is always read: what comes next is known only from reading.
        let same = same.min(tokens.len().saturating_sub(1));
        let keep = if repeatable {
            same.min(self.regular) / step * step
        } else {
            same
        };
        if keep != self.cached.len() {
            self.shorten(keep);
        }

        let total = u32::try_from(tokens.len() - self.cached.len()).unwrap_or(u32::MAX);
        let mut done = 0;
        outbox.send(Generated::Reading { done, total });
        while self.cached.len() < tokens.len() {
            if stopped() {
                return Err(cancelled());
            }
            let from = self.cached.len();
            // Up to the next multiple, so that later steps are regular again.
            let to = ((from / step + 1) * step).min(tokens.len());
            let last = to == tokens.len();
            self.decode(&tokens[from..to], last)?;
            if from == self.regular && to - from == step {
                self.regular = to;
            }
            done += u32::try_from(to - from).unwrap_or(u32::MAX);
            outbox.send(Generated::Reading { done, total });
        }
        Ok(())
    }

    /// Shortens the cache to `keep` tokens, also by what a step that was ended left behind them.
    fn shorten(&mut self, keep: usize) {
        let from = u32::try_from(keep).unwrap_or(u32::MAX);
        // Some kinds of models cannot forget a part, and others have forgotten more than that already.
        let partly = keep > 0 && self.context.kv_cache_seq_rm(0, Some(from), None).is_ok();
        let keep = if partly { keep } else { 0 };
        if !partly {
            self.context.clear_kv_cache();
        }
        self.cached.truncate(keep);
        self.regular = self.regular.min(keep);
    }

    /// Computes `tokens`, which follow those in the cache. `answer`: the last one is asked what comes next.
    fn decode(&mut self, tokens: &[LlamaToken], answer: bool) -> Result<()> {
        let failed = |error: &dyn std::fmt::Display| {
            Error::new(Code::Internal, "The model could not compute the next token")
                .with_detail(error)
        };
        self.batch.clear();
        for (index, token) in tokens.iter().enumerate() {
            let position = i32::try_from(self.cached.len() + index).unwrap_or(i32::MAX);
            let answer = answer && index + 1 == tokens.len();
            self.batch
                .add(*token, position, &[0], answer)
                .map_err(|error| failed(&error))?;
        }
        match self.context.decode(&mut self.batch) {
            Ok(()) => {
                self.cached.extend_from_slice(tokens);
                Ok(())
            }
            Err(DecodeError::Unknown(ABORTED)) => {
                // The next reply goes on from before the step.
                self.shorten(self.cached.len());
                Err(cancelled())
            }
            Err(error) => {
                // What the cache holds after a failure is not known.
                self.shorten(0);
                Err(match error {
                    DecodeError::NoKvCacheSlot => {
                        Error::new(Code::ContextTooLong, "The model's context is full")
                    }
                    error => failed(&error),
                })
            }
        }
    }

    /// Writes the reply: how many tokens, and why it ended.
    fn write(
        &mut self,
        sampling: &Sampling,
        outbox: &Outbox,
        stopped: &dyn Fn() -> bool,
    ) -> Result<(u32, FinishReason)> {
        let vocab = self.model.vocab();
        let size = self.context.n_ctx() as usize;
        let mut sampler = Sampler::new(sampling);
        let mut decoder = Decoder::new(self.template.stop);
        let (mut bytes, mut text) = (Vec::with_capacity(64), String::with_capacity(64));
        let mut written = 0;
        let finish = loop {
            if stopped() {
                return Err(cancelled());
            }
            let token = sampler
                .next(self.context.get_logits())
                .ok_or_else(|| Error::new(Code::Internal, "The model gave no next token"))?;
            if vocab.is_eog(token) {
                break FinishReason::Stop;
            }
            written += 1;
            bytes.clear();
            vocab.token_to_piece_into(token, &mut bytes, false, None);
            text.clear();
            let goes_on = decoder.push(&bytes, &mut text);
            outbox.text(&text);
            if !goes_on {
                break FinishReason::Stop;
            }
            if written == sampling.max_tokens || self.cached.len() == size {
                break FinishReason::Length;
            }
            self.decode(&[token], true)?;
        };
        text.clear();
        decoder.finish(&mut text);
        outbox.text(&text);
        Ok((written, finish))
    }
}
