//! What the whole window knows, and how it changes.
//!
//! Belongs here: the state that more than one part of the window shows. Does
//! not belong here: the messages of the open conversation, which the chat page
//! keeps and streams by itself, and calls to the desktop ([`crate::app`]).

use std::rc::Rc;

use contract::attachment::Attachment;
use contract::conversation::ConversationSummary;
use contract::job::Job;
use contract::model::{LocalModel, ModelShelf};
use contract::preset::Preset;
use contract::provider::{Provider, Providers};
use contract::settings::{Settings, Started};
use contract::{ConversationId, CvId, Error, Event, MessageId, ProviderId, Result};
use yew::prelude::*;

use crate::heard::{Ear, Heard};

mod action;
mod conversations;
mod folders;
mod jobs;
mod listed;
mod offers;
mod pending;
mod place;
mod reopened;
mod temporary;
mod toast;

pub use action::Action;
pub use conversations::{Conversations, part};
pub use folders::{FolderAction, Folders, Naming, Shelf};
pub use jobs::is_over;
pub use offers::{Choice, Offers};
pub use pending::Pending;
pub use place::{Overlay, Page, Place, Section};
pub use reopened::Reopened;
pub use toast::{Toast, ToastAction, Tone};

/// The state and its dispatcher, from the context: `use_app()`.
pub type App = UseReducerHandle<AppState>;

/// The state of the whole window.
#[hook]
pub fn use_app() -> App {
    match use_context::<App>() {
        Some(app) => app,
        // Every component stands below `app::App`, which provides it.
        None => unreachable!("no state above this component"),
    }
}

/// How far the window is.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// `start` is under way.
    Starting,
    /// `start` failed; there is nothing to show but why.
    Failed(Error),
    /// The frame is there.
    Ready,
}

/// Where a model file stands that is being added to the shelf.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Adding {
    /// None is being added.
    #[default]
    No,
    /// The system's dialog is open, or the file is checked and copied.
    Busy,
    /// It was refused, and nobody has closed the notice yet.
    Failed(Error),
}

/// What the whole window knows.
#[derive(Clone, Debug, PartialEq)]
pub struct AppState {
    /// How far the window is.
    pub phase: Phase,
    /// Pulse's version.
    pub version: AttrValue,
    /// All settings, as they are meant to be.
    pub settings: Rc<Settings>,
    /// Those of them that the desktop has not confirmed.
    pub pending: Pending,
    /// The conversations that were read so far, newest activity first: those in no folder, or the
    /// archived ones.
    pub conversations: Rc<Conversations>,
    /// The folders, and what was read of them.
    pub folders: Rc<Folders>,
    /// A folder that is being named.
    pub naming: Option<Naming>,
    /// What the chat page shows, also where no list has read so far.
    visited: Option<Rc<ConversationSummary>>,
    /// Models on this computer.
    pub shelf: Rc<ModelShelf>,
    /// The vendors of models; `None` before the start.
    pub providers: Option<Rc<Providers>>,
    /// The models of vendors, as far as somebody asked.
    pub offers: Rc<Offers>,
    /// Named choices for replies, by name.
    pub presets: Rc<Vec<Preset>>,
    /// A model file on its way to the shelf.
    pub adding: Adding,
    /// Jobs, newest first: those that are not over, and those that ended while
    /// the window was open and were not cleared away.
    pub jobs: Rc<Vec<Job>>,
    /// The draft of the conversation that was not made yet, as the start gave it.
    pub draft: AttrValue,
    /// Its attachments.
    pub draft_attachments: Rc<Vec<Attachment>>,
    /// The conversation that was open last, for the chat page.
    pub reopened: Reopened,
    /// What stands in the canvas.
    pub page: Page,
    /// The CV that was worked on last, to go back to.
    pub cv: Option<CvId>,
    /// What the chat page shows.
    pub place: Place,
    /// The temporary conversation that is open, which is the one of `place`.
    pub temporary: Option<Rc<ConversationSummary>>,
    /// The temporary conversation that was left last, until another begins.
    pub left: Option<Rc<ConversationSummary>>,
    /// What lies over the page.
    pub overlay: Option<Overlay>,
    /// What is told at the foot, oldest first.
    pub toasts: Rc<Vec<Toast>>,
    /// Grows each time that events were lost and everything is to be read again.
    pub lagged: u32,
    /// Grows each time that the list is to be read again.
    pub stale: u32,
    /// What was told since `start` was asked, while its answer is not here.
    told: Heard,
    next_toast: u32,
}

impl Default for AppState {
    fn default() -> Self {
        Self {
            phase: Phase::Starting,
            version: AttrValue::default(),
            settings: Rc::default(),
            pending: Pending::default(),
            conversations: Rc::default(),
            folders: Rc::default(),
            naming: None,
            visited: None,
            shelf: Rc::default(),
            providers: None,
            offers: Rc::default(),
            presets: Rc::default(),
            adding: Adding::No,
            jobs: Rc::default(),
            draft: AttrValue::default(),
            draft_attachments: Rc::default(),
            reopened: Reopened::default(),
            page: Page::Chat,
            cv: None,
            place: Place::default(),
            temporary: None,
            left: None,
            overlay: None,
            toasts: Rc::default(),
            lagged: 0,
            stale: 0,
            told: Heard::default(),
            next_toast: 0,
        }
    }
}

