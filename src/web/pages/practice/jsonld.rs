//! The example as linked data (schema.org `Article` with the `Place` it is about), for search engines and other
//! programs. It is data in the page, not a script: the policy for scripts does not apply to it.

use maud::{Markup, PreEscaped, html};
use serde_json::{Value, json};

use crate::views::practice::ExampleView;
use crate::web::parameters::context::PageContext;

/// The block of linked data of an example.
pub fn example(context: &PageContext, view: &ExampleView<'_>) -> Markup {
    let data = article(context, view).to_string();
    // What closes a script in HTML may not occur in it; in JSON the escape means the same.
    let safe = data.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026");
    html! { script type="application/ld+json" { (PreEscaped(safe)) } }
}

fn article(context: &PageContext, view: &ExampleView<'_>) -> Value {
    let lang = context.lang;
    let example = view.card.example;
    let about: Vec<&str> = view.card.themes.iter().map(|theme| theme.label.get(lang)).collect();
    let mut article = json!({
        "@context": "https://schema.org",
        "@type": "Article",
        "identifier": example.id,
        "headline": example.title.get(lang),
        "abstract": example.summary.get(lang),
        "inLanguage": example.written_in().unwrap_or(lang.tag()),
        "about": about,
    });
    let mut set = |name: &str, value: Value| {
        if let Some(fields) = article.as_object_mut() {
            fields.insert(name.to_owned(), value);
        }
    };
    if !example.published.is_empty() {
        set("datePublished", json!(example.published));
    }
    if !example.organisation.is_empty() {
        set("sourceOrganization", json!({ "@type": "Organization", "name": example.organisation }));
    }
    if !example.source_url.is_empty() {
        set("isBasedOn", json!(example.source_url));
    }
    let place = view.card.place_names();
    if !place.is_empty() {
        let mut location = json!({ "@type": "Place", "name": place, "address": { "@type": "PostalAddress",
            "addressLocality": example.city, "addressCountry": "NL" } });
        if let (Some(code), Some(fields)) = (example.place, location.as_object_mut()) {
            fields.insert("identifier".to_owned(), json!(code.as_str()));
        }
        set("contentLocation", location);
    }
    article
}
