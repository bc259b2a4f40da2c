//! There is no frame: `start` failed.

use contract::{Code, Error};
use yew::prelude::*;

use crate::actions;
use crate::components::{Button, IconName, Look, icon};
use crate::i18n::t;
use crate::state::{Action, use_app};

/// Properties of [`Fatal`].
#[derive(Clone, PartialEq, Properties)]
pub struct FatalProps {
    /// What `start` failed with.
    pub error: Error,
}

/// What happened, what is safe, what to do.
#[component]
pub fn Fatal(props: &FatalProps) -> Html {
    let app = use_app();
    let error = &props.error;
    let words = Words::of(error.code);
    let onclick = {
        let to = app.dispatcher();
        move |_| {
            to.dispatch(Action::StartAgain);
            actions::start(to.clone());
        }
    };
    html! {
        <main class="fatal">
            <div class="fatal-card" role="alert">
                <span class="fatal-icon">{ icon(words.icon, 20) }</span>
                <h1 class="fatal-title">{ words.title }</h1>
                <p class="fatal-what">{ error.message.clone() }</p>
                if let Some(detail) = &error.detail {
                    <p class="fatal-detail mono" dir="auto">{ detail.clone() }</p>
                }
                <dl class="fatal-advice">
                    <dt>{ t("fatal-safe") }</dt>
                    <dd>{ words.safe }</dd>
                    <dt>{ t("fatal-do") }</dt>
                    <dd>{ words.advice }</dd>
                </dl>
                <div class="fatal-foot">
                    <Button look={Look::Primary} tall=true icon={IconName::Retry} {onclick}>
                        { t("try-again") }
                    </Button>
                    <span class="fatal-code mono">{ error.code.as_str() }</span>
                </div>
            </div>
        </main>
    }
}

struct Words {
    icon: IconName,
    title: AttrValue,
    safe: AttrValue,
    advice: AttrValue,
}

impl Words {
    fn of(code: Code) -> Self {
        let (icon, title, safe, advice) = match code {
            Code::StorageFull => (
                IconName::HardDrive,
                t("fatal-full-title"),
                t("fatal-full-safe"),
                t("fatal-full-do"),
            ),
            Code::StorageReadOnly => (
                IconName::Lock,
                t("fatal-read-only-title"),
                t("fatal-read-only-safe"),
                t("fatal-read-only-do"),
            ),
            Code::StorageBusy => (
                IconName::Clock,
                t("fatal-busy-title"),
                t("fatal-busy-safe"),
                t("fatal-busy-do"),
            ),
            Code::StorageUnavailable => (
                IconName::HardDrive,
                t("fatal-unavailable-title"),
                t("fatal-unavailable-safe"),
                t("fatal-unavailable-do"),
            ),
            Code::DatabaseNewer => (
                IconName::Database,
                t("fatal-newer-title"),
                t("fatal-newer-safe"),
                t("fatal-newer-do"),
            ),
            Code::DatabaseCorrupt => (
                IconName::Database,
                t("fatal-corrupt-title"),
                t("fatal-corrupt-safe"),
                t("fatal-corrupt-do"),
            ),
            _ => (
                IconName::Alert,
                t("fatal-other-title"),
                t("fatal-other-safe"),
                t("fatal-other-do"),
            ),
        };
        Self {
            icon,
            title,
            safe,
            advice,
        }
    }
}
