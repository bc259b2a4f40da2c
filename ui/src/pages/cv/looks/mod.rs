//! How the open CV looks: template, colour, letters, air, paper, pages, and its language.
//!
//! Belongs here: what is chosen, as pills above the pages. Does not belong here: what a choice does to
//! the pages, which the desktop's layout knows.

mod accent;
pub mod thumb;

use contract::cv::{Density, Faces, Look, Paper, Template};
use yew::prelude::*;

use super::{Edit, languages};
use crate::components::{IconName, MenuEntry, MenuItem, Opens, Pill, Segmented};
use crate::i18n::{t, t_args};
use accent::AccentField;

const DENSITIES: [Density; 3] = [Density::Tight, Density::Normal, Density::Airy];
/// On so many pages a CV can be made to fit.
const FITS: [Option<u8>; 4] = [None, Some(1), Some(2), Some(3)];

/// The pills: how the CV looks, and in which language it is written. `edit` hears what else is chosen.
pub fn looks(look: &Look, language: &str, edit: &Callback<Edit>) -> Html {
    html! {
        <div class="looks" role="group" aria-label={t("cv-look")}>
            { template_pill(look, edit) }
            { paper_pill(look, edit) }
            { fit_pill(look, edit) }
            { languages::pill(language, edit) }
        </div>
    }
}

/// A change of the look alone. Changes of one of its fields in quick succession are one step of the
/// history: somebody tries what there is.
fn change(field: &str, make: impl FnOnce(&mut Look) + 'static) -> Edit {
    Edit::typing(format!("look/{field}"), move |cv| make(&mut cv.look))
}

fn paper_pill(look: &Look, edit: &Callback<Edit>) -> Html {
    let (chosen, edit) = (look.paper, edit.clone());
    let entries = move |()| {
        let item = |paper: Paper| {
            let edit = edit.clone();
            let mut item = MenuItem::new(paper_name(paper), move |()| {
                edit.emit(change("paper", move |look| look.paper = paper));
            });
            item.note = Some(match paper {
                Paper::A4 => t("cv-paper-a4-size"),
                Paper::Letter => t("cv-paper-letter-size"),
            });
            item.checked = Some(paper == chosen);
            item.entry()
        };
        [Paper::A4, Paper::Letter].map(item).into()
    };
    let opens = Opens::Menu(Callback::from(entries));
    html! { <Pill label={t("cv-paper")} text={paper_name(chosen)} {opens} /> }
}

fn paper_name(paper: Paper) -> AttrValue {
    match paper {
        Paper::A4 => t("cv-paper-a4"),
        Paper::Letter => t("cv-paper-letter"),
    }
}

fn fit_pill(look: &Look, edit: &Callback<Edit>) -> Html {
    let (chosen, edit) = (look.fit_to, edit.clone());
    let entries = move |()| {
        let item = |fit_to: Option<u8>| {
            let edit = edit.clone();
            let mut item = MenuItem::new(fit_name(fit_to), move |()| {
                edit.emit(change("fit_to", move |look| look.fit_to = fit_to));
            });
            item.checked = Some(fit_to == chosen);
            item.entry()
        };
        let heading = MenuEntry::Heading(t("cv-fit-how"));
        std::iter::once(heading)
            .chain(FITS.map(item))
            .collect::<Vec<_>>()
    };
    let opens = Opens::Menu(Callback::from(entries));
    html! { <Pill class="looks-fit" label={t("cv-fit")} text={fit_name(chosen)} {opens} /> }
}

fn fit_name(fit_to: Option<u8>) -> AttrValue {
    match fit_to {
        None => t("cv-fit-any"),
        Some(pages) => t_args("cv-fit-to", &[("pages", u32::from(pages).into())]),
    }
}

/// What a template is called.
pub fn template_name(template: Template) -> AttrValue {
    match template {
        Template::Classic => t("cv-template-classic"),
        Template::Modern => t("cv-template-modern"),
        Template::Compact => t("cv-template-compact"),
        Template::Academic => t("cv-template-academic"),
        Template::Elegant => t("cv-template-elegant"),
    }
}

