//! Small pictures of attached pictures, asked for once.

use std::cell::RefCell;
use std::collections::HashMap;

use contract::AttachmentId;
use contract::attachment::PreviewAttachment;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::ipc::client;

/// Pixels of a preview's longer side: sharp at 160 CSS pixels on a fine screen.
const SIDE: u32 = 320;
/// Previews that are kept, and their bytes: some tens of kilobytes each, large ones some megabytes.
const MOST: usize = 100;
const LARGEST: usize = 32 << 20;
/// One pixel without a colour: it keeps the place of what is on its way.
const NOTHING: &str =
    "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

thread_local! {
    static KEPT: RefCell<HashMap<(AttachmentId, u32), AttrValue>> = RefCell::default();
}

/// Properties of [`Preview`].
#[derive(Clone, PartialEq, Properties)]
pub struct PreviewProps {
    /// The picture.
    pub id: AttachmentId,
    /// What it is, for those who do not see it; empty where its name stands beside it.
    pub alt: AttrValue,
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// Pixels of the longer side that are asked for.
    #[prop_or(SIDE)]
    pub pixels: u32,
}

/// A small picture, or an empty place until it is there.
#[component]
pub fn Preview(props: &PreviewProps) -> Html {
    let key = (props.id, props.pixels);
    let source = use_state_eq(|| kept(key));
    use_effect_with(key, {
        let source = source.setter();
        move |key| {
            let (id, side) = *key;
            let key = (id, side);
            let there = kept(key);
            source.set(there.clone());
            if there.is_none() {
                spawn_local(async move {
                    let request = PreviewAttachment { id, side };
                    // Without it its name and place stay.
                    if let Ok(preview) = client().attachment_preview(request).await {
                        let url = format!("data:{};base64,{}", preview.media_type, preview.bytes);
                        let url = AttrValue::from(url);
                        keep(key, url.clone());
                        source.set(Some(url));
                    }
                });
            }
        }
    });
    html! {
        <img
            class="preview"
            src={(*source).clone().unwrap_or(AttrValue::Static(NOTHING))}
            alt={props.alt.clone()}
            width={props.width.to_string()}
            height={props.height.to_string()}
            draggable="false"
        />
    }
}

/// A picture's size within a square of `side`, never larger than it is.
pub fn within(side: u32, width: u32, height: u32) -> (u32, u32) {
    let longest = width.max(height).max(1);
    if longest <= side {
        return (width.max(1), height.max(1));
    }
    let scaled = |length: u32| {
        let length = u64::from(length) * u64::from(side) / u64::from(longest);
        u32::try_from(length).unwrap_or(side).max(1)
    };
    (scaled(width), scaled(height))
}

fn kept(key: (AttachmentId, u32)) -> Option<AttrValue> {
    KEPT.with_borrow(|kept| kept.get(&key).cloned())
}

fn keep(key: (AttachmentId, u32), url: AttrValue) {
    KEPT.with_borrow_mut(|kept| {
        let bytes: usize = kept.values().map(|url| url.len()).sum();
        if kept.len() >= MOST || bytes + url.len() > LARGEST {
            kept.clear();
        }
        kept.insert(key, url);
    });
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn previews_keep_their_proportions_and_a_place() {
        assert_eq!(within(160, 2000, 1000), (160, 80));
        assert_eq!(within(160, 30, 20), (30, 20), "not blown up");
        assert_eq!(within(160, 1, 100_000), (1, 160));
        assert_eq!(within(160, u32::MAX, u32::MAX), (160, 160));
        assert_eq!(within(160, 0, 0), (1, 1));
    }
}
