//! Tables: condition columns from the left, answer columns after them; each answer a row of a ladder.

use super::constant::Wanted;
use super::guard::{both, meet, with_unit_of};
use super::policy::{ClauseId, FactId, Guard, Row, Stage};
use super::typer::Typer;
use super::words;
use crate::claim::Role;
use crate::plan::{Answer, FactKind};
use crate::source::{Span, Spanned};
use crate::syntax::tree::{Answer as AnswerTree, Bound, Cell, Header, Literal, Pattern, Row as RowTree, Table};
use crate::value::{Money, Set};
use rust_decimal::Decimal;

/// What the condition cells of a row say.
#[derive(Clone, Debug, Default)]
pub struct Conditions {
    /// The facts they test.
    pub guard: Guard,
    /// `otherwise` stands in the first.
    pub otherwise: bool,
    /// The band, in fen, upper end excluded.
    pub band: Option<(i64, i64)>,
    /// How many columns they are.
    pub columns: usize,
}

/// Where a row comes from and what it may answer.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// The clause.
    pub clause: ClauseId,
    /// What the answers must be.
    pub wanted: Wanted,
    /// `unlimited` is an answer.
    pub unlimited: bool,
    /// Bands may cut it.
    pub bands: bool,
    /// What is settled where the rows are read.
    pub stage: Stage,
    /// The clause, for rows without a table.
    pub span: Span,
}

/// Reads the condition columns of a row.
pub fn conditions(typer: &mut Typer<'_>, table: &Table, row: &RowTree, stage: Stage) -> Conditions {
    let mut out = Conditions::default();
    for (at, (header, cell)) in table.header.iter().zip(&row.cells).enumerate() {
        let fact = match &header.it {
            Header::Band => {
                if let Some(band) = band(typer, cell) {
                    out.band = Some(band);
                }
                out.columns = at + 1;
                continue;
            }
            Header::Effective => typer.scope.role(Role::EffectiveOn),
            Header::Cell(Cell::Pattern(Pattern::OneOf(names))) => match names.as_slice() {
                [Spanned { it: Literal::Name(name, _), .. }] => typer.scope.named(name),
                _ => None,
            },
            Header::Item | Header::Ceiling | Header::Value | Header::Head(_) | Header::Adjust(_) | Header::Expect(_) | Header::Cell(_) => {
                None
            }
        };
        let Some(fact) = fact else { break };
        out.columns = at + 1;
        typer.reader().in_time(fact, stage, header.span);
        condition(typer, &mut out, fact, at, cell);
    }
    out
}

fn condition(typer: &mut Typer<'_>, out: &mut Conditions, fact: FactId, at: usize, cell: &Spanned<Cell>) {
    match &cell.it {
        Cell::Any => {}
        Cell::Otherwise if at == 0 => out.otherwise = true,
        Cell::Otherwise => typer.faults.push(words::table_shape(
            ("`otherwise` stands in the first column, the other condition cells say `any`", "「其余」写在第一列，其他条件格写「不限」"),
            cell.span,
        )),
        Cell::Pattern(pattern) => {
            let pattern = Spanned::new(pattern.clone(), cell.span);
            if let Some(set) = pattern_of(typer, fact, &pattern) {
                meet(&mut out.guard, fact, &set);
            }
        }
        Cell::CannotArise | Cell::Unstated | Cell::Unlimited | Cell::Product(_) | Cell::Told(_) => {
            typer.reader().wrong_kind(fact, cell.span);
        }
    }
}

/// A pattern of a fact; a dated one may lie outside this segment and is then empty.
fn pattern_of(typer: &mut Typer<'_>, fact: FactId, pattern: &Spanned<Pattern>) -> Option<Set> {
    if typer.scope.fact(fact).is_some_and(|f| f.role == Some(Role::EffectiveOn)) {
        let day = typer.scope.role(Role::CareStart)?;
        let domain = typer.scope.fact(fact)?.domain.clone();
        return typer.reader().pattern(day, pattern).map(|set| set.meet(&domain));
    }
    typer.reader().pattern(fact, pattern)
}

