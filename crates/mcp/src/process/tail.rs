//! The end of a server's standard error, read all the time so that the server never waits for it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::text;

pub(crate) struct Tail {
    bytes: Arc<Mutex<VecDeque<u8>>>,
    reading: JoinHandle<()>,
}

impl Tail {
    /// Reads `from` to its end and keeps the last `limit` bytes.
    pub(super) fn follow(mut from: impl AsyncRead + Send + Unpin + 'static, limit: usize) -> Self {
        let bytes = Arc::new(Mutex::new(VecDeque::with_capacity(limit)));
        let kept = bytes.clone();
        let reading = tokio::spawn(async move {
            let mut buffer = [0; 4096];
            while let Ok(read @ 1..) = from.read(&mut buffer).await {
                let new = &buffer[read.saturating_sub(limit)..read];
                let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
                let room = limit - new.len();
                let old = kept.len().saturating_sub(room);
                kept.drain(..old);
                kept.extend(new);
            }
        });
        Self { bytes, reading }
    }

    /// Waits until all is read, at most `time`.
    pub(super) async fn wait(&mut self, time: Duration) {
        if !self.reading.is_finished() {
            // Whether it was read to its end or not, what is there is what is told.
            let _ = timeout(time, &mut self.reading).await;
        }
    }

    /// What is kept, cleaned.
    pub(super) fn text(&self) -> String {
        let bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes: Vec<u8> = bytes.iter().copied().collect();
        let text = String::from_utf8_lossy(&bytes);
        // The first character may have been cut.
        let text = text.trim_start_matches(char::REPLACEMENT_CHARACTER);
        text::clean(text, usize::MAX).trim().to_owned()
    }
}

impl Drop for Tail {
    fn drop(&mut self) {
        self.reading.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn tail(text: &'static [u8], limit: usize) -> String {
        let mut tail = Tail::follow(text, limit);
        tail.wait(Duration::from_secs(60)).await;
        tail.text()
    }

    #[tokio::test]
    async fn the_end_is_kept_and_cleaned() {
        assert_eq!(tail(b"one\ntwo\n", 100).await, "one\ntwo");
        assert_eq!(tail(b"one\ntwo\n", 4).await, "two");
        assert_eq!(tail("aé\x1b[1mb".as_bytes(), 6).await, "[1mb");
        static LONG: [u8; 10_000] = [b'x'; 10_000];
        assert_eq!(tail(&LONG, 5000).await.len(), 5000, "over several reads");
        assert_eq!(tail(b"", 4).await, "");
    }
}
