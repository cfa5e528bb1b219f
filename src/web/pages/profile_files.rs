//! The files of a profile: which part is asked for, and the outlines that go with it.

use axum::response::Response;

use super::{praktijk, profile_gap_words};
use crate::domain::Text;
use crate::export::{ProfilePart, Shape, profile_file};
use crate::views::profile::ProfileView;
use crate::web::download::{self, Ask};
use crate::web::error::AppError;
use crate::web::negotiate::Format;
use crate::web::query::Fields;

/// The parameter that names one row.
pub(super) const ROW: &str = "indicator";
/// The parameter that names one table.
pub(super) const TABLE: &str = "tabel";

/// A table of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Figures,
    Years,
    Inside,
    Similar,
    Gap,
}

/// The names of the tables in addresses.
const PARTS: [(&str, Part); 5] = [
    ("cijfers", Part::Figures),
    ("alle-jaren", Part::Years),
    ("wijken-en-buurten", Part::Inside),
    ("vergelijkbaar", Part::Similar),
    ("achterstand", Part::Gap),
];

/// What of a profile a file is to hold.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    row: Option<String>,
    table: Option<Part>,
}

impl Wish {
    /// Reads the wish.
    ///
    /// # Errors
    /// 400 for an unknown table, and for a row and a table at once.
    pub fn read(fields: &Fields) -> Result<Self, AppError> {
        let table = match fields.get(TABLE) {
            None => None,
            Some(text) => {
                let found = PARTS.iter().find(|(name, _)| *name == text).map(|&(_, part)| part);
                Some(
                    found
                        .ok_or_else(|| AppError::bad_parameter(TABLE, text, &PARTS.map(|(name, _)| name).join(", ")))?,
                )
            }
        };
        let row = fields.get(ROW).map(str::to_owned);
        if row.is_some() && table.is_some() {
            return Err(refused(
                ROW,
                "Noem een cijfer met indicator of een tabel met tabel, niet allebei.",
                "Name a figure by indicator or a table by tabel, not both.",
            ));
        }
        Ok(Self { row, table })
    }

    /// A page and JSON show everything: they have no part to choose.
    ///
    /// # Errors
    /// 400 where a part is named.
    pub fn only_for_files(&self) -> Result<(), AppError> {
        let given = if self.row.is_some() { Some(ROW) } else { self.table.map(|_| TABLE) };
        given.map_or(Ok(()), |name| {
            Err(refused(
                name,
                "Een deel van een profiel is er alleen als bestand: zet .csv, .xlsx of .geojson achter het adres.",
                "A part of a profile exists only as a file: put .csv, .xlsx or .geojson behind the address.",
            ))
        })
    }
}

fn refused(parameter: &str, nl: &str, en: &str) -> AppError {
    AppError::BadParameter {
        parameter: parameter.to_owned(),
        detail: Text { nl: nl.to_owned(), en: en.to_owned() },
        allowed: Vec::new(),
    }
}

/// The part of a profile as a file. `name` is the place in the name of the file.
///
/// # Errors
/// 404 for an indicator that the catalogue does not have.
pub fn answer(ask: &Ask<'_>, view: &ProfileView<'_>, wish: &Wish, name: &str) -> Result<Response, AppError> {
    let atlas = view.atlas;
    let place = || download::outline_of(atlas, view.place);
    if let Some(id) = &wish.row {
        let row = view.row(id).ok_or_else(|| praktijk::unknown_indicator(atlas, id))?;
        let mut parts = view.parts(row);
        let name = format!("{name}-{id}");
        if ask.format != Format::GeoJson {
            return ask.answer(profile_file(view, &ProfilePart::Row(row, parts)), &name, Vec::new);
        }
        // Outlines are those of one period; those of other years are other outlines.
        parts.retain(|part| part.declared.period == row.period.period);
        let shape = |part: &crate::views::profile::PartFigure<'_>| {
            download::outline_at(atlas.vintage(part.declared.vintage)?, part.code.level(), part.position)
        };
        let shapes: Vec<Option<Shape>> = std::iter::once(place()).chain(parts.iter().map(shape)).collect();
        return ask.answer(profile_file(view, &ProfilePart::RowOutlines(row, parts)), &name, || shapes);
    }
    let (part, name) = match (wish.table, ask.format) {
        (None | Some(Part::Figures), Format::GeoJson) => (ProfilePart::Outline, name.to_owned()),
        (None, Format::Csv) => (ProfilePart::Years, name.to_owned()),
        (None, _) => (ProfilePart::Everything, name.to_owned()),
        (Some(Part::Inside), _) => (ProfilePart::Inside, format!("{name}-wijken-en-buurten")),
        (Some(Part::Figures), _) => (ProfilePart::Figures, format!("{name}-cijfers")),
        (Some(Part::Years), Format::GeoJson) => return Err(without_outlines("alle-jaren")),
        (Some(Part::Similar), Format::GeoJson) => return Err(without_outlines("vergelijkbaar")),
        (Some(Part::Gap), Format::GeoJson) => return Err(without_outlines("achterstand")),
        (Some(Part::Gap), _) => (ProfilePart::Gap, format!("{name}-{}", gap_name(view)?)),
        (Some(Part::Similar), _) => (ProfilePart::Similar, format!("{name}-vergelijkbaar")),
        (Some(Part::Years), _) => (ProfilePart::Years, format!("{name}-alle-jaren")),
    };
    let shapes = || match part {
        ProfilePart::Inside => {
            let base = atlas.base();
            let region = |code: crate::domain::RegionCode| {
                download::outline_at(base, code.level(), base.level(code.level())?.index(code)?)
            };
            view.neighbourhoods.rows.iter().map(|row| region(row.code)).collect()
        }
        _ => vec![place()],
    };
    let mut document = profile_file(view, &part);
    if let (ProfilePart::Gap | ProfilePart::Everything, Some(gap)) = (&part, &view.gap) {
        document.notes.extend(profile_gap_words::notes(view.lang, gap));
    }
    ask.answer(document, &name, shapes)
}

/// The table of the gap in the name of a file.
///
/// # Errors
/// 404 where no figure of the place has two periods.
fn gap_name(view: &ProfileView<'_>) -> Result<String, AppError> {
    let gap = view.gap.as_ref().ok_or_else(|| {
        AppError::not_found(
            "Van deze plek heeft geen cijfer twee jaren om te vergelijken.",
            "No figure of this place has two years to compare.",
        )
    })?;
    Ok(format!("achterstand-{}", gap.indicator.id))
}

/// A table that has no outlines.
fn without_outlines(table: &str) -> AppError {
    AppError::bad_parameter(TABLE, table, "cijfers, wijken-en-buurten")
}
