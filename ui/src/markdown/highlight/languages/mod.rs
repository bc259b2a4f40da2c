//! The languages, and the labels by which they are asked for.

mod braces;
mod data;
mod scripts;

use super::grammar::{Grammar, Kind, NOTHING};

pub use data::STYLE;
pub use scripts::SCRIPT;

/// The language of a fence's label; `None`: it is shown plain.
pub fn grammar(label: &str) -> Option<&'static Grammar> {
    let label = label.trim_start_matches(['{', '.']).trim_end_matches('}');
    if label.len() > 20 {
        return None;
    }
    Some(match label.to_ascii_lowercase().as_str() {
        "rust" | "rs" => &braces::RUST,
        "c" | "h" | "objc" | "objective-c" => &braces::C,
        "cpp" | "c++" | "cc" | "cxx" | "hpp" | "cuda" | "arduino" | "ino" => &braces::CPP,
        "csharp" | "cs" | "c#" => &braces::CSHARP,
        "java" | "groovy" | "gradle" => &braces::JAVA,
        "kotlin" | "kt" | "kts" => &braces::KOTLIN,
        "go" | "golang" => &braces::GO,
        "swift" => &braces::SWIFT,
        "scala" | "sbt" => &braces::SCALA,
        "dart" => &braces::DART,
        "zig" => &braces::ZIG,
        "javascript" | "js" | "jsx" | "mjs" | "cjs" | "typescript" | "ts" | "tsx" | "node" => {
            &SCRIPT
        }
        "php" => &scripts::PHP,
        "python" | "py" | "python3" | "py3" | "ipython" | "pycon" => &scripts::PYTHON,
        "ruby" | "rb" => &scripts::RUBY,
        "perl" | "pl" => &scripts::PERL,
        "lua" | "luau" => &scripts::LUA,
        "r" => &scripts::R,
        "julia" | "jl" => &scripts::JULIA,
        "elixir" | "ex" | "exs" => &scripts::ELIXIR,
        "haskell" | "hs" => &scripts::HASKELL,
        "bash" | "sh" | "shell" | "zsh" | "fish" | "console" | "shellscript" | "shell-session" => {
            &scripts::SHELL
        }
        "powershell" | "ps1" | "pwsh" | "ps" => &scripts::POWERSHELL,
        "sql" | "mysql" | "postgresql" | "postgres" | "pgsql" | "sqlite" | "plsql" | "tsql" => {
            &data::SQL
        }
        "json" | "jsonc" | "json5" | "jsonl" | "ndjson" => &data::JSON,
        "yaml" | "yml" => &data::YAML,
        "toml" => &data::TOML,
        "ini" | "cfg" | "conf" | "properties" | "editorconfig" | "env" | "dotenv" | "desktop"
        | "systemd" => &data::INI,
        "css" | "scss" | "less" | "sass" => &STYLE,
        "dockerfile" | "docker" | "containerfile" => &data::DOCKERFILE,
        "makefile" | "make" | "mk" => &data::MAKEFILE,
        "nginx" | "hcl" | "terraform" | "tf" => &data::BLOCKS,
        "graphql" | "gql" | "protobuf" | "proto" => &data::SCHEMA,
        "html" | "htm" | "xhtml" | "xml" | "svg" | "vue" | "svelte" | "astro" | "rss" | "plist" => {
            &MARKUP
        }
        "diff" | "patch" => &DIFF,
        "markdown" | "md" | "mdx" => &MARKDOWN,
        _ => return None,
    })
}

static MARKUP: Grammar = Grammar {
    kind: Kind::Markup,
    ..NOTHING
};

static DIFF: Grammar = Grammar {
    kind: Kind::Diff,
    ..NOTHING
};

static MARKDOWN: Grammar = Grammar {
    kind: Kind::Markdown,
    ..NOTHING
};
