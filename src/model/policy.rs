//! The typed policy. Facts are dense ids, values whole numbers (see [`crate::plan`] for the units), guards are boxes.

use crate::calendar::YearStart;
use crate::claim::Role;
use crate::diagnostic::Code;
use crate::plan::{FactKind, Names, PartRef, Within};
use crate::source::Span;
use crate::syntax::tree::{AdjustOp, Example, Grade, HeadWord, Mode, Period};
use crate::value::Set;
use std::sync::Arc;

/// A fact of the policy's scope: index into [`Scope::facts`].
pub type FactId = u16;
/// A clause: index into [`Policy::clauses`].
pub type ClauseId = u32;

/// A conjunction: each fact lies in its set. Facts sorted, each once. Empty: always.
pub type Guard = Vec<(FactId, Set)>;

/// When a fact is settled: a guard reads only what earlier steps settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Stated by the claim.
    Claim,
    /// After filing.
    Filing,
    /// After the route.
    Route,
    /// While items are classified.
    Item,
}

/// A fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Its names.
    pub names: Names,
    /// What it holds.
    pub kind: FactKind,
    /// What it may hold (never the state of not applying).
    pub domain: Set,
    /// Read where nothing is stated.
    pub default: Option<i64>,
    /// It applies only when this holds.
    pub only_when: Guard,
    /// A fact of one line of the bill.
    pub of_item: bool,
    /// The engine's own use of it.
    pub role: Option<Role>,
    /// When it is settled.
    pub stage: Stage,
    /// For a defined fact: its rows, whose answers are ordinals.
    pub define: Option<Ladder>,
    /// The interface field.
    pub field: String,
    /// Where it is declared.
    pub span: Span,
}

/// The facts a policy may read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scope {
    /// Dense.
    pub facts: Vec<Fact>,
    /// Combinations that never occur.
    pub never: Vec<(Guard, ClauseId)>,
    /// Groups: (names, fact, ordinals).
    pub groups: Vec<(Names, FactId, Vec<i64>)>,
}

impl Scope {
    /// The fact of a role.
    pub fn role(&self, role: Role) -> Option<FactId> {
        self.facts.iter().position(|fact| fact.role == Some(role)).and_then(|at| FactId::try_from(at).ok())
    }

    /// A fact by id.
    pub fn fact(&self, id: FactId) -> Option<&Fact> {
        self.facts.get(id as usize)
    }
}

/// A clause, wherever it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct ClauseInfo {
    /// `inpatient/pool/deductible per visit`, without the policy's name.
    pub path: String,
    /// The policy or framework that wrote it.
    pub origin: String,
    /// The whole clause.
    pub span: Span,
    /// The clause without its block.
    pub head_span: Span,
    /// Rendered citation, inherited from the block where the clause has none; empty for none.
    pub citation: String,
    /// Indices into [`Policy::documents`] of the documents it rests on.
    pub documents: Vec<usize>,
    /// What its block, those around it and, of a block, what it holds make of warnings about it.
    pub rulings: Vec<Ruling>,
}

/// An `allow` or a `deny` that speaks for a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// The warning it speaks of.
    pub code: Code,
    /// From a warning to an error, rather than to nothing.
    pub deny: bool,
    /// Where it stands.
    pub span: Span,
    /// The policy wrote it itself: what a framework allows speaks for the framework's own clauses alone.
    pub own: bool,
    /// How many blocks it stands in.
    pub depth: usize,
}

/// A declared document.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The name citations use.
    pub name: String,
    /// Title.
    pub title: String,
    /// Number.
    pub number: String,
    /// `2022-12-30`, or empty where unstated.
    pub date: String,
    /// How well it is known.
    pub grade: Grade,
    /// Where it is declared.
    pub span: Span,
}

