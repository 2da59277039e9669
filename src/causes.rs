//! One mistake, one fault: what another fault brings about is left out until that one is mended.

use crate::diagnostic::{Code, Fault};
use crate::source::{SourceId, Sources, Span};
use crate::syntax::tree::{Clause, File, Item};
use std::collections::BTreeSet;

/// A block, or a whole item of a file.
struct Block {
    span: Span,
    item: bool,
}

/// What is known to be wrong, for what may follow from it.
struct Causes<'a> {
    sources: &'a Sources,
    /// Places no rule reads.
    unread: Vec<Span>,
    /// Places at fault for a reason of their own.
    wrong: Vec<Span>,
    /// Every error.
    faulty: Vec<Span>,
    /// Names of documents that nobody declares.
    undeclared: Vec<Span>,
    blocks: Vec<Block>,
    /// Sources in which a brace has no partner: nothing in them stands where its author meant it.
    unpaired: BTreeSet<SourceId>,
    /// The words of the lines no rule reads: what they declare is not known.
    words: BTreeSet<&'a str>,
    /// Policies and frameworks of which something above them is not known.
    partial: Vec<Span>,
    /// Those whose parent is not known.
    orphans: Vec<Span>,
}

/// The faults that are none's consequence: something missing or unanswered where a clause beside it could not be read.
pub fn first(faults: &[Fault], files: &[(SourceId, File)], sources: &Sources) -> Vec<Fault> {
    let mut seen = BTreeSet::new();
    let causes = Causes::of(faults, files, sources);
    let kept = faults.iter().filter(|fault| !causes.follows(fault));
    // A place has one mistake of a kind, however often it is looked at.
    kept.filter(|fault| seen.insert((fault.span, fault.code, fault.severity, fault.message.clone()))).cloned().collect()
}

impl<'a> Causes<'a> {
    fn of(faults: &[Fault], files: &'a [(SourceId, File)], sources: &'a Sources) -> Self {
        let mut blocks = Vec::new();
        for item in files.iter().flat_map(|(_, file)| &file.items) {
            blocks.push(Block { span: item.span, item: true });
            collect(item.it.clauses(), &mut blocks);
        }
        let of = |is: &dyn Fn(&Fault) -> bool| faults.iter().filter(|fault| is(fault)).map(|fault| fault.span).collect::<Vec<_>>();
        let unread = of(&|fault| is_syntax(fault.code));
        let mut out = Self {
            sources,
            wrong: of(&|fault| !follows_from_gaps(fault.code) && !fault.code.as_str().starts_with('W')),
            faulty: of(&|fault| !fault.code.as_str().starts_with('W')),
            undeclared: of(&|fault| fault.code == Code::E104),
            blocks,
            unpaired: of(&|fault| fault.code == Code::E005).iter().map(|span| span.source).collect(),
            words: unread.iter().flat_map(|span| words(line_of(sources, *span))).collect(),
            partial: Vec::new(),
            orphans: of(&|fault| matches!(fault.code, Code::E401 | Code::E404)),
            unread,
        };
        out.lean(files);
        out
    }

    /// Finds the policies that stand under one of which something is not known.
    fn lean(&mut self, files: &'a [(SourceId, File)]) {
        let items = files.iter().flat_map(|(_, file)| &file.items);
        let policies: Vec<_> =
            items.filter_map(|item| if let Item::Policy(policy) = &item.it { Some((item.span, policy)) } else { None }).collect();
        let mut names: BTreeSet<&str> = BTreeSet::new();
        let own = |span: &Span| self.unread.iter().chain(&self.orphans).any(|fault| inside(*span, *fault));
        let (mut left, mut orphaned): (Vec<_>, Vec<Span>) = (Vec::new(), Vec::new());
        for (span, policy) in policies {
            if own(&span) {
                names.insert(&policy.name.it);
                orphaned.extend(self.orphans.iter().any(|fault| inside(span, *fault)).then_some(span));
            } else {
                left.push((span, policy));
            }
        }
        self.partial = orphaned;
        while !names.is_empty() {
            let (under, others): (Vec<_>, Vec<_>) =
                left.into_iter().partition(|(_, policy)| policy.extends.iter().any(|parent| names.contains(parent.it.as_str())));
            names = under.iter().map(|(_, policy)| policy.name.it.as_str()).collect();
            self.partial.extend(under.iter().map(|(span, _)| *span));
            left = others;
        }
    }

