//! The user's word that a server may be started.
//!
//! Does not belong here: the question itself, and where the answer is kept.

use crate::digest::Identity;
use crate::error::{Error, Kind};
use crate::spec::ServerSpec;

/// Says that a user saw a server's [`command_line`](ServerSpec::command_line) and confirmed it. Made only
/// where that was so: never from a link, an import or a backup. What is stored of it is the identity alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confirmation(Identity);

impl Confirmation {
    /// The confirmation of what had this identity when the user saw it.
    pub fn given(seen: Identity) -> Self {
        Self(seen)
    }

    /// What was confirmed.
    pub fn identity(&self) -> Identity {
        self.0
    }

    /// Checks that `spec` is what was confirmed.
    pub(crate) fn check(&self, spec: &ServerSpec) -> Result<(), Error> {
        if spec.identity() == self.0 {
            return Ok(());
        }
        let said = "this is not the command line or address that was confirmed";
        Err(Error::new(Kind::NotConfirmed, said))
    }
}
