use contract::Timestamp;
use contract::conversation::{ConversationCursor, ConversationPage, ConversationView, MessagePage};
use contract::job::{JobKind, JobState};
use contract::message::ReplyOptions;
use contract::provider::SecretsPlace;
use contract::settings::SettingsPatch;

use super::*;

fn providers() -> Providers {
    Providers {
        providers: Vec::new(),
        secrets: SecretsPlace::Keychain,
    }
}

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
        pinned: false,
        archived: false,
        temporary: false,
        folder: None,
    }
}

fn page(rows: &[(u128, i64)], next: Option<(u128, i64)>) -> ConversationPage {
    ConversationPage {
        conversations: rows.iter().map(|(number, at)| row(*number, *at)).collect(),
        next: next.map(|(number, at)| ConversationCursor {
            pinned: false,
            updated_at: Timestamp(at),
            id: id(number),
        }),
    }
}

fn order(state: &AppState) -> Vec<ConversationId> {
    state.conversations.rows.iter().map(|row| row.id).collect()
}

fn state(conversations: ConversationPage) -> AppState {
    reopening(conversations, None)
}

fn reopening(conversations: ConversationPage, reopened: Option<ConversationView>) -> AppState {
    let mut state = AppState::default();
    state.apply(Action::Started(
        Box::new(Started {
            version: "1".into(),
            settings: Settings {
                open_conversation: Some(id(2)),
                ..Settings::default()
            },
            conversations,
            folders: Vec::new(),
            in_folders: Vec::new(),
            draft: String::new(),
            draft_attachments: Vec::new(),
            providers: providers(),
            shelf: ModelShelf::default(),
            jobs: Vec::new(),
            notices: Vec::new(),
            reopened,
        }),
        Ear::default(),
    ));
    state
}

fn view() -> ConversationView {
    ConversationView {
        conversation: row(2, 20),
        page: MessagePage::default(),
        options: ReplyOptions::default(),
        draft: "half a".into(),
        draft_attachments: Vec::new(),
    }
}

