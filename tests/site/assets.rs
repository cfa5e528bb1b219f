//! Assets: hashed, immutable, compressed.

use crate::support::TestSite;
use wijkwijzer::web::assets;

#[test]
fn every_asset_of_a_page_is_served_for_a_year() {
    let site = TestSite::shipped();
    let html = site.html("/");
    let mut found = 0;
    let linked = html.all("[href^=\"/assets/\"]").into_iter().map(|part| part.attribute("href"));
    let loaded = html.all("[src^=\"/assets/\"]").into_iter().map(|part| part.attribute("src"));
    for path in linked.chain(loaded) {
        let answer = site.get(path);
        assert_eq!(answer.status.as_u16(), 200, "{path}");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        found += 1;
    }
    assert!(found >= 4, "styles, script and icon");
}

#[test]
fn an_asset_is_compressed_as_the_client_takes_it() {
    let site = TestSite::shipped();
    let path = assets::url("base.css");
    let plain = site.get(&path);
    assert_eq!(plain.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(site.get_with(&path, &[("accept-encoding", "gzip")]).unpacked(), plain.body);
    let brotli = site.get_with(&path, &[("accept-encoding", "gzip, br")]);
    assert_eq!(brotli.header("content-encoding"), "br");
    assert!(brotli.body.len() < plain.body.len());
}

#[test]
fn the_map_library_comes_from_our_own_address_or_not_at_all() {
    let site = TestSite::shipped();
    let html = site.page("/");
    match assets::map_library() {
        Some(addresses) => {
            for address in addresses {
                assert!(html.contains(&address), "{address}");
                assert_eq!(site.get(&address).status.as_u16(), 200, "{address}");
            }
        }
        None => assert!(!html.contains("data-map"), "without the library a page asks for no live map"),
    }
}
