//! Ordinary words, which are no names although they begin with a capital: the first of a sentence, the
//! nouns of German, what everybody abbreviates. Words are folded.

use super::tongue::Tongue::{self, *};

/// Abbreviations and forms of companies that say nothing new.
const COMMON: &str = " it hr pr id pc ok cv tv vip faq kpi kpis okr okrs api apis ui ux ci cd ai ki ml qa vp vps pdf edv eu usa uk us b2b b2c r d gmbh ag kg se ev e.v inc ltd llc llp plc corp co sa sas sarl srl spa bv nv ооо оао зао пао ao ip ιτ αε οε ιδ σα inc. z.b u.a d.h e.g i.e u.s am pm rd роль vat eur usd gbp chf ";

/// Words with which a line of an English CV may begin, besides those that their ending tells.
const ENGLISH_WORDS: &str = " a able about above abroad accounts across ad after agile all along also always among an and another any apart around art arts as at award awards away back bar base basic became before began behind below best better between beyond big board bond book both bottom bought brand bridge brief bring broad broke brought budget build builds built business but buy by call came campaign can card care carry case cash catch caught centre chain chair change channel chart check chief child children chose church class clear client clients clinic close club coach code cold college come common company complex contact contract control convert cook copy core cost costs could course court craft cross crowd cut daily data date day days deal dealt debt deep degree delight demand depth design desk did direct do does dove down draft drew drive drove due during duty each early earn ease east easy edge edit eight else email end ends energy engine english enough ensure error even ever every exam expert export extra face fact fair fast fed feed feel fell felt few field fifth file film final find firm first five fix floor flow fluent focus food for force form forth fought found four free french fresh friend from front full fund further gain gap gas gave general german get gift give given global go goal gold good got grade graph great green grew group growth grow guest guide had half hand happy hard has have he head health held help her here high hire his hit hold holds home host hotel hour hours house how human i idea if impact import in income input inside into is issue it its job join joint judge just keen keep keeps kept key kind knew know known lab labour large last late later law lay lead leads leaf learn least led left legal less let level life lift light like line link list live loan local long look loss lost lot love low made mail main make makes many map mark market mass match may mean meant media meet menu met method mid mind minor mix mobile model modern money month more most move much multi music must my near need net network never new news next night nine no non none nor north not note now number nurse of off offer office often old on once one online only open or order other our out output over own owned owner page paid pair panel paper parent part party past patient pay peak peer people per phone pick piece place plan plans plant play plus point policy pool poor post power present press price prime print prior problem process product profit project proof public pull pure push put quality quick quit quote raise ran range rate raw reach read real record reduce refer relay remote rent report reset rest result retail review right risk role room root round run runs safe said sale sales same sample saw scale school scope score search season second secret see seek self sell send senior sense sent series serve set seven shape share she sheet shift ship shop short show shut side sign simple since site six size skill skills small smart so social soft sold some song soon sort sound source south space speak special speech speed spend spent spoke sport spread staff stage stand start state status stay step still stock stood stop store story strong student study such sum supply support sure survey swap sweep system systems take talk target task taught tax teach team teams tech tell ten term terms test tests text than that the their them then there these they thing think this those thought three through throughout throw thus tight time to today together told took tool tools top total touch tough tour track trade train travel treat trend trial trip trust try turn twelve twice two type under unit until up upon upper us use user users vast very via view visit visual voice vote wage wait walk want war was water way we web week weekly well went were west what when where which while white who whole whom whose why wide will win wind winner wish with within without woke won word work works world wore would write writes wrote year years yes yet you young your youth zero senior junior lead head intern associate assistant principal staff chief deputy vice software backend frontend full-stack hardware web cloud data mobile product project program programme sales account marketing finance engineer engineers analyst manager managers developer developers consultant scientist architect administrator technician nurse teacher lecturer chef cook driver plumber scrum master monday tuesday wednesday thursday friday saturday sunday skills summary profile experience education languages projects awards hands-on cross-functional end-to-end day-to-day plain bespoke robust steady strict rapid solid swift ";

