//! A division that does not exist: the buurten of the base with some hundred of them split, merged and recoded, as a
//! publisher would deliver it (outlines as GeoJSON, figures as CSV), and the packages that take it in.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use wijkwijzer::domain::{Dataset, Level, Period, RegionCode};

/// The year of the division.
pub const YEAR: u16 = 2025;
/// What a first edition gives.
const MEASURES: [&str; 6] =
    ["inwoners", "inwoners_0_14", "inwoners_15_64", "inwoners_15_plus", "inwoners_65_plus", "huishoudens"];

type Points = Vec<[i32; 2]>;

/// A buurt of the division.
#[derive(Clone)]
struct Buurt {
    name: String,
    /// Outer ring and holes per polygon; empty without an outline.
    polygons: Vec<Vec<Points>>,
    /// The buurten it was made of, with the share of their people.
    from: Vec<(RegionCode, f64)>,
}

/// The division, and what changed to make it.
pub struct Made {
    buurten: BTreeMap<RegionCode, Buurt>,
    /// Codes of the base that are no more or stand for another place, with what took their place.
    pub changed: BTreeMap<RegionCode, Vec<RegionCode>>,
    /// Those of them that lie in one of the areas.
    pub in_areas: usize,
    /// Wijken with another code.
    wijken: BTreeMap<RegionCode, RegionCode>,
}

fn points(arcs: &[Vec<[i32; 2]>], ring: &[i32]) -> Points {
    let mut all: Points = Vec::new();
    for &arc in ring {
        let forwards = usize::try_from(if arc < 0 { !arc } else { arc }).unwrap();
        let mut part = arcs[forwards].clone();
        if arc < 0 {
            part.reverse();
        }
        all.extend(part.into_iter().skip(usize::from(!all.is_empty())));
    }
    all
}

fn cross(a: [i32; 2], b: [i32; 2], c: [i32; 2]) -> i64 {
    let of = |p: [i32; 2]| (i64::from(p[0] - a[0]), i64::from(p[1] - a[1]));
    let ((bx, by), (cx, cy)) = (of(b), of(c));
    bx * cy - by * cx
}

fn twice_the_area(ring: &[[i32; 2]]) -> i64 {
    ring.windows(2).map(|pair| cross(ring[0], pair[0], pair[1])).sum::<i64>().abs()
}

/// Two halves along a straight line between two corners, which meet nothing else: no neighbour gets a new corner.
fn halves(ring: &Points) -> Option<(Points, Points)> {
    let corners = ring.len() - 1;
    for first in 0..corners {
        let (i, j) = (first, first + corners / 2);
        if corners < 6 || j >= corners {
            return None;
        }
        let (a, b) = (ring[i], ring[j]);
        // The line must run inside: it meets no edge, and both halves turn the way the whole does.
        let meets = ring.windows(2).any(|edge| {
            let apart = ![edge[0], edge[1]].iter().any(|end| *end == a || *end == b);
            apart
                && cross(a, b, edge[0]).signum() * cross(a, b, edge[1]).signum() <= 0
                && cross(edge[0], edge[1], a).signum() * cross(edge[0], edge[1], b).signum() <= 0
        });
        let one: Points = [&ring[i..=j], &ring[i..=i]].concat();
        let other: Points = [&ring[j..], &ring[1..=i], &ring[j..=j]].concat();
        let (whole, one_area, other_area) = (twice_the_area(ring), twice_the_area(&one), twice_the_area(&other));
        let fair = one_area * 5 > whole && other_area * 5 > whole && one_area + other_area == whole;
        if !meets && fair {
            return Some((one, other));
        }
    }
    None
}

/// The ring around two neighbours; `None` where they do not share one stretch of border.
fn joined(one: &Points, other: &Points) -> Option<Points> {
    let edges = |ring: &Points| ring.windows(2).map(|pair| (pair[0], pair[1])).collect::<BTreeSet<_>>();
    let (mine, theirs) = (edges(one), edges(other));
    let left = |own: &BTreeSet<([i32; 2], [i32; 2])>, across: &BTreeSet<([i32; 2], [i32; 2])>| {
        own.iter().filter(|(a, b)| !across.contains(&(*b, *a))).copied().collect::<Vec<_>>()
    };
    let outer = [left(&mine, &theirs), left(&theirs, &mine)].concat();
    if outer.len() == mine.len() + theirs.len() {
        return None;
    }
    let next: BTreeMap<[i32; 2], [i32; 2]> = outer.iter().copied().collect();
    let start = outer.first()?.0;
    let mut ring = vec![start];
    while ring.len() <= outer.len() {
        ring.push(*next.get(ring.last()?)?);
        if ring.last() == Some(&start) {
            break;
        }
    }
    (ring.len() == outer.len() + 1 && next.len() == outer.len()).then_some(ring)
}

