//! Ctrl+K: everything that can be done or opened, by its name.

use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use crate::clock;
use crate::components::{IconName, Keys, Modal, Spinner, icon};
use crate::i18n::{t, t_args};
use crate::search::{Found, use_search};
use crate::state::use_app;

mod choice;
mod controls;
mod conversations;
mod deed;
mod entries;
mod entry;
mod matching;
mod perform;
#[cfg(test)]
mod tests;

use choice::chosen;
use controls::Controls;
use deed::Deed;
use entries::{Group, groups};
use entry::Entry;

const LIST: &str = "palette-list";
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
    let list = use_node_ref();
    let found = use_search(&query, LIMIT);
    let groups = groups(&app, Controls::now(), &query, &found, clock::now());
    let entries: Vec<&Entry> = groups.iter().flat_map(|group| &group.entries).collect();
    let count = entries.len();
    let at = chosen(&entries, went_to.as_ref());

    use_effect_with(at, {
        let list = list.clone();
        move |at| {
            let line = list
                .cast::<Element>()
                .and_then(|list| list.query_selector(&format!("#{}", id_of(*at))).ok()?);
            if let Some(line) = line {
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                line.scroll_into_view_with_scroll_into_view_options(&options);
            }
        }
    });

    let take = {
        let (app, onclose) = (app.clone(), props.onclose.clone());
        Callback::from(move |entry: Entry| {
            onclose.emit(());
            perform::perform(&app, &entry.deed);
        })
    };
    let oninput = {
        let (query, went_to) = (query.setter(), went_to.setter());
        move |event: InputEvent| {
            query.set(event.target_unchecked_into::<HtmlInputElement>().value());
            went_to.set(None);
        }
    };
    let onkeydown = {
        let (went_to, take) = (went_to.setter(), take.clone());
        let entry = entries.get(at).map(|entry| (*entry).clone());
        let deeds: Vec<Deed> = entries.iter().map(|entry| entry.deed.clone()).collect();
        let go = move |to: usize| went_to.set(deeds.get(to).cloned());
        move |event: KeyboardEvent| {
            if event.is_composing() {
                return;
            }
            match event.key().as_str() {
                "ArrowDown" => go((at + 1) % count.max(1)),
                "ArrowUp" => go((at + count.max(1) - 1) % count.max(1)),
                "Home" if event.ctrl_key() => go(0),
                "End" if event.ctrl_key() => go(count.saturating_sub(1)),
                "Enter" => {
                    if let Some(entry) = entry.clone() {
                        take.emit(entry);
                    }
                }
                _ => return,
            }
            event.prevent_default();
        }
    };
    html! {
        <Modal class={classes!("palette")} label={t("palette")} onclose={props.onclose.clone()}>
            <div class="palette-head">
                { icon(IconName::Search, 18) }
                <input
                    class="palette-input"
                    type="text"
                    role="combobox"
                    aria-label={t("palette-field")}
                    aria-expanded="true"
                    aria-controls={LIST}
                    aria-autocomplete="list"
                    aria-activedescendant={(count > 0).then(|| id_of(at))}
                    placeholder={t("palette-field")}
                    autocomplete="off"
                    spellcheck="false"
                    autofocus=true
                    dir="auto"
                    value={(*query).clone()}
                    {oninput}
                    {onkeydown}
                />
                if matches!(found, Found::Searching) { <Spinner /> }
                <Keys keys="Esc" />
            </div>
            <div class="palette-list" id={LIST} role="listbox" aria-label={t("palette-results")} ref={list}>
                { lines(&groups, at, &went_to.setter(), &take) }
            </div>
            if count == 0 {
                <p class="palette-none" role="status">
                    { t_args("search-none-text", &[("query", query.trim().into())]) }
                </p>
            }
            if let Found::Failed(error) = &found {
                <p class="palette-none field-error" role="alert">{ error.message.clone() }</p>
            }
            <footer class="palette-foot" aria-hidden="true">
                <span><Keys keys="↑↓" />{ t("palette-choose") }</span>
                <span><Keys keys="↵" />{ t("palette-open") }</span>
                <span><Keys keys="Esc" />{ t("palette-close") }</span>
            </footer>
        </Modal>
    }
}

fn id_of(index: usize) -> String {
    format!("palette-{index}")
}

fn lines(
    groups: &[Group],
    at: usize,
    went_to: &UseStateSetter<Option<Deed>>,
    take: &Callback<Entry>,
) -> Html {
    let mut index = 0;
    let group = |group: &Group| {
        let entries: Html = group
            .entries
            .iter()
            .map(|entry| {
                let line = line(entry, index, at, went_to, take);
                index += 1;
                line
            })
            .collect();
        html! {
            <div role="group" aria-label={group.name.clone()} key={group.name.to_string()}>
                <p class="palette-group" aria-hidden="true">{ group.name.clone() }</p>
                { entries }
            </div>
        }
    };
    groups.iter().map(group).collect()
}

fn line(
    entry: &Entry,
    index: usize,
    at: usize,
    went_to: &UseStateSetter<Option<Deed>>,
    take: &Callback<Entry>,
) -> Html {
    let onclick = {
        let (take, entry) = (take.clone(), entry.clone());
        move |_| take.emit(entry.clone())
    };
    // A pointer that rests while the list moves below it chooses nothing.
    let onpointermove = {
        let (went_to, deed) = (went_to.clone(), entry.deed.clone());
        move |_: PointerEvent| went_to.set(Some(deed.clone()))
    };
    html! {
        <div
            id={id_of(index)}
            key={index}
            role="option"
            class="palette-line"
            aria-selected={if index == at { "true" } else { "false" }}
            {onclick}
            {onpointermove}
            onmousedown={|event: MouseEvent| event.prevent_default()}
        >
            { icon(entry.icon, 16) }
            <span class="palette-text" dir="auto">
                { entry.title.clone() }
                if let Some(excerpt) = &entry.excerpt {
                    <span class="palette-excerpt" dir="auto">{ excerpt.clone() }</span>
                }
            </span>
            if let Some(note) = &entry.note { <span class="palette-note">{ note.clone() }</span> }
        </div>
    }
}
