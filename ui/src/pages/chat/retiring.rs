//! That the model in use goes, or is gone, and which one to take instead.

use contract::provider::Standing;
use yew::prelude::*;

use crate::clock;
use crate::components::{Button, IconName, Notice};
use crate::format;
use crate::i18n::{t, t_args};
use crate::state::{Choice, Tone, use_app};

/// Properties of [`Retiring`].
#[derive(Clone, PartialEq, Properties)]
pub struct RetiringProps {
    /// The model in use.
    pub choice: Choice,
    /// The one instead was chosen.
    pub onpick: Callback<Choice>,
    /// Another is to be chosen.
    pub onother: Callback<()>,
}

/// A notice above the messages; nothing for a model that stays.
#[component]
pub fn Retiring(props: &RetiringProps) -> Html {
    let app = use_app();
    let Some(model) = app.offers.model(&props.choice) else {
        return Html::default();
    };
    let name = model.name.as_str();
    let (tone, text, successor) = match &model.standing {
        Standing::Current => return Html::default(),
        Standing::Retires { on, successor } => {
            let day = format::written_day(clock::now(), on);
            let words = [("model", name.into()), ("day", day.as_str().into())];
            (Tone::Warning, t_args("model-retires", &words), successor)
        }
        Standing::Retired { since, successor } => {
            let day = format::written_day(clock::now(), since);
            let words = [("model", name.into()), ("day", day.as_str().into())];
            (Tone::Danger, t_args("model-retired", &words), successor)
        }
    };
    let actions = match successor {
        Some(id) => {
            let choice = Choice {
                provider: props.choice.provider.clone(),
                model: id.clone(),
            };
            let known = app.offers.model(&choice);
            let name = known.map_or_else(|| id.0.clone(), |model| model.name.clone());
            let pick = props.onpick.reform(move |_: MouseEvent| choice.clone());
            html! {
                <Button icon={IconName::Model} onclick={pick}>
                    { t_args("model-use", &[("model", name.into())]) }
                </Button>
            }
        }
        None => html! {
            <Button icon={IconName::Model} onclick={props.onother.reform(|_: MouseEvent| ())}>
                { t("model-other") }
            </Button>
        },
    };
    html! {
        <div class="chat-retiring"><Notice {tone} {actions}><p>{ text }</p></Notice></div>
    }
}