#[test]
fn the_first_visit_is_no_news() {
    let mut state = reopening(page(&[(2, 20)], None), Some(view()));
    let before = state.clone();
    state.apply(Action::Visited(view().conversation));
    assert!(state == before, "nothing is drawn once more at the start");
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
        report: None,
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
fn what_was_told_before_the_start_was_answered_is_newer_than_the_answer() {
    let told = |temperature| {
        Action::Heard(Event::SettingsChanged(Settings {
            temperature,
            ..Settings::default()
        }))
    };
    let mut state = AppState::default();
    state.apply(Action::StartAsked);
    state.apply(told(0.1));
    state.apply(started(Settings::default(), Vec::new()));
    assert_eq!(state.settings.temperature, 0.1, "the first start");
    // Two lags may be answered by one question.
    state.apply(Action::Heard(Event::Lagged));
    state.apply(Action::Heard(Event::Lagged));
    state.apply(Action::StartAsked);
    state.apply(told(0.2));
    state.apply(started(Settings::default(), Vec::new()));
    assert_eq!(state.settings.temperature, 0.2, "one after a lag");
    state.apply(started(Settings::default(), Vec::new()));
    assert_eq!(
        state.settings,
        Rc::new(Settings::default()),
        "what was told before the question is in the answer"
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
        folders: Vec::new(),
        in_folders: Vec::new(),
        draft: String::new(),
        draft_attachments: Vec::new(),
        providers: providers(),
        shelf: ModelShelf::default(),
        jobs: Vec::new(),
        notices: Vec::new(),
        reopened: None,
    };
    state.apply(Action::Started(Box::new(started), Ear::default()));
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
fn a_list_that_is_read_anew_keeps_what_was_told_since() {
    let mut state = state(page(&[(3, 30), (2, 20)], None));
    let stale = state.stale;
    state.apply(Action::Heard(Event::ConversationsChanged));
    assert_eq!(state.stale, stale + 1, "the window asks for the list");
    state.apply(Action::Heard(Event::ConversationChanged(row(2, 40))));
    let read = page(&[(3, 30), (2, 20), (1, 10)], None);
    state.apply(Action::ListRead(false, read));
    assert_eq!(
        order(&state),
        [id(2), id(3), id(1)],
        "what is new is there, and the event is newer than the answer"
    );
}

#[test]
fn pinned_ones_stand_above_and_archived_ones_go() {
    let mut state = state(page(&[(3, 30), (2, 20), (1, 10)], None));
    let pinned = ConversationSummary {
        pinned: true,
        ..row(1, 10)
    };
    state.apply(Action::Changed(pinned));
    assert_eq!(order(&state), [id(1), id(3), id(2)]);
    state.apply(Action::Heard(Event::ConversationChanged(row(1, 10))));
    assert_eq!(order(&state), [id(3), id(2), id(1)], "back at its place");
    let archived = ConversationSummary {
        archived: true,
        ..row(3, 30)
    };
    state.apply(Action::Changed(archived.clone()));
    assert_eq!(order(&state), [id(2), id(1)]);
    let archive = ConversationPage {
        conversations: vec![archived],
        next: None,
    };
    state.apply(Action::ListRead(true, archive.clone()));
    assert_eq!(
        order(&state),
        [id(2), id(1)],
        "an answer to an older question"
    );
    state.apply(Action::ArchiveShown(true, archive));
    assert_eq!(order(&state), [id(3)]);
    state.apply(Action::Changed(row(2, 40)));
    assert_eq!(order(&state), [id(3)], "what is not archived is elsewhere");
    state.apply(Action::Changed(row(3, 30)));
    assert_eq!(order(&state), [], "nor what comes back from it");
}

#[test]
fn the_last_row_that_was_read_stays_when_it_is_renamed() {
    let mut state = state(page(&[(3, 30), (2, 20)], Some((2, 20))));
    let renamed = ConversationSummary {
        title: "Another".into(),
        ..row(2, 20)
    };
    state.apply(Action::Changed(renamed.clone()));
    assert_eq!(
        order(&state),
        [id(3), id(2)],
        "the next page begins below it"
    );
    assert_eq!(
        state.conversations.get(id(2)).as_deref(),
        Some(&renamed),
        "with its new title"
    );
}

#[test]
fn the_last_rows_that_were_read_come_back_when_they_are_restored() {
    let mut state = state(page(&[(3, 30), (2, 20), (1, 10)], Some((1, 10))));
    state.apply(Action::Removed(id(1)));
    state.apply(Action::Removed(id(2)));
    state.apply(Action::Changed(row(1, 10)));
    assert_eq!(order(&state), [id(3), id(1)], "no page brings it again");
    state.apply(Action::Changed(row(2, 20)));
    assert_eq!(order(&state), [id(3), id(2), id(1)], "nor the one above it");
    state.apply(Action::Changed(row(0, 10)));
    assert_eq!(
        order(&state),
        [id(3), id(2), id(1)],
        "of the same moment, but below the cursor: its page brings it"
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

fn started(settings: Settings, notices: Vec<contract::settings::Notice>) -> Action {
    Action::Started(
        Box::new(Started {
            version: "1".into(),
            settings,
            conversations: page(&[(2, 20)], None),
            folders: Vec::new(),
            in_folders: Vec::new(),
            draft: String::new(),
            draft_attachments: Vec::new(),
            providers: providers(),
            shelf: ModelShelf::default(),
            jobs: Vec::new(),
            notices,
            reopened: None,
        }),
        Ear::default(),
    )
}

fn said(state: &AppState) -> Vec<&str> {
    state
        .toasts
        .iter()
        .map(|toast| toast.text.as_str())
        .collect()
}

#[test]
fn a_start_with_nothing_to_open_shows_an_empty_chat() {
    let mut state = AppState::default();
    state.apply(started(Settings::default(), Vec::new()));
    assert_eq!(
        state.place.conversation, None,
        "what was open last is deleted"
    );
}

#[test]
fn a_deleted_conversation_is_none_to_open() {
    let mut state = state(page(&[(2, 20)], None));
    state.apply(Action::Removed(id(2)));
    assert_eq!(
        state.settings.open_conversation, None,
        "so that opening it again after an undo is kept"
    );
}

#[test]
fn what_a_start_has_to_say_is_said_once() {
    let mut state = AppState::default();
    let notices = vec![contract::settings::Notice::RepliesInterrupted { count: 1 }];
    state.apply(started(Settings::default(), notices.clone()));
    assert_eq!(said(&state).len(), 1);
    state.apply(started(Settings::default(), notices));
    assert_eq!(
        said(&state).len(),
        1,
        "reading again after a lag is no start"
    );
}

#[test]
fn a_failure_to_read_again_leaves_the_frame() {
    let busy = || Error::new(contract::Code::StorageBusy, "The database is locked");
    let mut state = AppState::default();
    state.apply(Action::StartFailed(busy()));
    assert_eq!(state.phase, Phase::Failed(busy()), "there is nothing else");
    state.apply(started(Settings::default(), Vec::new()));
    state.apply(Action::StartFailed(busy()));
    assert_eq!(state.phase, Phase::Ready, "the work on the screen stays");
    assert!(said(&state)[0].contains("The database is locked"));
}

#[test]
fn a_refused_setting_goes_back_and_is_said() {
    let mut state = AppState::default();
    let before = state.settings.clone();
    state.apply(Action::SettingsMeant(SettingsPatch {
        list_width: Some(300),
        ..SettingsPatch::default()
    }));
    assert_eq!(state.settings.list_width, 300, "it shows at once");
    let full = Error::new(contract::Code::StorageFull, "The disk is full");
    state.apply(Action::SettingsAnswered(Err(full.clone())));
    assert_eq!(state.settings, before);
    assert_eq!(said(&state), ["The disk is full"]);
    state.apply(Action::SettingsMeant(SettingsPatch {
        open_conversation: Some(id(2)),
        ..SettingsPatch::default()
    }));
    state.apply(Action::SettingsAnswered(Err(full)));
    assert_eq!(said(&state).len(), 1, "where he is, the reader sees");
}

#[test]
fn a_refused_file_is_told_wherever_the_person_is() {
    let refused = || Error::new(contract::Code::ModelInvalid, "No GGUF file");
    let mut state = AppState::default();
    state.apply(Action::Show(Page::Settings(Section::Models)));
    state.apply(Action::AddingBegun);
    assert_eq!(state.adding, Adding::Busy, "no second one begins");
    state.apply(Action::AddingEnded(Err(refused())));
    assert_eq!(state.adding, Adding::Failed(refused()));
    assert!(said(&state).is_empty(), "the shelf shows it");
    state.apply(Action::AddingSeen);
    assert_eq!(state.adding, Adding::No);

    state.apply(Action::AddingBegun);
    state.apply(Action::Show(Page::Chat));
    state.apply(Action::AddingEnded(Err(refused())));
    assert_eq!(said(&state), ["No GGUF file"], "the shelf is out of sight");
    assert_eq!(
        state.adding,
        Adding::Failed(refused()),
        "the shelf shows it later too"
    );
}

#[test]
fn an_added_model_is_told() {
    let mut state = AppState::default();
    state.apply(Action::AddingBegun);
    state.apply(Action::AddingEnded(Ok(Some("Tiny".into()))));
    assert_eq!(state.adding, Adding::No);
    assert!(said(&state)[0].contains("Tiny"));
    state.apply(Action::AddingBegun);
    state.apply(Action::AddingEnded(Ok(None)));
    assert_eq!(state.adding, Adding::No, "the dialog was dismissed");
    assert_eq!(said(&state).len(), 1);
}

#[test]
fn what_the_start_read_is_taken_once_and_for_its_conversation_alone() {
    let reopened = Reopened::new(view(), Ear::default());
    let taken = reopened.clone().take(Some(id(2)));
    assert_eq!(taken.map(|(view, _)| view), Some(view()));
    assert!(reopened.take(Some(id(2))).is_none(), "it is out of date");
    let other = Reopened::new(view(), Ear::default());
    assert!(
        other.take(Some(id(3))).is_none(),
        "the reader went elsewhere"
    );
    assert!(other.take(Some(id(2))).is_none(), "and comes back later");
}
