//! Words, numbers and signs of a text, each with its place in it.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Letters, with digits and signs within.
    Word,
    /// Digits, with the signs that stand within a number: `40,000`, `3.5`, `15.03.2021`.
    Digits,
    /// One character of a script that is written without spaces.
    Ideograph,
    /// Anything else, one character.
    Sign,
}

/// A token.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
    pub(super) sort: Sort,
    /// See [`folded`].
    pub(super) folded: String,
    /// Whether white space stands before it.
    pub(super) apart: bool,
    /// Whether it is the first on its line, list signs aside.
    pub(super) opens_line: bool,
    /// Whether a sentence begins with it.
    pub(super) opens: bool,
    /// Which line it stands on, counted from 0.
    pub(super) line: usize,
}

impl Token<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is(&self, sign: &str) -> bool {
        self.sort == Sort::Sign && self.text == sign
    }

    pub(super) fn is_word(&self) -> bool {
        self.sort == Sort::Word
    }

    /// Whether its first letter is a capital.
    pub(super) fn capital(&self) -> bool {
        self.is_word() && self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// A text as it is compared: small letters without accents, digits as `0` to `9`.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().flat_map(char::to_lowercase) {
        match c {
            // The marks of kana make another letter.
            c if is_combining_mark(c) && !matches!(c, '\u{3099}' | '\u{309a}') => {}
            'ß' => out.push_str("ss"),
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' => out.push('d'),
            'ı' => out.push('i'),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ς' => out.push('σ'),
            '’' | 'ʼ' | '׳' => out.push('\''),
            'ـ' => {}
            'أ' | 'إ' | 'آ' => out.push('ا'),
            'ى' => out.push('ي'),
            'ة' => out.push('ه'),
            c => match digit(c) {
                Some(digit) => out.push(char::from(b'0' + digit)),
                None => out.push(c),
            },
        }
    }
    out.nfc().collect()
}

/// The value of a decimal digit of the scripts that CVs are written in.
pub(super) fn digit(c: char) -> Option<u8> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    u8::try_from(u32::from(c) - u32::from(zero)).ok()
}

/// Han and kana, the long mark of kana and the zero among Han digits.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// Takes a text apart.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    let mut at = 0;
    let mut line = 0;
    let mut apart = true;
    let mut opens_line = true;
    let mut opens = true;
    while let Some(c) = text[at..].chars().next() {
        if is_space(c) {
            if matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}') {
                line += 1;
                opens_line = true;
                opens = true;
            }
            apart = true;
            at += c.len_utf8();
            continue;
        }
        let rest = &text[at..];
        let (length, sort) = if digit(c).is_some() {
            (number(rest), Sort::Digits)
        } else if is_ideograph(c) {
            (c.len_utf8(), Sort::Ideograph)
        } else if c.is_alphabetic() || is_combining_mark(c) {
            (word(rest), Sort::Word)
        } else {
            (c.len_utf8(), Sort::Sign)
        };
        let piece = &rest[..length];
        found.push(Token {
            text: piece,
            start: at,
            sort,
            folded: folded(piece),
            apart,
            opens_line,
            opens,
            line,
        });
        at += length;
        if sort == Sort::Sign {
            if ends_sentence(&found, text[at..].chars().next()) {
                opens = true;
            } else if !is_lead(c) {
                opens = false;
                opens_line = false;
            }
        } else {
            opens = false;
            opens_line = false;
        }
        apart = false;
    }
    found
}

/// Signs that may stand before a sentence's first word.
fn is_lead(c: char) -> bool {
    !c.is_alphanumeric()
        && matches!(
            c,
            '•' | '·'
                | '-'
                | '–'
                | '—'
                | '*'
                | '▪'
                | '◦'
                | '‣'
                | '"'
                | '“'
                | '„'
                | '«'
                | '»'
                | '('
                | '['
                | '‘'
                | '\''
                | '¿'
                | '¡'
                | '#'
                | '>'
                | '\u{200e}'
                | '\u{200f}'
        )
}

