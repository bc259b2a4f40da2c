//! The measures of a template. Sizes are points.

use contract::cv::{Density, Faces, Kind, Look, Paper, Template};

use super::portrait::{self, Portrait};
use crate::layout::fonts::{self, Family};
use crate::layout::{Align, Rgb, Size, TextStyle};

/// What is drawn how.
#[derive(Clone, Debug)]
pub(in crate::cv) struct Sheet {
    pub(in crate::cv) paper: Size,
    pub(in crate::cv) margin: Margin,
    pub(in crate::cv) name: TextStyle,
    pub(in crate::cv) headline: TextStyle,
    pub(in crate::cv) contact: TextStyle,
    pub(in crate::cv) heading: TextStyle,
    pub(in crate::cv) title: TextStyle,
    pub(in crate::cv) date: TextStyle,
    pub(in crate::cv) line: TextStyle,
    pub(in crate::cv) body: TextStyle,
    /// Where the name, the headline and the contacts stand.
    pub(in crate::cv) head: Align,
    /// Whether headings are set in capitals.
    pub(in crate::cv) capitals: bool,
    pub(in crate::cv) rule: Option<Rule>,
    pub(in crate::cv) gap: Gaps,
    /// From the edge of a list to its text.
    pub(in crate::cv) indent: f32,
    pub(in crate::cv) side: Option<Side>,
    pub(in crate::cv) accent: Rgb,
    pub(in crate::cv) portrait: Portrait,
}

/// From the edges of the paper.
#[derive(Clone, Copy, Debug)]
pub(in crate::cv) struct Margin {
    pub(in crate::cv) top: f32,
    pub(in crate::cv) bottom: f32,
    pub(in crate::cv) side: f32,
}

/// A rule below a heading.
#[derive(Clone, Copy, Debug)]
pub(in crate::cv) struct Rule {
    pub(in crate::cv) thickness: f32,
    /// From the heading's line to the rule.
    pub(in crate::cv) above: f32,
    pub(in crate::cv) color: Rgb,
}

/// Space between what stands below each other.
#[derive(Clone, Copy, Debug)]
pub(in crate::cv) struct Gaps {
    /// Below the name, and below the headline.
    pub(in crate::cv) head: f32,
    /// Below the contacts.
    pub(in crate::cv) below_head: f32,
    /// Above a heading.
    pub(in crate::cv) section: f32,
    /// Below a heading.
    pub(in crate::cv) heading: f32,
    /// Between entries.
    pub(in crate::cv) entry: f32,
    /// Between paragraphs.
    pub(in crate::cv) paragraph: f32,
    /// Between the points of a list.
    pub(in crate::cv) point: f32,
}

/// A narrow column beside the career.
#[derive(Clone, Copy, Debug)]
pub(in crate::cv) struct Side {
    pub(in crate::cv) width: f32,
    pub(in crate::cv) gap: f32,
}

impl Side {
    /// Whether a section of this kind is short enough for it.
    pub(super) fn takes(kind: Kind) -> bool {
        matches!(
            kind,
            Kind::Skills | Kind::Languages | Kind::Certificates | Kind::Interests
        )
    }
}

/// How far a sheet departs from how its template is drawn, to fit a number of pages.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Squeeze {
    /// Times the sizes of letters.
    pub(in crate::cv) letters: f32,
    /// Times all space between lines.
    pub(in crate::cv) air: f32,
}

impl Squeeze {
    /// As it is drawn.
    pub(super) const NONE: Self = Self {
        letters: 1.0,
        air: 1.0,
    };
}

const INK: Rgb = Rgb([0x1c, 0x1e, 0x21]);
const SOFT: Rgb = Rgb([0x4a, 0x4f, 0x57]);

