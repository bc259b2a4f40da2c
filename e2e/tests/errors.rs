//! Starts that go wrong: a clear message each, nothing lost.

use std::fs;
use std::time::Duration;

use e2e::seed::Seed;
use e2e::{Home, Pulse, Result, journey, word};
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};

async fn home_with_a_conversation() -> Result<Home> {
    let home = Home::with_model()?;
    let seed = Seed::open(&home).await?;
    let hour = Duration::from_secs(3600);
    seed.conversation(
        "Tides",
        hour,
        &[("What is a tide?", "The sea that comes and goes.")],
    )
    .await?;
    seed.done().await?;
    Ok(home)
}

async fn database(home: &Home) -> Result<SqliteConnection> {
    let options = SqliteConnectOptions::new().filename(home.database());
    Ok(SqliteConnection::connect_with(&options).await?)
}

#[tokio::test]
async fn a_damaged_database_is_set_aside_and_reported() -> Result {
    let home = Home::with_model()?;
    let damage = vec![b'x'; 64 * 1024];
    fs::write(home.database(), &damage)?;
    let pulse = Pulse::start(&home).await?;
    // Where the file is now is in the notice.
    pulse.see("pulse.db.damaged-").await?;
    let aside = fs::read_dir(home.path())?
        .flatten()
        .find(|entry| {
            entry
                .file_name()
                .to_string_lossy()
                .starts_with("pulse.db.damaged-")
        })
        .expect("the notice tells the truth");
    assert_eq!(
        fs::read(aside.path())?,
        damage,
        "not a byte of the damaged file is changed"
    );
    journey::enter(&pulse).await?;
    pulse.quit().await
}

#[tokio::test]
async fn a_newer_database_is_refused_and_left_alone() -> Result {
    let home = home_with_a_conversation().await?;
    let mut connection = database(&home).await?;
    sqlx::query("UPDATE compatibility SET oldest_writer = 99991231000000")
        .execute(&mut connection)
        .await?;
    connection.close().await?;

    let pulse = Pulse::start(&home).await?;
    pulse.see(&word("fatal-newer-title")?).await?;
    pulse.see("database_newer").await?;

    // The user installs the newest Pulse, or here: the floor is lowered again.
    let mut connection = database(&home).await?;
    sqlx::query("UPDATE compatibility SET oldest_writer = 1")
        .execute(&mut connection)
        .await?;
    connection.close().await?;
    pulse.click("button", &word("try-again")?).await?;
    pulse.gone("button", &word("try-again")?).await?;
    journey::enter(&pulse).await?;
    pulse.click("button", "Tides").await?;
    pulse.see("The sea that comes and goes.").await?;
    // The page hears the desktop, though the studio opened only now.
    journey::short_replies(&pulse).await?;
    journey::ask(&pulse, "Say hello.").await?;
    journey::reply(&pulse).await?;
    pulse.quit().await
}

#[tokio::test]
async fn a_locked_database_is_reported_and_opens_after_the_lock() -> Result {
    let home = home_with_a_conversation().await?;
    let mut connection = database(&home).await?;
    sqlx::query("BEGIN EXCLUSIVE")
        .execute(&mut connection)
        .await?;
    let pulse = Pulse::start(&home).await?;
    pulse.see(&word("fatal-busy-title")?).await?;
    sqlx::query("ROLLBACK").execute(&mut connection).await?;
    connection.close().await?;
    pulse.click("button", &word("try-again")?).await?;
    journey::enter(&pulse).await?;
    pulse.get("button", "Tides").await?;
    pulse.quit().await
}

#[tokio::test]
async fn a_data_folder_that_cannot_be_used_is_named() -> Result {
    let home = Home::empty()?;
    let obstacle = home.path().join("media");
    fs::write(&obstacle, "in the way")?;
    let pulse = Pulse::start(&home).await?;
    pulse.see(&word("fatal-unavailable-title")?).await?;
    pulse.see(&obstacle.display().to_string()).await?;
    assert_eq!(
        fs::read(&obstacle)?,
        b"in the way",
        "nothing in the way is replaced"
    );
    // Mended meanwhile: no restart is needed.
    fs::remove_file(&obstacle)?;
    pulse.click("button", &word("try-again")?).await?;
    pulse.gone("button", &word("try-again")?).await?;
    pulse.quit().await
}
