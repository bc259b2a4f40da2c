//! The line that a user confirms before a server is started.

use std::fmt::Write as _;

use crate::spec::Transport;
use crate::text::is_invisible;

/// The line. See [`ServerSpec::command_line`](crate::ServerSpec::command_line) for what it promises.
pub(crate) fn of(transport: &Transport) -> String {
    let mut line = String::new();
    match transport {
        Transport::Stdio {
            command,
            args,
            env,
            secret_env,
            working_dir,
        } => {
            if let Some(dir) = working_dir {
                line += "cd ";
                word(dir, true, &mut line);
                line += " && ";
            }
            for (name, value) in env {
                assigned(name, Some(value), &mut line);
            }
            for name in secret_env {
                assigned(name, None, &mut line);
            }
            // An unquoted `=` in the first word would make it look like a variable.
            word(command, false, &mut line);
            for arg in args {
                line.push(' ');
                word(arg, true, &mut line);
            }
        }
        Transport::Http {
            url,
            headers,
            secret_headers,
        } => {
            word(url, true, &mut line);
            for (name, value) in headers {
                line.push(' ');
                word(&format!("{name}: {value}"), false, &mut line);
            }
            for name in secret_headers {
                line.push(' ');
                word(&format!("{name}:"), false, &mut line);
                line.push('…');
            }
        }
    }
    line
}

fn assigned(name: &str, value: Option<&str>, line: &mut String) {
    word(name, true, line);
    line.push('=');
    match value {
        Some(value) => word(value, true, line),
        None => line.push('…'),
    }
    line.push(' ');
}

/// One word: bare, in `'…'`, or in `$'…'` where something has to be escaped.
fn word(text: &str, bare_equals: bool, line: &mut String) {
    let bare = |char: char| {
        char.is_ascii_alphanumeric() || "_@%+:,./-".contains(char) || (bare_equals && char == '=')
    };
    if !text.is_empty() && text.chars().all(bare) {
        line.push_str(text);
    } else if text.chars().all(shows) && !text.contains('\'') {
        line.push('\'');
        line.push_str(text);
        line.push('\'');
    } else {
        line.push_str("$'");
        text.chars().for_each(|char| escaped(char, line));
        line.push('\'');
    }
}

/// Whether a character shows as itself.
fn shows(char: char) -> bool {
    char == ' ' || char.is_ascii_graphic() || (char.is_alphanumeric() && !is_invisible(char))
}

fn escaped(char: char, line: &mut String) {
    match char {
        '\\' => line.push_str("\\\\"),
        '\'' => line.push_str("\\'"),
        '\n' => line.push_str("\\n"),
        '\r' => line.push_str("\\r"),
        '\t' => line.push_str("\\t"),
        char if shows(char) => line.push(char),
        // Writing to a string does not fail.
        char if u32::from(char) <= 0xffff => {
            let _ = write!(line, "\\u{:04x}", u32::from(char));
        }
        char => {
            let _ = write!(line, "\\U{:08x}", u32::from(char));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stdio(command: &str, args: &[&str]) -> Transport {
        Transport::Stdio {
            command: command.into(),
            args: args.iter().map(|&arg| arg.into()).collect(),
            env: [("DIR".into(), "/a b".into())].into(),
            secret_env: ["KEY".into()].into(),
            working_dir: Some("/home/josé".into()),
        }
    }

    #[test]
    fn the_line_is_what_a_shell_would_be_told() {
        assert_eq!(
            of(&stdio(
                "npx",
                &["-y", "@scope/server", "--root=/x", "it's", "$(rm)", ""]
            )),
            "cd '/home/josé' && DIR='/a b' KEY=… npx -y @scope/server --root=/x $'it\\'s' '$(rm)' ''"
        );
    }

    #[test]
    fn nothing_hides_in_it() {
        let line = of(&stdio(
            "a=b",
            &["x\u{202e}y", "\u{3164}", "a\nb", "\u{1f600}"],
        ));
        assert!(
            line.ends_with(r"'a=b' $'x\u202ey' $'\u3164' $'a\nb' $'\U0001f600'"),
            "{line}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_shell_reads_the_same_words() {
        let words = [
            "it's",
            "a\\b",
            "x\u{202e}y",
            "tab\there",
            "$(echo no)",
            "\u{1f600}",
            "é`",
        ];
        let mut line = String::from("printf '%s\\n'");
        for text in words {
            line.push(' ');
            word(text, true, &mut line);
        }
        let Ok(output) = std::process::Command::new("bash")
            .env("LC_ALL", "C.UTF-8")
            .args(["-c", &line])
            .output()
        else {
            return; // no bash here to ask
        };
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(said.lines().collect::<Vec<_>>(), words, "{line}");
    }
}
