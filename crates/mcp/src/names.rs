//! The names that models know tools by.
//!
//! Vendors take `^[a-zA-Z0-9_-]{1,64}$`, tools are named otherwise and by several servers. A name is made
//! of the server's and the tool's, and leads back through the table that is returned, never by being read.

use std::collections::{BTreeMap, HashMap};

use sha2::{Digest as _, Sha256};

/// The longest name that all vendors take.
const LONGEST: usize = 64;
/// Of that, for the server.
const SERVER: usize = 20;
/// Hexadecimal digits that tell apart what would have the same name.
const MARK: usize = 8;

/// A tool of a server, to be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named<'a> {
    /// The server's id.
    pub server: &'a str,
    /// The server's name, which the model may see.
    pub server_name: &'a str,
    /// The tool's name at the server.
    pub tool: &'a str,
}

/// Where a name leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The server's id.
    pub server: String,
    /// The tool's name at the server.
    pub tool: String,
}

/// Names and where they lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<String, Origin>);

impl Names {
    /// Names these tools. The same tools get the same names, in whatever order they come; a tool keeps its
    /// name when others come and go, unless theirs would be the same.
    pub fn of<'a>(tools: impl IntoIterator<Item = Named<'a>>) -> Self {
        let mut tools: Vec<Named<'a>> = tools.into_iter().collect();
        tools.sort_unstable_by_key(|tool| (tool.server, tool.tool, tool.server_name));
        tools.dedup_by_key(|tool| (tool.server, tool.tool));
        let mut wanted: HashMap<String, usize> = HashMap::new();
        for tool in &tools {
            if let (name, true) = plain(*tool) {
                *wanted.entry(name).or_default() += 1;
            }
        }
        let mut names = BTreeMap::new();
        for tool in tools {
            let (mut name, exact) = plain(tool);
            let alone = wanted.get(&name).is_some_and(|&count| count == 1);
            // A tool that is called like another's marked name moves the mark on.
            for attempt in 0_u32.. {
                if (attempt > 0 || !exact || !alone) || names.contains_key(&name) {
                    name = marked(tool, attempt);
                }
                if !names.contains_key(&name) {
                    break;
                }
            }
            let origin = Origin {
                server: tool.server.to_owned(),
                tool: tool.tool.to_owned(),
            };
            names.insert(name, origin);
        }
        Self(names)
    }

    /// Where `name` leads; `None` if no tool was given it.
    pub fn origin(&self, name: &str) -> Option<&Origin> {
        self.0.get(name)
    }

    /// The name of a tool.
    pub fn offered(&self, server: &str, tool: &str) -> Option<&str> {
        self.iter()
            .find(|(_, origin)| origin.server == server && origin.tool == tool)
            .map(|(name, _)| name)
    }

    /// All names in order, and where they lead.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Origin)> {
        self.0.iter().map(|(name, origin)| (name.as_str(), origin))
    }
}

/// The name without a mark, and whether it says the tool's name exactly.
fn plain(tool: Named<'_>) -> (String, bool) {
    let server = server(tool);
    let (word, exact) = safe(tool.tool);
    let mut name = format!("{server}__{word}");
    let fits = name.len() <= LONGEST;
    name.truncate(LONGEST);
    (name, exact && fits)
}

/// The name with a mark.
fn marked(tool: Named<'_>, attempt: u32) -> String {
    let mut name = format!("{}__{}", server(tool), safe(tool.tool).0);
    name.truncate(LONGEST - MARK - 1);
    let mut hash = Sha256::new();
    for part in [tool.server, tool.tool] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.update(attempt.to_le_bytes());
    let digest = hash.finalize();
    name.push('_');
    for byte in digest.iter().take(MARK / 2) {
        name.push_str(&format!("{byte:02x}"));
    }
    name
}

fn server(tool: Named<'_>) -> String {
    let mut word = safe(tool.server_name).0.to_ascii_lowercase();
    word.truncate(SERVER);
    let word = word.trim_matches(['_', '-']);
    // Some vendors want a letter first.
    match word.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => word.to_owned(),
        Some(_) => format!("mcp_{word}"),
        None => "mcp".into(),
    }
}

/// `text` in the characters that vendors take, and whether it was so already.
fn safe(text: &str) -> (String, bool) {
    let allowed = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-');
    let word = text
        .chars()
        .map(|char| if allowed(char) { char } else { '_' });
    (word.collect(), text.chars().all(allowed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named<'a>(server: &'a str, server_name: &'a str, tool: &'a str) -> Named<'a> {
        Named {
            server,
            server_name,
            tool,
        }
    }

    fn assert_valid(names: &Names, count: usize) {
        assert_eq!(names.iter().count(), count, "no tool lost: {names:?}");
        for (name, _) in names.iter() {
            assert!(
                (1..=64).contains(&name.len())
                    && name.starts_with(|first: char| first.is_ascii_alphabetic())
                    && name
                        .chars()
                        .all(|char| char.is_ascii_alphanumeric() || "_-".contains(char)),
                "{name}"
            );
        }
    }

    #[test]
    fn a_plain_tool_has_a_plain_name() {
        let names = Names::of([named("1", "My Files", "read_file")]);
        assert_eq!(names.offered("1", "read_file"), Some("my_files__read_file"));
        let origin = names.origin("my_files__read_file").unwrap();
        assert_eq!((&*origin.server, &*origin.tool), ("1", "read_file"));
        assert_eq!(names.origin("my_files__other"), None);
    }

    #[test]
    fn what_would_be_named_alike_is_told_apart_and_leads_back() {
        let long = "a".repeat(80);
        let longer = "a".repeat(81);
        let tools = [
            named("1", "Files", "read"),
            named("2", "files", "read"),
            named("1", "Files", "a.b"),
            named("1", "Files", "a/b"),
            named("1", "Files", "a_b"),
            named("1", "Files", &long),
            named("1", "Files", &longer),
            named("3", "日本", "x"),
            named("4", "", "x"),
            named("5", "9", "x"),
            named("6", "a_", "_b"),
            named("7", "a", "___b"),
        ];
        let names = Names::of(tools);
        assert_valid(&names, tools.len());
        for tool in tools {
            let name = names.offered(tool.server, tool.tool).unwrap();
            let origin = names.origin(name).unwrap();
            assert_eq!((&*origin.server, &*origin.tool), (tool.server, tool.tool));
        }
        let mut reversed = tools;
        reversed.reverse();
        assert_eq!(Names::of(reversed), names, "order does not matter");
        assert_eq!(
            names.offered("1", "a_b"),
            Names::of([tools[4]]).offered("1", "a_b")
        );
    }

    #[test]
    fn a_tool_that_is_called_like_anothers_mark_takes_nothing_away() {
        let victim = named("1", "s", "a.b");
        let mark = Names::of([victim]).offered("1", "a.b").unwrap().to_owned();
        let thief = mark.strip_prefix("s__").unwrap();
        for server in ["0", "1", "2"] {
            let names = Names::of([victim, named(server, "s", thief)]);
            assert_valid(&names, 2);
            let name = names.offered("1", "a.b").unwrap();
            assert_eq!(names.origin(name).unwrap().tool, "a.b");
        }
    }
}
