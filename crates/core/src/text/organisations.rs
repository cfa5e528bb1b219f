//! Kinds of organisations.

use crate::domain::{Lang, OrganisationKind};

/// Kind of an organisation in words.
pub const fn organisation_kind(lang: Lang, kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Programma => lang.pick("Lokale programma's en allianties", "Local programmes and alliances"),
        OrganisationKind::Gemeente => lang.pick("Gemeenten", "Municipalities"),
        OrganisationKind::Overheid => {
            lang.pick("Rijk, parlement en provincies", "Central government, parliament and provinces")
        }
        OrganisationKind::Kennis => lang.pick("Kennis en onderzoek", "Knowledge and research"),
        OrganisationKind::Netwerk => lang.pick("Netwerken en fondsen", "Networks and funds"),
        OrganisationKind::Bewoners => lang.pick("Bewoners en bewonersbedrijven", "Residents and residents' companies"),
        OrganisationKind::Wonen => lang.pick("Corporaties en ontwikkelaars", "Housing associations and developers"),
        OrganisationKind::Welzijn => lang.pick("Welzijn, zorg en cultuur", "Welfare, care and culture"),
        OrganisationKind::Onderwijs => lang.pick("Onderwijs", "Education"),
        OrganisationKind::Veiligheid => lang.pick("Politie en justitie", "Police and justice"),
        OrganisationKind::Bureau => lang.pick("Bureaus en bedrijven", "Bureaus and companies"),
    }
}
