//! Walks over everything that a site answers: pages and what they lead to, every form of them, files, feeds, the sitemap,
//! the API with every indicator, tiles with figures.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::sync::LazyLock;

use calamine::{Reader as _, Xlsx};
use wijkwijzer::urls;

use crate::support::{Answer, TestSite};

use super::survey::{GREEN, MARKET, SCHIEDAM, TRUST, VLAARDINGEN, WORD, value};

/// Forms in which a page may be had as well.
const ENDINGS: [&str; 6] = ["json", "csv", "xlsx", "geojson", "atom", "ics"];
/// Addresses of one route with the same parameters that are asked for, where the route is of no place and no indicator.
const OF_A_KIND: usize = 3;

/// What a walk found.
#[derive(Default)]
pub struct Walk {
    /// How many addresses were answered with a success, by the first part of their path.
    pub answered: BTreeMap<String, usize>,
    /// Addresses whose answer names a restricted indicator, or holds one of its figures.
    pub telling: BTreeSet<String>,
    /// Those of them that were answered with a success: a refusal names what is near to a name.
    pub good: BTreeSet<String>,
    /// Addresses with the headers of an answer for one reader.
    pub private: BTreeSet<String>,
    /// Addresses with a validator, or an answer that a cache may keep.
    pub kept: BTreeSet<String>,
}

/// Whether an answer tells of a restricted indicator: names it, other than by repeating what was asked for, or holds one
/// of its figures.
pub fn tells(answer: &Answer) -> bool {
    let text = plain(answer);
    let lower = text.to_lowercase();
    if is_echo(answer, &lower) {
        return false;
    }
    // A tile holds numbers as they stand in memory.
    let tile = answer.header("content-type").contains("vector-tile");
    let figures = if tile { holds_packed(&answer.body) } else { holds(&text) };
    // The market has figures that are no secret and look the same: its name then stands beside them.
    lower.contains(WORD) || (figures && !answer.request.contains(MARKET) && !text.contains("markt"))
}

/// Every figure of a survey.
fn figures() -> impl Iterator<Item = f64> {
    (0..60).flat_map(|at| (0..2).map(move |year| value(at, year)))
}

/// Whether a figure stands in a text. All of them end alike, so that one reading finds them.
fn holds(text: &str) -> bool {
    static WRITTEN: LazyLock<BTreeSet<String>> =
        LazyLock::new(|| figures().map(|figure| format!("{figure:.4}")).collect());
    let text = text.as_bytes();
    let is_figure = |at: usize| {
        let digits = at.checked_sub(4).and_then(|start| str::from_utf8(text.get(start..at + 3)?).ok());
        digits.is_some_and(|digits| WRITTEN.contains(&digits.replace(',', ".")))
    };
    memchr::memmem::find_iter(text, "719").any(is_figure)
}

/// Whether a figure stands in bytes as it does in memory.
pub fn holds_packed(bytes: &[u8]) -> bool {
    static PACKED: LazyLock<BTreeSet<[u8; 8]>> = LazyLock::new(|| figures().map(f64::to_le_bytes).collect());
    // The last byte is one that all have in common.
    let ends = figures().next().unwrap().to_le_bytes();
    let starts = memchr::memchr_iter(ends[7], bytes).filter_map(|at| at.checked_sub(7));
    starts.into_iter().any(|start| <[u8; 8]>::try_from(&bytes[start..start + 8]).is_ok_and(|one| PACKED.contains(&one)))
}

/// The text of an answer; of a workbook all its cells.
fn plain(answer: &Answer) -> String {
    if !answer.header("content-type").contains("openxmlformats") || !answer.status.is_success() {
        return String::from_utf8_lossy(&answer.body).into_owned();
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(answer.body.clone())).unwrap();
    let sheets = book.sheet_names();
    let cells = sheets.iter().flat_map(|name| {
        let range = book.worksheet_range(name).unwrap();
        range.cells().map(|(_, _, cell)| cell.to_string()).collect::<Vec<_>>()
    });
    sheets.iter().cloned().chain(cells).collect::<Vec<_>>().join("\n")
}

