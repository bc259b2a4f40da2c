//! Servers of tools: which there are, who may start, and what is always allowed.
//!
//! Belongs here: the commands, a server's row joined with its secrets, its connection and its
//! confirmation, and the loop in which models call tools ([`WithTools`]). Does not belong here: the
//! protocol (`mcp`), where secrets lie (`secrets`), how vendors are told of calls ([`crate::vendors`]).

mod answers;
mod calling;
mod offer;
mod outcome;
mod servers;
mod spec;
mod usage;
mod with_tools;

use contract::tool::{
    ConfirmToolServer, EnableToolServer, RemoveToolServer, RevokeToolGrant, SetToolServer,
    StartToolServer, ToolGrant, ToolInfo, ToolServer, TypedSecret,
};
use contract::{Code, Error, Event, Result, ToolServerId};
use mcp::Grant;
use store::ToolServerRow;

use crate::studio::Studio;
use crate::{check, clock};

pub(crate) use answers::{Answers, answer};
pub(crate) use servers::Servers;
pub(crate) use spec::secret_names;
pub(crate) use with_tools::WithTools;

/// More servers than anybody can oversee.
const MOST: usize = 32;
/// The longest name, in characters.
const LONGEST_NAME: usize = 60;
/// The longest secret, in bytes.
const LONGEST_SECRET: usize = 16 * 1024;

pub(crate) async fn list(studio: &Studio) -> Result<Vec<ToolServer>> {
    let rows = studio.disk().tool_servers().await?;
    let grants = studio.disk().tool_grants().await?;
    Ok(rows.iter().map(|row| seen(studio, row, &grants)).collect())
}

pub(crate) async fn set(studio: &Studio, request: SetToolServer) -> Result<ToolServer> {
    let rows = studio.disk().tool_servers().await?;
    let old = match request.id {
        Some(id) => Some(find(&rows, id)?.clone()),
        None if rows.len() >= MOST => {
            let message = format!("There are {MOST} servers already; remove one first");
            return Err(Error::new(Code::InvalidInput, message));
        }
        None => None,
    };
    let name = check::title(&request.name)?;
    if name.chars().count() > LONGEST_NAME {
        let message = format!("The name is longer than {LONGEST_NAME} characters");
        return Err(check::invalid("name", &message));
    }
    let mut row = ToolServerRow {
        id: request.id.unwrap_or_else(|| ToolServerId(clock::id())),
        name,
        transport: request.transport,
        confirmed: None,
        enabled: old.as_ref().is_none_or(|old| old.enabled),
        created_at: old.as_ref().map_or_else(clock::now, |old| old.created_at),
    };
    let spec = spec::of(&row);
    spec.check().map_err(|error| {
        check::invalid("transport", "This can be no server").with_detail(error.said)
    })?;
    check_secrets(&row, &request.secrets)?;
    if let Some(old) = &old {
        // The confirmation is of one command line or address, and of no other.
        if spec::of(old).identity() == spec.identity() {
            row.confirmed.clone_from(&old.confirmed);
        }
        forget_secrets(studio, old, &row).await?;
    }
    for TypedSecret { name, value } in &request.secrets {
        let name = spec::secret(row.id, name);
        studio.parts().keys.set_named(&name, &value.0).await?;
    }
    keep(studio, row).await
}

pub(crate) async fn confirm(studio: &Studio, request: ConfirmToolServer) -> Result<ToolServer> {
    let mut row = row(studio, request.id).await?;
    let identity = spec::of(&row).identity().to_string();
    if identity != request.identity {
        let message = "The server was changed since it was shown; look at it again";
        return Err(Error::new(Code::Conflict, message));
    }
    row.confirmed = Some(identity);
    row.enabled = true;
    keep(studio, row).await
}

pub(crate) async fn enable(studio: &Studio, request: EnableToolServer) -> Result<ToolServer> {
    let mut row = row(studio, request.id).await?;
    row.enabled = request.enabled;
    keep(studio, row).await
}

pub(crate) async fn start(studio: &Studio, request: StartToolServer) -> Result<ToolServer> {
    let row = row(studio, request.id).await?;
    if !spec::is_confirmed(&row) {
        let message = "Nobody confirmed this server's command line or address yet";
        return Err(Error::new(Code::Conflict, message));
    }
    let servers = &studio.parts().tools;
    servers.forgive(row.id).await;
    // What failed stands in the server's status.
    if let Ok(connection) = servers.connection(studio, &row).await {
        let _ = connection.ready().await;
    }
    let grants = studio.disk().tool_grants().await?;
    Ok(seen(studio, &row, &grants))
}

