//! Under a reply: model, route, tokens, times, cost, and what can be done with it.

use contract::message::{MessageStatus, ReplyInfo, Route};
use yew::prelude::*;

use super::row::{Act, Branches, RowProps, choice_of, name_of};
use crate::components::{IconButton, IconName, MenuButton, MenuEntry, MenuItem, Spinner};
use crate::format;
use crate::i18n::{t, t_args};
use crate::markdown::view::{CopyButton, copy, copy_rich};
use crate::markdown::written;

/// The line under a reply.
#[component]
pub fn Footer(props: &RowProps) -> Html {
    let message = &*props.message;
    let Some(info) = &message.reply else {
        return Html::default();
    };
    let streaming = message.status == MessageStatus::Streaming;
    html! {
        <footer class="reply-foot">
            <ul class="reply-facts" aria-label={t("chat-facts")}>
                if streaming { <li><Spinner /></li> }
                <li class="reply-model">
                    <span dir="auto">{ name_of(&props.models, info) }</span>
                    { " " }
                    <span class="reply-route">{ route(info.route) }</span>
                </li>
                { for facts(info).into_iter().map(fact) }
                if info.route == Route::Local && !streaming {
                    <li class="reply-free">{ t("chat-free") }</li>
                }
            </ul>
            if !streaming {
                <div class="message-actions">
                    if props.whole || props.last { { actions(props) } }
                </div>
            }
        </footer>
    }
}

/// The road that the request took.
fn route(route: Route) -> AttrValue {
    match route {
        Route::Local => t("on-this-computer"),
        Route::Key => t("chat-route-key"),
        Route::Plan => t("chat-route-plan"),
        Route::Imported => t("chat-route-imported"),
    }
}

/// One of the facts under a reply.
#[derive(Debug, PartialEq)]
struct Fact {
    text: AttrValue,
    /// It is an estimate: why.
    estimated: Option<AttrValue>,
}

impl From<AttrValue> for Fact {
    fn from(text: AttrValue) -> Self {
        Self {
            text,
            estimated: None,
        }
    }
}

fn fact(fact: Fact) -> Html {
    match fact.estimated {
        None => html! { <li>{ fact.text }</li> },
        // The focus brings the tooltip for those who have no pointer.
        Some(why) => html! {
            <li><span class="reply-estimated" tabindex="0" data-tip={why.clone()}>
                { fact.text }
                <span class="unseen">{ why }</span>
            </span></li>
        },
    }
}

/// What is known of how a reply came to be.
fn facts(info: &ReplyInfo) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    if let Some(usage) = info.usage {
        let count = format::count(u64::from(usage.output_tokens));
        let about = usage.estimated;
        let key = if about {
            "chat-tokens-about"
        } else {
            "chat-tokens"
        };
        facts.push(Fact {
            text: t_args(key, &[("count", count.into())]),
            estimated: about.then(|| t("chat-tokens-why")),
        });
    }
    if let Some(timing) = info.timing.filter(|timing| timing.first_token_ms > 0) {
        let time = format::seconds(timing.first_token_ms);
        facts.push(t_args("chat-to-first", &[("time", time.into())]).into());
    }
    if let Some(rate) = rate(info) {
        facts.push(t_args("chat-rate", &[("rate", format::rate(rate).into())]).into());
    }
    if let Some(cost) = info.cost {
        facts.push(AttrValue::from(cost.to_string()).into());
    }
    facts
}

/// Tokens a second after the first one.
fn rate(info: &ReplyInfo) -> Option<f64> {
    // What is estimated says nothing exact about speed.
    let (usage, timing) = (info.usage.filter(|usage| !usage.estimated)?, info.timing?);
    let span = timing
        .total_ms
        .checked_sub(timing.first_token_ms)
        .filter(|span| *span > 0)?;
    let tokens = usage
        .output_tokens
        .checked_sub(1)
        .filter(|tokens| *tokens > 0)?;
    Some(f64::from(tokens) * 1000.0 / span as f64)
}

fn actions(props: &RowProps) -> Html {
    let id = props.message.id;
    let text = {
        let message = props.message.clone();
        Callback::from(move |()| message.text.clone())
    };
    let retry = props.act.reform(move |_: MouseEvent| Act::Retry(id, None));
    html! {
        <>
            <Branches ..props.clone() />
            <CopyButton label={t("chat-copy")} {text} />
            <IconButton icon={IconName::Retry} size={16} label={t("chat-retry")} disabled={props.busy} onclick={retry} />
            <MenuButton label={t("chat-more")} size={16} entries={let props = props.clone(); move |()| more(&props)} />
        </>
    }
}

