//! The attachments of one draft, from the moment that a file was chosen. Pure: no elements, no calls.

use contract::Error;
use contract::attachment::Attachment;
use yew::AttrValue;

/// One file of the draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    /// A number that no other has; the desktop's ticket for the reading.
    pub key: u64,
    /// The file's name.
    pub name: AttrValue,
    /// How far it is.
    pub state: ChipState,
}

/// How far a file is.
#[derive(Clone, Debug, PartialEq)]
pub enum ChipState {
    /// It is being read.
    Reading,
    /// The desktop keeps it.
    Ready(Attachment),
    /// It was not taken.
    Failed(Error),
}

/// The files of a draft, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChipList(pub Vec<Chip>);

impl ChipList {
    /// A file that is being read from now on.
    pub fn begin(&mut self, key: u64, name: AttrValue) {
        self.0.push(Chip {
            key,
            name,
            state: ChipState::Reading,
        });
    }

    /// Attachments that the draft had before.
    pub fn kept(&mut self, all: Vec<Attachment>, mut key: impl FnMut() -> u64) {
        let here = self.attachments();
        let all = all.into_iter().filter(|one| !here.contains(one));
        let chips: Vec<Chip> = all
            .map(|attachment| Chip {
                key: key(),
                name: attachment.name.clone().into(),
                state: ChipState::Ready(attachment),
            })
            .collect();
        self.0.splice(0..0, chips);
    }

    /// The reading of a file is over. Returns `false` if its chip is not here any more.
    pub fn end(&mut self, key: u64, read: Result<Attachment, Error>) -> bool {
        let Some(chip) = self.0.iter_mut().find(|chip| chip.key == key) else {
            return false;
        };
        chip.state = match read {
            Ok(attachment) => {
                chip.name = attachment.name.clone().into();
                ChipState::Ready(attachment)
            }
            Err(error) => ChipState::Failed(error),
        };
        true
    }

    /// Takes a file away.
    pub fn remove(&mut self, key: u64) -> Option<Chip> {
        let at = self.0.iter().position(|chip| chip.key == key)?;
        Some(self.0.remove(at))
    }

    /// What the desktop keeps.
    pub fn attachments(&self) -> Vec<Attachment> {
        let ready = self.0.iter().filter_map(|chip| match &chip.state {
            ChipState::Ready(attachment) => Some(attachment.clone()),
            _ => None,
        });
        ready.collect()
    }

    /// Whether a file is still being read.
    pub fn busy(&self) -> bool {
        let mut states = self.0.iter().map(|chip| &chip.state);
        states.any(|state| *state == ChipState::Reading)
    }

    /// About how many tokens they take together.
    pub fn tokens(&self) -> u64 {
        let all = self.attachments();
        all.iter().filter_map(|one| one.tokens).map(u64::from).sum()
    }

    /// Whether a picture is among them.
    pub fn has_picture(&self) -> bool {
        self.attachments().iter().any(|one| one.kind.is_picture())
    }
}

#[cfg(test)]
mod tests {
    use contract::Code;
    use contract::attachment::AttachmentKind;

    use super::*;

    fn attachment(number: u8, tokens: u32) -> Attachment {
        Attachment {
            id: format!("00000000-0000-7000-8000-0000000000{number:02x}")
                .parse()
                .expect("an id"),
            name: format!("{number}.txt"),
            kind: AttachmentKind::Text { language: None },
            bytes: 1,
            tokens: Some(tokens),
            left_out: None,
            made: None,
        }
    }

    #[test]
    fn only_what_is_kept_is_sent_and_counted() {
        let mut chips = ChipList::default();
        chips.begin(1, "a".into());
        chips.begin(2, "b".into());
        chips.begin(3, "c".into());
        assert!(chips.busy(), "nothing is sent while a file is read");
        let error = Error::new(Code::InvalidInput, "no");
        assert!(chips.end(2, Err(error)));
        assert!(chips.end(1, Ok(attachment(1, 5))));
        assert!(chips.end(3, Ok(attachment(3, 7))));
        assert!(!chips.busy(), "a failed file is not waited for");
        assert_eq!(chips.attachments(), [attachment(1, 5), attachment(3, 7)]);
        assert_eq!(chips.tokens(), 12);
        assert!(!chips.has_picture());
    }

    #[test]
    fn a_file_that_was_taken_away_does_not_come_back() {
        let mut chips = ChipList::default();
        chips.begin(1, "a".into());
        assert!(chips.remove(1).is_some());
        assert!(!chips.end(1, Ok(attachment(1, 5))));
        assert_eq!(chips, ChipList::default());
        assert_eq!(chips.remove(1), None);
    }

    #[test]
    fn what_the_draft_had_comes_first_and_once() {
        let mut chips = ChipList::default();
        let mut next = 10;
        let mut key = || {
            next += 1;
            next
        };
        chips.begin(1, "a".into());
        chips.kept(vec![attachment(2, 1), attachment(3, 1)], &mut key);
        chips.kept(vec![attachment(2, 1)], &mut key);
        let names: Vec<&str> = chips.0.iter().map(|chip| chip.name.as_str()).collect();
        assert_eq!(names, ["2.txt", "3.txt", "a"]);
    }
}