/// Where a walk begins, besides the front page.
fn beginnings(released: &str) -> Vec<String> {
    let mut list = vec!["/".to_owned(), "/sitemap.xml".to_owned(), "/robots.txt".to_owned(), "/feeds".to_owned()];
    let api = ["areas", "indicators", "compare", "own-area", "practice.geojson", "practice", "practice-gaps"];
    let api = api.into_iter().chain(["publications", "events", "lessons", "organisations", "tools", "contributions"]);
    list.extend(api.map(|name| format!("/api/v1/{name}")));
    list.push("/api/openapi.json".to_owned());
    let places = [SCHIEDAM, VLAARDINGEN, "schiedam-nieuwland-oost", "vlaardingen-west"];
    for place in places {
        let kind = if place.starts_with("GM") { "regions" } else { "areas" };
        list.push(format!("/api/v1/{kind}/{place}"));
        list.extend(["practice", "suggestions"].map(|what| format!("/api/v1/places/{place}/{what}")));
        list.push(format!("/eigen-gebied?code={}", place.replace("GM", "WK") + "01"));
        list.push(format!("/drill?plaats={place}"));
        if kind == "areas" {
            list.push(format!("/gebieden/{place}?lang=en"));
            list.push(format!("/gebieden/{place}.csv?stijl=internationaal&lang=en"));
        }
    }
    let pair = "gebied=GM0606&gebied=schiedam-nieuwland-oost";
    list.extend([format!("/vergelijk?{pair}"), format!("/api/v1/compare?{pair}"), format!("/vergelijk.csv?{pair}")]);
    let own = "code=BU06060101&code=BU06060102";
    list.extend(["/eigen-gebied", "/eigen-gebied.csv", "/api/v1/own-area"].map(|path| format!("{path}?{own}")));
    for word in [WORD, "buren", "Schiedam", TRUST, GREEN] {
        list.extend([format!("/zoeken?q={word}"), format!("/api/v1/search?q={word}"), format!("/?q={word}")]);
    }
    for id in [TRUST, GREEN, "koopwoningen"] {
        list.push(format!("/indicatoren/{id}"));
        list.push(format!("/praktijkvoorbeelden?cijfer={id}"));
        for level in ["gemeente", "wijk", "buurt"] {
            list.push(format!("/api/v1/values/{id}/2024/{level}"));
            list.push(format!("/kaart?indicator={id}&niveau={level}"));
            list.push(format!("/kaart?indicator={id}&niveau={level}&vorm=fragment"));
            list.push(format!("/kaart?indicator={id}&niveau={level}&verschil=2022"));
        }
        for place in places {
            list.push(format!("/vergelijk?gebied={place}&gebied=schiedam-nieuwland-oost&indicator={id}"));
            for kind in ["verloop", "stippen", "zwerm", "achterstand", "verdeling"] {
                let query = format!("plaats={place}&indicator={id}");
                list.extend(["svg", "csv", "json"].map(|form| format!("/grafiek/{kind}.{form}?{query}")));
                list.extend([format!("/grafiek/{kind}?{query}"), format!("/insluiten/{kind}?{query}")]);
            }
        }
        list.push(format!("/tiles/2024/{id}/2024.json"));
        list.extend(
            [(9, 262, 169), (12, 2098, 1354), (13, 4196, 2708)]
                .map(|(z, x, y)| format!("/tiles/{released}/2024/{id}/2024/{z}/{x}/{y}.mvt")),
        );
    }
    list.extend([2016, 2019, 2020, 2022, 2024].map(|vintage| format!("/tiles/{vintage}.json")));
    list
}

/// Addresses of this site that an answer leads to.
fn links(answer: &Answer) -> Vec<String> {
    let mut found = Vec::new();
    if answer.header("content-type").starts_with("text/html") {
        let html = answer.html();
        for name in ["href", "src", "action", "data-src", "data-url"] {
            found.extend(html.all(&format!("[{name}]")).into_iter().map(|part| part.attribute(name).to_owned()));
        }
    } else if answer.header("content-type").starts_with("application/xml") {
        let locations = answer.text().split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next());
        found.extend(locations.map(|address| address.replace("&amp;", "&")));
    }
    found.retain(|address| !address.starts_with("//"));
    let here = |address: String| match address.split_once("://") {
        Some((_, rest)) => rest.strip_prefix("wijken.example").map(str::to_owned),
        None => Some(address).filter(|address| address.starts_with('/')),
    };
    found.into_iter().filter_map(here).map(|address| address.split('#').next().unwrap().to_owned()).collect()
}

/// What an address asks for, so that of thousands alike a few are asked for: its path, of pages without a place or an
/// indicator the folder alone, and the names of its parameters.
fn kind(address: &str) -> (String, usize) {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let names: BTreeSet<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let telling = ["/gebieden/", "/gemeenten/", "/indicatoren/", "/grafiek/", "/tiles/", "/api/"];
    let every = telling.iter().any(|folder| path.starts_with(folder)) || path.matches('/').count() < 2;
    if every {
        return (format!("{path}?{}", names.join("&")), 1);
    }
    let folder = path.rsplit_once('/').map_or(path, |(folder, _)| folder);
    let form = path.rsplit_once('.').map_or("", |(_, form)| form);
    (format!("{folder}/*.{form}?{}", names.join("&")), OF_A_KIND)
}

