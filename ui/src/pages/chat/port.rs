//! The list's scroll position: which rows exist, what moves when a row changes
//! its height, and when the view follows the newest message.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use contract::MessageId;
use contract::message::{Message, Role};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, ResizeObserver, ResizeObserverEntry};
use yew::{Callback, NodeRef};

use super::heights::Heights;
use super::thread::{Same, Thread};
use crate::css;
use crate::dom;

/// Rows exist this far above and below the view, in CSS pixels. The first
/// picture of a visit does without: nobody scrolls before it is there.
const MARGIN: f64 = 900.0;
/// So near to the end counts as at the end.
const AT_END: f64 = 40.0;
/// So near to the top asks for the messages above.
const NEAR_TOP: f64 = 600.0;
/// Where a message that was searched for stands below the view's top.
const TARGET_AT: f64 = 72.0;
/// The attribute that holds a row's message.
pub const ROW: &str = "data-message";

/// The elements of the list.
#[derive(Clone, Default, PartialEq)]
pub struct Nodes {
    /// What scrolls.
    pub scroller: NodeRef,
    /// Stands for the rows above those that exist.
    pub above: NodeRef,
    /// Holds the rows.
    pub rows: NodeRef,
    /// Stands for the rows below.
    pub below: NodeRef,
}

/// The scroll position of one list, shared by its handlers.
pub struct Port {
    nodes: Nodes,
    inner: RefCell<Inner>,
    observer: RefCell<Option<Observer>>,
    observed: RefCell<HashMap<String, Element>>,
    redraw: Callback<()>,
}

/// The browser's watch over heights, and what it calls.
type Observer = (ResizeObserver, Closure<dyn FnMut(js_sys::Array)>);

#[derive(Default)]
struct Inner {
    heights: Heights<MessageId>,
    thread: Option<Same<Thread>>,
    visit: Option<u32>,
    target: Option<MessageId>,
    range: Range<usize>,
    /// The rows that were asked for last, and whether they have been placed.
    drawn: Option<Range<usize>>,
    placed: bool,
    /// Where the view is to be.
    top: f64,
    /// Where the element was last seen to be: rows that came in above may have
    /// moved `top` already.
    seen: f64,
    view: f64,
    /// How far beyond the view rows exist; see [`MARGIN`].
    margin: f64,
    /// The view stays at the newest message.
    following: bool,
    /// The view stays at the target until the reader scrolls.
    pinned: bool,
    /// The element has not been scrolled to `top` yet.
    moved: bool,
    /// The target has not been given the focus yet.
    calls: bool,
    /// The focus was in a row before others were drawn.
    held: bool,
}

