//! The counters an example speaks of: which keys the policy keeps, and which row of a key a claim moves.

use super::case::{CounterFigure, CounterKey, Used};
use super::name::{self, both, is, role_key, role_names};
use super::value::{self, spelt, stated, text};
use super::words;
use crate::claim::{Claim, CounterRow, Role, Value};
use crate::diagnostic::{Fault, Words};
use crate::model::policy::{BandCounter, Bands, Benefit, FactId, Head, Layer, Policy};
use crate::plan::Names;
use crate::source::{Span, Spanned, nearest};
use crate::syntax::tree::{HeadWord, Literal, Name, Period};
use crate::value::Money;
use chrono::{Datelike, NaiveDate};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// One `before`, its period still to be told by the claim's dates.
///
/// It sets its figure in each period in which the policy counts that figure so: a claim's year, its month, its stay.
pub(super) struct Before {
    keys: Vec<CounterKey>,
    by: BTreeMap<String, Option<String>>,
    figure: CounterFigure,
    amount: i64,
    span: Span,
}

/// Reads `before inpatient.pool.paid by disease "癫痫" 149000 yuan`.
pub(super) fn before(
    policy: &Policy,
    path: &[Name],
    by: &[(Name, Spanned<Literal>)],
    value: &Spanned<Literal>,
    span: Span,
) -> Result<Before, Vec<Fault>> {
    let (keys, figure) = keys(policy, path, span, false).map_err(|fault| vec![*fault])?;
    let shown = name::dotted(path);
    let (mut values, mut faults) = (BTreeMap::new(), Vec::new());
    for (fact, value) in by {
        match name::subject(policy, fact, false).and_then(|subject| Ok((subject.key, stated(subject.takes, &fact.it, value)?))) {
            Ok((key, value)) => drop(values.insert(key.to_owned(), Some(text(&value)))),
            Err(fault) => faults.push(*fault),
        }
    }
    let amount = match figure {
        CounterFigure::Visits => value::visits(&shown, value),
        CounterFigure::Covered | CounterFigure::Deductible | CounterFigure::Base | CounterFigure::Paid => value::fen(&shown, value),
    };
    let amount = amount.map_err(|fault| faults.push(*fault)).unwrap_or_default();
    if faults.is_empty() {
        let so: Vec<CounterKey> = keys.iter().filter(|key| kept_by(policy, key).eq(values.keys().map(String::as_str))).cloned().collect();
        if !so.is_empty() {
            return Ok(Before { keys: so, by: values, figure, amount, span });
        }
        let facts = |key: &CounterKey| key.by.iter().filter_map(|id| policy.scope.fact(*id)).map(|fact| &fact.names).collect::<Vec<_>>();
        let mut ways: Vec<Words> = keys.iter().map(|key| words::kept_by(&facts(key))).collect();
        ways.sort();
        ways.dedup();
        faults.push(*words::not_counted_so(span, &shown, &ways));
    }
    Err(faults)
}

impl Before {
    /// The rows it sets for a claim; a fault where the claim does not tell their period.
    pub(super) fn rows(&self, policy: &Policy, claim: &Claim) -> Result<Vec<Used>, Box<Fault>> {
        let used: Vec<Used> = self
            .keys
            .iter()
            .filter_map(|key| {
                let period = period(policy, key.period, claim)?;
                let row = CounterRow {
                    policy: policy.name.clone(),
                    accumulator: key.accumulator.clone(),
                    period,
                    by: self.by.clone(),
                    ..CounterRow::default()
                };
                Some(Used { key: row, figure: self.figure, amount: self.amount })
            })
            .collect();
        if used.is_empty() {
            let stay = self.keys.iter().all(|key| key.period == Period::Stay);
            return Err(words::no_period(
                self.span,
                &if stay { vec![role_names(policy, Role::Episode)] } else { day_facts(policy, policy.settings.year_of) },
            ));
        }
        Ok(used)
    }
}

/// The names of the facts a key is kept by, in order.
fn kept_by<'a>(policy: &'a Policy, key: &CounterKey) -> impl Iterator<Item = &'a str> {
    let mut names: Vec<&str> = key.by.iter().filter_map(|id| policy.scope.fact(*id)).map(|fact| fact.names.key()).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter()
}

