//! Bad texts: every fault with its file and line, all at once.

use super::check;
use super::{CHECKLISTS, LESSONS, TREES, read};
use crate::domain::{Dataset, Publication, Term, Text, Vocabulary};
use crate::ingest::fault::At;
use crate::ingest::package::listed;
use crate::ingest::texts::Texts;

fn dataset() -> Dataset {
    let text = |word: &str| Text { nl: word.to_owned(), en: word.to_owned() };
    let publication = Publication {
        id: "pub-001".to_owned(),
        title: text("titel"),
        organisation: String::new(),
        published: String::new(),
        url: String::new(),
        themes: Vec::new(),
        kind: String::new(),
        note: None,
    };
    let phases = vec![Term { id: "uitvoeren".to_owned(), label: text("Uitvoeren") }];
    Dataset {
        publications: vec![publication],
        vocabulary: Vocabulary { phases, ..Vocabulary::default() },
        ..Dataset::default()
    }
}

const TREE: &str = r#"
[[tree]]
id = "boom"
title = { nl = "Boom", en = "Tree" }
intro = { nl = "Waarvoor", en = "What for" }
phase = "uitvoeren"
first = "een"

[[tree.question]]
id = "een"
text = { nl = "Ja of nee?", en = "Yes or no?" }
answer = [
    { id = "ja", label = { nl = "Ja", en = "Yes" }, to = "uit" },
    { id = "nee", label = { nl = "Nee", en = "No" }, to = "uit" },
]

[[tree.outcome]]
id = "uit"
title = { nl = "Uitkomst", en = "Outcome" }
text = { nl = "Doe iets.", en = "Do something." }
sources = ["pub-001"]
"#;

/// The faults of a package with one file, as `line field: found`.
fn faults(file: &str, text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("texts")).unwrap();
    std::fs::write(folder.path().join(file), text).unwrap();
    std::fs::write(folder.path().join("package.toml"), "format = 1\n").unwrap();
    let entry = format!(
        "[[file]]\npath = \"{file}\"\nsha256 = \"\"\nbytes = 0\nsource = \"\"\nyear = \"\"\nlicence = \"\"\nattribution = \"\"\n"
    );
    std::fs::write(folder.path().join("manifest.toml"), format!("format = 1\n{entry}")).unwrap();
    let packages = listed(&folder.path()).unwrap();
    let found = match read(&folder.path(), &packages[0]) {
        Ok(library) => check(&Dataset { library, ..dataset() }),
        Err(faults) => faults,
    };
    let texts = Texts::of(&folder.path(), &packages);
    let line = |at: &At| match at {
        At::Line(line) | At::Named(line, _) => line.to_string(),
        _ => "?".to_owned(),
    };
    let located = found.into_iter().map(|fault| texts.locate(fault));
    located.map(|fault| format!("{} {}: {}", line(&fault.at), fault.field, fault.found)).collect()
}

#[test]
fn a_tree_that_can_be_walked_has_no_faults() {
    assert_eq!(faults(TREES, TREE), [""; 0]);
}

#[test]
fn an_answer_that_leads_nowhere_names_the_line_of_its_question() {
    let text = TREE.replacen("to = \"uit\"", "to = \"nergens\"", 1);
    assert_eq!(faults(TREES, &text), ["10 answer.to: \"nergens\""]);
}

#[test]
fn a_tree_that_goes_in_circles_is_refused() {
    let text = TREE.replacen("to = \"uit\"", "to = \"een\"", 1);
    assert_eq!(faults(TREES, &text), ["10 answer.to: a way back to \"een\""]);
}

#[test]
fn an_outcome_that_no_answer_leads_to_is_refused() {
    let more = "[[tree.outcome]]\nid = \"los\"\ntitle = { nl = \"a\", en = \"b\" }\ntext = { nl = \"a\", en = \"b\" }\nsources = [\"pub-001\"]\n";
    let text = format!("{TREE}\n{more}");
    assert_eq!(faults(TREES, &text), ["24 id: \"los\", which no answer leads to"]);
}

#[test]
fn faults_of_content_come_all_at_once_with_their_lines() {
    let text = r#"
[[lesson]]
id = "een"
title = { nl = "Les", en = "" }
text = { nl = "Tekst", en = "Text" }
themes = ["onbekend"]
sources = ["pub-999"]

[[lesson]]
id = "twee"
title = { nl = "Les", en = "Lesson" }
text = { nl = "Tekst", en = "Text" }
themes = []
sources = []
"#;
    assert_eq!(
        faults(LESSONS, text),
        [
            "3 title: an empty text",
            "3 sources: \"pub-999\"",
            "3 themes: \"onbekend\"",
            "10 sources: none",
            "10 themes: none"
        ]
    );
}

#[test]
fn a_field_that_the_structure_does_not_know_names_its_line() {
    let text = "[[checklist]]\nid = \"lijst\"\nnaam = \"x\"\n";
    let found = faults(CHECKLISTS, text);
    assert_eq!(found.len(), 1);
    assert!(found.iter().all(|fault| fault.starts_with("3 ") && fault.contains("naam")), "{found:?}");
}