const ENGLISH_ENDINGS: &[&str] = &[
    "ed", "ing", "tion", "tions", "sion", "sions", "ment", "ments", "ness", "ity", "ities", "ly",
    "ive", "ives", "ional", "ical", "ous", "able", "ible", "ful", "less", "ship", "ships", "ance",
    "ence", "ances", "ences", "ism", "ist", "ists", "ise", "ize", "ises", "izes", "ify", "ates",
    "ate", "ology", "graphy", "wards", "wide", "ward", "wise", "ture", "tures", "ents", "ant",
    "ants", "ors", "ers",
];

const FRENCH_WORDS: &str = " a afin alors anglais apres appui arts aucun aussi autre autres aux avant avec bac baisse ban base besoin bien bilan bon bonne bref budget but cadre calcul car ce ces cet cette chaque charge chef chefs chez cinq client clients code comme compte comptes concept conseil contact controle cours creation dans data de debut depuis des deux devis diffusion direct dix du durant echanges eleve elle en encore ensemble ensuite entre envers equipe equipes essais est et etat etude etudes expert experte flux fond force forte fort francais gain gains garant grace grand grande haut hausse hors huit il ils jeune jusque la langue langues le lead les leur lien lors mais mener mes mieux mis mise mises moins mon neuf niveau nos notre nouveau nouvelle outil outils par partenariat passage pendant permis peu pilote plan plus pole portail poste pour pres prix prise prises projet projets puis quatre que qui rapport rapports refonte relais repris reseau role sa sans savoir se selon sens sept service ses six site sites six sous stage stocks succes suite suivi suivis sur systeme taux temps test tests titre tous tout toute toutes travail travaux trois un une vente ventes vers via vie vingt vise vision voici ";
const FRENCH_ENDINGS: &[&str] = &[
    "e", "ee", "es", "ees", "er", "ir", "oir", "ant", "ants", "tion", "tions", "sion", "ment",
    "ments", "ite", "ites", "eur", "eurs", "euse", "ance", "ence", "age", "ages", "ure", "ique",
    "iques", "iste", "istes", "if", "ifs", "ive", "ives", "eux", "aire", "aires", "isme", "ien",
    "ienne", "ais", "aux", "al", "ale", "elle", "el", "ons",
];

const SPANISH_WORDS: &str = " a actual al alta alto ante antes apoyo area asi aun baja bajo base bien buen cada cargo caso casi clave cliente clientes como con control corto cuando cuatro de del desde dia dias dos durante el ella ellos en enfoque entre equipo equipos es esta este esto etapa exito experto experta fin flujo fue gasto gastos gran grandes guia hasta hoy idea idiomas informe informes ingles jefa jefe junto la las lider los mas mayor mejora mejoras mejor menor mes meses mi mis muy nivel no nueva nuevo nuestra o para parte pedidos plan planes plazo por primer primera proceso procesos producto proyecto proyectos puesta que rol sede segun seis ser servicio servicios si sin sobre su sus tales tarea tareas tecnologia tema tiempo toda todo todos trabajo tras tres turno un una uso varios venta ventas via y ya ";
const SPANISH_ENDINGS: &[&str] = &[
    "ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "ar", "er", "ir", "ando", "endo",
    "cion", "ciones", "sion", "siones", "miento", "mientos", "dad", "dades", "dor", "dora",
    "dores", "ente", "entes", "ante", "antes", "ista", "istas", "ivo", "iva", "ivos", "ivas",
    "ico", "ica", "icos", "icas", "aje", "ura", "amos", "imos", "encia", "ancia", "encias", "ario",
    "aria", "arios", "oso", "osa", "al", "ales", "ble", "bles", "mente", "isma", "ismo", "eria",
    "esa", "es",
];

