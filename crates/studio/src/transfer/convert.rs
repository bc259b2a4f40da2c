//! Between the store's conversations and `transcripts`'.
//!
//! Belongs here: what has no place on the other side, and where it goes instead.

use contract::attachment::AttachmentKind;
use contract::message::Role;
use contract::{ConversationId, FolderId, MessageId, ModelId, ProviderId, Timestamp};
use store::{ForeignConversation, ForeignMessage, WholeConversation, WholeMessage};
use transcripts::{Attachment, Entry, Source, Transcript};

use crate::check::LONGEST_TEXT;
use crate::{clock, title};

/// Characters of a title at the most.
const LONGEST_TITLE: usize = 200;

/// A transcript as the store takes it. `now`: what has no time was made then, and what
/// says that it is from the future as well.
pub(super) fn to_store(transcript: Transcript, now: Timestamp) -> ForeignConversation {
    let source_key = transcript.key();
    let fingerprint = transcript.fingerprint().0;
    let past = |ms: Option<i64>| ms.map(|ms| Timestamp(ms).min(now));
    let created_at = past(transcript.created_at_ms).unwrap_or(now);
    let updated_at = past(transcript.updated_at_ms).unwrap_or(created_at);
    let own = (transcript.source == Source::Pulse)
        .then(|| transcript.source_id.parse().ok().map(ConversationId))
        .flatten();
    let mut system = transcript.system;
    let mut messages = Vec::with_capacity(transcript.messages.len());
    // Instructions in the middle have no place here: what follows one follows the message
    // above it. Parents stand before their children, so one pass is enough.
    let mut spliced: std::collections::HashMap<String, Option<String>> = Default::default();
    let mut current = transcript.current;
    for mut entry in transcript.messages {
        if let Some(above) = entry.parent.as_ref().and_then(|id| spliced.get(id)) {
            entry.parent = above.clone();
        }
        if entry.role == transcripts::Role::System {
            if entry.parent.is_none() && system.is_none() {
                system = Some(entry.text);
            }
            spliced.insert(entry.id, entry.parent);
            continue;
        }
        let at = past(entry.created_at_ms).unwrap_or(created_at);
        messages.push(message(entry, transcript.source, at));
    }
    if let Some(above) = current.as_ref().and_then(|id| spliced.get(id)) {
        current = above.clone();
    }
    ForeignConversation {
        title: title_of(&transcript.title, &messages),
        id: ConversationId(clock::id_at(created_at)),
        source_key,
        fingerprint,
        own,
        created_at,
        updated_at,
        system: system.filter(|text| !text.trim().is_empty() && text.len() <= LONGEST_TEXT),
        folder: transcript.folder.map(|name| (FolderId(clock::id()), name)),
        current,
        messages,
    }
}

fn title_of(given: &str, messages: &[ForeignMessage]) -> String {
    let given = given.replace(char::is_control, " ");
    let given: String = given.trim().chars().take(LONGEST_TITLE).collect();
    if !given.is_empty() {
        return given;
    }
    let first = messages.iter().find(|message| message.role == Role::User);
    first
        .map(|message| title::from_message(&message.text))
        .unwrap_or_default()
}

fn message(entry: Entry, source: Source, at: Timestamp) -> ForeignMessage {
    let role = match entry.role {
        transcripts::Role::Assistant => Role::Assistant,
        transcripts::Role::User | transcripts::Role::System => Role::User,
    };
    let provider = entry.provider.unwrap_or_else(|| {
        let maker = match source {
            Source::ChatGpt => "openai",
            Source::Claude => "anthropic",
            Source::Pulse => "local",
        };
        maker.to_owned()
    });
    ForeignMessage {
        id: MessageId(clock::id_at(at)),
        text: with_attachments(entry.text, &entry.attachments),
        foreign_id: entry.id,
        parent: entry.parent,
        role,
        thinking: entry.thinking.filter(|_| role == Role::Assistant),
        model: ModelId(entry.model.unwrap_or_default()),
        provider: ProviderId(provider),
        created_at: at,
    }
}

/// The text, with what was attached named below it; a text that stands nowhere else is
/// quoted whole.
fn with_attachments(mut text: String, attachments: &[Attachment]) -> String {
    for attachment in attachments {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let name = attachment.name.replace(['`', '\n', '\r'], " ");
        match name.trim() {
            "" => text.push_str("Pasted text:"),
            name => text.push_str(&format!("Attachment: `{name}`")),
        }
        if let Some(held) = &attachment.text {
            let fence = "`".repeat(longest_run(held).max(2) + 1);
            text.push_str(&format!("\n\n{fence}\n{}\n{fence}", held.trim_end()));
        }
    }
    text
}

