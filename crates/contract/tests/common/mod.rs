//! What the tests of forms share.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// `value` has exactly this form, and the form gives `value` back.
#[track_caller]
pub fn assert_form<T: Serialize + DeserializeOwned + std::fmt::Debug>(value: &T, form: Value) {
    assert_eq!(
        serde_json::to_value(value).unwrap(),
        form,
        "the form is part of the contract"
    );
    let back: T = serde_json::from_value(form).unwrap();
    assert_eq!(
        format!("{back:?}"),
        format!("{value:?}"),
        "nothing is lost on the way"
    );
}
