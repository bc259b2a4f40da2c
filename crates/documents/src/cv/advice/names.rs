//! Names of a proposal that somebody's own data does not have.

use std::ops::Range;

use super::ordinary;
use super::own::Own;
use super::same;
use super::tokens::{Sort, Token};
use super::tongue::Tongue;

/// How much a word looks like a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looks {
    /// Wherever it stands: `SAP`, `GitHub`, `K8s`.
    Name,
    /// Where no other reason for its capital is.
    Capital,
    /// Not at all.
    Word,
}

/// The names among tokens that are not taken, as ranges of tokens.
pub(super) fn find(
    tokens: &[Token<'_>],
    tongue: Tongue,
    own: &Own,
    taken: &[bool],
) -> Vec<Range<usize>> {
    let lines = Lines::of(tokens);
    let mut marked = vec![false; tokens.len()];
    for (at, token) in tokens.iter().enumerate() {
        if taken[at] {
            continue;
        }
        if token.sort == Sort::Digits {
            // 5G
            let next = tokens
                .get(at + 1)
                .filter(|word| word.is_word() && !word.apart);
            if let Some(next) = next
                && !own.has_text(&format!("{}{}", token.text, next.text))
            {
                marked[at] = true;
                marked[at + 1] = true;
            }
        } else if token.is_word() && !marked[at] {
            marked[at] = is_foreign_name(tokens, at, tongue, own, &lines);
        }
    }
    addresses(tokens, own, &mut marked);
    let mut found = joined(tokens, &marked, taken);
    if matches!(tongue, Tongue::Chinese | Tongue::Japanese) {
        found.extend(han(tokens, own));
        found.sort_by_key(|range| range.start);
    }
    found
}

/// What a line's capitals mean.
struct Lines {
    /// Lines in capitals throughout.
    shouted: Vec<bool>,
    /// Headings whose words begin with capitals.
    titled: Vec<bool>,
}

impl Lines {
    fn of(tokens: &[Token<'_>]) -> Self {
        let count = tokens.last().map_or(0, |token| token.line + 1);
        let mut lines = Self {
            shouted: vec![false; count],
            titled: vec![false; count],
        };
        for line in 0..count {
            let words: Vec<_> = tokens
                .iter()
                .filter(|token| token.line == line && token.is_word())
                .collect();
            let small = |token: &&&Token<'_>| token.text.chars().any(char::is_lowercase);
            let long = words.iter().filter(|word| word.text.chars().count() > 3);
            let (mut capitals, mut all) = (0, 0);
            for word in long {
                all += 1;
                capitals += usize::from(word.capital());
            }
            lines.shouted[line] = words.len() > 1 && !words.iter().any(|word| small(&word));
            lines.titled[line] = all > 1 && capitals == all && words.len() <= 7;
        }
        lines
    }
}

/// A word without the article or ending that an apostrophe ties to it: `l’Oréal`, `Acme’s`.
fn core<'t>(token: &'t Token<'_>) -> (&'t str, &'t str) {
    let sign = |c: char| matches!(c, '\'' | '’');
    let (Some((before, after)), Some((folded_before, folded_after))) =
        (token.text.split_once(sign), token.folded.split_once('\''))
    else {
        return (token.text, &token.folded);
    };
    if after.chars().count() <= 2 {
        (before, folded_before)
    } else if before.chars().count() <= 5 && !after.is_empty() {
        (after, folded_after)
    } else {
        (token.text, &token.folded)
    }
}

fn looks(text: &str) -> Looks {
    let upper = text.chars().filter(|c| c.is_uppercase()).count();
    let lower = text.chars().filter(|c| c.is_lowercase()).count();
    let digits = text.chars().any(char::is_numeric);
    let signs = text.ends_with(['+', '#']);
    let mut chars = text.chars();
    let first = chars.next().is_some_and(char::is_uppercase);
    let within = chars.any(char::is_uppercase);
    if digits && upper + lower > 0 || signs {
        return if upper > 0 || signs {
            Looks::Name
        } else {
            Looks::Word
        };
    }
    if upper >= 2 && (lower == 0 || lower == 1 && text.ends_with('s')) {
        return Looks::Name;
    }
    // GitHub and iPhone; EntwicklerInnen is none.
    if within && lower > 0 && !text.ends_with("Innen") && !text.contains('.') {
        return Looks::Name;
    }
    if first { Looks::Capital } else { Looks::Word }
}

fn is_foreign_name(
    tokens: &[Token<'_>],
    at: usize,
    tongue: Tongue,
    own: &Own,
    lines: &Lines,
) -> bool {
    let token = &tokens[at];
    let (text, word) = core(token);
    if same::is_degree(tongue, word) {
        return !own.has_word(word);
    }
    let looks = looks(text);
    if looks == Looks::Word
        || ordinary::is_common(word)
        || own.has_word(word)
        || own.has_word(&token.folded)
    {
        return false;
    }
    let line = token.line;
    let latin = text
        .chars()
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || ('À'..='ɏ').contains(&c));
    let latin_here = !matches!(
        tongue,
        Tongue::Greek
            | Tongue::Russian
            | Tongue::Arabic
            | Tongue::Hebrew
            | Tongue::Chinese
            | Tongue::Japanese
    );
    if lines.shouted[line] {
        // Capitals say nothing here; what has digits is a name all the same.
        return text.chars().any(char::is_numeric) || latin && !latin_here;
    }
    if looks == Looks::Name {
        // "Java-based" in capitals of one's own, "SAP" within "SAPs".
        return true;
    }
    if latin && !latin_here {
        return true;
    }
    if text.chars().count() < 2 {
        return false;
    }
    if lines.titled[line] && ordinary::in_heading(tongue, word) {
        return false;
    }
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    let within_word = before.is_some_and(|sign| sign.is("-")) && !token.apart;
    // The legal form says that what stands before it is a company.
    if legal_form(tokens, at + 1) {
        return true;
    }
    if tongue == Tongue::German {
        return is_german_name(tokens, at, word);
    }
    if within_word && before.is_some() {
        // "High-Performance" goes with its first half.
        return !ordinary::opens_sentence(tongue, word);
    }
    if token.opens {
        let next = tokens.get(at + 1);
        let runs_on = next.is_some_and(|next| {
            next.capital()
                && next.apart
                && !next.opens
                && looks_capital(next)
                && !own.has_word(&next.folded)
        });
        return !ordinary::opens_sentence(tongue, word)
            || runs_on && tongue == Tongue::English && !ordinary::opens_sentence(tongue, word);
    }
    tongue != Tongue::English
        || !matches!(
            word,
            "i" | "monday"
                | "tuesday"
                | "wednesday"
                | "thursday"
                | "friday"
                | "saturday"
                | "sunday"
        )
}

fn looks_capital(token: &Token<'_>) -> bool {
    looks(token.text) == Looks::Capital
}

fn legal_form(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| {
        token.is_word()
            && token.apart
            && matches!(
                token.text,
                "GmbH"
                    | "AG"
                    | "KG"
                    | "SE"
                    | "Inc"
                    | "Ltd"
                    | "LLC"
                    | "plc"
                    | "PLC"
                    | "SA"
                    | "SAS"
                    | "SARL"
                    | "BV"
                    | "NV"
                    | "Corp"
            )
    })
}

