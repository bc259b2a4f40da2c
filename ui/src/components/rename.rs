//! A field in the place of a title, to give it another.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::dom;

/// Characters of a title at the most.
const LONGEST: usize = 200;

/// How a renaming ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// The new title; `None`: it stays as it was.
    pub title: Option<String>,
    /// It was ended by a key in the field: the focus has nowhere to go yet.
    pub by_key: bool,
}

/// Properties of [`Rename`].
#[derive(Clone, PartialEq, Properties)]
pub struct RenameProps {
    /// The title at the beginning.
    pub title: AttrValue,
    /// What the field asks for.
    pub label: AttrValue,
    /// Its classes.
    pub class: Classes,
    /// Characters at the most.
    #[prop_or(LONGEST)]
    pub longest: usize,
    /// An example, while it is empty.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// It is over; told once. The field is to go away.
    pub ondone: Callback<Renamed>,
}

/// The field. Enter keeps what is typed, and so does leaving it; Escape leaves
/// the title as it was.
///
/// Where it is rendered, give it (or what holds it) the key of what is renamed.
#[component]
pub fn Rename(props: &RenameProps) -> Html {
    let node = use_node_ref();
    // Its own, since every render writes the value back into the field.
    let text = use_state_eq(|| props.title.clone());
    let ending = use_memo((), |()| RefCell::new(Ending::new(props)));
    ending.borrow_mut().ondone = props.ondone.clone();

    let begun = use_mut_ref(|| false);
    use_effect_with((), {
        let (node, begun) = (node.clone(), Rc::clone(&begun));
        let ending = Rc::clone(&ending);
        move |()| {
            // After the menu that led here has given its focus back.
            let timer = Timeout::new(0, move || {
                if let Some(field) = node.cast::<HtmlInputElement>() {
                    dom::focus(&field);
                    field.select();
                    begun.replace(true);
                }
            });
            move || {
                drop(timer);
                // What is renamed went out of sight: not all browsers tell a
                // field that goes away that it lost the focus.
                end(&ending, true, false);
            }
        }
    });
    use_effect({
        let node = node.clone();
        move || {
            let field = node.cast::<HtmlInputElement>();
            // A row that moves in its list loses the focus, and no browser says
            // so: a field that was left is not here any more.
            if let Some(field) = field.filter(|field| *begun.borrow() && !has_focus(field)) {
                dom::focus(&field);
            }
        }
    });
    let oninput = {
        let (text, ending) = (text.setter(), Rc::clone(&ending));
        move |event: InputEvent| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            ending.borrow_mut().typed.clone_from(&typed);
            text.set(typed.into());
        }
    };
    let onkeydown = {
        let ending = Rc::clone(&ending);
        move |event: KeyboardEvent| {
            // These keys belong to the input method while it composes.
            if event.is_composing() || event.key_code() == 229 {
                return;
            }
            let keep = match event.key().as_str() {
                "Enter" => true,
                "Escape" => false,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            end(&ending, keep, true);
        }
    };
    let onblur = move |_: FocusEvent| end(&ending, true, false);
    html! {
        <input
            ref={node}
            class={props.class.clone()}
            type="text"
            dir="auto"
            maxlength={props.longest.to_string()}
            placeholder={props.placeholder.clone()}
            aria-label={props.label.clone()}
            value={(*text).clone()}
            {oninput}
            {onkeydown}
            {onblur}
        />
    }
}

fn has_focus(field: &HtmlInputElement) -> bool {
    dom::focused().is_some_and(|focused| focused.is_same_node(Some(field)))
}

/// What is typed, and whom to tell.
struct Ending {
    begun: AttrValue,
    typed: String,
    ondone: Callback<Renamed>,
    over: bool,
}

impl Ending {
    fn new(props: &RenameProps) -> Self {
        Self {
            begun: props.title.clone(),
            typed: props.title.to_string(),
            ondone: props.ondone.clone(),
            over: false,
        }
    }

    /// What there is to tell; `None`: it was told already. A field that goes
    /// away after a key is left as well, and then taken out.
    fn end(&mut self, keep: bool, by_key: bool) -> Option<Renamed> {
        if std::mem::replace(&mut self.over, true) {
            return None;
        }
        // Untouched, it would undo a title that came meanwhile from elsewhere.
        let kept = keep && self.typed != *self.begun;
        Some(Renamed {
            title: kept.then(|| self.typed.clone()),
            by_key,
        })
    }
}

fn end(ending: &RefCell<Ending>, keep: bool, by_key: bool) {
    let told = ending.borrow_mut().end(keep, by_key);
    // Not borrowed any more: being told may move the focus, which ends it again.
    let ondone = ending.borrow().ondone.clone();
    if let Some(renamed) = told {
        ondone.emit(renamed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Ending {
        Ending {
            begun: "Before".into(),
            typed: text.into(),
            ondone: Callback::noop(),
            over: false,
        }
    }

    #[test]
    fn escape_is_not_undone_by_the_focus_that_leaves() {
        let mut field = typed("Something else");
        let told = field.end(false, true);
        let nothing = Renamed {
            title: None,
            by_key: true,
        };
        assert_eq!(told, Some(nothing), "the title stays");
        assert_eq!(field.end(true, false), None, "leaving comes after it");
    }

    #[test]
    fn a_title_is_given_once() {
        let mut field = typed("Tides");
        let told = field.end(true, true).and_then(|renamed| renamed.title);
        assert_eq!(told.as_deref(), Some("Tides"));
        assert_eq!(field.end(true, false), None, "Enter, then the blur");
        assert_eq!(field.end(true, false), None, "then it is taken out");
    }

    #[test]
    fn what_was_not_touched_is_no_title() {
        let told = typed("Before").end(true, true);
        assert_eq!(told.and_then(|renamed| renamed.title), None);
    }

    #[test]
    fn leaving_keeps_what_is_typed() {
        let told = typed("Half a ti").end(true, false);
        let kept = Renamed {
            title: Some("Half a ti".into()),
            by_key: false,
        };
        assert_eq!(told, Some(kept));
    }
}
