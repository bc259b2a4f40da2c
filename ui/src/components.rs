//! The parts that every page is built from.
//!
//! Belongs here: parts that know nothing of Pulse's state and contract. Does
//! not belong here: anything that calls the desktop.

mod blank;
mod button;
mod chooser;
mod dialog;
mod field;
mod form;
mod icon;
mod keys;
mod live;
mod menu;
mod menu_button;
mod menu_item;
mod notice;
mod painted;
mod pill;
mod popover;
mod progress;
mod rename;
mod segmented;
mod slider;
mod toasts;
mod tooltip;
mod topmost;

pub use blank::{Blank, Skeleton, Spinner};
pub use button::{Button, IconButton, Look};
pub use chooser::{Chooser, ChooserGroup, ChooserLine};
pub use dialog::{Dialog, Modal};
pub use field::{TextArea, TextField, use_id};
pub use form::use_form_focus;
pub use icon::{IconName, icon};
pub use keys::Keys;
pub use live::{LiveRegion, announce};
pub use menu::{Anchor, Menu, MenuButton};
pub use menu_button::WordsMenu;
pub use menu_item::{MenuEntry, MenuItem};
pub use notice::Notice;
pub use painted::use_painted;
pub use pill::{Opens, Pill};
pub use popover::Popover;
pub use progress::Progress;
pub use rename::{Rename, Renamed};
pub use segmented::Segmented;
pub use slider::Slider;
pub use toasts::{ToastShelf, ToastStack, ToastView};
pub use tooltip::TooltipLayer;
