//! A policy with everything inherited in place, as canonical rule text, each clause followed by where it came from.

use crate::diagnostic::Lang;
use crate::model::policy::{Merged, Policy};
use crate::source::{Source, Sources, Span, Spanned};
use crate::syntax::tree::{Clause, File, Item, Mode, What};
use crate::syntax::{Dictionary, format, tree};

/// The policy as one rule text in one vocabulary. It reads as a rule file does: the origins are comments.
pub fn show(policy: &Policy, sources: &Sources, names: &Dictionary, lang: Lang) -> String {
    let printer = Printer { sources, names, lang };
    let mut out = String::new();
    let shell = printer.wrapped(policy, Vec::new(), policy.span);
    let mut shell = shell.lines().filter(|line| !line.trim().is_empty());
    printer.commented(&mut out, open(shell.next()), policy.span, "");
    // Examples are not part of the rules: nothing inherits them.
    for merged in policy.merged.iter().filter(|merged| !matches!(merged.clause.what, What::Example(_))) {
        printer.clause(&mut out, policy, merged, 1);
    }
    out.push_str("}\n");
    out
}

/// What printing needs at every depth.
struct Printer<'a> {
    sources: &'a Sources,
    names: &'a Dictionary,
    lang: Lang,
}

impl Printer<'_> {
    /// One clause and what its block holds, `depth` levels in.
    fn clause(&self, out: &mut String, policy: &Policy, merged: &Merged, depth: usize) {
        let mut clause = merged.clause.clone();
        clause.mode = Mode::Plain;
        let block = empty_block(&mut clause.what);
        let span = clause.span;
        let text = self.wrapped(policy, vec![clause], span);
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        let inner = lines.get(1..lines.len().saturating_sub(1)).unwrap_or(&[]);
        let indent = "  ".repeat(depth - 1);
        let place = merged.clause.head_span;
        if block {
            self.commented(out, open(inner.first().copied()), place, &indent);
            for held in &merged.inner {
                self.clause(out, policy, held, depth + 1);
            }
            out.push_str(&"  ".repeat(depth));
            out.push_str("}\n");
        } else {
            for (at, line) in inner.iter().enumerate() {
                if at == 0 {
                    self.commented(out, line, place, &indent);
                } else {
                    out.push_str(&indent);
                    out.push_str(line);
                    out.push('\n');
                }
            }
        }
    }

    /// A line, and behind it the file and line it came from.
    fn commented(&self, out: &mut String, line: &str, span: Span, indent: &str) {
        let (file, number) = self.sources.place(span);
        out.push_str(indent);
        out.push_str(line.trim_end());
        if number > 0 {
            out.push_str("  # ");
            out.push_str(file);
            out.push(':');
            out.push_str(&number.to_string());
        }
        out.push('\n');
    }

    /// The clauses inside their policy's own head, formatted; comments of the source are left behind.
    fn wrapped(&self, policy: &Policy, clauses: Vec<Clause>, span: Span) -> String {
        let item = Item::Policy(tree::Policy {
            framework: policy.framework,
            name: Spanned::new(policy.name.clone(), span),
            title: (!policy.title.is_empty()).then(|| Spanned::new(policy.title.clone(), span)),
            extends: Vec::new(),
            clauses,
        });
        let file = File { items: vec![Spanned::new(item, span)], comments: Vec::new() };
        let text = self.sources.get(span.source).map_or("", |source: &Source| &source.text);
        format(&file, text, self.lang, self.names)
    }
}

/// The head of an empty block, up to its opening brace, whether the block was written on one line or on two.
fn open(line: Option<&str>) -> &str {
    line.map_or("{", |line| line.trim_end().trim_end_matches('}').trim_end())
}

/// Empties the block of a clause whose clauses were merged one by one; whether it had one.
fn empty_block(what: &mut What) -> bool {
    match what {
        What::Filing { clauses, .. }
        | What::Route(clauses)
        | What::Benefit { clauses, .. }
        | What::Layer { clauses, .. }
        | What::PersonalAccount(clauses) => {
            clauses.clear();
            true
        }
        What::Fact(_)
        | What::Value { .. }
        | What::Group { .. }
        | What::NeverWhen
        | What::FundDecl { .. }
        | What::Region(_)
        | What::Scheme(_)
        | What::Effective(_)
        | What::AppliesOn(_)
        | What::YearOf(_)
        | What::Document(_)
        | What::Rounding { .. }
        | What::LastDay { .. }
        | What::CatalogOf(_)
        | What::FirstPayOf(_)
        | What::FilingNeeded
        | What::FileBy { .. }
        | What::Late(_)
        | What::Valid { .. }
        | What::Deemed
        | What::Place { .. }
        | What::Needs(_)
        | What::Reason { .. }
        | What::Accumulator(_)
        | What::Let { .. }
        | What::Define { .. }
        | What::Part { .. }
        | What::Covers(_)
        | What::Fund(_)
        | What::Bands { .. }
        | What::Amount { .. }
        | What::Adjust(_)
        | What::HigherOf
        | What::Table(_)
        | What::Allow { .. }
        | What::Example(_) => false,
    }
}
