//! `points/<id>.<kind>.csv`: points of a subject, one row each with kind, name, place and what is counted of it.

use super::declaration::{PointFile, Points, SourceFile};
use super::fault::{At, Fault, Faults};
use super::rows::{self, line_of, missing_column};
use super::shapes::EXTENT;
use crate::domain::{PointKind, PointSet, Spot};

const HEADER: [&str; 5] = ["kind", "name", "lon", "lat", "count"];
/// The field of a fault about where a point is.
const PLACE: &str = "place";
/// Longest name of a point.
const NAME: usize = 200;

/// What the declaration says, without points.
pub fn declared(points: &Points) -> PointSet {
    let kind = |file: &PointFile| PointKind {
        id: file.kind.clone(),
        label: file.label.clone(),
        plural: file.plural.clone(),
        counted: file.counted.clone(),
        period: file.period,
        source: file.terms.clone(),
    };
    PointSet {
        id: points.id.clone(),
        label: points.label.clone(),
        theme: points.theme.clone(),
        kinds: points.files.iter().map(kind).collect(),
        points: Vec::new(),
    }
}

/// Reads the points of one file of source material, of the kind with this number. Nothing of it is kept but name, place
/// and count.
///
/// # Errors
/// All faults of the file.
pub fn read_material(content: &[u8], declared: &PointFile, kind: u8) -> Result<Vec<Spot>, Vec<Fault>> {
    let file = SourceFile {
        path: declared.path.clone(),
        code: declared.name.clone(),
        delimiter: ',',
        decimal: '.',
        ..SourceFile::default()
    };
    let mut opened = rows::open(content, &file)?;
    let mut faults = Faults::default();
    let mut find = |name: &str| {
        opened.headings.find(name).unwrap_or_else(|why| {
            faults.push(missing_column(&file.path, &opened.headings, name, &why));
            usize::MAX
        })
    };
    let placed = declared.placed.as_deref().map(&mut find);
    let (name, lon, lat, count) =
        (find(&declared.name), find(&declared.lon), find(&declared.lat), find(&declared.count));
    let (mut points, mut rows, mut nowhere, mut outside) = (Vec::new(), 0_usize, 0_usize, 0_usize);
    let mut row = csv::StringRecord::new();
    while let Some(at) = opened.rows.next_row(&mut row).map_err(|error| vec![error.fault(&file)])? {
        rows += 1;
        let text = |column: usize| row.get(column).unwrap_or_default().trim();
        if (text(lon).is_empty() && text(lat).is_empty()) || placed.is_some_and(|placed| text(placed).is_empty()) {
            nowhere += 1;
            continue;
        }
        match point(kind, text(name), [text(lon), text(lat)], text(count)) {
            Ok(point) => points.push(point),
            Err((PLACE, _)) if [lon, lat].iter().all(|&at| text(at).parse::<f64>().is_ok_and(f64::is_finite)) => {
                outside += 1;
            }
            Err((field, expected)) => {
                let found = [text(name), text(lon), text(lat), text(count)].join(", ");
                faults.push(Fault::new(&file.path, at, field, found, expected));
            }
        }
    }
    let counted = [
        ("rows", declared.rows, rows),
        ("without_place", declared.without_place, nowhere),
        ("outside", declared.outside, outside),
    ];
    for (what, declared, found) in counted {
        if declared != found {
            faults.push(Fault::new(&file.path, At::Whole, what, found.to_string(), format!("{declared} as declared")));
        }
    }
    if faults.is_empty() { Ok(points) } else { Err(faults.into()) }
}

fn point(kind: u8, name: &str, place: [&str; 2], count: &str) -> Result<Spot, (&'static str, &'static str)> {
    if name.is_empty() || name.chars().count() > NAME {
        return Err(("name", "a name of at most 200 letters"));
    }
    let place = place.map(|part| part.parse::<f64>().unwrap_or(f64::NAN));
    let [lon, lat] = place;
    let [west, south, east, north] = EXTENT;
    if !((west..=east).contains(&lon) && (south..=north).contains(&lat)) {
        return Err((PLACE, "degrees of WGS84 in the Netherlands"));
    }
    #[expect(clippy::cast_possible_truncation, reason = "degrees of the Netherlands")]
    let at = place.map(|part| (part * 1e6).round() as i32);
    // A source that writes counts as 100.0 counts whole pupils all the same.
    let whole = count.strip_suffix(".0").unwrap_or(count);
    let count = if whole.is_empty() { None } else { Some(whole.parse().map_err(|_| ("count", "a whole number"))?) };
    Ok(Spot { kind, name: name.to_owned(), at, count })
}

/// The points as the content of their file.
///
/// # Errors
/// A name that CSV cannot hold.
pub fn write(name: &str, set: &PointSet) -> Result<Vec<u8>, Fault> {
    let wrong = |error: &dyn std::error::Error| Fault::whole(name, error.to_string(), "rows that CSV can hold");
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER).map_err(|error| wrong(&error))?;
    for point in &set.points {
        let kind = set.kinds.get(usize::from(point.kind)).map_or("", |kind| kind.id.as_str());
        let [lon, lat] = point.degrees().map(|part| part.to_string());
        let count = point.count.map(|count| count.to_string()).unwrap_or_default();
        writer.write_record([kind, &point.name, &lon, &lat, &count]).map_err(|error| wrong(&error))?;
    }
    writer.into_inner().map_err(|error| wrong(&error))
}

