# The CV page: the pages on the right, what is chosen there, import, export and help.

choice-said = { $what }: { $value }

## The pages
cv-preview = Preview
cv-pages = Pages, as they are printed
cv-page-of = Page { $at } of { $all }
cv-zoom = Zoom
cv-zoom-in = Larger
cv-zoom-out = Smaller
cv-zoom-percent = { $percent } %
cv-zoom-fit = Fit to width
cv-zoom-actual = Actual size
cv-does-not-fit = { $wished ->
    [one] This does not fit on one page, even with the least air and the smallest letters that still look good. It takes { $pages }.
   *[other] This does not fit on { $wished } pages, even with the least air and the smallest letters that still look good. It takes { $pages }.
}
cv-letter = { $name } (in “⁨{ $word }⁩”)
cv-letters-missing = { $count ->
    [one] No font on this computer has { $letters }. A box stands in its place.
   *[other] No font on this computer has { $letters }{ $more ->
        [0] { "" }
       *[other] {" "}and { $more } more
    }. Boxes stand in their places.
}

## How it looks
cv-look = Look
cv-template = Template
cv-template-classic = Classic
cv-template-modern = Modern
cv-template-compact = Compact
cv-template-academic = Academic
cv-template-elegant = Elegant
cv-accent = Colour
cv-accent-template = The template’s own
cv-accent-own = A colour of your own
cv-accent-example = #{ $colour }
cv-colour-blue = Blue
cv-colour-indigo = Indigo
cv-colour-teal = Teal
cv-colour-green = Green
cv-colour-wine = Wine
cv-colour-rust = Rust
cv-colour-slate = Slate
cv-colour-black = Black
cv-faces = Typeface
cv-faces-template = The template’s
cv-faces-mixed = Sans, serif headings
cv-density = Spacing
cv-density-tight = Tight
cv-density-normal = Normal
cv-density-airy = Airy
cv-paper = Paper
cv-paper-a4 = A4
cv-paper-a4-size = 210 × 297 mm
cv-paper-letter = Letter
cv-paper-letter-size = 8.5 × 11 in
cv-fit = Length
cv-fit-how = By less air and smaller letters
cv-fit-any = Any length
cv-fit-to = { $pages ->
    [one] Fit to 1 page
   *[other] Fit to { $pages } pages
}
cv-language = Language of headings and dates

## Export
cv-export = Export
cv-format-pdf = PDF
cv-format-word = Word
cv-format-json-resume = JSON Resume
cv-format-own = Pulse, with everything
cv-exported = Written to { $path }
cv-exported-pages = { $pages ->
    [one] Written to { $path }, 1 page.
   *[other] Written to { $path }, { $pages } pages.
}
cv-exported-said = The CV was exported
cv-exported-too-long = It is longer than you wanted.

## As a machine reads it
cv-machine = As a machine reads it
cv-machine-file = File
cv-machine-reading = Both files are written and read back
cv-machine-rows = What was written and what was read
cv-machine-written = Written
cv-machine-read = Read
cv-machine-same = Everything reads as written
cv-machine-differ = { $count ->
    [one] 1 difference
   *[other] { $count } differences
}
cv-machine-moved = { $count ->
    [one] 1 text is read in another place
   *[other] { $count } texts are read in another place
}
cv-machine-lost = not read
cv-machine-stray = nobody wrote this
cv-machine-other = reads otherwise
cv-machine-elsewhere = read in another place
cv-machine-found = Recognised
cv-machine-name = Name
cv-machine-mails = Email
cv-machine-phones = Phone
cv-machine-links = Links
cv-machine-sections = Sections
cv-machine-section = { $count ->
    [one] ⁨{ $heading }⁩, 1 line
   *[other] ⁨{ $heading }⁩, { $count } lines
}
cv-machine-dates = Dates
cv-machine-none = none found

## Help on a text
cv-model-free = ⁨{ $model }⁩ · free
cv-model-of = ⁨{ $model }⁩ · ⁨{ $place }⁩
cv-model-cost = ⁨{ $model }⁩ · { $cost }
cv-help = Improve
cv-help-stronger = Stronger
cv-help-shorter = Shorter
cv-help-translate = Translate to…
cv-help-translated = Translate to ⁨{ $language }⁩
cv-help-tailor = Tailor to a job…
cv-help-tailored = Tailor to the job
cv-help-posting = The job’s posting
cv-help-posting-example = Paste the whole text of the offer
cv-help-posting-kept = It is kept for this CV as long as Pulse is open. Facts that you do not have are not to be made up; what is new is marked.
cv-help-posting-long = { $count } characters too many
cv-help-back = Back
cv-help-empty = There is no text to work on yet.
cv-help-no-model = This needs a model.
cv-help-waiting = The model is writing…
cv-help-stop = Stop
cv-help-changes = The text with its changes. Press one to take or leave it.
cv-help-said = { $count ->
    [0] The model would leave this as it is
    [one] The model proposes one change
   *[other] The model proposes { $count } changes
}
cv-help-nothing = The model would leave this as it is.
cv-help-take-it = Take this change
cv-help-leave-it = Leave this change
cv-help-add = Add “⁨{ $new }⁩”
cv-help-drop = Leave out “⁨{ $old }⁩”
cv-help-replace = Write “⁨{ $new }⁩” in place of “⁨{ $old }⁩”
cv-help-claim = “⁨{ $claim }⁩” is not in your data
cv-help-claims-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}
cv-help-other = Something else
cv-help-dismiss = Dismiss
cv-help-take = Take
cv-help-take-all = Take all
cv-help-take-rest = Take the rest
cv-help-take-some = Take { $count } of { $all }
cv-help-taken = The changes were taken
cv-help-stale = The text was changed since the model read it. Nothing was overwritten.
cv-help-ask-again = Ask again

## Import
cv-import = Import a CV
cv-import-lead = Pulse makes a new CV of a file. Those that you have stay as they are.
cv-import-json = JSON Resume, or a CV that Pulse exported (.json)
cv-import-linkedin = LinkedIn’s data export (.zip)
cv-import-text = A PDF or Word file: a model puts its text into fields, and you confirm them
cv-import-choose = Choose a file…
cv-import-other = Another file…
cv-import-reading = The file is read
cv-import-stays = { $model } puts the text of this file into fields. It runs on this computer: nothing leaves it.
cv-import-goes = The text of this file, with your name and address in it, goes to { $model } at { $place }, which puts it into fields.
cv-import-no-model = A model is needed to put the text of this file into fields.
cv-import-start = Start
cv-import-asking = { $model } reads the file. Every field is marked afterwards until you confirm it.
cv-import-done = The CV was imported
cv-import-safe = No CV was made, and nothing else was changed.

## What is missing
cv-hints = Completeness
cv-hints-done = { $done } of { $all }
cv-hints-none = Nothing is missing.
cv-hint-name = Your name is missing
cv-hint-reach = There is no email address and no phone number
cv-hint-summary = A summary of a few sentences helps to be read
cv-hint-long-summary = The summary is long: four lines are read, ten are not
cv-hint-experience = There is no experience and no education yet
cv-hint-details = Nothing says what you did there
cv-hint-undated = There are no dates
cv-hint-backwards = It ends before it begins
cv-hint-gap = A gap of { $months } months follows
cv-hint-skills = There are no skills
cv-hint-unconfirmed = { $count ->
    [one] 1 field waits for you to confirm it
   *[other] { $count } fields wait for you to confirm them
}
