//! What the page below can do by buttons of its own: the palette presses them.
//!
//! Belongs here: deeds that concern what one component keeps to itself, such as
//! a title that becomes a field. Does not belong here: what the state of the
//! window knows; those deeds are actions.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::dom;

/// A button of the chat page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Control {
    /// Ends the reply; there while one arrives.
    Stop,
    /// The title, which becomes a field; there once the conversation is made.
    Title,
    /// Picks another model that is asked beside.
    Beside,
    /// Shows or hides the inspector.
    Inspector,
    /// Saves a picture of a reply; the last one that is shown.
    SavePicture,
    /// Copies it.
    CopyPicture,
}

impl Control {
    /// The class that this button alone has.
    fn class(self) -> &'static str {
        match self {
            Self::Stop => "composer-stop",
            Self::Title => "chat-title-button",
            Self::Beside => "chat-also",
            Self::Inspector => "chat-inspect",
            Self::SavePicture => "made-save",
            Self::CopyPicture => "made-copy",
        }
    }

    fn button(self) -> Option<HtmlElement> {
        let document = dom::document()?;
        let found = document.query_selector_all(&format!("button.{}", self.class()));
        let found = found.ok()?;
        // Of pictures the last is meant; of all else there is one.
        found.item(found.length().checked_sub(1)?)?.dyn_into().ok()
    }
}

/// Which of the buttons are there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Controls {
    /// A reply can be ended.
    pub stop: bool,
    /// The title can be changed.
    pub title: bool,
    /// Another model can be asked beside.
    pub beside: bool,
    /// Whether the inspector is open, where it can be.
    pub inspector: Option<bool>,
    /// A picture can be saved and copied.
    pub picture: bool,
}

impl Controls {
    /// As they are now.
    pub(super) fn now() -> Self {
        let pressed =
            |button: HtmlElement| button.get_attribute("aria-pressed").as_deref() == Some("true");
        Self {
            stop: Control::Stop.button().is_some(),
            title: Control::Title.button().is_some(),
            beside: Control::Beside
                .button()
                .is_some_and(|button| !button.has_attribute("disabled")),
            inspector: Control::Inspector.button().map(pressed),
            picture: Control::SavePicture.button().is_some(),
        }
    }
}

/// Presses the button. One that went away meanwhile has nothing left to do.
pub(super) fn press(control: Control) {
    if let Some(button) = control.button() {
        button.click();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_buttons_are_still_called_so() {
        let header = include_str!("../pages/chat/header.rs");
        let figure = include_str!("../pages/chat/pictures/figure.rs");
        let composer = include_str!("../pages/chat/composer.rs");
        for (control, source) in [
            (Control::Stop, composer),
            (Control::Title, header),
            (Control::Beside, header),
            (Control::Inspector, header),
            (Control::SavePicture, figure),
            (Control::CopyPicture, figure),
        ] {
            let class = format!("class=\"{}\"", control.class());
            assert!(
                source.contains(&class),
                "without its class {control:?} is in no palette"
            );
        }
    }
}
