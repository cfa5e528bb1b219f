//! `regions/<vintage>.csv`: the codes of a vintage and their names.

use std::collections::BTreeMap;

use super::fault::{At, Fault, Faults};
use super::rows::line_of;
use crate::domain::Vintage;
use crate::domain::{Region, RegionCode, VintageRegions};

/// Codes and their names as the content of their file.
///
/// # Errors
/// A name that CSV cannot hold.
pub fn write(name: &str, regions: &BTreeMap<RegionCode, String>) -> Result<Vec<u8>, Fault> {
    let wrong = |error: &dyn std::error::Error| Fault::whole(name, error.to_string(), "rows that CSV can hold");
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["code", "name"]).map_err(|error| wrong(&error))?;
    for (code, name) in regions {
        writer.write_record([code.as_str(), name]).map_err(|error| wrong(&error))?;
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
        let pairs = [("GM0344", ""), ("BU03440311", "'t \"Goy\", e.o.")];
        let names: BTreeMap<RegionCode, String> =
            pairs.iter().map(|(code, name)| (code.parse().unwrap(), (*name).to_owned())).collect();
        let back = read("x.csv", &write("x.csv", &names).unwrap(), Vintage(2024)).unwrap();
        assert_eq!(back.regions.into_iter().map(|one| (one.code, one.name)).collect::<BTreeMap<_, _>>(), names);
    }
}
