//! The label of a code fence for a file: by its name, else by its first line.
//!
//! A label is a hint for the model and the highlighter; nothing depends on it.

/// The label (`rust`, `python`), or `None` for prose and the unknown.
pub(crate) fn language(name: &str, text: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let by_name = match lower.as_str() {
        "dockerfile" | "containerfile" => Some("dockerfile"),
        "makefile" | "gnumakefile" => Some("makefile"),
        "cmakelists.txt" => Some("cmake"),
        "gemfile" | "rakefile" => Some("ruby"),
        "cargo.lock" => Some("toml"),
        ".bashrc" | ".bash_profile" | ".profile" => Some("bash"),
        ".zshrc" => Some("zsh"),
        _ => None,
    };
    let extension = || match lower.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => by_extension(extension),
        _ => None,
    };
    by_name.or_else(extension).or_else(|| by_shebang(text))
}

fn by_extension(extension: &str) -> Option<&'static str> {
    Some(match extension {
        "rs" => "rust",
        "py" | "pyi" | "pyw" => "python",
        "js" | "mjs" | "cjs" => "javascript",
        "jsx" => "jsx",
        "ts" | "mts" | "cts" => "typescript",
        "tsx" => "tsx",
        "json" | "jsonl" | "ndjson" | "geojson" | "ipynb" => "json",
        "toml" => "toml",
        "yaml" | "yml" => "yaml",
        "xml" | "xsd" | "xsl" | "plist" => "xml",
        "svg" => "svg",
        "html" | "htm" | "xhtml" => "html",
        "css" => "css",
        "scss" => "scss",
        "less" => "less",
        "vue" => "vue",
        "svelte" => "svelte",
        "c" | "h" => "c",
        "cc" | "cpp" | "cxx" | "hpp" | "hh" | "hxx" => "cpp",
        "cs" => "csharp",
        "java" => "java",
        "kt" | "kts" => "kotlin",
        "scala" | "sc" => "scala",
        "swift" => "swift",
        "m" | "mm" => "objectivec",
        "go" => "go",
        "rb" => "ruby",
        "php" => "php",
        "pl" | "pm" => "perl",
        "lua" => "lua",
        "r" => "r",
        "jl" => "julia",
        "dart" => "dart",
        "zig" => "zig",
        "nim" => "nim",
        "hs" => "haskell",
        "ml" | "mli" => "ocaml",
        "fs" | "fsx" => "fsharp",
        "ex" | "exs" => "elixir",
        "erl" | "hrl" => "erlang",
        "clj" | "cljs" | "edn" => "clojure",
        "el" | "lisp" => "lisp",
        "sh" | "bash" => "bash",
        "zsh" => "zsh",
        "fish" => "fish",
        "ps1" | "psm1" => "powershell",
        "bat" | "cmd" => "batch",
        "sql" => "sql",
        "graphql" | "gql" => "graphql",
        "proto" => "protobuf",
        "tf" | "hcl" => "hcl",
        "nix" => "nix",
        "tex" | "sty" => "latex",
        "typ" => "typst",
        "md" | "markdown" => "markdown",
        "rst" => "rst",
        "csv" => "csv",
        "tsv" => "tsv",
        "ini" | "cfg" | "conf" | "properties" => "ini",
        "diff" | "patch" => "diff",
        "asm" | "s" => "asm",
        "cmake" => "cmake",
        "gradle" | "groovy" => "groovy",
        "sol" => "solidity",
        "v" | "sv" => "verilog",
        "vhd" | "vhdl" => "vhdl",
        "wat" => "wasm",
        _ => return None,
    })
}

fn by_shebang(text: &str) -> Option<&'static str> {
    let line = text.strip_prefix("#!")?.lines().next()?;
    // `/usr/bin/env -S python3 -u`: the program is the first word that is neither `env` nor an option.
    let program = line
        .split_whitespace()
        .map(|word| word.rsplit('/').next().unwrap_or(word))
        .find(|word| *word != "env" && !word.starts_with('-'))?;
    Some(
        match program.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.') {
            "sh" | "bash" | "dash" => "bash",
            "zsh" => "zsh",
            "fish" => "fish",
            "python" => "python",
            "node" | "deno" | "bun" => "javascript",
            "ruby" => "ruby",
            "perl" => "perl",
            "php" => "php",
            "lua" => "lua",
            "Rscript" => "r",
            "pwsh" => "powershell",
            _ => return None,
        },
    )
}
