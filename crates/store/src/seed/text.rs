//! Text that looks like conversations: words as unevenly frequent as in speech,
//! Markdown in the answers, some conversations in Chinese or Japanese.

use super::Random;

/// Frequent first.
const WORDS: &[&str] = &[
    "the",
    "of",
    "and",
    "to",
    "in",
    "is",
    "that",
    "for",
    "it",
    "with",
    "as",
    "on",
    "be",
    "this",
    "are",
    "by",
    "from",
    "at",
    "you",
    "can",
    "which",
    "value",
    "when",
    "not",
    "each",
    "one",
    "use",
    "data",
    "function",
    "order",
    "time",
    "file",
    "model",
    "change",
    "list",
    "number",
    "result",
    "example",
    "between",
    "first",
    "error",
    "table",
    "line",
    "result",
    "memory",
    "thread",
    "query",
    "index",
    "network",
    "response",
    "request",
    "server",
    "message",
    "design",
    "question",
    "answer",
    "garden",
    "river",
    "mountain",
    "recipe",
    "butter",
    "flour",
    "museum",
    "journey",
    "ticket",
    "station",
    "language",
    "grammar",
    "sentence",
    "history",
    "century",
    "empire",
    "harbour",
    "planet",
    "orbit",
    "telescope",
    "galaxy",
    "molecule",
    "protein",
    "enzyme",
    "bacteria",
    "contract",
    "invoice",
    "insurance",
    "mortgage",
    "interest",
    "budget",
    "salary",
    "interview",
    "portfolio",
    "résumé",
    "café",
    "naïve",
    "façade",
    "jalapeño",
    "smörgåsbord",
    "über",
    "piñata",
    "violin",
    "orchestra",
    "melody",
    "rhythm",
    "harmony",
    "sonata",
    "quartet",
    "conductor",
    "tokenizer",
    "quantisation",
    "gradient",
    "transformer",
    "attention",
    "embedding",
    "sampling",
    "borrow",
    "lifetime",
    "iterator",
    "closure",
    "trait",
    "generic",
    "macro",
    "compiler",
    "linker",
];
const CHINESE: &[&str] = &[
    "数据库",
    "索引",
    "模型",
    "语言",
    "我们",
    "可以",
    "使用",
    "因为",
    "所以",
    "结果",
    "问题",
    "回答",
    "函数",
    "编译",
    "内存",
    "网络",
    "时间",
    "文件",
    "例如",
    "历史",
    "音乐",
    "旅行",
];
const JAPANESE: &[&str] = &[
    "データベース",
    "索引",
    "言語",
    "私たち",
    "できます",
    "使います",
    "結果",
    "質問",
    "関数",
    "メモリ",
    "ネットワーク",
    "時間",
    "ファイル",
    "例えば",
    "歴史",
    "音楽",
    "旅行",
    "東京",
];
const CODE: &[&str] = &[
    "fn main() {\n    let words: Vec<&str> = \"a b c\".split(' ').collect();\n    assert_eq!(words.len(), 3);\n}",
    "SELECT name, count(*)\nFROM orders\nGROUP BY name\nHAVING count(*) > 1;",
    "def mean(values):\n    return sum(values) / len(values)",
    "for file in *.txt; do\n  wc -l \"$file\"\ndone",
];

/// What a conversation is held in.
#[derive(Clone, Copy)]
pub(super) enum Language {
    English,
    Chinese,
    Japanese,
}

impl Language {
    /// Every twentieth conversation is in Chinese, every twentieth in Japanese.
    pub(super) fn of(conversation: usize) -> Self {
        match conversation % 20 {
            7 => Self::Chinese,
            13 => Self::Japanese,
            _ => Self::English,
        }
    }
}

/// Two to six words.
pub(super) fn title(random: &mut Random, language: Language) -> String {
    let words = 2 + random.below(5);
    phrase(random, language, words)
}

/// One sentence or two.
pub(super) fn question(random: &mut Random, language: Language) -> String {
    let words = 5 + random.below(30);
    phrase(random, language, words) + "?"
}

/// Some paragraphs, now and then with a heading, a list or code.
pub(super) fn answer(random: &mut Random, language: Language) -> String {
    let mut text = String::new();
    for _ in 0..=random.below(4) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        match random.below(8) {
            0 => {
                text.push_str("## ");
                text.push_str(&title(random, language));
            }
            1 => {
                for _ in 0..2 + random.below(4) {
                    text.push_str("- ");
                    text.push_str(&title(random, language));
                    text.push('\n');
                }
            }
            2 => {
                text.push_str("```\n");
                text.push_str(random.pick(CODE));
                text.push_str("\n```");
            }
            _ => {
                let words = 20 + random.below(80);
                text.push_str(&phrase(random, language, words));
                text.push('.');
            }
        }
    }
    text
}

fn phrase(random: &mut Random, language: Language, words: u64) -> String {
    let mut text = String::new();
    for nth in 0..words {
        let word = match language {
            Language::English => {
                if nth > 0 {
                    text.push(' ');
                }
                // The lower of two draws: early words come more often.
                let len = WORDS.len() as u64;
                let index = random.below(len).min(random.below(len)) as usize;
                WORDS[index]
            }
            Language::Chinese => random.pick(CHINESE),
            Language::Japanese => random.pick(JAPANESE),
        };
        text.push_str(word);
    }
    text
}
