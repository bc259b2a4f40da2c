//! Whose CV it is, and how to reach them.

use serde::{Deserialize, Serialize};
use serde_json::Map;

use super::{Extra, blank};

/// A person's name and ways to reach them. What is empty is not shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Person {
    /// Full name.
    #[serde(skip_serializing_if = "blank")]
    pub name: String,
    /// What they are or want to be, in a few words.
    #[serde(skip_serializing_if = "blank")]
    pub headline: String,
    /// Address for mail.
    #[serde(skip_serializing_if = "blank")]
    pub email: String,
    /// Telephone number, written as they like.
    #[serde(skip_serializing_if = "blank")]
    pub phone: String,
    /// Where they live.
    #[serde(skip_serializing_if = "Place::is_empty")]
    pub place: Place,
    /// Their own page on the web.
    #[serde(skip_serializing_if = "blank")]
    pub website: String,
    /// LinkedIn, GitHub and others, in the order in which they are shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub profiles: Vec<Profile>,
    /// A picture of them: a `data:` URL with a JPEG, PNG or WebP. An address on the web is kept but
    /// never fetched, and not shown.
    #[serde(skip_serializing_if = "blank")]
    pub photo: String,
    /// What a JSON Resume file said of `basics` that Pulse does not know.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub extra: Extra,
}

/// Where somebody lives.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Place {
    /// Street and house; several lines are allowed.
    #[serde(skip_serializing_if = "blank")]
    pub address: String,
    /// Code of the post.
    #[serde(skip_serializing_if = "blank")]
    pub postal_code: String,
    /// Town.
    #[serde(skip_serializing_if = "blank")]
    pub city: String,
    /// State, province or the like.
    #[serde(skip_serializing_if = "blank")]
    pub region: String,
    /// ISO 3166-1 alpha-2, such as `DE`; a country's name is taken as well.
    #[serde(skip_serializing_if = "blank")]
    pub country: String,
    /// What a JSON Resume file said that Pulse does not know.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub extra: Extra,
}

impl Place {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// An account on a network.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// Whose network: "LinkedIn".
    #[serde(skip_serializing_if = "blank")]
    pub network: String,
    /// The account's name there.
    #[serde(skip_serializing_if = "blank")]
    pub username: String,
    /// Its address on the web.
    #[serde(skip_serializing_if = "blank")]
    pub url: String,
    /// What a JSON Resume file said that Pulse does not know.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub extra: Extra,
}