/// The measures for a look. `rtl`: letters that join are not set apart.
pub(super) fn sheet(look: &Look, squeeze: Squeeze, rtl: bool) -> Sheet {
    let drawn = Drawn::of(look.template);
    let (text, headings) = fonts::families(look.faces.unwrap_or(drawn.faces));
    let accent = look.accent.map_or(drawn.accent, |accent| Rgb(accent.rgb));
    let air = squeeze.air
        * match look.density {
            Density::Tight => 0.72,
            Density::Normal => 1.0,
            Density::Airy => 1.35,
        };
    // Lines come closer by a part of what gaps do: they must stay apart.
    let leading = 1.0 + (drawn.leading - 1.0) * air.sqrt().clamp(0.85, 1.2);
    let style = |family: Family, size: f32, color: Rgb| TextStyle {
        family,
        size: size * drawn.size * squeeze.letters,
        bold: false,
        italic: false,
        color,
        tracking: 0.0,
        leading,
    };
    let tracked = |mut style: TextStyle, ems: f32| {
        if !rtl {
            style.tracking = ems * style.size;
        }
        style
    };
    let bold = |style: TextStyle| TextStyle {
        bold: true,
        ..style
    };
    let em = drawn.size * squeeze.letters;
    let gap = |ems: f32| ems * em * air;
    let name = style(
        headings,
        drawn.name.size,
        if drawn.name.accent { accent } else { INK },
    );
    let name = TextStyle {
        bold: drawn.name.bold,
        leading: 1.15,
        ..tracked(name, drawn.name.tracking)
    };
    let heading = style(headings, drawn.heading.size, accent);
    let heading = TextStyle {
        bold: drawn.heading.bold,
        ..tracked(heading, drawn.heading.tracking)
    };
    Sheet {
        paper: paper(look.paper),
        margin: drawn.margin,
        name,
        headline: style(text, drawn.headline, SOFT),
        contact: style(text, 0.95, SOFT),
        heading,
        title: bold(style(text, 1.05, INK)),
        date: style(text, 0.95, SOFT),
        line: TextStyle {
            // Arabic and Hebrew have no italics.
            italic: !rtl,
            ..style(text, 1.0, SOFT)
        },
        body: style(text, 1.0, INK),
        head: drawn.head,
        capitals: drawn.capitals,
        rule: drawn.rule.map(|(thickness, above, faint)| Rule {
            thickness,
            above: above * em,
            color: if faint { tint(accent, 0.35) } else { accent },
        }),
        gap: Gaps {
            head: gap(0.15),
            below_head: gap(drawn.gaps[0]),
            section: gap(drawn.gaps[1]),
            heading: gap(drawn.gaps[2]),
            entry: gap(drawn.gaps[3]),
            paragraph: gap(drawn.gaps[4]),
            point: gap(drawn.gaps[5]),
        },
        indent: 1.15 * em,
        side: drawn.side,
        accent,
        portrait: portrait::of(look.template, squeeze.letters),
    }
}

/// A colour on white paper, thinned.
pub(super) fn tint(Rgb(color): Rgb, share: f32) -> Rgb {
    Rgb(color.map(|channel| {
        let thinned = 255.0 - (255.0 - f32::from(channel)) * share;
        // Between 0 and 255 by what it is made of.
        thinned.round() as u8
    }))
}

fn paper(paper: Paper) -> Size {
    match paper {
        Paper::A4 => Size {
            width: 595.276,
            height: 841.89,
        },
        Paper::Letter => Size {
            width: 612.0,
            height: 792.0,
        },
    }
}

/// A template as it is drawn. Sizes and gaps are ems of its text.
struct Drawn {
    faces: Faces,
    accent: Rgb,
    /// Points of an em of text.
    size: f32,
    leading: f32,
    margin: Margin,
    head: Align,
    name: Lettering,
    headline: f32,
    heading: Lettering,
    capitals: bool,
    /// Thickness in points, distance in ems, and whether it is thinned.
    rule: Option<(f32, f32, bool)>,
    /// Below the contacts, above and below headings, between entries, paragraphs and points.
    gaps: [f32; 6],
    side: Option<Side>,
}

struct Lettering {
    size: f32,
    bold: bool,
    accent: bool,
    /// In ems.
    tracking: f32,
}

