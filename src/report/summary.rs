//! The short statement for the patient: what was paid, by whom, and why, in at most twenty lines.

use super::doc::{Block, Doc, Mark, Side, Table, Text};
use super::names::Names;
use super::statement::{other_claims, own_or_term, pick, title};
use super::{terms, words};
use crate::claim::{LayerStatement, Reason, Settlement};
use crate::diagnostic::Lang;
use crate::plan::Plan;
use crate::value::Money;

/// Payers listed one by one; what further ones paid stands in one line.
const PAYERS: usize = 7;
/// Reasons listed; the whole statement has all.
const REASONS: usize = 3;

/// The short statement of a claim settled by `plan`, which lends the names of facts and their values.
pub fn summary(settled: &Settlement, plan: &Plan, lang: Lang) -> Doc {
    let names = Names::new(settled, plan, lang);
    let mut doc = Doc::default();
    doc.push(Block::Title(title(settled, lang)));
    doc.push(Block::Pairs(head(settled, lang)));
    doc.section(words::TOTALS.of(lang), vec![Block::Table(payers(settled, &names))]);
    doc.push(Block::Note(borne(settled, &names)));
    doc
}

/// Benefit, filing and route, each with its reasons.
fn head(settled: &Settlement, lang: Lang) -> Vec<(Text, Text)> {
    let name = |word: &words::Word| Text::soft(word.of(lang));
    let mut pairs = other_claims(settled, lang);
    if let Some(benefit) = &settled.benefit {
        pairs.push((name(&words::BENEFIT), Text::plain(pick(lang, benefit, &settled.benefit_label))));
    }
    let mut filing = own_or_term(lang, &settled.filing, &settled.filing_label);
    if settled.filing_deemed {
        filing = with_reasons(filing, &[words::DEEMED.of(lang).to_owned()], lang);
    }
    pairs.push((name(&words::FILING), Text::plain(with_reasons(filing, &said(&settled.filing_reasons, lang), lang))));
    let mark = match settled.route.as_str() {
        "direct" => Mark::Good,
        "refused" => Mark::Bad,
        _ => Mark::Strong,
    };
    let route = with_reasons(terms::name(lang, &settled.route), &said(&settled.reasons, lang), lang);
    pairs.push((name(&words::ROUTE), Text::marked(mark, route)));
    pairs
}

fn said(reasons: &[Reason], lang: Lang) -> Vec<String> {
    reasons.iter().take(REASONS).map(|reason| own_or_term(lang, &reason.code, &reason.label)).collect()
}

/// `direct: not filed, filed late`
fn with_reasons(what: String, reasons: &[String], lang: Lang) -> String {
    if reasons.is_empty() { what } else { format!("{what}{}{}", words::COLON.of(lang), reasons.join(words::COMMA.of(lang))) }
}

/// A line for each payer with what it paid and how that came about; the patient's account and cash; the total.
fn payers(settled: &Settlement, names: &Names) -> Table {
    let lang = names.lang();
    let mut table = Table::new([("", Side::Left), ("", Side::Right), ("", Side::Left)]);
    let paid: Vec<&LayerStatement> = settled.layers.iter().filter(|layer| layer.taken != Money::ZERO).collect();
    for layer in paid.iter().take(PAYERS) {
        table.row([Text::plain(names.layer(&layer.name)), Text::strong(layer.paid.to_string()), Text::soft(why(layer, lang))]);
    }
    if paid.len() > PAYERS {
        let rest: Money = paid.iter().skip(PAYERS).map(|layer| layer.paid).sum();
        table.row([Text::plain(words::OTHERS.of(lang)), Text::strong(rest.to_string()), Text::default()]);
    }
    let rows = [("personal_account", settled.personal_account), ("cash", settled.cash), ("total", settled.total)];
    for (name, amount) in rows.into_iter().filter(|(name, amount)| *name != "personal_account" || *amount != Money::ZERO) {
        let strong = name == "cash";
        let (label, amount) = (terms::name(lang, name), amount.to_string());
        let cells = if strong { [Text::strong(label), Text::strong(amount)] } else { [Text::plain(label), Text::plain(amount)] };
        table.row(cells.into_iter().chain([Text::default()]));
    }
    table
}

/// `of 1000.00: deductible 200.00, share 400.00`
fn why(layer: &LayerStatement, lang: Lang) -> String {
    let parts = [("over_limit", layer.over_limit), ("deductible", layer.deductible), ("share", layer.share), ("over_cap", layer.over_cap)];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(_, amount)| *amount != Money::ZERO)
        .map(|(name, amount)| format!("{} {amount}", terms::name(lang, name)))
        .collect();
    with_reasons(format!("{} {}", words::OF_COST.of(lang), layer.taken), &parts, lang)
}

/// What the patient bears, part by part.
fn borne(settled: &Settlement, names: &Names) -> Text {
    let lang = names.lang();
    let lines = settled.partition.iter().filter(|line| line.bearer != "fund" && line.amount != Money::ZERO);
    let parts: Vec<String> = lines.map(|line| format!("{} {}", names.part(&line.part, &line.label), line.amount)).collect();
    let patient = format!("{} {}", terms::name(lang, "patient"), settled.patient);
    Text::plain(with_reasons(patient, &parts, lang))
        .and(Mark::Soft, format!("{}{}", words::SENTENCE_END.of(lang), words::MORE_STEPS.of(lang)))
}
