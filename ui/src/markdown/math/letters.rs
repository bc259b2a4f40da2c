//! Letters in the styles that Unicode has for mathematics, since MathML Core
//! knows no other way: <https://www.w3.org/TR/mathml-core/#new-text-transform-values>.

/// A style of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Font {
    /// As MathML shows a single letter.
    Italic,
    /// `\mathrm`
    Upright,
    /// `\mathbf`
    Bold,
    /// `\boldsymbol`
    BoldItalic,
    /// `\mathcal`
    Script,
    /// `\mathfrak`
    Fraktur,
    /// `\mathbb`
    Double,
    /// `\mathsf`
    Sans,
    /// `\mathtt`
    Mono,
}

impl Font {
    /// The font that a command asks for.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "mathit" | "it" | "mathnormal" => Self::Italic,
            "mathrm" | "rm" | "mathup" => Self::Upright,
            "mathbf" | "bf" | "symbf" => Self::Bold,
            "boldsymbol" | "bm" | "pmb" | "bold" => Self::BoldItalic,
            "mathcal" | "mathscr" | "cal" | "scr" => Self::Script,
            "mathfrak" | "frak" => Self::Fraktur,
            "mathbb" | "Bbb" => Self::Double,
            "mathsf" | "sf" => Self::Sans,
            "mathtt" | "tt" => Self::Mono,
            _ => return None,
        })
    }

    /// `text` in this style.
    pub fn all(self, text: &str) -> String {
        text.chars().map(|c| self.of(c)).collect()
    }

    /// `c` in this style; where Unicode has none, `c`.
    pub fn of(self, c: char) -> char {
        if let Some(odd) = self.odd(c) {
            return odd;
        }
        // The first capital, small letter and digit of each alphabet.
        let (capitals, digits) = match self {
            Self::Italic | Self::Upright => return c,
            Self::Bold => (0x1D400, 0x1D7CE),
            Self::BoldItalic => (0x1D468, 0x1D7CE),
            Self::Script => (0x1D49C, 0),
            Self::Fraktur => (0x1D504, 0),
            Self::Double => (0x1D538, 0x1D7D8),
            Self::Sans => (0x1D5A0, 0x1D7E2),
            Self::Mono => (0x1D670, 0x1D7F6),
        };
        let code = u32::from(c);
        let styled = match c {
            'A'..='Z' => capitals + code - u32::from('A'),
            'a'..='z' => capitals + 26 + code - u32::from('a'),
            '0'..='9' if digits > 0 => digits + code - u32::from('0'),
            'Α'..='Ω' => self.greek(code - u32::from('Α')).unwrap_or(code),
            'α'..='ω' => self.greek(26 + code - u32::from('α')).unwrap_or(code),
            _ => code,
        };
        char::from_u32(styled).unwrap_or(c)
    }

    fn greek(self, place: u32) -> Option<u32> {
        match self {
            Self::Bold => Some(0x1D6A8 + place),
            Self::BoldItalic => Some(0x1D71C + place),
            _ => None,
        }
    }

    /// Letters that Unicode had before it had alphabets for them.
    fn odd(self, c: char) -> Option<char> {
        let pairs = match self {
            Self::Script => "BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ",
            Self::Fraktur => "CℭHℌIℑRℜZℨ",
            Self::Double => "CℂHℍNℕPℙQℚRℝZℤ",
            _ => return None,
        };
        let mut letters = pairs.chars();
        while let (Some(plain), Some(styled)) = (letters.next(), letters.next()) {
            if plain == c {
                return Some(styled);
            }
        }
        None
    }
}
