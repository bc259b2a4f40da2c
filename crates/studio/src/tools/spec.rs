//! A server's row as the protocol's crate knows servers.

use contract::ToolServerId;
use contract::tool::ToolTransport;
use mcp::{ServerSpec, Transport};
use store::ToolServerRow;

/// The specification.
pub(super) fn of(row: &ToolServerRow) -> ServerSpec {
    ServerSpec {
        id: row.id.to_string(),
        name: row.name.clone(),
        transport: match row.transport.clone() {
            ToolTransport::Stdio {
                command,
                args,
                env,
                secret_env,
                working_dir,
            } => Transport::Stdio {
                command,
                args,
                env,
                secret_env,
                working_dir,
            },
            ToolTransport::Http {
                url,
                headers,
                secret_headers,
            } => Transport::Http {
                url,
                headers,
                secret_headers,
            },
        },
    }
}

/// Whether the user confirmed just this.
pub(super) fn is_confirmed(row: &ToolServerRow) -> bool {
    let identity = of(row).identity().to_string();
    row.confirmed.as_deref() == Some(identity.as_str())
}

/// Who is told the secrets.
pub(super) fn goes_to(row: &ToolServerRow) -> &str {
    match &row.transport {
        ToolTransport::Stdio { command, .. } => command,
        ToolTransport::Http { url, .. } => url,
    }
}

/// The names of a server's secrets, as they are kept.
pub(crate) fn secret_names(row: &ToolServerRow) -> Vec<String> {
    names(row).map(|name| secret(row.id, name)).collect()
}

/// The names of its variables or headers that are secrets.
pub(super) fn names(row: &ToolServerRow) -> impl Iterator<Item = &str> {
    let names = match &row.transport {
        ToolTransport::Stdio { secret_env, .. } => secret_env,
        ToolTransport::Http { secret_headers, .. } => secret_headers,
    };
    names.iter().map(String::as_str)
}

/// The name under which a server's secret is kept.
pub(super) fn secret(server: ToolServerId, name: &str) -> String {
    format!("tool/{server}/{name}")
}
