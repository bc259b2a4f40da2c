//! LinkedIn's data export, in the form in which people have it: what becomes of it, and what is said of
//! one that is broken.

#![allow(clippy::unwrap_used, reason = "a test may end here")]

use std::io::{Cursor, Write as _};

use contract::cv::{Cv, Entry, Kind, Section, Until};
use documents::cv::{Mistake, read, write_own};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const PROFILE: &str = "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,\
Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers\r\n\
Ása,Þorvaldsdóttir,,,\"Mar 4, 1990\",Hydrologist | R&amp;D,\"I measure rivers.\r\nAnd glaciers, \"\"all\"\" of them.\",\
Research,101,\"Reykjavík, Capital Region, Iceland\",[asa_rivers],\
\"[PERSONAL:https://asa.example.org,BLOG:https://blog.example.org/asa]\",\r\n";

const POSITIONS: &str = "Company Name,Title,Description,Location,Started On,Finished On\n\
Vatn ehf.,Lead Hydrologist,\"Ran the network of gauges.\n\n• 42 stations\n• No day without data\",Reykjavík,Mar 2021,\n\
Jökull,\"Analyst, Ice\",,,2016,Feb 2021\n\
,,,,,\n";

const EDUCATION: &str = "School Name,Start Date,End Date,Notes,Degree Name,Activities\n\
University of Iceland,2009,Jun 2014,Thesis on melt,\"MSc, Hydrology\",Choir\n";

fn files() -> Vec<(&'static str, String)> {
    [
        ("Profile.csv", PROFILE),
        ("Positions.csv", POSITIONS),
        ("Education.csv", EDUCATION),
        ("Skills.csv", "Name\nHydrology\nR\nHydrology\n"),
        (
            "Languages.csv",
            "Name,Proficiency\nIcelandic,Native or bilingual proficiency\nEnglish,\n",
        ),
        (
            "Certifications.csv",
            "Name,Url,Authority,Started On,Finished On,License Number\n\
             Swift water,https://example.org/c,IRIA,May 2019,May 2024,77\n",
        ),
        (
            "Projects.csv",
            "Title,Description,Url,Started On,Finished On\nGauge map,Open data,https://example.org,Jan 2022,\n",
        ),
        (
            "Honors.csv",
            "Title,Description,Issued On\nWater prize,For the map,Dec 2023\n",
        ),
        (
            "Publications.csv",
            "Name,Published On,Description,Publisher,Url\nOn melt,2018-08-01,A paper,Hydro,https://doi.example\n",
        ),
        (
            "Volunteering.csv",
            "Company Name,Role,Cause,Started On,Finished On,Description\nICE-SAR,Rescuer,,Feb 2012,,\n",
        ),
        (
            "Email Addresses.csv",
            "Email Address,Confirmed,Primary,Updated On\nold@example.org,Yes,No,\nasa@example.org,Yes,Yes,\n",
        ),
        (
            "PhoneNumbers.csv",
            "Extension,Number,Type\n,+354 555 0100,Work\n,+354 555 0199,Mobile\n",
        ),
        (
            "Recommendations_Received.csv",
            "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n\
             Jón,Jónsson,Vatn ehf.,CEO,\"Exact, kind.\",\"06/30/25, 10:00 AM\",VISIBLE\n\
             Eva,E,X,Y,Never,1/1/20,PENDING\n",
        ),
        ("Courses.csv", "Name,Number\nGlaciology,GEO-7\n"),
        (
            "Connections.csv",
            "Notes:\n\"When exporting\"\n\nFirst Name,Last Name\nNobody,Else\n",
        ),
        ("messages.csv", "\u{0}not even text"),
    ]
    .map(|(name, text)| (name, text.to_owned()))
    .to_vec()
}