/// The counters `accumulator.figure` names, yearly ones first, those kept by nothing before others. A layer alone is
/// the layer of the claim's own benefit where `short`, and otherwise the one layer of that name.
pub(super) fn keys(policy: &Policy, path: &[Name], span: Span, short: bool) -> Result<(Vec<CounterKey>, CounterFigure), Box<Fault>> {
    let unknown = |word: &str| {
        let known = name::blocks(policy).chain(policy.accumulators.iter().flat_map(both));
        words::unknown_counter(span, &name::dotted(path), nearest(word, known))
    };
    let Some((last, of)) = path.split_last() else { return Err(unknown("")) };
    let Some((figure, ..)) = CounterFigure::ALL.iter().find(|(_, latin, han)| *latin == last.it || *han == last.it) else {
        let near = nearest(&last.it, CounterFigure::ALL.iter().flat_map(|(_, latin, han)| [*latin, *han]));
        return Err(words::unknown_counter(last.span, &last.it, near));
    };
    let visits = *figure == CounterFigure::Visits;
    let found = match of {
        [benefit] if visits => name::benefit(policy, &benefit.it).map(|of| vec![own(of.names.key().to_owned(), None)]),
        [one] if policy.accumulators.iter().any(|names| is(names, &one.it)) => Some(declared(policy, &one.it, *figure)),
        [one] if short => {
            let all = name::layers(policy, &one.it);
            Some(all.iter().flat_map(|(of, layer)| layered(of, layer, *figure, Some(of.names.key()))).collect())
        }
        [_] | [_, _] if !visits => name::layer_at(policy, of).map(|(of, layer)| layered(of, layer, *figure, None)),
        _ => None,
    };
    let wrong = of.iter().find(|name| !name::blocks(policy).any(|known| known == name.it)).or(of.last());
    let mut keys = found.filter(|keys| !keys.is_empty()).ok_or_else(|| unknown(wrong.map_or("", |name| name.it.as_str())))?;
    keys.sort_by_key(|key| (Reverse(key.period), key.by.len()));
    keys.dedup();
    Ok((keys, *figure))
}

/// The yearly counter kept by nothing.
fn own(accumulator: String, benefit: Option<&str>) -> CounterKey {
    CounterKey { benefit: benefit.map(str::to_owned), accumulator, period: Period::Year, by: Vec::new() }
}

/// The counters of a layer that hold a figure: its own yearly one, and those of its heads that read the figure.
fn layered(of: &Benefit, layer: &Layer, figure: CounterFigure, benefit: Option<&str>) -> Vec<CounterKey> {
    let accumulator = format!("{}.{}", of.names.key(), layer.names.key());
    let mut keys = vec![own(accumulator.clone(), benefit)];
    let heads = layer.heads.iter().filter(|head| head.accumulator.is_none() && head.period != Period::Visit && reads(head, figure));
    keys.extend(heads.map(|head| key(&accumulator, head, benefit)));
    keys
}

/// The counters of a declared accumulator that hold a figure: those of heads that read it, or where none does, all.
fn declared(policy: &Policy, word: &str, figure: CounterFigure) -> Vec<CounterKey> {
    let Some((at, names)) = policy.accumulators.iter().enumerate().find(|(_, names)| is(names, word)) else { return Vec::new() };
    let layers = policy.benefits.iter().flat_map(|of| &of.layers);
    let heads = layers.flat_map(|layer| &layer.heads).filter(|head| head.accumulator.is_some_and(|n| usize::from(n) == at));
    let (reading, others): (Vec<&Head>, Vec<&Head>) =
        heads.filter(|head| head.period != Period::Visit).partition(|head| reads(head, figure));
    let heads = if reading.is_empty() { others } else { reading };
    // Bands that go on in the counter read what it holds over the year.
    let in_bands = |bands: &Bands| bands.over_year == u16::try_from(at).ok().map(BandCounter::Shared) && bands_read(bands, figure);
    let bands = policy.benefits.iter().flat_map(|of| &of.layers).filter_map(|layer| layer.bands.as_ref()).any(in_bands);
    let yearly = bands.then(|| own(names.key().to_owned(), None));
    heads.into_iter().map(|head| key(names.key(), head, None)).chain(yearly).collect()
}

/// Whether bands read a figure of their counter.
fn bands_read(bands: &Bands, figure: CounterFigure) -> bool {
    match figure {
        CounterFigure::Base => true,
        CounterFigure::Deductible => bands.from_zero,
        CounterFigure::Covered | CounterFigure::Paid | CounterFigure::Visits => false,
    }
}

/// The counter of a head.
fn key(accumulator: &str, head: &Head, benefit: Option<&str>) -> CounterKey {
    let mut by = head.by.clone();
    by.sort_unstable();
    CounterKey { benefit: benefit.map(str::to_owned), accumulator: accumulator.to_owned(), period: head.period, by }
}

