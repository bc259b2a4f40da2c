//! Downloads from good and from broken servers.

use std::fs;
use std::time::Duration;

use contract::{Code, ModelId, Result};
use tokio_util::sync::CancellationToken;

use super::server::{Server, Site};
use super::{model, names, sha256, shelf};
use crate::shelf::download::Limits;
use crate::shelf::{DownloadSpec, Shelf, ShelfEntry};

/// Large enough for several pieces.
const SIZE: usize = 1_500_000;

async fn fetch(shelf: &Shelf, url: &str, sha256: Option<&str>) -> Result<ShelfEntry> {
    let spec = DownloadSpec::parse(url, sha256)?;
    shelf
        .download(&spec, |_, _| {}, CancellationToken::new())
        .await
}

/// Changes the note beside the part: so many bytes are on the disk.
fn note_synced(dir: &tempfile::TempDir, synced: usize) {
    let path = dir.path().join("models/m.gguf.part.json");
    let mut note: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    note["synced"] = synced.into();
    fs::write(&path, note.to_string()).unwrap();
}

#[tokio::test]
async fn a_file_arrives_whole_and_pinned_by_its_promised_hash() {
    let (dir, shelf) = shelf();
    let body = model(SIZE, 1);
    let server = Server::start(Site::new(body.clone()));
    let spec = DownloadSpec::parse(&server.url("a/My%20Model.gguf?x=1"), Some(&sha256(&body)));
    let spec = spec.unwrap();
    let mut seen = Vec::new();
    let progress = |done, total| seen.push((done, total));
    let entry = shelf
        .download(&spec, progress, CancellationToken::new())
        .await
        .unwrap();

    assert_eq!(entry.id, ModelId("My Model".into()));
    assert!(entry.pinned, "the bytes are the promised ones");
    assert_eq!(fs::read(&entry.path).unwrap(), body);
    assert!(seen.is_sorted(), "{seen:?}");
    assert_eq!(seen.first(), Some(&(0, Some(SIZE as u64))));
    assert_eq!(seen.last(), Some(&(SIZE as u64, Some(SIZE as u64))));
    assert_eq!(
        names(&dir.path().join("models")),
        ["My Model.gguf", "My Model.gguf.json"]
    );

    // What is there already is not fetched again.
    let again = shelf
        .download(&spec, |_, _| {}, CancellationToken::new())
        .await
        .unwrap();
    assert_eq!(again, entry);
    assert_eq!(server.log().ranges.len(), 1);
    // Reopened, it is still pinned: the record lies beside it.
    let reopened = Shelf::open(dir.path().join("models"), Vec::new()).unwrap();
    assert_eq!(reopened.list().unwrap(), [entry]);
}

#[tokio::test]
async fn without_a_promised_hash_it_is_not_pinned() {
    let (_dir, shelf) = shelf();
    let server = Server::start(Site {
        sized: false,
        ..Site::new(model(SIZE, 2))
    });
    let entry = fetch(&shelf, &server.url("m.gguf"), None).await.unwrap();
    assert!(!entry.pinned);
    assert_eq!(entry.bytes, SIZE as u64);
}

#[tokio::test]
async fn a_cut_connection_is_gone_on_with() {
    let (dir, shelf) = shelf();
    let body = model(SIZE, 3);
    let server = Server::start(Site {
        cut: Some(900_000),
        ..Site::new(body.clone())
    });
    let url = server.url("m.gguf");
    let error = fetch(&shelf, &url, Some(&sha256(&body))).await.unwrap_err();
    assert_eq!(error.code, Code::Network);
    let part = fs::metadata(dir.path().join("models/m.gguf.part"))
        .unwrap()
        .len();
    assert_eq!(part, 900_000, "all that had arrived is kept");
    assert_eq!(shelf.list().unwrap(), [], "and is no model yet");
    assert!(shelf.space().0 >= part, "and takes its space");

    let entry = fetch(&shelf, &url, Some(&sha256(&body))).await.unwrap();
    assert_eq!(fs::read(&entry.path).unwrap(), body);
    let log = server.log();
    assert_eq!(log.ranges, [None, Some("bytes=900000-".to_owned())]);
    assert_eq!(
        log.sent,
        [900_000, SIZE - 900_000],
        "only the rest was sent"
    );
    assert_eq!(names(&dir.path().join("models")), ["m.gguf", "m.gguf.json"]);
}

