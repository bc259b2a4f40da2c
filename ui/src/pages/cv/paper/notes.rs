//! What is to be minded about the pages: they are too many, or letters are missing.

use contract::cv::MissingLetter;
use yew::prelude::*;

use super::super::Shown;
use crate::components::Notice;
use crate::i18n::t_args;
use crate::state::Tone;

/// So many missing letters are named.
const NAMED: usize = 3;

/// The notices; `None`: there is nothing to mind.
pub fn notes(shown: &Shown, fit_to: Option<u8>) -> Option<Html> {
    let too_long = fit_to.filter(|_| !shown.fits);
    if too_long.is_none() && shown.missing.is_empty() {
        return None;
    }
    Some(html! {
        <>
            if let Some(pages) = too_long {
                <Notice tone={Tone::Warning}>{ does_not_fit(pages, shown.pages.len()) }</Notice>
            }
            if !shown.missing.is_empty() {
                <Notice tone={Tone::Warning}>{ missing(&shown.missing) }</Notice>
            }
        </>
    })
}

fn does_not_fit(wished: u8, pages: usize) -> AttrValue {
    let arguments = [
        ("wished", u32::from(wished).into()),
        ("pages", pages.into()),
    ];
    t_args("cv-does-not-fit", &arguments)
}

/// `No font has U+1F600 GRINNING FACE in “Hi😀”.` and how many more.
pub fn missing(all: &[MissingLetter]) -> AttrValue {
    let named: Vec<String> = all
        .iter()
        .take(NAMED)
        .map(|letter| {
            let arguments = [
                ("name", letter.name.as_str().into()),
                ("word", letter.word.as_str().into()),
            ];
            t_args("cv-letter", &arguments).to_string()
        })
        .collect();
    let more = all.len().saturating_sub(NAMED);
    let arguments = [
        ("count", all.len().into()),
        ("letters", named.join(", ").into()),
        ("more", more.into()),
    ];
    t_args("cv-letters-missing", &arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_letters_are_named_with_their_words() {
        let letter = MissingLetter {
            name: "U+1F600 GRINNING FACE".into(),
            word: "Hi😀".into(),
        };
        let one = missing(std::slice::from_ref(&letter));
        assert!(
            one.contains("U+1F600 GRINNING FACE") && one.contains("Hi😀"),
            "{one}"
        );
        let many = missing(&vec![letter; 5]);
        assert!(many.contains("2 more"), "{many}");
    }

    #[test]
    fn nothing_is_said_where_nothing_is_to_be_minded() {
        let fits = Shown {
            fits: true,
            ..Shown::default()
        };
        assert!(notes(&fits, Some(1)).is_none());
        assert!(
            notes(&Shown::default(), None).is_none(),
            "nobody asked for it"
        );
        assert!(notes(&Shown::default(), Some(1)).is_some());
        assert!(does_not_fit(1, 2).contains('2'));
    }
}
