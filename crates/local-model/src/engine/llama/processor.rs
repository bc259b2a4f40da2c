//! What the build of llama.cpp expects of the processor.
//!
//! It is compiled for the instructions that ggml's CMake options turn on by default. A processor that
//! lacks one would end the whole program at the first use, so it is asked before.

use contract::{Code, Error, Result};

/// Whether models can run here.
///
/// # Errors
/// `ProcessorTooOld` with what is missing.
pub(super) fn check() -> Result<()> {
    complete(&needed())
}

#[cfg(target_arch = "x86_64")]
fn needed() -> [(&'static str, bool); 6] {
    use std::arch::is_x86_feature_detected as has;

    [
        ("SSE4.2", has!("sse4.2")),
        ("AVX", has!("avx")),
        ("AVX2", has!("avx2")),
        ("BMI2", has!("bmi2")),
        ("FMA", has!("fma")),
        ("F16C", has!("f16c")),
    ]
}

/// Others are compiled for what each of their kind has.
#[cfg(not(target_arch = "x86_64"))]
fn needed() -> [(&'static str, bool); 0] {
    []
}

/// `needed`: instructions, and whether the processor has them.
fn complete(needed: &[(&str, bool)]) -> Result<()> {
    let missing: Vec<&str> = needed
        .iter()
        .filter_map(|(name, there)| (!there).then_some(*name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let message = "This computer's processor cannot run built-in models";
    Err(Error::new(Code::ProcessorTooOld, message)
        .with_detail(format!("it lacks {}", missing.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        complete(&[("AVX", true), ("AVX2", true)]).unwrap();
        let error = complete(&[("AVX", true), ("AVX2", false), ("FMA", false)]).unwrap_err();
        assert_eq!(error.code, Code::ProcessorTooOld);
        assert_eq!(error.detail.as_deref(), Some("it lacks AVX2, FMA"));
    }

    #[test]
    fn this_processor_is_asked() {
        check().unwrap();
    }
}
