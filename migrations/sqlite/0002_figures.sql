-- Figures. A delivery has rows (regions) and columns (a measure in a period); a figure stands where both meet.
CREATE TABLE delivery (
    number      INTEGER PRIMARY KEY,
    release     INTEGER NOT NULL REFERENCES release (number) ON DELETE CASCADE,
    id          TEXT NOT NULL,                    -- name of the delivery ("kwb-2024")
    vintage     INTEGER NOT NULL,                 -- vintage of its codes
    UNIQUE (release, id)
) STRICT;

-- Regions with a row in a delivery.
CREATE TABLE delivery_row (
    delivery    INTEGER NOT NULL REFERENCES delivery (number) ON DELETE CASCADE,
    row         INTEGER NOT NULL,                 -- place in the order of codes, from 0
    release     INTEGER NOT NULL,
    vintage     INTEGER NOT NULL,
    code        TEXT NOT NULL,                    -- region
    PRIMARY KEY (delivery, row),
    FOREIGN KEY (release, vintage, code) REFERENCES region (release, vintage, code) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_row_by_region ON delivery_row (release, vintage, code);

CREATE TABLE figure_column (
    number      INTEGER PRIMARY KEY,
    delivery    INTEGER NOT NULL REFERENCES delivery (number) ON DELETE CASCADE,
    measure     TEXT NOT NULL,                    -- id of the indicator or measure
    period      TEXT NOT NULL,                    -- "2024" or "2014-2016"
    UNIQUE (delivery, measure, period)
) STRICT;

-- No row here means: not in this delivery.
CREATE TABLE figure (
    figure_column INTEGER NOT NULL REFERENCES figure_column (number) ON DELETE CASCADE,
    row         INTEGER NOT NULL,                 -- row of the delivery
    value       REAL,                             -- the number; NULL when it is missing for a reason
    reason      INTEGER,                          -- code 1-9 of that reason; NULL when there is a number
    PRIMARY KEY (figure_column, row),
    CHECK ((value IS NULL) <> (reason IS NULL))
) STRICT, WITHOUT ROWID;

-- Figures as one would ask for them: SELECT value FROM published WHERE release = '...' AND measure = 'inwoners' AND code = '...'
CREATE VIEW published AS
SELECT release.id AS release, delivery.id AS delivery, delivery.vintage, figure_column.measure, figure_column.period,
       delivery_row.code, figure.value, figure.reason
FROM delivery_row
JOIN delivery ON delivery.number = delivery_row.delivery
JOIN release ON release.number = delivery.release
JOIN figure_column ON figure_column.delivery = delivery.number
LEFT JOIN figure ON figure.figure_column = figure_column.number AND figure.row = delivery_row.row;
