//! A catalog: which items a province's list knows, their class, first-pay rate and ceiling.

use super::chain;
use super::constant::Wanted;
use super::guard::Reader;
use super::policy::{FactId, Scope};
use super::words;
use crate::claim::Role;
use crate::diagnostic::Fault;
use crate::place;
use crate::plan::{CatalogPlan, CatalogRow, ClausePlan};
use crate::source::{Source, Span, Spanned};
use crate::syntax::tree::{Catalog, Cell, HeadWord, Header, Literal, Pattern, Table, What};
use crate::value::Money;

enum Column {
    Item,
    FirstPay,
    Ceiling,
    Fact(FactId),
}

/// Types a catalog against the vocabulary's facts.
pub fn catalog(catalog: &Catalog, span: Span, source: &Source, scope: &mut Scope, faults: &mut Vec<Fault>) -> Option<CatalogPlan> {
    let effective = chain::effective(&catalog.clauses, faults);
    let mut region = None;
    let mut table = None;
    let mut document = String::new();
    for clause in &catalog.clauses {
        match &clause.what {
            What::Region(code) => region = Some(place::covers(code.it)),
            What::Table(tree) => table = Some(tree),
            What::Document(tree) => {
                document = format!("《{}》{}", tree.title.it, tree.number.as_ref().map_or(String::new(), |n| format!("（{}）", n.it)));
            }
            What::Ruling { deny, code, .. } => chain::check_ruling(*deny, code, faults),
            What::Effective(_) => {}
            other => faults.push(words::misplaced(super::layer::home(other), clause.head_span)),
        }
    }
    let title = (format!("catalog `{}`", catalog.name.it), format!("目录「{}」", catalog.name.it));
    let mut missing = |clause| faults.push(words::missing_clause((&title.0, &title.1), clause, catalog.name.span));
    let (Some(region), Some(table)) = (region, table) else {
        if region.is_none() {
            missing(("region", "统筹区"));
        }
        if table.is_none() {
            missing(("table", "表"));
        }
        return None;
    };
    let class = scope.role(Role::Class);
    let values = class.and_then(|f| scope.fact(f)).map_or(&[][..], |f| f.kind.values());
    let classes = values.iter().map(|(n, _)| n.key().to_owned()).collect();
    let mut rows = read(table, class, source, scope, faults);
    rows.sort_by(|a, b| a.item.cmp(&b.item));
    for pair in rows.windows(2) {
        if let [one, two] = pair
            && one.item == two.item
        {
            faults.push(words::twice(&one.item, table.span, span));
        }
    }
    Some(CatalogPlan {
        name: catalog.name.it.clone(),
        title: catalog.title.as_ref().map_or_else(|| catalog.name.it.clone(), |t| t.it.clone()),
        region,
        effective,
        classes,
        rows,
        clause: ClausePlan { path: catalog.name.it.clone(), file: source.name.clone(), line: source.line(span.start), citation: document },
    })
}