#[tokio::test]
async fn bytes_that_a_power_cut_lost_are_fetched_again() {
    let (dir, shelf) = shelf();
    let body = model(SIZE, 15);
    let server = Server::start(Site {
        cut: Some(900_000),
        ..Site::new(body.clone())
    });
    let url = server.url("m.gguf");
    assert!(fetch(&shelf, &url, None).await.is_err());
    // The file has its length, but the end of it never reached the disk.
    let part = dir.path().join("models/m.gguf.part");
    let mut bytes = fs::read(&part).unwrap();
    bytes[600_000..].fill(0);
    fs::write(&part, &bytes).unwrap();
    note_synced(&dir, 600_000);
    // No hash was promised: nothing else would notice.
    let entry = fetch(&shelf, &url, None).await.unwrap();
    assert!(fs::read(&entry.path).unwrap() == body);
    let log = server.log();
    assert_eq!(log.ranges, [None, Some("bytes=600000-".to_owned())]);
}

#[tokio::test]
async fn a_disk_that_fills_up_ends_the_download_before_it_is_full() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static LOOKS: AtomicUsize = AtomicUsize::new(0);
    // Plenty at the first two looks, then somebody else fills the disk.
    let limits = Limits {
        look_every: 300_000,
        free: |_| {
            let look = LOOKS.fetch_add(1, Ordering::Relaxed);
            Some(if look < 2 { 1 << 40 } else { 100 << 20 })
        },
        ..Limits::default()
    };
    let (dir, shelf) = shelf();
    // A server that does not say how much will come.
    let server = Server::start(Site {
        sized: false,
        ..Site::new(model(SIZE, 16))
    });
    let spec = DownloadSpec::parse(&server.url("m.gguf"), None).unwrap();
    let quiet = &mut |_, _| {};
    let ended = shelf
        .download_with(&spec, quiet, CancellationToken::new(), limits)
        .await;
    assert_eq!(ended.unwrap_err().code, Code::StorageFull);
    assert_eq!(LOOKS.load(Ordering::Relaxed), 3);
    let part = fs::metadata(dir.path().join("models/m.gguf.part")).unwrap();
    assert!(part.len() < SIZE as u64, "{} bytes arrived", part.len());

    // With room again it goes on from there.
    let entry = fetch(&shelf, &spec.url, None).await.unwrap();
    assert_eq!(entry.bytes, SIZE as u64);
    assert_eq!(
        server.log().ranges[1],
        Some(format!("bytes={}-", part.len()))
    );
}

#[tokio::test]
async fn a_download_that_nobody_wants_any_more_leaves_nothing() {
    let (dir, shelf) = shelf();
    let models = dir.path().join("models");
    let server = Server::start(Site {
        silence: Some(200_000),
        ..Site::new(model(SIZE, 17))
    });
    let spec = DownloadSpec::parse(&server.url("m.gguf"), None).unwrap();
    shelf.discard_download(&spec).await.unwrap();
    assert_eq!(names(&models), Vec::<String>::new(), "nothing was there");

    let cancel = CancellationToken::new();
    let token = cancel.clone();
    let progress = move |done, _| {
        if done > 0 {
            token.cancel();
        }
    };
    assert!(shelf.download(&spec, progress, cancel).await.is_err());
    assert_eq!(names(&models), ["m.gguf.part", "m.gguf.part.json"]);
    let other = DownloadSpec::parse(&server.url("other/m.gguf"), None).unwrap();
    shelf.discard_download(&other).await.unwrap();
    assert_eq!(names(&models).len(), 2, "it is not the other address's");
    shelf.discard_download(&spec).await.unwrap();
    assert_eq!(names(&models), Vec::<String>::new());
}

#[tokio::test]
async fn a_part_is_thrown_away_where_it_does_not_belong() {
    // The server does not know ranges, or has another version by now, or names none.
    let changes: [fn(&mut Site); 3] = [
        |site| site.ranges = false,
        |site| site.etag = Some("\"v2\""),
        |site| site.etag = Some("W/\"weak\""),
    ];
    for (case, change) in changes.into_iter().enumerate() {
        let (_dir, shelf) = shelf();
        let first = Site {
            cut: Some(500_000),
            ..Site::new(model(SIZE, 4))
        };
        let server = Server::start(first);
        let url = server.url("m.gguf");
        assert!(fetch(&shelf, &url, None).await.is_err(), "case {case}");
        let body = model(SIZE, 5);
        server.change(|site| {
            site.body = body.clone();
            change(site);
        });
        let entry = fetch(&shelf, &url, Some(&sha256(&body))).await.unwrap();
        assert_eq!(fs::read(&entry.path).unwrap(), body, "case {case}");
        assert_eq!(server.log().sent, [500_000, SIZE], "case {case}");
    }
}

