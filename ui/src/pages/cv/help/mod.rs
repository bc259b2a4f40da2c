//! A model's help on a text: what is wished, what it proposes, and what of that is taken.
//!
//! Belongs here: the panel under a field. Does not belong here: asking models and finding claims, which
//! the desktop does ([`contract::Handlers::advise_cv`]).

mod panel;
mod proposal;
mod taking;
mod wishes;

use std::rc::Rc;

use contract::CvId;
use contract::cv::{Cv, field_path};
use yew::prelude::*;

use super::Edit;
use panel::HelpPanel;

/// Help on the texts of one CV.
#[derive(Clone, PartialEq)]
pub struct Help {
    /// Opens the panel for a field, by its path ([`contract::cv::AdviseCv::field`]); for that of the open
    /// panel, closes it. The same for the life of the page.
    pub open: Callback<String>,
    /// The open panel, and the field that it stands under.
    pub panel: Option<(String, Html)>,
}

/// The CV and the field for which the panel is open.
#[derive(Default, PartialEq)]
struct Opened(Option<(CvId, String)>);

impl Reducible for Opened {
    type Action = Option<(CvId, String)>;

    fn reduce(self: Rc<Self>, action: Self::Action) -> Rc<Self> {
        Rc::new(Self(action.filter(|asked| self.0.as_ref() != Some(asked))))
    }
}

/// The help for the open CV. What is taken of a proposal goes to `edit`.
#[hook]
pub fn use_help(id: CvId, cv: &Cv, edit: &Callback<Edit>) -> Help {
    let opened = use_reducer_eq(Opened::default);
    let open = {
        let to = opened.dispatcher();
        use_callback(id, move |path: String, id| to.dispatch(Some((*id, path))))
    };
    let onclose = {
        let to = opened.dispatcher();
        use_callback((), move |(), ()| to.dispatch(None))
    };
    let path = opened
        .0
        .as_ref()
        .filter(|(of, _)| *of == id)
        .map(|(_, path)| path);
    let panel = path.and_then(|path| {
        let text = AttrValue::from(field_path::text(cv, path)?.to_owned());
        let panel = html! {
            <HelpPanel
                key={path.clone()}
                {id}
                path={AttrValue::from(path.clone())}
                {text}
                edit={edit.clone()}
                {onclose}
            />
        };
        Some((path.clone(), panel))
    });
    Help { open, panel }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_button_closes_what_it_opened() {
        let id: CvId = "00000000-0000-7000-8000-000000000001".parse().unwrap();
        let ask = |path: &str| Some((id, path.to_owned()));
        let opened = Rc::new(Opened::default()).reduce(ask("a/text"));
        assert!(opened.0 == ask("a/text"));
        let other = opened.reduce(ask("b/text"));
        assert!(other.0 == ask("b/text"));
        assert!(Rc::clone(&other).reduce(ask("b/text")).0.is_none());
        assert!(other.reduce(None).0.is_none());
    }
}
