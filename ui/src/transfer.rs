//! Conversations in and out, as the window asks for them.
//!
//! Belongs here: the system's dialogs, the calls that follow them, and what is told of
//! the outcome. Does not belong here: how the settings show an import.

use contract::conversation::{ConversationPage, ListConversations};
use contract::folder::Within;
use contract::job::{Job, JobReport};
use contract::transfer::{
    ExportAll, ExportConversation, ExportFormat, ImportConversations, ImportReport, PickExportFile,
    PickImportFile,
};
use contract::{ConversationId, Error, Result};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::actions::Dispatch;
use crate::components::{IconName, MenuEntry, MenuItem, announce};
use crate::i18n::{t, t_args};
use crate::ipc::client;
use crate::state::{Action, App, Toast, part};
use crate::{clock, format};

/// Conversations of one page while the list is read anew.
const PAGE: u32 = 200;

/// Lets the person choose an export and begins to import it. `failed` hears of a file
/// that is refused; without a file it hears nothing.
pub fn import(app: &App, failed: Callback<Error>) {
    let to = app.dispatcher();
    spawn_local(async move {
        let begun: Result<Option<Job>> = async {
            let Some(path) = client().pick_import_file(PickImportFile {}).await? else {
                return Ok(None);
            };
            let asked = ImportConversations { path };
            Ok(Some(client().import_conversations(asked).await?))
        }
        .await;
        match begun {
            Ok(Some(job)) => {
                to.dispatch(Action::JobRead(job));
                announce(&t("import-begun"));
            }
            Ok(None) => {}
            Err(error) => failed.emit(error),
        }
    });
}

/// Tells a failure at the foot of the window.
pub fn tell(app: &App) -> Callback<Error> {
    let to = app.dispatcher();
    Callback::from(move |error: Error| to.dispatch(Action::Say(Toast::from_error(&error))))
}

/// Lets the person choose a file and writes a conversation into it.
pub fn export(app: &App, id: ConversationId, format: ExportFormat) {
    let to = app.dispatcher();
    spawn_local(async move {
        let written: Result<Option<String>> = async {
            let pick = PickExportFile {
                conversation: Some(id),
                format,
            };
            let Some(path) = client().pick_export_file(pick).await? else {
                return Ok(None);
            };
            let request = ExportConversation {
                id,
                format,
                path: path.clone(),
                ahead_minutes: ahead_minutes(),
            };
            client().export_conversation(request).await?;
            Ok(Some(path))
        }
        .await;
        match written {
            Ok(Some(path)) => {
                let text = t_args("exported", &[("path", path.as_str().into())]);
                to.dispatch(Action::Say(Toast::new(text)));
            }
            Ok(None) => {}
            Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
        }
    });
}

/// Lets the person choose a file and begins to write all conversations into it.
pub fn export_all(app: &App) {
    let to = app.dispatcher();
    spawn_local(async move {
        let begun: Result<Option<Job>> = async {
            let pick = PickExportFile {
                conversation: None,
                format: ExportFormat::Json,
            };
            let Some(path) = client().pick_export_file(pick).await? else {
                return Ok(None);
            };
            Ok(Some(client().export_all(ExportAll { path }).await?))
        }
        .await;
        match begun {
            Ok(Some(job)) => {
                to.dispatch(Action::JobRead(job));
                announce(&t("export-begun"));
            }
            Ok(None) => {}
            Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
        }
    });
}

/// Reads as much of the list as is here already, after many conversations changed. Where
/// that fails the list stays: it is asked for again with the next change.
pub fn read_list(to: Dispatch, rows: usize, archived: bool) {
    spawn_local(async move {
        if let Ok(page) = read_anew(part(archived), rows, archived).await {
            to.dispatch(Action::ListRead(archived, page));
        }
    });
}

/// A part of the list from its beginning, at least `rows` conversations as far as there are so many.
///
/// # Errors
/// What a page could not be read for.
pub async fn read_anew(within: Within, rows: usize, archived: bool) -> Result<ConversationPage> {
    let mut whole = ConversationPage::default();
    loop {
        let asked = ListConversations {
            after: whole.next,
            limit: Some(PAGE),
            archived,
            within,
        };
        let page = client().list_conversations(asked).await?;
        whole.conversations.extend(page.conversations);
        whole.next = page.next;
        if whole.next.is_none() || whole.conversations.len() >= rows {
            return Ok(whole);
        }
    }
}

/// The lines of a menu that write a conversation into a file.
pub fn export_entries(export: impl Fn(ExportFormat) + Clone + 'static) -> Vec<MenuEntry> {
    let item = |format: ExportFormat| {
        let export = export.clone();
        MenuItem::new(format_name(format), move |()| export(format))
            .icon(IconName::File)
            .entry()
    };
    std::iter::once(MenuEntry::Heading(t("export-as")))
        .chain(ExportFormat::ALL.map(item))
        .collect()
}

/// What a format is called.
pub fn format_name(format: ExportFormat) -> AttrValue {
    match format {
        ExportFormat::Markdown => t("format-markdown"),
        ExportFormat::Html => t("format-html"),
        ExportFormat::Text => t("format-text"),
        ExportFormat::Json => t("format-json"),
    }
}

/// What an import or an export came to, in one line; `None`: nothing yet.
pub fn outcome(job: &Job) -> Option<AttrValue> {
    match job.report.as_ref()? {
        JobReport::Import(report) => (report.looked_at() > 0).then(|| import_outcome(report)),
        JobReport::Export(report) => Some(conversations(report.conversations)),
    }
}

/// `20 imported · 3 updated · 480 unchanged`, without what did not happen.
fn import_outcome(report: &ImportReport) -> AttrValue {
    let parts = [
        ("import-imported", report.imported),
        ("import-updated", report.updated),
        ("import-unchanged", report.unchanged),
        ("import-skipped", report.skipped),
    ];
    let told = parts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| counted(key, count).to_string());
    told.collect::<Vec<_>>().join(" · ").into()
}

/// `120 conversations`
pub fn conversations(count: u64) -> AttrValue {
    counted("count-conversations", count)
}

/// A sentence with a number: `count` decides its form, `number` is how it is written.
pub fn counted(key: &'static str, count: u64) -> AttrValue {
    let number = format::count(count);
    t_args(key, &[("count", count.into()), ("number", number.into())])
}

fn ahead_minutes() -> i16 {
    i16::try_from(clock::now().offset_minutes).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_tells_what_happened_and_no_more() {
        let report = ImportReport {
            imported: 1_480,
            skipped: 1,
            ..ImportReport::default()
        };
        assert_eq!(import_outcome(&report), "1,480 imported · 1 skipped");
        assert_eq!(conversations(1), "1 conversation");
        assert_eq!(conversations(12), "12 conversations");
    }

    #[test]
    fn every_format_is_offered_once_under_its_name() {
        let entries = export_entries(|_| {});
        assert_eq!(entries.len(), 1 + ExportFormat::ALL.len());
        let mut names: Vec<_> = ExportFormat::ALL.map(format_name).to_vec();
        names.dedup();
        assert_eq!(names.len(), 4);
    }
}
