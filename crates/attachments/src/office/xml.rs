//! One walk over a part's XML: elements by local name, and text. Nothing is expanded but the five named
//! entities and numbers; a document type and its entities are passed over.

use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

use crate::{Refused, guard::Watch};

/// Elements within elements; real documents stay below a hundred.
const DEEPEST: usize = 4_000;
/// Events between two looks at the watch.
const LOOK_EVERY: u32 = 1_024;

/// What the walk meets. Names are local: without their prefix.
pub(super) enum Node<'a> {
    Open(Tag<'a>),
    Close(&'a str),
    Text(&'a str),
}

/// An opening tag.
pub(super) struct Tag<'a>(&'a BytesStart<'a>);

impl Tag<'_> {
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// An attribute by its local name, or by its whole name when `name` has a prefix: a slide has an `id`
    /// and an `r:id`.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        self.0
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|attribute| {
                attribute.key.as_ref() == name || attribute.key.local_name().as_ref() == name
            })
            .and_then(|attribute| {
                Some(
                    attribute
                        .normalized_value(XmlVersion::Implicit1_0)
                        .ok()?
                        .into_owned(),
                )
            })
    }

    /// A number in an attribute.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.value(name)?.trim().parse().ok()
    }
}

/// Calls `each` for every node in order. An empty element is opened and closed.
///
/// # Errors
/// [`Refused::Damaged`] with the part and the byte where it is no XML, and what `each` answers.
pub(super) fn walk(
    part: &str,
    text: &str,
    watch: &Watch,
    mut each: impl FnMut(Node<'_>) -> Result<(), Refused>,
) -> Result<(), Refused> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().allow_dangling_amp = true;
    let (mut depth, mut events) = (0usize, 0u32);
    loop {
        events = events.wrapping_add(1);
        if events % LOOK_EVERY == 0 {
            watch.check()?;
        }
        let event = reader.read_event().map_err(|error| {
            Refused::damaged(
                "Office",
                format!("{part}, byte {}", reader.error_position()),
                error,
            )
        })?;
        match event {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Refused::damaged(
                        "Office",
                        part,
                        "elements are nested too deep",
                    ));
                }
                each(Node::Open(Tag(&start)))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                each(Node::Close(end.local_name().into_inner()))?;
            }
            Event::Text(text) => each(Node::Text(&text.xml10_content()))?,
            Event::CData(text) => each(Node::Text(&text.xml10_content()))?,
            Event::GeneralRef(entity) => {
                if let Ok(Some(c)) = entity.resolve_char_ref() {
                    each(Node::Text(c.encode_utf8(&mut [0; 4])))?;
                } else if let Some(known) = resolve_predefined_entity(&entity) {
                    each(Node::Text(known))?;
                }
            }
            Event::Eof if depth > 0 => {
                return Err(Refused::damaged("Office", part, "it ends in the middle"));
            }
            Event::Eof => return Ok(()),
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
}
