//! Dutch and English wording, number and date formats.
