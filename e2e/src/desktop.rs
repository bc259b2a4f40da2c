//! The desktop behind the page, asked through the page's own road: to look at
//! what is stored, and to bring about what a journey is not about.

use contract::{Call, Client, Code, Error, Result, Transport};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Page;

const CALL: &str = "const done = arguments[arguments.length - 1]; \
    window.__TAURI_INTERNALS__.invoke('call', { call: arguments[0] }).then( \
        (reply) => done({ Ok: new TextDecoder().decode(reply) }), \
        (error) => done({ Err: error }));";

/// The typed client of every command, over the page.
pub fn client(page: &Page) -> Client<ThroughPage<'_>> {
    Client(ThroughPage(page))
}

/// Carries calls through a page.
#[derive(Clone, Copy, Debug)]
pub struct ThroughPage<'a>(&'a Page);

#[derive(Deserialize)]
enum Answer {
    Ok(String),
    Err(Error),
}

impl Transport<Call> for ThroughPage<'_> {
    async fn call(&self, call: Call) -> Result<Vec<u8>> {
        let call: Value = json!(call);
        match self.0.ask_later(CALL, vec![call]).await {
            Ok(Answer::Ok(reply)) => Ok(reply.into_bytes()),
            Ok(Answer::Err(error)) => Err(error),
            Err(error) => {
                Err(Error::new(Code::Internal, "The page did not answer").with_detail(error))
            }
        }
    }
}
