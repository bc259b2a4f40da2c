//! The key-value pairs of the head: the few that Pulse needs are kept, the rest is passed over.

use std::collections::HashSet;
use std::io::{Read, Seek};

use super::flaw::Flaw;
use super::source::Source;

/// Pairs at the most; real files have fewer than 100.
const MAX_PAIRS: u64 = 4096;
/// Bytes of a key at the most; GGUF itself allows 65,535, real ones have fewer than 100.
const MAX_KEY: u64 = 1024;
/// Bytes of a text that is kept.
const MAX_TEXT: u64 = 1024;
/// Elements of a list at the most; the largest vocabularies have 300,000.
const MAX_ELEMENTS: u64 = 64 * 1024 * 1024;
/// Elements of a list of numbers that is kept: one a layer.
const MAX_LAYERS: u64 = 4096;

/// The ends of the keys that are kept; what stands before them is the model's family.
const WANTED: &[&str] = &[
    "general.architecture",
    "general.type",
    "general.name",
    "general.license",
    "general.alignment",
    "split.count",
    ".context_length",
    ".block_count",
    ".embedding_length",
    ".attention.head_count",
    ".attention.head_count_kv",
    ".attention.key_length",
    ".attention.value_length",
    ".attention.kv_lora_rank",
    ".attention.key_length_swa",
];

/// Numbers that are stored together in a cache of 8 bits: as one block, with one factor.
const BLOCK: u64 = 32;
/// Bytes of such a block.
const BLOCK_BYTES: u64 = BLOCK + 2;

/// One kept value.
enum Value {
    Text(String),
    Number(u64),
    Numbers(Vec<u64>),
    /// Present, and of no further interest.
    Present,
}

/// The kept pairs, in the file's order.
pub(super) struct Metadata(Vec<(String, Value)>);

impl Metadata {
    /// Reads `pairs` pairs.
    pub(super) fn read<R: Read + Seek>(source: &mut Source<R>, pairs: u64) -> Result<Self, Flaw> {
        if pairs > MAX_PAIRS {
            return Err(Flaw::Damaged(
                "it claims more properties than any model has",
            ));
        }
        let mut kept = Vec::new();
        let mut seen = HashSet::new();
        for _ in 0..pairs {
            let key = source.string(MAX_KEY)?.filter(|key| !key.is_empty());
            let key = key.ok_or(Flaw::Damaged("the name of a property is empty or not text"))?;
            if !seen.insert(key.clone()) {
                return Err(Flaw::Damaged("it states a property twice"));
            }
            let kind = source.u32()?;
            if key == "tokenizer.chat_template" && kind == 8 {
                source.skip_string()?;
                kept.push((key, Value::Present));
            } else if !WANTED.iter().any(|wanted| key.ends_with(wanted)) {
                skip_value(source, kind)?;
            } else if let Some(value) = read_value(source, kind)? {
                kept.push((key, value));
            }
        }
        Ok(Self(kept))
    }

    fn get(&self, key: &str) -> Option<&Value> {
        self.0
            .iter()
            .find(|(kept, _)| kept == key)
            .map(|(_, value)| value)
    }

