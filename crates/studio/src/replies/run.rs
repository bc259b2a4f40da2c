//! One reply on its way from its source to the journal and to the listeners.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use contract::attachment::Attachment;
use contract::event::{ReplyDelta, ReplyPhase, ReplyProgress};
use contract::message::{FinishReason, Usage};
use contract::picture::PictureArrived;
use contract::{Code, Error, Event, Money, Result};
use futures::future::BoxFuture;
use futures::stream::BoxStream;
use futures::{FutureExt, StreamExt};
use tokio::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

use super::Seat;
use super::journal::Journal;
use super::live::{Live, Strand};
use super::settle::{self, Settled};
use crate::events::Events;
use crate::source::{Prompt, ReplySource, Spoken};

/// At most one delta for the listeners in this time: a frame or two. The source is
/// left alone as long: each time it wakes this task, the model on the same
/// processor has to wait.
const TELL_EVERY: Duration = Duration::from_millis(33);
/// Text waits so long for more before it is journalled. With the time before it is
/// taken, and the write itself, it has to stay below 150 ms.
const JOURNAL_AFTER: Duration = Duration::from_millis(60);
/// So much text is journalled at once.
const JOURNAL_AT: usize = 16 * 1024;
/// With so much text not yet journalled (a slow disk), no more is taken from the source.
const HOLD_AT: usize = 256 * 1024;

/// How the source's part ended.
#[derive(Debug)]
pub(crate) enum End {
    /// The source was done.
    ByItself {
        /// Why.
        finish: FinishReason,
    },
    /// It was ended from outside.
    Stopped,
    /// It broke, or its text could not be kept.
    Failed(Error),
}

/// A number of bytes for each strand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lengths {
    thinking: usize,
    text: usize,
}

impl Lengths {
    fn of(live: &Live) -> Self {
        Self {
            thinking: live.len(Strand::Thinking),
            text: live.len(Strand::Text),
        }
    }

    fn get(self, strand: Strand) -> usize {
        match strand {
            Strand::Thinking => self.thinking,
            Strand::Text => self.text,
        }
    }

    fn set(&mut self, strand: Strand, bytes: usize) {
        match strand {
            Strand::Thinking => self.thinking = bytes,
            Strand::Text => self.text = bytes,
        }
    }

    fn sum(self) -> usize {
        self.thinking + self.text
    }
}

/// The state of one streaming reply.
pub(crate) struct Run {
    pub(super) live: Arc<Live>,
    pub(super) journal: Arc<dyn Journal>,
    pub(super) events: Events,
    pub(super) closing: CancellationToken,
    pub(super) begun: std::time::Instant,
    first_thought: Option<std::time::Instant>,
    /// When the first text or picture came.
    pub(super) first_text: Option<std::time::Instant>,
    pub(super) trimmed: u32,
    /// What this run took so far.
    pub(super) took: Option<(Usage, Option<Money>)>,
    /// Bytes that are durable.
    pub(super) journalled: Lengths,
    /// The write under way; it yields what is durable after it.
    pub(super) writing: Option<BoxFuture<'static, Result<Lengths>>>,
    journal_due: Option<Instant>,
    /// Bytes that the listeners have.
    told: Lengths,
    /// Until when nothing is taken and told.
    rests: Option<Instant>,
    phase: Option<(ReplyPhase, Instant)>,
}

impl Run {
    pub(crate) fn new(
        live: Arc<Live>,
        journal: Arc<dyn Journal>,
        events: Events,
        closing: CancellationToken,
        begun: std::time::Instant,
    ) -> Self {
        let already = Lengths::of(&live);
        Self {
            live,
            journal,
            events,
            closing,
            begun,
            first_thought: None,
            first_text: None,
            trimmed: 0,
            took: None,
            journalled: already,
            writing: None,
            journal_due: None,
            told: already,
            rests: None,
            phase: None,
        }
    }

