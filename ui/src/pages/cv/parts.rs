//! The parts and fields of a CV by their names: what the editor reads and changes.
//!
//! Fields are named as in [`field_path`].

use contract::cv::{Cv, Entry, Field, Kind, PartId, Point, Section, field_path};

/// The name of a part's field.
pub fn path(part: &PartId, field: &str) -> String {
    format!("{part}/{field}")
}

/// Puts `value` where a path names a text, and takes the field for confirmed. Where that is not there
/// (any more), nothing happens.
pub fn set_text(cv: &mut Cv, path: &str, value: String) {
    if field_path::set(cv, path, value) {
        confirm(cv, path);
    }
}

/// The last piece of a field's path.
pub fn field_name(field: Field) -> &'static str {
    match field {
        Field::Title => "title",
        Field::Organisation => "organisation",
        Field::About => "about",
        Field::Area => "area",
        Field::Place => "place",
        Field::Url => "url",
        Field::Start => "start",
        Field::End => "end",
        Field::Level => "level",
        Field::Description => "description",
        Field::Points => "points",
        Field::Keywords => "keywords",
        Field::Roles => "roles",
        Field::Category => "category",
    }
}

/// The words of an entry: its keywords, or its roles.
pub fn words_mut(entry: &mut Entry, field: Field) -> &mut Vec<String> {
    match field {
        Field::Roles => &mut entry.roles,
        _ => &mut entry.keywords,
    }
}

/// A section by its id.
pub fn section_mut<'a>(cv: &'a mut Cv, id: &PartId) -> Option<&'a mut Section> {
    cv.sections.iter_mut().find(|section| section.id == *id)
}

/// An entry by its id.
pub fn entry_mut<'a>(cv: &'a mut Cv, id: &PartId) -> Option<&'a mut Entry> {
    let mut entries = cv.sections.iter_mut().flat_map(|s| &mut s.entries);
    entries.find(|entry| entry.id == *id)
}

/// The section in which a section, an entry or a point stands, and the entry.
pub fn whereabouts(cv: &Cv, id: &PartId) -> Option<(PartId, Option<PartId>)> {
    for section in &cv.sections {
        if section.id == *id {
            return Some((section.id.clone(), None));
        }
        let holds = |entry: &&Entry| entry.id == *id || entry.points.iter().any(|p| p.id == *id);
        if let Some(entry) = section.entries.iter().find(holds) {
            return Some((section.id.clone(), Some(entry.id.clone())));
        }
    }
    None
}

/// Somebody has looked at a field.
pub fn confirm(cv: &mut Cv, path: &str) {
    for path in holders(path) {
        cv.unconfirmed.remove(path);
    }
}

/// A path, and those of the fields that hold it: never the part itself.
fn holders(path: &str) -> impl Iterator<Item = &str> {
    let mut next = Some(path);
    std::iter::from_fn(move || {
        let this = next?;
        next = this
            .rsplit_once('/')
            .map(|(holder, _)| holder)
            .filter(|holder| holder.contains('/'));
        Some(this)
    })
}

/// Which fields of an entry and its points wait to be confirmed.
pub fn unconfirmed_of(cv: &Cv, entry: &Entry) -> Vec<String> {
    let belongs = |path: &&String| {
        let part = path.split('/').next().unwrap_or_default();
        entry.id.0 == part || entry.points.iter().any(|point| point.id.0 == part)
    };
    cv.unconfirmed.iter().filter(belongs).cloned().collect()
}

/// Moves a part to another place among its like; a place behind the last is the last.
pub fn move_to(cv: &mut Cv, id: &PartId, place: usize) {
    fn moved<T>(list: &mut Vec<T>, place: usize, is: impl Fn(&T) -> bool) -> bool {
        let Some(from) = list.iter().position(is) else {
            return false;
        };
        let part = list.remove(from);
        list.insert(place.min(list.len()), part);
        true
    }
    if moved(&mut cv.sections, place, |section| section.id == *id) {
        return;
    }
    for section in &mut cv.sections {
        if moved(&mut section.entries, place, |entry| entry.id == *id) {
            return;
        }
        for entry in &mut section.entries {
            if moved(&mut entry.points, place, |point| point.id == *id) {
                return;
            }
        }
    }
}

