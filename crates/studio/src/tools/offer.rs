//! The tools that a model is offered: those of all servers that are confirmed, enabled and there in time.

use std::collections::HashMap;
use std::time::Duration;

use contract::ToolServerId;
use mcp::Identity;
use mcp::names::{Named, Names};
use store::ToolServerRow;

use super::spec;
use crate::studio::Studio;

/// How long a reply waits for servers that start. One that takes longer is there for the next reply.
const PATIENCE: Duration = Duration::from_secs(10);
/// Tools of one request; some vendors refuse more.
const MOST: usize = 128;

/// What is offered.
#[derive(Clone, Debug, Default)]
pub(super) struct Offer {
    /// By the names that the model knows.
    tools: HashMap<String, Offered>,
    /// In the order of their names.
    pub(super) listed: Vec<providers::Tool>,
}

/// One tool and whose it is.
#[derive(Clone, Debug)]
pub(super) struct Offered {
    pub(super) server: ToolServerId,
    pub(super) server_name: String,
    pub(super) identity: Identity,
    pub(super) tool: mcp::Tool,
}

impl Offer {
    /// Asks the servers. Those that fail are left out: a reply does not depend on them.
    pub(super) async fn of(studio: &Studio) -> contract::Result<Self> {
        let rows = studio.disk().tool_servers().await?;
        let usable = |row: &&ToolServerRow| row.enabled && spec::is_confirmed(row);
        let asked = rows.iter().filter(usable).map(|row| ask(studio, row));
        let found: Vec<Offered> = futures::future::join_all(asked)
            .await
            .into_iter()
            .flatten()
            .collect();
        Ok(Self::named(found))
    }

    fn named(found: Vec<Offered>) -> Self {
        let ids: Vec<String> = found.iter().map(|one| one.server.to_string()).collect();
        let names = Names::of(found.iter().zip(&ids).map(|(one, id)| Named {
            server: id,
            server_name: &one.server_name,
            tool: &one.tool.name,
        }));
        let mut offer = Self::default();
        for (name, origin) in names.iter().take(MOST) {
            let one = found
                .iter()
                .zip(&ids)
                .find(|(one, id)| **id == origin.server && one.tool.name == origin.tool);
            let Some((one, _)) = one else { continue };
            offer.listed.push(providers::Tool {
                name: name.to_owned(),
                description: one.tool.description.clone(),
                schema: one.tool.schema.clone(),
            });
            offer.tools.insert(name.to_owned(), one.clone());
        }
        offer
    }

    /// What a model means by `name`.
    pub(super) fn find(&self, name: &str) -> Option<&Offered> {
        self.tools.get(name)
    }
}

async fn ask(studio: &Studio, row: &ToolServerRow) -> Vec<Offered> {
    let ready = async {
        let connection = studio.parts().tools.connection(studio, row).await.ok()?;
        connection.ready().await.ok()?;
        Some(connection.tools())
    };
    let tools = tokio::time::timeout(PATIENCE, ready).await;
    let Ok(Some(tools)) = tools else {
        tracing::warn!(server = %row.id, "its tools are not offered: it failed, or is not ready yet");
        return Vec::new();
    };
    let identity = spec::of(row).identity();
    let offered = tools.iter().map(|tool| Offered {
        server: row.id,
        server_name: row.name.clone(),
        identity,
        tool: tool.clone(),
    });
    offered.collect()
}
