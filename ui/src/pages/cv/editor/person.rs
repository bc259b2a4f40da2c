//! Whose CV it is: name, ways to reach them, profiles and the photo.

use contract::cv::{Cv, PartId, Person, Profile, field_path};
use yew::prelude::*;

use super::field::{CvField, confirm, control_id};
use super::grip::head_id;
use super::photo::Photo;
use super::{PanelAt, Wires, focus_soon};
use crate::components::{Button, IconButton, IconName, Look, announce, icon};
use crate::i18n::{t, t_args};
use crate::pages::cv::edit::Edit;
use crate::pages::cv::parts;

/// The fields of the person that wait to be confirmed.
pub(super) fn unconfirmed_of(cv: &Cv) -> Vec<String> {
    let of_person = |path: &&String| path.starts_with("person/");
    cv.unconfirmed.iter().filter(of_person).cloned().collect()
}

/// The panel, if it belongs to a field of the person.
pub(super) fn panel_of(panel: &PanelAt) -> PanelAt {
    panel
        .clone()
        .filter(|(path, _)| path.starts_with("person/"))
}

/// Properties of [`PersonForm`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct PersonFormProps {
    /// The person.
    pub person: Person,
    /// The person's fields that wait to be confirmed.
    pub unconfirmed: Vec<String>,
    /// The heading alone is shown.
    pub folded: bool,
    /// Who is told.
    pub wires: Wires,
    /// What is shown below a field of it.
    pub panel: PanelAt,
    /// Fold it, or out again.
    pub onfold: Callback<(PartId, bool)>,
}

/// The form.
#[component]
pub(super) fn PersonForm(props: &PersonFormProps) -> Html {
    let part = PartId(super::PERSON.to_owned());
    let place = &props.person.place;
    let said = [
        &place.address,
        &place.postal_code,
        &place.region,
        &place.country,
    ];
    let more = use_state(|| said.into_iter().any(|text| !text.is_empty()));
    let onfold = {
        let (onfold, part, folded) = (props.onfold.clone(), part.clone(), props.folded);
        move |_: MouseEvent| onfold.emit((part.clone(), !folded))
    };
    let waiting = props.unconfirmed.len();
    let onmore = {
        let more = more.clone();
        move |_: MouseEvent| {
            if !*more {
                focus_soon(control_id("person/place/address"));
            }
            more.set(!*more);
        }
    };
    html! {
        <section class="cv-section cv-person" aria-label={t("cv-person")}>
            <div class="cv-section-head">
                <h2 class="cv-heading">
                    <button
                        type="button"
                        id={head_id(&part)}
                        class="cv-fold"
                        aria-expanded={if props.folded { "false" } else { "true" }}
                        onclick={onfold}
                    >
                        <span class="cv-heading-text">{ t("cv-person") }</span>
                        if waiting > 0 {
                            <span class="cv-tag cv-tag-waiting">
                                { t_args("cv-unconfirmed", &[("count", waiting.into())]) }
                            </span>
                        }
                    </button>
                </h2>
                if waiting > 1 && !props.folded { { confirm_all(props) } }
                <span class={classes!("cv-chevron", (!props.folded).then_some("cv-chevron-open"))} aria-hidden="true">
                    { icon(IconName::ChevronDown, 16) }
                </span>
            </div>
            if !props.folded {
                <div class="cv-section-body cv-grid">
                    { line(props, "name", t("cv-person-name")) }
                    { line(props, "headline", t("cv-person-headline")) }
                    { line(props, "email", t("cv-person-email")) }
                    { line(props, "phone", t("cv-person-phone")) }
                    { line(props, "place/city", t("cv-person-city")) }
                    { line(props, "website", t("cv-person-website")) }
                    if *more {
                        <div class="cv-grid cv-wide" id="cv-more-place">
                            { line(props, "place/address", t("cv-person-address")) }
                            { line(props, "place/postal_code", t("cv-person-postal")) }
                            { line(props, "place/region", t("cv-person-region")) }
                            { line(props, "place/country", t("cv-person-country")) }
                        </div>
                    }
                    <button
                        type="button"
                        class="cv-more cv-wide"
                        aria-expanded={if *more { "true" } else { "false" }}
                        aria-controls={more.then_some("cv-more-place")}
                        onclick={onmore}
                    >
                        { if *more { t("cv-place-less") } else { t("cv-place-more") } }
                    </button>
                    { profiles(props) }
                    <Photo
                        photo={AttrValue::from(props.person.photo.clone())}
                        unconfirmed={props.unconfirmed.iter().any(|path| path == "person/photo")}
                        wires={props.wires.clone()}
                    />
                </div>
            }
        </section>
    }
}

