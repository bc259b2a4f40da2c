//! Folders: by pointer, by keyboard, and after a restart.

use std::time::Duration;

use contract::FolderId;
use contract::conversation::ListConversations;
use contract::folder::{Folder, ListFolders, Within};
use e2e::seed::Seed;
use e2e::{Chord, Home, Page, Pulse, Result, SHORT, axe, client, journey, word, word_with};
use thirtyfour::Key;

/// The titles of the rows that are drawn.
const ROWS: &str = "const titles = document.querySelectorAll('.row-open .row-title'); \
    return Array.from(titles, (title) => title.textContent || '')";

const HOUR: Duration = Duration::from_secs(3600);

async fn with_two() -> Result<(Home, Pulse)> {
    let home = Home::with_model()?;
    let seed = Seed::open(&home).await?;
    for (title, ago, reply) in [
        ("Tides", HOUR, "The sea that comes and goes."),
        ("Boats", 2 * HOUR, "Pelican, Plover, Petrel."),
    ] {
        seed.conversation(title, ago, &[("A question", reply)])
            .await?;
    }
    seed.done().await?;
    let pulse = Pulse::start(&home).await?;
    journey::skip_first_run(&pulse).await?;
    Ok((home, pulse))
}

async fn folders(page: &Page) -> Result<Vec<Folder>> {
    Ok(client(page).list_folders(ListFolders {}).await?)
}

async fn titles(page: &Page, within: Within) -> Result<Vec<String>> {
    let asked = ListConversations {
        within,
        ..ListConversations::default()
    };
    let page = client(page).list_conversations(asked).await?;
    Ok(page
        .conversations
        .into_iter()
        .map(|one| one.title)
        .collect())
}

/// Makes a folder by the button above the list.
async fn make(pulse: &Pulse, name: &str) -> Result<FolderId> {
    pulse.click("button", &word("folder-new")?).await?;
    pulse.get("textbox", &word("folder-new-name")?).await?;
    pulse.write(name).await?;
    pulse.press(Key::Enter).await?;
    pulse.get("button", &format!("{name}, empty")).await?;
    let all = folders(pulse).await?;
    let made = all.into_iter().find(|folder| folder.name == name);
    Ok(made.ok_or("the desktop has no such folder")?.id)
}

#[tokio::test]
async fn a_conversation_is_dragged_into_a_folder_and_out() -> Result {
    let (home, pulse) = with_two().await?;
    let thesis = make(&pulse, "Thesis").await?;
    let row = pulse.get("button", "Tides").await?;
    let folder = pulse.get("button", "Thesis,").await?;
    pulse.drag(&row, &folder, async || Ok(())).await?;
    pulse.get("button", "Thesis, 1 conversation").await?;
    assert_eq!(titles(&pulse, Within::Folder(thesis)).await?, ["Tides"]);
    assert_eq!(titles(&pulse, Within::NoFolder).await?, ["Boats"]);
    assert!(
        !pulse.text().await?.contains("The sea that comes and goes."),
        "the end of a drag opens nothing"
    );

    // The notice takes it back.
    pulse.click("button", &word("undo")?).await?;
    let folder = pulse.get("button", "Thesis, empty").await?;
    let row = pulse.get("button", "Tides").await?;
    // Escape gives a drag up.
    pulse
        .drag(&row, &folder, async || pulse.press(Key::Escape).await)
        .await?;
    assert_eq!(titles(&pulse, Within::Folder(thesis)).await?.len(), 0);

    // In, out among those that are in none, and in again.
    let row = pulse.get("button", "Tides").await?;
    let folder = pulse.get("button", "Thesis,").await?;
    pulse.drag(&row, &folder, async || Ok(())).await?;
    pulse.get("button", "Thesis, 1 conversation").await?;
    let row = pulse.get("button", "Tides").await?;
    let plain = pulse.get("button", "Boats").await?;
    pulse.drag(&row, &plain, async || Ok(())).await?;
    pulse.get("button", "Thesis, empty").await?;
    let row = pulse.get("button", "Tides").await?;
    let folder = pulse.get("button", "Thesis,").await?;
    pulse.drag(&row, &folder, async || Ok(())).await?;

    // Collapsed it stays so.
    pulse.click("button", "Thesis, 1 conversation").await?;
    pulse.gone("button", "Tides").await?;
    let findings = axe::serious(&pulse).await?;
    assert!(findings.is_empty(), "{findings:?}");
    pulse.quit().await?;
    let pulse = Pulse::start(&home).await?;
    let folder = pulse.get("button", "Thesis, 1 conversation").await?;
    assert_eq!(
        folder.attr("aria-expanded").await?.as_deref(),
        Some("false")
    );
    assert!(pulse.find("button", "Tides").await?.is_none());
    pulse.quit().await
}

