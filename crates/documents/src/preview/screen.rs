//! What a window has of a document's pages, and so what it is to be sent.
//!
//! While somebody types, nearly everything stays: outlines are told by their path data, so that a
//! paragraph that is laid out again sends the lines alone that came out otherwise.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Weak};

use contract::cv::{
    Fill, MissingLetter, Outline, Placed, Preview, PreviewPage, PreviewPicture, Run,
};

use super::areas::areas;
use super::outline;
use crate::layout::{Item, Page, Pages, Picture, Rgb, Shape};
use crate::picture::to_url;

/// Outlines that a window has and no page shows any more, before all is sent anew: some ten
/// megabytes there.
const MOST_IDLE: usize = 4_000;
/// The same of pictures.
const MOST_IDLE_PICTURES: usize = 20;

/// A window's pages.
#[derive(Debug, Default)]
pub struct Screen {
    outlines: Sent,
    pictures: SentPictures,
    pages: Vec<PreviewPage>,
    begun: bool,
}

impl Screen {
    /// A window that has nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// What the window needs to show these pages, which it has after that. `fits`: see [`Preview::fits`].
    pub fn show(&mut self, pages: &Pages, fits: bool) -> Preview {
        let anew = !self.begun
            || self.outlines.idle() > MOST_IDLE
            || self.pictures.idle() > MOST_IDLE_PICTURES;
        if anew {
            *self = Self {
                begun: true,
                ..Self::default()
            };
        }
        self.outlines.begin();
        self.pictures.shown.clear();
        let (mut outlines, mut pictures) = (Vec::new(), Vec::new());
        let now: Vec<PreviewPage> = pages
            .pages
            .iter()
            .map(|page| self.page(pages, page, &mut outlines, &mut pictures))
            .collect();
        let mut before = std::mem::take(&mut self.pages).into_iter();
        let changed = now.iter().map(|page| {
            let same = before.next().is_some_and(|before| before == *page);
            (!same).then(|| page.clone())
        });
        let preview = Preview {
            anew,
            width: pages.size.width,
            height: pages.size.height,
            pages: changed.collect(),
            outlines,
            pictures,
            fits,
            missing: pages.missing.iter().map(missing).collect(),
        };
        self.pages = now;
        preview
    }

    fn page(
        &mut self,
        pages: &Pages,
        page: &Page,
        outlines: &mut Vec<Outline>,
        pictures: &mut Vec<PreviewPicture>,
    ) -> PreviewPage {
        let mut shown = PreviewPage {
            parts: areas(pages, page),
            ..PreviewPage::default()
        };
        for item in &page.items {
            match item {
                Item::Fill(rect, color) => shown.fills.push(Fill(
                    short(rect.x),
                    short(rect.y),
                    short(rect.width),
                    short(rect.height),
                    number(*color),
                )),
                Item::Run(run) => {
                    if let Some(id) = self.outlines.number(&run.shape, outlines) {
                        let color = number(run.shape.color);
                        shown.runs.push(Run(id, short(run.x), short(run.y), color));
                    }
                }
                Item::Picture(rect, picture, _) => shown.pictures.push(Placed(
                    self.pictures.number(picture, pictures),
                    short(rect.x),
                    short(rect.y),
                    short(rect.width),
                    short(rect.height),
                )),
                Item::Link(_) | Item::Seam(_) => {}
            }
        }
        shown
    }
}

/// The outlines that a window has.
#[derive(Debug, Default)]
struct Sent {
    /// Numbers by path data.
    by_path: HashMap<Arc<str>, u32>,
    /// Numbers by the addresses of shapes, which the typesetter keeps from one layout to the next; `None`:
    /// nothing is seen of it. The weak pointer keeps the address from being used anew.
    by_shape: HashMap<usize, (Weak<Shape>, Option<u32>)>,
    /// Numbers on the pages that are shown.
    shown: HashSet<u32>,
}

impl Sent {
    /// Begins a document.
    fn begin(&mut self) {
        self.shown.clear();
        if self.by_shape.len() > MOST_IDLE {
            self.by_shape
                .retain(|_, (shape, _)| shape.strong_count() > 0);
        }
    }

    /// How many are there for nothing.
    fn idle(&self) -> usize {
        self.by_path.len().saturating_sub(self.shown.len())
    }

    /// The number of a shape's outline, which is added to `new` if the window does not have it.
    fn number(&mut self, shape: &Arc<Shape>, new: &mut Vec<Outline>) -> Option<u32> {
        let key = Arc::as_ptr(shape) as usize;
        let number = match self.by_shape.get(&key) {
            Some((_, number)) => *number,
            None => {
                let number = self.by_path(outline::path(shape), new);
                self.by_shape.insert(key, (Arc::downgrade(shape), number));
                number
            }
        };
        self.shown.extend(number);
        number
    }

    fn by_path(&mut self, path: String, new: &mut Vec<Outline>) -> Option<u32> {
        if path.is_empty() {
            return None;
        }
        if let Some(number) = self.by_path.get(path.as_str()) {
            return Some(*number);
        }
        let id = u32::try_from(self.by_path.len()).ok()?;
        self.by_path.insert(path.as_str().into(), id);
        new.push(Outline { id, path });
        Some(id)
    }
}

/// The pictures that a window has.
#[derive(Debug, Default)]
struct SentPictures {
    /// By their numbers.
    all: Vec<Arc<Picture>>,
    /// Numbers on the pages that are shown.
    shown: HashSet<u32>,
}

impl SentPictures {
    /// How many are there for nothing.
    fn idle(&self) -> usize {
        self.all.len().saturating_sub(self.shown.len())
    }

    /// The number of a picture, which is added to `new` if the window does not have it.
    fn number(&mut self, picture: &Arc<Picture>, new: &mut Vec<PreviewPicture>) -> u32 {
        let known = self
            .all
            .iter()
            .position(|known| Arc::ptr_eq(known, picture) || known == picture);
        let place = known.unwrap_or(self.all.len());
        let id = u32::try_from(place).unwrap_or(u32::MAX);
        if known.is_none() {
            self.all.push(Arc::clone(picture));
            new.push(PreviewPicture {
                id,
                url: to_url(picture),
                rounding: picture.rounding,
            });
        }
        self.shown.insert(id);
        id
    }
}

/// Hundredths of a point, which is finer than any screen and short in JSON.
pub(super) fn short(length: f32) -> f32 {
    (length * 100.0).round() / 100.0
}

fn number(Rgb([r, g, b]): Rgb) -> u32 {
    u32::from_be_bytes([0, r, g, b])
}

fn missing(missing: &crate::layout::Missing) -> MissingLetter {
    MissingLetter {
        name: missing.name(),
        word: missing.word.clone(),
    }
}
