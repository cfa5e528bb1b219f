//! The frame of the pages of the knowledge base.

use crate::urls::{self, Route};
use crate::views::knowledge::FeedScope;
use crate::web::components::news;
use crate::web::parameters::context::PageContext;
use crate::web::representation::layout::{self, Frame};
use maud::{Markup, html};

/// Where a page of the knowledge base stands.
pub(super) fn breadcrumb(ctx: &PageContext, parents: &[(Route, &str)], here: &str) -> Markup {
    html! {
        nav class="breadcrumb" aria-label=(ctx.lang.pick("Kruimelpad", "Breadcrumb")) {
            ol {
                li { a href=(ctx.href(urls::KNOWLEDGE)) { (ctx.lang.pick("Kennis", "Knowledge")) } }
                @for (path, name) in parents { li { a href=(ctx.href(path)) { (name) } } }
                li aria-current="page" { (here) }
            }
        }
    }
}

/// A page of the knowledge base with its feed in the head.
pub(super) fn page(ctx: &PageContext, title: &str, description: &str, main: &Markup) -> Markup {
    let head = news::alternate(ctx, &FeedScope::All);
    layout::framed(ctx, title, Frame { description: Some(description), head: Some(&head), ..Frame::default() }, main)
}
