//! The pictures of a document, each embedded once: as the JPEG that they are.

use std::collections::BTreeMap;
use std::sync::Arc;

use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject, XObjectId};

use crate::layout::{Item, Pages, Picture};

/// All pictures that pages show.
pub(super) struct Pictures(Vec<Arc<Picture>>);

impl Pictures {
    /// Finds them.
    pub(super) fn of(pages: &Pages) -> Self {
        let mut found: Vec<Arc<Picture>> = Vec::new();
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            if let Item::Picture(_, picture, _) = item
                && !found.iter().any(|known| Arc::ptr_eq(known, picture))
            {
                found.push(Arc::clone(picture));
            }
        }
        Self(found)
    }

    /// The name of a picture, by which pages call it.
    pub(super) fn id(&self, picture: &Arc<Picture>) -> Option<XObjectId> {
        let at = self.0.iter().position(|known| Arc::ptr_eq(known, picture));
        at.map(id)
    }

    /// The pictures for the document, by their names.
    pub(super) fn into_parts(self) -> impl Iterator<Item = (XObjectId, XObject)> {
        let all = self.0.into_iter().enumerate();
        all.map(|(index, picture)| (id(index), XObject::External(embedded(&picture))))
    }
}

fn id(index: usize) -> XObjectId {
    XObjectId(format!("Picture{}", index + 1))
}

/// Source: ISO 32000-1, 8.9.5 and 7.4.8.
fn embedded(picture: &Picture) -> ExternalXObject {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let dict = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(picture.width.into())),
        ("Height", DictItem::Int(picture.height.into())),
        ("ColorSpace", name("DeviceRGB")),
        ("BitsPerComponent", DictItem::Int(8)),
        ("Filter", name("DCTDecode")),
        ("Interpolate", DictItem::Bool(true)),
    ];
    let dict = dict.map(|(key, value)| (key.to_owned(), value));
    ExternalXObject {
        stream: ExternalStream {
            dict: BTreeMap::from(dict),
            content: picture.jpeg.clone(),
            compress: false,
        },
        width: None,
        height: None,
        dpi: None,
    }
}
