//! Where a reply stands when it is not simply there: what it waits for, that it
//! was cut off, or why it failed; and what to do.

use contract::event::ReplyPhase;
use contract::message::{FinishReason, Message, MessageStatus};
use contract::{Code, Error};
use gloo_timers::callback::Interval;
use yew::prelude::*;

use super::pieces::has_pieces;
use super::row::{Act, RowProps};
use crate::components::{Button, IconName, Notice, Progress, Spinner};
use crate::format;
use crate::i18n::{t, t_args};
use crate::state::Tone;

/// The lines between a reply's text and its footer.
#[component]
pub fn Status(props: &RowProps) -> Html {
    let message = &*props.message;
    match message.status {
        MessageStatus::Streaming => html! { <Waiting ..props.clone() /> },
        // Also of a reply that was there before and could not go on.
        MessageStatus::Failed => failed(props),
        _ if message.error.is_some() => failed(props),
        _ => match ended_early(message) {
            Some(text) => line(props, text),
            None => Html::default(),
        },
    }
}

/// Why a reply ends where it does, if that is not simply its end. What failed says so in a notice.
pub fn ended_early(message: &Message) -> Option<AttrValue> {
    let finish = message.reply.as_ref().and_then(|reply| reply.finish);
    match (message.status, finish) {
        _ if message.error.is_some() => None,
        (MessageStatus::Stopped, _) => Some(t("chat-stopped")),
        (MessageStatus::Interrupted, _) => {
            Some(format!("{} {}", t("chat-interrupted"), t("chat-interrupted-safe")).into())
        }
        (MessageStatus::Complete, Some(FinishReason::Length)) => Some(t("chat-too-long")),
        (MessageStatus::Complete, Some(FinishReason::Refused)) => Some(t("chat-refused")),
        _ => None,
    }
}

/// What can be done with a reply that ended early: it goes on, or is made anew.
fn ways_on(props: &RowProps) -> Html {
    let id = props.message.id;
    let resume = props.act.reform(move |_: MouseEvent| Act::Resume(id));
    let retry = props.act.reform(move |_: MouseEvent| Act::Retry(id, None));
    html! {
        <>
            if !props.message.text.is_empty() || !props.message.calls.is_empty() {
                <Button icon={IconName::Resume} disabled={props.busy} onclick={resume}>{ t("chat-continue") }</Button>
            }
            <Button icon={IconName::Retry} disabled={props.busy} onclick={retry}>{ t("chat-retry") }</Button>
        </>
    }
}

#[derive(PartialEq, Properties)]
struct CountdownProps {
    ms: u64,
    /// What it belongs to: another one begins anew.
    since: String,
}

/// The seconds until it is worth trying again.
#[component]
fn Countdown(props: &CountdownProps) -> Html {
    let left = use_state_eq(|| props.ms.div_ceil(1000));
    use_effect_with(props.since.clone(), {
        let (left, seconds) = (left.setter(), props.ms.div_ceil(1000));
        move |_| {
            let passed = std::cell::Cell::new(0);
            let timer = Interval::new(1000, move || {
                passed.set(passed.get() + 1);
                left.set(seconds.saturating_sub(passed.get()));
            });
            move || drop(timer)
        }
    });
    if *left == 0 {
        return Html::default();
    }
    html! {
        <span class="reply-wait" role="timer">
            { t_args("chat-again-in", &[("time", format::span(*left * 1000).into())]) }
        </span>
    }
}

/// A reply that ended early.
fn line(props: &RowProps, text: AttrValue) -> Html {
    html! {
        <div class="reply-status">
            <span class="reply-status-text">{ text }</span>
            <span class="reply-ways">{ ways_on(props) }</span>
        </div>
    }
}