/// Reads the content of the file `name` as the points of `set`.
///
/// # Errors
/// All faults of the file.
pub fn read(name: &str, bytes: &[u8], mut set: PointSet) -> Result<PointSet, Vec<Fault>> {
    let mut reader = csv::Reader::from_reader(bytes);
    let mut faults = Faults::default();
    if reader.headers().is_ok_and(|header| header.iter().ne(HEADER)) {
        // A column more could be a figure of a single school.
        faults.push(Fault::new(name, At::Line(1), "", "another header", HEADER.join(",")));
    }
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                faults.push(Fault::new(name, At::Line(line), "", error.to_string(), "a row with five fields"));
                continue;
            }
        };
        let text = |column: usize| record.get(column).unwrap_or_default();
        let kind = set.kinds.iter().position(|kind| kind.id == text(0)).and_then(|kind| u8::try_from(kind).ok());
        let found = kind.ok_or(("kind", "a kind that package.toml declares"));
        match found.and_then(|kind| point(kind, text(1), [text(2), text(3)], text(4))) {
            Ok(point) => set.points.push(point),
            Err((field, expected)) => {
                let at = At::Line(line_of(bytes, record.position()));
                faults.push(Fault::new(name, at, field, record.iter().collect::<Vec<_>>().join(","), expected));
            }
        }
    }
    if faults.is_empty() { Ok(set) } else { Err(faults.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::declaration::Declaration;

    fn points() -> Points {
        let declaration: Declaration = toml::from_str(
            r#"format = 1
            [[points]]
            id = "scholen"
            label = { nl = "Scholen", en = "Schools" }
            theme = "onderwijs"
            [[points.file]]
            path = "s.csv"
            kind = "basisschool"
            label = { nl = "Basisschool", en = "Primary school" }
            plural = { nl = "basisscholen", en = "primary schools" }
            counted = { nl = "leerlingen", en = "pupils" }
            period = "2019"
            terms = "x"
            rows = 3
            without_place = 1
            name = "naam"
            lon = "long"
            lat = "lat"
            count = "leerlingen""#,
        )
        .unwrap();
        declaration.points[0].clone()
    }

    const MATERIAL: &str = "naam,lat,long,leerlingen,score\n\"De \"\"Maasparel\"\", Echt\",51.12952,5.85024,142.0,19.46\nB,52.1,5.1,,3\nC,,,7,1\n";

    #[test]
    fn nothing_is_kept_of_a_school_but_its_name_place_and_pupils() {
        let declared_points = points();
        let mut set = declared(&declared_points);
        set.points = read_material(MATERIAL.as_bytes(), &declared_points.files[0], 0).unwrap();
        let bytes = write("x", &set).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert_eq!(
            text,
            "kind,name,lon,lat,count\nbasisschool,\"De \"\"Maasparel\"\", Echt\",5.85024,51.12952,142\nbasisschool,B,5.1,52.1,\n"
        );
        assert_eq!(read("x", &bytes, declared(&declared_points)).unwrap(), set);
    }

    #[test]
    fn another_column_place_kind_or_number_is_refused() {
        let read = |text: &str| {
            let faults = read("x", text.as_bytes(), declared(&points())).unwrap_err();
            faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        };
        let header = "kind,name,lon,lat,count";
        for (text, said) in [
            (format!("{header},score\nbasisschool,A,5.1,52.1,3,99\n"), "another header"),
            (format!("{header}\nbasisschool,A,52.1,5.1,3\n"), "degrees of WGS84"),
            (format!("{header}\nbasisschool,A,NaN,5.1,3\n"), "degrees of WGS84"),
            (format!("{header}\nbasisschool,A,5.1,52.1,3.5\n"), "a whole number"),
            (format!("{header}\nbasisschool,,5.1,52.1,3\n"), "a name of at most"),
            (format!("{header}\nkerk,A,5.1,52.1,3\n"), "a kind that package.toml declares"),
            (format!("{header}\nbasisschool,A,5.1\n"), "found record has"),
        ] {
            let told = read(&text);
            assert!(told.contains(said) || (said == "found record has" && told.contains("record")), "{text}: {told}");
        }
    }

    #[test]
    fn material_that_is_not_as_declared_is_refused() {
        let told = |text: &str| {
            let faults = read_material(text.as_bytes(), &points().files[0], 0).unwrap_err();
            faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        };
        assert!(told(&MATERIAL.replace("C,,,7,1\n", "")).contains("2; expected 3 as declared"));
        assert!(told(&MATERIAL.replace("5.85024", "-83.8")).contains("outside: found 1; expected 0 as declared"));
        assert!(told(&MATERIAL.replace("5.85024", "oost")).contains("degrees of WGS84"));
        assert!(told(&MATERIAL.replace("naam,", "naam2,")).contains("naam"));
    }
}
