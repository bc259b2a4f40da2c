//! The head of a GGUF file: what it says about its model, and whether the file is whole.
//!
//! llama.cpp ends the process on some damaged files, so every file passes here first. The
//! parser holds nothing but the few values below in memory, whatever lengths the file claims.
//! The weights themselves are not read.

mod flaw;
mod metadata;
#[cfg(test)]
pub(crate) mod sample;
mod source;
mod tensors;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use contract::{Code, Error, Result};

use flaw::Flaw;
use metadata::Metadata;
use source::Source;

use crate::plain::plain;

/// What the head of a GGUF file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The model's family as llama.cpp calls it: `llama`, `qwen2`, …, fit to be shown.
    pub architecture: String,
    /// `general.name`, fit to be shown: one line, cut to 120 characters.
    pub name: Option<String>,
    /// `general.license`, lower or upper case as it stands, fit to be shown likewise.
    pub license: Option<String>,
    /// Tokens that the model was trained to hold in view.
    pub context_length: Option<u32>,
    /// Whether the key-value cache can hold the keys in 8 bits (`docs/decisions/0006`).
    pub keys_in_8_bits: bool,
    /// Bytes that one token takes in that cache, at the most; `None`: the head does not say.
    pub cache_bytes_per_token: Option<u64>,
    /// Whether the file brings its own chat template.
    pub has_chat_template: bool,
    /// Tensors in the file.
    pub tensors: u64,
    /// Size of the file.
    pub bytes: u64,
}

/// Families that llama.cpp can load and that yet do not write text.
const NOT_TEXT: &[&str] = &[
    "bert",
    "clip",
    "dflash",
    "eagle3",
    "eurobert",
    "gemma-embedding",
    "gemma4-assistant",
    "jina-bert-v2",
    "jina-bert-v3",
    "llama-embed",
    "modern-bert",
    "neo-bert",
    "nomic-bert",
    "nomic-bert-moe",
    "pockettts",
    "qwen3tts",
    "t5",
    "t5encoder",
    "wavtokenizer-dec",
    // These fill in gaps by diffusion and cannot be asked for the next token.
    "dream",
    "llada",
    "llada-moe",
    "rnd1",
];

/// Reads the head of the file and checks that the rest of it is as long as the head says.
///
/// # Errors
/// `ModelInvalid` with a sentence for each thing that can be wrong with the bytes; `ModelMissing` if
/// there is no such file; `StorageUnavailable` if it cannot be read.
pub fn read_head(path: &Path) -> Result<Head> {
    let file = File::open(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::new(
            Code::ModelMissing,
            format!("There is no file {}", shown(path)),
        ),
        _ => Flaw::Io(error).into_error(path),
    })?;
    head_of(&file, path)
}

/// As [`read_head`], for an open file; errors call it `name`.
pub(crate) fn head_of(mut file: &File, name: &Path) -> Result<Head> {
    let unreadable = |error| Flaw::Io(error).into_error(name);
    let meta = file.metadata().map_err(unreadable)?;
    if !meta.is_file() {
        return Err(Error::new(
            Code::ModelInvalid,
            format!("{} is not a file", shown(name)),
        ));
    }
    file.rewind().map_err(unreadable)?;
    parse(BufReader::with_capacity(64 * 1024, file), meta.len())
        .map_err(|flaw| flaw.into_error(name))
}

/// A path as it stands in a sentence: the file's name alone, fit to be shown, in quotation marks.
pub(crate) fn shown(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    format!("“{}”", plain(&name.to_string_lossy()).unwrap_or_default())
}

/// The head of a file of `bytes` bytes.
fn parse<R: Read + Seek>(reader: BufReader<R>, bytes: u64) -> std::result::Result<Head, Flaw> {
    let mut source = Source::new(reader, bytes);
    source::magic_and_version(&mut source)?;
    let tensors = source.u64()?;
    let pairs = source.u64()?;
    let metadata = Metadata::read(&mut source, pairs)?;
    let architecture = metadata
        .text("general.architecture")
        .ok_or(Flaw::Damaged(
            "it does not say which family of models it belongs to",
        ))?
        .to_owned();
    let expected = tensors::check(&mut source, tensors, metadata.alignment()?)?;
    if expected > bytes {
        return Err(Flaw::Truncated {
            expected,
            actual: bytes,
        });
    }

    let kind = metadata.text("general.type").unwrap_or("model");
    if kind != "model" || NOT_TEXT.contains(&architecture.as_str()) {
        let what = if kind == "model" {
            architecture
        } else {
            kind.to_owned()
        };
        return Err(Flaw::NotText(plain(&what).unwrap_or_default()));
    }
    if let Some(parts @ 2..) = metadata.number("split.count") {
        return Err(Flaw::Split(parts));
    }
    Ok(Head {
        name: metadata.text("general.name").and_then(plain),
        license: metadata.text("general.license").and_then(plain),
        context_length: metadata
            .number(&format!("{architecture}.context_length"))
            .map(|tokens| u32::try_from(tokens).unwrap_or(u32::MAX)),
        keys_in_8_bits: metadata.keys_in_8_bits(&architecture),
        cache_bytes_per_token: metadata.cache_bytes_per_token(&architecture),
        has_chat_template: metadata.has("tokenizer.chat_template"),
        architecture: plain(&architecture).unwrap_or_default(),
        tensors,
        bytes,
    })
}
