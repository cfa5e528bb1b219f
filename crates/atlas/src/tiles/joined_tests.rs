use std::collections::BTreeMap;

use super::*;
use crate::atlas::{Figure, LevelFigures, Origin, PeriodFigures, Plan};
use crate::domain::{Column, Indicator, Missing, Value};
use crate::tiles::sample::row;
use crate::tiles::{FocusShape, Pyramid, TileSource};

/// An indicator with values of wijken only.
fn figures(choropleth: bool, decimals: i8, values: &[Value]) -> (Indicator, PeriodFigures) {
    let text = format!(
        "id = 'x'\ntheme = 'wonen'\nname = {{nl = '', en = ''}}\ndefinition = {{nl = '', en = ''}}\nunit = 'procent'\n\
         unit_label = {{nl = '', en = ''}}\npolarity = 'neutral'\nchoropleth = {choropleth}\n[[period]]\nperiod = '2024'\n\
         vintage = 2024\ndecimals = {decimals}\nsource = 'x'\nlevels = ['wijk']\nrule = {{ sum = {{}} }}"
    );
    let indicator: Indicator = toml::from_str(&text).unwrap();
    let mut column = Column::missing(0, Missing::Suppressed);
    for &value in values {
        column.push(value);
    }
    let breaks = if choropleth { vec![10.0, 20.0] } else { Vec::new() };
    let wijken = LevelFigures { level: Level::Wijk, values: column, margins: None, origin: Origin::Published, breaks };
    let sum = Figure { at_least: true, ..Figure::published(Value::Known(30.0)) };
    let period = PeriodFigures {
        on_base: true,
        plan: Plan::default(),
        levels: vec![wijken],
        gemeenten: None,
        matched: Vec::new(),
        nederland: Figure::missing(Missing::NotYetAvailable),
        areas: vec![sum],
        rest: vec![],
        together: vec![Figure::missing(Missing::NotAggregable)],
        ranks: vec![],
    };
    (indicator, period)
}

fn told((indicator, figures): &(Indicator, PeriodFigures)) -> PeriodRef<'_> {
    PeriodRef::alone(indicator, &indicator.periods[0], figures)
}

/// A tile of zoom 10 or so with everything on it.
fn pyramid() -> Pyramid {
    let coverage = row();
    let focus = FocusShape {
        id: 1,
        slug: "middle".into(),
        name: "Middle".into(),
        members: vec![3, 4],
        designations: "16,20".into(),
    };
    let source = TileSource {
        coverage: &coverage,
        name_of: &|level, _| level.as_str(),
        id_of: &|_, index| u32::try_from(index).unwrap() + 1,
        focus: vec![focus],
    };
    Pyramid::bake(&source, 5..=12).unwrap()
}

/// Layer, id and tags of all features, and their geometry.
type Read = BTreeMap<(String, u64), (BTreeMap<String, String>, Vec<u32>)>;

fn read(tile: &[u8]) -> Read {
    let reader = fast_mvt::MvtReaderRef::new(tile).unwrap();
    let mut found = Read::new();
    for layer in reader.layers() {
        for feature in layer.features() {
            let tags = feature.properties().map(Result::unwrap);
            let tags = tags.map(|(key, value)| (key.to_owned(), format!("{value:?}"))).collect();
            let geometry = feature.geometry_commands().to_vec();
            let before = found.insert((layer.name().to_owned(), feature.id().unwrap()), (tags, geometry));
            assert!(before.is_none() || layer.name() == "label");
        }
    }
    found
}

const VALUES: [Value; 4] =
    [Value::Known(10.0), Value::Missing(Missing::Suppressed), Value::Known(0.0), Value::Known(25.04)];

#[test]
fn a_joined_tile_is_the_plain_tile_with_tags_added() {
    let own = figures(true, 1, &VALUES);
    for (_, body) in pyramid().iter().filter(|(coord, _)| coord.z() >= 6) {
        let plain = unzip(body).unwrap();
        let (before, after) = (read(&plain), read(&join(&plain, told(&own)).unwrap()));
        assert!(after.keys().all(|(layer, _)| layer == "wijk" || layer == "focus"));
        assert!(!after.is_empty());
        for (name, (tags, geometry)) in &before {
            let Some((joined, same)) = after.get(name) else {
                assert!(!["wijk", "focus"].contains(&name.0.as_str()), "{name:?} is gone");
                continue;
            };
            assert_eq!(geometry, same);
            assert!(tags.iter().all(|(key, value)| joined.get(key) == Some(value)), "{joined:?}");
            assert_eq!(joined.contains_key("value"), !joined.contains_key("missing"));
        }
    }
}

#[test]
fn a_region_has_a_value_with_its_class_or_a_reason() {
    let own = figures(true, 1, &VALUES);
    let mut seen = BTreeMap::new();
    for (_, body) in pyramid().iter() {
        for ((layer, id), (mut tags, _)) in read(&join(&unzip(body).unwrap(), told(&own)).unwrap()) {
            tags.retain(|key, _| ["value", "class", "missing", "at_least"].contains(&key.as_str()));
            let text: Vec<String> = tags.into_iter().map(|(key, value)| format!("{key}={value}")).collect();
            seen.insert((layer, id), text.join(" "));
        }
    }
    let wijk = |id: u64| seen[&("wijk".to_owned(), id)].as_str();
    assert_eq!(wijk(1), "class=1 (uint) value=10 (double)", "a value equal to a bound belongs to the class above");
    assert_eq!(wijk(2), "missing=\"suppressed\"");
    assert_eq!(wijk(3), "class=0 (uint) value=0 (double)", "zero is a value");
    assert_eq!(wijk(4), "class=2 (uint) value=25 (double)");
    assert_eq!(seen[&("focus".to_owned(), 1)], "at_least=true (bool) value=30 (double)");
}

#[test]
fn a_count_has_no_class_and_is_a_whole_number() {
    let own = figures(false, 0, &[Value::Known(12.0); 4]);
    let pyramid = pyramid();
    let (_, body) = pyramid.iter().find(|(coord, _)| coord.z() == 6).unwrap();
    for ((layer, _), (tags, _)) in read(&join(&unzip(body).unwrap(), told(&own)).unwrap()) {
        assert!(!tags.contains_key("class"));
        assert_eq!(tags["value"], if layer == "wijk" { "12 (sint)" } else { "30 (sint)" });
    }
}

#[test]
fn a_tile_without_a_layer_that_has_figures_is_empty() {
    let (indicator, mut period) = figures(true, 1, &VALUES);
    period.areas.clear();
    let own = (indicator, period);
    let pyramid = pyramid();
    let (coord, body) = pyramid.iter().find(|(coord, _)| coord.z() == 5).unwrap();
    assert!(pack(coord, body, told(&own)).unwrap().is_empty(), "wijken begin at zoom 6");
}

#[test]
fn a_damaged_tile_is_an_error() {
    let own = figures(true, 1, &VALUES);
    let pyramid = pyramid();
    let (coord, body) = pyramid.iter().next().unwrap();
    let plain = unzip(body).unwrap();
    assert!(join(&plain[..plain.len() - 3], told(&own)).is_err());
    assert!(pack(coord, &body[..body.len() / 2], told(&own)).is_err());
    assert!(pack(coord, &[], told(&own)).is_err());
}
