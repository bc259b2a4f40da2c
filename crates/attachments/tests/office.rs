//! Zipped documents, made part by part: what is read, what is left out, and bombs.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod made;

use attachments::{
    Attachment, Content, DocumentFormat, Kind, LeftOut, Limits, Refused, Stop, read,
};
use made::zipped::{archive, docx, paragraph, relations};

fn read_file(bytes: Vec<u8>) -> Result<Attachment, Refused> {
    read(bytes, "a.docx", &Limits::default(), &Stop::default())
}

fn text(bytes: Vec<u8>) -> String {
    match read_file(bytes).unwrap().content {
        Content::Text(text) => text,
        Content::Image { .. } => panic!("a document is text"),
    }
}

#[test]
fn a_document_reads_as_it_is_seen() {
    let body = [
        r#"<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Report</w:t></w:r></w:p>"#,
        &paragraph("Profit &amp; loss &#8211; 2025"),
        r#"<w:p><w:r><w:t>Split</w:t></w:r><w:r><w:t xml:space="preserve"> words</w:t><w:tab/><w:t>tab</w:t><w:br/><w:t>line</w:t></w:r></w:p>"#,
        r#"<w:p><w:pPr><w:pStyle w:val="Punkt"/></w:pPr><w:r><w:t>by style</w:t></w:r></w:p>"#,
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>item</w:t></w:r></w:p>"#,
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>inner</w:t></w:r></w:p>"#,
        "<w:tbl><w:tr><w:tc>",
        &paragraph("a|b"),
        "</w:tc><w:tc>",
        &paragraph("two"),
        &paragraph("parts"),
        "</w:tc></w:tr><w:tr><w:tc/><w:tc>",
        &paragraph("last"),
        "</w:tc></w:tr></w:tbl>",
        r#"<w:p><w:r><w:t>Noted</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>"#,
    ]
    .concat();
    let styles = r#"<w:styles><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
        <w:style w:styleId="Punkt"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>"#;
    let notes = format!(
        r#"<w:footnotes><w:footnote w:type="separator" w:id="0">{}</w:footnote><w:footnote w:id="2">{}</w:footnote></w:footnotes>"#,
        paragraph("----"),
        paragraph("The note.")
    );
    let related = relations(&[("styles", "styles.xml"), ("footnotes", "footnotes.xml")]);
    let file = docx(
        &body,
        &[
            ("word/_rels/document.xml.rels", &related),
            ("word/styles.xml", styles),
            ("word/footnotes.xml", &notes),
            ("word/header1.xml", &paragraph("Header")),
        ],
    );
    let read = read_file(file.clone()).unwrap();
    assert_eq!(
        read.kind,
        Kind::Document {
            format: DocumentFormat::Docx,
            pages: None
        }
    );
    assert_eq!(
        text(file),
        "# Report\n\nProfit & loss – 2025\n\nSplit words\ttab\nline\n\n- by style\n- item\n  - inner\n\
         | a\\|b | two parts |\n|  | last |\n\nNoted[^2]\n\n[^2]: The note."
    );
}

#[test]
fn what_a_reader_does_not_see_is_left_out() {
    let body = [
        &paragraph("seen"),
        r#"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>shown</w:t></w:r></w:p>"#,
        r#"<w:p><w:del><w:r><w:delText>deleted</w:delText><w:t>gone</w:t></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"#,
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>",
        &paragraph("box"),
        "</w:txbxContent></mc:Choice><mc:Fallback>",
        &paragraph("box"),
        "</mc:Fallback></mc:AlternateContent><w:t>around</w:t></w:r></w:p>",
    ]
    .concat();
    assert_eq!(text(docx(&body, &[])), "seen\n\nshown\n\nbox\naround");
}

#[test]
fn entities_are_not_expanded() {
    let document = format!(
        r#"<!DOCTYPE x [<!ENTITY a "AAAA"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
        <w:document><w:body>{}</w:body></w:document>"#,
        paragraph("x&b;&f;&lt;y")
    );
    let package = relations(&[("officeDocument", "word/document.xml")]);
    let file = archive(&[
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", &package),
        ("word/document.xml", &document),
    ]);
    assert_eq!(text(file), "x<y");
}

#[test]
fn a_bomb_is_refused_by_what_it_unpacks_to() {
    let bomb = docx(&paragraph(&"a".repeat(20 << 20)), &[]);
    assert!(bomb.len() < 1 << 20, "it packs well");
    let limits = Limits {
        max_unpacked_bytes: 10 << 20,
        ..Limits::default()
    };
    let refused = read(bomb.clone(), "a.docx", &limits, &Stop::default()).unwrap_err();
    assert!(
        matches!(refused, Refused::TooLarge { ref what, .. } if what.contains("word/document.xml")),
        "{refused}"
    );
    let limits = Limits {
        max_text_chars: 100,
        ..Limits::default()
    };
    let cut = read(bomb, "a.docx", &limits, &Stop::default()).unwrap();
    assert_eq!(
        cut.left_out.unwrap(),
        LeftOut {
            chars: (20 << 20) - 100 + 2,
            pages: 0
        }
    );
}

#[test]
fn deep_elements_are_refused() {
    let deep = docx(&"<w:p>".repeat(100_000), &[]);
    assert_eq!(read_file(deep).unwrap_err().code(), "damaged");
}