/// Whether a head reads a figure of its counter.
fn reads(head: &Head, figure: CounterFigure) -> bool {
    match figure {
        CounterFigure::Covered => head.word == HeadWord::Limit,
        CounterFigure::Deductible => head.word == HeadWord::Deductible,
        CounterFigure::Base => head.word == HeadWord::LimitAbove,
        CounterFigure::Paid => head.word == HeadWord::Cap,
        CounterFigure::Visits => false,
    }
}

/// How a claim's counter rows spell a period; `None` where its dates (or its episode) do not tell.
fn period(policy: &Policy, period: Period, claim: &Claim) -> Option<String> {
    match period {
        Period::Visit => None,
        Period::Stay => claim.get(role_key(policy, Role::Episode)).map(|episode| format!("episode:{}", text(episode))),
        Period::Month => year_day(policy, claim).map(|day| format!("{:04}-{:02}", day.year(), day.month())),
        Period::Year => year_day(policy, claim).map(|day| format!("{:04}", policy.settings.year_start.year(day))),
    }
}

/// The day whose year and month key the counters of a claim.
fn year_day(policy: &Policy, claim: &Claim) -> Option<NaiveDate> {
    day(policy, policy.settings.year_of, claim)
}

/// The day a setting such as `year of care_end` names.
pub(super) fn day(policy: &Policy, setting: Option<FactId>, claim: &Claim) -> Option<NaiveDate> {
    day_facts(policy, setting).into_iter().find_map(|names| match claim.get(names.key()) {
        Some(Value::Date(day)) => Some(*day),
        Some(Value::Text(_) | Value::Number(_) | Value::Bool(_)) | None => None,
    })
}

/// The facts that give the day of a setting, the first stated one counts.
fn day_facts(policy: &Policy, setting: Option<FactId>) -> Vec<Names> {
    let Some(fact) = setting.and_then(|id| policy.scope.fact(id)) else { return Vec::new() };
    match fact.role {
        Some(Role::CareStart) => vec![role_names(policy, Role::Admitted), role_names(policy, Role::Visited)],
        Some(Role::CareEnd) => vec![role_names(policy, Role::Discharged), role_names(policy, Role::Visited)],
        Some(_) | None => vec![fact.names.clone()],
    }
}

/// The amount of a figure in the row a key has for a claim; nothing counted is 0. `None` where the claim does not tell the period.
pub(super) fn counted(policy: &Policy, key: &CounterKey, figure: CounterFigure, claim: &Claim, rows: &[CounterRow]) -> Option<i64> {
    let period = period(policy, key.period, claim)?;
    let values: Vec<(String, String)> = key.by.iter().filter_map(|id| spelt(policy, *id, claim)).collect();
    let own = |row: &&CounterRow| {
        let same = row.policy == policy.name && row.accumulator == key.accumulator && row.period == period;
        let kept = kept_by(policy, key).eq(row.by.keys().map(String::as_str));
        same && kept && values.iter().all(|(name, value)| row.by.get(name).is_some_and(|of| of.as_ref().is_none_or(|of| of == value)))
    };
    Some(rows.iter().find(own).map_or(0, |row| read(row, figure)))
}

/// A figure of a row: fen, or visits.
fn read(row: &CounterRow, figure: CounterFigure) -> i64 {
    match figure {
        CounterFigure::Covered => row.covered.fen(),
        CounterFigure::Deductible => row.deductible.fen(),
        CounterFigure::Base => row.base.fen(),
        CounterFigure::Paid => row.paid.fen(),
        CounterFigure::Visits => i64::from(row.visits.unwrap_or(0)),
    }
}

/// Sets figures in rows, adding the rows that are not there yet.
pub(super) fn set(rows: &mut Vec<CounterRow>, used: &[Used]) {
    for one in used {
        let at = rows.iter().position(|row| row.same_key(&one.key)).unwrap_or_else(|| {
            rows.push(one.key.clone());
            rows.len() - 1
        });
        let Some(row) = rows.get_mut(at) else { continue };
        let money = Money::from_fen(one.amount);
        match one.figure {
            CounterFigure::Covered => row.covered = money,
            CounterFigure::Deductible => row.deductible = money,
            CounterFigure::Base => row.base = money,
            CounterFigure::Paid => row.paid = money,
            CounterFigure::Visits => row.visits = Some(u32::try_from(one.amount).unwrap_or(u32::MAX)),
        }
    }
}
