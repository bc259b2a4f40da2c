//! Reading what is in folders, as the place of what was not read comes in sight.

use contract::FolderId;
use yew::prelude::*;

use crate::folders;
use crate::state::App;

/// How the reading stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FolderPages {
    /// The folder that a page is read of.
    reading: Option<FolderId>,
    /// Folders of which no page came; each waits for somebody who asks again.
    failed: Vec<FolderId>,
}

impl FolderPages {
    /// The folder to read now, of those in sight: one at a time.
    fn due(&self, in_sight: &[FolderId]) -> Option<FolderId> {
        if self.reading.is_some() {
            return None;
        }
        let mut wanted = in_sight.iter();
        wanted.find(|id| !self.has_failed(**id)).copied()
    }

    /// Whether a page of it could not be read.
    pub(super) fn has_failed(&self, id: FolderId) -> bool {
        self.failed.contains(&id)
    }

    /// Whether one is under way.
    pub(super) fn is_reading(&self) -> bool {
        self.reading.is_some()
    }

    fn ended(mut self, id: FolderId, came: bool) -> Self {
        self.reading = None;
        self.failed.retain(|failed| *failed != id);
        if !came {
            self.failed.push(id);
        }
        self
    }
}

/// Reads a page of the first folder of which something unread is in sight. The callback tries one
/// again that failed.
#[hook]
pub(super) fn use_folder_pages(
    app: &App,
    in_sight: Vec<FolderId>,
) -> (FolderPages, Callback<FolderId>) {
    let pages = use_state_eq(FolderPages::default);
    // A page that came may leave the same folder in sight, with less to read.
    let read: usize = app.folders.shelves.iter().map(|one| one.rows().len()).sum();
    use_effect_with(((*pages).clone(), in_sight, read), {
        let (app, setter) = (app.clone(), pages.setter());
        move |(pages, in_sight, _)| {
            let Some(id) = pages.due(in_sight) else {
                return;
            };
            let now = FolderPages {
                reading: Some(id),
                ..pages.clone()
            };
            setter.set(now.clone());
            let done = move |came: bool| setter.set(now.clone().ended(id, came));
            folders::read_more(&app, id, Callback::from(done));
        }
    });
    let again = {
        let pages = pages.clone();
        Callback::from(move |id: FolderId| {
            let mut now = (*pages).clone();
            now.failed.retain(|failed| *failed != id);
            pages.set(now);
        })
    };
    ((*pages).clone(), again)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u128) -> FolderId {
        format!("{number:032x}")
            .parse()
            .expect("32 hex digits are a UUID")
    }

    #[test]
    fn one_folder_is_read_at_a_time() {
        let rests = FolderPages::default();
        assert_eq!(rests.due(&[]), None, "nothing unread is in sight");
        assert_eq!(rests.due(&[id(1), id(2)]), Some(id(1)));
        let reading = FolderPages {
            reading: Some(id(1)),
            ..rests
        };
        assert_eq!(reading.due(&[id(2)]), None);
        assert_eq!(
            reading.ended(id(1), true).due(&[id(1)]),
            Some(id(1)),
            "more of it"
        );
    }

    #[test]
    fn a_folder_that_failed_waits() {
        let failed = FolderPages::default().ended(id(1), false);
        assert!(failed.has_failed(id(1)));
        assert_eq!(
            failed.due(&[id(1)]),
            None,
            "else it is asked for without end"
        );
        assert_eq!(failed.due(&[id(1), id(2)]), Some(id(2)), "others go on");
        assert!(!failed.ended(id(1), true).has_failed(id(1)));
    }
}
