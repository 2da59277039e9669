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
//! The rooms, from the ground up; each imports only those above it in this list:
//! [`source`], [`value`], [`place`], [`calendar`] · [`diagnostic`], [`claim`] · [`syntax`] · [`model`] · [`plan`], [`analysis`] ·
//! [`settle`] · [`ledger`], [`example`], [`report`] · [`coverage`], [`mutation`]; [`Library`] and [`Engine`] tie them together.

pub mod analysis;
pub mod calendar;
mod causes;
pub mod claim;
pub mod coverage;
pub mod diagnostic;
mod engine;
pub mod example;
pub mod ledger;
mod library;
pub mod model;
pub mod mutation;
pub mod place;
pub mod plan;
pub mod report;
pub mod settle;
pub mod source;
pub mod syntax;
mod threads;
pub mod value;

pub use claim::{Claim, Settlement};
pub use diagnostic::Lang;
pub use engine::{Account, Engine, EngineBuilder, LoadError, PolicySummary, PolicyVersion, SettleError};
pub use ledger::Ledger;
pub use library::{BUILTIN, Library};
pub use value::{Money, Rate};
pub use {chrono, rust_decimal};
