//! The account of every fen: each step with its figures, what came out, and the clause it rests on.

use super::doc::{Block, Doc, Mark, Text};
use super::names::Names;
use super::statement::ground;
use super::{terms, words};
use crate::claim::{Figure, Settlement, Step};
use crate::diagnostic::Lang;

/// Some steps of a settlement, numbered from 1; the settlement lends its names.
pub fn account(steps: &[Step], settled: &Settlement, lang: Lang) -> Doc {
    let names = Names::new(settled, lang);
    let item = |(at, step): (usize, &Step)| Block::Item {
        number: at + 1,
        lead: lead(step, &names),
        under: ground(step.clause.as_ref(), &step.citation, lang),
    };
    Doc { blocks: steps.iter().enumerate().map(item).collect() }
}

/// `pool · band: from 0.00, to 10000.00, rate 70% = 7000.00`
fn lead(step: &Step, names: &Names) -> Text {
    let lang = names.lang();
    let mut text = Text::default();
    if !step.layer.is_empty() {
        text = text.and(Mark::Plain, format!("{} · ", layer(step, names)));
    }
    text = text.and(Mark::Strong, terms::name(lang, step.step));
    let figures: Vec<String> = step.figures.iter().map(|figure| shown(figure, names)).collect();
    if !figures.is_empty() {
        text = text.and(Mark::Plain, format!("{}{}", words::COLON.of(lang), figures.join(words::COMMA.of(lang))));
    }
    if step.result.is_empty() { text } else { text.and(Mark::Plain, " = ").and(Mark::Strong, value(step.step, &step.result, names)) }
}

/// The layer of a step: a step may belong to a layer that has no statement.
fn layer(step: &Step, names: &Names) -> String {
    if names.lang() == Lang::Zh && !step.layer_label.is_empty() { step.layer_label.clone() } else { names.layer(&step.layer) }
}

/// A figure with its name.
fn shown(figure: &Figure, names: &Names) -> String {
    format!("{} {}", terms::name(names.lang(), figure.name), value(figure.name, &figure.value, names))
}

/// A value: the name of a part, or whatever the name of its figure says it is.
fn value(name: &str, value: &str, names: &Names) -> String {
    if names.is_part(value) { names.part(value, "") } else { terms::value(names.lang(), name, value) }
}

/// For each layer, the parts it took and how much of each.
pub(super) fn origins(settled: &Settlement, names: &Names) -> Vec<(Text, Text)> {
    let lang = names.lang();
    let mut pairs = Vec::new();
    for statement in &settled.layers {
        let takes = settled.steps.iter().filter(|step| step.layer == statement.name && step.step == "covers");
        for (at, step) in takes.enumerate() {
            let part = step.figures.iter().find(|figure| figure.name == "part").map_or("", |figure| figure.value.as_str());
            let scale = step.figures.iter().find(|figure| figure.name == "scale").and_then(|figure| terms::percent(&figure.value));
            let portion = scale.filter(|scale| scale != "100%").map(|scale| format!(" × {scale}")).unwrap_or_default();
            let name = if at == 0 { Text::plain(names.layer(&statement.name)) } else { Text::default() };
            pairs.push((name, Text::plain(format!("{}{portion}{}{}", names.part(part, ""), words::COLON.of(lang), step.result))));
        }
    }
    pairs
}
