//! The style of HTML documents. A Rust file and no `.css`: the compiler gives the
//! same bytes on a checkout with other line ends, and the policy names their hash.

/// The page's one style sheet.
pub(crate) const STYLE: &str = r#":root{color-scheme:light dark;--text:#1c1b1a;--soft:#66625c;--page:#fbfaf8;--card:#fff;--line:#dedad3;--code:#f2f0ec;--link:#0b57a4}
@media(prefers-color-scheme:dark){:root{--text:#eae7e2;--soft:#a8a29a;--page:#171614;--card:#201f1c;--line:#3a3733;--code:#2a2825;--link:#8fbdf2}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.6 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:46rem;margin:0 auto;padding:2rem 1rem}
h1{line-height:1.25}
article{margin:1.5rem 0;padding:1rem 1.25rem;border:1px solid var(--line);border-radius:.75rem;background:var(--card)}
article>h2{margin:0;font-size:1rem}
.meta,.attachment,summary{color:var(--soft);font-size:.875rem}
.meta{margin:0 0 .75rem}
.user p,.plain,.raw{white-space:pre-wrap}
pre{padding:.75rem;overflow-x:auto;background:var(--code);border-radius:.5rem}
code,.raw{font-family:ui-monospace,monospace;font-size:.9em}
blockquote{margin:0;padding-inline-start:1rem;border-inline-start:3px solid var(--line);color:var(--soft)}
table{display:block;overflow-x:auto;border-collapse:collapse}
th,td{padding:.3rem .6rem;border:1px solid var(--line)}
a{color:var(--link)}
details{margin:.5rem 0}
figure{margin:.75rem 0}
img{display:block;max-width:100%;height:auto;border-radius:.5rem}
figcaption{color:var(--soft);font-size:.875rem}
@media print{article{border:0;padding:0}}
"#;

/// SHA-256 of [`STYLE`] in base64: the policy lets no other style act. A test compares.
pub(crate) const STYLE_HASH: &str = "KuCQ1Knw1h69INP2FfSACEsEn3eV1tZIQcpjVcisROs=";
