-- Releases: everything that one import of geodata/ brought in. One import is one transaction is one release; nothing of a
-- release changes afterwards, and earlier releases stay readable.

CREATE TABLE release (
    number      INTEGER PRIMARY KEY, -- order of import
    id          TEXT NOT NULL UNIQUE, -- first twelve hexadecimal digits of the SHA-256 of the manifest
    imported_at TEXT NOT NULL, -- RFC 3339, UTC
    format      INTEGER NOT NULL -- version of the structure of geodata/
) STRICT;

-- The files of a release, as its manifest lists them.
CREATE TABLE file (
    release     INTEGER NOT NULL REFERENCES release (number) ON DELETE CASCADE,
    path        TEXT NOT NULL, -- inside geodata/
    sha256      TEXT NOT NULL,
    bytes       INTEGER NOT NULL,
    source      TEXT NOT NULL, -- as a reader would cite it
    year        TEXT NOT NULL,
    licence     TEXT NOT NULL, -- or 'niet vastgesteld'
    attribution TEXT NOT NULL,
    PRIMARY KEY (release, path)
) STRICT, WITHOUT ROWID;

-- Catalogue, vocabulary, areas, practice and knowledge: one JSON document per item, in the structure of the program's types.
CREATE TABLE document (
    release  INTEGER NOT NULL REFERENCES release (number) ON DELETE CASCADE,
    kind     TEXT NOT NULL, -- source, measure, indicator, vocabulary, designation, area, priority, practice, publication, event, programme
    id       TEXT NOT NULL, -- id within its kind
    position INTEGER NOT NULL, -- order within its kind
    body     TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (release, kind, id)
) STRICT, WITHOUT ROWID;

-- Regions with their names. A code names a region only together with its vintage.
CREATE TABLE region (
    release INTEGER NOT NULL REFERENCES release (number) ON DELETE CASCADE,
    vintage INTEGER NOT NULL, -- year of the codes
    code    TEXT NOT NULL,
    name    TEXT NOT NULL, -- empty where no delivery gives one
    PRIMARY KEY (release, vintage, code)
) STRICT, WITHOUT ROWID;

-- Outlines of a vintage as shared arcs, in the program's binary form (geodata/boundaries/ holds them as text).
CREATE TABLE topology (
    release INTEGER NOT NULL REFERENCES release (number) ON DELETE CASCADE,
    vintage INTEGER NOT NULL,
    body    BLOB NOT NULL,
    PRIMARY KEY (release, vintage)
) STRICT;

-- A delivery of figures: one row per region, one column per measure and period.
CREATE TABLE delivery (
    number  INTEGER PRIMARY KEY,
    release INTEGER NOT NULL REFERENCES release (number) ON DELETE CASCADE,
    name    TEXT NOT NULL, -- as geodata/deliveries.toml names it
    vintage INTEGER NOT NULL, -- year of its codes
    UNIQUE (release, name)
) STRICT;

CREATE TABLE delivery_row (
    delivery INTEGER NOT NULL REFERENCES delivery (number) ON DELETE CASCADE,
    row      INTEGER NOT NULL, -- from 0
    code     TEXT NOT NULL,
    PRIMARY KEY (delivery, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE delivery_column (
    number   INTEGER PRIMARY KEY,
    delivery INTEGER NOT NULL REFERENCES delivery (number) ON DELETE CASCADE,
    position INTEGER NOT NULL, -- from 0
    measure  TEXT NOT NULL, -- indicator or measure of the catalogue
    period   TEXT NOT NULL, -- '2024' or '2014-2016'
    UNIQUE (delivery, measure, period)
) STRICT;

-- Figures. A cell without a row here is "not in this delivery"; a missing value for any other reason has a row with that reason.
CREATE TABLE figure (
    column_number INTEGER NOT NULL REFERENCES delivery_column (number) ON DELETE CASCADE,
    row           INTEGER NOT NULL,
    value         REAL, -- NULL when missing; zero is a value
    missing       INTEGER, -- code of the reason (1-9), NULL when known
    PRIMARY KEY (column_number, row),
    CHECK ((value IS NULL) <> (missing IS NULL))
) STRICT, WITHOUT ROWID;

-- The figures by name, for people who look into the database.
CREATE VIEW figures AS
SELECT release.id AS release, delivery.name AS delivery, delivery.vintage, delivery_row.code, delivery_column.measure,
       delivery_column.period, figure.value, figure.missing
FROM figure
JOIN delivery_column ON delivery_column.number = figure.column_number
JOIN delivery ON delivery.number = delivery_column.delivery
JOIN delivery_row ON delivery_row.delivery = delivery.number AND delivery_row.row = figure.row
JOIN release ON release.number = delivery.release;

-- What was derived from a release, so that the next start need not derive it again.
CREATE TABLE build (
    release INTEGER NOT NULL REFERENCES release (number) ON DELETE CASCADE,
    kind    TEXT NOT NULL, -- atlas, tiles-2024, ...
    version TEXT NOT NULL, -- fingerprint of the code that derived it
    body    BLOB NOT NULL,
    PRIMARY KEY (release, kind)
) STRICT;
