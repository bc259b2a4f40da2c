//! The words of the interface, from the Fluent files in `locales/`.
//!
//! Belongs here: looking up a message. Does not belong here: the words. A test
//! holds the keys in the source and those in the files together.

use std::borrow::Cow;
use std::cell::RefCell;

pub use fluent_bundle::FluentValue;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::langid;
use yew::AttrValue;

use crate::direction::without_needless_marks;

/// A message, as `ui/build.rs` found it.
enum Word {
    /// Nothing is put in: the text that is shown.
    Plain(&'static str),
    /// Its Fluent source. What each start would read at once took a tenth of its time; most of it is
    /// shown seldom.
    Pattern(&'static str),
}

/// All messages of English, by [`place`].
static ENGLISH: &[(&str, Word)] = &include!(concat!(env!("OUT_DIR"), "/english.rs"));

thread_local! {
    static PATTERNS: RefCell<FluentBundle<FluentResource>> = RefCell::new(no_patterns());
}

/// The reader of patterns, before it has read any.
fn no_patterns() -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![langid!("en")]);
    // Isolation marks would stand in labels and titles; messages that hold a
    // person's words carry their own.
    bundle.set_use_isolating(false);
    bundle
}

/// The message `key`. A key that is nowhere comes back as it is.
pub fn t(key: &'static str) -> AttrValue {
    lookup(key, None)
}

/// The message `key` with its arguments: `t_args("rail-jobs-live", &[("count", 2.into())])`.
pub fn t_args(key: &'static str, arguments: &[(&'static str, FluentValue<'_>)]) -> AttrValue {
    let mut args = FluentArgs::with_capacity(arguments.len());
    for (name, value) in arguments {
        args.set(*name, value.clone());
    }
    lookup(key, Some(&args))
}

fn lookup(key: &'static str, arguments: Option<&FluentArgs<'_>>) -> AttrValue {
    let known = ENGLISH.binary_search_by(|(known, _)| place(known).cmp(&place(key)));
    match known.ok().and_then(|at| ENGLISH.get(at)) {
        None => AttrValue::Static(key),
        Some((_, Word::Plain(text))) => AttrValue::Static(text),
        Some((_, Word::Pattern(source))) => PATTERNS
            .with_borrow_mut(|patterns| formatted(patterns, key, source, arguments))
            .unwrap_or(AttrValue::Static(key)),
    }
}

/// By what the table is sorted: most keys are told apart by their length.
fn place(key: &str) -> (usize, &str) {
    (key.len(), key)
}

/// A pattern with its arguments. It is read when it is shown for the first time.
fn formatted(
    patterns: &mut FluentBundle<FluentResource>,
    key: &str,
    source: &str,
    arguments: Option<&FluentArgs<'_>>,
) -> Option<AttrValue> {
    if !patterns.has_message(key) {
        patterns.add_resource_overriding(FluentResource::try_new(source.to_owned()).ok()?);
    }
    let pattern = patterns.get_message(key)?.value()?;
    let mut mistakes = Vec::new();
    Some(
        match patterns.format_pattern(pattern, arguments, &mut mistakes) {
            Cow::Borrowed(text) => AttrValue::from(text.to_owned()),
            // Marks stand around variables.
            Cow::Owned(text) => AttrValue::from(without_needless_marks(text)),
        },
    )
}

#[cfg(test)]
mod tests;
