//! Pictures as pages show them, decoded once: while somebody types, they stay the same.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

use super::decode::{encoded, pixels};
use super::{Cut, Picture, from_url};

/// Pictures of the last documents.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    hasher: RandomState,
    known: HashMap<Key, (u32, Option<Arc<Picture>>)>,
    /// Counts documents.
    age: u32,
}

/// A `data:` URL by its hash and length, for it may have megabytes; and how it is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key {
    hash: u64,
    length: usize,
    cut: (u32, u32, u32),
}

impl Kept {
    /// Begins a document: forgets pictures that neither of the last two had.
    pub(crate) fn begin(&mut self) {
        self.age += 1;
        let age = self.age;
        self.known.retain(|_, (used, _)| age - *used <= 2);
    }

    /// The picture of a `data:` URL, cut; `None`: there is none in it.
    pub(crate) fn of(&mut self, url: &str, cut: Cut) -> Option<Arc<Picture>> {
        let key = Key {
            hash: self.hasher.hash_one(url),
            length: url.len(),
            cut: (cut.across, cut.down, cut.rounding.to_bits()),
        };
        let age = self.age;
        let (used, picture) = self
            .known
            .entry(key)
            .or_insert_with(|| (age, of_url(url, cut).map(Arc::new)));
        *used = age;
        picture.clone()
    }
}

/// The picture of a `data:` URL, cut; `None`: there is none in it.
pub(crate) fn of_url(url: &str, cut: Cut) -> Option<Picture> {
    let pixels = pixels(&from_url(url).ok()?).ok()?;
    encoded(&cut.of(&pixels), cut.rounding).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::to_url;

    #[test]
    fn a_picture_is_decoded_once_and_forgotten_when_it_is_gone() {
        let image = image::RgbImage::new(20, 20);
        let url = to_url(&encoded(&image, 0.0).unwrap());
        let cut = Cut {
            across: 4,
            down: 5,
            rounding: 0.0,
        };
        let mut kept = Kept::default();
        kept.begin();
        let first = kept.of(&url, cut).unwrap();
        kept.begin();
        let second = kept.of(&url, cut).unwrap();
        assert!(Arc::ptr_eq(&first, &second));
        let square = kept.of(&url, Cut { across: 5, ..cut }).unwrap();
        assert_eq!((second.width, second.height), (16, 20));
        assert_eq!((square.width, square.height), (20, 20));
        assert!(kept.of("data:;base64,AQID", cut).is_none());
        (0..3).for_each(|_| kept.begin());
        assert!(kept.known.is_empty());
    }
}
