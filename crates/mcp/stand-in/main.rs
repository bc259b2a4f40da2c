//! A server for the tests, which speaks the protocol by hand and misbehaves as it is asked to.
//!
//! Standard input and output carry one JSON-RPC message a line. The first argument says how it behaves
//! from the start; without one it is a good server with bad tools.

use std::io::{self, BufRead, Write};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

/// Whether the tools have changed.
static CHANGED: AtomicBool = AtomicBool::new(false);

/// Who came to "meet" first.
static WAITS: Mutex<Option<Value>> = Mutex::new(None);

/// A PNG of one pixel.
const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

fn main() -> ExitCode {
    let manner = std::env::args().nth(1).unwrap_or_default();
    match serve(&manner) {
        Ok(code) => code,
        Err(_) => ExitCode::FAILURE,
    }
}

fn serve(manner: &str) -> io::Result<ExitCode> {
    match manner {
        "mute" => sleep_on(),
        "dies" => {
            complain("no configuration found\n")?;
            return Ok(ExitCode::from(3));
        }
        "noisy" => complain(&"x".repeat(1 << 20))?,
        "flood" => loop {
            io::stdout().write_all(&[b'x'; 1 << 16])?;
        },
        "stubborn" => {
            // Neither the end of its input nor a signal to a child that ignores it ends it.
            grandchild("trap '' TERM; while :; do sleep 1; done")?;
            thread::spawn(sleep_on);
        }
        _ => {}
    }
    for line in io::stdin().lock().lines() {
        let Ok(message) = serde_json::from_str::<Value>(&line?) else {
            continue;
        };
        if let Some(code) = answer(manner, &message)? {
            return Ok(code);
        }
    }
    if manner == "stubborn" {
        sleep_on();
    }
    Ok(ExitCode::SUCCESS)
}

fn answer(manner: &str, message: &Value) -> io::Result<Option<ExitCode>> {
    let id = &message["id"];
    let params = &message["params"];
    match message["method"].as_str() {
        Some("initialize") => match manner {
            "refuses" => send(&json!({"jsonrpc": "2.0", "id": id,
                "error": {"code": -32000, "message": "no \u{1b}[31mlicence"}}))?,
            "wrong" => result(id, &json!({"hello": "world"}))?,
            _ => {
                if manner == "asks" {
                    ask_back()?;
                }
                let capabilities = &params["capabilities"];
                let tools = if manner == "toolless" {
                    json!({})
                } else {
                    json!({"tools": {"listChanged": true}})
                };
                result(
                    id,
                    &json!({"protocolVersion": params["protocolVersion"], "capabilities": tools,
                    "serverInfo": {"name": "stand-in", "version": capabilities.to_string()}}),
                )?;
            }
        },
        Some("tools/list") => list(manner, id, params)?,
        Some("tools/call") => return call(id, params),
        Some("notifications/cancelled") => {
            complain(&format!("cancelled {}\n", params["requestId"]))?;
        }
        // An answer to what was asked back.
        None => complain(&format!("answered {message}\n"))?,
        _ => {}
    }
    Ok(None)
}

fn list(manner: &str, id: &Value, params: &Value) -> io::Result<()> {
    let tool = |name: &str| json!({"name": name, "inputSchema": {"type": "object"}});
    let page: usize = params["cursor"]
        .as_str()
        .and_then(|page| page.parse().ok())
        .unwrap_or(0);
    match manner {
        "toolless" => complain("asked for tools that it does not have\n"),
        "endless" => result(
            id,
            &json!({"tools": [tool(&format!("t{page}"))], "nextCursor": (page + 1).to_string()}),
        ),
        "same page" => result(id, &json!({"tools": [tool("a")], "nextCursor": "1"})),
        "secretive" => {
            send(&json!({"jsonrpc": "2.0", "id": id, "error": {"code": -32603, "message": "no"}}))
        }
        "many" => {
            let tools: Vec<Value> = (0..1000).map(|n| tool(&format!("t{n}"))).collect();
            result(id, &json!({"tools": tools}))
        }
        "hostile" => result(
            id,
            &json!({"tools": [
                {"name": "good", "description": "a\u{1b}[2J\u{202e}b", "inputSchema": {"type": "object"}},
                tool("bad name"), tool("good"), tool(&"x".repeat(200)),
                {"name": "huge", "inputSchema": {"type": "object", "title": "x".repeat(1 << 20)}},
            ]}),
        ),
        // The one tool of that name; its schema says what the environment does.
        only if only.starts_with("only ") => {
            let mut one = tool(only.trim_start_matches("only "));
            if let Ok(says) = std::env::var("STAND_IN_SCHEMA") {
                one["inputSchema"]["title"] = says.into();
            }
            result(id, &json!({"tools": [one]}))
        }
        _ if page == 0 => {
            let mut schema = json!({"type": "object", "properties": {"text": {"type": "string"}}});
            if CHANGED.load(Ordering::Acquire) {
                schema["required"] = json!(["text"]);
            }
            let echo = json!({"name": "echo", "title": "Echo", "description": "Says it again", "inputSchema": schema});
            result(
                id,
                &json!({"tools": [echo, tool("add"), tool("picture")], "nextCursor": "1"}),
            )
        }
        _ => {
            let mut names = vec![
                "fail",
                "refuse",
                "slow",
                "hang",
                "crash",
                "huge",
                "change",
                "spawn",
                "garbage",
                "environment",
                "where",
                "leave",
                "ask",
            ];
            if CHANGED.load(Ordering::Acquire) {
                names.push("new");
            }
            let tools: Vec<Value> = names
                .iter()
                .map(|name| tool(&name.replace(' ', "_")))
                .collect();
            result(id, &json!({"tools": tools}))
        }
    }
}

