//! A claim that was not settled: each reason, the clause that needed it, and a way out.

use super::doc::{Block, Doc, Mark, Text};
use super::statement::{claim_name, ground};
use super::words;
use crate::claim::Refusal;
use crate::diagnostic::Lang;

/// Why a claim was not settled.
pub fn refusal(refused: &Refusal, lang: Lang) -> Doc {
    let mut doc = Doc::default();
    let claim = claim_name(refused.id.as_deref(), refused.index, lang);
    let title = if claim.is_empty() { Text::default() } else { Text::strong(format!("{claim}{}", words::COLON.of(lang))) };
    doc.push(Block::Title(title.and(Mark::Bad, words::NOT_SETTLED.of(lang))));
    for (at, fault) in refused.errors.iter().enumerate() {
        let colon = words::COLON.of(lang);
        let mut under = ground(fault.clause.as_ref(), "", lang);
        under.push(Text::soft(format!("{}{colon}", words::HELP.of(lang))).and(Mark::Plain, fault.help.of(lang)));
        let lead = Text::marked(Mark::Bad, fault.code.as_str()).and(Mark::Plain, format!(" {}", fault.message.of(lang)));
        doc.push(Block::Item { number: at + 1, lead, under });
    }
    doc
}
