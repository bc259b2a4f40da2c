//! The vendors' official Python SDKs, unchanged, against the stand-ins.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

use std::path::PathBuf;

use sandbox::{KEY, Sandbox};
use tokio::process::Command;

#[tokio::test(flavor = "multi_thread")]
async fn the_vendors_own_sdks_are_content() {
    let sdks = std::env::var_os("PULSE_TEST_SDKS").map(PathBuf::from);
    let sdks = sdks.expect("PULSE_TEST_SDKS must name the folder of the vendors' SDKs");
    let sandbox = Sandbox::start(0).await.unwrap();
    let check = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sdks/check.py");
    let python = if cfg!(windows) { "python" } else { "python3" };
    let output = Command::new(python)
        .arg(check)
        .args(["openai", "anthropic", "google"].map(|vendor| sandbox.base(vendor)))
        .arg(KEY)
        .env("PYTHONPATH", sdks)
        // Not the proxies and keys of whoever runs this.
        .env("NO_PROXY", "*")
        .kill_on_drop(true)
        .output()
        .await
        .unwrap();
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
