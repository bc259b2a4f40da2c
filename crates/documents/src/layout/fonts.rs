//! The faces that a layout may use. They are an input like any other, so that the same input gives the
//! same bytes on every computer.

use std::borrow::Cow;
use std::sync::Arc;

use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::{FontContext, FontFamily, FontFamilyName};

use contract::cv::Faces;

/// Font files, the bundled ones and those that fill in for what they lack.
#[derive(Clone)]
pub struct Fonts {
    pub(crate) context: FontContext,
    /// Families that are tried after the bundled ones, in this order.
    filling_in: Vec<String>,
}

/// The bytes of a font file, in memory or mapped.
pub type FontFile = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// A file that came with Pulse, and the family that it belongs to.
macro_rules! bundled {
    ($($family:literal: $($file:literal)+;)+) => {
        &[$($(($family, include_bytes!(concat!("../../fonts/", $file)) as &[u8]),)+)+]
    };
}

/// All under the SIL Open Font License; see `fonts/licences`.
static BUNDLED: &[(&str, &[u8])] = bundled! {
    "Carlito": "Carlito-Regular.ttf" "Carlito-Bold.ttf" "Carlito-Italic.ttf" "Carlito-BoldItalic.ttf";
    "Source Sans 3": "SourceSans3-Regular.ttf" "SourceSans3-Bold.ttf" "SourceSans3-It.ttf"
        "SourceSans3-BoldIt.ttf";
    "Source Serif 4": "SourceSerif4-Regular.ttf" "SourceSerif4-Bold.ttf" "SourceSerif4-It.ttf"
        "SourceSerif4-BoldIt.ttf";
    "Noto Sans Arabic": "NotoSansArabic-Regular.ttf" "NotoSansArabic-Bold.ttf";
    "Noto Naskh Arabic": "NotoNaskhArabic-Regular.ttf" "NotoNaskhArabic-Bold.ttf";
    "Noto Sans Hebrew": "NotoSansHebrew-Regular.ttf" "NotoSansHebrew-Bold.ttf";
    "Noto Serif Hebrew": "NotoSerifHebrew-Regular.ttf" "NotoSerifHebrew-Bold.ttf";
};

/// A family of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Family {
    Carlito,
    SourceSans,
    SourceSerif,
}

impl Family {
    fn names(self) -> [&'static str; 3] {
        match self {
            Self::Carlito => ["Carlito", "Noto Sans Arabic", "Noto Sans Hebrew"],
            Self::SourceSans => ["Source Sans 3", "Noto Sans Arabic", "Noto Sans Hebrew"],
            Self::SourceSerif => ["Source Serif 4", "Noto Naskh Arabic", "Noto Serif Hebrew"],
        }
    }
}

/// The families of a pair: for the text and for headings.
pub(crate) fn families(faces: Faces) -> (Family, Family) {
    match faces {
        Faces::Carlito => (Family::Carlito, Family::Carlito),
        Faces::SourceSans => (Family::SourceSans, Family::SourceSans),
        Faces::SourceSerif => (Family::SourceSerif, Family::SourceSerif),
        Faces::SerifHeadings => (Family::SourceSans, Family::SourceSerif),
    }
}

impl Fonts {
    /// The fonts that came with Pulse: Latin, Greek, Cyrillic, Arabic and Hebrew.
    pub fn bundled() -> Self {
        let mut collection = Collection::new(CollectionOptions {
            shared: false,
            system_fonts: false,
        });
        for (family, data) in BUNDLED {
            let name = FontInfoOverride {
                family_name: Some(family),
                ..FontInfoOverride::default()
            };
            collection.register_fonts(Blob::new(Arc::new(*data)), Some(name));
        }
        Self {
            context: FontContext {
                collection,
                source_cache: SourceCache::default(),
            },
            filling_in: Vec::new(),
        }
    }

    /// With a family that fills in for what the others lack, from its files: one a weight, or
    /// collections that hold it. Families that are given earlier are tried first.
    #[must_use]
    pub fn with_family(mut self, name: &str, files: impl IntoIterator<Item = FontFile>) -> Self {
        for file in files {
            self.context
                .collection
                .register_fonts(Blob::new(file), None);
        }
        let known = self.context.collection.family_id(name).is_some();
        if known && !self.filling_in.iter().any(|other| other == name) {
            self.filling_in.push(name.to_owned());
        }
        self
    }

    /// The families to try, in order.
    pub(crate) fn stack(&self, family: Family) -> FontFamily<'static> {
        let names = family.names().into_iter().map(Cow::Borrowed);
        let filling_in = self.filling_in.iter().cloned().map(Cow::Owned);
        let all = names.chain(filling_in).map(FontFamilyName::Named);
        FontFamily::List(Cow::Owned(all.collect()))
    }
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts")
            .field("filling_in", &self.filling_in)
            .finish_non_exhaustive()
    }
}
