//! From the parse to the tree, gathering every fault on the way.

mod clause;
mod declare;
mod example;
mod guarded;
mod table;
mod value;

use super::cursor::{Cursor, Node, read};
use super::diagnose::{Junk, is_table};
use super::expected::Place;
use super::faults;
use super::format::main_vocabulary;
use super::grammar::Rule;
use super::limits::{self, WRONG_PLACES};
use super::scan::{BYTES, Braces, line_end};
use super::tree::{Catalog, Citation, Clause, Condition, File, Item, Mode, Name, Policy, Text};
use crate::diagnostic::{Code, Fault, Lang};
use crate::source::{SourceId, Span, Spanned};
use std::cell::OnceCell;
use std::ops::Range;

/// Reads a rule file: its tree, and all its faults in order of place. A line at fault is left out of the tree.
pub fn parse(source: SourceId, text: &str) -> (File, Vec<Fault>) {
    let whole = Span::new(source, 0, text.len());
    if text.len() > BYTES {
        // The place is the beginning: what is not read is not drawn either.
        return (File::default(), vec![faults::too_long(Span { end: whole.start, ..whole })]);
    }
    let braces = Braces::of(text);
    if let Some(at) = braces.too_deep {
        return (File::default(), vec![faults::too_deep(Span::new(source, at, at + 1))]);
    }
    if let Some(found) = too_many_unpaired(source, &braces) {
        return (File::default(), found);
    }
    let mut builder = Builder { source, text, braces, faults: Vec::new(), lax: false, zh: OnceCell::new(), barred: false, unopened: 0 };
    let file = match read(Rule::file, text, 0..text.len(), source) {
        Ok(node) => builder.file(&node),
        Err(failure) => {
            builder.faults.push(faults::unknown_word(Span::new(source, failure.at, failure.at), "", None, None));
            File::default()
        }
    };
    let mut faults = builder.faults;
    for (range, first) in &builder.braces.reopened {
        let line = range.start..line_end(text, range.start);
        faults.retain(|fault| !(range.start..=line.end).contains(&fault.span.range().start));
        faults.push(faults::reopened_text(Span::new(source, range.start, range.end), first));
    }
    faults.sort_by_key(|fault| (fault.span.start, fault.span.end));
    faults.dedup();
    if let Some(next) = faults.get(WRONG_PLACES).map(|fault| fault.span) {
        faults.truncate(WRONG_PLACES);
        faults.push(faults::too_many_wrong(next));
    }
    if let Some(fault) = limits::first_excess(&file) {
        faults.push(fault);
        faults.sort_by_key(|fault| (fault.span.start, fault.span.end));
        return (File::default(), faults);
    }
    (file, faults)
}

/// The faults of a text so full of braces or quotes without a partner that nothing else in it can be told.
fn too_many_unpaired(source: SourceId, braces: &Braces) -> Option<Vec<Fault>> {
    let at = |place: usize| Span::new(source, place, place + 1);
    for (places, first) in [(&braces.stray, faults::stray as fn(Span) -> Fault), (&braces.unclosed_quotes, faults::unclosed_text)] {
        if let (Some(one), Some(last)) = (places.first(), places.get(WRONG_PLACES)) {
            return Some(vec![first(at(*one)), faults::too_many_wrong(at(*last))]);
        }
    }
    None
}

/// What is known while the tree is built.
struct Builder<'t> {
    source: SourceId,
    text: &'t str,
    braces: Braces,
    faults: Vec<Fault>,
    /// A brace too many closed a block early: what then stands outside is no fault of its own.
    lax: bool,
    /// Whether the file speaks Chinese, once somebody asked.
    zh: OnceCell<bool>,
    /// The last line that could not be read was a row of a table.
    barred: bool,
    /// Blocks whose opening brace is missing: as many closing ones are too many.
    unopened: usize,
}

/// The guard and citation around a clause.
#[derive(Default)]
struct Tail {
    when: Vec<Condition>,
    /// Where a guard stands; `only when` is none.
    guard: Option<Span>,
    citation: Option<Citation>,
}

