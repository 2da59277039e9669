//! Claims in, settlements out: the engine, the ledger, the interface record, the shipped regions.
#![expect(clippy::disallowed_methods, reason = "a test reads rule files and claims and stops where it goes wrong")]

mod claims_json;
mod facade;
mod independent;
mod ledger;
mod nhsa;
mod numbers;
mod regions;
mod report;
mod schema;
mod settle_core;
