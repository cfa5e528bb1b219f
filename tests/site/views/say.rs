//! Views as short texts, one line for each thing that a page shows.

use std::fmt::Write as _;

use wijkwijzer::atlas::{MemberBasis, Origin, PlaceId, Rank};
use wijkwijzer::domain::{Lang, Owner, Reference, RegionCode, ShownFigure, Value};
use wijkwijzer::text::number;
use wijkwijzer::views::briefing::BriefingView;
use wijkwijzer::views::chart::{Chart, DistributionView, SeriesOwner};
use wijkwijzer::views::compare::{CompareMaps, CompareTrends, CompareView};
use wijkwijzer::views::explore::ExploreView;
use wijkwijzer::views::gap::GapView;
use wijkwijzer::views::pick::PickView;
use wijkwijzer::views::practice::{DrillView, ExampleView, Item, ListView, Nearness};
use wijkwijzer::views::profile::{ProfileView, Row, SimilarView};

/// The counts on which two places are held side by side: what each is about, and the indicator that stands for it.
pub const COUNTS: [(&str, &str); 7] = [
    ("schaal", "inwoners"),
    ("eigendom", "koopwoningen"),
    ("inkomen", "inkomen_per_inwoner"),
    ("jong", "aandeel_0_14"),
    ("oud", "aandeel_65_plus"),
    ("dichtheid", "dichtheid"),
    ("stedelijkheid", "adressendichtheid"),
];

/// A value at the decimals at which it is shown, or why there is none.
pub fn value(value: Value, decimals: i8) -> String {
    match value {
        Value::Known(known) => number(Lang::En, known, decimals),
        Value::Missing(reason) => format!("{reason:?}"),
    }
}

/// The value of a figure at the decimals at which it is shown.
fn shown(figure: &ShownFigure) -> String {
    value(figure.value, figure.decimals)
}

/// A figure with what stands behind it.
pub fn figure(figure: &ShownFigure) -> String {
    let mut text = shown(figure);
    if figure.at_least {
        text.insert_str(0, "at least ");
    }
    if figure.value.known().is_some() {
        text += match figure.origin {
            Origin::Published => "",
            Origin::Computed => " computed",
            Origin::Aggregated => " built",
        };
    }
    if let Some(coverage) = figure.coverage {
        let _ = write!(text, " from {} of {}", coverage.known, coverage.members);
    }
    if let MemberBasis::Overlay(wijkwijzer::domain::Overlay { held, .. }) = figure.members {
        let _ = write!(text, " by outlines ({} held)", number(Lang::En, held, 2));
    }
    text
}

pub fn reference(reference: Reference<'_>) -> String {
    match reference {
        Reference::Nederland => "Nederland".to_owned(),
        Reference::Gemeente(name) => format!("gemeente {name}"),
        Reference::Rest(name) => format!("rest of {name}"),
        Reference::Together(_) => "the 20 together".to_owned(),
        Reference::Matched(level) => format!("matched by {level}"),
    }
}

fn rank(rank: Rank) -> String {
    format!("{} of {} ({} unknown)", rank.place, rank.of, rank.unknown)
}

