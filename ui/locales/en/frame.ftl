# What stands around every page.
#
# In all of these files: words that a person or a model wrote ($title, $query, $text, $path)
# stand between the marks U+2068 and U+2069, so that right-to-left text keeps its own direction.

## Everywhere
close = Close
cancel = Cancel
delete = Delete
rename = Rename
undo = Undo
try-again = Try again
appearance = Appearance
new-chat = New chat
conversations = Conversations
toasts = Notices
starting = Opening Pulse…
on-this-computer = on this computer
amount-of = { $part } of { $whole }
per-second = { $amount }/s
tokens = { $count } tokens
version = Pulse { $version }
window-mended = The window had stopped and was started anew. Your conversations are all here.
not-read-again = What you see may be out of date: ⁨{ $reason }⁩

## Numbers and units
# Between thousands, and before the places.
number-group = ,
number-point = .
unit-b = { $number } B
unit-kb = { $number } kB
unit-mb = { $number } MB
unit-gb = { $number } GB
unit-tb = { $number } TB
unit-s = { $number } s
# A time that is left.
clock-minutes = { $minutes }:{ $seconds }
clock-hours = { $hours }:{ $minutes }:{ $seconds }

## What is printed on keys
key-ctrl = Ctrl
key-delete = Del
key-end = End
key-enter = Enter
key-escape = Esc
key-home = Home
key-shift = Shift

## Days
group-today = Today
group-yesterday = Yesterday
group-week = Last week
group-month = Last month
group-other = { $month } { $year }
day-today = today
day-yesterday = yesterday
day-month = { $day } { $month }
day-month-year = { $day } { $month } { $year }
month-name =
    { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
month-short =
    { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }

## The rail
rail = Pulse
rail-chat = Chat
rail-jobs = Jobs
rail-jobs-live =
    { $count ->
        [one] one under way
       *[other] { $count } under way
    }
rail-settings = Settings

## The list pane
pane = Chat
fold-pane = Hide the list
unfold-pane = Show the list
divider = Width of the list
search-everything = Search everything
search-clear = Clear the search
search-results = Search results
search-count =
    { $count ->
        [one] 1 conversation
       *[other] { $count } conversations
    }
search-none-title = Nothing found
search-none-text = No conversation holds “⁨{ $query }⁩”.
list-empty-title = No conversations yet
list-unread = The next conversations could not be read. They are not lost.
list-empty-text = What you ask and what the model answers is kept here, on this computer alone.
conversation-untitled = New chat
conversation-actions = Actions for ⁨{ $title }⁩
conversation-deleted = Deleted “⁨{ $title }⁩”
conversation-deleting = Deleting the conversation
conversation-restored = The conversation is back
rename-field = New title

## Pinned and archived
group-pinned = Pinned
pin = Pin
unpin = Unpin
pinned = Pinned
unpinned = No longer pinned
archive = Archive
unarchive = Back to the list
unarchived = Back in the list
archived = Archived
archived-one = “⁨{ $title }⁩” is archived
archive-empty-title = Nothing archived
archive-empty-text = Archived conversations are out of the way here. Search still finds them.
archive-leave = Show all others
palette-pin = Pin this conversation
palette-unpin = Unpin this conversation
palette-archive = Archive this conversation
palette-unarchive = Bring this conversation back to the list
palette-archived = Show archived conversations

## Folders
keys-fold = Fold or unfold a folder
group-folders = Folders
folder-new = New folder
folder-new-name = Name of the folder
folder-new-called = New folder “⁨{ $name }⁩”
folder-name = New name for the folder
folder-label =
    { $count ->
        [0] ⁨{ $name }⁩, empty
        [one] ⁨{ $name }⁩, 1 conversation
       *[other] ⁨{ $name }⁩, { $count } conversations
    }
folder-actions = Actions for the folder ⁨{ $name }⁩
folder-begin = New chat here
folder-remove = Remove the folder
folder-removed =
    { $count ->
        [0] The folder “⁨{ $name }⁩” is gone
        [one] The folder “⁨{ $name }⁩” is gone. Its conversation is in the list.
       *[other] The folder “⁨{ $name }⁩” is gone. Its { $count } conversations are in the list.
    }
folder-restored = The folder is back
folder-made = The folder is there
folder-empty = Empty. Drag a chat here.
folder-unread = Not read. Try again
folder-move = Move to folder…
folder-take-out = Take out of the folder
folder-moved = “⁨{ $title }⁩” is in “⁨{ $name }⁩” now
folder-moved-out = “⁨{ $title }⁩” is in no folder now
folder-drop = To “⁨{ $name }⁩”
folder-drop-out = Out of the folder
folder-choose = Move to a folder
folder-choose-field = Which folder?
folder-no = No folder
folder-here = it is here
folder-none = No folder is called so.
folder-crumb = In the folder ⁨{ $name }⁩. Choose another
palette-folder-move = Move this conversation to a folder…
palette-folder-take-out = Take this conversation out of its folder
palette-folder-begin = New chat in “⁨{ $name }⁩”
