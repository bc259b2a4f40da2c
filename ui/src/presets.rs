//! Presets, as the window keeps them: read, saved, removed, and taken by the open conversation.

use std::cell::{Cell, RefCell};

use contract::PresetId;
use contract::message::ReplyOptions;
use contract::preset::{DeletePreset, ListPresets, Preset, SavePreset};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::actions::Dispatch;
use crate::i18n::t_args;
use crate::ipc::client;
use crate::state::{Action, Toast, ToastAction};

thread_local! {
    /// Who takes what is chosen: the chat page, while it is shown.
    static TAKER: RefCell<Option<(u32, Callback<ReplyOptions>)>> = const { RefCell::new(None) };
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// As long as it lives, its callback takes the presets that are chosen.
pub struct Taking(u32);

impl Drop for Taking {
    fn drop(&mut self) {
        TAKER.with_borrow_mut(|taker| {
            // Another page may take them already.
            if taker.as_ref().is_some_and(|(id, _)| *id == self.0) {
                *taker = None;
            }
        });
    }
}

/// Has `callback` take the presets that are chosen elsewhere than in the chat page.
pub fn take_with(callback: Callback<ReplyOptions>) -> Taking {
    let id = NEXT.replace(NEXT.get().wrapping_add(1));
    TAKER.set(Some((id, callback)));
    Taking(id)
}

/// Gives `options` to the open conversation.
pub fn choose(options: &ReplyOptions) {
    let taker = TAKER.with_borrow(Clone::clone);
    if let Some((_, taker)) = taker {
        taker.emit(options.clone());
    }
}

/// Reads all presets. Nobody is told of a failure: nothing was asked for.
pub fn read(to: Dispatch) {
    spawn_local(async move {
        if let Ok(presets) = client().list_presets(ListPresets {}).await {
            to.dispatch(Action::PresetsRead(presets));
        }
    });
}

/// Saves a preset, over the one of that name if there is one.
pub fn save(to: Dispatch, known: &[Preset], name: String, options: ReplyOptions) {
    let id = same_name(known, &name).map(|preset| preset.id);
    put(to, id, name, options, true);
}

/// Removes a preset, and offers to bring it back.
pub fn remove(to: Dispatch, preset: Preset) {
    spawn_local(async move {
        let id = preset.id;
        if let Err(error) = client().delete_preset(DeletePreset { id }).await {
            return to.dispatch(Action::Say(Toast::from_error(&error)));
        }
        read(to.clone());
        let said = t_args("preset-removed", &[("name", preset.name.as_str().into())]);
        let back = to.clone();
        let undo = Callback::from(move |()| {
            let Preset {
                id, name, options, ..
            } = preset.clone();
            put(back.clone(), Some(id), name, options, false);
        });
        to.dispatch(Action::Say(Toast::new(said).offer(ToastAction::Undo(undo))));
    });
}

fn put(to: Dispatch, id: Option<PresetId>, name: String, options: ReplyOptions, tells: bool) {
    spawn_local(async move {
        let asked = SavePreset { id, name, options };
        match client().save_preset(asked).await {
            Ok(saved) => {
                read(to.clone());
                if tells {
                    let said = t_args("preset-saved", &[("name", saved.name.as_str().into())]);
                    to.dispatch(Action::Say(Toast::new(said)));
                }
            }
            Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
        }
    });
}

/// The preset of that name, in whatever case.
pub fn same_name<'a>(known: &'a [Preset], name: &str) -> Option<&'a Preset> {
    let name = name.trim().to_lowercase();
    known
        .iter()
        .find(|preset| preset.name.to_lowercase() == name)
}

#[cfg(test)]
mod tests {
    use contract::Timestamp;

    use super::*;

    #[test]
    fn a_preset_is_found_by_its_name() {
        let preset = Preset {
            id: "00000000-0000-7000-8000-000000000001"
                .parse()
                .expect("an id"),
            name: "Übersetzer".into(),
            options: ReplyOptions::default(),
            updated_at: Timestamp(0),
        };
        let known = [preset.clone()];
        assert_eq!(same_name(&known, " übersetzer "), Some(&preset));
        assert_eq!(same_name(&known, "Übersetz"), None);
    }

    #[test]
    fn the_page_that_came_last_takes_what_is_chosen() {
        let taken = std::rc::Rc::new(RefCell::new(Vec::new()));
        let page = |name: &'static str| {
            let taken = std::rc::Rc::clone(&taken);
            take_with(Callback::from(move |_| taken.borrow_mut().push(name)))
        };
        let first = page("first");
        let second = page("second");
        drop(first);
        choose(&ReplyOptions::default());
        drop(second);
        choose(&ReplyOptions::default());
        assert_eq!(*taken.borrow(), ["second"], "nobody takes it after that");
    }
}
