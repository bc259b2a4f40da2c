//! Commands of WebDriver that `thirtyfour` does not have.

use std::sync::Arc;

use http::Method;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{RequestData, SessionId};

/// What the browser computes for the accessibility tree: `computedrole` or
/// `computedlabel` of an element.
#[derive(Debug)]
pub(crate) struct Computed {
    pub(crate) element: Arc<str>,
    pub(crate) what: &'static str,
}

impl FormatRequestData for Computed {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let Self { element, what } = self;
        RequestData::new(
            Method::GET,
            format!("session/{session}/element/{element}/{what}"),
        )
    }
}
