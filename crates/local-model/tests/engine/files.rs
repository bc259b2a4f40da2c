//! Files that are refused, and the shelf with the real model.

use std::fs::{self, File};
use std::io::{Read, Write};

use contract::model::ModelState;
use contract::{Code, ModelId};
use local_model::{CATALOGUE, Shelf};
use tokio_util::sync::CancellationToken;

use crate::ask::{ask, engine, entry, model_path, question};

fn text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend((text.len() as u64).to_le_bytes());
    bytes.extend(text.as_bytes());
}

/// A GGUF file whose only tensor has `elements` 32-bit numbers, all zero and taking no space on the disk.
fn hollow(path: &std::path::Path, architecture: &str, elements: u64) {
    let mut bytes = b"GGUF\x03\0\0\0".to_vec();
    bytes.extend(1_u64.to_le_bytes());
    bytes.extend(1_u64.to_le_bytes());
    text(&mut bytes, "general.architecture");
    bytes.extend(8_u32.to_le_bytes());
    text(&mut bytes, architecture);
    text(&mut bytes, "token_embd.weight");
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend(elements.to_le_bytes());
    bytes.extend(0_u32.to_le_bytes());
    bytes.extend(0_u64.to_le_bytes());
    let length = bytes.len().next_multiple_of(32) as u64 + elements * 4;
    let mut file = File::create(path).unwrap();
    file.write_all(&bytes).unwrap();
    file.set_len(length).unwrap();
}

#[tokio::test]
async fn each_file_that_cannot_be_used_has_its_own_sentence() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    fs::write(path("page.gguf"), "<!doctype html>".repeat(100)).unwrap();
    // Cut in its weights: the head is whole, so that only the length gives it away.
    let mut head = Vec::new();
    File::open(model_path())
        .unwrap()
        .take(40_000_000)
        .read_to_end(&mut head)
        .unwrap();
    fs::write(path("cut.gguf"), &head).unwrap();
    hollow(&path("strange.gguf"), "no-such-family", 64);
    hollow(&path("empty.gguf"), "llama", 64);
    hollow(&path("huge.gguf"), "llama", 1 << 40);
    let cases = [
        ("page.gguf", Code::ModelInvalid, "is not a GGUF file"),
        (
            "cut.gguf",
            Code::ModelInvalid,
            "should have 98362432 bytes and has 40000000",
        ),
        ("strange.gguf", Code::ModelInvalid, "does not know yet"),
        (
            "empty.gguf",
            Code::ModelInvalid,
            "does not hold what llama.cpp expects",
        ),
        ("huge.gguf", Code::ModelTooLarge, "of memory"),
        ("missing.gguf", Code::ModelMissing, "There is no file"),
    ];
    let engine = engine();
    for (name, code, sentence) in cases {
        let mut request = question("Hello.", 5);
        request.model = entry(&path(name));
        let error = ask(&engine, request).await.unwrap_err();
        assert_eq!(error.code, code, "{name}: {error}");
        assert!(
            error.message.contains(sentence),
            "{name}: {}",
            error.message
        );
        let status = engine.status().borrow().clone();
        assert_eq!(status.state, ModelState::Failed { error }, "{name}");
    }
    // None of them has harmed the engine.
    assert!(ask(&engine, question("Hello.", 5)).await.is_ok());
}

#[tokio::test]
async fn the_starter_is_pinned_where_its_bytes_are_the_catalogues() {
    let starter = &CATALOGUE[0];
    let dir = tempfile::tempdir().unwrap();
    // As a bundled file it is believed at once, and hashed when it is first asked for.
    let bundled = dir.path().join("bundled");
    fs::create_dir(&bundled).unwrap();
    fs::copy(model_path(), bundled.join(starter.file_name)).unwrap();
    let models = dir.path().join("models");
    let shelf = Shelf::open(models.clone(), vec![bundled.clone()]).unwrap();
    let listed = &shelf.list().unwrap()[0];
    assert_eq!(listed.name, "SmolLM2 135M Instruct");
    assert_eq!(listed.license.as_deref(), Some("Apache-2.0"));
    assert!(listed.pinned && listed.bundled);
    assert!(listed.context_length.is_some());
    let record = models.join(format!("{}.json", starter.file_name));
    let hashed = |record: &std::path::Path| {
        fs::read_to_string(record).is_ok_and(|json| json.contains(starter.sha256))
    };
    assert!(!hashed(&record), "listing reads no 98 MB");
    shelf.find(&listed.id).unwrap();
    while !hashed(&record) {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(shelf.list().unwrap()[0].pinned);

    // Added by hand it is recognised by its bytes, whatever it is called.
    let own = Shelf::open(dir.path().join("own"), Vec::new()).unwrap();
    let renamed = dir.path().join("whatever.gguf");
    fs::copy(model_path(), &renamed).unwrap();
    let added = own
        .add_file(&renamed, CancellationToken::new())
        .await
        .unwrap();
    assert_eq!(added.id, ModelId("whatever".into()));
    assert_eq!(added.name, "SmolLM2 135M Instruct");
    assert!(added.pinned && !added.bundled);
    let mut request = question("Hello.", 5);
    request.model = added;
    assert!(ask(&engine(), request).await.is_ok());
}

#[test]
fn a_bundled_file_with_other_bytes_loses_its_pin() {
    let starter = &CATALOGUE[0];
    let dir = tempfile::tempdir().unwrap();
    let bundled = dir.path().join("bundled");
    fs::create_dir(&bundled).unwrap();
    let mut bytes = fs::read(model_path()).unwrap();
    // In the middle of the weights: size and head stay the same.
    bytes[60_000_000] ^= 1;
    fs::write(bundled.join(starter.file_name), &bytes).unwrap();
    let shelf = Shelf::open(dir.path().join("models"), vec![bundled]).unwrap();
    let id = shelf.list().unwrap()[0].id.clone();
    while shelf.find(&id).unwrap().pinned {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_ne!(
        shelf.find(&id).unwrap().name,
        starter.name,
        "it is not the catalogue's file"
    );
}