/// A band: both ends in fen. Ends belong to no one.
pub fn band(typer: &mut Typer<'_>, cell: &Spanned<Cell>) -> Option<(i64, i64)> {
    let wanted =
        ("a band of amounts, such as `10000 yuan or less`, `over 10000 yuan` or `any`", "费用段，如「1万元以下」「超过1万元」「不限」");
    match &cell.it {
        Cell::Any => Some((0, i64::MAX)),
        Cell::Pattern(Pattern::Range { from, to }) => {
            let end = |bound: Option<&Bound>, other: Option<&Bound>, open: i64| {
                let Some(bound) = bound else { return Some(open) };
                match with_unit_of(&bound.at, other.map(|b| &b.at)).it {
                    Literal::Yuan(yuan) => Money::from_yuan(yuan).map(Money::fen).filter(|f| *f >= 0),
                    _ => None,
                }
            };
            let low = end(from.as_ref(), to.as_ref(), 0);
            let high = end(to.as_ref(), from.as_ref(), i64::MAX);
            match low.zip(high) {
                Some((low, high)) if low < high => Some((low, high)),
                Some((low, high)) if high < low => {
                    let yuan = |fen: i64| Money::from_fen(fen).yuan().normalize();
                    let (low, high) = (yuan(high), yuan(low));
                    let reversed = ("the range holds nothing: its ends are the wrong way round", "范围为空：两端颠倒");
                    typer.faults.push(
                        words::out_of_range(reversed, cell.span).help(crate::diagnostic::Words::new(
                            format!("write `{low} .. {high} yuan`"),
                            format!("请写「{low}至{high}元」"),
                        )),
                    );
                    None
                }
                _ => {
                    typer.faults.push(words::wrong_unit(wanted, cell.span));
                    None
                }
            }
        }
        Cell::Pattern(_) | Cell::Otherwise | Cell::CannotArise | Cell::Unstated | Cell::Unlimited | Cell::Product(_) | Cell::Told(_) => {
            typer.faults.push(words::wrong_unit(wanted, cell.span));
            None
        }
    }
}

/// The rows of a clause's answer.
pub fn rows(typer: &mut Typer<'_>, answer: &AnswerTree, guard: &Guard, asked: Asked) -> Vec<Row> {
    let table = typer.table();
    match answer {
        AnswerTree::Value(cell) => {
            let conditions = Conditions::default();
            let at = At { guard, when: &conditions, column: None, table, span: asked.span, citation: String::new() };
            answers(typer, cell, at, asked)
        }
        AnswerTree::Table(tree) => {
            let at = tree.header.len().saturating_sub(1);
            column(typer, tree, at, guard, table, asked)
        }
        AnswerTree::Across(name, tree) => across(typer, name, tree, guard, table, asked),
    }
}

/// One answer column of a table of condition columns.
pub fn column(typer: &mut Typer<'_>, tree: &Table, at: usize, guard: &Guard, table: u32, asked: Asked) -> Vec<Row> {
    let mut out = Vec::new();
    for row in &tree.rows {
        if !same_width(typer, tree, row) {
            continue;
        }
        let when = conditions(typer, tree, row, asked.stage);
        check_headers(typer, tree, when.columns, at);
        let (span, citation) = row_place(typer, row, asked);
        if let Some(cell) = row.cells.get(at) {
            let at = At { guard, when: &when, column: None, table, span, citation };
            out.extend(answers(typer, cell, at, asked));
        }
    }
    out
}

/// Every header left of the first answer is a condition.
fn check_headers(typer: &mut Typer<'_>, tree: &Table, conditions: usize, answer: usize) {
    let first = tree.header.iter().position(|h| matches!(h.it, Header::Head(_) | Header::Adjust(_) | Header::Value)).unwrap_or(answer);
    if let Some(header) = tree.header.get(conditions).filter(|_| conditions < first) {
        report_header(typer, header);
    }
}

