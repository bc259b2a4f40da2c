//! The colours of `styles/tokens.css` can be read: each pair of text and ground
//! that the styles put together reaches WCAG AA, 4.5 to 1.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../styles/tokens.css");

/// Lightness 0 to 1, chroma, hue in degrees.
type Oklch = (f64, f64, f64);

/// Light and dark of every colour without transparency.
fn tokens() -> BTreeMap<&'static str, [Oklch; 2]> {
    TOKENS
        .lines()
        .filter_map(|line| {
            let (name, value) = line
                .trim()
                .strip_prefix("--")?
                .split_once(": light-dark(")?;
            let mut colours = value.split("oklch(").skip(1).map(oklch);
            Some((name, [colours.next()??, colours.next()??]))
        })
        .collect()
}

fn oklch(text: &str) -> Option<Oklch> {
    let (inside, _) = text.split_once(')')?;
    let mut numbers = inside.split_whitespace();
    let lightness = numbers.next()?.strip_suffix('%')?.parse::<f64>().ok()? / 100.0;
    let (chroma, hue) = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
    // A slash: transparent, so its contrast depends on what lies below.
    numbers.next().is_none().then_some((lightness, chroma, hue))
}

/// Linear sRGB, as https://www.w3.org/TR/css-color-4/#color-conversion-code has it.
fn linear((lightness, chroma, hue): Oklch) -> [f64; 3] {
    let (a, b) = (
        chroma * hue.to_radians().cos(),
        chroma * hue.to_radians().sin(),
    );
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
    ]
}

/// As a screen shows it: 8 bits a channel, and back to light.
fn luminance(colour: Oklch) -> f64 {
    let shown = linear(colour).map(|channel| {
        let channel = channel.clamp(0.0, 1.0);
        let encoded = if channel <= 0.003_130_8 {
            12.92 * channel
        } else {
            1.055 * channel.powf(1.0 / 2.4) - 0.055
        };
        let encoded = (encoded * 255.0).round() / 255.0;
        if encoded <= 0.040_45 {
            encoded / 12.92
        } else {
            ((encoded + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * shown[0] + 0.7152 * shown[1] + 0.0722 * shown[2]
}

fn contrast(one: Oklch, other: Oklch) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

#[test]
fn the_formulas_are_those_of_the_standards() {
    let (white, black) = ((1.0, 0.0, 0.0), (0.0, 0.0, 0.0));
    assert!(
        (contrast(white, black) - 21.0).abs() < 0.01,
        "the widest contrast there is"
    );
    // #767676 is the well-known lightest grey that reaches 4.5 on white.
    let grey = contrast((0.5646, 0.0, 0.0), white);
    assert!((grey - 4.54).abs() < 0.05, "#767676 on white: {grey}");
}

#[test]
fn every_text_can_be_read_on_its_ground() {
    let tokens = tokens();
    let grounds = ["bg", "panel", "surface", "hover", "selection"];
    let on = |text: &'static str, grounds: &[&'static str]| {
        grounds
            .iter()
            .map(|ground| (text, *ground))
            .collect::<Vec<_>>()
    };
    let mut pairs = Vec::new();
    pairs.extend(on("text", &grounds));
    pairs.extend(on(
        "text",
        &["accent-tint", "success-tint", "warning-tint", "danger-tint"],
    ));
    pairs.extend(on("muted", &grounds));
    pairs.extend(on("muted", &["accent-tint", "danger-tint", "warning-tint"]));
    // Placeholders and what is switched off; never on a chosen line.
    pairs.extend(on("faint", &["bg", "panel", "surface"]));
    pairs.extend(on("accent-text", &grounds));
    pairs.extend(on("accent-text", &["accent-tint"]));
    pairs.extend(on("on-accent", &["accent", "accent-hover"]));
    pairs.extend(on("on-danger", &["danger"]));
    for mood in ["success", "warning", "danger"] {
        pairs.extend(on(mood, &["bg", "panel", "surface"]));
    }
    pairs.extend([("success", "success-tint"), ("warning", "warning-tint")]);
    pairs.extend([
        ("danger", "danger-tint"),
        ("danger", "selection"),
        ("surface", "text"),
    ]);

    let code: Vec<_> = tokens
        .keys()
        .copied()
        .filter(|name| name.starts_with("code-"))
        .collect();
    assert!(code.len() >= 7, "the colours of code were read");
    for colour in code {
        pairs.extend(on(colour, &["panel", "bg"]));
    }

    let mut poor = Vec::new();
    for (text, ground) in pairs {
        for (scheme, name) in ["light", "dark"].into_iter().enumerate() {
            let ratio = contrast(tokens[text][scheme], tokens[ground][scheme]);
            if ratio < 4.5 {
                poor.push(format!("{name}: {text} on {ground} is {ratio:.2}"));
            }
        }
    }
    assert!(poor.is_empty(), "below 4.5:\n{}", poor.join("\n"));
}

/// The lexer names a class for each kind of run; each has a colour.
#[test]
fn every_class_of_code_has_a_colour() {
    use crate::markdown::highlight::Class;

    const MARKDOWN: &str = include_str!("../../styles/code.css");
    for class in Class::ALL {
        let rule = format!(".{} {{\n    color: var(--", class.css());
        let (_, rest) = MARKDOWN
            .split_once(&rule)
            .unwrap_or_else(|| panic!("{rule} is missing"));
        let name = rest.split(')').next().unwrap_or_default();
        assert!(tokens().contains_key(name), "--{name} is a token");
    }
}