/// A profile: what it is about, what stands out, some rows in full, and how much else there is.
pub fn profile(view: &ProfileView<'_>, rows: &[&str]) -> String {
    let mut text = format!("{} at {}\n", view.name, view.address);
    let trail: Vec<&str> = view.trail.iter().map(|crumb| crumb.name).collect();
    let _ = writeln!(text, "in {}", trail.join(" > "));
    if let Some(area) = &view.area {
        let _ = writeln!(
            text,
            "area with {} designations, {} parts counted whole, {} of {} outlines approximate",
            area.designations.len(),
            area.parts_counted_whole.len(),
            area.approximate.0,
            area.approximate.1
        );
    }
    if let Some(region) = &view.region {
        let areas: Vec<&str> = region.areas.iter().map(|area| area.area.slug.as_str()).collect();
        let _ = writeln!(text, "region {} with areas {areas:?}", region.code);
    }
    for row in view.highlighted() {
        let _ = writeln!(text, "stands out: {} {}", row.indicator.id, figure(&row.figure));
    }
    let themes: Vec<String> = view.themes.iter().map(|theme| format!("{} {}", theme.id, theme.rows.len())).collect();
    let _ = writeln!(text, "rows: {}", themes.join(", "));
    for id in rows {
        text += &profile_row(view.row(id).unwrap_or_else(|| panic!("no row {id}")));
    }
    if let Some(gap) = &view.gap {
        let _ = writeln!(text, "gap of {}", gap.indicator.id);
    }
    if let Some(similar) = &view.similar {
        text += &self::similar(similar);
    }
    let columns: Vec<String> = view
        .neighbourhoods
        .columns
        .iter()
        .map(|(indicator, period)| format!("{} {}", indicator.id, period.period))
        .collect();
    let _ = writeln!(text, "{} regions inside: {}", view.neighbourhoods.rows.len(), columns.join(", "));
    for row in view.neighbourhoods.rows.iter().take(3) {
        let figures: Vec<String> = row.figures.iter().map(shown).collect();
        let indent = if row.nested { "  " } else { "" };
        let _ = writeln!(text, "{indent}{} {}: {}", row.code, row.name, figures.join(", "));
    }
    let absent: Vec<&str> = view.absent.iter().map(|theme| theme.id.as_str()).collect();
    let _ = writeln!(text, "themes without figures: {absent:?}");
    let sources: Vec<&str> = view.sources.iter().map(|source| source.id.as_str()).collect();
    let _ = writeln!(text, "sources: {}", sources.join(", "));
    text
}

fn profile_row(row: &Row<'_>) -> String {
    let mut text = format!("{} {}: {}\n", row.indicator.id, row.period.period, figure(&row.figure));
    for one in &row.references {
        let _ = writeln!(text, "  {}: {}", reference(one.reference), figure(&one.figure));
    }
    if let Some((name, share)) = row.share_of {
        let _ = writeln!(text, "  {} of {name}", number(Lang::En, share, 3));
    }
    if let Some(one) = row.rank {
        let _ = writeln!(text, "  rank {}", rank(one));
    }
    if let Some(spread) = &row.spread {
        let (low, high) = spread.range;
        let ends = [low, high].map(|end| number(Lang::En, end, spread.decimals));
        let _ = writeln!(
            text,
            "  inside {} {}: {} to {}, {} unknown",
            spread.values.len(),
            spread.level,
            ends[0],
            ends[1],
            spread.unknown
        );
    }
    let years: Vec<String> =
        row.series.iter().map(|point| format!("{} {}", point.declared.period, shown(&point.figure))).collect();
    let _ = writeln!(text, "  years: {}", years.join(", "));
    text
}

fn similar(view: &SimilarView<'_>) -> String {
    let mut text = format!(
        "{} alike ({:?}), by {} features on the scale of {}\n",
        view.rows.len(),
        view.scope,
        view.features.len(),
        view.scale
    );
    for row in view.rows.iter().take(3) {
        let kind = if matches!(row.id, PlaceId::Area(_)) { "area" } else { "region" };
        let alike: Vec<&str> = row.alike.iter().map(|feature| feature.indicator.id.as_str()).collect();
        let _ = writeln!(
            text,
            "  {kind} {} at {}: alike in {alike:?}, differs in {}",
            row.name,
            number(Lang::En, row.distance, 2),
            row.differs.indicator.id
        );
    }
    text
}

/// The distance of a place to its references, period by period.
pub fn gap(view: &GapView<'_>) -> String {
    let mut text = format!("{}: {}\n", view.name, view.indicator.id);
    for (at, period) in view.periods.iter().enumerate() {
        let broken = if period.declared.break_before.is_some() { " (break before)" } else { "" };
        let _ = writeln!(text, "{}{broken}: {}", period.declared.period, figure(&period.own));
        for line in &view.lines {
            let point = &line.points[at];
            let gap = point.gap.map_or("no gap".to_owned(), |gap| number(Lang::En, gap.difference(), gap.decimals));
            let _ = writeln!(text, "  {}: {}, gap {gap}", reference(line.reference), figure(&point.figure));
        }
    }
    let designations: Vec<&str> = view.designations.iter().map(|one| one.from).collect();
    let _ = writeln!(text, "designated {designations:?}");
    let pool = &view.pool;
    let _ = writeln!(
        text,
        "{} {} beside {} of {} members, by {} features",
        pool.regions,
        pool.level,
        pool.matched,
        pool.members,
        pool.features.len()
    );
    text
}

