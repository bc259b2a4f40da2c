//! Prices as people write them, in whole micro-dollars: no binary fraction comes near money.

/// Dollars before the point at the most.
const MOST: u64 = 1_000_000;

/// `12.5` → 12,500,000. Digits, and up to six more behind a point.
pub(super) fn micros(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| {
        let all = part.bytes().all(|byte| byte.is_ascii_digit());
        (all && (1..=7).contains(&part.len())).then_some(())
    };
    digits(whole)?;
    digits(fraction)?;
    let whole = whole.parse::<u64>().ok().filter(|whole| *whole <= MOST)?;
    let scale = 6_u32.checked_sub(u32::try_from(fraction.len()).ok()?)?;
    let fraction = fraction.parse::<u64>().ok()? * 10_u64.pow(scale);
    Some(whole * 1_000_000 + fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_exactly() {
        for (text, amount) in [
            ("0", 0),
            ("5", 5_000_000),
            ("12.5", 12_500_000),
            ("0.0375", 37_500),
            ("0.000001", 1),
            ("1000000.999999", 1_000_000_999_999),
        ] {
            assert_eq!(micros(text), Some(amount), "{text}");
        }
        for wrong in [
            "",
            ".",
            "1.",
            ".5",
            "-1",
            "+1",
            "1e3",
            "0.0000001",
            "1000001",
            "99999999",
            " 1",
            "1,5",
            "1.2.3",
            "١",
            "NaN",
        ] {
            assert_eq!(micros(wrong), None, "{wrong}");
        }
    }
}
