//! Numbers that are written as words, in the languages of [`Tongue`]. Words are folded.

use super::tongue::Tongue::{self, *};
use super::units::Unit;

/// What a word says of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Numeral {
    /// Adds itself: two, twenty.
    Value(f64),
    /// Multiplies what stands before it: hundred, thousand.
    Scale(f64),
    /// Stands between two others and says nothing: "and".
    Between,
    /// Is a whole fact alone: half, doubled, dozens.
    Whole(f64, Unit),
}

use Numeral::*;

const TWICE: Numeral = Whole(2.0, Unit::Times);
const THRICE: Numeral = Whole(3.0, Unit::Times);
const FOURFOLD: Numeral = Whole(4.0, Unit::Times);
const HALF: Numeral = Whole(0.5, Unit::Part);
const THIRD: Numeral = Whole(1.0 / 3.0, Unit::Part);
const QUARTER: Numeral = Whole(0.25, Unit::Part);
const TENS: Numeral = Whole(10.0, Unit::Vague);
const DOZENS: Numeral = Whole(12.0, Unit::Vague);
const HUNDREDS: Numeral = Whole(100.0, Unit::Vague);
const THOUSANDS: Numeral = Whole(1e3, Unit::Vague);
const MILLIONS: Numeral = Whole(1e6, Unit::Vague);

type Table = &'static [(&'static str, Numeral)];

/// One and the articles are never facts: "one of", "ein", "une".
#[rustfmt::skip] // Many short words.
const ENGLISH_WORDS: Table = &[
    ("two", Value(2.0)), ("three", Value(3.0)), ("four", Value(4.0)), ("five", Value(5.0)),
    ("six", Value(6.0)), ("seven", Value(7.0)), ("eight", Value(8.0)), ("nine", Value(9.0)),
    ("ten", Value(10.0)), ("eleven", Value(11.0)), ("twelve", Value(12.0)), ("dozen", Value(12.0)),
    ("thirteen", Value(13.0)), ("fourteen", Value(14.0)), ("fifteen", Value(15.0)),
    ("sixteen", Value(16.0)), ("seventeen", Value(17.0)), ("eighteen", Value(18.0)),
    ("nineteen", Value(19.0)), ("twenty", Value(20.0)), ("thirty", Value(30.0)),
    ("forty", Value(40.0)), ("fifty", Value(50.0)), ("sixty", Value(60.0)),
    ("seventy", Value(70.0)), ("eighty", Value(80.0)), ("ninety", Value(90.0)),
    ("hundred", Scale(100.0)), ("thousand", Scale(1e3)), ("million", Scale(1e6)),
    ("billion", Scale(1e9)), ("and", Between), ("third", Value(3.0)), ("fourth", Value(4.0)),
    ("fifth", Value(5.0)), ("sixth", Value(6.0)), ("seventh", Value(7.0)), ("eighth", Value(8.0)),
    ("ninth", Value(9.0)), ("tenth", Value(10.0)), ("half", HALF), ("halved", HALF),
    ("halving", HALF), ("halve", HALF), ("doubled", TWICE), ("doubling", TWICE), ("double", TWICE),
    ("twice", TWICE), ("twofold", TWICE), ("tripled", THRICE), ("tripling", THRICE),
    ("triple", THRICE), ("threefold", THRICE), ("quadrupled", FOURFOLD), ("quadrupling", FOURFOLD),
    ("fourfold", FOURFOLD), ("thirds", THIRD), ("quarters", QUARTER), ("tens", TENS),
    ("dozens", DOZENS), ("hundreds", HUNDREDS), ("thousands", THOUSANDS), ("millions", MILLIONS),
];