fn call(id: &Value, params: &Value) -> io::Result<Option<ExitCode>> {
    let arguments = &params["arguments"];
    match params["name"].as_str().unwrap_or_default() {
        "echo" => text(id, arguments["text"].as_str().unwrap_or_default())?,
        "add" => {
            let sum = arguments["a"].as_i64().unwrap_or(0) + arguments["b"].as_i64().unwrap_or(0);
            result(
                id,
                &json!({"content": [{"type": "text", "text": sum.to_string()}], "structuredContent": {"sum": sum}}),
            )?;
        }
        "picture" => result(
            id,
            &json!({"content": [
                {"type": "image", "mimeType": "image/png", "data": PIXEL},
                {"type": "resource_link", "uri": "file:///a.png", "name": "a.png"},
            ]}),
        )?,
        "fail" => result(
            id,
            &json!({"isError": true, "content": [{"type": "text", "text": "no such file"}]}),
        )?,
        "refuse" => send(
            &json!({"jsonrpc": "2.0", "id": id, "error": {"code": -32602, "message": "bad\narguments"}}),
        )?,
        "slow" => {
            let id = id.clone();
            thread::spawn(move || {
                thread::sleep(Duration::from_millis(200));
                // Whoever waits for it may be gone.
                let _ = text(&id, "at last");
            });
        }
        // Nobody gets an answer before two wait for it.
        "meet" => {
            let first = WAITS.lock().ok().and_then(|mut waits| match waits.take() {
                None => {
                    *waits = Some(id.clone());
                    None
                }
                first => first,
            });
            if let Some(first) = first {
                text(id, "second")?;
                text(&first, "first")?;
            }
        }
        "hang" => complain(&format!("hangs {id}\n"))?,
        "crash" => {
            complain("out of memory\n")?;
            return Ok(Some(ExitCode::from(7)));
        }
        "huge" => {
            let mut out = io::stdout().lock();
            let piece = [b'x'; 1 << 16];
            loop {
                out.write_all(&piece)?;
            }
        }
        "change" => {
            CHANGED.store(true, Ordering::Release);
            send(&json!({"jsonrpc": "2.0", "method": "notifications/tools/list_changed"}))?;
            text(id, "changed")?;
        }
        "spawn" => {
            let pid = grandchild("while :; do sleep 1; done")?;
            text(id, &pid.to_string())?;
        }
        "garbage" => {
            let mut out = io::stdout().lock();
            out.write_all(b"Loading...\n\xff\xfe{]\n\n{}\n[1]\nnull\n{\"jsonrpc\":\"2.0\",\"id\":999,\"result\":{}}\n")?;
            drop(out);
            text(id, "still here")?;
        }
        "environment" => {
            let all: Vec<String> = std::env::vars_os()
                .map(|(name, value)| {
                    format!("{}={}", name.to_string_lossy(), value.to_string_lossy())
                })
                .collect();
            text(id, &all.join("\n"))?;
        }
        "where" => text(id, &std::env::current_dir()?.to_string_lossy())?,
        "leave" => return Ok(Some(ExitCode::SUCCESS)),
        "ask" => {
            ask_back()?;
            text(id, "asked")?;
        }
        _ => send(
            &json!({"jsonrpc": "2.0", "id": id, "error": {"code": -32601, "message": "no such tool"}}),
        )?,
    }
    Ok(None)
}

/// Asks the client for what it does not offer.
fn ask_back() -> io::Result<()> {
    for (id, method, params) in [
        (
            1,
            "sampling/createMessage",
            json!({"messages": [], "maxTokens": 9}),
        ),
        (
            2,
            "elicitation/create",
            json!({"message": "Password?", "requestedSchema": {"type": "object", "properties": {}}}),
        ),
        (3, "roots/list", json!({})),
        (4, "ping", json!({})),
    ] {
        send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))?;
    }
    Ok(())
}

fn grandchild(script: &str) -> io::Result<u32> {
    let child = Command::new("sh")
        .args(["-c", script])
        .stdin(Stdio::null())
        .stdout(Stdio::inherit())
        .stderr(Stdio::inherit())
        .spawn()?;
    complain(&format!("grandchild {}\n", child.id()))?;
    Ok(child.id())
}

fn sleep_on() {
    loop {
        thread::sleep(Duration::from_secs(3600));
    }
}

fn text(id: &Value, said: &str) -> io::Result<()> {
    result(id, &json!({"content": [{"type": "text", "text": said}]}))
}

fn result(id: &Value, result: &Value) -> io::Result<()> {
    send(&json!({"jsonrpc": "2.0", "id": id, "result": result}))
}

fn send(message: &Value) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{message}")?;
    out.flush()
}

fn complain(said: &str) -> io::Result<()> {
    io::stderr().write_all(said.as_bytes())
}