    /// Streams the reply and stores its end.
    pub(crate) async fn stream_to_the_end(
        mut self,
        seat: &Seat,
        prompt: BoxFuture<'static, Result<Prompt>>,
        source: Arc<dyn ReplySource>,
    ) -> Settled {
        // A source's panic must leave a failed reply, not one that streams for ever.
        // What `stream` changes stays consistent at each of its awaits.
        let end = AssertUnwindSafe(self.stream(prompt, source))
            .catch_unwind()
            .await;
        let end = end.unwrap_or_else(|_| {
            End::Failed(Error::new(
                Code::Internal,
                "Something went wrong inside Pulse during the reply",
            ))
        });
        self.end_thinking();
        self.tell();
        settle::settle(self, seat, end).await
    }

    async fn stream(
        &mut self,
        prompt: BoxFuture<'static, Result<Prompt>>,
        source: Arc<dyn ReplySource>,
    ) -> End {
        let cancel = self.live.cancellation().clone();
        let prompt = tokio::select! {
            biased;
            () = cancel.cancelled() => return End::Stopped,
            prompt = prompt => prompt,
        };
        match prompt {
            Ok(prompt) => {
                self.pump(source.speak(prompt, cancel.clone()), cancel)
                    .await
            }
            Err(error) => End::Failed(error),
        }
    }

    async fn pump(
        &mut self,
        mut stream: BoxStream<'static, Result<Spoken>>,
        cancel: CancellationToken,
    ) -> End {
        loop {
            self.do_what_is_due();
            let wake = [
                self.rests,
                self.journal_due.filter(|_| self.writing.is_none()),
            ];
            let wake = wake.into_iter().flatten().min();
            let takes = self.rests.is_none() && self.has_room();
            tokio::select! {
                biased;
                () = cancel.cancelled() => return End::Stopped,
                written = written(&mut self.writing) => match written {
                    Ok(journalled) => self.journalled = journalled,
                    Err(error) => return End::Failed(error),
                },
                () = until(wake) => {}
                spoken = stream.next(), if takes => {
                    let mut next = Some(spoken);
                    // All that is ready, each piece before the next one is asked for.
                    while let Some(spoken) = next {
                        if let Some(end) = self.take(spoken, &cancel) {
                            return end;
                        }
                        next = if self.has_room() { stream.next().now_or_never() } else { None };
                    }
                    self.tell();
                }
            }
        }
    }

    /// Whether more text may wait for the journal.
    fn has_room(&self) -> bool {
        self.not_journalled() < HOLD_AT
    }

    /// Bytes that are not durable yet.
    fn not_journalled(&self) -> usize {
        Lengths::of(&self.live).sum() - self.journalled.sum()
    }

    /// Takes what the source gave; returns its end, if that is it.
    fn take(&mut self, spoken: Option<Result<Spoken>>, cancel: &CancellationToken) -> Option<End> {
        match spoken {
            Some(Ok(Spoken::Text(text))) => self.take_text(Strand::Text, &text),
            Some(Ok(Spoken::Thinking(text))) => self.take_text(Strand::Thinking, &text),
            Some(Ok(Spoken::Picture(picture))) => self.take_picture(*picture),
            Some(Ok(Spoken::Took { usage, cost })) => self.took = Some((usage, cost)),
            Some(Ok(Spoken::Waiting(phase))) => self.tell_phase(phase),
            // No tools were offered: nobody can answer.
            Some(Ok(Spoken::Call(_))) => {}
            Some(Ok(Spoken::Trimmed(turns))) => self.trimmed = turns,
            Some(Ok(Spoken::Done { finish })) => return Some(End::ByItself { finish }),
            Some(Err(error)) if error.code == Code::Cancelled && cancel.is_cancelled() => {
                return Some(End::Stopped);
            }
            Some(Err(error)) => return Some(End::Failed(error)),
            None => {
                let message = "The reply broke off without a reason";
                return Some(End::Failed(Error::new(Code::Internal, message)));
            }
        }
        None
    }

