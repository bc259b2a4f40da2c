-- Conversations that came from elsewhere, pinned and archived ones.
--
-- Imported replies have a route that an older Pulse would refuse to read.
UPDATE compatibility SET oldest_writer = 8;

-- What tells an import that a conversation is here already, and whether it has grown
-- since. A row also for one of this Pulse's own that came back out of a backup.
CREATE TABLE imports (
    conversation INTEGER PRIMARY KEY REFERENCES conversations (number) ON DELETE CASCADE,
    -- `chatgpt:`, `claude:` or `pulse:`, and its id there.
    source_key   TEXT NOT NULL UNIQUE,
    -- SHA-256 over what was imported last.
    fingerprint  BLOB NOT NULL,
    -- The title that was imported last: one that differs was given here, and stays.
    title        TEXT NOT NULL
) STRICT;

-- The messages that came with imports, by their ids there. Own messages of a
-- conversation that came back are known by their own ids and have no row.
CREATE TABLE imported_messages (
    conversation INTEGER NOT NULL REFERENCES conversations (number) ON DELETE CASCADE,
    foreign_id   TEXT NOT NULL,
    message      INTEGER NOT NULL REFERENCES messages (number) ON DELETE CASCADE,
    PRIMARY KEY (conversation, foreign_id)
) STRICT, WITHOUT ROWID;

-- Lets a purge find them, and an export.
CREATE INDEX imported_messages_by_message ON imported_messages (message);

ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;

-- The list, or the archive: pinned ones first, then newest activity first.
DROP INDEX conversations_listed;
CREATE INDEX conversations_shelved
    ON conversations (archived, pinned DESC, updated_at DESC, id DESC)
    WHERE deleted_at IS NULL;
