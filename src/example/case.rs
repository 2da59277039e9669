//! An example once read: claims, and typed expectations of their results.

use crate::claim::{Claim, CounterRow, LayerFigure};
use crate::diagnostic::{Code, Words};
use crate::model::policy::FactId;
use crate::plan::Names;
use crate::source::Span;
use crate::syntax::tree::Period;
use std::sync::Arc;

/// One claim, or several of one person in turn.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The example's title; with `(2)` after it for the second row of its table.
    pub title: String,
    /// The example, or the row of its table.
    pub span: Span,
    /// The claims in turn, at least one.
    pub stages: Vec<Stage>,
}

/// One claim and what is expected of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// The claim. After the first, `counters` are those of the claim before it: [`super::run()`] puts them in.
    pub claim: Claim,
    /// What `before` says: already in the first claim's counters, set in those that reach a later one.
    pub before: Vec<Used>,
    /// What is expected, in written order.
    pub expects: Vec<Arc<Expect>>,
    /// The claim's lines.
    pub span: Span,
}

/// One figure of one counter row.
#[derive(Clone, Debug, PartialEq)]
pub struct Used {
    /// The key; its figures are zero.
    pub key: CounterRow,
    /// Which figure.
    pub figure: CounterFigure,
    /// Fen, or a number of visits.
    pub amount: i64,
}

/// One expectation.
#[derive(Clone, Debug, PartialEq)]
pub struct Expect {
    /// What it names, to show: `pool.paid`, 统筹基金.支付.
    pub shown: Arc<Words>,
    /// What it wants.
    pub wanted: Wanted,
    /// As written.
    pub span: Span,
}

/// What is wanted of a result.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// A figure, or a sum of figures.
    Amount {
        /// Added up.
        figures: Arc<[Figure]>,
        /// Money or visits.
        measure: Measure,
        /// Fen, or a number of visits.
        amount: i64,
        /// The unit in fen the printed figure is rounded to, half up.
        to: Option<i64>,
    },
    /// `route direct`
    Route(Names),
    /// `filing unfiled`
    Filing(Names),
    /// `benefit inpatient`
    Benefit(Names),
    /// `reason injured, off_network`: of route and filing, these and no others.
    Reasons(Vec<Names>),
    /// `error unstated rate`
    Error {
        /// The code of one of the errors.
        code: Code,
        /// Each the fact it is about, or a word of the clause that needed it.
        about: Vec<String>,
    },
}

/// What an amount is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Fen.
    Money,
    /// Visits.
    Visits,
}

/// A figure of a result.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// `fund`
    Sum(Sum),
    /// `out_of_catalog`: a part of the bill, by the name results use.
    Part(String),
    /// `pool.paid`
    Layer {
        /// The benefit, where the example names one; another benefit's layer did not run.
        benefit: Option<String>,
        /// The layer.
        layer: String,
        /// Its figure.
        figure: LayerFigure,
    },
    /// `pool.band 2`: what the second band paid.
    Band {
        /// The benefit, where the example names one.
        benefit: Option<String>,
        /// The layer.
        layer: String,
        /// Counted from 1.
        number: u32,
    },
    /// `partition pool.over_cap`: a line of the partition.
    Partition(String),
    /// `year pool.paid`: a counter after the claim.
    Counter {
        /// The counters it may be: (the benefit that makes it so, accumulator, period, the facts it is kept by).
        /// The first whose benefit is the claim's, or that names none.
        keys: Vec<CounterKey>,
        /// Its figure.
        figure: CounterFigure,
    },
}

/// A counter of the policy, without the values of a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct CounterKey {
    /// Only for a claim of this benefit.
    pub benefit: Option<String>,
    /// `inpatient.pool`
    pub accumulator: String,
    /// Never `Visit`.
    pub period: Period,
    /// The facts it is kept by.
    pub by: Vec<FactId>,
}

/// A sum of the whole claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sum {
    /// `total`
    Total,
    /// `fund`
    Fund,
    /// `patient`
    Patient,
    /// `personal_account`
    PersonalAccount,
    /// `cash`
    Cash,
}

impl Sum {
    /// All, with Latin and Han names.
    pub const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Total, "total", "总费用"),
        (Self::Fund, "fund", "基金支付"),
        (Self::Patient, "patient", "个人负担"),
        (Self::PersonalAccount, "personal_account", "个人账户"),
        (Self::Cash, "cash", "现金支付"),
    ];
}

/// A figure of a counter row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CounterFigure {
    /// `covered`
    Covered,
    /// `deductible`
    Deductible,
    /// `base`
    Base,
    /// `paid`
    Paid,
    /// `visits`
    Visits,
}

impl CounterFigure {
    /// All, with Latin and Han names.
    pub const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Covered, "covered", "计入费用"),
        (Self::Deductible, "deductible", "起付线"),
        (Self::Base, "base", "计算基数"),
        (Self::Paid, "paid", "支付"),
        (Self::Visits, "visits", "次数"),
    ];

    /// What it is counted in.
    pub fn measure(self) -> Measure {
        match self {
            Self::Visits => Measure::Visits,
            Self::Covered | Self::Deductible | Self::Base | Self::Paid => Measure::Money,
        }
    }
}
