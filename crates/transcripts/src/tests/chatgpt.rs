//! The shapes of ChatGPT's export, written by hand.

use serde_json::{Value, json};

use super::{entry, one, read, texts};
use crate::{Reason, Role, Source};

fn said(role: &str, text: &str) -> Value {
    json!({"author": {"role": role}, "recipient": "all", "create_time": 1_700_000_000.25,
        "content": {"content_type": "text", "parts": [text]}, "metadata": {}})
}

fn node(id: &str, parent: Option<&str>, children: &[&str], message: Value) -> (String, Value) {
    let node = json!({"id": id, "parent": parent, "children": children, "message": message});
    (id.to_owned(), node)
}

fn conversation(nodes: Vec<(String, Value)>, current: &str) -> Value {
    json!({"conversation_id": "c-1", "id": "other", "title": "Bees", "create_time": 1_700_000_000.5,
        "update_time": 1_700_000_900, "current_node": current,
        "mapping": nodes.into_iter().collect::<serde_json::Map<_, _>>()})
}

// A chain, in which the first message is a user's and the last is shown.
fn chain(messages: Vec<Value>) -> Value {
    let mut nodes = vec![node("n0", None, &["n1"], Value::Null)];
    let count = messages.len();
    for (at, message) in messages.into_iter().enumerate() {
        let (id, parent) = (format!("n{}", at + 1), format!("n{at}"));
        let child = format!("n{}", at + 2);
        nodes.push(node(&id, Some(&parent), &[&child], message));
    }
    conversation(nodes, &format!("n{count}"))
}

#[test]
fn head_and_branches_are_read() {
    let mut reply = said("assistant", "Because.");
    reply["metadata"]["model_slug"] = json!("gpt-4o");
    let transcript = one(&conversation(
        vec![
            node("root", None, &["q"], Value::Null),
            // "b" was made first, "a" is shown: `children` decides, not the name.
            node("a", Some("q"), &[], reply),
            node("b", Some("q"), &[], said("assistant", "No idea.")),
            node("q", Some("root"), &["b", "a"], said("user", "Why?")),
        ],
        "a",
    ));
    assert_eq!(transcript.source, Source::ChatGpt);
    assert_eq!(transcript.key(), "chatgpt:c-1");
    assert_eq!(transcript.title, "Bees");
    assert_eq!(transcript.created_at_ms, Some(1_700_000_000_500));
    assert_eq!(transcript.updated_at_ms, Some(1_700_000_900_000));
    let ids: Vec<&str> = transcript.messages.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(ids, ["q", "b", "a"]);
    assert_eq!(texts(&transcript), ["Why?", "Because."]);
    let a = entry(&transcript, "a");
    assert_eq!(a.model.as_deref(), Some("gpt-4o"));
    assert_eq!(a.provider.as_deref(), Some("openai"));
    assert_eq!(a.created_at_ms, Some(1_700_000_000_250));
    assert_eq!(entry(&transcript, "q").provider, None);
}

#[test]
fn hidden_nodes_are_spliced_out_and_thoughts_go_to_the_reply() {
    let mut hidden = said("user", "nobody sees me");
    hidden["metadata"]["is_visually_hidden_from_conversation"] = json!(true);
    let mut call = said("assistant", "search('bees')");
    call["recipient"] = json!("web.run");
    let mut page = said("tool", "");
    page["content"] = json!({"content_type": "tether_browsing_display", "result": "L0"});
    let mut thoughts = said("assistant", "");
    thoughts["content"] = json!({"content_type": "thoughts",
        "thoughts": [{"summary": "Plan", "content": "Look it up."}]});
    let mut recap = said("assistant", "");
    recap["content"] = json!({"content_type": "reasoning_recap", "content": "Thought for 8s"});
    let transcript = one(&chain(vec![
        said("system", ""),
        hidden,
        said("user", "Bees?"),
        thoughts,
        call,
        page,
        recap,
        said("assistant", "Yes."),
    ]));
    assert_eq!(texts(&transcript), ["Bees?", "Yes."]);
    let reply = &transcript.messages[1];
    assert_eq!(reply.parent.as_deref(), Some("n3"));
    let thinking = "**Plan**\n\nLook it up.\n\nThought for 8s";
    assert_eq!(reply.thinking.as_deref(), Some(thinking));
    assert_eq!(transcript.messages[0].thinking, None);
}

