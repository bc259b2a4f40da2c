//! Every protocol through the same replies: `cassettes/<protocol>/<case>.sse`.
//!
//! Each stream is read as it is, with other line ends, with comments in it, and cut anywhere: all of that
//! must give the same reply.

#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod stream;

use std::fs;
use std::path::Path;

use providers::protocol::Protocol;
use providers::{Finish, Image, Kind, Part, ToolCall, Usage};
use serde_json::{Value, json};
use stream::CHAT;

const ALL: [(&str, Protocol); 4] = [
    ("chat-completions", CHAT),
    ("responses", Protocol::Responses),
    ("messages", Protocol::Messages),
    ("generate-content", Protocol::GenerateContent),
];

/// What a stream came to.
#[derive(Debug, Default, PartialEq)]
struct Reply {
    text: String,
    thinking: String,
    images: Vec<Image>,
    calls: Vec<ToolCall>,
    usage: Option<Usage>,
    finish: Option<Finish>,
    failure: Option<Kind>,
}

fn cassette(protocol: &str, case: &str) -> String {
    let path = Path::new("cassettes").join(protocol).join(case);
    fs::read_to_string(path.with_extension("sse")).unwrap()
}

fn read<'a>(protocol: Protocol, pieces: impl IntoIterator<Item = &'a [u8]>) -> Reply {
    let (parts, failure) = stream::read(protocol, pieces);
    reply(parts, failure.map(|failure| failure.kind))
}

fn reply(parts: Vec<Part>, failure: Option<Kind>) -> Reply {
    let mut reply = Reply {
        failure,
        ..Reply::default()
    };
    for part in parts {
        match part {
            Part::Text(text) => reply.text += &text,
            Part::Thinking(text) => reply.thinking += &text,
            Part::Image(image) => reply.images.push(image),
            Part::ToolCall(call) => reply.calls.push(call),
            Part::Usage(usage) => reply.usage = Some(usage),
            Part::Finish(finish) => {
                assert_eq!(reply.finish, None, "a reply ends once");
                reply.finish = Some(finish);
            }
            other => panic!("unknown part {other:?}"),
        }
    }
    reply
}

/// The stream in all the ways in which servers and networks send it.
fn read_all_ways(protocol: Protocol, stream: &str) -> Reply {
    let plain = read(protocol, [stream.as_bytes()]);
    stream::check(stream.as_bytes());
    let (crlf, cr) = (stream.replace('\n', "\r\n"), stream.replace('\n', "\r"));
    let comments = format!(
        ": begin\n\n{}",
        // Not those of a picture's address.
        stream.replace("data: ", ": OPENROUTER PROCESSING\ndata: ")
    );
    for (name, stream) in [("\r\n", crlf), ("\r", cr), ("comments", comments)] {
        assert_eq!(read(protocol, [stream.as_bytes()]), plain, "{name}");
        stream::check(stream.as_bytes());
    }
    plain
}

/// The same case of every protocol comes to `expected`.
fn everywhere(case: &str, expected: &Reply) {
    for (name, protocol) in ALL {
        let mut reply = read_all_ways(protocol, &cassette(name, case));
        // What goes back to the vendor is each vendor's own.
        for call in &mut reply.calls {
            call.echo = None;
        }
        assert_eq!(reply, *expected, "{name}: {case}");
    }
}

fn said(text: &str, finish: Finish) -> Reply {
    Reply {
        text: text.into(),
        finish: Some(finish),
        ..Reply::default()
    }
}

fn weather(id: &str, city: &str, echo: Option<Value>) -> ToolCall {
    ToolCall {
        id: id.into(),
        name: "weather".into(),
        arguments: json!({ "city": city }),
        echo,
    }
}

#[test]
fn a_plain_reply() {
    let mut reply = said("Hello, wörld 🐢!", Finish::Stop);
    reply.usage = Some(Usage {
        input: 12,
        cached: 4,
        output: 7,
        ..Usage::default()
    });
    everywhere("plain", &reply);
}

#[test]
fn a_reply_without_usage() {
    everywhere("usage-missing", &said("Hello", Finish::Stop));
}

#[test]
fn a_reply_that_was_cut_short() {
    everywhere("length", &said("Cut", Finish::Length));
    let full = cassette("messages", "context-full");
    let full = read_all_ways(Protocol::Messages, &full);
    assert_eq!(full, said("Cut", Finish::ContextFull));
}

#[test]
fn a_refusal() {
    for (name, protocol) in ALL {
        let reply = read_all_ways(protocol, &cassette(name, "refusal"));
        let why = match name {
            // It says no more than that.
            "generate-content" => "SAFETY",
            _ => "I cannot do that.",
        };
        assert_eq!(reply, said("", Finish::Refused(Some(why.into()))), "{name}");
    }
    let prompt = cassette("generate-content", "prompt-refused");
    let prompt = read_all_ways(Protocol::GenerateContent, &prompt);
    let why = Some("PROHIBITED_CONTENT".into());
    assert_eq!(prompt.finish, Some(Finish::Refused(why)));
}

