//! `pulse-sandbox [PORT]`: the stand-ins by themselves.
#![allow(clippy::print_stdout, reason = "it says where it is")]

use std::io;

use sandbox::{KEY, Sandbox};

#[tokio::main]
async fn main() -> io::Result<()> {
    let port = match std::env::args().nth(1) {
        None => 0,
        Some(port) => port.parse().map_err(io::Error::other)?,
    };
    let sandbox = Sandbox::start(port).await?;
    for vendor in ["openai", "anthropic", "google"] {
        println!("{vendor:<10} {}", sandbox.base(vendor));
    }
    println!("{:<10} {KEY}", "key");
    sandbox.serve().await;
    Ok(())
}
