//! The moment before the first picture.

use yew::prelude::*;

use crate::components::Spinner;
use crate::i18n::t;

/// An empty window; the words come only where the start takes long (CSS).
#[component]
pub fn Starting() -> Html {
    html! {
        <main class="starting" aria-busy="true">
            <p class="starting-text"><Spinner />{ t("starting") }</p>
        </main>
    }
}
