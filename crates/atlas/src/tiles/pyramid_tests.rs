use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::*;
use crate::domain::Level;
use crate::geometry::Coverage;
use crate::tiles::sample::row;
use crate::tiles::{FocusShape, PyramidFile, Tiles};

fn source(coverage: &Coverage) -> TileSource<'_> {
    TileSource {
        coverage,
        name_of: &|level, _| level.as_str(),
        id_of: &|_, index| u32::try_from(index).unwrap() + 1,
        focus: vec![FocusShape {
            id: 1,
            slug: "middle".into(),
            name: "Middle".into(),
            members: vec![3, 4],
            designations: "16,20".into(),
        }],
    }
}

pub(crate) fn unpack(body: &[u8]) -> Vec<u8> {
    let mut tile = vec![0; 1 << 22];
    let length = libdeflater::Decompressor::new().gzip_decompress(body, &mut tile).unwrap();
    tile.truncate(length);
    tile
}

fn baked() -> Pyramid {
    let coverage = row();
    Pyramid::bake(&source(&coverage), 5..=14).unwrap()
}

#[test]
fn layers_appear_by_zoom() {
    let pyramid = baked();
    let names = |zoom: u8| -> Vec<String> {
        let (_, body) = pyramid.iter().find(|(coord, _)| coord.z() == zoom).unwrap();
        let tile = unpack(body);
        let reader = fast_mvt::MvtReaderRef::new(&tile).unwrap();
        reader.layers().map(|layer| layer.name().to_owned()).collect()
    };
    assert_eq!(names(5), ["gemeente", "focus", "label"]);
    assert_eq!(names(6), ["gemeente", "wijk", "focus", "label"]);
    assert_eq!(names(10), ["gemeente", "wijk", "buurt", "focus", "label"]);
}

#[test]
fn features_carry_id_code_and_name() {
    let pyramid = baked();
    let (_, body) = pyramid.iter().find(|(coord, _)| coord.z() == 10).unwrap();
    let tile = unpack(body);
    let reader = fast_mvt::MvtReaderRef::new(&tile).unwrap();
    let tags = |name: &str| {
        let layer = reader.layers().find(|layer| layer.name() == name).unwrap();
        let feature = layer.features().next().unwrap();
        let text: Vec<String> =
            feature.properties().map(|tag| tag.unwrap()).map(|(key, value)| format!("{key}={value:?}")).collect();
        (feature.id(), text.join(" "))
    };
    let (id, text) = tags("buurt");
    assert_eq!(id, Some(1));
    assert!(text.contains("BU00010000") && text.contains("name="), "{text}");
    let (id, text) = tags("focus");
    assert_eq!(id, Some(1));
    assert!(text.contains("slug=") && text.contains("16,20"), "{text}");
    let (_, text) = tags("label");
    assert!(text.contains("level=") && text.contains("gemeente"), "{text}");
}

#[test]
fn every_polygon_has_one_label_over_all_tiles_of_a_zoom() {
    let pyramid = baked();
    for zoom in 5..=14 {
        let mut labels = 0;
        for (_, body) in pyramid.iter().filter(|(coord, _)| coord.z() == zoom) {
            let tile = unpack(body);
            let reader = fast_mvt::MvtReaderRef::new(&tile).unwrap();
            labels += reader
                .layers()
                .filter(|l| l.name() == "label")
                .map(fast_mvt::MvtLayerRef::feature_count)
                .sum::<usize>();
        }
        let expected = 2 + 1 + if zoom >= 9 { 4 } else { 0 } + if zoom >= 11 { 8 } else { 0 };
        assert_eq!(labels, expected, "zoom {zoom}");
    }
}

#[test]
fn a_stored_pyramid_comes_back_and_damage_is_noticed() {
    let pyramid = baked();
    let bytes = pyramid.as_bytes().to_vec();
    assert_eq!(Pyramid::from_bytes(bytes.clone()).unwrap(), pyramid);
    for damaged in [bytes[..40].to_vec(), vec![], b"WWTILES1".to_vec(), [&bytes[..8], &[0xff; 16]].concat()] {
        assert!(matches!(Pyramid::from_bytes(damaged), Err(TileError::Damaged(_))));
    }
}

#[test]
fn a_place_without_anything_has_no_tile() {
    let pyramid = baked();
    assert!(pyramid.get(TileCoord::new(14, 0, 0).unwrap()).is_none());
    let (coord, body) = pyramid.iter().next().unwrap();
    assert_eq!(pyramid.get(coord), Some(body));
    assert!(pyramid.len() > 10 && pyramid.resident_bytes() > 1000);
}

#[test]
fn baking_twice_gives_the_same_bytes() {
    assert_eq!(baked().as_bytes(), baked().as_bytes());
}

#[test]
fn a_coverage_of_wijken_has_no_buurt_layer() {
    let coverage = row();
    assert_eq!(coverage.levels().len(), 3);
    let scenes = Scene::all(&source(&coverage));
    assert_eq!(scenes.iter().map(|scene| scene.from_zoom).collect::<Vec<_>>(), [5, 6, 10]);
    assert!(scenes[0].subjects.iter().all(|s| s.layer.level() != Some(Level::Buurt)));
}

#[test]
fn tiles_that_stay_in_their_file_are_the_same_and_a_file_that_is_gone_is_no_empty_place() {
    let pyramid = baked();
    let memory = Tiles::Memory(pyramid.clone());
    let bytes = pyramid.as_bytes().to_vec();
    let read = {
        let bytes = bytes.clone();
        move |at: u64, length: usize| {
            let at = usize::try_from(at).unwrap();
            bytes.get(at..at + length).map(<[u8]>::to_vec).ok_or_else(|| ErrorKind::UnexpectedEof.into())
        }
    };
    let open = |length, sum| PyramidFile::open(length, sum, Arc::new(read.clone()));
    let file = Tiles::File(open(bytes.len(), sum_of(&bytes)).unwrap());
    assert_eq!(file, memory);
    assert_eq!(file.whole().unwrap(), pyramid);
    assert_eq!(file.max_zoom(), 14);
    for (coord, body) in pyramid.iter() {
        assert!(file.contains(coord));
        assert_eq!(file.body(coord).unwrap().as_deref(), Some(body));
    }
    let nowhere = TileCoord::new(14, 0, 0).unwrap();
    assert!(!file.contains(nowhere) && file.body(nowhere).unwrap().is_none());
    assert_ne!(Tiles::File(open(bytes.len(), 1).unwrap()), memory);
    assert!(matches!(open(40, 0), Err(TileError::Damaged(_))));
    assert!(matches!(open(0, 0), Err(TileError::Damaged(_))));

    let gone = Arc::new(AtomicBool::new(false));
    let watched = Arc::clone(&gone);
    let fragile = PyramidFile::open(
        bytes.len(),
        0,
        Arc::new(
            move |at, length| {
                if watched.load(Ordering::Relaxed) { Err(ErrorKind::NotFound.into()) } else { read(at, length) }
            },
        ),
    );
    let fragile = Tiles::File(fragile.unwrap());
    gone.store(true, Ordering::Relaxed);
    let (coord, _) = pyramid.iter().next().unwrap();
    assert!(matches!(fragile.body(coord), Err(TileError::Read(_))));
}

fn sum_of(bytes: &[u8]) -> u32 {
    let mut sum = libdeflater::Crc::new();
    sum.update(bytes);
    sum.sum()
}
