//! What a page shows, as plain structs.