impl<'t> Builder<'t> {
    fn file(&mut self, file: &Node<'t>) -> File {
        let mut out = File::default();
        for comment in file.all(Rule::comment) {
            let text = comment.text().trim_end().to_owned();
            let span = comment.span();
            out.comments.push(Text::new(text.clone(), Span { end: span.start + u32::try_from(text.len()).unwrap_or(0), ..span }));
        }
        self.lax = file.inside().any(|node| node.rule() == Rule::stray);
        for node in file.inside() {
            match node.rule() {
                Rule::vocabulary | Rule::catalog | Rule::policy => {
                    let span = node.span();
                    out.items.push(Spanned::new(self.item(&node), span));
                }
                Rule::stray if self.unopened > 0 => self.unopened -= 1,
                Rule::stray => {
                    let at = node.range();
                    let at = self.braces.too_many(at.start).map_or(at, |close| {
                        close..close + self.text.get(close..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
                    });
                    self.faults.push(faults::stray(Span::new(self.source, at.start, at.end)));
                }
                Rule::junk => self.junk(&node, Place::Top),
                _ => {}
            }
        }
        out
    }

    fn item(&mut self, node: &Node<'t>) -> Item {
        let mut inside = node.inside();
        let keyword = inside.next().map(|word| word.rule());
        if keyword == Some(Rule::k_vocabulary) {
            return Item::Vocabulary(self.rest(inside, Place::Vocabulary));
        }
        let name = inside.maybe(Rule::path).map_or_else(|| Spanned::new(String::new(), node.span()), |path| self.path(&path));
        let title = inside.maybe(Rule::text).map(|text| self.quoted(&text));
        if keyword == Some(Rule::k_catalog) {
            return Item::Catalog(Catalog { name, title, clauses: self.rest(inside, Place::Catalog) });
        }
        let mut extends = Vec::new();
        if inside.has(Rule::k_extends) {
            extends = inside.many(Rule::path).iter().map(|path| self.path(path)).collect();
        }
        let framework = keyword == Some(Rule::k_framework);
        Item::Policy(Policy { framework, name, title, extends, clauses: self.rest(inside, Place::Policy) })
    }

    /// A block and what may wrongly follow it.
    fn rest(&mut self, inside: Cursor<'t>, place: Place) -> Vec<Clause> {
        let mut out = Vec::new();
        for node in inside {
            match node.rule() {
                Rule::block => out = self.block(&node, place),
                Rule::after => self.after(&node),
                _ => {}
            }
        }
        out
    }

    fn block(&mut self, block: &Node<'t>, place: Place) -> Vec<Clause> {
        let mut out = Vec::new();
        for node in block.inside() {
            match node.rule() {
                Rule::clause => {
                    self.barred = false;
                    out.extend(self.clause(&node, place));
                }
                Rule::junk => self.junk(&node, place),
                Rule::missing => self.missing(block),
                _ => {}
            }
        }
        out
    }

    /// A block that ends without its brace.
    fn missing(&mut self, block: &Node<'t>) {
        let range = block.range();
        let at = self.braces.unclosed(range.start..range.end.max(range.start + 1)).unwrap_or(range.start);
        self.faults.push(faults::unclosed(Span::new(
            self.source,
            at,
            at + self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8),
        )));
    }

    /// Text after a block.
    fn after(&mut self, node: &Node<'t>) {
        let range = node.range();
        let line = self.trimmed(range.start..range.end);
        let shown = super::diagnose::short(self.text.get(line.clone()).unwrap_or_default());
        self.faults.push(faults::trailing(Span::new(self.source, line.start, line.end), shown));
    }

    /// A line no rule reads; its block is read for its own faults.
    fn junk(&mut self, node: &Node<'t>, place: Place) {
        // One more than is told shows that there are more.
        if self.faults.len() > WRONG_PLACES {
            return;
        }
        let rule = match place {
            Place::Top => Rule::alone_top,
            Place::Example => Rule::alone_line,
            _ => Rule::alone_clause,
        };
        let mut inside = node.inside();
        let line = inside.maybe(Rule::junk_text).map_or_else(|| node.range(), |text| self.trimmed(text.range()));
        let raw = inside.maybe(Rule::raw).map(|raw| raw.range());
        let whole = line.start..raw.clone().map_or(line.end, |raw| raw.end);
        // The rows of one table that nobody opened are one mistake.
        let bar = self.text.get(line.clone()).is_some_and(|line| line.starts_with(['|', '｜']));
        if std::mem::replace(&mut self.barred, bar) && bar {
            return;
        }
        let junk = self.alone(line, whole.clone(), rule, place);
        let opener = junk.opener();
        if place == Place::Top && self.outside(&junk, whole) {
            return;
        }
        let fault = junk.fault();
        self.unopened += usize::from(fault.code == Code::E003 && raw.is_none() && opener.and_then(Place::opened_by).is_some());
        self.faults.push(fault);
        for after in inside.filter(|node| node.rule() == Rule::after) {
            self.after(&after);
        }
        if let Some(raw) = raw {
            self.inner(raw, opener.and_then(Place::opened_by));
        }
    }

