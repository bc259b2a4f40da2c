//! CVs of invented people, to look around with, and for the tests. The people, firms, addresses and
//! numbers do not exist.

/// All samples as JSON Resume, by language.
pub static SAMPLES: [(&str, &str); 8] = [
    ("ar", include_str!("../../samples/ar.json")),
    ("de", include_str!("../../samples/de.json")),
    ("el", include_str!("../../samples/el.json")),
    ("en", include_str!("../../samples/en.json")),
    ("he", include_str!("../../samples/he.json")),
    ("ja", include_str!("../../samples/ja.json")),
    ("ru", include_str!("../../samples/ru.json")),
    ("zh", include_str!("../../samples/zh.json")),
];

/// The sample in the language of a BCP 47 tag, with its own tag; English where there is none.
pub fn sample(language: &str) -> (&'static str, &'static str) {
    let code = language.split(['-', '_']).next().unwrap_or_default();
    let named = |code: &str| {
        let mut samples = SAMPLES.iter();
        samples.find(|(own, _)| own.eq_ignore_ascii_case(code))
    };
    named(code)
        .or_else(|| named("en"))
        .copied()
        .unwrap_or_default()
}
