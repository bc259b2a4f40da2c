//! Trees that no vendor would write.

use proptest::prelude::*;

use crate::tree::{Kind, Node, arrange};
use crate::{Entry, Limits, Role, Source, Transcript};

fn message(text: &str) -> Kind {
    Kind::Entry(Box::new(Entry {
        id: String::new(),
        parent: None,
        role: Role::Assistant,
        text: text.into(),
        thinking: None,
        model: None,
        provider: None,
        created_at_ms: None,
        attachments: Vec::new(),
    }))
}

fn node(id: &str, parent: &str, kind: Kind) -> Node {
    Node {
        id: id.into(),
        parent: (!parent.is_empty()).then(|| parent.into()),
        kind,
    }
}

fn arranged(nodes: Vec<Node>, current: Option<&str>) -> Transcript {
    let (messages, current) = arrange(nodes, current, &Limits::default());
    let transcript = Transcript {
        source: Source::Pulse,
        source_id: "t".into(),
        title: String::new(),
        created_at_ms: None,
        updated_at_ms: None,
        system: None,
        folder: None,
        current,
        messages,
    };
    super::check(&transcript);
    transcript
}

fn shape(transcript: &Transcript) -> Vec<(&str, &str)> {
    let parent = |entry: &Entry| entry.parent.clone().unwrap_or_default();
    let entries = transcript.messages.iter();
    let pairs: Vec<(&str, String)> = entries.map(|e| (e.id.as_str(), parent(e))).collect();
    pairs
        .into_iter()
        .map(|(id, parent)| (id, &*parent.leak()))
        .collect()
}

#[test]
fn cycles_are_cut_once_and_keep_all_messages() {
    let transcript = arranged(
        vec![
            node("a", "c", message("a")),
            node("b", "a", message("b")),
            node("c", "b", message("c")),
            node("self", "self", message("s")),
            node("x", "h1", message("x")),
            node("h1", "h2", Kind::Hidden),
            node("h2", "h1", Kind::Hidden),
        ],
        None,
    );
    let shape = shape(&transcript);
    assert_eq!(shape.len(), 5);
    let roots = shape.iter().filter(|(_, parent)| parent.is_empty()).count();
    assert_eq!(
        roots, 3,
        "one of the cycle, the one of itself, and the one under hidden ones"
    );
}

#[test]
fn missing_parents_and_duplicate_ids_keep_their_messages() {
    let transcript = arranged(
        vec![
            node("b", "a", message("b")),
            node("a", "nowhere", message("a")),
            node("a", "b", message("again")),
            node("a#2", "a", message("taken")),
            node("", "a", message("nameless")),
        ],
        Some("nowhere"),
    );
    let expected = [
        ("a", ""),
        ("b", "a"),
        ("a#3", "b"),
        ("a#2", "a"),
        ("message", "a"),
    ];
    assert_eq!(shape(&transcript), expected);
}

#[test]
fn a_chain_of_100_000_costs_no_stack() {
    // On a thread with a small stack: recursion over the chain would end the process.
    let run = || {
        let mut nodes = Vec::new();
        for at in (0..100_000).rev() {
            let parent = if at == 0 {
                String::new()
            } else {
                (at - 1).to_string()
            };
            let kind = match at % 3 {
                0 => message("m"),
                1 => Kind::Hidden,
                _ => Kind::Thought("t".into()),
            };
            nodes.push(node(&at.to_string(), &parent, kind));
        }
        let transcript = arranged(nodes, Some("99999"));
        assert_eq!(transcript.messages.len(), 33_334);
        assert_eq!(transcript.shown().len(), 33_334);
        assert_eq!(transcript.messages[1].thinking.as_deref(), Some("t"));
    };
    let thread = std::thread::Builder::new().stack_size(256 << 10).spawn(run);
    thread.unwrap().join().unwrap();
}

#[test]
fn thoughts_above_many_siblings_are_not_multiplied_without_end() {
    let mut nodes = vec![node("t", "", Kind::Thought("x".repeat(1_000)))];
    for at in 0..1_000 {
        nodes.push(node(&at.to_string(), "t", message("m")));
    }
    let limits = Limits {
        conversation_bytes: 10_000,
        ..Limits::default()
    };
    let (messages, _) = arrange(nodes, None, &limits);
    let bytes: usize = messages
        .iter()
        .filter_map(|e| e.thinking.as_ref())
        .map(String::len)
        .sum();
    assert!(bytes > 0 && bytes <= 10_000, "{bytes}");
}

proptest! {
    #[test]
    fn any_graph_becomes_a_sound_tree(
        nodes in prop::collection::vec((0_u8..30, 0_u8..35, 0_u8..3), 0..60),
        current in 0_u8..35,
    ) {
        let kinds = nodes.iter().filter(|(_, _, kind)| *kind == 0).count();
        let nodes = nodes
            .into_iter()
            .map(|(id, parent, kind)| {
                let kind = match kind {
                    0 => message("m"),
                    1 => Kind::Hidden,
                    _ => Kind::Thought("t".into()),
                };
                node(&id.to_string(), &parent.to_string(), kind)
            })
            .collect();
        let transcript = arranged(nodes, Some(&current.to_string()));
        prop_assert_eq!(transcript.messages.len(), kinds);
    }
}
