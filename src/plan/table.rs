//! The tables of a plan. Everything is a whole number: fen, rate units, days, months, ordinals, region codes.
//!
//! A day is chrono's `num_days_from_ce`. A region is its six-digit code. Yes is 1, no is 0. A text is an id: the
//! index of the text in its fact's `texts`, or any larger number for a text the policy does not mention.

use crate::calendar::YearStart;
use crate::claim::{LayerFigure, Role};
pub use crate::value::{AdjustOp, Period};
use serde::{Deserialize, Serialize};

/// A run of rows of one table: `from..to`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slice {
    /// First.
    pub from: u32,
    /// One past the last.
    pub to: u32,
}

impl Slice {
    /// The part of `all` it names; empty where it reaches outside.
    pub fn of<T>(self, all: &[T]) -> &[T] {
        all.get(self.from as usize..self.to as usize).unwrap_or(&[])
    }

    /// Whether it names nothing.
    pub fn is_empty(self) -> bool {
        self.from >= self.to
    }
}

/// A stable Latin name and its Han label; either may be empty, not both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// Latin.
    pub latin: String,
    /// Han.
    pub han: String,
}

impl Names {
    /// The name results use: the Latin one where there is one.
    pub fn key(&self) -> &str {
        if self.latin.is_empty() { &self.han } else { &self.latin }
    }

    /// The Han one where there is one.
    pub fn label(&self) -> &str {
        if self.han.is_empty() { &self.latin } else { &self.han }
    }
}

/// Everything loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Resolved versions (segments) of policies. Frameworks are not among them.
    pub policies: Vec<PolicyPlan>,
    /// Versions of catalogs.
    pub catalogs: Vec<CatalogPlan>,
}

/// A catalog.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogPlan {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The codes it covers, both ends included; the narrowest catalog wins.
    pub region: (i64, i64),
    /// The days it is in force, both included.
    pub effective: (i64, i64),
    /// Latin names of the values of `class`, in ordinal order.
    pub classes: Vec<String>,
    /// Rows sorted by `item`.
    pub rows: Vec<CatalogRow>,
    /// Where it stands.
    pub clause: ClausePlan,
}

/// One item of a catalog.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogRow {
    /// Its code.
    pub item: String,
    /// Ordinal of `class`.
    pub class: i64,
    /// First-pay rate in rate units; `None` where the catalog has no such column.
    pub first_pay: Option<i64>,
    /// Ceiling in fen per unit; `None` is unlimited.
    pub ceiling: Option<i64>,
    /// Other facts of the item the catalog states: (Latin name of the fact, value).
    pub facts: Vec<(String, i64)>,
    /// Line of the row.
    pub line: u32,
}

/// Where a clause stands and what it rests on, for the account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClausePlan {
    /// `sample.employee/inpatient/pool/deductible per visit`
    pub path: String,
    /// The file.
    pub file: String,
    /// The 1-based line.
    pub line: u32,
    /// `办法 第九条`, with title and number of the document.
    pub citation: String,
}

