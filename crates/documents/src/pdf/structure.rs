//! The structure tree, the links and the bookmarks. Source: ISO 32000-1, 14.7, 14.8, 12.3.3, 12.5.6.5; for
//! pictures 14.8.5.4.3 and 14.9.3.

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};

use super::Error;
use super::content::{Marked, tag};
use crate::layout::{NodeId, Pages, Rect};

/// Adds them to a document whose pages are painted.
pub(super) fn add(file: &mut Document, pages: &Pages, marked: &[Marked]) -> Result<(), Error> {
    let page_ids: Vec<ObjectId> = file.get_pages().into_values().collect();
    let root = file.new_object_id();
    let mut tree = Tree {
        elements: vec![None; pages.nodes.len()],
        boxes: vec![None; pages.nodes.len()],
        kids: vec![Vec::new(); pages.nodes.len()],
    };
    // The parent tree: by page its pieces' elements, by link its element.
    let mut parents: Vec<(i64, Object)> = Vec::new();
    let mut next_key = i64::try_from(page_ids.len()).unwrap_or(i64::MAX);
    for (index, (page, marks)) in page_ids.iter().zip(marked).enumerate() {
        let mut of_page = Vec::with_capacity(marks.pieces.len());
        for (number, node) in marks.pieces.iter().enumerate() {
            let element = tree.element(file, pages, *node);
            let piece = Dictionary::from_iter([
                ("Type", Object::Name(b"MCR".to_vec())),
                ("Pg", Object::Reference(*page)),
                ("MCID", Object::Integer(i64::try_from(number).unwrap_or(0))),
            ]);
            tree.add_kid(*node, Object::Dictionary(piece));
            of_page.push(Object::Reference(element));
        }
        let key = i64::try_from(index).unwrap_or(i64::MAX);
        parents.push((key, Object::Array(of_page)));
        for (node, rect) in &marks.figures {
            if let Some(place) = tree.boxes.get_mut(node.0 as usize) {
                *place = Some(edges(*rect, pages));
            }
        }
        let mut annotations = Vec::with_capacity(marks.links.len());
        for link in &marks.links {
            let element = tree.element(file, pages, link.node);
            let action = Dictionary::from_iter([
                ("S", Object::Name(b"URI".to_vec())),
                ("URI", text_literal(&link.address)),
            ]);
            let annotation = file.add_object(Dictionary::from_iter([
                ("Type", Object::Name(b"Annot".to_vec())),
                ("Subtype", Object::Name(b"Link".to_vec())),
                ("Rect", edges(link.rect, pages)),
                ("Border", Object::Array(vec![0.into(), 0.into(), 0.into()])),
                ("F", 4.into()),
                ("A", Object::Dictionary(action)),
                ("Contents", text_string(&link.address)),
                ("StructParent", next_key.into()),
            ]));
            let reference = Dictionary::from_iter([
                ("Type", Object::Name(b"OBJR".to_vec())),
                ("Pg", Object::Reference(*page)),
                ("Obj", Object::Reference(annotation)),
            ]);
            tree.add_kid(link.node, Object::Dictionary(reference));
            parents.push((next_key, Object::Reference(element)));
            next_key += 1;
            annotations.push(Object::Reference(annotation));
        }
        let page = file.get_dictionary_mut(*page)?;
        page.set("StructParents", key);
        page.set("Tabs", Object::Name(b"S".to_vec()));
        if annotations.is_empty() {
            page.remove(b"Annots");
        } else {
            page.set("Annots", Object::Array(annotations));
        }
    }
    let document = tree.element(file, pages, NodeId(0));
    tree.write(file, pages, root);
    let numbers = parents
        .into_iter()
        .flat_map(|(key, value)| [Object::Integer(key), value]);
    let parent_tree = file.add_object(Dictionary::from_iter([(
        "Nums",
        Object::Array(numbers.collect()),
    )]));
    file.set_object(
        root,
        Dictionary::from_iter([
            ("Type", Object::Name(b"StructTreeRoot".to_vec())),
            ("K", Object::Array(vec![Object::Reference(document)])),
            ("ParentTree", Object::Reference(parent_tree)),
            ("ParentTreeNextKey", next_key.into()),
        ]),
    );
    let outlines = bookmarks(file, pages, &page_ids);
    let catalog = file.catalog_mut()?;
    catalog.set("StructTreeRoot", Object::Reference(root));
    catalog.set(
        "MarkInfo",
        Object::Dictionary(Dictionary::from_iter([("Marked", Object::Boolean(true))])),
    );
    if let Some(outlines) = outlines {
        catalog.set("Outlines", Object::Reference(outlines));
    }
    Ok(())
}

