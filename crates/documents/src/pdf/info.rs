//! What a PDF says about itself: title, language, time, and an id that the same content gives again.

use contract::Timestamp;
use lopdf::{Dictionary, Document, Object, Stream, StringFormat};
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;

use super::Error;
use super::structure::{text_literal, text_string};
use crate::layout::{Item, Pages};
use crate::xml;

const CREATOR: &str = "Pulse";

/// Adds it.
pub(super) fn add(file: &mut Document, pages: &Pages, created: Timestamp) -> Result<(), Error> {
    file.version = "1.7".to_owned();
    let at = xml::utc(created);
    let info = file.add_object(Dictionary::from_iter([
        ("Title", text_string(&pages.title)),
        ("Author", text_string(&pages.title)),
        ("Creator", text_literal(CREATOR)),
        ("Producer", text_literal(CREATOR)),
        ("CreationDate", text_literal(&pdf_date(at))),
        ("ModDate", text_literal(&pdf_date(at))),
    ]));
    let metadata = Stream::new(
        Dictionary::from_iter([
            ("Type", Object::Name(b"Metadata".to_vec())),
            ("Subtype", Object::Name(b"XML".to_vec())),
        ]),
        xmp(pages, created).into_bytes(),
    );
    // Readers that know nothing of PDF find it in the file.
    let metadata = file.add_object(metadata.with_compression(false));
    let catalog = file.catalog_mut()?;
    catalog.set("Lang", text_literal(&pages.language));
    catalog.set("Metadata", Object::Reference(metadata));
    let preferences = Dictionary::from_iter([("DisplayDocTitle", Object::Boolean(true))]);
    catalog.set("ViewerPreferences", Object::Dictionary(preferences));
    catalog.remove(b"PageLayout");
    catalog.remove(b"PageMode");
    let old = file.trailer.get(b"Info").and_then(Object::as_reference);
    if let Ok(old) = old {
        file.objects.remove(&old);
    }
    file.trailer.set("Info", Object::Reference(info));
    let id = Object::String(id(pages, at), StringFormat::Hexadecimal);
    file.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    Ok(())
}

/// Sixteen bytes that depend on what is said and shown, and when.
fn id(pages: &Pages, at: OffsetDateTime) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(at.unix_timestamp().to_be_bytes());
    hash.update(pages.title.as_bytes());
    hash.update(pages.text().as_bytes());
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        if let Item::Picture(_, picture, _) = item {
            hash.update(&picture.jpeg);
        }
    }
    hash.finalize().iter().copied().take(16).collect()
}

/// `D:20261127090000Z`
fn pdf_date(at: OffsetDateTime) -> String {
    format!(
        "D:{:04}{:02}{:02}{:02}{:02}{:02}Z",
        at.year(),
        u8::from(at.month()),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    )
}

fn xmp(pages: &Pages, created: Timestamp) -> String {
    let date = xml::date_time(created);
    let title = xml::escaped(&pages.title);
    let language = &pages.language;
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
         <dc:creator><rdf:Seq><rdf:li>{title}</rdf:li></rdf:Seq></dc:creator>\n\
         <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\n\
         <xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>\n\
         <xmp:CreateDate>{date}</xmp:CreateDate>\n\
         <xmp:ModifyDate>{date}</xmp:ModifyDate>\n\
         <pdf:Producer>{CREATOR}</pdf:Producer>\n\
         </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}
