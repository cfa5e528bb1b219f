//! `wijkwijzer diff`: what packages or a kept release would change against the active release, before anything is taken over.

use std::fs;

use maud::{DOCTYPE, Markup, html};

use crate::domain::Lang;
use crate::ingest::{self, Folders};
use crate::store::Store as _;
use crate::web::components::difference;
use crate::web::state::differences::Compared;

use super::CliError;
use super::args::DiffArgs;
use super::prepare::{open, read_release};

/// Says what is new, other and gone; writes the same as a page where one is asked for.
///
/// # Errors
/// There is no active release, the files are faulty, or the database cannot be used.
pub async fn run(args: &DiffArgs) -> Result<(), CliError> {
    let store = open(&args.data.database).await?;
    let Some((release, _)) = store.active().await? else {
        return Err(CliError::NothingToServe("there is no active release to hold the packages against".to_owned()));
    };
    let before = read_release(&store, &release, &()).await?;
    let kept = match &args.release {
        Some(id) => Some((id.clone(), read_release(&store, id, &()).await?)),
        None => None,
    };
    store.close().await;
    let (id, after) = match kept {
        Some(kept) => kept,
        None => ingest::read_checked(&Folders::new(&args.data.geodata), &())?,
    };
    let compared = Compared::between(&before, &after);
    let title = format!("release {id} against the active release {release}");
    print!("{}", difference::told(&title, &compared.difference));
    if let Some(path) = &args.page {
        let page = page(&difference::pair(Lang::Nl, &id, &release), Lang::Nl, &compared).into_string();
        fs::write(path, page).map_err(|error| CliError::Io(path.display().to_string(), error))?;
        println!("the same as a page: {}", path.display());
    }
    Ok(())
}

/// The page, on its own, for whoever decides whether the release is taken over.
fn page(pair: &str, lang: Lang, compared: &Compared) -> Markup {
    let title = difference::title(lang);
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · wijkwijzer" }
                style { "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}li{margin:.2rem 0}" }
            }
            body {
                h1 { (title) }
                p { (pair) }
                (difference::content(lang, compared))
            }
        }
    }
}
