//! A window that stops is started anew, and nobody loses anything by it.

use contract::message::MessageStatus;
use e2e::{Home, Pulse, Result, SHORT, journey};

/// What the shell writes for each page that is there.
const LISTENS: &str = "a page listens";

const QUESTION: &str = "Count from one to a thousand.";

#[tokio::test]
async fn what_was_being_typed_and_a_reply_outlive_code_that_stops() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    journey::enter(&pulse).await?;
    journey::ask_at_length(&pulse, QUESTION).await?;
    journey::composer(&pulse).await?.click().await?;
    pulse.write("and then backw").await?;
    journey::trap(&pulse).await?;

    pulse.see(QUESTION).await?;
    let typed = journey::composer(&pulse).await?.prop("value").await?;
    assert_eq!(typed.as_deref(), Some("and then backw"), "no key is lost");
    assert_eq!(
        journey::reply(&pulse).await?.status,
        MessageStatus::Complete
    );
    pulse.write("ards").await?;
    pulse.quit().await
}

#[tokio::test]
async fn a_window_whose_process_ends_comes_back() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    journey::enter(&pulse).await?;
    pulse.kill_page()?;
    // WebDriver ends its session with the process: the log is all that can be looked at.
    let listened = async || Ok((log(&home)?.matches(LISTENS).count() == 2).then_some(()));
    pulse
        .wait(SHORT, "another page to listen", listened)
        .await?;
    assert!(log(&home)?.contains("the window's process ended"));
    pulse.quit().await
}

fn log(home: &Home) -> Result<String> {
    let files = std::fs::read_dir(home.path().join("logs"))?;
    let texts = files.map(|file| Ok(std::fs::read_to_string(file?.path())?));
    texts.collect()
}
