//! Words for months, and for times that are told from today. Folded.

use super::tokens::Token;

/// Full names, folded; a Russian or Greek one is the stem, to which an ending is added.
#[rustfmt::skip] // Many short words.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janner", "janvier", "enero", "gennaio", "janeiro", "januari", "январ",
        "ιανουαρι", "يناير", "ינואר"],
    &["february", "februar", "fevrier", "febrero", "febbraio", "fevereiro", "februari", "феврал",
        "φεβρουαρι", "فبراير", "פברואר"],
    &["march", "marz", "mars", "marzo", "marco", "maart", "март", "μαρτι", "مارس", "מרץ"],
    &["april", "avril", "abril", "aprile", "апрел", "απριλι", "ابريل", "אפריל"],
    &["may", "mai", "mayo", "maggio", "maio", "mei", "маи", "мая", "мае", "μαι", "مايو", "מאי"],
    &["june", "juni", "juin", "junio", "giugno", "junho", "июн", "ιουνι", "يونيو", "יוני"],
    &["july", "juli", "juillet", "julio", "luglio", "julho", "июл", "ιουλι", "يوليو", "יולי"],
    &["august", "aout", "agosto", "augustus", "август", "αυγουστ", "اغسطس", "אוגוסט"],
    &["september", "septembre", "septiembre", "setiembre", "settembre", "setembro", "сентябр",
        "σεπτεμβρι", "سبتمبر", "ספטמבר"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro", "октябр", "οκτωβρι",
        "اكتوبر", "אוקטובר"],
    &["november", "novembre", "noviembre", "novembro", "ноябр", "νοεμβρι", "نوفمبر", "נובמבר"],
    &["december", "dezember", "decembre", "diciembre", "dicembre", "dezembro", "декабр",
        "δεκεμβρι", "ديسمبر", "דצמבר"],
];

/// Short names, which are months only beside a year or a day.
#[rustfmt::skip] // Many short words.
const SHORT: [&[&str]; 12] = [
    &["jan", "janv", "ene", "gen", "янв", "ιαν", "ינו"],
    &["feb", "fev", "fevr", "фев", "февр", "φεβ", "פבר"], &["mar", "mrt", "мар", "μαρ"],
    &["apr", "avr", "abr", "апр", "απρ", "אפר"], &["mag", "μαι", "μαι"],
    &["jun", "giu", "июн", "ιουν"], &["jul", "juil", "lug", "июл", "ιουλ"],
    &["aug", "ago", "авг", "αυγ", "אוג"], &["sep", "sept", "set", "сен", "сент", "σεπ", "ספט"],
    &["oct", "okt", "ott", "out", "окт", "οκτ", "אוק"], &["nov", "ноя", "нояб", "νοε", "נוב"],
    &["dec", "dez", "dic", "дек", "δεκ", "דצמ"],
];

/// Names that mean something else as well.
const DOUBTFUL: &[&str] = &[
    "march", "may", "mars", "marco", "mai", "mei", "august", "augustus", "marzo", "juli", "mayo",
    "июн", "июл", "маи", "мае", "март", "μαι",
];

/// A month that a word names.
pub(super) struct Month {
    pub(super) month: u8,
    /// Whether it is a month wherever it stands.
    pub(super) clear: bool,
    /// Whether it is one only beside a year or a day.
    pub(super) short: bool,
}

/// The month that a word names.
pub(super) fn month(token: &Token<'_>) -> Option<Month> {
    if !token.is_word() {
        return None;
    }
    let mut word = token.folded.as_str();
    if let Some(rest) = word.strip_prefix("d'") {
        word = rest;
    }
    let hebrew = word.starts_with(|c| matches!(c, '\u{5d0}'..='\u{5ea}'));
    let bare = || {
        let first = word
            .chars()
            .next()
            .filter(|c| "בלמהו".contains(*c) && hebrew);
        first.map_or(word, |first| &word[first.len_utf8()..])
    };
    let inflected = |name: &str| {
        // Endings of Russian and Greek.
        !name.is_ascii()
            && !hebrew
            && word
                .strip_prefix(name)
                .is_some_and(|ending| !ending.is_empty() && ending.chars().count() <= 2)
    };
    for (index, names) in (1..).zip(MONTHS) {
        let known = |name: &&&str| **name == word || **name == bare() || inflected(name);
        if let Some(name) = names.iter().find(known) {
            return Some(Month {
                month: index,
                clear: !DOUBTFUL.contains(name),
                short: false,
            });
        }
    }
    let bare = bare();
    let at = SHORT
        .iter()
        .position(|names| names.contains(&word) || names.contains(&bare))?;
    Some(Month {
        month: u8::try_from(at).ok()? + 1,
        clear: false,
        short: true,
    })
}

/// "Last year" in several languages, of several words or one, folded; the name is the meaning's.
#[rustfmt::skip] // Many short words.
pub(super) const RELATIVE: &[(&str, &[&str])] = &[
    ("last year", &["last year", "letztes jahr", "letzten jahr", "vorjahr", "l'annee derniere",
        "annee derniere", "l'an dernier", "ano pasado", "anno scorso", "ano passado",
        "vorig jaar", "afgelopen jaar", "прошлом году", "прошлого года", "περυσι", "العام الماضي",
        "שנה שעברה", "בשנה שעברה"]),
    ("this year", &["this year", "dieses jahr", "diesem jahr", "cette annee", "este ano",
        "quest'anno", "dit jaar", "этом году", "φετοσ", "هذا العام", "השנה"]),
    ("next year", &["next year", "nachstes jahr", "nachsten jahr", "l'annee prochaine",
        "proximo ano", "prossimo anno", "volgend jaar", "следующем году"]),
    ("last month", &["last month", "letzten monat", "le mois dernier", "mes pasado",
        "mese scorso", "mes passado", "vorige maand", "прошлом месяце"]),
    ("last quarter", &["last quarter", "letzten quartal", "dernier trimestre", "ultimo trimestre",
        "vorig kwartaal"]),
    ("yesterday", &["yesterday", "gestern", "hier soir", "вчера"]),
];

#[rustfmt::skip] // Many short words.
/// The same in Han.
pub(super) const RELATIVE_HAN: &[(&str, &str)] = &[
    ("去年", "last year"), ("昨年", "last year"), ("今年", "this year"), ("来年", "next year"),
    ("明年", "next year"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_as_they_are_compared() {
        let phrases = RELATIVE.iter().flat_map(|(_, words)| *words);
        for word in MONTHS
            .iter()
            .chain(&SHORT)
            .copied()
            .flatten()
            .chain(phrases)
        {
            assert_eq!(super::super::tokens::folded(word), *word);
        }
    }
}
