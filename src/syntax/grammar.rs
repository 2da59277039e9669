//! The generated parser. Only the cursor and the diagnosis know that it is there.

use pest_derive::Parser;

/// The grammar of rule files.
#[derive(Parser)]
#[grammar = "grammar/words.pest"]
#[grammar = "grammar/yibao.pest"]
pub(super) struct Grammar;