fn report_header(typer: &mut Typer<'_>, header: &Spanned<Header>) {
    if let Header::Cell(Cell::Pattern(Pattern::OneOf(names))) = &header.it
        && let [Spanned { it: Literal::Name(name, _), span }] = names.as_slice()
    {
        let name = Spanned::new(name.clone(), *span);
        typer.scope.find(&name, typer.faults);
    } else {
        typer.faults.push(words::table_shape(("this header is neither a fact nor an answer", "此表头既非事实也非答案"), header.span));
    }
}

/// The header of a table from its first cell to its last.
pub fn header_span(tree: &Table) -> Option<Span> {
    let last = tree.header.last()?;
    tree.header.first().map(|first| first.span.to(last.span))
}

fn same_width(typer: &mut Typer<'_>, tree: &Table, row: &RowTree) -> bool {
    let (wide, cells) = (tree.header.len(), row.cells.len());
    if wide == cells {
        return true;
    }
    typer.faults.push(words::row_width(row.span, cells, header_span(tree), wide));
    false
}

fn row_place(typer: &mut Typer<'_>, row: &RowTree, asked: Asked) -> (Span, String) {
    let origin = typer.clauses.get(asked.clause as usize).map_or(String::new(), |c| c.origin.clone());
    let (citation, documents) = typer.cite(row.citation.as_ref(), &origin);
    if let Some(clause) = typer.clauses.get_mut(asked.clause as usize) {
        clause.documents.extend(documents);
    }
    (row.span, citation)
}

fn across(typer: &mut Typer<'_>, name: &crate::syntax::tree::Name, tree: &Table, guard: &Guard, table: u32, asked: Asked) -> Vec<Row> {
    let bands = matches!(name.it.as_str(), "band" | "费用段");
    let fact = if bands { None } else { typer.scope.find(name, typer.faults) };
    if !bands && fact.is_none() {
        return Vec::new();
    }
    if let Some(fact) = fact {
        typer.reader().in_time(fact, asked.stage, name.span);
    }
    let first = conditions_quietly(typer, tree, fact);
    let mut headers: Vec<Heading> = tree.header.iter().skip(first).map(|h| heading(typer, fact, h)).collect();
    if let Some(fact) = fact {
        headed_twice(typer, fact, tree.header.get(first..).unwrap_or_default(), &mut headers);
    }
    if headers.is_empty() {
        typer.faults.push(words::table_shape(("this table has no column to answer", "此表没有答案列"), tree.span));
    }
    let named = headers.iter().fold(Set::EMPTY, |all, h| match h {
        Heading::Values(set) => all.union(set),
        _ => all,
    });
    let mut out = Vec::new();
    for row in &tree.rows {
        if !same_width(typer, tree, row) {
            continue;
        }
        let when = conditions(typer, &narrowed(tree, first), row, asked.stage);
        let (span, citation) = row_place(typer, row, asked);
        for (heading, cell) in headers.iter().zip(row.cells.iter().skip(first)) {
            let mut when = when.clone();
            let column = match (heading, fact) {
                (Heading::Values(set), Some(fact)) => Some((fact, set.clone())),
                (Heading::Otherwise, Some(fact)) => {
                    let domain = typer.scope.fact(fact).map_or(Set::EMPTY, |f| f.domain.clone());
                    Some((fact, domain.minus(&named)))
                }
                (Heading::Band(band), _) => {
                    when.band = Some(*band);
                    None
                }
                (Heading::Any | Heading::Values(_) | Heading::Otherwise, _) => None,
                (Heading::Wrong, _) => continue,
            };
            let at = At { guard, when: &when, column, table, span, citation: citation.clone() };
            out.extend(answers(typer, cell, at, asked));
        }
    }
    out
}

