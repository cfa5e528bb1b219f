//! Walking a decision tree along the answers in an address.

use crate::domain::{Answer, DecisionTree, Outcome, Question};

/// Where a walk stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position<'a> {
    /// At a question.
    Question(&'a Question),
    /// At its end.
    Outcome(&'a Outcome),
}

/// A walk: the answers so far and where they led.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Walk<'a> {
    /// Questions with the answers given, in order.
    pub steps: Vec<(&'a Question, &'a Answer)>,
    /// Where it stands.
    pub position: Position<'a>,
}

/// An answer that cannot be given there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalkError {
    /// The answers that the question has; empty after an outcome.
    pub allowed: Vec<String>,
}

impl Walk<'_> {
    /// The answers after the first `count`, as they stand in an address (`ja.nee`).
    pub fn path(&self, count: usize) -> String {
        let ids: Vec<&str> = self.steps.iter().take(count).map(|(_, answer)| answer.id.as_str()).collect();
        ids.join(".")
    }

    /// The address part after one more answer.
    pub fn path_with(&self, answer: &Answer) -> String {
        let path = self.path(self.steps.len());
        if path.is_empty() { answer.id.clone() } else { format!("{path}.{}", answer.id) }
    }
}

/// Follows the answers in `path` (ids with points between) through `tree`.
pub fn walk<'a>(tree: &'a DecisionTree, path: &str) -> Result<Walk<'a>, WalkError> {
    let mut steps = Vec::new();
    let mut position = at(tree, &tree.first)?;
    for given in path.split('.').filter(|given| !given.is_empty()) {
        let Position::Question(question) = position else { return Err(WalkError { allowed: Vec::new() }) };
        let Some(answer) = question.answers.iter().find(|answer| answer.id == given) else {
            return Err(WalkError { allowed: question.answers.iter().map(|answer| answer.id.clone()).collect() });
        };
        steps.push((question, answer));
        position = at(tree, &answer.to)?;
    }
    Ok(Walk { steps, position })
}

/// Import refuses trees whose answers lead nowhere; this is the last guard.
fn at<'a>(tree: &'a DecisionTree, id: &str) -> Result<Position<'a>, WalkError> {
    let question = tree.question(id).map(Position::Question);
    question.or_else(|| tree.outcome(id).map(Position::Outcome)).ok_or(WalkError { allowed: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Text;

    fn tree() -> DecisionTree {
        let text = |word: &str| Text { nl: word.to_owned(), en: word.to_owned() };
        let answer = |id: &str, to: &str| Answer { id: id.to_owned(), label: text(id), to: to.to_owned() };
        let question = |id: &str, answers| Question { id: id.to_owned(), text: text(id), help: None, answers };
        let outcome = |id: &str| Outcome {
            id: id.to_owned(),
            title: text(id),
            text: text(id),
            steps: Vec::new(),
            sources: Vec::new(),
            indicators: Vec::new(),
            themes: Vec::new(),
            tools: Vec::new(),
        };
        DecisionTree {
            id: "boom".to_owned(),
            title: text("boom"),
            intro: text("boom"),
            phase: String::new(),
            first: "een".to_owned(),
            questions: vec![
                question("een", vec![answer("ja", "twee"), answer("nee", "klaar")]),
                question("twee", vec![answer("ja", "verder"), answer("nee", "klaar")]),
            ],
            outcomes: vec![outcome("klaar"), outcome("verder")],
        }
    }

    #[test]
    fn a_walk_follows_the_answers_to_an_outcome_and_can_go_back() {
        let tree = tree();
        let start = walk(&tree, "").unwrap();
        assert!(matches!(start.position, Position::Question(question) if question.id == "een"));
        let end = walk(&tree, "ja.nee").unwrap();
        assert!(matches!(end.position, Position::Outcome(outcome) if outcome.id == "klaar"));
        assert_eq!((end.path(1), end.path(2)), ("ja".to_owned(), "ja.nee".to_owned()));
    }

    #[test]
    fn an_answer_that_does_not_exist_is_refused_with_the_ones_that_do() {
        let tree = tree();
        assert_eq!(walk(&tree, "ja.misschien").unwrap_err().allowed, ["ja", "nee"]);
        assert_eq!(walk(&tree, "nee.ja").unwrap_err().allowed, [""; 0], "nothing follows an outcome");
    }
}