/// Words before a full stop that does not end a sentence.
const SHORT: &[&str] = &[
    "dr", "prof", "st", "mr", "mrs", "ms", "approx", "ca", "vs", "incl", "inkl", "bzw", "nr", "no",
    "ing", "dipl", "inc", "co", "corp", "ltd", "mio", "mrd", "tsd", "usw", "etc", "jr", "sr", "av",
    "sra", "г", "ул", "им", "тыс", "млн", "руб", "κ", "str", "max", "min", "abt", "dept", "univ",
];

fn ends_sentence(found: &[Token<'_>], next: Option<char>) -> bool {
    let Some(sign) = found.last() else {
        return false;
    };
    match sign.text {
        "!" | "?" | "。" | "！" | "？" | "؟" => true,
        ":" | "：" | "…" => next.is_none_or(is_space),
        "." => {
            let before = found.len().checked_sub(2).and_then(|at| found.get(at));
            next.is_none_or(is_space)
                && !before.is_some_and(|word| {
                    word.is_word()
                        && !word.folded.is_empty()
                        && (word.folded.chars().count() == 1
                            || SHORT.contains(&word.folded.as_str()))
                })
        }
        _ => false,
    }
}

/// Bytes of the word at the beginning.
fn word(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let goes_on = (c.is_alphanumeric() && !is_ideograph(c))
            || is_combining_mark(c)
            || matches!(c, '_' | '\u{200c}' | '\u{200d}')
            // don’t, צה"ל
            || (matches!(c, '\'' | '’' | '׳' | '״' | '"')
                && end > 0
                && next.is_some_and(char::is_alphabetic)
                && (c != '"' || text.starts_with(is_hebrew)))
            // Node.js, U.S.
            || (c == '.' && end > 0 && next.is_some_and(char::is_alphabetic));
        if !goes_on {
            // C++ and C#
            if end == 1 && matches!(c, '+' | '#') {
                let signs = text[at..].chars().take_while(|c| matches!(c, '+' | '#'));
                return at + signs.count();
            }
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{5ea}')
}

/// Bytes of the number at the beginning.
fn number(text: &str) -> usize {
    let digits = |from: usize| -> usize {
        let run = text[from..].chars().take_while(|c| digit(*c).is_some());
        run.map(char::len_utf8).sum()
    };
    let count = |from: usize, length: usize| text[from..from + length].chars().count();
    let mut end = digits(0);
    let mut group = count(0, end);
    loop {
        let Some(sign) = text[end..].chars().next() else {
            return end;
        };
        let after = end + sign.len_utf8();
        let more = digits(after);
        let own = count(after, more);
        let joins = match sign {
            '.' | ',' | '\'' | '’' | '٫' | '٬' | '·' => own > 0,
            // Groups of three and nothing else.
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => own == 3 && group <= 3,
            _ => false,
        };
        if !joins {
            return end;
        }
        group = own;
        end = after + more;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|token| token.text).collect()
    }

    #[test]
    fn words_and_numbers_are_whole() {
        assert_eq!(
            texts("Cut €40,000 (63 %), 310 000 cases; Node.js/C++ in 2021 300."),
            [
                "Cut", "€", "40,000", "(", "63", "%", ")", ",", "310 000", "cases", ";", "Node.js",
                "/", "C++", "in", "2021", "300", "."
            ]
        );
        assert_eq!(texts("3か国 don’t"), ["3", "か", "国", "don’t"]);
    }

    #[test]
    fn sentences_begin_after_others_and_after_bullets() {
        let opening: Vec<_> = tokens("• Led it. Then, with Dr. Weber: Won\n- “Cut” cost")
            .into_iter()
            .filter(|token| token.opens && token.is_word())
            .map(|token| token.text)
            .collect();
        assert_eq!(opening, ["Led", "Then", "Won", "Cut"]);
    }

    #[test]
    fn what_is_compared_has_no_accents() {
        assert_eq!(
            folded("März Äußere ÉCOLE ٢٠٢١ Ｘ"),
            "marz aussere ecole 2021 x"
        );
    }
}
