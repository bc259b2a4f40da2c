-- Titles that models make, what requests were for, and presets.

-- When a model made the title; NULL: none did, or a person gave another since.
ALTER TABLE conversations ADD COLUMN titled_at INTEGER;

-- What a completion was for: 'reply', or 'title' for the title that a reply's conversation got. An
-- older Pulse sums all of them, which is right.
ALTER TABLE completions ADD COLUMN purpose TEXT NOT NULL DEFAULT 'reply';

-- Choices for replies that a person gave a name.
CREATE TABLE presets (
    id         BLOB PRIMARY KEY,
    name       TEXT NOT NULL,
    -- contract::message::ReplyOptions as JSON.
    options    TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
