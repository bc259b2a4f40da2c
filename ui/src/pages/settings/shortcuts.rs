//! Every key, as a section of the settings and as a sheet.

use yew::prelude::*;

use crate::components::{Button, Dialog, Keys};
use crate::i18n::t;
use crate::keys::{Command, with_command};

/// Groups of lines: what a chord does, and the chord.
fn table() -> Vec<(AttrValue, Vec<(AttrValue, AttrValue)>)> {
    let fixed = AttrValue::Static;
    vec![
        (
            t("keys-anywhere"),
            vec![
                (t("keys-palette"), Command::Palette.keys()),
                (t("keys-chat"), Command::Chat.keys()),
                (t("keys-cv"), Command::Cv.keys()),
                (t("new-chat"), Command::NewChat.keys()),
                (t("temporary-new"), Command::TemporaryChat.keys()),
                (t("keys-find"), Command::Find.keys()),
                (t("keys-pane"), Command::TogglePane.keys()),
                (t("rail-settings"), Command::Settings.keys()),
                (t("shortcuts-sheet"), Command::Shortcuts.keys()),
                (t("keys-undo"), Command::Undo.keys()),
                (t("keys-close"), Command::Close.keys()),
            ],
        ),
        (
            t("keys-composer"),
            vec![
                (t("keys-send"), fixed("↵")),
                (t("keys-line"), fixed("Shift ↵")),
                (t("keys-last-said"), fixed("↑")),
                (t("keys-stop"), fixed("Esc")),
            ],
        ),
        (
            t("keys-cv-editor"),
            vec![
                (t("keys-cv-point"), fixed("↵")),
                (t("keys-cv-move"), fixed("Alt ↑ ↓")),
                (t("rename"), fixed("F2")),
                (t("undo"), Command::Undo.keys()),
                (t("cv-redo"), with_command("Shift Z")),
            ],
        ),
        (
            t("keys-list"),
            vec![
                (t("keys-move"), fixed("↑ ↓")),
                (t("keys-open"), fixed("↵")),
                (t("keys-fold"), fixed("← →")),
                (t("rename"), fixed("F2")),
                (t("delete"), fixed("Del")),
            ],
        ),
        (
            t("keys-palette"),
            vec![
                (t("keys-move"), fixed("↑ ↓")),
                (t("keys-open"), fixed("↵")),
                (t("keys-ends"), with_command("Home / End")),
            ],
        ),
    ]
}

/// `level` is the heading of a group: `h2` on a page, `h3` below a dialog's own.
fn tables(level: &'static str) -> Html {
    let line = |(text, keys): (AttrValue, AttrValue)| {
        html! {
            <div class="key-line"><dt>{ text }</dt><dd><Keys {keys} /></dd></div>
        }
    };
    let group = |(name, lines): (AttrValue, Vec<(AttrValue, AttrValue)>)| {
        html! {
            <section class="key-group">
                <@{level} class="key-head">{ name }</@>
                <dl>{ for lines.into_iter().map(line) }</dl>
            </section>
        }
    };
    html! { <div class="key-groups">{ for table().into_iter().map(group) }</div> }
}

/// The section of the settings.
#[component]
pub(super) fn ShortcutsSection() -> Html {
    html! {
        <>
            <h1 class="settings-title">{ t("settings-shortcuts") }</h1>
            <p class="settings-lead">{ t("shortcuts-lead") }</p>
            <section class="card key-card">{ tables("h2") }</section>
        </>
    }
}

/// Properties of [`ShortcutSheet`].
#[derive(Clone, PartialEq, Properties)]
pub struct ShortcutSheetProps {
    /// It is to go away.
    pub onclose: Callback<()>,
}

/// The sheet over the page.
#[component]
pub fn ShortcutSheet(props: &ShortcutSheetProps) -> Html {
    let actions = html! {
        <Button
            tall=true
            autofocus=true
            keys={Command::Close.keys()}
            onclick={props.onclose.reform(|_| ())}
        >
            { t("close") }
        </Button>
    };
    html! {
        <Dialog title={t("shortcuts-sheet")} class="sheet" onclose={props.onclose.clone()} {actions}>
            { tables("h3") }
        </Dialog>
    }
}
