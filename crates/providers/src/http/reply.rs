//! A reply that is arriving.

use std::collections::VecDeque;
use std::time::Duration;

use reqwest::Response;

use super::{broken, content_type, within};
use crate::failure::{Failure, Kind};
use crate::part::Part;
use crate::protocol::Reader;

/// See the module.
pub(super) struct Reply {
    /// `None` after its end.
    response: Option<Response>,
    reader: Reader,
    /// The body so far, where a server that does not stream answers all at once.
    whole: Option<Vec<u8>>,
    idle: Duration,
    /// What has arrived and was not asked for yet.
    ready: VecDeque<Result<Part, Failure>>,
}

impl Reply {
    pub(super) fn new(response: Response, reader: Reader, idle: Duration) -> Self {
        let json = content_type(&response).is_some_and(|kind| kind.starts_with("application/json"));
        Self {
            response: Some(response),
            reader,
            whole: json.then(Vec::new),
            idle,
            ready: VecDeque::new(),
        }
    }

    /// The next part; the network is asked only when there is none.
    pub(super) async fn next(mut self) -> Option<(Result<Part, Failure>, Self)> {
        loop {
            if let Some(part) = self.ready.pop_front() {
                return Some((part, self));
            }
            let response = self.response.as_mut()?;
            let chunk = within(self.idle, response.chunk()).await;
            let chunk = chunk.and_then(|chunk| chunk.map_err(broken::failure));
            let mut parts = Vec::new();
            let taken = match chunk {
                Ok(Some(bytes)) => self.take(&bytes, &mut parts),
                Ok(None) => {
                    self.response = None;
                    self.end(&mut parts)
                }
                Err(failure) => Err(failure),
            };
            self.ready.extend(parts.into_iter().map(Ok));
            if let Err(failure) = taken {
                self.response = None;
                self.ready.push_back(Err(failure));
            }
        }
    }

    fn take(&mut self, bytes: &[u8], parts: &mut Vec<Part>) -> Result<(), Failure> {
        let Some(whole) = &mut self.whole else {
            return self.reader.push(bytes, parts);
        };
        if whole.len() + bytes.len() > crate::sse::LONGEST {
            return Err(Failure::new(Kind::Protocol, "the answer does not end"));
        }
        whole.extend_from_slice(bytes);
        Ok(())
    }

    fn end(&mut self, parts: &mut Vec<Part>) -> Result<(), Failure> {
        match self.whole.take() {
            Some(whole) => self.reader.whole(&whole, parts),
            None => self.reader.finish(parts),
        }
    }
}
