//! How large the pages are drawn.

/// CSS pixels of a point at 100 %: the size that the page has on paper, as far as the screen is honest.
const PIXELS: f64 = 96.0 / 72.0;
/// Room beside a page that fits, in CSS pixels.
const BESIDE: f64 = 32.0;
/// Where the buttons stop on their way.
const STEPS: [f64; 11] = [0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0];
/// What wheel and buttons keep to.
const BOUNDS: (f64, f64) = (0.25, 4.0);
/// A page that fits is not blown up beyond this: on a wide screen one would see half of it.
const FITS_UP_TO: f64 = 1.5;

/// How large.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Zoom {
    /// As wide as there is room.
    #[default]
    Fit,
    /// So many times as large as on paper.
    Scale(f64),
}

impl Zoom {
    /// How many times as large as on paper, where `room` is the width of the pane in CSS pixels and
    /// `width` that of a page in points.
    pub fn scale(self, room: f64, width: f64) -> f64 {
        match self {
            Self::Scale(scale) => scale,
            Self::Fit if room > 0.0 && width > 0.0 => {
                ((room - 2.0 * BESIDE) / (width * PIXELS)).clamp(BOUNDS.0, FITS_UP_TO)
            }
            Self::Fit => 1.0,
        }
    }
}

/// A length in points as CSS pixels.
pub fn pixels(points: f64, scale: f64) -> f64 {
    points * PIXELS * scale
}

/// The step above.
pub fn larger(scale: f64) -> f64 {
    let above = STEPS.into_iter().find(|step| *step > scale * 1.01);
    above.unwrap_or(BOUNDS.1)
}

/// The step below.
pub fn smaller(scale: f64) -> f64 {
    let below = STEPS.into_iter().rev().find(|step| *step < scale * 0.99);
    below.unwrap_or(BOUNDS.0)
}

/// What a wheel makes of it that turned by `delta` CSS pixels, down being more.
pub fn turned(scale: f64, delta: f64) -> f64 {
    // A notch of a mouse counts a hundred and more; one of a touchpad a few.
    let delta = delta.clamp(-60.0, 60.0);
    (scale * (-delta / 300.0).exp()).clamp(BOUNDS.0, BOUNDS.1)
}

/// `76 %` without its sign.
pub fn percent(scale: f64) -> u64 {
    (scale * 100.0).round() as u64
}

/// Which page is in the middle of what is seen, counted from 0: `top` was scrolled away, `seen` is the
/// height of the pane, `page` that of a page with the gap below it, in CSS pixels.
pub fn page_at(top: f64, seen: f64, page: f64, pages: usize) -> usize {
    if page <= 0.0 {
        return 0;
    }
    let at = ((top + seen / 2.0) / page).max(0.0) as usize;
    at.min(pages.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_fits_is_as_wide_as_there_is_room() {
        let scale = Zoom::Fit.scale(602.0, 595.0);
        assert!((pixels(595.0, scale) - 538.0).abs() < 0.01);
        assert_eq!(Zoom::Fit.scale(3_000.0, 595.0), FITS_UP_TO);
        assert_eq!(Zoom::Fit.scale(0.0, 595.0), 1.0, "nothing was measured yet");
        assert_eq!(Zoom::Scale(2.0).scale(602.0, 595.0), 2.0);
    }

    #[test]
    fn steps_lead_on_from_anywhere_and_end() {
        assert_eq!(larger(0.68), 0.8);
        assert_eq!(smaller(0.68), 0.67);
        assert_eq!(larger(1.0), 1.25);
        assert_eq!(smaller(1.0), 0.8);
        assert_eq!((larger(4.0), smaller(0.25)), (4.0, 0.25));
    }

    #[test]
    fn a_wheel_goes_back_the_way_it_came() {
        let there = turned(1.0, -40.0);
        assert!(there > 1.0);
        assert!((turned(there, 40.0) - 1.0).abs() < 1e-9);
        assert_eq!(turned(4.0, -5_000.0), 4.0);
        assert!(turned(1.0, 5_000.0) > 0.8, "one turn is one step");
    }

    #[test]
    fn the_page_in_the_middle_counts() {
        assert_eq!(page_at(0.0, 600.0, 800.0, 3), 0);
        assert_eq!(page_at(501.0, 600.0, 800.0, 3), 1);
        assert_eq!(page_at(9_000.0, 600.0, 800.0, 3), 2);
        assert_eq!(page_at(0.0, 600.0, 0.0, 0), 0);
    }
}
