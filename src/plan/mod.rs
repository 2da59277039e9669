//! A policy as flat tables of whole numbers and dense ids: the only thing settling sees. Compiling guesses nothing.

mod compile;
mod content;
mod interface;
mod table;

pub use compile::{compile, vocabulary};
pub use interface::{codes, value_called};
pub use table::{
    AccountPlan, AdjustOp, AdjustPlan, Answer, BenefitPlan, CatalogPlan, CatalogRow, ClausePlan, Cover, DefinePlan, ExactAmount, FactKind,
    FactPlan, FilingPlan, FundPlan, GuardedPlan, HeadPlan, KeyPlan, LayerPlan, Names, Origin, PartPlan, PartRef, Period, Plan, PolicyPlan,
    ReasonPlan, RowPlan, Slice, TestPlan, Valid, Window, WithPlan, Within,
};
