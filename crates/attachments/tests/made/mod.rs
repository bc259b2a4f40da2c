//! Files for the tests, made anew: small PDFs, zipped documents, and damage.
#![allow(dead_code, reason = "each test file uses a part")]

pub mod pdf;
pub mod zipped;

/// Calls `check` with `rounds` damaged copies: bytes changed, cut out, doubled. The same ones every time.
pub fn mutated(whole: &[u8], rounds: u64, mut check: impl FnMut(Vec<u8>)) {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    for _ in 0..rounds {
        let mut bytes = whole.to_vec();
        for _ in 0..=next(8) {
            let at = next(bytes.len());
            match next(5) {
                0 => bytes[at] = next(256) as u8,
                1 => bytes[at] ^= 1 << next(8),
                2 => drop(bytes.drain(at..(at + next(40)).min(bytes.len()))),
                3 => {
                    let piece = bytes[at..(at + next(60)).min(bytes.len())].to_vec();
                    let to = next(bytes.len());
                    bytes.splice(to..to, piece);
                }
                _ => bytes[at] = [0, 0xff, b'9', b'<', b'[', b'('][next(6)],
            }
            if bytes.is_empty() {
                bytes.push(0);
            }
        }
        check(bytes);
    }
}