fn read(table: &Table, class: Option<FactId>, source: &Source, scope: &mut Scope, faults: &mut Vec<Fault>) -> Vec<CatalogRow> {
    let mut columns = Vec::new();
    for header in &table.header {
        let column = match &header.it {
            Header::Item => Some(Column::Item),
            Header::Ceiling => Some(Column::Ceiling),
            Header::Head(head) if head.word == HeadWord::FirstPay => Some(Column::FirstPay),
            Header::Cell(Cell::Pattern(Pattern::OneOf(one))) => match one.as_slice() {
                [Spanned { it: Literal::Name(name, _), span }] => {
                    let found = scope.find(&Spanned::new(name.clone(), *span), faults);
                    if found.is_none() {
                        return Vec::new();
                    }
                    found.map(Column::Fact)
                }
                _ => None,
            },
            Header::Band
            | Header::Effective
            | Header::Value
            | Header::Head(_)
            | Header::Adjust(_)
            | Header::Expect(_)
            | Header::Cell(_) => None,
        };
        let item = match &column {
            Some(Column::Fact(fact)) => scope.fact(*fact).is_some_and(|f| f.of_item),
            Some(Column::Item | Column::FirstPay | Column::Ceiling) => true,
            None => false,
        };
        match column.filter(|_| item) {
            Some(column) => columns.push(column),
            None => {
                faults.push(words::table_shape(
                    (
                        "a catalog has the columns `item`, `class`, `first pay`, `ceiling` and facts of items",
                        "目录的列为「项目」「甲乙丙」「先行自付」「限价」及明细事实",
                    ),
                    header.span,
                ));
                return Vec::new();
            }
        }
    }
    let mut out = Vec::new();
    for row in &table.rows {
        if row.cells.len() != columns.len() {
            faults.push(words::row_width(row.span, row.cells.len(), super::table::header_span(table), columns.len()));
            continue;
        }
        let mut made = CatalogRow { class: -1, line: source.line(row.span.start), ..CatalogRow::default() };
        let mut good = true;
        for (column, cell) in columns.iter().zip(&row.cells) {
            good &= one(&mut made, column, cell, class, scope, faults).is_some();
        }
        if good {
            out.push(made);
        }
    }
    out
}

fn one(
    row: &mut CatalogRow,
    column: &Column,
    cell: &Spanned<Cell>,
    class: Option<FactId>,
    scope: &mut Scope,
    faults: &mut Vec<Fault>,
) -> Option<()> {
    let literal = match &cell.it {
        Cell::Pattern(Pattern::OneOf(one)) => one.first().filter(|_| one.len() == 1),
        Cell::Unlimited if matches!(column, Column::Ceiling) => return Some(()),
        _ => None,
    };
    let Some(literal) = literal else {
        faults.push(words::wrong_unit(("one value (`unlimited` where there is no ceiling)", "单一数值（无限价写「不封顶」）"), cell.span));
        return None;
    };
    match (column, &literal.it) {
        (Column::Item, Literal::Name(code, _)) => row.item.clone_from(code),
        (Column::Item, Literal::Number(code)) => row.item = code.to_string(),
        (Column::FirstPay, Literal::Percent(rate)) => {
            let rate = rate.checked_div(rust_decimal::Decimal::ONE_HUNDRED)?;
            row.first_pay = Some(Wanted::Rate.units(super::constant::Constant::Rate(rate), None, cell.span, faults)?);
        }
        (Column::FirstPay, Literal::Fraction(above, below)) => {
            let rate = super::constant::Constant::Fraction(*above, *below);
            row.first_pay = Some(Wanted::Rate.units(rate, None, cell.span, faults)?);
        }
        (Column::Ceiling, Literal::Yuan(yuan)) => match Money::from_yuan(*yuan).filter(|m| m.fen() >= 0) {
            Some(money) => row.ceiling = Some(money.fen()),
            None => {
                faults.push(words::out_of_range(("a ceiling is in whole fen", "限价须精确到分"), cell.span));
                return None;
            }
        },
        (Column::Fact(fact), _) => {
            let value = Reader { scope, faults }.literal(*fact, literal)?.first()?;
            if Some(*fact) == class {
                row.class = value;
            } else {
                row.facts.push((scope.fact(*fact)?.names.key().to_owned(), value));
            }
        }
        (Column::Item, _) => {
            faults.push(words::wrong_unit(("an item's code", "项目编码"), cell.span));
            return None;
        }
        (Column::FirstPay, _) => {
            faults.push(words::wrong_unit(("a rate, such as `10%`", "比例，如「10%」"), cell.span));
            return None;
        }
        (Column::Ceiling, _) => {
            faults.push(words::wrong_unit(("an amount, such as `50 yuan`", "金额，如「50元」"), cell.span));
            return None;
        }
    }
    Some(())
}
