//! Reading `Accept`, `Accept-Language` and `Accept-Encoding`.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, HeaderName};

use crate::domain::Lang;
use crate::export::{GEOJSON, XLSX};
use crate::web::error::AppError;

/// A representation of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// The page itself.
    Html,
    /// JSON.
    Json,
    /// Comma-separated values.
    Csv,
    /// A workbook.
    Xlsx,
    /// `GeoJSON`.
    GeoJson,
}

impl Format {
    /// Every form: those of a page whose rows have outlines.
    pub const EVERY: [Self; 5] = [Self::Html, Self::Json, Self::Csv, Self::Xlsx, Self::GeoJson];

    /// Its media type, without parameters.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Html => "text/html",
            Self::Json => "application/json",
            Self::Csv => "text/csv",
            Self::Xlsx => XLSX,
            Self::GeoJson => GEOJSON,
        }
    }

    /// The extension behind an address that asks for it; `None` for the page itself.
    pub const fn extension(self) -> Option<&'static str> {
        match self {
            Self::Html => None,
            Self::Json => Some("json"),
            Self::Csv => Some("csv"),
            Self::Xlsx => Some("xlsx"),
            Self::GeoJson => Some("geojson"),
        }
    }

    /// The representation that a file extension names.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension {
            "json" => Some(Self::Json),
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            "geojson" => Some(Self::GeoJson),
            _ => None,
        }
    }
}

/// The form that an address asks for: by its extension, else by `Accept`. Also the address without that extension.
///
/// # Errors
/// [`AppError::NotAcceptable`] where the client takes none of `offered`.
pub fn asked<'a>(path: &'a str, headers: &HeaderMap, offered: &[Format]) -> Result<(&'a str, Format), AppError> {
    if let Some((name, extension)) = path.rsplit_once('.')
        && let Some(found) = Format::from_extension(extension).filter(|found| offered.contains(found))
    {
        return Ok((name, found));
    }
    format(headers, offered).map(|found| (path, found)).ok_or_else(|| {
        let types: Vec<&str> = offered.iter().map(|format| format.media_type()).collect();
        AppError::NotAcceptable(types.join(", ").into())
    })
}

/// One item of a list with qualities.
struct Item<'a> {
    value: &'a str,
    quality: f32,
}

/// The items of all headers called `name`; an item with a malformed quality counts as refused.
fn items<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Vec<Item<'a>> {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .take(64)
        .filter_map(|item| {
            let mut parts = item.split(';').map(str::trim);
            let value = parts.next().filter(|value| !value.is_empty())?;
            let quality = parts
                .find_map(|parameter| parameter.strip_prefix("q=").or_else(|| parameter.strip_prefix("Q=")))
                .map_or(1.0, |text| text.parse().ok().filter(|q| (0.0..=1.0).contains(q)).unwrap_or(0.0));
            Some(Item { value, quality })
        })
        .collect()
}

/// The best of `offered` by `Accept`; the first where the header is absent, `None` where all are refused.
pub fn format(headers: &HeaderMap, offered: &[Format]) -> Option<Format> {
    let items = items(headers, &ACCEPT);
    if items.is_empty() {
        return offered.first().copied();
    }
    let mut best: Option<(Format, f32)> = None;
    for &format in offered {
        let quality = media_quality(&items, format.media_type());
        if quality > 0.0 && best.is_none_or(|(_, found)| quality > found) {
            best = Some((format, quality));
        }
    }
    best.map(|(format, _)| format)
}

/// The quality of the most specific item that matches `media_type`.
fn media_quality(items: &[Item<'_>], media_type: &str) -> f32 {
    let group = media_type.split('/').next().unwrap_or_default();
    let specificity = |value: &str| {
        if value.eq_ignore_ascii_case(media_type) {
            Some(2)
        } else if value.strip_suffix("/*").is_some_and(|prefix| prefix.eq_ignore_ascii_case(group)) {
            Some(1)
        } else {
            (value == "*/*").then_some(0)
        }
    };
    items
        .iter()
        .filter_map(|item| Some((specificity(item.value)?, item.quality)))
        .max_by_key(|&(specificity, _)| specificity)
        .map_or(0.0, |(_, quality)| quality)
}

/// The language of the reader: the best of Dutch and English by `Accept-Language`, Dutch when neither is named.
pub fn language(headers: &HeaderMap) -> Lang {
    let items = items(headers, &ACCEPT_LANGUAGE);
    let quality = |lang: Lang| {
        items
            .iter()
            .filter(|item| item.value.split('-').next().is_some_and(|primary| primary.eq_ignore_ascii_case(lang.tag())))
            .map(|item| item.quality)
            .fold(0.0_f32, f32::max)
    };
    if quality(Lang::En) > quality(Lang::Nl) { Lang::En } else { Lang::Nl }
}

/// How a body that exists in several encodings may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Brotli.
    Brotli,
    /// Gzip.
    Gzip,
    /// As it is.
    Identity,
}

impl Encoding {
    /// Its name in `Content-Encoding`; `None` for the body as it is.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }
}

