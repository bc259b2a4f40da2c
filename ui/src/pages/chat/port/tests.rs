//! When the view goes along with the newest message.

use contract::message::{Message, MessageStatus};

use super::super::testing::{message, thread};
use super::*;

#[test]
fn a_reader_who_goes_up_is_left_alone() {
    assert!(
        !follows(true, 1_000.0, 990.0, 10.0),
        "also by less than what counts as the end"
    );
    assert!(!follows(false, 1_000.0, 600.0, 400.0));
}

#[test]
fn a_reader_who_comes_to_the_end_is_taken_along() {
    assert!(follows(false, 1_000.0, 1_400.0, 30.0));
    assert!(!follows(false, 1_000.0, 1_200.0, 230.0), "not before that");
}

#[test]
fn what_the_list_does_itself_is_no_scrolling() {
    assert!(
        follows(true, 1_000.0, 1_000.0, 120.0),
        "a reply grew below the view"
    );
    assert!(
        follows(true, 1_000.0, 940.0, 0.0),
        "the list became shorter than the view's place"
    );
}

#[test]
fn what_the_person_says_is_followed() {
    assert_eq!(change(&thread(2), &thread(4)), Change::Spoke);
    assert_eq!(change(&thread(0), &thread(2)), Change::Spoke);
    assert_eq!(
        change(&thread(3), &thread(4)),
        Change::Other,
        "a reply to it"
    );
    assert_eq!(change(&thread(4), &thread(4)), Change::Other);
}

#[test]
fn another_branch_leaves_the_fork_in_sight() {
    let mut other = thread(4);
    other.messages.truncate(3);
    other.messages.push(message(6, Some(3), &[4, 6]).into());
    assert_eq!(change(&thread(4), &other), Change::Branch);
}

#[test]
fn a_reply_made_anew_is_watched_as_before() {
    let mut again = thread(3);
    let reply = Message {
        status: MessageStatus::Streaming,
        ..message(6, Some(3), &[4, 6])
    };
    again.messages.push(reply.into());
    assert_eq!(change(&thread(4), &again), Change::Other);
}

#[test]
fn a_message_is_taken_to_be_as_high_as_its_lines() {
    let high = |text: String| {
        guess(&Message {
            text,
            ..message(1, None, &[])
        })
    };
    let one = high("A line.".into());
    assert_eq!(high(String::new()), one, "what is not there yet has a line");
    assert_eq!(high("a\nb\nc".into()) - one, 50.0);
    assert_eq!(high("long ".repeat(90)) - one, 100.0, "it wraps");
}
