//! Two columns below a head.

use super::Composer;
use super::broad::broad_from;
use super::canvas::Canvas;
use crate::cv::look::sheet::{Side, tint};
use crate::layout::{Frame, Item, Rect, Seam, Strip, fill};

/// A head over the whole width, below it two columns. What does not fit into the narrow one on the
/// head's page goes into the wide one, in its place among the others. Pages after the head's have one
/// column, over the whole width.
pub(super) fn beside(
    composer: &mut Composer<'_>,
    canvas: &mut Canvas<'_>,
    side: Side,
    whole: f32,
    head: Vec<Strip>,
) {
    let sheet = composer.sheet;
    let (page, bottom) = canvas.put(&head, sheet.margin.side, (0, sheet.margin.top));
    let top = bottom + sheet.gap.below_head;
    let room = sheet.paper.height - sheet.margin.bottom - top;
    let height =
        |strips: &[Strip]| -> f32 { strips.iter().map(|strip| strip.before + strip.height).sum() };
    let mut narrow = composer.contact_list(side.width);
    let mut used = height(&narrow);
    let mut elsewhere = Vec::new();
    for chapter in &composer.story.chapters {
        if !Side::takes(chapter.kind) {
            elsewhere.push(chapter);
            continue;
        }
        let start = composer.here();
        let strips = composer.chapter(chapter, side.width);
        if used + height(&strips) <= room {
            used += height(&strips);
            narrow.extend(strips);
        } else {
            composer.back_to(start);
            elsewhere.push(chapter);
        }
    }
    let wide = whole - side.width - side.gap;
    let left = sheet.margin.side;
    let right = left + whole;
    let (narrow_x, wide_x) = if composer.story.rtl {
        (right - side.width, left)
    } else {
        (left, right - wide)
    };
    canvas.put(&narrow, narrow_x, (page, top));
    let start = composer.here();
    let strips = composer.chapters(elsewhere.iter().copied(), wide);
    let frame = Frame {
        page,
        x: wide_x,
        y: top,
        height: room,
    };
    let broad = broad_from(&strips, fill(&strips, [frame]).len());
    if let Some((at, node)) = broad {
        composer.back_to(start);
        composer.broad = Some((node, whole));
        let strips = composer.chapters(elsewhere, wide);
        let (here, later) = strips.split_at(at.min(strips.len()));
        let end = canvas.put(here, wide_x, (page, top));
        canvas.put(later, left, canvas.below(end, page, later));
    } else {
        canvas.put(&strips, wide_x, (page, top));
    }
    // Between the columns, so that an empty narrow one still is one.
    let x = if composer.story.rtl {
        narrow_x - side.gap / 2.0
    } else {
        narrow_x + side.width + side.gap / 2.0
    };
    let columns = broad.map_or(canvas.pages.len(), |_| page + 1);
    for (index, content) in canvas.pages.iter_mut().enumerate().take(columns).skip(page) {
        let y = if index == page { top } else { sheet.margin.top };
        let rule = Rect {
            x: x - 0.25,
            y,
            width: 0.5,
            height: sheet.paper.height - sheet.margin.bottom - y,
        };
        content
            .items
            .insert(0, Item::Fill(rule, tint(sheet.accent, 0.35)));
        content.items.insert(1, Item::Seam(Seam::Gutter(rule)));
    }
}
