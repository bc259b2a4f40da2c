-- Files attached to messages, and to drafts that are not sent.
--
-- An older Pulse sends without them and purges them with their messages: nothing is damaged.

CREATE TABLE attachments (
    number         INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE,
    -- NULL until it is sent.
    message        INTEGER REFERENCES messages (number) ON DELETE CASCADE,
    -- Its place among those of its message.
    position       INTEGER NOT NULL DEFAULT 0,
    -- Until it is sent: 1: in the draft of `conversation`, of which NULL is the one that is
    -- not made yet; 0: in no draft, and dropped if it is not sent soon.
    in_draft       INTEGER NOT NULL,
    conversation   INTEGER REFERENCES conversations (number) ON DELETE CASCADE,
    created_at     INTEGER NOT NULL,
    name           TEXT NOT NULL,
    -- contract::attachment::AttachmentKind as JSON.
    kind           TEXT NOT NULL,
    -- Of the file.
    bytes          INTEGER NOT NULL,
    -- Estimated; NULL: not known.
    tokens         INTEGER,
    -- What a limit kept out of the text.
    left_out_chars INTEGER NOT NULL DEFAULT 0,
    left_out_pages INTEGER NOT NULL DEFAULT 0,
    -- Of pictures: SHA-256 of what is sent, in hex, which is the file's name in `media/`.
    picture        TEXT,
    -- Of all else: the text. Last, because it spills onto pages that need not be read for the rest.
    text           TEXT
) STRICT;

CREATE INDEX attachments_by_message ON attachments (message, position) WHERE message IS NOT NULL;
-- What is not sent.
CREATE INDEX attachments_unsent ON attachments (conversation, number) WHERE message IS NULL;
-- Whether a file in `media/` is in use.
CREATE INDEX attachments_by_picture ON attachments (picture) WHERE picture IS NOT NULL;
-- Lets the foreign key be checked without a scan when conversations are purged.
CREATE INDEX attachments_by_conversation ON attachments (conversation)
    WHERE conversation IS NOT NULL;
