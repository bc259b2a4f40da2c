//! In the inspector: the presets to choose from, and what is chosen as another one.

use contract::message::ReplyOptions;
use contract::preset::Preset;
use web_sys::Element;
use yew::prelude::*;

use crate::components::{
    Anchor, Button, Dialog, IconName, Look, Menu, MenuEntry, MenuItem, TextField,
};
use crate::i18n::{t, t_args};
use crate::presets;
use crate::state::{Choice, use_app};

/// Characters of a name at the most.
const LONGEST: usize = 80;

/// Properties of [`Presets`].
#[derive(Clone, PartialEq, Properties)]
pub struct PresetsProps {
    /// What is chosen for the next replies.
    pub options: ReplyOptions,
    /// The model of the next reply.
    pub choice: Option<Choice>,
    /// A preset was chosen.
    pub onoptions: Callback<ReplyOptions>,
}

/// The two buttons.
#[component]
pub fn Presets(props: &PresetsProps) -> Html {
    let app = use_app();
    let button = use_node_ref();
    let open = use_state(|| None::<Anchor>);
    let naming = use_state_eq(|| false);
    let whole = whole(&props.options, props.choice.as_ref());
    let current = app.presets.iter().find(|preset| preset.options == whole);
    let onopen = {
        let (button, open) = (button.clone(), open.setter());
        move |_: MouseEvent| {
            let element = button.cast::<Element>();
            open.set(element.map(|element| Anchor::below(&element)));
        }
    };
    let onclose = {
        let open = open.setter();
        move |()| open.set(None)
    };
    let name = |shown: bool| {
        let naming = naming.setter();
        Callback::from(move |()| naming.set(shown))
    };
    let said = match current {
        Some(preset) => preset.name.clone().into(),
        None => t("preset-use"),
    };
    html! {
        <div class="presets" role="group" aria-label={t("presets")}>
            if !app.presets.is_empty() {
                <Button
                    node={button}
                    icon={IconName::ChevronDown}
                    class="presets-use"
                    menu={Some(open.is_some())}
                    onclick={onopen}
                >
                    <span dir="auto">{ said }</span>
                </Button>
            }
            <Button look={Look::Quiet} icon={IconName::Plus} onclick={name(true).reform(|_: MouseEvent| ())}>
                { t("preset-save") }
            </Button>
            if let Some(anchor) = *open {
                <Menu label={t("preset-use")} {anchor} entries={entries(props, &app.presets, current, app.dispatcher())} {onclose} />
            }
            if *naming {
                <Naming options={whole} onclose={name(false)} />
            }
        </div>
    }
}

/// What is chosen, with the model that answers.
fn whole(options: &ReplyOptions, choice: Option<&Choice>) -> ReplyOptions {
    ReplyOptions {
        provider: choice.map(|choice| choice.provider.clone()),
        model: choice.map(|choice| choice.model.clone()),
        ..options.clone()
    }
}

fn entries(
    props: &PresetsProps,
    all: &[Preset],
    current: Option<&Preset>,
    to: crate::actions::Dispatch,
) -> Vec<MenuEntry> {
    let one = |preset: &Preset| {
        let (onoptions, options) = (props.onoptions.clone(), preset.options.clone());
        let mut item = MenuItem::new(preset.name.clone(), move |()| {
            onoptions.emit(options.clone())
        });
        item.checked = Some(current.is_some_and(|current| current.id == preset.id));
        item.entry()
    };
    let mut entries: Vec<_> = all.iter().map(one).collect();
    if let Some(current) = current.cloned() {
        let label = t_args("preset-remove", &[("name", current.name.as_str().into())]);
        let remove = MenuItem::new(label, move |()| {
            presets::remove(to.clone(), current.clone())
        });
        entries.push(MenuEntry::Rule);
        entries.push(remove.icon(IconName::Delete).danger().entry());
    }
    entries
}

#[derive(Clone, PartialEq, Properties)]
struct NamingProps {
    options: ReplyOptions,
    onclose: Callback<()>,
}

/// Asks what the preset is to be called.
#[component]
fn Naming(props: &NamingProps) -> Html {
    let app = use_app();
    let name = use_state_eq(String::new);
    let over = presets::same_name(&app.presets, &name).is_some();
    let length = name.trim().chars().count();
    let error = (length > LONGEST).then(|| t("preset-name-long"));
    let fits = length > 0 && error.is_none();
    let onsubmit = {
        let (app, name, props) = (app.clone(), name.clone(), props.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            if fits {
                let name = name.trim().to_owned();
                presets::save(app.dispatcher(), &app.presets, name, props.options.clone());
                props.onclose.emit(());
            }
        }
    };
    let oninput = {
        let name = name.setter();
        move |text: String| name.set(text)
    };
    html! {
        <Dialog title={t("preset-save-title")} onclose={props.onclose.clone()}>
            <form {onsubmit} novalidate=true>
                <TextField
                    label={t("preset-name")}
                    value={(*name).clone()}
                    placeholder={Some(t("preset-name-example"))}
                    hint={if over { t("preset-over") } else { t("preset-hint") }}
                    {error}
                    autofocus=true
                    {oninput}
                />
                <div class="dialog-actions">
                    <Button onclick={props.onclose.reform(|_: MouseEvent| ())}>{ t("cancel") }</Button>
                    <Button look={Look::Primary} disabled={!fits} submit=true>
                        { if over { t("preset-replace") } else { t("preset-keep") } }
                    </Button>
                </div>
            </form>
        </Dialog>
    }
}
