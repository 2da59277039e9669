//! Yibao (医保): a language in which health-insurance policy is written, checked and settled, exact to the fen.
//!
//! ```
//! use yibao::{Engine, claim::json};
//!
//! let rules = r#"
//!   policy demo.resident "示例居民门诊" extends national {
//!     region 430100
//!     scheme resident
//!     effective 2025-01-01 ..
//!     benefit outpatient {
//!       layer pool { deductible per year 100 yuan; rate 60%
//!         adjust rate to 40% when filing is unfiled; cap per year 500 yuan }
//!     }
//!     remove benefit inpatient
//!     route { refuse only_outpatient "仅限门诊" when care is not outpatient }
//!   }"#;
//! let engine = Engine::load([("demo.yb".into(), rules.to_string())])?;
//!
//! let claims = json::read(r#"{ "insured_region": 430100, "scheme": "resident", "care_region": 430102, "care": "outpatient",
//!   "visited": "2025-03-01", "networked": true, "total": "600.00" }"#);
//! for claim in claims.claims.iter().flatten() {
//!     let settled = engine.settle(claim).map_err(|faults| format!("{faults:?}"))?;
//!     assert_eq!(settled.fund.to_string(), "300.00"); // (600 - 100) × 60%
//!     assert_eq!(settled.route, "direct");
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What a program that embeds the engine uses is [`Engine`] with [`Claim`] and [`Settlement`], [`Ledger`] for a person's claims in turn,
//! [`LoadError`] and [`SettleError`] with the [`diagnostic`]s they carry, and [`Money`]. `examples/` has a program for each. The other
//! modules are what these are built of (`ARCHITECTURE.md`): public for the command line and the tests, hidden here, and free to change.

#[doc(hidden)]
pub mod analysis;
#[doc(hidden)]
pub mod calendar;
mod causes;
pub mod claim;
#[doc(hidden)]
pub mod coverage;
pub mod diagnostic;
mod engine;
#[doc(hidden)]
pub mod example;
pub mod ledger;
mod library;
#[doc(hidden)]
pub mod model;
#[doc(hidden)]
pub mod mutation;
#[doc(hidden)]
pub mod place;
#[doc(hidden)]
pub mod plan;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod settle;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod syntax;
mod threads;
pub mod value;

pub use claim::{Claim, Settlement};
pub use diagnostic::Lang;
pub use engine::{Account, Engine, EngineBuilder, LoadError, PolicySummary, PolicyVersion, SettleError};
pub use ledger::{Ledger, LedgerError};
pub use library::{BUILTIN, Library};
pub use value::{Money, Rate};
pub use {chrono, rust_decimal};