#[rustfmt::skip] // Many short words.
const GERMAN_WORDS: Table = &[
    ("zwei", Value(2.0)), ("drei", Value(3.0)), ("vier", Value(4.0)), ("funf", Value(5.0)),
    ("sechs", Value(6.0)), ("sieben", Value(7.0)), ("acht", Value(8.0)), ("neun", Value(9.0)),
    ("zehn", Value(10.0)), ("elf", Value(11.0)), ("zwolf", Value(12.0)), ("dutzend", Value(12.0)),
    ("dreizehn", Value(13.0)), ("vierzehn", Value(14.0)), ("funfzehn", Value(15.0)),
    ("sechzehn", Value(16.0)), ("siebzehn", Value(17.0)), ("achtzehn", Value(18.0)),
    ("neunzehn", Value(19.0)), ("zwanzig", Value(20.0)), ("dreissig", Value(30.0)),
    ("vierzig", Value(40.0)), ("funfzig", Value(50.0)), ("sechzig", Value(60.0)),
    ("siebzig", Value(70.0)), ("achtzig", Value(80.0)), ("neunzig", Value(90.0)),
    ("hundert", Scale(100.0)), ("tausend", Scale(1e3)), ("million", Scale(1e6)),
    ("millionen", Scale(1e6)), ("milliarde", Scale(1e9)), ("milliarden", Scale(1e9)),
    ("dritte", Value(3.0)), ("dritten", Value(3.0)), ("vierte", Value(4.0)),
    ("vierten", Value(4.0)), ("funfte", Value(5.0)), ("funften", Value(5.0)), ("halfte", HALF),
    ("halbiert", HALF), ("halbierte", HALF), ("halbierung", HALF), ("halbieren", HALF),
    ("verdoppelt", TWICE), ("verdoppelte", TWICE), ("verdoppelung", TWICE), ("verdopplung", TWICE),
    ("doppelt", TWICE), ("doppelte", TWICE), ("verdreifacht", THRICE), ("verdreifachte", THRICE),
    ("verdreifachung", THRICE), ("vervierfacht", FOURFOLD), ("vervierfachung", FOURFOLD),
    ("drittel", THIRD), ("viertel", QUARTER), ("dutzende", DOZENS), ("dutzenden", DOZENS),
    ("hunderte", HUNDREDS), ("hunderten", HUNDREDS), ("tausende", THOUSANDS),
    ("tausenden", THOUSANDS),
];

#[rustfmt::skip] // Many short words.
const FRENCH_WORDS: Table = &[
    ("deux", Value(2.0)), ("trois", Value(3.0)), ("quatre", Value(4.0)), ("cinq", Value(5.0)),
    ("six", Value(6.0)), ("sept", Value(7.0)), ("huit", Value(8.0)), ("neuf", Value(9.0)),
    ("dix", Value(10.0)), ("onze", Value(11.0)), ("douze", Value(12.0)), ("treize", Value(13.0)),
    ("quatorze", Value(14.0)), ("quinze", Value(15.0)), ("seize", Value(16.0)),
    ("vingt", Value(20.0)), ("vingts", Value(20.0)), ("trente", Value(30.0)),
    ("quarante", Value(40.0)), ("cinquante", Value(50.0)), ("soixante", Value(60.0)),
    ("septante", Value(70.0)), ("nonante", Value(90.0)), ("cent", Scale(100.0)),
    ("cents", Scale(100.0)), ("mille", Scale(1e3)), ("million", Scale(1e6)),
    ("millions", Scale(1e6)), ("milliard", Scale(1e9)), ("milliards", Scale(1e9)), ("et", Between),
    ("troisieme", Value(3.0)), ("quatrieme", Value(4.0)), ("cinquieme", Value(5.0)),
    ("moitie", HALF), ("double", TWICE), ("doublement", TWICE), ("doubler", TWICE),
    ("triple", THRICE), ("triplement", THRICE), ("tripler", THRICE), ("quadruple", FOURFOLD),
    ("tiers", THIRD), ("dizaine", TENS), ("dizaines", TENS), ("douzaine", DOZENS),
    ("douzaines", DOZENS), ("centaine", HUNDREDS), ("centaines", HUNDREDS),
    ("milliers", THOUSANDS),
];

