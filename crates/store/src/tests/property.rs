//! Random operations against a model that is simple enough to be believed.
//! `PULSE_SOAK=1` runs many more.

use std::collections::HashMap;

use contract::message::MessageStatus;
use contract::{ConversationId, MessageId};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::{Folder, at, exchange, fresh, reply_to, stopped};
use crate::Store;

/// One step; numbers choose among what there is, modulo its count.
#[derive(Clone, Debug)]
enum Step {
    Exchange {
        under: Option<usize>,
    },
    Retry {
        user: usize,
    },
    Append {
        reply: usize,
        text: String,
        overlap: usize,
    },
    Finish {
        reply: usize,
    },
    Resume {
        reply: usize,
    },
    Select {
        message: usize,
    },
    Around {
        message: usize,
    },
    Crash,
    Reopen,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => prop::option::of(0..100usize).prop_map(|under| Step::Exchange { under }),
        2 => (0..100usize).prop_map(|user| Step::Retry { user }),
        6 => (0..100usize, "[a-zé世 \\x00]{1,8}", 0..4usize)
            .prop_map(|(reply, text, overlap)| Step::Append { reply, text, overlap }),
        4 => (0..100usize).prop_map(|reply| Step::Finish { reply }),
        2 => (0..100usize).prop_map(|reply| Step::Resume { reply }),
        2 => (0..100usize).prop_map(|message| Step::Select { message }),
        1 => (0..100usize).prop_map(|message| Step::Around { message }),
        1 => Just(Step::Crash),
        1 => Just(Step::Reopen),
    ];
    prop::collection::vec(step, 1..40)
}

/// A message of the model.
#[derive(Clone, Debug)]
struct Node {
    id: MessageId,
    parent: Option<usize>,
    text: String,
    user: bool,
    status: MessageStatus,
}

/// The tree of one conversation, in the order in which messages were added.
#[derive(Default)]
struct Model {
    nodes: Vec<Node>,
    leaf: Option<usize>,
}

impl Model {
    fn branch(&self, leaf: Option<usize>) -> Vec<usize> {
        let mut branch: Vec<usize> =
            std::iter::successors(leaf, |at| self.nodes[*at].parent).collect();
        branch.reverse();
        branch
    }

    /// The newest message whose branch holds `top`: messages are only added, so it
    /// is a leaf.
    fn newest_below(&self, top: usize) -> usize {
        let holds = |leaf: &usize| self.branch(Some(*leaf)).contains(&top);
        (0..self.nodes.len()).rev().find(holds).unwrap()
    }

    /// The `choice`-th of the messages that fit, if any does.
    fn choose(&self, choice: usize, fits: impl Fn(&Node) -> bool) -> Option<usize> {
        let fitting: Vec<usize> = (0..self.nodes.len())
            .filter(|at| fits(&self.nodes[*at]))
            .collect();
        (!fitting.is_empty()).then(|| fitting[choice % fitting.len()])
    }

    fn push(&mut self, id: MessageId, parent: Option<usize>, text: &str, user: bool) {
        let status = if user {
            MessageStatus::Complete
        } else {
            MessageStatus::Streaming
        };
        self.nodes.push(Node {
            id,
            parent,
            text: text.to_owned(),
            user,
            status,
        });
        self.leaf = Some(self.nodes.len() - 1);
    }
}

fn streams(node: &Node) -> bool {
    node.status == MessageStatus::Streaming
}

fn ended(node: &Node) -> bool {
    !node.user && !streams(node)
}

