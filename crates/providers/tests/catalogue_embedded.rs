//! The catalogue that comes with Pulse: what it has to have, and what it must not say.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use contract::Money;
use providers::catalogue::{
    self, Catalogue, Entry, Modality, Parameter, Reason, Standing, accepted,
};
use providers::cost::cost;
use providers::{Date, Parameters, Usage};
use toml::{Table, Value};

/// The day on which the embedded files were made.
fn today() -> Date {
    Catalogue::embedded()
        .find("openai", "gpt-6-luna")
        .unwrap()
        .as_of
}

fn day(text: &str) -> Date {
    catalogue::day(text).unwrap()
}

fn find(vendor: &str, model: &str) -> &'static Entry {
    Catalogue::embedded()
        .find(vendor, model)
        .unwrap_or_else(|| panic!("no {model} of {vendor}"))
}

fn embedded_files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read_to_string(path).unwrap(),
            )
        })
        .collect()
}

#[test]
fn every_file_is_embedded_and_says_nothing_that_is_passed_over() {
    const FILE: &[&str] = &["as_of", "vendors", "openrouter", "parameters", "model"];
    const ROW: &[&str] = &[
        "id",
        "name",
        "aliases",
        "vendors",
        "openrouter",
        "context",
        "longest_reply",
        "inputs",
        "outputs",
        "tools",
        "thinks",
        "parameters",
        "released",
        "retires_on",
        "successor",
        "source",
        "price",
    ];
    const TAKEN: &[&str] = &["temperature", "top_p", "max_tokens", "seed", "thinking"];
    const PRICE: &[&str] = &[
        "from",
        "until",
        "above",
        "input",
        "output",
        "cached",
        "cache_write",
        "source",
    ];
    let mut keys = HashSet::new();
    for (name, text) in embedded_files() {
        let known = |table: &Value, keys: &[&str]| {
            for key in table.as_table().unwrap().keys() {
                assert!(keys.contains(&key.as_str()), "{name}: {key}");
            }
        };
        let table: Table = text.parse().unwrap();
        known(&Value::Table(table.clone()), FILE);
        table.get("parameters").inspect(|taken| known(taken, TAKEN));
        for row in table["model"].as_array().unwrap() {
            known(row, ROW);
            row.get("parameters").inspect(|taken| known(taken, TAKEN));
            let prices = row
                .get("price")
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default();
            prices.iter().for_each(|price| known(price, PRICE));
            let vendors = row
                .get("vendors")
                .unwrap_or(&table["vendors"])
                .as_array()
                .unwrap();
            for vendor in vendors {
                let id = row["id"].as_str().unwrap().to_owned();
                let vendor = vendor.as_str().unwrap();
                assert!(
                    Catalogue::embedded().find(vendor, &id).is_some(),
                    "{name} is not embedded: {id}"
                );
                assert!(
                    keys.insert((vendor.to_owned(), id.clone())),
                    "{name}: {id} is in two files"
                );
            }
        }
    }
    let own = Catalogue::embedded()
        .entries()
        .iter()
        .filter(|entry| entry.vendor != "openrouter");
    assert_eq!(own.count(), keys.len(), "nothing else is embedded");
}

#[test]
fn what_can_be_chosen_today_is_there() {
    for (vendor, models) in [
        (
            "openai",
            &[
                "gpt-6.2-astra",
                "gpt-6-astra",
                "gpt-6.2-sol",
                "gpt-6.1-sol",
                "gpt-6.1-terra",
                "gpt-6-luna",
            ][..],
        ),
        (
            "anthropic",
            &[
                "claude-fable-5-2",
                "claude-opus-5-5",
                "claude-sonnet-5-5",
                "claude-haiku-5-5",
                "claude-haiku-4-5",
            ],
        ),
        (
            "google",
            &[
                "gemini-4-argon",
                "gemini-3.8-flash",
                "gemini-3.5-flash-lite",
                "gemini-3.1-pro-preview",
            ],
        ),
        ("vertex", &["gemini-3.8-flash"]),
        (
            "openrouter",
            &[
                "openai/gpt-6-luna",
                "anthropic/claude-opus-5.5",
                "google/gemini-3.8-flash",
            ],
        ),
        ("mistral", &["mistral-large-4", "mistral-small-latest"]),
        ("deepseek", &["deepseek-flash"]),
        ("xai", &["grok-4.7"]),
        ("groq", &["openai/gpt-oss-120b"]),
    ] {
        for model in models {
            let entry = find(vendor, model);
            assert_eq!(entry.standing(today()), Standing::Current, "{model}");
            assert!(
                entry.context.is_some() && entry.outputs.contains(&Modality::Text),
                "{model}"
            );
            assert!(entry.name.is_some(), "{model}");
        }
    }
}

