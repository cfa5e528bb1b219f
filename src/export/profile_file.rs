//! The files of a profile: everything, one of its tables, or one of its rows.

use super::explain;
use super::gap_table;
use super::profile_tables::{figures, inside, outline, similar};
use super::profile_years::{one_row, years};
use super::provenance;
use super::table::{Document, Table};
use crate::text;
use crate::views::edition::Edition;
use crate::views::profile::{PartFigure, ProfileView, Row};

/// What of a profile a file holds.
#[derive(Clone, Debug)]
pub enum ProfilePart<'a> {
    /// All tables: what a workbook holds.
    Everything,
    /// One row per indicator with its references.
    Figures,
    /// One row per indicator, period and place.
    Years,
    /// One row per region inside the place.
    Inside,
    /// The places most like this one.
    Similar,
    /// One indicator with its differences from the references, period by period.
    Gap,
    /// One row for the place, with a column per indicator: what belongs to an outline.
    Outline,
    /// One indicator: the place, its references and the regions inside it, in every period.
    Row(&'a Row<'a>, Vec<PartFigure<'a>>),
    /// The same in the period that the page leads with, without the references: what belongs to outlines. The place
    /// itself stands first.
    RowOutlines(&'a Row<'a>, Vec<PartFigure<'a>>),
}

/// The file of a profile. Names in the language of the view.
pub fn profile_file<'a>(view: &'a ProfileView<'a>, part: &ProfilePart<'a>) -> Document<'a> {
    let edition = Edition::of(view.atlas);
    let lang = view.lang;
    let mut about = lang.pick("alle cijfers", "all figures").to_owned();
    let tables = match part {
        ProfilePart::Everything => {
            let mut tables = vec![figures(&edition, view), years(&edition, view)];
            if !view.neighbourhoods.rows.is_empty() {
                tables.push(inside(&edition, view));
            }
            tables.extend(similar(&edition, view));
            tables.extend(gap(&edition, view));
            tables
        }
        ProfilePart::Figures => vec![figures(&edition, view)],
        ProfilePart::Years => vec![years(&edition, view)],
        ProfilePart::Inside => {
            lang.pick("wijken en buurten", "districts and neighbourhoods").clone_into(&mut about);
            vec![inside(&edition, view)]
        }
        ProfilePart::Similar => {
            lang.pick("vergelijkbare plaatsen", "similar places").clone_into(&mut about);
            similar(&edition, view).into_iter().collect()
        }
        ProfilePart::Gap => {
            if let Some(gap) = &view.gap {
                gap.indicator.name.get(lang).clone_into(&mut about);
            }
            gap(&edition, view).into_iter().collect()
        }
        ProfilePart::Outline => vec![outline(&edition, view)],
        ProfilePart::Row(row, parts) => {
            row.indicator.name.get(lang).clone_into(&mut about);
            vec![one_row(&edition, view, row, parts, false)]
        }
        ProfilePart::RowOutlines(row, parts) => {
            row.indicator.name.get(lang).clone_into(&mut about);
            vec![one_row(&edition, view, row, parts, true)]
        }
    };
    let rows = view.themes.iter().flat_map(|theme| &theme.rows);
    let only = match part {
        ProfilePart::Row(one, _) | ProfilePart::RowOutlines(one, _) => Some(one.indicator),
        _ => None,
    };
    let wanted = rows.filter(|row| only.is_none_or(|one| one.id == row.indicator.id));
    let periods = wanted.flat_map(|row| row.series.iter().rev().map(|point| (row.indicator, point.declared)));
    let features = view.similar.iter().flat_map(|similar| similar.features.iter().copied());
    let behind_gap = view.gap.iter().flat_map(gap_table::periods);
    let sources = match part {
        ProfilePart::Inside => provenance::sources(&edition, lang, view.neighbourhoods.columns.iter().copied()),
        ProfilePart::Similar => provenance::sources(&edition, lang, features),
        ProfilePart::Gap => provenance::sources(&edition, lang, behind_gap),
        ProfilePart::Everything => provenance::sources(&edition, lang, periods.chain(features).chain(behind_gap)),
        _ => provenance::sources(&edition, lang, periods),
    };
    let title = format!("{}: {about}", view.name);
    Document::of(&edition, lang, (title, &view.address), tables, sources).with_notes(notes(view))
}

fn gap<'a>(edition: &Edition<'a>, view: &'a ProfileView<'a>) -> Option<Table<'a>> {
    Some(gap_table::gap(edition, view.lang, view.name, view.gap.as_ref()?))
}

/// How the place is delimited, and what the columns of figures mean.
fn notes(view: &ProfileView<'_>) -> Vec<(String, String)> {
    let lang = view.lang;
    let mut notes = Vec::new();
    if let Some(area) = &view.area {
        let facts = &area.atlas.area;
        let subject = lang.pick("Afbakening", "Delimitation").to_owned();
        notes.push((subject.clone(), facts.delimitation.get(lang).to_owned()));
        let confidence = text::confidence(lang, facts.confidence);
        notes.push((subject, format!("{confidence}: {}", facts.confidence_reason.get(lang))));
        notes.extend(area.parts_counted_whole.iter().map(|(member, name)| {
            (lang.pick("Geheel meegeteld", "Counted whole").to_owned(), format!("{name} ({})", member.code))
        }));
        notes.extend(facts.left_out.iter().map(|left| {
            (lang.pick("Niet meegeteld", "Left out").to_owned(), format!("{} ({})", left.name, left.part.get(lang)))
        }));
    }
    if let Some(own) = &view.own {
        let codes: Vec<&str> = own.codes.iter().map(crate::domain::RegionCode::as_str).collect();
        notes.push((lang.pick("Onderdelen", "Members").to_owned(), codes.join(", ")));
    }
    notes.extend(explain::of_figures(lang));
    notes
}
