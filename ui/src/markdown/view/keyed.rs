//! Children that keep their elements while others come after them.

use yew::Html;
use yew::virtual_dom::{Key, VList, VNode};

/// `children` in order, each known by its place.
///
/// Without keys Yew matches children from the last one backwards: one more at
/// the end of a growing text would replace all elements before it. A `for` with
/// keys in `html!` does not help where something without a key stands beside it.
pub fn keyed(children: impl IntoIterator<Item = Html>) -> Html {
    let known =
        |(place, child)| VNode::from(VList::with_children(vec![child], Some(Key::from(place))));
    let children: Vec<VNode> = children.into_iter().enumerate().map(known).collect();
    VNode::from(VList::with_children(children, None))
}
