//! Files in and out: nothing that a format knows is lost, and what is wrong is said in one line with
//! its place.

#![allow(clippy::unwrap_used, reason = "a test may end here")]

use contract::cv::{Cv, Kind, PartId, Until};
use documents::cv::{Mistake, SAMPLES, read, write_json_resume, write_own};
use serde_json::{Value, json};

fn cv(json: &str) -> Cv {
    read(json.as_bytes(), &mut 0_u32).unwrap()
}

fn complaint(json: &Value) -> String {
    complaint_about(json.to_string().as_bytes())
}

fn complaint_about(bytes: &[u8]) -> String {
    let complaint = read(bytes, &mut 0_u32).unwrap_err().to_string();
    assert!(!complaint.contains('\n'), "one line: {complaint}");
    complaint
}

#[test]
fn json_resume_comes_back_as_it_was() {
    for (language, sample) in SAMPLES {
        let written: Value = serde_json::from_str(&write_json_resume(&cv(sample))).unwrap();
        let mut sample: Value = serde_json::from_str(sample).unwrap();
        // The one thing that is added.
        sample["$schema"] = written["$schema"].clone();
        assert_eq!(written, sample, "{language}");
    }
}

#[test]
fn the_language_of_a_file_is_found_out() {
    for (language, sample) in SAMPLES {
        assert_eq!(cv(sample).language, language);
    }
}

#[test]
fn pulses_own_format_keeps_everything() {
    for (language, sample) in SAMPLES {
        let mut before = cv(sample);
        before.person.headline = "\u{1f600} \"quoted\" \\ line".to_owned();
        before.sections[0].hidden = true;
        before.sections[1].heading = "Mine".to_owned();
        before.unconfirmed.insert("person/email".to_owned());
        before.look.fit_to = Some(2);
        before.look.accent = "#123456".parse().ok();
        assert_eq!(cv(&write_own(&before)), before, "{language}");
    }
}

#[test]
fn what_json_resume_does_not_name_is_given_back() {
    let file = json!({
        "basics": {"name": "A", "pronouns": "they", "location": {"planet": "Earth"},
            "profiles": [{"network": "X", "followers": 3}]},
        "work": [{"position": "B", "team": {"size": 4}}],
        "meta": {"theme": "even"},
        "x-company": [1, 2]
    });
    let written: Value = serde_json::from_str(&write_json_resume(&cv(&file.to_string()))).unwrap();
    assert_eq!(written["basics"], file["basics"]);
    assert_eq!(written["work"], file["work"]);
    assert_eq!(written["meta"], file["meta"]);
    assert_eq!(written["x-company"], file["x-company"]);
}

#[test]
fn a_job_without_an_end_goes_on_and_a_degree_does_not() {
    let file = json!({
        "work": [{"startDate": "2020-01"}],
        "education": [{"startDate": "2010", "endDate": ""}]
    });
    let cv = cv(&file.to_string());
    let section = |kind| {
        cv.sections
            .iter()
            .find(|section| section.kind == kind)
            .unwrap()
    };
    assert_eq!(
        section(Kind::Experience).entries[0].end,
        Some(Until::Present)
    );
    assert_eq!(section(Kind::Education).entries[0].end, None);
}

#[test]
fn what_is_hidden_is_in_no_export_but_pulses_own() {
    let (_, sample) = SAMPLES[3];
    let mut cv = cv(sample);
    for section in &mut cv.sections {
        match section.kind {
            Kind::Awards => section.hidden = true,
            Kind::Experience => section.entries[1].hidden = true,
            _ => {}
        }
    }
    let written: Value = serde_json::from_str(&write_json_resume(&cv)).unwrap();
    assert_eq!(written["work"].as_array().unwrap().len(), 1);
    assert!(written.get("awards").is_none());
    assert!(write_own(&cv).contains("RustFest"));
}

