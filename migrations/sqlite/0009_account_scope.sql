-- Of which gemeenten an account may see the figures that are not for everyone. Without a line it sees none.
CREATE TABLE account_scope (
    account     INTEGER NOT NULL REFERENCES account (number) ON DELETE CASCADE,
    gemeente    TEXT NOT NULL,                    -- code of a gemeente (GM0344); * stands for every one
    PRIMARY KEY (account, gemeente)
) STRICT, WITHOUT ROWID;
