//! Listing, adding and deleting.

use std::fs;

use contract::{Code, ModelId};
use tokio_util::sync::CancellationToken;

use super::{model, names, sha256, shelf};
use crate::shelf::Shelf;
use crate::shelf::record::Record;

#[tokio::test]
async fn an_added_file_is_listed_and_can_be_deleted() {
    let (dir, shelf) = shelf();
    let source = dir.path().join("Tiny Model.gguf");
    fs::write(&source, model(5000, 0)).unwrap();

    let entry = shelf
        .add_file(&source, CancellationToken::new())
        .await
        .unwrap();
    assert_eq!(entry.id, ModelId("Tiny Model".into()));
    assert_eq!(entry.name, "Tiny", "the name that the file gives itself");
    assert_eq!(entry.license.as_deref(), Some("mit"));
    assert_eq!((entry.bytes, entry.context_length), (5000, Some(2048)));
    assert!(!entry.pinned, "nobody vouched for these bytes");
    assert!(!entry.bundled);
    assert_eq!(fs::read(&entry.path).unwrap(), model(5000, 0));
    assert_eq!(shelf.list().unwrap(), std::slice::from_ref(&entry));
    assert_eq!(shelf.find(&entry.id).unwrap(), entry);
    let (used, free) = shelf.space();
    assert!(used >= 5000, "{used}");
    assert!(free.is_some(), "this system says how much is free");

    shelf.delete(&entry.id).unwrap();
    assert_eq!(shelf.list().unwrap(), []);
    // The record goes with its file.
    assert_eq!(names(&dir.path().join("models")), Vec::<String>::new());
    assert_eq!(
        shelf.delete(&entry.id).unwrap_err().code,
        Code::ModelMissing
    );
    assert_eq!(shelf.find(&entry.id).unwrap_err().code, Code::ModelMissing);
}

#[tokio::test]
async fn the_same_bytes_are_kept_once_and_other_bytes_get_a_number() {
    let (dir, shelf) = shelf();
    let add = |folder: &str, salt: u8| {
        let folder = dir.path().join(folder);
        fs::create_dir_all(&folder).unwrap();
        let source = folder.join("m.gguf");
        fs::write(&source, model(4000, salt)).unwrap();
        let shelf = shelf.clone();
        async move {
            shelf
                .add_file(&source, CancellationToken::new())
                .await
                .unwrap()
                .id
                .0
        }
    };
    assert_eq!(add("a", 1).await, "m");
    assert_eq!(add("b", 1).await, "m", "the same bytes");
    assert_eq!(add("c", 2).await, "m-2", "other bytes");
    assert_eq!(add("d", 3).await, "m-3");
    assert_eq!(
        add("e", 2).await,
        "m-2",
        "the same bytes under another name"
    );
    assert_eq!(shelf.list().unwrap().len(), 3);
    // Adding a file of the shelf itself changes nothing.
    let own = shelf.find(&ModelId("m".into())).unwrap();
    let again = shelf
        .add_file(&own.path, CancellationToken::new())
        .await
        .unwrap();
    assert_eq!(again.id, own.id);
    assert_eq!(shelf.list().unwrap().len(), 3);
}

#[tokio::test]
async fn what_is_refused_leaves_nothing_behind() {
    let (dir, shelf) = shelf();
    let whole = model(100, 0);
    // The tensor ends the sample, so that any cut goes into it.
    let cases: [(&str, &[u8], Code, &str); 4] = [
        (
            "page.gguf",
            b"<!doctype html>",
            Code::ModelInvalid,
            "is not a GGUF file",
        ),
        (
            "cut.gguf",
            &whole[..whole.len() - 1],
            Code::ModelInvalid,
            "is cut off",
        ),
        ("empty.gguf", b"", Code::ModelInvalid, "is not a GGUF file"),
        (
            "model.bin",
            &whole,
            Code::InvalidInput,
            "must end in “.gguf”",
        ),
    ];
    for (name, bytes, code, sentence) in cases {
        let source = dir.path().join(name);
        fs::write(&source, bytes).unwrap();
        let error = shelf
            .add_file(&source, CancellationToken::new())
            .await
            .unwrap_err();
        assert_eq!(error.code, code, "{name}");
        assert!(
            error.message.contains(sentence),
            "{name}: {}",
            error.message
        );
    }
    let missing = dir.path().join("missing.gguf");
    let error = shelf
        .add_file(&missing, CancellationToken::new())
        .await
        .unwrap_err();
    assert_eq!(error.code, Code::ModelMissing);
    let folder = dir.path().join("folder.gguf");
    fs::create_dir(&folder).unwrap();
    let error = shelf
        .add_file(&folder, CancellationToken::new())
        .await
        .unwrap_err();
    assert_eq!(error.code, Code::ModelInvalid);

    let source = dir.path().join("good.gguf");
    fs::write(&source, &whole).unwrap();
    let cancelled = CancellationToken::new();
    cancelled.cancel();
    assert_eq!(
        shelf.add_file(&source, cancelled).await.unwrap_err().code,
        Code::Cancelled
    );
    assert_eq!(names(&dir.path().join("models")), Vec::<String>::new());
}

