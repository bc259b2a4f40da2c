use contract::settings::Appearance;
use contract::{ModelId, ProviderId};

use super::*;

fn warm(temperature: f32) -> SettingsPatch {
    SettingsPatch {
        temperature: Some(temperature),
        ..SettingsPatch::default()
    }
}

fn at(temperature: f32) -> Settings {
    patched(Settings::default(), &warm(temperature))
}

fn wide(width: u32) -> SettingsPatch {
    SettingsPatch {
        list_width: Some(width),
        ..SettingsPatch::default()
    }
}

fn open(id: Option<ConversationId>) -> SettingsPatch {
    SettingsPatch {
        open_conversation: id,
        ..SettingsPatch::default()
    }
}

fn full() -> SettingsPatch {
    SettingsPatch {
        appearance: Some(Appearance::Dark),
        first_run_done: Some(true),
        default_model: Some(ModelId("other".into())),
        temperature: Some(1.5),
        top_p: Some(0.5),
        max_tokens: Some(77),
        default_provider: Some(ProviderId("openai".into())),
        idle_timeout_seconds: Some(60),
        unload_after_minutes: Some(0),
        titles: Some(false),
        list_width: Some(300),
        list_collapsed: Some(true),
        open_conversation: "00000000-0000-7000-8000-000000000001".parse().ok(),
    }
}

#[test]
fn nothing_told_late_goes_back_behind_what_is_meant() {
    let mut pending = Pending::default();
    pending.mean(warm(0.1));
    pending.mean(warm(0.2));
    pending.told(at(0.1));
    assert_eq!(pending.meant(), at(0.2), "the event of the first change");
    pending.answered(Some(at(0.1)));
    assert_eq!(pending.meant(), at(0.2), "the answer to the first change");
    pending.answered(Some(at(0.2)));
    assert_eq!(pending.meant(), at(0.2));
    pending.told(at(0.9));
    assert_eq!(pending.meant(), at(0.9), "nothing is on its way any more");
}

#[test]
fn one_change_is_sent_at_a_time_and_the_rest_as_one() {
    let mut pending = Pending::default();
    pending.mean(warm(0.1));
    let (first, sent) = pending.sending();
    assert_eq!(sent, Some(warm(0.1)), "the first goes out at once");
    pending.mean(warm(0.2));
    pending.mean(wide(300));
    pending.mean(warm(0.3));
    assert_eq!(pending.sending(), (first, Some(warm(0.1))), "the rest wait");
    pending.answered(Some(at(0.1)));
    let (second, sent) = pending.sending();
    assert_ne!(second, first, "another is sent");
    assert_eq!(
        sent,
        Some(joined(warm(0.3), wide(300))),
        "the last of each setting"
    );
    pending.answered(Some(patched(at(0.3), &wide(300))));
    assert_eq!(pending.sending(), (second, None), "all are answered");
}

#[test]
fn a_refusal_takes_back_what_was_refused_alone() {
    let mut pending = Pending::default();
    pending.told(at(0.7));
    pending.mean(warm(0.1));
    pending.mean(wide(300));
    assert_eq!(
        pending.answered(None),
        Some(warm(0.1)),
        "what the person is told of"
    );
    assert_eq!(
        pending.meant(),
        patched(at(0.7), &wide(300)),
        "the later change stands"
    );
    pending.answered(None);
    assert_eq!(pending.meant(), at(0.7), "both are taken back");
}

#[test]
fn what_another_changed_shows_beside_what_is_meant() {
    let mut pending = Pending::default();
    pending.mean(warm(0.1));
    pending.told(patched(Settings::default(), &wide(300)));
    assert_eq!(pending.meant(), patched(at(0.1), &wide(300)));
}

#[test]
fn a_deleted_conversation_is_not_opened_again() {
    let id = full().open_conversation.expect("an id");
    let mut pending = Pending::default();
    pending.told(patched(Settings::default(), &full()));
    pending.mean(open(Some(id)));
    pending.mean(open(Some(id)));
    pending.forget(id);
    assert_eq!(
        pending.meant().open_conversation,
        None,
        "neither kept nor meant"
    );
}

#[test]
fn only_a_change_of_the_place_may_fail_in_silence() {
    assert!(is_of_place_alone(&open(full().open_conversation)));
    assert!(
        !is_of_place_alone(&full()),
        "other settings are lost with it"
    );
}

#[test]
fn a_patch_changes_what_it_names_alone() {
    let after = patched(Settings::default(), &wide(300));
    let expected = Settings {
        list_width: 300,
        ..Settings::default()
    };
    assert_eq!(after, expected, "the rest stays");
}

#[test]
fn no_setting_is_forgotten() {
    let json = |settings: &Settings| serde_json::to_value(settings).expect("settings are JSON");
    let (before, after) = (
        json(&Settings::default()),
        json(&patched(Settings::default(), &full())),
    );
    for (name, value) in before.as_object().expect("an object") {
        assert_ne!(after[name], *value, "{name} is not patched");
    }
    let nothing = SettingsPatch::default;
    assert_eq!(joined(full(), nothing()), full(), "the first alone");
    assert_eq!(joined(nothing(), full()), full(), "the second alone");
}
