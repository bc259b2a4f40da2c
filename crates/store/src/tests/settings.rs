//! Settings, also those of a newer Pulse and broken ones.

use contract::ModelId;
use contract::settings::{Appearance, Settings, SettingsPatch};
use sqlx::Row;

use super::Folder;
use crate::Store;

async fn put(store: &Store, name: &str, value: &str) {
    sqlx::query("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)")
        .bind(name)
        .bind(value)
        .execute(&store.shared.writer)
        .await
        .unwrap();
}

async fn raw(store: &Store, sql: &'static str) -> Vec<(String, String)> {
    let rows = sqlx::query(sql)
        .fetch_all(&store.shared.readers)
        .await
        .unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

#[tokio::test]
async fn a_change_touches_only_what_it_names() {
    let folder = Folder::new();
    let store = folder.open().await;
    assert_eq!(store.settings().await.unwrap(), Settings::default());
    let dark = SettingsPatch {
        appearance: Some(Appearance::Dark),
        ..SettingsPatch::default()
    };
    store.change_settings(dark).await.unwrap();
    let more = SettingsPatch {
        temperature: Some(0.3),
        default_model: Some(ModelId("tiny".to_owned())),
        ..SettingsPatch::default()
    };
    let changed = store.change_settings(more).await.unwrap();
    let expected = Settings {
        appearance: Appearance::Dark,
        temperature: 0.3,
        default_model: Some(ModelId("tiny".to_owned())),
        ..Settings::default()
    };
    assert_eq!(changed, expected);
    store.close().await.unwrap();
    let store = folder.open().await;
    assert_eq!(store.settings().await.unwrap(), expected);
    assert!(store.unreadable_settings().await.unwrap().is_empty());
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_newer_pulse_s_settings_survive() {
    let folder = Folder::new();
    let store = folder.open().await;
    put(&store, "voice", r#"{"name":"Ada","speed":1.5}"#).await;
    let patch = SettingsPatch {
        list_width: Some(300),
        ..SettingsPatch::default()
    };
    assert_eq!(store.change_settings(patch).await.unwrap().list_width, 300);
    let rows = raw(&store, "SELECT name, value FROM settings ORDER BY name").await;
    let voice = (
        "voice".to_owned(),
        r#"{"name":"Ada","speed":1.5}"#.to_owned(),
    );
    assert!(rows.contains(&voice), "{rows:?}");
    store.close().await.unwrap();
}

#[tokio::test]
async fn an_unreadable_setting_is_reported_and_kept() {
    let folder = Folder::new();
    let store = folder.open().await;
    put(&store, "appearance", "\"sepia\"").await; // a newer Pulse's value
    put(&store, "list_width", "{broken").await;
    put(&store, "max_tokens", "99").await;
    let settings = store.settings().await.unwrap();
    let expected = Settings {
        max_tokens: 99,
        ..Settings::default()
    };
    assert_eq!(settings, expected, "the others are read all the same");
    assert_eq!(
        store.unreadable_settings().await.unwrap(),
        ["appearance", "list_width"]
    );

    // Changing something else leaves both as they are.
    let other = SettingsPatch {
        top_p: Some(0.5),
        ..SettingsPatch::default()
    };
    store.change_settings(other).await.unwrap();
    assert_eq!(
        store.unreadable_settings().await.unwrap(),
        ["appearance", "list_width"]
    );
    // Changing one of them keeps the old value aside.
    let wide = SettingsPatch {
        list_width: Some(280),
        ..SettingsPatch::default()
    };
    assert_eq!(store.change_settings(wide).await.unwrap().list_width, 280);
    assert_eq!(store.unreadable_settings().await.unwrap(), ["appearance"]);
    let aside = raw(&store, "SELECT name, value FROM settings_set_aside").await;
    assert_eq!(aside, [("list_width".to_owned(), "{broken".to_owned())]);
    store.close().await.unwrap();
}