/// One resolved version of a policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyPlan {
    /// Dotted name.
    pub name: String,
    /// Title.
    pub title: String,
    /// `2023-01-01`: the first day of the written version.
    pub version: String,
    /// Content hash of the resolved policy, 16 hex digits.
    pub hash: String,
    /// Codes covered, both ends included.
    pub region: (i64, i64),
    /// Ordinal of `scheme`.
    pub scheme: i64,
    /// Days in force, both included.
    pub effective: (i64, i64),
    /// The date fact that picks the version: CareStart, CareEnd or Settled.
    pub applies_on: u16,
    /// The date fact whose year and month key the counters.
    pub year_of: u16,
    /// The day on which that year begins.
    pub year_start: YearStart,
    /// Unit of rounding, in fen.
    pub rounding: i64,
    /// First pay is rounded once over the claim instead of item by item.
    pub first_pay_per_claim: bool,
    /// A last day that is a day off moves on.
    pub rolling: bool,
    /// The region fact that names the catalog.
    pub catalog_of: Option<u16>,
    /// The region fact whose catalog's first-pay column is read.
    pub first_pay_of: Option<u16>,

    /// Facts, dense.
    pub facts: Vec<FactPlan>,
    /// Which fact plays a role: `(role, fact)`, sorted by role.
    pub roles: Vec<(Role, u16)>,
    /// Guards are runs of these; all of a run must hold.
    pub tests: Vec<TestPlan>,
    /// Sets of values are runs of these: closed intervals, sorted, disjoint.
    pub intervals: Vec<(i64, i64)>,
    /// Rows of every ladder.
    pub rows: Vec<RowPlan>,
    /// Amounts that rows answer and that are no whole fen.
    pub exact_amounts: Vec<ExactAmount>,
    /// What never occurs together.
    pub never: Vec<GuardedPlan>,
    /// Defined facts in an order that reads only earlier ones.
    pub defines: Vec<DefinePlan>,

    /// `filing needed` lines.
    pub needed: Vec<GuardedPlan>,
    /// Declared filings; the n-th has ordinal 2 + n of `filing`.
    pub filings: Vec<FilingPlan>,
    /// Route lines, in written order.
    pub reasons: Vec<ReasonPlan>,

    /// Rows over facts of the item (rate), before the catalog's column.
    pub item_first_pay: Slice,
    /// Rows over facts of the claim: rates of `eligible`.
    pub first_pay: Slice,
    /// Parts of their own: guards over facts of the item.
    pub parts: Vec<PartPlan>,
    /// Benefits.
    pub benefits: Vec<BenefitPlan>,
    /// Counter keys.
    pub keys: Vec<KeyPlan>,
    /// Funds.
    pub funds: Vec<FundPlan>,
    /// Clauses, for the account.
    pub clauses: Vec<ClausePlan>,
}

/// A fact of the policy's scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactPlan {
    /// Its names.
    pub names: Names,
    /// What it holds.
    pub kind: FactKind,
    /// Smallest and largest value it may hold.
    pub bounds: (i64, i64),
    /// Read where nothing is stated.
    pub default: Option<i64>,
    /// It applies only when this holds.
    pub only_when: Slice,
    /// A fact of one line of the bill.
    pub of_item: bool,
    /// Derived by the engine or by a `define`, never stated.
    pub derived: bool,
    /// The field of the settlement interface it travels in; empty for none.
    pub field: String,
}

/// What a fact holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FactKind {
    /// An ordinal; the names and codes (parted by blanks, `""` for none) of the values in order.
    Enum(Vec<(Names, String)>),
    /// 1 or 0.
    YesNo,
    /// A whole number.
    Count,
    /// Whole years of age.
    Age,
    /// Whole years.
    Years,
    /// A six-digit code.
    Region,
    /// A day.
    Date,
    /// Fen.
    Money,
    /// An id; the texts the policy mentions.
    Text(Vec<String>),
}

impl FactKind {
    /// The names and codes of its values in ordinal order; none where it is no enumeration.
    pub fn values(&self) -> &[(Names, String)] {
        match self {
            Self::Enum(values) => values,
            Self::YesNo | Self::Count | Self::Age | Self::Years | Self::Region | Self::Date | Self::Money | Self::Text(_) => &[],
        }
    }
}

/// One test of a guard: the fact's value lies in the set. An inapplicable fact is in no set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestPlan {
    /// The fact.
    pub fact: u16,
    /// Its set, in `intervals`.
    pub set: Slice,
}

/// One row of a ladder. At most one row of a ladder answers a claim (one per band, where it has bands).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowPlan {
    /// Clause guard and row conditions together, in `tests`.
    pub guard: Slice,
    /// Rows of one table share it.
    pub table: u32,
    /// Holds where its guard does and no other row of its table.
    pub otherwise: bool,
    /// The band `from..to` in fen, `to` excluded (`i64::MAX`: open); `(0, i64::MAX)` where there are no bands.
    pub band: (i64, i64),
    /// The answer.
    pub answer: Answer,
    /// The answer before rounding, in `exact_amounts`, of an amount that is a product and no whole number of fen.
    pub exact: Option<u32>,
    /// The clause, for the account.
    pub clause: u32,
}

/// An amount in fen before rounding: `mantissa` divided by ten to the `scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExactAmount {
    /// The digits.
    pub mantissa: i128,
    /// How many of them stand after the point, at most 28.
    pub scale: u32,
}

/// What a row answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// Fen, rate units or an ordinal, as the ladder's kind has it.
    Is(i64),
    /// No limit, no cap.
    Unlimited,
    /// The document does not say; an assumption may name the head.
    Unstated,
    /// The policy says this case never comes.
    CannotArise,
}