const ITALIAN_WORDS: &str = " a ad ai al alla alle alto anche anni area attualmente avvio base bilancio bilanci buona calo capo caso che chiave cliente clienti come con corso costi cosi cui cura da dal dalla data dati dei del della delle di dieci due e ed fase fasi fatto flussi fra gara gestione gli grande guida i il in inglese invio la lato lavoro le lingue lo meno mesi molto nei nel nella nelle non nove nuova nuovo nuovi oggi ogni oltre ordini per pezzi piano piu poi presso prezzi prima primo progetti progetto prova punto quattro quota rete ruolo scelta sede sei sempre senza sette si sino sistema sito solo sotto sono spese squadra stage sua suo supporto sviluppo su sui team tempi tra tre tutti tutte un una uso vendita vendite verso via vita ";
const ITALIAN_ENDINGS: &[&str] = &[
    "ato", "ata", "ati", "ate", "ito", "ita", "iti", "uto", "uta", "are", "ere", "ire", "ando",
    "endo", "zione", "zioni", "sione", "sioni", "mento", "menti", "ta", "tore", "trice", "tori",
    "ente", "enti", "ante", "anti", "ista", "isti", "ivo", "iva", "ivi", "ive", "ico", "ica",
    "ici", "iche", "enza", "anza", "ario", "aria", "ari", "oso", "osa", "ale", "ali", "bile",
    "bili", "mente", "ismo", "eria", "ura", "aggio", "tto", "tta", "sto", "sta", "so", "sa",
];

const PORTUGUESE_WORDS: &str = " a ao aos alta alto ano anos antes apoio area as ate atual base bem boa cada caso chefe cliente clientes com como controle custo custos da das de desde dez dia dias do dois dos duas durante e ela ele em entre equipa equipe equipes era esta este etapa fase fiz fluxo foco foi gestao grande grau guia hoje ideia idiomas ingles junto la lider mais manual melhor melhoria mes meses meta metas minha muito na nas nivel no nos nova novas novo novos o os para parte pela pelo plano por prazo primeiro processo processos produto projeto projetos quatro que rede seis sem ser servico setor sistema sob sobre sua suas tarefa tarefas tempo time todas todo todos trabalho tres turno um uma uso varias varios venda vendas via ";
const PORTUGUESE_ENDINGS: &[&str] = &[
    "ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "ei", "ou", "iu", "ar", "er", "ir",
    "ando", "endo", "indo", "cao", "coes", "sao", "soes", "mento", "mentos", "dade", "dades",
    "dor", "dora", "dores", "ente", "entes", "ante", "antes", "ista", "istas", "ivo", "iva",
    "ivos", "ivas", "ico", "ica", "icos", "icas", "agem", "ura", "amos", "emos", "imos", "encia",
    "ancia", "ario", "aria", "oso", "osa", "al", "ais", "vel", "veis", "mente", "ismo", "eira",
    "eiro", "i",
];

const DUTCH_WORDS: &str = " aan aantal achter afdeling al alle als basis bedrijf beheer behoud beleid bij bouw budget contact controle daarna dagelijks dankzij de deed deels dit door drie een eerste eigen en enige extra ervaring gaf gedurende geen goed grote haalde had heb heeft hele het hield hielp hierbij hoge hoofd hun ik in inclusief inkoop inzet is jaar jaren kennis klant klanten korte kosten kwam leider leidde leidt liep maakt maakte maar meer met mijn na naar naast nam nieuw nieuwe niet nu of om omzet onder onderhoud onze op opzet ook order over plan proces processen product project projecten rol ruim samen sinds snel steun sterk stelde stuurde talen te team teams tijd tijdens toen tot trok twee uit van vanaf veel verkoop via vier vijf vlot voor voerde was werd werk werkt wist won zelf zes zette zocht zorg zorgde zonder schreef bracht dreef leverde ontwierp bood begon ";
const DUTCH_ENDINGS: &[&str] = &[
    "de", "den", "te", "ten", "en", "ing", "ingen", "heid", "heden", "tie", "ties", "teit",
    "schap", "lijk", "lijke", "isch", "ische", "er", "ers", "eur", "eurs", "atie", "iseerd", "erd",
    "eerd", "ist", "aar", "aars", "end", "ende", "ig", "ige", "loos", "baar", "sel", "ment", "age",
    "ief", "ieve", "eel",
];

