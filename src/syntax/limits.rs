//! How much of each kind one rule file may hold (E008): far above what a policy needs, so that whoever sends a file cannot make checking
//! it take long. `grammar/README.md` lists the limits.

use super::faults;
use super::tree::{Answer, Cell, Clause, Condition, File, Header, Item, Pattern, Table, Test, What};
use crate::diagnostic::Fault;
use crate::source::Span;
use std::collections::BTreeMap;

/// Wrong places of one file that are explained; the rest is not read.
pub(super) const WRONG_PLACES: usize = 100;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Items,
    Parents,
    Clauses,
    Facts,
    Values,
    Documents,
    Constants,
    Filings,
    Reasons,
    Benefits,
    Layers,
    Parts,
    Accumulators,
    Rulings,
    Examples,
    Conditions,
    Operands,
    Terms,
    Rows,
    BandRows,
    Columns,
}

/// Each kind with its limit and what is said of it; where it is counted.
const LIMITS: [(Kind, usize, &str, &str); 21] = [
    (Kind::Items, 200, "policies, frameworks, catalogs and vocabularies in a file", "一个文件的政策、框架、目录和词汇"),
    (Kind::Parents, 16, "frameworks behind one `extends`", "一处「沿用」的框架"),
    (Kind::Clauses, 20_000, "clauses in a policy", "一份政策的条款"),
    (Kind::Facts, 500, "facts and defined facts in a policy or vocabulary", "一份政策或词汇的事实与定义"),
    (Kind::Values, 2_000, "values and groups in a policy or vocabulary", "一份政策或词汇的取值与合称"),
    (Kind::Documents, 500, "documents in a policy", "一份政策的依据"),
    (Kind::Constants, 2_500, "constants in a policy", "一份政策的参数"),
    (Kind::Filings, 200, "filings in a policy", "一份政策的备案"),
    (Kind::Reasons, 300, "reasons in a route", "一份政策的不予支付与手工报销情形"),
    (Kind::Benefits, 200, "benefits in a policy", "一份政策的待遇"),
    (Kind::Layers, 500, "layers in a policy", "一份政策的支付层"),
    (Kind::Parts, 100, "parts in a policy", "一份政策的费用项"),
    (Kind::Accumulators, 200, "accumulators in a policy", "一份政策的累计项"),
    (Kind::Rulings, 500, "`allow` and `deny` in a policy", "一份政策的豁免与从严"),
    (Kind::Examples, 5_000, "examples in a policy", "一份政策的算例"),
    (Kind::Conditions, 64, "conditions of one guard", "一处条件的项数"),
    (Kind::Operands, 1_000, "values of one condition", "一项条件的取值"),
    (Kind::Terms, 64, "terms of one `covers`", "一处「纳入」的项数"),
    (Kind::Rows, 5_000, "rows of one table", "一张表的行"),
    (Kind::BandRows, 10_000, "rows of one table of bands", "一张分段表的行"),
    (Kind::Columns, 64, "columns of one table", "一张表的列"),
];

/// Every limit with what it is of, in both languages, for the reference.
pub fn limits() -> impl Iterator<Item = (usize, &'static str, &'static str)> {
    LIMITS.iter().map(|(_, most, en, zh)| (*most, *en, *zh))
}

/// The first thing of a file that goes beyond a limit, as its fault.
pub(super) fn first_excess(file: &File) -> Option<Fault> {
    if let Some(item) = file.items.get(limit(Kind::Items).0) {
        return Some(fault(Kind::Items, item.span));
    }
    file.items.iter().find_map(|item| match &item.it {
        Item::Vocabulary(clauses) => Count::default().clauses(clauses).err(),
        // The rows of a catalog are bounded by the size of the file alone.
        Item::Catalog(catalog) => (catalog.clauses.len() > limit(Kind::Rulings).0).then(|| fault(Kind::Clauses, catalog.name.span)),
        Item::Policy(policy) => match policy.extends.get(limit(Kind::Parents).0) {
            Some(parent) => Some(fault(Kind::Parents, parent.span)),
            None => Count::default().clauses(&policy.clauses).err(),
        },
    })
}

fn limit(kind: Kind) -> (usize, &'static str, &'static str) {
    LIMITS.iter().find(|(known, ..)| *known == kind).map_or((usize::MAX, "", ""), |(_, most, en, zh)| (*most, *en, *zh))
}