impl Made {
    /// Makes it of the base division of `dataset`. `names` are those that the next year really has, by code.
    pub fn of(dataset: &Dataset, names: &BTreeMap<String, String>) -> Self {
        let base = dataset.base().unwrap();
        let topology = dataset.topologies.iter().find(|one| one.vintage == base).unwrap();
        let outlines = topology.shapes.iter().map(|shape| {
            let rings = |polygon: &Vec<Vec<i32>>| polygon.iter().map(|ring| points(&topology.arcs, ring)).collect();
            (shape.code, shape.polygons.iter().map(rings).collect::<Vec<Vec<Points>>>())
        });
        let outlines: BTreeMap<RegionCode, Vec<Vec<Points>>> = outlines.collect();
        let regions = &dataset.regions.iter().find(|one| one.vintage == base).unwrap().regions;
        let buurt = |code: RegionCode, name: &str| {
            let known = names.get(&code.as_str()[2..]);
            let name = known.map_or_else(|| name.to_owned(), Clone::clone);
            (code, Buurt { name, polygons: outlines.get(&code).cloned().unwrap_or_default(), from: vec![(code, 1.0)] })
        };
        let buurten = regions.iter().filter(|region| region.code.level() == Level::Buurt);
        let mut made = Self {
            buurten: buurten.map(|region| buurt(region.code, &region.name)).collect(),
            changed: BTreeMap::new(),
            in_areas: 0,
            wijken: BTreeMap::new(),
        };
        let all: Vec<RegionCode> = made.buurten.keys().copied().collect();
        for area in &dataset.areas {
            let belongs = |code: &&RegionCode| {
                area.members.iter().any(|member| member.code == **code || Some(member.code) == code.at(Level::Wijk))
            };
            let members: Vec<RegionCode> = all.iter().filter(belongs).copied().collect();
            made.change(&members);
        }
        // A whole wijk of an area with another code, and all its buurten with it.
        let wijk = |code: RegionCode| all.iter().filter(|one| one.at(Level::Wijk) == Some(code)).count();
        let written = dataset.areas.iter().flat_map(|area| &area.members).map(|member| member.code);
        let small = written.filter(|code| code.level() == Level::Wijk).min_by_key(|code| wijk(*code)).unwrap();
        made.recode_wijk(small);
        made.in_areas = made.changed.len();
        // Outside the areas here and there, in groups of neighbours in code.
        let outside: Vec<RegionCode> = all
            .chunks(400)
            .flat_map(|chunk| chunk.iter().take(12))
            .filter(|code| !made.changed.contains_key(code))
            .copied()
            .collect();
        for group in outside.chunks(12) {
            made.change(group);
        }
        made
    }

    fn free(&self, wijk: RegionCode) -> RegionCode {
        let free = |number: &u32| {
            let code: RegionCode = format!("BU{}{number:02}", &wijk.as_str()[2..]).parse().unwrap();
            (!self.buurten.contains_key(&code) && !self.changed.contains_key(&code)).then_some(code)
        };
        (0..100).rev().find_map(|number| free(&number)).expect("a wijk has a number to spare")
    }

    /// One ring, so that it can be cut and joined.
    fn ring(&self, code: RegionCode) -> Option<&Points> {
        match self.buurten.get(&code)?.polygons.as_slice() {
            [polygon] if polygon.len() == 1 => polygon.first(),
            _ => None,
        }
    }

