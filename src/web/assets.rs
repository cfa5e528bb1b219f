//! Styles, scripts and the map library: in the binary, named by their content, compressed at build time.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};

use super::error::AppError;
use super::http::negotiate::{self, Encoding};
use crate::urls;

/// A file that pages load.
#[derive(Debug)]
pub struct Asset {
    /// Name in the source tree (`base.css`).
    pub name: &'static str,
    /// Name in addresses, with the hash of its content (`base.0a1b2c3d4e5f.css`).
    pub file: &'static str,
    content_type: &'static str,
    plain: &'static [u8],
    gzip: &'static [u8],
    brotli: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The asset called `name`, where the build has it.
pub fn get(name: &str) -> Option<&'static Asset> {
    ASSETS.binary_search_by_key(&name, |asset| asset.name).ok().and_then(|index| ASSETS.get(index))
}

/// The address of the asset called `name`; an address that answers 404 where the build has none.
pub fn url(name: &str) -> String {
    urls::asset(get(name).map_or(name, |asset| asset.file)).to_string()
}

/// The addresses of the map library: module, worker, styles. `None` where the program was built without npm.
pub fn map_library() -> Option<[String; 3]> {
    HAS_MAP_LIBRARY.then(|| ["maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css"].map(url))
}

/// Serves an asset for a year: another content has another name.
pub async fn serve(Path(file): Path<String>, headers: HeaderMap) -> Result<Response, AppError> {
    let asset = ASSETS.iter().find(|asset| asset.file == file).ok_or_else(|| {
        AppError::not_found("Dit bestand hoort niet bij deze versie.", "This file is not part of this version.")
    })?;
    let offered = [Encoding::Brotli, Encoding::Gzip, Encoding::Identity];
    let encoding =
        negotiate::encoding(&headers, &offered).ok_or(AppError::NotAcceptable("br, gzip, identity".into()))?;
    let body = match encoding {
        Encoding::Brotli => asset.brotli,
        Encoding::Gzip => asset.gzip,
        Encoding::Identity => asset.plain,
    };
    let mut response = Bytes::from_static(body).into_response();
    let answer = response.headers_mut();
    answer.insert(CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    answer.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    answer.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Some(name) = encoding.name() {
        answer.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assets_are_found_by_name_and_carry_a_hash() {
        let base = get("base.css").unwrap();
        assert!(base.file.starts_with("base.") && base.file.len() == "base.".len() + 12 + ".css".len());
        assert!(ASSETS.windows(2).all(|pair| pair[0].name < pair[1].name), "the search needs the order");
        assert!(get("nothing.css").is_none());
    }

    #[test]
    fn modules_import_each_other_by_hashed_name() {
        for asset in ASSETS.iter().filter(|asset| asset.name.rsplit('.').next() == Some("js")) {
            let text = std::str::from_utf8(asset.plain).unwrap();
            for import in text.split("\"./").skip(1).filter_map(|part| part.split('"').next()) {
                assert!(ASSETS.iter().any(|other| other.file == import), "{} imports {import}", asset.name);
            }
        }
    }
}
