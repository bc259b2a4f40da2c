//! Pictures of every screen, with real content, in light and dark.

mod album;
mod beside;
mod cv;
mod folders;
mod providers;
mod steering;
mod temporary;
mod tools;
mod transfer;
mod writing;

use std::path::Path;
use std::time::Duration;

use contract::message::MessageStatus;
use contract::{Code, Error};
use thirtyfour::Key;

pub use album::Album;

use crate::seed::Seed;
use crate::{Chord, Home, Pulse, Result, journey, word, word_with};

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

const QUESTION: &str =
    "Explain spring and neap tides as if I had two minutes before the boat leaves.";
const ANSWER: &str = include_str!("tour/tides.md");
const CODE: &str = include_str!("tour/keyset.md");
/// A reply that ended early.
const CUT: &str = "Once upon a time there was a lighthouse whose keeper knew every";
const CUT_SIGHT: &str = "keeper knew every";
const EVERYTHING: &str = include_str!("tour/everything.md");

/// Drives a window of its own through its screens, saves PNGs in `folder` and has axe-core look at each.
///
/// # Errors
/// When a screen cannot be reached.
pub async fn tour(folder: &Path) -> Result<Album> {
    let mut album = Album::new(folder);

    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    pulse.get("button", &word("first-run-try")?).await?;
    album.both(&pulse, "first-run").await?;
    small(&pulse).await?;
    album.both(&pulse, "first-run-small").await?;
    large(&pulse).await?;
    journey::enter(&pulse).await?;
    album.both(&pulse, "empty").await?;
    journey::ask(&pulse, "Name three colours.").await?;
    journey::reply(&pulse).await?;
    album.both(&pulse, "first-answer").await?;
    pulse.quit().await?;

    providers::screens(&mut album).await?;
    transfer::screens(&mut album).await?;
    folders::screens(&mut album).await?;
    cv::screens(&mut album).await?;

    fill(&home).await?;
    let pulse = Pulse::start(&home).await?;
    screens(&pulse, &mut album).await?;
    passing(&pulse, &mut album).await?;
    temporary::screens(&pulse, &mut album).await?;
    small_screens(&pulse, &mut album).await?;
    pulse.quit().await?;

    crowd(&home).await?;
    let pulse = Pulse::start(&home).await?;
    // The list shows where the open one stands, which is somewhere among them.
    pulse.see("Conversation 9").await?;
    album.both(&pulse, "thousand").await?;
    pulse.quit().await?;
    Ok(album)
}

async fn small(pulse: &Pulse) -> Result {
    pulse.resize(900, 600).await
}

async fn large(pulse: &Pulse) -> Result {
    pulse.resize(1280, 800).await
}

async fn screens(pulse: &Pulse, album: &mut Album) -> Result {
    for (title, name, sight) in [
        ("Tide tables for the impatient", "chat", "Range at Dover"),
        ("Why is keyset paging faster?", "code", "SELECT"),
        ("Everything Markdown can do", "markdown", "Footnotes"),
        ("اقتراحات لعنوان المقال", "right-to-left", "المد"),
    ] {
        pulse.click("button", title).await?;
        pulse.see(sight).await?;
        album.both(pulse, name).await?;
    }
    pulse.press(Chord::ctrl("k")).await?;
    pulse.get("combobox", &word("palette-field")?).await?;
    album.both(pulse, "palette").await?;
    pulse.write("tide").await?;
    pulse.get("option", "Tide tables for the impatient").await?;
    album.both(pulse, "palette-search").await?;
    pulse.press(Key::Escape).await?;

    pulse.press(Chord::ctrl(",")).await?;
    pulse.get("heading", &word("settings-models")?).await?;
    album.both(pulse, "settings-models").await?;
    pulse.click("button", &word("model-download")?).await?;
    pulse.get("dialog", &word("download-title")?).await?;
    album.both(pulse, "download").await?;
    pulse.press(Key::Escape).await?;
    pulse.click("button", &word("appearance")?).await?;
    pulse.get("radiogroup", &word("appearance")?).await?;
    album.both(pulse, "settings-appearance").await?;
    pulse.click("button", &word("settings-shortcuts")?).await?;
    album.both(pulse, "settings-shortcuts").await?;
    pulse.press(Chord::ctrl("1")).await
}

