-- A release is kept as the files that it was read from, byte for byte, so that every later program can read it again.
-- Until here it was kept in the structure of the program that wrote it. Those tables go: what they held stands in
-- geodata, and the release is complete again when that is imported. What people wrote is not touched.
DROP VIEW published;
DROP TABLE figure;
DROP TABLE figure_column;
DROP TABLE delivery_row;
DROP TABLE delivery;
DROP TABLE outline;
DROP TABLE region;
DROP TABLE member;
DROP TABLE item;
DROP TABLE file;

-- What was derived lies in files beside the database from now on; only what a release counted stays with it.
CREATE TABLE release_before AS
SELECT release.number, release.id, release.imported_at, build.bytes AS summary
FROM release LEFT JOIN build ON build.release = release.id AND build.kind = 'summary' AND build.part = 0;
DROP TABLE build;
DROP TABLE release;

-- One import is one release. A release without files is known but not kept: pruned, or from before this step.
CREATE TABLE release (
    number      INTEGER PRIMARY KEY,              -- order of first import
    id          TEXT NOT NULL UNIQUE,             -- first 12 hexadecimal digits of the SHA-256 over the manifest
    imported_at TEXT NOT NULL,                    -- moment of first import, ISO 8601, UTC
    summary     BLOB                              -- what it counted, for the list of changes: JSON, from earlier programs postcard
) STRICT;
INSERT INTO release (number, id, imported_at, summary)
SELECT number, id, imported_at, summary FROM release_before GROUP BY number;
DROP TABLE release_before;

-- The content of files, once for all releases that have it.
CREATE TABLE content (
    sha256      TEXT PRIMARY KEY,                 -- of the content, lower-case hexadecimal
    bytes       INTEGER NOT NULL,                 -- its size
    packed      BLOB NOT NULL                     -- the content as gzip
) STRICT;

CREATE TABLE release_file (
    release     INTEGER NOT NULL REFERENCES release (number) ON DELETE CASCADE,
    path        TEXT NOT NULL,                    -- path inside geodata/, the manifest included
    sha256      TEXT NOT NULL REFERENCES content (sha256),
    PRIMARY KEY (release, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX release_file_by_content ON release_file (sha256);

-- Which release is served, and which were before; the last line holds. Servers follow it.
CREATE TABLE activation (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    release     INTEGER NOT NULL REFERENCES release (number),
    at          TEXT NOT NULL                     -- ISO 8601, UTC
) STRICT;
INSERT INTO activation (release, at) SELECT number, imported_at FROM release ORDER BY number DESC LIMIT 1;

-- What servers serve: a release as derived by a build of the program. Neither is taken away from under them.
CREATE TABLE serving (
    release     TEXT NOT NULL,                    -- id
    build       TEXT NOT NULL,                    -- fingerprint of the code that derives
    seen_at     INTEGER NOT NULL,                 -- last time that a server said so, seconds since 1970
    PRIMARY KEY (release, build)
) STRICT, WITHOUT ROWID;

-- How the last attempt to import ended.
CREATE TABLE last_import (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    at          TEXT NOT NULL,                    -- ISO 8601, UTC
    faults      TEXT NOT NULL CHECK (json_valid(faults)) -- a list of sentences; empty when all was well
) STRICT;
