//! The end of a reply, brought into the store whatever the disk says.

use std::time::Duration;

use contract::message::{Message, MessageStatus, Timing, Usage};
use contract::{Code, Error, Event, Money, Result};
use store::{Completion, Finish};

use super::Seat;
use super::live::Ending;
use super::run::{End, Run};
use crate::clock;

/// The wait after the first failed write; doubled each time.
const FIRST_WAIT: Duration = Duration::from_millis(100);
/// The longest wait between two tries.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// Tries before the user is told that the end is not stored.
const QUIET_TRIES: u32 = 4;
/// Shorter replies say nothing about a model's speed.
const TOKENS_TO_MEASURE: u32 = 16;

/// What a reply came to.
pub(crate) struct Settled {
    /// As it is stored; `None`: another process ended it, or Pulse closed before the
    /// disk took it.
    pub(crate) message: Option<Message>,
    /// The model's speed, if the reply was long enough to tell.
    pub(crate) tokens_per_second: Option<f32>,
}

/// Stores the rest of the text and the end. A disk that refuses is asked again, a
/// few times in silence; then the user sees the reply as failed, and the tries go
/// on, ever slower, until the disk takes it or Pulse closes. What was journalled is
/// safe in any case: the next start finds it.
pub(super) async fn settle(mut run: Run, seat: &Seat, end: End) -> Settled {
    let tokens_per_second = speed(&run, &end);
    let mut finish = finish(&run, end);
    if let Some(write) = run.writing.take()
        && let Ok(journalled) = write.await
    {
        run.journalled = journalled;
    }
    let mut wait = FIRST_WAIT;
    let mut tries = 0;
    loop {
        let last = run.closing.is_cancelled();
        finish.now = clock::now();
        let error = match store_end(&mut run, &finish).await {
            Ok(message) => {
                return Settled {
                    message: Some(message),
                    tokens_per_second,
                };
            }
            Err(error) => error,
        };
        let reply = run.live.id();
        tracing::warn!(%reply, code = error.code.as_str(), "a reply's end was not stored");
        let decided_elsewhere = matches!(
            error.code,
            Code::NotFound | Code::Conflict | Code::InvalidInput
        );
        if decided_elsewhere || (last && tries >= QUIET_TRIES) {
            return Settled {
                message: None,
                tokens_per_second: None,
            };
        }
        tries += 1;
        if tries == QUIET_TRIES {
            finish.status = MessageStatus::Failed;
            finish.error.get_or_insert_with(|| error.clone());
            // For the user this reply is over; the next may begin.
            seat.vacate();
            tell_unsettled(&run, error);
            run.live.set_over();
        }
        if tries >= QUIET_TRIES {
            tokio::select! {
                () = run.closing.cancelled() => {}
                () = tokio::time::sleep(wait) => {}
            }
        } else {
            tokio::time::sleep(wait).await;
        }
        wait = (wait * 2).min(LONGEST_WAIT);
    }
}

async fn store_end(run: &mut Run, finish: &Finish) -> Result<Message> {
    run.journalled = run.write_rest().await?;
    run.journal.finish(run.live.id(), finish.clone()).await
}

/// Shows the reply as failed, though the store cannot say so yet.
fn tell_unsettled(run: &Run, error: Error) {
    run.live.fail(error);
    let mut message = run.live.begun_as().clone();
    run.live.refresh(&mut message);
    run.events.send(Event::MessageChanged(message));
}

fn finish(run: &Run, end: End) -> Finish {
    let before = run.live.begun_as().reply.as_ref();
    let timing = timing(run, before.and_then(|info| info.timing));
    let mut finish = Finish {
        status: MessageStatus::Complete,
        error: None,
        usage: sum(before.and_then(|info| info.usage), run.took),
        timing,
        thinking_ms: run.live.thinking_ms(),
        cost: cost(before.and_then(|info| info.cost), run.took),
        completion: (run.took.is_some() || run.first_text.is_some()).then(|| Completion {
            usage: run.took.map(|(usage, _)| usage),
            cost: run.took.and_then(|(_, cost)| cost),
            timing: this_run(run),
        }),
        finish: None,
        trimmed: run.trimmed,
        now: clock::now(),
    };
    let (status, error) = match end {
        End::ByItself { finish: reason } => {
            finish.finish = Some(reason);
            return finish;
        }
        End::Stopped => match run.live.ending() {
            Some(Ending::Interrupted) => (MessageStatus::Interrupted, None),
            Some(Ending::Stopped) | None => (MessageStatus::Stopped, None),
        },
        End::Failed(error) => (MessageStatus::Failed, Some(error)),
    };
    let Some(before) = run.live.before() else {
        finish.status = status;
        finish.error = error;
        return finish;
    };
    let error = error.map(of_continuing);
    if run.first_text.is_some() {
        finish.status = status;
        finish.error = error;
    } else {
        // Nothing came of it: it can be continued again like before.
        let info = before.reply.as_ref();
        finish.status = before.status;
        finish.finish = info.and_then(|info| info.finish);
        finish.trimmed = info.map_or(0, |info| info.trimmed);
        finish.error = error.or_else(|| before.error.clone());
    }
    finish
}

/// What a failure means for a reply that was to be continued: it is part of the
/// prompt then, and the model's sentence speaks of the user's message.
fn of_continuing(error: Error) -> Error {
    match error.code {
        Code::ContextTooLong => {
            let message = "The reply fills the model's context and cannot go on there";
            Error::new(error.code, message).with_detail(error.detail.unwrap_or(error.message))
        }
        _ => error,
    }
}

/// A continued reply took what its runs took together; the prompt is that of the last.
fn sum(before: Option<Usage>, took: Option<(Usage, Option<Money>)>) -> Option<Usage> {
    let (Some((now, _)), Some(before)) = (took, before) else {
        return took.map(|(usage, _)| usage).or(before);
    };
    Some(Usage {
        output_tokens: now.output_tokens.saturating_add(before.output_tokens),
        thinking_tokens: now.thinking_tokens.saturating_add(before.thinking_tokens),
        estimated: now.estimated || before.estimated,
        ..now
    })
}

/// What all runs cost; a price that is not known makes the sum unknown.
fn cost(before: Option<Money>, took: Option<(Usage, Option<Money>)>) -> Option<Money> {
    match took {
        Some((_, now)) => now.map(|now| before.unwrap_or_default() + now),
        None => before,
    }
}

/// `None` while no text has come in any run.
fn timing(run: &Run, before: Option<Timing>) -> Option<Timing> {
    match (before, this_run(run)) {
        (Some(before), Some(this)) => Some(Timing {
            total_ms: before.total_ms + this.total_ms,
            ..before
        }),
        (before, this) => this.or(before),
    }
}

/// How long this run took; `None` while no text has come.
fn this_run(run: &Run) -> Option<Timing> {
    run.first_text.map(|first| Timing {
        first_token_ms: millis(first.duration_since(run.begun)),
        total_ms: millis(run.begun.elapsed()),
    })
}

/// Tokens a second between the first and the last.
fn speed(run: &Run, end: &End) -> Option<f32> {
    let End::ByItself { .. } = end else {
        return None;
    };
    let (usage, _) = run.took?;
    let seconds = run.first_text?.elapsed().as_secs_f32();
    let tokens = usage.output_tokens;
    (tokens >= TOKENS_TO_MEASURE && seconds > 0.0).then(|| (tokens - 1) as f32 / seconds)
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