const RUSSIAN_WORDS: &str = " а без более был была были в ведет ведет веду вел вела весь во все всего для до его ее если за запуск и из или их к как ко команда команды контроль курс лидер лично мои мною на над не новая новые новыи о об обо один одна опыт от отдел отчет отчеты первыи план по под после почти при проект проекты работа работы рост с свод себе система системы снизил со срок сроки старт стаж также тест тесты то три у уже учет час часть через что эта эти это я язык языки вырос выросла затем вклад группа навык навыки обмен охват поиск прием спрос сбор сбыт смена сдача саит анализ аудит бюджет выпуск дизаин журнал закуп запас импорт клиент код магистр мастер менеджер метод модуль наим набор надзор объем окончил оборот ответ отзыв перевод подбор подход показ порядок пост провел провела продукт процесс пуск разбор расчет ремонт ряд сервис создал создала состав способ стек среди страна схема счет тариф товар труд цена цех цикл штат экспорт этап заказ инженер эксперт хирург врач юрист учитель повар ";
#[rustfmt::skip] // Many short words.
const RUSSIAN_ENDINGS: &[&str] = &[
    "л", "ла", "ли", "ло", "лся", "лась", "лись", "ние", "ния", "нии", "ция", "ции", "цию", "ость",
    "ости", "тель", "тели", "телеи", "ыи", "ии", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "их",
    "ых", "ство", "ства", "ть", "ться", "ую", "ю", "ет", "ит", "ка", "ки", "ик", "ики", "ник",
    "ники", "но", "ер", "ом", "ам", "ями", "ами", "ем", "изм", "ист", "тор", "мент", "аж", "ия",
];

const GREEK_WORDS: &str = " ο η το οι τα του τησ των τον την στο στη στην στον με για απο και σε ωσ μετα πριν κατα προσ χωρισ υπο επι ανα πωλησεισ ομαδα ομαδεσ εργο εργα πελατεσ κοστοσ χρονοσ μεση μεσοσ ανω πανω κατω ολα ολεσ νεα νεο νεοσ καθε πολυ αυξηση μειωση ";
const GREEK_ENDINGS: &[&str] = &[
    "σα", "σε", "σαμε", "σαν", "ηκα", "ηκε", "ησα", "ησε", "ξα", "ξε", "ψα", "ψε", "ση", "σησ",
    "σεισ", "ξη", "ψη", "ια", "τησ", "ικοσ", "ικη", "ικο", "ικα", "μα", "ματα", "μοσ", "τητα",
    "ουσα", "ουσε", "οσ", "εσ", "ων", "ω", "ει", "νοσ", "νη", "μενο", "εια", "ειο", "ασ", "εασ",
    "ρια", "αδα",
];

/// What German nouns end with. An ending of declension may follow.
const GERMAN_ENDINGS: &[&str] = &[
    "ung", "heit", "keit", "schaft", "ion", "itat", "ment", "nis", "tum", "chen", "lein", "ismus",
    "ist", "anz", "enz", "ik", "iker", "ie", "age", "eur", "loge", "ling", "erin", "ieren", "eren",
    "ur", "ekt",
];

