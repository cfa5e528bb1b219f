//! Hand-edited facts that tests write beside the shipped ones.

/// An area of one region, as it stands in `facts/areas.toml`.
pub struct Area<'a> {
    pub slug: &'a str,
    pub name: &'a str,
    /// Code, name and province of its gemeente.
    pub gemeente: [&'a str; 3],
    /// The region that it consists of.
    pub member: &'a str,
    /// What it is one of, as items of a list in TOML.
    pub designations: &'a str,
}

impl Area<'_> {
    /// The item.
    pub fn item(&self) -> String {
        let Self { slug, name, gemeente: [code, gemeente, province], member, designations } = self;
        format!(
            r#"
[[item]]
slug = "{slug}"
name = "{name}"
gemeente = "{code}"
gemeente_name = "{gemeente}"
province = "{province}"
designations = [{designations}]
members = [{{ code = "{member}", extent = "whole" }}]
delimitation = {{ nl = "Eén gebied.", en = "One region." }}
confidence = "high"
confidence_reason = {{ nl = "Zo besloten.", en = "So decided." }}
named_by = {{ nl = "een overheid", en = "a government" }}
named_parts = []
programme_name = ""
programme_url = ""
programme_themes = []
sources = []
"#
        )
    }
}
