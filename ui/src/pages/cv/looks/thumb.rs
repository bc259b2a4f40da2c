//! The templates, drawn as small as a thumbnail: what tells one from another, and nothing else.

use contract::cv::Template;
use yew::prelude::*;

/// Lines of text, and what has the accent's colour, as the data of paths in a page of 60 × 80.
struct Drawing {
    text: &'static str,
    accent: &'static str,
    /// A tint behind.
    tint: Option<(u32, u32, u32, u32)>,
}

fn drawing(template: Template) -> Drawing {
    match template {
        Template::Classic => Drawing {
            text: "M20 15h20M8 25h44M8 29h38M8 41h30M46 41h6M10 45h38M10 49h34M10 53h36M8 65h26M46 65h6M10 69h34",
            accent: "M17 10h26M8 20h12M8 22h44M8 36h14M8 38h44M8 60h11M8 62h44",
            tint: None,
        },
        Template::Modern => Drawing {
            text: "M25 16h18M25 28h30M25 32h26M25 36h28M25 48h30M25 52h24M25 56h28M25 68h30M25 72h20M5 22h9M5 26h11M5 30h8M5 44h11M5 48h9M5 52h11",
            accent: "M25 10h26M25 23h12M25 43h14M25 63h11M5 17h8M5 39h9",
            tint: Some((0, 0, 20, 80)),
        },
        Template::Compact => Drawing {
            text: "M32 7h23M5 14h50M5 17h46M5 24h36M48 24h7M7 27h45M7 30h42M7 33h46M5 38h36M48 38h7M7 41h44M7 44h40M5 51h34M48 51h7M7 54h42M7 57h45M5 64h50M5 67h44M5 70h48M5 73h30",
            accent: "M5 7h20M5 11h10M5 21h12M5 48h11M5 61h9",
            tint: None,
        },
        Template::Academic => Drawing {
            text: "M8 15h22M8 27h8M20 27h32M20 31h28M8 36h8M20 36h32M20 40h24M8 51h8M20 51h32M20 55h30M8 60h8M20 60h30M20 64h26M8 69h8M20 69h32M20 73h20",
            accent: "M8 10h24M8 21h15M8 46h17",
            tint: None,
        },
        Template::Elegant => Drawing {
            text: "M24 22h12M14 34h32M14 39h28M14 55h32M14 60h26M14 65h30",
            accent: "M18 15h24M28 28h4M25 49h10",
            tint: None,
        },
    }
}

/// A page of that template. Its colours are the stylesheet's.
pub fn thumb(template: Template) -> Html {
    let Drawing { text, accent, tint } = drawing(template);
    html! {
        <svg class="thumb" viewBox="0 0 60 80" width="60" height="80" aria-hidden="true">
            if let Some((x, y, width, height)) = tint {
                <rect
                    class="thumb-tint"
                    x={x.to_string()}
                    y={y.to_string()}
                    width={width.to_string()}
                    height={height.to_string()}
                />
            }
            <path class="thumb-text" d={text} />
            <path class="thumb-accent" d={accent} />
        </svg>
    }
}
