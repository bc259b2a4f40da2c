//! `pulse ask`: one question, its reply as it comes.

use std::io::{IsTerminal, Read};
use std::path::PathBuf;

use contract::attachment::{AttachFile, Attachment, Draft};
use contract::conversation::{CreateConversation, OpenConversation};
use contract::message::{
    Message, MessageStatus, ReplyOptions, Route, SendMessage, StopReply, Timing, Usage,
};
use contract::picture::FindPicture;
use contract::tool::{AnswerToolCall, ToolCall, ToolCallState};
use contract::{AttachmentId, Code, Error, Event, Handlers, ModelId, ProviderId};
use serde::Serialize;
use studio::Studio;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::Outcome;
use crate::arguments::{self, Ask};
use crate::interrupt::interrupted;
use crate::open::{self, JobWork, with_studio_offering};
use crate::output::{Output, Stop};
use crate::tools;

/// A line of `pulse ask --json`.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Line<'a> {
    /// More text.
    Delta { text: &'a str },
    /// A picture that the reply came with, as it is kept.
    Picture {
        path: &'a str,
        media_type: &'a str,
        width: u32,
        height: u32,
    },
    /// The last line of a reply that ended by itself.
    Done {
        model: &'a ModelId,
        provider: &'a ProviderId,
        route: Route,
        usage: Usage,
        timing: Timing,
    },
}

pub(crate) async fn run(ask: Ask, output: &mut Output) -> Outcome {
    let provider = arguments::provider(ask.provider.as_deref(), ask.route.as_deref())?;
    let reach = open::reach(provider.as_ref(), ask.base_url)?;
    let text = prompt(ask.prompt.as_deref())?;
    let mut request = SendMessage {
        conversation: ask.conversation,
        parent: None,
        replaces: None,
        text,
        attachments: Vec::new(),
        from_draft: false,
        options: ReplyOptions {
            provider,
            model: ask.model.map(ModelId),
            system: ask.system,
            temperature: ask.temperature,
            top_p: ask.top_p,
            max_tokens: ask.max_tokens,
            seed: ask.seed,
            thoughts: None,
            beside: Vec::new(),
        },
        folder: None,
    };
    with_studio_offering(JobWork::LeftAlone, reach, ask.tools, async |studio| {
        let mut draft = Draft::Nothing;
        if ask.temporary {
            let temporary = CreateConversation { temporary: true };
            let made = studio.create_conversation(temporary).await?;
            request.conversation = Some(made.id);
            draft = Draft::Conversation(made.id);
        }
        request.attachments = attach(studio, draft, &ask.attach).await?;
        let events = studio.events();
        let reply = studio.send_message(request).await?.reply;
        let mut printed = Printed {
            output,
            bytes: 0,
            ends_line: true,
            pictures: Vec::new(),
        };
        let streamed = tokio::select! {
            streamed = stream(studio, events, &reply, &mut printed) => streamed,
            () = interrupted() => Err(Stop::Interrupted),
        };
        match streamed {
            Ok(message) => printed.end(&message),
            Err(stop) => {
                // What had arrived stays, marked as stopped.
                let stopped = studio.stop_reply(StopReply { reply: reply.id });
                unless_abandoned(stopped, interrupted()).await?;
                printed.end_line()?;
                Err(stop)
            }
        }
    })
    .await
}

/// Reads the files that go with the question.
async fn attach(studio: &Studio, draft: Draft, files: &[PathBuf]) -> Outcome<Vec<AttachmentId>> {
    let mut ids = Vec::with_capacity(files.len());
    for file in files {
        let path = std::path::absolute(file)
            .map_err(|error| Stop::BadInput(format!("--attach {}: {error}", file.display())))?;
        let Some(path) = path.to_str() else {
            let file = file.display();
            return Err(Stop::BadInput(format!(
                "--attach {file}: its path is not Unicode"
            )));
        };
        let request = AttachFile {
            draft,
            path: path.to_owned(),
            ticket: None,
        };
        ids.push(studio.attach_file(request).await?.id);
    }
    Ok(ids)
}

/// Waits until the reply is stopped, but not against the user's will: a disk that does
/// not answer takes its time.
async fn unless_abandoned(
    stopped: impl Future<Output = contract::Result<()>>,
    again: impl Future<Output = ()>,
) -> Outcome {
    tokio::select! {
        stopped = stopped => Ok(stopped?),
        () = again => Err(Stop::Abandoned),
    }
}

/// The words of the prompt: the argument's, or those of standard input.
fn prompt(argument: Option<&str>) -> Outcome<String> {
    let mut stdin = std::io::stdin();
    match argument {
        Some(text) if text != "-" => return Ok(text.to_owned()),
        None if stdin.is_terminal() => {
            return Err(Stop::BadInput(
                "there is no prompt; give one, or pipe it in".into(),
            ));
        }
        _ => {}
    }
    let mut bytes = Vec::new();
    stdin
        .read_to_end(&mut bytes)
        .map_err(|error| Stop::BadInput(format!("the prompt could not be read: {error}")))?;
    String::from_utf8(bytes).map_err(|_| Stop::BadInput("the prompt is not UTF-8 text".into()))
}

