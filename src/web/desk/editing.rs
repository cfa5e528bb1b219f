//! The page of one contribution for editors.

use maud::{Markup, html};

use super::bar::{Shown, bar};
use super::choices::{area_names, place_choices, theme_groups};
use super::editors::lines_of;
use super::security::TOKEN;
use crate::atlas::Atlas;
use crate::desk::submission::Faults;
use crate::desk::{Field, SubmissionForm, place};
use crate::domain::{ContributionKind, ContributionStatus, ContributionText, Lang};
use crate::store::desk::{AuditEntry, Contribution};
use crate::text;
use crate::urls;
use crate::web::components::fields::{self, Control};
use crate::web::parameters::context::PageContext;
use crate::web::representation::layout;

/// What stands in the form.
pub struct Sheet<'a> {
    /// As it is stored.
    pub item: &'a Contribution,
    /// As it was typed.
    pub typed: &'a SubmissionForm,
    /// The note as it was typed.
    pub note: &'a str,
    /// Language that the contribution is written in.
    pub written_in: Lang,
    /// What is wrong with what was typed.
    pub faults: &'a Faults,
    /// Someone else saved it since.
    pub stale: bool,
}

/// What stands beside the form.
pub struct Beside<'a> {
    /// Lines of the log about it.
    pub log: &'a [AuditEntry],
    /// What it said before.
    pub versions: &'a [(i64, ContributionText)],
    /// What it is linked to.
    pub linked: &'a [Contribution],
    /// What it could be linked to.
    pub others: &'a [Contribution],
}

/// The page.
pub fn render(ctx: &PageContext, atlas: &Atlas, shown: &Shown<'_>, sheet: &Sheet<'_>, beside: &Beside<'_>) -> Markup {
    let lang = ctx.lang;
    let item = sheet.item;
    let title = format!("{} {}", lang.pick("Bijdrage", "Contribution"), item.number);
    let main = html! {
        div class="stack" {
            h1 { (title) }
            (bar(ctx, shown))
            p {
                b { (text::contribution_status(lang, item.status)) }
                " · " (lang.pick("ingestuurd ", "sent in ")) (text::moment(lang, item.submitted_at))
                @if let Some(at) = item.published_at { " · " (lang.pick("gepubliceerd ", "published ")) (text::moment(lang, at)) }
                @if item.status == ContributionStatus::Gepubliceerd {
                    " · " a href=(ctx.href(urls::contribution(item.number))) { (lang.pick("bekijk op de site", "see on the site")) }
                }
            }
            div class="desk-columns" {
                div { (stale(ctx, atlas, sheet)) (form(ctx, atlas, shown, sheet)) }
                div class="desk-side" {
                    (sender(lang, item))
                    (links(ctx, shown, item, beside))
                    (versions(ctx, atlas, beside.versions))
                    section { h2 { (lang.pick("Logboek", "Log")) } (lines_of(ctx, beside.log, false)) }
                    (erase(ctx, shown, item))
                }
            }
        }
    };
    layout::page(ctx, &title, main)
}

fn stale(ctx: &PageContext, atlas: &Atlas, sheet: &Sheet<'_>) -> Markup {
    let lang = ctx.lang;
    html! {
        @if sheet.stale {
            div class="stale" role="alert" {
                p { b { (lang.pick("Een ander heeft deze bijdrage intussen gewijzigd.", "Someone else changed this contribution in the meantime.")) } }
                p { (lang.pick(
                    "Hieronder staat wat u schreef; dat is nog niet bewaard. Wat er nu is opgeslagen staat hier. Bewaart u opnieuw, dan komt uw tekst ervoor in de plaats.",
                    "Below is what you wrote; it has not been kept yet. What is stored now stands here. If you save again, your text takes its place.",
                )) }
                div class="sent" { (sent(ctx, atlas, &sheet.item.text)) }
            }
        }
    }
}

fn sent(ctx: &PageContext, atlas: &Atlas, text: &ContributionText) -> Markup {
    html! {
        p lang=(text.lang) { b { (text.title) } }
        p class="secondary" {
            (text::contribution_kind(ctx.lang, text.kind))
            @if !text.place.is_empty() { " · " (place::told(atlas, &text.place, ctx.lang)) }
            @if let Some(theme) = atlas.vocabulary.theme(&text.theme) { " · " (theme.label.get(ctx.lang)) }
            @if !text.organisation.is_empty() { " · " (text.organisation) }
        }
        p class="written" lang=(text.lang) { (text.body) }
        @if !text.link.is_empty() { p class="secondary" { (text.link) } }
    }
}

