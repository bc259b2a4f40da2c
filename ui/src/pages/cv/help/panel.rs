//! The panel under a field: wish, wait, proposal.

use std::rc::Rc;

use contract::cv::{AdviseCv, CvAdvice, CvWish, StopCvHelp, field_path};
use contract::{Code, CvId, Error};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::super::editor::control_id;
use super::super::{Edit, models};
use super::proposal;
use super::taking;
use super::wishes::{Posting, name_of, wishes};
use crate::components::{Button, IconButton, IconName, Look, Notice, Spinner, announce, icon};
use crate::dom;
use crate::i18n::{t, t_args};
use crate::ipc::client;
use crate::keys::is_composing;
use crate::state::{Action, AppState, Choice, Page, Section, Tone, use_app};

/// What has the focus first.
const FIRST: &str = ".advice-body :is(textarea, button:not(:disabled), [tabindex='0'])";

/// Properties of [`HelpPanel`].
#[derive(Clone, PartialEq, Properties)]
pub struct HelpProps {
    /// The CV.
    pub id: CvId,
    /// The field.
    pub path: AttrValue,
    /// What is in it now.
    pub text: AttrValue,
    /// What was taken of a proposal.
    pub edit: Callback<Edit>,
    /// It is to go away.
    pub onclose: Callback<()>,
}

/// How far it is.
#[derive(Clone, PartialEq)]
enum Stage {
    /// The person says what is wished.
    Wishing,
    /// The person says for which job.
    Tailoring,
    /// The model works.
    Asking(CvWish),
    /// The proposal, and which changes are taken.
    Proposed(CvWish, Rc<CvAdvice>, Vec<bool>),
    /// It failed.
    Failed(CvWish, Error),
}

