//! A file system without any room, as the system itself reports it.

use std::fs;
use std::path::Path;
use std::process::Command;

use contract::Code;

use super::{Folder, at, conversation};
use crate::Store;

const INNER: &str = "PULSE_TEST_FULL_DISK";
const NAME: &str = "tests::full::a_start_on_a_full_disk_says_that_it_is_full";

/// A command with mounts of its own, which end with it.
fn apart(program: &Path) -> Command {
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--mount"]).arg(program);
    command
}

#[test]
fn a_start_on_a_full_disk_says_that_it_is_full() {
    if let Some(path) = std::env::var_os(INNER) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(full(Path::new(&path)));
        return;
    }
    let folder = Folder::new();
    let mount = |program: &mut Command| {
        program.args(["-t", "tmpfs", "-o", "size=1m", "none"]);
        let done = program.arg(folder.path("")).status();
        done.is_ok_and(|status| status.success())
    };
    if !mount(&mut apart(Path::new("mount"))) {
        println!("skipped: this system lets the test mount nothing");
        return;
    }
    let output = apart(&std::env::current_exe().unwrap())
        .args(["--exact", NAME, "--nocapture"])
        .env(INNER, folder.path(""))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}{complained}"
    );
}

async fn full(place: &Path) {
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=1m", "none"])
        .arg(place)
        .status();
    assert!(mounted.unwrap().success());
    let path = place.join("pulse.db");
    let store = Store::open(&path, at(1)).await.unwrap().store;
    conversation(&store, "q", "a").await;
    store.close().await.unwrap();

    // A few kilobytes stay free at the first time, too few for the index of the log.
    for left in [16 * 1024, 0] {
        let filler = place.join("filler");
        fs::write(&filler, vec![1; 1 << 20]).unwrap_err();
        let size = fs::metadata(&filler).unwrap().len();
        let file = fs::File::options().write(true).open(&filler).unwrap();
        file.set_len(size - left).unwrap();
        drop(file);
        let error = Store::open(&path, at(2)).await.unwrap_err();
        assert_eq!(error.code, Code::StorageFull, "{left} bytes left: {error}");
        assert!(error.message.contains("the disk is full"), "{error}");
        let left_over = fs::read_dir(place).unwrap().filter(|entry| {
            let name = entry.as_ref().unwrap().file_name();
            name.to_string_lossy().contains("probe")
        });
        assert_eq!(left_over.count(), 0);
        fs::remove_file(&filler).unwrap();
    }
    let opened = Store::open(&path, at(3)).await.unwrap();
    assert_eq!(opened.set_aside, None, "a full disk is not damage");
    opened.store.close().await.unwrap();
}
