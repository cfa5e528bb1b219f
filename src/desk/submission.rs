//! The form for questions and offers: what may stand in each field, and what is said beside it when it does not fit.

use lettre::Address;
use unicode_normalization::UnicodeNormalization as _;
use url::Url;

use super::place::{self, PlaceAnswer};
use crate::atlas::{Atlas, Hit};
use crate::domain::characters::{is_blank, is_writable};
use crate::domain::{ContributionKind, ContributionText, Lang, Text};
use crate::store::desk::Submission;

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    Kind,
    /// One line.
    Title,
    /// The text.
    Body,
    /// Name, slug or code of a place.
    Place,
    Theme,
    Organisation,
    /// E-mail address.
    Contact,
    /// Address of a page.
    Link,
    /// Agreement to keeping and publishing.
    Consent,
}

impl Field {
    /// Its name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kind => "soort",
            Self::Title => "titel",
            Self::Body => "tekst",
            Self::Place => "plaats",
            Self::Theme => "thema",
            Self::Organisation => "organisatie",
            Self::Contact => "email",
            Self::Link => "link",
            Self::Consent => "akkoord",
        }
    }

    /// Its label in short, for a list of what is wrong.
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Kind => lang.pick("Soort", "Kind"),
            Self::Title => lang.pick("Titel", "Title"),
            Self::Body => lang.pick("Tekst", "Text"),
            Self::Place => lang.pick("Plaats", "Place"),
            Self::Theme => lang.pick("Thema", "Theme"),
            Self::Organisation => lang.pick("Organisatie", "Organisation"),
            Self::Contact => lang.pick("E-mailadres", "E-mail address"),
            Self::Link => lang.pick("Webpagina", "Web page"),
            Self::Consent => lang.pick("Toestemming", "Consent"),
        }
    }

    /// Fewest and most characters.
    pub const fn limits(self) -> (usize, usize) {
        match self {
            Self::Title => (8, 120),
            Self::Body => (20, 4_000),
            Self::Contact => (1, 254),
            Self::Organisation => (0, 120),
            Self::Link => (0, 500),
            Self::Kind | Self::Place | Self::Theme | Self::Consent => (0, 100),
        }
    }
}

/// What was typed, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubmissionForm {
    pub kind: String,
    /// One line.
    pub title: String,
    /// The text.
    pub body: String,
    /// Name, slug or code of a place.
    pub place: String,
    /// Key of one of the places offered.
    pub place_choice: String,
    /// Id of a theme.
    pub theme: String,
    pub organisation: String,
    /// E-mail address.
    pub contact: String,
    /// Address of a page.
    pub link: String,
    /// The box of agreement is ticked.
    pub consent: bool,
    /// The box for showing the address is ticked.
    pub show_contact: bool,
}

/// What is wrong with a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// What to say beside which field, in the order of the form.
    pub fields: Vec<(Field, Text)>,
    /// Places that the typed name may mean.
    pub places: Vec<Hit>,
}

impl Faults {
    /// What to say beside a field.
    pub fn of(&self, field: Field) -> Option<&Text> {
        self.fields.iter().find(|(found, _)| *found == field).map(|(_, text)| text)
    }

    /// Name of each faulty field, and what to say about it where the field is not in sight.
    pub fn listed(&self, lang: Lang) -> Vec<(&'static str, String)> {
        let told = |(field, text): &(Field, Text)| (field.name(), format!("{}: {}", field.label(lang), text.get(lang)));
        self.fields.iter().map(told).collect()
    }

    fn add(&mut self, field: Field, nl: impl Into<String>, en: impl Into<String>) {
        if self.of(field).is_none() {
            self.fields.push((field, Text { nl: nl.into(), en: en.into() }));
        }
    }
}

/// Composed characters, line breaks as `\n`, no spaces at either end.
pub fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").nfc().collect::<String>().trim().to_owned()
}

