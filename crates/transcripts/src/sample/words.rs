//! What is said in samples.

use super::random::Random;

const SENTENCES: &[&str] = &[
    "Could you explain how a write-ahead log survives a power cut?",
    "The short answer is that the log is on disk before the page is.",
    "Here is what I tried, and it still fails on the second run.",
    "That depends on whether the reader may see uncommitted rows.",
    "Schöne Grüße aus Köln, und danke für die Geduld!",
    "これは日本語の文章です。句読点も含みます。",
    "مرحبا، كيف يمكنني حفظ المحادثات؟",
    "👩🏽‍🚀 went to space 🇪🇺 with 👨‍👩‍👧‍👦.",
    "Z̷̛͕a̴̡͐l̸͇̈g̵̱͝o and a\u{202e}reversed\u{202c} word, a \u{0} and a \u{feff}.",
    "Inline `code`, **bold**, _emphasis_ and $e^{i\\pi} = -1$.",
    "<script>alert('never runs')</script> and <b>tags</b> & entities &lt;.",
    "See [the manual](https://example.com/manual?a=1&b=2) or [this](javascript:alert(1)).",
];

const BLOCKS: &[&str] = &[
    "```rust\nfn main() {\n    println!(\"{}\", \"`` ` ``\");\n}\n```",
    "| step | cost |\n|---|---:|\n| read | 1 |\n| write | 2 |",
    "1. first\n2. second\n   - nested\n   - > quoted",
    "~~~text\nplain ``` inside\n~~~",
    "# A heading\n\n![a picture](https://example.com/cat.png)",
];

const TITLES: &[&str] = &[
    "Write-ahead logs",
    "Grüße & Küsse",
    "旅行の計画",
    "خطة السفر",
    "🎉 party 👩🏽‍🚀 planning",
    "# not a heading <b>",
    "New chat",
];

/// A few paragraphs.
pub fn text(random: &mut Random) -> String {
    let mut paragraphs = Vec::new();
    for _ in 0..=random.below(3) {
        let sentences: Vec<&str> = (0..=random.below(4))
            .map(|_| random.pick(SENTENCES))
            .collect();
        paragraphs.push(sentences.join(" "));
        if random.once_in(4) {
            paragraphs.push(random.pick(BLOCKS).to_owned());
        }
    }
    paragraphs.join("\n\n")
}

/// A title.
pub fn title(random: &mut Random) -> &'static str {
    random.pick(TITLES)
}
