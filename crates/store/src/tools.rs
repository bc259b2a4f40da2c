//! Servers of tools, and what is always allowed. Their secrets are elsewhere.

use contract::tool::ToolTransport;
use contract::{Code, Result, Timestamp, ToolServerId};

use crate::convert::{from_json, to_json};
use crate::error::Failure;
use crate::store::Store;

/// One server as the user entered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToolServerRow {
    /// Its id.
    pub id: ToolServerId,
    /// What the user calls it.
    pub name: String,
    /// How it is spoken to.
    pub transport: ToolTransport,
    /// The digest of what the user confirmed.
    pub confirmed: Option<String>,
    /// Whether its tools are offered.
    pub enabled: bool,
    /// When it was added.
    pub created_at: Timestamp,
}

impl Store {
    /// All servers, the oldest first.
    ///
    /// # Errors
    /// The storage's.
    pub async fn tool_servers(&self) -> Result<Vec<ToolServerRow>> {
        self.doing("read the servers of tools", async {
            let rows = sqlx::query!(
                r#"SELECT id AS "id!", name, transport, confirmed, enabled AS "enabled!: bool",
                          created_at
                   FROM tool_servers ORDER BY created_at, id"#
            )
            .fetch_all(&self.shared.readers)
            .await?;
            let mut servers = Vec::with_capacity(rows.len());
            for row in rows {
                let id = row.id.parse().map_err(|_| {
                    Failure::said(Code::DatabaseCorrupt, "A server of tools has no id")
                })?;
                servers.push(ToolServerRow {
                    id,
                    name: row.name,
                    transport: from_json(&row.transport)?,
                    confirmed: row.confirmed,
                    enabled: row.enabled,
                    created_at: Timestamp(row.created_at),
                });
            }
            Ok(servers)
        })
        .await
    }

    /// Keeps a server, in the place of what was kept under its id.
    ///
    /// # Errors
    /// The storage's.
    pub async fn put_tool_server(&self, row: &ToolServerRow) -> Result<()> {
        self.doing("keep a server of tools", async {
            let mut write = self.write().await?;
            let (id, transport) = (row.id.to_string(), to_json(&row.transport)?);
            sqlx::query!(
                "INSERT INTO tool_servers (id, name, transport, confirmed, enabled, created_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name,
                     transport = excluded.transport, confirmed = excluded.confirmed,
                     enabled = excluded.enabled",
                id,
                row.name,
                transport,
                row.confirmed,
                row.enabled,
                row.created_at.0
            )
            .execute(&mut *write)
            .await?;
            write.commit().await?;
            Ok(())
        })
        .await
    }

    /// Forgets a server.
    ///
    /// # Errors
    /// The storage's.
    pub async fn remove_tool_server(&self, id: ToolServerId) -> Result<()> {
        self.doing("forget a server of tools", async {
            let mut write = self.write().await?;
            let id = id.to_string();
            sqlx::query!("DELETE FROM tool_servers WHERE id = ?1", id)
                .execute(&mut *write)
                .await?;
            write.commit().await?;
            Ok(())
        })
        .await
    }

    /// What is always allowed, by its stable text, and since when.
    ///
    /// # Errors
    /// The storage's.
    pub async fn tool_grants(&self) -> Result<Vec<(String, Timestamp)>> {
        self.doing("read what is always allowed", async {
            let rows = sqlx::query!("SELECT key, since FROM tool_grants ORDER BY since, key")
                .fetch_all(&self.shared.readers)
                .await?;
            let grants = rows.into_iter().map(|row| (row.key, Timestamp(row.since)));
            Ok(grants.collect())
        })
        .await
    }

    /// Allows always. What is allowed already stays as it is.
    ///
    /// # Errors
    /// The storage's.
    pub async fn add_tool_grant(&self, key: &str, now: Timestamp) -> Result<()> {
        self.doing("keep what is always allowed", async {
            let mut write = self.write().await?;
            sqlx::query!(
                "INSERT INTO tool_grants (key, since) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                key,
                now.0
            )
            .execute(&mut *write)
            .await?;
            write.commit().await?;
            Ok(())
        })
        .await
    }

    /// Does not allow it any more.
    ///
    /// # Errors
    /// The storage's.
    pub async fn remove_tool_grant(&self, key: &str) -> Result<()> {
        self.doing("forget what was always allowed", async {
            let mut write = self.write().await?;
            sqlx::query!("DELETE FROM tool_grants WHERE key = ?1", key)
                .execute(&mut *write)
                .await?;
            write.commit().await?;
            Ok(())
        })
        .await
    }
}
