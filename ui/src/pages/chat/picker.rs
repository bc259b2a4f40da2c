//! Which model answers: those of this computer and of every provider that can be asked, by name.

use contract::provider::{Price, Provider, ProviderModel, Standing};
use contract::{ModelId, ProviderId};
use yew::prelude::*;

use crate::actions;
use crate::clock::{self, Now};
use crate::components::{Chooser, ChooserGroup, ChooserLine, IconName};
use crate::format;
use crate::i18n::{t, t_args};
use crate::state::{App, AppState, Choice, use_app};
use crate::words;

/// Lines of one provider at the most: more say nothing to anybody, and some offer hundreds.
const MOST: usize = 60;

/// Properties of [`ModelPicker`].
#[derive(Clone, PartialEq, Properties)]
pub struct ModelPickerProps {
    /// What a model is picked for.
    pub label: AttrValue,
    /// The model that is chosen now.
    pub current: Option<Choice>,
    /// Another was chosen.
    pub onpick: Callback<Choice>,
    /// It is to go away.
    pub onclose: Callback<()>,
}

/// One model that can be picked.
#[derive(Clone, Debug, PartialEq)]
struct Pick {
    choice: Choice,
    name: AttrValue,
    /// Its id, where that is not its name.
    id: Option<AttrValue>,
    note: Option<AttrValue>,
}

/// The models of one place.
struct Place {
    name: AttrValue,
    picks: Vec<Pick>,
    /// How many more there are.
    more: usize,
}

/// The picker.
#[component]
pub fn ModelPicker(props: &ModelPickerProps) -> Html {
    let app = use_app();
    let query = use_state_eq(String::new);
    let at = use_state_eq(|| None::<usize>);
    use_offers(&app);
    let places = places(&app, &query, clock::now());
    let picks: Vec<Choice> = places
        .iter()
        .flat_map(|place| place.picks.iter().map(|pick| pick.choice.clone()))
        .collect();
    let current = picks
        .iter()
        .position(|pick| Some(pick) == props.current.as_ref());
    let chosen = at.or(current.filter(|_| query.is_empty())).unwrap_or(0);
    let chosen = chosen.min(picks.len().saturating_sub(1));
    let onquery = {
        let (query, at) = (query.setter(), at.setter());
        move |words: String| {
            query.set(words);
            at.set(None);
        }
    };
    let onto = {
        let at = at.setter();
        move |index: usize| at.set(Some(index))
    };
    let ontake = {
        let (onpick, onclose) = (props.onpick.clone(), props.onclose.clone());
        move |index: usize| {
            if let Some(choice) = picks.get(index) {
                onclose.emit(());
                onpick.emit(choice.clone());
            }
        }
    };
    let more: usize = places.iter().map(|place| place.more).sum();
    let below = html! {
        <>
            if places.iter().all(|place| place.picks.is_empty()) {
                <p class="palette-none" role="status">
                    { t_args("picker-none", &[("query", query.trim().into())]) }
                </p>
            }
            if more > 0 {
                <p class="palette-more">{ t_args("picker-more", &[("count", more.into())]) }</p>
            }
        </>
    };
    let groups: Vec<ChooserGroup> = places
        .iter()
        .filter(|place| !place.picks.is_empty())
        .map(|place| group(place, props.current.as_ref(), &query))
        .collect();
    html! {
        <Chooser
            label={props.label.clone()}
            field={t("picker-field")}
            list={t("picker-list")}
            query={(*query).clone()}
            {groups}
            at={chosen}
            {below}
            {onquery}
            {onto}
            {ontake}
            onclose={props.onclose.clone()}
        />
    }
}

/// Asks for what is not known yet: of a provider that never named its models, the provider itself.
#[hook]
fn use_offers(app: &App) {
    let unknown: Vec<ProviderId> = ready(app)
        .filter(|provider| app.offers.of(&provider.id).is_none())
        .map(|provider| provider.id.clone())
        .collect();
    let to = app.dispatcher();
    use_effect_with((), move |()| {
        for id in unknown {
            actions::read_offers(to.clone(), id.clone(), false);
            actions::read_offers(to.clone(), id, true);
        }
    });
}

/// The providers that can be asked.
fn ready(app: &AppState) -> impl Iterator<Item = &Provider> {
    let all = app.providers.iter().flat_map(|all| &all.providers);
    all.filter(|provider| provider.ready)
}

fn places(app: &AppState, query: &str, now: Now) -> Vec<Place> {
    let words = query.trim();
    let mut places = vec![here(app, words)];
    for provider in ready(app) {
        let Some(offer) = app.offers.of(&provider.id) else {
            continue;
        };
        let fitting = offer.models.iter().filter(|model| {
            let both = format!("{} {} {}", provider.name, model.name, model.id);
            words::matches(&both, words)
        });
        let picks: Vec<Pick> = fitting
            .map(|model| pick(&provider.id, model, now))
            .collect();
        places.push(Place::new(provider.name.clone().into(), picks));
    }
    // Not below each word that is typed: it is an id, or nothing is called so.
    let nothing = places.iter().all(|place| place.picks.is_empty());
    if nothing || words.contains(['-', '/', ':', '.']) {
        places.extend(as_written(app, words));
    }
    places
}

