//! Examples: claims, what was used up before, and what is expected.

use super::{Clause, Literal, Name, Table, Text};
use crate::source::{Span, Spanned};

/// `example "…" { … }`: one claim, or several of one person in turn.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Its title.
    pub title: Text,
    /// The claims: each after the first follows a `then`.
    pub stages: Vec<Vec<Spanned<Line>>>,
}

/// One line of an example; several by comma are several lines.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// `level level3`, `total 30000 yuan`, `injury no`
    Given {
        /// The fact, sum or given figure (`pool.paid`).
        fact: Vec<Name>,
        /// Its value.
        value: Spanned<Literal>,
    },
    /// `before inpatient.pool.paid by disease "癫痫" 149000 yuan`, `before inpatient.visits 2`
    Before {
        /// Accumulator and figure.
        path: Vec<Name>,
        /// Key values.
        by: Vec<(Name, Spanned<Literal>)>,
        /// Money, or a number of visits.
        value: Spanned<Literal>,
    },
    /// `items { | code | amount | quantity | … }`
    Items(Table),
    /// `assume inpatient.pool rate 60%`
    Assume {
        /// The block the clause stands in, from the policy down; empty at the top.
        path: Vec<Name>,
        /// The clause whose unstated value it supplies, with the value.
        clause: Box<Clause>,
    },
    /// `expect route direct, pool.paid 20920 yuan, patient 9080 yuan`
    Expect(Vec<Expectation>),
    /// `table { | filed | expect filing | expect pool.paid | … }`: a claim a row
    Cases(Table),
}

/// One expected figure.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// A figure, or several joined by `+`.
    pub figures: Vec<Figure>,
    /// What is expected.
    pub value: Spanned<Expected>,
    /// As written.
    pub span: Span,
}

impl PartialEq for Expectation {
    fn eq(&self, other: &Self) -> bool {
        self.figures == other.figures && self.value == other.value
    }
}

/// What is expected of a figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    /// `20920 yuan`, and `to 1 yuan` for a printed, rounded one
    Amount(Literal, Option<Literal>),
    /// `direct`, `injured, off_network`, `unstated rate`
    Names(Vec<Name>),
}

/// A figure of a result.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Where it is looked up.
    pub scope: FigureScope,
    /// `pool.paid`, `fund`, `patient`; empty for `route`, `filing`, `reason`, `error`.
    pub path: Vec<Name>,
    /// `pool.band 2`
    pub band: Option<u32>,
}

/// Where a figure is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureScope {
    /// The result itself: parts, layers, totals.
    Result,
    /// `partition pool.over_cap`
    Partition,
    /// `year pool.paid`: the counter after
    Year,
    /// `route`
    Route,
    /// `filing`
    Filing,
    /// `benefit`
    Benefit,
    /// `reason`: of route and filing, all of them
    Reason,
    /// `error`
    Error,
}