/// Takes a section, an entry or a point out, and what waits to be confirmed of it.
pub fn remove(cv: &mut Cv, id: &PartId) {
    cv.sections.retain(|section| section.id != *id);
    for section in &mut cv.sections {
        section.entries.retain(|entry| entry.id != *id);
        for entry in &mut section.entries {
            entry.points.retain(|point| point.id != *id);
        }
    }
    let there: std::collections::BTreeSet<&str> = cv
        .sections
        .iter()
        .flat_map(|section| {
            let entries = section.entries.iter().flat_map(|entry| {
                let points = entry.points.iter().map(|point| point.id.0.as_str());
                points.chain([entry.id.0.as_str()])
            });
            entries.chain([section.id.0.as_str()])
        })
        .chain(["person"])
        .collect();
    cv.unconfirmed
        .retain(|path| there.contains(path.split('/').next().unwrap_or_default()));
}

/// A copy of an entry behind it, its parts under new ids; gives the copy's.
pub fn duplicate(cv: &mut Cv, id: &PartId, mut new_id: impl FnMut() -> PartId) -> Option<PartId> {
    let mut sections = cv.sections.iter_mut();
    sections.find_map(|section| {
        let at = section.entries.iter().position(|entry| entry.id == *id)?;
        let mut copy = section.entries.get(at)?.clone();
        copy.id = new_id();
        for point in &mut copy.points {
            point.id = new_id();
        }
        let made = copy.id.clone();
        section.entries.insert(at + 1, copy);
        Some(made)
    })
}

/// Puts points into an entry behind another one, or at its beginning.
pub fn put_points(entry: &mut Entry, after: Option<&PartId>, points: Vec<Point>) {
    let at = after.and_then(|after| entry.points.iter().position(|point| point.id == *after));
    let at = at.map_or(0, |at| at + 1);
    entry.points.splice(at..at, points);
}

/// Whether sections of a kind consist of a text alone.
pub fn is_text_alone(kind: Kind) -> bool {
    kind.fields().is_empty()
}

