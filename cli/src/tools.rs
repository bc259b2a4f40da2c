//! `pulse tools`, and the question on the terminal whether a call of a tool may run.

use std::io::{IsTerminal, Write};

use contract::Handlers;
use contract::tool::{ListToolServers, ToolAnswer, ToolCall, ToolServer, ToolServerStatus};
use serde::Serialize;

use crate::Outcome;
use crate::arguments::{Tools, ToolsCommand};
use crate::open::{JobWork, with_studio};
use crate::output::{Output, complain};

/// Bytes of the arguments that are shown on a terminal.
const SHOWN: usize = 2000;

/// A line of `pulse tools list --json`.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Line<'a> {
    ToolServer {
        #[serde(flatten)]
        server: &'a ToolServer,
    },
}

pub(crate) async fn run(tools: Tools, output: &mut Output) -> Outcome {
    match tools.command {
        ToolsCommand::List(_) => {
            with_studio(JobWork::LeftAlone, async |studio| {
                let servers = studio.list_tool_servers(ListToolServers {}).await?;
                servers.iter().try_for_each(|server| list(server, output))
            })
            .await
        }
    }
}

fn list(server: &ToolServer, output: &mut Output) -> Outcome {
    if output.is_json() {
        return output.line(&Line::ToolServer { server });
    }
    let stands = match &server.status {
        _ if !server.confirmed => "not confirmed",
        _ if !server.enabled => "off",
        ToolServerStatus::Failed { .. } => "failed",
        _ => "confirmed",
    };
    let (name, line) = (&server.name, &server.command_line);
    output.text(&format!("{name}\t{stands}\t{line}\n"))
}

/// Asks on the terminal whether a call may run. Without a terminal it may not.
pub(crate) async fn ask(call: &ToolCall) -> ToolAnswer {
    let (tool, server) = (&call.tool, &call.server);
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        complain(&format!(
            "the model asked to use {tool} of {server}; nobody is there to allow it"
        ));
        return ToolAnswer::No;
    }
    let end = call.arguments.floor_char_boundary(SHOWN);
    let cut = if end < call.arguments.len() {
        " …"
    } else {
        ""
    };
    complain(&format!(
        "the model asks to use {tool} of {server} with {}{cut}",
        &call.arguments[..end]
    ));
    // In a thread of its own: Ctrl-C has to work meanwhile.
    let line = tokio::task::spawn_blocking(|| {
        let _ = write!(std::io::stderr(), "Allow? [y]es once, [a]lways, [N]o: ");
        let mut line = String::new();
        std::io::stdin().read_line(&mut line).map(|_| line)
    });
    match line.await {
        Ok(Ok(line)) => answer(&line),
        _ => ToolAnswer::No,
    }
}

/// What was typed; whatever is not clearly a yes is a no.
fn answer(line: &str) -> ToolAnswer {
    match line.trim().to_ascii_lowercase().as_str() {
        "y" | "yes" => ToolAnswer::Once,
        "a" | "always" => ToolAnswer::Always,
        _ => ToolAnswer::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_yes_is_one() {
        assert_eq!(answer(" Y\n"), ToolAnswer::Once);
        assert_eq!(answer("always\r\n"), ToolAnswer::Always);
        for line in ["", "\n", "n", "yy", "ja", "once?"] {
            assert_eq!(answer(line), ToolAnswer::No, "{line:?}");
        }
    }
}
