//! The photo: chosen with the system's dialog, shown small, taken out.

use contract::cv::{PickCvPhoto, ReadCvPhoto};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::Wires;
use super::field::confirm;
use crate::components::{Button, IconName, Look, Notice, icon};
use crate::i18n::t;
use crate::ipc::client;
use crate::pages::cv::edit::Edit;
use crate::pages::cv::parts;
use crate::state::Tone;

/// Properties of [`Photo`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct PhotoProps {
    /// See [`contract::cv::Person::photo`].
    pub photo: AttrValue,
    /// Nobody has confirmed it yet.
    pub unconfirmed: bool,
    /// Who is told.
    pub wires: Wires,
}

/// The photo.
#[component]
pub(super) fn Photo(props: &PhotoProps) -> Html {
    let busy = use_state_eq(|| false);
    let trouble = use_state_eq(|| None::<String>);
    let choose = {
        let (busy, trouble) = (busy.setter(), trouble.setter());
        let edit = props.wires.edit.clone();
        move |_: MouseEvent| {
            let (busy, trouble, edit) = (busy.clone(), trouble.clone(), edit.clone());
            busy.set(true);
            trouble.set(None);
            spawn_local(async move {
                match chosen().await {
                    Ok(Some(photo)) => set(&edit, photo),
                    Ok(None) => {}
                    Err(error) => trouble.set(Some(error.message)),
                }
                busy.set(false);
            });
        }
    };
    let remove = {
        let edit = props.wires.edit.clone();
        move |_: MouseEvent| set(&edit, String::new())
    };
    let label = t("cv-photo");
    let here = props.photo.starts_with("data:");
    let none = props.photo.is_empty();
    html! {
        <div class="cv-field cv-wide" role="group" aria-label={label.clone()}>
            <div class="cv-label">
                <span>{ label.clone() }</span>
                <span class="cv-label-space"></span>
                if props.unconfirmed {
                    { confirm(&props.wires, &AttrValue::Static("person/photo"), &label) }
                }
            </div>
            <div class="cv-photo">
                if here {
                    <img class="cv-photo-image" src={props.photo.clone()} alt={t("cv-photo-alt")} />
                } else {
                    <span class="cv-photo-none" aria-hidden="true">{ icon(IconName::Image, 20) }</span>
                }
                <div class="cv-photo-words">
                    <p class="field-hint">
                        { if none { t("cv-photo-hint") } else if here { t("cv-photo-there") } else { t("cv-photo-away") } }
                    </p>
                    <div class="cv-photo-deeds">
                        <Button busy={*busy} icon={IconName::Image} onclick={choose}>
                            { if none { t("cv-photo-choose") } else { t("cv-photo-other") } }
                        </Button>
                        if !none {
                            <Button look={Look::Quiet} onclick={remove}>{ t("cv-photo-remove") }</Button>
                        }
                    </div>
                </div>
            </div>
            if let Some(trouble) = &*trouble {
                <Notice tone={Tone::Danger}>{ trouble.clone() }</Notice>
            }
        </div>
    }
}

/// The photo that the person chose; `None`: none.
async fn chosen() -> contract::Result<Option<String>> {
    let Some(path) = client().pick_cv_photo(PickCvPhoto {}).await? else {
        return Ok(None);
    };
    client().read_cv_photo(ReadCvPhoto { path }).await.map(Some)
}

fn set(edit: &Callback<Edit>, photo: String) {
    edit.emit(Edit::new(move |cv| {
        cv.person.photo = photo;
        parts::confirm(cv, "person/photo");
    }));
}
