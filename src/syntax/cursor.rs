//! The one seam to the generated parser: nodes with trimmed spans, and a cursor over a node's children.

use super::grammar::{Grammar, Rule};
use super::scan::is_blank;
use crate::source::{SourceId, Span};
use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::{Pair, Pairs};
use std::ops::Range;

/// A node of the parse.
#[derive(Clone, Debug)]
pub(super) struct Node<'t> {
    pair: Pair<'t, Rule>,
    source: SourceId,
    base: usize,
}

/// Where and why a reading failed: the furthest place reached, and what was tried there.
#[derive(Debug)]
pub(super) struct Failure {
    /// Byte in the whole text.
    pub at: usize,
    /// What would have gone on there.
    pub tried: Vec<Rule>,
}

/// Reads `range` of `text` as one rule.
pub(super) fn read(rule: Rule, text: &str, range: Range<usize>, source: SourceId) -> Result<Node<'_>, Failure> {
    let base = range.start;
    let slice = text.get(range).unwrap_or_default();
    match Grammar::parse(rule, slice) {
        Ok(mut pairs) => pairs.next().map(|pair| Node { pair, source, base }).ok_or(Failure { at: base, tried: Vec::new() }),
        Err(error) => {
            let at = match error.location {
                InputLocation::Pos(at) | InputLocation::Span((at, _)) => base + at,
            };
            let tried = match error.variant {
                ErrorVariant::ParsingError { positives, .. } => positives,
                ErrorVariant::CustomError { .. } => Vec::new(),
            };
            Err(Failure { at, tried })
        }
    }
}

impl<'t> Node<'t> {
    /// Its rule.
    pub fn rule(&self) -> Rule {
        self.pair.as_rule()
    }

    /// Its bytes in the whole text, from its first token to its last: no blanks, no comments.
    pub fn range(&self) -> Range<usize> {
        if let Some(range) = self.at_its_ends() {
            return range;
        }
        let token = |pair: &Pair<'t, Rule>| !matches!(pair.as_rule(), Rule::comment | Rule::missing | Rule::EOI);
        let (mut first, mut last) = (self.pair.clone(), self.pair.clone());
        while let Some(inner) = first.clone().into_inner().find(token) {
            first = inner;
        }
        while let Some(inner) = last.clone().into_inner().rev().find(token) {
            last = inner;
        }
        self.base + first.as_span().start()..self.base + last.as_span().end()
    }

    /// The range where the text alone shows it: a token stands at both ends, but for blanks.
    fn at_its_ends(&self) -> Option<Range<usize>> {
        let text = self.pair.as_str();
        let trimmed = text.trim_end_matches(is_blank);
        let separates = |c: char| matches!(c, '\n' | '\r' | ';' | '；' | '。');
        let last_line = trimmed.rsplit('\n').next().unwrap_or_default();
        if trimmed.is_empty()
            || trimmed.starts_with(|c: char| c.is_whitespace() || matches!(c, '#' | '＃' | ';' | '；' | '。' | '\u{FEFF}'))
            || trimmed.ends_with(separates)
            || last_line.contains(['#', '＃'])
        {
            return None;
        }
        let start = self.base + self.pair.as_span().start();
        Some(start..start + trimmed.len())
    }

    /// Its place.
    pub fn span(&self) -> Span {
        let range = self.range();
        Span::new(self.source, range.start, range.end)
    }

    /// The text of a leaf.
    pub fn text(&self) -> &'t str {
        self.pair.as_str()
    }

    /// A cursor over its children, without punctuation that says nothing.
    pub fn inside(&self) -> Cursor<'t> {
        let mut cursor = Cursor { pairs: self.pair.clone().into_inner(), next: None, source: self.source, base: self.base };
        cursor.step();
        cursor
    }

    /// The first node of a rule anywhere below.
    pub fn find(&self, rule: Rule) -> Option<Self> {
        let pair = self.pair.clone().into_inner().flatten().find(|pair| pair.as_rule() == rule)?;
        Some(Self { pair, source: self.source, base: self.base })
    }

    /// The last of its own children of a rule.
    pub fn last(&self, rule: Rule) -> Option<Self> {
        let pair = self.pair.clone().into_inner().rev().find(|pair| pair.as_rule() == rule)?;
        Some(Self { pair, source: self.source, base: self.base })
    }

    /// Every node of a rule anywhere below.
    pub fn all(&self, rule: Rule) -> impl Iterator<Item = Self> {
        let (source, base) = (self.source, self.base);
        self.pair.clone().into_inner().flatten().filter(move |pair| pair.as_rule() == rule).map(move |pair| Self { pair, source, base })
    }
}

/// Punctuation that says nothing.
fn is_mark(rule: Rule) -> bool {
    use Rule::{EOI, bar, close, comma, comment, pause, plus, square, unsquare};
    matches!(rule, comment | EOI | bar | close | comma | pause | plus | square | unsquare)
}

/// A walk over a node's children.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'t> {
    pairs: Pairs<'t, Rule>,
    next: Option<Node<'t>>,
    source: SourceId,
    base: usize,
}

impl<'t> Cursor<'t> {
    /// The next child's rule.
    pub fn peek(&self) -> Option<Rule> {
        self.next.as_ref().map(Node::rule)
    }

    /// The next child, if it is of that rule.
    pub fn maybe(&mut self, rule: Rule) -> Option<Node<'t>> {
        if self.peek() == Some(rule) { self.step() } else { None }
    }

    /// Steps over the next child, if it is of that rule.
    pub fn has(&mut self, rule: Rule) -> bool {
        self.maybe(rule).is_some()
    }

    /// The children of that rule that follow at once.
    pub fn many(&mut self, rule: Rule) -> Vec<Node<'t>> {
        std::iter::from_fn(|| self.maybe(rule)).collect()
    }

    /// The next child; the one after it stands ready.
    fn step(&mut self) -> Option<Node<'t>> {
        let (source, base) = (self.source, self.base);
        let ready = self.pairs.find(|pair| !is_mark(pair.as_rule())).map(|pair| Node { pair, source, base });
        std::mem::replace(&mut self.next, ready)
    }
}

impl<'t> Iterator for Cursor<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        self.step()
    }
}