/// What lies over a page or beside it for a while.
async fn passing(pulse: &Pulse, album: &mut Album) -> Result {
    for (title, name) in [
        ("Names for a lighthouse", "failed"),
        ("A long story", "interrupted"),
    ] {
        pulse.click("button", title).await?;
        pulse.see(CUT_SIGHT).await?;
        album.both(pulse, name).await?;
    }
    pulse.click("button", &word("chat-inspector")?).await?;
    pulse.see(&word("chat-so-far")?).await?;
    album.both(pulse, "inspector").await?;
    pulse.click("button", &word("chat-inspector")?).await?;

    journey::waiting_job(pulse).await?;
    pulse.click("button", &word("rail-jobs")?).await?;
    pulse.get("dialog", &word("rail-jobs")?).await?;
    album.both(pulse, "jobs").await?;
    pulse.press(Key::Tab).await?;
    pulse.css("dialog .tooltip").await?;
    album.both(pulse, "jobs-tip").await?;
    pulse.press(Key::Escape).await?;
    pulse.gone("dialog", &word("rail-jobs")?).await?;

    pulse.press(Chord::ctrl("f")).await?;
    pulse.write("the").await?;
    pulse.get("list", &word("search-results")?).await?;
    album.both(pulse, "search").await?;
    pulse.press(Key::Escape).await?;

    pulse
        .click(
            "button",
            &word_with("conversation-actions", "title", "Names for a boat")?,
        )
        .await?;
    pulse.get("menuitem", &word("rename")?).await?;
    album.both(pulse, "menu").await?;
    pulse.press(Key::Escape).await?;
    pulse.tab_to("button", &word("rail-chat")?).await?;
    pulse.press("?").await?;
    pulse.get("dialog", &word("shortcuts-sheet")?).await?;
    album.both(pulse, "keys").await?;
    pulse.press(Key::Escape).await?;
    pulse.gone("dialog", &word("shortcuts-sheet")?).await?;
    pulse.press(Chord::ctrl("b")).await?;
    pulse.gone("button", "Names for a boat").await?;
    album.both(pulse, "without-list").await?;
    pulse.press(Chord::ctrl("b")).await?;
    pulse.get("button", "Names for a boat").await?;
    pulse.press(Chord::ctrl("f")).await?;
    pulse.press(Key::Down).await?;
    pulse.press(Key::Delete).await?;
    pulse.get("button", &word("undo")?).await?;
    album.both(pulse, "undo").await?;
    pulse.press(Chord::ctrl("z")).await?;

    let first = "Tide tables for the impatient";
    writing::screens(pulse, album, first, "Range at Dover").await?;
    journey::trap(pulse).await?;
    album.both(pulse, "mended").await
}

/// The smallest window.
async fn small_screens(pulse: &Pulse, album: &mut Album) -> Result {
    small(pulse).await?;
    pulse
        .click("button", "Tide tables for the impatient")
        .await?;
    pulse.see("Range at Dover").await?;
    album.both(pulse, "chat-small").await?;
    pulse.click("button", &word("chat-inspector")?).await?;
    pulse.see(&word("chat-so-far")?).await?;
    album.both(pulse, "inspector-small").await?;
    pulse.click("button", &word("chat-inspector")?).await?;
    pulse.press(Chord::ctrl("k")).await?;
    pulse.get("combobox", &word("palette-field")?).await?;
    album.both(pulse, "palette-small").await?;
    pulse.press(Key::Escape).await?;
    pulse.press(Chord::ctrl(",")).await?;
    pulse.get("heading", &word("settings-models")?).await?;
    album.both(pulse, "settings-small").await?;
    pulse.press(Chord::ctrl("1")).await?;
    large(pulse).await
}

/// A thousand conversations more, the newest called 1000.
async fn crowd(home: &Home) -> Result {
    let seed = Seed::open(home).await?;
    for number in 1..=1000_u32 {
        let ago = Duration::from_secs(60) * (1000 - number);
        let title = format!("Conversation {number}");
        seed.conversation(&title, ago, &[]).await?;
    }
    seed.done().await
}

/// What a person has after some weeks.
/// One chapter of the tour by itself: `providers`, `transfer`, `folders` or `cv`.
///
/// # Errors
/// When there is no such chapter, or a screen cannot be reached.
pub async fn chapter(name: &str, folder: &Path) -> Result<Album> {
    let mut album = Album::new(folder);
    match name {
        "providers" => providers::screens(&mut album).await?,
        "transfer" => transfer::screens(&mut album).await?,
        "folders" => folders::screens(&mut album).await?,
        "cv" => cv::screens(&mut album).await?,
        _ => return Err(format!("the tour has no chapter “{name}” of its own").into()),
    }
    Ok(album)
}

async fn fill(home: &Home) -> Result {
    let seed = Seed::open(home).await?;
    seed.conversation(
        "Tide tables for the impatient",
        HOUR / 2,
        &[(QUESTION, ANSWER)],
    )
    .await?;
    let question = "Why is keyset paging faster than OFFSET?";
    seed.conversation("Why is keyset paging faster?", HOUR, &[(question, CODE)])
        .await?;
    let question = "Show me everything that Markdown can do here.";
    seed.conversation(
        "Everything Markdown can do",
        2 * HOUR,
        &[(question, EVERYTHING)],
    )
    .await?;
    let arabic = (
        "اقترح عنوانًا لمقال عن المد والجزر",
        "**المد والجزر**: حين يتحدث القمر إلى البحر.",
    );
    seed.conversation("اقتراحات لعنوان المقال", DAY, &[arabic])
        .await?;
    for (days, title) in [
        (0, "Letter to the landlord, polite"),
        (0, "Names for a boat"),
        (1, "Rust lifetimes with a kitchen analogy"),
        (1, "Meal plan, no nightshades"),
        (1, "Übersetzung: Mietvertrag § 7"),
        (4, "Compare heat pumps"),
        (5, "SQL window functions"),
        (5, "Interview questions: SRE"),
        (12, "Thank-you note"),
        (
            40,
            "A title of two hundred characters, which nobody would write by hand but which a model \
              or a paste can well produce, so that every list, menu and tooltip has to cope with it \
              without a break in the layout.",
        ),
    ] {
        let ago = DAY * days + HOUR * 3;
        seed.conversation(title, ago, &[(title, "A short answer.")])
            .await?;
    }
    let cut = ("Tell me a long story.", CUT);
    let failure = Error::new(Code::ModelTooLarge, "The model needs 12 GB of memory");
    let (failed, interrupted) = (MessageStatus::Failed, MessageStatus::Interrupted);
    seed.ended_early("Names for a lighthouse", DAY, cut, failed, Some(failure))
        .await?;
    seed.ended_early("A long story", DAY, cut, interrupted, None)
        .await?;
    seed.done().await
}
