//! A studio in a temporary folder, with a source that speaks from a script.
//!
//! Each test binary uses its own part of this.
#![allow(dead_code, reason = "each test binary uses its own part")]

pub mod temporary;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use contract::conversation::OpenConversation;
use contract::message::{
    FinishReason, Message, MessageStatus, ReplyOptions, SendMessage, Sent, Usage,
};
use contract::{Code, ConversationId, Error, Event, Handlers, MessageId, ModelId, Result};
use futures::future::BoxFuture;
use futures::stream::BoxStream;
use futures::{FutureExt, StreamExt, stream};
use studio::source::{Prompt, ReplySource, Spoken};
use studio::{Home, NoDialogs, Opening, Options, Studio};
use tempfile::TempDir;
use tokio::sync::broadcast::Receiver;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// A test that waits longer than this hangs.
const PATIENCE: Duration = Duration::from_secs(120);

/// What a scripted reply does next.
#[derive(Debug)]
pub enum Step {
    /// Sends this.
    Say(Result<Spoken>),
    /// Ends the reply, after so many tokens of it and 7 of the prompt.
    Done(u32, FinishReason),
    /// Panics.
    Panic,
}

impl Step {
    pub fn text(text: &str) -> Self {
        Self::Say(Ok(Spoken::Text(text.into())))
    }

    pub fn done(output_tokens: u32) -> Self {
        Self::Done(output_tokens, FinishReason::Stop)
    }

    pub fn fails(code: Code) -> Self {
        Self::Say(Err(Error::new(code, "as the script says")))
    }
}

/// Speaks from scripts, one a reply, in the order in which they were given.
#[derive(Debug, Default)]
pub struct Scripted {
    scripts: Mutex<VecDeque<mpsc::UnboundedReceiver<Step>>>,
    asked: Mutex<Vec<Prompt>>,
}

impl Scripted {
    /// The next reply says what is sent here; it goes on until told that it is done.
    pub fn live(&self) -> mpsc::UnboundedSender<Step> {
        let (sender, receiver) = mpsc::unbounded_channel();
        self.scripts.lock().unwrap().push_back(receiver);
        sender
    }

    /// The next reply says this.
    pub fn reply(&self, steps: impl IntoIterator<Item = Step>) {
        let live = self.live();
        for step in steps {
            live.send(step).unwrap();
        }
        // The sender is dropped: a script without an end breaks off.
    }

    /// What was asked so far.
    pub fn asked(&self) -> Vec<Prompt> {
        self.asked.lock().unwrap().clone()
    }
}

impl ReplySource for Scripted {
    fn choose<'a>(
        &'a self,
        wanted: Option<&'a ModelId>,
        default: Option<&'a ModelId>,
    ) -> BoxFuture<'a, Result<ModelId>> {
        let model = wanted
            .or(default)
            .cloned()
            .unwrap_or_else(|| ModelId("script".into()));
        let missing = model.0 == "missing";
        let result = if missing {
            Err(Error::new(
                Code::ModelMissing,
                "There is no model “missing”",
            ))
        } else {
            Ok(model)
        };
        std::future::ready(result).boxed()
    }

    fn sees(&self, _: &ModelId) -> Option<bool> {
        None
    }

    fn speak(&self, prompt: Prompt, _: CancellationToken) -> BoxStream<'static, Result<Spoken>> {
        self.asked.lock().unwrap().push(prompt);
        let script = self
            .scripts
            .lock()
            .unwrap()
            .pop_front()
            .expect("a script for each reply");
        stream::unfold(script, |mut script| async {
            match script.recv().await? {
                Step::Say(said) => Some((vec![said], script)),
                Step::Done(output_tokens, finish) => {
                    let usage = Usage {
                        input_tokens: 7,
                        output_tokens,
                        ..Usage::default()
                    };
                    let took = Spoken::Took { usage, cost: None };
                    Some((vec![Ok(took), Ok(Spoken::Done { finish })], script))
                }
                Step::Panic => panic!("as the script says"),
            }
        })
        .flat_map(stream::iter)
        .boxed()
    }
}

/// A studio, its script and its folder.
pub struct Stage {
    pub studio: Studio,
    pub script: Arc<Scripted>,
    pub folder: TempDir,
}

/// A studio in a new folder.
pub async fn stage() -> Stage {
    let folder = tempfile::tempdir().unwrap();
    let (studio, script) = open(&folder).await;
    Stage {
        studio,
        script,
        folder,
    }
}

