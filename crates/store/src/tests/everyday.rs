//! Titles that models make, sums of the usage, presets.

use contract::message::{MessageStatus, ReplyOptions, Route, Usage};
use contract::preset::SavePreset;
use contract::usage::{ReadUsage, UsageGroup};
use contract::{Code, ConversationId, ModelId, Money, PresetId, ProviderId, Timestamp, Total};

use super::{Folder, asked, at, completed, conversation, exchange, fresh, reply_to, say};
use crate::{AskedModel, Completion, Finish, NewExchange, Store};

#[tokio::test]
async fn a_made_title_takes_the_place_of_first_words_alone() {
    let folder = Folder::new();
    let store = folder.open().await;
    let sent = conversation(&store, "q0", "a0").await;
    let id = sent.conversation.id;
    let before = store.untitled(sent.reply.id).await.unwrap().unwrap();
    assert_eq!(
        (before.title.as_str(), before.question.as_str()),
        ("A title", "q0")
    );
    let made = store
        .set_made_title(&before, "Tides", at(9_000))
        .await
        .unwrap();
    let made = made.unwrap();
    assert_eq!(made.title, "Tides");
    assert_eq!(
        made.updated_at,
        store.conversation(id).await.unwrap().updated_at
    );
    assert!(made.updated_at < at(9_000), "it is no activity");
    assert_eq!(
        store.untitled(sent.reply.id).await.unwrap(),
        None,
        "once is enough"
    );
    let hits = store.search("Tides", 5).await.unwrap();
    assert_eq!(hits.hits.len(), 1, "it can be searched for");

    let later = say(&store, exchange(id, false, "q1"), "a1").await;
    assert_eq!(
        store.untitled(later.reply.id).await.unwrap(),
        None,
        "not the first reply"
    );

    // A person's title wins, also when it comes while the model is asked.
    let other = conversation(&store, "q0", "a0").await;
    let before = store.untitled(other.reply.id).await.unwrap().unwrap();
    let id = other.conversation.id;
    store
        .rename_conversation(id, "Mine", at(3_000))
        .await
        .unwrap();
    let late = store
        .set_made_title(&before, "Theirs", at(4_000))
        .await
        .unwrap();
    assert_eq!(late, None);
    assert_eq!(store.conversation(id).await.unwrap().title, "Mine");
    assert_eq!(store.untitled(other.reply.id).await.unwrap(), None);

    let gone = conversation(&store, "q0", "a0").await;
    let before = store.untitled(gone.reply.id).await.unwrap().unwrap();
    store
        .delete_conversation(gone.conversation.id, at(5_000))
        .await
        .unwrap();
    assert_eq!(store.untitled(gone.reply.id).await.unwrap(), None);
    assert_eq!(
        store.set_made_title(&before, "x", at(6_000)).await.unwrap(),
        None
    );
    store.close().await.unwrap();
}

const DAY: i64 = 24 * 60 * 60 * 1_000;

/// A reply that ended at `at`, by `provider`.
async fn spend(store: &Store, provider: &str, at: i64, completion: Completion) {
    let new = NewExchange {
        asked: AskedModel {
            provider: ProviderId(provider.into()),
            model: ModelId(format!("{provider}-m")),
            route: if provider == "local" {
                Route::Local
            } else {
                Route::Key
            },
        },
        ..exchange(ConversationId(fresh()), true, "q")
    };
    let sent = store.add_exchange(new).await.unwrap();
    let end = Finish {
        completion: Some(completion),
        now: Timestamp(at),
        ..completed()
    };
    store.finish_reply(sent.reply.id, end).await.unwrap();
}

fn took(input: u32, cost: Option<u64>) -> Completion {
    Completion {
        usage: Some(Usage {
            input_tokens: input,
            output_tokens: 2,
            cached_tokens: 1,
            thinking_tokens: 1,
            estimated: input == 40,
        }),
        cost: cost.map(Money::picos),
        timing: None,
    }
}

