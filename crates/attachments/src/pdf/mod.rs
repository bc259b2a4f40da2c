//! The text of a PDF, page by page.
//!
//! Belongs here: pages, passwords, limits. Where glyphs stand is in [`glyphs`], and how they
//! become lines in reading order in [`lines`]
//! and [`direction`].

mod direction;
mod glyphs;
mod lines;

use std::sync::Arc;

use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, TransformExt,
    hayro_syntax::{DecryptionError, LoadPdfError, Pdf, page::Page},
    interpret_page,
    kurbo::Rect,
};

use crate::{
    Limits, Refused, attachment::DocumentFormat, collect::Collected, guard::Watch, read::Extracted,
};

/// Takes the text out of a PDF; each page after the first begins with a line `--- page 2 ---`.
pub(crate) fn extract(
    bytes: Vec<u8>,
    limits: &Limits,
    watch: &Watch,
) -> Result<Extracted, Refused> {
    let pdf = Pdf::new(Arc::new(bytes)).map_err(refused)?;
    let pages = pdf.pages();
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    if count == 0 {
        return Err(Refused::damaged(
            "PDF",
            "its list of pages",
            "there is none",
        ));
    }
    let read = count.min(limits.max_pages);
    let mut text = Collected::new(limits.max_text_chars);
    let mut any = false;
    let cache = InterpreterCache::new();
    for (index, page) in pages.iter().enumerate().take(read as usize) {
        watch.check()?;
        let page_text = page_text(page, &pdf, &cache, watch);
        any |= !page_text.trim().is_empty();
        if count > 1 {
            text.push(&format!(
                "{}--- page {} ---\n",
                if index == 0 { "" } else { "\n" },
                index + 1
            ));
        }
        text.push(&page_text);
    }
    watch.check()?;
    if !any {
        return Err(Refused::NoText { pages: read });
    }
    text.pages_left_out(count - read);
    let (text, left_out) = text.finish();
    Ok(Extracted {
        format: DocumentFormat::Pdf,
        pages: Some(count),
        text,
        left_out,
    })
}

fn page_text<'a>(
    page: &Page<'a>,
    pdf: &'a Pdf,
    cache: &InterpreterCache<'a>,
    watch: &Watch,
) -> String {
    // Turned as a reader sees the page, y downwards.
    let upright = page.initial_transform(true).to_kurbo();
    let everywhere = Rect::new(-1e6, -1e6, 1e6, 1e6);
    let mut context = Context::new(
        upright,
        everywhere,
        cache,
        pdf.xref(),
        InterpreterSettings::default(),
    );
    let mut seen = glyphs::Seen::new(watch);
    interpret_page(page, &mut context, &mut seen);
    let (fragments, gutters) = seen.seen();
    lines::text(fragments, &gutters)
}

fn refused(error: LoadPdfError) -> Refused {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            Refused::PasswordProtected { kind: "PDF".into() }
        }
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => {
            Refused::unsupported("a PDF with an unknown encryption")
        }
        LoadPdfError::Decryption(error) => {
            Refused::damaged("PDF", "its encryption", format!("{error:?}"))
        }
        LoadPdfError::Invalid => Refused::damaged(
            "PDF",
            "its structure",
            "no readable table of objects and pages",
        ),
    }
}
