//! The environment of a server: a few variables of Pulse's own, what the user typed, and secrets.

use std::collections::BTreeMap;
use std::ffi::OsString;

use crate::secret::Secrets;

/// What programs need to run at all: where commands and the user's files are, who the user is, which
/// language. Nothing in which keys are kept.
#[cfg(not(windows))]
const INHERITED: &[&str] = &[
    "HOME", "LANG", "LC_ALL", "LC_CTYPE", "LOGNAME", "PATH", "SHELL", "TMPDIR", "TZ", "USER",
];
#[cfg(windows)]
const INHERITED: &[&str] = &[
    "APPDATA",
    "COMSPEC",
    "HOMEDRIVE",
    "HOMEPATH",
    "LOCALAPPDATA",
    "PATH",
    "PATHEXT",
    "PROCESSOR_ARCHITECTURE",
    "PROGRAMDATA",
    "PROGRAMFILES",
    "SYSTEMDRIVE",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "USERNAME",
    "USERPROFILE",
];

/// The whole environment. `inherited` looks a variable up in Pulse's own.
pub(super) fn of(
    inherited: impl Fn(&str) -> Option<OsString>,
    typed: &BTreeMap<String, String>,
    secrets: &Secrets,
) -> BTreeMap<OsString, OsString> {
    let mut all = BTreeMap::new();
    for name in INHERITED {
        if let Some(value) = inherited(name) {
            all.insert(OsString::from(name), value);
        }
    }
    for (name, value) in typed {
        all.insert(name.into(), value.into());
    }
    for (name, secret) in secrets.iter() {
        all.insert(name.into(), secret.expose().into());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;

    #[test]
    fn only_what_is_listed_comes_through_and_what_was_typed_wins() {
        let inherited = |name: &str| Some(OsString::from(format!("own {name}")));
        let typed = BTreeMap::from([("PATH".into(), "/x".into()), ("A".into(), "b".into())]);
        let secrets = Secrets::none().with("KEY", Secret::new("k"));
        let all = of(inherited, &typed, &secrets);
        assert_eq!(all.len(), INHERITED.len() + 2, "{all:?}");
        for (name, value) in [("PATH", "/x"), ("A", "b"), ("KEY", "k")] {
            assert_eq!(all[&OsString::from(name)], value);
        }
        assert_eq!(of(|_| None, &BTreeMap::new(), &Secrets::none()).len(), 0);
    }
}
