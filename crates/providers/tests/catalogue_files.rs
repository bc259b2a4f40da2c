//! Catalogue files that are read over what is there, what vendors list, and how a model is found.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use providers::catalogue::{self, Catalogue, Entry, Fault, Problem, Source};
use providers::{Date, Listed};

fn day(text: &str) -> Date {
    catalogue::day(text).unwrap()
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

fn read(text: &str) -> Result<Catalogue, Fault> {
    Catalogue::default().with(&[("test.toml", text)])
}

fn find(vendor: &str, model: &str) -> &'static Entry {
    Catalogue::embedded()
        .find(vendor, model)
        .unwrap_or_else(|| panic!("no {model} of {vendor}"))
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
    catalogue.merge("ollama", &endless, day("2026-12-25"));
    assert!(catalogue.entries().len() <= count + 2000);
}

proptest! {
    #[test]
    fn no_file_and_no_name_breaks_it(text in "\\PC{0,200}", cut in 0..4000_usize, vendor in "(openai|google|openrouter)") {
        let _ = read(&text);
        let _ = Catalogue::embedded().find(&vendor, &text);
        let whole = include_str!("../catalogue/google.toml");
        let (start, _) = whole.split_at(whole.floor_char_boundary(cut));
        let _ = read(&format!("{start}{text}"));
    }
}
