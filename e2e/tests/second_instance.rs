//! One window for each data folder.

use e2e::{Home, Pulse, Result, journey, word};

#[tokio::test]
async fn a_second_start_hands_over_to_the_first() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    pulse.get("button", &word("first-run-try")?).await?;
    let ended = Pulse::second_start(&home).await?;
    assert!(ended.success(), "handing over is no failure: {ended}");
    // The first goes on as if nothing had been.
    journey::enter(&pulse).await?;
    let errors = pulse.console().errors();
    assert!(
        errors.is_empty(),
        "the page complained:\n{}",
        errors.join("\n")
    );
    pulse.quit().await
}

#[tokio::test]
async fn another_folder_is_another_pulse() -> Result {
    let (one, two) = (Home::with_model()?, Home::with_model()?);
    let first = Pulse::start(&one).await?;
    first.get("button", &word("first-run-try")?).await?;
    // If this start handed over to the first, it would open no window of its own.
    let second = Pulse::start(&two).await?;
    journey::enter(&second).await?;
    assert!(
        !journey::first_run_done(&first).await?,
        "each has its own settings"
    );
    second.quit().await?;
    journey::enter(&first).await?;
    first.quit().await
}

#[tokio::test]
async fn a_new_start_follows_an_end_at_once() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    journey::enter(&pulse).await?;
    pulse.quit().await?;
    let pulse = Pulse::start(&home).await?;
    journey::composer(&pulse).await?;
    pulse.quit().await
}
