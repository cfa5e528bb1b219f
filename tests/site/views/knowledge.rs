//! The knowledge base, the agenda, feeds and the digest.

use jiff::civil::date;
use wijkwijzer::atlas::{EntryKind, Knowledge};
use wijkwijzer::views::knowledge::{
    AgendaQuery, FeedScope, NO_YEAR, Position, PublicationQuery, agenda, digest, directory, feed, is_past, news,
    publications, timeline, walk,
};

use crate::support::release;

#[test]
fn on_every_day_an_event_is_coming_or_past_or_without_a_date() {
    let served = release::served();
    let knowledge = Knowledge::new(&served.atlas, &served.content);
    let mut shares = std::collections::BTreeSet::new();
    for day in [date(2020, 1, 1), date(2023, 6, 15), date(2025, 11, 1), date(2026, 11, 22)] {
        let view = agenda(&knowledge, &AgendaQuery::default(), day);
        assert_eq!(view.coming.len() + view.past.len() + view.undated.len(), served.content.events.len(), "{day}");
        assert!(view.coming.iter().all(|event| is_past(event, day) == Some(false)), "{day}");
        assert!(view.past.iter().all(|event| is_past(event, day) == Some(true)), "{day}");
        shares.insert(view.coming.len());
    }
    assert!(shares.len() > 2, "the day makes no difference: {shares:?}");
}

#[test]
fn the_agenda_is_narrowed_by_kind_and_by_theme() {
    let served = release::served();
    let knowledge = Knowledge::new(&served.atlas, &served.content);
    let day = date(2026, 11, 22);
    let all = agenda(&knowledge, &AgendaQuery::default(), day);
    let kind = all.past[0].kind.clone();
    let narrowed = agenda(&knowledge, &AgendaQuery { kind: Some(kind.clone()), theme: None }, day);
    assert!(!narrowed.past.is_empty() && narrowed.past.len() < all.past.len());
    assert!(narrowed.past.iter().all(|event| event.kind == kind));
    let nothing = agenda(&knowledge, &AgendaQuery { theme: Some("bestaat-niet".into()), kind: None }, day);
    assert!(nothing.past.is_empty() && nothing.coming.is_empty() && nothing.undated.is_empty());
}

#[test]
fn a_facet_of_publications_counts_what_choosing_it_leaves() {
    let served = release::served();
    let knowledge = Knowledge::new(&served.atlas, &served.content);
    let theme = PublicationQuery { theme: Some("organisatie".into()), ..PublicationQuery::default() };
    let view = publications(&knowledge, &theme);
    assert!(view.themes.iter().any(|facet| facet.chosen && facet.id == "organisatie"));
    for facet in &view.years {
        let asked = PublicationQuery { year: Some(facet.id.clone()), ..theme.clone() };
        assert_eq!(publications(&knowledge, &asked).items.len(), facet.count, "{}", facet.id);
    }
    for facet in &view.kinds {
        let asked = PublicationQuery { kind: Some(facet.id.clone()), ..theme.clone() };
        assert_eq!(publications(&knowledge, &asked).items.len(), facet.count, "{}", facet.id);
    }
}

#[test]
fn publications_come_newest_first_and_those_without_a_date_last() {
    let served = release::served();
    let knowledge = Knowledge::new(&served.atlas, &served.content);
    let view = publications(&knowledge, &PublicationQuery::default());
    assert_eq!(view.items.len(), view.total);
    let years: Vec<&str> = view.items.iter().map(|item| item.published.get(..4).unwrap_or_default()).collect();
    assert!(years.windows(2).all(|pair| pair[0] >= pair[1]), "{years:?}");
    assert_eq!(view.years.last().unwrap().id, NO_YEAR);
}

