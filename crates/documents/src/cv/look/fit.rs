//! A CV is laid out, and made to fit a number of pages where somebody asks for it.

use contract::cv::Cv;

use super::compose::compose;
use super::sheet::{Squeeze, sheet};
use crate::cv::photo;
use crate::cv::story::{Story, tell};
use crate::layout::{Pages, Typesetter};

/// A CV on pages.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// The pages.
    pub pages: Pages,
    /// Whether they are as few as was asked for; true where nothing was.
    pub fits: bool,
}

/// How far letters and space may shrink: below, a page is no pleasure to read.
const TASTE: Squeeze = Squeeze {
    letters: 0.9,
    air: 0.55,
};

/// Halvings of the way from how a template is drawn to the bounds of taste.
const STEPS: u32 = 5;

/// Lays a CV out.
pub fn lay_out(cv: &Cv, typesetter: &mut Typesetter) -> Fitted {
    typesetter.begin();
    let story = tell(cv);
    let mut at = |share: f32| laid(cv, &story, share, typesetter);
    let drawn = at(0.0);
    let Some(most) = cv.look.fit_to.map(usize::from).filter(|most| *most > 0) else {
        return Fitted {
            pages: drawn,
            fits: true,
        };
    };
    if drawn.pages.len() <= most {
        return Fitted {
            pages: drawn,
            fits: true,
        };
    }
    let mut best = at(1.0);
    if best.pages.len() > most {
        return Fitted {
            pages: best,
            fits: false,
        };
    }
    let (mut too_wide, mut fits) = (0.0, 1.0);
    for _ in 0..STEPS {
        let middle = (too_wide + fits) / 2.0;
        let tried = at(middle);
        if tried.pages.len() <= most {
            (best, fits) = (tried, middle);
        } else {
            too_wide = middle;
        }
    }
    Fitted {
        pages: best,
        fits: true,
    }
}

/// `share`: how much of the way to the bounds of taste is gone.
fn laid(cv: &Cv, story: &Story, share: f32, typesetter: &mut Typesetter) -> Pages {
    let between = |drawn: f32, bound: f32| drawn + (bound - drawn) * share;
    let squeeze = Squeeze {
        letters: between(Squeeze::NONE.letters, TASTE.letters),
        air: between(Squeeze::NONE.air, TASTE.air),
    };
    let sheet = sheet(&cv.look, squeeze, story.rtl);
    compose(story, photo::shown(&cv.person), &sheet, typesetter)
}
