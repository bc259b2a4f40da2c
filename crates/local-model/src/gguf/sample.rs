//! A small whole GGUF file for tests.

/// A length and a text, as GGUF writes them.
pub(crate) fn text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend((text.len() as u64).to_le_bytes());
    bytes.extend(text.as_bytes());
}

fn pair_text(bytes: &mut Vec<u8>, key: &str, value: &str) {
    text(bytes, key);
    bytes.extend(8_u32.to_le_bytes());
    text(bytes, value);
}

fn pair_number(bytes: &mut Vec<u8>, key: &str, value: u32) {
    text(bytes, key);
    bytes.extend(4_u32.to_le_bytes());
    bytes.extend(value.to_le_bytes());
}

/// A small whole file: one tensor of 64 32-bit numbers.
pub(crate) fn sample() -> Vec<u8> {
    let mut bytes = b"GGUF".to_vec();
    bytes.extend(3_u32.to_le_bytes());
    bytes.extend(1_u64.to_le_bytes());
    bytes.extend(10_u64.to_le_bytes());
    pair_text(&mut bytes, "general.architecture", "llama");
    pair_text(&mut bytes, "general.name", "Tiny");
    pair_text(&mut bytes, "general.license", "mit");
    pair_number(&mut bytes, "llama.context_length", 2048);
    pair_number(&mut bytes, "llama.block_count", 2);
    pair_number(&mut bytes, "llama.embedding_length", 64);
    pair_number(&mut bytes, "llama.attention.head_count", 8);
    pair_number(&mut bytes, "llama.attention.head_count_kv", 4);
    pair_text(&mut bytes, "tokenizer.chat_template", "{{ messages }}");
    text(&mut bytes, "tokenizer.ggml.tokens");
    bytes.extend(9_u32.to_le_bytes());
    bytes.extend(8_u32.to_le_bytes());
    bytes.extend(3_u64.to_le_bytes());
    ["a", "b", "c"]
        .iter()
        .for_each(|token| text(&mut bytes, token));
    text(&mut bytes, "token_embd.weight");
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend(64_u64.to_le_bytes());
    bytes.extend(0_u32.to_le_bytes());
    bytes.extend(0_u64.to_le_bytes());
    bytes.resize(bytes.len().next_multiple_of(32) + 256, 0);
    bytes
}

/// Puts further numbers before the first pair of a [`sample`], which stays as long as a multiple of
/// its alignment asks.
pub(crate) fn with_numbers(bytes: &mut Vec<u8>, pairs: &[(&str, u32)]) {
    let mut further = Vec::new();
    for (key, value) in pairs {
        pair_number(&mut further, key, *value);
    }
    let count = 10 + pairs.len() as u64;
    bytes[16..24].copy_from_slice(&count.to_le_bytes());
    bytes.splice(24..24, further);
    bytes.resize(bytes.len().next_multiple_of(32), 0);
}