#[test]
fn an_empty_reply() {
    everywhere("empty", &said("", Finish::Stop));
}

#[test]
fn an_error_in_the_middle() {
    let half = Reply {
        text: "Half".into(),
        failure: Some(Kind::Vendor),
        ..Reply::default()
    };
    everywhere("error", &half);
    let failed = cassette("responses", "failed");
    assert_eq!(read_all_ways(Protocol::Responses, &failed), half);
    let stumbled = cassette("generate-content", "stumbled");
    assert_eq!(read_all_ways(Protocol::GenerateContent, &stumbled), half);
}

#[test]
fn a_stream_that_ends_before_the_reply() {
    let half = Reply {
        text: "Half".into(),
        failure: Some(Kind::Broken),
        ..Reply::default()
    };
    everywhere("broken-off", &half);
}

#[test]
fn thoughts_are_told_from_what_is_said() {
    let expected = Reply {
        thinking: "I think.".into(),
        usage: Some(Usage {
            input: 12,
            output: 9,
            thinking: 5,
            ..Usage::default()
        }),
        ..said("So.", Finish::Stop)
    };
    for (name, protocol) in ALL {
        let mut reply = read_all_ways(protocol, &cassette(name, "thinking"));
        if let Some(usage) = &mut reply.usage {
            usage.cached = 0;
        }
        assert_eq!(reply, expected, "{name}");
    }
    let pieces = cassette("chat-completions", "thinking-in-pieces");
    assert_eq!(
        read_all_ways(CHAT, &pieces),
        expected,
        "in pieces, and counted beside the reply"
    );
}

#[test]
fn a_call_of_a_tool() {
    let mut expected = said("", Finish::ToolCalls);
    expected.calls = vec![weather("call_a", "Oslo", None)];
    everywhere("tool", &expected);

    let indexless = cassette("chat-completions", "tools-without-index");
    expected.calls.push(weather("call_b", "Rome", None));
    assert_eq!(read_all_ways(CHAT, &indexless), expected);
}

#[test]
fn what_led_to_a_call_is_kept_for_the_vendor() {
    let echo = |index: usize| {
        let (name, protocol) = ALL[index];
        read(protocol, [cassette(name, "tool").as_bytes()])
            .calls
            .remove(0)
            .echo
    };
    assert_eq!(echo(0), None);
    assert_eq!(echo(1).unwrap()["encrypted_content"], "sealed");
    let thought = json!([{"type": "thinking", "thinking": "", "signature": "c2ln"}]);
    assert_eq!(echo(2), Some(thought));
    assert_eq!(echo(3), Some(json!("c2ln")));
}

#[test]
fn a_picture() {
    for (name, protocol) in [ALL[0], ALL[1], ALL[3]] {
        // An address elsewhere is in one of them: nothing comes of it.
        let reply = read_all_ways(protocol, &cassette(name, "image"));
        let png = Image {
            media_type: "image/png".into(),
            bytes: b"\x89PNG\r\n\x1a\n".to_vec(),
        };
        assert_eq!(reply.images, [png], "{name}");
        assert_eq!(reply.finish, Some(Finish::Stop), "{name}");
    }
}

#[test]
fn servers_that_end_in_their_own_way() {
    let plain = cassette("chat-completions", "plain");
    let without = plain.replace("data: [DONE]\n\n", "");
    assert_ne!(plain, without);
    assert_eq!(
        read_all_ways(CHAT, &without),
        read(CHAT, [plain.as_bytes()])
    );
    let done = cassette("chat-completions", "done-alone");
    assert_eq!(read_all_ways(CHAT, &done), said("Hello", Finish::Stop));

    let (mut reader, mut parts) = (CHAT.reader(), Vec::new());
    let whole = cassette("chat-completions", "whole");
    reader.whole(whole.as_bytes(), &mut parts).unwrap();
    let whole = reply(parts, None);
    assert_eq!(
        (whole.text.as_str(), whole.finish),
        ("Hello", Some(Finish::Stop))
    );
}

#[test]
fn a_frame_of_8_mb() {
    let long = "x".repeat(8 * 1024 * 1024);
    for (name, protocol) in ALL {
        let stream = cassette(name, "usage-missing").replace("Hello", &long);
        let reply = read(protocol, stream.as_bytes().chunks(16 * 1024));
        assert!(reply.text == long, "{name}: {} bytes", reply.text.len());
        assert_eq!(reply.finish, Some(Finish::Stop), "{name}");
    }
}

#[test]
fn what_is_no_reply_is_said_to_be_none() {
    for (name, protocol) in ALL {
        for stream in [
            "data: hello\n\n",
            "data: {\"choices\": 7\n\n",
            "data: [1, 2]\n\n",
        ] {
            let failure = read(protocol, [stream.as_bytes()]).failure;
            assert_eq!(failure, Some(Kind::Protocol), "{name}: {stream}");
        }
        assert_eq!(
            read(protocol, []).failure,
            Some(Kind::Broken),
            "{name}: nothing"
        );
    }
}
