# The CV page: the shelf, the desk and its editor. Words of a person stand between marks: see frame.ftl.

rail-cv = CV
keys-cv = CVs
palette-cv = Go to CVs
keys-cv-editor = Editor of CVs
keys-cv-move = Move an entry or a point
keys-cv-point = Next point

## The shelf
cv-shelf = CVs
cv-shelf-all = All CVs
cv-new = New CV
cv-new-empty = Begin empty
cv-new-file = From a file…
cv-new-sample = Look at a sample
cv-empty-title = No CV yet
cv-empty-text = Write one here, see its pages as they will be printed, and take it along as PDF or Word. It stays on this computer.
cv-list-unread = Your CVs could not be read. They are not lost: ⁨{ $reason }⁩
cv-find = Find a CV
cv-find-none = No CV is called so.
cv-actions = Actions for ⁨{ $title }⁩
cv-card-foot = { $template } · changed { $day }
cv-made = The CV is there
cv-restored = The CV is back
cv-duplicate = Duplicate
cv-version = A version
cv-version-of = version of “⁨{ $title }⁩”
cv-version-make = Version for a job…
cv-version-new = A version for a job
cv-version-text = A version follows “⁨{ $title }⁩”: what you change there changes here too. What you change in the version is the version’s own.
cv-version-job = For which job?
cv-version-example = Flugwerft, Staff Engineer
cv-version-do = Make the version
# This becomes a title: no marks.
cv-version-title = { $title }, for { $job }

## The desk
cv-opening = Opening the CV
cv-unread = This CV could not be opened
cv-title-rename = ⁨{ $title }⁩, rename
cv-saved = saved
cv-saving = saving…
cv-not-saved = not saved: ⁨{ $reason }⁩
cv-redo = Redo
cv-undone = Undone
cv-redone = Done again
cv-edit-lost = The CV had changed meanwhile. It is shown as it is now, without your last change.
cv-edit-conflict = The CV had changed meanwhile
cv-edit-failed = The last change was not taken: ⁨{ $reason }⁩
cv-tabs = What is shown
cv-tab-edit = Edit
cv-tab-pages = Pages

## The editor
cv-editor = Editor
cv-person = Personal
cv-person-name = Full name
cv-person-headline = Headline
cv-person-email = Email
cv-person-phone = Phone
cv-person-city = City
cv-person-website = Website
cv-person-address = Street
cv-person-postal = Postal code
cv-person-region = Region
cv-person-country = Country
cv-place-more = More of the address
cv-place-less = Less of the address
cv-profiles = Profiles
cv-profile-add = Add a profile
cv-profile-network = Network of profile { $place }
cv-profile-username = Name in profile { $place }
cv-profile-url = Address of profile { $place }
cv-profile-network-example = LinkedIn
cv-profile-username-example = Name there
cv-profile-url-example = https://…
cv-profile-remove = Remove profile { $place }
cv-profile-removed = The profile is removed
cv-photo = Photo
cv-photo-hint = Many countries expect none.
cv-photo-there = It is shown where the template has a place for it.
cv-photo-away = Its file is elsewhere on the web. It is kept, but not shown.
cv-photo-alt = The photo of this CV
cv-photo-choose = Choose a photo…
cv-photo-other = Choose another…
cv-photo-remove = Remove

cv-kind-summary = Summary
cv-kind-experience = Experience
cv-kind-education = Education
cv-kind-skills = Skills
cv-kind-projects = Projects
cv-kind-certificates = Certificates
cv-kind-languages = Languages
cv-kind-awards = Awards
cv-kind-publications = Publications
cv-kind-volunteering = Volunteering
cv-kind-interests = Interests
cv-kind-references = References
cv-kind-own = Section
cv-kind-own-add = A section of your own

cv-section-add = Add section
cv-section-added = Added: ⁨{ $section }⁩
cv-section-heading = Heading
cv-section-rename = Change the heading
cv-section-actions = Actions for the section ⁨{ $section }⁩
cv-section-remove = Remove the section
cv-section-removed = The section is removed. Undo brings it back.
cv-section-text = Text before the entries
cv-section-text-add = Text before the entries
cv-section-empty = Nothing in it yet: it is not shown.
cv-section-count =
    { $count ->
        [0] empty
        [one] 1 entry
       *[other] { $count } entries
    }
cv-summary-example = Who you are, what you do best, what you want next: two or three sentences.

cv-add = Add
cv-add-to = to ⁨{ $section }⁩
cv-entry-added = An entry is added
cv-entry-copied = The copy stands below
cv-entry-removed = The entry is removed. Undo brings it back.
cv-entry-empty = { $field }?
cv-entry-actions = Actions for ⁨{ $entry }⁩
cv-hide = Hide
cv-show = Show
cv-hidden = hidden
cv-remove = Remove
cv-move = Move ⁨{ $part }⁩
cv-move-tip = Drag, or Alt and an arrow key
cv-move-up = Move up
cv-move-down = Move down
cv-moved = Place { $place } of { $count }

cv-unconfirmed =
    { $count ->
        [one] 1 to confirm
       *[other] { $count } to confirm
    }
cv-unconfirmed-text = These came from a file. Look at each, or confirm all that are marked.
cv-confirm = Confirm
cv-confirm-field = Confirm: { $field }
cv-confirm-all = Confirm all
cv-confirmed = Confirmed
cv-improve = Improve: { $field }

cv-field-title = Title
cv-field-position = Job title
cv-field-company = Company
cv-field-organisation = Organisation
cv-field-about = About the company, in a few words
cv-field-degree = Degree
cv-field-area = Subject
cv-field-institution = Institution
cv-field-grade = Grade
cv-field-courses = Courses and more
cv-field-group = Group
cv-field-project = Project
cv-field-certificate = Certificate
cv-field-issuer = Issued by
cv-field-language = Language
cv-field-fluency = How well
cv-field-award = Award
cv-field-awarder = Given by
cv-field-publisher = Published by
cv-field-role = Role
cv-field-interest = Interest
cv-field-name = Name
cv-field-reference = What they say
cv-field-place = Place
cv-field-url = Link
cv-field-start = From
cv-field-end = Until
cv-field-date = Date
cv-field-level = Level
cv-field-description = Description
cv-field-points = Achievements
cv-field-list = Points
cv-field-keywords = Keywords
cv-field-roles = Roles
cv-field-category = Kind of project

cv-point = Point { $place } of { $count }
cv-point-add = Add a point
cv-point-remove = Remove point { $place } of { $count }
cv-point-removed = The point is removed
cv-words-example = Add, then Enter
cv-word-remove = Remove ⁨{ $word }⁩
cv-word-removed = Removed: ⁨{ $word }⁩

cv-present = present
cv-present-toggle = Present
cv-date-example = Mar 2021
cv-date-bad = Write a date like 2021, Mar 2021 or 15 Mar 2021.
cv-date-ambiguous = Which is the month? Write 2021-03-15 or 15 Mar 2021.
cv-date-none = There is no such date.