    /// Whether the pair exists.
    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// A text, trimmed and not empty.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        match self.get(key) {
            Some(Value::Text(text)) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// A whole number.
    pub(super) fn number(&self, key: &str) -> Option<u64> {
        match self.get(key) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// Bytes to which tensors are aligned.
    pub(super) fn alignment(&self) -> Result<u64, Flaw> {
        let alignment = match self.get("general.alignment") {
            None => 32,
            Some(Value::Number(number)) => *number,
            Some(_) => 0,
        };
        if alignment.is_power_of_two() && alignment <= 1 << 20 {
            Ok(alignment)
        } else {
            Err(Flaw::Damaged("its alignment is not a power of two"))
        }
    }

    /// A number of the model's family.
    fn of_family(&self, architecture: &str, key: &str) -> Option<u64> {
        self.number(&format!("{architecture}.{key}"))
    }

    /// The embedding's numbers divided among the heads, where these are the same in all layers.
    fn numbers_per_head(&self, architecture: &str) -> Option<u64> {
        let heads = self.of_family(architecture, "attention.head_count");
        let all = self.of_family(architecture, "embedding_length")?;
        all.checked_div(heads?)
    }

    /// Numbers of one head's key.
    fn key_length(&self, architecture: &str) -> Option<u64> {
        self.of_family(architecture, "attention.key_length")
            .or_else(|| self.numbers_per_head(architecture))
    }

    /// Whether a cache of 8 bits can hold the keys: they are whole blocks in all layers, and none
    /// are compressed some other way.
    pub(super) fn keys_in_8_bits(&self, architecture: &str) -> bool {
        let compressed = ["kv_lora_rank", "key_length_swa"]
            .iter()
            .any(|key| self.has(&format!("{architecture}.attention.{key}")));
        let length = self.key_length(architecture).unwrap_or(0);
        !compressed && length > 0 && length.is_multiple_of(BLOCK)
    }

    /// Bytes a token in the key-value cache: keys of 8 bits if they can be held so, all else of 16.
    /// Layers that look at a window only, or share their cache, are counted as whole ones, so that
    /// it is an upper bound.
    pub(super) fn cache_bytes_per_token(&self, architecture: &str) -> Option<u64> {
        let number = |key: &str| self.of_family(architecture, key);
        let layers = number("block_count").filter(|layers| *layers <= MAX_LAYERS)?;
        let key = self.key_length(architecture)?;
        let value = number("attention.value_length")
            .or_else(|| self.numbers_per_head(architecture))?
            .checked_mul(2)?;
        let key = if self.keys_in_8_bits(architecture) {
            (key / BLOCK).checked_mul(BLOCK_BYTES)?
        } else {
            key.checked_mul(2)?
        };
        let heads = match self.get(&format!("{architecture}.attention.head_count_kv")) {
            Some(Value::Number(heads)) => heads.checked_mul(layers)?,
            Some(Value::Numbers(list)) => list
                .iter()
                .try_fold(0_u64, |sum, heads| sum.checked_add(*heads))?,
            _ => number("attention.head_count")
                .filter(|heads| *heads > 0)?
                .checked_mul(layers)?,
        };
        heads.checked_mul(key.checked_add(value)?)
    }
}

/// Bytes of one value of a scalar type; `None`: a string, a list, or no type at all.
fn scalar_bytes(kind: u32) -> Option<u64> {
    match kind {
        0 | 1 | 7 => Some(1),
        2 | 3 => Some(2),
        4..=6 => Some(4),
        10..=12 => Some(8),
        _ => None,
    }
}

fn unknown_type() -> Flaw {
    Flaw::Damaged("a property has a type that GGUF does not have")
}

/// Reads a value that is wanted; `None`: its type is of no use, and it was passed over.
fn read_value<R: Read + Seek>(source: &mut Source<R>, kind: u32) -> Result<Option<Value>, Flaw> {
    match kind {
        8 => Ok(source.string(MAX_TEXT)?.map(Value::Text)),
        9 => {
            let element = source.u32()?;
            let count = source.u64()?;
            if count > MAX_LAYERS || !is_integer(element) {
                skip_elements(source, element, count)?;
                return Ok(None);
            }
            let numbers = (0..count)
                .map(|_| integer(source, element))
                .collect::<Result<_, _>>()?;
            Ok(Some(Value::Numbers(numbers)))
        }
        _ if is_integer(kind) => Ok(Some(Value::Number(integer(source, kind)?))),
        _ => skip_value(source, kind).map(|()| None),
    }
}

fn is_integer(kind: u32) -> bool {
    matches!(kind, 0..=5 | 10 | 11)
}

/// A whole number; a negative one counts as 0, since none of the wanted ones can be.
fn integer<R: Read + Seek>(source: &mut Source<R>, kind: u32) -> Result<u64, Flaw> {
    let signed = |number: i64| u64::try_from(number).unwrap_or(0);
    Ok(match kind {
        0 => source.bytes::<1>()?[0].into(),
        1 => signed(i8::from_le_bytes(source.bytes()?).into()),
        2 => u16::from_le_bytes(source.bytes()?).into(),
        3 => signed(i16::from_le_bytes(source.bytes()?).into()),
        4 => source.u32()?.into(),
        5 => signed(i32::from_le_bytes(source.bytes()?).into()),
        10 => source.u64()?,
        11 => signed(i64::from_le_bytes(source.bytes()?)),
        _ => return Err(unknown_type()),
    })
}

/// Passes over a value.
fn skip_value<R: Read + Seek>(source: &mut Source<R>, kind: u32) -> Result<(), Flaw> {
    match kind {
        8 => source.skip_string(),
        9 => {
            let element = source.u32()?;
            let count = source.u64()?;
            skip_elements(source, element, count)
        }
        _ => source.skip(scalar_bytes(kind).ok_or_else(unknown_type)?),
    }
}

/// Passes over the elements of a list. Lists of lists are refused, as llama.cpp does.
fn skip_elements<R: Read + Seek>(
    source: &mut Source<R>,
    element: u32,
    count: u64,
) -> Result<(), Flaw> {
    if count > MAX_ELEMENTS {
        return Err(Flaw::Damaged("a list is longer than any model needs"));
    }
    if element == 8 {
        return (0..count).try_for_each(|_| source.skip_string());
    }
    let size = scalar_bytes(element).ok_or_else(unknown_type)?;
    // Cannot overflow: both factors are bounded above.
    source.skip(size * count)
}
