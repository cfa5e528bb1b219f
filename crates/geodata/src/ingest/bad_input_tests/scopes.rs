//! Indicators of a few gemeenten and for a few readers: what a catalogue may not say of them.

use super::*;

const SURVEY: &str = r#"
[[indicator]]
id = "peiling"
theme = "bevolking"
name = { nl = "Peiling", en = "Survey" }
definition = { nl = "Wat bewoners zeggen.", en = "What residents say." }
unit = "procent"
unit_label = { nl = "%", en = "%" }
polarity = "neutral"
choropleth = false
LINES
period = [{ period = "2024", vintage = 2024, decimals = 0, source = "bron", levels = ["buurt"], rule = RULE }]
"#;

const NONE: &str = "{ none = { because = \"mark\" } }";

/// The faults of `check` on a catalogue with this one more, without the file.
fn told(more: &str) -> Vec<String> {
    let folders = Folders::new();
    fs::write(folders.geodata().join("catalogue.toml"), format!("{CATALOGUE}{more}")).unwrap();
    // The survey has the figures of the inhabitants.
    let column = "[[delivery.column]]\nmeasure = \"inwoners\"";
    let survey = "[[delivery.column]]\nmeasure = \"peiling\"\ncolumn = \"inwoners\"\ndecimals = 0\n\n";
    folders.declare(column, &format!("{survey}{column}"));
    folders.pack().unwrap();
    let faults = check(&folders.geodata());
    faults.iter().map(|fault| fault.to_string().replacen("catalogue.toml, line ", "", 1)).collect()
}

fn survey(lines: &str, rule: &str) -> String {
    SURVEY.replace("LINES", lines).replace("RULE", rule)
}

/// The faults about the survey, each from its field on.
fn about(lines: &str) -> Vec<String> {
    let named = |fault: String| fault.split_once("peiling, ").map(|(_, fault)| fault.to_owned()).unwrap_or(fault);
    told(&survey(lines, NONE)).into_iter().map(named).collect()
}

#[test]
fn a_survey_of_its_own_gemeente_has_no_fault_whoever_may_see_it() {
    assert_eq!(about(""), [""; 0]);
    assert_eq!(about("scope = [\"GM0344\"]"), [""; 0]);
    assert_eq!(about("scope = [\"GM0344\"]\naudience = \"editors\""), [""; 0]);
}

#[test]
fn figures_for_editors_without_gemeenten_are_a_fault() {
    let expected =
        "audience: found \"editors\" without a scope; expected a scope: editors see what is of their gemeenten";
    assert_eq!(about("audience = \"editors\""), [expected]);
}

#[test]
fn a_scope_that_names_no_gemeente_of_the_base_is_a_fault_for_each_code() {
    let faults = about("scope = [\"GM0344\", \"WK034403\", \"GM9999\"]");
    let of = |code: &str| format!("scope: found {code}; expected codes of gemeenten of the base division (GM0344)");
    assert_eq!(faults, [of("GM9999"), of("WK034403")]);
}

#[test]
fn figures_outside_the_gemeenten_of_a_scope_are_a_fault_that_counts_them() {
    // The only gemeente there is has the figures, so one that is not there is named.
    let faults = about("scope = [\"GM0106\"]");
    assert!(
        faults.contains(
            &"scope: found a figure of BU03440311, one of 2 outside; expected no figures but of GM0106".to_owned()
        ),
        "{faults:#?}"
    );
}

#[test]
fn a_role_with_which_every_place_is_measured_is_a_fault_with_a_scope() {
    let faults = about("scope = [\"GM0344\"]\nroles = [\"key_figure\", \"default_indicator\"]");
    let expected = "roles: found DefaultIndicator with a scope; expected a role that no other gemeente depends on";
    assert!(
        faults.contains(&expected.to_owned()) && faults.iter().all(|fault| !fault.contains("KeyFigure")),
        "{faults:#?}"
    );
}

#[test]
fn a_public_figure_that_is_made_of_a_restricted_one_is_a_fault() {
    let restricted = survey("scope = [\"GM0344\"]\naudience = \"editors\"", NONE);
    let rate = "{ ratio = { numerator = \"peiling\", denominator = \"inwoners\", factor = 100.0 } }";
    let of_all = |lines: &str| survey(lines, rate).replace("id = \"peiling\"", "id = \"aandeel\"");
    let expected = "aandeel, rule: found peiling; expected parts that everyone may see, as the indicator itself";
    let faults = told(&format!("{restricted}{}", of_all("")));
    assert!(faults.iter().any(|fault| fault.ends_with(expected)), "{faults:#?}");
    let faults = told(&format!("{restricted}{}", of_all("scope = [\"GM0344\"]\naudience = \"editors\"")));
    assert!(faults.iter().all(|fault| !fault.contains("parts that everyone may see")), "{faults:#?}");
}

#[test]
fn a_theme_that_everyone_reads_does_not_name_an_indicator_of_a_few_gemeenten() {
    let folders = Folders::new();
    let theme = r#"
[[theme]]
id = "wonen"
facet = "leefgebied"
label = { nl = "Wonen", en = "Housing" }
definition = { nl = "Wonen.", en = "Housing." }
indicator_themes = ["bevolking"]
signals = [{ indicator = "peiling", when = "higher" }]
"#;
    let vocabulary = VOCABULARY.replace("theme = []\n", "");
    fs::write(folders.geodata().join("vocabulary.toml"), format!("{vocabulary}{theme}")).unwrap();
    let catalogue = |lines: &str| format!("{CATALOGUE}{}", survey(lines, NONE));
    let faults = |lines: &str| {
        fs::write(folders.geodata().join("catalogue.toml"), catalogue(lines)).unwrap();
        folders.pack().unwrap();
        let faults: Vec<String> = check(&folders.geodata()).iter().map(ToString::to_string).collect();
        faults.into_iter().filter(|fault| fault.contains("signals")).collect::<Vec<_>>()
    };
    assert_eq!(faults(""), [""; 0]);
    let [fault] = &faults("scope = [\"GM0344\"]")[..] else { panic!("one fault") };
    let expected = "wonen, signals: found peiling; expected an indicator of the whole country: everyone reads this";
    assert!(fault.starts_with("vocabulary.toml, line ") && fault.ends_with(expected), "{fault}");
}