/// The panel.
#[component]
pub fn HelpPanel(props: &HelpProps) -> Html {
    let app = use_app();
    let stage = use_state_eq(|| Stage::Wishing);
    // The request that is under way.
    let ticket = use_mut_ref(|| None::<u64>);
    let again = use_force_update();
    use_effect_with((), {
        let ticket = Rc::clone(&ticket);
        move |()| move || stop(ticket.take())
    });
    let node = use_node_ref();
    use_focus_within(&node, &stage);
    let onclose = {
        let (path, onclose) = (props.path.clone(), props.onclose.clone());
        Callback::from(move |()| {
            onclose.emit(());
            back_to_field(&path);
        })
    };
    let choice = models::choice(&app);
    let ask = {
        let (stage, ticket) = (stage.setter(), Rc::clone(&ticket));
        let (id, field, choice) = (props.id, props.path.to_string(), choice.clone());
        Callback::from(move |wish: CvWish| {
            let Some(choice) = choice.clone() else { return };
            let number = models::ticket();
            stop(ticket.replace(Some(number)));
            stage.set(Stage::Asking(wish.clone()));
            let request = AdviseCv {
                id,
                field: field.clone(),
                wish: wish.clone(),
                choice,
                ticket: number,
            };
            let (stage, ticket) = (stage.clone(), Rc::clone(&ticket));
            spawn_local(async move {
                let answer = client().advise_cv(request).await;
                if *ticket.borrow() != Some(number) {
                    return;
                }
                ticket.take();
                stage.set(match answer {
                    Ok(advice) => {
                        let taken = taking::usual(&advice.advice);
                        announce(&t_args("cv-help-said", &[("count", taken.len().into())]));
                        Stage::Proposed(wish, Rc::new(advice), taken)
                    }
                    Err(error) if error.code == Code::Cancelled => Stage::Wishing,
                    Err(error) => Stage::Failed(wish, error),
                });
            });
        })
    };
    let to_wishes = {
        let (stage, ticket) = (stage.setter(), Rc::clone(&ticket));
        Callback::from(move |_: MouseEvent| {
            stop(ticket.take());
            stage.set(Stage::Wishing);
        })
    };
    let onkeydown = {
        let onclose = onclose.clone();
        move |event: KeyboardEvent| {
            // Within the chooser of models it closes that.
            if event.key() == "Escape" && !is_composing(&event) && !dom::is_covered() {
                event.prevent_default();
                event.stop_propagation();
                onclose.emit(());
            }
        }
    };
    let dismiss = onclose.reform(|_: MouseEvent| ());
    let (wish, who, body) = match &*stage {
        Stage::Wishing => {
            let onpick = move |()| again.force_update();
            let who = html! { <models::ModelButton {onpick} /> };
            let ontailor = {
                let stage = stage.setter();
                Callback::from(move |_: MouseEvent| stage.set(Stage::Tailoring))
            };
            (
                None,
                who,
                wishing(props, &app, choice.is_some(), &ask, ontailor),
            )
        }
        Stage::Tailoring => {
            let onpick = move |()| again.force_update();
            let who = html! { <models::ModelButton {onpick} /> };
            let body = html! { <Posting id={props.id} onwish={ask} onback={to_wishes.clone()} /> };
            (None, who, body)
        }
        Stage::Asking(wish) => {
            let body = html! {
                <div class="advice-wait" role="status">
                    <Spinner />
                    <span class="advice-waiting">{ t("cv-help-waiting") }</span>
                    <Button icon={IconName::Stop} onclick={to_wishes.clone()}>{ t("cv-help-stop") }</Button>
                </div>
            };
            let who = choice.as_ref().map(|choice| models::name_of(&app, choice));
            (Some(wish), who.map(Html::from).unwrap_or_default(), body)
        }
        Stage::Failed(wish, error) => {
            let retry = {
                let (ask, wish) = (ask.clone(), wish.clone());
                move |_: MouseEvent| ask.emit(wish.clone())
            };
            let actions = html! { <Button icon={IconName::Retry} onclick={retry}>{ t("try-again") }</Button> };
            let body = html! {
                <Notice tone={Tone::Danger} {actions}>
                    { error.message.clone() }
                    if let Some(detail) = &error.detail { <p class="notice-detail">{ detail.clone() }</p> }
                </Notice>
            };
            (Some(wish), Html::default(), body)
        }
        Stage::Proposed(wish, advice, taken) => {
            let body = if advice.before == props.text.as_str() {
                let set = {
                    let (stage, wish, advice) = (stage.setter(), wish.clone(), Rc::clone(advice));
                    move |taken| stage.set(Stage::Proposed(wish.clone(), Rc::clone(&advice), taken))
                };
                proposed(props, advice, taken, set, &onclose)
            } else {
                stale(wish, &ask)
            };
            (Some(wish), cost(&app, advice), body)
        }
    };
    html! {
        <section ref={node} class="advice" aria-label={t("cv-help")} {onkeydown}>
            <header class="advice-head">
                { title(wish, &to_wishes) }
                <span class="advice-model" dir="auto">{ who }</span>
                <IconButton icon={IconName::Close} size={15} label={t("cv-help-dismiss")} onclick={dismiss} />
            </header>
            <div class="advice-body">{ body }</div>
        </section>
    }
}

/// What of the panel has the focus: its first control when it opens, and when the one that was pressed
/// gave way to something else.
#[hook]
fn use_focus_within(node: &NodeRef, stage: &Stage) {
    let node = node.clone();
    let opened = use_mut_ref(|| false);
    use_effect_with(std::mem::discriminant(stage), move |_| {
        let Some(panel) = node.cast::<Element>() else {
            return;
        };
        let opens = !opened.replace(true);
        // Who works elsewhere meanwhile stays there.
        if opens || dom::holds_focus(&panel) || !dom::has_focus() {
            let first = panel.query_selector(FIRST).ok().flatten();
            if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
                dom::focus(&first);
            }
        }
    });
}

/// Gives the focus to the field, once the panel is gone.
fn back_to_field(path: &str) {
    let id = control_id(path);
    dom::after_paint(move || {
        if let Some(field) = dom::by_id::<HtmlElement>(&id) {
            dom::focus(&field);
        }
    });
}

/// What is wished; pressed, something else can be.
fn title(wish: Option<&CvWish>, back: &Callback<MouseEvent>) -> Html {
    match wish {
        None => html! {
            <span class="advice-wish">{ icon(IconName::Improve, 15) }{ t("cv-help") }</span>
        },
        Some(wish) => html! {
            <button type="button" class="advice-wish" data-tip={t("cv-help-other")} onclick={back}>
                { icon(IconName::Improve, 15) }
                { name_of(wish) }
                <span class="unseen">{ t("cv-help-other") }</span>
                { icon(IconName::ChevronDown, 14) }
            </button>
        },
    }
}

