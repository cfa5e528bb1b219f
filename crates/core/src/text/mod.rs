//! Words and figures as a reader sees them, in Dutch and English.
//!
//! Everything here is pure: a language and domain types go in, a text comes out. Sentences of one page stand in that
//! page (`lang.pick`); what several pages, charts and downloads share stands here, so that they agree to the digit.

mod areas;
mod compare;
mod contributions;
mod coverage;
mod dates;
mod figures;
mod licences;
mod lineage;
mod numbers;
mod organisations;
mod points;
mod reasons;
mod references;
mod rules;
mod scope;
mod units;

pub use areas::{area_called, areas_called, areas_counted, called_by_number};
pub use compare::{comparison, judgement, part_of};
pub use contributions::{contribution_kind, contribution_status, moment, shorten};
pub use coverage::{MemberNoun, at_least, confidence, coverage, derived_membership, extent, outlines};
pub use dates::{date, dates_of, designation_dates, period};
pub use figures::{beside_margin, figure, margin, margin_explained, short_figure, short_figure_with_margin};
pub use licences::licence;
pub use lineage::{Told, change, divisions, is_now, lineage_method, reused, share_of, stood_for, was, written_about};
pub use numbers::{NBSP, count, number, percent, share_in_words};
pub use organisations::organisation_kind;
pub use points::counted;
pub use reasons::{missing, missing_long};
pub use references::{matched_regions, reference, reference_against, reference_inline, reference_key};
pub use rules::{capitalise, lower_first, polarity, rule};
pub use scope::scope;
pub use units::{
    class_bounds, class_label, difference, level_name, level_word, points, short_value, signed, signed_difference,
    signed_short, unit_of_change, unit_of_difference, unit_tail, value_in_unit, value_with_unit,
};