    /// Splits one of `codes`, merges two neighbours, and gives two another code.
    fn change(&mut self, codes: &[RegionCode]) {
        let wijk = |code: RegionCode| code.at(Level::Wijk).unwrap();
        let untouched = |made: &Self, code: &RegionCode| !made.changed.contains_key(code);
        let mut split = codes.iter().filter(|code| untouched(self, code));
        if let Some((code, (one, other))) = split.find_map(|&code| Some((code, halves(self.ring(code)?)?))) {
            let whole = self.buurten.remove(&code).unwrap();
            let mut parts = Vec::new();
            self.changed.insert(code, Vec::new());
            for (ring, side) in [(one, "I"), (other, "II")] {
                let new = self.free(wijk(code));
                let name = format!("{} {side}", whole.name);
                self.buurten.insert(new, Buurt { name, polygons: vec![vec![ring]], from: vec![(code, 0.5)] });
                parts.push(new);
            }
            self.changed.insert(code, parts);
        }
        let pairs =
            codes.iter().enumerate().flat_map(|(at, &one)| codes[at + 1..].iter().map(move |&other| (one, other)));
        let neighbours = pairs
            .filter(|(one, other)| wijk(*one) == wijk(*other) && untouched(self, one) && untouched(self, other))
            .find_map(|(one, other)| Some((one, other, joined(self.ring(one)?, self.ring(other)?)?)));
        if let Some((one, other, ring)) = neighbours {
            let gone = self.buurten.remove(&other).unwrap();
            let kept = self.buurten.get_mut(&one).unwrap();
            kept.name = format!("{} en {}", kept.name, gone.name);
            kept.polygons = vec![vec![ring]];
            kept.from.extend(gone.from);
            self.changed.extend([(one, vec![one]), (other, vec![one])]);
        }
        let recoded: Vec<RegionCode> = codes.iter().filter(|code| untouched(self, code)).take(2).copied().collect();
        for code in recoded {
            let new = self.free(wijk(code));
            let buurt = self.buurten.remove(&code).unwrap();
            self.buurten.insert(new, buurt);
            self.changed.insert(code, vec![new]);
        }
    }

    fn recode_wijk(&mut self, wijk: RegionCode) {
        let taken: BTreeSet<String> = self.buurten.keys().map(|code| code.as_str()[2..8].to_owned()).collect();
        let gemeente = &wijk.as_str()[2..6];
        let number = (0..100).rev().map(|number| format!("{gemeente}{number:02}")).find(|one| !taken.contains(one));
        let number = number.expect("a gemeente has a number to spare");
        let inside: Vec<RegionCode> =
            self.buurten.keys().filter(|code| code.at(Level::Wijk) == Some(wijk)).copied().collect();
        for code in inside {
            let new: RegionCode = format!("BU{number}{}", &code.as_str()[8..]).parse().unwrap();
            let buurt = self.buurten.remove(&code).unwrap();
            for (old, _) in &buurt.from {
                self.changed.insert(*old, vec![new]);
            }
            for now in self.changed.values_mut().flatten().filter(|now| **now == code) {
                *now = new;
            }
            self.buurten.insert(new, buurt);
        }
        self.wijken.insert(wijk, format!("WK{number}").parse().unwrap());
    }

    /// The number of buurten.
    pub fn len(&self) -> usize {
        self.buurten.len()
    }

    /// The number there should be: those of the base, one more for each that was split, one less for each that went up
    /// in another.
    pub fn expected(&self, dataset: &Dataset) -> usize {
        let regions = &dataset.regions.iter().find(|one| Some(one.vintage) == dataset.base()).unwrap().regions;
        let before = regions.iter().filter(|region| region.code.level() == Level::Buurt).count();
        let split = self.changed.values().filter(|heirs| heirs.len() == 2).count();
        let merged = self.buurten.values().filter(|buurt| buurt.from.len() == 2).count();
        before + split - merged
    }

    /// Writes the material, and packages for it in `ours`.
    pub fn write(&self, dataset: &Dataset, material: &Path, ours: &Path) {
        fs::write(material.join("buurt_2025.geojson"), self.geojson()).unwrap();
        let (rows, without) = self.figures(dataset);
        fs::write(material.join("kwb_2025.csv"), &rows).unwrap();
        let put = |path: &str, text: String| {
            fs::create_dir_all(ours.join(path).parent().unwrap()).unwrap();
            fs::write(ours.join(path), text).unwrap();
        };
        put("grenzen-2025/package.toml", package("grenzen-2025", "", BOUNDARY));
        put("kwb-2025/package.toml", package("kwb-2025", "", &delivery(rows.lines().count() - 1, without)));
        put("kwb-2025/catalogue.toml", CATALOGUE.to_owned());
        put("basis-2025/package.toml", package("basis-2025", "overrides = [\"base division\"]\n", ""));
        put("basis-2025/catalogue.toml", format!("base = {YEAR}\n"));
    }

    fn geojson(&self) -> String {
        let degrees = |value: i32| f64::from(value) / 1e6;
        let ring = |ring: &Points| {
            let points: Vec<String> = ring.iter().map(|p| format!("[{},{}]", degrees(p[0]), degrees(p[1]))).collect();
            format!("[{}]", points.join(","))
        };
        let mut features = Vec::new();
        for (code, buurt) in self.buurten.iter().filter(|(_, buurt)| !buurt.polygons.is_empty()) {
            let polygons: Vec<String> = buurt
                .polygons
                .iter()
                .map(|rings| format!("[{}]", rings.iter().map(ring).collect::<Vec<_>>().join(",")))
                .collect();
            let properties = serde_json::json!({ "code": code.as_str(), "name": buurt.name });
            let geometry = format!("{{\"type\":\"MultiPolygon\",\"coordinates\":[{}]}}", polygons.join(","));
            features.push(format!("{{\"type\":\"Feature\",\"properties\":{properties},\"geometry\":{geometry}}}"));
        }
        format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", features.join(",\n"))
    }