async fn apply(store: &Store, model: &mut Model, id: ConversationId, step: &Step) {
    match step {
        Step::Exchange { under } => {
            let parent = under.and_then(|choice| model.choose(choice, ended));
            let follows = parent.or(model.leaf);
            if follows.is_some_and(|at| streams(&model.nodes[at])) {
                return; // refused; the unit tests say so
            }
            let mut new = exchange(id, model.nodes.is_empty(), "q");
            new.parent = parent.map(|at| model.nodes[at].id);
            let sent = store.add_exchange(new).await.unwrap();
            model.push(sent.message.id, follows, "q", true);
            model.push(sent.reply.id, model.leaf, "", false);
        }
        Step::Retry { user } => {
            let Some(at) = model.choose(*user, |node| node.user) else {
                return;
            };
            let reply = store.add_reply(reply_to(model.nodes[at].id)).await.unwrap();
            model.push(reply.id, Some(at), "", false);
        }
        Step::Append {
            reply,
            text,
            overlap,
        } => {
            let Some(at) = model.choose(*reply, streams) else {
                return;
            };
            let node = &mut model.nodes[at];
            // Repeats some of the end, as a sender does that was not sure.
            let mut from = node.text.len();
            for _ in 0..*overlap {
                from = node.text[..from]
                    .char_indices()
                    .last()
                    .map_or(0, |(at, _)| at);
            }
            let delta = node.text[from..].to_owned() + text;
            store
                .append_delta(node.id, from as u64, &delta)
                .await
                .unwrap();
            node.text.push_str(text);
        }
        Step::Finish { reply } => {
            let Some(at) = model.choose(*reply, streams) else {
                return;
            };
            store
                .finish_reply(model.nodes[at].id, stopped())
                .await
                .unwrap();
            model.nodes[at].status = MessageStatus::Stopped;
        }
        Step::Resume { reply } => {
            let Some(at) = model.choose(*reply, ended) else {
                return;
            };
            store
                .resume_reply(model.nodes[at].id, "s", at_time())
                .await
                .unwrap();
            model.nodes[at].status = MessageStatus::Streaming;
        }
        Step::Select { message } => {
            let Some(at) = model.choose(*message, |_| true) else {
                return;
            };
            store.select_branch(model.nodes[at].id).await.unwrap();
            model.leaf = Some(model.newest_below(at));
        }
        Step::Around { message } => {
            let Some(at) = model.choose(*message, |_| true) else {
                return;
            };
            let view = store.view(id, 1, Some(model.nodes[at].id)).await.unwrap();
            assert!(
                view.page
                    .messages
                    .iter()
                    .any(|shown| shown.id == model.nodes[at].id)
            );
            if !model.branch(model.leaf).contains(&at) {
                model.leaf = Some(model.newest_below(at));
            }
        }
        Step::Crash => {
            let recovered = store.recover(|_| false, at_time()).await.unwrap();
            let mut expected = Vec::new();
            for node in model.nodes.iter_mut().filter(|node| streams(node)) {
                node.status = MessageStatus::Interrupted;
                expected.push(node.id);
            }
            assert_eq!(recovered, expected);
        }
        Step::Reopen => {} // the caller's
    }
}

fn at_time() -> contract::Timestamp {
    at(4_000)
}

/// The whole branch that is shown must be the model's, siblings included.
async fn agree(store: &Store, model: &Model, id: ConversationId) {
    if model.nodes.is_empty() {
        return;
    }
    let mut families: HashMap<Option<usize>, Vec<MessageId>> = HashMap::new();
    for node in &model.nodes {
        families.entry(node.parent).or_default().push(node.id);
    }
    let view = store.view(id, 200, None).await.unwrap();
    let branch = model.branch(model.leaf);
    assert_eq!(view.page.messages.len(), branch.len());
    for (shown, at) in view.page.messages.iter().zip(branch) {
        let node = &model.nodes[at];
        assert_eq!(
            (shown.id, &shown.text, shown.status),
            (node.id, &node.text, node.status)
        );
        assert_eq!(
            shown.parent,
            node.parent.map(|parent| model.nodes[parent].id)
        );
        assert_eq!(shown.siblings.ids, families[&node.parent]);
    }
}

#[test]
fn the_tree_and_the_journal_behave_like_their_model() {
    let cases = if std::env::var_os("PULSE_SOAK").is_some_and(|soak| soak == "1") {
        1000
    } else {
        24
    };
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    // A failing case prints its steps, shrunk.
    TestRunner::new(config)
        .run(&steps(), |steps| {
            runtime.block_on(async {
                let folder = Folder::new();
                let mut store = folder.open().await;
                let mut model = Model::default();
                let id = ConversationId(fresh());
                for step in &steps {
                    if matches!(step, Step::Reopen) {
                        store.close().await.unwrap();
                        store = folder.open().await;
                    }
                    apply(&store, &mut model, id, step).await;
                    agree(&store, &model, id).await;
                }
                store.integrity_check().await.unwrap();
                store.close().await.unwrap();
            });
            Ok(())
        })
        .unwrap();
}