/// The table without its answer headers, so that a pattern is not read as a fact.
fn narrowed(tree: &Table, first: usize) -> Table {
    Table { header: tree.header.iter().take(first).cloned().collect(), rows: Vec::new(), span: tree.span }
}

/// How many columns of a table across `fact` are conditions: leading facts that are no value of `fact`.
fn conditions_quietly(typer: &mut Typer<'_>, tree: &Table, fact: Option<FactId>) -> usize {
    let is_condition = |typer: &mut Typer<'_>, header: &Header| match header {
        Header::Band | Header::Effective => true,
        Header::Cell(Cell::Pattern(Pattern::OneOf(names))) => match names.as_slice() {
            [literal @ Spanned { it: Literal::Name(name, _), .. }] => {
                let mut quiet = Vec::new();
                // Any word would be a value of a free text: there a fact's name is a fact.
                let closed = fact.filter(|fact| typer.scope.fact(*fact).is_some_and(|fact| !matches!(fact.kind, FactKind::Text(_))));
                let value = closed.is_some_and(|fact| {
                    super::guard::Reader { scope: &mut typer.scope.clone(), faults: &mut quiet }.literal(fact, literal).is_some()
                });
                typer.scope.named(name).is_some() && !value
            }
            _ => false,
        },
        Header::Item | Header::Ceiling | Header::Value | Header::Head(_) | Header::Adjust(_) | Header::Expect(_) | Header::Cell(_) => false,
    };
    let mut count = 0;
    for header in &tree.header {
        if !is_condition(typer, &header.it) {
            break;
        }
        count += 1;
    }
    count
}

enum Heading {
    Values(Set),
    Band((i64, i64)),
    Any,
    Otherwise,
    Wrong,
}

fn heading(typer: &mut Typer<'_>, fact: Option<FactId>, header: &Spanned<Header>) -> Heading {
    let Header::Cell(cell) = &header.it else {
        typer.faults.push(words::table_shape(
            ("under `across` every answer column is headed by values of that fact", "「按」之下每个答案列的表头为该事实的取值"),
            header.span,
        ));
        return Heading::Wrong;
    };
    let Some(fact) = fact else {
        return band(typer, &Spanned::new(cell.clone(), header.span)).map_or(Heading::Wrong, Heading::Band);
    };
    match cell {
        Cell::Any => Heading::Any,
        Cell::Otherwise => Heading::Otherwise,
        Cell::Pattern(pattern) => {
            let pattern = Spanned::new(pattern.clone(), header.span);
            typer.reader().pattern(fact, &pattern).map_or(Heading::Wrong, Heading::Values)
        }
        Cell::CannotArise | Cell::Unstated | Cell::Unlimited | Cell::Product(_) | Cell::Told(_) => {
            typer.reader().wrong_kind(fact, header.span);
            Heading::Wrong
        }
    }
}

/// Reports the columns of which another has a value already, and takes them out.
fn headed_twice(typer: &mut Typer<'_>, fact: FactId, headers: &[Spanned<Header>], headings: &mut [Heading]) {
    let sets: Vec<Option<Set>> = headings.iter().map(|h| if let Heading::Values(set) = h { Some(set.clone()) } else { None }).collect();
    let all = sets.iter().flatten().fold(Set::EMPTY, |all, set| all.union(set));
    let Some(known) = typer.scope.fact(fact) else { return };
    let values = || (0_i64..).zip(known.kind.values().iter().map(|(names, _)| names));
    let names = |wanted: i64| values().find(|(at, _)| *at == wanted).map(|(_, names)| names.clone());
    let each = |set: &Set| -> Vec<i64> { values().map(|(at, _)| at).filter(|at| set.contains(*at)).collect() };
    let left: Vec<(String, String)> = each(&known.domain.minus(&all))
        .into_iter()
        .filter_map(names)
        .map(|names| (names.key().to_owned(), names.label().to_owned()))
        .collect();
    let mut found = Vec::new();
    for (at, set) in sets.iter().enumerate() {
        let Some(set) = set else { continue };
        let before = sets.iter().take(at).position(|other| other.as_ref().is_some_and(|other| !other.meet(set).is_empty()));
        let Some(before) = before else { continue };
        let shared = sets.get(before).cloned().flatten().map_or(Set::EMPTY, |other| other.meet(set));
        let shown = shared.first().and_then(names).map_or_else(String::new, |names| names.label().to_owned());
        if let (Some(one), Some(two)) = (headers.get(before), headers.get(at)) {
            found.push((at, words::heads_twice(two.span, one.span, &shown, &left)));
        }
    }
    for (at, fault) in found {
        if let Some(heading) = headings.get_mut(at) {
            *heading = Heading::Wrong;
        }
        typer.faults.push(fault);
    }
}