/// The best of `offered` (in order of preference) by `Accept-Encoding`; `None` where all are refused. A body as it is
/// is acceptable unless refused by name or by `*`.
pub fn encoding(headers: &HeaderMap, offered: &[Encoding]) -> Option<Encoding> {
    if !headers.contains_key(ACCEPT_ENCODING) {
        return offered
            .contains(&Encoding::Identity)
            .then_some(Encoding::Identity)
            .or_else(|| offered.first().copied());
    }
    let items = items(headers, &ACCEPT_ENCODING);
    let named = |names: &[&str]| {
        items
            .iter()
            .find(|item| names.iter().any(|name| item.value.eq_ignore_ascii_case(name)))
            .map(|item| item.quality)
    };
    let any = named(&["*"]);
    let quality = |encoding: Encoding| match encoding {
        Encoding::Brotli => named(&["br"]).or(any).unwrap_or(0.0),
        Encoding::Gzip => named(&["gzip", "x-gzip"]).or(any).unwrap_or(0.0),
        // Not named: acceptable, but after anything that is.
        Encoding::Identity => named(&["identity"]).or(any.filter(|&q| q <= 0.0)).unwrap_or(0.000_1),
    };
    let mut best: Option<(Encoding, f32)> = None;
    for &candidate in offered {
        let found = quality(candidate);
        if found > 0.0 && best.is_none_or(|(_, quality)| found > quality) {
            best = Some((candidate, found));
        }
    }
    best.map(|(encoding, _)| encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: HeaderName, value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        headers
    }

    const ALL: [Format; 3] = [Format::Html, Format::Json, Format::Csv];

    #[test]
    fn a_browser_gets_the_page_and_a_script_what_it_asks_for() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        assert_eq!(format(&with(ACCEPT, browser), &ALL), Some(Format::Html));
        assert_eq!(format(&with(ACCEPT, "application/json"), &ALL), Some(Format::Json));
        assert_eq!(format(&with(ACCEPT, "text/csv;q=0.5, application/json;q=0.1"), &ALL), Some(Format::Csv));
        assert_eq!(format(&HeaderMap::new(), &ALL), Some(Format::Html));
        assert_eq!(format(&with(ACCEPT, "*/*"), &ALL), Some(Format::Html));
    }

    #[test]
    fn a_specific_refusal_weighs_more_than_a_general_acceptance() {
        assert_eq!(format(&with(ACCEPT, "text/html;q=0, */*;q=0.1"), &ALL), Some(Format::Json));
        assert_eq!(format(&with(ACCEPT, "image/png"), &ALL), None);
        assert_eq!(format(&with(ACCEPT, "text/html;q=banana"), &ALL), None);
    }

    #[test]
    fn an_extension_decides_and_only_where_the_address_has_that_form() {
        let offered = [Format::Html, Format::Csv, Format::Xlsx];
        let none = HeaderMap::new();
        assert_eq!(asked("/kaart.xlsx", &none, &offered).unwrap(), ("/kaart", Format::Xlsx));
        assert_eq!(asked("/kaart", &with(ACCEPT, XLSX), &offered).unwrap(), ("/kaart", Format::Xlsx));
        assert_eq!(asked("/kaart.geojson", &none, &offered).unwrap(), ("/kaart.geojson", Format::Html));
        assert!(asked("/kaart", &with(ACCEPT, "image/png"), &offered).is_err());
    }

    #[test]
    fn dutch_is_the_language_unless_english_is_preferred() {
        assert_eq!(language(&HeaderMap::new()), Lang::Nl);
        assert_eq!(language(&with(ACCEPT_LANGUAGE, "en-GB,en;q=0.9")), Lang::En);
        assert_eq!(language(&with(ACCEPT_LANGUAGE, "nl,en;q=0.9")), Lang::Nl);
        assert_eq!(language(&with(ACCEPT_LANGUAGE, "de")), Lang::Nl);
        assert_eq!(language(&with(ACCEPT_LANGUAGE, "de,en;q=0.1")), Lang::En);
    }

    #[test]
    fn an_encoding_is_used_only_where_the_client_takes_it() {
        use Encoding::{Brotli, Gzip, Identity};
        let all = [Brotli, Gzip, Identity];
        assert_eq!(encoding(&with(ACCEPT_ENCODING, "gzip, deflate, br"), &all), Some(Brotli));
        assert_eq!(encoding(&with(ACCEPT_ENCODING, "gzip"), &all), Some(Gzip));
        assert_eq!(encoding(&HeaderMap::new(), &all), Some(Identity));
        assert_eq!(encoding(&with(ACCEPT_ENCODING, ""), &all), Some(Identity));
        assert_eq!(encoding(&with(ACCEPT_ENCODING, "gzip;q=0"), &[Gzip, Identity]), Some(Identity));
        assert_eq!(encoding(&with(ACCEPT_ENCODING, "identity;q=0"), &[Gzip, Identity]), None);
        assert_eq!(encoding(&with(ACCEPT_ENCODING, "*;q=0"), &[Gzip, Identity]), None);
        assert_eq!(encoding(&with(ACCEPT_ENCODING, "identity;q=0, *"), &[Gzip, Identity]), Some(Gzip));
    }
}