    /// A line to be explained.
    fn alone(&self, line: Range<usize>, whole: Range<usize>, rule: Rule, place: Place) -> Junk<'t> {
        let zh = *self.zh.get_or_init(|| main_vocabulary(self.text) == Lang::Zh);
        Junk { text: self.text, source: self.source, line, whole, rule, place, zh, lax: self.lax }
    }

    /// A clause outside every block: a fault, unless a brace too many put it there. Whether it was one.
    fn outside(&mut self, junk: &Junk<'t>, whole: Range<usize>) -> bool {
        let Ok(node) = read(Rule::alone_clause, self.text, whole, self.source) else { return false };
        if !self.lax {
            let word = super::diagnose::short(self.text.get(junk.line.clone()).unwrap_or_default());
            self.faults.push(faults::outside(Span::new(self.source, junk.line.start, junk.line.end), word));
        }
        for clause in node.inside() {
            self.clause(&clause, Place::Policy);
        }
        true
    }

    /// The block of a line at fault, read for its own faults.
    fn inner(&mut self, raw: Range<usize>, place: Option<Place>) {
        let text = self.text.get(raw.clone()).unwrap_or_default();
        let rule = match place {
            _ if is_table(text) => Rule::alone_table,
            Some(Place::Example) => Rule::alone_lines,
            Some(_) => Rule::alone_block,
            None => return,
        };
        let Ok(node) = read(rule, self.text, raw, self.source) else { return };
        for inner in node.inside() {
            match inner.rule() {
                Rule::table => {
                    self.table(&inner);
                }
                Rule::lines => {
                    self.lines(&inner);
                }
                Rule::block => {
                    self.block(&inner, place.unwrap_or(Place::Policy));
                }
                _ => {}
            }
        }
    }

    /// One clause; none when it is at fault.
    fn clause(&mut self, node: &Node<'t>, place: Place) -> Option<Clause> {
        let mut inside = node.inside();
        let mode = match inside.peek() {
            Some(Rule::k_override) => Mode::Override,
            Some(Rule::k_remove) => Mode::Remove,
            _ => Mode::Plain,
        };
        if mode != Mode::Plain {
            inside.next();
        }
        let said = inside.next()?;
        let mut tail = Tail::default();
        let span = node.span();
        let head_end = node.find(Rule::open).map_or(span.end as usize, |open| self.trimmed(span.start as usize..open.range().start).end);
        let head_span = Span::new(self.source, span.start as usize, head_end);
        let what = self.what(&said, place, mode, head_span, &mut tail);
        for rest in inside {
            self.tail(&rest, &mut tail);
        }
        let what = what?;
        if let Some(guard) = tail.guard
            && let Some(instead) = guarded::instead(&what, place)
        {
            self.faults.push(faults::guard_not_read(guard, instead));
        }
        Some(Clause { mode, what, when: tail.when, citation: tail.citation, span, head_span })
    }

    /// Takes a guard or a citation; whether it was one.
    fn tail(&mut self, node: &Node<'t>, tail: &mut Tail) -> bool {
        match node.rule() {
            Rule::guard | Rule::only_when => {
                tail.guard = tail.guard.or_else(|| (node.rule() == Rule::guard).then(|| node.span()));
                tail.when.extend(self.conditions(node));
            }
            Rule::citation => {
                let citation = self.citation(node);
                if tail.citation.is_some() {
                    self.faults.push(faults::second_citation(citation.span, None));
                } else {
                    tail.citation = Some(citation);
                }
            }
            Rule::after => self.after(node),
            _ => return false,
        }
        true
    }

    /// A dotted name.
    #[expect(clippy::unused_self, reason = "every reader of a node is called alike")]
    fn path(&self, node: &Node<'t>) -> Name {
        let text = node.text();
        Spanned::new(if text.contains('．') { text.replace('．', ".") } else { text.to_owned() }, node.span())
    }

    /// The names of a dotted path, each with its place.
    fn names(&self, node: &Node<'t>) -> Vec<Name> {
        if !node.text().contains(['.', '．']) {
            return vec![self.path(node)];
        }
        let mut at = node.range().start;
        let mut out = Vec::new();
        for piece in node.text().split_inclusive(['.', '．']) {
            let name = piece.trim_end_matches(['.', '．']);
            out.push(Spanned::new(name.to_owned(), Span::new(self.source, at, at + name.len())));
            at += piece.len();
        }
        out
    }

    /// A quoted text.
    #[expect(clippy::unused_self, reason = "every reader of a node is called alike")]
    fn quoted(&self, node: &Node<'t>) -> Text {
        let mut inner = node.text().chars();
        inner.next();
        inner.next_back();
        Spanned::new(inner.as_str().to_owned(), node.span())
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let start = range.start + text.len() - text.trim_start().len();
        start..start + text.trim().len()
    }
}
