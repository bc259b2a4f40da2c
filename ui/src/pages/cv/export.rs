//! The open CV as a file: what it can be written as, where, and what came of it.

use contract::cv::{CvExported, CvFormat, ExportCv, PickCvExport};
use contract::{CvId, Result};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::paper::missing;
use crate::components::{IconName, MenuEntry, MenuItem, announce};
use crate::i18n::{t, t_args};
use crate::ipc::client;
use crate::state::{Action, App, Toast, Tone};

/// The lines of a menu that writes a CV into a file.
pub fn entries(export: impl Fn(CvFormat) + Clone + 'static) -> Vec<MenuEntry> {
    let item = |format: CvFormat| {
        let export = export.clone();
        let mut item = MenuItem::new(format_name(format), move |()| export(format));
        item.note = Some(format!(".{}", format.extension()).into());
        item.icon(IconName::File).entry()
    };
    CvFormat::ALL.map(item).into()
}

/// What a format is called.
fn format_name(format: CvFormat) -> AttrValue {
    match format {
        CvFormat::Pdf => t("cv-format-pdf"),
        CvFormat::Docx => t("cv-format-word"),
        CvFormat::JsonResume => t("cv-format-json-resume"),
        CvFormat::Own => t("cv-format-own"),
    }
}

/// Lets the person choose a file and writes the CV into it. `busy` hears when the writing begins and
/// ends; what came of it is told at the foot of the window.
pub fn export(app: &App, id: CvId, format: CvFormat, busy: impl Fn(bool) + 'static) {
    let to = app.dispatcher();
    spawn_local(async move {
        let written: Result<Option<(String, CvExported)>> = async {
            let pick = PickCvExport { id, format };
            let Some(path) = client().pick_cv_export(pick).await? else {
                return Ok(None);
            };
            busy(true);
            let request = ExportCv {
                id,
                format,
                path: path.clone(),
            };
            let exported = client().export_cv(request).await?;
            Ok(Some((path, exported)))
        }
        .await;
        busy(false);
        match written {
            Ok(Some((path, exported))) => {
                announce(&t("cv-exported-said"));
                to.dispatch(Action::Say(told(&path, &exported)));
            }
            Ok(None) => {}
            // With its detail: the path, or the field that cannot be written.
            Err(error) => {
                let toast = Toast::new(error.to_string()).tone(Tone::Danger);
                to.dispatch(Action::Say(toast.until_dismissed()));
            }
        }
    });
}

/// Where it is, on how many pages, and what is to be minded about it.
fn told(path: &str, exported: &CvExported) -> Toast {
    let mut text = match exported.pages {
        Some(pages) => t_args(
            "cv-exported-pages",
            &[("path", path.into()), ("pages", pages.into())],
        ),
        None => t_args("cv-exported", &[("path", path.into())]),
    }
    .to_string();
    if !exported.fits {
        text.push(' ');
        text.push_str(&t("cv-exported-too-long"));
    }
    if !exported.missing.is_empty() {
        text.push(' ');
        text.push_str(&missing(&exported.missing));
    }
    let toast = Toast::new(text);
    if exported.fits && exported.missing.is_empty() {
        toast
    } else {
        toast.tone(Tone::Warning).until_dismissed()
    }
}

#[cfg(test)]
mod tests {
    use contract::cv::MissingLetter;

    use super::*;

    #[test]
    fn an_export_tells_where_it_is_and_what_is_to_be_minded() {
        let good = CvExported {
            pages: Some(2),
            fits: true,
            missing: Vec::new(),
        };
        let toast = told("/home/fiona/cv.pdf", &good);
        assert!(toast.text.contains("/home/fiona/cv.pdf") && toast.text.contains("2 pages"));
        assert_eq!((toast.tone, toast.stays), (Tone::Plain, false));
        let poor = CvExported {
            fits: false,
            missing: vec![MissingLetter {
                name: "U+1F600 GRINNING FACE".into(),
                word: "Hi".into(),
            }],
            ..good
        };
        let toast = told("cv.pdf", &poor);
        assert!(toast.text.contains("GRINNING FACE"), "{}", toast.text);
        assert_eq!((toast.tone, toast.stays), (Tone::Warning, true));
    }

    #[test]
    fn every_format_is_offered_under_its_name() {
        let mut names: Vec<_> = CvFormat::ALL.map(format_name).into();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), CvFormat::ALL.len());
        assert_eq!(entries(|_| {}).len(), CvFormat::ALL.len());
    }
}
