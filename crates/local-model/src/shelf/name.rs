//! Names of model files that are safe on Linux, macOS and Windows.

use contract::{Code, Error, Result};

use crate::plain::is_unruly;

/// Characters of a name at the most, `.gguf` included.
const MAX_CHARS: usize = 120;
/// Bytes of a name at the most: file systems allow 255, and `.part.json` must fit behind it.
const MAX_BYTES: usize = 200;
/// Names that Windows keeps for devices, whatever the ending.
const RESERVED: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Makes a file name of what somebody else called the file.
///
/// # Errors
/// `InvalidInput` if it does not end in `.gguf` or nothing is left of it.
pub(super) fn sanitise(raw: &str) -> Result<String> {
    let refused = || {
        Error::new(
            Code::InvalidInput,
            "A model's file name must end in “.gguf”",
        )
        .with_detail(raw)
    };
    let stem = stem(raw).ok_or_else(refused)?;
    let mut clean: String = stem
        .chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '<' | '>' | '"' | '|' | '?' | '*' => '-',
            c if is_unruly(c) => '-',
            c => c,
        })
        .collect();
    // A leading dot hides the file, a trailing dot or blank is dropped by Windows.
    clean = clean
        .trim_matches(|c: char| c == '.' || c.is_whitespace())
        .to_owned();
    let device = clean.split('.').next().unwrap_or_default().trim_end();
    if RESERVED.contains(&device.to_ascii_lowercase().as_str()) {
        clean.insert(0, '_');
    }
    shorten(&mut clean, 0);
    if clean.is_empty() {
        return Err(refused());
    }
    Ok(clean + ".gguf")
}

/// The name with a number, for a file whose own name is taken.
pub(super) fn numbered(file_name: &str, number: u32) -> String {
    let ending = format!("-{number}");
    let mut stem = stem(file_name).unwrap_or(file_name).to_owned();
    shorten(&mut stem, ending.len());
    format!("{stem}{ending}.gguf")
}

/// The name without `.gguf`; `None`: it has another ending, or is nothing else.
pub(super) fn stem(file_name: &str) -> Option<&str> {
    let cut = file_name.len().checked_sub(".gguf".len())?;
    let (stem, ending) = (file_name.get(..cut)?, file_name.get(cut..)?);
    (ending.eq_ignore_ascii_case(".gguf") && !stem.is_empty()).then_some(stem)
}

/// Cuts the stem so that it, `more` bytes and `.gguf` keep within the limits.
fn shorten(stem: &mut String, more: usize) {
    let ending = ".gguf".len() + more;
    while stem.chars().count() + ending > MAX_CHARS || stem.len() + ending > MAX_BYTES {
        stem.pop();
    }
    while stem.ends_with(|c: char| c == '.' || c.is_whitespace()) {
        stem.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_the_folder_or_be_a_device() {
        let cases = [
            ("model.gguf", "model.gguf"),
            ("Model.Q4_K_M.GGUF", "Model.Q4_K_M.gguf"),
            ("../../etc/passwd.gguf", "-..-etc-passwd.gguf"),
            ("..\\..\\x.gguf", "-..-x.gguf"),
            (".hidden.gguf", "hidden.gguf"),
            ("a:b*c?.gguf", "a-b-c-.gguf"),
            ("con.gguf", "_con.gguf"),
            ("LPT1.q4.gguf", "_LPT1.q4.gguf"),
            ("blank .gguf", "blank.gguf"),
            ("nul\0byte.gguf", "nul-byte.gguf"),
            ("turned\u{202e}txt.gguf", "turned-txt.gguf"),
            ("模型.gguf", "模型.gguf"),
        ];
        for (raw, expected) in cases {
            assert_eq!(sanitise(raw).unwrap(), expected, "{raw:?}");
        }
    }

    #[test]
    fn other_endings_and_empty_names_are_refused() {
        for raw in [
            "",
            ".gguf",
            "...gguf",
            "model.bin",
            "model",
            "gguf",
            "é.ggu",
        ] {
            assert_eq!(
                sanitise(raw).unwrap_err().code,
                Code::InvalidInput,
                "{raw:?}"
            );
        }
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        for letter in ["a", "é", "模", "😀"] {
            let name = sanitise(&(letter.repeat(400) + ".gguf")).unwrap();
            assert!(name.chars().count() <= MAX_CHARS, "{name}");
            assert!(name.len() <= MAX_BYTES, "{name}");
            assert!(numbered(&name, 12).len() <= MAX_BYTES, "{name}");
        }
        assert_eq!(numbered("model.gguf", 2), "model-2.gguf");
    }
}
