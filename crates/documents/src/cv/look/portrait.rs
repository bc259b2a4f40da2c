//! How a photo stands in a template's head.

use contract::cv::Template;

use crate::picture::Cut;

/// Where a photo stands, how large, and how it is cut. Lengths are points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::cv) struct Portrait {
    pub(in crate::cv) place: Place,
    pub(in crate::cv) width: f32,
    pub(in crate::cv) height: f32,
    /// Between it and the text.
    pub(in crate::cv) gap: f32,
    pub(in crate::cv) cut: Cut,
}

/// Where a photo stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cv) enum Place {
    /// Beside the name, where reading ends.
    Beside,
    /// Above the name, in the middle.
    Above,
    /// Over the narrow column; the name stands over the wide one.
    OverSide,
}

/// A template's, so much larger than it is drawn.
pub(super) fn of(template: Template, scale: f32) -> Portrait {
    let (place, width, (across, down), rounding) = match template {
        Template::Classic => (Place::Beside, 68.0, (4, 5), 0.04),
        Template::Modern => (Place::OverSide, 96.0, (1, 1), 0.5),
        Template::Compact => (Place::Beside, 48.0, (4, 5), 0.06),
        Template::Academic => (Place::Beside, 68.0, (4, 5), 0.0),
        Template::Elegant => (Place::Above, 86.0, (1, 1), 0.5),
    };
    let gap = match place {
        Place::Beside | Place::OverSide => 18.0,
        Place::Above => 12.0,
    };
    let width = width * scale;
    Portrait {
        place,
        width,
        height: width * down as f32 / across as f32,
        gap: gap * scale,
        cut: Cut {
            across,
            down,
            rounding,
        },
    }
}
