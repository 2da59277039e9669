//! A failing example: what was expected, what came out, and the account of the difference.

use super::doc::{Block, Doc, Mark, Text};
use super::names::Names;
use super::{refusal, steps, words};
use crate::claim::{Refusal, Settlement, Step};
use crate::diagnostic::Lang;
use crate::example::Ran;
use crate::plan::Plan;

/// Why an example failed; `title` says which it is.
pub fn failure(title: &str, ran: &Ran, plan: &Plan, lang: Lang) -> Doc {
    let mut doc = Doc::default();
    doc.push(Block::Title(Text::marked(Mark::Bad, words::FAILED.of(lang)).and(Mark::Strong, format!("  {title}"))));
    let several = ran.stages.len() > 1;
    for (at, stage) in ran.stages.iter().enumerate().filter(|(_, stage)| !stage.mismatches.is_empty()) {
        if several {
            doc.push(Block::Heading(Text::plain(words::nth_claim(lang, at))));
        }
        let nothing = Settlement::default();
        let settled = stage.outcome.as_ref().unwrap_or(&nothing);
        let names = Names::new(settled, plan, lang);
        for mismatch in &stage.mismatches {
            let name = |word: &words::Word| Text::soft(word.of(lang));
            doc.push(Block::Pairs(vec![
                (name(&words::OF), Text::strong(mismatch.figure.of(lang))),
                (name(&words::EXPECTED), Text::marked(Mark::Good, mismatch.expected.of(lang))),
                (name(&words::GOT), Text::marked(Mark::Bad, mismatch.got.of(lang))),
            ]));
        }
        // Figures that share steps share their account.
        let told = |step: &&Step| stage.mismatches.iter().any(|mismatch| mismatch.steps.contains(step));
        let account: Vec<Step> = settled.steps.iter().filter(told).cloned().collect();
        doc.blocks.extend(steps::account(&account, &names).blocks);
        if let Err(errors) = &stage.outcome {
            let refused = Refusal { id: None, index: None, errors: errors.clone(), carried: Vec::new() };
            doc.blocks.extend(refusal(&refused, lang).blocks);
        }
    }
    doc
}
