//! What a machine reads in the exported CV, beside what was written.
//!
//! Belongs here: how it is shown. Does not belong here: writing and reading the files, which the desktop
//! does in memory ([`contract::Handlers::read_back_cv`]).

mod rows;

use std::rc::Rc;

use contract::cv::{CvReadBack, ReadBackCv, ReadRow, Reading, Recognised, RowKind};
use contract::{CvId, Error};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{
    Button, IconButton, IconName, Modal, Notice, Segmented, Skeleton, announce, icon, use_id,
};
use crate::i18n::{t, t_args};
use crate::ipc::client;
use crate::state::Tone;
use rows::{Mind, Parted};

/// Properties of [`MachineView`].
#[derive(Clone, PartialEq, Properties)]
pub struct MachineProps {
    /// The CV.
    pub id: CvId,
    /// It is to go away.
    pub onclose: Callback<()>,
}

/// What there is of it.
#[derive(Clone, PartialEq)]
enum State {
    Reading,
    Failed(Error),
    Read(Rc<CvReadBack>),
}

/// Both files, as they were written and as they are read.
#[component]
pub fn MachineView(props: &MachineProps) -> Html {
    let id = use_id();
    let state = use_state_eq(|| State::Reading);
    let chosen = use_state_eq(|| 0);
    let turn = use_state_eq(|| 0_u32);
    use_effect_with((props.id, *turn), {
        let state = state.setter();
        move |(id, _)| {
            let request = ReadBackCv { id: *id };
            state.set(State::Reading);
            spawn_local(async move {
                // A dialog that is closed meanwhile is not told: its state is gone.
                state.set(match client().read_back_cv(request).await {
                    Ok(read) => {
                        announce(&summary(&read.pdf));
                        State::Read(Rc::new(read))
                    }
                    Err(error) => State::Failed(error),
                });
            });
        }
    });
    let again = {
        let turn = turn.clone();
        move |_: MouseEvent| turn.set(*turn + 1)
    };
    let onchoose = {
        let chosen = chosen.setter();
        move |index: usize| chosen.set(index)
    };
    let body = match &*state {
        State::Reading => html! {
            <div class="machine-wait" role="status">
                <span class="unseen">{ t("cv-machine-reading") }</span>
                <Skeleton lines={9} />
            </div>
        },
        State::Failed(error) => html! {
            <div class="machine-wait">
                <Notice
                    tone={Tone::Danger}
                    actions={html! { <Button icon={IconName::Retry} onclick={again}>{ t("try-again") }</Button> }}
                >
                    { error.message.clone() }
                    if let Some(detail) = &error.detail { <p class="notice-detail">{ detail.clone() }</p> }
                </Notice>
            </div>
        },
        State::Read(read) if *chosen == 0 => view(&read.pdf, "pdf"),
        State::Read(read) => view(&read.docx, "word"),
    };
    html! {
        <Modal class="machine" labelled_by={id.clone()} onclose={props.onclose.clone()}>
            <header class="machine-head">
                <h2 {id} class="machine-title">{ t("cv-machine") }</h2>
                <Segmented
                    label={t("cv-machine-file")}
                    options={vec![t("cv-format-pdf"), t("cv-format-word")]}
                    chosen={*chosen}
                    {onchoose}
                />
                <IconButton icon={IconName::Close} label={t("close")} onclick={props.onclose.reform(|_| ())} />
            </header>
            <div class="machine-body">{ body }</div>
        </Modal>
    }
}

/// One file.
fn view(reading: &Reading, key: &'static str) -> Html {
    let good = rows::counts(reading) == (0, 0);
    let (class, sign) = if good {
        ("machine-good", IconName::Check)
    } else {
        ("machine-bad", IconName::Differs)
    };
    html! {
        <div class="machine-read" {key}>
            <div class="machine-left">
                <p class={classes!("machine-sum", class)}>{ icon(sign, 16) }<span>{ summary(reading) }</span></p>
                <div class="machine-scroll" tabindex="0" role="group" aria-label={t("cv-machine-rows")}>
                    <table class="machine-rows">
                        <thead>
                            <tr>
                                <th scope="col">{ t("cv-machine-written") }</th>
                                <th scope="col">{ t("cv-machine-read") }</th>
                            </tr>
                        </thead>
                        { for rows::groups(&reading.rows).into_iter().map(|group| html! {
                            <tbody>{ for group.iter().map(row) }</tbody>
                        }) }
                    </table>
                </div>
            </div>
            { recognised(&reading.recognised) }
        </div>
    }
}

/// `Everything reads as written`, or how much does not.
fn summary(reading: &Reading) -> AttrValue {
    let (differ, moved) = rows::counts(reading);
    match (differ, moved) {
        (0, 0) => t("cv-machine-same"),
        (0, moved) => t_args("cv-machine-moved", &[("count", moved.into())]),
        (differ, 0) => t_args("cv-machine-differ", &[("count", differ.into())]),
        (differ, moved) => format!(
            "{}, {}",
            t_args("cv-machine-differ", &[("count", differ.into())]),
            t_args("cv-machine-moved", &[("count", moved.into())]),
        )
        .into(),
    }
}