impl SubmissionForm {
    /// Checks the whole form; all faults come at once.
    pub fn check(&self, atlas: &Atlas, lang: Lang) -> Result<Submission, Faults> {
        let mut faults = Faults::default();
        let text = self.text(atlas, lang, &mut faults);
        let contact = tidy(&self.contact);
        if contact.is_empty() {
            faults.add(
                Field::Contact,
                "Vul een e-mailadres in; de redactie gebruikt het alleen om u over deze bijdrage te bereiken.",
                "Enter an e-mail address; the editors use it only to reach you about this contribution.",
            );
        } else if address(&contact).is_none() {
            faults.add(
                Field::Contact,
                "Dit is geen e-mailadres. Een voorbeeld: naam@gemeente.nl.",
                "This is not an e-mail address. An example: name@municipality.nl.",
            );
        }
        if !self.consent {
            faults.add(
                Field::Consent,
                "Zonder uw toestemming kan de redactie de bijdrage niet bewaren. Zet een vinkje.",
                "Without your consent the editors cannot keep the contribution. Tick the box.",
            );
        }
        // As it is looked up later, for answers and for removal.
        let contact = address(&contact).unwrap_or(contact);
        match text {
            Some(text) if faults.fields.is_empty() => {
                Ok(Submission { text, contact, show_contact: self.show_contact, network: None })
            }
            _ => {
                faults.fields.sort_by_key(|&(field, _)| field);
                Err(faults)
            }
        }
    }

    /// Checks what may become public: all that an editor can change.
    pub fn check_text(&self, atlas: &Atlas, lang: Lang) -> Result<ContributionText, Faults> {
        let mut faults = Faults::default();
        match self.text(atlas, lang, &mut faults) {
            Some(text) if faults.fields.is_empty() => Ok(text),
            _ => Err(faults),
        }
    }

    fn text(&self, atlas: &Atlas, lang: Lang, faults: &mut Faults) -> Option<ContributionText> {
        let kind: Option<ContributionKind> = self.kind.parse().ok();
        if kind.is_none() {
            faults.add(Field::Kind, "Kies wat u instuurt.", "Choose what you are sending.");
        }
        let title = written(Field::Title, &self.title, faults);
        let body = written(Field::Body, &self.body, faults);
        let place = self.place(atlas, faults);
        let theme = tidy(&self.theme);
        if !theme.is_empty() && atlas.vocabulary.theme(&theme).is_none() {
            faults.add(Field::Theme, "Kies een thema uit de lijst.", "Choose a theme from the list.");
        }
        let organisation = written(Field::Organisation, &self.organisation, faults);
        let link = link(&written(Field::Link, &self.link, faults), faults);
        Some(ContributionText {
            kind: kind?,
            title,
            body,
            place: place?,
            theme,
            organisation,
            link,
            lang: lang.tag().to_owned(),
        })
    }

    fn place(&self, atlas: &Atlas, faults: &mut Faults) -> Option<String> {
        if tidy(&self.place).chars().count() > Field::Place.limits().1 {
            faults.add(
                Field::Place,
                "Een plaatsnaam heeft hoogstens 100 tekens.",
                "A place name has at most 100 characters.",
            );
            return None;
        }
        match place::read(atlas, &tidy(&self.place), &self.place_choice) {
            PlaceAnswer::Nowhere => Some(String::new()),
            PlaceAnswer::Found(key) => Some(key),
            PlaceAnswer::Several(places) => {
                faults.add(
                    Field::Place,
                    "Er zijn meer plaatsen die zo heten of erop lijken. Kies hieronder welke u bedoelt.",
                    "Several places have this or a similar name. Choose below which one you mean.",
                );
                faults.places = places;
                None
            }
            PlaceAnswer::Unknown => {
                faults.add(
                    Field::Place,
                    "Geen gebied, gemeente, wijk of buurt heet zo. Controleer de naam, of laat het veld leeg.",
                    "No area, municipality, district or neighbourhood has this name. Check it, or leave it empty.",
                );
                None
            }
        }
    }
}

/// A text within its limits and without characters that cannot be shown.
fn written(field: Field, typed: &str, faults: &mut Faults) -> String {
    let text = tidy(typed);
    let count = text.chars().filter(|c| !is_blank(*c)).count();
    let (least, most) = field.limits();
    let lines = field == Field::Body;
    let is_break = |c: char| lines && matches!(c, '\n' | '\t');
    if text.chars().any(|c| (c.is_control() && !is_break(c)) || !is_writable(c) || is_invisible(c)) {
        faults.add(
            field,
            "Hier staat een teken dat niet te tonen is. Typ de tekst over in plaats van haar te plakken.",
            "There is a character that cannot be shown. Type the text instead of pasting it.",
        );
    } else if count < least {
        faults.add(
            field,
            format!("Schrijf ten minste {least} tekens; dit zijn er {count}."),
            format!("Write at least {least} characters; there are {count}."),
        );
    } else if count > most {
        faults.add(
            field,
            format!("Schrijf hoogstens {most} tekens; dit zijn er {count}."),
            format!("Write at most {most} characters; there are {count}."),
        );
    }
    text
}