pub(crate) async fn remove(studio: &Studio, request: RemoveToolServer) -> Result<()> {
    let rows = studio.disk().tool_servers().await?;
    let row = find(&rows, request.id)?;
    let identity = spec::of(row).identity();
    studio.disk().remove_tool_server(row.id).await?;
    studio.parts().tools.close(row.id).await;
    for name in secret_names(row) {
        studio.parts().keys.delete_named(&name).await?;
    }
    let others = rows.iter().filter(|other| other.id != row.id);
    if !others.map(spec::of).any(|spec| spec.identity() == identity) {
        for (key, _) in studio.disk().tool_grants().await? {
            if key
                .parse::<Grant>()
                .is_ok_and(|grant| grant.server == identity)
            {
                studio.disk().remove_tool_grant(&key).await?;
            }
        }
    }
    tell(studio).await;
    Ok(())
}

pub(crate) async fn grants(studio: &Studio) -> Result<Vec<ToolGrant>> {
    let rows = studio.disk().tool_servers().await?;
    let grants = studio.disk().tool_grants().await?.into_iter();
    let known = grants.filter_map(|(key, since)| {
        let grant: Grant = key.parse().ok()?;
        let server = rows
            .iter()
            .find(|row| spec::of(row).identity() == grant.server);
        Some(ToolGrant {
            key,
            server: server.map(|row| row.id),
            tool: grant.tool,
            since,
        })
    });
    Ok(known.collect())
}

pub(crate) async fn revoke(studio: &Studio, request: RevokeToolGrant) -> Result<()> {
    studio.disk().remove_tool_grant(&request.key).await?;
    tell(studio).await;
    Ok(())
}

/// Tells everybody how the servers stand.
pub(crate) async fn tell(studio: &Studio) {
    match list(studio).await {
        Ok(servers) => studio.events_out().send(Event::ToolServersChanged(servers)),
        Err(error) => tracing::debug!(code = error.code.as_str(), "servers not told"),
    }
}

/// Keeps a row. What runs of it ends: its command, its secrets or its use are others now.
async fn keep(studio: &Studio, row: ToolServerRow) -> Result<ToolServer> {
    studio.disk().put_tool_server(&row).await?;
    studio.parts().tools.close(row.id).await;
    tell(studio).await;
    let grants = studio.disk().tool_grants().await?;
    Ok(seen(studio, &row, &grants))
}

fn seen(
    studio: &Studio,
    row: &ToolServerRow,
    grants: &[(String, contract::Timestamp)],
) -> ToolServer {
    let spec = spec::of(row);
    let identity = spec.identity();
    let (status, tools) = studio.parts().tools.seen(row.id);
    let always = |tool: &mcp::Tool| {
        let key = Grant::of(identity, tool).to_string();
        grants.iter().any(|(kept, _)| *kept == key)
    };
    ToolServer {
        id: row.id,
        name: row.name.clone(),
        transport: row.transport.clone(),
        command_line: spec.command_line(),
        identity: identity.to_string(),
        confirmed: spec::is_confirmed(row),
        enabled: row.enabled,
        status,
        tools: tools
            .iter()
            .map(|tool| ToolInfo {
                name: tool.name.clone(),
                title: tool.title.clone(),
                description: tool.description.clone(),
                always: always(tool),
            })
            .collect(),
    }
}

fn check_secrets(row: &ToolServerRow, secrets: &[TypedSecret]) -> Result<()> {
    let declared = secret_names(row);
    for TypedSecret { name, value } in secrets {
        if !declared.contains(&spec::secret(row.id, name)) {
            let message = format!("“{name}” is not among the names of the server's secrets");
            return Err(check::invalid("secrets", &message));
        }
        let value = &value.0;
        if value.is_empty() || value.len() > LONGEST_SECRET || value.chars().any(char::is_control) {
            let message = format!("The value of “{name}” is empty, too long or has line breaks");
            return Err(check::invalid("secrets", &message));
        }
    }
    Ok(())
}

/// Forgets secrets that are not the new row's, all of them if they would go somewhere else.
async fn forget_secrets(studio: &Studio, old: &ToolServerRow, new: &ToolServerRow) -> Result<()> {
    let kept = if spec::goes_to(old) == spec::goes_to(new) {
        secret_names(new)
    } else {
        Vec::new()
    };
    for name in secret_names(old) {
        if !kept.contains(&name) {
            studio.parts().keys.delete_named(&name).await?;
        }
    }
    Ok(())
}

pub(crate) async fn row(studio: &Studio, id: ToolServerId) -> Result<ToolServerRow> {
    let rows = studio.disk().tool_servers().await?;
    find(&rows, id).cloned()
}

fn find(rows: &[ToolServerRow], id: ToolServerId) -> Result<&ToolServerRow> {
    let row = rows.iter().find(|row| row.id == id);
    row.ok_or_else(|| Error::new(Code::NotFound, "That server of tools is not there any more"))
}
