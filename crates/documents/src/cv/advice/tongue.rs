//! In which language a short text is written, told by its little words.

use super::tokens::{Sort, Token};

/// A language whose words are known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tongue {
    English,
    German,
    French,
    Spanish,
    Italian,
    Portuguese,
    Dutch,
    Greek,
    Russian,
    Arabic,
    Hebrew,
    Chinese,
    Japanese,
}

use Tongue::*;

impl Tongue {
    /// By a BCP 47 tag; English for others.
    pub(super) fn of(tag: &str) -> Self {
        let code = tag.split(['-', '_']).next().unwrap_or_default();
        match code.to_ascii_lowercase().as_str() {
            "de" => German,
            "fr" => French,
            "es" => Spanish,
            "it" => Italian,
            "pt" => Portuguese,
            "nl" => Dutch,
            "el" => Greek,
            "ru" | "uk" | "be" | "bg" => Russian,
            "ar" => Arabic,
            "he" | "iw" => Hebrew,
            "zh" => Chinese,
            "ja" => Japanese,
            _ => English,
        }
    }
}

/// Little words, folded, of the languages that share the Latin script.
const LITTLE: [(Tongue, &str); 7] = [
    (
        English,
        " the and of to with for by from into which that was were is are at on a an in our their as across over through while led built new ",
    ),
    (
        German,
        " der die das und mit fur von zu zur zum im in den dem des ein eine einer einem einen auf bei nach aus uber durch wurde wurden sowie als um ist war an ",
    ),
    (
        French,
        " le la les des du de et pour avec dans par sur une un en au aux qui ont ete est plus ce cette ses leur d'une ",
    ),
    (
        Spanish,
        " el la los las de del y para con en por una un que al se su sus como mas fue entre ",
    ),
    (
        Italian,
        " il lo la i gli le di del della dei delle e per con in da un una che al alla nel nella sono stato piu su tra ",
    ),
    (
        Portuguese,
        " o a os as de do da dos das e para com em no na nos nas por um uma que ao mais foi entre ",
    ),
    (
        Dutch,
        " de het een en van voor met in op te door naar bij aan uit over die dat werd zijn als tot ",
    ),
];

/// The language of a text; `usual` where its little words do not tell.
pub(super) fn guess(tokens: &[Token<'_>], usual: Tongue) -> Tongue {
    let (mut latin, mut greek, mut cyrillic, mut arabic, mut hebrew) = (0, 0, 0, 0, 0);
    let (mut han, mut kana) = (0, 0);
    for token in tokens {
        let Some(first) = token.text.chars().next() else {
            continue;
        };
        if token.sort == Sort::Ideograph {
            match first {
                '\u{3040}'..='\u{30ff}' => kana += 1,
                _ => han += 1,
            }
        } else if token.is_word() {
            match first {
                '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => greek += 1,
                '\u{400}'..='\u{52f}' => cyrillic += 1,
                '\u{590}'..='\u{5ff}' => hebrew += 1,
                '\u{600}'..='\u{6ff}' => arabic += 1,
                _ => latin += 1,
            }
        }
    }
    // Names and terms in Latin letters stand in texts of all scripts.
    let others = [
        (greek, Greek),
        (cyrillic, Russian),
        (arabic, Arabic),
        (hebrew, Hebrew),
        (han + kana, if kana > 0 { Japanese } else { Chinese }),
    ];
    if let Some((count, other)) = others.into_iter().max_by_key(|(count, _)| *count)
        && count > 0
        && count * 2 >= latin
    {
        return match other {
            Chinese if usual == Japanese => Japanese,
            other => other,
        };
    }
    let score = |words: &str| {
        let known =
            |token: &&Token<'_>| token.is_word() && words.contains(&format!(" {} ", token.folded));
        tokens.iter().filter(known).count()
    };
    let mut best = (0, usual);
    for (tongue, words) in LITTLE {
        // The usual one wins among equals.
        let score = score(words) * 2 + usize::from(tongue == usual);
        if score > best.0 {
            best = (score, tongue);
        }
    }
    if best.0 >= 2 { best.1 } else { usual }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    #[test]
    fn little_words_and_scripts_tell() {
        for (text, tongue) in [
            ("Led the migration of billing to Kubernetes", English),
            ("Einführung von SAP in der Logistik", German),
            ("Mise en place de l’équipe et du support", French),
            ("Reducción del tiempo de respuesta en un 40 %", Spanish),
            ("Gestione del budget e della logistica", Italian),
            ("Redução do tempo de resposta em 40 %", Portuguese),
            ("Leiding gegeven aan het team van vijf", Dutch),
            ("Внедрил SQL в отделе", Russian),
            ("Μείωσα τον χρόνο", Greek),
            ("Kubernetes", Spanish),
        ] {
            assert_eq!(guess(&tokens(text), Spanish), tongue, "{text}");
        }
        assert_eq!(guess(&tokens("売上を拡大"), English), Japanese);
        assert_eq!(guess(&tokens("销售额增长"), English), Chinese);
    }
}
