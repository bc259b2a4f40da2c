//! The client against a server that misbehaves as told.

use std::time::Duration;

use contract::message::Role;
use futures::StreamExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use super::{Client, Endpoint, Secret};
use crate::ask::{Ask, Turn};
use crate::failure::{Failure, Kind};
use crate::part::Part;
use crate::protocol::{Dialect, Protocol};
use crate::vendor::Key;

const KEY: &str = "sk-secret-0123456789";
const EVENTS: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
const HELLO: &str = "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\n";
const STOP: &str =
    "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

/// What one connection does after it has read the request.
#[derive(Clone, Copy)]
pub(super) enum Do {
    /// Sends and goes on.
    Send(&'static str),
    /// Sends nothing until the client goes, and says so.
    Wait,
}

/// Answers one connection after the other; the requests come out of the channel.
pub(super) async fn serve(connections: Vec<Vec<Do>>) -> (String, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (tell, told) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        for script in connections {
            let (mut stream, _) = listener.accept().await.unwrap();
            tell.send(request(&mut stream).await).unwrap();
            for step in script {
                match step {
                    Do::Send(text) => stream.write_all(text.as_bytes()).await.unwrap(),
                    Do::Wait => {
                        let gone = stream.read(&mut [0]).await;
                        tell.send(format!("gone: {}", gone.is_ok_and(|read| read == 0)))
                            .unwrap();
                    }
                }
            }
        }
    });
    (format!("http://{address}/v1"), told)
}

/// A request with its body, as far as its length says.
async fn request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "))
                .map_or(0, |length| length.parse().unwrap());
            if body.len() >= length {
                return text;
            }
        }
        match stream.read(&mut buffer).await {
            Ok(read @ 1..) => bytes.extend_from_slice(&buffer[..read]),
            _ => return text,
        }
    }
}

pub(super) fn endpoint(base: &str) -> Endpoint {
    Endpoint {
        protocol: Protocol::ChatCompletions(Dialect {
            longest: "max_tokens",
            asks_for_usage: true,
            seed: "seed",
        }),
        base: base.parse().unwrap(),
        key: Key::Bearer,
        secret: Some(Secret::new(KEY)),
        idle: Duration::from_secs(20),
    }
}

pub(super) fn question() -> Ask {
    Ask {
        model: "m".into(),
        turns: vec![Turn::text(Role::User, "Hi")],
        ..Ask::default()
    }
}

/// The text that came, and the failure, if one came.
async fn ask(endpoint: &Endpoint) -> (String, Option<Failure>) {
    let mut reply = Client::new().unwrap().ask(endpoint, &question());
    let mut text = String::new();
    while let Some(part) = reply.next().await {
        match part {
            Ok(Part::Text(more)) => text += &more,
            Ok(_) => {}
            Err(failure) => {
                assert!(reply.next().await.is_none(), "a failure is the last");
                return (text, Some(failure));
            }
        }
    }
    (text, None)
}

/// The kind of the failure that `connections` end in, and the text before it.
async fn fails(connections: Vec<Vec<Do>>) -> (String, Kind) {
    let (base, _told) = serve(connections).await;
    let (text, failure) = ask(&endpoint(&base)).await;
    (text, failure.unwrap().kind)
}

#[tokio::test]
async fn a_reply_arrives_and_the_key_is_in_its_header_alone() {
    let (base, mut told) = serve(vec![vec![
        Do::Send(EVENTS),
        Do::Send(HELLO),
        Do::Send(STOP),
    ]])
    .await;
    assert_eq!(ask(&endpoint(&base)).await, ("Hello".into(), None));
    let request = told.recv().await.unwrap();
    assert!(
        request.starts_with("POST /v1/chat/completions HTTP/1.1\r\n"),
        "{request}"
    );
    assert!(
        request.contains(&format!("authorization: Bearer {KEY}\r\n")),
        "{request}"
    );
    assert_eq!(request.matches(KEY).count(), 1);
}

#[tokio::test]
async fn what_passes_is_asked_for_again() {
    let busy = "HTTP/1.1 503 Busy\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let (base, mut told) = serve(vec![
        vec![Do::Send(busy)],
        vec![Do::Send(EVENTS), Do::Send(HELLO), Do::Send(STOP)],
    ])
    .await;
    assert_eq!(ask(&endpoint(&base)).await, ("Hello".into(), None));
    assert_eq!(told.recv().await, told.recv().await, "the same request");
}

#[tokio::test]
async fn who_wants_to_be_left_alone_for_long_is() {
    let limit = "HTTP/1.1 429 Slow down\r\nretry-after: 60\r\ncontent-length: 0\r\n\r\n";
    let (base, mut told) = serve(vec![vec![Do::Send(limit)]; 2]).await;
    let (_, failure) = ask(&endpoint(&base)).await;
    let failure = failure.unwrap();
    assert_eq!(failure.kind, Kind::Rate);
    assert_eq!(failure.retry_after, Some(Duration::from_secs(60)));
    told.recv().await.unwrap();
    assert!(told.try_recv().is_err(), "it was asked once");
}

#[tokio::test]
async fn no_message_repeats_the_key() {
    let refused = "HTTP/1.1 401 No\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n\
        {\"error\": {\"message\": \"Wrong key: sk-secret-0123456789\"}}";
    let (base, _told) = serve(vec![vec![Do::Send(refused)]]).await;
    let (_, failure) = ask(&endpoint(&base)).await;
    let failure = failure.unwrap();
    assert_eq!(
        (failure.kind, failure.said.as_str()),
        (Kind::Key, "Wrong key: …")
    );
    assert!(!format!("{:?}", endpoint(&base)).contains(KEY));
}

