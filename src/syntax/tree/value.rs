//! Conditions, constants, sets of values, tables.

use super::{Adjust, Citation, Figure, Head, Name};
use crate::source::{Span, Spanned};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// One condition of a guard.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The fact (or define) it asks.
    pub fact: Name,
    /// What it asks of it.
    pub test: Test,
    /// The condition as written.
    pub span: Span,
}

impl PartialEq for Condition {
    fn eq(&self, other: &Self) -> bool {
        self.fact == other.fact && self.test == other.test
    }
}

/// The test of a condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// `injury`
    Yes,
    /// `not injury`
    No,
    /// `level is level1 or level2`, `age is under 16 years old`
    Is(Spanned<Pattern>),
    /// `level is not level1 or level2`: neither
    IsNot(Spanned<Pattern>),
}

/// A set of values of one fact, or of amounts.
#[derive(Clone, Debug, PartialEq)]
pub enum Pattern {
    /// `level1 or level2`, `430100`, `3`
    OneOf(Vec<Spanned<Literal>>),
    /// `10000 yuan or more under 50000 yuan`, `50000 .. 100000 yuan`, `2025-01-01 ..`
    Range {
        /// Lower end.
        from: Option<Bound>,
        /// Upper end.
        to: Option<Bound>,
    },
}

/// One end of a range.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// The number, amount or date at the end. A bare number takes the unit of the other end.
    pub at: Spanned<Literal>,
    /// Whether the end itself belongs to the range.
    pub included: bool,
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `level3`, `三级`, `"2型糖尿病"` (quoted: `true`)
    Name(String, bool),
    /// `3`, `0.3`: a number without a unit (a region code too, until a column's type says so)
    Number(Decimal),
    /// `600 yuan`, `15万元` (in yuan; the spelling with 万 is not kept)
    Yuan(Decimal),
    /// `85%` (as percent: 85)
    Percent(Decimal),
    /// `1/3`: above and below the line
    Fraction(u32, u32),
    /// `10 points` (percentage points: 10)
    Points(Decimal),
    /// `3 days`
    Days(Decimal),
    /// `2 working days`
    WorkingDays(Decimal),
    /// `6 months`
    Months(Decimal),
    /// `5 years`
    Years(Decimal),
    /// `70 years old`
    YearsOld(Decimal),
    /// `3次` / `3 times`: a count with its measure word
    Times(Decimal),
    /// `2023-01-01`, `2023年1月1日`
    Date(NaiveDate),
    /// `yes`
    Yes,
    /// `no`
    No,
}

/// A cell of a table, and every value of a clause: what a column's or clause's type makes of it comes later.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// `any`
    Any,
    /// `otherwise`
    Otherwise,
    /// `—`: this case cannot arise
    CannotArise,
    /// `unstated`
    Unstated,
    /// `unlimited`
    Unlimited,
    /// One constant, several joined by `or`, or a range
    Pattern(Pattern),
    /// `year_wage × 8%`, `2000 yuan × 12`: two or more factors
    Product(Vec<Spanned<Literal>>),
    /// `unstated rate`, under `expect error` alone: a code and what it is about, two or more words
    Told(Vec<Name>),
}

/// A table: a header and rows, each between bars.
#[derive(Clone, Debug)]
pub struct Table {
    /// The header.
    pub header: Vec<Spanned<Header>>,
    /// The rows.
    pub rows: Vec<Row>,
    /// With its braces.
    pub span: Span,
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.header == other.header && self.rows == other.rows
    }
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Spanned<Cell>>,
    /// After the last bar.
    pub citation: Option<Citation>,
    /// From first to last bar.
    pub span: Span,
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        self.cells == other.cells && self.citation == other.citation
    }
}

/// A cell of a header.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "headers are few, and read more often than they are moved")]
pub enum Header {
    /// `band`
    Band,
    /// `effective`
    Effective,
    /// `item` (catalogs)
    Item,
    /// `ceiling` (catalogs)
    Ceiling,
    /// `value` (the answer of a `define` or `let`)
    Value,
    /// `deductible per year`, `rate`, `first pay`: a clause head that answers
    Head(Head),
    /// `adjust rate down`: an adjustment that answers
    Adjust(Adjust),
    /// `expect pool.paid` (examples)
    Expect(Vec<Figure>),
    /// A fact's name, or under `across` a pattern (`any` and `otherwise` too)
    Cell(Cell),
}
