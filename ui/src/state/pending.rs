//! Changes of the settings that the desktop has not confirmed.
//!
//! A change shows at once. What the desktop tells meanwhile, in an answer or an
//! event, may be older than that: so it is kept apart, and the changes are laid
//! over it until they are answered. One is sent at a time; those that are meant
//! meanwhile go out together after it. So the last one meant is the last one
//! kept, and a refusal takes back nothing but what was refused.

use contract::ConversationId;
use contract::settings::{Settings, SettingsPatch};

/// The settings as the desktop keeps them, and the changes on their way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pending {
    kept: Settings,
    sent: Option<SettingsPatch>,
    waiting: Option<SettingsPatch>,
    turn: u32,
}

impl Pending {
    /// The desktop told its settings.
    pub fn told(&mut self, kept: Settings) {
        self.kept = kept;
    }

    /// Somebody wants them changed.
    pub fn mean(&mut self, patch: SettingsPatch) {
        self.waiting = Some(match self.waiting.take() {
            Some(before) => joined(before, patch),
            None => patch,
        });
        self.send();
    }

    /// What was sent was answered: with all settings, or refused (`None`).
    /// Gives what was refused.
    pub fn answered(&mut self, kept: Option<Settings>) -> Option<SettingsPatch> {
        let sent = self.sent.take();
        self.send();
        match kept {
            Some(kept) => {
                self.kept = kept;
                None
            }
            None => sent,
        }
    }

    /// A conversation was deleted: the next start does not open it, here as on
    /// the desktop.
    pub fn forget(&mut self, id: ConversationId) {
        let of_changes = [&mut self.sent, &mut self.waiting]
            .into_iter()
            .flatten()
            .map(|patch| &mut patch.open_conversation);
        for open in of_changes.chain([&mut self.kept.open_conversation]) {
            *open = open.filter(|open| *open != id);
        }
    }

    /// The settings as they are meant to be.
    pub fn meant(&self) -> Settings {
        let changes = self.sent.iter().chain(&self.waiting);
        changes.fold(self.kept.clone(), patched)
    }

    /// The change to send, and its number: each is sent once.
    pub fn sending(&self) -> (u32, Option<SettingsPatch>) {
        (self.turn, self.sent.clone())
    }

    fn send(&mut self) {
        if self.sent.is_none() && self.waiting.is_some() {
            self.sent = self.waiting.take();
            self.turn += 1;
        }
    }
}

/// Whether a change is one of the place alone. Its failure is no concern of the
/// reader: he is where he wanted to be.
pub fn is_of_place_alone(patch: &SettingsPatch) -> bool {
    let place = SettingsPatch {
        open_conversation: patch.open_conversation,
        ..SettingsPatch::default()
    };
    *patch == place
}

/// One change that does what two do one after the other.
fn joined(first: SettingsPatch, second: SettingsPatch) -> SettingsPatch {
    SettingsPatch {
        appearance: second.appearance.or(first.appearance),
        first_run_done: second.first_run_done.or(first.first_run_done),
        // One choice: a model belongs to its provider.
        default_provider: if second.default_model.is_some() {
            second.default_provider.clone()
        } else {
            first.default_provider
        },
        default_model: second.default_model.or(first.default_model),
        temperature: second.temperature.or(first.temperature),
        top_p: second.top_p.or(first.top_p),
        max_tokens: second.max_tokens.or(first.max_tokens),
        idle_timeout_seconds: second.idle_timeout_seconds.or(first.idle_timeout_seconds),
        unload_after_minutes: second.unload_after_minutes.or(first.unload_after_minutes),
        titles: second.titles.or(first.titles),
        list_width: second.list_width.or(first.list_width),
        list_collapsed: second.list_collapsed.or(first.list_collapsed),
        open_conversation: second.open_conversation.or(first.open_conversation),
    }
}

/// The settings after `patch`.
fn patched(settings: Settings, patch: &SettingsPatch) -> Settings {
    let patch = patch.clone();
    Settings {
        appearance: patch.appearance.unwrap_or(settings.appearance),
        first_run_done: patch.first_run_done.unwrap_or(settings.first_run_done),
        default_provider: if patch.default_model.is_some() {
            patch.default_provider
        } else {
            settings.default_provider
        },
        default_model: patch.default_model.or(settings.default_model),
        temperature: patch.temperature.unwrap_or(settings.temperature),
        top_p: patch.top_p.unwrap_or(settings.top_p),
        max_tokens: patch.max_tokens.unwrap_or(settings.max_tokens),
        idle_timeout_seconds: patch
            .idle_timeout_seconds
            .unwrap_or(settings.idle_timeout_seconds),
        unload_after_minutes: patch
            .unload_after_minutes
            .unwrap_or(settings.unload_after_minutes),
        titles: patch.titles.unwrap_or(settings.titles),
        list_width: patch.list_width.unwrap_or(settings.list_width),
        list_collapsed: patch.list_collapsed.unwrap_or(settings.list_collapsed),
        open_conversation: patch.open_conversation.or(settings.open_conversation),
    }
}

#[cfg(test)]
mod tests;