#[tokio::test]
async fn a_complete_part_needs_no_more_bytes() {
    let (dir, shelf) = shelf();
    let body = model(SIZE, 6);
    let server = Server::start(Site {
        cut: Some(600_000),
        ..Site::new(body.clone())
    });
    let url = server.url("m.gguf");
    assert!(fetch(&shelf, &url, None).await.is_err());
    // As if Pulse had ended between the last byte and the renaming.
    fs::write(dir.path().join("models/m.gguf.part"), &body).unwrap();
    note_synced(&dir, SIZE);
    let entry = fetch(&shelf, &url, Some(&sha256(&body))).await.unwrap();
    assert_eq!(fs::read(&entry.path).unwrap(), body);
    assert_eq!(
        server.log().sent[1],
        0,
        "the server said that there is no more"
    );
}

#[tokio::test]
async fn wrong_bytes_are_thrown_away() {
    let (dir, shelf) = shelf();
    let models = dir.path().join("models");
    let body = model(SIZE, 7);
    let server = Server::start(Site::new(body.clone()));
    let promised = "0".repeat(64);
    let error = fetch(&shelf, &server.url("m.gguf"), Some(&promised))
        .await
        .unwrap_err();
    assert_eq!(error.code, Code::ChecksumMismatch);
    let detail = error.detail.unwrap();
    assert!(
        detail.contains(&promised) && detail.contains(&sha256(&body)),
        "{detail}"
    );
    assert_eq!(names(&models), Vec::<String>::new());

    server.change(|site| site.body = b"<!doctype html>".repeat(1000));
    let error = fetch(&shelf, &server.url("m.gguf"), None)
        .await
        .unwrap_err();
    assert_eq!(error.code, Code::ModelInvalid);
    assert!(
        error.message.contains("is not a GGUF file"),
        "{}",
        error.message
    );

    server.change(|site| {
        let whole = model(0, 0);
        site.body = whole[..whole.len() - 7].to_vec();
    });
    let error = fetch(&shelf, &server.url("m.gguf"), None)
        .await
        .unwrap_err();
    assert_eq!(error.code, Code::ModelInvalid);
    assert!(
        error.message.contains("“m.gguf” is cut off"),
        "{}",
        error.message
    );
    assert_eq!(names(&models), Vec::<String>::new());
}

#[tokio::test]
async fn a_web_page_does_not_cost_the_part() {
    let (dir, shelf) = shelf();
    let body = model(SIZE, 8);
    let server = Server::start(Site {
        cut: Some(400_000),
        ..Site::new(body.clone())
    });
    let url = server.url("m.gguf");
    assert!(fetch(&shelf, &url, None).await.is_err());
    server.change(|site| {
        site.kind = "text/html; charset=utf-8";
        site.ranges = false;
    });
    let error = fetch(&shelf, &url, None).await.unwrap_err();
    assert_eq!(error.code, Code::ModelInvalid);
    assert!(error.message.contains("web page"), "{}", error.message);
    assert_eq!(
        fs::metadata(dir.path().join("models/m.gguf.part"))
            .unwrap()
            .len(),
        400_000
    );
}

#[tokio::test]
async fn each_refusal_has_its_code() {
    let (_dir, shelf) = shelf();
    let server = Server::start(Site::new(Vec::new()));
    let cases = [
        ("404 Not Found", Code::NotFound),
        ("410 Gone", Code::NotFound),
        ("401 Unauthorized", Code::InvalidInput),
        ("403 Forbidden", Code::InvalidInput),
        ("429 Too Many Requests", Code::Network),
        ("500 Internal Server Error", Code::Network),
        ("503 Service Unavailable", Code::Network),
        ("204 No Content", Code::InvalidInput),
        // To another computer without encryption; nothing is sent there.
        (
            "302 Found\r\nLocation: http://192.0.2.1/m.gguf",
            Code::InvalidInput,
        ),
        (
            "302 Found\r\nLocation: ftp://127.0.0.1/m.gguf",
            Code::InvalidInput,
        ),
        ("302 Found\r\nLocation: /m.gguf", Code::InvalidInput),
    ];
    for (instead, code) in cases {
        server.change(|site| site.instead = Some(instead.to_owned()));
        let error = fetch(&shelf, &server.url("m.gguf"), None)
            .await
            .unwrap_err();
        assert_eq!(error.code, code, "{instead}: {error}");
        assert!(
            !error.to_string().contains("m.gguf?"),
            "no URL in an error: {error}"
        );
    }
    // Nobody listens on port 1.
    let error = fetch(&shelf, "http://127.0.0.1:1/m.gguf", None)
        .await
        .unwrap_err();
    assert_eq!(error.code, Code::Network);
}

