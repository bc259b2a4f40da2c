//! A server's output, whose lines are bounded: one that writes without an end would otherwise fill memory.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, ReadBuf};

/// Whether a line was too long.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flood(Arc<AtomicBool>);

impl Flood {
    pub(crate) fn happened(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// Reads on until a line is longer than the limit; from then on it fails.
pub(crate) struct Lines<R> {
    from: R,
    limit: usize,
    /// Bytes of the line so far.
    line: usize,
    flood: Flood,
}

impl<R> Lines<R> {
    pub(super) fn new(from: R, limit: usize) -> (Self, Flood) {
        let flood = Flood::default();
        let lines = Self {
            from,
            limit,
            line: 0,
            flood: flood.clone(),
        };
        (lines, flood)
    }

    fn count(&mut self, bytes: &[u8]) -> io::Result<()> {
        for part in bytes.split_inclusive(|&byte| byte == b'\n') {
            self.line += part.len();
            if self.line > self.limit {
                self.flood.0.store(true, Ordering::Release);
                return Err(too_long());
            }
            if part.ends_with(b"\n") {
                self.line = 0;
            }
        }
        Ok(())
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for Lines<R> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.flood.happened() {
            return Poll::Ready(Err(too_long()));
        }
        let before = buffer.filled().len();
        ready!(Pin::new(&mut this.from).poll_read(cx, buffer))?;
        let counted = this.count(&buffer.filled()[before..]);
        if counted.is_err() {
            // A read that fails has read nothing.
            buffer.set_filled(before);
        }
        Poll::Ready(counted)
    }
}

fn too_long() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a line is too long")
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt;

    use super::*;

    #[tokio::test]
    async fn lines_up_to_the_limit_come_through_and_longer_ones_end_it() {
        let (mut lines, flood) = Lines::new(&b"123\n1234\n12\n"[..], 5);
        let mut all = Vec::new();
        lines.read_to_end(&mut all).await.unwrap();
        assert_eq!(all, b"123\n1234\n12\n");
        assert!(!flood.happened());

        for long in [&b"123\n12345\n"[..], b"123456"] {
            let (mut lines, flood) = Lines::new(long, 5);
            let error = lines.read_to_end(&mut Vec::new()).await.unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData);
            assert!(flood.happened());
            assert!(lines.read(&mut [0; 4]).await.is_err(), "it stays over");
        }
    }
}