#[tokio::test]
async fn a_connection_that_breaks_in_the_middle_is_not_asked_again() {
    let (base, mut told) = serve(vec![vec![Do::Send(EVENTS), Do::Send(HELLO)]; 2]).await;
    let (text, failure) = ask(&endpoint(&base)).await;
    assert_eq!(
        (text.as_str(), failure.unwrap().kind),
        ("Hello", Kind::Broken)
    );
    told.recv().await.unwrap();
    assert!(told.try_recv().is_err(), "it was asked once");

    let (base, mut told) = serve(vec![vec![]; 2]).await;
    let (_, failure) = ask(&endpoint(&base)).await;
    assert_eq!(failure.unwrap().kind, Kind::Broken, "before the first byte");
    told.recv().await.unwrap();
    assert!(told.try_recv().is_err(), "nobody pays twice");

    let cut = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 999\r\n\r\n";
    let (text, kind) = fails(vec![vec![Do::Send(cut), Do::Send(HELLO)]]).await;
    assert_eq!((text.as_str(), kind), ("Hello", Kind::Broken));
}

#[tokio::test]
async fn silence_ends_a_reply() {
    let (base, mut told) = serve(vec![vec![Do::Send(EVENTS), Do::Send(HELLO), Do::Wait]]).await;
    let mut endpoint = endpoint(&base);
    endpoint.idle = Duration::from_millis(200);
    let (text, failure) = ask(&endpoint).await;
    assert_eq!(
        (text.as_str(), failure.unwrap().kind),
        ("Hello", Kind::Idle)
    );
    told.recv().await.unwrap();
    assert_eq!(
        told.recv().await.unwrap(),
        "gone: true",
        "the connection was ended"
    );
}

#[tokio::test]
async fn a_dropped_reply_ends_its_connection() {
    let (base, mut told) = serve(vec![vec![Do::Send(EVENTS), Do::Send(HELLO), Do::Wait]]).await;
    let mut reply = Client::new().unwrap().ask(&endpoint(&base), &question());
    assert_eq!(reply.next().await, Some(Ok(Part::Text("Hello".into()))));
    drop(reply);
    told.recv().await.unwrap();
    assert_eq!(told.recv().await.unwrap(), "gone: true");
}

#[tokio::test]
async fn a_server_that_does_not_stream_is_read_all_the_same() {
    let whole = "HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=utf-8\r\n\r\n\
        {\"choices\": [\n{\"message\": {\"content\": \"Hello\"}, \"finish_reason\": \"stop\"}]}";
    let (base, _told) = serve(vec![vec![Do::Send(whole)]]).await;
    assert_eq!(ask(&endpoint(&base)).await, ("Hello".into(), None));
}

#[tokio::test]
async fn what_is_no_vendor_is_told_from_one_that_is_away() {
    let page = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<html>";
    assert_eq!(fails(vec![vec![Do::Send(page)]]).await.1, Kind::Protocol);
    let moved = "HTTP/1.1 307 Moved\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n";
    assert_eq!(fails(vec![vec![Do::Send(moved)]]).await.1, Kind::Protocol);

    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = closed.local_addr().unwrap();
    drop(closed);
    let (_, failure) = ask(&endpoint(&format!("http://{address}"))).await;
    assert_eq!(failure.unwrap().kind, Kind::Unreachable);

    let plain = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = plain.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = plain.accept().await {
            stream.write_all(b"220 mail\r\n").await.unwrap();
        }
    });
    let (_, failure) = ask(&endpoint(&format!("https://{address}"))).await;
    assert_eq!(failure.unwrap().kind, Kind::Tls, "it speaks, but not TLS");
}

#[tokio::test]
async fn a_key_is_not_sent_in_the_open() {
    let (_, failure) = ask(&endpoint("http://203.0.113.1/v1")).await;
    assert_eq!(failure.unwrap().kind, Kind::Tls);
    let mut keyless = endpoint("https://203.0.113.1/v1");
    keyless.secret = None;
    assert_eq!(ask(&keyless).await.1.unwrap().kind, Kind::Key);
}

#[tokio::test]
async fn the_models_are_listed_page_by_page() {
    let first = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n\
        {\"data\": [{\"id\": \"a\"}], \"has_more\": true, \"last_id\": \"a\"}";
    let last = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n\
        {\"data\": [{\"id\": \"b\"}], \"has_more\": false, \"last_id\": \"b\"}";
    let (base, mut told) = serve(vec![vec![Do::Send(first)], vec![Do::Send(last)]]).await;
    let mut endpoint = endpoint(&base);
    endpoint.protocol = Protocol::Messages;
    let models = Client::new().unwrap().models(&endpoint).await.unwrap();
    let ids: Vec<&str> = models.iter().map(|model| model.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
    let request = told.recv().await.unwrap();
    assert!(
        request.contains("anthropic-version: 2026-10-21\r\n"),
        "{request}"
    );
    let request = told.recv().await.unwrap();
    assert!(
        request.starts_with("GET /v1/v1/models?limit=1000&after_id=a "),
        "{request}"
    );
}

#[tokio::test]
async fn a_wrong_key_is_found_out_by_listing() {
    let refused = "HTTP/1.1 401 No\r\nconnection: close\r\n\r\n\
        {\"error\": {\"message\": \"sk-secret-0123456789 is wrong\"}}";
    let (base, _told) = serve(vec![vec![Do::Send(refused)]]).await;
    let failure = Client::new()
        .unwrap()
        .models(&endpoint(&base))
        .await
        .unwrap_err();
    assert_eq!(
        (failure.kind, failure.said.as_str()),
        (Kind::Key, "… is wrong")
    );
}
