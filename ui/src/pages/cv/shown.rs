//! The pages of the open CV as the window has them: previews, applied one after another.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use contract::cv::{MissingLetter, Preview, PreviewPage, PreviewPicture};
use yew::AttrValue;

/// Outlines or pictures by their numbers. A number never gets another content, so two handles of one
/// store are equal whatever came since: what is drawn from it stays as it is.
#[derive(Clone, Debug)]
pub struct Store<T>(Rc<RefCell<BTreeMap<u32, T>>>);

/// Outlines: path data.
pub type Outlines = Store<AttrValue>;

/// Pictures.
pub type Pictures = Store<Rc<PreviewPicture>>;

impl<T: Clone> Store<T> {
    /// What has this number.
    pub fn get(&self, id: u32) -> Option<T> {
        self.0.borrow().get(&id).cloned()
    }

    fn put(&self, id: u32, content: T) {
        self.0.borrow_mut().insert(id, content);
    }
}

impl<T> Default for Store<T> {
    fn default() -> Self {
        Self(Rc::default())
    }
}

impl<T> PartialEq for Store<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// All pages. Cloning is cheap, and a page that did not change keeps its `Rc`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// Width of every page, in points.
    pub width: f32,
    /// Height of every page, in points.
    pub height: f32,
    /// The pages.
    pub pages: Vec<Rc<PreviewPage>>,
    /// The outlines that their runs name.
    pub outlines: Outlines,
    /// The pictures that they place.
    pub pictures: Pictures,
    /// See [`Preview::fits`].
    pub fits: bool,
    /// See [`Preview::missing`].
    pub missing: Rc<Vec<MissingLetter>>,
}

impl Shown {
    /// The pages after `preview`.
    pub fn take(&mut self, preview: Preview) {
        if preview.anew {
            *self = Self::default();
        }
        for outline in preview.outlines {
            self.outlines.put(outline.id, outline.path.into());
        }
        for picture in preview.pictures {
            self.pictures.put(picture.id, Rc::new(picture));
        }
        let before = std::mem::take(&mut self.pages);
        let mut before = before.into_iter();
        self.pages = preview
            .pages
            .into_iter()
            .map(|page| match (page, before.next()) {
                (Some(page), _) => Rc::new(page),
                (None, Some(before)) => before,
                // Nothing is known of it: it is drawn empty until it comes.
                (None, None) => Rc::default(),
            })
            .collect();
        self.width = preview.width;
        self.height = preview.height;
        self.fits = preview.fits;
        if *self.missing != preview.missing {
            self.missing = Rc::new(preview.missing);
        }
    }
}

#[cfg(test)]
mod tests {
    use contract::cv::{Outline, Run};

    use super::*;

    fn page(outline: u32) -> PreviewPage {
        PreviewPage {
            runs: vec![Run(outline, 10.0, 20.0, 0)],
            ..PreviewPage::default()
        }
    }

    fn outline(id: u32, path: &str) -> Outline {
        Outline {
            id,
            path: path.into(),
        }
    }

    fn first() -> Preview {
        Preview {
            anew: true,
            width: 595.0,
            height: 842.0,
            pages: vec![Some(page(1)), Some(page(2))],
            outlines: vec![outline(1, "M0 0"), outline(2, "M1 1")],
            fits: true,
            ..Preview::default()
        }
    }

    #[test]
    fn pages_that_did_not_change_stay_the_same_objects() {
        let mut shown = Shown::default();
        shown.take(first());
        let before = shown.clone();
        shown.take(Preview {
            pages: vec![None, Some(page(3)), Some(page(1))],
            outlines: vec![outline(3, "M2 2")],
            ..first_without_contents()
        });
        assert!(Rc::ptr_eq(&before.pages[0], &shown.pages[0]));
        assert!(!Rc::ptr_eq(&before.pages[1], &shown.pages[1]));
        assert_eq!(shown.pages.len(), 3);
        assert_eq!(before.outlines, shown.outlines, "what was drawn stays");
        assert_eq!(shown.outlines.get(3).as_deref(), Some("M2 2"));
        assert_eq!(shown.outlines.get(1).as_deref(), Some("M0 0"));
    }

    fn first_without_contents() -> Preview {
        Preview {
            anew: false,
            outlines: Vec::new(),
            ..first()
        }
    }

    #[test]
    fn fewer_pages_leave_none_behind() {
        let mut shown = Shown::default();
        shown.take(first());
        shown.take(Preview {
            pages: vec![None],
            fits: false,
            ..first_without_contents()
        });
        assert_eq!(shown.pages.len(), 1);
        assert!(!shown.fits);
    }

    #[test]
    fn anew_forgets_all_that_was() {
        let mut shown = Shown::default();
        shown.take(first());
        let before = shown.clone();
        shown.take(Preview {
            pages: vec![Some(page(1))],
            outlines: vec![outline(1, "M9 9")],
            ..first()
        });
        assert_ne!(before.outlines, shown.outlines, "numbers begin anew");
        assert_eq!(shown.outlines.get(1).as_deref(), Some("M9 9"));
        assert_eq!(shown.outlines.get(2), None);
        assert_eq!(before.outlines.get(1).as_deref(), Some("M0 0"));
    }
}
