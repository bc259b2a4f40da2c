//! The keys of the whole window: which chord does what, and how it is printed.
//!
//! Belongs here: chords that work everywhere. Does not belong here: the keys
//! inside a menu, a list or the composer, which those handle themselves.

use web_sys::KeyboardEvent;
use yew::AttrValue;

/// What a chord does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Opens or closes the palette.
    Palette,
    /// Shows conversations.
    Chat,
    /// Shows CVs.
    Cv,
    /// An empty conversation.
    NewChat,
    /// An empty conversation that is not kept.
    TemporaryChat,
    /// To the search field above the list.
    Find,
    /// Folds the list pane away, or back.
    TogglePane,
    /// Shows the settings.
    Settings,
    /// Opens or closes the sheet of all keys.
    Shortcuts,
    /// Takes back what the newest toast offers to.
    Undo,
    /// Takes away what lies over the page.
    Close,
}

/// A key as it was pressed, with the keys that were held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chord {
    /// `KeyboardEvent.key`: what the layout types there.
    pub key: String,
    /// `KeyboardEvent.code`: where the key is, named after a US keyboard.
    pub code: String,
    /// Control, or Command on a Mac.
    pub command: bool,
    /// Another modifier that makes it no chord of ours: Alt, or the wrong one of
    /// Control and Command.
    pub other: bool,
    /// Shift.
    pub shift: bool,
    /// The focus is where characters are typed.
    pub typing: bool,
}

impl Chord {
    /// The chord of an event.
    pub fn of(event: &KeyboardEvent, typing: bool) -> Self {
        let (command, foreign) = if is_mac() {
            (event.meta_key(), event.ctrl_key())
        } else {
            (event.ctrl_key(), event.meta_key())
        };
        Self {
            key: event.key(),
            code: event.code(),
            command,
            other: foreign || event.alt_key(),
            shift: event.shift_key(),
            typing,
        }
    }

    /// What it does.
    pub fn command(&self) -> Option<Command> {
        if self.other {
            return None;
        }
        if !self.command {
            return match self.key.as_str() {
                "Escape" => Some(Command::Close),
                // Arabic keyboards have a question mark of their own.
                "?" | "؟" if !self.typing => Some(Command::Shortcuts),
                _ => None,
            };
        }
        let meant = meant(&self.key, &self.code);
        if self.shift {
            return (meant == "n").then_some(Command::TemporaryChat);
        }
        match meant.as_str() {
            "k" => Some(Command::Palette),
            "1" => Some(Command::Chat),
            "4" => Some(Command::Cv),
            "n" => Some(Command::NewChat),
            "f" => Some(Command::Find),
            "b" => Some(Command::TogglePane),
            "," => Some(Command::Settings),
            "z" => Some(Command::Undo),
            _ => None,
        }
    }
}

impl Command {
    /// The chord as it is printed, for buttons, menus and the sheet.
    pub fn keys(self) -> AttrValue {
        let key = match self {
            Self::Palette => "K",
            Self::Chat => "1",
            Self::Cv => "4",
            Self::NewChat => "N",
            Self::TemporaryChat => "Shift N",
            Self::Find => "F",
            Self::TogglePane => "B",
            Self::Settings => ",",
            Self::Undo => "Z",
            Self::Shortcuts => return AttrValue::Static("?"),
            Self::Close => return AttrValue::Static("Esc"),
        };
        with_command(key)
    }
}

/// The key that is meant together with Control: what the layout types there. A
/// letter of another script, or a sign in the place of a digit (French, Czech),
/// is none of the keys that are printed; then the key's place decides. Letters
/// and signs of Latin layouts stay what they are: on Dvorak they stand elsewhere.
fn meant(key: &str, code: &str) -> String {
    let printed = |c: char| c.is_ascii_alphanumeric() || c == ',';
    if key.chars().all(printed) {
        return key.to_lowercase();
    }
    if let Some(digit) = code.strip_prefix("Digit") {
        return digit.to_owned();
    }
    let foreign = key.chars().all(|c| c.is_alphabetic() && !is_latin(c));
    match (foreign, code.strip_prefix("Key")) {
        (true, Some(letter)) => letter.to_lowercase(),
        (true, None) if code == "Comma" => ",".to_owned(),
        _ => key.to_lowercase(),
    }
}

