//! The photo of a DOCX: in a line of its own above the name, where nothing has to flow around it.

use docx_rs::{Paragraph, Pic, Run};

use super::styles::PORTRAIT;
use crate::cv::look::Portrait;
use crate::layout::Picture;
use crate::xml;

/// A photo with what Word has to know of it.
pub(super) struct Photo {
    pub(super) picture: Picture,
    pub(super) portrait: Portrait,
    /// What it shows, for those who do not see it.
    pub(super) alt: String,
}

/// Names the picture within the file.
const ID: &str = "rIdPhoto";

/// EMUs of a point.
const EMUS: f32 = 12_700.0;

impl Photo {
    /// The line that it stands in.
    pub(super) fn paragraph(&self, rtl: bool) -> Paragraph {
        let emus = |points: f32| (points * EMUS).round() as u32;
        let picture = &self.picture;
        let (width, height) = (self.portrait.width, self.portrait.height);
        let pic = Pic::new_with_dimensions(picture.jpeg.clone(), picture.width, picture.height)
            .id(ID)
            .size(emus(width), emus(height));
        let mut paragraph = Paragraph::new().style(PORTRAIT);
        if rtl {
            paragraph.property = paragraph.property.bidi(true);
        }
        paragraph.add_run(Run::new().add_image(pic))
    }

    /// Adds what docx-rs has no words for: what the picture shows, and how its corners are cut.
    pub(super) fn described(&self, document: &str) -> String {
        let alt = xml::escaped(&self.alt).replace('"', "&quot;");
        let said = |tag: &str| format!("<{tag} id=\"1\" name=\"Photo\" descr=\"{alt}\" />");
        let document = document
            .replacen(
                "<wp:docPr id=\"1\" name=\"Figure\" />",
                &said("wp:docPr"),
                1,
            )
            .replacen("<pic:cNvPr id=\"0\" name=\"\" />", &said("pic:cNvPr"), 1);
        let rounding = self.picture.rounding;
        let shape = if rounding >= 0.5 {
            "<a:prstGeom prst=\"ellipse\"><a:avLst />".to_owned()
        } else if rounding > 0.0 {
            let share = (rounding * 100_000.0).round();
            format!(
                "<a:prstGeom prst=\"roundRect\"><a:avLst><a:gd name=\"adj\" fmla=\"val {share}\" />\
                 </a:avLst>"
            )
        } else {
            return document;
        };
        document.replacen("<a:prstGeom prst=\"rect\"><a:avLst />", &shape, 1)
    }
}
