//! What a CV lacks, as far as its data say.

use contract::cv::{Cv, Date, Entry, Kind, Section, Until};

/// A summary is read by few beyond this many characters: some six lines.
const LONG_SUMMARY: usize = 700;
/// A gap of so many months is asked about.
const LONG_GAP: i32 = 12;

/// The questions that every CV is asked; those that a [`Hint`] answers with no are not done.
pub const QUESTIONS: [Question; 8] = [
    Question::Name,
    Question::Reach,
    Question::Summary,
    Question::Experience,
    Question::Details,
    Question::Dates,
    Question::Skills,
    Question::Confirmed,
];

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// Whose it is.
    Name,
    /// How to reach them.
    Reach,
    /// Who they are, in a few sentences, and not in many.
    Summary,
    /// What they did or learned.
    Experience,
    /// What each job was.
    Details,
    /// When it was, without contradictions.
    Dates,
    /// What they can do.
    Skills,
    /// Whether what a model filled in is right.
    Confirmed,
}

/// What is missing or wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// There is no name.
    Name,
    /// There is neither mail nor telephone.
    Reach,
    /// There is no summary.
    Summary,
    /// The summary is long.
    LongSummary,
    /// There is neither a job nor a school.
    Experience,
    /// A job says nothing of what it was.
    Details,
    /// A job or a school says not when it was.
    Undated,
    /// Something ended before it began.
    Backwards,
    /// So many months are told by nothing.
    Gap(i32),
    /// There are no skills.
    Skills,
    /// So many fields came from a file and nobody has confirmed them.
    Unconfirmed(usize),
}

/// One of them, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The question that it answers.
    pub question: Question,
    /// What is missing.
    pub lack: Lack,
    /// Where: a field's path as in [`Cv::unconfirmed`], or a part's id alone; empty: nowhere yet.
    pub place: String,
    /// The section that is to be made for it; `None`: there is one.
    pub adds: Option<Kind>,
    /// What the part is called that it is about; empty: it is about the whole.
    pub about: String,
}

/// What `cv` lacks, in the order of its questions.
pub fn hints(cv: &Cv) -> Vec<Hint> {
    let mut found = Vec::new();
    let mut lacks = |question, lack, place: &str, about: &str| {
        found.push(Hint {
            question,
            lack,
            place: place.to_owned(),
            adds: place.is_empty().then_some(match question {
                Question::Summary => Kind::Summary,
                Question::Skills => Kind::Skills,
                _ => Kind::Experience,
            }),
            about: about.to_owned(),
        });
    };
    let person = &cv.person;
    if blank(&person.name) {
        lacks(Question::Name, Lack::Name, "person/name", "");
    }
    if blank(&person.email) && blank(&person.phone) {
        lacks(Question::Reach, Lack::Reach, "person/email", "");
    }
    let shown = || cv.sections.iter().filter(|section| !section.hidden);
    let of = |kind| shown().find(move |section| section.kind == kind);
    // A hidden one is to be shown, and none made beside it.
    let place = |kind| {
        let found = cv.sections.iter().find(move |section| section.kind == kind);
        found
            .map(|section| section.id.0.as_str())
            .unwrap_or_default()
    };
    match of(Kind::Summary) {
        Some(section) if blank(&section.text) => {
            lacks(
                Question::Summary,
                Lack::Summary,
                &path(&section.id.0, "text"),
                "",
            );
        }
        Some(section) if section.text.trim().chars().count() > LONG_SUMMARY => {
            lacks(
                Question::Summary,
                Lack::LongSummary,
                &path(&section.id.0, "text"),
                "",
            );
        }
        Some(_) => {}
        None => lacks(Question::Summary, Lack::Summary, place(Kind::Summary), ""),
    }
    let past = [Kind::Experience, Kind::Education];
    if !shown().any(|section| past.contains(&section.kind) && entries(section).next().is_some()) {
        let place = place(Kind::Experience);
        lacks(Question::Experience, Lack::Experience, place, "");
    }
    for entry in shown()
        .filter(|section| section.kind == Kind::Experience)
        .flat_map(entries)
    {
        let told =
            !blank(&entry.description) || entry.points.iter().any(|point| !blank(&point.text));
        if !told {
            lacks(Question::Details, Lack::Details, &entry.id.0, name(entry));
        }
    }
    for section in shown() {
        for entry in entries(section) {
            if past.contains(&section.kind) && entry.start.is_none() && entry.end.is_none() {
                lacks(
                    Question::Dates,
                    Lack::Undated,
                    &path(&entry.id.0, "start"),
                    name(entry),
                );
            } else if backwards(entry) {
                lacks(
                    Question::Dates,
                    Lack::Backwards,
                    &path(&entry.id.0, "end"),
                    name(entry),
                );
            }
        }
    }
    if let Some((entry, months)) = gap(cv) {
        lacks(
            Question::Dates,
            Lack::Gap(months),
            &path(&entry.id.0, "end"),
            name(entry),
        );
    }
    if !of(Kind::Skills)
        .is_some_and(|section| entries(section).next().is_some() || !blank(&section.text))
    {
        lacks(Question::Skills, Lack::Skills, place(Kind::Skills), "");
    }
    if let Some(first) = cv.unconfirmed.first() {
        lacks(
            Question::Confirmed,
            Lack::Unconfirmed(cv.unconfirmed.len()),
            first,
            "",
        );
    }
    found
}