#[tokio::test]
async fn a_redirect_on_this_computer_is_followed() {
    let (_dir, shelf) = shelf();
    let body = model(SIZE, 9);
    let target = Server::start(Site::new(body));
    let mut site = Site::new(Vec::new());
    site.instead = Some(format!(
        "302 Found\r\nLocation: {}",
        target.url("other-name.gguf")
    ));
    let server = Server::start(site);
    let entry = fetch(&shelf, &server.url("asked.gguf"), None)
        .await
        .unwrap();
    assert_eq!(
        entry.id.0, "asked",
        "the name that was asked for, not where it led"
    );
}

#[tokio::test]
async fn cancelling_keeps_the_part() {
    let (dir, shelf) = shelf();
    let body = model(SIZE, 10);
    let server = Server::start(Site {
        silence: Some(700_000),
        ..Site::new(body.clone())
    });
    let url = server.url("m.gguf");
    let spec = DownloadSpec::parse(&url, None).unwrap();
    let cancel = CancellationToken::new();
    let token = cancel.clone();
    let progress = move |done, _| {
        if done == 700_000 {
            token.cancel();
        }
    };
    let error = shelf.download(&spec, progress, cancel).await.unwrap_err();
    assert_eq!(error.code, Code::Cancelled);
    assert_eq!(
        fs::metadata(dir.path().join("models/m.gguf.part"))
            .unwrap()
            .len(),
        700_000
    );

    server.change(|site| site.silence = None);
    let entry = fetch(&shelf, &url, Some(&sha256(&body))).await.unwrap();
    assert!(entry.pinned);
    assert_eq!(
        server.log().sent[1],
        SIZE - 700_000,
        "only the rest was sent"
    );
}

#[tokio::test]
async fn silence_ends_it_and_keeps_the_part() {
    let (dir, shelf) = shelf();
    let server = Server::start(Site {
        silence: Some(300_000),
        ..Site::new(model(SIZE, 11))
    });
    let spec = DownloadSpec::parse(&server.url("m.gguf"), None).unwrap();
    let limits = Limits {
        idle: Duration::from_millis(300),
        ..Limits::default()
    };
    let quiet = &mut |_, _| {};
    let ended = shelf
        .download_with(&spec, quiet, CancellationToken::new(), limits)
        .await;
    let error = ended.unwrap_err();
    assert_eq!(error.code, Code::Network);
    assert!(error.message.contains("silent"), "{}", error.message);
    assert_eq!(
        fs::metadata(dir.path().join("models/m.gguf.part"))
            .unwrap()
            .len(),
        300_000
    );
}

#[tokio::test]
async fn two_downloads_of_one_file_do_not_mix() {
    let (_dir, shelf) = shelf();
    let server = Server::start(Site {
        silence: Some(100_000),
        ..Site::new(model(SIZE, 12))
    });
    let spec = DownloadSpec::parse(&server.url("m.gguf"), None).unwrap();
    let cancel = CancellationToken::new();
    let (arrived, begun) = tokio::sync::oneshot::channel();
    let mut arrived = Some(arrived);
    let first = {
        let (shelf, spec, cancel) = (shelf.clone(), spec.clone(), cancel.clone());
        tokio::spawn(async move {
            let progress = move |done, _| {
                if done > 0
                    && let Some(arrived) = arrived.take()
                {
                    let _ = arrived.send(());
                }
            };
            shelf.download(&spec, progress, cancel).await
        })
    };
    begun.await.unwrap();
    let error = shelf
        .download(&spec, |_, _| {}, CancellationToken::new())
        .await
        .unwrap_err();
    assert_eq!(error.code, Code::Conflict);
    cancel.cancel();
    assert_eq!(first.await.unwrap().unwrap_err().code, Code::Cancelled);
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_that_vanished_is_an_error() {
    let (dir, shelf) = shelf();
    let server = Server::start(Site::new(model(SIZE, 14)));
    fs::remove_dir_all(dir.path().join("models")).unwrap();
    let error = fetch(&shelf, &server.url("m.gguf"), None)
        .await
        .unwrap_err();
    assert_eq!(error.code, Code::StorageUnavailable);
}