/// The longest run of backticks: a fence must be longer.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// A stored conversation as a transcript. One that was imported keeps the ids that it had
/// there, so that Pulse finds it again wherever it goes.
pub(super) fn to_transcript(whole: WholeConversation) -> Transcript {
    let (source, source_id) = origin(&whole);
    let names: std::collections::HashMap<MessageId, String> = whole
        .messages
        .iter()
        .map(|message| (message.id, name_of(message)))
        .collect();
    let last = whole.messages.last().map(|message| message.id);
    let current = whole.leaf.or(last).and_then(|id| names.get(&id).cloned());
    Transcript {
        source,
        source_id,
        title: whole.title,
        created_at_ms: Some(whole.created_at.0),
        updated_at_ms: Some(whole.updated_at.0),
        system: whole.system,
        folder: whole.folder,
        current,
        messages: whole
            .messages
            .into_iter()
            .map(|message| Entry {
                id: name_of(&message),
                parent: message.parent.and_then(|id| names.get(&id).cloned()),
                role: match message.role {
                    Role::User => transcripts::Role::User,
                    Role::Assistant => transcripts::Role::Assistant,
                },
                text: message.text,
                thinking: message.thinking,
                model: message.model.map(|model| model.0),
                provider: message.provider.map(|provider| provider.0),
                created_at_ms: Some(message.created_at.0),
                attachments: message.pictures.into_iter().map(named).collect(),
            })
            .collect(),
    }
}

/// A picture by its name; its file is read where it is embedded.
fn named((picture, _): (contract::attachment::Attachment, String)) -> Attachment {
    let media_type = match picture.kind {
        AttachmentKind::Image { media_type, .. } => Some(media_type),
        _ => None,
    };
    Attachment {
        name: picture.name,
        media_type,
        ..Attachment::default()
    }
}

fn origin(whole: &WholeConversation) -> (Source, String) {
    let key = whole
        .source_key
        .as_deref()
        .and_then(|key| key.split_once(':'));
    for source in [Source::ChatGpt, Source::Claude, Source::Pulse] {
        if let Some((name, id)) = key
            && name == source.name()
        {
            return (source, id.to_owned());
        }
    }
    (Source::Pulse, whole.id.to_string())
}

fn name_of(message: &WholeMessage) -> String {
    let own = || message.id.to_string();
    message.foreign_id.clone().unwrap_or_else(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, parent: Option<&str>, role: transcripts::Role, text: &str) -> Entry {
        Entry {
            id: id.into(),
            parent: parent.map(str::to_owned),
            role,
            text: text.into(),
            thinking: None,
            model: None,
            provider: None,
            created_at_ms: None,
            attachments: Vec::new(),
        }
    }

    fn transcript(messages: Vec<Entry>) -> Transcript {
        Transcript {
            source: Source::ChatGpt,
            source_id: "x".into(),
            title: String::new(),
            created_at_ms: Some(1_000),
            updated_at_ms: Some(i64::MAX / 2),
            system: None,
            folder: None,
            current: messages.last().map(|entry| entry.id.clone()),
            messages,
        }
    }

    #[test]
    fn instructions_are_taken_out_of_the_tree() {
        use transcripts::Role::{Assistant, System, User};
        let taken = to_store(
            transcript(vec![
                entry("s", None, System, "Be brief."),
                entry("q", Some("s"), User, "Why\nbees?"),
                entry("t", Some("q"), System, "tool"),
                entry("u", Some("t"), System, "tool"),
                entry("a", Some("u"), Assistant, "Honey."),
                entry("z", Some("a"), System, "end"),
            ]),
            Timestamp(5_000),
        );
        let tree: Vec<_> = taken
            .messages
            .iter()
            .map(|message| (message.foreign_id.as_str(), message.parent.as_deref()))
            .collect();
        assert_eq!(tree, [("q", None), ("a", Some("q"))]);
        assert_eq!(taken.current.as_deref(), Some("a"), "what is shown stays");
        assert_eq!(taken.system.as_deref(), Some("Be brief."));
        assert_eq!(taken.title, "Why", "a title is made where there is none");
        assert_eq!(taken.updated_at, Timestamp(5_000), "not in the future");
        assert_eq!(
            taken.id.0.get_version_num(),
            7,
            "ids sort by the time of their making"
        );
        assert_eq!(taken.messages[1].provider.0, "openai");
    }

    #[test]
    fn attached_texts_are_kept() {
        let held = Attachment {
            name: String::new(),
            media_type: None,
            text: Some("a ``` fence".into()),
            data: None,
        };
        let named = Attachment {
            name: "a`b\n.png".into(),
            ..Attachment::default()
        };
        assert_eq!(
            with_attachments("See:".into(), &[held, named]),
            "See:\n\nPasted text:\n\n````\na ``` fence\n````\n\nAttachment: `a b .png`"
        );
    }
}
