//! `wijkwijzer user`: accounts of editors.

use std::io::{IsTerminal as _, Read as _};
use std::path::Path;

use crate::desk::mail::now;
use crate::desk::password;
use crate::domain::Sight;
use crate::store::audit::Chain;
use crate::store::desk::{AccountStore as _, ContributionStore as _, Role, TokenHash};
use crate::text;
use crate::urls;

use super::CliError;
use super::args::{UserArgs, UserCommand};
use super::prepare::open;

/// Runs one of the commands.
pub async fn run(args: &UserArgs) -> Result<(), CliError> {
    match &args.command {
        UserCommand::Add { name, role, scope, password_file, data } => {
            let (name, sight) = (name_of(name)?, sight_of(scope)?);
            let hash = hash(&name, password_file.as_deref())?;
            let role: Role = role.as_str().parse().unwrap_or(Role::Editor);
            let store = open(&data.database).await?;
            if !store.add_account(&name, role, &hash, now()).await? {
                return Err(CliError::Account(format!(
                    "there is an account {name} already; `user password` sets a new password"
                )));
            }
            if !sight.is_nothing() {
                store.set_sight(&name, &sight, now()).await?;
            }
            println!("{name} can sign in at {} ({})", urls::EDITORS, role.as_str());
        }
        UserCommand::Scope { name, gemeenten, data } => {
            let (name, sight) = (name.to_lowercase(), sight_of(gemeenten)?);
            if !open(&data.database).await?.set_sight(&name, &sight, now()).await? {
                return Err(unknown(&name));
            }
            println!("{name} sees {}", seen(&sight));
        }
        UserCommand::List { data } => {
            for account in open(&data.database).await?.accounts().await? {
                let state = if account.disabled { "disabled" } else { "enabled" };
                let since = text::moment(crate::domain::Lang::En, account.created_at);
                let step = if account.second_step { "second step" } else { "password only" };
                let (name, role, seen) = (&account.name, account.role.as_str(), seen(&account.sight));
                println!("{name}\t{role}\t{state}\t{step}\tsince {since}\t{seen}");
            }
        }
        UserCommand::Disable { name, data } => shut(name, true, &data.database).await?,
        UserCommand::Enable { name, data } => shut(name, false, &data.database).await?,
        UserCommand::ResetSecondStep { name, data } => {
            let name = name.to_lowercase();
            if !open(&data.database).await?.remove_second_step(&name, now()).await? {
                return Err(CliError::Account(format!("{name} is no account with a second step")));
            }
            println!("{name} signs in with the password alone; open sessions have ended");
        }
        UserCommand::Log { known, data } => log(known.as_deref(), &open(&data.database).await?.chain().await?)?,
        UserCommand::Password { name, password_file, data } => {
            let name = name_of(name)?;
            let store = open(&data.database).await?;
            let hash = hash(&name, password_file.as_deref())?;
            if !store.set_password(&name, &hash, now()).await? {
                return Err(unknown(&name));
            }
            println!("{name} has a new password; open sessions have ended");
        }
    }
    Ok(())
}

/// What may be seen, from what was typed.
fn sight_of(words: &[String]) -> Result<Sight, CliError> {
    Sight::read(words).map_err(|word| {
        CliError::Account(format!("\"{word}\" is no gemeente: give codes such as GM0344, or * for every one"))
    })
}

/// What may be seen, in words.
fn seen(sight: &Sight) -> String {
    if sight.is_nothing() {
        return "no restricted figures".to_owned();
    }
    format!("restricted figures of {}", sight.words().collect::<Vec<_>>().join(" "))
}

/// Tells whether the log is whole.
fn log(known: Option<&str>, chain: &Chain) -> Result<(), CliError> {
    let broken = |number: &dyn std::fmt::Display| CliError::Log(number.to_string());
    if let Some(number) = chain.broken {
        return Err(broken(&number));
    }
    let told = |(number, hash): &(i64, TokenHash)| format!("{number}:{}", hex::encode(hash));
    if let Some(known) = known.map(str::trim)
        && !chain.links.iter().any(|line| told(line) == known)
    {
        return Err(broken(&known));
    }
    let last = chain.links.last().map_or_else(|| "none".to_owned(), told);
    println!("{} lines, each fits the one before it; the last one, to be noted elsewhere: {last}", chain.links.len());
    Ok(())
}

async fn shut(name: &str, disabled: bool, database: &Path) -> Result<(), CliError> {
    let name = name.to_lowercase();
    if !open(database).await?.set_disabled(&name, disabled, now()).await? {
        return Err(unknown(&name));
    }
    println!(
        "{name} {}",
        if disabled { "cannot sign in any more; open sessions have ended" } else { "can sign in again" }
    );
    Ok(())
}

