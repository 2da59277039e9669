//! The account of every fen: each step with its figures, what came out, and the clause it rests on.

use super::doc::{Block, Doc, Mark, Text};
use super::names::Names;
use super::statement::ground;
use super::{terms, words};
use crate::claim::{Figure, Settlement, Step};
use crate::diagnostic::Lang;

/// Some steps of a settlement, numbered from 1; `names` are those of their settlement.
pub fn account(steps: &[Step], names: &Names) -> Doc {
    let item = |(at, step): (usize, &Step)| Block::Item {
        number: at + 1,
        lead: lead(step, names),
        under: ground(step.clause.as_ref(), &step.citation, names.lang()),
    };
    Doc { blocks: steps.iter().enumerate().map(item).collect() }
}

/// `pool · band: from 0.00, to 10000.00, rate 70% = 7000.00`
fn lead(step: &Step, names: &Names) -> Text {
    let lang = names.lang();
    let manner = Manner::of(step);
    let mut text = Text::default();
    if !step.layer.is_empty() {
        text = text.and(Mark::Plain, format!("{} · ", layer(step, names)));
    }
    text = text.and(Mark::Strong, terms::name(lang, &step.step));
    let told = manner.told(step, names);
    let merged = told.is_some();
    let rest = step.figures.iter().filter(|figure| !merged || !TOLD.contains(&&*figure.name));
    let figures = rest.map(|figure| (sign(&step.step, &figure.name), shown(step, &manner, figure, names)));
    let told = told.map(|told| (None, told));
    for (at, (sign, figure)) in told.into_iter().chain(figures).enumerate() {
        let before = if at == 0 { words::COLON.of(lang) } else { sign.unwrap_or(words::COMMA.of(lang)) };
        text = text.and(Mark::Plain, format!("{before}{figure}"));
    }
    if step.result.is_empty() {
        text
    } else {
        text.and(Mark::Plain, " = ").and(Mark::Strong, manner.shown(&step.step, "", &step.result, names))
    }
}

/// The layer of a step: a step may belong to a layer that has no statement.
fn layer(step: &Step, names: &Names) -> String {
    if names.lang() == Lang::Zh && !step.layer_label.is_empty() { step.layer_label.clone() } else { names.layer(&step.layer) }
}

/// Figures of an adjustment that are told in one phrase, and its result.
const TOLD: [&str; 4] = ["of", "op", "by", "after"];

/// What a step says of itself beyond its figures: whether its amounts are rates, and how it moves them.
struct Manner {
    rate: bool,
    op: String,
}

impl Manner {
    fn of(step: &Step) -> Self {
        let said = |name: &str| step.figures.iter().find(|figure| figure.name == name).map_or("", |figure| figure.value.as_str());
        Self { rate: matches!(said("of"), "rate" | "share"), op: said("op").to_owned() }
    }

    /// What an adjustment does, as it would be said: `rate down 10 points`.
    fn told(&self, step: &Step, names: &Names) -> Option<String> {
        let said = |name: &str| step.figures.iter().find(|figure| figure.name == name).map(|figure| figure.value.as_str());
        let (of, by) = (said("of")?, said("by")?);
        let lang = names.lang();
        let by = self.shown(&step.step, "by", by, names);
        let of = terms::name(lang, of);
        Some(match (self.op.as_str(), lang) {
            ("", _) => return None,
            ("times", _) => format!("{of} × {by}"),
            ("to", Lang::Zh) => format!("{of}改为{by}"),
            (op, Lang::Zh) => format!("{of}{}{by}", terms::name(lang, op)),
            (op, Lang::En) => format!("{of} {} {by}", terms::name(lang, op)),
        })
    }

    /// A value of a figure of this step, as people read it.
    fn shown(&self, step: &str, figure: &str, value: &str, names: &Names) -> String {
        let lang = names.lang();
        let moved = matches!(step, "value" | "adjust" | "rounded") && matches!(figure, "value" | "by" | "before" | "after" | "");
        let shown = match (figure, self.op.as_str()) {
            ("by", "times") => terms::percent(value),
            ("by", "up" | "down") if self.rate => terms::points(lang, value),
            _ if terms::is_rate(figure) || (self.rate && moved) => terms::percent(value),
            _ => None,
        };
        shown.unwrap_or_else(|| names.value(step, figure, value))
    }
}

/// How a figure of a step joins those before it, where the result is their sum, difference or product.
fn sign(step: &str, figure: &str) -> Option<&'static str> {
    match (step, figure) {
        ("base", "deductible")
        | ("over_limit", "deductible" | "base")
        | ("over_cap", "reached")
        | ("share", "over_cap" | "paid")
        | ("patient", "fund")
        | ("cash", "personal_account") => Some(" − "),
        ("covers", "scale") | ("band", "length") => Some(" × "),
        ("fund" | "personal_account" | "taken", _) => Some(" + "),
        _ => None,
    }
}

/// A figure with its name, unless its value is a name that says it all.
fn shown(step: &Step, manner: &Manner, figure: &Figure, names: &Names) -> String {
    let value = manner.shown(&step.step, &figure.name, &figure.value, names);
    match &*figure.name {
        "part" | "accumulator" | "of" => value,
        name => format!("{} {value}", terms::name(names.lang(), name)),
    }
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
