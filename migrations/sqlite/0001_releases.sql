-- One import is one release. Nothing in a release is ever changed; a newer one stands beside it.
CREATE TABLE release (
    number      INTEGER PRIMARY KEY,              -- order of import; the highest is the one that is served
    id          TEXT NOT NULL UNIQUE,             -- first 12 hexadecimal digits of the SHA-256 over the manifest
    imported_at TEXT NOT NULL,                    -- moment of import, ISO 8601, UTC
    previous    TEXT REFERENCES release (id)      -- release that was served before; NULL for the first
) STRICT;

-- Files the release was read from, as the manifest lists them.
CREATE TABLE file (
    release     INTEGER NOT NULL REFERENCES release (number) ON DELETE CASCADE,
    path        TEXT NOT NULL,                    -- path inside geodata/
    sha256      TEXT NOT NULL,                    -- lower-case hexadecimal
    bytes       INTEGER NOT NULL,                 -- size
    source      TEXT NOT NULL,                    -- source as a reader would cite it
    year        TEXT NOT NULL,                    -- year or years of the source
    licence     TEXT NOT NULL,                    -- licence, or "niet vastgesteld"
    attribution TEXT NOT NULL,                    -- line that must stand under what is made of it
    PRIMARY KEY (release, path)
) STRICT, WITHOUT ROWID;

-- Everything people write or edit: indicators, areas, examples, words. One row per item, the whole item as JSON.
-- The columns beside it repeat what one searches by.
CREATE TABLE item (
    release     INTEGER NOT NULL REFERENCES release (number) ON DELETE CASCADE,
    kind        TEXT NOT NULL,                    -- source, measure, indicator, theme, phase, area, practice, publication, ...
    ordinal     INTEGER NOT NULL,                 -- place in its list
    id          TEXT NOT NULL,                    -- id, slug or number
    body        TEXT NOT NULL CHECK (json_valid(body)), -- the item in the structure of the domain types
    PRIMARY KEY (release, kind, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_by_id ON item (release, kind, id);

-- Wijken and buurten that a focus area consists of.
CREATE TABLE member (
    release     INTEGER NOT NULL REFERENCES release (number) ON DELETE CASCADE,
    area        TEXT NOT NULL,                    -- slug
    code        TEXT NOT NULL,                    -- code of 2024
    extent      TEXT NOT NULL CHECK (extent IN ('whole', 'part_counted_whole')),
    PRIMARY KEY (release, area, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_by_code ON member (release, code);

-- Regions of a vintage. A code names a place only together with its vintage.
CREATE TABLE region (
    release     INTEGER NOT NULL REFERENCES release (number) ON DELETE CASCADE,
    vintage     INTEGER NOT NULL,                 -- year of the codes
    code        TEXT NOT NULL,                    -- NL01, GM...., WK...... or BU........
    name        TEXT NOT NULL,                    -- name in that vintage; empty when no delivery names it
    PRIMARY KEY (release, vintage, code)
) STRICT, WITHOUT ROWID;

-- Outlines of a vintage as shared arcs.
CREATE TABLE outline (
    release     INTEGER NOT NULL REFERENCES release (number) ON DELETE CASCADE,
    vintage     INTEGER NOT NULL,                 -- year of the codes
    level       TEXT NOT NULL,                    -- level of the shapes; higher levels follow by dissolving
    shapes      INTEGER NOT NULL,                 -- number of shapes
    topology    BLOB NOT NULL,                    -- the domain type Topology, encoded with postcard
    PRIMARY KEY (release, vintage)
) STRICT;
