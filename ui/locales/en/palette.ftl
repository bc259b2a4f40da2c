# The palette and the jobs.

## Palette
palette = Command palette
palette-field = What would you like to do?
palette-results = Commands and conversations
palette-do = Do
palette-models = Models
palette-new-chat-about = New chat about “⁨{ $text }⁩”
palette-chat = Go to Chat
palette-jobs = Show jobs
palette-rename = Rename this conversation
palette-delete = Delete this conversation
palette-show-inspector = Show how replies are made
palette-hide-inspector = Hide how replies are made
palette-switch-model = Switch to { $model }
palette-light = Light theme
palette-dark = Dark theme
palette-system = Theme of the system
palette-choose = choose
palette-open = open
palette-close = close

## Jobs
jobs-clear = Clear finished
job-queued = waiting its turn
job-running = under way
job-waiting = again in { $time }
job-said = ⁨{ $title }⁩: { $state }
job-done = done
job-failed = failed
job-cancelled = cancelled
job-cancel = Cancel ⁨{ $title }⁩
job-retry = Try ⁨{ $title }⁩ again

## Pictures of replies, in the palette
palette-save-picture = Save the last picture as…
palette-copy-picture = Copy the last picture