/// A map: classes, marks, the selected place, the first rows of the table.
pub fn explore(view: &ExploreView<'_>) -> String {
    let mut text = format!("{} {} by {}", view.indicator.id, view.period.period, view.level);
    if let Some(since) = view.since {
        let _ = write!(text, " since {}", since.period);
    }
    if let Some(scope) = &view.scope {
        let _ = write!(text, " in {}{}", scope.name, if scope.by_default { " by default" } else { "" });
    }
    let _ =
        writeln!(text, "\n{} known, missing {:?}, nederland {}", view.known(), view.missing, shown(&view.nederland));
    let end = |end: Option<f64>| end.map_or("…".to_owned(), |end| number(Lang::En, end, view.decimals));
    for class in &view.classes {
        let _ = writeln!(text, "class {}: {} to {}, {}", class.index, end(class.from), end(class.to), class.count);
    }
    for mark in &view.marks {
        let owner = match mark.owner {
            Owner::Place(name) => format!("selected {name}"),
            Owner::Reference(Reference::Nederland) => "Nederland".to_owned(),
            Owner::Reference(centre) => format!("centre {}", reference(centre)),
        };
        let at = number(Lang::En, mark.value, mark.figure.decimals);
        let _ = writeln!(text, "mark {owner}: {at} in class {}", mark.class);
    }
    if let Some(selected) = &view.selected {
        let _ = writeln!(text, "selected {}: {}", selected.key, figure(&selected.figure));
        if let Some(of_gemeente) = &selected.of_gemeente {
            let _ = writeln!(text, "  {}: {}", selected.gemeente, shown(of_gemeente));
        }
        if let Some(one) = selected.rank {
            let _ = writeln!(text, "  rank {}", rank(one));
        }
        for member in &selected.members {
            let _ = writeln!(text, "  {} {}: {}", member.code, member.name, value(member.value, view.decimals));
        }
    }
    for row in view.rows().take(5) {
        let of = row.rank.map(rank).unwrap_or_default();
        let _ = writeln!(text, "{} {} {}: {of}", row.code, row.name, value(row.value, view.decimals));
    }
    let _ = writeln!(text, "{} pages, adjusted {:?}", view.pages(), view.adjusted);
    text
}

/// A comparison: places and rows.
pub fn compare(view: &CompareView<'_>, rows: &[&str]) -> String {
    let places: Vec<&str> = view.places.iter().map(|place| place.name.as_ref()).collect();
    let mut text = format!("{}\n", places.join(" | "));
    let themes: Vec<String> = view.themes.iter().map(|theme| format!("{} {}", theme.id, theme.rows.len())).collect();
    let _ = writeln!(text, "rows: {}", themes.join(", "));
    for row in view.rows().filter(|row| rows.contains(&row.indicator.id.as_str())) {
        let figures: Vec<String> = row.figures.iter().map(figure).collect();
        let _ = writeln!(
            text,
            "{} {}: {} | Nederland {}",
            row.indicator.id,
            row.period.period,
            figures.join(" | "),
            figure(&row.nederland)
        );
    }
    let sources: Vec<&str> = view.sources.iter().map(|source| source.id.as_str()).collect();
    let _ = writeln!(text, "sources: {}", sources.join(", "));
    text
}

pub fn compare_maps(maps: &CompareMaps<'_>) -> String {
    let mut text = format!("{} by {}, {} missing\n", maps.period.period, maps.level, maps.missing);
    for class in &maps.classes {
        let _ = writeln!(text, "class {} from {:?} to {:?}: {}", class.index, class.from, class.to, class.count);
    }
    let parts: Vec<usize> = maps.places.iter().map(|place| place.parts.len()).collect();
    let _ = writeln!(text, "parts {parts:?}");
    text
}