#[tokio::test]
async fn a_removed_folder_loses_nothing_and_comes_back() -> Result {
    let home = Home::with_model()?;
    let seed = Seed::open(&home).await?;
    seed.conversation("Tides", HOUR, &[("A question", "The sea.")])
        .await?;
    let boats = seed
        .conversation("Boats", 2 * HOUR, &[("A question", "Pelican.")])
        .await?;
    let thesis = seed.folder("Thesis", &[boats]).await?;
    seed.done().await?;
    let pulse = Pulse::start(&home).await?;
    journey::skip_first_run(&pulse).await?;
    pulse.get("button", "Boats").await?;

    pulse
        .click("button", &word_with("folder-actions", "name", "Thesis")?)
        .await?;
    pulse.click("menuitem", &word("folder-remove")?).await?;
    pulse.gone("button", "Thesis,").await?;
    pulse.get("button", "Boats").await?;
    assert_eq!(titles(&pulse, Within::NoFolder).await?, ["Tides", "Boats"]);
    pulse.click("button", &word("undo")?).await?;
    pulse.get("button", "Thesis, 1 conversation").await?;
    assert_eq!(titles(&pulse, Within::Folder(thesis)).await?, ["Boats"]);

    // A name that is taken is refused, and can be changed.
    pulse.click("button", &word("folder-new")?).await?;
    pulse.get("textbox", &word("folder-new-name")?).await?;
    pulse.write("THESIS").await?;
    pulse.press(Key::Enter).await?;
    pulse.see("There is a folder “THESIS” already").await?;
    pulse.get("textbox", &word("folder-new-name")?).await?;
    pulse.write("Home").await?;
    pulse.press(Key::Enter).await?;
    let home_folder = pulse.get("button", "Home, empty").await?;
    assert_eq!(
        home_folder.attr("aria-expanded").await?.as_deref(),
        Some("true")
    );

    // By the menu of a conversation, and a chooser.
    pulse
        .click(
            "button",
            &word_with("conversation-actions", "title", "Tides")?,
        )
        .await?;
    pulse.click("menuitem", &word("folder-move")?).await?;
    pulse.get("combobox", &word("folder-choose-field")?).await?;
    pulse.write("hom").await?;
    pulse.press(Key::Enter).await?;
    pulse.get("button", "Home, 1 conversation").await?;
    pulse.quit().await
}

#[tokio::test]
async fn folders_by_keyboard() -> Result {
    let (_home, pulse) = with_two().await?;
    journey::by_palette(&pulse, "new folder", &word("folder-new")?).await?;
    pulse.get("textbox", &word("folder-new-name")?).await?;
    pulse.write("Thesis").await?;
    pulse.press(Key::Enter).await?;
    let on = async |name: &str| {
        pulse
            .wait(SHORT, &format!("the focus on “{name}”"), async || {
                Ok((pulse.focus().await?.1 == name).then_some(()))
            })
            .await
    };
    on("Thesis, empty").await?;

    // A chat begins in it.
    journey::short_replies(&pulse).await?;
    journey::by_palette(&pulse, "new chat in", "New chat in “Thesis”").await?;
    journey::ask(&pulse, "Name a colour.").await?;
    journey::reply(&pulse).await?;
    pulse.get("button", "Thesis, 1 conversation").await?;

    // Up and down through folder, conversation and list; left and right fold.
    pulse.press(Chord::ctrl("f")).await?;
    pulse.press(Key::Down).await?;
    on("Name a colour.").await?;
    pulse.press(Key::Left).await?;
    on("Thesis, 1 conversation").await?;
    pulse.press(Key::Left).await?;
    // Its title stands above the messages as well.
    let rows = async |count: usize| {
        let what = format!("{count} rows of it");
        pulse
            .wait(SHORT, &what, async || {
                let all: Vec<String> = pulse.ask(ROWS, Vec::new()).await?;
                let here = all.iter().filter(|row| *row == "Name a colour.");
                Ok((here.count() == count).then_some(()))
            })
            .await
    };
    rows(0).await?;
    pulse.press(Key::Right).await?;
    rows(1).await?;
    pulse.press(Key::Right).await?;
    on("Name a colour.").await?;
    pulse.press(Key::Down).await?;
    on("Tides").await?;

    // Another name, and then none: Escape leaves the one that it has.
    pulse.press(Key::Home).await?;
    on("Thesis, 1 conversation").await?;
    pulse.press(Key::F2).await?;
    pulse.get("textbox", &word("folder-name")?).await?;
    pulse.write("Colours").await?;
    pulse.press(Key::Enter).await?;
    on("Colours, 1 conversation").await?;
    pulse.press(Key::F2).await?;
    pulse.get("textbox", &word("folder-name")?).await?;
    pulse.write("Shades").await?;
    pulse.press(Key::Escape).await?;
    on("Colours, 1 conversation").await?;
    assert_eq!(folders(&pulse).await?[0].name, "Colours");

    // Remove with Delete.
    pulse.press(Key::Delete).await?;
    pulse.gone("button", "Colours,").await?;
    assert_eq!(folders(&pulse).await?, []);
    assert_eq!(titles(&pulse, Within::NoFolder).await?.len(), 3);
    pulse.quit().await
}