#[rustfmt::skip] // Many short words.
const SPANISH_WORDS: Table = &[
    ("dos", Value(2.0)), ("tres", Value(3.0)), ("cuatro", Value(4.0)), ("cinco", Value(5.0)),
    ("seis", Value(6.0)), ("siete", Value(7.0)), ("ocho", Value(8.0)), ("nueve", Value(9.0)),
    ("diez", Value(10.0)), ("once", Value(11.0)), ("doce", Value(12.0)), ("docena", Value(12.0)),
    ("trece", Value(13.0)), ("catorce", Value(14.0)), ("quince", Value(15.0)),
    ("dieciseis", Value(16.0)), ("diecisiete", Value(17.0)), ("dieciocho", Value(18.0)),
    ("diecinueve", Value(19.0)), ("veinte", Value(20.0)), ("veintiuno", Value(21.0)),
    ("veintidos", Value(22.0)), ("veintitres", Value(23.0)), ("veinticuatro", Value(24.0)),
    ("veinticinco", Value(25.0)), ("veintiseis", Value(26.0)), ("veintisiete", Value(27.0)),
    ("veintiocho", Value(28.0)), ("veintinueve", Value(29.0)), ("treinta", Value(30.0)),
    ("cuarenta", Value(40.0)), ("cincuenta", Value(50.0)), ("sesenta", Value(60.0)),
    ("setenta", Value(70.0)), ("ochenta", Value(80.0)), ("noventa", Value(90.0)),
    ("cien", Scale(100.0)), ("ciento", Scale(100.0)), ("doscientos", Value(200.0)),
    ("doscientas", Value(200.0)), ("trescientos", Value(300.0)), ("trescientas", Value(300.0)),
    ("quinientos", Value(500.0)), ("mil", Scale(1e3)), ("millon", Scale(1e6)),
    ("millones", Scale(1e6)), ("y", Between), ("tercer", Value(3.0)), ("tercera", Value(3.0)),
    ("cuarto", Value(4.0)), ("quinto", Value(5.0)), ("mitad", HALF), ("duplico", TWICE),
    ("duplicado", TWICE), ("duplicar", TWICE), ("duplique", TWICE), ("doble", TWICE),
    ("triplico", THRICE), ("triplicado", THRICE), ("triplicar", THRICE), ("triplique", THRICE),
    ("tercio", THIRD), ("tercios", THIRD), ("decenas", TENS), ("docenas", DOZENS),
    ("cientos", HUNDREDS), ("centenares", HUNDREDS), ("miles", THOUSANDS), ("millares", THOUSANDS),
];

#[rustfmt::skip] // Many short words.
const ITALIAN_WORDS: Table = &[
    ("due", Value(2.0)), ("tre", Value(3.0)), ("quattro", Value(4.0)), ("cinque", Value(5.0)),
    ("sei", Value(6.0)), ("sette", Value(7.0)), ("otto", Value(8.0)), ("nove", Value(9.0)),
    ("dieci", Value(10.0)), ("undici", Value(11.0)), ("dodici", Value(12.0)),
    ("tredici", Value(13.0)), ("quattordici", Value(14.0)), ("quindici", Value(15.0)),
    ("sedici", Value(16.0)), ("diciassette", Value(17.0)), ("diciotto", Value(18.0)),
    ("diciannove", Value(19.0)), ("venti", Value(20.0)), ("vent", Value(20.0)),
    ("trenta", Value(30.0)), ("trent", Value(30.0)), ("quaranta", Value(40.0)),
    ("cinquanta", Value(50.0)), ("sessanta", Value(60.0)), ("settanta", Value(70.0)),
    ("ottanta", Value(80.0)), ("novanta", Value(90.0)), ("cento", Scale(100.0)),
    ("mille", Scale(1e3)), ("mila", Scale(1e3)), ("milione", Scale(1e6)), ("milioni", Scale(1e6)),
    ("miliardo", Scale(1e9)), ("miliardi", Scale(1e9)), ("terzo", Value(3.0)),
    ("terza", Value(3.0)), ("quarto", Value(4.0)), ("quinto", Value(5.0)), ("meta", HALF),
    ("dimezzato", HALF), ("dimezzando", HALF), ("dimezzamento", HALF), ("raddoppiato", TWICE),
    ("raddoppiando", TWICE), ("raddoppio", TWICE), ("doppio", TWICE), ("triplicato", THRICE),
    ("triplicando", THRICE), ("triplo", THRICE), ("decine", TENS), ("dozzine", DOZENS),
    ("centinaia", HUNDREDS), ("migliaia", THOUSANDS),
];

