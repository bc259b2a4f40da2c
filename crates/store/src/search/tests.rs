//! Search: words, substrings, hostile input.

use contract::ConversationId;
use contract::search::{Piece, SearchHit};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::TOGETHER;
use super::query::Query;
use crate::tests::{Folder, at, completed, conversation, exchange, fresh, say, stopped};
use crate::{NewExchange, Store};

async fn hits(store: &Store, query: &str) -> Vec<SearchHit> {
    store.search(query, 20).await.unwrap().hits
}

fn ids(hits: &[SearchHit]) -> Vec<ConversationId> {
    hits.iter().map(|hit| hit.conversation.id).collect()
}

fn joined(excerpt: &[Piece]) -> String {
    excerpt
        .iter()
        .map(|piece| {
            if piece.hit {
                format!("[{}]", piece.text)
            } else {
                piece.text.clone()
            }
        })
        .collect()
}

#[tokio::test]
async fn all_words_must_occur_the_last_as_a_prefix() {
    let folder = Folder::new();
    let store = folder.open().await;
    let cafe = conversation(&store, "Where is a good Café?", "Near the old harbour.").await;
    conversation(&store, "Where is the moon?", "Far away.").await;
    let found = hits(&store, "cafe goo").await;
    assert_eq!(ids(&found), [cafe.conversation.id]);
    assert_eq!(found[0].message, Some(cafe.message.id));
    assert_eq!(joined(&found[0].excerpt), "Where is a [good Café]?");
    assert_eq!(ids(&hits(&store, "HARB").await), [cafe.conversation.id]);
    assert!(
        hits(&store, "harb near").await.is_empty(),
        "only the last is a prefix"
    );
    assert!(hits(&store, "cafe moon").await.is_empty(), "in one message");
    assert_eq!(hits(&store, "where").await.len(), 2);
    store.close().await.unwrap();
}

#[tokio::test]
async fn one_hit_a_conversation_and_titles_first() {
    let folder = Folder::new();
    let store = folder.open().await;
    let both = conversation(&store, "violin and violin", "violin").await;
    let title = conversation(&store, "x", "y").await;
    store
        .rename_conversation(title.conversation.id, "My violin", at(1))
        .await
        .unwrap();
    let found = hits(&store, "violin").await;
    assert_eq!(ids(&found), [title.conversation.id, both.conversation.id]);
    assert_eq!(found[0].message, None);
    assert_eq!(joined(&found[0].excerpt), "My [violin]");
    assert!(found[1].message.is_some());
    // A new title replaces the old one in the index.
    store
        .rename_conversation(title.conversation.id, "My cello", at(1))
        .await
        .unwrap();
    assert_eq!(ids(&hits(&store, "violin").await), [both.conversation.id]);
    assert_eq!(
        store.search("violin", 0).await.unwrap().hits.len(),
        1,
        "a limit of at least 1"
    );
    store.close().await.unwrap();
}

/// More matching messages than are looked at together.
#[tokio::test]
async fn a_long_conversation_hides_no_older_one() {
    let folder = Folder::new();
    let store = folder.open().await;
    let older = conversation(&store, "needle 针线", "x")
        .await
        .conversation
        .id;
    let long = ConversationId(fresh());
    let mut last = None;
    for _ in 0..=TOGETHER / 2 {
        let question = exchange(long, last.is_none(), "needle 针线");
        let sent = say(
            &store,
            NewExchange {
                parent: last,
                ..question
            },
            "needle 针线",
        )
        .await;
        last = Some(sent.reply.id);
    }
    for query in ["needle", "针线"] {
        assert_eq!(ids(&hits(&store, query).await), [long, older], "{query}");
    }
    store.delete_conversation(long, at(1)).await.unwrap();
    for query in ["needle", "针线"] {
        let found = hits(&store, query).await;
        assert_eq!(
            ids(&found),
            [older],
            "{query}: what is deleted hides nothing either"
        );
    }
    store.close().await.unwrap();
}

