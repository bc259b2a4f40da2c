//! llama.cpp's own lines go to `tracing` at debug level, and never to stderr. The last complaints
//! are kept, because llama.cpp says only there why it refuses a file.
//!
//! The safe crate's forwarding cannot be used: it logs each of the hundred lines of a load at
//! llama.cpp's own level, which would be info.

// Setting the callback is the one thing for which the safe crate has no function.
#![allow(unsafe_code)]

use std::collections::VecDeque;
use std::ffi::{CStr, c_char, c_void};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use llama_cpp_sys_2::{GGML_LOG_LEVEL_ERROR, GGML_LOG_LEVEL_WARN, ggml_log_level, llama_log_set};

/// Complaints that are kept.
const KEPT: usize = 8;

static COMPLAINTS: Mutex<VecDeque<String>> = Mutex::new(VecDeque::new());

fn complaints() -> MutexGuard<'static, VecDeque<String>> {
    COMPLAINTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Installs the forwarding; later calls do nothing.
pub(super) fn forward() {
    static ONCE: Once = Once::new();
    // SAFETY: `receive` has the signature that llama.cpp calls, keeps no pointer beyond the call, does not
    // unwind, and needs no user data. ggml's own log is set along with llama's.
    ONCE.call_once(|| unsafe { llama_log_set(Some(receive), std::ptr::null_mut()) });
}

/// Forgets the complaints so far.
pub(super) fn forget() {
    complaints().clear();
}

/// The complaints since [`forget`], one a line.
pub(super) fn recall() -> String {
    let complaints = complaints();
    complaints
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Called by llama.cpp, on any of its threads.
unsafe extern "C" fn receive(level: ggml_log_level, text: *const c_char, _: *mut c_void) {
    if text.is_null() {
        return;
    }
    // SAFETY: llama.cpp passes a string that ends with a zero and lives during the call.
    let text = unsafe { CStr::from_ptr(text) };
    // A subscriber that panics must not unwind into C++; its line is lost.
    let _ = std::panic::catch_unwind(|| {
        let text = text.to_string_lossy();
        let text = text.trim();
        // Loading prints a row of dots.
        if text.is_empty() || text.chars().all(|c| c == '.') {
            return;
        }
        tracing::debug!(target: "llama.cpp", "{text}");
        if level == GGML_LOG_LEVEL_ERROR || level == GGML_LOG_LEVEL_WARN {
            let mut complaints = complaints();
            if complaints.len() == KEPT {
                complaints.pop_front();
            }
            complaints.push_back(text.to_owned());
        }
    });
}
