//! The list of CVs, the last changed first, as answers and events make it.

use std::rc::Rc;

use contract::CvId;
use contract::cv::CvSummary;
use yew::AttrValue;

/// The list.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rows(Vec<Rc<CvSummary>>);

impl Rows {
    /// The list as it was read.
    pub(super) fn new(rows: Vec<CvSummary>) -> Self {
        Self(rows.into_iter().map(Rc::new).collect())
    }

    /// A CV was made, restored, renamed or changed.
    pub(super) fn put(&mut self, summary: CvSummary) {
        self.remove(summary.id);
        let newer = |row: &Rc<CvSummary>| row.changed_at > summary.changed_at;
        let at = self.0.iter().take_while(|row| newer(row)).count();
        self.0.insert(at, Rc::new(summary));
    }

    /// A CV was deleted.
    pub(super) fn remove(&mut self, id: CvId) {
        self.0.retain(|row| row.id != id);
    }

    /// The title of the CV that another is a version of.
    pub(super) fn base_of(&self, cv: &CvSummary) -> Option<AttrValue> {
        let base = cv.base?;
        let row = self.0.iter().find(|row| row.id == base)?;
        Some(row.title.clone().into())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Rc<CvSummary>> {
        self.0.iter()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use contract::Timestamp;
    use contract::cv::Template;

    use super::*;

    fn id(number: u128) -> CvId {
        format!("{number:032x}")
            .parse()
            .expect("32 hex digits are a UUID")
    }

    fn cv(number: u128, changed_at: i64) -> CvSummary {
        CvSummary {
            id: id(number),
            title: format!("CV {number}"),
            name: String::new(),
            headline: String::new(),
            template: Template::Classic,
            base: (number > 1).then(|| id(1)),
            changed_at: Timestamp(changed_at),
        }
    }

    fn order(rows: &Rows) -> Vec<CvId> {
        rows.iter().map(|row| row.id).collect()
    }

    #[test]
    fn the_last_changed_is_the_first() {
        let mut rows = Rows::new(vec![cv(3, 30), cv(2, 20), cv(1, 10)]);
        rows.put(cv(1, 40));
        assert_eq!(order(&rows), [id(1), id(3), id(2)]);
        rows.put(cv(4, 25));
        assert_eq!(order(&rows), [id(1), id(3), id(4), id(2)]);
        rows.put(cv(3, 30));
        assert_eq!(rows.len(), 4, "none stands twice");
        rows.remove(id(1));
        assert_eq!(order(&rows), [id(3), id(4), id(2)]);
    }

    #[test]
    fn a_version_names_its_base_where_it_is_there() {
        let mut rows = Rows::new(vec![cv(2, 20), cv(1, 10)]);
        assert_eq!(rows.base_of(&cv(2, 20)).as_deref(), Some("CV 1"));
        assert_eq!(rows.base_of(&cv(1, 10)), None);
        rows.remove(id(1));
        assert_eq!(rows.base_of(&cv(2, 20)), None, "it stands by itself");
    }
}
