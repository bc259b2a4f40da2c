# A reply: while it is awaited, what is in it, and how it ended.

## While a reply is awaited
chat-waiting = Waiting for the model
chat-queued =
    { $count ->
        [0] Waiting for the model
        [one] Waiting for another reply
       *[other] Waiting for { $count } other replies
    }
chat-loading-said = Loading the model
chat-loading = Loading the model, { $percent } %
chat-reading-said = Reading the conversation
chat-reading = Reading the conversation, { $done } of { $total } tokens

## When a reply ended early
chat-stopped = Stopped.
chat-interrupted = Pulse ended while this was being written.
chat-interrupted-safe = All that had arrived is here.
chat-too-long = The longest reply that is allowed was reached.
chat-failed = The reply failed.
chat-failed-safe = Your message is kept.
chat-error-model-missing = The model is no longer on this computer.
chat-error-model-invalid = The model's file is damaged or of a kind that cannot be read.
chat-error-model-too-large = The model does not fit into the memory that is free.
chat-error-processor = This computer's processor cannot run built-in models.
chat-error-context = Your message is longer than the model's context.
chat-error-context-full = The conversation fills the model's context.
chat-error-disk-full = The disk is full, so the reply could not be kept.
chat-error-read-only = Pulse may not write into its data folder.
chat-error-busy = Another program keeps Pulse's database locked.
chat-error-internal = Pulse made a mistake while it answered.
chat-advice-retry = Try it again.
chat-advice-choose = Choose another model, then retry.
chat-advice-smaller = Close other programs or choose a smaller model, then retry.
chat-advice-processor = They need AVX2, which most processors since 2013 have.
chat-advice-shorten = Shorten it, or choose a model with a longer context.
chat-advice-new = Go on in a new chat, or choose a model with a longer context.
chat-advice-space = Free some space, then retry.
chat-advice-folder = Check the folder's permissions, then retry.
chat-advice-other = Close that program, then retry.

## When a provider says no
chat-refused = The model did not want to go on.
chat-again-in = again in { $time }
chat-to-keys = Keys…
chat-advice-key = Check the key, or enter another one.
chat-advice-credit = Add credit with the provider, or choose another model.
chat-advice-wait = Wait a little, or choose another model.
chat-advice-refused = Ask differently, or choose another model.
chat-advice-keychain = Unlock the keychain, or keep keys in a file.

## Edit and resend, and what waits in line
chat-edit = Edit
chat-editing = Edit the message
chat-edit-field = Edited message
chat-edit-hint = Sent as another branch; this one stays.
chat-edit-waits = It can be sent when the reply has ended.
chat-hint-queue = send after this reply
chat-queue = Send after this reply
chat-waiting-queued = It will be sent when the reply has ended.
chat-waiting-line = Waiting to be sent
chat-waiting-note = Sent after this reply
chat-waiting-leaves = Being sent
chat-waiting-edit = Edit
chat-waiting-remove = Do not send
chat-waiting-removed = The message is not sent.
chat-waiting-full = No more messages can wait here.

## Several models side by side
chat-beside = { $count } replies side by side
chat-beside-said = { $count } models said
chat-beside-chosen = Chosen
chat-beside-chosen-said = ⁨{ $model }⁩, chosen: the conversation goes on with this reply
chat-beside-choose = Choose
chat-also = Also asked
chat-also-add = Ask another model beside
chat-also-remove = Do not ask ⁨{ $model }⁩

## Thinking
thinking-done = Thoughts
thinking-live = Thinking…
thinking-took = Thought for { $time }

## Calls of tools
call-asked = asks
call-running = running
call-done = done
call-failed = failed
call-refused = not allowed
call-cancelled = stopped
call-interrupted = cut off
call-arguments = Arguments
call-result = Result
call-question = May the model use ⁨{ $tool }⁩ of ⁨{ $server }⁩ with these arguments?
call-no = No
call-once = Allow once
call-always = Allow always
call-said-asked = The model asks to use { $tool } of { $server }
call-said-failed = { $tool } of { $server } failed

## Pictures of replies
made-by-model = Picture by the model: { $name }
made-by-tool = Picture by the tool: { $name }
made-open = Open larger: { $picture }
made-save = Save as…
made-copy = Copy picture
made-said = A picture arrived

## Markdown
md-code = Code, { $language }
md-code-plain = text
md-code-said = A block of code.
md-copy-code = Copy the code
md-copy-table = Copy the table
md-copy-table-cells = Copy for a spreadsheet
md-copy-table-markdown = Copy as Markdown
md-copied = Copied
md-copy-failed = The clipboard could not be used.
md-formula = Formula
md-footnote = Footnote { $name }
md-image-failed = The image from { $host } could not be loaded.
md-load-image = Load image from { $host }
md-math-deep = This formula is nested too deeply to be shown as one.
md-math-long = This formula is too long to be shown as one.
md-math-misplaced = This formula cannot be shown as one: look at ⁨{ $sign }⁩.
md-math-unknown = This formula cannot be shown as one: ⁨{ $name }⁩ is not known.
md-show-more = Show more ({ $size } left)
md-table = Table, { $rows } rows, { $columns } columns
md-task-done = Done
md-task-open = Not done