#[test]
fn bundled_models_are_shown_and_cannot_be_deleted() {
    let dir = tempfile::tempdir().unwrap();
    let bundled = dir.path().join("bundled");
    fs::create_dir(&bundled).unwrap();
    fs::write(bundled.join("b.gguf"), model(3000, 0)).unwrap();
    let missing = dir.path().join("missing");
    let shelf = Shelf::open(dir.path().join("models"), vec![missing, bundled.clone()]).unwrap();
    // A file of the same name in the shelf's own folder is hidden by it.
    fs::write(dir.path().join("models/b.gguf"), model(4000, 0)).unwrap();

    let entries = shelf.list().unwrap();
    assert_eq!(entries.len(), 1);
    assert!(entries[0].bundled);
    assert_eq!(entries[0].bytes, 3000);
    let error = shelf.delete(&entries[0].id).unwrap_err();
    assert_eq!(error.code, Code::InvalidInput);
    assert!(bundled.join("b.gguf").exists());
}

#[test]
fn a_folder_may_hold_anything() {
    let (dir, shelf) = shelf();
    let models = dir.path().join("models");
    for (name, bytes) in [
        ("notes.txt", b"hello".as_slice()),
        ("page.gguf", b"<html>"),
        (".hidden.gguf", &model(100, 0)),
        ("good.gguf", &model(100, 0)),
        ("good.gguf.json", b"{ not json"),
    ] {
        fs::write(models.join(name), bytes).unwrap();
    }
    fs::create_dir(models.join("folder.gguf")).unwrap();
    let ids: Vec<_> = shelf
        .list()
        .unwrap()
        .into_iter()
        .map(|entry| entry.id.0)
        .collect();
    assert_eq!(ids, ["good"]);
    // No id reaches outside of the folder.
    for id in ["../good", "/etc/passwd", "", ".", "good.gguf"] {
        assert_eq!(
            shelf.find(&ModelId(id.into())).unwrap_err().code,
            Code::ModelMissing,
            "{id:?}"
        );
    }
}

#[test]
fn a_record_counts_only_for_the_bytes_it_was_made_for() {
    let (dir, shelf) = shelf();
    let models = dir.path().join("models");
    let bytes = model(2000, 0);
    fs::write(models.join("m.gguf"), &bytes).unwrap();
    assert!(!shelf.list().unwrap()[0].pinned);

    // As a download with a promised hash leaves it.
    let mut record = Record::load(&models, "m.gguf").expect("listing writes the record");
    record.sha256 = Some(sha256(&bytes));
    record.promised = Some(sha256(&bytes));
    record.save(&models, "m.gguf");
    let reopened = Shelf::open(models.clone(), Vec::new()).unwrap();
    assert!(reopened.list().unwrap()[0].pinned);

    fs::write(models.join("m.gguf"), model(2001, 7)).unwrap();
    let entry = &reopened.list().unwrap()[0];
    assert_eq!(entry.bytes, 2001);
    assert!(!entry.pinned, "the vouched-for bytes are gone");
}

#[test]
fn leftovers_of_a_crash_are_removed_and_work_of_others_is_not() {
    let (dir, shelf) = shelf();
    let models = dir.path().join("models");
    fs::write(models.join(".adding-1-1.tmp"), b"left over").unwrap();
    fs::write(models.join("m.gguf.part"), b"GGUF").unwrap();
    let held = crate::shelf::disk::Temporary::new(&models).unwrap();
    let reopened = Shelf::open(models.clone(), Vec::new()).unwrap();
    assert!(!models.join(".adding-1-1.tmp").exists(), "nobody holds it");
    assert!(
        models.join("m.gguf.part").exists(),
        "a download can go on with it"
    );
    assert!(held.path.exists(), "another process copies into it");
    drop((shelf, reopened, held));
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, b"").unwrap();
    let error = Shelf::open(file.join("models"), Vec::new()).unwrap_err();
    assert_eq!(error.code, Code::StorageUnavailable);
    assert!(error.message.contains("models"), "{}", error.message);
}

#[test]
fn failures_of_the_disk_have_their_codes() {
    use std::io::{Error, ErrorKind};
    let code = |kind: ErrorKind| crate::shelf::disk::failure("x", &Error::from(kind)).code;
    assert_eq!(code(ErrorKind::StorageFull), Code::StorageFull);
    assert_eq!(code(ErrorKind::QuotaExceeded), Code::StorageFull);
    assert_eq!(code(ErrorKind::ReadOnlyFilesystem), Code::StorageReadOnly);
    assert_eq!(code(ErrorKind::PermissionDenied), Code::StorageReadOnly);
    assert_eq!(code(ErrorKind::BrokenPipe), Code::StorageUnavailable);
}

#[test]
fn some_of_the_disk_stays_free() {
    use crate::shelf::disk::{check_room, free};
    let dir = tempfile::tempdir().unwrap();
    assert!(
        free(dir.path()).is_some(),
        "the system says how much is free"
    );
    let reserve = 512 << 20;
    assert!(check_room(Some(reserve + 1000), 1000).is_ok());
    let error = check_room(Some(reserve + 999), 1000).unwrap_err();
    assert_eq!(error.code, Code::StorageFull);
    assert!(error.message.contains("537 MB"), "{}", error.message);
    assert!(check_room(Some(1 << 50), u64::MAX).is_err());
    assert!(
        check_room(Some(0), 0).is_err(),
        "also for an unknown length"
    );
    assert!(check_room(None, u64::MAX).is_ok());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_says_so_and_leaves_nothing() {
    let (dir, _shelf) = shelf();
    let path = dir.path().join("models/x.tmp");
    fs::write(&path, b"").unwrap();
    // Writing to this device fails as on a full disk.
    let file = fs::File::options().write(true).open("/dev/full").unwrap();
    let mut temporary = crate::shelf::disk::Temporary {
        path: path.clone(),
        file,
    };
    assert_eq!(
        temporary.write(b"GGUF").unwrap_err().code,
        Code::StorageFull
    );
    drop(temporary);
    assert!(!path.exists());
}
