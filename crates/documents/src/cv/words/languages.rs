//! The tables.

use super::{Months::Counted, Months::Named, Words};

/// All languages.
pub(super) const ALL: &[Words] = &[
    ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE, DUTCH, GREEK, RUSSIAN, ARABIC, HEBREW,
    CHINESE, JAPANESE,
];

/// What a language that has no table gets.
pub(super) const ENGLISH: Words = Words {
    code: "en",
    rtl: false,
    headings: [
        "Summary",
        "Experience",
        "Education",
        "Skills",
        "Projects",
        "Certificates",
        "Languages",
        "Awards",
        "Publications",
        "Volunteering",
        "Interests",
        "References",
    ],
    months: Named([
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]),
    present: "present",
    grade: "Grade",
    comma: ", ",
    colon: ": ",
    parentheses: (" (", ")"),
};

const GERMAN: Words = Words {
    code: "de",
    headings: [
        "Profil",
        "Berufserfahrung",
        "Ausbildung",
        "Kenntnisse",
        "Projekte",
        "Zertifikate",
        "Sprachen",
        "Auszeichnungen",
        "Veröffentlichungen",
        "Ehrenamt",
        "Interessen",
        "Referenzen",
    ],
    months: Named([
        "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.",
        "Dez.",
    ]),
    present: "heute",
    grade: "Note",
    ..ENGLISH
};

const FRENCH: Words = Words {
    code: "fr",
    headings: [
        "Profil",
        "Expérience professionnelle",
        "Formation",
        "Compétences",
        "Projets",
        "Certifications",
        "Langues",
        "Distinctions",
        "Publications",
        "Bénévolat",
        "Centres d’intérêt",
        "Références",
    ],
    months: Named([
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
        "déc.",
    ]),
    present: "aujourd’hui",
    grade: "Note",
    colon: " : ",
    ..ENGLISH
};

const SPANISH: Words = Words {
    code: "es",
    headings: [
        "Perfil",
        "Experiencia",
        "Formación",
        "Competencias",
        "Proyectos",
        "Certificaciones",
        "Idiomas",
        "Premios",
        "Publicaciones",
        "Voluntariado",
        "Intereses",
        "Referencias",
    ],
    months: Named([
        "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic",
    ]),
    present: "actualidad",
    grade: "Nota",
    ..ENGLISH
};

const ITALIAN: Words = Words {
    code: "it",
    headings: [
        "Profilo",
        "Esperienza professionale",
        "Istruzione e formazione",
        "Competenze",
        "Progetti",
        "Certificazioni",
        "Lingue",
        "Riconoscimenti",
        "Pubblicazioni",
        "Volontariato",
        "Interessi",
        "Referenze",
    ],
    months: Named([
        "gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic",
    ]),
    present: "oggi",
    grade: "Voto",
    ..ENGLISH
};

const PORTUGUESE: Words = Words {
    code: "pt",
    headings: [
        "Perfil",
        "Experiência profissional",
        "Formação",
        "Competências",
        "Projetos",
        "Certificados",
        "Idiomas",
        "Distinções",
        "Publicações",
        "Voluntariado",
        "Interesses",
        "Referências",
    ],
    months: Named([
        "jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.",
        "dez.",
    ]),
    present: "presente",
    grade: "Nota",
    ..ENGLISH
};

const DUTCH: Words = Words {
    code: "nl",
    headings: [
        "Profiel",
        "Werkervaring",
        "Opleiding",
        "Vaardigheden",
        "Projecten",
        "Certificaten",
        "Talen",
        "Onderscheidingen",
        "Publicaties",
        "Vrijwilligerswerk",
        "Interesses",
        "Referenties",
    ],
    months: Named([
        "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
    ]),
    present: "heden",
    grade: "Cijfer",
    ..ENGLISH
};

const GREEK: Words = Words {
    code: "el",
    headings: [
        "Προφίλ",
        "Επαγγελματική εμπειρία",
        "Εκπαίδευση",
        "Δεξιότητες",
        "Έργα",
        "Πιστοποιήσεις",
        "Γλώσσες",
        "Διακρίσεις",
        "Δημοσιεύσεις",
        "Εθελοντισμός",
        "Ενδιαφέροντα",
        "Συστάσεις",
    ],
    months: Named([
        "Ιαν", "Φεβ", "Μάρ", "Απρ", "Μάι", "Ιούν", "Ιούλ", "Αύγ", "Σεπ", "Οκτ", "Νοέ", "Δεκ",
    ]),
    present: "σήμερα",
    grade: "Βαθμός",
    ..ENGLISH
};

const RUSSIAN: Words = Words {
    code: "ru",
    headings: [
        "О себе",
        "Опыт работы",
        "Образование",
        "Навыки",
        "Проекты",
        "Сертификаты",
        "Языки",
        "Награды",
        "Публикации",
        "Волонтёрство",
        "Интересы",
        "Рекомендации",
    ],
    months: Named([
        "янв.",
        "февр.",
        "март",
        "апр.",
        "май",
        "июнь",
        "июль",
        "авг.",
        "сент.",
        "окт.",
        "нояб.",
        "дек.",
    ]),
    present: "настоящее время",
    grade: "Оценка",
    ..ENGLISH
};

const ARABIC: Words = Words {
    code: "ar",
    rtl: true,
    headings: [
        "نبذة",
        "الخبرة المهنية",
        "التعليم",
        "المهارات",
        "المشاريع",
        "الشهادات",
        "اللغات",
        "الجوائز",
        "المنشورات",
        "العمل التطوعي",
        "الاهتمامات",
        "المراجع",
    ],
    months: Named([
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ]),
    present: "الآن",
    grade: "المعدل",
    comma: "، ",
    ..ENGLISH
};

const HEBREW: Words = Words {
    code: "he",
    rtl: true,
    headings: [
        "תמצית",
        "ניסיון תעסוקתי",
        "השכלה",
        "כישורים",
        "פרויקטים",
        "תעודות",
        "שפות",
        "פרסים",
        "פרסומים",
        "התנדבות",
        "תחומי עניין",
        "ממליצים",
    ],
    months: Named([
        "ינו׳", "פבר׳", "מרץ", "אפר׳", "מאי", "יוני", "יולי", "אוג׳", "ספט׳", "אוק׳", "נוב׳",
        "דצמ׳",
    ]),
    present: "כיום",
    grade: "ציון",
    ..ENGLISH
};

const CHINESE: Words = Words {
    code: "zh",
    headings: [
        "个人简介",
        "工作经历",
        "教育背景",
        "技能",
        "项目经历",
        "证书",
        "语言",
        "获奖情况",
        "出版物",
        "志愿服务",
        "兴趣爱好",
        "推荐人",
    ],
    months: Counted,
    present: "至今",
    grade: "成绩",
    comma: "、",
    colon: "：",
    parentheses: ("（", "）"),
    ..ENGLISH
};

const JAPANESE: Words = Words {
    code: "ja",
    headings: [
        "概要",
        "職務経歴",
        "学歴",
        "スキル",
        "プロジェクト",
        "資格",
        "語学",
        "受賞歴",
        "出版物",
        "ボランティア活動",
        "趣味・関心",
        "推薦者",
    ],
    months: Counted,
    present: "現在",
    grade: "成績",
    comma: "、",
    colon: "：",
    parentheses: ("（", "）"),
    ..ENGLISH
};
