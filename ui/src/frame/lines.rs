//! The lines of the list as they are drawn, and what stands there when there are none.

use std::ops::Range;
use std::rc::Rc;

use contract::FolderId;
use contract::conversation::ConversationSummary;
use contract::folder::Folder;
use yew::prelude::*;

use super::drag::{Drag, Dragged, Goal};
use super::folder_pages::FolderPages;
use super::folder_row::{FolderGap, FolderNaming, FolderRow, FolderWish, empty_folder};
use super::row::{ConversationRow, Wish};
use super::rows::{ITEM, Row, Rows, Stop};
use crate::actions::title_of;
use crate::archive;
use crate::components::{Blank, Button, IconName, Look, Renamed, icon};
use crate::i18n::{t, t_args};
use crate::keys::Command;
use crate::state::{Action, App, Shelf};

/// What the lines are drawn from.
pub(super) struct Lines<'a> {
    pub app: &'a App,
    pub rows: &'a Rows,
    /// With what shows only where the pointer or the focus is: the first picture does without.
    pub whole: bool,
    /// What the keyboard is at.
    pub cursor: Option<Stop>,
    /// How many stops there are; -1: more than were read.
    pub of: i64,
    pub dragged: Option<Dragged>,
    pub failed: &'a FolderPages,
    pub onwish: Callback<(Rc<ConversationSummary>, Wish)>,
    pub onfolder: Callback<(Folder, FolderWish)>,
    pub onnamed: Callback<Renamed>,
    pub onagain: Callback<FolderId>,
}

impl Lines<'_> {
    /// The lines of a range.
    pub(super) fn drawn(&self, range: Range<usize>) -> Html {
        let mut place = self.rows.stops_above(range.start);
        let drawn = place..self.rows.stops_above(range.end);
        let open = self.app.place.conversation.map(Stop::Conversation);
        let reached = |stop: Option<Stop>| {
            let at = stop.and_then(|stop| self.rows.place_of(stop));
            at.is_some_and(|at| drawn.contains(&at))
        };
        // Where neither is drawn, the tab key comes to the first stop that is.
        let spare = (!reached(open) && !reached(self.cursor)).then_some(place + 1);
        let lines = self.rows.slice(range).iter().map(|row| match row {
            Row::Head(text) => html! {
                <li class="group-head" key={text.to_string()} role="presentation" data-drop="">
                    { text.clone() }
                </li>
            },
            Row::Naming => self.naming(),
            Row::Empty(at) => self.shelf(*at, |shelf| empty_folder(shelf.folder.id)),
            Row::Gap(at) => self.shelf(*at, |shelf| self.gap(shelf)),
            Row::Folder(at) => {
                place += 1;
                self.shelf(*at, |shelf| self.folder(shelf, place, spare == Some(place)))
            }
            Row::Item(folder, index) => {
                place += 1;
                self.conversation(*folder, *index, place, spare == Some(place))
            }
        });
        lines.collect()
    }

    fn shelf(&self, at: usize, draw: impl Fn(&Shelf) -> Html) -> Html {
        let shelf = self.app.folders.shelves.get(at);
        shelf.map(draw).unwrap_or_default()
    }

    fn conversation(&self, folder: Option<usize>, index: usize, place: usize, spare: bool) -> Html {
        let row = match folder {
            Some(at) => {
                let shelf = self.app.folders.shelves.get(at);
                shelf.and_then(|shelf| shelf.rows().get(index))
            }
            None => self.app.conversations.rows.get(index),
        };
        let Some(conversation) = row else {
            return Html::default();
        };
        let id = conversation.id;
        let current = self.app.place.conversation == Some(id);
        let at = self.cursor == Some(Stop::Conversation(id));
        html! {
            <ConversationRow
                key={id.to_string()}
                conversation={conversation.clone()}
                {current}
                tabbable={current || at || spare}
                inside={folder.is_some()}
                whole={self.whole}
                dragged={self.dragged.is_some_and(|dragged| dragged.id == id)}
                {place}
                of={self.of}
                onwish={self.onwish.clone()}
            />
        }
    }

    fn folder(&self, shelf: &Shelf, place: usize, spare: bool) -> Html {
        let folder = shelf.folder.clone();
        let id = folder.id;
        let open = self.app.open_conversation();
        let holds = open.is_some_and(|open| open.folder == Some(id) && !open.archived);
        let at = self.cursor == Some(Stop::Folder(id));
        let goal = self.dragged.and_then(|dragged| dragged.goal);
        html! {
            <FolderRow
                key={id.to_string()}
                holds_current={holds && folder.collapsed}
                tabbable={at || spare}
                over={goal == Some(Goal::Folder(id))}
                {folder}
                {place}
                of={self.of}
                onwish={self.onfolder.clone()}
            />
        }
    }

    fn gap(&self, shelf: &Shelf) -> Html {
        let id = shelf.folder.id;
        html! {
            <FolderGap
                key={format!("{id}-gap")}
                {id}
                height={ITEM * shelf.unread() as f64}
                failed={self.failed.has_failed(id)}
                onagain={self.onagain.clone()}
            />
        }
    }

    fn naming(&self) -> Html {
        let naming = self.app.naming.clone().unwrap_or_default();
        html! { <FolderNaming key="naming" text={naming.text} ondone={self.onnamed.clone()} /> }
    }
}

/// What is dragged, beside the pointer, and what letting go would do.
pub(super) fn ghost(app: &App, drag: &Drag) -> Html {
    let Some(Dragged { id, goal }) = drag.dragged else {
        return Html::default();
    };
    let title = app.conversation(id).map(|row| title_of(&row));
    let says = match goal {
        Some(Goal::Folder(folder)) => {
            let name = app.folders.name(folder).unwrap_or_default();
            Some(t_args("folder-drop", &[("name", name.as_str().into())]))
        }
        Some(Goal::Out) => Some(t("folder-drop-out")),
        None => None,
    };
    html! {
        <div class="drag-ghost" ref={drag.ghost.clone()} aria-hidden="true">
            { icon(IconName::Chat, 15) }
            <span class="drag-title" dir="auto">{ title.unwrap_or_default() }</span>
            if let Some(says) = says { <span class="drag-goal" dir="auto">{ says }</span> }
        </div>
    }
}

/// An empty list, or an empty archive.
pub(super) fn blank(app: &App) -> Html {
    if app.conversations.archived {
        let app = app.clone();
        return html! {
            <div class="pane-scroll">
                <Blank icon={IconName::Archive} title={t("archive-empty-title")} text={t("archive-empty-text")}>
                    <Button look={Look::Plain} onclick={move |_| archive::show(&app, false)}>
                        { t("archive-leave") }
                    </Button>
                </Blank>
            </div>
        };
    }
    let to = app.dispatcher();
    html! {
        <div class="pane-scroll">
            <Blank icon={IconName::Chat} title={t("list-empty-title")} text={t("list-empty-text")}>
                <Button
                    look={Look::Plain}
                    icon={IconName::NewChat}
                    keys={Command::NewChat.keys()}
                    onclick={move |_| to.dispatch(Action::NewChat(None))}
                >
                    { t("new-chat") }
                </Button>
            </Blank>
        </div>
    }
}