fn unknown(name: &str) -> CliError {
    CliError::Account(format!("there is no account {name}; `wijkwijzer user list` shows them"))
}

/// A sign-in name: 2 to 40 letters, digits, dots, dashes; in lower case.
fn name_of(typed: &str) -> Result<String, CliError> {
    let name = typed.trim().to_lowercase();
    let fits = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@'));
    // These three stand in the log for someone who has no account.
    let taken = matches!(name.as_str(), "bezoeker" | "beheer" | "opruiming");
    if fits && !taken && (2..=40).contains(&name.len()) {
        return Ok(name);
    }
    Err(CliError::Account(format!("\"{typed}\" cannot be a name: use 2 to 40 letters, digits, dots or dashes")))
}

/// The hash of a password from a file, from a pipe, or typed twice.
fn hash(name: &str, file: Option<&Path>) -> Result<String, CliError> {
    let io = |what: &str| {
        let what = what.to_owned();
        move |error| CliError::Io(what, error)
    };
    let password = if let Some(path) = file {
        std::fs::read_to_string(path).map_err(io(&path.display().to_string()))?
    } else if std::io::stdin().is_terminal() {
        let first = rpassword::prompt_password("Password: ").map_err(io("the password"))?;
        let again = rpassword::prompt_password("Once more: ").map_err(io("the password"))?;
        if first != again {
            return Err(CliError::Account("the two passwords differ; nothing was changed".to_owned()));
        }
        first
    } else {
        let mut piped = String::new();
        std::io::stdin().take(4_096).read_to_string(&mut piped).map_err(io("standard input"))?;
        piped
    };
    password::hash(name, password.trim_end_matches(['\r', '\n'])).map_err(|error| CliError::Account(error.to_string()))
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::cli::args::{Cli, Command};

    /// Runs `wijkwijzer user` with these words on a database.
    fn user(database: &Path, words: &[&str]) -> Result<(), CliError> {
        let typed = ["wijkwijzer", "user"].into_iter().chain(words.iter().copied());
        let typed = typed.chain(["--database", database.to_str().unwrap()]);
        let Some(Command::User(args)) = Cli::try_parse_from(typed).unwrap().command else { panic!("{words:?}") };
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run(&args))
    }

    /// What an account of a database sees, in words.
    fn sees(database: &Path, name: &str) -> String {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let accounts = open(database).await.unwrap().accounts().await.unwrap();
            seen(&accounts.iter().find(|account| account.name == name).unwrap().sight)
        })
    }

    #[test]
    fn an_account_sees_the_gemeenten_that_were_typed_last_and_nothing_before_any_were() {
        let folder = tempfile::tempdir().unwrap();
        let (database, password) = (folder.path().join("w.db"), folder.path().join("password"));
        std::fs::write(&password, "vier losse woorden\n").unwrap();
        let password = password.to_str().unwrap();
        user(&database, &["add", "anna", "--password-file", password]).unwrap();
        user(&database, &["add", "Bas", "--password-file", password, "--scope", "GM0344,GM0106"]).unwrap();
        assert_eq!(sees(&database, "anna"), "no restricted figures");
        assert_eq!(sees(&database, "bas"), "restricted figures of GM0106 GM0344");
        user(&database, &["scope", "Anna", "GM0344"]).unwrap();
        user(&database, &["scope", "bas", "*"]).unwrap();
        assert_eq!(sees(&database, "anna"), "restricted figures of GM0344");
        assert_eq!(sees(&database, "bas"), "restricted figures of *");
        user(&database, &["scope", "bas"]).unwrap();
        assert_eq!(sees(&database, "bas"), "no restricted figures");
        let told = |words: &[&str]| user(&database, words).unwrap_err().to_string();
        assert!(told(&["scope", "carla", "*"]).contains("there is no account carla"));
        assert!(told(&["scope", "anna", "GM0106", "Utrecht"]).contains("\"Utrecht\" is no gemeente"));
        let refused = told(&["add", "carla", "--password-file", password, "--scope", "WK034401"]);
        assert!(refused.contains("\"WK034401\" is no gemeente"), "{refused}");
        assert_eq!(sees(&database, "anna"), "restricted figures of GM0344", "what is refused changes nothing");
        assert!(told(&["scope", "carla"]).contains("no account"), "nor was an account made");
    }

    #[test]
    fn a_name_is_short_and_plain_and_no_one_else_in_the_log() {
        assert_eq!(name_of(" Anna.de-Vries ").unwrap(), "anna.de-vries");
        for name in ["a", "", "anna de vries", "beheer", "Bezoeker", "ann\u{e9}", &"a".repeat(41)] {
            assert!(name_of(name).is_err(), "{name}");
        }
    }
}
