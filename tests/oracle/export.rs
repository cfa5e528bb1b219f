//! Not a test: writes zooms and archives for `tests/oracle/check_coverage.py`, which looks at them with GEOS. It stands
//! here because what it writes is what the tests beside it check.

use std::path::PathBuf;

use crate::outlines::{FILES, shapes, source};
use wijkwijzer::geometry::{Coverage, SimplifiedCoverage, build_topology};
use wijkwijzer::tiles::archive::{ArchiveInfo, mbtiles, pmtiles};
use wijkwijzer::tiles::{Pyramid, TileJson};

#[tokio::test]
#[ignore = "writes files for the oracle; see tests/oracle/README.md"]
async fn zooms_and_archives_are_written_for_the_oracle() {
    let Some(folder) = std::env::var_os("WIJKWIJZER_ORACLE").map(PathBuf::from) else {
        panic!("set WIJKWIJZER_ORACLE to the folder to write to");
    };
    std::fs::create_dir_all(&folder).unwrap();
    for (file, vintage, base) in FILES {
        let shapes = shapes(file);
        let coverage = Coverage::new(&build_topology(vintage, base, shapes).unwrap()).unwrap();
        for level in coverage.levels() {
            for zoom in 5..=14_u8 {
                let simple = SimplifiedCoverage::new(coverage.net(level).unwrap(), zoom, 64, 64);
                let name = format!("{}_{level}_z{zoom:02}.json", file.trim_end_matches(".geojson"));
                std::fs::write(folder.join(name), serde_json::to_vec(&simple.shapes).unwrap()).unwrap();
            }
        }
        if file == FILES[0].0 {
            let pyramid = Pyramid::bake(&source(&coverage), 5..=14).unwrap();
            let template = "/tiles/1/2024/{z}/{x}/{y}.mvt".to_owned();
            let tilejson = TileJson::new(&coverage, 14, "2024".into(), "Kadaster / CBS, 2024".into(), template);
            let info = ArchiveInfo { tilejson, description: "Omtrekken 2024".into(), version: "2024-1".into() };
            mbtiles::write(&folder.join("tiles.mbtiles"), &pyramid, &info, |_, _| {}).await.unwrap();
            pmtiles::write(&folder.join("tiles.pmtiles"), &pyramid, &info, |_, _| {}).unwrap();
        }
    }
}
