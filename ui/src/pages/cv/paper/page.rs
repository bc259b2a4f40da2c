//! One page: an SVG of outlines, rules and pictures, and the parts of the CV that can be clicked on it.

use std::rc::Rc;

use contract::cv::{Fill, PartArea, PartId, Placed, PreviewPage, Run};
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::super::{Outlines, Pictures};
use super::layer::{Layer, colour, set};
use crate::i18n::t_args;

/// Room around the outline of a part, in points.
const AIR: f32 = 3.0;

/// A page; the same only as the same object.
#[derive(Clone)]
pub struct Sheet(pub Rc<PreviewPage>);

impl PartialEq for Sheet {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Properties of [`PageView`].
#[derive(Clone, PartialEq, Properties)]
pub struct PageProps {
    /// What is on it.
    pub sheet: Sheet,
    /// The outlines that it names.
    pub outlines: Outlines,
    /// The pictures that it names.
    pub pictures: Pictures,
    /// Its width and height, in points.
    pub size: (f32, f32),
    /// Which page, counted from 1, of how many.
    pub of: (usize, usize),
    /// The part that is worked on.
    pub marked: Option<PartId>,
    /// A part was clicked.
    pub on_part: Callback<PartId>,
}

/// The page.
#[component]
pub fn PageView(props: &PageProps) -> Html {
    let svg = use_node_ref();
    let ink = use_mut_ref(|| None::<Ink>);
    let drawn = (
        props.sheet.clone(),
        props.outlines.clone(),
        props.pictures.clone(),
    );
    use_effect_with(drawn, {
        let (svg, ink) = (svg.clone(), Rc::clone(&ink));
        move |(sheet, outlines, pictures)| {
            let mut ink = ink.borrow_mut();
            if ink
                .as_ref()
                .is_none_or(|ink| ink.outlines != *outlines || ink.pictures != *pictures)
            {
                *ink = svg
                    .cast::<Element>()
                    .and_then(|svg| Ink::new(&svg, outlines.clone(), pictures.clone()));
            }
            if let Some(ink) = &mut *ink {
                ink.show(&sheet.0);
            }
        }
    });
    use_effect_with((props.sheet.clone(), props.marked.clone()), {
        let ink = Rc::clone(&ink);
        move |(_, marked)| {
            if let Some(ink) = &*ink.borrow() {
                ink.mark(marked.as_ref());
            }
        }
    });
    let onclick = {
        let on_part = props.on_part.clone();
        move |event: MouseEvent| {
            if let Some(part) = part_of(&event) {
                on_part.emit(part);
            }
        }
    };
    let (width, height) = props.size;
    let (at, all) = props.of;
    html! {
        <div
            class="paper-page"
            role="img"
            aria-label={t_args("cv-page-of", &[("at", at.into()), ("all", all.into())])}
            {onclick}
        >
            <svg ref={svg} class="paper-ink" viewBox={format!("0 0 {width} {height}")} aria-hidden="true"></svg>
        </div>
    }
}

fn part_of(event: &MouseEvent) -> Option<PartId> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.get_attribute("data-part").map(PartId)
}

/// What is drawn, in the order in which it is painted.
struct Ink {
    outlines: Outlines,
    pictures: Pictures,
    fills: Layer<Fill>,
    placed: Layer<Placed>,
    runs: Layer<Run>,
    parts: Layer<PartArea>,
}

impl Ink {
    /// Nothing, in the place of all that `svg` holds.
    fn new(svg: &Element, outlines: Outlines, pictures: Pictures) -> Option<Self> {
        svg.set_text_content(None);
        Some(Self {
            outlines,
            pictures,
            fills: Layer::new(svg)?,
            placed: Layer::new(svg)?,
            runs: Layer::new(svg)?,
            parts: Layer::new(svg)?,
        })
    }

