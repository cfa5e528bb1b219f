//! The desk of a running server, and `wijkwijzer mail` and `wijkwijzer purge`.

use std::sync::Arc;
use std::time::Duration;

use tracing::{error, info, warn};

use crate::desk::mail::{self, Mailer, now};
use crate::store::SqliteStore;
use crate::store::desk::{ContributionStore as _, SubscriptionStore as _};
use crate::web::desk::{Desk, DeskOptions};
use crate::web::state::AppState;
use crate::web::state::site::Site;

use super::CliError;
use super::args::{DeskArgs, MailArgs, PurgeArgs};
use super::prepare::{open, ready};

/// How often a running server looks whether another process published something.
const LOOK: Duration = Duration::from_secs(1);
/// How often it looks for mail to send, when nobody wakes it.
const MAIL: Duration = Duration::from_mins(1);
/// How often it erases what was kept long enough.
const TIDY: Duration = Duration::from_hours(1);

/// The site as its operator names it.
///
/// # Errors
/// An address that is none of a site.
pub fn site(args: &DeskArgs) -> Result<Site, CliError> {
    if let Some(url) = &args.base_url {
        let fits = url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.path() == "/");
        if !fits {
            return Err(CliError::Desk(format!("--base-url {url} is not the address of a site: https://example.org")));
        }
    }
    Ok(Site::new(args.base_url.as_deref()))
}

/// The options of the desk.
///
/// # Errors
/// A header that cannot be read, or a proxy or mail server without what belongs to it.
pub fn options(args: &DeskArgs, site: &Site) -> Result<DeskOptions, CliError> {
    if args.client_header.is_some() && site.public().is_none() {
        return Err(CliError::Desk(
            "--client-header says that a proxy stands before this server: name the address that \
            readers use with --base-url"
                .to_owned(),
        ));
    }
    let header = args.client_header.as_ref().map(|name| name.parse());
    let client_header =
        header.transpose().map_err(|_| CliError::Desk("--client-header is not the name of a header".to_owned()))?;
    let mailer = match (&args.smtp_url, &args.mail_from, site.public()) {
        (None, _, _) => None,
        (Some(url), Some(from), Some(base)) => {
            Some(Mailer::new(url, from, base).map_err(|error| CliError::Desk(error.to_string()))?)
        }
        _ => return Err(CliError::Desk("--smtp-url needs --mail-from and --base-url".to_owned())),
    };
    Ok(DeskOptions { client_header, mailer, ..DeskOptions::default() })
}

/// The desk of a server.
///
/// # Errors
/// The options or the database.
pub async fn start(store: &SqliteStore, args: &DeskArgs, site: &Site) -> Result<Desk, CliError> {
    Ok(Desk::open(Arc::new(store.clone()), options(args, site)?, site).await?)
}

/// Keeps what readers see in step with the database.
pub async fn watch(state: AppState) {
    let mut ticks = tokio::time::interval(LOOK);
    loop {
        ticks.tick().await;
        if let Err(error) = state.refresh_contributions().await {
            error!(%error, "cannot look for published contributions");
        }
    }
}

/// Erases what was kept long enough, until the server stops. A task of its own: what `/privacy` promises waits for no
/// mail server.
pub async fn tidy(state: AppState) {
    let Ok(desk) = state.desk() else { return };
    let mut ticks = tokio::time::interval(TIDY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = desk.store.tidy(Desk::KEEP, now()).await {
            error!(%error, "cannot erase what was kept long enough");
        }
    }
}

/// Sends mail, until the server stops.
pub async fn mail(state: AppState) {
    let Ok(desk) = state.desk() else { return };
    let Some(mailer) = &desk.options.mailer else { return };
    loop {
        let atlas = Arc::clone(&state.served().atlas);
        match mail::round(desk.store.as_ref(), mailer, &desk.key, &atlas, now()).await {
            Ok(round) if round == mail::Round::default() => {}
            Ok(round) => {
                let mail::Round { asked, told, failed, why } = round;
                if let Some(why) = why {
                    warn!(asked, told, failed, %why, "some mail was not sent");
                } else {
                    info!(asked, told, "mail sent");
                }
            }
            Err(error) => error!(%error, "cannot look for mail to send"),
        }
        desk.woken(MAIL).await;
    }
}

/// `wijkwijzer mail`: one round of mail, for those who prefer a timer to a running sender.
///
/// # Errors
/// The options, the database, or a server that took none of the mails.
pub async fn send(args: &MailArgs) -> Result<(), CliError> {
    super::logging::start(super::args::LogFormat::Text);
    let options = options(&args.desk, &site(&args.desk)?)?;
    let Some(mailer) = &options.mailer else {
        return Err(CliError::Desk("name a mail server with --smtp-url".to_owned()));
    };
    let store = open(&args.data.database).await?;
    let served = ready(&store, &args.data, &()).await?;
    let key = crate::desk::Key::new(store.secret().await?);
    let round = mail::round(&store, mailer, &key, &served.atlas, now()).await?;
    println!("{} requests to confirm and {} mails sent, {} failed", round.asked, round.told, round.failed);
    if round.failed > 0 && round.asked + round.told == 0 {
        return Err(CliError::Desk("the mail server took no mail".to_owned()));
    }
    Ok(())
}

/// `wijkwijzer purge`: erases everything under an e-mail address.
///
/// # Errors
/// The database.
pub async fn purge(args: &PurgeArgs) -> Result<(), CliError> {
    let store = open(&args.data.database).await?;
    let erased = store.erase(args.email.trim(), args.published, now()).await?;
    println!(
        "erased: {} contributions as a whole, the address of {} published ones, {} subscriptions",
        erased.contributions, erased.contacts, erased.subscriptions
    );
    Ok(())
}