/// How many of the questions are answered with yes.
pub fn done(hints: &[Hint]) -> usize {
    let open = |question: &&Question| hints.iter().any(|hint| hint.question == **question);
    QUESTIONS.iter().filter(|question| !open(question)).count()
}

fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn path(part: &str, field: &str) -> String {
    format!("{part}/{field}")
}

fn entries(section: &Section) -> impl Iterator<Item = &Entry> {
    section.entries.iter().filter(|entry| !entry.hidden)
}

fn name(entry: &Entry) -> &str {
    [&entry.title, &entry.organisation, &entry.area]
        .into_iter()
        .map(|name| name.trim())
        .find(|name| !name.is_empty())
        .unwrap_or_default()
}

/// Whether it ended before it began, as far as both dates say.
fn backwards(entry: &Entry) -> bool {
    let (Some(start), Some(Until::Date(end))) = (entry.start, entry.end) else {
        return false;
    };
    // A date that says less contradicts nothing that lies within it.
    let both = |a: Option<u8>, b: Option<u8>| a.zip(b).map(|(a, b)| b.cmp(&a));
    let order = end
        .year()
        .cmp(&start.year())
        .then(both(start.month(), end.month()).unwrap_or(std::cmp::Ordering::Equal));
    let order = match both(start.month(), end.month()) {
        Some(_) => order.then(both(start.day(), end.day()).unwrap_or(std::cmp::Ordering::Equal)),
        None => order,
    };
    order.is_lt()
}

/// Months since the year 0: of what a date leaves open, the first or the last.
fn month(date: Date, last: bool) -> i32 {
    let of_year = date.month().unwrap_or(if last { 12 } else { 1 });
    i32::from(date.year()) * 12 + i32::from(of_year)
}