/// A guard and its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuardedPlan {
    /// In `tests`.
    pub guard: Slice,
    /// In `clauses`.
    pub clause: u32,
}

/// A defined fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefinePlan {
    /// The fact it answers.
    pub fact: u16,
    /// Its rows; answers are ordinals.
    pub rows: Slice,
}

/// A declared filing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilingPlan {
    /// Its names.
    pub names: Names,
    /// The values of `filed_as` it answers.
    pub answers: Vec<i64>,
    /// It is the value itself, not a group: goes first.
    pub exact: bool,
    /// Who qualifies.
    pub guard: Slice,
    /// Its clause.
    pub clause: u32,
    /// Windows with their guards; all that hold bind.
    pub file_by: Vec<Window>,
    /// Ordinal of `filing` after the last day; 1 (unfiled) where nothing is written.
    pub late: i64,
    /// The clause of `late`, or of the filing.
    pub late_clause: u32,
    /// Validity.
    pub valid: Option<Valid>,
    /// Counts as filed without filing.
    pub deemed: bool,
    /// `place region` / `place institution` with its clause.
    pub place_region: Option<u32>,
    /// As above.
    pub place_institution: Option<u32>,
    /// Documents to bring: (guard, text, clause).
    pub needs: Vec<(Slice, String, u32)>,
}

/// A filing window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Where it binds.
    pub guard: Slice,
    /// The date fact it starts from.
    pub event: u16,
    /// How long.
    pub within: Within,
    /// The event's own day is day 1.
    pub counting_first: bool,
    /// Its clause.
    pub clause: u32,
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Within {
    /// On the day itself at the latest.
    SameDay,
    /// Calendar days.
    Days(i64),
    /// Working days.
    WorkingDays(i64),
    /// Months.
    Months(i64),
}

/// Validity of a filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Valid {
    /// `from` fact; where absent or not stated, `filed_start`, else the earlier of filing and start of care.
    pub from: Option<u16>,
    /// Days or months; `None` until changed.
    pub length: Option<Within>,
    /// Its clause.
    pub clause: u32,
}

/// A route line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonPlan {
    /// Its names.
    pub names: Names,
    /// `refuse` rather than `manual`.
    pub refuse: bool,
    /// When.
    pub guard: Slice,
    /// Its clause.
    pub clause: u32,
}

/// A part of the bill moved out of `eligible` by facts of the item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartPlan {
    /// Its names.
    pub names: Names,
    /// Tests over facts of the item (and the claim).
    pub guard: Slice,
    /// Its clause.
    pub clause: u32,
}

/// A fund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundPlan {
    /// Its names.
    pub names: Names,
    /// `fund_pay_type`
    pub code: String,
    /// The settlement field.
    pub field: String,
}

/// A benefit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BenefitPlan {
    /// Its names.
    pub names: Names,
    /// When it answers.
    pub guard: Slice,
    /// Its clause.
    pub clause: u32,
    /// Its layers in chain order.
    pub layers: Vec<LayerPlan>,
    /// Its personal account.
    pub account: Option<AccountPlan>,
    /// The key of its yearly visits: claims, those of one stay counted once.
    pub visits: u32,
    /// The key that holds, once a stay was counted, the number it has in the year it began to be settled.
    pub stays: u32,
}

/// Which amount of the bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PartRef {
    /// `out_of_catalog`
    OutOfCatalog,
    /// `over_ceiling`
    OverCeiling,
    /// `first_self_pay`
    FirstSelfPay,
    /// `eligible`
    Eligible,
    /// A declared part.
    Declared(u16),
    /// `L.over_limit`
    OverLimit(u16),
    /// `L.deductible`
    Deductible(u16),
    /// `L.share`
    Share(u16),
    /// `L.over_cap`
    OverCap(u16),
}

/// Whose part it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Of every bill.
    Bill(Role),
    /// Declared, in `parts`.
    Declared(u16),
    /// Left by a layer, by its place in the chain.
    Layer(u16, LayerFigure),
}