#[test]
fn a_shown_hidden_leaf_shows_the_message_above() {
    let mut page = said("tool", "x");
    page["content"]["content_type"] = json!("tether_quote");
    let transcript = one(&chain(vec![said("user", "Bees?"), page]));
    assert_eq!(transcript.current.as_deref(), Some("n1"));
}

#[test]
fn code_its_output_and_canvas_are_kept_as_blocks() {
    let mut code = said("assistant", "");
    code["recipient"] = json!("python");
    code["content"] =
        json!({"content_type": "code", "language": "unknown", "text": "print('```')"});
    let mut output = said("tool", "");
    output["content"] = json!({"content_type": "execution_output", "text": "```\n"});
    let mut canvas = said("assistant", "");
    canvas["recipient"] = json!("canmore.create_textdoc");
    let document = r#"{"name":"bees.py","type":"code/python","content":"buzz()"}"#;
    canvas["content"] = json!({"content_type": "code", "text": document});
    let mut change = canvas.clone();
    change["recipient"] = json!("canmore.update_textdoc");
    let transcript = one(&chain(vec![
        said("user", "?"),
        code,
        output,
        canvas,
        change,
    ]));
    assert_eq!(
        texts(&transcript)[1..],
        [
            "````python\nprint('```')\n````",
            "````text\n```\n````",
            "**bees.py**\n\n```python\nbuzz()\n```"
        ]
    );
    assert!(transcript.messages[2].role == Role::Assistant);
}

#[test]
fn pictures_sound_and_uploads_become_attachments() {
    let mut asked = said("user", "");
    asked["content"] = json!({"content_type": "multimodal_text", "parts": [
        {"content_type": "image_asset_pointer", "asset_pointer": "file-service://file-1"},
        {"content_type": "image_asset_pointer", "asset_pointer": "sediment://file_2"},
        {"content_type": "audio_transcription", "text": "what is this"},
        {"content_type": "real_time_user_audio_video_asset_pointer",
            "audio_asset_pointer": {"asset_pointer": "sediment://file_3"}},
        "Look!"]});
    asked["metadata"]["attachments"] = json!([{"id": "file-1", "name": "bees.png", "mime_type": "image/png"}, {"id": "file-9"}, 7]);
    let mut drawn = said("tool", "DALL-E displayed 1 image.");
    drawn["content"] = json!({"content_type": "multimodal_text", "parts": [
        {"content_type": "image_asset_pointer", "asset_pointer": "sediment://file_4"}]});
    let transcript = one(&chain(vec![asked, drawn]));
    let names = |at: usize| -> Vec<&str> {
        let attachments = &transcript.messages[at].attachments;
        attachments.iter().map(|a| a.name.as_str()).collect()
    };
    assert_eq!(names(0), ["bees.png", "file-9", "file_2", "file_3"]);
    assert_eq!(names(1), ["file_4"]);
    assert_eq!(texts(&transcript), ["what is this\n\nLook!", ""]);
    let media = &transcript.messages[0].attachments[0].media_type;
    assert_eq!(media.as_deref(), Some("image/png"));
}

#[test]
fn custom_instructions_become_the_system_prompt() {
    let mut context = said("user", "");
    context["content"] = json!({"content_type": "user_editable_context",
        "user_profile": "I keep bees.", "user_instructions": "Be brief."});
    context["metadata"]["is_visually_hidden_from_conversation"] = json!(true);
    let transcript = one(&chain(vec![context, said("user", "Hi")]));
    assert_eq!(
        transcript.system.as_deref(),
        Some("I keep bees.\n\nBe brief.")
    );
    assert_eq!(texts(&transcript), ["Hi"]);
}

