//! Fields of a form: label, what may stand in it, what is wrong with it, and the field, tied together for those who
//! listen.

use maud::{Markup, html};

/// A field and what is said about it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Control<'a> {
    /// Its name in the form; also its id.
    pub name: &'a str,
    pub label: &'a str,
    /// What may stand in it.
    pub hint: &'a str,
    /// What is wrong with it.
    pub fault: Option<&'a str>,
    /// Whether it must be filled in; where not, `optional` stands behind the label.
    pub required: bool,
    /// The word for "optional".
    pub optional: &'a str,
}

impl Control<'_> {
    fn described_by(&self) -> Option<String> {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.name));
        }
        if self.fault.is_some() {
            ids.push(format!("{}-fault", self.name));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn invalid(&self) -> Option<&'static str> {
        self.fault.map(|_| "true")
    }

    fn frame(&self, input: &Markup) -> Markup {
        html! {
            div class=(if self.fault.is_some() { "field field-faulty" } else { "field" }) {
                label for=(self.name) {
                    (self.label)
                    @if !self.required && !self.optional.is_empty() { " " span class="optional" { "(" (self.optional) ")" } }
                }
                (self.about())
                (input)
            }
        }
    }

    fn about(&self) -> Markup {
        html! {
            @if !self.hint.is_empty() { p class="hint" id={ (self.name) "-hint" } { (self.hint) } }
            @if let Some(fault) = self.fault { p class="fault" id={ (self.name) "-fault" } { (fault) } }
        }
    }

    /// One line. `kind` is the type of the input; `fill` what a browser may fill in (`autocomplete`).
    pub fn line(&self, kind: &str, value: &str, fill: &str) -> Markup {
        self.frame(&html! {
            input type=(kind) id=(self.name) name=(self.name) value=(value) autocomplete=(fill) required[self.required]
                aria-describedby=[self.described_by()] aria-invalid=[self.invalid()];
        })
    }

    /// One line with a list of suggestions.
    pub fn suggested(&self, value: &str, suggestions: &[String]) -> Markup {
        let list = format!("{}-lijst", self.name);
        self.frame(&html! {
            input type="text" id=(self.name) name=(self.name) value=(value) autocomplete="off" list=(list)
                required[self.required] aria-describedby=[self.described_by()] aria-invalid=[self.invalid()];
            datalist id=(list) { @for name in suggestions { option value=(name) {} } }
        })
    }

    /// Several lines. There is no `maxlength`: it would cut off what is pasted without a word.
    pub fn text(&self, value: &str, rows: u8) -> Markup {
        self.frame(&html! {
            textarea id=(self.name) name=(self.name) rows=(rows) required[self.required]
                aria-describedby=[self.described_by()] aria-invalid=[self.invalid()] { "\n" (value) }
        })
    }

    /// A choice from groups of value and label; a group without a name stands by itself.
    pub fn choice(&self, value: &str, none: &str, groups: &[(&str, Vec<(&str, &str)>)]) -> Markup {
        self.frame(&html! {
            select id=(self.name) name=(self.name) required[self.required]
                aria-describedby=[self.described_by()] aria-invalid=[self.invalid()] {
                @if !none.is_empty() { option value="" { (none) } }
                @for (group, options) in groups {
                    @if group.is_empty() { (self::options(value, options)) }
                    @else { optgroup label=(group) { (self::options(value, options)) } }
                }
            }
        })
    }

    /// A choice of which all options are seen.
    pub fn radios(&self, value: &str, options: &[(&str, &str)]) -> Markup {
        html! {
            fieldset class=(if self.fault.is_some() { "field field-faulty" } else { "field" }) id=(self.name)
                aria-describedby=[self.described_by()] {
                legend class="label" { (self.label) }
                (self.about())
                @for (option, label) in options {
                    label class="tick" {
                        input type="radio" name=(self.name) value=(option) checked[*option == value] required[self.required];
                        span { (label) }
                    }
                }
            }
        }
    }

    /// A box to tick.
    pub fn tick(&self, ticked: bool) -> Markup {
        html! {
            div class=(if self.fault.is_some() { "field field-faulty" } else { "field" }) {
                @if let Some(fault) = self.fault { p class="fault" id={ (self.name) "-fault" } { (fault) } }
                label class="tick" {
                    input type="checkbox" id=(self.name) name=(self.name) value="ja" checked[ticked] required[self.required]
                        aria-describedby=[self.described_by()] aria-invalid=[self.invalid()];
                    span { (self.label) }
                }
                @if !self.hint.is_empty() { p class="hint" id={ (self.name) "-hint" } { (self.hint) } }
            }
        }
    }
}

fn options(value: &str, options: &[(&str, &str)]) -> Markup {
    html! {
        @for (option, label) in options { option value=(option) selected[*option == value] { (label) } }
    }
}

/// What is wrong, at the top of a form that is shown again: each line leads to its field.
pub fn summary<T: AsRef<str>>(title: &str, faults: &[(&str, T)]) -> Markup {
    html! {
        @if !faults.is_empty() {
            div class="fault-summary" role="alert" aria-labelledby="fouten" {
                h2 id="fouten" { (title) }
                ul { @for (name, fault) in faults { li { a href={ "#" (name) } { (fault.as_ref()) } } } }
            }
        }
    }
}

/// What a form carries along unseen: its token, a version, a number.
pub fn carried(name: &str, value: &impl maud::Render) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// A field that a person does not see and a machine fills in.
pub fn trap(name: &str, label: &str) -> Markup {
    html! {
        div class="visually-hidden" aria-hidden="true" {
            label for=(name) { (label) }
            input type="text" id=(name) name=(name) value="" tabindex="-1" autocomplete="off";
        }
    }
}
