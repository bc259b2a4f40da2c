//! The encrypted file, as two processes and a crash would see it.

#![allow(clippy::unwrap_used, reason = "a test may end here")]

use std::fs;
use std::path::{Path, PathBuf};

use contract::Code;
use secrets::{FileKey, Place, Secret, Secrets};

fn open(folder: &Path, key: FileKey) -> Secrets {
    Secrets::open(Place::File {
        path: folder.join("secrets.age"),
        key,
    })
}

fn key_file(folder: &Path) -> FileKey {
    FileKey::KeyFile(folder.join("elsewhere/secrets.key"))
}

fn passphrase(folder: &Path, words: &str) -> FileKey {
    let path = folder.join(format!("{words}.passphrase"));
    fs::write(&path, format!("{words}\n")).unwrap();
    make_private(&path);
    FileKey::Passphrase(path)
}

fn make_private(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    }
    #[cfg(not(unix))]
    let _ = path;
}

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

async fn text(secrets: &Secrets, name: &str) -> Option<String> {
    secrets
        .get(name)
        .await
        .unwrap()
        .map(|secret| secret.to_string())
}

#[tokio::test]
async fn what_was_kept_is_there_for_other_processes_until_it_is_deleted() {
    let folder = tempfile::tempdir().unwrap();
    for key in [key_file(folder.path()), passphrase(folder.path(), "tides")] {
        let one = open(folder.path(), key.clone());
        assert_eq!(text(&one, "openai").await, None);
        one.delete("openai").await.unwrap();
        one.set("openai", secret("sk-one")).await.unwrap();
        one.set("groq", secret("gsk-ü\n2")).await.unwrap();
        let other = open(folder.path(), key);
        assert_eq!(text(&other, "openai").await.as_deref(), Some("sk-one"));
        other.set("openai", secret("sk-two")).await.unwrap();
        assert_eq!(text(&one, "openai").await.as_deref(), Some("sk-two"));
        one.delete("openai").await.unwrap();
        assert_eq!(text(&other, "openai").await, None);
        assert_eq!(text(&other, "groq").await.as_deref(), Some("gsk-ü\n2"));
        fs::remove_file(folder.path().join("secrets.age")).unwrap();
    }
}

#[tokio::test]
async fn the_disk_never_holds_a_secret_in_the_open_and_nobody_else_may_read_it() {
    let folder = tempfile::tempdir().unwrap();
    let secrets = open(folder.path(), key_file(folder.path()));
    let plain = "sk-proj-0123456789";
    secrets.set("openai", secret(plain)).await.unwrap();
    let files = [
        folder.path().join("secrets.age"),
        folder.path().join("elsewhere/secrets.key"),
    ];
    for path in &files {
        let bytes = fs::read(path).unwrap();
        let found = bytes
            .windows(plain.len())
            .any(|part| part == plain.as_bytes());
        assert!(!found, "{}", path.display());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = path.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}", path.display());
        }
    }
}

#[tokio::test]
async fn what_cannot_be_opened_is_said_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets.age");
    let right = passphrase(folder.path(), "right");
    let secrets = open(folder.path(), right);
    secrets.set("openai", secret("sk-one")).await.unwrap();
    let whole = fs::read(&path).unwrap();

    let wrong = open(folder.path(), passphrase(folder.path(), "wrong"));
    for result in [
        wrong.get("openai").await.map(drop),
        wrong.set("groq", secret("gsk")).await,
    ] {
        let error = result.unwrap_err();
        assert_eq!(error.code, Code::KeychainUnavailable);
        let detail = error.detail.unwrap();
        assert!(
            detail.contains("wrong.passphrase"),
            "which file is the wrong one: {detail}"
        );
        assert!(error.message.contains("secrets.age"), "{}", error.message);
    }
    assert_eq!(fs::read(&path).unwrap(), whole, "a wrong key costs nothing");

    for cut in (0..whole.len()).step_by(7) {
        fs::write(&path, &whole[..cut]).unwrap();
        let error = secrets.get("openai").await.unwrap_err();
        assert_eq!(error.code, Code::KeychainUnavailable, "cut at {cut}");
        secrets.set("groq", secret("gsk")).await.unwrap_err();
        assert_eq!(
            fs::read(&path).unwrap(),
            whole[..cut],
            "a damaged file is not replaced"
        );
    }
}

#[tokio::test]
async fn keys_that_are_no_keys_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.key");
    for (content, key) in [
        ("nonsense", FileKey::KeyFile(path.clone())),
        ("", FileKey::KeyFile(path.clone())),
        ("\nsecond line", FileKey::Passphrase(path.clone())),
    ] {
        fs::write(&path, content).unwrap();
        make_private(&path);
        let error = open(folder.path(), key)
            .set("openai", secret("sk"))
            .await
            .unwrap_err();
        assert!(error.message.contains("a.key"), "{error}");
        assert!(!error.to_string().contains("nonsense"), "{error}");
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            content,
            "a key file is never replaced"
        );
    }
    let missing = FileKey::Passphrase(PathBuf::from("/nowhere/passphrase"));
    let error = open(folder.path(), missing)
        .set("openai", secret("sk"))
        .await
        .unwrap_err();
    assert!(error.message.contains("/nowhere/passphrase"), "{error}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_key_that_others_may_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let key = passphrase(folder.path(), "open");
    let path = folder.path().join("open.passphrase");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let error = open(folder.path(), key).get("openai").await;
    assert!(error.unwrap().is_none(), "there is nothing to open yet");
    let key = FileKey::Passphrase(path);
    let error = open(folder.path(), key)
        .set("openai", secret("sk"))
        .await
        .unwrap_err();
    assert!(error.detail.unwrap().contains("chmod 600"));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let key = key_file(folder.path());
    let writers = (0..8).map(|number| {
        let secrets = open(folder.path(), key.clone());
        tokio::spawn(async move {
            for turn in 0..8 {
                let name = format!("{number}-{turn}");
                secrets.set(&name, secret(&name)).await.unwrap();
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let secrets = open(folder.path(), key);
    for number in 0..8 {
        for turn in 0..8 {
            let name = format!("{number}-{turn}");
            assert_eq!(
                text(&secrets, &name).await.as_deref(),
                Some(name.as_str()),
                "also the very first ones, which race to make the key file"
            );
        }
    }
}
