//! Numbers in Han digits, and Han words that say one.

use super::number_words::han;
use super::numbers::{Number, joined, millionths, readings, with_unit};
use super::tokens::{Sort, Token};
use super::units::Unit;

/// What follows a number of Han digits when it counts something.
const COUNTED: &str = "人名个個件年台社回倍割成％%歳岁位店所国種种项項家次元円万億亿か时時小秒週周天省市城校支款套条間间部分门門期座层層场場";

/// Words that say a number by themselves.
const HAN_WHOLE: [(&str, f64, Unit); 8] = [
    ("半減", 0.5, Unit::Part),
    ("半分", 0.5, Unit::Part),
    ("一半", 0.5, Unit::Part),
    ("减半", 0.5, Unit::Part),
    ("倍増", 2.0, Unit::Times),
    ("翻倍", 2.0, Unit::Times),
    ("翻番", 2.0, Unit::Times),
    ("数百", 100.0, Unit::Vague),
];

/// The number that begins at a token.
pub(super) fn of_han(tokens: &[Token<'_>], at: usize) -> Option<Number> {
    let two = joined(tokens, at, 2);
    if let Some((_, value, unit)) = HAN_WHOLE.iter().find(|(word, ..)| *word == two) {
        return Some(Number {
            values: vec![millionths(*value)],
            unit: Some(*unit),
            tokens: at..at + 2,
            measured: at + 2,
        });
    }
    let run = |from: usize| {
        let digits = tokens.iter().skip(from).take_while(|token| {
            token.sort == Sort::Ideograph
                && "〇零一二两兩三四五六七八九十百千万萬億亿".contains(token.text)
        });
        digits.count()
    };
    if joined(tokens, at, 3) == "百分之" {
        let (text, end) = match tokens.get(at + 3)? {
            token if token.sort == Sort::Digits => {
                return Some(Number {
                    values: readings(token.text),
                    unit: Some(Unit::Percent),
                    tokens: at..at + 4,
                    measured: at + 4,
                });
            }
            _ => (joined(tokens, at + 3, run(at + 3)), at + 3 + run(at + 3)),
        };
        return Some(Number {
            values: vec![millionths(han(&text)?)],
            unit: Some(Unit::Percent),
            tokens: at..end,
            measured: end,
        });
    }
    let length = run(at);
    let text = joined(tokens, at, length);
    let value = han(&text).filter(|value| *value >= 2.0 && length > 0)?;
    let next = tokens.get(at + length)?;
    if !COUNTED.contains(next.text) || text == "十" && next.text == "分" {
        return None;
    }
    // 三成, 三割
    if matches!(next.text, "成" | "割") {
        return Some(Number {
            values: vec![millionths(value * 10.0)],
            unit: Some(Unit::Percent),
            tokens: at..at + length + 1,
            measured: at + length + 1,
        });
    }
    Some(with_unit(tokens, at, at + length, vec![millionths(value)]))
}