fn confirm_all(props: &PersonFormProps) -> Html {
    let onclick = {
        let (edit, paths) = (props.wires.edit.clone(), props.unconfirmed.clone());
        move |_: MouseEvent| {
            let paths = paths.clone();
            edit.emit(Edit::new(move |cv| {
                for path in &paths {
                    parts::confirm(cv, path);
                }
            }));
            announce(&t("cv-confirmed"));
        }
    };
    html! {
        <Button look={Look::Quiet} icon={IconName::Check} {onclick}>{ t("cv-confirm-all") }</Button>
    }
}

fn line(props: &PersonFormProps, field: &'static str, label: AttrValue) -> Html {
    let path = format!("person/{field}");
    let value = field_path::person(&props.person, field)
        .cloned()
        .unwrap_or_default();
    // A whole place that waits is marked at each of its fields.
    let holder = field.split('/').next().unwrap_or_default();
    let waits = |known: &String| *known == path || known.strip_prefix("person/") == Some(holder);
    html! {
        <CvField
            key={field}
            unconfirmed={props.unconfirmed.iter().any(waits)}
            panel={super::panel_of(&props.panel, &path)}
            {path}
            {label}
            {value}
            improvable={field == "headline"}
            wires={props.wires.clone()}
        />
    }
}

/// Accounts on networks, one a row.
fn profiles(props: &PersonFormProps) -> Html {
    let list = AttrValue::Static("person/profiles");
    let waits = |path: &String| path.starts_with(&*list);
    let label = t("cv-profiles");
    let all = &props.person.profiles;
    let add = {
        let (edit, at) = (props.wires.edit.clone(), all.len());
        move |_: MouseEvent| {
            edit.emit(Edit::new(|cv| {
                cv.person.profiles.push(Profile::default());
            }));
            focus_soon(control_id(&format!("person/profiles/{at}/network")));
        }
    };
    html! {
        <div class="cv-field cv-wide" role="group" aria-label={label.clone()}>
            <div class="cv-label">
                <span>{ label.clone() }</span>
                <span class="cv-label-space"></span>
                if props.unconfirmed.iter().any(waits) { { confirm(&props.wires, &list, &label) } }
            </div>
            <ul class="cv-profiles" role="list">
                { for all.iter().enumerate().map(|(at, profile)| profile_row(&props.wires, at, profile)) }
            </ul>
            <Button look={Look::Quiet} icon={IconName::Plus} class="cv-add-point" onclick={add}>
                { t("cv-profile-add") }
            </Button>
        </div>
    }
}

fn profile_row(wires: &Wires, at: usize, profile: &Profile) -> Html {
    let field = |name: &'static str, label: AttrValue, value: &str, example: AttrValue| {
        let edit = wires.edit.clone();
        let path = format!("person/profiles/{at}/{name}");
        let typing = path.clone();
        let oninput = Callback::from(move |text: String| {
            edit.emit(Edit::typing(typing.clone(), move |cv| {
                if let Some(profile) = cv.person.profiles.get_mut(at) {
                    match name {
                        "network" => profile.network = text,
                        "username" => profile.username = text,
                        _ => profile.url = text,
                    }
                }
                parts::confirm(cv, "person/profiles");
            }));
        });
        html! {
            <CvField
                {path}
                {label}
                value={value.to_owned()}
                placeholder={example}
                bare=true
                wires={wires.clone()}
                {oninput}
            />
        }
    };
    let remove = {
        let edit = wires.edit.clone();
        move |_: MouseEvent| {
            edit.emit(Edit::new(move |cv| {
                if at < cv.person.profiles.len() {
                    cv.person.profiles.remove(at);
                }
            }));
            announce(&t("cv-profile-removed"));
        }
    };
    let number = [("place", (at + 1).into())];
    html! {
        <li key={at} class="cv-profile">
            { field("network", t_args("cv-profile-network", &number), &profile.network, t("cv-profile-network-example")) }
            { field("username", t_args("cv-profile-username", &number), &profile.username, t("cv-profile-username-example")) }
            { field("url", t_args("cv-profile-url", &number), &profile.url, t("cv-profile-url-example")) }
            <IconButton
                icon={IconName::Close}
                size={15}
                label={t_args("cv-profile-remove", &number)}
                onclick={remove}
            />
        </li>
    }
}
