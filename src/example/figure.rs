//! The figures an expectation names, looked up in the policy before anything is settled.

use super::case::{CounterFigure, Figure, Measure, Sum};
use super::counter;
use super::name::{self, both, is};
use super::words;
use crate::claim::LayerFigure;
use crate::diagnostic::{Fault, Words};
use crate::model::policy::{Benefit, Layer, Policy};
use crate::plan::Names;
use crate::source::{Span, nearest};
use crate::syntax::tree::{self, FigureScope, Name};

/// The parts every bill has: (Latin, Han).
const PARTS: [(&str, &str); 4] =
    [("eligible", "合规费用"), ("out_of_catalog", "目录外"), ("over_ceiling", "超限价"), ("first_self_pay", "先行自付额")];
/// What a layer leaves in the partition, and what it paid.
const LEFT: [LayerFigure; 5] =
    [LayerFigure::OverLimit, LayerFigure::Deductible, LayerFigure::Share, LayerFigure::OverCap, LayerFigure::Paid];

/// A figure, what it is counted in, and how to show it.
pub(super) struct Found {
    /// The figure.
    pub figure: Figure,
    /// Its measure.
    pub measure: Measure,
    /// Its names.
    pub shown: Words,
}

/// Looks up a figure that is an amount.
pub(super) fn amount(policy: &Policy, figure: &tree::Figure, span: Span) -> Result<Found, Box<Fault>> {
    let span = figure.path.iter().map(|name| name.span).reduce(Span::to).unwrap_or(span);
    match figure.scope {
        FigureScope::Result => match figure.band {
            Some(number) => band(policy, &figure.path, number, span),
            None => result(policy, &figure.path, span),
        },
        FigureScope::Partition => partition(policy, &figure.path, span),
        FigureScope::Year => year(policy, &figure.path, span),
        FigureScope::Route | FigureScope::Filing | FigureScope::Benefit | FigureScope::Reason | FigureScope::Error => {
            Err(words::expects_another_kind(span, false))
        }
    }
}

/// `fund`, `out_of_catalog`, `pool.paid`, `inpatient.pool.paid`
fn result(policy: &Policy, path: &[Name], span: Span) -> Result<Found, Box<Fault>> {
    match path {
        [one] => sum(&one.it).or_else(|| part(policy, &one.it)).ok_or_else(|| {
            let sums = Sum::ALL.iter().flat_map(|(_, latin, han)| [*latin, *han]);
            let parts = PARTS.iter().flat_map(|(latin, han)| [*latin, *han]);
            let near = nearest(&one.it, sums.chain(parts).chain(policy.parts.iter().flat_map(|part| both(&part.names))));
            words::unknown_figure(span, &one.it, near)
        }),
        [of @ .., last] => {
            let (benefit, layer) = layer(policy, of, span)?;
            let (figure, latin, han) = layer_figure(last)?;
            let shown = shown(benefit, layer, latin, han);
            let benefit = benefit.map(|of| of.names.key().to_owned());
            Ok(money(Figure::Layer { benefit, layer: layer.names.key().to_owned(), figure }, shown))
        }
        [] => Err(words::unknown_figure(span, "", None)),
    }
}

/// `pool.band 2`
fn band(policy: &Policy, path: &[Name], number: u32, span: Span) -> Result<Found, Box<Fault>> {
    let of = match path.split_last() {
        Some((last, of)) if last.it == "band" || last.it == "费用段" => of,
        _ => path,
    };
    let (benefit, layer) = layer(policy, of, span)?;
    let shown = shown(benefit, layer, &format!("band {number}"), &format!("费用段 {number}"));
    if number == 0 {
        return Err(words::unknown_figure(span, &shown.en, None));
    }
    let benefit = benefit.map(|of| of.names.key().to_owned());
    Ok(money(Figure::Band { benefit, layer: layer.names.key().to_owned(), number }, shown))
}

/// `partition pool.over_cap`, `partition out_of_catalog`
fn partition(policy: &Policy, path: &[Name], span: Span) -> Result<Found, Box<Fault>> {
    let (line, shown) = match path {
        [one] => {
            let found = part(policy, &one.it).ok_or_else(|| {
                let parts = PARTS.iter().flat_map(|(latin, han)| [*latin, *han]);
                words::unknown_figure(span, &one.it, nearest(&one.it, parts.chain(policy.parts.iter().flat_map(|part| both(&part.names)))))
            })?;
            (found.shown.en.clone(), found.shown)
        }
        [of @ .., last] => {
            let (benefit, layer) = layer(policy, of, span)?;
            let (figure, latin, han) = layer_figure(last)?;
            if !LEFT.contains(&figure) {
                return Err(words::unknown_figure(last.span, &last.it, None));
            }
            (format!("{}.{latin}", layer.names.key()), shown(benefit, layer, latin, han))
        }
        [] => return Err(words::unknown_figure(span, "", None)),
    };
    Ok(money(Figure::Partition(line), Words::new(format!("partition {}", shown.en), format!("分担 {}", shown.zh))))
}