#[test]
fn damage_says_where() {
    let broken = docx("<w:p><w:t>x</w:p>", &[]);
    let refused = read_file(broken).unwrap_err();
    assert!(
        matches!(&refused, Refused::Damaged { place, .. } if place.starts_with("word/document.xml, byte")),
        "{refused}"
    );
    let package = relations(&[("officeDocument", "word/document.xml")]);
    let missing = archive(&[
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", &package),
    ]);
    assert!(matches!(read_file(missing), Err(Refused::Damaged { .. })));
}

#[test]
fn slides_come_in_the_order_of_the_show() {
    let show = r#"<p:presentation><p:sldIdLst><p:sldId id="256" r:id="r2"/><p:sldId id="257" r:id="r1"/></p:sldIdLst></p:presentation>"#;
    let slide = |text: &str| {
        format!("<p:sld><a:p><a:r><a:t>{text}</a:t></a:r><a:fld><a:t>7</a:t></a:fld></a:p></p:sld>")
    };
    let file = archive(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            &relations(&[("officeDocument", "ppt/presentation.xml")]),
        ),
        ("ppt/presentation.xml", show),
        (
            "ppt/_rels/presentation.xml.rels",
            &relations(&[
                ("slide", "slides/slide1.xml"),
                ("slide", "slides/slide2.xml"),
            ]),
        ),
        ("ppt/slides/slide1.xml", &slide("one")),
        ("ppt/slides/slide2.xml", &slide("two")),
        (
            "ppt/slides/_rels/slide2.xml.rels",
            &relations(&[("notesSlide", "../notesSlides/n.xml")]),
        ),
        ("ppt/notesSlides/n.xml", &slide("say this")),
    ]);
    assert_eq!(
        read_file(file.clone()).unwrap().kind,
        Kind::Document {
            format: DocumentFormat::Pptx,
            pages: Some(2)
        }
    );
    assert_eq!(
        text(file),
        "--- slide 1 ---\ntwo\nNotes: say this\n\n--- slide 2 ---\none"
    );
}

fn workbook() -> Vec<u8> {
    let book = r#"<workbook><sheets><sheet name="Sums" r:id="r1"/><sheet name="Secret" state="hidden" r:id="r2"/></sheets></workbook>"#;
    let sheet = r#"<worksheet><sheetData>
        <row><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>in line</t></is></c></row>
        <row><c r="A2"><f>1/3</f><v>0.33333333333333331</v></c><c r="B2" s="1"><v>45292</v></c><c r="C2" t="b"><v>1</v></c><c r="E2"><f>A2+1</f></c></row>
        </sheetData></worksheet>"#;
    let hidden =
        r#"<worksheet><sheetData><row><c t="str"><v>hidden</v></c></row></sheetData></worksheet>"#;
    archive(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            &relations(&[("officeDocument", "xl/workbook.xml")]),
        ),
        ("xl/workbook.xml", book),
        (
            "xl/_rels/workbook.xml.rels",
            &relations(&[
                ("worksheet", "worksheets/sheet1.xml"),
                ("worksheet", "worksheets/sheet2.xml"),
                ("sharedStrings", "sharedStrings.xml"),
                ("styles", "styles.xml"),
            ]),
        ),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/worksheets/sheet2.xml", hidden),
        (
            "xl/sharedStrings.xml",
            "<sst><si><r><t>Na</t></r><r><t>me</t></r><rPh><t>ネーム</t></rPh></si></sst>",
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
        ),
    ])
}

#[test]
fn sheets_are_lines_of_cells() {
    assert_eq!(
        text(workbook()),
        "--- sheet Sums ---\nName\t\tin line\n0.33333333333333\t2024-01-01\tTRUE\t\t=A2+1"
    );
}

#[test]
fn an_opendocument_text_is_read() {
    let body = r#"<office:document-content><office:body><office:text>
        <text:h text:outline-level="2">Head</text:h>
        <text:p>A<text:s text:c="2"/>b<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>why</text:p></text:note-body></text:note></text:p>
        <text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>
        <table:table><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell><table:table-cell><text:p>y</text:p></table:table-cell></table:table-row></table:table>
        </office:text></office:body></office:document-content>"#;
    let file = archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", body),
    ]);
    assert_eq!(
        text(file),
        "## Head\n\nA  b (note: why)\n\n- item\n| x | y |"
    );
}

#[test]
fn other_zips_are_named() {
    for (parts, what) in [
        (&[("a.txt", "x")][..], "a ZIP archive"),
        (
            &[("mimetype", "application/epub+zip")],
            "an electronic book (EPUB)",
        ),
        (&[("META-INF/MANIFEST.MF", "")], "a Java archive"),
    ] {
        assert_eq!(
            read_file(archive(parts)),
            Err(Refused::Unsupported { kind: what.into() })
        );
    }
}

#[test]
fn protected_office_files_are_told() {
    let wide: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let file = [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
        vec![0; 504],
        wide,
    ]
    .concat();
    assert_eq!(
        read_file(file),
        Err(Refused::PasswordProtected {
            kind: "Office".into()
        })
    );
}

#[test]
fn damaged_bytes_never_get_out_as_a_panic() {
    for whole in [docx(&paragraph(&"some words ".repeat(30)), &[]), workbook()] {
        for length in (0..whole.len()).step_by(5) {
            let _ = read_file(whole[..length].to_vec());
        }
        made::mutated(&whole, 300, |bytes| drop(read_file(bytes)));
    }
}

#[test]
fn damaged_xml_never_gets_out_as_a_panic() {
    let body =
        paragraph("one &amp; two &#x263a;") + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>";
    made::mutated(body.as_bytes(), 300, |bytes| {
        drop(read_file(docx(&String::from_utf8_lossy(&bytes), &[])));
    });
}
