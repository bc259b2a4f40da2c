//! What requests to models took: totals, a bar a day, and tables by model and provider.

mod chart;
mod span;
mod table;

use contract::usage::{UsageGroup, UsageReport, UsageSums};
use contract::{Error, Result};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::late::use_shown;
use crate::clock::{self, Now};
use crate::components::{Blank, Button, IconName, Notice, Segmented, Skeleton};
use crate::format;
use crate::i18n::{t, t_args};
use crate::ipc::client;
use crate::state::Tone;
use chart::Chart;
use span::Span;
use table::{Kind, UsageTable};

/// All that the page shows of one range.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    span: Span,
    now: Now,
    days: UsageReport,
    models: UsageReport,
    providers: UsageReport,
}

async fn read(span: Span) -> Result<Shown> {
    let now = clock::now();
    let asked = |group| client_usage(span, now, group);
    Ok(Shown {
        span,
        now,
        days: asked(UsageGroup::Day).await?,
        models: asked(UsageGroup::Model).await?,
        providers: asked(UsageGroup::Provider).await?,
    })
}

async fn client_usage(span: Span, now: Now, group: UsageGroup) -> Result<UsageReport> {
    client().read_usage(span.request(now, group)).await
}

/// The section of the settings.
#[component]
pub(super) fn UsageSection() -> Html {
    let span = use_state_eq(Span::default);
    let answer = use_state(|| None::<std::result::Result<Shown, Error>>);
    // Grows with each reading: only the last one's answer is shown.
    let turn = use_state_eq(|| 0_u32);
    let latest = use_mut_ref(|| 0_u32);
    let shown = use_shown();
    use_effect_with((*span, *turn), {
        let (answer, latest) = (answer.setter(), latest.clone());
        move |(span, _)| {
            let span = *span;
            let mine = {
                let mut latest = latest.borrow_mut();
                *latest += 1;
                *latest
            };
            spawn_local(async move {
                let read = read(span).await;
                if shown.get() && *latest.borrow() == mine {
                    answer.set(Some(read));
                }
            });
        }
    });
    let onchoose = {
        let span = span.setter();
        move |index: usize| span.set(Span::ALL.get(index).copied().unwrap_or_default())
    };
    let onagain = {
        let (turn, at) = (turn.setter(), *turn);
        move |_: MouseEvent| turn.set(at + 1)
    };
    let names = [
        t("usage-month"),
        t("usage-week"),
        t("usage-thirty"),
        t("usage-year"),
    ];
    let chosen = Span::ALL.iter().position(|one| *one == *span);
    let body = match &*answer {
        None => {
            html! { <section class="card usage-loading" aria-busy="true"><Skeleton lines={5} /></section> }
        }
        Some(Err(error)) => html! {
            <Notice
                tone={Tone::Danger}
                actions={html! { <Button icon={IconName::Retry} onclick={onagain}>{ t("try-again") }</Button> }}
            >
                <p>{ t("usage-unread") }</p>
                <p>{ error.to_string() }</p>
            </Notice>
        },
        Some(Ok(shown)) if shown.days.totals.requests == 0 => html! {
            <section class="card">
                <Blank icon={IconName::Chart} title={t("usage-empty-title")} text={t("usage-empty-text")} />
            </section>
        },
        Some(Ok(shown)) => report(shown),
    };
    html! {
        <>
            <h1 class="settings-title">{ t("usage") }</h1>
            <p class="settings-lead">{ t("usage-lead") }</p>
            <div class="usage-range">
                <Segmented
                    label={t("usage-range")}
                    options={names.to_vec()}
                    chosen={chosen.unwrap_or_default()}
                    {onchoose}
                />
            </div>
            { body }
        </>
    }
}

fn report(shown: &Shown) -> Html {
    let bars = shown.span.bars(shown.now, &shown.days.rows);
    html! {
        <>
            <section class="card" aria-label={t("usage-totals")}>
                { totals(&shown.days.totals) }
                <Chart {bars} now={shown.now} monthly={shown.span == Span::Year} />
            </section>
            <section class="card" aria-labelledby="usage-models">
                <header class="card-head"><div class="card-titles"><h2 id="usage-models">{ t("usage-by-model") }</h2></div></header>
                <UsageTable kind={Kind::Models} rows={shown.models.rows.clone()} />
            </section>
            <section class="card" aria-labelledby="usage-providers">
                <header class="card-head"><div class="card-titles"><h2 id="usage-providers">{ t("usage-by-provider") }</h2></div></header>
                <UsageTable kind={Kind::Providers} rows={shown.providers.rows.clone()} />
            </section>
        </>
    }
}

/// The sums over the whole range.
fn totals(sums: &UsageSums) -> Html {
    let fact = |name: &'static str, value: AttrValue, note: Option<AttrValue>| {
        html! {
            <div class="usage-fact">
                <dt>{ t(name) }</dt>
                <dd>{ value }</dd>
                if let Some(note) = note { <dd class="usage-note">{ note }</dd> }
            </div>
        }
    };
    let number = |count: u64| AttrValue::from(format::count(count));
    let of_which = |key: &'static str, count: u64| {
        (count > 0).then(|| t_args(key, &[("count", format::count(count).into())]))
    };
    let uncounted = of_which("usage-uncounted", sums.uncounted);
    let estimated = of_which("usage-estimated", sums.estimated);
    let uncounted = match (uncounted, estimated) {
        (Some(uncounted), Some(estimated)) => Some(format!("{uncounted} · {estimated}").into()),
        (one, other) => one.or(other),
    };
    let unknown = of_which("usage-unknown", sums.cost.unknown);
    html! {
        <dl class="usage-facts">
            { fact("usage-cost", format::cost(sums.cost), unknown) }
            { fact("usage-in", number(sums.input_tokens), of_which("usage-cached", sums.cached_tokens)) }
            { fact("usage-out", number(sums.output_tokens), of_which("usage-thinking", sums.thinking_tokens)) }
            { fact("usage-requests", number(sums.requests), uncounted) }
        </dl>
    }
}
