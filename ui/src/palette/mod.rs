//! Ctrl+K: everything that can be done or opened, by its name.

use yew::prelude::*;

use crate::clock;
use crate::components::{Chooser, ChooserGroup, ChooserLine};
use crate::i18n::{t, t_args};
use crate::search::{Found, use_search};
use crate::state::use_app;

mod choice;
mod controls;
mod conversations;
mod deed;
mod entries;
mod entry;
mod folders;
mod perform;
#[cfg(test)]
mod tests;

use choice::chosen;
use controls::Controls;
use deed::Deed;
use entries::{Group, groups};
use entry::Entry;

/// Full-text hits at the most.
const LIMIT: u32 = 8;

/// Properties of [`Palette`].
#[derive(Clone, PartialEq, Properties)]
pub struct PaletteProps {
    /// It is to go away.
    pub onclose: Callback<()>,
}

/// The palette.
#[component]
pub fn Palette(props: &PaletteProps) -> Html {
    let app = use_app();
    let query = use_state_eq(String::new);
    // Where the person went, by arrow or pointer. It is no index: lines that
    // come meanwhile move the others.
    let went_to = use_state_eq(|| None::<Deed>);
    let found = use_search(&query, LIMIT);
    let groups = groups(&app, Controls::now(), &query, &found, clock::now());
    let entries: Vec<&Entry> = groups.iter().flat_map(|group| &group.entries).collect();
    let at = chosen(&entries, went_to.as_ref());
    let deeds: Vec<Deed> = entries.iter().map(|entry| entry.deed.clone()).collect();
    let onquery = {
        let (query, went_to) = (query.setter(), went_to.setter());
        move |words: String| {
            query.set(words);
            went_to.set(None);
        }
    };
    let onto = {
        let (went_to, deeds) = (went_to.setter(), deeds.clone());
        move |index: usize| went_to.set(deeds.get(index).cloned())
    };
    let ontake = {
        let (app, onclose) = (app.clone(), props.onclose.clone());
        move |index: usize| {
            if let Some(deed) = deeds.get(index) {
                onclose.emit(());
                perform::perform(&app, deed);
            }
        }
    };
    let below = html! {
        <>
            if entries.is_empty() {
                <p class="palette-none" role="status">
                    { t_args("search-none-text", &[("query", query.trim().into())]) }
                </p>
            }
            if let Found::Failed(error) = &found {
                <p class="palette-none field-error" role="alert">{ error.message.clone() }</p>
            }
        </>
    };
    html! {
        <Chooser
            label={t("palette")}
            field={t("palette-field")}
            list={t("palette-results")}
            query={(*query).clone()}
            groups={groups.iter().map(lines).collect::<Vec<_>>()}
            {at}
            busy={matches!(found, Found::Searching)}
            {below}
            {onquery}
            {onto}
            {ontake}
            onclose={props.onclose.clone()}
        />
    }
}

fn lines(group: &Group) -> ChooserGroup {
    let line = |entry: &Entry| ChooserLine {
        icon: entry.icon,
        title: entry.title.clone(),
        excerpt: entry.excerpt.clone(),
        note: entry.note.clone(),
        current: false,
    };
    ChooserGroup {
        name: group.name.clone(),
        lines: group.entries.iter().map(line).collect(),
    }
}