#[tokio::test]
async fn usage_is_summed_by_day_model_and_provider() {
    let folder = Folder::new();
    let store = folder.open().await;
    spend(&store, "openai", 10 * DAY, took(10, Some(5))).await;
    spend(&store, "openai", 11 * DAY - 1, took(20, None)).await;
    spend(&store, "local", 11 * DAY, took(40, None)).await;
    spend(&store, "openai", 11 * DAY + 1, Completion::default()).await;
    spend(&store, "google", 13 * DAY, took(1_000, Some(1))).await;
    let ask = |group, offset_minutes| ReadUsage {
        from: Timestamp(10 * DAY),
        to: Timestamp(13 * DAY),
        group,
        offset_minutes,
    };
    let report = store.usage(&ask(UsageGroup::Day, 0)).await.unwrap();
    let days: Vec<_> = report
        .rows
        .iter()
        .map(|row| (row.key.as_str(), row.sums.requests, row.sums.input_tokens))
        .collect();
    assert_eq!(days, [("1970-01-11", 2, 30), ("1970-01-12", 2, 40)]);
    let totals = report.totals;
    assert_eq!(
        (totals.requests, totals.uncounted),
        (4, 1),
        "the end does not count"
    );
    assert_eq!(totals.estimated, 1);
    assert_eq!((totals.input_tokens, totals.output_tokens), (70, 6));
    assert_eq!((totals.cached_tokens, totals.thinking_tokens), (3, 3));
    let cost = Total {
        known: Money::picos(5),
        unknown: 2,
    };
    assert_eq!(
        totals.cost, cost,
        "what this computer did is free and not unknown"
    );

    let east = store.usage(&ask(UsageGroup::Day, 60)).await.unwrap();
    assert_eq!(
        east.rows
            .iter()
            .map(|row| row.sums.requests)
            .collect::<Vec<_>>(),
        [1, 3],
        "an hour east the last moment of a day belongs to the next"
    );
    let models = store.usage(&ask(UsageGroup::Model, 0)).await.unwrap().rows;
    assert_eq!(models[0].key, "openai-m");
    assert_eq!(models[0].provider, Some(ProviderId("openai".into())));
    assert_eq!(models[0].sums.requests, 3, "most asked first");
    let providers = store
        .usage(&ask(UsageGroup::Provider, 0))
        .await
        .unwrap()
        .rows;
    let keys: Vec<_> = providers.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys, ["openai", "local"]);

    let nothing = ReadUsage {
        from: Timestamp(0),
        to: Timestamp(1),
        ..ask(UsageGroup::Model, 0)
    };
    assert_eq!(store.usage(&nothing).await.unwrap(), Default::default());
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_title_is_counted_beside_its_reply() {
    let folder = Folder::new();
    let store = folder.open().await;
    let sent = conversation(&store, "q0", "a0").await;
    let completion = took(7, Some(3));
    store
        .add_title_completion(sent.reply.id, completion, at(8_000))
        .await
        .unwrap();
    let purposes =
        sqlx::query_scalar::<_, String>("SELECT purpose FROM completions WHERE message = ?")
            .bind(sent.reply.id.0)
            .fetch_all(&store.shared.readers)
            .await
            .unwrap();
    assert_eq!(purposes, ["title"]);
    let again = store.add_reply(reply_to(sent.message.id)).await.unwrap();
    let end = Finish {
        completion: Some(completion),
        ..completed()
    };
    let again = store.finish_reply(again.id, end).await.unwrap();
    assert_eq!(
        (again.status, asked().route),
        (MessageStatus::Complete, Route::Local)
    );
    let purpose =
        sqlx::query_scalar::<_, String>("SELECT purpose FROM completions WHERE message = ?")
            .bind(again.id.0)
            .fetch_one(&store.shared.readers)
            .await
            .unwrap();
    assert_eq!(purpose, "reply");
    store.close().await.unwrap();
}

#[tokio::test]
async fn presets_are_saved_over_and_come_back() {
    let folder = Folder::new();
    let store = folder.open().await;
    let preset = |name: &str| SavePreset {
        id: None,
        name: name.into(),
        options: ReplyOptions {
            system: Some("Be brief.".into()),
            ..ReplyOptions::default()
        },
    };
    let (a, b) = (PresetId(fresh()), PresetId(fresh()));
    store.save_preset(a, preset("beta"), at(1)).await.unwrap();
    store.save_preset(b, preset("Alpha"), at(2)).await.unwrap();
    let names = async || -> Vec<String> {
        let all = store.presets().await.unwrap();
        all.into_iter().map(|preset| preset.name).collect()
    };
    assert_eq!(names().await, ["Alpha", "beta"]);
    let saved = store.save_preset(a, preset("gamma"), at(3)).await.unwrap();
    assert_eq!(names().await, ["Alpha", "gamma"]);
    assert!(store.presets().await.unwrap().contains(&saved));
    store.delete_preset(a).await.unwrap();
    store.delete_preset(a).await.unwrap();
    assert_eq!(names().await, ["Alpha"]);
    for number in 1..500 {
        store
            .save_preset(PresetId(fresh()), preset(&number.to_string()), at(4))
            .await
            .unwrap();
    }
    let full = store
        .save_preset(PresetId(fresh()), preset("x"), at(5))
        .await
        .unwrap_err();
    assert_eq!(full.code, Code::InvalidInput);
    assert_eq!(store.presets().await.unwrap().len(), 500);
    store.save_preset(b, preset("over"), at(6)).await.unwrap();
    store.close().await.unwrap();
}