fn row(row: &ReadRow) -> Html {
    let mind = rows::mind(row);
    let class = match mind {
        None => None,
        Some(Mind::Moved) => Some("machine-moved"),
        Some(_) => Some("machine-differs"),
    };
    let (written, read) = match mind {
        Some(Mind::Differs) => {
            let (written, read) = rows::part(&row.written, &row.read);
            (marked(written), marked(read))
        }
        Some(Mind::Lost) => (marked(["", &row.written, ""]), Html::default()),
        Some(Mind::Stray) => (Html::default(), marked(["", &row.read, ""])),
        None | Some(Mind::Moved) => (row.written.clone().into(), row.read.clone().into()),
    };
    // An empty cell has no bullet.
    let kind = |text: &str| kind_class(row.kind).filter(|_| !text.is_empty());
    html! {
        <tr {class}>
            <td class={kind(&row.written)} dir="auto">{ written }</td>
            <td class={kind(&row.read)} dir="auto">
                { read }
                if let Some(mind) = mind {
                    <span class="machine-mind">{ icon(sign(mind), 14) }{ word(mind) }</span>
                }
            </td>
        </tr>
    }
}

fn marked([head, differs, tail]: Parted<'_>) -> Html {
    html! {
        <>
            { head.to_owned() }
            if !differs.is_empty() { <mark class="machine-mark">{ differs.to_owned() }</mark> }
            { tail.to_owned() }
        </>
    }
}

fn sign(mind: Mind) -> IconName {
    match mind {
        Mind::Lost => IconName::Minus,
        Mind::Stray => IconName::Plus,
        Mind::Differs => IconName::Differs,
        Mind::Moved => IconName::Moved,
    }
}

fn word(mind: Mind) -> AttrValue {
    match mind {
        Mind::Lost => t("cv-machine-lost"),
        Mind::Stray => t("cv-machine-stray"),
        Mind::Differs => t("cv-machine-other"),
        Mind::Moved => t("cv-machine-elsewhere"),
    }
}

fn kind_class(kind: RowKind) -> Option<&'static str> {
    match kind {
        RowKind::Name | RowKind::Title => Some("machine-strong"),
        RowKind::Heading => Some("machine-heading"),
        RowKind::Point => Some("machine-point"),
        RowKind::Date | RowKind::Line | RowKind::Contact | RowKind::Headline => {
            Some("machine-quiet")
        }
        RowKind::Text | RowKind::Stray => None,
    }
}

/// What a machine takes the text to say.
fn recognised(found: &Recognised) -> Html {
    let sections = found.sections.iter().map(|section| {
        let arguments = [
            ("heading", section.heading.as_str().into()),
            ("count", section.lines.into()),
        ];
        // Our words, which run our way, around theirs.
        html! { <dd>{ t_args("cv-machine-section", &arguments) }</dd> }
    });
    let name = Some(found.name.clone()).filter(|name| !name.is_empty());
    html! {
        <div class="machine-found" tabindex="0" role="group" aria-label={t("cv-machine-found")}>
            <h3 class="machine-found-title">{ t("cv-machine-found") }</h3>
            <dl>
                { said(t("cv-machine-name"), name) }
                { said(t("cv-machine-mails"), found.mails.iter().cloned()) }
                { said(t("cv-machine-phones"), found.phones.iter().cloned()) }
                { said(t("cv-machine-links"), found.links.iter().cloned()) }
                { listed(t("cv-machine-sections"), sections) }
                { said(t("cv-machine-dates"), found.dates.iter().cloned()) }
            </dl>
        </div>
    }
}

fn said(what: AttrValue, all: impl IntoIterator<Item = String>) -> Html {
    let lines = all.into_iter();
    listed(
        what,
        lines.map(|line| html! { <dd dir="auto">{ line }</dd> }),
    )
}

fn listed(what: AttrValue, lines: impl Iterator<Item = Html>) -> Html {
    let mut lines: Vec<Html> = lines.collect();
    if lines.is_empty() {
        lines.push(html! { <dd class="machine-none">{ t("cv-machine-none") }</dd> });
    }
    html! { <><dt>{ what }</dt>{ for lines }</> }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(written: &str, read: &str, moved: bool) -> ReadRow {
        ReadRow {
            kind: RowKind::Text,
            part: None,
            written: written.into(),
            read: read.into(),
            same: written == read,
            moved,
        }
    }

    #[test]
    fn the_summary_says_how_much_differs() {
        let reading = |rows| Reading {
            rows,
            ..Reading::default()
        };
        assert_eq!(
            summary(&reading(vec![row("a", "a", false)])),
            t("cv-machine-same")
        );
        let one = summary(&reading(vec![row("a", "b", false)]));
        assert_eq!(one, "1 difference");
        let both = vec![
            row("a", "b", false),
            row("c", "", false),
            row("d", "d", true),
        ];
        let both = summary(&reading(both));
        assert!(both.starts_with("2 differences, "), "{both}");
    }
}