    /// Whether a fault may be another's consequence.
    fn follows(&self, fault: &Fault) -> bool {
        if is_syntax(fault.code) {
            return false;
        }
        if self.unpaired.contains(&fault.span.source) || self.unread.iter().any(|span| inside(*span, fault.span)) {
            return true;
        }
        let item = self.blocks.iter().find(|block| block.item && inside(block.span, fault.span)).map(|block| block.span);
        let in_item = |spans: &[Span]| item.is_some_and(|item| spans.iter().any(|span| inside(item, *span)));
        match fault.code {
            // A table whose header could not be read, or a clause whose block could not.
            Code::E207 => self.unread.iter().any(|span| inside(fault.span, *span)),
            Code::E203 => in_item(&self.unread),
            // A name that a line declares which could not be read, or a framework that is not there.
            Code::E101 | Code::E104 | Code::E404 => {
                let name = text(self.sources, fault.span);
                words(name).any(|word| self.words.contains(word)) || (fault.code != Code::E404 && in_item(&self.orphans))
            }
            // What cites a document, reads a fact, or says how bands count, may be what is wrong.
            Code::W309 | Code::W407 | Code::W411 => in_item(&self.faulty),
            Code::W403 => in_item(&self.undeclared) || in_item(&self.unread),
            code if follows_from_gaps(code) => self.gap_follows(fault),
            _ => false,
        }
    }

    fn gap_follows(&self, fault: &Fault) -> bool {
        let holds = self.blocks.iter().filter(|block| inside(block.span, fault.span));
        let Some(block) = holds.min_by_key(|block| block.span.end - block.span.start) else { return false };
        // What a whole policy lacks may be what could not be read anywhere in it; a block answers for itself.
        let own = if block.item { &self.unread } else { &self.wrong };
        own.iter().any(|span| inside(block.span, *span)) || self.partial.iter().any(|span| inside(*span, fault.span))
    }
}

fn is_syntax(code: Code) -> bool {
    code.as_str().starts_with("E0")
}

/// Codes that say something is missing, or answered by nothing or twice.
fn follows_from_gaps(code: Code) -> bool {
    matches!(
        code,
        Code::E204
            | Code::E301
            | Code::E302
            | Code::E303
            | Code::E304
            | Code::E305
            | Code::E306
            | Code::E402
            | Code::E407
            | Code::W302
            | Code::W303
            | Code::W304
            | Code::W404
    )
}

fn inside(outer: Span, inner: Span) -> bool {
    outer.source == inner.source && outer.start <= inner.start && inner.end <= outer.end
}

/// The text at a place.
fn text(sources: &Sources, span: Span) -> &str {
    sources.get(span.source).and_then(|source| source.text.get(span.range())).unwrap_or_default()
}

/// The line a place begins on.
fn line_of(sources: &Sources, span: Span) -> &str {
    let Some(source) = sources.get(span.source) else { return "" };
    let start = source.line_start(source.line(span.start));
    let end = source.line_start(source.line(span.start).saturating_add(1));
    source.text.get(start..end).unwrap_or_default()
}

/// The names in a text: what stands between blanks, marks and quotes.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.'))).filter(|word| !word.is_empty())
}

fn collect(clauses: &[Clause], out: &mut Vec<Block>) {
    for clause in clauses {
        if let Some(clauses) = clause.what.clauses() {
            out.push(Block { span: clause.span, item: false });
            collect(clauses, out);
        }
    }
}