#[test]
fn a_digest_holds_what_lies_whole_within_its_days() {
    let served = release::served();
    let knowledge = Knowledge::new(&served.atlas, &served.content);
    let (from, to) = (date(2022, 1, 1), date(2022, 12, 31));
    let view = digest(&knowledge, from, to);
    assert!(!view.deepen.is_empty() && !view.join.is_empty() && !view.agenda.is_empty());
    for entry in &view.deepen {
        assert!(entry.when().unwrap().lies_within(from, to));
        assert!(!matches!(entry.kind, EntryKind::Event(_)), "an event is no reading matter");
    }
    let events = view.join.iter().chain(&view.agenda);
    assert!(events.into_iter().all(|entry| matches!(entry.kind, EntryKind::Event(_))));
    let day = digest(&knowledge, date(1990, 1, 1), date(1990, 12, 31));
    assert!(day.deepen.is_empty() && day.join.is_empty() && day.agenda.is_empty());
    assert!(day.years.iter().any(|&(year, count)| year == 2022 && count > 0), "and it knows where there is something");
}

#[test]
fn a_feed_holds_dated_things_newest_first_and_each_feed_its_own() {
    let served = release::served();
    let knowledge = Knowledge::new(&served.atlas, &served.content);
    let all = feed(&knowledge, FeedScope::All);
    assert!(all.entries.len() <= 100 && all.entries.len() > 50, "{}", all.entries.len());
    for area in &served.atlas.areas {
        let own = feed(&knowledge, FeedScope::Area(&area.area));
        assert!(own.entries.iter().all(|entry| entry.when().is_some() && entry.areas.contains(&&area.area.slug)));
        let last: Vec<_> = own.entries.iter().map(|entry| entry.when().unwrap().first().year()).collect();
        assert!(last.windows(2).all(|pair| pair[0] >= pair[1]), "{}: {last:?}", area.area.slug);
        assert_eq!(news(&knowledge, &area.area, 3).len(), own.entries.len().min(3));
        assert_eq!(own.scope.path().to_string(), format!("/feeds/gebied/{}.atom", area.area.slug));
    }
}

#[test]
fn the_directory_lists_organisations_that_are_behind_something_by_kind_and_name() {
    let served = release::served();
    let knowledge = Knowledge::new(&served.atlas, &served.content);
    let (rows, without) = directory(&knowledge);
    assert!(rows.len() > 100 && rows.iter().all(|row| !row.items.is_empty()));
    let key = |row: &wijkwijzer::views::knowledge::DirectoryRow<'_>| {
        (row.organisation.kind, row.organisation.name.to_lowercase())
    };
    assert!(rows.windows(2).all(|pair| key(&pair[0]) <= key(&pair[1])));
    assert!(without < knowledge.entries().len());
}

#[test]
fn the_time_line_runs_forwards_from_its_first_moment() {
    let atlas = release::atlas();
    let view = timeline(&atlas, 2026);
    let years: Vec<i16> = view.moments.iter().filter_map(|moment| moment.date().get(..4)?.parse().ok()).collect();
    assert!(years.is_sorted() && years.len() > 10, "{years:?}");
    assert_eq!(view.years, (years[0], 2026));
    assert_eq!(view.bars.len(), atlas.designations.len());
}

#[test]
fn every_shipped_tree_leads_by_every_answer_to_an_outcome_and_back() {
    let atlas = release::atlas();
    for tree in &atlas.library.trees {
        let mut open = vec![String::new()];
        let mut ends = 0;
        while let Some(path) = open.pop() {
            let here = walk(tree, &path).unwrap();
            assert_eq!(here.path(here.steps.len()), path, "{}", tree.id);
            match here.position {
                Position::Question(question) => {
                    assert!(question.answers.len() > 1, "{}: {} has one answer", tree.id, question.id);
                    open.extend(question.answers.iter().map(|answer| here.path_with(answer)));
                }
                Position::Outcome(_) => ends += 1,
            }
        }
        assert!(ends >= tree.outcomes.len(), "{}", tree.id);
    }
}
