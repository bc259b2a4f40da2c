//! Disks that fail, hang and come back, under a streaming reply.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use contract::message::{Message, MessageStatus, ReplyInfo, Role, Route, Siblings, Usage};
use contract::{
    Code, ConversationId, Error, Event, MessageId, ModelId, ProviderId, Result, Timestamp,
    message::FinishReason,
};
use futures::future::BoxFuture;
use futures::stream::BoxStream;
use futures::{FutureExt, StreamExt, stream};
use store::Finish;
use tokio::sync::{Semaphore, broadcast, mpsc};
use tokio_util::sync::CancellationToken;

use super::journal::Journal;
use super::live::{Live, Strand};
use super::run::Run;
use super::settle::Settled;
use super::{Ending, Replies, Seat};
use crate::events::Events;
use crate::source::{Prompt, ReplySource, Spoken};

/// A disk.
#[derive(Debug)]
struct Disk {
    /// What every write answers with, if set.
    broken: Mutex<Option<Code>>,
    /// Writes that may still happen; the next ones hang.
    writes: Semaphore,
    text: Mutex<String>,
    finished: Mutex<Option<Finish>>,
}

impl Disk {
    fn new(writes: usize) -> Arc<Self> {
        Arc::new(Self {
            broken: Mutex::default(),
            writes: Semaphore::new(writes),
            text: Mutex::default(),
            finished: Mutex::default(),
        })
    }

    fn set_broken(&self, code: Option<Code>) {
        *self.broken.lock().unwrap() = code;
    }

    async fn write(&self) -> Result<()> {
        self.writes.acquire().await.unwrap().forget();
        match *self.broken.lock().unwrap() {
            Some(code) => Err(Error::new(code, "broken")),
            None => Ok(()),
        }
    }

    fn text(&self) -> String {
        self.text.lock().unwrap().clone()
    }
}

impl Journal for Disk {
    fn append(
        &self,
        _: MessageId,
        strand: Strand,
        offset: u64,
        text: String,
    ) -> BoxFuture<'_, Result<()>> {
        assert_eq!(strand, Strand::Text, "nobody thinks here");
        async move {
            self.write().await?;
            let mut stored = self.text.lock().unwrap();
            assert_eq!(
                offset,
                stored.len() as u64,
                "the journal has neither gaps nor overlaps"
            );
            stored.push_str(&text);
            Ok(())
        }
        .boxed()
    }

    fn finish(&self, _: MessageId, end: Finish) -> BoxFuture<'_, Result<Message>> {
        async move {
            self.write().await?;
            let mut message = reply();
            message.text = self.text();
            message.status = end.status;
            message.error = end.error.clone();
            *self.finished.lock().unwrap() = Some(end);
            Ok(message)
        }
        .boxed()
    }
}

/// Says what the test sends, and counts it.
struct Mouth {
    words: Mutex<Option<mpsc::UnboundedReceiver<Spoken>>>,
    taken: Arc<AtomicUsize>,
    /// Who listens had to be woken.
    woken: Arc<AtomicUsize>,
}

impl ReplySource for Mouth {
    fn choose<'a>(
        &'a self,
        _: Option<&'a ModelId>,
        _: Option<&'a ModelId>,
    ) -> BoxFuture<'a, Result<ModelId>> {
        std::future::ready(Ok(ModelId("m".into()))).boxed()
    }

    fn sees(&self, _: &ModelId) -> Option<bool> {
        None
    }

    fn speak(&self, _: Prompt, _: CancellationToken) -> BoxStream<'static, Result<Spoken>> {
        let words = self.words.lock().unwrap().take().unwrap();
        let (taken, woken) = (Arc::clone(&self.taken), Arc::clone(&self.woken));
        stream::unfold(words, move |mut words| {
            let (taken, woken) = (Arc::clone(&taken), Arc::clone(&woken));
            async move {
                if words.is_empty() {
                    woken.fetch_add(1, Ordering::SeqCst);
                }
                let word = words.recv().await?;
                taken.fetch_add(1, Ordering::SeqCst);
                Some((Ok(word), words))
            }
        })
        .boxed()
    }
}

fn reply() -> Message {
    let id = MessageId(uuid::Uuid::from_u128(2));
    Message {
        id,
        conversation: ConversationId(uuid::Uuid::from_u128(1)),
        parent: None,
        role: Role::Assistant,
        text: String::new(),
        status: MessageStatus::Streaming,
        error: None,
        created_at: Timestamp(0),
        attachments: Vec::new(),
        thinking: None,
        calls: Vec::new(),
        reply: Some(ReplyInfo {
            provider: ProviderId::local(),
            cost: None,
            model: ModelId("m".into()),
            route: Route::Local,
            usage: None,
            timing: None,
            finish: None,
            trimmed: 0,
        }),
        siblings: Siblings {
            ids: vec![id],
            ..Siblings::default()
        },
    }
}