pub fn compare_trends(trends: &CompareTrends<'_>) -> String {
    let mut text = String::new();
    for (at, period) in trends.periods.iter().enumerate() {
        let places: Vec<String> = trends.places.iter().map(|line| shown(&line[at])).collect();
        let nederland = shown(&trends.nederland[at]);
        let _ = writeln!(text, "{}: {} | Nederland {nederland}", period.period, places.join(" | "));
    }
    text
}

fn owner(owner: &SeriesOwner<'_>) -> String {
    match owner {
        Owner::Place(place) => format!("{} {}", place.position, place.named.name),
        Owner::Reference(one) => reference(*one),
    }
}

/// Any chart: its periods and its lines, dots, bars or bins.
pub fn chart(chart: &Chart<'_>) -> String {
    let periods: Vec<String> = chart.periods().iter().map(|one| one.period.to_string()).collect();
    let mut text = format!(
        "{} of {}: {}\n",
        chart.kind().as_str(),
        chart.indicator().map_or("ages", |one| &one.id),
        periods.join(", ")
    );
    match chart {
        Chart::Trend(view) => {
            for line in &view.lines {
                let figures: Vec<String> = line.figures.iter().map(shown).collect();
                let _ = writeln!(text, "{}: {}", owner(&line.owner), figures.join(", "));
            }
        }
        Chart::Dots(view) => {
            for row in &view.rows {
                let inside =
                    row.level.map(|level| format!(", {} {level} inside", row.members.len())).unwrap_or_default();
                let _ = writeln!(text, "{}: {}{inside}", owner(&row.owner), figure(&row.shown));
            }
        }
        Chart::Swarm(view) | Chart::Histogram(view) => text += &distribution(view),
        Chart::Gap(chart) => text += &gap(&chart.view),
        Chart::Ages(view) => {
            for bar in &view.bars {
                let groups: Vec<String> =
                    bar.groups.iter().map(|(group, share)| format!("{}+ {}", group.from, shown(share))).collect();
                let _ = writeln!(text, "{} {}: {}", bar.period, owner(&bar.owner), groups.join(", "));
            }
        }
    }
    text
}

fn distribution(view: &DistributionView<'_>) -> String {
    let mut text = format!(
        "{} {} in {}, missing {:?}\n",
        view.values.len(),
        view.level,
        view.within.unwrap_or("Nederland"),
        view.missing
    );
    let end = |at: Option<&(u32, f64)>| {
        at.map(|&(position, value)| format!("{} {value}", view.name(position))).unwrap_or_default()
    };
    let _ = writeln!(text, "from {} to {}", end(view.values.first()), end(view.values.last()));
    for marked in &view.marked {
        let _ = writeln!(
            text,
            "marked {}: {}, {} regions",
            marked.place.name,
            figure(&marked.shown),
            marked.positions.len()
        );
    }
    let bins: Vec<usize> = view.bins.iter().map(|bin| bin.count).collect();
    let _ = writeln!(text, "bins {bins:?}");
    text
}

fn item(item: &Item<'_>) -> String {
    let near = match item.nearness {
        None => String::new(),
        Some(Nearness::Kilometres(far)) => format!(", {} km", number(Lang::En, far, 1)),
        Some(other) => format!(", {other:?}"),
    };
    format!("{} in {}{near}", item.card.example.id, item.card.place_names())
}

/// A list of examples: what was found, the facets, the first of them.
pub fn list(view: &ListView<'_>) -> String {
    let mut text = format!(
        "{} of {}, page {} of {}, {} spots, {} without point{}\n",
        view.total,
        view.of_all,
        view.page,
        view.pages,
        view.spots.len(),
        view.without_point,
        if view.close { ", read generously" } else { "" }
    );
    for facet in &view.facets {
        let some = facet.values.iter().filter(|one| one.count > 0);
        let values: Vec<String> =
            some.map(|one| format!("{}{} {}", if one.chosen { "*" } else { "" }, one.id, one.count)).collect();
        let _ = writeln!(text, "{}: {}", facet.parameter, values.join(", "));
    }
    for one in view.items.iter().take(5) {
        let _ = writeln!(text, "{}", item(one));
    }
    text
}