impl Port {
    /// A list that has not been drawn yet. `redraw` is called when other rows
    /// are to exist or when the way to the newest message is to be shown.
    pub fn new(nodes: Nodes, redraw: Callback<()>) -> Rc<Self> {
        let inner = Inner {
            view: 800.0,
            following: true,
            ..Inner::default()
        };
        let port = Rc::new(Self {
            nodes,
            inner: RefCell::new(inner),
            observer: RefCell::default(),
            observed: RefCell::default(),
            redraw,
        });
        let weak = Rc::downgrade(&port);
        let closure = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            if let Some(port) = weak.upgrade() {
                port.resized(&entries);
            }
        });
        let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok();
        *port.observer.borrow_mut() = observer.map(|observer| (observer, closure));
        port
    }

    /// Takes what is to be shown, and says which rows are to exist.
    pub fn prepare(
        self: &Rc<Self>,
        thread: &Same<Thread>,
        visit: u32,
        target: Option<MessageId>,
    ) -> Range<usize> {
        let mut inner = self.inner.borrow_mut();
        let inner = &mut *inner;
        if inner.visit != Some(visit) {
            inner.visit = Some(visit);
            inner.heights = Heights::default();
            inner.margin = 0.0;
            inner.thread = None;
            inner.following = true;
            inner.pinned = false;
            inner.target = None;
            inner.drawn = None;
        }
        if inner.thread.as_ref() != Some(thread) {
            let keys: Vec<MessageId> = thread.messages.iter().map(|message| message.id).collect();
            let change = inner
                .thread
                .as_ref()
                .map_or(Change::Other, |before| change(before, thread));
            let moved = inner
                .heights
                .set_rows(&keys, |index| guess(&thread.messages[index]));
            inner.thread = Some(thread.clone());
            match change {
                Change::Spoke => inner.following = true,
                // The fork stays where the reader looks at it.
                Change::Branch => inner.following = false,
                Change::Other => {}
            }
            if moved > 0.0 {
                inner.top += moved;
                inner.moved = true;
            }
        }
        if inner.target != target {
            inner.target = target;
            inner.pinned = target.is_some();
            inner.calls = inner.pinned;
            inner.following &= !inner.pinned;
        }
        inner.settle();
        if inner.drawn.as_ref() != Some(&inner.range) {
            inner.drawn = Some(inner.range.clone());
            inner.placed = false;
            self.place_in_time();
        }
        inner.range.clone()
    }

    /// Whether the newest message is out of sight.
    pub fn is_away(&self) -> bool {
        !self.inner.borrow().following
    }

    /// Yew lets the webview paint between drawing and effects: without this, a picture with other rows
    /// could show another place of the list for a moment, the first of a visit its beginning.
    fn place_in_time(self: &Rc<Self>) {
        let port = Rc::downgrade(self);
        dom::next_frame(move || {
            if let Some(port) = port.upgrade().filter(|port| !port.inner.borrow().placed) {
                port.place();
            }
        });
    }

    /// Gives the rows their surroundings and the list its scroll position, and watches over heights.
    fn place(&self) {
        self.observe();
        self.apply();
        self.give_focus();
        self.inner.borrow_mut().placed = true;
    }

    /// The message that was searched for has the focus once it is there. A row that went with the
    /// focus in it leaves it to the list, which the same keys scroll on.
    fn give_focus(&self) {
        let mut inner = self.inner.borrow_mut();
        let target = inner.target.filter(|_| inner.calls);
        let row =
            target.and_then(|target| self.observed.borrow().get(&target.to_string()).cloned());
        let row = row.and_then(|row| row.dyn_into::<HtmlElement>().ok());
        inner.calls &= row.is_none();
        let lost = std::mem::take(&mut inner.held) && !dom::has_focus();
        drop(inner);
        match row {
            Some(row) => dom::focus(&row),
            None if lost => self.focus(),
            None => {}
        }
    }

    fn focus(&self) {
        if let Some(scroller) = self.scroller() {
            dom::focus(&scroller);
        }
    }

    /// After the rows were drawn.
    pub fn drawn(self: &Rc<Self>) {
        self.place();
        if self.inner.borrow().margin == 0.0 {
            let port = Rc::downgrade(self);
            dom::after_paint(move || {
                if let Some(port) = port.upgrade() {
                    port.widen();
                }
            });
        }
    }

    /// Lets rows exist around the view too.
    fn widen(&self) {
        self.change(|inner| {
            inner.margin = MARGIN;
            inner.find_range();
        });
    }

    /// Changes what is known of the view, and asks to be drawn again where that
    /// shows.
    fn change(&self, act: impl FnOnce(&mut Inner)) {
        let mut inner = self.inner.borrow_mut();
        let before = (inner.range.clone(), inner.following);
        act(&mut inner);
        let changed = before != (inner.range.clone(), inner.following);
        if changed {
            inner.held = self
                .nodes
                .rows
                .get()
                .is_some_and(|rows| dom::holds_focus(&rows));
        }
        drop(inner);
        if changed {
            self.redraw.emit(());
        }
    }

    /// The reader scrolled, or the window did. Returns whether the messages
    /// above are wanted.
    pub fn scrolled(&self) -> bool {
        let Some(scroller) = self.scroller() else {
            return false;
        };
        let top = f64::from(scroller.scroll_top());
        self.change(|inner| {
            let by_reader = (top - inner.seen).abs() > 2.0;
            inner.following = follows(inner.following, inner.seen, top, hidden_below(&scroller));
            inner.pinned &= !by_reader;
            inner.top += top - inner.seen;
            inner.seen = top;
            inner.view = f64::from(scroller.client_height());
            inner.find_range();
        });
        top < NEAR_TOP
    }

    /// Goes to the newest message and stays there. The button for it goes.
    pub fn go_to_end(&self) {
        self.focus();
        let mut inner = self.inner.borrow_mut();
        inner.following = true;
        inner.pinned = false;
        inner.settle();
        drop(inner);
        self.redraw.emit(());
    }

    /// Ends the watch; the list is gone.
    pub fn close(&self) {
        if let Some((observer, _)) = self.observer.borrow_mut().take() {
            observer.disconnect();
        }
    }

    fn scroller(&self) -> Option<HtmlElement> {
        self.nodes.scroller.cast()
    }

    fn resized(&self, entries: &js_sys::Array) {
        self.change(|inner| {
            for entry in entries.iter() {
                let element = entry.unchecked_into::<ResizeObserverEntry>().target();
                match element.get_attribute(ROW).and_then(|id| id.parse().ok()) {
                    // An element that has left the document has no height.
                    Some(id) if element.is_connected() => {
                        inner.measure(id, element.get_bounding_client_rect().height());
                    }
                    Some(_) => {}
                    None => inner.view = f64::from(element.client_height()),
                }
            }
            inner.settle();
        });
        self.apply();
    }

    /// Puts what is known into the elements.
    fn apply(&self) {
        let mut inner = self.inner.borrow_mut();
        let (above, below) = inner.heights.around(&inner.range);
        for (node, height) in [(&self.nodes.above, above), (&self.nodes.below, below)] {
            if let Some(element) = node.cast::<HtmlElement>() {
                css::set(&element, &[("height", css::px(height.max(0.0)))]);
            }
        }
        let Some(scroller) = self.scroller() else {
            return;
        };
        if inner.following {
            scroller.set_scroll_top(scroller.scroll_height());
        } else if inner.moved || inner.pinned {
            scroller.set_scroll_top(inner.top.round() as i32);
        } else if hidden_below(&scroller) <= 1.0 {
            // Another branch ends where the view does.
            inner.following = true;
            drop(inner);
            return self.redraw.emit(());
        } else {
            return;
        }
        inner.moved = false;
        // The element knows its limits better.
        inner.top = f64::from(scroller.scroll_top());
        inner.seen = inner.top;
    }

    /// Watches the rows that came and forgets those that went.
    fn observe(&self) {
        let observer = self.observer.borrow();
        let (Some((observer, _)), Some(rows)) = (&*observer, self.nodes.rows.cast::<Element>())
        else {
            return;
        };
        let mut before = self.observed.take();
        let mut now = HashMap::new();
        if let Some(scroller) = self.nodes.scroller.cast::<Element>() {
            keep(observer, &mut before, &mut now, String::new(), scroller);
        }
        let children = rows.children();
        for index in 0..children.length() {
            let Some(row) = children.item(index) else {
                continue;
            };
            if let Some(id) = row.get_attribute(ROW) {
                keep(observer, &mut before, &mut now, id, row);
            }
        }
        before.values().for_each(|gone| observer.unobserve(gone));
        *self.observed.borrow_mut() = now;
    }
}

