//! What pages say to search engines, in words of schema.org.

use maud::{Markup, PreEscaped, html};
use serde_json::{Value, json};

use crate::atlas::AreaAtlas;
use crate::domain::{Event, Lang, PartialDate, Publication};

/// A block of JSON-LD. It is data: browsers run nothing of it, and no text in it can close the element.
pub fn block(value: &Value) -> Markup {
    let text = value.to_string().replace('<', "\\u003c");
    html! { script type="application/ld+json" { (PreEscaped(text)) } }
}

/// A date for schema.org; `None` where it is unknown.
fn date(text: &str) -> Option<&str> {
    text.parse::<PartialDate>().is_ok().then_some(text)
}

/// A publication as an `Article`.
pub fn article(lang: Lang, publication: &Publication) -> Value {
    let mut value = json!({ "@type": "Article", "name": publication.title.get(lang) });
    let mut put = |name: &str, text: Option<Value>| {
        if let (Some(text), Some(object)) = (text, value.as_object_mut()) {
            object.insert(name.to_owned(), text);
        }
    };
    put("url", (!publication.url.is_empty()).then(|| json!(publication.url)));
    put("datePublished", date(&publication.published).map(|text| json!(text)));
    let publisher = json!({ "@type": "Organization", "name": publication.organisation });
    put("publisher", (!publication.organisation.is_empty()).then_some(publisher));
    value
}

/// An event as an `Event`; `None` without a first day or closing date, which schema.org asks for.
pub fn event(lang: Lang, event: &Event) -> Option<Value> {
    let starts = date(&event.starts).or_else(|| date(&event.deadline))?;
    let mut value = json!({ "@type": "Event", "name": event.title.get(lang), "startDate": starts });
    let mut put = |name: &str, text: Option<Value>| {
        if let (Some(text), Some(object)) = (text, value.as_object_mut()) {
            object.insert(name.to_owned(), text);
        }
    };
    put("endDate", date(&event.ends).map(|text| json!(text)));
    put("description", event.note.as_ref().map(|note| json!(note.get(lang))));
    let place = json!({ "@type": "Place", "name": event.place });
    put("location", (!event.place.is_empty()).then_some(place));
    let organiser = json!({ "@type": "Organization", "name": event.organisation });
    put("organizer", (!event.organisation.is_empty()).then_some(organiser));
    put("url", event.source.starts_with("http").then(|| json!(event.source)));
    Some(value)
}

/// Several things as one list.
pub fn list(items: Vec<Value>) -> Value {
    let items: Vec<Value> = items
        .into_iter()
        .zip(1..)
        .map(|(item, position)| json!({ "@type": "ListItem", "position": position, "item": item }))
        .collect();
    json!({ "@context": "https://schema.org", "@type": "ItemList", "itemListElement": items })
}

/// A focus area as a `Place`.
pub fn area(area: &AreaAtlas) -> Value {
    let [longitude, latitude] = area.label_point;
    json!({
        "@context": "https://schema.org",
        "@type": "Place",
        "name": area.area.name,
        "identifier": area.area.slug.as_str(),
        "containedInPlace": { "@type": "AdministrativeArea", "name": area.area.gemeente_name, "identifier": area.area.gemeente.as_str() },
        "geo": { "@type": "GeoCoordinates", "latitude": round(latitude), "longitude": round(longitude) },
    })
}

/// A gemeente, wijk or buurt as a `Place`.
pub fn region(name: &str, code: &str, municipality: Option<&str>) -> Value {
    let mut value = json!({ "@context": "https://schema.org", "@type": "Place", "name": name, "identifier": code });
    if let (Some(municipality), Some(object)) = (municipality, value.as_object_mut()) {
        object.insert("containedInPlace".to_owned(), json!({ "@type": "AdministrativeArea", "name": municipality }));
    }
    value
}

/// Degrees to about a metre.
fn round(degrees: f64) -> f64 {
    (degrees * 100_000.0).round() / 100_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_close_the_element() {
        let block = block(&json!({ "name": "</script><script>alert(1)</script>" })).into_string();
        assert_eq!(block.matches("</script>").count(), 1);
        assert!(block.contains("\\u003c/script>"));
    }
}
