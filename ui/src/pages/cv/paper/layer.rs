//! Elements of one kind in an SVG, made by hand: what did not change is not touched.
//!
//! By hand and not as Yew's nodes, since a page has hundreds of them and is changed with each key that is
//! typed. Nothing is ever read as markup: elements are made and their attributes set.

use web_sys::Element;

use crate::dom;

const SVG: &str = "http://www.w3.org/2000/svg";

/// A new element of an SVG.
pub fn element(name: &str) -> Option<Element> {
    dom::document()?.create_element_ns(Some(SVG), name).ok()
}

/// Sets an attribute; the names that are written here are sound.
pub fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// A colour as `0xRRGGBB`, for an attribute.
pub fn colour(rgb: u32) -> String {
    format!("#{:06x}", rgb & 0x00ff_ffff)
}

/// How many at the beginning and how many at the end of two lists are alike.
pub fn alike<T>(before: &[T], now: &[T], same: impl Fn(&T, &T) -> bool) -> (usize, usize) {
    let pairs = before.iter().zip(now);
    let head = pairs.take_while(|(a, b)| same(a, b)).count();
    let rest = before.len().min(now.len()) - head;
    let pairs = before.iter().rev().zip(now.iter().rev()).take(rest);
    let tail = pairs.take_while(|(a, b)| same(a, b)).count();
    (head, tail)
}

/// What is drawn of one kind.
pub struct Layer<T> {
    group: Element,
    drawn: Vec<T>,
    elements: Vec<Element>,
}

impl<T: Clone + PartialEq> Layer<T> {
    /// An empty one at the end of `svg`.
    pub fn new(svg: &Element) -> Option<Self> {
        let group = element("g")?;
        svg.append_child(&group).ok()?;
        Some(Self {
            group,
            drawn: Vec::new(),
            elements: Vec::new(),
        })
    }

    /// Draws `now` in the place of what was drawn. `same` says whether two have what is dear to change,
    /// so that the element of one is kept for the other; `write` sets what differs from what the element
    /// shows, which is nothing for a new one.
    pub fn show(
        &mut self,
        now: &[T],
        name: &str,
        same: impl Fn(&T, &T) -> bool,
        write: impl Fn(&Element, Option<&T>, &T),
    ) {
        let (head, tail) = alike(&self.drawn, now, same);
        let (gone, come) = (self.drawn.len() - head - tail, now.len() - head - tail);
        // Those in between take the elements that are there; the rest go, or new ones come.
        for _ in come..gone {
            self.drawn.remove(head);
            self.elements.remove(head).remove();
        }
        for at in gone..come {
            let Some(new) = element(name) else { return };
            let before = self.elements.get(head + at);
            let before = before.map(AsRef::<web_sys::Node>::as_ref);
            if self.group.insert_before(&new, before).is_err() {
                return;
            }
            write(&new, None, &now[head + at]);
            self.elements.insert(head + at, new);
            self.drawn.insert(head + at, now[head + at].clone());
        }
        for (at, wanted) in now.iter().enumerate() {
            let drawn = &mut self.drawn[at];
            if drawn != wanted {
                write(&self.elements[at], Some(drawn), wanted);
                *drawn = wanted.clone();
            }
        }
    }

    /// Calls `act` with everything that is drawn.
    pub fn each(&self, act: impl Fn(&T, &Element)) {
        for (drawn, element) in self.drawn.iter().zip(&self.elements) {
            act(drawn, element);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_in_the_middle_leaves_both_ends() {
        let same = |a: &u32, b: &u32| a == b;
        assert_eq!(alike(&[1, 2, 3, 4], &[1, 9, 3, 4], same), (1, 2));
        assert_eq!(alike(&[1, 2, 3], &[1, 2, 9, 3], same), (2, 1));
        assert_eq!(alike(&[1, 2, 3], &[1, 3], same), (1, 1));
        assert_eq!(alike(&[], &[1], same), (0, 0));
        assert_eq!(alike(&[1, 2], &[1, 2], same), (2, 0));
    }

    #[test]
    fn nothing_is_counted_at_both_ends() {
        let same = |a: &u32, b: &u32| a == b;
        assert_eq!(alike(&[1, 1], &[1, 1, 1], same), (2, 0));
        assert_eq!(alike(&[1, 1, 1], &[1, 1], same), (2, 0));
    }

    #[test]
    fn colours_have_six_digits() {
        assert_eq!(colour(0x1f_4e79), "#1f4e79");
        assert_eq!(colour(0), "#000000");
    }
}
