//! A field over a list: words narrow the list, arrows go through it, Enter takes.

use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use super::{IconName, Keys, Modal, Spinner, icon};
use crate::i18n::t;
use crate::keys::is_composing;

/// One line of the list.
#[derive(Clone, PartialEq)]
pub struct ChooserLine {
    /// In front.
    pub icon: IconName,
    /// What it is called.
    pub title: Html,
    /// More about it, quieter.
    pub excerpt: Option<Html>,
    /// At the end: keys, a day, a place.
    pub note: Option<AttrValue>,
    /// It is what is chosen now.
    pub current: bool,
}

/// Lines of one kind.
#[derive(Clone, PartialEq)]
pub struct ChooserGroup {
    /// What they have in common.
    pub name: AttrValue,
    /// The lines.
    pub lines: Vec<ChooserLine>,
}

/// Properties of [`Chooser`]. Lines are counted through all groups.
#[derive(Clone, PartialEq, Properties)]
pub struct ChooserProps {
    /// What it is.
    pub label: AttrValue,
    /// What the field asks for.
    pub field: AttrValue,
    /// What the list holds.
    pub list: AttrValue,
    /// What is typed.
    pub query: AttrValue,
    /// The list.
    pub groups: Vec<ChooserGroup>,
    /// The line that Enter takes.
    pub at: usize,
    /// More lines are on their way.
    #[prop_or_default]
    pub busy: bool,
    /// Below the list: that it is empty, or why.
    #[prop_or_default]
    pub below: Html,
    /// Something else was typed.
    pub onquery: Callback<String>,
    /// The person went to a line.
    pub onto: Callback<usize>,
    /// The person took a line.
    pub ontake: Callback<usize>,
    /// It is to go away.
    pub onclose: Callback<()>,
}

const LIST: &str = "chooser-list";

/// The field and the list, over the page.
#[component]
pub fn Chooser(props: &ChooserProps) -> Html {
    let list = use_node_ref();
    let count: usize = props.groups.iter().map(|group| group.lines.len()).sum();
    let at = props.at;
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
    let oninput = props
        .onquery
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    let onkeydown = {
        let (onto, ontake) = (props.onto.clone(), props.ontake.clone());
        move |event: KeyboardEvent| {
            if is_composing(&event) {
                return;
            }
            match event.key().as_str() {
                "ArrowDown" => onto.emit((at + 1) % count.max(1)),
                "ArrowUp" => onto.emit((at + count.max(1) - 1) % count.max(1)),
                "Home" if event.ctrl_key() => onto.emit(0),
                "End" if event.ctrl_key() => onto.emit(count.saturating_sub(1)),
                "Enter" if count > 0 => ontake.emit(at),
                "Enter" => {}
                _ => return,
            }
            event.prevent_default();
        }
    };
    html! {
        <Modal class={classes!("palette")} label={props.label.clone()} onclose={props.onclose.clone()}>
            <div class="palette-head">
                { icon(IconName::Search, 18) }
                <input
                    class="palette-input"
                    type="text"
                    role="combobox"
                    aria-label={props.field.clone()}
                    aria-expanded="true"
                    aria-controls={LIST}
                    aria-autocomplete="list"
                    aria-activedescendant={(count > 0).then(|| id_of(at))}
                    placeholder={props.field.clone()}
                    autocomplete="off"
                    spellcheck="false"
                    autofocus=true
                    dir="auto"
                    value={props.query.clone()}
                    {oninput}
                    {onkeydown}
                />
                if props.busy { <Spinner /> }
                <Keys keys="Esc" />
            </div>
            <div class="palette-list" id={LIST} role="listbox" aria-label={props.list.clone()} ref={list}>
                { groups(props) }
            </div>
            { props.below.clone() }
            <footer class="palette-foot" aria-hidden="true">
                <span><Keys keys="↑↓" />{ t("palette-choose") }</span>
                <span><Keys keys="↵" />{ t("palette-open") }</span>
                <span><Keys keys="Esc" />{ t("palette-close") }</span>
            </footer>
        </Modal>
    }
}

fn id_of(index: usize) -> String {
    format!("chooser-{index}")
}

fn groups(props: &ChooserProps) -> Html {
    let mut index = 0;
    let group = |group: &ChooserGroup| {
        let lines: Html = group
            .lines
            .iter()
            .map(|each| {
                let html = line(props, each, index);
                index += 1;
                html
            })
            .collect();
        html! {
            <div role="group" aria-label={group.name.clone()} key={group.name.to_string()}>
                <p class="palette-group" aria-hidden="true">{ group.name.clone() }</p>
                { lines }
            </div>
        }
    };
    props.groups.iter().map(group).collect()
}

fn line(props: &ChooserProps, line: &ChooserLine, index: usize) -> Html {
    let onclick = props.ontake.reform(move |_: MouseEvent| index);
    // A pointer that rests while the list moves below it chooses nothing.
    let onpointermove = props.onto.reform(move |_: PointerEvent| index);
    html! {
        <div
            id={id_of(index)}
            key={index}
            role="option"
            class="palette-line"
            aria-selected={if index == props.at { "true" } else { "false" }}
            aria-current={line.current.then_some("true")}
            {onclick}
            {onpointermove}
            onmousedown={|event: MouseEvent| event.prevent_default()}
        >
            { icon(line.icon, 16) }
            <span class="palette-text" dir="auto">
                { line.title.clone() }
                if let Some(excerpt) = &line.excerpt {
                    <span class="palette-excerpt" dir="auto">{ excerpt.clone() }</span>
                }
            </span>
            if let Some(note) = &line.note { <span class="palette-note">{ note.clone() }</span> }
        </div>
    }
}