#[test]
fn markers_are_replaced_by_what_a_reader_saw() {
    let marked = "By \u{e200}entity\u{e202}[\"company\",\"OpenAI\",\"x\"]\u{e201} now\
                  \u{e200}cite\u{e202}turn0search1\u{e201}. Open \u{e200}end";
    let transcript = one(&chain(vec![said("user", "?"), said("assistant", marked)]));
    assert_eq!(texts(&transcript)[1], "By OpenAI now. Open end");
}

#[test]
fn a_wrong_type_costs_its_field_and_no_more() {
    let mut asked = said("user", "Hi");
    asked["create_time"] = json!("yesterday");
    asked["metadata"] = json!([]);
    let mut nameless = said("user", "lost");
    nameless["author"] = json!(3);
    let mut value = chain(vec![asked, nameless, said("assistant", "Hello")]);
    value["title"] = json!({"a": 1});
    value["create_time"] = json!(false);
    value["update_time"] = json!(1e300);
    value["current_node"] = json!(17);
    value["mapping"]["n2"]["children"] = json!("n3");
    value["mapping"]["n9"] = json!("a node");
    let all = read(format!("[{value}]"));
    let transcript = &all.transcripts[0];
    assert_eq!(transcript.title, "");
    assert_eq!(texts(transcript), ["Hi", "Hello"]);
    assert_eq!(transcript.messages[0].created_at_ms, None);
    assert_eq!(
        all.lost[0].messages, 2,
        "the nameless one and the text for a node"
    );
    assert_eq!(
        transcript.created_at_ms,
        Some(1_700_000_000_250),
        "of its messages"
    );
}

#[test]
fn a_conversation_without_an_id_is_called_after_a_message() {
    let mut value = chain(vec![said("user", "Hi")]);
    value.as_object_mut().unwrap().remove("id");
    value.as_object_mut().unwrap().remove("conversation_id");
    assert_eq!(one(&value).key(), "chatgpt:of-n1");
}

#[test]
fn empty_broken_and_strange_ones_are_skipped_by_name() {
    let empty = chain(vec![said("system", "")]);
    let sound = chain(vec![said("user", "Hi")]);
    let all = read(format!(
        r#"{{"conversations": [{sound}, {empty}, {{"title":"Bad","mapping":[1]}}, {{"title":"Half","mapping":{{,}}}}, 5, {sound}]}}"#
    ));
    assert!(all.error.is_none(), "{:?}", all.error);
    assert_eq!(all.transcripts.len(), 2);
    let got: Vec<_> = all
        .skipped
        .iter()
        .map(|s| (s.index, s.title.as_deref()))
        .collect();
    assert_eq!(
        got,
        [
            (1, Some("Bees")),
            (2, Some("Bad")),
            (3, Some("Half")),
            (4, None)
        ]
    );
    assert_eq!(all.skipped[0].reason, Reason::Empty);
    assert!(matches!(all.skipped[1].reason, Reason::Broken(_)));
    assert!(matches!(all.skipped[2].reason, Reason::Broken(_)));
    assert_eq!(all.skipped[3].reason, Reason::Unknown);
}

#[test]
fn halves_of_emoji_and_bytes_that_are_no_text_are_mended() {
    let sound = chain(vec![said("user", "WORDS")]).to_string();
    let mut bytes = format!(
        "[{}]",
        sound.replace("Bees", r"cut \ud83d, \udc1d and \ud83d\udc1d \\ud83d")
    );
    bytes = bytes.replace("WORDS", "A\u{1}B").replace('\u{1}', "?");
    let mut bytes = bytes.into_bytes();
    let at = bytes.windows(3).position(|w| w == b"A?B").unwrap();
    bytes[at + 1] = 0xFF;
    let all = read(&bytes);
    let transcript = &all.transcripts[0];
    assert_eq!(transcript.title, "cut \u{fffd}, \u{fffd} and 🐝 \\ud83d");
    assert_eq!(transcript.messages[0].text, "A\u{fffd}B");
}
