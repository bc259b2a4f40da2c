//! The words of the interface, from the Fluent files in `locales/`.
//!
//! Belongs here: looking up a message. Does not belong here: the words. A test
//! holds the keys in the source and those in the files together.

use std::borrow::Cow;
use std::cell::RefCell;
use std::slice::Iter;

pub use fluent_bundle::FluentValue;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::langid;
use yew::AttrValue;

use crate::direction::without_needless_marks;

const ENGLISH: [&str; 7] = include!("../locales/en.rs");

thread_local! {
    static WORDS: RefCell<Words> = RefCell::new(Words::of(&ENGLISH));
}

/// The messages of a language. A file is read when a message is in none before it: to read all of
/// them took eight milliseconds of every start, and the first picture needs few.
struct Words {
    bundle: FluentBundle<FluentResource>,
    unread: Iter<'static, &'static str>,
}

impl Words {
    fn of(files: &'static [&'static str]) -> Self {
        let mut bundle = FluentBundle::new(vec![langid!("en")]);
        // Isolation marks would stand in labels and titles; messages that hold a
        // person's words carry their own.
        bundle.set_use_isolating(false);
        Self {
            bundle,
            unread: files.iter(),
        }
    }

    /// Reads on until `key` is there.
    fn read_to(&mut self, key: &str) {
        while !self.bundle.has_message(key) {
            let Some(file) = self.unread.next() else {
                return;
            };
            // A file with a mistake still gives its sound messages; a test refuses it.
            let resource = match FluentResource::try_new((*file).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            self.bundle.add_resource_overriding(resource);
        }
    }
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
    WORDS.with_borrow_mut(|words| {
        words.read_to(key);
        let bundle = &words.bundle;
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