fn fault(kind: Kind, span: Span) -> Fault {
    let (most, en, zh) = limit(kind);
    faults::beyond_limit(span, most, en, zh)
}

/// How many of each kind one policy or vocabulary has so far.
#[derive(Default)]
struct Count(BTreeMap<Kind, usize>);

type Within = Result<(), Fault>;

impl Count {
    fn one(&mut self, kind: Kind, span: Span) -> Within {
        self.more(kind, 1, span)
    }

    fn more(&mut self, kind: Kind, count: usize, span: Span) -> Within {
        let total = self.0.entry(kind).or_default();
        *total += count;
        within(kind, *total, span)
    }

    fn clauses(&mut self, clauses: &[Clause]) -> Within {
        for clause in clauses {
            let span = clause.head_span;
            self.one(Kind::Clauses, span)?;
            conditions(&clause.when, span)?;
            self.what(&clause.what, span)?;
        }
        Ok(())
    }

    fn what(&mut self, what: &What, span: Span) -> Within {
        match what {
            What::Fact(_) => self.one(Kind::Facts, span)?,
            What::Define { table: tree, .. } => {
                self.one(Kind::Facts, span)?;
                table(tree)?;
            }
            What::Value { .. } => self.one(Kind::Values, span)?,
            What::Group { members, .. } => self.more(Kind::Values, members.len() + 1, span)?,
            What::Document(_) => self.one(Kind::Documents, span)?,
            What::Let { .. } => self.one(Kind::Constants, span)?,
            What::Filing { clauses, .. } => {
                self.one(Kind::Filings, span)?;
                self.clauses(clauses)?;
            }
            What::Route(clauses) | What::PersonalAccount(clauses) => self.clauses(clauses)?,
            What::Reason { .. } => self.one(Kind::Reasons, span)?,
            What::Benefit { clauses, .. } => {
                self.one(Kind::Benefits, span)?;
                self.clauses(clauses)?;
            }
            What::Layer { clauses, .. } => {
                self.one(Kind::Layers, span)?;
                self.clauses(clauses)?;
            }
            What::Part { .. } => self.one(Kind::Parts, span)?,
            What::Accumulator(_) => self.one(Kind::Accumulators, span)?,
            What::Ruling { .. } => self.one(Kind::Rulings, span)?,
            What::Example(_) => self.one(Kind::Examples, span)?,
            What::Covers(terms) => within(Kind::Terms, terms.len(), span)?,
            What::Table(tree) => table(tree)?,
            _ => {}
        }
        if let What::Fact(fact) = what
            && let super::tree::FactKind::OneOf(values) = &fact.kind
        {
            self.more(Kind::Values, values.len(), span)?;
        }
        answer(what).map_or(Ok(()), |answer| match answer {
            Answer::Table(tree) | Answer::Across(_, tree) => table(tree),
            Answer::Value(_) => Ok(()),
        })
    }
}

/// The answer of a clause that has one.
fn answer(what: &What) -> Option<&Answer> {
    match what {
        What::Let { answer, .. } => Some(answer),
        What::Amount { answer, .. } => answer.as_ref(),
        What::Adjust(adjust) => adjust.answer.as_ref(),
        _ => None,
    }
}

fn within(kind: Kind, count: usize, span: Span) -> Within {
    if count > limit(kind).0 { Err(fault(kind, span)) } else { Ok(()) }
}

fn conditions(when: &[Condition], span: Span) -> Within {
    within(Kind::Conditions, when.len(), span)?;
    for condition in when {
        if let Test::Is(pattern) | Test::IsNot(pattern) = &condition.test {
            operands(&pattern.it, pattern.span)?;
        }
    }
    Ok(())
}

fn operands(pattern: &Pattern, span: Span) -> Within {
    match pattern {
        Pattern::OneOf(values) => within(Kind::Operands, values.len(), span),
        Pattern::Range { .. } => Ok(()),
    }
}

fn table(tree: &Table) -> Within {
    within(Kind::Columns, tree.header.len(), tree.span)?;
    let banded = tree.header.iter().any(|header| matches!(header.it, Header::Band));
    let kind = if banded { Kind::BandRows } else { Kind::Rows };
    if let Some(row) = tree.rows.get(limit(kind).0) {
        return Err(fault(kind, row.span));
    }
    for cell in tree.rows.iter().flat_map(|row| &row.cells) {
        if let Cell::Pattern(pattern) = &cell.it {
            operands(pattern, cell.span)?;
        }
    }
    Ok(())
}