/// Prints the reply as it comes and returns it when it has ended.
async fn stream(
    studio: &Studio,
    mut events: Receiver<Event>,
    reply: &Message,
    printed: &mut Printed<'_>,
) -> Outcome<Message> {
    loop {
        match events.recv().await {
            Ok(Event::ReplyDelta(delta)) if delta.message == reply.id => {
                let offset = usize::try_from(delta.offset).unwrap_or(usize::MAX);
                if offset > printed.bytes {
                    printed.up_to(&now(studio, reply).await?.text)?;
                } else if let Some(fresh) = delta.text.get(printed.bytes - offset..) {
                    printed.more(fresh)?;
                }
            }
            Ok(Event::MessageChanged(message)) if message.id == reply.id => {
                printed.up_to(&message.text)?;
                printed.pictures(studio, &message.attachments).await?;
                if message.status != MessageStatus::Streaming {
                    return Ok(message);
                }
            }
            Ok(Event::PictureArrived(told)) if told.message == reply.id => {
                printed.pictures(studio, &[told.picture]).await?;
            }
            Ok(Event::ToolCallChanged(change)) if change.message == reply.id => {
                answer(studio, reply, &[change.call], printed).await?;
            }
            Ok(_) => {}
            // The terminal was slower than the model.
            Err(RecvError::Lagged(_)) => {
                let message = now(studio, reply).await?;
                printed.up_to(&message.text)?;
                printed.pictures(studio, &message.attachments).await?;
                answer(studio, reply, &message.calls, printed).await?;
                if message.status != MessageStatus::Streaming {
                    return Ok(message);
                }
            }
            Err(RecvError::Closed) => {
                return Err(Error::new(Code::Internal, "The reply broke off").into());
            }
        }
    }
}

/// Has the user say whether calls may run that are asked.
async fn answer(
    studio: &Studio,
    reply: &Message,
    calls: &[ToolCall],
    printed: &mut Printed<'_>,
) -> Outcome {
    for call in calls
        .iter()
        .filter(|call| call.state == ToolCallState::Asked)
    {
        // "Always" for one before it may have answered this one.
        let calls = now(studio, reply).await?.calls;
        let asked = |known: &ToolCall| known.id == call.id && known.state == ToolCallState::Asked;
        if !calls.iter().any(asked) {
            continue;
        }
        printed.end_line()?;
        let answer = tools::ask(call).await;
        let call = call.id;
        match studio
            .answer_tool_call(AnswerToolCall { call, answer })
            .await
        {
            // It was over before the answer.
            Err(error) if error.code == Code::Conflict => {}
            answered => answered?,
        }
    }
    Ok(())
}

/// The reply at this moment.
async fn now(studio: &Studio, reply: &Message) -> Outcome<Message> {
    let open = OpenConversation {
        id: reply.conversation,
        limit: Some(1),
        around: Some(reply.id),
    };
    let messages = studio.open_conversation(open).await?.page.messages;
    let found = messages.into_iter().find(|message| message.id == reply.id);
    found.ok_or_else(|| Error::new(Code::NotFound, "The reply is gone").into())
}

/// What of the reply stands in the output.
struct Printed<'a> {
    output: &'a mut Output,
    /// Bytes of the reply.
    bytes: usize,
    ends_line: bool,
    /// Pictures whose files were named.
    pictures: Vec<AttachmentId>,
}

impl Printed<'_> {
    fn more(&mut self, text: &str) -> Outcome {
        if text.is_empty() {
            return Ok(());
        }
        self.bytes += text.len();
        self.ends_line = text.ends_with('\n');
        if self.output.is_json() {
            self.output.line(&Line::Delta { text })
        } else {
            self.output.text(text)
        }
    }

    /// Prints what is missing of `text`, the reply from its start.
    fn up_to(&mut self, text: &str) -> Outcome {
        match text.get(self.bytes..) {
            Some(rest) => self.more(rest),
            None => Ok(()),
        }
    }

    /// Says where the files of pictures are, each once.
    async fn pictures(&mut self, studio: &Studio, pictures: &[Attachment]) -> Outcome {
        for picture in pictures {
            if self.pictures.contains(&picture.id) {
                continue;
            }
            self.pictures.push(picture.id);
            let file = match studio.find_picture(FindPicture { id: picture.id }).await {
                Ok(file) => file,
                // That of a temporary conversation has no file to point at.
                Err(error) if error.code == Code::NotFound => continue,
                Err(error) => return Err(error.into()),
            };
            if self.output.is_json() {
                self.output.line(&Line::Picture {
                    path: &file.path,
                    media_type: &file.media_type,
                    width: file.width,
                    height: file.height,
                })?;
            } else {
                self.end_line()?;
                let (width, height) = (file.width, file.height);
                let line = format!("[Picture, {width} × {height}: {}]\n", file.path);
                self.output.text(&line)?;
                self.ends_line = true;
            }
        }
        Ok(())
    }

    /// Leaves a terminal with its cursor at the start of a line.
    fn end_line(&mut self) -> Outcome {
        if self.output.is_json() || self.ends_line {
            return Ok(());
        }
        self.ends_line = true;
        self.output.text("\n")
    }

    fn end(&mut self, message: &Message) -> Outcome {
        self.end_line()?;
        match message.status {
            MessageStatus::Complete => {}
            MessageStatus::Failed => {
                let unknown = || Error::new(Code::Internal, "The reply failed");
                return Err(message.error.clone().unwrap_or_else(unknown).into());
            }
            MessageStatus::Stopped | MessageStatus::Interrupted | MessageStatus::Streaming => {
                return Err(Error::new(Code::Cancelled, "The reply was stopped").into());
            }
        }
        let Some(info) = message.reply.as_ref().filter(|_| self.output.is_json()) else {
            return Ok(());
        };
        self.output.line(&Line::Done {
            model: &info.model,
            provider: &info.provider,
            route: info.route,
            usage: info.usage.unwrap_or_default(),
            timing: info.timing.unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    #[tokio::test]
    async fn ctrl_c_twice_does_not_wait_for_the_disk() {
        let abandoned = unless_abandoned(pending(), ready(())).await;
        assert!(matches!(abandoned, Err(Stop::Abandoned)));
        let stopped = unless_abandoned(ready(Ok(())), pending()).await;
        assert!(stopped.is_ok(), "once is enough as a rule");
    }
}