/// German writes every noun with a capital.
fn is_german_name(tokens: &[Token<'_>], at: usize, word: &str) -> bool {
    let token = &tokens[at];
    if ordinary::is_german_noun(word) {
        return false;
    }
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    if token.opens {
        return false;
    }
    let Some(before) = before.filter(|before| before.is_word()) else {
        return true;
    };
    if before.capital() {
        return true;
    }
    // "eine Wucht", "mit enger Taktung": an article or an adjective makes a noun.
    let article = matches!(
        before.folded.as_str(),
        "ein"
            | "eine"
            | "einen"
            | "einem"
            | "einer"
            | "eines"
            | "kein"
            | "keine"
            | "keinen"
            | "ihre"
            | "ihren"
            | "seine"
            | "meine"
            | "unsere"
            | "jede"
            | "jeden"
            | "alle"
            | "diese"
            | "dieses"
            | "dieser"
    );
    let adjective = before.text.chars().count() > 4
        && ["en", "er", "es", "em", "e"]
            .iter()
            .any(|ending| before.folded.ends_with(ending))
        && !matches!(
            before.folded.as_str(),
            "unter"
                | "uber"
                | "hinter"
                | "neben"
                | "gegen"
                | "zwischen"
                | "sowie"
                | "ohne"
                | "fuhrte"
                | "leitete"
        );
    !(article || adjective)
}

/// Addresses for mail and of the web are names whatever letters they have.
fn addresses(tokens: &[Token<'_>], own: &Own, marked: &mut [bool]) {
    let mut at = 0;
    while at < tokens.len() {
        // What is written without a space.
        let mut end = at + 1;
        while tokens.get(end).is_some_and(|token| !token.apart) {
            end += 1;
        }
        let run = &tokens[at..end];
        let has = |sign: &str| run.iter().any(|token| token.is(sign));
        let www = run.iter().any(|token| token.folded.starts_with("www."));
        let domain = run.iter().any(|token| {
            token.is_word()
                && ["com", "org", "net", "io", "dev", "example"]
                    .iter()
                    .any(|ending| {
                        token
                            .folded
                            .rsplit_once('.')
                            .is_some_and(|(_, last)| last == *ending)
                    })
        });
        let is_address = has("@") && run.len() >= 3
            || www
            || domain
            || run.windows(2).any(|two| two[0].is("/") && two[1].is("/"));
        if is_address {
            let text: String = run.iter().map(|token| token.text).collect();
            let known = own.has_text(&text);
            for (place, token) in (at..end).zip(run) {
                marked[place] = !known && token.sort != Sort::Sign;
            }
        }
        at = end;
    }
}

/// Marked words that belong together, as one.
fn joined(tokens: &[Token<'_>], marked: &[bool], taken: &[bool]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !marked[at] {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        loop {
            // A sign or a little word between two of them is of the name.
            let mut look = end;
            while look - end < 2
                && tokens.get(look).is_some_and(|token| {
                    token.line == tokens[at].line
                        && (matches!(token.text, "&" | "-" | "." | "/" | "’" | "'" | "@" | ":")
                            || matches!(
                                token.folded.as_str(),
                                "of" | "de"
                                    | "di"
                                    | "da"
                                    | "do"
                                    | "du"
                                    | "van"
                                    | "von"
                                    | "der"
                                    | "for"
                                    | "fur"
                            ))
                })
            {
                look += 1;
            }
            let goes_on = marked.get(look).copied().unwrap_or(false)
                && tokens[look].line == tokens[at].line
                && (look == end || !tokens[end].is(".") || !tokens[look].apart);
            if !goes_on {
                break;
            }
            end = look + 1;
        }
        // ISO 27001
        let version = tokens.get(end).is_some_and(|number| {
            number.sort == Sort::Digits && number.line == tokens[at].line && !taken[end]
        });
        if version {
            end += 1;
        }
        found.push(at..end);
        at = end;
    }
    found
}

/// Companies and schools in Han and kana, told by what their names end with.
fn han(tokens: &[Token<'_>], own: &Own) -> Vec<Range<usize>> {
    const ENDINGS: [&str; 10] = [
        "株式会社",
        "有限公司",
        "大学院",
        "大学",
        "大學",
        "銀行",
        "银行",
        "公司",
        "集团",
        "研究所",
    ];
    let mut found = Vec::new();
    let mut start = 0;
    while start < tokens.len() {
        if tokens[start].sort != Sort::Ideograph {
            start += 1;
            continue;
        }
        let mut end = start;
        // Hiragana ends a name.
        while tokens.get(end).is_some_and(|token| {
            token.sort == Sort::Ideograph
                && !token
                    .text
                    .starts_with(|c| matches!(c, '\u{3040}'..='\u{309f}'))
        }) {
            end += 1;
        }
        if end == start {
            start += 1;
            continue;
        }
        let run: String = tokens[start..end].iter().map(|token| token.text).collect();
        for degree in same::HAN_DEGREES {
            if let Some(at) = run.find(degree).filter(|_| !own.has_text(degree)) {
                let first = start + run[..at].chars().count();
                found.push(first..first + degree.chars().count());
            }
        }
        if let Some((at, ending)) = ENDINGS
            .iter()
            .find_map(|ending| run.find(ending).map(|at| (at, *ending)))
        {
            let named = run[..at]
                .trim_start_matches(['在', '于', '与', '和', '为', '任', '向', '从', '对']);
            let whole = format!("{named}{ending}");
            let after: String = run[at + ending.len()..].to_owned();
            let known = own.has_text(&whole)
                || own.has_text(named)
                || named.is_empty() && own.has_text(&after);
            let whose = !named.is_empty() || ending == "株式会社";
            if whose && !known {
                let first = start + run[..at - named.len()].chars().count();
                found.push(first..first + whole.chars().count());
            }
        }
        start = end;
    }
    found
}