/// A reply that streams onto `disk`.
struct Scene {
    words: mpsc::UnboundedSender<Spoken>,
    taken: Arc<AtomicUsize>,
    woken: Arc<AtomicUsize>,
    events: broadcast::Receiver<Event>,
    replies: Replies,
    live: Arc<Live>,
    end: tokio::task::JoinHandle<Settled>,
}

fn stream_onto(disk: &Arc<Disk>) -> Scene {
    let (words, receiver) = mpsc::unbounded_channel();
    let taken = Arc::new(AtomicUsize::new(0));
    let woken = Arc::new(AtomicUsize::new(0));
    let source = Arc::new(Mouth {
        words: Mutex::new(Some(receiver)),
        taken: Arc::clone(&taken),
        woken: Arc::clone(&woken),
    });
    let replies = Replies::default();
    let mut seat: Seat = replies.take_seat(reply().conversation).unwrap();
    let live = Arc::new(Live::new(reply(), None));
    replies.table().live.insert(live.id(), Arc::clone(&live));
    seat.live = Some(Arc::clone(&live));
    let events = Events::new();
    let receiver = events.subscribe();
    let run = Run::new(
        Arc::clone(&live),
        Arc::clone(disk) as Arc<dyn Journal>,
        events,
        replies.closing().clone(),
        Instant::now(),
    );
    let prompt = Prompt::new(ModelId("m".into()));
    let prompt = std::future::ready(Ok(prompt)).boxed();
    let end = tokio::spawn(async move { run.stream_to_the_end(&seat, prompt, source).await });
    Scene {
        words,
        taken,
        woken,
        events: receiver,
        replies,
        live,
        end,
    }
}

impl Scene {
    fn say(&self, text: &str) {
        self.words.send(Spoken::Text(text.into())).unwrap();
    }

    fn done(&self) {
        let usage = Usage {
            input_tokens: 1,
            output_tokens: 100,
            ..Usage::default()
        };
        self.words.send(Spoken::Took { usage, cost: None }).unwrap();
        let finish = FinishReason::Stop;
        self.words.send(Spoken::Done { finish }).unwrap();
    }

    /// The next message that is told.
    async fn told(&mut self) -> Message {
        loop {
            if let Event::MessageChanged(message) = self.events.recv().await.unwrap() {
                return message;
            }
        }
    }

    async fn hears(&mut self, bytes: u64) {
        loop {
            if let Event::ReplyDelta(delta) = self.events.recv().await.unwrap()
                && delta.offset + delta.text.len() as u64 >= bytes
            {
                return;
            }
        }
    }
}

/// A bound for what would otherwise hang.
async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(60), what)
        .await
        .expect("it hangs")
}

