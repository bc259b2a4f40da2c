//! A bar for each day or month, and the same numbers as a table for those without a pointer or eyes.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::span::{Bar, tokens};
use crate::clock::{Now, civil};
use crate::css;
use crate::format;
use crate::i18n::{t, t_args};

/// Properties of [`Chart`].
#[derive(Clone, PartialEq, Properties)]
pub struct ChartProps {
    /// The bars, oldest first.
    pub bars: Vec<Bar>,
    /// The present day.
    pub now: Now,
    /// A bar stands for a month, and not for a day.
    pub monthly: bool,
}

/// The chart.
#[component]
pub fn Chart(props: &ChartProps) -> Html {
    let most = props.bars.iter().map(|bar| tokens(&bar.sums)).max();
    let most = most.unwrap_or_default();
    let name = |bar: &Bar| name(props, bar);
    let (first, last) = (props.bars.first().map(name), props.bars.last().map(name));
    html! {
        <figure class="usage-chart">
            <div class="usage-bars" aria-hidden="true">
                { for props.bars.iter().map(|bar| html! {
                    <Column
                        key={bar.day}
                        share={share(tokens(&bar.sums), most)}
                        tip={tip(&name(bar), bar)}
                    />
                }) }
            </div>
            <figcaption class="usage-ends" aria-hidden="true">
                <span>{ first.unwrap_or_default() }</span>
                <span>{ t_args("usage-most", &[("count", format::count(most).into())]) }</span>
                <span>{ last.unwrap_or_default() }</span>
            </figcaption>
            <details class="usage-numbers">
                <summary>{ t("usage-numbers") }</summary>
                <div class="usage-table" tabindex="0" role="region" aria-label={t("usage-chart")}>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{ if props.monthly { t("usage-col-month") } else { t("usage-col-day") } }</th>
                                <th scope="col">{ t("usage-tokens") }</th>
                                <th scope="col">{ t("usage-cost") }</th>
                            </tr>
                        </thead>
                        <tbody>
                            { for props.bars.iter().filter(|bar| bar.sums.requests > 0).map(|bar| html! {
                                <tr key={bar.day}>
                                    <th scope="row">{ name(bar) }</th>
                                    <td>{ format::count(tokens(&bar.sums)) }</td>
                                    <td>{ format::cost(bar.sums.cost) }</td>
                                </tr>
                            }) }
                        </tbody>
                    </table>
                </div>
            </details>
        </figure>
    }
}

/// The height in hundredths. What was there at all is seen.
fn share(tokens: u64, most: u64) -> u32 {
    if tokens == 0 || most == 0 {
        return 0;
    }
    let share = tokens as f64 / most as f64 * 100.0;
    share.round().clamp(2.0, 100.0) as u32
}

fn name(props: &ChartProps, bar: &Bar) -> AttrValue {
    let (year, month, day) = civil(bar.day);
    let key = if props.monthly {
        "month-name"
    } else {
        "month-short"
    };
    let month = t_args(key, &[("month", month.into())]);
    if props.monthly {
        let year = year.to_string();
        return t_args(
            "group-other",
            &[("month", month.as_str().into()), ("year", year.into())],
        );
    }
    let day = day.to_string();
    t_args(
        "day-month",
        &[("day", day.into()), ("month", month.as_str().into())],
    )
}

fn tip(name: &AttrValue, bar: &Bar) -> AttrValue {
    let tokens = format::count(tokens(&bar.sums));
    let cost = format::cost(bar.sums.cost);
    t_args(
        "usage-tip",
        &[
            ("name", name.as_str().into()),
            ("tokens", tokens.into()),
            ("cost", cost.as_str().into()),
        ],
    )
}

#[derive(Clone, PartialEq, Properties)]
struct ColumnProps {
    /// Hundredths of the chart's height.
    share: u32,
    tip: AttrValue,
}

#[component]
fn Column(props: &ColumnProps) -> Html {
    let node = use_node_ref();
    use_effect_with(props.share, {
        let node = node.clone();
        move |share| {
            if let Some(bar) = node.cast::<HtmlElement>() {
                css::set(&bar, &[("height", format!("{share}%"))]);
            }
        }
    });
    html! {
        <span class="usage-column" data-tip={props.tip.clone()}>
            <span ref={node} class="usage-bar"></span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn a_little_is_seen_and_nothing_is_not() {
        assert_eq!(share(0, 100), 0);
        assert_eq!(share(0, 0), 0);
        assert_eq!(share(1, 1_000_000), 2);
        assert_eq!(share(50, 100), 50);
        assert_eq!(share(u64::MAX, u64::MAX), 100);
    }
}