/// Where an answer cell stands.
struct At<'a> {
    guard: &'a Guard,
    when: &'a Conditions,
    /// The condition its column adds, under `across`.
    column: Option<(FactId, Set)>,
    table: u32,
    span: Span,
    citation: String,
}

/// The rows one cell makes: one, or one for each case of a dated constant.
fn answers(typer: &mut Typer<'_>, cell: &Spanned<Cell>, at: At<'_>, asked: Asked) -> Vec<Row> {
    let At { guard, when, column, table, span, citation } = at;
    if when.band.is_some() && !asked.bands {
        typer.faults.push(words::table_shape(("only a rate or a share is cut into bands", "只有比例才分费用段"), span));
        return Vec::new();
    }
    let mut own = when.guard.clone();
    if let Some((fact, set)) = &column {
        meet(&mut own, *fact, set);
    }
    // A dated row outside this segment's days belongs to another segment.
    let dated = typer.scope.role(Role::EffectiveOn);
    if own.iter().any(|(fact, set)| Some(*fact) == dated && set.is_empty()) {
        return Vec::new();
    }
    let row = |answer: Answer, exact: Option<Decimal>, more: &Guard| Row {
        clause: asked.clause,
        table,
        guard: guard.clone(),
        when: both(&own, more),
        band: when.band,
        otherwise: when.otherwise,
        answer,
        exact,
        span,
        citation: citation.clone(),
    };
    let none = Guard::new();
    match &cell.it {
        Cell::CannotArise => vec![row(Answer::CannotArise, None, &none)],
        Cell::Unstated => vec![row(Answer::Unstated, None, &none)],
        Cell::Unlimited if asked.unlimited => vec![row(Answer::Unlimited, None, &none)],
        Cell::Unlimited => {
            typer.faults.push(words::wrong_unit(
                ("a figure: only a limit or a cap can be unlimited", "数值：只有费用限额与封顶线可写「不封顶」"),
                cell.span,
            ));
            Vec::new()
        }
        Cell::Any | Cell::Otherwise | Cell::Pattern(_) | Cell::Product(_) | Cell::Told(_) => match typer.cases(cell) {
            Err(()) => Vec::new(),
            Ok(None) => vec![row(Answer::Unstated, None, &none)],
            Ok(Some(cases)) => cases
                .into_iter()
                .filter_map(|(more, constant)| {
                    let rounding = is_worked_out(&cell.it).then_some(typer.rounding);
                    let units = asked.wanted.units(constant, rounding, cell.span, typer.faults)?;
                    let exact = rounding.and_then(|_| constant.finer_than_a_fen());
                    Some(row(Answer::Is(units), exact, &more))
                })
                .collect(),
        },
    }
}

/// True of a value that is a product or names a constant, which may be one: such an amount may be finer than a fen.
fn is_worked_out(cell: &Cell) -> bool {
    match cell {
        Cell::Product(_) => true,
        Cell::Pattern(Pattern::OneOf(one)) => one.iter().any(|literal| matches!(literal.it, Literal::Name(..))),
        Cell::Pattern(_) | Cell::Any | Cell::Otherwise | Cell::CannotArise | Cell::Unstated | Cell::Unlimited | Cell::Told(_) => false,
    }
}