/// The longest stretch between two jobs that nothing tells of, if it is long; and the job before it.
fn gap(cv: &Cv) -> Option<(&Entry, i32)> {
    // What fills a gap, too.
    const TELL: [Kind; 4] = [
        Kind::Experience,
        Kind::Education,
        Kind::Volunteering,
        Kind::Projects,
    ];
    let shown = cv.sections.iter().filter(|section| !section.hidden);
    let mut spans: Vec<(i32, i32, bool, &Entry)> = shown
        .filter(|section| TELL.contains(&section.kind))
        .flat_map(|section| {
            let job = section.kind == Kind::Experience;
            entries(section).filter_map(move |entry| {
                let start = month(entry.start?, false);
                let end = match entry.end {
                    Some(Until::Date(end)) => month(end, true),
                    Some(Until::Present) => i32::MAX,
                    // Only its beginning is known: it may have gone on.
                    None => return None,
                };
                Some((start, end, job, entry))
            })
        })
        .collect();
    spans.sort_by_key(|(start, ..)| *start);
    let mut told: Option<(i32, &Entry)> = None;
    let mut longest: Option<(&Entry, i32)> = None;
    for (start, end, job, entry) in spans {
        if let Some((until, before)) = told {
            let months = start.saturating_sub(until).saturating_sub(1);
            if job && months > LONG_GAP && longest.is_none_or(|(_, known)| months > known) {
                longest = Some((before, months));
            }
        }
        if told.is_none_or(|(until, _)| end > until) {
            told = Some((end, entry));
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use contract::cv::{PartId, Point};

    use super::*;

    fn entry(id: &str, start: &str, end: &str) -> Entry {
        Entry {
            id: PartId(id.into()),
            title: format!("Job {id}"),
            start: start.parse().ok(),
            end: end.parse().ok(),
            points: vec![Point {
                id: PartId(format!("{id}p")),
                text: "Did it".into(),
            }],
            ..Entry::default()
        }
    }

    fn section(id: &str, kind: Kind, entries: Vec<Entry>) -> Section {
        Section {
            entries,
            ..Section::new(PartId(id.into()), kind)
        }
    }

    /// Nothing is missing.
    fn whole() -> Cv {
        let mut cv = Cv::default();
        cv.person.name = "Fiona".into();
        cv.person.email = "fiona@example.org".into();
        let mut summary = section("s", Kind::Summary, Vec::new());
        summary.text = "An engineer.".into();
        cv.sections = vec![
            summary,
            section(
                "x",
                Kind::Experience,
                vec![
                    entry("b", "2021-03", "present"),
                    entry("a", "2017-09", "2021-02"),
                ],
            ),
            section("k", Kind::Skills, vec![entry("c", "", "")]),
        ];
        cv
    }

    fn lacks(cv: &Cv) -> Vec<(Lack, String)> {
        hints(cv)
            .into_iter()
            .map(|hint| (hint.lack, hint.place))
            .collect()
    }

    #[test]
    fn a_whole_cv_has_no_hints() {
        assert_eq!(hints(&whole()), []);
        assert_eq!(done(&hints(&whole())), QUESTIONS.len());
    }

    #[test]
    fn an_empty_cv_is_asked_for_everything_it_can_have() {
        let found = hints(&Cv::default());
        let questions: Vec<_> = found.iter().map(|hint| hint.question).collect();
        assert_eq!(
            questions,
            [
                Question::Name,
                Question::Reach,
                Question::Summary,
                Question::Experience,
                Question::Skills
            ]
        );
        assert_eq!(done(&found), 3);
    }

    #[test]
    fn each_lack_is_found_where_it_is() {
        let mut cv = whole();
        cv.person.name = "  ".into();
        cv.person.email.clear();
        assert_eq!(
            lacks(&cv),
            [
                (Lack::Name, "person/name".into()),
                (Lack::Reach, "person/email".into())
            ]
        );
        cv.person.phone = "+49 30".into();
        assert_eq!(
            lacks(&cv).len(),
            1,
            "a telephone is a way to reach somebody"
        );

        let mut cv = whole();
        cv.sections[0].text = "x".repeat(LONG_SUMMARY + 1);
        cv.sections[1].entries[0].points[0].text = " ".into();
        cv.sections[1].entries[1].start = None;
        cv.sections[1].entries[1].end = None;
        assert_eq!(
            lacks(&cv),
            [
                (Lack::LongSummary, "s/text".into()),
                (Lack::Details, "b".into()),
                (Lack::Undated, "a/start".into())
            ]
        );
        assert_eq!(done(&hints(&cv)), QUESTIONS.len() - 3);

        let mut cv = whole();
        cv.unconfirmed = ["a/title".to_owned(), "person/email".to_owned()].into();
        assert_eq!(lacks(&cv), [(Lack::Unconfirmed(2), "a/title".into())]);
    }

    #[test]
    fn what_is_hidden_is_asked_for_nothing() {
        let mut cv = whole();
        cv.sections[1].entries[0].points.clear();
        cv.sections[1].entries[0].hidden = true;
        assert_eq!(hints(&cv), []);
        cv.sections[0].hidden = true;
        assert_eq!(lacks(&cv), [(Lack::Summary, "s".into())]);
        assert_eq!(hints(&cv)[0].adds, None, "it is to be shown again");
        cv.sections.remove(0);
        assert_eq!(lacks(&cv), [(Lack::Summary, String::new())]);
        assert_eq!(hints(&cv)[0].adds, Some(Kind::Summary));
    }

    #[test]
    fn only_dates_that_contradict_each_other_are_told() {
        for (start, end, wrong) in [
            ("2021", "2020", true),
            ("2021-03", "2021-02", true),
            ("2021-03-10", "2021-03-09", true),
            ("2021-03", "2021", false),
            ("2021", "2021-03", false),
            ("2021-03-10", "2021-03", false),
            ("2021-03", "2021-03", false),
            ("2021-12", "2022-01", false),
            ("2021-03-31", "2021-04-01", false),
            ("2021", "present", false),
        ] {
            assert_eq!(
                backwards(&entry("a", start, end)),
                wrong,
                "{start} to {end}"
            );
        }
    }

    #[test]
    fn a_long_gap_is_told_unless_something_fills_it() {
        let mut cv = whole();
        cv.sections[1].entries[1].end = "2019-01".parse().ok();
        assert_eq!(lacks(&cv), [(Lack::Gap(25), "a/end".into())]);
        cv.sections.push(section(
            "e",
            Kind::Education,
            vec![entry("m", "2019", "2020-12")],
        ));
        assert_eq!(hints(&cv), [], "somebody went to school");
        cv.sections[1].entries[1].end = "2020".parse().ok();
        assert_eq!(hints(&cv), [], "a year may end with its December");
    }
}
