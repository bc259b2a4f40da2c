//! What each language's words, quotes and comments become.

use super::coloured;

/// Compares the runs of `text` that have a class.
#[track_caller]
pub fn check(label: &str, text: &str, expected: &[&str]) {
    assert_eq!(coloured(label, text), expected, "{label}: {text:?}");
}

#[test]
fn python() {
    check(
        "python",
        "@cached\nclass Tide(Base):\n    def at(self, n: int) -> None:  # when\n        \"\"\"Doc\n        more\"\"\"\n        return f'{n}' + 1.5\n",
        &[
            "meta:@cached",
            "keyword:class",
            "type:Tide",
            "type:Base",
            "keyword:def",
            "function:at",
            "number:self",
            "type:int",
            "number:None",
            "comment:# when",
            "string:\"\"\"Doc",
            "string:        more\"\"\"",
            "keyword:return",
            "string:'{n}'",
            "number:1.5",
        ],
    );
}

#[test]
fn scripts_of_the_web() {
    check(
        "ts",
        "const a: string = `x ${b}\nc`; let r = s.replace(/['\"]/g, '') / 2; // end\n",
        &[
            "keyword:const",
            "type:string",
            "string:`x ${b}",
            "string:c`",
            "keyword:let",
            "function:replace",
            "string:/['\"]/g",
            "string:''",
            "number:2",
            "comment:// end",
        ],
    );
    check(
        "jsx",
        "return <Button onClick={go} kind=\"a\">Don't</Button>;\n",
        &[
            "keyword:return",
            "keyword:Button",
            "attribute:onClick",
            "attribute:kind",
            "string:\"a\"",
            "type:Don",
            "keyword:Button",
        ],
    );
    check("js", "a < b; null\n", &["number:null"]);
    check(
        "php",
        "<?php\nfunction at($x) { return $this->y(\"a\"); } # no\n",
        &[
            "keyword:function",
            "function:at",
            "attribute:$x",
            "keyword:return",
            "attribute:$this",
            "function:y",
            "string:\"a\"",
            "comment:# no",
        ],
    );
}

#[test]
fn data() {
    check(
        "json",
        "{\"a\": \"b\", \"c\": [1, -2.5e3, true, null]}\n",
        &[
            "attribute:\"a\"",
            "string:\"b\"",
            "attribute:\"c\"",
            "number:1",
            "number:2.5e3",
            "number:true",
            "number:null",
        ],
    );
    check(
        "yaml",
        "# head\nname: tide # note\nlist:\n  - id: 1\n    url: http://a/#x\n    on: \"yes\"\n",
        &[
            "comment:# head",
            "attribute:name",
            "comment:# note",
            "attribute:list",
            "attribute:id",
            "number:1",
            "attribute:url",
            "attribute:on",
            "string:\"yes\"",
        ],
    );
    check(
        "toml",
        "[package]\nname = \"a\" # b\nopt-level = 3\n",
        &[
            "type:[package]",
            "attribute:name",
            "string:\"a\"",
            "comment:# b",
            "attribute:opt-level",
            "number:3",
        ],
    );
    check(
        "ini",
        "; c\n[a b]\nkey = on\n",
        &["comment:; c", "type:[a b]", "attribute:key", "number:on"],
    );
    check(
        "sql",
        "SELECT name, COUNT(*) FROM tides WHERE at > 'it''s' -- when\n",
        &[
            "keyword:SELECT",
            "function:COUNT",
            "keyword:FROM",
            "keyword:WHERE",
            "string:'it''s'",
            "comment:-- when",
        ],
    );
}

