//! The dates of an entry: a text that is understood as people write it, and "until today".

use contract::cv::{Date, Entry, Field, PartId, Until};
use yew::prelude::*;

use super::Wires;
use super::field::CvField;
use crate::i18n::t;
use crate::pages::cv::dates::{self, Problem};
use crate::pages::cv::edit::Edit;
use crate::pages::cv::parts;

/// Properties of [`DateField`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct DateFieldProps {
    /// The entry.
    pub entry: PartId,
    /// [`Field::Start`] or [`Field::End`].
    pub field: Field,
    /// What it asks for.
    pub label: AttrValue,
    /// The date; a beginning is never [`Until::Present`].
    pub value: Option<Until>,
    /// Nobody has confirmed it yet.
    pub unconfirmed: bool,
    /// Who is told.
    pub wires: Wires,
}

/// The field. While what is typed is no date, the CV keeps the one that it had; what is wrong is said when
/// the person goes on.
#[component]
pub(super) fn DateField(props: &DateFieldProps) -> Html {
    let draft = use_state_eq(|| None::<String>);
    let left = use_state_eq(|| false);
    let until = props.field == Field::End;
    // What came from elsewhere replaces what was typed.
    use_effect_with(props.value, {
        let (draft, typed) = (draft.setter(), (*draft).clone());
        move |value| {
            if typed.is_some_and(|typed| read(&typed, until) != Ok(*value)) {
                draft.set(None);
            }
        }
    });
    let problem = draft.as_ref().and_then(|text| read(text, until).err());
    let error = problem.filter(|_| *left).map(Problem::text);
    let shown = props.value.map(dates::written_until).unwrap_or_default();
    let value = draft.as_ref().cloned().unwrap_or(shown);
    let path = AttrValue::from(parts::path(&props.entry, parts::field_name(props.field)));
    let set = {
        let (edit, entry, field) = (props.wires.edit.clone(), props.entry.clone(), props.field);
        let path = path.clone();
        move |value: Option<Until>, typing: bool| {
            let (entry, named) = (entry.clone(), path.clone());
            edit.emit(Edit {
                make: Box::new(move |cv| {
                    if let Some(entry) = parts::entry_mut(cv, &entry) {
                        put(entry, field, value);
                    }
                    parts::confirm(cv, &named);
                }),
                typing: typing.then(|| path.to_string()),
            });
        }
    };
    let oninput = {
        let (draft, left, set, known) = (draft.setter(), left.setter(), set.clone(), props.value);
        Callback::from(move |text: String| {
            left.set(false);
            let value = read(&text, until);
            draft.set(Some(text));
            if let Ok(value) = value
                && value != known
            {
                set(value, true);
            }
        })
    };
    let onblur = {
        let (draft, left) = (draft.clone(), left.setter());
        Callback::from(move |_: FocusEvent| {
            left.set(true);
            // Understood, it is written as all dates are.
            if draft.as_ref().is_some_and(|text| read(text, until).is_ok()) {
                draft.set(None);
            }
        })
    };
    let present = props.value == Some(Until::Present);
    let onpresent = {
        let (draft, set) = (draft.setter(), set.clone());
        move |_: Event| {
            draft.set(None);
            set((!present).then_some(Until::Present), false);
        }
    };
    html! {
        <CvField
            {path}
            label={props.label.clone()}
            {value}
            placeholder={t("cv-date-example")}
            {error}
            disabled={present}
            unconfirmed={props.unconfirmed}
            wires={props.wires.clone()}
            {oninput}
            {onblur}
        >
            if until {
                <label class="cv-present">
                    <input type="checkbox" checked={present} onchange={onpresent} />
                    { t("cv-present-toggle") }
                </label>
            }
        </CvField>
    }
}

fn read(text: &str, until: bool) -> Result<Option<Until>, Problem> {
    if until {
        dates::read_until(text)
    } else {
        dates::read(text).map(|date| date.map(Until::Date))
    }
}

fn put(entry: &mut Entry, field: Field, value: Option<Until>) {
    if field == Field::End {
        entry.end = value;
    } else {
        entry.start = value.and_then(date_of);
    }
}

fn date_of(until: Until) -> Option<Date> {
    match until {
        Until::Date(date) => Some(date),
        Until::Present => None,
    }
}
