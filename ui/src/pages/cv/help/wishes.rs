//! What a model is asked to do with a text.

use std::cell::RefCell;
use std::collections::BTreeMap;

use contract::CvId;
use contract::cv::{CvWish, LONGEST_POSTING};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::super::languages::{self, LANGUAGES};
use crate::components::{Button, IconName, Look, MenuItem, WordsMenu, use_form_focus, use_id};
use crate::i18n::{t, t_args};

thread_local! {
    /// The posting that a CV was tailored to last, as long as the window is open.
    static POSTINGS: RefCell<BTreeMap<CvId, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// What a wish is called.
pub fn name_of(wish: &CvWish) -> AttrValue {
    match wish {
        CvWish::Stronger => t("cv-help-stronger"),
        CvWish::Shorter => t("cv-help-shorter"),
        CvWish::Translate { language } => t_args(
            "cv-help-translated",
            &[("language", languages::name_of(language).into())],
        ),
        CvWish::Tailor { .. } => t("cv-help-tailored"),
    }
}

/// The wishes, side by side. `ontailor` asks for the posting that one of them needs.
pub fn wishes(disabled: bool, onwish: &Callback<CvWish>, ontailor: Callback<MouseEvent>) -> Html {
    let wish = |wish: CvWish| {
        let name = name_of(&wish);
        let onclick = onwish.reform(move |_: MouseEvent| wish.clone());
        html! { <Button {disabled} {onclick}>{ name }</Button> }
    };
    let entries = {
        let onwish = onwish.clone();
        move |()| {
            let item = |(tag, name): (&'static str, &'static str)| {
                let onwish = onwish.clone();
                let ask = move |()| {
                    onwish.emit(CvWish::Translate {
                        language: tag.to_owned(),
                    });
                };
                MenuItem::new(name, ask).entry()
            };
            LANGUAGES.into_iter().map(item).collect::<Vec<_>>()
        }
    };
    html! {
        <div class="wishes">
            { wish(CvWish::Stronger) }
            { wish(CvWish::Shorter) }
            <WordsMenu
                text={t("cv-help-translate")}
                icon={IconName::Language}
                from_start=true
                {disabled}
                {entries}
            />
            <Button {disabled} onclick={ontailor}>{ t("cv-help-tailor") }</Button>
        </div>
    }
}

/// Properties of [`Posting`].
#[derive(Clone, PartialEq, Properties)]
pub struct PostingProps {
    /// The CV that is tailored.
    pub id: CvId,
    /// It is tailored to the posting.
    pub onwish: Callback<CvWish>,
    /// Something else is wished.
    pub onback: Callback<MouseEvent>,
}

/// The posting of a job.
#[component]
pub fn Posting(props: &PostingProps) -> Html {
    let node = use_node_ref();
    use_form_focus(&node);
    let id = use_id();
    let cv = props.id;
    let posting = use_state_eq(|| {
        POSTINGS
            .with_borrow(|all| all.get(&cv).cloned())
            .unwrap_or_default()
    });
    let oninput = {
        let posting = posting.setter();
        move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            POSTINGS.with_borrow_mut(|all| all.insert(cv, text.clone()));
            posting.set(text);
        }
    };
    let too_long = too_long(&posting);
    let onsubmit = {
        let (posting, onwish) = (posting.clone(), props.onwish.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            onwish.emit(CvWish::Tailor {
                posting: posting.trim().to_owned(),
            });
        }
    };
    let note = format!("{id}-note");
    html! {
        <form ref={node} class="posting" {onsubmit}>
            <label class="field-label" for={id.clone()}>{ t("cv-help-posting") }</label>
            <textarea
                {id}
                class="input input-area"
                rows="5"
                dir="auto"
                value={(*posting).clone()}
                placeholder={t("cv-help-posting-example")}
                aria-describedby={note.clone()}
                aria-invalid={too_long.is_some().then_some("true")}
                {oninput}
            />
            <p id={note} class={if too_long.is_some() { "field-error" } else { "field-hint" }}>
                { too_long.clone().unwrap_or_else(|| t("cv-help-posting-kept")) }
            </p>
            <div class="advice-actions">
                <Button look={Look::Quiet} icon={IconName::Back} onclick={props.onback.clone()}>
                    { t("cv-help-back") }
                </Button>
                <Button
                    submit=true
                    look={Look::Primary}
                    disabled={posting.trim().is_empty() || too_long.is_some()}
                >
                    { t("cv-help-tailored") }
                </Button>
            </div>
        </form>
    }
}

/// What is wrong with a posting that is too long.
fn too_long(posting: &str) -> Option<AttrValue> {
    let count = posting.trim().chars().count();
    let over = count
        .checked_sub(LONGEST_POSTING)
        .filter(|over| *over > 0)?;
    Some(t_args("cv-help-posting-long", &[("count", over.into())]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_posting_is_as_long_as_the_desktop_takes() {
        assert_eq!(too_long(&"ü".repeat(LONGEST_POSTING)), None);
        assert!(
            too_long(&"ü".repeat(LONGEST_POSTING + 3))
                .unwrap()
                .contains('3')
        );
    }

    #[test]
    fn a_wish_says_what_it_is() {
        let german = CvWish::Translate {
            language: "de".into(),
        };
        assert!(name_of(&german).contains("Deutsch"));
        assert_ne!(name_of(&CvWish::Stronger), name_of(&CvWish::Shorter));
    }
}
