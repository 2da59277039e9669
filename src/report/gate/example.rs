//! An example that was run, as every format tells of it.

use super::finding::Place;
use super::words;
use crate::diagnostic::Lang;
use crate::example::Ran;
use crate::plan::Plan;
use crate::report::terminal::{Style, render};
use crate::report::{failure, words::FAILED};

/// One expectation that did not come true, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The figure.
    pub figure: String,
    /// What was expected.
    pub expected: String,
    /// What came out.
    pub got: String,
}

/// An example and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The policy it belongs to.
    pub policy: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub place: Place,
    /// What did not come true; none: it passed.
    pub misses: Vec<Miss>,
    /// The account of the difference, as lines of text; empty where it passed.
    pub account: String,
}

impl Example {
    /// From a run.
    pub fn of(policy: &str, title: &str, place: Place, ran: &Ran, plan: &Plan, lang: Lang) -> Self {
        let mismatches = ran.stages.iter().flat_map(|stage| &stage.mismatches);
        let misses = mismatches.map(|miss| Miss {
            figure: miss.figure.of(lang).to_owned(),
            expected: miss.expected.of(lang).to_owned(),
            got: miss.got.of(lang).to_owned(),
        });
        let account = if ran.passed { String::new() } else { render(&failure(title, ran, plan, lang), Style::default()) };
        Self { policy: policy.to_owned(), title: title.to_owned(), place, misses: misses.collect(), account }
    }

    /// Everything came out as expected.
    pub fn passed(&self) -> bool {
        self.misses.is_empty()
    }

    /// `pool.paid: expected 600.00, got 500.00`, one after the other.
    pub(super) fn message(&self, lang: Lang) -> String {
        let said = self.misses.iter().map(|miss| words::miss(lang, &miss.figure, &miss.expected, &miss.got));
        said.collect::<Vec<_>>().join(words::SEMICOLON.of(lang))
    }

    /// What it is called where it failed.
    pub(super) fn headline(&self, lang: Lang) -> String {
        format!("{} {} {}", FAILED.of(lang), self.policy, self.title)
    }
}
