//! The language: text to tree and back, faults of rule files, the analysis with its witnesses, examples.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test reads its case files and stops where it goes wrong"
)]

mod analysis_core;
mod broken;
mod cases;
mod content;
mod examples_core;
mod format;
mod ground;
mod syntax;
mod witness;