/// German nouns, which others end with as well; short ones stand alone.
const GERMAN_NOUNS: &str = "abbau ablauf abschluss absatz absprache abteil abwickl abzug akte aktie alltag amt analyse anfang anfrag angebot angehorig anlage anlass anliegen anruf ansatz anspruch anteil antrag antwort anwalt anzahl arbeit architektur art artikel arzt aufbau aufgabe auflage auflag aufsicht auftrag aufwand auge ausbau ausfall ausgabe ausgang auskunft ausland ausschuss aussen austausch auswahl auszug auto autor azubi \
bahn band bank bau bedarf bedingung beginn begriff beispiel beitrag bereich bericht beruf bestand betrag betrieb betrug beweis bezug bild bildschirm blatt blick boden bogen branche brief brucke buch budget bund buro bus chance chef code computer container dank darstell daten datum dauer defizit design dialog dienst ding diplom druck durchlauf durchsatz \
ebene effekt eigentum einblick eindruck einfluss eingang einheit einkauf einkommen einsatz einstieg eintrag einzel ende energie engagement entscheid entwickler entwurf erfahr erfolg ergebnis erlos ersatz ertrag erwerb export exzellenz fabrik fach fahrt fahrzeug faktor fall familie farbe fehler feld fertig film finanz firma fehlzeit flache fluss folge form format forscher forum frage frau freigabe frei frist front fuhrer funktion fuss gang garten gast gebaude gebiet geber gebuhr gedanke gefahr gehalt geld gelande gemeinde gerat gericht gesamt geschaft geschafts gesetz gesicht gesprach gewicht gewinn gewerk glied gluck grad grenze grund grundlage gruppe gut haft halle hand handel handler handwerk haus hebel heft heim herkunft herr herst hersteller hilfe hinblick hintergrund hochschul hof hohe hotel idee image import industrie info inhalt inland innen insel institut interesse internet inventur jahr job jugend \
kampagne kanal kandidat kapital karte kasse kauf kaufer kenner kennzahl kern kette kind kita klage klasse kleid klient klima klinik klient knoten kode kohle kollege kombi komm kommune komponente konto kontakt kontext kontrolle konzept konzern kopf korper kosten kraft kranken kreis krise kritik kueche kuche kultur kunde kunst kurs kurz kurve labor lage lager land last lauf leben lehre lehrer lehrgang leiter leistung leit lieferant liefer lines linie liste lizenz logik lohn losung luft macht magazin mangel manager mann mappe marge markt marke maschine mass masse material medien medium meister menge mensch messe messer methode miet mindest minute mittel mitarbeiter mitglied mobel modell modul monat monitor motor museum muster nach nachfrage nachweis name netz netzwerk neu niveau norm note notfall nutzen nutzer objekt ordner ordnung organ ort paket panel papier partner patient pause person personal pfad pfleg pflege pflicht phase pilot plan planer plattform platz politik portal portfolio posten praktikum praxis preis presse prinzip probe problem produkt profi profil programm projekt prospekt protokoll prototyp prozent prozess pruf prufer prufung publikum punkt qualitat quartal quelle quote rahmen rate raum rechner recht rechts rechnung redner regal regel regie regler reich reife reihe reise rekord rendite rente report reserve rest resultat revision rezept richtlinie risiko rohstoff rolle route routine ruckgang ruckstand ruf runde sache saison satz schaden schalter schein schicht schiff schlag schluss schnitt schnittstelle schritt schrift schul schule schuler schulung schutz schwer schwerpunkt see seite sektor seminar sender serie server service sicherheit sicht signal sinn sitz skala skript software sorge sparte speicher sperre spiel sport sprache sprint spur staat stab stadt stamm stand standard standort start statik station status stelle steuer stil stillstand stock stoff storung strategie strecke strom struktur stuck student studie studium stufe stunde suche summe support system tabelle tag tage takt talent tarif tat tatigkeit team technik techniker technologie teil teilnehmer telefon tempo termin test tester text thema theorie therapie tiefe titel tochter ton tool tools tour trager trainer training transport treffen treiber trend typ ubergab ubergang uberblick ubersicht umfang umfeld umgang umlauf umsatz umstand umwelt umzug unfall universitat unterhalt unterlage unternehmen unterricht unterschied urlaub ursache urteil variante verband verbrauch verein verfahren verfugbarkeit verhalten verkauf verkaufer verkehr verlag verlauf verlust vermogen versand versicherer version verstandnis versuch vertrag vertrauen vertreter vertrieb verzeichnis verzug video vielfalt volumen vorbild vorfall vorgabe vorgang vorhaben vorlage vorlauf vorrat vorschlag vorschrift vorsitz vorsprung vorstand vorteil vortrag wachstum waffe wagen wahl ware warte wartung wasser wechsel weg weise weiter welle welt werbung werk werkstatt werkzeug wert wesen wettbewerb wettbewerber wiss wissen wissenschaft woche wohl wohnung workshop wunsch zahl zahler zeichen zeit zeitraum zentrale zentrum ziel zimmer zins zoll zugang zugriff zukunft zulauf zusage zusammenhang zusatz zuschlag zuschuss zustand zuwachs zweck zweig entwicklerinnen mitarbeiterinnen kundinnen anwender anbieter bewerber besucher betreuer bearbeiter berater handwerker hersteller leser nehmer planer sachbearbeiter spezial spezialist sprecher unternehmer verwalter vermittler zulieferer zuschauer bachelor bewerb backend frontend cloud onboarding controlling marketing reporting monitoring recruiting coaching testing hosting engineering mehr weniger abstimmung hinsicht hinweis reduktion rollout roll stakeholder scrum stapel artikel warenwirtschaft zulassung leerstand bestell reklam retour durchlaufzeit fluktu krankenstand englisch deutsch montag dienstag mittwoch donnerstag freitag samstag sonntag abitur rucklauf ablosung kpis eltern geschwister rat betriebsrat tor architekt bauherr akzeptanz zustandigkeit ansprech beschaftigt angestellt auszubildend vorgesetzt arbeitslos";