    fn take_text(&mut self, strand: Strand, text: &str) {
        if text.is_empty() {
            return;
        }
        match strand {
            Strand::Thinking => {
                self.first_thought
                    .get_or_insert_with(std::time::Instant::now);
            }
            Strand::Text => {
                self.end_thinking();
                self.first_text.get_or_insert_with(std::time::Instant::now);
            }
        }
        self.live.push(strand, text);
        self.journal_due
            .get_or_insert_with(|| Instant::now() + JOURNAL_AFTER);
    }

    /// A picture that is kept by now: nothing of it can be lost any more.
    fn take_picture(&mut self, picture: Attachment) {
        if picture.made.is_none_or(|made| made.call.is_none()) {
            self.end_thinking();
            self.first_text.get_or_insert_with(std::time::Instant::now);
        }
        self.live.add_picture(picture.clone());
        // The text before it first.
        self.tell();
        self.events.send(Event::PictureArrived(PictureArrived {
            conversation: self.live.conversation(),
            message: self.live.id(),
            picture,
        }));
    }

    /// Notes how long the model thought, if it did just now. It may think again.
    fn end_thinking(&mut self) {
        if let Some(first) = self.first_thought.take() {
            let ms = u64::try_from(first.elapsed().as_millis()).unwrap_or(u64::MAX);
            self.live.thought_for(ms);
        }
    }

    fn do_what_is_due(&mut self) {
        let now = Instant::now();
        self.rests = self.rests.filter(|until| *until > now);
        let much = self.not_journalled() >= JOURNAL_AT;
        if self.writing.is_none() && (much || self.journal_due.is_some_and(|due| due <= now)) {
            self.journal_due = None;
            self.writing = Some(self.write_rest());
        }
    }

    /// Writes all that is not durable yet. The write goes on beside the stream: a
    /// slow disk does not make the text stutter.
    pub(super) fn write_rest(&self) -> BoxFuture<'static, Result<Lengths>> {
        let journal = Arc::clone(&self.journal);
        let (reply, mut durable) = (self.live.id(), self.journalled);
        let rest = Strand::ALL.map(|strand| {
            let offset = durable.get(strand);
            (strand, offset, self.live.text_from(strand, offset))
        });
        async move {
            for (strand, offset, text) in rest {
                if text.is_empty() {
                    continue;
                }
                durable.set(strand, offset + text.len());
                journal.append(reply, strand, offset as u64, text).await?;
            }
            Ok(durable)
        }
        .boxed()
    }

    /// Tells the listeners what they do not have yet.
    fn tell(&mut self) {
        for strand in Strand::ALL {
            let told = self.told.get(strand);
            let text = self.live.text_from(strand, told);
            if text.is_empty() {
                continue;
            }
            self.told.set(strand, told + text.len());
            self.rests = Some(Instant::now() + TELL_EVERY);
            let delta = ReplyDelta {
                conversation: self.live.conversation(),
                message: self.live.id(),
                offset: told as u64,
                text,
            };
            self.events.send(match strand {
                Strand::Thinking => Event::ThinkingDelta(delta),
                Strand::Text => Event::ReplyDelta(delta),
            });
        }
    }

    /// Tells what the reply waits for: each kind of wait, and then no more often
    /// than text.
    fn tell_phase(&mut self, phase: ReplyPhase) {
        let now = Instant::now();
        if let Some((last, at)) = self.phase
            && std::mem::discriminant(&last) == std::mem::discriminant(&phase)
            && now < at + TELL_EVERY
        {
            return;
        }
        self.phase = Some((phase, now));
        self.events.send(Event::ReplyProgress(ReplyProgress {
            conversation: self.live.conversation(),
            message: self.live.id(),
            phase,
        }));
    }
}

/// The result of the write under way, once; for ever pending without one.
async fn written(writing: &mut Option<BoxFuture<'static, Result<Lengths>>>) -> Result<Lengths> {
    match writing {
        Some(write) => {
            let result = write.await;
            *writing = None;
            result
        }
        None => std::future::pending().await,
    }
}

async fn until(wake: Option<Instant>) {
    match wake {
        Some(wake) => tokio::time::sleep_until(wake).await,
        None => std::future::pending().await,
    }
}
