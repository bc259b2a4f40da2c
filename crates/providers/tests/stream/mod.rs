//! What must hold for any bytes that a vendor may send. Used by `suite.rs`, `corpus.rs` and the fuzzer.

use providers::protocol::{Dialect, Protocol};
use providers::{Failure, Part};

/// As most who took it over speak it.
pub const CHAT: Protocol = Protocol::ChatCompletions(Dialect {
    longest: "max_tokens",
    asks_for_usage: true,
    seed: "seed",
});
const ALL: [Protocol; 4] = [
    CHAT,
    Protocol::Responses,
    Protocol::Messages,
    Protocol::GenerateContent,
];

/// Every protocol reads the stream to some end, and to the same one however it is cut.
pub fn check(stream: &[u8]) {
    for protocol in ALL {
        let whole = read(protocol, [stream]);
        for size in [1, 2, 3, 7, 64] {
            let pieces = read(protocol, stream.chunks(size));
            assert_eq!(pieces, whole, "{protocol:?}, {size} bytes at a time");
        }
        let (parts, failure) = whole;
        let ends = parts.iter().filter(|part| matches!(part, Part::Finish(_)));
        let ends = ends.count();
        assert!(ends <= 1, "{protocol:?}: a reply ends once");
        assert!(
            ends == 1 || failure.is_some(),
            "{protocol:?}: it ends or fails"
        );
    }
}

/// What the pieces of a stream came to.
pub fn read<'a>(
    protocol: Protocol,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> (Vec<Part>, Option<Failure>) {
    let (mut reader, mut parts) = (protocol.reader(), Vec::new());
    let mut result = Ok(());
    for piece in pieces {
        result = result.and_then(|()| reader.push(piece, &mut parts));
    }
    result = result.and_then(|()| reader.finish(&mut parts));
    (parts, result.err())
}