fn form(ctx: &PageContext, atlas: &Atlas, shown: &Shown<'_>, sheet: &Sheet<'_>) -> Markup {
    let lang = ctx.lang;
    let item = sheet.item;
    let listed = sheet.faults.listed(lang);
    html! {
        (fields::summary(lang.pick("Er is nog niets bewaard", "Nothing has been saved yet"), &listed))
        form class="form" action=(ctx.href(urls::moderation(item.number))) method="post" novalidate {
            (texts(lang, sheet))
            (labels(lang, atlas, sheet))
            @if item.contact.is_some() && item.contact_consent_at.is_some() {
                (Control {
                    name: "email-tonen", label: lang.pick("Toon het e-mailadres van de inzender", "Show the sender's e-mail address"),
                    hint: lang.pick("De inzender gaf toestemming. Haalt u het vinkje weg, dan vervalt die.", "The sender agreed. Without the tick that consent lapses."),
                    ..Control::default()
                }.tick(sheet.typed.show_contact))
            }
            (Control {
                name: "notitie", label: lang.pick("Notitie voor de redactie", "Note for the editors"),
                hint: lang.pick("Nooit openbaar.", "Never public."), ..Control::default()
            }.text(sheet.note, 3))
            (fields::carried("versie", &item.version))
            (fields::carried(TOKEN, &shown.editor.form_token(shown.desk)))
            (buttons(lang, item.status))
        }
    }
}

fn buttons(lang: Lang, status: ContributionStatus) -> Markup {
    use ContributionStatus::{Afgewezen, Gepubliceerd, Ingetrokken};
    html! {
        div class="actions" {
            @if status.may_become(Gepubliceerd) {
                button class="button" type="submit" name="actie" value="publiceren" { (lang.pick("Publiceer", "Publish")) }
            }
            button class="button button-quiet" type="submit" name="actie" value="opslaan" { (lang.pick("Bewaar", "Save")) }
            @if status.may_become(Afgewezen) {
                button class="button button-quiet" type="submit" name="actie" value="afwijzen" { (lang.pick("Wijs af", "Refuse")) }
            }
            @if status.may_become(Ingetrokken) {
                button class="button button-quiet" type="submit" name="actie" value="intrekken" { (lang.pick("Trek in", "Withdraw")) }
            }
        }
    }
}

fn texts(lang: Lang, sheet: &Sheet<'_>) -> Markup {
    let fault = |field| sheet.faults.of(field).map(|text| text.get(lang));
    html! {
        (Control { name: "titel", label: lang.pick("Titel", "Title"), fault: fault(Field::Title), required: true, ..Control::default() }
            .line("text", &sheet.typed.title, "off"))
        (Control { name: "tekst", label: lang.pick("Tekst", "Text"), fault: fault(Field::Body), required: true, ..Control::default() }
            .text(&sheet.typed.body, 12))
    }
}

fn labels(lang: Lang, atlas: &Atlas, sheet: &Sheet<'_>) -> Markup {
    let typed = sheet.typed;
    let fault = |field| sheet.faults.of(field).map(|text| text.get(lang));
    // What stands in the field is what it was written about.
    let kept = &sheet.item.text.place;
    let about = place::then(atlas, kept, lang).map(|_| place::told(atlas, kept, lang)).unwrap_or_default();
    let kinds: Vec<(&str, &str)> =
        ContributionKind::ALL.into_iter().map(|kind| (kind.as_str(), text::contribution_kind(lang, kind))).collect();
    html! {
        div class="form-pair" {
            (Control { name: "soort", label: lang.pick("Soort", "Kind"), fault: fault(Field::Kind), required: true, ..Control::default() }
                .choice(&typed.kind, "", &[("", kinds)]))
            (Control { name: "thema", label: lang.pick("Thema", "Theme"), fault: fault(Field::Theme), ..Control::default() }
                .choice(&typed.theme, lang.pick("geen thema", "no theme"), &theme_groups(atlas, lang)))
        }
        (Control { name: "plaats", label: lang.pick("Plaats (naam of code)", "Place (name or code)"), hint: &about, fault: fault(Field::Place), ..Control::default() }
            .suggested(&typed.place, &area_names(atlas)))
        (place_choices(lang, atlas, &sheet.faults.places))
        div class="form-pair" {
            (Control { name: "organisatie", label: lang.pick("Organisatie", "Organisation"), fault: fault(Field::Organisation), ..Control::default() }
                .line("text", &typed.organisation, "off"))
            (Control { name: "link", label: lang.pick("Webpagina", "Web page"), fault: fault(Field::Link), ..Control::default() }
                .line("url", &typed.link, "off"))
        }
        (Control { name: "taal", label: lang.pick("Taal van de bijdrage", "Language of the contribution"), ..Control::default() }
            .choice(sheet.written_in.tag(), "", &[("", vec![("nl", lang.pick("Nederlands", "Dutch")), ("en", lang.pick("Engels", "English"))])]))
    }
}

