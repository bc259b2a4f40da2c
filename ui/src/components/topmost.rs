//! Things of which what lies on top is the one that counts: the window's, or that of the dialog over it.

/// Those there are, the one on top last.
pub struct Topmost<T> {
    all: Vec<(u32, T)>,
    next: u32,
}

impl<T> Topmost<T> {
    /// None yet.
    pub const fn new() -> Self {
        Self {
            all: Vec::new(),
            next: 0,
        }
    }

    /// Lays `one` on top; its number is for [`Self::remove`].
    pub fn add(&mut self, one: T) -> u32 {
        let number = self.next;
        self.next = self.next.wrapping_add(1);
        self.all.push((number, one));
        number
    }

    /// Takes away the one with `number`, wherever it lies.
    pub fn remove(&mut self, number: u32) {
        self.all.retain(|(known, _)| *known != number);
    }

    /// The one on top, and its number.
    pub fn top(&self) -> Option<(u32, &T)> {
        self.all.last().map(|(number, one)| (*number, one))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_on_top_counts_in_whatever_order_they_go() {
        let mut all = Topmost::new();
        let window = all.add("window");
        let below = all.add("dialog");
        let above = all.add("dialog over it");
        all.remove(below);
        assert_eq!(all.top(), Some((above, &"dialog over it")));
        all.remove(above);
        assert_eq!(all.top(), Some((window, &"window")));
        let again = all.add("dialog");
        assert!(![window, below, above].contains(&again), "no number twice");
        all.remove(again);
        all.remove(window);
        assert_eq!(all.top(), None);
    }
}
