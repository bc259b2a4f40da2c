# The words of the chat page and of Markdown. Those of the frame stand in en.ftl.
#
# Words that a person or a model wrote stand between the marks U+2068 and U+2069,
# so that right-to-left text keeps its own direction.

## The page
chat-page = Conversation
chat-messages = Messages
chat-unread = This conversation could not be read. It is not lost.
chat-jump = Newest message

## The header
chat-rename-field = Title of the conversation
chat-rename-hint = Rename: double click
chat-branch = branch { $at } of { $all }
chat-branch-place = { $at }/{ $all }
chat-branch-before = Previous branch
chat-branch-after = Next branch
chat-model = Model
chat-models-here = Models on this computer
chat-no-model = No model
chat-to-models = Models…
chat-inspector = How replies are made

## Before the first message
chat-empty-title = What is on your mind?
chat-empty-text = ⁨{ $model }⁩ answers on this computer. Nothing you write leaves it.
chat-empty-text-key = ⁨{ $model }⁩ answers with your key. What you write here goes to { $provider }.
chat-empty-no-model = A model is missing
chat-empty-no-model-text = A conversation needs a model that answers. Add one from a file or an address; it stays on this computer.
chat-beginnings = Ways to begin
chat-try-explain = Explain spring and neap tides as if I had two minutes before the boat leaves.
chat-try-letter = Write a polite letter to my landlord about a dripping tap.
chat-try-code = Write a regular expression for IBANs and say what each part does.
chat-try-compare = Compare heat pumps and gas boilers in a table.

## Messages
chat-you-said = You said
chat-model-said = ⁨{ $model }⁩ replied
chat-copy = Copy
chat-copy-plain = Copy as plain text
chat-copy-rich = Copy as formatted text
chat-retry = Retry
chat-retry-with = Retry with
chat-retry-other = Another model…
chat-continue = Continue
chat-more = More
chat-trimmed =
    { $count ->
        [one] The earliest message no longer fits into the model's context and was left out.
       *[other] The { $count } earliest messages no longer fit into the model's context and were left out.
    }

## Under a reply
chat-facts = About this reply
chat-tokens = { $count } tokens
chat-to-first = { $time } to first
chat-rate = { $rate } tok/s
chat-free = free
chat-route-key = with your key
chat-route-of = { $provider }, your key
chat-route-plan = on your plan

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

## The composer
chat-compose = Message
chat-placeholder = Ask anything
chat-placeholder-streaming = Write the next message meanwhile
chat-hint-send = send
chat-hint-line = new line
chat-about-tokens = ≈ { $count } tokens
chat-send = Send
chat-stop = Stop the reply

## The inspector
chat-seed = Seed
chat-seed-any = any
chat-seed-hint = The same seed and words give the same reply.
chat-seed-wrong = A whole number from 0 to 4,294,967,295
chat-so-far = So far
chat-tokens-in = Tokens in
chat-tokens-out = Tokens out
chat-cost = Cost

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

## Thinking
thinking-done = Thoughts
thinking-live = Thinking…
thinking-took = Thought for { $time }

## Choosing a model
picker = Choose a model
picker-field = Find a model
picker-list = Models
picker-price = { $input } in, { $output } out
picker-context = { $count } tokens of context
picker-none = No model is called “⁨{ $query }⁩”.
picker-as-written = As written
picker-retired = gone
picker-retires = goes on { $day }
picker-more = { $count } more: type to narrow it down
model-retires = ⁨{ $model }⁩ goes on { $day }.
model-retired = ⁨{ $model }⁩ is gone since { $day }.
model-use = Use ⁨{ $model }⁩
model-other = Choose another

## Chosen for a conversation
inspector-note = For this conversation; where nothing is chosen, as in the settings.
inspector-note-key = For this conversation; where nothing is chosen, as the provider does it.
chat-system = Instructions
chat-system-example = You are a patient teacher. Answer in short sentences.
chat-system-hint = The model reads them before everything else.
chat-thoughts = Thinking
chat-thoughts-on = Show
chat-thoughts-off = Do not ask
cost-unknown = not known
cost-at-least = at least { $cost }

