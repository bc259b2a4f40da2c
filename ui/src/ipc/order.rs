//! The order of a channel's messages.
//!
//! Tauri numbers them: small ones come straight, large ones are fetched and may
//! be overtaken by later ones.

use std::collections::BTreeMap;

/// Holds messages back until those before them are there.
#[derive(Debug)]
pub(super) struct InOrder<T> {
    next: u64,
    early: BTreeMap<u64, Option<T>>,
}

impl<T> InOrder<T> {
    /// Nothing has come yet.
    pub(super) fn new() -> Self {
        Self {
            next: 0,
            early: BTreeMap::new(),
        }
    }

    /// Takes message `index` (`None`: a mark that carries nothing) and gives all
    /// that can be told now, in order.
    pub(super) fn take(&mut self, index: u64, message: Option<T>) -> Vec<T> {
        if index >= self.next {
            self.early.insert(index, message);
        }
        let mut ready = Vec::new();
        while let Some(message) = self.early.remove(&self.next) {
            self.next += 1;
            ready.extend(message);
        }
        ready
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_in_order_come_at_once() {
        let mut order = InOrder::new();
        assert_eq!(order.take(0, Some('a')), ['a']);
        assert_eq!(order.take(1, Some('b')), ['b']);
    }

    #[test]
    fn an_early_message_waits_for_the_one_before() {
        let mut order = InOrder::new();
        assert_eq!(order.take(2, Some('c')), [], "0 and 1 are not there");
        assert_eq!(order.take(0, Some('a')), ['a'], "1 is still missing");
        assert_eq!(order.take(1, Some('b')), ['b', 'c'], "1 frees 2");
    }

    #[test]
    fn a_mark_without_message_only_advances() {
        let mut order = InOrder::<char>::new();
        assert_eq!(order.take(0, None), [], "it carries nothing");
        assert_eq!(order.take(1, Some('b')), ['b'], "but it has its place");
    }

    #[test]
    fn a_message_that_came_before_is_not_told_again() {
        let mut order = InOrder::new();
        assert_eq!(order.take(0, Some('a')), ['a']);
        assert_eq!(order.take(0, Some('a')), [], "its place is past");
    }
}
