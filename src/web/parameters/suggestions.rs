//! Names that lead nowhere, with what may be meant: places, indicators, themes and examples.

use crate::atlas::{Atlas, Content, Hit, HitKind};
use crate::domain::{Indicator, Lang, Text, Theme};
use crate::text;
use crate::urls::{self, Address};
use crate::views::history;
use crate::web::error::{AppError, Suggestion};
use crate::web::parameters::passage::{Passage, named, with_code};

/// The address of the page about what was found.
pub fn hit_address(hit: &Hit) -> Address {
    match &hit.kind {
        HitKind::Area(slug) => urls::area(slug),
        HitKind::Region(code) => urls::region(*code),
    }
}

/// Nothing is called `text`: what may be meant.
pub fn unknown_place(atlas: &Atlas, text: &str) -> AppError {
    let shown: String = text.chars().take(60).collect();
    if let Some(gone) = gone(atlas, &shown) {
        return gone;
    }
    let mut hits = atlas.search.find(&shown, 3);
    hits.extend(atlas.search.suggest(&shown, 5));
    let mut suggestions: Vec<Suggestion> = Vec::new();
    for hit in hits {
        let found = suggestion(&hit);
        if !suggestions.iter().any(|known| known.href == found.href) {
            suggestions.push(found);
        }
    }
    suggestions.truncate(5);
    AppError::NotFound {
        detail: Text {
            nl: format!("Er is geen gebied, gemeente, wijk of buurt “{shown}” in de indeling van nu."),
            en: format!("There is no area, municipality, district or neighbourhood “{shown}” in the present division."),
        },
        suggestions,
    }
}

/// A code of another division: what became of it, and where that ground is now. `None` for other texts.
pub fn gone(atlas: &Atlas, text: &str) -> Option<AppError> {
    let story = history::story(atlas, text.to_uppercase().parse().ok()?)?;
    let told = |lang: Lang| {
        let Some(era) = story.eras.first() else { return String::new() };
        let passage = Passage::of(era, story.code, story.now);
        format!("{} {}", text::stood_for(lang, &passage.told()), text::is_now(lang, &passage.told()))
    };
    let page = Suggestion { name: named(story.name, story.code), href: urls::region(story.code).to_string() };
    let successors = story
        .eras
        .iter()
        .flat_map(|era| &era.relatives)
        .map(|one| Suggestion { name: with_code(one), href: urls::region(one.code).to_string() });
    let mut suggestions: Vec<Suggestion> = Vec::new();
    for one in successors.chain([page]) {
        if !suggestions.contains(&one) {
            suggestions.push(one);
        }
    }
    suggestions.truncate(8);
    Some(AppError::NotFound { detail: Text { nl: told(Lang::Nl), en: told(Lang::En) }, suggestions })
}

/// A place that may have been meant.
pub fn suggestion(hit: &Hit) -> Suggestion {
    let name = match &hit.kind {
        HitKind::Area(_) => hit.name.clone(),
        HitKind::Region(code) if hit.context.is_empty() => format!("{} ({code})", hit.name),
        HitKind::Region(code) => format!("{}, {} ({code})", hit.name, hit.context),
    };
    Suggestion { name, href: hit_address(hit).to_string() }
}

/// No indicator is called `id`: those with a name near to it, each at the address that `address` gives.
pub fn unknown_indicator(atlas: &Atlas, id: &str, lang: Lang, address: impl Fn(&Indicator) -> Address) -> AppError {
    let shown: String = id.chars().take(60).collect();
    let mut near: Vec<_> = atlas
        .catalogue
        .indicators
        .iter()
        .map(|indicator| (strsim::osa_distance(&indicator.id, &shown), indicator))
        .collect();
    near.sort_by_key(|&(distance, _)| distance);
    let suggestion = |&(_, indicator): &(usize, &Indicator)| Suggestion {
        name: indicator.name.get(lang).to_owned(),
        href: address(indicator).to_string(),
    };
    AppError::NotFound {
        detail: Text {
            nl: format!("Er is geen cijfer met de naam “{shown}”."),
            en: format!("There is no indicator called “{shown}”."),
        },
        suggestions: near.iter().take(5).map(suggestion).collect(),
    }
}

/// No example has this id: those whose id is nearly the same.
pub fn unknown_example(content: &Content, id: &str) -> AppError {
    let shown: String = id.chars().take(40).collect();
    let mut near: Vec<_> =
        content.practice.iter().map(|example| (strsim::osa_distance(&example.id, &shown), example)).collect();
    near.sort_by_key(|&(distance, example)| (distance, &example.id));
    let near = near.into_iter().filter(|(distance, _)| *distance <= 2).take(5);
    AppError::NotFound {
        detail: Text {
            nl: format!("Er is geen praktijkvoorbeeld “{shown}”."),
            en: format!("There is no practice example “{shown}”."),
        },
        suggestions: near
            .map(|(_, example)| Suggestion {
                name: example.title.nl.clone(),
                href: urls::example(&example.id).to_string(),
            })
            .collect(),
    }
}

/// The theme of practice with this id; none where the id is empty.
pub fn theme<'a>(atlas: &'a Atlas, id: &str) -> Result<Option<&'a Theme>, AppError> {
    if id.is_empty() {
        return Ok(None);
    }
    atlas.vocabulary.theme(id).map(Some).ok_or_else(|| {
        let known: Vec<&str> = atlas.vocabulary.themes.iter().map(|theme| theme.id.as_str()).collect();
        AppError::bad_parameter("thema", id, &known.join(", "))
    })
}

/// The indicator with this id; none where the id is empty.
pub fn indicator_of<'a>(atlas: &'a Atlas, id: &str) -> Result<Option<&'a Indicator>, AppError> {
    if id.is_empty() {
        return Ok(None);
    }
    atlas
        .catalogue
        .indicator(id)
        .map(Some)
        .ok_or_else(|| unknown_indicator(atlas, id, Lang::Nl, |known| urls::indicator(&known.id)))
}
