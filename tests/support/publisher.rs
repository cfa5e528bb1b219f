//! A publisher on loopback that plays the recorded forms, whole or broken in a way that is asked for.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use url::Url;

/// What was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The address.
    pub url: Url,
    /// Headers by small name.
    pub headers: BTreeMap<String, String>,
    /// How many requests came before it.
    pub number: usize,
}

impl Asked {
    /// What is asked behind the address.
    pub fn query(&self, name: &str) -> Option<String> {
        self.url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// A number that is asked.
    pub fn number_of(&self, name: &str) -> usize {
        self.query(name).and_then(|value| value.parse().ok()).unwrap_or(0)
    }
}

/// What is answered.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    /// So many bytes of the body are sent, then the line breaks off.
    pub cut: Option<usize>,
}

impl Reply {
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: Vec::new(), body: body.into(), cut: None }
    }

    pub fn json(body: impl Into<Vec<u8>>) -> Self {
        Self::new(200, body).with("Content-Type", "application/json")
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub const fn cut(mut self, at: usize) -> Self {
        self.cut = Some(at);
        self
    }

    /// A file, from where a range asks for it if it is still the one that is meant.
    pub fn file(bytes: &[u8], etag: &str, asked: &Asked) -> Self {
        if asked.headers.get("if-none-match").is_some_and(|known| known == etag) {
            return Self::new(304, "").with("ETag", etag);
        }
        let from = asked
            .headers
            .get("range")
            .and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse::<usize>().ok());
        let meant = asked.headers.get("if-range").is_some_and(|mark| mark == etag);
        match from.filter(|_| meant) {
            Some(from) if from >= bytes.len() => Self::new(416, ""),
            Some(from) => Self::new(206, &bytes[from..])
                .with("ETag", etag)
                .with("Content-Range", format!("bytes {from}-{}/{}", bytes.len() - 1, bytes.len())),
            None => Self::new(200, bytes).with("ETag", etag),
        }
    }

    fn write(&self, stream: &mut impl std::io::Write) {
        let mut head = format!("HTTP/1.1 {} Said\r\nContent-Length: {}\r\n", self.status, self.body.len());
        for (name, value) in &self.headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        head.push_str("Connection: close\r\n\r\n");
        let body = &self.body[..self.cut.unwrap_or(self.body.len()).min(self.body.len())];
        // Who asked may have gone.
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)).and_then(|()| stream.flush());
    }
}

type Plays = Box<dyn Fn(&Asked) -> Reply + Send + Sync>;

/// The publisher; its threads end with the tests.
#[derive(Clone)]
pub struct Publisher {
    /// Where it is asked, without a slash at the end.
    pub address: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Publisher {
    /// Answers as `plays` says.
    pub fn playing(plays: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let one = Self { address, asked: Arc::default() };
        let (publisher, plays) = (one.clone(), Arc::new(Box::new(plays) as Plays));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (publisher, plays) = (publisher.clone(), plays.clone());
                std::thread::spawn(move || publisher.answer(&stream, &plays));
            }
        });
        one
    }

    fn answer(&self, stream: &TcpStream, plays: &Plays) {
        let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
        let Some(first) = lines.next() else { return };
        let headers = lines.take_while(|line| !line.is_empty());
        let headers = headers.filter_map(|line| {
            let (name, value) = line.split_once(": ")?;
            Some((name.to_lowercase(), value.to_owned()))
        });
        let headers = headers.collect();
        let path = first.split(' ').nth(1).unwrap_or("/");
        let url = Url::parse(&format!("{}{path}", self.address)).unwrap();
        let asked = {
            let mut all = self.asked.lock().unwrap();
            let asked = Asked { url, headers, number: all.len() };
            all.push(asked.clone());
            asked
        };
        plays(&asked).write(&mut &*stream);
    }

    /// Everything that was asked, in its order.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}
