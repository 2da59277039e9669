//! Text to tree and back: the grammar's two vocabularies, parsing, formatting, turning.

mod build;
mod cursor;
mod diagnose;
mod dictionary;
mod expected;
pub mod faults;
mod format;
mod grammar;
mod limits;
mod numeral;
mod prove;
mod same;
mod scan;
pub mod tree;
pub mod words;

pub use build::parse;
pub use dictionary::Dictionary;
pub use format::{format, main_vocabulary, quote};
pub use limits::limits;
pub use numeral::times_in_digits;
pub use prove::{Unformed, form, plain};

/// Whether the grammar rule of that name reads the whole text; `None` when there is no such rule. For the reference and for editors.
pub fn reads(rule: &str, text: &str) -> Option<bool> {
    let rule = grammar::Rule::all_rules().iter().find(|known| format!("{known:?}") == rule)?;
    let node = cursor::read(*rule, text, 0..text.len(), crate::source::SourceId(0));
    Some(node.is_ok_and(|node| node.range().end == text.len()))
}
