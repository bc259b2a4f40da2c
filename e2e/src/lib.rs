//! Drives the real window through WebDriver, for tests, for `cargo xtask run`
//! on a machine without a display, and for `cargo xtask tour`.
//!
//! Belongs here: starting the program with a data folder of its own, finding
//! things on the page as a person with a screen reader would (by role and
//! name), and the steps that many journeys share. Does not belong here: what a
//! journey must show; that is in `tests/`.
//!
//! Linux only: `WebKitWebDriver` drives WebKitGTK, under a display and a session
//! bus, real or virtual: `dbus-run-session -- xvfb-run -a …`.

pub mod axe;
mod browser;
mod console;
pub mod cvs;
mod desktop;
mod driver_extras;
pub mod exports;
pub mod foreign;
mod home;
pub mod journey;
pub mod keychain;
mod keys;
mod page;
mod pulse;
mod role;
pub mod seed;
mod settle;
pub mod tools;
pub mod tour;
pub mod vendors;
mod words;

pub use console::Console;
pub use desktop::client;
pub use home::Home;
pub use keys::Chord;
pub use page::{Page, SHORT, TOKENS};
pub use pulse::Pulse;
pub use words::{word, word_with};

/// Why a journey could not go on: one sentence that says what was waited for.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Shorthand for a step of a journey.
pub type Result<T = ()> = std::result::Result<T, Failure>;
