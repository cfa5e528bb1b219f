//! The files of a profile: which part is asked for, and the outlines that go with it.

use axum::response::Response;

use super::gap_words;
use crate::domain::Lang;
use crate::export::{ProfilePart, Shape, profile_file};
use crate::urls;
use crate::views::profile::ProfileView;
use crate::web::error::AppError;
use crate::web::http::negotiate::Format;
use crate::web::parameters::profile::{Part, TABLE, Wish};
use crate::web::parameters::suggestions::unknown_indicator;
use crate::web::representation::download::{self, Ask};

/// The part of a profile as a file. `name` is the place in the name of the file.
pub fn answer(ask: &Ask<'_>, view: &ProfileView<'_>, wish: &Wish, name: &str) -> Result<Response, AppError> {
    let atlas = view.atlas;
    let place = || download::outline_of(atlas, view.place);
    if let Some(id) = &wish.row {
        let row =
            view.row(id).ok_or_else(|| unknown_indicator(atlas, id, Lang::Nl, |known| urls::indicator(&known.id)))?;
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
        document.notes.extend(gap_words::notes(view.lang, gap));
    }
    ask.answer(document, &name, shapes)
}

/// The table of the gap in the name of a file.
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
