//! The window after one that stopped: see `ui/mend.js`, which starts it.

use web_sys::Element;

use crate::dom;

/// Leaves word of where the code panics, for the report of `ui/mend.js`. Not of what the panic says:
/// that may be a person's own words.
pub fn note_panics() {
    std::panic::set_hook(Box::new(|info| {
        if let (Some(root), Some(place)) = (root(), info.location()) {
            let place = format!("panic at {}:{}", place.file(), place.line());
            // Fails only for a name that is none.
            let _ = root.set_attribute("data-panic", &place);
        }
    }));
}

/// Whether the window before this one stopped; said once.
pub fn take() -> bool {
    let Some(root) = root() else { return false };
    let mended = root.has_attribute("data-mended");
    // As above.
    let _ = root.remove_attribute("data-mended");
    mended
}

fn root() -> Option<Element> {
    dom::document()?.document_element()
}