fn failed(props: &RowProps) -> Html {
    let error = props.message.error.as_ref();
    let begun = !props.message.text.is_empty();
    let models = props.act.reform(|_: MouseEvent| Act::Models);
    let keys = props.act.reform(|_: MouseEvent| Act::Keys);
    let about_key = error
        .is_some_and(|error| matches!(error.code, Code::KeyRejected | Code::KeychainUnavailable));
    let about_model = error.is_some_and(|error| {
        matches!(
            error.code,
            Code::ModelMissing | Code::ModelInvalid | Code::ModelTooLarge
        )
    });
    let actions = html! {
        <div class="reply-failed-actions">
            if about_key {
                <Button icon={IconName::Key} onclick={keys}>{ t("chat-to-keys") }</Button>
            }
            if let Some(wait) = error.and_then(|error| error.retry_after_ms) {
                <Countdown ms={wait} since={props.message.id.to_string()} />
            }
            if about_model {
                <Button icon={IconName::Model} onclick={models}>{ t("chat-to-models") }</Button>
            }
            { ways_on(props) }
        </div>
    };
    let (what, advice) = error.map_or_else(
        || (t("chat-failed"), t("chat-advice-retry")),
        |error| told(error, begun),
    );
    let safe = t(if begun {
        "chat-interrupted-safe"
    } else {
        "chat-failed-safe"
    });
    html! {
        <Notice tone={Tone::Danger} {actions}>
            <p class="reply-failed-what">{ what }</p>
            <p>{ safe }{" "}{ advice }</p>
            if let Some(detail) = error.and_then(|error| error.detail.clone()) {
                <p class="reply-failed-detail" dir="auto">{ detail }</p>
            }
        </Notice>
    }
}

/// What happened and what to do, by the error's code. Where the code says
/// little, the desktop's own sentence stands. `begun`: the reply has text.
fn told(error: &Error, begun: bool) -> (AttrValue, AttrValue) {
    let own = || AttrValue::from(error.message.clone());
    match error.code {
        Code::ModelMissing => (t("chat-error-model-missing"), t("chat-advice-choose")),
        Code::ModelInvalid => (t("chat-error-model-invalid"), t("chat-advice-choose")),
        Code::ModelTooLarge => (t("chat-error-model-too-large"), t("chat-advice-smaller")),
        Code::ProcessorTooOld => (t("chat-error-processor"), t("chat-advice-processor")),
        Code::ContextTooLong if begun => (t("chat-error-context-full"), t("chat-advice-new")),
        Code::ContextTooLong => (t("chat-error-context"), t("chat-advice-shorten")),
        Code::StorageFull => (t("chat-error-disk-full"), t("chat-advice-space")),
        Code::StorageReadOnly | Code::StorageUnavailable => {
            (t("chat-error-read-only"), t("chat-advice-folder"))
        }
        Code::StorageBusy => (t("chat-error-busy"), t("chat-advice-other")),
        Code::Internal => (t("chat-error-internal"), t("chat-advice-retry")),
        Code::KeyRejected => (own(), t("chat-advice-key")),
        Code::NoCredit => (own(), t("chat-advice-credit")),
        Code::RateLimited => (own(), t("chat-advice-wait")),
        Code::ContentRefused => (own(), t("chat-advice-refused")),
        Code::KeychainUnavailable => (own(), t("chat-advice-keychain")),
        _ => (own(), t("chat-advice-retry")),
    }
}

/// A reply without text yet: what it waits for.
#[component]
fn Waiting(props: &RowProps) -> Html {
    let update = use_force_update();
    let id = props.message.id;
    use_effect_with((id, props.replies.clone()), move |(id, replies)| {
        let watch = replies
            .0
            .watch(*id, Callback::from(move |()| update.force_update()));
        move || drop(watch)
    });
    let phase = props.replies.phase(id);
    let thinks = props.replies.thinks(&props.message);
    let called = has_pieces(&props.message);
    if phase.is_none() && (thinks || called || props.replies.length(id) > 0) {
        return Html::default();
    }
    let (text, value) = phase.map_or_else(|| (t("chat-waiting"), None), waits);
    html! {
        <div class="reply-waiting">
            <span class="reply-waiting-text"><Spinner />{ text.clone() }</span>
            if let Some(value) = value { <Progress label={text} value={Some(value)} /> }
        </div>
    }
}

