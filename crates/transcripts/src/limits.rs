//! How much is taken from one file.

/// Bounds on what is read. What is over a bound is skipped, cut or refused, and
/// always told; the memory that reading takes is a small multiple of
/// `conversation_bytes` at the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one conversation's JSON; a longer one is skipped.
    pub conversation_bytes: usize,
    /// Nodes of one conversation's tree, hidden ones included; a larger one is skipped.
    pub nodes: usize,
    /// Bytes of one text (message, thinking, attachment, title); a longer one is cut.
    pub text_bytes: usize,
    /// Attachments of one message; more are dropped.
    pub attachments: usize,
    /// Bytes that all conversation files of an archive may unpack to.
    pub unpacked_bytes: u64,
    /// How many times its packed size a file may unpack to, after the first 16 MiB.
    /// JSON packs to a tenth, deflate's best is 1/1032.
    pub ratio: u64,
    /// Files of an archive that are looked at for conversations.
    pub files: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            conversation_bytes: 128 << 20,
            nodes: 200_000,
            text_bytes: 4 << 20,
            attachments: 1_000,
            unpacked_bytes: 32 << 30,
            ratio: 200,
            files: 10_000,
        }
    }
}
