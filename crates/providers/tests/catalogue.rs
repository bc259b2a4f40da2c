//! The catalogue that comes with Pulse, what is read over it, and what vendors list.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use providers::catalogue::{
    Catalogue, Entry, Modality, Parameter, Problem, Reason, Source, Standing, accepted,
};
use providers::cost::{Money, cost};
use providers::{Date, Listed, Parameters, Usage};
use toml::{Table, Value};

/// The day on which the embedded files were made.
fn today() -> Date {
    Catalogue::embedded()
        .find("openai", "gpt-6-luna")
        .unwrap()
        .as_of
}

fn day(text: &str) -> Date {
    let file = format!(
        "as_of = \"{text}\"\nvendors = [\"openai\"]\n{}",
        row("x", "")
    );
    Catalogue::default()
        .with(&[("day", &file)])
        .unwrap()
        .entries()[0]
        .as_of
}

fn row(id: &str, more: &str) -> String {
    format!("[[model]]\nid = \"{id}\"\nsource = \"doc\"\n{more}\n")
}

fn file(rows: &[String]) -> String {
    format!(
        "as_of = \"2026-11-25\"\nvendors = [\"openai\"]\n{}",
        rows.concat()
    )
}

fn read(text: &str) -> Result<Catalogue, providers::catalogue::Fault> {
    Catalogue::default().with(&[("test.toml", text)])
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
    let mut keys = std::collections::HashSet::new();
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
fn a_model_is_found_by_id_alias_and_snapshot() {
    assert_eq!(find("openai", "gpt-6-astra-2026-09-03").id, "gpt-6-astra");
    assert_eq!(find("openai", "gpt-4-0613").id, "gpt-4");
    assert_eq!(
        find("openai", "gpt-4o-2024-05-13").id,
        "gpt-4o-2024-05-13",
        "a row of its own goes first"
    );
    assert_eq!(find("openai", "gpt-4o-2024-11-20").id, "gpt-4o");
    assert_eq!(
        find("anthropic", "claude-opus-4-5-20251101").id,
        "claude-opus-4-5"
    );
    assert_eq!(
        find("anthropic", "claude-opus-4-0").id,
        "claude-opus-4-20250514"
    );
    assert_eq!(
        find("google", "models/gemini-3.8-flash").id,
        "gemini-3.8-flash"
    );
    assert_eq!(find("deepseek", "deepseek-v4-flash").id, "deepseek-flash");
    let none =
        |vendor, model| assert_eq!(Catalogue::embedded().find(vendor, model), None, "{model}");
    none("openai", "gpt-6-astra-mini");
    none("openai", "gpt-6-astra-");
    none("openai", "gpt-6-astra-2026-13-40");
    none("openai", "");
    none("anthropic", "gpt-6-astra");
    none("ollama", "llama4");
    none("no such vendor", "gpt-6-astra");

    let rows = [row("a", ""), row("b", "aliases = [\"a-2026-01-01\"]")];
    let two = read(&file(&rows)).unwrap();
    let found = |model| two.find("openai", model).map(|entry| entry.id.as_str());
    assert_eq!(found("a-2026-01-02"), Some("a"));
    assert_eq!(
        found("a-2026-01-01"),
        Some("b"),
        "an alias goes before a snapshot"
    );
    assert_eq!(
        found("a-2026-01-01-001"),
        Some("b"),
        "the longest id goes before a shorter one"
    );
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

#[test]
fn a_newer_file_goes_over_what_is_there() {
    let newer = "as_of = \"2027-01-02\"\nvendors = [\"openai\"]\nopenrouter = \"openai/\"\nfrom_the_future = 1\n"
        .to_owned()
        + &row("gpt-7", "context = 9\noutputs = [\"text\"]\nsmell = true")
        + &row("gpt-6-luna", "retires_on = \"2027-03-01\"\nsuccessor = \"gpt-7\"\noutputs = [\"text\"]");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("openai.toml");
    fs::write(&path, &newer).unwrap();
    let catalogue = Catalogue::embedded().with_file(&path).unwrap();
    assert_eq!(catalogue.find("openai", "gpt-7").unwrap().context, Some(9));
    let luna = catalogue.find("openrouter", "openai/gpt-6-luna").unwrap();
    assert_eq!(luna.successor.as_deref(), Some("openai/gpt-7"));
    assert_eq!(
        catalogue.entries().len(),
        Catalogue::embedded().entries().len() + 2
    );

    let older = newer.replace("2027-01-02", "2026-01-02");
    let kept = Catalogue::embedded().with(&[("older", &older)]).unwrap();
    assert_eq!(
        kept.find("openai", "gpt-6-luna"),
        Some(find("openai", "gpt-6-luna")),
        "older facts do not count"
    );
    assert!(kept.find("openai", "gpt-7").is_some(), "older news do");
}

#[test]
fn a_fault_names_file_row_and_field() {
    let fault = |text: &str| {
        let fault = read(text).unwrap_err();
        assert_eq!(fault.file, "test.toml");
        (fault.row, fault.field, fault.problem)
    };
    let in_row = |more: &str| {
        let (row, field, problem) = fault(&file(&[row("m", more)]));
        assert_eq!(row.as_deref(), Some("m"), "{more}");
        (field.unwrap(), problem)
    };
    assert_eq!(
        in_row("released = \"2026-02-30\""),
        ("released", Problem::Day("2026-02-30".into()))
    );
    assert_eq!(
        in_row("released = \"2026-02-02\"\nretires_on = \"2026-02-01\""),
        ("retires_on", Problem::Backwards)
    );
    assert_eq!(
        in_row("successor = \"n\""),
        ("successor", Problem::Successor("n".into()))
    );
    assert_eq!(
        in_row("vendors = [\"acme\"]"),
        ("vendors", Problem::Vendor("acme".into()))
    );
    assert_eq!(in_row("vendors = []"), ("vendors", Problem::Missing));
    assert_eq!(in_row("context = 0"), ("context", Problem::Missing));
    assert_eq!(
        in_row("aliases = [\"m\"]"),
        ("id", Problem::Twice("m".into()))
    );
    assert_eq!(in_row("name = \"\""), ("name", Problem::Missing));
    let price = |price: &str| in_row(&format!("price = [{{ source = \"doc\", {price} }}]"));
    assert_eq!(
        price("input = \"-1\""),
        ("price.input", Problem::Price("-1".into()))
    );
    assert_eq!(
        price("cached = \"free\""),
        ("price.cached", Problem::Price("free".into()))
    );
    assert_eq!(
        price("from = \"soon\""),
        ("price.from", Problem::Day("soon".into()))
    );
    assert_eq!(
        price("from = \"2026-02-02\", until = \"2026-02-01\""),
        ("price.until", Problem::Backwards)
    );
    let long = "x".repeat(300);
    assert_eq!(
        in_row(&format!("name = \"{long}\"")),
        ("name", Problem::TooMuch(200))
    );
    let many = format!("inputs = [{}]", "\"text\",".repeat(33));
    assert_eq!(in_row(&many), ("inputs", Problem::TooMuch(32)));

    assert_eq!(
        fault(&file(&[row("m", ""), row("m", "")])).2,
        Problem::Twice("m".into())
    );
    assert_eq!(fault(&file(&[row("", "")])).1, Some("id"));
    let (row_id, field, _) = fault(&file(&[]).replace("2026-11-25", "today"));
    assert_eq!((row_id, field), (None, Some("as_of")));
    assert_eq!(
        fault(&" ".repeat(1024 * 1024 + 1)).2,
        Problem::TooMuch(1024 * 1024)
    );
    let many: Vec<_> = (0..5001)
        .map(|number| row(&number.to_string(), ""))
        .collect();
    assert_eq!(fault(&file(&many)).2, Problem::TooMuch(5000));
    for broken in [
        "",
        "as_of = 1",
        "[[[",
        "\u{0}",
        &file(&[row("m", "context = -1")]),
        &file(&[row("m", "inputs = [\"smell\"]")]),
    ] {
        assert!(matches!(fault(broken).2, Problem::Syntax(_)), "{broken}");
    }
    let deep = format!("a = {}1{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(fault(&deep).2, Problem::Syntax(_)));

    let missing = Catalogue::default()
        .with_file(Path::new("/no/such/file.toml"))
        .unwrap_err();
    assert!(matches!(missing.problem, Problem::Unreadable(_)));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.toml");
    fs::write(&path, " ".repeat(3 * 1024 * 1024)).unwrap();
    let large = Catalogue::default().with_file(&path).unwrap_err();
    assert_eq!(
        (large.file.as_str(), large.problem),
        ("large.toml", Problem::TooMuch(1024 * 1024))
    );
}

#[test]
fn the_vendors_list_goes_over_the_file() {
    let mut catalogue = Catalogue::embedded().clone();
    let listed = |id: &str| Listed {
        id: id.into(),
        ..Listed::default()
    };
    let said = Listed {
        name: Some("GPT-6 Luna (said)".into()),
        context_length: Some(77),
        longest_reply: Some(0),
        retires_at: Some("2027-02-03T00:00:00Z".into()),
        ..listed("gpt-6-luna")
    };
    let nonsense = Listed {
        retires_at: Some("one day".into()),
        ..listed("gpt-5")
    };
    let list = [
        said,
        nonsense,
        listed("gpt-6-astra-2026-09-03"),
        listed("brand-new"),
    ];
    catalogue.merge("openai", &list, day("2026-12-24"));

    let of = |id| catalogue.find("openai", id).unwrap();
    let luna = of("gpt-6-luna");
    assert_eq!(
        (luna.context, luna.name.as_deref()),
        (Some(77), Some("GPT-6 Luna (said)"))
    );
    assert_eq!(luna.longest_reply, Some(128_000), "nothing is no length");
    assert_eq!(luna.retires_on, Some(day("2027-02-03")));
    assert_eq!(
        (luna.tools, &luna.prices),
        (Some(true), &find("openai", "gpt-6-luna").prices),
        "the rest stays"
    );
    assert_eq!(
        of("gpt-5").retires_on,
        find("openai", "gpt-5").retires_on,
        "what is no day is passed over"
    );

    let snapshot = of("gpt-6-astra-2026-09-03");
    assert_eq!(snapshot.id, "gpt-6-astra-2026-09-03");
    assert_eq!(snapshot.prices, find("openai", "gpt-6-astra").prices);
    let new = of("brand-new");
    assert_eq!(
        (new.source, new.as_of, new.listed),
        (Source::Listed, day("2026-12-24"), true)
    );
    assert_eq!((new.context, new.tools, new.thinks), (None, None, None));
    assert!(
        of("gpt-6-luna").listed && !of("gpt-6-sol").listed,
        "what is not listed stays, unmarked"
    );

    let count = catalogue.entries().len();
    catalogue.merge("openai", &list, day("2026-12-25"));
    assert_eq!(
        catalogue.entries().len(),
        count,
        "a second time adds nothing"
    );
    let endless: Vec<_> = (0..10_000)
        .map(|number| listed(&format!("m{number}")))
        .collect();
    catalogue.merge("ollama", &endless, today());
    assert!(catalogue.entries().len() <= count + 2000);
}

proptest! {
    #[test]
    fn no_file_and_no_name_breaks_it(text in "\\PC{0,200}", cut in 0..4000_usize, vendor in "(openai|google|openrouter)") {
        let _ = read(&text);
        let _ = Catalogue::embedded().find(&vendor, &text);
        let (_, whole) = embedded_files().swap_remove(0);
        let (start, _) = whole.split_at(whole.floor_char_boundary(cut));
        let _ = read(&format!("{start}{text}"));
    }
}