fn more(props: &RowProps) -> Vec<MenuEntry> {
    let message = props.message.clone();
    let plain = MenuItem::new(t("chat-copy-plain"), move |()| {
        copy(written::plain(&written::whole(&message.text)), || {});
    });
    let message = props.message.clone();
    let rich = MenuItem::new(t("chat-copy-rich"), move |()| {
        let document = written::whole(&message.text);
        copy_rich(&written::html(&document), written::plain(&document));
    });
    let mut entries = vec![
        plain.icon(IconName::Copy).entry(),
        rich.icon(IconName::Copy).entry(),
    ];
    let own = props.message.reply.as_ref().map(choice_of);
    let mut others: Vec<_> = props
        .models
        .iter()
        .filter(|(choice, _)| choice.provider.is_local() && Some(*choice) != own.as_ref())
        .collect();
    others.sort_by(|a, b| a.1.cmp(b.1));
    if !others.is_empty() && !props.busy {
        entries.push(MenuEntry::Rule);
        entries.push(MenuEntry::Heading(t("chat-retry-with")));
    }
    if !props.busy {
        let act = props.act.clone();
        let id = props.message.id;
        let other = MenuItem::new(t("chat-retry-other"), move |()| {
            act.emit(Act::RetryWith(id))
        });
        if others.is_empty() {
            entries.push(MenuEntry::Rule);
        }
        entries.push(other.icon(IconName::Branch).entry());
    }
    for (model, name) in others.into_iter().filter(|_| !props.busy) {
        let (id, model, act) = (props.message.id, model.clone(), props.act.clone());
        let pick = move |()| act.emit(Act::Retry(id, Some(model.clone())));
        entries.push(
            MenuItem::new(name.clone(), pick)
                .icon(IconName::Branch)
                .entry(),
        );
    }
    entries
}

#[cfg(test)]
mod tests {
    use contract::message::{Timing, Usage};

    use contract::{ModelId, ProviderId};

    use super::*;

    fn info(output_tokens: u32, first_token_ms: u64, total_ms: u64) -> ReplyInfo {
        ReplyInfo {
            provider: ProviderId::local(),
            cost: None,
            model: ModelId("m".into()),
            route: Route::Local,
            usage: Some(Usage {
                input_tokens: 10,
                output_tokens,
                ..Usage::default()
            }),
            timing: Some(Timing {
                first_token_ms,
                total_ms,
            }),
            finish: None,
            trimmed: 0,
        }
    }

    #[test]
    fn the_rate_counts_what_came_after_the_first_token() {
        assert_eq!(rate(&info(101, 500, 1_500)), Some(100.0));
        assert_eq!(rate(&info(1, 500, 1_500)), None, "one token has no rate");
        assert_eq!(rate(&info(0, 0, 0)), None);
        assert_eq!(rate(&info(9, 500, 500)), None, "no time passed");
        assert_eq!(
            rate(&info(9, 600, 500)),
            None,
            "a clock that went back tells nothing"
        );
    }

    #[test]
    fn each_route_has_its_words() {
        assert_eq!(route(Route::Local), t("on-this-computer"));
        assert_ne!(
            route(Route::Key),
            route(Route::Plan),
            "who pays is to be seen"
        );
        assert_ne!(route(Route::Imported), t("on-this-computer"));
    }

    #[test]
    fn only_what_is_known_is_shown() {
        assert_eq!(facts(&info(412, 310, 11_126)).len(), 3);
        let mut about = info(412, 310, 11_126);
        about.usage = about.usage.map(|usage| Usage {
            estimated: true,
            ..usage
        });
        let about = facts(&about);
        assert!(about[0].text.starts_with('~') && about[0].estimated.is_some());
        assert_eq!(facts(&info(412, 310, 11_126))[0].estimated, None);
        let begun = ReplyInfo {
            usage: None,
            timing: None,
            ..info(0, 0, 0)
        };
        assert!(facts(&begun).is_empty());
        let stopped = info(3, 0, 100);
        assert_eq!(facts(&stopped).len(), 2, "a time of zero is no time");
    }
}
