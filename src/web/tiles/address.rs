//! Addresses of tiles, and what is said about those that are none.

use crate::atlas::BUILD;
use crate::domain::{Text, Vintage};
use crate::tiles::{TileCoord, Tiles};

use crate::urls;
use crate::web::error::AppError;
use crate::web::state::ReleaseState;

/// Digits only: no sign, no spaces.
pub(super) fn whole(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// How templates name a release: with the build of the program, since another program may draw another tile from the same
/// files, while the answer is kept for a year.
pub(super) fn edition(served: &ReleaseState) -> String {
    format!("{}-{}", served.atlas.release, BUILD)
}

/// The id of the release in an address, where it stands alone or with this build.
fn release(name: &str) -> &str {
    name.strip_suffix(BUILD).and_then(|rest| rest.strip_suffix('-')).unwrap_or(name)
}

/// Whether an address names the release that is served.
pub(super) fn is_current(served: &ReleaseState, name: &str) -> bool {
    release(name) == served.atlas.release
}

/// Whether an address names a release with the tiles of `vintage` that are served.
pub(super) fn serves(served: &ReleaseState, name: &str, vintage: Vintage) -> bool {
    is_current(served, name) || served.same_tiles_as(release(name), vintage)
}

/// The coordinates at the end of an address.
pub(super) fn coord(z: &str, x: &str, file: &str) -> Result<TileCoord, AppError> {
    let number = |text: &str| whole(text).ok_or_else(malformed);
    let y = file.strip_suffix(".mvt").ok_or_else(malformed)?;
    TileCoord::new(number(z)?, number(x)?, number(y)?).map_err(|error| {
        AppError::not_found(format!("Deze tegel bestaat niet: {error}."), format!("This tile does not exist: {error}."))
    })
}

/// Refuses a zoom beyond the deepest of a pyramid: an empty answer there would look like water.
pub(super) fn within(coord: TileCoord, pyramid: &Tiles) -> Result<(), AppError> {
    let (zoom, last) = (coord.z(), pyramid.max_zoom());
    if zoom <= last {
        return Ok(());
    }
    Err(AppError::not_found(
        format!("De tegels van deze indeling gaan tot zoom {last}; gevraagd is zoom {zoom}."),
        format!("The tiles of this vintage reach to zoom {last}; asked for is zoom {zoom}."),
    ))
}

/// The vintage in an address.
pub(super) fn vintage(text: &str) -> Result<Vintage, AppError> {
    text.parse().map_err(|_| malformed())
}

pub(super) fn malformed() -> AppError {
    let folder = urls::TILES_FOLDER;
    AppError::BadRequest(Text {
        nl: format!(
            "Dit is geen adres van een tegel. De vorm is {folder}{{uitgave}}/{{indeling}}/{{z}}/{{x}}/{{y}}.mvt met hele \
             getallen, of met /{{indicator}}/{{periode}} na de indeling."
        ),
        en: format!(
            "This is no address of a tile. The form is {folder}{{release}}/{{vintage}}/{{z}}/{{x}}/{{y}}.mvt with whole \
             numbers, or with /{{indicator}}/{{period}} after the vintage."
        ),
    })
}

/// The release is gone, or never was.
pub(super) fn other_release(description: &str) -> AppError {
    AppError::not_found(
        format!("Deze uitgave wordt niet meer geleverd; de adressen van nu staan in {description}."),
        format!("This release is no longer served; {description} has the current addresses."),
    )
}

pub(super) fn unknown_vintage(served: &ReleaseState) -> AppError {
    let known: Vec<String> = served.pyramids.iter().map(|(vintage, _)| vintage.to_string()).collect();
    let known = known.join(", ");
    AppError::not_found(
        format!("Van deze indeling zijn er geen tegels. Er zijn tegels van: {known}."),
        format!("There are no tiles of this vintage. There are tiles of: {known}."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_digits_only() {
        assert_eq!(whole("12"), Some(12));
        for text in ["", "-1", "+1", "1.0", " 1", "4294967296", "é"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }
}
