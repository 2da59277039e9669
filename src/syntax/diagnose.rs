//! From a line that no rule reads to the one fault that says why.

mod factor;
mod marks;
mod phrases;
mod ranges;
mod shape;
mod slip;
mod synonyms;
mod values;

use super::cursor::{Failure, read};
use super::expected::{Place, UNITS, alone, help, is_han, keywords, near, word_at};
use super::faults;
use super::grammar::Rule;
use super::scan::{line_end, unclosed_quote};
use super::words::row;
use crate::claim::ROLES;
use crate::diagnostic::Fault;
use crate::source::{SourceId, Span};
use std::ops::Range;

/// A line to be explained.
pub(super) struct Junk<'t> {
    /// The whole text.
    pub text: &'t str,
    /// Its source.
    pub source: SourceId,
    /// The line, without blanks at its ends and without a block that follows.
    pub line: Range<usize>,
    /// The line and its block.
    pub whole: Range<usize>,
    /// The rule it should have been.
    pub rule: Rule,
    /// Where it stands.
    pub place: Place,
    /// The file speaks Chinese: what is offered does too.
    pub zh: bool,
    /// Some brace closes nothing: one that opens is missing.
    pub lax: bool,
}

impl Junk<'_> {
    /// Its fault.
    pub fn fault(&self) -> Fault {
        if let Some(at) = unclosed_quote(self.text, self.line.clone()) {
            return faults::unclosed_text(self.span(at, line_end(self.text, at).min(self.line.end)));
        }
        if let Some(fault) = self.hidden().and_then(|slip| self.slipped(&slip)) {
            return fault;
        }
        if !self.is_row() && self.str(self.line.clone()).starts_with(['|', '｜']) {
            return faults::row_outside(self.span(self.line.start, self.line.end));
        }
        if !self.is_row()
            && let Some(fault) = self.phrase(self.line.start)
        {
            return fault;
        }
        if let Some(fault) = self.misspelt_opener() {
            return fault;
        }
        match read(self.rule, self.text, self.whole.clone(), self.source) {
            Ok(_) => self.trailing(self.line.start),
            Err(failure) => self.at(&failure),
        }
    }

    /// It should have been a row of a table.
    fn is_row(&self) -> bool {
        matches!(self.rule, Rule::alone_row | Rule::alone_header)
    }

    /// The keyword the line begins with, exactly or nearly, after `override` or `remove`.
    pub fn opener(&self) -> Option<Rule> {
        let line = self.str(self.line.clone());
        let skipped = near(line, &[Rule::k_override, Rule::k_remove]).map_or(0, |(written, ..)| written.len());
        near(line.get(skipped..).unwrap_or_default().trim_start(), self.place.openers()).map(|(.., rule)| rule)
    }

    fn misspelt_opener(&self) -> Option<Fault> {
        if self.is_row() {
            return None;
        }
        let line = self.str(self.line.clone());
        let exact = |rule: &Rule| row(*rule).is_some_and(|word| word.en.iter().chain(word.zh).any(|text| starts_with_words(line, text)));
        if Rule::all_rules().iter().any(exact) {
            return None;
        }
        let slip = self.synonym(self.line.start);
        slip.and_then(|slip| self.slipped(&slip)).or_else(|| self.misspelt(self.line.start, line, self.place.openers()))
    }

    /// A keyword nearly as it is written; it is mended without asking where no other is as near.
    fn misspelt(&self, at: usize, rest: &str, candidates: &[Rule]) -> Option<Fault> {
        let (written, near, _) = near(rest, candidates).filter(|(written, near, _)| written != near)?;
        let span = self.span(at, at + written.len());
        Some(faults::unknown_word(span, written, Some(near), None).fix(span, near, alone(written, candidates)))
    }

    /// The fault at the furthest place the grammar reached.
    fn at(&self, failure: &Failure) -> Fault {
        let at = self.skip_blanks(failure.at.clamp(self.line.start, self.line.end));
        let rest = self.str(at..self.line.end);
        let word = word_at(rest);
        let done = failure.tried.iter().any(|rule| matches!(rule, Rule::EOI | Rule::close));
        if self.is_row()
            && let Some(fault) = self.row_fault(at, rest)
        {
            return fault;
        }
        if let Some(fault) = self.bracket(at, failure).or_else(|| self.cited_twice(at)).or_else(|| self.last_comma(at)) {
            return fault;
        }
        if rest.is_empty() || rest.starts_with(['#', '＃']) {
            return self.incomplete(failure);
        }
        if let Some(fault) = self.phrase(at) {
            return fault;
        }
        let slips = [self.factor(at, failure), self.mark(at), self.value(at, failure), self.synonym(at)];
        if let Some(fault) = slips.iter().flatten().find_map(|slip| self.slipped(slip)) {
            return fault;
        }
        if !word.is_empty() && self.after_number(at) {
            let unit = near(rest, UNITS);
            let written = unit.map_or(word, |(written, ..)| written);
            if unit.is_some() || near(rest, &keywords(&failure.tried, self.place)).is_none() {
                let span = self.span(at, at + written.len());
                let fault = faults::unknown_unit(span, written, unit.map(|(_, near, _)| near));
                return match unit {
                    Some((_, near, _)) => fault.fix(span, near, alone(written, UNITS)),
                    None => fault,
                };
            }
        }
        let candidates = if at == self.line.start { self.place.openers().to_vec() } else { keywords(&failure.tried, self.place) };
        if let Some(fault) = self.misspelt_before(at).or_else(|| self.misspelt(at, rest, &candidates)) {
            return fault;
        }
        if let Some(slip) = self.glued(at, word, &candidates) {
            return slip;
        }
        if done || word.is_empty() {
            return self.trailing(at);
        }
        let after = self.str(self.skip_blanks(at + word.len())..self.line.end);
        if at == self.line.start && self.place == Place::Layer && values::amount(after).is_some() {
            return faults::case_alone(self.span(at, at + word.len()), word);
        }
        let shown = if at == self.line.start { self.place.openers() } else { &failure.tried };
        faults::unknown_word(self.span(at, at + word.len()), word, None, help(shown, self.place))
    }

    /// A keyword whose first word was read as a name: `per yeer`, `rate acros level {`.
    fn misspelt_before(&self, at: usize) -> Option<Fault> {
        let before = self.str(self.line.start..at).trim_end();
        let letters = before.chars().rev().take_while(char::is_ascii_alphabetic).count();
        let start = self.line.start + before.len() - letters;
        let rest = self.str(start..self.line.end);
        let long: Vec<Rule> = Rule::all_rules().iter().copied().filter(|rule| row(*rule).is_some()).collect();
        let (written, found, _) = near(rest, &long).filter(|_| letters > 0)?;
        if !(found.contains(' ') || found.len() > 4) || written == found {
            return None;
        }
        let span = self.span(start, start + written.len());
        Some(faults::unknown_word(span, written, Some(found), None).fix(span, found, alone(written, &long)))
    }

    /// Keywords and names of one run of Han, set apart.
    fn glued(&self, at: usize, word: &str, candidates: &[Rule]) -> Option<Fault> {
        let apart = unglue(word, candidates)?;
        let slip = slip::Slip::new(at..at + word.len(), vec![apart], faults::glued).certain();
        self.slipped(&slip)
    }

    fn row_fault(&self, at: usize, rest: &str) -> Option<Fault> {
        let line = self.str(self.line.clone());
        if !line.starts_with(['|', '｜']) {
            return Some(faults::barless_row(self.span(self.line.start, self.line.end)));
        }
        if rest.is_empty() {
            return Some(faults::unfinished_row(self.span(self.line.start, self.line.end)));
        }
        let before = self.str(self.line.start..at).trim_end();
        (rest.starts_with(['|', '｜']) && before.ends_with(['|', '｜'])).then(|| self.two_bars(before, at, rest))
    }

    fn incomplete(&self, failure: &Failure) -> Fault {
        let span = self.span(self.line.start, self.line.end);
        let block = failure.tried.iter().any(|rule| matches!(rule, Rule::open | Rule::block | Rule::table | Rule::lines));
        if block {
            let end = self.span(self.line.end, self.line.end);
            faults::no_block(span, self.shown(self.line.clone())).fix(end, " {", self.lax)
        } else {
            faults::incomplete(span, self.shown(self.line.clone()), help(&failure.tried, self.place))
        }
    }

    /// What follows the end of a clause.
    fn trailing(&self, at: usize) -> Fault {
        faults::trailing(self.span(at, self.line.end), self.shown(at..self.line.end))
    }

    /// Whether the token before a place is a bare number.
    fn after_number(&self, at: usize) -> bool {
        let before = self.str(self.line.start..at).trim_end();
        let digits = before.trim_end_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || matches!(c, '.' | ','));
        digits.len() < before.len() && !digits.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-')
    }

    fn skip_blanks(&self, at: usize) -> usize {
        let rest = self.str(at..self.line.end);
        at + rest.len() - rest.trim_start().len()
    }

    /// The vocabulary to answer in: the line's, where it is written in one script, else the file's.
    fn is_zh(&self) -> bool {
        let line = self.str(self.line.clone());
        match (line.contains(is_han), line.contains(|c: char| c.is_ascii_alphabetic())) {
            (true, false) => true,
            (false, true) => false,
            (true, true) | (false, false) => self.zh,
        }
    }

    /// A text in the vocabulary of the file.
    fn own(&self, zh: &str, en: &str) -> String {
        if self.is_zh() { zh.to_owned() } else { en.to_owned() }
    }

    /// A text between others of the file's vocabulary.
    fn own_with(&self, text: &str, zh: (&str, &str), en: (&str, &str)) -> String {
        let (before, after) = if self.is_zh() { zh } else { en };
        format!("{before}{text}{after}")
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, start, end)
    }

    fn str(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// A piece of the line, cut where it is long.
    fn shown(&self, range: Range<usize>) -> &str {
        short(self.str(range).trim())
    }
}