/// Whether a letter is of the Latin script.
fn is_latin(letter: char) -> bool {
    matches!(letter, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Whether an input method takes the key: WebKit says of the one that ends a composition only by its
/// number that it belongs to it.
pub fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

/// `Ctrl` and a key, in the manner of the system.
pub fn with_command(key: &str) -> AttrValue {
    AttrValue::from(if is_mac() {
        format!("⌘{key}")
    } else {
        format!("Ctrl {key}")
    })
}

/// Whether Command does here what Control does elsewhere.
fn is_mac() -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        thread_local! {
            static MAC: bool = web_sys::window()
                .and_then(|window| window.navigator().platform().ok())
                .is_some_and(|platform| platform.starts_with("Mac"));
        }
        MAC.with(|mac| *mac)
    }
    // Without a webview there is no keyboard either: tests.
    #[cfg(not(target_arch = "wasm32"))]
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chord(key: &str) -> Chord {
        Chord {
            key: key.into(),
            ..Chord::default()
        }
    }

    fn ctrl(key: &str) -> Chord {
        Chord {
            command: true,
            ..chord(key)
        }
    }

    #[test]
    fn every_printed_chord_does_what_it_says() {
        use Command::{Chat, Cv, Find, NewChat, Palette, Settings, TogglePane};
        for command in [Palette, Chat, Cv, NewChat, Find, TogglePane, Settings] {
            let keys = command.keys();
            let key = keys
                .strip_prefix("Ctrl ")
                .expect("no Mac runs without a webview");
            assert_eq!(ctrl(&key.to_lowercase()).command(), Some(command), "{keys}");
        }
    }

    #[test]
    fn characters_that_are_typed_are_no_commands() {
        let question = chord("?");
        assert_eq!(question.command(), Some(Command::Shortcuts));
        assert_eq!(
            Chord {
                typing: true,
                ..question
            }
            .command(),
            None,
            "it is a character there"
        );
        assert_eq!(chord("k").command(), None, "a letter alone is nothing");
        assert_eq!(
            Chord {
                typing: true,
                ..ctrl("k")
            }
            .command(),
            Some(Command::Palette),
            "chords with Control work in fields too"
        );
    }

    #[test]
    fn other_modifiers_make_other_chords() {
        assert_eq!(
            Chord {
                other: true,
                ..ctrl("n")
            }
            .command(),
            None,
            "AltGr types characters"
        );
        assert_eq!(
            Chord {
                shift: true,
                ..ctrl("k")
            }
            .command(),
            None
        );
        for key in ["n", "N", "т"] {
            let temporary = Chord {
                shift: true,
                code: "KeyN".into(),
                ..ctrl(key)
            };
            assert_eq!(temporary.command(), Some(Command::TemporaryChat), "{key}");
        }
        assert_eq!(
            ctrl("K").command(),
            Some(Command::Palette),
            "caps lock is no modifier"
        );
    }

    /// What Control does with the key that types `key` and stands at `code`.
    fn ctrl_at(key: &str, code: &str) -> Option<Command> {
        Chord {
            code: code.into(),
            ..ctrl(key)
        }
        .command()
    }

    #[test]
    fn chords_work_on_every_script() {
        for key in ["л", "Л", "κ", "ל", "ن", "क", "ㅏ"] {
            assert_eq!(ctrl_at(key, "KeyK"), Some(Command::Palette), "{key}");
        }
        assert_eq!(
            ctrl_at("لا", "KeyB"),
            Some(Command::TogglePane),
            "one Arabic key types two letters"
        );
        for key in ["б", "ת", "و"] {
            assert_eq!(ctrl_at(key, "Comma"), Some(Command::Settings), "{key}");
        }
        assert_eq!(
            ctrl_at(",", "Slash"),
            Some(Command::Settings),
            "the comma itself is one wherever it stands"
        );
    }

    #[test]
    fn digits_work_where_they_want_shift() {
        for key in ["&", "+", "1", "١", "\""] {
            assert_eq!(ctrl_at(key, "Digit1"), Some(Command::Chat), "{key}");
        }
    }

    #[test]
    fn latin_layouts_keep_their_keys() {
        assert_eq!(
            ctrl_at("k", "KeyV"),
            Some(Command::Palette),
            "K on Dvorak stands at V"
        );
        assert_eq!(ctrl_at("t", "KeyK"), None, "at K stands Dvorak's T");
        assert_eq!(ctrl_at("w", "Comma"), None, "at the comma Dvorak's W");
        assert_eq!(ctrl_at(";", "Comma"), None, "there French has a semicolon");
        assert_eq!(
            ctrl_at("’", "KeyN"),
            None,
            "a sign of Bépo is no letter of another script"
        );
        assert_eq!(ctrl_at("ı", "KeyF"), None, "Turkish letters are Latin");
    }

    #[test]
    fn a_place_makes_no_key_of_what_is_typed() {
        let question = Chord {
            code: "Digit7".into(),
            shift: true,
            ..chord("?")
        };
        assert_eq!(
            question.command(),
            Some(Command::Shortcuts),
            "Russian has the question mark above 7"
        );
    }
}
