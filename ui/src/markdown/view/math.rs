//! Formulas as elements of MathML.

use yew::prelude::*;
use yew::virtual_dom::{VNode, VTag, VText};

use crate::i18n::{t, t_args};
use crate::markdown::math::{self, Element, Failure};

/// Properties of [`MathView`].
#[derive(PartialEq, Properties)]
pub struct MathProps {
    /// TeX.
    pub source: AttrValue,
    /// On a line of its own.
    pub display: bool,
}

/// A formula; one that cannot be read, as it was written.
#[component]
pub fn MathView(props: &MathProps) -> Html {
    let display = props.display;
    let row = match math::read(&props.source) {
        Ok(row) => row,
        Err(failure) => {
            let reason = reason(&failure);
            return html! {
                <code
                    class={classes!("md-math", display.then_some("md-math-display"))}
                    dir="ltr"
                    tabindex="0"
                    aria-description={reason.clone()}
                    data-tip={reason}
                >
                    { props.source.clone() }
                </code>
            };
        }
    };
    let mark = if display { "$$" } else { "$" };
    // The formula itself cannot be selected: what is copied is its source. A wide
    // one scrolls, by the keyboard too.
    html! {
        <span
            class={classes!("md-formula", display.then_some("md-formula-display"))}
            dir="ltr"
            role={display.then_some("group")}
            tabindex={display.then_some("0")}
            aria-label={display.then(|| t("md-formula"))}
        >
            <math display={display.then_some("block")} alttext={props.source.clone()}>
                <semantics>
                    { element(&row) }
                    <annotation encoding="application/x-tex">{ props.source.clone() }</annotation>
                </semantics>
            </math>
            <span class="md-formula-source" aria-hidden="true">{ format!("{mark}{}{mark}", props.source) }</span>
        </span>
    }
}

/// The tree's depth is capped, so is this recursion.
fn element(of: &Element) -> Html {
    let mut tag = VTag::new(of.tag);
    for (name, value) in &of.attributes {
        tag.add_attribute(name, value.to_string());
    }
    if !of.text.is_empty() {
        tag.add_child(VNode::from(VText::new(of.text.clone())));
    }
    tag.add_children(of.children.iter().map(element));
    tag.into()
}

fn reason(failure: &Failure) -> AttrValue {
    match failure {
        Failure::Long => t("md-math-long"),
        Failure::Deep => t("md-math-deep"),
        Failure::Unknown(name) => t_args("md-math-unknown", &[("name", name.as_str().into())]),
        Failure::Misplaced(sign) => t_args("md-math-misplaced", &[("sign", sign.as_str().into())]),
    }
}
