//! Who somebody is, and how to reach them.

use contract::cv::{Person, Place, Profile};

use super::archive::Archive;
use super::table::{Row, Table, Wanted};
use super::text::listed;
use crate::cv::problem::Problem;

const PROFILE: Wanted = Wanted {
    names: &["profile"],
    column: "First Name",
};
const SUMMARY: Wanted = Wanted {
    names: &["profilesummary"],
    column: "Profile Summary",
};
const MAIL: Wanted = Wanted {
    names: &["emailaddresses"],
    column: "Email Address",
};
const PHONES: Wanted = Wanted {
    names: &["phonenumbers"],
    column: "Number",
};

/// The person, and what they say of themselves.
pub(super) fn read(archive: &mut Archive<'_>) -> Result<(Person, String), Problem> {
    let profile = archive.table(&PROFILE)?;
    let mut person = Person::default();
    let mut summary = String::new();
    if let Some(row) = profile.rows().next() {
        person = of(row);
        summary = row.text("Summary");
    }
    if summary.is_empty() {
        summary = first(&archive.table(&SUMMARY)?, "Profile Summary", |_| false);
    }
    let primary = |row: Row<'_>| row.text("Primary").eq_ignore_ascii_case("yes");
    person.email = first(&archive.table(&MAIL)?, "Email Address", primary);
    let mobile = |row: Row<'_>| row.text("Type").eq_ignore_ascii_case("mobile");
    person.phone = first(&archive.table(&PHONES)?, "Number", mobile);
    Ok((person, summary))
}

/// A column of the first row that is preferred, else of the first.
fn first(table: &Table, column: &str, preferred: impl Fn(Row<'_>) -> bool) -> String {
    let row = table.rows().find(|row| preferred(*row));
    row.or_else(|| table.rows().next())
        .map(|row| row.text(column))
        .unwrap_or_default()
}

fn of(row: Row<'_>) -> Person {
    let names = [row.text("First Name"), row.text("Last Name")];
    let mut person = Person {
        name: names.join(" ").trim().to_owned(),
        headline: row.text("Headline"),
        place: place(row),
        ..Person::default()
    };
    for website in listed(&row.text("Websites")) {
        let (label, url) = labelled(website);
        if person.website.is_empty() {
            url.clone_into(&mut person.website);
        } else {
            person.profiles.push(Profile {
                network: label.to_owned(),
                url: url.to_owned(),
                ..Profile::default()
            });
        }
    }
    let handles = row.text("Twitter Handles");
    person
        .profiles
        .extend(listed(&handles).into_iter().map(|handle| Profile {
            network: "Twitter".to_owned(),
            username: handle.trim_start_matches('@').to_owned(),
            ..Profile::default()
        }));
    person
}

/// `PORTFOLIO:https://example.org` is a label and an address.
fn labelled(website: &str) -> (&str, &str) {
    match website.split_once(':') {
        Some((label, url)) if !url.starts_with("//") && !label.contains('.') => {
            (label.trim(), url.trim())
        }
        _ => ("", website),
    }
}

/// `Bengaluru, Karnataka, India`: a town, its region, its country, as far as they are said.
fn place(row: Row<'_>) -> Place {
    let shown = row.text("Geo Location");
    let parts: Vec<&str> = shown
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let (city, region, country) = match parts[..] {
        [] => ("", "", ""),
        [city] => (city, "", ""),
        [city, country] => (city, "", country),
        [city, region, .., country] => (city, region, country),
    };
    let address = row.text("Address");
    let code = row.text("Zip Code");
    Place {
        // Many write it in the address as well.
        postal_code: if address.contains(&code) {
            String::new()
        } else {
            code
        },
        address,
        city: city.to_owned(),
        region: region.to_owned(),
        country: country.to_owned(),
        ..Place::default()
    }
}