/// Characters that turn the direction of writing: a text could show something else than it says.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffd}')
}

/// An address of a page: http or https, with a host, without a name and password in it.
fn link(typed: &str, faults: &mut Faults) -> String {
    if typed.is_empty() {
        return String::new();
    }
    let read = Url::parse(typed).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.host_str().is_some_and(|host| host.contains('.'))
            && url.username().is_empty()
            && url.password().is_none()
    });
    if let Some(url) = read {
        return url.into();
    }
    faults.add(
        Field::Link,
        "Dit is geen adres van een webpagina. Het begint met https:// of http://.",
        "This is not the address of a web page. It starts with https:// or http://.",
    );
    typed.to_owned()
}

/// An e-mail address, with its domain in lower case.
pub fn address(typed: &str) -> Option<String> {
    if typed.chars().count() > Field::Contact.limits().1 || !typed.is_ascii() {
        return None;
    }
    let address: Address = typed.parse().ok()?;
    address.domain().contains('.').then(|| format!("{}@{}", address.user(), address.domain().to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults_of_link(text: &str) -> bool {
        let mut faults = Faults::default();
        link(text, &mut faults);
        faults.of(Field::Link).is_some()
    }

    #[test]
    fn only_addresses_of_pages_are_links() {
        assert!(!faults_of_link("https://www.example.org/a?b=c#d"));
        assert!(!faults_of_link("http://example.org"));
        for text in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "mailto:a@example.org",
            "//example.org",
            "example.org",
            "https://",
            "https://user:secret@example.org/",
            "file:///etc/passwd",
            "ftp://example.org/",
            "https://localhost/",
        ] {
            assert!(faults_of_link(text), "{text}");
        }
    }

    #[test]
    fn an_address_has_a_name_and_a_domain() {
        assert_eq!(address("Jan@Gemeente.NL").as_deref(), Some("Jan@gemeente.nl"));
        for text in
            ["jan", "jan@", "@gemeente.nl", "jan@gemeente", "jan@gemeente.nl\nbcc: x@y.nl", "a b@c.nl", "<a@b.nl>"]
        {
            assert_eq!(address(text), None, "{text}");
        }
        assert_eq!(address(&format!("{}@example.org", "a".repeat(250))), None);
    }

    #[test]
    fn lengths_are_counted_in_characters_and_said() {
        let mut faults = Faults::default();
        assert_eq!(written(Field::Title, "  een titel\u{301} \r\n", &mut faults), "een titeĺ");
        written(Field::Body, "te kort", &mut faults);
        assert!(faults.of(Field::Body).unwrap().nl.contains("20 tekens; dit zijn er 7"));
        let mut faults = Faults::default();
        written(Field::Title, &"é".repeat(120), &mut faults);
        assert_eq!(faults, Faults::default());
        written(Field::Title, &"é".repeat(121), &mut faults);
        assert!(faults.of(Field::Title).unwrap().en.contains("at most 120"));
    }

    #[test]
    fn text_that_hides_or_turns_characters_is_refused() {
        for text in ["een titel\u{202e}gpj.exe", "een titel\0", "een\ttitel", "een\ntitel erbij"] {
            let mut faults = Faults::default();
            written(Field::Title, text, &mut faults);
            assert!(faults.of(Field::Title).is_some(), "{text:?}");
        }
        let mut faults = Faults::default();
        written(Field::Body, "eerste regel\n\ttweede regel", &mut faults);
        assert_eq!(faults, Faults::default());
    }

    #[test]
    fn a_text_holds_only_what_every_form_of_it_can_hold_and_counts_only_what_is_seen() {
        let faulty = |text: &str| {
            let mut faults = Faults::default();
            written(Field::Title, text, &mut faults);
            faults.of(Field::Title).is_some()
        };
        assert!(!faulty("Een gewone vraag"));
        assert!(faulty("Een vraag met \u{ffff} erin") && faulty("Een vraag met \u{fdd0} erin"));
        assert!(faulty(&"\u{3164}".repeat(9)) && faulty(&"\u{200b}".repeat(25)), "nothing is to be seen");
    }
}
