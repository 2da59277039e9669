//! A settled claim as a statement the patient can read: what was decided, what was paid, and on what ground.

use super::doc::{Block, Doc, Mark, Side, Table, Text};
use super::names::Names;
use super::{steps, terms, words};
use crate::claim::{ClauseRef, CounterRow, LayerFigure, Reason, Settlement};
use crate::diagnostic::Lang;
use crate::plan::Plan;
use crate::value::Money;

/// The whole statement of a claim settled by `plan`, which lends the names of facts and their values.
pub fn statement(settled: &Settlement, plan: &Plan, lang: Lang) -> Doc {
    let names = Names::new(settled, plan, lang);
    let mut doc = Doc::default();
    doc.push(Block::Title(title(settled, lang)));
    doc.push(Block::Pairs(head(settled, lang)));
    doc.section(words::BILL.of(lang), vec![Block::Table(bill(settled, lang))]);
    doc.section(words::LAYERS.of(lang), layers(settled, &names));
    let origins = steps::origins(settled, &names);
    doc.section(words::ORIGINS.of(lang), if origins.is_empty() { Vec::new() } else { vec![Block::Pairs(origins)] });
    doc.section(words::BEARERS.of(lang), vec![Block::Table(bearers(settled, &names))]);
    doc.section(words::TOTALS.of(lang), vec![Block::Table(totals(settled, lang))]);
    doc.section(words::COUNTERS.of(lang), counters(settled, &names));
    doc.section(words::WOULD_DIFFER.of(lang), would_differ(settled, lang));
    doc.section(words::DEFAULTED.of(lang), defaulted(settled, &names));
    doc.section(words::DERIVED.of(lang), derived(settled, &names));
    doc.section(words::ASSUMED.of(lang), assumed(settled, &names));
    doc.section(words::ACCOUNT.of(lang), steps::account(&settled.steps, &names).blocks);
    doc
}

/// The policy's title, and which claim it is.
pub(super) fn title(settled: &Settlement, lang: Lang) -> Text {
    let title = if settled.title.is_empty() { &settled.policy } else { &settled.title };
    let claim = claim_name(settled.id.as_deref(), settled.index, lang);
    Text::strong(title).and(Mark::Soft, if claim.is_empty() { String::new() } else { format!("  {claim}") })
}

/// `claim A-1`, `claim number 3`, or nothing.
pub(super) fn claim_name(id: Option<&str>, index: Option<usize>, lang: Lang) -> String {
    match (id, index) {
        (Some(id), _) => format!("{} {id}", words::CLAIM.of(lang)),
        (None, Some(index)) => words::nth_claim(lang, index),
        (None, None) => String::new(),
    }
}

/// What the claim has to do with others: settled before, giving one back, given back.
pub(super) fn other_claims(settled: &Settlement, lang: Lang) -> Vec<(Text, Text)> {
    let name = |word: &words::Word| Text::soft(word.of(lang));
    let mut pairs = Vec::new();
    if settled.duplicate {
        pairs.push((name(&words::DUPLICATE), Text::strong(words::NOT_COUNTED.of(lang))));
    }
    for (word, claim) in [(&words::REVERSES, &settled.reverses), (&words::REVERSED_BY, &settled.reversed_by)] {
        pairs.extend(claim.iter().map(|id| (name(word), Text::strong(claim_name(Some(id), None, lang)))));
    }
    pairs
}

/// What was decided before any money was divided.
fn head(settled: &Settlement, lang: Lang) -> Vec<(Text, Text)> {
    let name = |word: &words::Word| Text::soft(word.of(lang));
    let mut pairs = other_claims(settled, lang);
    if lang == Lang::En || settled.title.is_empty() {
        pairs.push((name(&words::POLICY), Text::plain(&settled.policy)));
    }
    pairs.push((name(&words::VERSION), Text::plain(words::version(lang, &settled.version, &settled.policy_hash))));
    if let Some(benefit) = &settled.benefit {
        pairs.push((name(&words::BENEFIT), Text::plain(pick(lang, benefit, &settled.benefit_label))));
    }
    pairs.push((name(&words::FILING), Text::plain(own_or_term(lang, &settled.filing, &settled.filing_label))));
    if settled.filing_deemed {
        pairs.push((Text::soft(words::BECAUSE.of(lang)), Text::plain(words::DEEMED.of(lang))));
    }
    reasons(&mut pairs, &settled.filing_reasons, lang);
    pairs.extend(settled.needs.iter().map(|paper| (name(&words::NEEDS), Text::plain(paper))));
    let mark = match settled.route.as_str() {
        "direct" => Mark::Good,
        "refused" => Mark::Bad,
        _ => Mark::Strong,
    };
    pairs.push((name(&words::ROUTE), Text::marked(mark, terms::name(lang, &settled.route))));
    reasons(&mut pairs, &settled.reasons, lang);
    pairs
}