impl AppState {
    /// The model that a new conversation will take: the default one; of this computer where it is
    /// still on the shelf, else the first there.
    pub fn choice(&self) -> Option<Choice> {
        let settings = &self.settings;
        match (&settings.default_provider, &settings.default_model) {
            (Some(provider), Some(model)) if !provider.is_local() => Some(Choice {
                provider: provider.clone(),
                model: model.clone(),
            }),
            _ => self.model().map(|model| Choice {
                provider: ProviderId::local(),
                model: model.id.clone(),
            }),
        }
    }

    /// A provider by its id.
    pub fn provider(&self, id: &ProviderId) -> Option<&Provider> {
        let providers = &self.providers.as_ref()?.providers;
        providers.iter().find(|provider| provider.id == *id)
    }

    /// This computer's model for new replies: the default one where it is still on the shelf, else
    /// the first.
    pub fn model(&self) -> Option<&LocalModel> {
        let default = self.settings.default_model.as_ref();
        let models = &self.shelf.models;
        models
            .iter()
            .find(|model| Some(&model.id) == default)
            .or_else(|| models.first())
    }

    /// Jobs that are under way or wait for it.
    pub fn live_jobs(&self) -> usize {
        self.jobs.iter().filter(|job| !is_over(job)).count()
    }

    /// The state after its first action.
    pub fn begin(first: Action) -> Self {
        let mut begun = Self::default();
        begun.apply(first);
        begun
    }
}

impl Reducible for AppState {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        next.apply(action);
        next.leave_temporary();
        Rc::new(next)
    }
}

impl AppState {
    fn apply(&mut self, action: Action) {
        match action {
            Action::Started(started, ear) => self.started(*started, ear),
            Action::StartFailed(error) => self.start_failed(error),
            Action::StartAgain => self.phase = Phase::Starting,
            Action::StartAsked => self.told.call_begins(),
            Action::Heard(event) => self.heard(event),
            Action::Listed(after, page) => {
                Rc::make_mut(&mut self.conversations).append(after, page);
            }
            Action::ListRead(archived, page) => {
                Rc::make_mut(&mut self.conversations).read_anew(archived, page);
            }
            Action::ArchiveShown(archived, page) => {
                self.conversations = Rc::new(Conversations::of(archived, page));
            }
            Action::JobsCleared => Rc::make_mut(&mut self.jobs).retain(|job| !is_over(job)),
            Action::SettingsMeant(patch) => {
                self.pending.mean(patch);
                self.settle();
            }
            Action::SettingsAnswered(answer) => self.settings_answered(answer),
            Action::ShelfRead(shelf) => self.shelf = Rc::new(shelf),
            Action::ProvidersRead(providers) => self.providers = Some(Rc::new(providers)),
            Action::ProviderRead(provider) => self.keep_provider(provider),
            Action::PresetsRead(presets) => self.presets = Rc::new(presets),
            Action::OffersRead(models) => Rc::make_mut(&mut self.offers).put(models),
            Action::AddingBegun => self.adding = Adding::Busy,
            Action::AddingEnded(outcome) => self.adding_ended(outcome),
            Action::AddingSeen => self.adding = Adding::No,
            Action::Show(page) => {
                self.page = page;
                if let Page::Cv(cv) = page {
                    self.cv = cv;
                }
                self.overlay = None;
            }
            Action::Temporary(head) => self.enter_temporary(head),
            Action::Open(conversation, message) => self.go(Some(conversation), message, None),
            Action::NewChat(text) => self.go(None, None, text),
            Action::Opened(conversation) => {
                self.place.conversation = Some(conversation);
                self.place.folder = None;
            }
            Action::Overlay(overlay) => self.overlay = overlay,
            Action::Say(toast) => self.say(toast),
            Action::Hush(id) => Rc::make_mut(&mut self.toasts).retain(|toast| toast.id != id),
            Action::JobRead(job) => self.keep_job(job),
            Action::Removed(id) => self.remove(id),
            Action::Changed(summary) => self.changed(summary),
            Action::Visited(summary) => self.visited = Some(Rc::new(summary)),
            Action::Folders(action) => self.apply_to_folders(action),
        }
    }