#[test]
fn markup_and_styles() {
    check(
        "html",
        "<!DOCTYPE html>\n<a href=\"x\">T &amp; b</a><!-- c\nd --><br/>\n",
        &[
            "meta:<!DOCTYPE html>",
            "keyword:a",
            "attribute:href",
            "string:\"x\"",
            "number:&amp;",
            "keyword:a",
            "comment:<!-- c",
            "comment:d -->",
            "keyword:br",
        ],
    );
    check(
        "html",
        "<script>\nlet a = 'b';\n</script><style>\na { color: #fff; }\n</style>\n<p>let</p>\n",
        &[
            "keyword:script",
            "keyword:let",
            "string:'b'",
            "keyword:script",
            "keyword:style",
            "type:a",
            "attribute:color",
            "number:#fff",
            "keyword:style",
            "keyword:p",
            "keyword:p",
        ],
    );
    check(
        "xml",
        "<?xml version=\"1.0\"?>\n<a:b/>\n",
        &["meta:<?xml version=\"1.0\"?>", "keyword:a:b"],
    );
    check(
        "css",
        "@media (x) {\n  .tide a:hover { margin: -1.5em 50%; /* c */ }\n}\n",
        &[
            "keyword:@media",
            "type:.tide",
            "type:a",
            "attribute:margin",
            "number:1.5em",
            "number:50%",
            "comment:/* c */",
        ],
    );
}

#[test]
fn shells_and_builds() {
    check(
        "bash",
        "for f in \"$DIR\"/*; do echo ${f#x} 'don''t' | grep -v a; done # all\necho it's\n",
        &[
            "keyword:for",
            "keyword:in",
            "string:\"$DIR\"",
            "keyword:do",
            "type:echo",
            "attribute:${f#x}",
            "string:'don''t'",
            "type:grep",
            "keyword:done",
            "comment:# all",
            "type:echo",
        ],
    );
    check(
        "powershell",
        "Get-Item $env:Path -Force <# a\nb #> IF\n",
        &[
            "type:Get-Item",
            "attribute:$env",
            "type:Path",
            "meta:-Force",
            "comment:<# a",
            "comment:b #>",
            "keyword:IF",
        ],
    );
    check(
        "dockerfile",
        "FROM rust:1.95 AS build\nRUN cargo build # no\nENV A=$B\n",
        &[
            "keyword:FROM",
            "number:1.95",
            "keyword:AS",
            "keyword:RUN",
            "comment:# no",
            "keyword:ENV",
            "attribute:$B",
        ],
    );
    check(
        "makefile",
        "all: $(OBJ) # c\n\t$(CC) -o $@\nifdef X\n",
        &[
            "attribute:all",
            "attribute:$(OBJ)",
            "comment:# c",
            "attribute:$(CC)",
            "keyword:ifdef",
        ],
    );
}

#[test]
fn other_scripts() {
    check(
        "ruby",
        "def at?(n) # c\n  @a = :high unless n.nil?\nend\n",
        &[
            "keyword:def",
            "function:at?",
            "comment:# c",
            "attribute:@a",
            "number::high",
            "keyword:unless",
            "keyword:end",
        ],
    );
    check(
        "lua",
        "local s = [[a\nb]] --[[ c\nd ]] nil -- e\n",
        &[
            "keyword:local",
            "string:[[a",
            "string:b]]",
            "comment:--[[ c",
            "comment:d ]]",
            "number:nil",
            "comment:-- e",
        ],
    );
    check(
        "r",
        "x <- c(1, NA) # a\nread.csv(\"b\")\n",
        &[
            "function:c",
            "number:1",
            "number:NA",
            "comment:# a",
            "function:read.csv",
            "string:\"b\"",
        ],
    );
    check(
        "diff",
        "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new\n same\n",
        &[
            "meta:--- a/x",
            "meta:+++ b/x",
            "function:@@ -1 +1 @@",
            "deleted:-old",
            "inserted:+new",
        ],
    );
    check(
        "markdown",
        "# Head\n- **a** `b`\n```\nx\n```\n[l](u)\n",
        &[
            "keyword:# Head",
            "meta:-",
            "type:**a**",
            "string:`b`",
            "meta:```",
            "string:x",
            "meta:```",
            "attribute:[l](u)",
        ],
    );
}
