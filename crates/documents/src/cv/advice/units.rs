//! What a number counts: shares, money, multiples, measures. Words are folded.

/// What stands beside a number. Only what is known here; everything else ("offices") is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Unit {
    Percent,
    /// A currency, by its ISO 4217 code.
    Money(&'static str),
    /// Multiples: `14×`, three times, doubled.
    Times,
    /// Parts of a whole: halves, thirds.
    Part,
    /// "dozens", "hundreds": of the size that the number says.
    Vague,
    /// Time, length, weight, bytes, by the usual sign.
    Measure(&'static str),
}

impl Unit {
    /// Whether a number that stands alone elsewhere may not be read as one of this.
    pub(super) fn strict(self) -> bool {
        !matches!(self, Self::Measure(_))
    }
}

#[rustfmt::skip] // Many short words.
const PERCENT: &[&str] = &[
    "%", "٪", "percent", "prozent", "procent", "percents", "процент", "процента", "процентов",
    "процентах", "אחוז", "אחוזים", "بالميه", "بالمايه",
];

#[rustfmt::skip] // Many short words.
const MONEY: &[(&str, &[&str])] = &[
    ("EUR", &["€", "eur", "euro", "euros", "евро", "ευρω", "欧元", "ユーロ", "يورو", "אירו", "יורו"]),
    ("USD", &["$", "usd", "us$", "dollar", "dollars", "dollari", "dolares", "dolar", "доллар",
        "доллара", "долларов", "δολαρια", "美元", "ドル", "دولار", "דולר"]),
    ("GBP", &["£", "gbp", "pound", "pounds", "pfund", "英镑", "ポンド"]),
    ("CHF", &["chf", "franken", "sfr"]), ("JPY", &["jpy", "円", "yen"]),
    ("CNY", &["cny", "rmb", "元", "yuan", "人民币"]),
    ("RUB", &["₽", "rub", "руб", "рублеи", "рубля", "рубль", "рублях"]),
    ("ILS", &["₪", "ils", "שח", "ש\"ח", "ש״ח", "שקל", "שקלים"]),
    ("SAR", &["sar", "ريال", "ريالا"]), ("AED", &["aed", "درهم"]), ("INR", &["₹", "inr"]),
    ("PLN", &["pln", "zl"]),
];

#[rustfmt::skip] // Many short words.
const TIMES: &[&str] = &[
    "×", "x", "fold", "fach", "fache", "fachen", "faches", "times", "fois", "veces", "volte",
    "vezes", "keer", "maal", "раз", "раза", "φορεσ", "倍", "مرات", "פעמים", "mal",
];

#[rustfmt::skip] // Many short words.
const MEASURES: &[(&str, &[&str])] = &[
    ("ms", &["ms", "millisecond", "milliseconds", "millisekunden", "millisecondes",
        "milisegundos", "millisecondi", "мс"]),
    ("s", &["s", "sec", "secs", "second", "seconds", "sekunde", "sekunden", "seconde", "secondes",
        "segundo", "segundos", "secondi", "seconden", "секунд", "секунды", "δευτερολεπτα", "秒",
        "ثانيه", "שניות"]),
    ("min", &["min", "mins", "minute", "minutes", "minuten", "minuto", "minutos", "minuti",
        "minuut", "минут", "минуты", "λεπτα", "分", "分钟", "دقيقه", "دقايق", "דקות"]),
    ("h", &["h", "hr", "hrs", "hour", "hours", "stunde", "stunden", "std", "heure", "heures",
        "hora", "horas", "ora", "ore", "uur", "uren", "час", "часа", "часов", "ωρεσ", "小时", "時間",
        "ساعه", "ساعات", "שעות"]),
    ("d", &["d", "day", "days", "tag", "tage", "tagen", "jour", "jours", "dia", "dias", "giorno",
        "giorni", "dag", "dagen", "день", "дня", "днеи", "ημερεσ", "μερεσ", "天", "日間", "يوم",
        "يوما", "ايام", "ימים", "יום"]),
    ("wk", &["week", "weeks", "woche", "wochen", "semaine", "semaines", "semana", "semanas",
        "settimana", "settimane", "weken", "неделя", "недели", "недель", "εβδομαδεσ", "周", "週間",
        "اسبوع", "اسابيع", "שבועות"]),
    ("mo", &["month", "months", "monat", "monate", "monaten", "mois", "mes", "meses", "mese",
        "mesi", "mesos", "maand", "maanden", "месяц", "месяца", "месяцев", "μηνεσ", "个月", "か月",
        "ヶ月", "شهر", "شهرا", "اشهر", "חודשים"]),
    ("y", &["year", "years", "yr", "yrs", "jahr", "jahre", "jahren", "an", "ans", "annee",
        "annees", "ano", "anos", "anni", "anno", "jaar", "год", "года", "лет", "χρονια", "ετη",
        "年間", "سنه", "سنوات", "عاما", "שנים"]),
    ("km", &["km", "kilometer", "kilometers", "kilometre", "kilometres", "км", "公里"]),
    ("kg", &["kg", "кг", "公斤"]), ("t", &["t", "tonnes", "tons", "tonnen", "тонн"]),
    ("MB", &["mb", "мб"]), ("GB", &["gb", "гб"]), ("TB", &["tb", "тб"]), ("PB", &["pb"]),
    ("kW", &["kw", "квт"]), ("MW", &["mw", "мвт"]), ("GW", &["gw"]),
];

/// Multipliers, with whether they may also stand right behind the digits as a single letter.
#[rustfmt::skip] // Many short words.
const SCALES: &[(f64, &[&str])] = &[
    (1e3, &["k", "tsd", "thousand", "tausend", "mil", "mila", "mille", "milliers", "duizend",
        "тыс", "тысяч", "тысячи", "тысяча", "χιλ", "χιλιαδεσ", "الف", "الاف", "אלף", "אלפים",
        "千"]),
    (1e4, &["万", "萬"]),
    (1e6, &["mio", "mn", "mln", "million", "millions", "millionen", "millon", "millones",
        "milione", "milioni", "milhao", "milhoes", "miljoen", "млн", "миллион", "миллиона",
        "миллионов", "εκατ", "εκατομμυρια", "εκατομμυριο", "مليون", "ملايين", "מיליון", "百万"]),
    (1e8, &["億", "亿"]),
    (1e9, &["bn", "mrd", "billion", "billions", "milliarde", "milliarden", "milliard",
        "milliards", "miliardi", "miljard", "млрд", "δισ", "مليار", "מיליארד"]),
];

/// Percent, money, multiples and measures by a word or sign, folded.
pub(super) fn unit(word: &str) -> Option<Unit> {
    if PERCENT.contains(&word) {
        return Some(Unit::Percent);
    }
    if let Some(code) = named(MONEY, word) {
        return Some(Unit::Money(code));
    }
    if TIMES.contains(&word) {
        return Some(Unit::Times);
    }
    named(MEASURES, word).map(Unit::Measure)
}

/// Money by a word or sign before the number.
pub(super) fn money(word: &str) -> Option<Unit> {
    named(MONEY, word).map(Unit::Money)
}

/// What a word after a number multiplies it by; `attached`: without a space between,
/// or before a sign of money.
pub(super) fn scale(word: &str, written: &str, attached: bool) -> Option<f64> {
    match written {
        // Metres and minutes are small.
        "M" | "MM" if attached => return Some(1e6),
        "B" if attached => return Some(1e9),
        "k" | "K" => return attached.then_some(1e3),
        _ => {}
    }
    let known = SCALES.iter().find(|(_, words)| words.contains(&word));
    known.map(|(scale, _)| *scale)
}

fn named(table: &[(&'static str, &[&str])], word: &str) -> Option<&'static str> {
    let known = table.iter().find(|(_, words)| words.contains(&word));
    known.map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::super::tokens::folded;
    use super::*;

    #[test]
    fn words_are_written_as_they_are_compared() {
        let tables = MONEY.iter().chain(MEASURES).map(|(_, words)| *words);
        let scales = SCALES.iter().map(|(_, words)| *words);
        for word in tables.chain(scales).chain([PERCENT, TIMES]).flatten() {
            assert_eq!(folded(word), *word);
        }
    }
}
