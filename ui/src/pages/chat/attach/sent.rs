//! The attachments of a message that was sent: pictures as pictures, the rest by name.

use contract::attachment::{Attachment, AttachmentKind};
use yew::prelude::*;

use super::facts;
use crate::components::icon;
use crate::i18n::t;
use crate::pages::chat::pictures::Opened;

/// The longer side of a picture, in CSS pixels.
const SIDE: u32 = 160;

/// Properties of [`Sent`].
#[derive(Clone, PartialEq, Properties)]
pub struct SentProps {
    /// In the order in which they were sent.
    pub attachments: Vec<Attachment>,
}

/// What went with a message.
#[component]
pub fn Sent(props: &SentProps) -> Html {
    if props.attachments.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="sent-files" aria-label={t("attach-list")}>
            { for props.attachments.iter().map(one) }
        </ul>
    }
}

fn one(attachment: &Attachment) -> Html {
    let key = attachment.id.to_string();
    let line = facts::line(attachment);
    match &attachment.kind {
        AttachmentKind::Image { .. } => {
            let name = &attachment.name;
            html! {
                <li {key} class="sent-picture" title={format!("{name} · {line}")}>
                    <Opened picture={attachment.clone()} side={SIDE} />
                </li>
            }
        }
        _ => html! {
            <li {key} class="chip">
                <span class="chip-icon">{ icon(facts::icon_of(attachment), 18) }</span>
                <span class="chip-words">
                    <bdi class="chip-name" title={attachment.name.clone()}>{ &attachment.name }</bdi>
                    <span class="chip-facts">{ line }</span>
                </span>
            </li>
        },
    }
}