    fn started(&mut self, started: Started, ear: Ear) {
        let again = self.phase == Phase::Ready;
        self.phase = Phase::Ready;
        self.version = started.version.into();
        self.conversations = Rc::new(Conversations::of(false, started.conversations));
        self.folders = Rc::new(Folders::started(started.folders, started.in_folders));
        self.shelf = Rc::new(started.shelf);
        self.providers = Some(Rc::new(started.providers));
        self.jobs = Rc::new(started.jobs);
        self.draft = started.draft.into();
        self.draft_attachments = Rc::new(started.draft_attachments);
        self.pending.told(started.settings);
        self.settle();
        for newer in self.told.call_ends() {
            self.apply_event(newer);
        }
        // Read again after a lag, it is no other start: nobody is moved, and
        // what there was to say was said.
        if again {
            return;
        }
        self.place = Place {
            conversation: self.settings.open_conversation,
            ..Place::default()
        };
        if let Some(view) = started.reopened {
            self.reopen_temporary(&view.conversation);
            // The page will say so too; known before, it makes nothing to be drawn once more.
            self.visited = Some(Rc::new(view.conversation.clone()));
            self.reopened = Reopened::new(view, ear);
        }
        for notice in started.notices {
            self.say(Toast::from_notice(&notice));
        }
    }

    /// Where the frame is there already, it stays: it may be out of date.
    fn start_failed(&mut self, error: Error) {
        self.told.call_ends();
        if self.phase == Phase::Ready {
            self.say(Toast::not_read_again(&error));
        } else {
            self.phase = Phase::Failed(error);
        }
    }

    fn settings_answered(&mut self, answer: Result<Settings>) {
        let (kept, error) = match answer {
            Ok(settings) => (Some(settings), None),
            Err(error) => (None, Some(error)),
        };
        let refused = self.pending.answered(kept);
        self.settle();
        if let (Some(error), Some(refused)) = (error, refused)
            && !pending::is_of_place_alone(&refused)
        {
            self.say(Toast::from_error(&error));
        }
    }

    fn settle(&mut self) {
        self.settings = Rc::new(self.pending.meant());
    }

    fn adding_ended(&mut self, outcome: Result<Option<String>>) {
        self.adding = match outcome {
            Ok(added) => {
                if let Some(model) = added {
                    self.say(Toast::model_added(&model));
                }
                Adding::No
            }
            Err(error) => {
                // The shelf shows it, where it is shown; and still when it is
                // shown again.
                if self.page != Page::Settings(Section::Models) {
                    self.say(Toast::from_error(&error));
                }
                Adding::Failed(error)
            }
        };
    }

    fn heard(&mut self, event: Event) {
        match event {
            // These ask anew; what else is told is newer than an answer that is on its way.
            Event::Lagged => self.lagged += 1,
            Event::ConversationsChanged => self.stale += 1,
            event => {
                self.told.note(&event);
                self.apply_event(event);
            }
        }
    }

    fn apply_event(&mut self, event: Event) {
        match event {
            Event::ConversationChanged(summary) => self.changed(summary),
            Event::FoldersChanged(folders) => {
                self.apply_to_folders(FolderAction::Told(folders));
            }
            Event::ConversationRemoved(id) => self.remove(id),
            Event::ModelsChanged(shelf) => self.shelf = Rc::new(shelf),
            Event::ProviderChanged(provider) => self.keep_provider(provider),
            Event::JobChanged(job) => self.keep_job(job),
            Event::SettingsChanged(settings) => {
                self.pending.told(settings);
                self.settle();
            }
            // The chat page listens to the messages by itself; of the others, see `heard`.
            Event::Lagged
            | Event::ConversationsChanged
            | Event::MessageChanged(_)
            | Event::ReplyDelta(_)
            | Event::ThinkingDelta(_)
            | Event::ToolCallChanged(_)
            | Event::PictureArrived(_)
            | Event::ToolServersChanged(_)
            | Event::ReplyProgress(_)
            // The CV page listens to these by itself.
            | Event::CvChanged(_)
            | Event::CvRemoved(_)
            | Event::CvSaved(_)
            | Event::CvNotSaved(_) => {}
        }
    }

    fn go(
        &mut self,
        conversation: Option<ConversationId>,
        message: Option<MessageId>,
        text: Option<AttrValue>,
    ) {
        let turn = self.place.turn + 1;
        self.page = Page::Chat;
        self.overlay = None;
        self.place = Place {
            conversation,
            message,
            text,
            turn,
            folder: None,
        };
    }

    fn keep_provider(&mut self, provider: Provider) {
        // Another key or address has other models.
        Rc::make_mut(&mut self.offers).forget(&provider.id);
        if let Some(providers) = &mut self.providers {
            let providers = &mut Rc::make_mut(providers).providers;
            if let Some(known) = providers.iter_mut().find(|known| known.id == provider.id) {
                *known = provider;
            }
        }
    }

    fn say(&mut self, mut toast: Toast) {
        self.next_toast += 1;
        toast.id = self.next_toast;
        let toasts = Rc::make_mut(&mut self.toasts);
        // Three at the most: an older one is not read any more.
        if toasts.len() == 3 {
            toasts.remove(0);
        }
        toasts.push(toast);
    }
}

#[cfg(test)]
mod tests;
