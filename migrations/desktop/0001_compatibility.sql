-- Which Pulse may write this database.
--
-- Rules for every later migration: an addition that an older Pulse can ignore (a
-- table, a column with a default, an index) needs nothing more, and older versions
-- go on opening the file. Whatever an older one would damage or could not read (a
-- changed meaning, a new value of an enumeration) raises the floor:
--     UPDATE compatibility SET oldest_writer = <number of that migration>;
-- An older Pulse then refuses the file and leaves it as it is.
CREATE TABLE compatibility (
    one           INTEGER PRIMARY KEY CHECK (one = 1),
    -- The migration that a Pulse must know to write here.
    oldest_writer INTEGER NOT NULL
) STRICT;

INSERT INTO compatibility (one, oldest_writer) VALUES (1, 1);