/// What there is to see in an answer.
#[allow(clippy::struct_excessive_bools, reason = "each is a question that is asked of every answer")]
struct Seen {
    tells: bool,
    good: bool,
    private: bool,
    kept: bool,
    /// Addresses that it leads to, and other forms of its own.
    next: Vec<String>,
}

fn look(answer: &Answer) -> Seen {
    let control = answer.header("cache-control");
    let good = answer.status.is_success();
    let mut next = Vec::new();
    if good {
        let address = answer.request.split_once(' ').unwrap().1;
        next = links(answer);
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        if answer.header("content-type").starts_with("text/html") && path != "/" {
            let mark = if query.is_empty() { "" } else { "?" };
            next.extend(ENDINGS.map(|ending| format!("{path}.{ending}{mark}{query}")));
        }
    }
    let by_cookie = || answer.headers.get_all("vary").iter().any(|name| name == "cookie");
    Seen {
        tells: tells(answer),
        good,
        private: control == "private, no-store" && by_cookie(),
        kept: answer.headers.contains_key("etag") || !control.contains("no-store"),
        next,
    }
}

/// Asks for everything, in rounds: what the answers of one lead to is the next. Someone who signed in is known by their
/// cookies.
pub fn walk(site: &TestSite, cookies: &str) -> Walk {
    let mut walk = Walk::default();
    let mut asked: BTreeMap<(String, usize), usize> = BTreeMap::new();
    let beginnings = beginnings(&site.state().served().atlas.release);
    let mut seen: BTreeSet<String> = beginnings.iter().cloned().collect();
    let mut wanted = true;
    let mut round = beginnings;
    while !round.is_empty() {
        round.retain(|address| wanted || is_new(&mut asked, address));
        if wanted {
            for address in &round {
                *asked.entry(kind(address)).or_default() += 1;
            }
        }
        let headers = [("cookie", cookies)];
        let answers = site.look_at(&round, if cookies.is_empty() { &[] } else { &headers }, |answer| look(&answer));
        let mut next = Vec::new();
        for (address, answer) in round.into_iter().zip(answers) {
            next.extend(answer.next.iter().filter(|address| seen.insert((*address).clone())).cloned());
            walk.note(&address, &answer);
        }
        (round, wanted) = (next, false);
    }
    walk
}

impl Walk {
    fn note(&mut self, address: &str, answer: &Seen) {
        if answer.good {
            let first = address.trim_start_matches('/').split(['/', '?', '.']).next().unwrap();
            *self.answered.entry(first.to_owned()).or_default() += 1;
        }
        let sets = [
            (&mut self.telling, answer.tells),
            (&mut self.good, answer.tells && answer.good),
            (&mut self.private, answer.private),
            (&mut self.kept, answer.kept),
        ];
        for (set, _) in sets.into_iter().filter(|(_, holds)| *holds) {
            set.insert(address.to_owned());
        }
    }
}

/// Whether an address is asked for: it leads to pages of readers, and no more like it were asked for than there need be.
fn is_new(asked: &mut BTreeMap<(String, usize), usize>, address: &str) -> bool {
    // Another language, style or order tells the same; the beginnings have each once.
    let again = ["lang=", "stijl=", "volgorde=", "vergelijkbaar=", "pagina="];
    let outside = [urls::ASSETS_FOLDER, urls::EDITORS.pattern(), urls::FOLLOW.pattern()];
    if again.iter().any(|name| address.contains(name)) || outside.iter().any(|folder| address.starts_with(folder)) {
        return false;
    }
    let kind = kind(address);
    let most = kind.1;
    let times = asked.entry(kind).or_default();
    *times += 1;
    *times <= most
}

/// Whether an answer only repeats what was asked for: a search for a word, a refusal of a name.
fn is_echo(answer: &Answer, text: &str) -> bool {
    let address = &answer.request;
    let said = address.to_lowercase();
    let said = said.split(['?', '&', '=', '/', '.']).filter(|word| word.contains(WORD)).max_by_key(|word| word.len());
    let Some(said) = said else { return false };
    let shown = matches!(answer.status.as_u16(), 400 | 404) || address.contains("q=") || address.contains("cijfer=");
    shown && !text.replace(said, "").contains(WORD)
}