/// What is said when a reply begins to wait for something; not how far that is.
pub fn said(phase: ReplyPhase) -> AttrValue {
    match phase {
        ReplyPhase::Queued { .. } => waits(phase).0,
        ReplyPhase::Loading { .. } => t("chat-loading-said"),
        ReplyPhase::Reading { .. } => t("chat-reading-said"),
    }
}

/// A wait in words, and how far it is.
fn waits(phase: ReplyPhase) -> (AttrValue, Option<f64>) {
    match phase {
        ReplyPhase::Queued { ahead } => (t_args("chat-queued", &[("count", ahead.into())]), None),
        ReplyPhase::Loading { fraction } => {
            let fraction = f64::from(fraction).clamp(0.0, 1.0);
            let percent = (fraction * 100.0).round() as u32;
            (
                t_args("chat-loading", &[("percent", percent.into())]),
                Some(fraction),
            )
        }
        ReplyPhase::Reading { done, total } => {
            let (read, all) = (format::count(done.into()), format::count(total.into()));
            let text = t_args(
                "chat-reading",
                &[("done", read.into()), ("total", all.into())],
            );
            (
                text,
                (total > 0).then(|| f64::from(done) / f64::from(total)),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::chat::testing;

    #[test]
    fn waits_are_words_with_a_measure_where_there_is_one() {
        assert_eq!(
            waits(ReplyPhase::Loading { fraction: 0.42 }).0,
            "Loading the model, 42 %"
        );
        assert_eq!(
            waits(ReplyPhase::Loading { fraction: 7.0 }).1,
            Some(1.0),
            "no bar overflows"
        );
        assert_eq!(waits(ReplyPhase::Reading { done: 0, total: 0 }).1, None);
        assert_eq!(
            waits(ReplyPhase::Reading {
                done: 1_000,
                total: 2_481
            })
            .0,
            "Reading the conversation, 1,000 of 2,481 tokens"
        );
        assert_eq!(
            waits(ReplyPhase::Queued { ahead: 1 }).0,
            "Waiting for another reply"
        );
    }

    #[test]
    fn what_ended_early_says_so_and_what_is_whole_or_failed_does_not() {
        let ended = |status| {
            ended_early(&Message {
                status,
                ..testing::message(1, None, &[])
            })
        };
        assert_eq!(ended(MessageStatus::Complete), None);
        assert_eq!(ended(MessageStatus::Stopped), Some(t("chat-stopped")));
        let interrupted = ended(MessageStatus::Interrupted).unwrap();
        assert!(
            interrupted.contains("All that had arrived"),
            "{interrupted}"
        );
        let failed = Message {
            status: MessageStatus::Stopped,
            error: Some(Error::new(Code::Network, "cut")),
            ..testing::message(1, None, &[])
        };
        assert_eq!(ended_early(&failed), None, "its notice says so");
    }

    #[test]
    fn every_failure_says_what_happened_and_what_to_do() {
        let message = "The desktop's own sentence";
        for code in [
            Code::InvalidInput,
            Code::NotFound,
            Code::Conflict,
            Code::Internal,
            Code::StorageUnavailable,
            Code::StorageFull,
            Code::StorageReadOnly,
            Code::StorageBusy,
            Code::DatabaseNewer,
            Code::DatabaseCorrupt,
            Code::ModelMissing,
            Code::ModelInvalid,
            Code::ModelTooLarge,
            Code::ProcessorTooOld,
            Code::ContextTooLong,
            Code::Network,
            Code::KeyRejected,
            Code::NoCredit,
            Code::RateLimited,
            Code::ContentRefused,
            Code::KeychainUnavailable,
            Code::ChecksumMismatch,
            Code::Cancelled,
        ] {
            for begun in [false, true] {
                let (what, advice) = told(&Error::new(code, message), begun);
                assert!(
                    what == message || what.contains(' '),
                    "{code:?}: a sentence, not a key: {what}"
                );
                assert!(
                    advice.contains(' '),
                    "{code:?}: a sentence, not a key: {advice}"
                );
            }
        }
    }
}
