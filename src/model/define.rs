//! Defined facts: a table of facts with a closed answer.

use super::chain::Version;
use super::order::order;
use super::policy::{Fact, FactId, Guard, Ladder, Merged, Row, Scope, Stage};
use super::scope::{is_named, is_reserved, names, pair};
use super::table;
use super::typer::Typer;
use super::words;
use crate::diagnostic::Fault;
use crate::plan::{Answer, FactKind, Names};
use crate::syntax::tree::{Cell, Header, Literal, Mode, Pattern, Table, What};
use crate::value::Set;

/// Enters the defined facts of a line into the scope: their names and values, not yet their rows.
pub fn declare(line: &[Version<'_>], scope: &mut Scope, faults: &mut Vec<Fault>) {
    for clause in line.iter().flat_map(|v| &v.policy.clauses) {
        let What::Define { name, table } = &clause.what else { continue };
        let made = names(name);
        if is_reserved(&made) {
            faults.push(words::reserved(&name.name.it, name.name.span));
            continue;
        }
        let known = scope.facts.iter().position(|f| is_named(&f.names, &made.latin) || is_named(&f.names, &made.han));
        if let Some(at) = known {
            let fact = scope.facts.get(at);
            if clause.mode == Mode::Plain && fact.is_some_and(|f| f.define.is_none()) {
                faults.push(words::twice(&name.name.it, name.name.span, fact.map_or(name.name.span, |f| f.span)));
            } else if let Some(fact) = scope.facts.get_mut(at) {
                extend(fact, table);
            }
            continue;
        }
        let mut fact = Fact {
            names: made,
            kind: FactKind::Enum(Vec::new()),
            domain: Set::EMPTY,
            default: None,
            only_when: Guard::new(),
            of_item: false,
            role: None,
            stage: Stage::Claim,
            define: Some(Ladder { name: format!("define {}", name.name.it), rows: Vec::new() }),
            field: String::new(),
            span: name.name.span,
        };
        extend(&mut fact, table);
        scope.facts.push(fact);
    }
}

/// The answers of the table, in order of appearance, are the fact's values: yes and no, or names.
fn extend(fact: &mut Fact, table: &Table) {
    let answers: Vec<&Literal> = table
        .rows
        .iter()
        .filter_map(|row| match row.cells.last().map(|c| &c.it) {
            Some(Cell::Pattern(Pattern::OneOf(one))) => one.first().map(|l| &l.it),
            _ => None,
        })
        .collect();
    if !answers.is_empty() && answers.iter().all(|a| matches!(a, Literal::Yes | Literal::No)) {
        fact.kind = FactKind::YesNo;
        fact.domain = Set::range(0, 1);
        return;
    }
    let FactKind::Enum(values) = &mut fact.kind else { return };
    for answer in answers {
        let Literal::Name(written, _) = answer else { continue };
        if values.iter().any(|(n, _)| is_named(n, written)) {
            continue;
        }
        let names = if written.is_ascii() { pair((written, "")) } else { pair(("", written)) };
        values.push((names, String::new()));
    }
    fact.domain = Set::range(0, i64::try_from(values.len()).unwrap_or(i64::MAX) - 1);
}

/// Types the rows of all defined facts, each after those it reads.
pub fn ladders(typer: &mut Typer<'_>, merged: &[Merged]) {
    let mut waiting: Vec<(FactId, &Merged, &Table)> = Vec::new();
    for inner in merged {
        if let What::Define { name, table } = &inner.clause.what
            && let Some(fact) = typer.scope.named(&name.name.it)
        {
            waiting.push((fact, inner, table));
        }
    }
    let named: Vec<Names> =
        waiting.iter().map(|(id, ..)| typer.scope.fact(*id).map(|fact| fact.names.clone()).unwrap_or_default()).collect();
    let reads: Vec<Vec<&str>> = waiting.iter().map(|(.., table)| reads(table)).collect();
    let (ordered, circle) = order(&named, &reads);
    for (_, inner, table) in circle.iter().filter_map(|at| waiting.get(*at)) {
        let name = match &inner.clause.what {
            What::Define { name, .. } => name.name.it.as_str(),
            _ => "",
        };
        typer.faults.push(words::cyclic(name, table.span));
    }
    for (fact, inner, table) in ordered.iter().filter_map(|at| waiting.get(*at)) {
        one(typer, *fact, inner, table);
    }
}

/// The bare names in the header of a table.
fn reads(table: &Table) -> Vec<&str> {
    let mut out = Vec::new();
    for header in &table.header {
        if let Header::Cell(Cell::Pattern(Pattern::OneOf(one))) = &header.it {
            out.extend(one.iter().filter_map(|literal| if let Literal::Name(name, _) = &literal.it { Some(name.as_str()) } else { None }));
        }
    }
    out
}

fn one(typer: &mut Typer<'_>, fact: FactId, merged: &Merged, tree: &Table) {
    let title = typer.scope.fact(fact).map_or(String::new(), |f| format!("define {}", f.names.key()));
    let clause = typer.number(merged, &title);
    let number = typer.table();
    let mut rows = Vec::new();
    let mut stage = Stage::Claim;
    if !matches!(tree.header.last().map(|h| &h.it), Some(Header::Value)) {
        typer.faults.push(words::table_shape(("the last column of this table is headed `value`", "此表最后一列表头应为「值」"), tree.span));
        return;
    }
    for row in &tree.rows {
        if row.cells.len() != tree.header.len() {
            let wide = tree.header.len();
            typer.faults.push(words::row_width(row.span, row.cells.len(), table::header_span(tree), wide));
            continue;
        }
        let when = table::conditions(typer, tree, row, Stage::Route);
        if when.columns + 1 != tree.header.len() {
            if let Some(header) = tree.header.get(when.columns) {
                typer.faults.push(words::table_shape(("this header is no fact", "此表头不是事实"), header.span));
            }
            return;
        }
        for (read, _) in &when.guard {
            stage = stage.max(typer.scope.fact(*read).map_or(Stage::Claim, |f| f.stage));
        }
        let Some(cell) = row.cells.last() else { continue };
        let answer = match &cell.it {
            Cell::Pattern(Pattern::OneOf(one)) if one.len() == 1 => {
                one.first().and_then(|l| typer.reader().literal(fact, l)).and_then(|s| s.first())
            }
            Cell::CannotArise => {
                rows.push(row_of(clause, number, &when, Answer::CannotArise, row.span));
                continue;
            }
            Cell::Unstated => {
                rows.push(row_of(clause, number, &when, Answer::Unstated, row.span));
                continue;
            }
            _ => {
                typer.faults.push(words::wrong_unit(("one name, or yes or no", "一个名称，或是、否"), cell.span));
                continue;
            }
        };
        if let Some(answer) = answer {
            rows.push(row_of(clause, number, &when, Answer::Is(answer), row.span));
        }
    }
    if let Some(made) = typer.scope.facts.get_mut(fact as usize) {
        made.stage = stage;
        if let Some(ladder) = &mut made.define {
            ladder.rows = rows;
        }
    }
}

fn row_of(clause: u32, table: u32, when: &table::Conditions, answer: Answer, span: crate::source::Span) -> Row {
    Row {
        clause,
        table,
        guard: Guard::new(),
        when: when.guard.clone(),
        band: None,
        otherwise: when.otherwise,
        answer,
        exact: None,
        span,
        citation: String::new(),
    }
}
