# The chat page.

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

## The composer
chat-compose = Message
chat-placeholder = Ask anything
chat-placeholder-streaming = Write the next message meanwhile
chat-hint-send = send
chat-hint-line = new line
chat-about-tokens = ≈ { $count } tokens
chat-send = Send
chat-stop = Stop the reply

## Tokens that nobody counted
chat-tokens-about = ~{ $count } tokens
chat-tokens-why = Estimated: the server does not count tokens.