impl Drawn {
    fn of(template: Template) -> Self {
        match template {
            Template::Classic => Self {
                faces: Faces::Carlito,
                accent: Rgb([0x1f, 0x4e, 0x79]),
                size: 10.5,
                leading: 1.24,
                margin: Margin {
                    top: 36.0,
                    bottom: 36.0,
                    side: 54.0,
                },
                head: Align::Center,
                name: Lettering {
                    size: 2.3,
                    bold: true,
                    accent: true,
                    tracking: 0.0,
                },
                headline: 1.1,
                heading: Lettering {
                    size: 1.14,
                    bold: true,
                    accent: true,
                    tracking: 0.02,
                },
                capitals: true,
                rule: Some((0.75, 0.1, false)),
                gaps: [0.2, 0.95, 0.42, 0.72, 0.3, 0.12],
                side: None,
            },
            Template::Modern => Self {
                faces: Faces::SourceSans,
                accent: Rgb([0x2b, 0x5f, 0x75]),
                size: 9.6,
                leading: 1.34,
                margin: Margin {
                    top: 44.0,
                    bottom: 42.0,
                    side: 42.0,
                },
                head: Align::Start,
                name: Lettering {
                    size: 2.9,
                    bold: true,
                    accent: false,
                    tracking: -0.01,
                },
                headline: 1.3,
                heading: Lettering {
                    size: 1.12,
                    bold: true,
                    accent: true,
                    tracking: 0.0,
                },
                capitals: false,
                rule: None,
                gaps: [1.2, 1.5, 0.45, 1.0, 0.35, 0.2],
                side: Some(Side {
                    width: 150.0,
                    gap: 26.0,
                }),
            },
            Template::Compact => Self {
                faces: Faces::SourceSans,
                accent: Rgb([0x33, 0x41, 0x55]),
                size: 9.0,
                leading: 1.2,
                margin: Margin {
                    top: 32.0,
                    bottom: 30.0,
                    side: 42.0,
                },
                head: Align::Start,
                name: Lettering {
                    size: 2.1,
                    bold: true,
                    accent: false,
                    tracking: 0.0,
                },
                headline: 1.1,
                heading: Lettering {
                    size: 1.05,
                    bold: true,
                    accent: true,
                    tracking: 0.03,
                },
                capitals: true,
                rule: Some((0.5, 0.05, true)),
                gaps: [0.1, 0.7, 0.25, 0.42, 0.15, 0.02],
                side: None,
            },
            Template::Academic => Self {
                faces: Faces::SourceSerif,
                accent: Rgb([0x7a, 0x1f, 0x2b]),
                size: 10.0,
                leading: 1.3,
                margin: Margin {
                    top: 54.0,
                    bottom: 54.0,
                    side: 62.0,
                },
                head: Align::Start,
                name: Lettering {
                    size: 2.2,
                    bold: false,
                    accent: false,
                    tracking: 0.0,
                },
                headline: 1.1,
                heading: Lettering {
                    size: 1.2,
                    bold: true,
                    accent: true,
                    tracking: 0.0,
                },
                capitals: false,
                rule: Some((0.5, 0.15, true)),
                gaps: [0.4, 1.2, 0.5, 0.7, 0.3, 0.15],
                side: None,
            },
            Template::Elegant => Self {
                faces: Faces::SourceSerif,
                accent: Rgb([0x5c, 0x4a, 0x32]),
                size: 10.0,
                leading: 1.42,
                margin: Margin {
                    top: 60.0,
                    bottom: 56.0,
                    side: 72.0,
                },
                head: Align::Center,
                name: Lettering {
                    size: 2.7,
                    bold: false,
                    accent: false,
                    tracking: 0.04,
                },
                headline: 1.1,
                heading: Lettering {
                    size: 0.95,
                    bold: false,
                    accent: true,
                    tracking: 0.14,
                },
                capitals: true,
                rule: Some((0.4, 0.3, true)),
                gaps: [0.9, 1.7, 0.7, 1.05, 0.4, 0.25],
                side: None,
            },
        }
    }
}