#[test]
fn a_wrong_type_is_said_with_its_place() {
    let cases = [
        (
            json!({"basics": {"phone": 123}}),
            "basics.phone: expected a text, found a number",
        ),
        (
            json!({"basics": []}),
            "basics: expected an object, found a list",
        ),
        (
            json!({"work": {}}),
            "work: expected a list, found an object",
        ),
        (
            json!({"work": [{}, "x"]}),
            "work[1]: expected an object, found a text",
        ),
        (
            json!({"work": [{"highlights": ["a", true]}]}),
            "work[0].highlights[1]: expected a text, found true or false",
        ),
        (
            json!({"education": [{"startDate": "Summer 2019"}]}),
            "education[0].startDate: “Summer 2019” is not a date like 2021, 2021-03 or 2021-03-15",
        ),
        (
            json!({"basics": {"location": {"city": 4}}}),
            "basics.location.city: expected a text, found a number",
        ),
    ];
    for (file, said) in cases {
        assert_eq!(complaint(&file), said);
    }
}

#[test]
fn an_unknown_field_of_pulses_own_format_is_said_with_its_place() {
    let file = json!({"pulse_cv": 1, "sections": [{"kind": "skills", "colour": 1}]});
    let said = complaint(&file);
    assert!(
        said.starts_with("sections[0].colour: unknown field `colour`")
            || said.starts_with("sections[0]: unknown field `colour`"),
        "{said}"
    );
    let file = json!({"pulse_cv": 1, "sections": [{"kind": "experience", "entries": [{"start": "2021-13"}]}]});
    assert_eq!(
        complaint(&file),
        "sections[0].entries[0].start: not a date like 2021, 2021-03 or 2021-03-15"
    );
    assert_eq!(
        complaint(&json!({"pulse_cv": 2})),
        "the file has version 2 of Pulse's format; this Pulse reads version 1"
    );
    assert_eq!(
        complaint(&json!({"pulse_cv": "1"})),
        "pulse_cv: expected the number 1"
    );
}

#[test]
fn what_is_no_cv_at_all_is_said_so() {
    assert!(complaint_about(b"").starts_with("the file is not JSON: EOF"));
    assert!(complaint_about(b"%PDF-1.7").contains("line 1 column 1"));
    assert_eq!(
        complaint_about(b"\xff\xfe{}"),
        "the file is not text in UTF-8 (byte 0)"
    );
    assert_eq!(complaint_about(b"[]"), "expected an object, found a list");
    assert!(complaint_about(b"{\"a\": 1}").starts_with("this is neither JSON Resume"));
    let deep = "[".repeat(100_000);
    assert!(complaint_about(deep.as_bytes()).contains("recursion limit"));
}

#[test]
fn a_huge_file_is_refused_unread() {
    let huge = vec![b' '; 100_000_000];
    assert_eq!(
        complaint_about(&huge),
        "the file has 100 MB; a CV has 16 MB at the most"
    );
    let many = json!({"work": vec![json!({}); 10_001]});
    assert_eq!(complaint(&many), "work: more than 10000 items");
    let error = read(&huge, &mut 0_u32).unwrap_err();
    assert!(matches!(error.mistake, Mistake::TooLarge { .. }));
}

#[test]
fn a_mark_of_byte_order_and_nulls_do_no_harm() {
    let file = "\u{feff}{\"basics\": {\"name\": \"A\", \"label\": null}, \"work\": null}";
    let cv = cv(file);
    assert_eq!(cv.person.name, "A");
    assert!(cv.sections.is_empty());
}

#[test]
fn every_part_has_an_id_of_its_own() {
    let file = json!({"pulse_cv": 1, "sections": [
        {"id": "p1", "kind": "experience", "entries": [{"id": "p1"}, {}, {"id": "mine"}]}
    ]});
    let cv = cv(&file.to_string());
    let entries = &cv.sections[0].entries;
    let ids = [
        &cv.sections[0].id,
        &entries[0].id,
        &entries[1].id,
        &entries[2].id,
    ];
    assert_eq!(
        ids[3],
        &PartId("mine".to_owned()),
        "an id that is there stays"
    );
    for (index, id) in ids.iter().enumerate() {
        assert!(!ids[..index].contains(id), "{id} twice");
    }
}