/// `year pool.paid`, `year outpatient_cap.paid`, `year inpatient.visits`
fn year(policy: &Policy, path: &[Name], span: Span) -> Result<Found, Box<Fault>> {
    let (keys, figure) = counter::keys(policy, path, span, true)?;
    let han = CounterFigure::ALL.iter().find(|(of, ..)| *of == figure);
    let (latin, han) = han.map_or(("", ""), |(_, latin, han)| (*latin, *han));
    let of = path.split_last().map_or(&[][..], |(_, of)| of);
    let label = |name: &Name, pick: fn(&Names) -> &str| {
        let named = policy.accumulators.iter().chain(policy.benefits.iter().map(|of| &of.names));
        let layers = policy.benefits.iter().flat_map(|of| &of.layers).map(|layer| &layer.names);
        named.chain(layers).find(|names| is(names, &name.it)).map_or_else(|| name.it.clone(), |names| pick(names).to_owned())
    };
    let shown = |pick: fn(&Names) -> &str| of.iter().map(|name| label(name, pick)).collect::<Vec<_>>().join(".");
    let words = Words::new(format!("year {}.{latin}", shown(Names::key)), format!("年度 {}.{han}", shown(Names::label)));
    Ok(Found { figure: Figure::Counter { keys, figure }, measure: figure.measure(), shown: words })
}

/// A sum of the claim.
fn sum(word: &str) -> Option<Found> {
    let &(sum, latin, han) = Sum::ALL.iter().find(|(_, latin, han)| *latin == word || *han == word)?;
    Some(money(Figure::Sum(sum), Words::new(latin, han)))
}

/// A part of the bill.
fn part(policy: &Policy, word: &str) -> Option<Found> {
    let standard = PARTS.iter().find(|(latin, han)| *latin == word || *han == word).map(|(latin, han)| Words::new(*latin, *han));
    let shown = standard.or_else(|| policy.parts.iter().find(|part| is(&part.names, word)).map(|part| words::named(&part.names)))?;
    Some(money(Figure::Part(shown.en.clone()), shown))
}

/// The layer of a path; with its benefit where the path names it.
fn layer<'a>(policy: &'a Policy, path: &[Name], span: Span) -> Result<(Option<&'a Benefit>, &'a Layer), Box<Fault>> {
    let found = match path {
        [one] => name::layers(policy, &one.it).first().map(|(_, layer)| (None, *layer)),
        _ => name::layer_at(policy, path).map(|(of, layer)| (Some(of), layer)),
    };
    found.ok_or_else(|| {
        let wrong = path.iter().find(|name| !name::blocks(policy).any(|known| known == name.it)).or(path.last());
        let (word, at) = wrong.map_or(("", span), |name| (name.it.as_str(), name.span));
        words::unknown_layer(at, word, nearest(word, name::blocks(policy)), &name::paths(policy))
    })
}

/// A figure of a layer, with its names.
fn layer_figure(name: &Name) -> Result<(LayerFigure, &'static str, &'static str), Box<Fault>> {
    let figure = LayerFigure::called(&LayerFigure::ALL, &name.it).ok_or_else(|| {
        let near = nearest(&name.it, LayerFigure::ALL.into_iter().flat_map(|figure| <[_; 2]>::from(figure.names())));
        words::unknown_figure(name.span, &name.it, near)
    })?;
    let (latin, han) = figure.names();
    Ok((figure, latin, han))
}

fn shown(benefit: Option<&Benefit>, layer: &Layer, latin: &str, han: &str) -> Words {
    let of = |pick: fn(&Names) -> &str| benefit.map_or_else(String::new, |of| format!("{}.", pick(&of.names)));
    Words::new(format!("{}{}.{latin}", of(Names::key), layer.names.key()), format!("{}{}.{han}", of(Names::label), layer.names.label()))
}

fn money(figure: Figure, shown: Words) -> Found {
    Found { figure, measure: Measure::Money, shown }
}