#[tokio::test]
async fn very_many_messages_stand_by_age_and_few_by_merit() {
    let folder = Folder::new();
    let store = folder.open().await;
    let short = conversation(&store, "heron", "a").await.conversation.id;
    let text = "heron ".to_owned() + &"reed ".repeat(50);
    let long = conversation(&store, &text, "a").await.conversation.id;
    assert_eq!(ids(&hits(&store, "heron").await), [short, long]);
    let crowd = ConversationId(fresh());
    let mut last = None;
    for _ in 0..TOGETHER / 2 {
        let question = exchange(crowd, last.is_none(), "heron");
        let next = NewExchange {
            parent: last,
            ..question
        };
        last = Some(say(&store, next, "heron").await.reply.id);
    }
    let newest = conversation(&store, &text, "a").await.conversation.id;
    assert_eq!(
        ids(&hits(&store, "heron").await)[..2],
        [newest, crowd],
        "the crowd's short messages are better, and older"
    );
    store.close().await.unwrap();
}

#[tokio::test]
async fn deleted_conversations_are_left_out_until_restored() {
    let folder = Folder::new();
    let store = folder.open().await;
    let sent = conversation(&store, "sonata", "数据库").await;
    let id = sent.conversation.id;
    store
        .rename_conversation(id, "quartet 音乐", at(1))
        .await
        .unwrap();
    let queries = ["sonata", "quartet", "数据", "音乐"];
    for query in queries {
        assert_eq!(ids(&hits(&store, query).await), [id], "{query}");
    }
    store.delete_conversation(id, at(2)).await.unwrap();
    for query in queries {
        assert!(hits(&store, query).await.is_empty(), "{query}");
    }
    store.restore_conversation(id).await.unwrap();
    for query in queries {
        assert_eq!(ids(&hits(&store, query).await), [id], "{query}");
    }
    store.delete_conversation(id, at(2)).await.unwrap();
    store.purge_deleted(at(3)).await.unwrap();
    store.integrity_check().await.unwrap();
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_reply_is_found_once_it_is_final() {
    let folder = Folder::new();
    let store = folder.open().await;
    let sent = store
        .add_exchange(exchange(ConversationId(fresh()), true, "q"))
        .await
        .unwrap();
    let reply = sent.reply.id;
    store.append_delta(reply, 0, "galaxy 言語").await.unwrap();
    assert!(hits(&store, "galaxy").await.is_empty());
    assert!(hits(&store, "言語").await.is_empty());
    store.finish_reply(reply, stopped()).await.unwrap();
    assert_eq!(hits(&store, "galaxy").await[0].message, Some(reply));
    assert_eq!(hits(&store, "言語").await[0].message, Some(reply));
    // While it goes on it is not final; afterwards all of it is found, once.
    store.resume_reply(reply, "s", at(1)).await.unwrap();
    assert!(hits(&store, "galaxy").await.is_empty());
    store.append_delta(reply, 13, " quasar").await.unwrap();
    store.finish_reply(reply, completed()).await.unwrap();
    for query in ["galaxy", "quasar", "galaxy quasar"] {
        assert_eq!(hits(&store, query).await[0].message, Some(reply), "{query}");
    }
    // FTS5 compares index and text: nothing stale, nothing missing.
    sqlx::query("INSERT INTO message_index (message_index, rank) VALUES ('integrity-check', 1)")
        .execute(&store.shared.writer)
        .await
        .unwrap();
    sqlx::query("INSERT INTO title_index (title_index, rank) VALUES ('integrity-check', 1)")
        .execute(&store.shared.writer)
        .await
        .unwrap();
    store.close().await.unwrap();
}

#[tokio::test]
async fn scripts_without_spaces_are_searched_by_substring() {
    let folder = Folder::new();
    let store = folder.open().await;
    let chinese = conversation(&store, "什么是数据库索引?", "索引让查询更快。").await;
    let japanese = conversation(&store, "東京タワーの高さは?", "333メートルです。").await;
    let korean = conversation(&store, "서울에서 부산까지", "약 325km입니다.").await;
    let thai = conversation(&store, "ภาษาไทยเขียนติดกัน", "ใช่").await;
    let mixed = conversation(&store, "Rust 和数据库", "sqlx 很好").await;
    let rare = conversation(&store, "𠮷野家 100%_!", "x").await;
    for (query, expected) in [
        ("据库", vec![mixed.conversation.id, chinese.conversation.id]),
        ("查询", vec![chinese.conversation.id]),
        ("タワー", vec![japanese.conversation.id]),
        ("부산", vec![korean.conversation.id]),
        ("เขียน", vec![thai.conversation.id]),
        ("rust 数据", vec![mixed.conversation.id]),
        ("𠮷", vec![rare.conversation.id]),
        // Wildcards of LIKE are text.
        ("𠮷 100%_!", vec![rare.conversation.id]),
        ("𠮷 1__", vec![]),
        ("𠮷 1%!", vec![]),
    ] {
        assert_eq!(ids(&hits(&store, query).await), expected, "{query}");
    }
    let found = hits(&store, "查询").await;
    assert_eq!(found[0].message, Some(chinese.reply.id));
    assert_eq!(joined(&found[0].excerpt), "索引让[查询]更快。");
    store.close().await.unwrap();
}

#[tokio::test]
async fn excerpts_are_one_short_line_around_the_hit() {
    let folder = Folder::new();
    let store = folder.open().await;
    let far = format!(
        "{}\n\n# Heading\n\tthe needle {}",
        "hay ".repeat(5000),
        "straw ".repeat(5000)
    );
    conversation(&store, &far, "a").await;
    let unspaced = format!("{}针\n{}", "草".repeat(5000), "草".repeat(5000));
    conversation(&store, &unspaced, "a").await;
    for (query, hit) in [("needle", "needle"), ("针", "针")] {
        let found = hits(&store, query).await;
        let excerpt = &found[0].excerpt;
        let text: String = excerpt.iter().map(|piece| piece.text.as_str()).collect();
        assert!(text.chars().count() <= 165, "{text}");
        assert!(
            !text.contains(['\n', '\t']) && !text.contains("  "),
            "{text}"
        );
        let marked: Vec<_> = excerpt
            .iter()
            .filter(|piece| piece.hit)
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(marked, [hit], "{text}");
    }
    store.close().await.unwrap();
}

#[tokio::test]
async fn an_excerpt_shows_no_signs_of_markdown() {
    let folder = Folder::new();
    let store = folder.open().await;
    let text = "## The **needle** in `hay`\n\nTake 2 * 3 of C# and #1.";
    conversation(&store, text, "a").await;
    conversation(&store, "# 见**针**与 `草`", "a").await;
    for (query, excerpt) in [
        ("needle", "The [needle] in hay Take 2 * 3 of C# and #1."),
        ("针", "见[针]与 草"),
    ] {
        let found = hits(&store, query).await;
        let message = found.iter().find(|hit| hit.message.is_some()).unwrap();
        assert_eq!(joined(&message.excerpt), excerpt);
    }
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_million_signs_beside_a_hit_hold_up_nothing() {
    let folder = Folder::new();
    let store = folder.open().await;
    let text = format!("needle {} straw", "#".repeat(1_000_000));
    conversation(&store, &text, "a").await;
    let found = hits(&store, "needle").await;
    let message = found.iter().find(|hit| hit.message.is_some()).unwrap();
    assert!(joined(&message.excerpt).starts_with("[needle] ###"));
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_hit_at_the_end_of_a_long_title_is_in_sight() {
    let folder = Folder::new();
    let store = folder.open().await;
    let one = conversation(&store, "x", "y").await.conversation.id;
    for (title, query, excerpt) in [
        ("How to find a needle", "needle", "How to find a [needle]"),
        (
            "Everything about straw, hay and one needle",
            "needle",
            "…straw, hay and one [needle]",
        ),
        (
            "Everything about straw, hay and needles in haystacks of all kinds",
            "needles",
            "…hay and [needles] in haystacks of all kinds",
        ),
        (
            "关于干草堆里的干草和稻草的一切以及针",
            "针",
            "…堆里的干草和稻草的一切以及[针]",
        ),
    ] {
        store.rename_conversation(one, title, at(1)).await.unwrap();
        let found = hits(&store, query).await;
        assert_eq!(found[0].message, None);
        assert_eq!(joined(&found[0].excerpt), excerpt, "{title}");
    }
    store.close().await.unwrap();
}

#[test]
fn queries_are_words_or_substrings() {
    for nothing in ["", "   ", "\"*) (", "-", "\0\u{1}", "…"] {
        assert_eq!(Query::parse(nothing), None, "{nothing:?}");
    }
    for (typed, expression) in [
        ("one", "\"one\"*"),
        ("one  two\n", "\"one\" \"two\"*"),
        ("NEAR(a b)", "\"NEAR(a\" \"b)\"*"),
        ("say \"hi\"", "\"say\" \"\"\"hi\"\"\"*"),
        ("\"*) OR (", "\"OR\"*"),
        ("a\0b", "\"a\" \"b\"*"),
        ("title : x", "\"title\" \"x\"*"),
    ] {
        assert_eq!(
            Query::parse(typed),
            Some(Query::Words(expression.to_owned()))
        );
    }
}

#[tokio::test]
async fn hostile_queries_are_only_text() {
    let folder = Folder::new();
    let store = folder.open().await;
    conversation(&store, "near or not and so", "harmless").await;
    for query in [
        "\"*) OR NEAR(",
        "NEAR(a b, 2)",
        "AND",
        "OR",
        "NOT",
        "text : x",
        "text:near",
        "^near",
        "near*",
        "*",
        "\"",
        "\"\"",
        "''",
        "near\"",
        "(near",
        "near)",
        "{text}: near",
        "-near",
        "near + or",
        "a\0b",
        "%",
        "_",
        "\u{FDD0}near\u{FDD1}",
        "'; DROP TABLE messages; --",
        "\u{301}",
        "e\u{301}",
        "🦀",
        "ͤ",
        "\u{10FFFF}a",
    ] {
        store
            .search(query, 20)
            .await
            .unwrap_or_else(|error| panic!("{query:?}: {error}"));
    }
    let long = "word ".repeat(100_000) + &"x".repeat(100_000);
    store.search(&long, 20).await.unwrap();
    assert_eq!(
        hits(&store, "(near) \"or*").await.len(),
        1,
        "what is left is looked for"
    );
    store.integrity_check().await.unwrap();
    store.close().await.unwrap();
}

#[test]
fn no_query_is_an_error() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let folder = Folder::new();
    let store = runtime.block_on(async {
        let store = folder.open().await;
        conversation(&store, "some words", "数据库 and more words").await;
        store
    });
    let soak = std::env::var_os("PULSE_SOAK").is_some_and(|soak| soak == "1");
    let cases = if soak { 20_000 } else { 300 };
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    // Any text, and text made of what means something to FTS5 or LIKE.
    let query = prop_oneof!["\\PC*", ".*", "[a-c\"*()^:+%_!\\-' 数\\x00]{0,12}"];
    TestRunner::new(config)
        .run(&query, |query| {
            let outcome = runtime.block_on(store.search(&query, 5));
            prop_assert!(outcome.is_ok(), "{query:?}: {outcome:?}");
            Ok(())
        })
        .unwrap();
    runtime.block_on(store.close()).unwrap();
}
