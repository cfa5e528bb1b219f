//! `regions/<vintage>.csv`: the codes of a vintage and their names.

use std::collections::{BTreeMap, BTreeSet};

use super::fault::{At, Fault, Faults};
use super::source_csv::line_of;
use crate::domain::Vintage;
use crate::domain::{Region, RegionCode, VintageRegions};

/// All regions of a vintage: those with an outline or with a row, and the regions these lie in.
pub fn collect(vintage: Vintage, codes: &BTreeSet<RegionCode>, names: &BTreeMap<RegionCode, String>) -> VintageRegions {
    let regions =
        codes.iter().map(|code| Region { code: *code, name: names.get(code).cloned().unwrap_or_default() }).collect();
    VintageRegions { vintage, regions }
}

/// The regions as the content of their file.
///
/// # Errors
/// A name that CSV cannot hold.
pub fn write(name: &str, regions: &VintageRegions) -> Result<Vec<u8>, Fault> {
    let wrong = |error: &dyn std::error::Error| Fault::whole(name, error.to_string(), "rows that CSV can hold");
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["code", "name"]).map_err(|error| wrong(&error))?;
    for region in &regions.regions {
        writer.write_record([region.code.as_str(), &region.name]).map_err(|error| wrong(&error))?;
    }
    writer.into_inner().map_err(|error| wrong(&error))
}

/// Reads the content of the file `name`.
///
/// # Errors
/// All faults of the file.
pub fn read(name: &str, bytes: &[u8], vintage: Vintage) -> Result<VintageRegions, Vec<Fault>> {
    let mut reader = csv::Reader::from_reader(bytes);
    let mut regions: Vec<Region> = Vec::new();
    let mut faults = Faults::default();
    if reader.headers().is_ok_and(|header| header.iter().ne(["code", "name"])) {
        faults.push(Fault::new(name, At::Line(1), "", "another header", "code,name"));
    }
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                faults.push(Fault::new(name, At::Line(line), "", error.to_string(), "a code and a name"));
                continue;
            }
        };
        let line = line_of(bytes, record.position());
        let text = record.get(0).unwrap_or_default();
        match text.parse::<RegionCode>() {
            Ok(code) if regions.last().is_none_or(|last| last.code < code) => {
                regions.push(Region { code, name: record.get(1).unwrap_or_default().to_owned() });
            }
            _ => {
                let found = format!("\"{text}\"");
                faults.push(Fault::new(name, At::Line(line), "code", found, "region codes in order, each once"));
            }
        }
    }
    if faults.is_empty() { Ok(VintageRegions { vintage, regions }) } else { Err(faults.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_commas_and_quotes_survive_their_file() {
        let codes: BTreeSet<RegionCode> = ["GM0344", "BU03440311"].iter().map(|code| code.parse().unwrap()).collect();
        let names = BTreeMap::from([("BU03440311".parse().unwrap(), "'t \"Goy\", e.o.".to_owned())]);
        let regions = collect(Vintage(2024), &codes, &names);
        let written = write("x.csv", &regions).unwrap();
        assert_eq!(read("x.csv", &written, Vintage(2024)).unwrap(), regions);
        assert_eq!(regions.regions[1].name, "");
    }
}
