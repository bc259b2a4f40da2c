//! SQLite's plans for the queries that must not slow down as the database grows:
//! each must use its index, and none may read a whole table.

use sqlx::{AssertSqlSafe, Row};

use super::Folder;
use crate::Store;

async fn plan(store: &Store, sql: &str) -> String {
    let rows = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")))
        .fetch_all(&store.shared.readers)
        .await
        .unwrap();
    rows.iter()
        .map(|row| row.get::<String, _>("detail") + "\n")
        .collect()
}

#[tokio::test]
async fn queries_use_their_indexes() {
    let folder = Folder::new();
    let store = folder.open().await;
    // With statistics, as after the first clean end of a session.
    crate::seed::fill(&store, 50, 2000, 3).await.unwrap();
    store.close().await.unwrap();
    let store = folder.open().await;
    for (sql, index) in [
        (
            "SELECT id FROM conversations WHERE deleted_at IS NULL AND archived = 0
               AND (pinned, updated_at, id) < (1, 9, x'00')
             ORDER BY pinned DESC, updated_at DESC, id DESC LIMIT 51",
            "conversations_shelved",
        ),
        (
            "SELECT id, (SELECT f.id FROM folders f WHERE f.number = c.folder) FROM conversations c
             WHERE deleted_at IS NULL AND archived = 0 AND folder IS NULL
               AND (pinned, updated_at, id) < (1, 9, x'00')
             ORDER BY pinned DESC, updated_at DESC, id DESC LIMIT 51",
            "conversations_in_folder",
        ),
        (
            // The very query binds the folder.
            "SELECT id FROM conversations c
             WHERE deleted_at IS NULL AND archived = ? AND folder IS ?
               AND (pinned, updated_at, id) < (1, 9, x'00')
             ORDER BY pinned DESC, updated_at DESC, id DESC LIMIT 51",
            "conversations_in_folder",
        ),
        (
            "SELECT id, (SELECT count(*) FROM conversations c
                         WHERE c.archived = 0 AND c.folder = f.number AND c.deleted_at IS NULL)
             FROM folders f WHERE deleted_at IS NULL LIMIT 200",
            "USING COVERING INDEX conversations_in_folder",
        ),
        (
            "UPDATE conversations SET former_folder = folder, folder = NULL WHERE folder = 9",
            "conversations_by_folder",
        ),
        (
            "UPDATE conversations SET folder = former_folder WHERE former_folder = 9",
            "conversations_by_former_folder",
        ),
        (
            "WITH RECURSIVE up (number, parent, steps) AS (
                 SELECT number, parent, 1 FROM messages WHERE number = 9
                 UNION ALL
                 SELECT m.number, m.parent, up.steps + 1
                 FROM up JOIN messages m ON m.number = up.parent WHERE up.steps < 40)
             SELECT number FROM up ORDER BY number",
            "INTEGER PRIMARY KEY",
        ),
        (
            "WITH RECURSIVE below (number) AS (
                 SELECT 9 UNION ALL
                 SELECT m.number FROM below JOIN messages m ON m.parent = below.number)
             SELECT max(number) FROM below",
            "messages_by_parent",
        ),
        (
            "SELECT m.id FROM (SELECT DISTINCT value FROM json_each('[1]')) AS wanted
             CROSS JOIN messages m ON m.parent = wanted.value ORDER BY m.number",
            "messages_by_parent",
        ),
        (
            "SELECT id FROM messages WHERE parent IS NULL AND conversation = 9 ORDER BY number",
            "messages_by_parent",
        ),
        (
            "SELECT number FROM messages WHERE status = 'streaming' ORDER BY number",
            "messages_streaming",
        ),
        (
            "DELETE FROM messages WHERE conversation = 9",
            "messages_by_conversation",
        ),
        (
            "SELECT number FROM conversations WHERE deleted_at < 9 ORDER BY deleted_at",
            "conversations_deleted",
        ),
        (
            "SELECT number FROM jobs WHERE state IN ('queued', 'waiting', 'running')
             ORDER BY created_at, number LIMIT 1",
            "jobs_open",
        ),
        (
            "SELECT a.id FROM json_each('[1]') AS wanted
             CROSS JOIN attachments a ON a.message = wanted.value ORDER BY a.message, a.position",
            "attachments_by_message",
        ),
        (
            "SELECT id FROM attachments
             WHERE message IS NULL AND in_draft = 1 AND conversation IS 9 ORDER BY number",
            "attachments_unsent",
        ),
        (
            "SELECT EXISTS (SELECT 1 FROM attachments WHERE picture = 'p')",
            "attachments_by_picture",
        ),
    ] {
        let plan = plan(&store, sql).await;
        assert!(plan.contains(index), "{sql}\n{plan}");
        for table in [
            "SCAN messages\n",
            "SCAN conversations\n",
            "SCAN m\n",
            "SCAN c\n",
            "SCAN a\n",
            "SCAN attachments\n",
        ] {
            assert!(!plan.contains(table), "{sql}\n{plan}");
        }
        assert!(
            !["conversations_shelved", "conversations_in_folder"].contains(&index)
                || !plan.contains("TEMP B-TREE"),
            "the index gives the order: {plan}"
        );
    }
    store.close().await.unwrap();
}
