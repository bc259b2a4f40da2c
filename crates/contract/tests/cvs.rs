//! The desk of CVs as it travels.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use common::assert_form;
use contract::cv::{
    Advice, Change, Claim, ClaimKind, CvSaved, CvSource, CvSummary, CvWish, Fill, MissingLetter,
    Outline, PartArea, PartId, Piece, Preview, PreviewPage, ReadRow, RowKind, Run, Step, Stretch,
    Template,
};
use contract::message::ModelChoice;
use contract::{Call, CvId, Event, ModelId, ProviderId, Timestamp};
use serde_json::json;
use uuid::Uuid;

const ID: Uuid = Uuid::from_u128(0x0190_5c3c_d1c0_7000_8000_0000_0000_0001);
const ID_TEXT: &str = "01905c3c-d1c0-7000-8000-000000000001";

#[test]
fn an_edit_names_its_revision_and_its_field() {
    let form = json!({"command": "edit_cv", "request": {
        "id": ID_TEXT,
        "revision": 7,
        "delta": {"person": {"in": {"name": {"to": "Ada"}, "photo": "gone"}}},
        "typing": "person/name"
    }});
    assert_form(&serde_json::from_value::<Call>(form.clone()).unwrap(), form);
    assert_form(&Step::Back, json!("back"));
}

#[test]
fn sources_and_wishes_have_names() {
    assert_form(
        &CvSource::Empty {
            language: "de".into(),
        },
        json!({"empty": {"language": "de"}}),
    );
    assert_form(
        &CvSource::VersionOf(CvId(ID)),
        json!({"version_of": ID_TEXT}),
    );
    assert_form(
        &CvSource::Text {
            path: "/cv.pdf".into(),
            choice: ModelChoice {
                provider: ProviderId::local(),
                model: ModelId("m".into()),
            },
            ticket: 3,
        },
        json!({"text": {"path": "/cv.pdf", "choice": {"provider": "local", "model": "m"}, "ticket": 3}}),
    );
    assert_form(&CvWish::Stronger, json!("stronger"));
    assert_form(
        &CvWish::Tailor {
            posting: "We look for".into(),
        },
        json!({"tailor": {"posting": "We look for"}}),
    );
}

#[test]
fn a_preview_is_short() {
    let page = PreviewPage {
        fills: vec![Fill(1.0, 2.0, 3.0, 0.5, 0x1f_4e_79)],
        pictures: Vec::new(),
        runs: vec![Run(4, 36.0, 40.5, 0)],
        parts: vec![PartArea {
            part: PartId("p1".into()),
            x: 1.0,
            y: 2.0,
            width: 3.0,
            height: 4.0,
        }],
    };
    assert_form(
        &Preview {
            anew: false,
            width: 595.0,
            height: 842.0,
            pages: vec![None, Some(page)],
            outlines: vec![Outline {
                id: 4,
                path: "M0 0Z".into(),
            }],
            pictures: Vec::new(),
            fits: true,
            missing: vec![MissingLetter {
                name: "U+1F600 GRINNING FACE".into(),
                word: "😀".into(),
            }],
        },
        json!({
            "width": 595.0, "height": 842.0, "fits": true,
            "pages": [null, {
                "fills": [[1.0, 2.0, 3.0, 0.5, 2_051_705]],
                "runs": [[4, 36.0, 40.5, 0]],
                "parts": [{"part": "p1", "x": 1.0, "y": 2.0, "width": 3.0, "height": 4.0}]
            }],
            "outlines": [{"id": 4, "path": "M0 0Z"}],
            "missing": [{"name": "U+1F600 GRINNING FACE", "word": "😀"}]
        }),
    );
}

#[test]
fn advice_and_readings() {
    assert_form(
        &Advice {
            pieces: vec![
                Piece::Same("Led ".into()),
                Piece::Change(Change {
                    old: String::new(),
                    new: vec![Stretch {
                        text: "12".into(),
                        claim: Some(0),
                    }],
                }),
            ],
            claims: vec![Claim {
                text: "12".into(),
                kind: ClaimKind::Number,
            }],
        },
        json!({
            "pieces": [{"same": "Led "}, {"change": {"old": "", "new": [{"text": "12", "claim": 0}]}}],
            "claims": [{"text": "12", "kind": "number"}]
        }),
    );
    assert_form(
        &ReadRow {
            kind: RowKind::Stray,
            part: None,
            written: String::new(),
            read: "x".into(),
            same: false,
            moved: false,
        },
        json!({"kind": "stray", "written": "", "read": "x", "same": false}),
    );
}

#[test]
fn events_of_cvs() {
    assert_form(
        &Event::CvChanged(CvSummary {
            id: CvId(ID),
            title: "Base".into(),
            name: "Ada".into(),
            headline: String::new(),
            template: Template::Modern,
            base: None,
            changed_at: Timestamp(5),
        }),
        json!({"cv_changed": {"id": ID_TEXT, "title": "Base", "name": "Ada", "headline": "",
            "template": "modern", "base": null, "changed_at": 5}}),
    );
    assert_form(&Event::CvRemoved(CvId(ID)), json!({"cv_removed": ID_TEXT}));
    assert_form(
        &Event::CvSaved(CvSaved {
            id: CvId(ID),
            revision: 9,
        }),
        json!({"cv_saved": {"id": ID_TEXT, "revision": 9}}),
    );
}
