//! llama-cpp-python, compiled by pip on this machine as its users get it: the peer of the built-in
//! model in `cargo xtask bench`, and in the tests a server that this project did not write.

use std::path::PathBuf;

use super::pip;
use crate::place;
use crate::sh::Result;

const VERSION: &str = "0.3.36";
/// What its server needs besides, the first of which names the folder.
const SERVER: &[&str] = &[
    "fastapi==0.165.0",
    "pydantic-settings==2.16.3",
    "sse-starlette==3.7.0",
    "starlette-context==0.5.1",
    "uvicorn==0.54.0",
];

/// The folder for Python to find it in.
pub fn path() -> Result<PathBuf> {
    Ok(place::cache()?
        .join("tools")
        .join(format!("llama-cpp-python-{VERSION}")))
}

/// Compiles it, once.
pub fn install() -> Result {
    let package = format!("llama-cpp-python=={VERSION}");
    pip::install("llama-cpp-python", &path()?, &[&package])
}

/// The folder for Python to find the server's needs in.
pub fn server_path() -> Result<PathBuf> {
    let version = SERVER[0].rsplit("==").next().unwrap_or_default();
    Ok(place::cache()?
        .join("tools")
        .join(format!("llama-cpp-server-{version}")))
}

/// Installs it with its server, once.
pub fn install_server() -> Result {
    install()?;
    pip::install("llama-cpp-python's server", &server_path()?, SERVER)
}
