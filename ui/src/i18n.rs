//! The words of the interface, from the Fluent files in `locales/`.
//!
//! Belongs here: looking up a message. Does not belong here: the words. A test
//! holds the keys in the source and those in the files together.

use std::borrow::Cow;

pub use fluent_bundle::FluentValue;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::langid;
use yew::AttrValue;

use crate::direction::without_needless_marks;

/// The files of a language, in the order in which they are read.
const ENGLISH: [&str; 2] = [
    include_str!("../locales/en.ftl"),
    include_str!("../locales/chat.en.ftl"),
];

thread_local! {
    static BUNDLE: FluentBundle<FluentResource> = english();
}

fn english() -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![langid!("en")]);
    // Isolation marks would stand in labels and titles; messages that hold a
    // person's words carry their own.
    bundle.set_use_isolating(false);
    for file in ENGLISH {
        // A file with a mistake still gives its sound messages; a test refuses it.
        let resource = match FluentResource::try_new(file.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
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
    BUNDLE.with(|bundle| {
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return AttrValue::Static(key);
        };
        let mut mistakes = Vec::new();
        match bundle.format_pattern(pattern, arguments, &mut mistakes) {
            Cow::Borrowed(text) => AttrValue::from(text.to_owned()),
            // Marks stand around variables.
            Cow::Owned(text) => AttrValue::from(without_needless_marks(text)),
        }
    })
}

#[cfg(test)]
mod tests;
