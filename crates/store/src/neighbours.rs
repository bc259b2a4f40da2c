//! Noticing what other processes write into the same file.

use contract::Result;

use crate::store::Store;

impl Store {
    /// A number that changes when another process, or another [`Store`] on the file,
    /// committed something. What this store writes does not change it. Costs next to
    /// nothing, but waits for this store's writes. After a full disk, when the writing
    /// connection was replaced, a change may be missed once.
    ///
    /// # Errors
    /// The storage's.
    pub async fn version_by_others(&self) -> Result<i64> {
        self.doing("look for changes", async {
            // SQLite counts per connection, and does not count a connection's own
            // commits: so the one that writes has to ask.
            let version = sqlx::query_scalar("PRAGMA data_version")
                .fetch_one(&self.shared.writer)
                .await?;
            Ok(version)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use contract::ConversationId;

    use crate::tests::{Folder, at, fresh};

    #[tokio::test]
    async fn only_what_others_commit_counts() {
        let folder = Folder::new();
        let (one, two) = (folder.open().await, folder.open().await);
        let before = one.version_by_others().await.unwrap();
        let id = || ConversationId(fresh());
        one.create_conversation(id(), at(1)).await.unwrap();
        assert_eq!(
            one.version_by_others().await.unwrap(),
            before,
            "or each delta of a reply would look like a neighbour's work"
        );
        two.create_conversation(id(), at(2)).await.unwrap();
        let after = one.version_by_others().await.unwrap();
        assert_ne!(after, before);
        one.create_conversation(id(), at(3)).await.unwrap();
        assert_eq!(one.version_by_others().await.unwrap(), after, "said once");
        one.close().await.unwrap();
        two.close().await.unwrap();
    }
}
