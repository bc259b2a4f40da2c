//! Questions whether a call may run, and the answers to them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use contract::tool::{AnswerToolCall, ToolAnswer};
use contract::{Code, Error, Result, ToolCallId};
use tokio::sync::oneshot;

use crate::studio::Studio;

/// The questions that are open in this process.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answers(Arc<Mutex<HashMap<ToolCallId, oneshot::Sender<ToolAnswer>>>>);

/// One question. Dropping it takes it back.
pub(super) struct Question {
    answers: Answers,
    call: ToolCallId,
    answer: oneshot::Receiver<ToolAnswer>,
}

impl Answers {
    /// Opens a question; to be done before anybody hears of the call.
    pub(super) fn ask(&self, call: ToolCallId) -> Question {
        let (sender, answer) = oneshot::channel();
        self.open().insert(call, sender);
        Question {
            answers: self.clone(),
            call,
            answer,
        }
    }

    fn open(&self) -> MutexGuard<'_, HashMap<ToolCallId, oneshot::Sender<ToolAnswer>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Question {
    /// The answer, if it was given already.
    pub(super) fn given(&mut self) -> Option<ToolAnswer> {
        self.answer.try_recv().ok()
    }

    /// Waits for the answer.
    pub(super) async fn answered(&mut self) -> ToolAnswer {
        // Nobody drops the other side before it is answered.
        (&mut self.answer).await.unwrap_or(ToolAnswer::No)
    }
}

impl Drop for Question {
    fn drop(&mut self) {
        self.answers.open().remove(&self.call);
    }
}

/// Answers a question.
///
/// # Errors
/// `Conflict` if it is not open in this process (any more).
pub(crate) fn answer(studio: &Studio, request: &AnswerToolCall) -> Result<()> {
    let asked = studio.parts().answers.open().remove(&request.call);
    let sent = asked.and_then(|asked| asked.send(request.answer).ok());
    sent.ok_or_else(|| {
        Error::new(
            Code::Conflict,
            "Nobody waits for this answer: the call is over, or asked in another Pulse process",
        )
    })
}