    fn show(&mut self, page: &PreviewPage) {
        let any = |_: &Fill, _: &Fill| true;
        self.fills.show(&page.fills, "rect", any, |at, was, fill| {
            let Fill(x, y, width, height, rgb) = *fill;
            frame(at, was.map(|f| [f.0, f.1, f.2, f.3]), [x, y, width, height]);
            if was.is_none_or(|was| was.4 != rgb) {
                set(at, "fill", &colour(rgb));
            }
        });
        let pictures = &self.pictures;
        let same = |a: &Placed, b: &Placed| a.0 == b.0;
        self.placed
            .show(&page.pictures, "image", same, |at, was, placed| {
                let Placed(id, x, y, width, height) = *placed;
                frame(at, was.map(|p| [p.1, p.2, p.3, p.4]), [x, y, width, height]);
                if was.is_none_or(|was| was != placed)
                    && let Some(picture) = pictures.get(id)
                {
                    let radius = width.min(height) * picture.rounding;
                    set(at, "clip-path", &format!("inset(0 round {radius}px)"));
                    set(at, "href", &picture.url);
                }
            });
        let outlines = &self.outlines;
        let same = |a: &Run, b: &Run| a.0 == b.0;
        self.runs.show(&page.runs, "path", same, |at, was, run| {
            let Run(id, x, y, rgb) = *run;
            if was.is_none_or(|was| was.0 != id) {
                set(at, "d", &outlines.get(id).unwrap_or_default());
            }
            if was.is_none_or(|was| (was.1, was.2) != (x, y)) {
                set(at, "transform", &format!("translate({x} {y})"));
            }
            if was.is_none_or(|was| was.3 != rgb) {
                set(at, "fill", &colour(rgb));
            }
        });
        let parts = areas(&page.parts);
        let same = |a: &PartArea, b: &PartArea| a.part == b.part;
        self.parts.show(&parts, "rect", same, |at, was, area| {
            let edges = |area: &PartArea| {
                [
                    area.x - AIR,
                    area.y - AIR,
                    area.width + 2.0 * AIR,
                    area.height + 2.0 * AIR,
                ]
            };
            frame(at, was.map(edges), edges(area));
            if was.is_none_or(|was| was.part != area.part) {
                set(at, "class", "paper-part");
                set(at, "rx", "3");
                set(at, "data-part", &area.part.0);
            }
        });
    }

    /// Outlines the part that is worked on, and no other.
    fn mark(&self, marked: Option<&PartId>) {
        self.parts.each(|area, element| {
            // The name is sound.
            let _ = element.toggle_attribute_with_force("data-marked", Some(&area.part) == marked);
        });
    }
}

/// Sets what changed of a box: x, y, width, height.
fn frame(element: &Element, was: Option<[f32; 4]>, now: [f32; 4]) {
    for (at, name) in ["x", "y", "width", "height"].into_iter().enumerate() {
        if was.is_none_or(|was| was[at] != now[at]) {
            set(element, name, &now[at].to_string());
        }
    }
}

/// The areas with the smallest last, where it is above those that it stands in.
fn areas(parts: &[PartArea]) -> Vec<PartArea> {
    let mut areas = parts.to_vec();
    let size = |area: &PartArea| area.width * area.height;
    areas.sort_by(|a, b| size(b).total_cmp(&size(a)));
    areas
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_lies_above_its_section() {
        let area = |part: &str, height| PartArea {
            part: PartId(part.into()),
            x: 10.0,
            y: 10.0,
            width: 100.0,
            height,
        };
        let sorted = areas(&[
            area("entry", 20.0),
            area("section", 90.0),
            area("other", 30.0),
        ]);
        let names: Vec<_> = sorted.iter().map(|area| area.part.0.as_str()).collect();
        assert_eq!(names, ["section", "other", "entry"]);
    }

    #[test]
    fn a_page_is_the_same_only_as_the_same_object() {
        let page = Rc::new(PreviewPage::default());
        assert!(Sheet(Rc::clone(&page)) == Sheet(page));
        assert!(Sheet(Rc::default()) != Sheet(Rc::default()));
    }
}
