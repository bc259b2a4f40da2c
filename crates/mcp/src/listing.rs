//! The tools that a server lists, page by page, as far as they are taken.

use std::collections::HashSet;
use std::sync::Arc;

use rmcp::model::PaginatedRequestParams;
use rmcp::{Peer, RoleClient};

use crate::connection::failure;
use crate::error::Error;
use crate::options::Options;
use crate::tool::Tool;

/// Pages of one listing, empty ones among them.
const PAGES: usize = 64;

/// The server's tools. What is beyond the bounds, or is listed twice, is left out and logged.
pub(crate) async fn tools(
    peer: &Peer<RoleClient>,
    options: &Options,
) -> Result<Arc<[Tool]>, Error> {
    let info = peer.peer_info();
    if info.is_some_and(|info| info.capabilities.tools.is_none()) {
        return Ok(Arc::new([]));
    }
    let mut tools: Vec<Tool> = Vec::new();
    let mut names = HashSet::new();
    let mut cursor: Option<String> = None;
    for _ in 0..PAGES {
        let params = cursor
            .take()
            .map(|cursor| PaginatedRequestParams::default().with_cursor(Some(cursor)));
        let page = peer.list_tools(params).await.map_err(failure::of_service)?;
        for tool in page.tools {
            if tools.len() >= options.tools {
                tracing::warn!(
                    most = options.tools,
                    "a server has more tools than are taken"
                );
                return Ok(tools.into());
            }
            match Tool::new(tool, options) {
                Ok(tool) if names.insert(tool.name.clone()) => tools.push(tool),
                Ok(tool) => tracing::warn!(name = tool.name, "a server lists a tool twice"),
                Err(why) => tracing::warn!(why, "a server's tool is left out"),
            }
        }
        cursor = page.next_cursor;
        if cursor.is_none() {
            return Ok(tools.into());
        }
    }
    tracing::warn!(
        most = PAGES,
        "a server lists its tools on more pages than are read"
    );
    Ok(tools.into())
}