fn faces_name(faces: Option<Faces>) -> AttrValue {
    match faces {
        None => t("cv-faces-template"),
        Some(Faces::Carlito) => AttrValue::Static("Carlito"),
        Some(Faces::SourceSans) => AttrValue::Static("Source Sans"),
        Some(Faces::SourceSerif) => AttrValue::Static("Source Serif"),
        Some(Faces::SerifHeadings) => t("cv-faces-mixed"),
    }
}

fn density_name(density: Density) -> AttrValue {
    match density {
        Density::Tight => t("cv-density-tight"),
        Density::Normal => t("cv-density-normal"),
        Density::Airy => t("cv-density-airy"),
    }
}

/// The template, and the box in which it is chosen, with colour, letters and air.
fn template_pill(look: &Look, edit: &Callback<Edit>) -> Html {
    let (chosen, edit) = (look.clone(), edit.clone());
    let content = Callback::from(move |_: Callback<()>| choices(&chosen, &edit));
    html! {
        <Pill
            class="looks-template"
            label={t("cv-template")}
            icon={IconName::Template}
            text={template_name(look.template)}
            opens={Opens::Box("looks-box", content)}
        />
    }
}

/// What stands in the box. There is one at a time: its radio buttons have names of their own.
fn choices(look: &Look, edit: &Callback<Edit>) -> Html {
    let templates = Template::ALL.into_iter().map(|template| {
        let edit = edit.clone();
        let onchange = move |_: Event| {
            edit.emit(change("template", move |look| look.template = template));
        };
        html! {
            <label class="template">
                <input type="radio" name="cv-template" checked={template == look.template} {onchange} />
                <span class="template-page">{ thumb::thumb(template) }</span>
                <span class="template-name">{ template_name(template) }</span>
            </label>
        }
    });
    let all = std::iter::once(None).chain(Faces::ALL.map(Some));
    let faces = all.map(|faces| {
        let edit = edit.clone();
        let onchange = move |_: Event| edit.emit(change("faces", move |look| look.faces = faces));
        html! {
            <label class="face">
                <input type="radio" name="cv-faces" checked={faces == look.faces} {onchange} />
                <span>{ faces_name(faces) }</span>
            </label>
        }
    });
    let ondensity = {
        let edit = edit.clone();
        move |index: usize| {
            if let Some(density) = DENSITIES.get(index).copied() {
                edit.emit(change("density", move |look| look.density = density));
            }
        }
    };
    let density = DENSITIES
        .iter()
        .position(|density| *density == look.density);
    let onaccent = {
        let edit = edit.clone();
        move |accent| edit.emit(change("accent", move |look| look.accent = accent))
    };
    html! {
        <>
            <div class="templates" role="radiogroup" aria-label={t("cv-template")}>{ for templates }</div>
            <p class="looks-label" aria-hidden="true">{ t("cv-accent") }</p>
            <AccentField chosen={look.accent} onchoose={onaccent} />
            <p class="looks-label" aria-hidden="true">{ t("cv-faces") }</p>
            <div class="faces" role="radiogroup" aria-label={t("cv-faces")}>{ for faces }</div>
            <p class="looks-label" aria-hidden="true">{ t("cv-density") }</p>
            <Segmented
                label={t("cv-density")}
                options={DENSITIES.map(density_name).to_vec()}
                chosen={density.unwrap_or(1)}
                onchoose={ondensity}
            />
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_changes_its_field_alone() {
        let mut cv = contract::cv::Cv::default();
        let edit = change("template", |look| look.template = Template::Elegant);
        assert_eq!(edit.typing.as_deref(), Some("look/template"));
        (edit.make)(&mut cv);
        let expected = Look {
            template: Template::Elegant,
            ..Look::default()
        };
        assert_eq!(cv.look, expected);
    }

    #[test]
    fn every_choice_has_a_name_of_its_own() {
        let mut names: Vec<AttrValue> = Template::ALL.map(template_name).into();
        names.extend(FITS.map(fit_name));
        names.extend(Faces::ALL.map(|faces| faces_name(Some(faces))));
        names.extend(DENSITIES.map(density_name));
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