## When a provider says no
chat-refused = The model did not want to go on.
chat-again-in = again in { $time }
chat-to-keys = Keys…
chat-advice-key = Check the key, or enter another one.
chat-advice-credit = Add credit with the provider, or choose another model.
chat-advice-wait = Wait a little, or choose another model.
chat-advice-refused = Ask differently, or choose another model.
chat-advice-keychain = Unlock the keychain, or keep keys in a file.

## Attachments
attach-add = Attach files
attach-list = Attached files
attach-remove = Remove ⁨{ $name }⁩
attach-added = ⁨{ $name }⁩ is attached.
attach-removed = ⁨{ $name }⁩ is removed.
attach-reading = Reading…
attach-tokens = ≈ { $count } tokens
attach-cut = only its beginning
attach-picture = Picture, { $width } × { $height }
attach-text = Text
attach-code = { $language }
attach-pages = { $format }, { $count ->
    [one] 1 page
   *[other] { $count } pages
}
attach-slides = { $format }, { $count ->
    [one] 1 slide
   *[other] { $count } slides
}
attach-sheets = { $format }, { $count ->
    [one] 1 sheet
   *[other] { $count } sheets
}
attach-drop = Drop files to attach them
attach-blind = This model cannot see pictures. Remove them, or choose a model that can.
attach-why-empty = The file is empty.
attach-why-large = The file is too large: at most 32 MB.
attach-why-pixels = The picture has too many pixels.
attach-why-damaged = The file is damaged.
attach-why-password = The file is protected by a password. Save a copy without it.
attach-why-kind = This kind of file cannot be read.
attach-why-scan = No text in it: a scan? Attach its pages as pictures.
attach-why-long = Reading the file took too long.
attach-why-unopened = The file cannot be opened.

## Imported conversations
chat-route-imported = imported
chat-model-unknown = A model
chat-conversation-actions = More about this conversation

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

## Several models side by side
chat-beside = { $count } replies side by side
chat-beside-said = { $count } models said
chat-beside-chosen = Chosen
chat-beside-chosen-said = ⁨{ $model }⁩, chosen: the conversation goes on with this reply
chat-beside-choose = Choose
chat-also = Also asked
chat-also-add = Ask another model beside
chat-also-remove = Do not ask ⁨{ $model }⁩

## Pictures of replies
made-by-model = Picture by the model: { $name }
made-by-tool = Picture by the tool: { $name }
made-open = Open larger: { $picture }
made-save = Save as…
made-copy = Copy picture
made-said = A picture arrived

## Tokens that nobody counted
chat-tokens-about = ~{ $count } tokens
chat-tokens-why = Estimated: the server does not count tokens.

## Temporary conversations
temporary-name = Temporary conversation
temporary-chat = Temporary chat
temporary-new = New temporary chat
temporary-strip = Temporary: nothing of this is kept on this computer.
temporary-tip = It is in memory alone, and gone when you leave it. What a vendor’s reply cost still counts in Usage, without a word of it. The vendor gets your messages as always.
temporary-keep = Keep it
temporary-keep-chat = Keep this temporary chat
temporary-kept = The chat is kept among your conversations.
temporary-gone = The temporary chat is gone.
temporary-placeholder = Write a message that is not kept…
temporary-title = A chat that leaves nothing behind
temporary-text = No list, no search, no draft and no log of this computer will have it.
temporary-facts = What that means
temporary-fact-memory = It is in memory alone, and gone when you open another chat or close Pulse.
temporary-fact-keep = “Keep it” makes an ordinary conversation of it, with all that was said.
temporary-fact-vendor = A vendor that you ask gets your messages as always. A model on this computer tells nobody.
temporary-fact-usage = What a vendor’s reply cost still counts in Usage, without a word of it.
