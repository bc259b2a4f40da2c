//! The program `pulse-desktop`. All of it is in the library, so that tests reach it.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    pulse_desktop::run()
}
