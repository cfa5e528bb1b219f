//! Which addresses may be asked, and where an answer may lead.

use url::{Host, Url};

use super::error::FetchError;

/// Reads a declared address.
///
/// # Errors
/// It is none, it is not encrypted on its way to another machine, or it names a user.
pub fn parse(text: &str) -> Result<Url, FetchError> {
    let refuse = |why| FetchError::Address(text.to_owned(), why);
    let url = Url::parse(text).map_err(|_| refuse("expected https://host/path"))?;
    if url.host().is_none() || !encrypted(&url) {
        return Err(refuse("expected https (http only to this machine itself)"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refuse("it names a user; nothing but the request is ever sent"));
    }
    Ok(url)
}

/// Reads where `from` leads: below the same host, or to one that is declared.
///
/// # Errors
/// It leads away.
pub fn follow(from: &Url, to: &str, hosts: &[String]) -> Result<Url, FetchError> {
    let refuse = |why| FetchError::LedAway { address: from.to_string(), to: to.to_owned(), why };
    let url = from.join(to).map_err(|_| refuse("that is no address"))?;
    if !encrypted(&url) || (from.scheme() == "https" && url.scheme() != "https") {
        return Err(refuse("what it gives there could be read and changed on its way"));
    }
    let same = url.host() == from.host() && url.port_or_known_default() == from.port_or_known_default();
    let declared = url.host_str().is_some_and(|host| hosts.iter().any(|one| one == host));
    if same || declared { Ok(url) } else { Err(refuse("another host; if that is right, declare it in `hosts`")) }
}

/// Whether it is on this machine, where nothing stands between.
pub fn here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

fn encrypted(url: &Url) -> bool {
    url.scheme() == "https" || (url.scheme() == "http" && here(url))
}

/// Puts what is asked behind an address. Names stay as they are: services read `$filter`, not all of them `%24filter`.
pub fn asking<'q>(mut url: Url, query: impl Iterator<Item = (&'q str, &'q str)>) -> Url {
    let written = |text: &str| {
        let bytes: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
        bytes.replace('+', "%20")
    };
    let mut parts: Vec<String> = url.query().filter(|query| !query.is_empty()).map(str::to_owned).into_iter().collect();
    parts.extend(query.map(|(name, value)| format!("{}={}", written(name).replace("%24", "$"), written(value))));
    url.set_query((!parts.is_empty()).then(|| parts.join("&")).as_deref());
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_encrypted_addresses_and_this_machine_are_asked() {
        for good in ["https://opendata.cbs.nl/x", "http://127.0.0.1:8000/x", "http://localhost/x", "http://[::1]:1/x"] {
            assert!(parse(good).is_ok(), "{good}");
        }
        let bad = ["http://opendata.cbs.nl/x", "ftp://x.nl/y", "file:///etc/passwd", "x", "https://me:secret@x.nl/y"];
        for bad in bad {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_answer_leads_on_below_its_host_only() {
        let from = parse("https://a.nl/t?x=1").unwrap();
        let hosts = ["b.nl".to_owned()];
        assert_eq!(follow(&from, "/t?skip=2", &[]).unwrap().as_str(), "https://a.nl/t?skip=2");
        assert_eq!(follow(&from, "https://b.nl/t", &hosts).unwrap().as_str(), "https://b.nl/t");
        for away in ["https://b.nl/t", "http://a.nl/t", "https://a.nl:444/t", "//c.nl/t", "file:///t"] {
            assert!(follow(&from, away, &[]).is_err(), "{away}");
        }
        assert!(follow(&from, "http://b.nl/t", &hosts).is_err());
    }

    #[test]
    fn what_is_asked_keeps_its_names() {
        let url = asking(parse("https://a.nl/t?f=json").unwrap(), [("$filter", "A eq 'x '"), ("b", "1+1")].into_iter());
        assert_eq!(url.as_str(), "https://a.nl/t?f=json&$filter=A%20eq%20%27x%20%27&b=1%2B1");
    }
}