async fn eventually(condition: impl Fn() -> bool) {
    soon(async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
}

const PLENTY: usize = Semaphore::MAX_PERMITS;

#[tokio::test]
async fn text_is_durable_while_the_reply_still_streams() {
    let disk = Disk::new(PLENTY);
    let scene = stream_onto(&disk);
    for (text, all) in [("one ", "one "), ("two", "one two")] {
        scene.say(text);
        eventually(|| disk.text() == all).await;
    }
    scene.done();
    let settled = soon(scene.end).await.unwrap();
    assert_eq!(settled.message.unwrap().status, MessageStatus::Complete);
    assert!(
        settled.tokens_per_second.is_some(),
        "100 tokens tell the model's speed"
    );
}

#[tokio::test]
async fn a_full_disk_fails_the_reply_and_is_asked_again() {
    let disk = Disk::new(PLENTY);
    let mut scene = stream_onto(&disk);
    scene.say("kept ");
    eventually(|| disk.text() == "kept ").await;
    disk.set_broken(Some(Code::StorageFull));
    scene.say("and more");

    let told = soon(scene.told()).await;
    assert_eq!(
        told.status,
        MessageStatus::Failed,
        "the user learns it while nothing is stored"
    );
    assert_eq!(told.error.map(|error| error.code), Some(Code::StorageFull));
    assert_eq!(told.text, "kept and more");
    assert_eq!(disk.text(), "kept ", "what was journalled stays");
    let mut read = [reply()];
    assert_eq!(scene.replies.refresh(&mut read), [], "it is known here");
    assert_eq!(
        read[0].status,
        MessageStatus::Failed,
        "opening shows the same"
    );
    assert!(
        scene.words.is_closed(),
        "no more is computed than can be kept"
    );
    scene
        .replies
        .take_seat(reply().conversation)
        .expect("the user can go on elsewhere");

    disk.set_broken(None);
    let settled = soon(scene.end).await.unwrap().message.unwrap();
    assert_eq!(
        (settled.status, settled.text.as_str()),
        (MessageStatus::Failed, "kept and more")
    );
    assert_eq!(
        settled.error.map(|error| error.code),
        Some(Code::StorageFull)
    );
}

#[tokio::test]
async fn a_short_hiccup_at_the_end_is_not_noticed() {
    let disk = Disk::new(PLENTY);
    let mut scene = stream_onto(&disk);
    scene.say("all");
    soon(scene.hears(3)).await;
    eventually(|| disk.text() == "all").await;
    disk.set_broken(Some(Code::StorageBusy));
    scene.done();
    tokio::time::sleep(Duration::from_millis(150)).await;
    disk.set_broken(None);
    let settled = soon(scene.end).await.unwrap().message.unwrap();
    assert_eq!(
        (settled.status, settled.text.as_str()),
        (MessageStatus::Complete, "all")
    );
}

#[tokio::test]
async fn a_hanging_disk_does_not_hold_up_the_text_but_bounds_the_memory() {
    let disk = Disk::new(0);
    let mut scene = stream_onto(&disk);
    let kilobyte = "x".repeat(1024);
    for _ in 0..100 {
        scene.say(&kilobyte);
    }
    soon(scene.hears(100 * 1024)).await;
    assert_eq!(
        disk.text(),
        "",
        "the window had all of it while the disk hung"
    );
    for _ in 0..900 {
        scene.say(&kilobyte);
    }
    eventually(|| scene.live.len(Strand::Text) >= 256 * 1024).await;
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    let taken = scene.taken.load(Ordering::SeqCst);
    assert!(
        taken <= 257,
        "{taken} of 1000 taken: the source has to wait for the disk"
    );
    scene.done();
    disk.writes.add_permits(100_000);
    let settled = soon(scene.end).await.unwrap().message.unwrap();
    assert_eq!(settled.text.len(), 1000 * 1024, "nothing is lost for it");
    assert_eq!(disk.text(), settled.text);
}

#[tokio::test]
async fn a_source_is_left_alone_between_two_deltas() {
    let disk = Disk::new(PLENTY);
    let scene = stream_onto(&disk);
    let clock = Instant::now();
    for _ in 0..100 {
        scene.say("word ");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    scene.done();
    let settled = soon(scene.end).await.unwrap().message.unwrap();
    assert_eq!(settled.text, "word ".repeat(100));
    let rests = clock.elapsed().as_millis() / 33;
    let woken = scene.woken.load(Ordering::SeqCst) as u128;
    assert!(
        woken <= rests + 2,
        "woken {woken} times in {rests} times 33 ms"
    );
}

#[tokio::test]
async fn an_end_that_was_decided_elsewhere_is_accepted() {
    let disk = Disk::new(PLENTY);
    let scene = stream_onto(&disk);
    disk.set_broken(Some(Code::Conflict));
    scene.say("late");
    let settled = soon(scene.end).await.unwrap();
    assert_eq!(settled.message, None, "the caller reads what is stored");
}

#[tokio::test]
async fn stopping_does_not_wait_for_a_dead_disk() {
    let disk = Disk::new(PLENTY);
    let mut scene = stream_onto(&disk);
    disk.set_broken(Some(Code::StorageFull));
    scene.say("some");
    eventually(|| scene.live.len(Strand::Text) == 4).await;
    assert!(
        soon(scene.replies.stop(reply().id, Ending::Stopped)).await,
        "it streams here"
    );
    assert_eq!(
        soon(scene.told()).await.status,
        MessageStatus::Failed,
        "who stopped it knows that its end is not stored"
    );
    assert!(!scene.end.is_finished(), "the tries go on");

    // Another reply has begun in its place.
    let mut next = reply();
    next.id = MessageId(uuid::Uuid::from_u128(3));
    let next = Arc::new(Live::new(next, None));
    next.set_over();
    let table = || scene.replies.table();
    table().live.insert(next.id(), Arc::clone(&next));
    soon(scene.replies.stop_in(reply().conversation)).await;
    assert!(
        next.cancellation().is_cancelled(),
        "a deleted conversation's streaming reply ends, whatever hangs beside it"
    );

    disk.set_broken(None);
    let settled = soon(scene.end).await.unwrap().message.unwrap();
    assert_eq!(settled.text, "some", "and bring it in when the disk can");
}

#[test]
fn the_end_of_a_run_leaves_the_next_run_of_the_reply_in_sight() {
    let replies = Replies::default();
    let begin = || {
        let live = Arc::new(Live::new(reply(), None));
        let mut seat = replies.take_seat(reply().conversation).unwrap();
        replies.table().live.insert(live.id(), Arc::clone(&live));
        seat.live = Some(live);
        seat
    };
    let first = begin();
    first.leave();
    let second = begin();
    drop(first);
    assert!(
        replies.holds(reply().id),
        "continued while the first run told its end: it can still be stopped"
    );
    drop(second);
    assert!(!replies.holds(reply().id));
}

#[tokio::test]
async fn closing_does_not_wait_for_a_dead_disk() {
    let disk = Disk::new(PLENTY);
    let scene = stream_onto(&disk);
    disk.set_broken(Some(Code::StorageUnavailable));
    scene.say("some");
    eventually(|| scene.live.len(Strand::Text) == 4).await;
    let replies = scene.replies.clone();
    soon(replies.close()).await;
    assert_eq!(scene.live.ending(), Some(Ending::Interrupted));
    assert_eq!(soon(scene.end).await.unwrap().message, None);
    assert_eq!(
        replies.take_seat(reply().conversation).unwrap_err().code,
        Code::Cancelled
    );
}
