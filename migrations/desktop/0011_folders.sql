-- Folders of conversations.
--
-- An older Pulse shows all conversations in one list, and leaves each where it is.

CREATE TABLE folders (
    number     INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    -- The name as names are compared: normalized, in small letters.
    name_key   TEXT NOT NULL,
    -- Whether the list shows its name alone.
    collapsed  INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    -- Set while it can be restored.
    deleted_at INTEGER
) STRICT;

CREATE UNIQUE INDEX folders_by_name ON folders (name_key) WHERE deleted_at IS NULL;

-- NULL: in none.
ALTER TABLE conversations ADD COLUMN folder INTEGER
    REFERENCES folders (number) ON DELETE SET NULL;
-- The deleted folder that it comes back into if that is restored first.
ALTER TABLE conversations ADD COLUMN former_folder INTEGER
    REFERENCES folders (number) ON DELETE SET NULL;

-- One folder, or what is in none: as `conversations_shelved`, which lists all of them. With the
-- last column, which is NULL in each row, a count reads the index alone.
CREATE INDEX conversations_in_folder
    ON conversations (archived, folder, pinned DESC, updated_at DESC, id DESC, deleted_at)
    WHERE deleted_at IS NULL;
-- Let a folder be deleted, restored and purged without a scan.
CREATE INDEX conversations_by_folder ON conversations (folder) WHERE folder IS NOT NULL;
CREATE INDEX conversations_by_former_folder ON conversations (former_folder)
    WHERE former_folder IS NOT NULL;

-- Grows with each change of the folders and of what is in them, except which are collapsed: so
-- another process sees with one look whether there is something to read.
CREATE TABLE folder_changes (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    count INTEGER NOT NULL
) STRICT;

INSERT INTO folder_changes (one, count) VALUES (1, 0);

CREATE TRIGGER folders_made AFTER INSERT ON folders
BEGIN
    UPDATE folder_changes SET count = count + 1;
END;

CREATE TRIGGER folders_changed AFTER UPDATE OF name, deleted_at ON folders
BEGIN
    UPDATE folder_changes SET count = count + 1;
END;

CREATE TRIGGER conversations_moved AFTER UPDATE OF folder, archived, deleted_at ON conversations
WHEN old.folder IS NOT NULL OR new.folder IS NOT NULL
BEGIN
    UPDATE folder_changes SET count = count + 1;
END;