/// Another studio in `folder`.
pub async fn open(folder: &TempDir) -> (Studio, Arc<Scripted>) {
    let script = Arc::new(Scripted::default());
    let source = Arc::clone(&script) as Arc<dyn ReplySource>;
    let opening = Opening::new(options(folder))
        .speaking_with(source)
        .reading_files_here();
    (opening.open().await.unwrap(), script)
}

pub fn options(folder: &TempDir) -> Options {
    Options {
        home: Home::at(folder.path().to_owned()).unwrap(),
        host: Arc::new(NoDialogs),
        bundled_models: Vec::new(),
    }
}

/// The real model. Tests that need it fail without it.
pub fn model_file() -> PathBuf {
    let path = std::env::var_os("PULSE_TEST_MODEL").map(PathBuf::from);
    let path = path.expect("PULSE_TEST_MODEL must name the starter model's GGUF file");
    assert!(
        path.is_file(),
        "PULSE_TEST_MODEL names {}, which is no file",
        path.display()
    );
    path
}

/// A studio that speaks with the real model.
pub async fn real_studio(folder: &TempDir) -> Studio {
    let bundled = folder.path().join("bundled");
    std::fs::create_dir_all(&bundled).unwrap();
    let file = model_file();
    let there = bundled.join(file.file_name().unwrap());
    if !there.exists() && std::fs::hard_link(&file, &there).is_err() {
        std::fs::copy(&file, &there).unwrap();
    }
    let mut options = options(folder);
    options.bundled_models.push(bundled);
    Studio::open(options).await.unwrap()
}

pub fn question(text: &str) -> SendMessage {
    SendMessage {
        conversation: None,
        parent: None,
        replaces: None,
        text: text.into(),
        attachments: Vec::new(),
        from_draft: false,
        options: ReplyOptions::default(),
        folder: None,
    }
}

pub fn question_in(conversation: ConversationId, text: &str) -> SendMessage {
    SendMessage {
        conversation: Some(conversation),
        ..question(text)
    }
}

/// Asks, and waits for the end of the reply.
pub async fn ask(studio: &Studio, request: SendMessage) -> (Sent, Message) {
    let mut events = studio.events();
    let sent = studio.send_message(request).await.unwrap();
    let end = end_of(&mut events, sent.reply.id).await;
    (sent, end)
}

/// Waits for the end of `reply`.
pub async fn end_of(events: &mut Receiver<Event>, reply: MessageId) -> Message {
    until(events, |event| match event {
        Event::MessageChanged(message)
            if message.id == reply && message.status != MessageStatus::Streaming =>
        {
            Some(message)
        }
        _ => None,
    })
    .await
}

/// Waits until the listeners have `bytes` of `reply`.
pub async fn text_of(events: &mut Receiver<Event>, reply: MessageId, bytes: u64) {
    until(events, |event| match event {
        Event::ReplyDelta(delta)
            if delta.message == reply && delta.offset + delta.text.len() as u64 >= bytes =>
        {
            Some(())
        }
        _ => None,
    })
    .await;
}

/// Waits for an event in which `wanted` finds something.
pub async fn until<T>(
    events: &mut Receiver<Event>,
    mut wanted: impl FnMut(Event) -> Option<T>,
) -> T {
    let search = async {
        loop {
            let event = events.recv().await.expect("no event is lost in a test");
            if let Some(found) = wanted(event) {
                return found;
            }
        }
    };
    tokio::time::timeout(PATIENCE, search)
        .await
        .expect("the awaited event never came")
}

/// The shown messages of a conversation.
pub async fn messages(studio: &Studio, id: ConversationId) -> Vec<Message> {
    let open = OpenConversation {
        id,
        limit: None,
        around: None,
    };
    studio.open_conversation(open).await.unwrap().page.messages
}

/// A studio in which a reply streams and waits for its next step.
pub struct UnderWay {
    pub stage: Stage,
    pub live: mpsc::UnboundedSender<Step>,
    pub events: Receiver<Event>,
    pub sent: Sent,
}

/// Asks, and lets the reply begin with `text`, which has been told to `events`.
pub async fn under_way(text: &str) -> UnderWay {
    let stage = stage().await;
    let live = stage.script.live();
    let mut events = stage.studio.events();
    let sent = stage.studio.send_message(question("Count")).await.unwrap();
    live.send(Step::text(text)).unwrap();
    text_of(&mut events, sent.reply.id, text.len() as u64).await;
    UnderWay {
        stage,
        live,
        events,
        sent,
    }
}