#[rustfmt::skip] // Many short words.
const PORTUGUESE_WORDS: Table = &[
    ("dois", Value(2.0)), ("duas", Value(2.0)), ("tres", Value(3.0)), ("quatro", Value(4.0)),
    ("cinco", Value(5.0)), ("seis", Value(6.0)), ("sete", Value(7.0)), ("oito", Value(8.0)),
    ("nove", Value(9.0)), ("dez", Value(10.0)), ("onze", Value(11.0)), ("doze", Value(12.0)),
    ("duzia", Value(12.0)), ("treze", Value(13.0)), ("catorze", Value(14.0)),
    ("quatorze", Value(14.0)), ("quinze", Value(15.0)), ("dezesseis", Value(16.0)),
    ("dezasseis", Value(16.0)), ("dezessete", Value(17.0)), ("dezoito", Value(18.0)),
    ("dezenove", Value(19.0)), ("vinte", Value(20.0)), ("trinta", Value(30.0)),
    ("quarenta", Value(40.0)), ("cinquenta", Value(50.0)), ("sessenta", Value(60.0)),
    ("setenta", Value(70.0)), ("oitenta", Value(80.0)), ("noventa", Value(90.0)),
    ("cem", Scale(100.0)), ("cento", Scale(100.0)), ("duzentos", Value(200.0)),
    ("duzentas", Value(200.0)), ("trezentos", Value(300.0)), ("quinhentos", Value(500.0)),
    ("mil", Scale(1e3)), ("milhao", Scale(1e6)), ("milhoes", Scale(1e6)), ("e", Between),
    ("terceiro", Value(3.0)), ("terceira", Value(3.0)), ("quarto", Value(4.0)), ("metade", HALF),
    ("dobrou", TWICE), ("dobrei", TWICE), ("duplicou", TWICE), ("dobro", TWICE),
    ("duplicar", TWICE), ("dobrar", TWICE), ("triplicou", THRICE), ("tripliquei", THRICE),
    ("triplo", THRICE), ("terco", THIRD), ("tercos", THIRD), ("dezenas", TENS), ("duzias", DOZENS),
    ("centenas", HUNDREDS), ("milhares", THOUSANDS),
];

#[rustfmt::skip] // Many short words.
const DUTCH_WORDS: Table = &[
    ("twee", Value(2.0)), ("drie", Value(3.0)), ("vier", Value(4.0)), ("vijf", Value(5.0)),
    ("zes", Value(6.0)), ("zeven", Value(7.0)), ("acht", Value(8.0)), ("negen", Value(9.0)),
    ("tien", Value(10.0)), ("elf", Value(11.0)), ("twaalf", Value(12.0)), ("dozijn", Value(12.0)),
    ("dertien", Value(13.0)), ("veertien", Value(14.0)), ("vijftien", Value(15.0)),
    ("zestien", Value(16.0)), ("zeventien", Value(17.0)), ("achttien", Value(18.0)),
    ("negentien", Value(19.0)), ("twintig", Value(20.0)), ("dertig", Value(30.0)),
    ("veertig", Value(40.0)), ("vijftig", Value(50.0)), ("zestig", Value(60.0)),
    ("zeventig", Value(70.0)), ("tachtig", Value(80.0)), ("negentig", Value(90.0)),
    ("honderd", Scale(100.0)), ("duizend", Scale(1e3)), ("miljoen", Scale(1e6)),
    ("miljard", Scale(1e9)), ("derde", Value(3.0)), ("vierde", Value(4.0)), ("vijfde", Value(5.0)),
    ("helft", HALF), ("gehalveerd", HALF), ("halveerde", HALF), ("halvering", HALF),
    ("verdubbeld", TWICE), ("verdubbelde", TWICE), ("verdubbeling", TWICE),
    ("verdrievoudigd", THRICE), ("verdrievoudigde", THRICE), ("verdrievoudiging", THRICE),
    ("tientallen", TENS), ("dozijnen", DOZENS), ("honderden", HUNDREDS), ("duizenden", THOUSANDS),
];