fn sender(lang: Lang, item: &Contribution) -> Markup {
    html! {
        section {
            h2 { (lang.pick("Inzender", "Sender")) }
            @match &item.contact {
                Some(contact) => {
                    p { a href={ "mailto:" (contact) } { (contact) } }
                    p class="secondary" {
                        @if let Some(at) = item.contact_consent_at {
                            (lang.pick("Mag worden getoond; toestemming van ", "May be shown; consent of ")) (text::moment(lang, at)) "."
                        } @else {
                            (lang.pick("Wordt niet getoond: daarvoor is geen toestemming gegeven.", "Is not shown: no consent was given for that."))
                        }
                    }
                }
                None => p class="missing" { (lang.pick("Het adres is gewist.", "The address has been erased.")) },
            }
        }
    }
}

fn links(ctx: &PageContext, shown: &Shown<'_>, item: &Contribution, beside: &Beside<'_>) -> Markup {
    let lang = ctx.lang;
    let action = ctx.href(urls::moderation_link(item.number));
    let token = shown.editor.form_token(shown.desk);
    let labels: Vec<(String, String)> = beside
        .others
        .iter()
        .map(|other| {
            (
                other.number.to_string(),
                format!("{}. {} ({})", other.number, other.text.title, text::contribution_status(lang, other.status)),
            )
        })
        .collect();
    let options: Vec<(&str, &str)> = labels.iter().map(|(value, label)| (value.as_str(), label.as_str())).collect();
    html! {
        section {
            h2 { @if item.text.kind.asks() { (lang.pick("Aanbod bij deze vraag", "Offers for this question")) }
                @else { (lang.pick("Vragen bij dit aanbod", "Questions for this offer")) } }
            @for other in beside.linked {
                form class="status-row" action=(action) method="post" {
                    a href=(ctx.href(urls::moderation(other.number))) lang=(other.text.lang) { (other.text.title) }
                    (fields::carried("ander", &other.number))
                    (fields::carried(TOKEN, &token))
                    button class="button button-quiet" type="submit" name="actie" value="ontkoppelen" {
                        (lang.pick("Ontkoppel", "Unlink")) span class="visually-hidden" { " " (other.text.title) }
                    }
                }
            }
            @if options.is_empty() && beside.linked.is_empty() {
                p class="secondary" { (lang.pick("Er is niets om aan te koppelen.", "There is nothing to link to.")) }
            }
            @if !options.is_empty() {
                form class="form" action=(action) method="post" {
                    (Control { name: "ander", label: lang.pick("Koppel aan", "Link to"), required: true, ..Control::default() }.choice("", "", &[("", options)]))
                    (fields::carried(TOKEN, &token))
                    button class="button button-quiet" type="submit" name="actie" value="koppelen" { (lang.pick("Koppel", "Link")) }
                }
            }
        }
    }
}

fn versions(ctx: &PageContext, atlas: &Atlas, versions: &[(i64, ContributionText)]) -> Markup {
    let lang = ctx.lang;
    html! {
        @if !versions.is_empty() {
            section {
                h2 { (lang.pick("Eerdere teksten", "Earlier texts")) }
                @for (version, text) in versions.iter().rev() {
                    details class="disclosure" {
                        summary {
                            @if *version == 1 { (lang.pick("Zoals ingestuurd", "As sent in")) }
                            @else { (lang.pick("Versie ", "Version ")) (version) }
                        }
                        div { (sent(ctx, atlas, text)) }
                    }
                }
            }
        }
    }
}

fn erase(ctx: &PageContext, shown: &Shown<'_>, item: &Contribution) -> Markup {
    let lang = ctx.lang;
    html! {
        @if shown.editor.account.may_erase() {
            section {
                h2 { (lang.pick("Voorgoed wissen", "Erase for good")) }
                form class="form" action=(ctx.href(urls::moderation_delete(item.number))) method="post" {
                    (Control { name: "zeker", label: lang.pick("Wis deze bijdrage met alles wat erbij hoort; dit kan niet ongedaan worden gemaakt", "Erase this contribution with all that belongs to it; this cannot be undone"), required: true, ..Control::default() }.tick(false))
                    (fields::carried(TOKEN, &shown.editor.form_token(shown.desk)))
                    button class="button button-quiet" type="submit" { (lang.pick("Wis", "Erase")) }
                }
            }
        }
    }
}
