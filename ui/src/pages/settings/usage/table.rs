//! The sums by model or by provider.

use contract::usage::UsageRow;
use contract::{ModelId, ProviderId};
use yew::prelude::*;

use crate::format;
use crate::i18n::t;
use crate::state::{App, Choice, use_app};

/// What the rows stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Models.
    Models,
    /// Providers.
    Providers,
}

/// Properties of [`UsageTable`].
#[derive(Clone, PartialEq, Properties)]
pub struct TableProps {
    /// What the rows stand for.
    pub kind: Kind,
    /// The rows.
    pub rows: Vec<UsageRow>,
}

/// The table.
#[component]
pub fn UsageTable(props: &TableProps) -> Html {
    let app = use_app();
    let head = match props.kind {
        Kind::Models => t("usage-col-model"),
        Kind::Providers => t("usage-col-provider"),
    };
    html! {
        <div class="usage-table" tabindex="0" role="region" aria-label={head.clone()}>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{ head }</th>
                        <th scope="col">{ t("usage-requests") }</th>
                        <th scope="col">{ t("usage-in") }</th>
                        <th scope="col">{ t("usage-out") }</th>
                        <th scope="col">{ t("usage-cost") }</th>
                    </tr>
                </thead>
                <tbody>{ for props.rows.iter().map(|row| one(&app, row)) }</tbody>
            </table>
        </div>
    }
}

fn one(app: &App, row: &UsageRow) -> Html {
    let sums = &row.sums;
    let (name, of) = match &row.provider {
        Some(provider) => (
            model(app, provider, &row.key),
            Some(provider_name(app, provider)),
        ),
        None => (provider_name(app, &ProviderId(row.key.clone())), None),
    };
    let local = row
        .provider
        .as_ref()
        .map_or(row.key.as_str(), |id| id.0.as_str());
    let free = ProviderId(local.to_owned()).is_local();
    html! {
        <tr key={format!("{local} {}", row.key)}>
            <th scope="row">
                <span dir="auto">{ name }</span>
                if let Some(of) = of { <span class="usage-of">{ of }</span> }
            </th>
            <td>{ format::count(sums.requests) }</td>
            <td>{ format::count(sums.input_tokens) }</td>
            <td>{ format::count(sums.output_tokens) }</td>
            <td>{ if free { t("chat-free") } else { format::cost(sums.cost) } }</td>
        </tr>
    }
}

fn provider_name(app: &App, id: &ProviderId) -> AttrValue {
    if id.is_local() {
        return t("on-this-computer");
    }
    let known = app.provider(id).map(|known| known.name.clone());
    known.unwrap_or_else(|| id.0.clone()).into()
}

fn model(app: &App, provider: &ProviderId, id: &str) -> AttrValue {
    let choice = Choice {
        provider: provider.clone(),
        model: ModelId(id.to_owned()),
    };
    let here = app
        .shelf
        .models
        .iter()
        .find(|model| model.id == choice.model);
    let known = match here.filter(|_| provider.is_local()) {
        Some(model) => Some(model.name.clone()),
        None => app.offers.model(&choice).map(|model| model.name.clone()),
    };
    known.unwrap_or_else(|| id.to_owned()).into()
}