/// Moves what is watched from `before` to `now`; watches it if it is new.
fn keep(
    observer: &ResizeObserver,
    before: &mut HashMap<String, Element>,
    now: &mut HashMap<String, Element>,
    id: String,
    element: Element,
) {
    match before.remove(&id) {
        Some(known) if known == element => {}
        Some(other) => {
            observer.unobserve(&other);
            observer.observe(&element);
        }
        None => observer.observe(&element),
    }
    now.insert(id, element);
}

/// The height that a message may have, in CSS pixels. With too many rows the first picture of a
/// conversation comes late; with too few, the rest is drawn before it is shown.
fn guess(message: &Message) -> f64 {
    /// Letters of a line, and its height.
    const LINE: (usize, f64) = (90, 25.0);
    /// What stands around the text.
    const AROUND: f64 = 64.0;
    let lines: usize = message
        .text
        .lines()
        .map(|line| line.len().div_ceil(LINE.0))
        .sum();
    AROUND + LINE.1 * lines.max(1) as f64
}

/// What the scroller hides below the view, in CSS pixels.
fn hidden_below(scroller: &HtmlElement) -> f64 {
    f64::from(scroller.scroll_height() - scroller.scroll_top() - scroller.client_height())
}

/// What became of the messages, as far as the view goes along with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// The person said something.
    Spoke,
    /// Another branch is shown.
    Branch,
    /// Anything else.
    Other,
}

fn change(before: &Thread, now: &Thread) -> Change {
    let Some(last) = before.messages.last() else {
        return Change::Spoke;
    };
    let Some(last) = now.place(last.id) else {
        let mut said = now.messages.iter().rev();
        let said = said.find(|message| message.role == Role::User);
        let anew = said.is_some_and(|said| before.place(said.id).is_none());
        return match now.streaming().next() {
            // Something was said instead of what stood there.
            Some(_) if anew => Change::Spoke,
            // A reply that is made anew is another branch too, but one to watch.
            Some(_) => Change::Other,
            None => Change::Branch,
        };
    };
    let new = now.messages.get(last + 1..).unwrap_or_default();
    if new.iter().any(|message| message.role == Role::User) {
        Change::Spoke
    } else {
        Change::Other
    }
}

/// Whether the view follows the newest message after it went from `seen` to
/// `top`, with `left` below it. A reader who goes up, however little, is left
/// alone; one who comes near to the end is taken along.
fn follows(before: bool, seen: f64, top: f64, left: f64) -> bool {
    // At the very end the list became shorter, and nobody went up.
    if top < seen - 1.0 && left > 1.0 {
        false
    } else {
        before || left <= AT_END
    }
}

impl Inner {
    fn measure(&mut self, id: MessageId, height: f64) {
        let Some(index) = self.heights.place(id) else {
            return;
        };
        let bottom = self.heights.start(index + 1);
        let moved = self.heights.measure(id, height);
        // What the reader looks at stays where it is.
        if moved != 0.0 && !self.following && bottom <= self.top {
            self.top += moved;
            self.moved = true;
        }
    }

    /// Goes where the view is to be, and finds the rows for it.
    fn settle(&mut self) {
        if self.following {
            self.top = (self.heights.total() - self.view).max(0.0);
        } else if self.pinned
            && let Some(index) = self.target.and_then(|target| self.heights.place(target))
        {
            self.top = (self.heights.start(index) - TARGET_AT).max(0.0);
        }
        self.find_range();
    }

    fn find_range(&mut self) {
        self.range = self.heights.range(self.top, self.view, self.margin);
    }
}

#[cfg(test)]
mod tests;
