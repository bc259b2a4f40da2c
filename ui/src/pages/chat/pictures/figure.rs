//! A picture in a reply: the picture, what it is, and what can be done with it.

use contract::attachment::{Attachment, AttachmentKind};
use yew::prelude::*;

use super::deeds;
use super::viewer::Viewer;
use crate::components::{IconButton, IconName};
use crate::i18n::{t, t_args};
use crate::pages::chat::attach::{Preview, facts, within};
use crate::state::use_app;

/// The longer side in a reply, in CSS pixels.
const LARGE: u32 = 480;
/// The same in the card of a call.
const SMALL: u32 = 240;

/// Properties of [`Figure`].
#[derive(Clone, PartialEq, Properties)]
pub struct FigureProps {
    /// The picture.
    pub picture: Attachment,
    /// It stands in a card.
    #[prop_or_default]
    pub small: bool,
}

/// A picture in a reply.
#[component]
pub fn Figure(props: &FigureProps) -> Html {
    let app = use_app();
    let open = use_state_eq(|| false);
    let copied = use_state_eq(|| false);
    let picture = &props.picture;
    let AttachmentKind::Image { width, height, .. } = &picture.kind else {
        return Html::default();
    };
    let side = if props.small { SMALL } else { LARGE };
    let (width, height) = within(side, *width, *height);
    let id = picture.id;
    let (alt, line) = (alt(picture), facts::line_of_picture(picture));
    let show = |shown: bool| {
        let open = open.setter();
        move |_: MouseEvent| open.set(shown)
    };
    let save = {
        let app = app.clone();
        move |_: MouseEvent| deeds::save(&app, id)
    };
    let copy = {
        let copied = copied.setter();
        move |_: MouseEvent| {
            let copied = copied.clone();
            deeds::copy(id, move || copied.set(true));
        }
    };
    html! {
        <figure class={classes!("made", props.small.then_some("made-small"))}>
            <button
                type="button"
                class="made-open"
                aria-label={t_args("made-open", &[("picture", alt.as_str().into())])}
                aria-haspopup="dialog"
                onclick={show(true)}
            >
                <Preview {id} {alt} {width} {height} pixels={side * 2} />
            </button>
            <figcaption class="made-line">
                <span class="made-facts">{ line }</span>
                <IconButton icon={IconName::Download} size={16} class="made-save" label={t("made-save")} onclick={save} />
                <IconButton
                    icon={if *copied { IconName::Check } else { IconName::Copy }}
                    size={16}
                    class="made-copy"
                    label={if *copied { t("md-copied") } else { t("made-copy") }}
                    onclick={copy}
                />
            </figcaption>
            if *open {
                <Viewer picture={picture.clone()} onclose={let open = open.setter(); move |()| open.set(false)} />
            }
        </figure>
    }
}

/// Properties of [`Figures`].
#[derive(Clone, PartialEq, Properties)]
pub struct FiguresProps {
    /// The pictures, in order.
    pub pictures: Vec<Attachment>,
}

/// The pictures of a card, side by side.
#[component]
pub fn Figures(props: &FiguresProps) -> Html {
    if props.pictures.is_empty() {
        return Html::default();
    }
    let figure = |picture: &Attachment| {
        html! { <Figure key={picture.id.to_string()} picture={picture.clone()} small=true /> }
    };
    html! { <div class="made-row">{ for props.pictures.iter().map(figure) }</div> }
}

/// What a picture is, for those who do not see it: nobody knows what it shows.
pub(super) fn alt(picture: &Attachment) -> AttrValue {
    match picture.made {
        None => picture.name.clone().into(),
        Some(made) if made.call.is_some() => t_args("made-by-tool", &[("name", name(picture))]),
        Some(_) => t_args("made-by-model", &[("name", name(picture))]),
    }
}

fn name(picture: &Attachment) -> fluent_bundle::FluentValue<'_> {
    picture.name.as_str().into()
}

#[cfg(test)]
mod tests {
    use contract::picture::Made;

    use super::*;

    #[test]
    fn a_picture_says_whose_it_is() {
        let mut picture = Attachment {
            id: "00000000-0000-7000-8000-000000000001"
                .parse()
                .expect("an id"),
            name: "picture-1.png".into(),
            kind: AttachmentKind::Image {
                media_type: "image/png".into(),
                width: 1024,
                height: 768,
            },
            bytes: 1_200_000,
            tokens: Some(700),
            left_out: None,
            made: None,
        };
        assert_eq!(alt(&picture), "picture-1.png");
        picture.made = Some(Made { at: 0, call: None });
        let by_model = alt(&picture);
        assert!(by_model.contains("picture-1.png") && by_model != "picture-1.png");
        let call = "00000000-0000-7000-8000-000000000002".parse().ok();
        picture.made = Some(Made { at: 0, call });
        assert_ne!(alt(&picture), by_model);
        let line = facts::line_of_picture(&picture);
        assert!(line.contains("1024") && line.contains("1.2 MB"), "{line}");
        assert!(
            !line.contains("700"),
            "what it costs to send says nothing here"
        );
    }
}