/// At most 40 characters of a text, on one line.
pub(super) fn short(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default();
    line.char_indices().nth(40).map_or(line, |(end, _)| line.get(..end).unwrap_or(line))
}

fn starts_with_words(line: &str, words: &str) -> bool {
    line.strip_prefix(words).is_some_and(|rest| {
        let word = words.chars().next_back().unwrap_or(' ');
        let edge = |next: char| if is_han(word) { is_han(next) } else { next.is_ascii_alphanumeric() || next == '_' };
        !rest.chars().next().is_some_and(edge)
    })
}

/// The run of Han a text begins with.
fn han_run(text: &str) -> &str {
    text.get(..text.find(|c| !is_han(c)).unwrap_or(text.len())).unwrap_or_default()
}

/// A run of Han that begins with an expected keyword, set apart: its keywords and the names between them.
fn unglue(word: &str, candidates: &[Rule]) -> Option<String> {
    let begins = |word: &str, rules: &[Rule]| {
        let spellings = rules.iter().filter_map(|rule| row(*rule)).flat_map(|word| word.zh).filter(|text| text.chars().all(is_han));
        spellings.filter(|text| word.starts_with(**text)).map(|text| text.len()).max()
    };
    let keywords: Vec<Rule> = Rule::all_rules().iter().copied().filter(|rule| row(*rule).is_some_and(|word| !word.glued)).collect();
    let names = |word: &str| ROLES.iter().map(|(_, _, han, _)| *han).filter(|name| word.starts_with(name)).map(str::len).max();
    let mut pieces = Vec::new();
    let (mut left, mut end) = (word, begins(word, candidates)?);
    while !left.is_empty() {
        let (piece, rest) = left.split_at_checked(end)?;
        pieces.push(piece);
        left = rest;
        end = begins(left, &keywords).max(names(left)).unwrap_or(left.len());
    }
    (pieces.len() > 1).then(|| pieces.join(" "))
}

/// The bar-led block, if the text after `{` is a table.
pub(super) fn is_table(block: &str) -> bool {
    let mut rest = block.trim_start_matches(['{', '｛']);
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ';' | '；' | '。'));
        if !rest.starts_with(['#', '＃']) {
            return rest.starts_with(['|', '｜']);
        }
        rest = rest.get(line_end(rest, 0)..).unwrap_or_default();
    }
}