    /// The rows of all levels, and how many buurten have no outline.
    fn figures(&self, dataset: &Dataset) -> (String, usize) {
        let base = dataset.base().unwrap();
        let period = Period::Year(base.0);
        let column = |measure: &str| {
            let mut all = dataset.figures.iter().flat_map(|table| table.columns.iter().map(|one| (&table.codes, one)));
            all.find(|(_, one)| one.measure == measure && one.period == period).unwrap()
        };
        let columns = MEASURES.map(column);
        let value = |code: RegionCode, at: usize| {
            let (codes, column) = columns[at];
            column.values.get(codes.binary_search(&code).ok()?).known()
        };
        let named = &dataset.regions.iter().find(|one| one.vintage == base).unwrap().regions;
        let mut text = format!("code,naam,{}\n", MEASURES.join(","));
        let mut row = |code: RegionCode, name: &str, of: &[(RegionCode, f64)]| {
            write!(text, "{code},\"{}\"", name.replace('"', "\"\"")).unwrap();
            for at in 0..MEASURES.len() {
                let parts: Option<Vec<f64>> = of.iter().map(|&(from, share)| Some(value(from, at)? * share)).collect();
                let sum = parts.map(|parts| parts.iter().sum::<f64>().round().to_string());
                write!(text, ",{}", sum.unwrap_or_default()).unwrap();
            }
            text.push('\n');
        };
        for (code, buurt) in &self.buurten {
            row(*code, &buurt.name, &buurt.from);
        }
        for region in named.iter().filter(|one| matches!(one.code.level(), Level::Wijk | Level::Gemeente)) {
            let code = self.wijken.get(&region.code).copied().unwrap_or(region.code);
            row(code, &region.name, &[(region.code, 1.0)]);
        }
        (text, self.buurten.values().filter(|buurt| buurt.polygons.is_empty()).count())
    }
}

fn package(id: &str, lines: &str, rest: &str) -> String {
    format!(
        "format = 1\nid = \"{id}\"\nhand_edited = \"proef\"\n{lines}\n[terms.proef]\nsource = \"Gemaakt voor een proef\"\n\
         year = \"{YEAR}\"\nlicence = \"EUPL-1.2\"\nattribution = \"Proef, {YEAR}\"\n{rest}"
    )
}

const BOUNDARY: &str = r#"
[[boundary]]
id = "buurt-2025"
file = "buurt_2025.geojson"
terms = "proef"
vintage = 2025
level = "buurt"
code = "code"
name = "name"
basis = { fixed = "cbs-generalised" }
"#;

fn delivery(rows: usize, without: usize) -> String {
    let column =
        |measure: &str| format!("[[delivery.column]]\nmeasure = \"{measure}\"\ncolumn = \"{measure}\"\ndecimals = 0\n");
    format!(
        "\n[[delivery]]\nid = \"kwb-2025\"\nterms = \"proef\"\nvintage = 2025\n\n[[delivery.file]]\npath = \"kwb_2025.csv\"\n\
         rows = {rows}\nlevels = [\"buurt\", \"wijk\", \"gemeente\"]\ncode = \"code\"\n\
         name = {{ column = \"naam\", levels = [\"buurt\", \"wijk\", \"gemeente\"] }}\nperiod = \"2025\"\n\
         without_outline = {without}\n\n{}",
        MEASURES.map(column).join("\n")
    )
}

const CATALOGUE: &str = r#"
[[source]]
id = "proef-kwb-2025"
name = { nl = "Proef 2025", en = "Trial 2025" }
publisher = "Proef"
year = "2025"
licence = "EUPL-1.2"
attribution = { nl = "Proef, 2025", en = "Trial, 2025" }

[periods]
inwoners = [
  { period = "2025", vintage = 2025, decimals = 0, source = "proef-kwb-2025", levels = ["gemeente", "wijk", "buurt"], rule = { sum = {} } },
]
huishoudens = [
  { period = "2025", vintage = 2025, decimals = 0, source = "proef-kwb-2025", levels = ["gemeente", "wijk", "buurt"], rule = { sum = {} } },
]
"#;