impl PartRef {
    /// Whose part it is.
    pub const fn origin(self) -> Origin {
        match self {
            Self::OutOfCatalog => Origin::Bill(Role::OutOfCatalog),
            Self::OverCeiling => Origin::Bill(Role::OverCeiling),
            Self::FirstSelfPay => Origin::Bill(Role::FirstSelfPay),
            Self::Eligible => Origin::Bill(Role::Eligible),
            Self::Declared(at) => Origin::Declared(at),
            Self::OverLimit(at) => Origin::Layer(at, LayerFigure::OverLimit),
            Self::Deductible(at) => Origin::Layer(at, LayerFigure::Deductible),
            Self::Share(at) => Origin::Layer(at, LayerFigure::Share),
            Self::OverCap(at) => Origin::Layer(at, LayerFigure::OverCap),
        }
    }
}

/// One term of `covers`, in written order; `rest` is already spelt out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// What it takes.
    pub part: PartRef,
    /// How much of it, in rate units; `RATE_ONE` takes all.
    pub scale: i64,
}

/// The personal account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountPlan {
    /// When it may be drawn on.
    pub guard: Slice,
    /// What it may pay, in order.
    pub covers: Vec<Cover>,
    /// Its clause.
    pub clause: u32,
}

/// A counter key without its values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyPlan {
    /// `benefit.layer`, a declared accumulator's name, or a benefit's (for visits).
    pub accumulator: String,
    /// Its Han spelling, for statements.
    pub label: String,
    /// Its period; never `Visit`.
    pub period: Period,
    /// The facts it is kept by, sorted by Latin name.
    pub by: Vec<u16>,
}

/// A layer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is one clause of a layer, written or not")]
pub struct LayerPlan {
    /// Its names.
    pub names: Names,
    /// When it runs.
    pub guard: Slice,
    /// Its clause.
    pub clause: u32,
    /// Its fund, in `funds`.
    pub fund: Option<u16>,
    /// Settled elsewhere: the claim brings its figures.
    pub given: bool,
    /// What it takes.
    pub covers: Vec<Cover>,
    /// The clause of `covers`.
    pub covers_clause: u32,
    /// `limit` heads.
    pub limits: Vec<HeadPlan>,
    /// Deductibles of every period; at most one answers.
    pub deductibles: Vec<HeadPlan>,
    /// `deductible … total at most` heads; each binds where it answers.
    pub totals: Vec<HeadPlan>,
    /// `limit above deductible` heads.
    pub limits_above: Vec<HeadPlan>,
    /// `rate` or `share`: rows with bands; an adjustment of either kind applies.
    pub rate: HeadPlan,
    /// The rows answer the patient's share rather than the rate.
    pub share: bool,
    /// `rate higher of own and place of care`: where it holds, the rates of the place of care are tried too.
    pub higher: Vec<GuardedPlan>,
    /// Adjustments written for the other one of rate and share.
    pub mirrored: Vec<AdjustPlan>,
    /// `adjust paid`.
    pub paid: Vec<AdjustPlan>,
    /// `cap` heads.
    pub caps: Vec<HeadPlan>,
    /// Bands start at the deductible's end of zero instead of above it.
    pub from_zero: bool,
    /// The yearly key in which bands go on over the year; `None` where each claim begins anew.
    pub bands_key: Option<u32>,
    /// The clause of `bands`, or of the layer.
    pub bands_clause: u32,
    /// A `bands` clause says where bands begin.
    pub bands_written: bool,
    /// Its own yearly key.
    pub own_key: u32,
}

/// A head: one figure with its period and key, and the rows that answer it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadPlan {
    /// `inpatient.pool deductible per visit`: what assumptions name.
    pub name: String,
    /// Its rows.
    pub rows: Slice,
    /// The counter key; `None` per visit (reads 0, writes nothing).
    pub key: Option<u32>,
    /// Its adjustments.
    pub adjusts: Vec<AdjustPlan>,
}

/// One adjusting clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdjustPlan {
    /// `inpatient.pool adjust rate down`: what assumptions name.
    pub name: String,
    /// What it does; `None` for a wholly unstated adjustment.
    pub op: Option<AdjustOp>,
    /// Its rows: fen, or rate units (points, factors, rates).
    pub rows: Slice,
    /// For `Times` and points the answer is rate units; for yuan, fen. Whether `up`/`down`/`to`/bounds speak of money.
    pub money: bool,
    /// Times floor((fact − base) / step), not below 0.
    pub with: Option<WithPlan>,
}

/// What an adjustment grows with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithPlan {
    /// The fact.
    pub fact: u16,
    /// The base.
    pub base: i64,
    /// The step, above 0.
    pub step: i64,
}
