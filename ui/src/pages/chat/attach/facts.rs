//! What is said of an attachment, and of a file that was not taken.

use contract::Error;
use contract::attachment::{Attachment, AttachmentKind, DocumentFormat};
use contract::picture::extension;
use yew::AttrValue;

use crate::components::IconName;
use crate::format;
use crate::i18n::{t, t_args};
use crate::state::{App, Choice};

/// What it is and what it costs: `PDF, 3 pages · 1.2 MB · ≈ 1,240 tokens`.
pub fn line(attachment: &Attachment) -> AttrValue {
    let mut facts = vec![kind(attachment), format::bytes(attachment.bytes).into()];
    if let Some(tokens) = attachment.tokens {
        let count = format::count(u64::from(tokens));
        facts.push(t_args("attach-tokens", &[("count", count.into())]));
    }
    if attachment.left_out.is_some() {
        facts.push(t("attach-cut"));
    }
    facts.join(" · ").into()
}

/// What a picture is, where it is not to be sent: `1920 × 1080 · PNG · 1.2 MB`.
pub fn line_of_picture(picture: &Attachment) -> AttrValue {
    let AttachmentKind::Image {
        media_type,
        width,
        height,
    } = &picture.kind
    else {
        return line(picture);
    };
    let format = extension(media_type).to_uppercase();
    let bytes = format::bytes(picture.bytes);
    format!("{width} × {height} · {format} · {bytes}").into()
}

/// What it is.
pub fn kind(attachment: &Attachment) -> AttrValue {
    match &attachment.kind {
        AttachmentKind::Image { width, height, .. } => t_args(
            "attach-picture",
            &[
                ("width", width.to_string().into()),
                ("height", height.to_string().into()),
            ],
        ),
        AttachmentKind::Text { language: None } => t("attach-text"),
        AttachmentKind::Text {
            language: Some(language),
        } => t_args("attach-code", &[("language", language.as_str().into())]),
        AttachmentKind::Document { format, pages } => {
            let name = match format {
                DocumentFormat::Pdf => "PDF",
                DocumentFormat::Docx => "DOCX",
                DocumentFormat::Pptx => "PPTX",
                DocumentFormat::Xlsx => "XLSX",
                DocumentFormat::Odt => "ODT",
            };
            let Some(pages) = pages else {
                return name.into();
            };
            let facts = &[("format", name.into()), ("count", (*pages).into())];
            match format {
                DocumentFormat::Pptx => t_args("attach-slides", facts),
                DocumentFormat::Xlsx => t_args("attach-sheets", facts),
                _ => t_args("attach-pages", facts),
            }
        }
    }
}

/// The icon that stands for it.
pub fn icon_of(attachment: &Attachment) -> IconName {
    if attachment.kind.is_picture() {
        IconName::Image
    } else {
        IconName::FileText
    }
}

/// Whether a model is known not to see pictures.
pub fn is_blind(app: &App, choice: &Choice) -> bool {
    let known = app.offers.model(choice).and_then(|model| model.sees);
    choice.provider.is_local() || known == Some(false)
}

/// Why a file was not taken, by the reader's code.
pub fn why(error: &Error) -> AttrValue {
    match error.detail.as_deref() {
        Some("empty") => t("attach-why-empty"),
        Some("too_large") => t("attach-why-large"),
        Some("too_many_pixels") => t("attach-why-pixels"),
        Some("damaged") => t("attach-why-damaged"),
        Some("password_protected") => t("attach-why-password"),
        Some("unsupported") => t("attach-why-kind"),
        Some("no_text") => t("attach-why-scan"),
        Some("took_too_long") => t("attach-why-long"),
        Some("unopened") => t("attach-why-unopened"),
        _ => error.message.clone().into(),
    }
}

#[cfg(test)]
mod tests {
    use contract::Code;
    use contract::attachment::LeftOut;

    use super::*;

    fn attachment(kind: AttachmentKind) -> Attachment {
        Attachment {
            id: "00000000-0000-7000-8000-000000000001"
                .parse()
                .expect("an id"),
            name: "a".into(),
            kind,
            bytes: 1_200_000,
            tokens: Some(1240),
            left_out: None,
            made: None,
        }
    }

    #[test]
    fn a_line_says_what_it_is_and_what_it_costs() {
        let pdf = |pages| AttachmentKind::Document {
            format: DocumentFormat::Pdf,
            pages,
        };
        let mut three = attachment(pdf(Some(3)));
        assert_eq!(line(&three), "PDF, 3 pages · 1.2 MB · ≈ 1,240 tokens");
        three.left_out = Some(LeftOut { chars: 1, pages: 0 });
        assert!(line(&three).ends_with(" · only its beginning"));
        assert_eq!(kind(&attachment(pdf(Some(1)))), "PDF, 1 page");
        assert_eq!(kind(&attachment(pdf(None))), "PDF");
        let picture = AttachmentKind::Image {
            media_type: "image/png".into(),
            width: 1920,
            height: 1080,
        };
        assert_eq!(kind(&attachment(picture)), "Picture, 1920 × 1080");
        let language = Some("rust".to_owned());
        assert_eq!(kind(&attachment(AttachmentKind::Text { language })), "rust");
    }

    #[test]
    fn an_unknown_reason_is_the_desktops_own_sentence() {
        let error = Error::new(Code::StorageFull, "The disk is full");
        assert_eq!(why(&error), "The disk is full");
        assert_ne!(why(&error.with_detail("no_text")), "The disk is full");
    }
}
