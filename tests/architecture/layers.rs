//! The layers inside `web`: each knows only those below it, and what stands side by side does not know each other.

use super::circles::{Graph, uses};

/// From the ground up; files and folders of one row stand side by side.
const LAYERS: [&[&str]; 13] = [
    &["error"],
    &["http"],
    &["assets"],
    &["caches"],
    &["state"],
    &["parameters"],
    &["representation"],
    &["components"],
    &["api", "pages", "tiles", "desk", "feeds", "sitemap", "health"],
    &["openapi"],
    &["middleware"],
    &["router", "pace"],
    &["server"],
];

/// The part of `web` that a file belongs to, and the height of its layer.
fn layer(file: &str) -> Option<(&str, Option<usize>)> {
    let (_, inside) = file.split_once("src/web/")?;
    let part = inside.split(['/', '.']).next().unwrap_or_default();
    Some((part, LAYERS.iter().position(|parts| parts.contains(&part))))
}

/// What reaches up or aside.
fn misplaced(graph: &Graph) -> Vec<String> {
    let mut found = Vec::new();
    for (file, used) in graph {
        let Some((part, Some(height))) = layer(file) else { continue };
        for other in used {
            let Some((below, Some(other_height))) = layer(other) else { continue };
            if part != below && other_height >= height {
                found.push(format!("{file} ({part}) uses {other} ({below})"));
            }
        }
    }
    found
}

#[test]
fn every_layer_of_the_web_knows_only_those_below_it() {
    let graph = uses();
    let strangers: Vec<&String> =
        graph.keys().filter(|file| matches!(layer(file), Some((part, None)) if part != "mod")).collect();
    assert!(strangers.is_empty(), "files of web without a layer: {strangers:?}");
    for part in LAYERS.concat() {
        let stands = graph.keys().any(|file| layer(file).is_some_and(|(own, _)| own == part));
        assert!(stands, "the layer {part} has no files");
    }
    let found = misplaced(&graph);
    assert!(found.is_empty(), "{} times out of order:\n{}", found.len(), found.join("\n"));
}

#[test]
fn a_file_that_reaches_up_or_aside_is_told() {
    let graph = |from: &str, to: &str| Graph::from([(from.to_owned(), [to.to_owned()].into())]);
    assert_eq!(misplaced(&graph("src/web/error.rs", "src/web/state/mod.rs")).len(), 1);
    assert_eq!(misplaced(&graph("src/web/api/areas.rs", "src/web/pages/areas.rs")).len(), 1);
    assert!(misplaced(&graph("src/web/pages/areas.rs", "src/web/components/run.rs")).is_empty());
    assert!(misplaced(&graph("src/web/pages/areas.rs", "src/web/pages/mod.rs")).is_empty());
}
