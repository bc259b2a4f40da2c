//! Presets and sums of the usage: what is taken and what is refused.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use common::{Step, ask, question, stage};
use contract::message::ReplyOptions;
use contract::preset::{DeletePreset, ListPresets, SavePreset};
use contract::usage::{ReadUsage, UsageGroup};
use contract::{Code, Handlers, ModelId, ProviderId, Timestamp};

fn named(name: &str) -> SavePreset {
    SavePreset {
        id: None,
        name: name.into(),
        options: ReplyOptions {
            provider: Some(ProviderId::local()),
            model: Some(ModelId("script".into())),
            system: Some("Be brief.".into()),
            temperature: Some(0.1),
            ..ReplyOptions::default()
        },
    }
}

#[tokio::test]
async fn a_preset_comes_back_after_a_restart_and_answers() {
    let stage = stage().await;
    let saved = stage.studio.save_preset(named(" Brief\n")).await.unwrap();
    assert_eq!(saved.name, "Brief");
    stage.studio.shutdown().await;
    let (studio, script) = common::open(&stage.folder).await;
    let all = studio.list_presets(ListPresets {}).await.unwrap();
    assert_eq!(all, std::slice::from_ref(&saved));
    script.reply([Step::text("Yes."), Step::done(1)]);
    let mut request = question("Well?");
    request.options = saved.options.clone();
    ask(&studio, request).await;
    let prompt = script.asked().pop().unwrap();
    assert_eq!(prompt.system.as_deref(), Some("Be brief."));
    assert_eq!(prompt.temperature, Some(0.1));

    let removed = DeletePreset { id: saved.id };
    studio.delete_preset(removed).await.unwrap();
    assert_eq!(studio.list_presets(ListPresets {}).await.unwrap(), []);
    let back = SavePreset {
        id: Some(saved.id),
        ..named("Brief")
    };
    let back = studio.save_preset(back).await.unwrap();
    assert_eq!(back.id, saved.id, "a deletion can be undone");
}

#[tokio::test]
async fn what_is_no_preset_is_refused() {
    let stage = stage().await;
    let mut hot = named("Hot");
    hot.options.temperature = Some(9.0);
    for wrong in [named(" \n"), named(&"x".repeat(81)), hot] {
        let error = stage.studio.save_preset(wrong).await.unwrap_err();
        assert_eq!(error.code, Code::InvalidInput);
    }
    let all = stage.studio.list_presets(ListPresets {}).await.unwrap();
    assert_eq!(all, [], "nothing half saved");
}

#[tokio::test]
async fn a_range_that_is_none_is_refused() {
    let stage = stage().await;
    let range = |from, to, offset_minutes| ReadUsage {
        from: Timestamp(from),
        to: Timestamp(to),
        group: UsageGroup::Day,
        offset_minutes,
    };
    for wrong in [
        range(5, 5, 0),
        range(6, 5, 0),
        range(i64::MIN, i64::MAX, 0),
        range(0, 400_000_000_000, 0),
        range(0, 1, 1_441),
        range(0, 1, i32::MIN),
    ] {
        let error = stage.studio.read_usage(wrong).await.unwrap_err();
        assert_eq!(error.code, Code::InvalidInput);
    }
    stage.script.reply([Step::text("Yes."), Step::done(1)]);
    ask(&stage.studio, question("Well?")).await;
    let all = range(1_600_000_000_000, 1_900_000_000_000, -720);
    let report = stage.studio.read_usage(all).await.unwrap();
    assert_eq!(report.totals.requests, 1, "the local reply, and no title");
    assert_eq!(report.totals.input_tokens, 7, "as the script counts");
    assert!(!report.totals.cost.is_at_least(), "this computer is free");
}