/// A resolved policy (one segment: a version of the policy under one version of each parent), or a framework.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Dotted name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Settles nothing: its types are checked, its completeness is not.
    pub framework: bool,
    /// Every framework it extends was found; where one is missing, what the policy lacks is no news.
    pub whole: bool,
    /// Its head: from `policy` to the brace.
    pub span: Span,
    /// Days this segment is in force, both included.
    pub effective: (i64, i64),
    /// First day of the written version, `2023-01-01`.
    pub version: String,
    /// Region code; `None` only in frameworks.
    pub region: Option<u32>,
    /// Ordinal of `scheme`; `None` only in frameworks.
    pub scheme: Option<i64>,
    /// Facts.
    pub scope: Scope,
    /// Settings.
    pub settings: Settings,
    /// `filing needed` lines.
    pub needed: Vec<Guarded>,
    /// Declared filings; the n-th has ordinal 2 + n of `filing`.
    pub filings: Vec<Filing>,
    /// Route lines.
    pub reasons: Vec<Reason>,
    /// `first pay` over facts of the item.
    pub item_first_pay: Ladder,
    /// `first pay` over facts of the claim.
    pub first_pay: Ladder,
    /// Declared parts.
    pub parts: Vec<Part>,
    /// Declared accumulators.
    pub accumulators: Vec<Names>,
    /// Funds of the vocabulary: (names, code, field).
    pub funds: Vec<(Names, String, String)>,
    /// Benefits.
    pub benefits: Vec<Benefit>,
    /// Every clause.
    pub clauses: Vec<ClauseInfo>,
    /// Every document cited or declared.
    pub documents: Vec<Document>,
    /// Examples, as written.
    pub examples: Vec<(Span, Arc<Example>)>,
    /// The merged clauses, as written, for `show`.
    pub merged: Arc<Vec<Merged>>,
}

impl Policy {
    /// Whether a filing window counts days or months, so that it must be written whether its last day moves on.
    pub fn counts_days(&self) -> bool {
        self.filings.iter().flat_map(|filing| &filing.file_by).any(|window| window.within != Within::SameDay)
    }
}

/// A merged clause with its origin and, for a block, what it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The clause as written; what its block holds is in `inner`.
    pub clause: crate::syntax::tree::Clause,
    /// The policy or framework that wrote it.
    pub origin: String,
    /// Its own citation, or that of the block it was written in.
    pub citation: Option<crate::syntax::tree::Citation>,
    /// How it was written.
    pub mode: Mode,
    /// What its block holds after merging.
    pub inner: Vec<Merged>,
    /// The inherited clause an `override` says again, word for word.
    pub repeats: Option<Span>,
}

/// Settings of a policy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The date fact that picks the version.
    pub applies_on: Option<FactId>,
    /// The date fact whose year keys the counters.
    pub year_of: Option<FactId>,
    /// The day that year begins.
    pub year_start: YearStart,
    /// Unit of rounding in fen.
    pub rounding: Option<i64>,
    /// First pay rounded once over the claim.
    pub first_pay_per_claim: bool,
    /// `last day rolling`
    pub rolling: Option<bool>,
    /// `catalog of`
    pub catalog_of: Option<FactId>,
    /// `first pay of`
    pub first_pay_of: Option<FactId>,
}

/// A guard with its clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Guarded {
    /// When.
    pub guard: Guard,
    /// Its clause.
    pub clause: ClauseId,
}

/// Rows that answer one question. One table's `otherwise` row answers what its other rows leave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ladder {
    /// `deductible per visit`, `adjust rate down`: for messages and assumptions, in English.
    pub name: String,
    /// All rows of all clauses of one head.
    pub rows: Vec<Row>,
}

/// One row of a ladder.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its clause.
    pub clause: ClauseId,
    /// Rows of one table share it (a clause without a table is a table of one row).
    pub table: u32,
    /// The clause's guard (met with those of nothing else).
    pub guard: Guard,
    /// The row's own conditions.
    pub when: Guard,
    /// Its band `from..to` in fen, `to` excluded, `i64::MAX` open.
    pub band: Option<(i64, i64)>,
    /// Answers what the other rows of its table leave.
    pub otherwise: bool,
    /// Its answer.
    pub answer: crate::plan::Answer,
    /// The amount in fen before rounding, of a product that is no whole number of fen.
    pub exact: Option<rust_decimal::Decimal>,
    /// The row, or the clause.
    pub span: Span,
    /// Citation of the row itself; empty: the clause's.
    pub citation: String,
}