/// Each reason, and under it its clause.
fn reasons(pairs: &mut Vec<(Text, Text)>, reasons: &[Reason], lang: Lang) {
    for reason in reasons {
        let mut text = Text::plain(own_or_term(lang, &reason.code, &reason.label));
        if !reason.effect.is_empty() {
            text = text.and(Mark::Plain, format!("{}{}", words::COLON.of(lang), terms::name(lang, &reason.effect)));
        }
        because(pairs, text, reason, lang);
    }
}

/// One reason in words, and under it its clause.
fn because(pairs: &mut Vec<(Text, Text)>, text: Text, reason: &Reason, lang: Lang) {
    pairs.push((Text::soft(words::BECAUSE.of(lang)), text));
    let ground = ground(reason.clause.as_ref(), &reason.citation, lang);
    pairs.extend(ground.into_iter().map(|text| (Text::default(), text)));
}

/// Where a clause stands, and what it rests on: at most one line each.
pub(super) fn ground(clause: Option<&ClauseRef>, citation: &str, lang: Lang) -> Vec<Text> {
    let mut out = Vec::new();
    if let Some(clause) = clause {
        let place = if clause.line == 0 { clause.file.clone() } else { format!("{}:{}", clause.file, clause.line) };
        // A path is made of English heads: the Chinese statement shows the place alone.
        out.push(Text::soft(match lang {
            Lang::En => format!("{place}  {}", clause.path),
            Lang::Zh => place,
        }));
    }
    if !citation.is_empty() {
        out.push(Text::soft(citation));
    }
    out
}

/// The name itself in English, its Han label in Chinese where it has one.
pub(super) fn pick(lang: Lang, name: &str, label: &str) -> String {
    match lang {
        Lang::Zh if !label.is_empty() => label.to_owned(),
        Lang::Zh => terms::name(lang, name),
        Lang::En => name.replace('_', " "),
    }
}

/// As [`pick`], but a name of the engine's own is spelt out in English too.
pub(super) fn own_or_term(lang: Lang, name: &str, label: &str) -> String {
    match lang {
        Lang::Zh => pick(lang, name, label),
        Lang::En => terms::name(lang, name),
    }
}

/// An amount; zero stands back.
fn money(amount: Money) -> Text {
    if amount == Money::ZERO { Text::soft(amount.to_string()) } else { Text::plain(amount.to_string()) }
}

/// The parts of the bill.
fn bill(settled: &Settlement, lang: Lang) -> Table {
    let mut table = Table::new([(words::PART.of(lang), Side::Left), (words::AMOUNT.of(lang), Side::Right)]);
    for part in &settled.parts {
        table.row([Text::plain(own_or_term(lang, &part.part, &part.label)), money(part.amount)]);
    }
    table.row([Text::strong(words::TOTAL.of(lang)), Text::strong(settled.total.to_string())]);
    table
}

/// One column a layer, one row a figure.
fn layers(settled: &Settlement, names: &Names) -> Vec<Block> {
    if settled.layers.is_empty() {
        return Vec::new();
    }
    let lang = names.lang();
    let heads = settled.layers.iter().map(|layer| names.layer(&layer.name));
    let first = (words::OF.of(lang).to_owned(), Side::Left);
    let mut table = Table::new(std::iter::once(first).chain(heads.map(|head| (head, Side::Right))));
    if settled.layers.iter().any(|layer| !layer.fund.is_empty()) {
        let funds = settled.layers.iter().map(|layer| Text::soft(pick(lang, &layer.fund, &layer.fund_label)));
        table.row(std::iter::once(Text::soft(words::FUND.of(lang))).chain(funds));
    }
    for figure in LayerFigure::ALL {
        let label = terms::name(lang, figure.names().0);
        let strong = figure == LayerFigure::Paid;
        let first = if strong { Text::strong(label) } else { Text::plain(label) };
        let cells = settled.layers.iter().map(|layer| {
            let amount = layer.figure(figure);
            if strong { Text::strong(amount.to_string()) } else { money(amount) }
        });
        table.row(std::iter::once(first).chain(cells));
    }
    vec![Block::Table(table)]
}

/// Every fen of the total under who bears it.
fn bearers(settled: &Settlement, names: &Names) -> Table {
    let lang = names.lang();
    let columns = [(words::PART.of(lang), Side::Left), (words::FUND.of(lang), Side::Right), (words::PATIENT.of(lang), Side::Right)];
    let mut table = Table::new(columns);
    for line in settled.partition.iter().filter(|line| line.amount != Money::ZERO) {
        let part = Text::plain(names.part(&line.part, &line.label));
        let amount = Text::plain(line.amount.to_string());
        table.row(if line.bearer == "fund" { [part, amount, Text::default()] } else { [part, Text::default(), amount] });
    }
    let sums = [Text::strong(words::TOTAL.of(lang)), Text::strong(settled.fund.to_string()), Text::strong(settled.patient.to_string())];
    table.row(sums);
    table
}

