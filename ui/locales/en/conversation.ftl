# What is set for a conversation, what is attached to it, and what kinds there are.

## The inspector
chat-seed = Seed
chat-seed-any = any
chat-seed-hint = The same seed and words give the same reply.
chat-seed-wrong = A whole number from 0 to 4,294,967,295
chat-so-far = So far
chat-tokens-in = Tokens in
chat-tokens-out = Tokens out
chat-cost = Cost

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