/// Practice around a place.
pub fn drill(view: &DrillView<'_>) -> String {
    let themes: Vec<&str> = view.themes.iter().map(|theme| theme.id.as_str()).collect();
    let mut text = format!("{} on {themes:?}: {} inside in all\n", view.seen.name, view.inside_all);
    for (name, items) in [("inside", &view.inside), ("near", &view.near)] {
        for one in items {
            let _ = writeln!(text, "{name}: {}", item(one));
        }
    }
    for alike in &view.alike {
        let _ = writeln!(text, "like {} ({} in all)", alike.area.area.slug, alike.of);
        for one in &alike.items {
            let _ = writeln!(text, "  {}", item(one));
        }
    }
    text
}

/// An example, seen from elsewhere where it is.
pub fn example(view: &ExampleView<'_>) -> String {
    let themes: Vec<&str> = view.card.themes.iter().map(|theme| theme.id.as_str()).collect();
    let mut text = format!("{} in {}, {themes:?}\n", view.card.example.id, view.card.place_names());
    if let Some(figures) = &view.figures {
        let _ = writeln!(text, "figures of {} at {}", figures.name, figures.href);
        for row in &figures.rows {
            let [own, nederland] = [&row.figure, &row.nederland].map(figure);
            let _ = writeln!(text, "  {} {}: {own} beside {nederland}", row.indicator.id, row.period.period);
        }
    }
    if let Some(seen) = &view.seen {
        let _ = writeln!(text, "seen from {}: {:?}", seen.seen.name, seen.nearness);
        for row in seen.transfer.iter().flat_map(|transfer| &transfer.rows) {
            let [there, here] = [&row.there, &row.here].map(figure);
            let (about, _) = COUNTS.iter().find(|(_, id)| *id == row.indicator.id).unwrap();
            let _ = writeln!(text, "  {about} {}: there {there}, here {here}: {:?}", row.period.period, row.verdict);
        }
    }
    let more: Vec<&str> = view.more.iter().map(|card| card.example.id.as_str()).collect();
    let _ = writeln!(text, "more: {}", more.join(", "));
    text
}

/// The two pages on paper.
pub fn briefing(view: &BriefingView<'_>) -> String {
    let mut text = format!("{}\n", view.profile.name);
    for row in view.profile.highlighted() {
        let _ = writeln!(text, "stands out: {} {}", row.indicator.id, figure(&row.figure));
    }
    if let Some(chart) = &view.gap {
        let _ = writeln!(text, "gap of {} at {}", chart.view.indicator.id, chart.place.key);
    }
    for inside in &view.inside {
        let row = view.row(inside.at).unwrap();
        let [low, high] = [&inside.lowest, &inside.highest].map(|end| {
            let more = if end.regions > 1 { format!(" and {} more", end.regions - 1) } else { String::new() };
            format!("{} in {}{more}", figure(&end.figure), end.name)
        });
        let _ = writeln!(text, "inside {} by {}: {low}, {high}", row.indicator.id, inside.level);
    }
    let figures: Vec<&str> = view.figures.iter().map(|&at| view.row(at).unwrap().indicator.id.as_str()).collect();
    let _ = writeln!(text, "figures: {}", figures.join(", "));
    text
}

/// The page on which a place is put together.
pub fn pick(view: &PickView<'_>) -> String {
    let mut text = String::new();
    for chosen in &view.chosen {
        let _ = writeln!(text, "chosen {} {} in {}", chosen.code, chosen.name, chosen.gemeente);
    }
    if let Some((inhabitants, declared)) = &view.inhabitants {
        let inhabitants = figure(&ShownFigure::of(*inhabitants, declared));
        let _ = writeln!(text, "inhabitants {}: {inhabitants}", declared.period);
    }
    if let Some(gemeente) = &view.gemeente {
        let _ = writeln!(text, "parts of {}", gemeente.name);
        for wijk in &gemeente.wijken {
            let whole = if wijk.whole() { ", whole" } else { "" };
            let _ =
                writeln!(text, "  {} {}: {} of {}{whole}", wijk.code, wijk.name, wijk.selected(), wijk.buurten.len());
        }
    }
    for (hit, codes) in &view.hits {
        let codes: Vec<&str> = codes.iter().map(RegionCode::as_str).collect();
        let _ = writeln!(text, "found {}: {}", hit.name, codes.join(" "));
    }
    text
}
