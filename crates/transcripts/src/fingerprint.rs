//! What tells a conversation that grew from one that did not.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::{Entry, Role, Transcript};

/// SHA-256 over what a person sees of a conversation: title, system prompt and all
/// messages. Neither the times nor the branch that is shown count (looking at
/// another branch is no change worth an import), nor does the order in which the
/// file lists the messages. Its text form is 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint(pub [u8; 32]);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Transcript {
    /// See [`Fingerprint`].
    pub fn fingerprint(&self) -> Fingerprint {
        let mut order: Vec<&Entry> = self.messages.iter().collect();
        order.sort_by(|a, b| a.id.cmp(&b.id));
        let mut hash = Sha256::new();
        text(&mut hash, &self.title);
        optional(&mut hash, self.system.as_deref());
        for entry in order {
            message(&mut hash, entry);
        }
        Fingerprint(hash.finalize().into())
    }
}

fn message(hash: &mut Sha256, entry: &Entry) {
    text(hash, &entry.id);
    optional(hash, entry.parent.as_deref());
    hash.update([match entry.role {
        Role::User => 0,
        Role::Assistant => 1,
        Role::System => 2,
    }]);
    text(hash, &entry.text);
    optional(hash, entry.thinking.as_deref());
    optional(hash, entry.model.as_deref());
    optional(hash, entry.provider.as_deref());
    hash.update((entry.attachments.len() as u64).to_le_bytes());
    for attachment in &entry.attachments {
        text(hash, &attachment.name);
        optional(hash, attachment.media_type.as_deref());
        optional(hash, attachment.text.as_deref());
    }
}

// Each text carries its length, so that no two lists of texts run together alike.
fn text(hash: &mut Sha256, text: &str) {
    hash.update((text.len() as u64).to_le_bytes());
    hash.update(text);
}

fn optional(hash: &mut Sha256, value: Option<&str>) {
    hash.update([u8::from(value.is_some())]);
    if let Some(value) = value {
        text(hash, value);
    }
}
