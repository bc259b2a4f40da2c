# The settings.

## Settings
settings-providers = Providers and keys
settings-models = Models on this computer
settings-shortcuts = Shortcuts

appearance-lead = How Pulse looks on this computer.
appearance-theme = Theme
appearance-theme-text = System follows your desktop, also when it changes in the evening.
appearance-light = Light
appearance-dark = Dark
appearance-system = System

models-lead = Models run inside Pulse, without account or network. Nothing that you write to them leaves this computer.
shelf-title = On the shelf
shelf-used = { $used } used
shelf-room = { $used } used, { $free } free
shelf-empty-title = No model yet
shelf-empty-text = Add a GGUF file from this computer, or download one. Small ones answer within seconds.
model-download = Download
model-add-file = Add a GGUF file
model-added = { $model } is on the shelf
model-actions = Actions for { $model }
model-choose = Use for new replies
model-chosen = for new replies
model-unload = Unload from memory
model-delete = Delete the file
model-deleted = { $model } was deleted
model-delete-title = Delete { $model }?
model-delete-text = Its file of { $size } is removed from this computer and cannot be brought back. Conversations with it stay.
model-loaded = loaded
model-loading = loading
model-pinned = checked by SHA-256
model-unpinned = unpinned
model-unpinned-tip = Nobody at Pulse has seen these bytes. They are what the file or the address gave.
model-context = { $count } tokens of context
model-speed = { $speed } tok/s here

download-title = Download a model
download-lead = Any GGUF file at an address. An interrupted download goes on where it ended.
download-url = Address
download-url-example = https://example.org/model.gguf
download-url-missing = An address is needed.
download-url-wrong = This is no web address: it begins with https://
download-sum = SHA-256, if you have it
download-sum-hint = With it, a file with other bytes is refused. Without it, the model is marked unpinned.
download-sum-wrong = A SHA-256 has 64 digits, 0 to 9 and a to f.
download-start = Download
download-begun = The download has begun

replies-title = New replies
replies-note = in every conversation
temperature = Temperature
temperature-hint = Low keeps to the likeliest words, high dares more.
top-p = Top-p
top-p-hint = Leaves out the least likely words.
longest-reply = Longest reply
longest-reply-hint = A reply that reaches it can be continued.
idle = Leave memory after
idle-hint = A model that rests frees its memory.
idle-never = Never
idle-minutes = { $count } min

shortcuts-lead = Everything in Pulse can be done by keyboard.
shortcuts-sheet = Keyboard shortcuts
keys-anywhere = Anywhere
keys-palette = Command palette
keys-chat = Chat
keys-find = Search everything
keys-undo = Undo what was just done
keys-pane = Hide or show the list
keys-close = Close what lies on top
keys-composer = Composer
keys-send = Send
keys-line = New line
keys-last-said = Edit your last message
keys-stop = Stop a reply
keys-list = List
keys-move = Choose
keys-open = Open
keys-ends = First, last

## Providers and keys
providers-lead = Keys are kept in this computer's keychain and used from here only. Pulse shows their last four characters, never more.
providers-lead-file = Keys are kept in an encrypted file and used from here only. Pulse shows their last four characters, never more.
providers-title = Your keys
providers-empty-title = No keys yet
providers-empty-text = With a key of your own, models of OpenAI, Anthropic, Google and others answer beside those on this computer. You pay the vendor, and nobody in between.
provider-add = Add a provider
provider-actions = Actions for { $provider }
provider-key = { $provider } API key
provider-key-keep = unchanged
provider-key-kept = key kept
provider-key-optional = Most servers of one's own want none.
provider-no-key = no key
provider-since = since { $day }
provider-url = Base URL
provider-url-hint = A key stays with its server: with another address it is forgotten.
provider-account = Service account
provider-account-example = { "{" } "type": "service_account", … { "}" }
provider-account-hint = The whole JSON file that Google gives for it.
provider-location = Location
provider-save = Save and test
provider-page = Keys are made at
provider-replace = Replace
provider-change = Set up
provider-test = Test
provider-forget = Forget the key
provider-forgotten = The key is forgotten
provider-asking = asking…
provider-works = works, { $count } models, { $time }
provider-fails = does not answer
provider-wrong-key = wrong key
provider-no-credit = no credit
provider-limited = rate limited, again in { $time }
provider-no-keychain = You can keep keys in an encrypted file instead: see below.
servers-title = Servers on this computer
servers-note = Ollama, LM Studio, llama.cpp and others
servers-look = Look again
servers-none = None answers at the usual ports.
server-facts =
    { $address } · { $count ->
        [one] one model
       *[other] { $count } models
    }
server-use = Use
server-used = in use
secrets-keychain = Keys are in the keychain
secrets-keychain-text = Where this computer has no keychain, they can be kept in an encrypted file instead.
secrets-to-file = Use a file instead
secrets-file = Keys are in an encrypted file
secrets-file-key = ⁨{ $path }⁩, opened by a key file in your configuration folder. That does not stop other programs that you run.
secrets-file-passphrase = ⁨{ $path }⁩, opened by your passphrase.
secrets-fixed = set by PULSE_SECRETS
secrets-to-keychain = Use the keychain

## What a model does not take
refused-rejected = This model does not take it.
refused-deprecated = It has no effect on this model any more.
refused-absent = This provider has no such setting.
refused-no-thoughts = This model does not think first.
dial-vendor = as the provider does
dial-reset = As usual again

## Titles
titles = Titles of chats
titles-model = By the model
titles-words = First words
titles-hint = A vendor's model is asked for one after its first reply, which costs a little. Models on this computer are not asked: their chats are called after the first words.