fn zipped(files: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in files {
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The export with one file that says something else.
fn with(name: &str, text: &str) -> Vec<(&'static str, String)> {
    let mut files = files();
    let file = files.iter_mut().find(|(own, _)| *own == name).unwrap();
    text.clone_into(&mut file.1);
    files
}

fn cv(files: &[(&str, String)]) -> Cv {
    read(&zipped(files), &mut 0_u32).unwrap()
}

fn complaint(files: &[(&str, String)]) -> String {
    let said = read(&zipped(files), &mut 0_u32).unwrap_err().to_string();
    assert!(!said.contains('\n'), "one line: {said}");
    said
}

fn section(cv: &Cv, kind: Kind) -> &Section {
    let mut of_kind = cv.sections.iter().filter(|section| section.kind == kind);
    of_kind.next().unwrap()
}

fn dates(entry: &Entry) -> (Option<String>, Option<String>) {
    let start = entry.start.map(|date| date.to_string());
    (start, entry.end.map(|end| end.to_string()))
}

#[test]
fn an_export_becomes_a_cv() {
    let cv = cv(&files());
    let person = &cv.person;
    assert_eq!(person.name, "Ása Þorvaldsdóttir");
    assert_eq!(person.headline, "Hydrologist | R&D");
    assert_eq!(person.email, "asa@example.org", "the primary one");
    assert_eq!(person.phone, "+354 555 0199", "the mobile one");
    assert_eq!(person.website, "https://asa.example.org");
    let place = &person.place;
    assert_eq!(
        [
            &place.postal_code,
            &place.city,
            &place.region,
            &place.country
        ],
        ["101", "Reykjavík", "Capital Region", "Iceland"]
    );
    let profiles: Vec<_> = person
        .profiles
        .iter()
        .map(|profile| [&*profile.network, &profile.username, &profile.url])
        .collect();
    assert_eq!(
        profiles,
        [
            ["BLOG", "", "https://blog.example.org/asa"],
            ["Twitter", "asa_rivers", ""]
        ]
    );
    let kinds: Vec<_> = cv.sections.iter().map(|section| section.kind).collect();
    assert_eq!(
        kinds,
        [
            Kind::Summary,
            Kind::Experience,
            Kind::Education,
            Kind::Skills,
            Kind::Projects,
            Kind::Certificates,
            Kind::Languages,
            Kind::Awards,
            Kind::Publications,
            Kind::Volunteering,
            Kind::References,
            Kind::Own,
        ]
    );
    assert!(
        section(&cv, Kind::Summary)
            .text
            .ends_with("glaciers, \"all\" of them.")
    );
    let work = &section(&cv, Kind::Experience).entries;
    assert_eq!(work.len(), 2, "a row of commas is none");
    assert_eq!(
        [
            &*work[0].title,
            &work[0].organisation,
            &work[0].place,
            &work[0].description
        ],
        [
            "Lead Hydrologist",
            "Vatn ehf.",
            "Reykjavík",
            "Ran the network of gauges."
        ]
    );
    let points: Vec<_> = work[0].points.iter().map(|point| &*point.text).collect();
    assert_eq!(points, ["42 stations", "No day without data"]);
    assert_eq!(
        dates(&work[0]),
        (Some("2021-03".into()), Some("present".into()))
    );
    assert_eq!(
        dates(&work[1]),
        (Some("2016".into()), Some("2021-02".into()))
    );
    let school = &section(&cv, Kind::Education).entries[0];
    assert_eq!(school.title, "MSc, Hydrology");
    assert_eq!(school.description, "Thesis on melt\nChoir");
    assert_eq!(dates(school), (Some("2009".into()), Some("2014-06".into())));
    let skills = &section(&cv, Kind::Skills).entries;
    assert_eq!(skills.len(), 1);
    assert_eq!(skills[0].keywords, ["Hydrology", "R"]);
    assert_eq!(
        section(&cv, Kind::Languages).entries[0].level,
        "Native or bilingual proficiency"
    );
    let certificate = &section(&cv, Kind::Certificates).entries[0];
    assert_eq!(
        (&*certificate.organisation, &*certificate.url),
        ("IRIA", "https://example.org/c")
    );
    let project = &section(&cv, Kind::Projects).entries[0];
    assert_eq!(project.end, Some(Until::Present));
    let paper = &section(&cv, Kind::Publications).entries[0];
    assert_eq!(dates(paper).0.as_deref(), Some("2018-08-01"));
    assert_eq!(section(&cv, Kind::Awards).entries[0].title, "Water prize");
    assert_eq!(section(&cv, Kind::Volunteering).entries[0].title, "Rescuer");
    let references = &section(&cv, Kind::References).entries;
    assert_eq!(references.len(), 1, "what was not accepted is not shown");
    assert_eq!(references[0].title, "Jón Jónsson, CEO, Vatn ehf.");
    let own = section(&cv, Kind::Own);
    assert_eq!(
        (&*own.heading, &*own.entries[0].title),
        ("Courses", "Glaciology (GEO-7)")
    );
    assert_eq!(cv.language, "en");
}

#[test]
fn every_part_has_an_id_of_its_own_and_it_comes_back() {
    let cv = cv(&files());
    let back = read(write_own(&cv).as_bytes(), &mut 0_u32).unwrap();
    assert_eq!(back, cv, "no id was missing or given twice");
}

#[test]
fn folders_case_notes_and_missing_files_do_no_harm() {
    let files = [
        (
            "Complete_LinkedInDataExport/POSITIONS.CSV",
            format!("Notes:\r\n\"Some, \"\"words\"\"\"\r\n\r\n\u{feff}{POSITIONS}"),
        ),
        (
            "Complete_LinkedInDataExport/Volunteer Experiences.csv",
            "Company Name,Role\nA,B\n".to_owned(),
        ),
        ("Skills.csv", "\u{feff}Name\nRust\n".to_owned()),
        ("Honors.csv", String::new()),
    ];
    // Only at the head of a file is a mark of byte order one.
    let mut files = files.to_vec();
    files[0].1 = files[0].1.replace('\u{feff}', "");
    let cv = cv(&files);
    let kinds: Vec<_> = cv.sections.iter().map(|section| section.kind).collect();
    assert_eq!(kinds, [Kind::Experience, Kind::Skills, Kind::Volunteering]);
    assert_eq!(section(&cv, Kind::Experience).entries.len(), 2);
    assert_eq!(section(&cv, Kind::Skills).entries[0].keywords, ["Rust"]);
}

#[test]
fn what_is_wrong_is_said_with_file_and_line() {
    let positions = POSITIONS.replace("Feb 2021", "Winter");
    assert_eq!(
        complaint(&with("Positions.csv", &positions)),
        "Positions.csv, line 6, Finished On: “Winter” is not a date like Mar 2021 or 2021"
    );
    assert_eq!(
        complaint(&with(
            "Honors.csv",
            "Title,Description,Issued On\nA,B,Dec 2023\nC,D,2023-13-01\n"
        )),
        "Honors.csv, line 3, Issued On: “2023-13-01” is not a date like Mar 2021 or 2021"
    );
    assert_eq!(
        complaint(&with("Education.csv", "School\nA\n")),
        "Education.csv: no line names its columns: none has “School Name”"
    );
    let rows = format!("Name\n{}", "x\n".repeat(10_001));
    assert_eq!(
        complaint(&with("Skills.csv", &rows)),
        "Skills.csv: more than 10000 rows"
    );
}

#[test]
fn text_that_is_not_utf_8_is_said_with_its_line() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("Skills.csv", SimpleFileOptions::default())
        .unwrap();
    zip.write_all(b"Name\nRust\nM\xfcnchen\n").unwrap();
    let file = zip.finish().unwrap().into_inner();
    let said = read(&file, &mut 0_u32).unwrap_err().to_string();
    assert_eq!(said, "Skills.csv, line 3: this is not text in UTF-8");
}

#[test]
fn another_archive_is_refused() {
    let said = "this archive is no data export of LinkedIn: it has none of “Profile.csv”, \
                “Positions.csv”, “Education.csv”, “Skills.csv”";
    assert_eq!(complaint(&[("word/document.xml", String::new())]), said);
    assert_eq!(complaint(&[]), said);
    let whole = zipped(&files());
    for length in [4, 30, whole.len() / 2, whole.len() - 1] {
        let error = read(&whole[..length], &mut 0_u32).unwrap_err();
        assert!(
            matches!(error.mistake, Mistake::BadArchive { .. }),
            "{error}"
        );
    }
}

#[test]
fn a_bomb_does_not_go_off() {
    // 20 MB of one letter are some 20 kB in a zip.
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file("Skills.csv", options).unwrap();
    let block = vec![b'a'; 1_000_000];
    for _ in 0..20 {
        zip.write_all(&block).unwrap();
    }
    let file = zip.finish().unwrap().into_inner();
    assert!(file.len() < 200_000);
    let said = read(&file, &mut 0_u32).unwrap_err().to_string();
    assert_eq!(said, "Skills.csv: more than 4 MB, unpacked");
    let long = format!("Name\n{}", "a".repeat(3_900_000));
    let tables = [
        "Skills",
        "Certifications",
        "Languages",
        "Courses",
        "TestScores",
    ];
    let tables = tables.map(|table| format!("{table}.csv"));
    let all: Vec<(&str, String)> = tables.iter().map(|name| (&**name, long.clone())).collect();
    assert_eq!(complaint(&all), "more than 16 MB, unpacked");
    let many: Vec<(String, String)> = (0..10_001)
        .map(|index| (format!("{index}"), String::new()))
        .collect();
    let many: Vec<(&str, String)> = many
        .iter()
        .map(|(name, text)| (&**name, text.clone()))
        .collect();
    assert_eq!(complaint(&many), "more than 10000 files in the archive");
}

#[test]
fn spoilt_bytes_do_no_harm() {
    let whole = zipped(&files());
    for at in (0..whole.len()).step_by(11) {
        let mut spoilt = whole.clone();
        spoilt[at] ^= 0x41;
        if let Err(error) = read(&spoilt, &mut 0_u32) {
            assert!(!error.to_string().contains('\n'), "one line: {error}");
        }
    }
}
