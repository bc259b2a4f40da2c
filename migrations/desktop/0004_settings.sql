-- Settings, and figures about models.

-- A row a setting: what this Pulse does not know stays as a newer one wrote it.
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    -- JSON.
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Values that could not be read when their setting was changed.
CREATE TABLE settings_set_aside (
    number INTEGER PRIMARY KEY,
    name   TEXT NOT NULL,
    value  TEXT NOT NULL
) STRICT;

-- How fast each model's last reply was on this computer.
CREATE TABLE model_speeds (
    model             TEXT PRIMARY KEY,
    tokens_per_second REAL NOT NULL
) STRICT, WITHOUT ROWID;