#[rustfmt::skip] // Many short words.
const GREEK_WORDS: Table = &[
    ("δυο", Value(2.0)), ("τρεισ", Value(3.0)), ("τρια", Value(3.0)), ("τριων", Value(3.0)),
    ("τεσσερα", Value(4.0)), ("τεσσερισ", Value(4.0)), ("τεσσαρων", Value(4.0)),
    ("πεντε", Value(5.0)), ("εξι", Value(6.0)), ("επτα", Value(7.0)), ("εφτα", Value(7.0)),
    ("οκτω", Value(8.0)), ("οχτω", Value(8.0)), ("εννεα", Value(9.0)), ("εννια", Value(9.0)),
    ("δεκα", Value(10.0)), ("εντεκα", Value(11.0)), ("δωδεκα", Value(12.0)),
    ("δεκατρια", Value(13.0)), ("δεκατεσσερα", Value(14.0)), ("δεκαπεντε", Value(15.0)),
    ("εικοσι", Value(20.0)), ("τριαντα", Value(30.0)), ("σαραντα", Value(40.0)),
    ("πενηντα", Value(50.0)), ("εξηντα", Value(60.0)), ("εβδομηντα", Value(70.0)),
    ("ογδοντα", Value(80.0)), ("ενενηντα", Value(90.0)), ("εκατο", Scale(100.0)),
    ("διακοσια", Value(200.0)), ("διακοσιουσ", Value(200.0)), ("τριακοσια", Value(300.0)),
    ("χιλια", Scale(1e3)), ("χιλιαδεσ", Scale(1e3)), ("εκατομμυρια", Scale(1e6)),
    ("εκατομμυριο", Scale(1e6)), ("μισο", HALF), ("διπλασιασα", TWICE), ("διπλασιασε", TWICE),
    ("διπλασιασμοσ", TWICE), ("διπλασιο", TWICE), ("τριπλασιασα", THRICE), ("τριπλασιασε", THRICE),
    ("τριπλασιο", THRICE), ("δεκαδεσ", TENS), ("εκατονταδεσ", HUNDREDS),
];

#[rustfmt::skip] // Many short words.
const RUSSIAN_WORDS: Table = &[
    ("два", Value(2.0)), ("две", Value(2.0)), ("двух", Value(2.0)), ("двумя", Value(2.0)),
    ("три", Value(3.0)), ("трех", Value(3.0)), ("тремя", Value(3.0)), ("четыре", Value(4.0)),
    ("четырех", Value(4.0)), ("пять", Value(5.0)), ("пяти", Value(5.0)), ("пятью", Value(5.0)),
    ("шесть", Value(6.0)), ("шести", Value(6.0)), ("семь", Value(7.0)), ("семи", Value(7.0)),
    ("восемь", Value(8.0)), ("восьми", Value(8.0)), ("девять", Value(9.0)), ("девяти", Value(9.0)),
    ("десять", Value(10.0)), ("десяти", Value(10.0)), ("одиннадцать", Value(11.0)),
    ("двенадцать", Value(12.0)), ("двенадцати", Value(12.0)), ("тринадцать", Value(13.0)),
    ("четырнадцать", Value(14.0)), ("пятнадцать", Value(15.0)), ("пятнадцати", Value(15.0)),
    ("двадцать", Value(20.0)), ("двадцати", Value(20.0)), ("тридцать", Value(30.0)),
    ("тридцати", Value(30.0)), ("сорок", Value(40.0)), ("сорока", Value(40.0)),
    ("пятьдесят", Value(50.0)), ("шестьдесят", Value(60.0)), ("семьдесят", Value(70.0)),
    ("восемьдесят", Value(80.0)), ("девяносто", Value(90.0)), ("сто", Scale(100.0)),
    ("двести", Value(200.0)), ("триста", Value(300.0)), ("пятьсот", Value(500.0)),
    ("тысяча", Scale(1e3)), ("миллион", Scale(1e6)), ("миллиона", Scale(1e6)),
    ("миллионов", Scale(1e6)), ("дюжина", Value(12.0)), ("третии", Value(3.0)),
    ("третье", Value(3.0)), ("третьего", Value(3.0)), ("вдвое", TWICE), ("удвоил", TWICE),
    ("удвоила", TWICE), ("удвоили", TWICE), ("втрое", THRICE), ("утроил", THRICE),
    ("утроила", THRICE), ("вчетверо", FOURFOLD), ("половина", HALF), ("половину", HALF),
    ("наполовину", HALF), ("треть", THIRD), ("десятки", TENS), ("сотни", HUNDREDS),
    ("тысячи", THOUSANDS),
];