/// A declared filing.
#[derive(Clone, Debug, PartialEq)]
pub struct Filing {
    /// Its names.
    pub names: Names,
    /// Values of `filed_as` it answers.
    pub answers: Vec<i64>,
    /// It is the value itself, not a group.
    pub exact: bool,
    /// Who qualifies.
    pub guard: Guard,
    /// Its clause.
    pub clause: ClauseId,
    /// Windows: (guard, date fact, length, counting the first day, clause).
    pub file_by: Vec<Window>,
    /// Ordinal of `filing` after the last day; 1 where nothing is written.
    pub late: i64,
    /// The clause of `late`, or of the filing.
    pub late_clause: ClauseId,
    /// `valid`: (from, length, clause).
    pub valid: Option<(Option<FactId>, Option<Within>, ClauseId)>,
    /// `deemed`
    pub deemed: bool,
    /// The clause of `place region`.
    pub place_region: Option<ClauseId>,
    /// The clause of `place institution`.
    pub place_institution: Option<ClauseId>,
    /// `needs`: (guard, text, clause).
    pub needs: Vec<(Guard, String, ClauseId)>,
}

/// A filing window.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// Where it binds.
    pub guard: Guard,
    /// The date fact it starts from.
    pub event: FactId,
    /// How long.
    pub within: Within,
    /// `counting the first day`
    pub counting_first: bool,
    /// Its clause.
    pub clause: ClauseId,
}

/// A route line.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// Its names.
    pub names: Names,
    /// `refuse`
    pub refuse: bool,
    /// When.
    pub guard: Guard,
    /// Its clause.
    pub clause: ClauseId,
}

/// A declared part.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its names.
    pub names: Names,
    /// Over facts of the item.
    pub guard: Guard,
    /// Its clause.
    pub clause: ClauseId,
}

/// A benefit.
#[derive(Clone, Debug, PartialEq)]
pub struct Benefit {
    /// Its names.
    pub names: Names,
    /// When it answers.
    pub guard: Guard,
    /// Its clause.
    pub clause: ClauseId,
    /// Its layers in chain order.
    pub layers: Vec<Layer>,
    /// Its personal account.
    pub account: Option<Account>,
}

/// A personal account clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// When it may be drawn on.
    pub guard: Guard,
    /// What it may pay, in order.
    pub covers: Vec<PartRef>,
    /// Its clause.
    pub clause: ClauseId,
}

/// A layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// Its names.
    pub names: Names,
    /// When it runs.
    pub guard: Guard,
    /// Its clause.
    pub clause: ClauseId,
    /// Its fund: index into [`Policy::funds`].
    pub fund: Option<u16>,
    /// Settled elsewhere.
    pub given: bool,
    /// What it takes: part and scale in rate units, `rest` spelt out.
    pub covers: Vec<(PartRef, i64)>,
    /// The clause of `covers`.
    pub covers_clause: ClauseId,
    /// Amount heads but rate and share.
    pub heads: Vec<Head>,
    /// `rate` or `share`.
    pub rate: Option<Head>,
    /// `rate higher of own and place of care`, with its guards.
    pub higher: Vec<Guarded>,
    /// Where bands begin.
    pub bands: Option<Bands>,
    /// Adjustments.
    pub adjusts: Vec<Adjustment>,
}

/// `bands`: where the base begins in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bands {
    /// At the first yuan rather than above the deductible.
    pub from_zero: bool,
    /// The counter in which they go on over the year; `None` where each claim begins anew.
    pub over_year: Option<BandCounter>,
    /// Its clause.
    pub clause: ClauseId,
}

/// The counter in which bands go on over the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandCounter {
    /// The layer's own yearly one; `named` where the clause says so.
    Own {
        /// `in` and the layer's own name.
        named: bool,
    },
    /// The yearly one of a declared accumulator (index).
    Shared(u16),
}

/// One figure with its period and key.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// The word: Deductible, Limit, LimitAbove, Cap, Rate or Share.
    pub word: HeadWord,
    /// `total at most`
    pub total: bool,
    /// Its period; `Visit` where none is written.
    pub period: Period,
    /// A declared accumulator (index), or none for the layer's own.
    pub accumulator: Option<u16>,
    /// The facts it is counted by.
    pub by: Vec<FactId>,
    /// Its rows.
    pub ladder: Ladder,
}

/// One adjusting head.
#[derive(Clone, Debug, PartialEq)]
pub struct Adjustment {
    /// The target: word, total is never set.
    pub word: HeadWord,
    /// The target among [`Layer::heads`]; `None` for rate, share and paid.
    pub head: Option<usize>,
    /// What it does; `None` for a wholly unstated adjustment.
    pub op: Option<AdjustOp>,
    /// The answers are money rather than rates or points.
    pub money: bool,
    /// `with FACT over BASE each STEP`: (fact, base, step).
    pub with: Option<(FactId, i64, i64)>,
    /// Its rows.
    pub ladder: Ladder,
}
