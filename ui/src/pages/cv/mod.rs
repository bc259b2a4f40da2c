//! The CV page: the shelf of CVs, and the desk at which one is written.
//!
//! Belongs here: everything that the window shows of CVs. Does not belong here: the layout, the history
//! and the files, which are the desktop's.

mod caret;
mod dates;
mod desk;
mod edit;
mod editor;
mod export;
mod header;
mod help;
mod hints;
mod history;
mod ids;
mod import;
mod languages;
mod looks;
mod machine;
mod models;
mod open;
mod paper;
mod parts;
mod shelf;
mod shown;
mod sync;
mod toolbar;
mod version;

use contract::CvId;
use yew::prelude::*;

use edit::Edit;
use shown::{Outlines, Pictures, Shown};

use crate::components::{Blank, Button, IconName, Spinner};
use crate::i18n::t;
use desk::{Stage, use_desk};
use history::use_history_keys;
use open::OpenDesk;
use shelf::Shelf;

/// The page: the CV `cv` on the desk; `None`: all of them.
pub fn page(cv: Option<CvId>) -> Html {
    // One place that stays: what stands in it is replaced as a whole (docs/decisions/0014).
    html! {
        <div class="cv-page">
            {
                match cv {
                    Some(id) => html! { <Desk key={id.to_string()} {id} /> },
                    None => html! { <Shelf key="shelf" /> },
                }
            }
        </div>
    }
}

#[derive(Clone, Copy, PartialEq, Properties)]
struct DeskProps {
    id: CvId,
}

/// The desk with one CV on it.
#[component]
fn Desk(props: &DeskProps) -> Html {
    let desk = use_desk(props.id);
    use_history_keys(&desk.step);
    let content = match &desk.stage {
        Stage::Opening => html! {
            <div key="opening" class="cv-opening" role="status" aria-label={t("cv-opening")}><Spinner /></div>
        },
        Stage::Failed(error) => html! {
            <Blank
                key="failed"
                icon={IconName::Cv}
                title={t("cv-unread")}
                text={AttrValue::from(error.message.clone())}
            >
                <Button onclick={desk.retry.reform(|_| ())}>{ t("try-again") }</Button>
            </Blank>
        },
        Stage::Open(bench) => html! {
            <OpenDesk
                key="open"
                cv={bench.cv.clone()}
                summary={bench.summary.clone()}
                base_title={bench.base_title.clone()}
                shown={bench.shown.clone()}
                kept={bench.whereabouts()}
                can_undo={bench.can_undo()}
                can_redo={bench.can_redo()}
                edit={desk.edit.clone()}
                step={desk.step.clone()}
            />
        },
    };
    html! { <div class="cv-desk">{ content }</div> }
}
