//! In which language a file is written that does not say it.

use contract::cv::Cv;

/// Letters that are enough to tell a language; the rest of a long CV changes nothing.
const ENOUGH: usize = 4_000;

/// A BCP 47 tag; English where nothing can be told.
pub(super) fn guess(cv: &Cv) -> &'static str {
    let mut text = String::new();
    for section in &cv.sections {
        text.push_str(&section.text);
        text.push('\n');
        for entry in &section.entries {
            for piece in [&entry.title, &entry.description] {
                text.push_str(piece);
                text.push('\n');
            }
            for point in &entry.points {
                text.push_str(&point.text);
                text.push('\n');
            }
        }
        if text.len() > ENOUGH {
            break;
        }
    }
    text.truncate(text.floor_char_boundary(ENOUGH));
    use whatlang::Lang;
    match whatlang::detect(&text).filter(whatlang::Info::is_reliable) {
        None => "en",
        Some(info) => match info.lang() {
            Lang::Deu => "de",
            Lang::Fra => "fr",
            Lang::Spa => "es",
            Lang::Ita => "it",
            Lang::Por => "pt",
            Lang::Nld => "nl",
            Lang::Ell => "el",
            Lang::Rus => "ru",
            Lang::Ara => "ar",
            Lang::Heb => "he",
            Lang::Cmn => "zh",
            Lang::Jpn => "ja",
            _ => "en",
        },
    }
}