/// Ends a request that nobody waits for any more.
fn stop(ticket: Option<u64>) {
    if let Some(ticket) = ticket {
        spawn_local(async move {
            // One that is over already needs no end.
            let _ = client().stop_cv_help(StopCvHelp { ticket }).await;
        });
    }
}

fn wishing(
    props: &HelpProps,
    app: &crate::state::App,
    model: bool,
    ask: &Callback<CvWish>,
    ontailor: Callback<MouseEvent>,
) -> Html {
    if !model {
        let to = app.dispatcher();
        let onmodels = move |_: MouseEvent| {
            to.dispatch(Action::Show(Page::Settings(Section::Models)));
        };
        return html! {
            <div class="advice-wait">
                <span class="advice-waiting">{ t("cv-help-no-model") }</span>
                <Button icon={IconName::Model} onclick={onmodels}>{ t("chat-to-models") }</Button>
            </div>
        };
    }
    let empty = props.text.trim().is_empty();
    html! {
        <>
            { wishes(empty, ask, ontailor) }
            if empty { <p class="field-hint">{ t("cv-help-empty") }</p> }
        </>
    }
}

/// Who made it, and what it cost.
fn cost(app: &AppState, advice: &CvAdvice) -> Html {
    let choice = Choice {
        provider: advice.provider.clone(),
        model: advice.model.clone(),
    };
    let name = models::name_of(app, &choice);
    let model = ("model", name.as_str().into());
    match advice.cost {
        _ if choice.provider.is_local() => t_args("cv-model-free", &[model]).into(),
        Some(cost) => t_args("cv-model-cost", &[model, ("cost", cost.to_string().into())]).into(),
        None => name.into(),
    }
}

fn proposed(
    props: &HelpProps,
    advice: &CvAdvice,
    taken: &[bool],
    set: impl Fn(Vec<bool>) + 'static,
    onclose: &Callback<()>,
) -> Html {
    let dismiss = onclose.reform(|_: MouseEvent| ());
    if taken.is_empty() {
        return html! {
            <>
                <p class="advice-text">{ t("cv-help-nothing") }</p>
                <div class="advice-actions">
                    <Button onclick={dismiss}>{ t("cv-help-dismiss") }</Button>
                </div>
            </>
        };
    }
    let ontoggle = {
        let taken = taken.to_vec();
        Callback::from(move |number: usize| {
            let mut taken = taken.clone();
            if let Some(one) = taken.get_mut(number) {
                *one = !*one;
            }
            set(taken);
        })
    };
    let ontake = {
        let text = taking::text(&advice.advice, taken);
        let (path, edit, onclose) = (props.path.clone(), props.edit.clone(), onclose.clone());
        move |_: MouseEvent| {
            let (path, text) = (path.clone(), text.clone());
            edit.emit(Edit::new(move |cv| {
                field_path::set(cv, &path, text);
            }));
            announce(&t("cv-help-taken"));
            onclose.emit(());
        }
    };
    let offer = taking::offer(&advice.advice, taken);
    html! {
        <>
            { proposal::diff(&advice.advice, taken, &ontoggle) }
            <div class="advice-foot">
                <div class="advice-notes">{ proposal::claims(&advice.advice) }</div>
                <div class="advice-actions">
                    <Button look={Look::Quiet} onclick={dismiss}>{ t("cv-help-dismiss") }</Button>
                    <Button disabled={offer.is_none()} onclick={ontake}>
                        { offer.unwrap_or_else(|| t("cv-help-take")) }
                    </Button>
                </div>
            </div>
        </>
    }
}

/// The text is another one than the proposal was made for.
fn stale(wish: &CvWish, ask: &Callback<CvWish>) -> Html {
    let wish = wish.clone();
    let retry = ask.reform(move |_: MouseEvent| wish.clone());
    html! {
        <>
            <Notice tone={Tone::Warning}>{ t("cv-help-stale") }</Notice>
            <div class="advice-actions">
                <Button icon={IconName::Retry} onclick={retry}>{ t("cv-help-ask-again") }</Button>
            </div>
        </>
    }
}
