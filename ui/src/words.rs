//! Which names fit the words that are typed, and where: for everything that is chosen by name.

use yew::prelude::*;

/// Whether each of the words begins a word of the title.
pub fn matches(title: &str, words: &str) -> bool {
    let title = title.to_lowercase();
    all(words, |word| starts(&title, word).is_some())
}

/// Whether each of the words stands somewhere in the text.
pub fn holds(text: &str, words: &str) -> bool {
    let text = text.to_lowercase();
    all(words, |word| text.contains(word))
}

/// Whether each of the words, in lower case, fits.
fn all(words: &str, fits: impl Fn(&str) -> bool) -> bool {
    words.to_lowercase().split_whitespace().all(fits)
}

/// Where in `title` a word begins with `word`, in bytes.
fn starts(title: &str, word: &str) -> Option<usize> {
    title.match_indices(word).map(|(at, _)| at).find(|at| {
        !title[..*at]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric)
    })
}

/// The title with the beginnings marked that the words name.
pub fn marked(title: &str, words: &str) -> Html {
    let lower = title.to_lowercase();
    // Some letters change their length in lower case; then nothing is marked
    // rather than the wrong piece.
    if lower.len() != title.len() {
        return title.to_owned().into();
    }
    let words = words.to_lowercase();
    let mut spans: Vec<(usize, usize)> = words
        .split_whitespace()
        .filter_map(|word| starts(&lower, word).map(|at| (at, at + word.len())))
        .filter(|(from, to)| title.is_char_boundary(*from) && title.is_char_boundary(*to))
        .collect();
    spans.sort_unstable();
    let mut html = Vec::new();
    let mut done = 0;
    for (from, to) in spans {
        if from < done {
            continue;
        }
        html.push(Html::from(title[done..from].to_owned()));
        html.push(html! { <mark>{ title[from..to].to_owned() }</mark> });
        done = to;
    }
    html.push(Html::from(title[done..].to_owned()));
    html.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_begins_a_word() {
        assert!(matches("Models on this computer", "mod comp"));
        assert!(
            matches("Models on this computer", ""),
            "nothing typed fits all"
        );
        assert!(
            !matches("Models on this computer", "odels"),
            "the middle of a word is no beginning"
        );
        assert!(
            !matches("Models on this computer", "mod x"),
            "all words must fit"
        );
        assert!(
            matches("Tide tables (Dover)", "dov"),
            "a bracket ends no word"
        );
    }

    #[test]
    fn a_text_holds_words_anywhere() {
        assert!(holds("Names for a boat … the spring tide", "TIDE boat"));
        assert!(
            holds("潮汐表の読み方", "読み"),
            "not every script has spaces"
        );
        assert!(
            !holds("the spring tide", "tide table"),
            "all words must be there"
        );
    }

    #[test]
    fn the_words_are_marked_once_and_in_order() {
        let tide = html! { <mark>{ "Tide" }</mark> };
        let tab = html! { <mark>{ "tab" }</mark> };
        let plain = |text: &str| Html::from(text.to_owned());
        let expected: Html = [plain(""), tide, plain(" "), tab, plain("les, tide")]
            .into_iter()
            .collect();
        assert_eq!(marked("Tide tables, tide", "tab tide"), expected);
    }

    #[test]
    fn letters_that_change_length_are_not_cut() {
        let plain = Html::from("İstanbul".to_owned());
        assert_eq!(marked("İstanbul", "ist"), plain);
    }
}
