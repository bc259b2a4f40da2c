//! A small HTTP server on this computer that does what real ones do, and what broken ones do.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How the server behaves.
#[derive(Clone)]
pub(super) struct Site {
    /// The file.
    pub(super) body: Vec<u8>,
    /// Its version.
    pub(super) etag: Option<&'static str>,
    /// Whether it answers to `Range`.
    pub(super) ranges: bool,
    /// Bytes of the body after which the connection is cut, at the first request only.
    pub(super) cut: Option<usize>,
    /// Bytes of the body after which the server falls silent.
    pub(super) silence: Option<usize>,
    /// Another answer than the file: status line and headers.
    pub(super) instead: Option<String>,
    /// `Content-Type`.
    pub(super) kind: &'static str,
    /// Whether the length is told.
    pub(super) sized: bool,
}

impl Site {
    pub(super) fn new(body: Vec<u8>) -> Self {
        Self {
            body,
            etag: Some("\"v1\""),
            ranges: true,
            cut: None,
            silence: None,
            instead: None,
            kind: "application/octet-stream",
            sized: true,
        }
    }
}

/// What was asked and answered.
#[derive(Clone, Debug, Default)]
pub(super) struct Log {
    /// The `Range` header of each request.
    pub(super) ranges: Vec<Option<String>>,
    /// Bytes of the body sent, by request.
    pub(super) sent: Vec<usize>,
}

/// The running server. Its thread ends with the test's process.
pub(super) struct Server {
    pub(super) port: u16,
    site: Arc<Mutex<Site>>,
    log: Arc<Mutex<Log>>,
}

impl Server {
    pub(super) fn start(site: Site) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (site, log) = (
            Arc::new(Mutex::new(site)),
            Arc::new(Mutex::new(Log::default())),
        );
        let (its_site, its_log) = (site.clone(), log.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (site, log) = (its_site.clone(), its_log.clone());
                // A client that hangs up early is what some tests are about.
                std::thread::spawn(move || drop(answer(stream, &site, &log)));
            }
        });
        Self { port, site, log }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{path}", self.port)
    }

    pub(super) fn change(&self, change: impl FnOnce(&mut Site)) {
        change(&mut self.site.lock().unwrap());
    }

    pub(super) fn log(&self) -> Log {
        self.log.lock().unwrap().clone()
    }
}

fn answer(mut stream: TcpStream, site: &Mutex<Site>, log: &Mutex<Log>) -> std::io::Result<()> {
    let (mut range, mut condition) = (None, None);
    let mut lines = BufReader::new(stream.try_clone()?);
    loop {
        let mut line = String::new();
        lines.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            if line.trim_end().is_empty() {
                break;
            }
            continue;
        };
        match name.to_ascii_lowercase().as_str() {
            "range" => range = Some(value.to_owned()),
            "if-range" => condition = Some(value.to_owned()),
            _ => {}
        }
    }
    let (site, request) = {
        let mut shared = site.lock().unwrap();
        let now = shared.clone();
        shared.cut = None;
        let mut log = log.lock().unwrap();
        log.ranges.push(range.clone());
        log.sent.push(0);
        (now, log.sent.len() - 1)
    };
    if let Some(instead) = &site.instead {
        return write!(
            stream,
            "HTTP/1.1 {instead}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        );
    }

    let size = site.body.len();
    let start = range
        .filter(|_| site.ranges && condition.as_deref() == site.etag)
        .and_then(|range| {
            range
                .strip_prefix("bytes=")?
                .strip_suffix('-')?
                .parse::<usize>()
                .ok()
        });
    let mut head = match start {
        Some(start) if start >= size => {
            return write!(
                stream,
                "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */{size}\r\nContent-Length: 0\r\n\r\n"
            );
        }
        Some(start) => format!(
            "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes {start}-{}/{size}\r\n",
            size - 1
        ),
        None => "HTTP/1.1 200 OK\r\n".to_owned(),
    };
    let start = start.unwrap_or(0);
    if let Some(etag) = site.etag {
        head += &format!("ETag: {etag}\r\n");
    }
    if site.sized {
        head += &format!("Content-Length: {}\r\n", size - start);
    }
    write!(
        stream,
        "{head}Content-Type: {}\r\nConnection: close\r\n\r\n",
        site.kind
    )?;
    let end = size.min(site.cut.or(site.silence).unwrap_or(size).max(start));
    for piece in site.body[start..end].chunks(8192) {
        stream.write_all(piece)?;
        log.lock().unwrap().sent[request] += piece.len();
    }
    stream.flush()?;
    if site.silence.is_some() {
        // Longer than any test waits; the client hangs up first.
        std::thread::sleep(Duration::from_secs(60));
    }
    Ok(())
}