## Usage
usage = Usage
usage-lead = What models read and wrote for you, and what vendors charge for it by their list prices. It is counted on this computer and stays here, also when chats are deleted.
usage-range = Range
usage-month = This month
usage-week = 7 days
usage-thirty = 30 days
usage-year = Year
usage-totals = Totals
usage-cost = Cost
usage-in = Tokens in
usage-out = Tokens out
usage-tokens = Tokens
usage-requests = Requests
usage-cached = { $count } from a cache
usage-thinking = { $count } thinking
usage-uncounted = { $count } broke off uncounted
usage-estimated = { $count } with estimated tokens
usage-unknown = { $count } of unknown price
usage-chart = Tokens over time
usage-numbers = As numbers
usage-most = at most { $count } tokens
usage-tip = { $name }: { $tokens } tokens, { $cost }
usage-by-model = By model
usage-by-provider = By provider
usage-col-day = Day
usage-col-month = Month
usage-col-model = Model
usage-col-provider = Provider
usage-unread = The usage could not be read.
usage-empty-title = Nothing was asked in this time
usage-empty-text = Each reply adds its tokens and its cost here.

## Presets
presets = Presets
preset-use = Use preset
preset-save = Save as preset…
preset-save-title = Save as preset
preset-name = Name
preset-name-example = Patient teacher
preset-name-long = A name has 80 characters at the most.
preset-hint = It holds the instructions, the model and the numbers that are chosen here.
preset-over = The preset of this name is replaced.
preset-keep = Save
preset-replace = Replace
preset-saved = “{ $name }” is saved.
preset-remove = Remove “{ $name }”
preset-removed = “{ $name }” is removed.
palette-preset = Use preset “{ $name }”

## Tools
settings-tools = Tools
tools-title = Servers of tools
tools-lead = Models can use tools of Model Context Protocol servers. A server starts only after you confirmed its whole command line, and each call is asked before it runs.
tools-empty-title = No tools yet
tools-empty-text = Add a program on this computer, or the address of a server.
tool-add = Add a server
tool-kind = Kind of server
tool-kind-program = Program
tool-kind-address = Address
tool-name = Name
tool-command = Command line
tool-command-example = npx -y @modelcontextprotocol/server-filesystem /home/me/notes
tool-command-hint = Words are parted by spaces; quotes keep them together. No shell reads it.
tool-command-missing = Enter the command that starts the server.
tool-command-quote = A quote in the command line is not closed.
tool-url = Address
tool-url-example = https://example.com/mcp
tool-folder = Folder
tool-folder-hint = Where it runs; without one, in your home folder.
tool-variables = Environment variables
tool-variables-example = LANG=C
tool-variables-hint = One a line. What is secret goes below: it is kept with your keys.
tool-variables-wrong = “{ $line }” has no name and value.
tool-headers = Headers
tool-headers-example = X-Team: research
tool-secret-add = Add a secret
tool-secret-name = Secret’s name
tool-secret-value = Value
tool-secret-keep = as it is kept
tool-keep = Save
tool-look = Confirm…
tool-actions = What can be done with { $server }
tool-start = Start now
tool-change = Change
tool-off = Switch off
tool-on = Switch on
tool-remove = Remove
tool-remove-title = Remove { $server }?
tool-remove-text = It ends, and its secrets and what you always allowed are forgotten.
tool-unconfirmed = not confirmed
tool-is-off = off
tool-idle = starts when needed
tool-starting = starting
tool-ready =
    { $count ->
        [one] ready, one tool
       *[other] ready, { $count } tools
    }
tool-failed = failed
tool-said = ⁨{ $server }⁩: { $state }
tool-always = always allowed
tool-revoke = Ask again
tool-confirm-title = Let Pulse start { $server }?
tool-confirm-program = This program will be started with exactly this command line:
tool-confirm-program-text = It runs as you: it can read and change what you can, and use the network. Start only what you trust. Of your environment it gets a few variables and those above; … stands for a secret.
tool-confirm-start = Allow it to start
tool-confirm-address = Pulse will connect to exactly this address:
tool-confirm-address-text = What models send to its tools goes there. … stands for a secret.
tool-confirm-connect = Allow connecting

## Import and export
settings-transfer = Import and export
transfer-lead = Bring conversations from elsewhere, and take yours with you. Everything stays on this computer.
import-title = Import conversations
import-note = From ChatGPT, Claude or Pulse. Importing again adds only what is new.
import-choose = Choose a file…
import-begun = The import has begun
import-from-chatgpt = ChatGPT: Settings, Data controls, Export data. The link to the zip file comes by mail.
import-from-claude = Claude: Settings, Privacy, Export data. The link to the zip file comes by mail.
import-from-pulse = Pulse: the JSON file of an export, from this computer or another one.
import-imported = { $number } imported
import-updated = { $number } updated
import-unchanged = { $number } unchanged
import-skipped = { $number } skipped
import-skips = What was skipped, and why
import-skips-more = and { $number } more
import-damaged =
    { $count ->
        [one] { $number } message could not be read whole
       *[other] { $number } messages could not be read whole
    }
count-conversations =
    { $count ->
        [one] { $number } conversation
       *[other] { $number } conversations
    }
export-title = Export all conversations
export-note = One JSON file with every branch, which Pulse can import again.
export-choose = Save as…
export-begun = The export has begun
export-as = Export as
exported = Exported to ⁨{ $path }⁩
format-markdown = Markdown…
format-html = Web page…
format-text = Plain text…
format-json = JSON for Pulse…
palette-import = Import conversations…
palette-export = Export as { $format }
palette-export-all = Export all conversations…
