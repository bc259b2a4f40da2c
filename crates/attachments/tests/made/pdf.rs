//! PDFs: by hand where a test needs an odd one, encrypted by `lopdf`.

use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions};

/// A file of numbered objects with a table of where they are. Object 1 is the catalog.
pub fn file(objects: &[String]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).into_bytes());
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    let size = objects.len() + 1;
    out.extend(
        format!("trailer\n<</Size {size}/Root 1 0 R/ID[<00><00>]>>\nstartxref\n{table}\n%%EOF\n")
            .into_bytes(),
    );
    out
}

fn stream(content: &str) -> String {
    format!(
        "<</Length {}>>\nstream\n{content}\nendstream",
        content.len()
    )
}

/// A document with a page for each content stream; the font is `/F`, Helvetica.
pub fn document(contents: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len())
        .map(|n| format!("{} 0 R", 4 + 2 * n))
        .collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!(
            "<</Type/Pages/Kids[{}]/Count {}>>",
            kids.join(" "),
            contents.len()
        ),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    for (n, content) in contents.iter().enumerate() {
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {} 0 R/Resources<</Font<</F 3 0 R>>>>>>",
            5 + 2 * n
        ));
        objects.push(stream(content));
    }
    file(&objects)
}

/// A page with one line for each text.
pub fn pages(texts: &[&str]) -> Vec<u8> {
    let contents: Vec<String> = texts
        .iter()
        .map(|text| format!("BT /F 12 Tf 72 720 Td ({text}) Tj ET"))
        .collect();
    document(&contents.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Japanese without an embedded font, its codes explained by a ToUnicode table.
pub fn cjk() -> Vec<u8> {
    let map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n\
               /CMapName /X def /CMapType 2 def\n\
               1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
               3 beginbfchar <0001> <65E5> <0002> <672C> <0003> <8A9E> endbfchar\n\
               endcmap end end";
    file(&[
        "<</Type/Catalog/Pages 2 0 R>>".into(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".into(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".into(),
        stream("BT /F 12 Tf 72 720 Td <000100020003> Tj ET"),
        "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>".into(),
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>\
         /DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0\
         /Ascent 800/Descent -200/CapHeight 700/StemV 80>>>>"
            .into(),
        stream(map),
    ])
}

/// Japanese in Shift JIS, by a map that the file only names, as old programs write it.
pub fn cjk_by_name() -> Vec<u8> {
    file(&[
        "<</Type/Catalog/Pages 2 0 R>>".into(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".into(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".into(),
        stream("BT /F 12 Tf 72 720 Td <93FA967B8CEA> Tj ET"),
        "<</Type/Font/Subtype/Type0/BaseFont/Mincho/Encoding/90ms-RKSJ-H/DescendantFonts[6 0 R]>>".into(),
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/Mincho/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>\
         /DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/Mincho/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0\
         /Ascent 800/Descent -200/CapHeight 700/StemV 80>>>>"
            .into(),
    ])
}

/// A page whose compressed content nests arrays `depth` deep, where no look at the file's own bytes sees them.
pub fn deep_compressed(depth: usize) -> Vec<u8> {
    let mut document = Document::load_mem(&document(&["(x) Tj"])).unwrap();
    let id = document.get_page_contents(document.page_iter().next().unwrap())[0];
    let nest = format!("{}{} TJ", "[".repeat(depth), "]".repeat(depth));
    document.set_object(
        id,
        lopdf::Stream::new(lopdf::dictionary! {}, nest.into_bytes()),
    );
    document.compress();
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

/// A document that `password` opens.
pub fn encrypted(password: &str) -> Vec<u8> {
    let mut document = Document::load_mem(&pages(&["Locked words."])).unwrap();
    document.trailer.set(
        "ID",
        Object::Array(vec![
            Object::string_literal("0123456789abcdef"),
            Object::string_literal("0123456789abcdef"),
        ]),
    );
    let state = EncryptionState::try_from(EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: password,
        key_length: 128,
        permissions: Permissions::all(),
    })
    .unwrap();
    document.encrypt(&state).unwrap();
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

/// A tree of pages whose branch is its own root.
pub fn looped() -> Vec<u8> {
    file(&[
        "<</Type/Catalog/Pages 2 0 R>>".into(),
        "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>".into(),
    ])
}

/// A catalog with an array nested `depth` deep.
pub fn deep(depth: usize) -> Vec<u8> {
    let nest = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    file(&[
        format!("<</Type/Catalog/Pages 2 0 R/Deep {nest}>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".into(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]>>".into(),
    ])
}
