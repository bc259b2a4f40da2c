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
