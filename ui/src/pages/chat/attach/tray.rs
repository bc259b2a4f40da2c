//! The attachments of the draft that is shown, and what is asked of the desktop for them.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;

use contract::attachment::{AttachBytes, AttachFile, Attachment, Detach, Draft, StopAttaching};
use contract::{AttachmentId, Code, ConversationId, Error};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::{AttrValue, Callback};

use super::chips::{ChipList, ChipState};
use super::facts;
use super::files;
use crate::components::announce;
use crate::i18n::t_args;
use crate::ipc::client;

/// Bytes of a file that is pasted or dropped at the most, as the desktop has it.
const LARGEST: f64 = 32.0 * 1024.0 * 1024.0;

thread_local! {
    static NEXT: Cell<u64> = const { Cell::new(0) };
    /// Files that were taken away while they were read.
    static AWAY: RefCell<HashSet<u64>> = RefCell::default();
    /// The attachments of the conversation that is not made yet, once they were touched.
    static UNMADE: RefCell<Option<Vec<Attachment>>> = const { RefCell::new(None) };
}

/// The attachments of the draft that is shown.
pub struct Tray {
    chips: RefCell<Rc<ChipList>>,
    draft: Cell<Draft>,
    redraw: Callback<()>,
}

impl Tray {
    /// An empty one; `redraw` is called after each change.
    pub fn new(redraw: Callback<()>) -> Rc<Self> {
        Rc::new(Self {
            chips: RefCell::default(),
            draft: Cell::new(Draft::Unmade),
            redraw,
        })
    }

    /// What is to be shown now.
    pub fn chips(&self) -> Rc<ChipList> {
        Rc::clone(&self.chips.borrow())
    }

    /// Shows a conversation's draft.
    pub fn enter(&self, conversation: ConversationId, kept: Vec<Attachment>) {
        self.draft.set(Draft::Conversation(conversation));
        self.chips.take();
        self.kept(kept);
    }

    /// Shows the draft of the conversation that is not made yet; `begun`: as the start gave it.
    pub fn enter_new(&self, begun: &[Attachment]) {
        self.draft.set(Draft::Unmade);
        self.chips.take();
        let touched = UNMADE.with_borrow(Clone::clone);
        self.kept(touched.unwrap_or_else(|| begun.to_vec()));
    }

    /// Adds what the draft was found to have.
    pub fn kept(&self, all: Vec<Attachment>) {
        if !all.is_empty() {
            self.change(|chips| chips.kept(all, next));
        }
    }

    /// The first message made the conversation.
    pub fn made(&self, conversation: ConversationId) {
        self.draft.set(Draft::Conversation(conversation));
        UNMADE.set(Some(Vec::new()));
    }

    /// Takes all for a message; files that failed are forgotten.
    pub fn take(&self) -> Vec<Attachment> {
        self.change(|chips| std::mem::take(chips).attachments())
    }

    /// Puts back what could not be sent. `draft`: where it was.
    pub fn give_back(&self, conversation: Option<ConversationId>, all: Vec<Attachment>) {
        let draft = conversation.map_or(Draft::Unmade, Draft::Conversation);
        if draft == self.draft.get() {
            self.kept(all);
        } else if draft == Draft::Unmade {
            UNMADE.with_borrow_mut(|unmade| unmade.get_or_insert_default().extend(all));
        }
    }

    /// Attaches files that were pasted or dropped.
    pub fn add_files(self: &Rc<Self>, all: Vec<File>) {
        for file in all {
            let name = file.name();
            let (key, draft) = (self.begin(&name), self.draft.get());
            if file.size() > LARGEST {
                let error = Error::new(Code::InvalidInput, "The file is too large");
                self.end(key, draft, Err(error.with_detail("too_large")));
                continue;
            }
            let tray = Rc::clone(self);
            spawn_local(async move {
                let read = match files::base64(&file).await {
                    Some(bytes) => {
                        let request = AttachBytes {
                            draft,
                            name,
                            bytes,
                            ticket: Some(key),
                        };
                        client().attach_bytes(request).await
                    }
                    None => {
                        let error = Error::new(Code::InvalidInput, "The file cannot be read");
                        Err(error.with_detail("unopened"))
                    }
                };
                tray.end(key, draft, read);
            });
        }
    }

    /// Lets the person choose files with the system's dialog, and attaches them.
    pub fn pick(self: &Rc<Self>) {
        let tray = Rc::clone(self);
        spawn_local(async move {
            let request = contract::attachment::PickAttachments {};
            // A dialog that does not open was dismissed, to the person.
            for path in client().pick_attachments(request).await.unwrap_or_default() {
                tray.add_path(path);
            }
        });
    }

    fn add_path(self: &Rc<Self>, path: String) {
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        let (key, draft) = (self.begin(name), self.draft.get());
        let tray = Rc::clone(self);
        spawn_local(async move {
            let request = AttachFile {
                draft,
                path,
                ticket: Some(key),
            };
            tray.end(key, draft, client().attach_file(request).await);
        });
    }

    /// Takes a file away, also while it is read.
    pub fn remove(&self, key: u64) {
        let Some(chip) = self.change(|chips| chips.remove(key)) else {
            return;
        };
        announce(&t_args(
            "attach-removed",
            &[("name", chip.name.as_str().into())],
        ));
        match chip.state {
            ChipState::Reading => {
                AWAY.with_borrow_mut(|away| away.insert(key));
                spawn_local(async move {
                    // If that fails, it is detached once it was read.
                    let _ = client().stop_attaching(StopAttaching { ticket: key }).await;
                });
            }
            ChipState::Ready(attachment) => forget(attachment.id),
            ChipState::Failed(_) => {}
        }
    }

    fn begin(&self, name: &str) -> u64 {
        let key = next();
        self.change(|chips| chips.begin(key, AttrValue::from(name.to_owned())));
        key
    }

    fn end(&self, key: u64, draft: Draft, read: contract::Result<Attachment>) {
        if AWAY.with_borrow_mut(|away| away.remove(&key)) {
            if let Ok(attachment) = read {
                forget(attachment.id);
            }
            return;
        }
        match &read {
            Ok(one) => announce(&t_args(
                "attach-added",
                &[("name", one.name.as_str().into())],
            )),
            Err(error) => announce(&facts::why(error)),
        }
        let kept = read.as_ref().ok().cloned();
        // The person went to another conversation: the desktop keeps it in its draft.
        if !self.change(|chips| chips.end(key, read)) && draft == Draft::Unmade {
            UNMADE.with_borrow_mut(|unmade| unmade.get_or_insert_default().extend(kept));
        }
    }

    fn change<R>(&self, act: impl FnOnce(&mut ChipList) -> R) -> R {
        let result = act(Rc::make_mut(&mut self.chips.borrow_mut()));
        if self.draft.get() == Draft::Unmade {
            UNMADE.set(Some(self.chips.borrow().attachments()));
        }
        self.redraw.emit(());
        result
    }
}

/// A number that no other file has, nor one that a page before this one had read.
fn next() -> u64 {
    NEXT.with(|next| {
        if next.get() == 0 {
            // JavaScript's numbers hold it exactly.
            next.set((js_sys::Math::random() * 1e12) as u64);
        }
        next.set(next.get() + 1);
        next.get()
    })
}

fn forget(id: AttachmentId) {
    spawn_local(async move {
        // It stays in the draft then, and is there again at the next visit.
        let _ = client().detach(Detach { id }).await;
    });
}