#[test]
fn what_is_gone_or_goes_names_what_follows() {
    let successor = |vendor, model| match find(vendor, model).standing(today()) {
        Standing::Retired { successor, .. } => (true, successor),
        Standing::RetiresOn { successor, .. } => (false, successor),
        Standing::Current => panic!("{model} stays"),
    };
    for (vendor, model, follows) in [
        ("openai", "dall-e-3", "gpt-image-2.6-sunburst"),
        ("openai", "gpt-image-1", "gpt-image-2.5-sunburst"),
        (
            "google",
            "imagen-4.0-generate-001",
            "gemini-3.1-flash-image",
        ),
        (
            "vertex",
            "imagen-4.0-generate-001",
            "gemini-3.1-flash-image",
        ),
        ("google", "veo-3.0-generate-001", "veo-3.1-generate-001"),
        ("vertex", "veo-2.0-generate-001", "veo-3.1-generate-001"),
    ] {
        assert_eq!(successor(vendor, model), (true, Some(follows)), "{model}");
    }
    for (vendor, model, follows) in [
        ("openai", "gpt-5", "gpt-6.1-sol"),
        ("openai", "gpt-5-mini-2025-08-07", "gpt-6.1-terra"),
        ("openai", "o3", "gpt-6.1-sol"),
        ("openai", "gpt-image-1.5", "gpt-image-2.6-sunburst"),
        (
            "anthropic",
            "claude-sonnet-4-5-20250929",
            "claude-sonnet-5-5",
        ),
        (
            "openrouter",
            "anthropic/claude-sonnet-4.5",
            "anthropic/claude-sonnet-5.5",
        ),
        ("openrouter", "openai/gpt-5", "openai/gpt-6.1-sol"),
    ] {
        assert_eq!(successor(vendor, model), (false, Some(follows)), "{model}");
    }
    assert_eq!(
        successor("openai", "sora-2"),
        (true, None),
        "the vendor offers none"
    );
    // Who follows is not gone itself.
    for entry in Catalogue::embedded().entries() {
        if let Some(id) = &entry.successor {
            let next = find(&entry.vendor, id);
            assert!(
                !matches!(next.standing(today()), Standing::Retired { .. }),
                "{} -> {id}",
                entry.id
            );
        }
    }
}

#[test]
fn openrouter_has_the_makers_facts_and_no_price() {
    let own = find("openai", "gpt-6-astra");
    for id in [
        "openai/gpt-6-astra",
        "openai/gpt-6-astra:free",
        "openai/gpt-6-astra-2026-09-03",
    ] {
        let through = find("openrouter", id);
        assert_eq!(
            (through.context, &through.inputs),
            (own.context, &own.inputs)
        );
        assert_eq!(through.name, own.name);
        assert_eq!(
            through.refuses(Parameter::Temperature),
            Some(Reason::Rejected)
        );
        assert_eq!(
            through.refuses(Parameter::Seed),
            None,
            "that was of the maker's interface"
        );
        let used = Usage {
            input: 1,
            output: 1,
            ..Usage::default()
        };
        assert_eq!(cost(&used, through, today()), None);
        assert!(cost(&used, own, today()).is_some());
    }
    assert_eq!(
        Catalogue::embedded().find("openrouter", "gpt-6-astra"),
        None
    );
}

#[test]
fn parameters_of_real_models() {
    let chosen = Parameters {
        temperature: Some(0.7),
        top_p: Some(0.9),
        max_tokens: Some(200_000),
        thoughts: true,
        seed: Some(1),
    };
    let sent = |vendor, model| accepted(chosen, Some(find(vendor, model)));
    let opus = sent("anthropic", "claude-opus-5-5");
    assert_eq!(
        (opus.temperature, opus.top_p, opus.seed),
        (None, None, None)
    );
    assert_eq!((opus.max_tokens, opus.thoughts), (Some(128_000), true));
    let old = sent("openai", "gpt-4o");
    assert_eq!(
        (old.temperature, old.seed, old.thoughts),
        (Some(0.7), None, false)
    );
    let flash = sent("google", "gemini-3.8-flash");
    assert_eq!((flash.temperature, flash.seed), (None, Some(1)));
    assert_eq!(
        find("google", "gemini-3.8-flash").refuses(Parameter::TopP),
        Some(Reason::Deprecated)
    );
    assert_eq!(
        accepted(chosen, Catalogue::embedded().find("ollama", "llama4")),
        chosen
    );
}

#[test]
fn prices_of_real_models() {
    let used = Usage {
        input: 1_000_000,
        output: 1_000_000,
        ..Usage::default()
    };
    let dollars = |model: &str, vendor: &str, on: Date| {
        cost(&used, find(vendor, model), on).map(|money| money.to_string())
    };
    assert_eq!(
        dollars("claude-opus-5", "anthropic", today()).as_deref(),
        Some("$30.00")
    );
    assert_eq!(
        dollars("gpt-6-luna", "openai", today()).as_deref(),
        Some("$0.95"),
        "a long prompt"
    );
    assert_eq!(
        dollars("gemini-4-argon", "google", day("2026-11-30")).as_deref(),
        Some("$12.00")
    );
    assert_eq!(
        dollars("gemini-4-argon", "google", day("2026-12-01")).as_deref(),
        Some("$24.00")
    );
    assert_eq!(
        dollars("gemini-3.8-flash", "google", day("2027-01-01")),
        None,
        "nobody has said"
    );
    assert_eq!(
        dollars("deepseek-flash", "deepseek", today()),
        None,
        "it depends on the hour"
    );
    let cached = Usage {
        input: 1000,
        cached: 1000,
        ..Usage::default()
    };
    assert_eq!(
        cost(&cached, find("anthropic", "claude-sonnet-5-5"), today()),
        Some(Money::picos(100_000_000))
    );
    for entry in Catalogue::embedded().entries() {
        for price in &entry.prices {
            assert_ne!(
                price.input,
                Some(0),
                "{}: unknown is absent, not nothing",
                entry.id
            );
            assert!(
                price.input.is_some() && price.output.is_some(),
                "{}",
                entry.id
            );
            assert!(
                price.cached.is_none_or(|cached| Some(cached) < price.input),
                "{}",
                entry.id
            );
        }
    }
}