const GERMAN_STARTS: &str = " ab aber alle allein als also am an auch auf aus bei beim bereits bin bis da dabei dadurch damit dann daruber das dass davon dazu dem den denn der des deren die dies diese dieser dieses doch dort durch ebenso ein eine einem einen einer eines er erfolgreich erst erste erster erstmals es etwa fachlich fur gab ganz gemeinsam gegen gut habe hat heute hier hielt ich ihre im in insbesondere insgesamt ist jede jeder jedes kam kein keine kunftig lag leitete liegt machte man mehr mein mehrere mit nach nahe neben neue neuer neues nicht noch nun nur ob oder ohne rund schon schrieb schuf sehr seit seine selbst sich sie so sodann sogar somit sowie spater statt stark stets strategisch teilweise trotz uber um und unter verantwortlich viel viele vom von vor war ware was wegen weitere weniger wenn werden wie wieder wird wo wurde zahlreiche zeitgleich zu zudem zugleich zuletzt zum zunachst zur zusammen zusatzlich zuvor zwischen ";

/// Abbreviations and forms of companies.
pub(super) fn is_common(word: &str) -> bool {
    contains(COMMON, word)
}

/// Whether a word with a capital at the beginning of a sentence is likely no name.
pub(super) fn opens_sentence(tongue: Tongue, word: &str) -> bool {
    let ends = |endings: &[&str], shortest: usize| {
        let letters = word.chars().count();
        endings
            .iter()
            .any(|ending| word.ends_with(ending) && letters >= ending.chars().count() + shortest)
    };
    match tongue {
        English => {
            contains(ENGLISH_WORDS, word)
                || ends(ENGLISH_ENDINGS, 3)
                // Plurals and third persons of known words, agents: designs, builder.
                || ["s", "es", "d", "r", "er", "y"].iter().any(|ending| {
                    word.strip_suffix(ending)
                        .is_some_and(|stem| stem.len() > 2 && contains(ENGLISH_WORDS, stem))
                })
        }
        // Verbs and nouns; a name at the very beginning is rare and cannot be told from them.
        German => true,
        French => contains(FRENCH_WORDS, word) || ends(FRENCH_ENDINGS, 3) && !foreign(word),
        Spanish => contains(SPANISH_WORDS, word) || ends(SPANISH_ENDINGS, 2) || first_person(word),
        Italian => contains(ITALIAN_WORDS, word) || ends(ITALIAN_ENDINGS, 2) || first_person(word),
        Portuguese => {
            contains(PORTUGUESE_WORDS, word) || ends(PORTUGUESE_ENDINGS, 2) || first_person(word)
        }
        Dutch => contains(DUTCH_WORDS, word) || ends(DUTCH_ENDINGS, 3),
        Russian => contains(RUSSIAN_WORDS, word) || ends(RUSSIAN_ENDINGS, 2),
        Greek => contains(GREEK_WORDS, word) || ends(GREEK_ENDINGS, 2),
        Arabic | Hebrew | Chinese | Japanese => true,
    }
}

/// Letters that French, Spanish and their like have in foreign words alone.
fn foreign(word: &str) -> bool {
    word.contains(['k', 'w'])
}

/// "Lideré", "Gestioné", "Fui": verbs of the first and third person, whose accent is gone here.
fn first_person(word: &str) -> bool {
    let letters = word.chars().count();
    !foreign(word) && letters >= 5 && word.ends_with(['e', 'i', 'o'])
}