/// The id that was written, at each provider that does not offer it: not every model is in a list, and not every
/// server has one.
fn as_written(app: &AppState, id: &str) -> Option<Place> {
    if id.len() < 2 || id.contains(char::is_whitespace) {
        return None;
    }
    let mut picks: Vec<Pick> = ready(app)
        .map(|provider| Pick {
            choice: Choice {
                provider: provider.id.clone(),
                model: ModelId(id.to_owned()),
            },
            name: id.to_owned().into(),
            id: None,
            note: Some(provider.name.clone().into()),
        })
        .filter(|pick| !app.offers.offers(&pick.choice))
        .collect();
    // Whoever had it once is meant first.
    picks.sort_by_key(|pick| app.offers.model(&pick.choice).is_none());
    Some(Place::new(t("picker-as-written"), picks))
}

impl Place {
    fn new(name: AttrValue, mut picks: Vec<Pick>) -> Self {
        let more = picks.len().saturating_sub(MOST);
        picks.truncate(MOST);
        Self { name, picks, more }
    }
}

fn here(app: &AppState, words: &str) -> Place {
    let fitting = app
        .shelf
        .models
        .iter()
        .filter(|model| words::matches(&model.name, words));
    let picks = fitting.map(|model| Pick {
        choice: Choice {
            provider: ProviderId::local(),
            model: model.id.clone(),
        },
        name: model.name.clone().into(),
        id: None,
        note: Some(t("chat-free")),
    });
    Place::new(t("chat-models-here"), picks.collect())
}

fn pick(provider: &ProviderId, model: &ProviderModel, now: Now) -> Pick {
    Pick {
        choice: Choice {
            provider: provider.clone(),
            model: model.id.clone(),
        },
        name: model.name.clone().into(),
        id: (model.name != model.id.0).then(|| model.id.0.clone().into()),
        note: note(model, now),
    }
}

/// What stands at the end of a model's line: that it goes, else what it costs.
fn note(model: &ProviderModel, now: Now) -> Option<AttrValue> {
    match &model.standing {
        Standing::Retired { .. } => Some(t("picker-retired")),
        Standing::Retires { on, .. } => {
            let day = format::written_day(now, on);
            Some(t_args("picker-retires", &[("day", day.as_str().into())]))
        }
        Standing::Current => model.price.map(price).or_else(|| {
            let tokens = format::count(model.context_length?);
            Some(t_args("picker-context", &[("count", tokens.into())]))
        }),
    }
}

/// `$2.00 in, $10.00 out`
fn price(price: Price) -> AttrValue {
    let (input, output) = (price.input.to_string(), price.output.to_string());
    t_args(
        "picker-price",
        &[("input", input.into()), ("output", output.into())],
    )
}

fn group(place: &Place, current: Option<&Choice>, query: &str) -> ChooserGroup {
    let line = |pick: &Pick| {
        let local = pick.choice.provider.is_local();
        ChooserLine {
            icon: if local { IconName::Chip } else { IconName::Key },
            title: words::marked(&pick.name, query.trim()),
            excerpt: pick.id.as_ref().map(|id| html! { { id.clone() } }),
            note: pick.note.clone(),
            current: Some(&pick.choice) == current,
        }
    };
    ChooserGroup {
        name: place.name.clone(),
        lines: place.picks.iter().map(line).collect(),
    }
}

#[cfg(test)]
mod tests {
    use contract::{Money, Timestamp};

    use super::*;

    fn model(standing: Standing) -> ProviderModel {
        ProviderModel {
            id: ModelId("m".into()),
            name: "M".into(),
            context_length: Some(200_000),
            longest_reply: None,
            price: None,
            sees: None,
            tools: None,
            thinks: None,
            refuses: Vec::new(),
            standing,
        }
    }

    /// 2026-11-22 12:00 UTC.
    const NOW: Now = Now {
        at: Timestamp(1_795_348_800_000),
        offset_minutes: 0,
    };

    #[test]
    fn the_end_of_a_line_says_what_matters_most() {
        let mut current = model(Standing::Current);
        assert_eq!(
            note(&current, NOW),
            Some("200,000 tokens of context".into())
        );
        current.price = Some(Price {
            input: Money::picos(2_000_000_000_000),
            output: Money::picos(10_000_000_000_000),
        });
        assert_eq!(note(&current, NOW), Some("$2.00 in, $10.00 out".into()));
        let goes = Standing::Retires {
            on: "2026-12-11".into(),
            successor: None,
        };
        let note = note(&model(goes), NOW).unwrap();
        assert!(note.contains("11 Dec"), "{note}");
    }

    #[test]
    fn a_long_list_is_cut_and_says_so() {
        let provider = ProviderId("openrouter".into());
        let picks: Vec<Pick> = (0..400)
            .map(|_| pick(&provider, &model(Standing::Current), NOW))
            .collect();
        let place = Place::new("OpenRouter".into(), picks);
        assert_eq!((place.picks.len(), place.more), (MOST, 400 - MOST));
    }
}