/// The totals.
fn totals(settled: &Settlement, lang: Lang) -> Table {
    let mut table = Table::new([("", Side::Left), ("", Side::Right)]);
    let rows = [
        ("total", settled.total),
        ("fund", settled.fund),
        ("patient", settled.patient),
        ("personal_account", settled.personal_account),
        ("cash", settled.cash),
    ];
    for (name, amount) in rows {
        let strong = name == "fund" || name == "cash";
        let label = terms::name(lang, name);
        table.row([
            if strong { Text::strong(label) } else { Text::plain(label) },
            if strong { Text::strong(amount.to_string()) } else { money(amount) },
        ]);
    }
    table
}

/// What this policy's counters hold afterwards.
fn counters(settled: &Settlement, names: &Names) -> Vec<Block> {
    let lang = names.lang();
    let rows: Vec<&CounterRow> = settled.counters.after.iter().filter(|row| row.policy == settled.policy).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let left = [words::ACCUMULATOR.of(lang), words::PERIOD.of(lang)].map(|head| (head.to_owned(), Side::Left));
    let right = ["covered", "deductible", "base", "paid", "visits"].map(|head| (terms::name(lang, head), Side::Right));
    let mut table = Table::new(left.into_iter().chain(right));
    for row in rows {
        let by: Vec<&str> = row.by.values().map(|value| value.as_deref().unwrap_or("—")).collect();
        let mut key = names.accumulator(&row.accumulator);
        if !by.is_empty() {
            key = format!("{key}{}{}", words::COLON.of(lang), by.join(words::COMMA.of(lang)));
        }
        let period = match row.period.strip_prefix("episode:") {
            Some(stay) => format!("{} {stay}", words::EPISODE.of(lang)),
            None => row.period.clone(),
        };
        let amounts = [row.covered, row.deductible, row.base, row.paid].map(money);
        let visits = row.visits.filter(|visits| *visits > 0).map_or_else(Text::default, |visits| Text::plain(visits.to_string()));
        table.row([Text::plain(key), Text::plain(period)].into_iter().chain(amounts).chain([visits]));
    }
    vec![Block::Table(table)]
}

/// Settled claims that would have come out differently.
fn would_differ(settled: &Settlement, lang: Lang) -> Vec<Block> {
    if settled.would_differ.is_empty() {
        return Vec::new();
    }
    let heads = [(words::CLAIM, Side::Left), (words::WAS, Side::Right), (words::WOULD_BE, Side::Right)];
    let mut table = Table::new(heads.map(|(head, side)| (head.of(lang), side)));
    for claim in &settled.would_differ {
        let name = match claim_name(claim.id.as_deref(), claim.index, lang) {
            name if name.is_empty() => words::EARLIER.of(lang).to_owned(),
            name => name,
        };
        let why = || format!("{} {}", words::NOT_SETTLED.of(lang), claim.code.as_deref().unwrap_or_default());
        let would_be = claim.would_be.map_or_else(|| Text::marked(Mark::Bad, why().trim_end()), money);
        table.row([Text::plain(name), money(claim.fund), would_be]);
    }
    vec![Block::Table(table)]
}

/// Facts the claim leaves to the vocabulary.
fn defaulted(settled: &Settlement, names: &Names) -> Vec<Block> {
    let lang = names.lang();
    let pairs: Vec<_> = settled
        .defaulted
        .iter()
        .map(|fact| {
            if fact.fact == "counters" {
                return (Text::plain(words::COUNTERS_FACT.of(lang)), Text::plain(words::ZERO.of(lang)));
            }
            (Text::plain(names.fact(&fact.fact, &fact.label)), Text::plain(own_or_term(lang, &fact.value, &fact.value_label)))
        })
        .collect();
    if pairs.is_empty() { Vec::new() } else { vec![Block::Pairs(pairs)] }
}

/// Facts the counters gave.
fn derived(settled: &Settlement, names: &Names) -> Vec<Block> {
    let pairs: Vec<_> =
        settled.derived.iter().map(|fact| (Text::plain(names.fact(&fact.fact, &fact.label)), Text::plain(&fact.value))).collect();
    if pairs.is_empty() { Vec::new() } else { vec![Block::Pairs(pairs)] }
}

/// Values an example supplies for what a document does not say.
fn assumed(settled: &Settlement, names: &Names) -> Vec<Block> {
    let pairs: Vec<_> = settled
        .assumed
        .iter()
        .map(|head| (Text::plain(names.head(&head.head)), Text::plain(terms::assumed(names.lang(), &head.value))))
        .collect();
    if pairs.is_empty() { Vec::new() } else { vec![Block::Pairs(pairs)] }
}
