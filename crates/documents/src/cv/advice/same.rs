//! Words of different languages that mean the same: languages, degrees, countries and towns. Folded.

use super::tongue::Tongue;

/// Each line is one meaning.
const GROUPS: &[&str] = &[
    // Languages and who speaks them.
    "german deutsch allemand allemande aleman alemana tedesco tedesca alemao duits duitse γερμανικα немецкии немецкого الالمانيه גרמנית",
    "english englisch anglais anglaise ingles inglesa inglese engels engelse αγγλικα англиискии англииского الانجليزيه אנגלית",
    "french franzosisch francais francaise frances francese frans franse γαλλικα французскии французского الفرنسيه צרפתית",
    "spanish spanisch espagnol espagnole espanol espanola spagnolo espanhol spaans ισπανικα испанскии الاسبانيه ספרדית",
    "italian italienisch italienne italiano italiana italiaans ιταλικα итальянскии الايطاليه איטלקית",
    "portuguese portugiesisch portugais portugues portoghese portugees πορτογαλικα португальскии",
    "dutch niederlandisch neerlandais holandes neerlandes olandese nederlands nederlandse ολλανδικα нидерландскии голландскии",
    "greek griechisch grec griego greco grego grieks ελληνικα греческии اليونانيه יוונית",
    "russian russisch russe ruso russo russische ρωσικα русскии русского الروسيه רוסית",
    "arabic arabisch arabe arabo arabische αραβικα арабскии العربيه ערבית",
    "hebrew hebraisch hebreu hebreo ebraico hebraico hebreeuws εβραικα иврит العبريه עברית",
    "chinese mandarin chinesisch chinois chino cinese chines chinees κινεζικα китаискии الصينيه סינית",
    "japanese japanisch japonais japones giapponese japans ιαπωνικα японскии اليابانيه יפנית",
    // Degrees.
    "bachelor bachelors bachelor's bsc b.sc ba b.a beng licenciatura laurea πτυχιο бакалавр бакалавра بكالوريوس",
    "master masters master's msc m.sc ma m.a meng mastere maestria mestrado magister μεταπτυχιακο магистр магистра магистратура ماجستير",
    "doctorate doctoral phd ph.d doctorat doctorado dottorato doutorado doutoramento promoviert διδακτορικο докторантура دكتوراه דוקטורט",
    "mba",
    "diplom diploma diplome diplomi диплом",
    // Countries, with their code.
    "germany deutschland allemagne alemania germania alemanha duitsland γερμανια германия германии المانيا גרמניה de",
    "austria osterreich autriche oostenrijk αυστρια австрия австрии النمسا at",
    "switzerland schweiz suisse suiza svizzera suica zwitserland ελβετια швеицария ch",
    "france frankreich francia franca frankrijk γαλλια франция франции فرنسا צרפת fr",
    "spain spanien espagne espana spagna espanha spanje ισπανια испания اسبانيا ספרד es",
    "italy italia italien italie ιταλια италия ايطاليا איטליה it",
    "portugal portugallo πορτογαλια португалия pt",
    "netherlands niederlande holland paises pays-bas nederland ολλανδια нидерланды هولندا הולנד nl",
    "greece griechenland grece grecia griekenland ελλαδα греция اليونان יוון gr",
    "russia russland russie rusia rusland ρωσια россия россии روسيا רוסיה ru",
    "israel israele ισραηλ израиль اسراييل ישראל il",
    "china chine cina κινα китаи الصين סין cn",
    "japan japon giappone japao ιαπωνια япония اليابان יפן jp",
    "ireland irland irlande irlanda ierland ιρλανδια ирландия ie",
    "scotland schottland ecosse escocia scozia schotland",
    "england angleterre inglaterra inghilterra engeland αγγλια англия",
    "egypt agypten egypte egipto egitto egito αιγυπτοσ египет مصر eg",
    "europe europa ευρωπη европа европе اوروبا אירופה",
    // Towns.
    "munich munchen μοναχο мюнхен мюнхене ميونخ",
    "cologne koln colonia keulen κολωνια кельн",
    "vienna wien vienne viena wenen βιεννη вена вене",
    "nuremberg nurnberg norimberga",
    "zurich zurigo ζυριχη цюрих",
    "geneva genf geneve ginebra ginevra genebra γενευη женева",
    "rome rom roma ρωμη рим روما",
    "milan mailand milano milaan μιλανο милан",
    "paris parigi parijs παρισι париж париже باريس",
    "london londres londra londen λονδινο лондон лондоне لندن לונדון",
    "lisbon lissabon lisbonne lisboa lisbona",
    "brussels brussel bruxelles bruselas βρυξελλεσ брюссель",
    "athens athen athenes atenas atene αθηνα афины اثينا",
    "thessaloniki saloniki salonique θεσσαλονικη салоники",
    "moscow moskau moscou moscu mosca moskou μοσχα москва москве москвы موسكو",
    "petersburg peterburg петербург петербурге",
    "cairo kairo le-caire القاهره",
    "jerusalem ירושלים القدس иерусалим",
    "haifa חיפה",
    "beijing peking pekin pechino 北京",
    "shanghai 上海",
    "tokyo tokio 東京",
    "osaka 大阪",
];

/// Words for degrees in small letters, which are facts as a name is.
const DEGREES: &str = " phd doctorate doctorat doctorado dottorato doutorado doutoramento mba mastere maestria mestrado magister promoviert магистр магистра магистратуру бакалавр бакалавра μεταπτυχιακο διδακτορικο ماجستير دكتوراه בכלוריוס דוקטורט ";

/// Degrees in Han letters.
pub(super) const HAN_DEGREES: [&str; 5] = ["博士", "硕士", "修士", "学士", "碩士"];

/// The number of a word's meaning.
pub(super) fn meaning(word: &str) -> Option<usize> {
    GROUPS
        .iter()
        .position(|group| group.split(' ').any(|one| one == word))
}

/// Whether a word names a degree.
pub(super) fn is_degree(tongue: Tongue, word: &str) -> bool {
    let known = |word: &str| !word.is_empty() && DEGREES.contains(&format!(" {word} "));
    match tongue {
        // "To master" is a verb of English alone.
        Tongue::English => known(word),
        // "And", "in", "with" are written as one with the word.
        Tongue::Arabic | Tongue::Hebrew => {
            let mut chars = word.chars();
            let glued = chars
                .next()
                .is_some_and(|first| "وبلفكבהולמש".contains(first));
            known(word) || glued && known(chars.as_str())
        }
        _ => word == "master" || known(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_meaning() {
        let mut all: Vec<&str> = GROUPS.iter().flat_map(|group| group.split(' ')).collect();
        all.sort_unstable();
        let double: Vec<_> = all.windows(2).filter(|two| two[0] == two[1]).collect();
        assert!(double.is_empty(), "{double:?}");
        assert_eq!(meaning("munich"), meaning("munchen"));
        assert_eq!(meaning("deutsch"), meaning("немецкии"));
        assert_eq!(meaning("acme"), None);
    }
}
