//! The faces of our fonts that the first picture does without.

use crate::dom;

/// Faces that replies are written in: emphasis, and code.
const FACES: [&str; 2] = ["italic 1em \"Inter\"", "1em \"JetBrains Mono\""];

/// Asks for the faces now. Otherwise the webview fetches each when a reply first
/// uses it, shows another font until then, and lays out the whole page again
/// while the reply streams.
pub fn ask() {
    let Some(document) = dom::document() else {
        return;
    };
    for face in FACES {
        // What becomes of it the page sees by itself; without the face it shows
        // the next font of the family list.
        let _ = document.fonts().load(face);
    }
}
