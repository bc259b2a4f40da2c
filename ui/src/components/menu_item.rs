//! The lines of a menu, as values.

use yew::prelude::*;

use super::IconName;

/// One line of a menu.
#[derive(Clone, PartialEq)]
pub enum MenuEntry {
    /// Something to do.
    Item(MenuItem),
    /// A line between groups.
    Rule,
    /// What the lines below have in common.
    Heading(AttrValue),
}

/// Something to do.
#[derive(Clone, PartialEq)]
pub struct MenuItem {
    /// What.
    pub label: AttrValue,
    /// More about it, behind the label.
    pub note: Option<AttrValue>,
    /// In front.
    pub icon: Option<IconName>,
    /// Keys that do the same.
    pub keys: Option<AttrValue>,
    /// It takes something away.
    pub danger: bool,
    /// It cannot be done now.
    pub disabled: bool,
    /// For a choice: whether it is the one.
    pub checked: Option<bool>,
    /// It was chosen.
    pub onpick: Callback<()>,
}

impl MenuItem {
    /// A plain line.
    pub fn new(label: impl Into<AttrValue>, onpick: impl Fn(()) + 'static) -> Self {
        Self {
            label: label.into(),
            note: None,
            icon: None,
            keys: None,
            danger: false,
            disabled: false,
            checked: None,
            onpick: Callback::from(onpick),
        }
    }

    /// The same with an icon.
    #[must_use]
    pub fn icon(mut self, icon: IconName) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The same with keys.
    #[must_use]
    pub fn keys(mut self, keys: impl Into<AttrValue>) -> Self {
        self.keys = Some(keys.into());
        self
    }

    /// The same, in the colour of danger.
    #[must_use]
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// The same as an entry.
    pub fn entry(self) -> MenuEntry {
        MenuEntry::Item(self)
    }
}