/// Towns, countries and companies whose names end as nouns do.
const GERMAN_NAMES: &str = " rostock darmstadt ingolstadt deutschland england finnland griechenland irland \
    island niederlande russland schottland estland lettland neuseeland thailand saarland rheinland munsterland \
    schweinfurt halberstadt frankenthal wernigerode belgien spanien italien rumanien bulgarien kroatien \
    slowenien serbien albanien australien brasilien indien argentinien kolumbien grossbritannien skandinavien \
    thuringen sachsen bayern lufthansa commerzbank postbank sparkasse rewe ikea allianz continental \
    osnabruck innsbruck saarbrucken zweibrucken freiberg nurnberg heidelberg bamberg wittenberg \
    kaufland aldi lidl hornbach kaufhof karstadt sap bertelsmann evonik infineon ";

/// Whether a word with a capital within a German sentence is likely an ordinary noun.
pub(super) fn is_german_noun(word: &str) -> bool {
    if contains(GERMAN_STARTS, word) {
        return true;
    }
    if contains(GERMAN_NAMES, word)
        || word
            .strip_suffix('s')
            .is_some_and(|stem| contains(GERMAN_NAMES, stem))
    {
        return false;
    }
    /// Letters of a noun at the least that is looked for at the end of others.
    const LONG: usize = 4;
    let known = |word: &str| {
        GERMAN_ENDINGS
            .iter()
            .any(|ending| word.ends_with(ending) && word.len() > ending.len() + 1)
            || GERMAN_NOUNS
                .split_whitespace()
                .any(|noun| word == noun || noun.len() >= LONG && word.ends_with(noun))
    };
    known(word)
        || [
            "en", "e", "s", "n", "es", "er", "ern", "in", "innen", "nen", "se", "sen", "ses",
            "sern",
        ]
        .iter()
        .any(|ending| {
            word.strip_suffix(ending)
                .is_some_and(|stem| stem.len() > 2 && known(stem))
        })
}

/// Whether a word that stands in a heading with capitals is an ordinary one.
pub(super) fn in_heading(tongue: Tongue, word: &str) -> bool {
    match tongue {
        German => is_german_noun(word),
        other => opens_sentence(other, word) || contains(ENGLISH_WORDS, word),
    }
}

fn contains(list: &str, word: &str) -> bool {
    !word.is_empty() && list.contains(&format!(" {word} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_as_they_are_compared() {
        let lists = [
            COMMON,
            ENGLISH_WORDS,
            FRENCH_WORDS,
            SPANISH_WORDS,
            ITALIAN_WORDS,
            PORTUGUESE_WORDS,
            DUTCH_WORDS,
            RUSSIAN_WORDS,
            GREEK_WORDS,
            GERMAN_STARTS,
            GERMAN_NAMES,
            GERMAN_NOUNS,
        ];
        let endings = [
            RUSSIAN_ENDINGS,
            GREEK_ENDINGS,
            GERMAN_ENDINGS,
            FRENCH_ENDINGS,
        ];
        let words = lists.iter().flat_map(|list| list.split_whitespace());
        for word in words.chain(endings.into_iter().flatten().copied()) {
            assert_eq!(super::super::tokens::folded(word), word);
        }
    }

    #[test]
    fn verbs_open_lines_and_names_do_not() {
        for word in [
            "led",
            "implemented",
            "managed",
            "experienced",
            "drove",
            "designs",
        ] {
            assert!(opens_sentence(English, word), "{word}");
        }
        for word in [
            "siemens",
            "kubernetes",
            "zalando",
            "deloitte",
            "harvard",
            "toronto",
        ] {
            assert!(!opens_sentence(English, word), "{word}");
        }
    }

    #[test]
    fn german_nouns_and_names() {
        for word in [
            "durchlaufzeit",
            "kunden",
            "prozesse",
            "einfuhrung",
            "mitarbeiterinnen",
            "schnittstellen",
            "teams",
            "kosten",
            "projekten",
            "reduzierung",
            "hauser",
        ] {
            assert!(is_german_noun(word), "{word}");
        }
        for word in [
            "siemens",
            "hamburg",
            "kubernetes",
            "zalando",
            "bosch",
            "leipzig",
            "wirecard",
        ] {
            assert!(!is_german_noun(word), "{word}");
        }
    }
}
