use contract::Timestamp;
use contract::conversation::{ConversationCursor, ConversationPage};
use contract::job::JobKind;

use super::*;

fn id(number: u128) -> ConversationId {
    format!("{number:032x}")
        .parse()
        .expect("32 hex digits are a UUID")
}

fn row(number: u128, updated: i64) -> ConversationSummary {
    ConversationSummary {
        id: id(number),
        title: format!("Conversation {number}"),
        created_at: Timestamp(0),
        updated_at: Timestamp(updated),
    }
}

fn page(rows: &[(u128, i64)], next: Option<(u128, i64)>) -> ConversationPage {
    ConversationPage {
        conversations: rows.iter().map(|(number, at)| row(*number, *at)).collect(),
        next: next.map(|(number, at)| ConversationCursor {
            updated_at: Timestamp(at),
            id: id(number),
        }),
    }
}

fn order(state: &AppState) -> Vec<ConversationId> {
    state.conversations.rows.iter().map(|row| row.id).collect()
}

fn state(conversations: ConversationPage) -> AppState {
    let mut state = AppState::default();
    state.apply(Action::Started(Box::new(Started {
        version: "1".into(),
        settings: Settings {
            open_conversation: Some(id(2)),
            ..Settings::default()
        },
        conversations,
        draft: String::new(),
        shelf: ModelShelf::default(),
        jobs: Vec::new(),
        notices: Vec::new(),
    })));
    state
}

fn job_in(state: JobState) -> Job {
    Job {
        id: "00000000-0000-7000-8000-000000000001"
            .parse()
            .expect("a UUID"),
        kind: JobKind::ModelDownload,
        title: "model.gguf".into(),
        state,
        progress: None,
        error: None,
        attempts: 1,
        created_at: Timestamp(0),
        updated_at: Timestamp(0),
    }
}

#[test]
fn the_start_opens_what_was_open() {
    let state = state(page(&[(3, 30), (2, 20)], None));
    assert_eq!(state.phase, Phase::Ready);
    assert_eq!(
        state.place.conversation,
        Some(id(2)),
        "the settings name it"
    );
}

#[test]
fn a_second_start_leaves_the_reader_where_he_is() {
    let mut state = state(page(&[(3, 30), (2, 20)], None));
    state.apply(Action::Open(id(3), None));
    let started = Started {
        version: "1".into(),
        settings: Settings {
            open_conversation: Some(id(2)),
            ..Settings::default()
        },
        conversations: page(&[(3, 30)], None),
        draft: String::new(),
        shelf: ModelShelf::default(),
        jobs: Vec::new(),
        notices: Vec::new(),
    };
    state.apply(Action::Started(Box::new(started)));
    assert_eq!(
        state.place.conversation,
        Some(id(3)),
        "reading again after a lag moves nobody"
    );
}

#[test]
fn a_changed_conversation_moves_to_its_place() {
    let mut state = state(page(&[(3, 30), (2, 20), (1, 10)], None));
    state.apply(Action::Heard(Event::ConversationChanged(row(1, 40))));
    assert_eq!(
        order(&state),
        [id(1), id(3), id(2)],
        "its activity is the newest"
    );
    state.apply(Action::Heard(Event::ConversationChanged(row(9, 25))));
    assert_eq!(
        order(&state),
        [id(1), id(3), id(9), id(2)],
        "a restored one goes back"
    );
}

#[test]
fn a_conversation_below_the_pages_read_waits_for_its_page() {
    let mut state = state(page(&[(3, 30), (2, 20)], Some((2, 20))));
    state.apply(Action::Heard(Event::ConversationChanged(row(1, 10))));
    assert_eq!(
        order(&state),
        [id(3), id(2)],
        "rows between are not read yet"
    );
}

#[test]
fn pages_join_without_repeating_a_row() {
    let mut state = state(page(&[(3, 30), (2, 20)], Some((2, 20))));
    let after = state.conversations.next;
    state.apply(Action::Heard(Event::ConversationChanged(row(1, 50))));
    state.apply(Action::Listed(after, page(&[(1, 10), (0, 5)], None)));
    assert_eq!(
        order(&state),
        [id(1), id(3), id(2), id(0)],
        "1 had moved up meanwhile"
    );
    assert_eq!(state.conversations.next, None, "that was the last page");
    state.apply(Action::Listed(after, page(&[(7, 1)], None)));
    assert_eq!(
        order(&state).len(),
        4,
        "a page for a place that is gone is dropped"
    );
}

#[test]
fn deleting_the_open_conversation_opens_its_neighbour() {
    let mut state = state(page(&[(3, 30), (2, 20), (1, 10)], None));
    state.apply(Action::Removed(id(2)));
    assert_eq!(state.place.conversation, Some(id(1)), "the next one below");
    state.apply(Action::Heard(Event::ConversationRemoved(id(1))));
    assert_eq!(state.place.conversation, Some(id(3)), "else the one above");
    state.apply(Action::Removed(id(3)));
    assert_eq!(state.place.conversation, None, "else an empty one");
}

#[test]
fn the_first_message_of_a_new_chat_does_not_move_the_page() {
    let mut state = state(page(&[(2, 20)], None));
    state.apply(Action::NewChat(None));
    let turn = state.place.turn;
    state.apply(Action::Opened(id(4)));
    assert_eq!(state.place.conversation, Some(id(4)));
    assert_eq!(state.place.turn, turn, "the chat page is there already");
}

#[test]
fn deltas_change_nothing() {
    let mut state = state(page(&[(2, 20)], None));
    let before = state.clone();
    state.apply(Action::Heard(Event::ReplyDelta(
        contract::event::ReplyDelta {
            conversation: id(2),
            message: "00000000-0000-7000-8000-000000000002"
                .parse()
                .expect("a UUID"),
            offset: 0,
            text: "x".into(),
        },
    )));
    assert_eq!(state, before, "the chat page listens by itself");
}

#[test]
fn a_job_is_counted_while_it_lives() {
    let mut state = state(page(&[], None));
    state.apply(Action::Heard(Event::JobChanged(job_in(JobState::Running))));
    assert_eq!(state.live_jobs(), 1);
    state.apply(Action::Heard(Event::JobChanged(job_in(JobState::Done))));
    assert_eq!(
        (state.live_jobs(), state.jobs.len()),
        (0, 1),
        "it is shown, but not counted"
    );
    state.apply(Action::JobsCleared);
    assert_eq!(state.jobs.len(), 0);
}

#[test]
fn three_toasts_at_the_most() {
    let mut state = AppState::default();
    for text in ["a", "b", "c", "d"] {
        state.apply(Action::Say(Toast::new(text)));
    }
    let texts: Vec<_> = state
        .toasts
        .iter()
        .map(|toast| toast.text.as_str())
        .collect();
    assert_eq!(texts, ["b", "c", "d"], "the oldest went");
    let ids: Vec<_> = state.toasts.iter().map(|toast| toast.id).collect();
    assert_eq!(ids, [2, 3, 4], "ids are never used twice");
}
