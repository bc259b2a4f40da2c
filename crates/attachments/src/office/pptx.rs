//! PPTX: the text of slides in the order of the show, with tables and the speaker's notes.

use super::{
    Job,
    table::Tables,
    xml::{self, Node},
};
use crate::{Refused, attachment::DocumentFormat, read::Extracted};

const KIND: &str = "PPTX";

pub(super) fn extract(mut job: Job<'_>, main: &str) -> Result<Extracted, Refused> {
    let show = job.package.needed(KIND, main)?;
    let related = job.package.relations(main, job.watch)?;
    let mut slides = Vec::new();
    xml::walk(main, &show, job.watch, |node| {
        if let Node::Open(tag) = node
            && tag.name() == "sldId"
            && let Some(slide) = tag.value("r:id").and_then(|id| related.get(&id))
        {
            slides.push(slide.target.clone());
        }
        Ok(())
    })?;
    let count = u32::try_from(slides.len()).unwrap_or(u32::MAX);
    let read = count.min(job.limits.max_pages);
    let mut tables = Tables::new(job.limits.max_text_chars);
    for (index, slide) in slides.iter().enumerate().take(read as usize) {
        tables.out.line(&format!(
            "{}--- slide {} ---",
            if index == 0 { "" } else { "\n" },
            index + 1
        ));
        shapes(&mut job, slide, &mut tables)?;
        let notes = job
            .package
            .relations(slide, job.watch)?
            .into_values()
            .find(|relation| relation.kind == "notesSlide");
        if let Some(notes) = notes {
            let mut spoken = Tables::new(job.limits.max_text_chars);
            shapes(&mut job, &notes.target, &mut spoken)?;
            let (spoken, _) = spoken.out.finish();
            if !spoken.is_empty() {
                tables.out.line(&format!("Notes: {spoken}"));
            }
        }
    }
    if count == 0 {
        return Err(Refused::Empty);
    }
    tables.out.pages_left_out(count - read);
    let (text, left_out) = tables.out.finish();
    Ok(Extracted {
        format: DocumentFormat::Pptx,
        pages: Some(count),
        text,
        left_out,
    })
}

/// The paragraphs of a slide's or a notes page's shapes. Slide numbers and dates are fields (`fld`), which
/// say nothing here.
fn shapes(job: &mut Job<'_>, part: &str, tables: &mut Tables) -> Result<(), Refused> {
    let text = job.package.needed(KIND, part)?;
    let (mut line, mut in_text, mut field, mut skipped) = (String::new(), false, false, 0usize);
    xml::walk(part, &text, job.watch, |node| {
        match node {
            Node::Open(_) if skipped > 0 => skipped += 1,
            Node::Close(_) if skipped > 0 => skipped -= 1,
            Node::Open(tag) => match tag.name() {
                "Fallback" => skipped = 1,
                "t" => in_text = true,
                "fld" => field = true,
                "br" => line.push('\n'),
                "tbl" => tables.open_table(),
                "tc" => tables.open_cell(),
                _ => {}
            },
            Node::Close(name) => match name {
                "p" => {
                    let said = std::mem::take(&mut line);
                    if !said.trim().is_empty() {
                        tables.line(said.trim_end());
                    }
                }
                "t" => in_text = false,
                "fld" => field = false,
                "tc" => tables.close_cell(),
                "tr" => tables.close_row(),
                "tbl" => tables.close_table(),
                _ => {}
            },
            Node::Text(text) if in_text && !field && skipped == 0 => line.push_str(text),
            Node::Text(_) => {}
        }
        Ok(())
    })
}