/// Elements of the tree while it grows. Kids stand in the order in which they come on the pages.
struct Tree {
    elements: Vec<Option<ObjectId>>,
    /// Where pictures stand.
    boxes: Vec<Option<Object>>,
    kids: Vec<Vec<Object>>,
}

impl Tree {
    /// The element of a node; it and what it is in are made when they are first asked for.
    fn element(&mut self, file: &mut Document, pages: &Pages, node: NodeId) -> ObjectId {
        let at = node.0 as usize;
        if let Some(Some(id)) = self.elements.get(at) {
            return *id;
        }
        let id = file.new_object_id();
        if let Some(slot) = self.elements.get_mut(at) {
            *slot = Some(id);
        }
        let parent = pages.nodes.get(at).map_or(NodeId(0), |node| node.parent);
        if parent != node {
            self.element(file, pages, parent);
            self.add_kid(parent, Object::Reference(id));
        }
        id
    }

    fn add_kid(&mut self, node: NodeId, kid: Object) {
        if let Some(kids) = self.kids.get_mut(node.0 as usize) {
            kids.push(kid);
        }
    }

    fn write(self, file: &mut Document, pages: &Pages, root: ObjectId) {
        let ids = self.elements.clone();
        let id_of = |node: NodeId| ids.get(node.0 as usize).copied().flatten();
        let nodes = pages.nodes.iter().enumerate();
        let elements = self.elements.iter().zip(self.kids).zip(self.boxes);
        for (((element, kids), place), (index, node)) in elements.zip(nodes) {
            let Some(id) = element else { continue };
            let is_root = node.parent.0 as usize == index;
            let parent = if is_root {
                Some(root)
            } else {
                id_of(node.parent)
            };
            let mut entry = Dictionary::from_iter([
                ("Type", Object::Name(b"StructElem".to_vec())),
                ("S", Object::Name(tag(node.role).as_bytes().to_vec())),
                ("P", Object::Reference(parent.unwrap_or(root))),
                ("K", Object::Array(kids)),
            ]);
            if let Some(alt) = &node.alt {
                entry.set("Alt", text_string(alt));
            }
            if let Some(place) = place {
                let layout = Dictionary::from_iter([
                    ("O", Object::Name(b"Layout".to_vec())),
                    ("Placement", Object::Name(b"Block".to_vec())),
                    ("BBox", place),
                ]);
                entry.set("A", Object::Dictionary(layout));
            }
            file.set_object(*id, entry);
        }
    }
}

/// A box as PDF has it: its lower left and its upper right corner.
fn edges(rect: Rect, pages: &Pages) -> Object {
    let bottom = pages.size.height - rect.y - rect.height;
    let edges = [rect.x, bottom, rect.x + rect.width, bottom + rect.height];
    Object::Array(edges.map(Object::Real).to_vec())
}

/// The outline: the headings, one below the other. `None`: there are none.
fn bookmarks(file: &mut Document, pages: &Pages, page_ids: &[ObjectId]) -> Option<ObjectId> {
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = pages
        .bookmarks
        .iter()
        .map(|_| file.new_object_id())
        .collect();
    let (first, last) = (*ids.first()?, *ids.last()?);
    for (index, (bookmark, id)) in pages.bookmarks.iter().zip(&ids).enumerate() {
        let Some(page) = page_ids.get(bookmark.page) else {
            continue;
        };
        let target = vec![
            Object::Reference(*page),
            Object::Name(b"XYZ".to_vec()),
            Object::Null,
            Object::Real(pages.size.height - bookmark.y),
            Object::Null,
        ];
        let mut entry = Dictionary::from_iter([
            ("Title", text_string(&bookmark.title)),
            ("Parent", Object::Reference(root)),
            ("Dest", Object::Array(target)),
        ]);
        if let Some(before) = index.checked_sub(1).and_then(|before| ids.get(before)) {
            entry.set("Prev", Object::Reference(*before));
        }
        if let Some(after) = ids.get(index + 1) {
            entry.set("Next", Object::Reference(*after));
        }
        file.set_object(*id, entry);
    }
    let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    file.set_object(
        root,
        Dictionary::from_iter([
            ("Type", Object::Name(b"Outlines".to_vec())),
            ("First", Object::Reference(first)),
            ("Last", Object::Reference(last)),
            ("Count", count.into()),
        ]),
    );
    Some(root)
}

/// A text string of PDF: UTF-16 with its mark.
pub(super) fn text_string(text: &str) -> Object {
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// A string of ASCII.
pub(super) fn text_literal(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}