#[rustfmt::skip] // Many short words.
const ARABIC_WORDS: Table = &[
    ("ثلاثه", Value(3.0)), ("ثلاث", Value(3.0)), ("اربعه", Value(4.0)), ("اربع", Value(4.0)),
    ("خمسه", Value(5.0)), ("خمس", Value(5.0)), ("سته", Value(6.0)), ("ست", Value(6.0)),
    ("سبعه", Value(7.0)), ("سبع", Value(7.0)), ("ثمانيه", Value(8.0)), ("ثماني", Value(8.0)),
    ("تسعه", Value(9.0)), ("تسع", Value(9.0)), ("عشره", Value(10.0)), ("عشر", Value(10.0)),
    ("عشرين", Value(20.0)), ("عشرون", Value(20.0)), ("ثلاثين", Value(30.0)),
    ("ثلاثون", Value(30.0)), ("اربعين", Value(40.0)), ("اربعون", Value(40.0)),
    ("خمسين", Value(50.0)), ("خمسون", Value(50.0)), ("ستين", Value(60.0)), ("سبعين", Value(70.0)),
    ("ثمانين", Value(80.0)), ("تسعين", Value(90.0)), ("ميه", Scale(100.0)), ("مايه", Scale(100.0)),
    ("ميتي", Value(200.0)), ("ميتين", Value(200.0)), ("الف", Scale(1e3)), ("الاف", Scale(1e3)),
    ("مليون", Scale(1e6)), ("ملايين", Scale(1e6)), ("نصف", HALF), ("ضاعف", TWICE),
    ("ضاعفت", TWICE), ("مضاعفه", TWICE), ("ضعف", TWICE), ("ميات", HUNDREDS), ("عشرات", TENS),
];

#[rustfmt::skip] // Many short words.
const HEBREW_WORDS: Table = &[
    ("שני", Value(2.0)), ("שתי", Value(2.0)), ("שניים", Value(2.0)), ("שלושה", Value(3.0)),
    ("שלוש", Value(3.0)), ("ארבעה", Value(4.0)), ("ארבע", Value(4.0)), ("חמישה", Value(5.0)),
    ("חמש", Value(5.0)), ("שישה", Value(6.0)), ("שש", Value(6.0)), ("שבעה", Value(7.0)),
    ("שבע", Value(7.0)), ("שמונה", Value(8.0)), ("תשעה", Value(9.0)), ("תשע", Value(9.0)),
    ("עשרה", Value(10.0)), ("עשר", Value(10.0)), ("עשרים", Value(20.0)), ("שלושים", Value(30.0)),
    ("ארבעים", Value(40.0)), ("חמישים", Value(50.0)), ("שישים", Value(60.0)),
    ("שבעים", Value(70.0)), ("שמונים", Value(80.0)), ("תשעים", Value(90.0)), ("מאה", Scale(100.0)),
    ("מאתיים", Value(200.0)), ("אלף", Scale(1e3)), ("אלפים", Scale(1e3)), ("מיליון", Scale(1e6)),
    ("חצי", HALF), ("מחצית", HALF), ("הכפיל", TWICE), ("הכפלתי", TWICE), ("הכפלה", TWICE),
    ("שילשתי", THRICE), ("עשרות", TENS), ("מאות", HUNDREDS), ("אלפי", THOUSANDS),
];

