//! The table of tensors: how long the file must be to hold them all.

use std::collections::HashSet;
use std::io::{Read, Seek};

use super::flaw::Flaw;
use super::source::Source;

/// Tensors at the most; the largest models have a few thousand.
const MAX_TENSORS: u64 = 65_536;
/// Bytes of a tensor's name, as in llama.cpp.
const MAX_NAME: u64 = 63;
/// Dimensions of a tensor, as in llama.cpp.
const MAX_DIMENSIONS: u32 = 4;

/// Reads `count` entries and returns the bytes that the file must have.
pub(super) fn check<R: Read + Seek>(
    source: &mut Source<R>,
    count: u64,
    alignment: u64,
) -> Result<u64, Flaw> {
    if count == 0 {
        return Err(Flaw::Damaged("it holds no weights"));
    }
    if count > MAX_TENSORS {
        return Err(Flaw::Damaged("it claims more tensors than any model has"));
    }
    let mut names = HashSet::new();
    // Where the tensors stand, counted from the end of the head.
    let mut data = 0_u64;
    let mut end = 0_u64;
    for _ in 0..count {
        let name = source.string(MAX_NAME)?;
        let name = name.ok_or(Flaw::Damaged(
            "the name of a tensor is too long or not text",
        ))?;
        if !names.insert(name) {
            return Err(Flaw::Damaged("two tensors have the same name"));
        }
        let size = tensor_bytes(source)?;
        if source.u64()? != data {
            return Err(Flaw::Damaged(
                "a tensor does not begin where the one before it ends",
            ));
        }
        end = data.checked_add(size).ok_or_else(too_large)?;
        data = end
            .checked_next_multiple_of(alignment)
            .ok_or_else(too_large)?;
    }
    let start = source
        .position()
        .checked_next_multiple_of(alignment)
        .ok_or_else(too_large)?;
    // Some writers leave out the padding after the last tensor, and llama.cpp reads such files.
    start.checked_add(end).ok_or_else(too_large)
}

fn too_large() -> Flaw {
    Flaw::Damaged("a tensor is larger than any file")
}

/// Reads shape and type of a tensor and returns its bytes.
fn tensor_bytes<R: Read + Seek>(source: &mut Source<R>) -> Result<u64, Flaw> {
    let dimensions = source.u32()?;
    if dimensions > MAX_DIMENSIONS {
        return Err(Flaw::Damaged("a tensor has more than four dimensions"));
    }
    let mut row = 1_u64;
    let mut elements = 1_u64;
    for dimension in 0..dimensions {
        let length = source.u64()?;
        if dimension == 0 {
            row = length;
        }
        elements = elements
            .checked_mul(length)
            .filter(|elements| i64::try_from(*elements).is_ok())
            .ok_or_else(too_large)?;
    }
    let id = source.u32()?;
    let (block, bytes) = block(id).ok_or(Flaw::Storage(id))?;
    if !row.is_multiple_of(block) {
        return Err(Flaw::Damaged("the rows of a tensor do not fit its type"));
    }
    (elements / block).checked_mul(bytes).ok_or_else(too_large)
}

/// Elements in a block and its bytes, by ggml's type id.
fn block(id: u32) -> Option<(u64, u64)> {
    Some(match id {
        0 | 26 => (1, 4),      // F32, I32
        1 | 25 | 30 => (1, 2), // F16, I16, BF16
        24 => (1, 1),          // I8
        27 | 28 => (1, 8),     // I64, F64
        2 | 20 => (32, 18),    // Q4_0, IQ4_NL
        3 => (32, 20),         // Q4_1
        6 => (32, 22),         // Q5_0
        7 => (32, 24),         // Q5_1
        8 => (32, 34),         // Q8_0
        9 => (32, 36),         // Q8_1
        39 => (32, 17),        // MXFP4
        40 => (64, 36),        // NVFP4
        41 => (128, 18),       // Q1_0
        42 => (64, 18),        // Q2_0
        10 => (256, 84),       // Q2_K
        11 | 21 => (256, 110), // Q3_K, IQ3_S
        12 => (256, 144),      // Q4_K
        13 => (256, 176),      // Q5_K
        14 => (256, 210),      // Q6_K
        15 => (256, 292),      // Q8_K
        16 | 35 => (256, 66),  // IQ2_XXS, TQ2_0
        17 => (256, 74),       // IQ2_XS
        18 => (256, 98),       // IQ3_XXS
        19 => (256, 50),       // IQ1_S
        22 => (256, 82),       // IQ2_S
        23 => (256, 136),      // IQ4_XS
        29 => (256, 56),       // IQ1_M
        34 => (256, 54),       // TQ1_0
        _ => return None,
    })
}
