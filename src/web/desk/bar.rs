//! What stands at the top of every page of the desk.

use maud::{Markup, html};

use super::security::TOKEN;
use super::session::Editor;
use crate::urls;
use crate::web::components::fields;
use crate::web::parameters::context::PageContext;
use crate::web::state::desk::Desk;

/// The desk and who looks at it.
pub struct Shown<'a> {
    /// The desk.
    pub desk: &'a Desk,
    /// Who looks.
    pub editor: &'a Editor,
}

/// Who is signed in, and the way out.
pub fn bar(ctx: &PageContext, shown: &Shown<'_>) -> Markup {
    let lang = ctx.lang;
    html! {
        div class="status-row" {
            p {
                (lang.pick("Aangemeld als ", "Signed in as ")) b { (shown.editor.account.name) }
                " · " a href=(ctx.href(urls::EDITORS)) { (lang.pick("Bijdragen", "Contributions")) }
                " · " a href=(ctx.href(urls::EDITORS_RELEASES)) { (lang.pick("Uitgaven", "Releases")) }
                " · " a href=(ctx.href(urls::EDITORS_LOG)) { (lang.pick("Logboek", "Log")) }
                " · " a href=(ctx.href(urls::SECOND_STEP)) { (lang.pick("Tweede stap", "Second step")) }
            }
            form action=(ctx.href(urls::SIGN_OUT)) method="post" {
                (fields::carried(TOKEN, &shown.editor.form_token(shown.desk)))
                button class="button button-quiet" type="submit" { (lang.pick("Meld af", "Sign out")) }
            }
        }
    }
}
