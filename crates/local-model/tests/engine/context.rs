//! What the context remembers, and what is left out of it when it is full.

use contract::Code;
use contract::message::FinishReason;

use crate::ask::{ask, assistant, engine, question, small_engine, user};

#[tokio::test]
async fn the_next_turn_reads_only_what_is_new() {
    let engine = engine();
    let mut request = question(&"Remember the blue stone by the door. ".repeat(20), 20);
    request.sampling.temperature = 0.8;
    let first = ask(&engine, request.clone()).await.unwrap();
    assert_eq!(first.read, first.usage.input_tokens);

    request
        .turns
        .extend([assistant(&first.text), user("And now?")]);
    let second = ask(&engine, request.clone()).await.unwrap();
    assert!(second.usage.input_tokens > first.usage.input_tokens);
    // The new turn, the marks around it, and a few tokens of the reply that may be cut another way.
    assert!(
        second.read < 60,
        "{} of {:?} were read again",
        second.read,
        second.usage
    );

    // Another conversation takes its place, with the same system prompt.
    let other = ask(&engine, question("Name a colour.", 5)).await.unwrap();
    assert!(other.read < other.usage.input_tokens || other.usage.input_tokens < 128);
    // From the middle of the first conversation on, another branch.
    request.turns.truncate(1);
    request.turns[0].text.push_str("And a red one.");
    assert!(ask(&engine, request).await.is_ok());
}

#[tokio::test]
async fn the_oldest_turns_are_left_out_whole() {
    let engine = small_engine(512);
    let mut request = question("x", 32);
    request.turns.clear();
    for turn in 0..20 {
        request.turns.push(user(&format!(
            "Question {turn}: what is {turn} plus {turn}, exactly?"
        )));
        request.turns.push(assistant(&format!(
            "The answer to question {turn} is {}.",
            turn * 2
        )));
    }
    request.turns.push(user("Which question did I ask last?"));
    let reply = ask(&engine, request.clone()).await.unwrap();
    assert!(reply.trimmed > 0, "{reply:?}");
    assert_eq!(
        reply.trimmed % 2,
        0,
        "a question goes together with its answer"
    );
    assert!(
        reply.usage.input_tokens + 32 <= 512,
        "there is room for the reply: {:?}",
        reply.usage
    );
    assert!(!reply.text.is_empty());

    // One more turn begins at the same place, so that little has to be read.
    request
        .turns
        .extend([assistant(&reply.text), user("Are you sure?")]);
    let next = ask(&engine, request).await.unwrap();
    assert!(next.trimmed >= reply.trimmed);
}

#[tokio::test]
async fn a_message_that_never_fits_is_refused_with_figures() {
    let engine = small_engine(256);
    let error = ask(&engine, question(&"word ".repeat(1000), 32))
        .await
        .unwrap_err();
    assert_eq!(error.code, Code::ContextTooLong);
    assert!(error.message.contains("tokens"), "{}", error.message);
    assert!(error.detail.unwrap().contains("256"));
    // A text of megabytes is not cut into tokens first, wherever it stands.
    let huge = "a".repeat(8 << 20);
    let error = ask(&engine, question(&huge, 32)).await.unwrap_err();
    assert_eq!(error.code, Code::ContextTooLong);
    assert!(error.message.contains("at least"), "{}", error.message);
    let mut request = question(&huge, 32);
    request.turns.extend([assistant("Oh."), user("Say hello.")]);
    assert_eq!(ask(&engine, request).await.unwrap().trimmed, 2);
    // It fits without the turns before it, and with room for a reply.
    let mut request = question(&"word ".repeat(1000), 32);
    request.turns.extend([assistant("Oh."), user("Say hello.")]);
    let reply = ask(&engine, request).await.unwrap();
    assert_eq!(reply.trimmed, 2);
}

#[tokio::test]
async fn a_full_context_ends_the_reply() {
    let engine = small_engine(256);
    let mut request = question(
        "Write the numbers from 1 to 1000, separated by commas.",
        4000,
    );
    request.prefix = Some("1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,".into());
    let reply = ask(&engine, request).await.unwrap();
    assert_eq!(reply.finish, FinishReason::Length);
    let used = reply.usage.input_tokens + reply.usage.output_tokens;
    // The last token is written, but need not be read.
    assert!((256..=257).contains(&used), "{:?}", reply.usage);
}