/// The lines of a pasted text as points: without the marks that lists have before them, and without
/// empty ones.
pub fn lines_of(text: &str) -> Vec<&str> {
    let bare = |line: &'_ str| -> usize {
        let rest = line.trim_start_matches(|c: char| c.is_whitespace() || "•‣◦▪–*-·".contains(c));
        line.len() - rest.len()
    };
    text.lines()
        .map(|line| line.get(bare(line)..).unwrap_or(line).trim_end())
        .filter(|line| !line.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> PartId {
        PartId(text.into())
    }

    fn cv() -> Cv {
        let mut work = Section::new(id("s1"), Kind::Experience);
        for (number, title) in [("e1", "Engineer"), ("e2", "Clerk"), ("e3", "Student")] {
            work.entries.push(Entry {
                id: id(number),
                title: title.into(),
                points: vec![Point {
                    id: id(&format!("{number}p")),
                    text: format!("Of {title}"),
                }],
                ..Entry::default()
            });
        }
        Cv {
            sections: vec![Section::new(id("s0"), Kind::Summary), work],
            ..Cv::default()
        }
    }

    fn entries(cv: &Cv) -> Vec<&str> {
        let entries = cv.sections.iter().flat_map(|section| &section.entries);
        entries.map(|entry| entry.id.0.as_str()).collect()
    }

    #[test]
    fn a_path_leads_to_its_text_both_ways() {
        let mut cv = cv();
        for path in [
            "person/name",
            "person/place/postal_code",
            "s0/text",
            "s1/heading",
            "e2/organisation",
            "e2p/text",
        ] {
            set_text(&mut cv, path, format!("new {path}"));
            assert_eq!(
                field_path::text(&cv, path),
                Some(format!("new {path}").as_str())
            );
        }
        let before = cv.clone();
        for path in ["e9/title", "e1/nothing", "title", "s1/title", "person/e1"] {
            set_text(&mut cv, path, "lost".into());
            assert_eq!(field_path::text(&cv, path), None);
        }
        assert_eq!(cv, before, "what is not there is passed over");
    }

    #[test]
    fn every_line_of_the_form_is_a_text_that_a_path_names() {
        use contract::cv::Shape;
        let cv = cv();
        for kind in Kind::ALL {
            for (field, _) in kind.fields() {
                let path = path(&id("e1"), field_name(*field));
                let named = field_path::text(&cv, &path).is_some();
                let wanted = matches!(field.shape(), Shape::Line | Shape::Text);
                assert_eq!(named, wanted, "{path}");
            }
        }
    }

    #[test]
    fn to_edit_is_to_confirm() {
        let mut cv = cv();
        for path in [
            "person/email",
            "person/place",
            "e1/title",
            "e1p/text",
            "e2/title",
        ] {
            cv.unconfirmed.insert(path.into());
        }
        let entry = cv.sections[1].entries[0].clone();
        assert_eq!(unconfirmed_of(&cv, &entry), ["e1/title", "e1p/text"]);
        set_text(&mut cv, "person/place/city", "Ghent".into());
        set_text(&mut cv, "e1/title", "Engineer".into());
        remove(&mut cv, &id("e2"));
        let left: Vec<&str> = cv.unconfirmed.iter().map(String::as_str).collect();
        assert_eq!(left, ["e1p/text", "person/email"]);
    }

    #[test]
    fn parts_move_among_their_like() {
        let mut cv = cv();
        move_to(&mut cv, &id("e3"), 0);
        assert_eq!(entries(&cv), ["e3", "e1", "e2"]);
        move_to(&mut cv, &id("e3"), 99);
        assert_eq!(entries(&cv), ["e1", "e2", "e3"]);
        move_to(&mut cv, &id("s1"), 0);
        assert_eq!(cv.sections[0].id, id("s1"));
        move_to(&mut cv, &id("nobody"), 0);
        assert_eq!(
            whereabouts(&cv, &id("e2p")),
            Some((id("s1"), Some(id("e2"))))
        );
    }

    #[test]
    fn a_copy_stands_behind_and_shares_no_id() {
        let mut cv = cv();
        let mut next = 0;
        let made = duplicate(&mut cv, &id("e1"), || {
            next += 1;
            id(&format!("n{next}"))
        });
        assert_eq!(made, Some(id("n1")));
        assert_eq!(entries(&cv), ["e1", "n1", "e2", "e3"]);
        let copy = &cv.sections[1].entries[1];
        assert_eq!((&*copy.title, &*copy.points[0].id.0), ("Engineer", "n2"));
    }

    #[test]
    fn pasted_lines_lose_their_marks() {
        assert_eq!(
            lines_of("• Cut the time\n\n  - Led 4 people  \n* 63 % less\r\nplain"),
            ["Cut the time", "Led 4 people", "63 % less", "plain"]
        );
        assert_eq!(lines_of(" \n\t"), Vec::<&str>::new());
    }

    #[test]
    fn points_go_behind_the_one_that_is_named() {
        let mut entry = cv().sections[1].entries[0].clone();
        let point = |text: &str| Point {
            id: id(text),
            text: text.into(),
        };
        put_points(&mut entry, Some(&id("e1p")), vec![point("b"), point("c")]);
        put_points(&mut entry, None, vec![point("a")]);
        let order: Vec<&str> = entry.points.iter().map(|p| p.id.0.as_str()).collect();
        assert_eq!(order, ["a", "e1p", "b", "c"]);
    }
}