fn table(tongue: Tongue) -> Table {
    match tongue {
        English => ENGLISH_WORDS,
        German => GERMAN_WORDS,
        French => FRENCH_WORDS,
        Spanish => SPANISH_WORDS,
        Italian => ITALIAN_WORDS,
        Portuguese => PORTUGUESE_WORDS,
        Dutch => DUTCH_WORDS,
        Greek => GREEK_WORDS,
        Russian => RUSSIAN_WORDS,
        Arabic => ARABIC_WORDS,
        Hebrew => HEBREW_WORDS,
        Chinese | Japanese => &[],
    }
}

fn known(tongue: Tongue, word: &str) -> Option<Numeral> {
    let entry = table(tongue).iter().find(|(known, _)| *known == word);
    entry.map(|(_, numeral)| *numeral)
}

/// What a word says of a number; several numerals where they are written as one word.
pub(super) fn numerals(tongue: Tongue, word: &str) -> Vec<Numeral> {
    if let Some(one) = known(tongue, word) {
        return vec![one];
    }
    match tongue {
        German | Dutch | Italian => compound(tongue, word).unwrap_or_default(),
        Arabic | Hebrew => {
            // "and", "in", "with", "to", "from" are written as one with the word.
            let first = word.chars().next();
            let glued = first.is_some_and(|c| "وبلفכבהולמש".contains(c));
            let rest = first.map_or("", |c| &word[c.len_utf8()..]);
            let known = glued.then(|| known(tongue, rest)).flatten();
            known.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// `funfundzwanzig`, `dreitausend`, `zweihundert`, `ventidue`: nothing but numerals and their "and".
fn compound(tongue: Tongue, word: &str) -> Option<Vec<Numeral>> {
    const SHORTEST: usize = 6;
    if word.len() < SHORTEST {
        return None;
    }
    let ands: &[&str] = match tongue {
        German => &["und"],
        Dutch => &["en"],
        _ => &[],
    };
    fn rest(tongue: Tongue, word: &str, ands: &[&str], so_far: &mut Vec<Numeral>) -> bool {
        if word.is_empty() {
            return so_far.len() > 1 && !matches!(so_far.last(), Some(Between));
        }
        let values = table(tongue).iter().copied();
        let plain = values.filter(|(_, numeral)| matches!(numeral, Value(_) | Scale(_)));
        let ones = ones(tongue)
            .iter()
            .map(|(name, value)| (*name, Value(*value)));
        let ands_here = ands.iter().map(|name| (*name, Between));
        let mut parts: Vec<(&str, Numeral)> = plain.chain(ones).chain(ands_here).collect();
        // "ventotto", "trentuno": the first loses its vowel.
        if tongue == Italian {
            let short = [
                ("quarant", 40.0),
                ("cinquant", 50.0),
                ("sessant", 60.0),
                ("settant", 70.0),
                ("ottant", 80.0),
                ("novant", 90.0),
            ];
            parts.extend(short.map(|(name, value)| (name, Value(value))));
        }
        parts.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        for (name, numeral) in parts {
            let Some(after) = word.strip_prefix(name) else {
                continue;
            };
            if numeral == Between && !matches!(so_far.last(), Some(Value(_) | Scale(_))) {
                continue;
            }
            so_far.push(numeral);
            if rest(tongue, after, ands, so_far) {
                return true;
            }
            so_far.pop();
        }
        false
    }
    let mut found = Vec::new();
    rest(tongue, word, ands, &mut found).then_some(found)
}

/// What counts only within a compound.
fn ones(tongue: Tongue) -> &'static [(&'static str, f64)] {
    match tongue {
        German => &[("ein", 1.0)],
        Dutch => &[("een", 1.0)],
        _ => &[("uno", 1.0), ("un", 1.0), ("tre", 3.0)],
    }
}

/// The value of numerals one after the other; `None`: they say no number.
pub(super) fn value(numerals: &[Numeral]) -> Option<f64> {
    let (mut whole, mut current, mut any) = (0.0, 0.0, false);
    for numeral in numerals {
        match numeral {
            // quatre-vingt
            Value(20.0) if current == 4.0 => current = 80.0,
            Value(value) => {
                current += value;
                any = true;
            }
            Scale(scale) if *scale >= 1e3 => {
                whole += f64::max(current, 1.0) * scale;
                current = 0.0;
                any = true;
            }
            Scale(scale) => {
                current = f64::max(current, 1.0) * scale;
                any = true;
            }
            Between => {}
            Whole(value, _) => return Some(*value),
        }
    }
    any.then_some(whole + current)
}

/// The value of Han numerals: `三十五`, `二千`, `百二十`.
pub(super) fn han(text: &str) -> Option<f64> {
    let (mut whole, mut section, mut current) = (0.0, 0.0, 0.0);
    for c in text.chars() {
        match c {
            '〇' | '零' => current = 0.0,
            '一' => current = 1.0,
            '二' | '两' | '兩' => current = 2.0,
            '三' => current = 3.0,
            '四' => current = 4.0,
            '五' => current = 5.0,
            '六' => current = 6.0,
            '七' => current = 7.0,
            '八' => current = 8.0,
            '九' => current = 9.0,
            '十' | '百' | '千' => {
                let scale = match c {
                    '十' => 10.0,
                    '百' => 100.0,
                    _ => 1e3,
                };
                section += f64::max(current, 1.0) * scale;
                current = 0.0;
            }
            '万' | '萬' | '億' | '亿' => {
                let scale = if matches!(c, '万' | '萬') { 1e4 } else { 1e8 };
                whole += f64::max(section + current, 1.0) * scale;
                (section, current) = (0.0, 0.0);
            }
            _ => return None,
        }
    }
    Some(whole + section + current)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_as_they_are_compared() {
        for tongue in [
            English, German, French, Spanish, Italian, Portuguese, Dutch, Greek, Russian, Arabic,
            Hebrew,
        ] {
            for (word, _) in table(tongue) {
                assert_eq!(super::super::tokens::folded(word), *word);
            }
        }
    }

    #[test]
    fn compounds_are_taken_apart() {
        for (tongue, word, number) in [
            (German, "funfundzwanzig", 25.0),
            (German, "zweihundertdreissig", 230.0),
            (German, "dreitausend", 3000.0),
            (German, "einundvierzig", 41.0),
            (Dutch, "vijfentwintig", 25.0),
            (Italian, "trentacinque", 35.0),
            (Italian, "ventotto", 28.0),
            (Italian, "duecento", 200.0),
            (Italian, "ventitre", 23.0),
            (Hebrew, "וחמישה", 5.0),
        ] {
            assert_eq!(value(&numerals(tongue, word)), Some(number), "{word}");
        }
        assert!(numerals(German, "einheit").is_empty());
        assert!(numerals(German, "dreiecke").is_empty());
        assert!(numerals(Dutch, "tienden").is_empty());
    }

    #[test]
    fn words_add_and_multiply() {
        let french = |words: &str| {
            let all: Vec<_> = words
                .split('-')
                .flat_map(|word| numerals(French, word))
                .collect();
            value(&all)
        };
        assert_eq!(french("quatre-vingt-dix-sept"), Some(97.0));
        assert_eq!(french("deux-cents-cinquante"), Some(250.0));
        assert_eq!(french("trois-mille"), Some(3000.0));
        assert_eq!(han("三十五"), Some(35.0));
        assert_eq!(han("二千"), Some(2000.0));
        assert_eq!(han("百二十"), Some(120.0));
        assert_eq!(han("三万"), Some(30000.0));
        assert_eq!(han("三月"), None);
    }
}
