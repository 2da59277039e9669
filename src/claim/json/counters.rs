//! The rows of `counters`.

use super::FAULTS;
use super::entries::kind;
use super::number::decimal;
use super::object::{Seen, row, rows};
use crate::claim::words::{self, At, Kind};
use crate::claim::{ClaimFault, CounterRow};
use crate::source::nearest;
use crate::value::{Money, is_plain_number, plain_number};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The keys of a row, in the order results write them.
pub const KEYS: [&str; 9] = ["policy", "accumulator", "period", "by", "covered", "deductible", "base", "paid", "visits"];

/// The sums of a row.
const SUMS: [&str; 4] = ["covered", "deductible", "base", "paid"];

/// The rows; `None` after a fault in the list itself.
pub(super) fn counters(key: &str, json: &str, faults: &mut Vec<ClaimFault>) -> Option<Vec<CounterRow>> {
    if kind(json) == Kind::Object {
        let whole = row(At::Claim, key, json, faults)?.iter().any(|(key, _)| key == "after");
        faults.push(if whole { words::whole_counters(key) } else { words::not_a_list(key, Kind::Object) });
        return None;
    }
    let mut out = Vec::new();
    let mut keys = BTreeSet::new();
    for (index, raw) in rows(key, json, faults)?.into_iter().enumerate() {
        if faults.len() >= FAULTS {
            break;
        }
        let at = At::Counter(index + 1);
        let Some(row) = counter(at, key, raw.get(), faults) else { continue };
        if !keys.insert((row.policy.clone(), row.accumulator.clone(), row.period.clone(), row.by.clone())) {
            faults.push(words::same_counter(at));
        }
        out.push(row);
    }
    Some(out)
}

fn counter(at: At, list: &str, json: &str, faults: &mut Vec<ClaimFault>) -> Option<CounterRow> {
    let before = faults.len();
    let entries = row(at, list, json, faults)?;
    let mut seen = Seen::new(at, entries.len(), faults);
    let mut out = CounterRow::default();
    for (key, raw) in &entries {
        let json = raw.get();
        if !seen.first_time(key, faults) || kind(json) == Kind::Null {
            continue;
        }
        match key.as_str() {
            "policy" => out.policy = text(at, key, json, faults),
            "accumulator" => out.accumulator = text(at, key, json, faults),
            "period" => out.period = period(at, json, faults),
            "by" => out.by = by(at, json, faults),
            "covered" => out.covered = money(at, key, json, faults),
            "deductible" => out.deductible = money(at, key, json, faults),
            "base" => out.base = money(at, key, json, faults),
            "paid" => out.paid = money(at, key, json, faults),
            "visits" => out.visits = Some(visits(at, json, faults)),
            other => faults.push(words::unknown_counter_key(at, other, nearest(other, KEYS))),
        }
    }
    let sound = faults.len() == before;
    for (key, value) in [("policy", &out.policy), ("accumulator", &out.accumulator), ("period", &out.period)] {
        if value.is_empty() && sound {
            faults.push(words::counter_key_missing(at, key));
        }
    }
    if faults.len() == before {
        let stated: BTreeSet<&str> = entries.iter().filter(|(_, raw)| kind(raw.get()) != Kind::Null).map(|(key, _)| key.as_str()).collect();
        whole(at, &out, &stated, faults);
    }
    (faults.len() == before).then_some(out)
}

/// Whether a row states all a settlement writes of its key, and its figures go together: nothing is read as zero because it is not
/// there. A benefit's own row counts visits and may leave out the sums; no other row needs visits.
fn whole(at: At, row: &CounterRow, stated: &BTreeSet<&str>, faults: &mut Vec<ClaimFault>) {
    let layer = row.accumulator.contains('.');
    let sums = SUMS.iter().any(|sum| stated.contains(sum));
    if layer || sums || !stated.contains("visits") {
        let visits = (!layer && !sums).then_some("visits");
        let lacks = SUMS.into_iter().chain(visits).filter(|key| !stated.contains(key));
        faults.extend(lacks.map(|key| words::counter_figure_missing(at, key)));
    }
    let parts = row.deductible.fen().checked_add(row.base.fen());
    if parts != Some(row.covered.fen()) {
        faults.push(words::counter_sums(at, row.covered, row.deductible, row.base));
    }
    if row.paid > row.base {
        faults.push(words::counter_overpaid(at, row.paid, row.base));
    }
}

/// A year, a month, or a stay.
fn period(at: At, json: &str, faults: &mut Vec<ClaimFault>) -> String {
    let before = faults.len();
    let text = text(at, "period", json, faults);
    if faults.len() == before && !text.is_empty() && !is_period(&text) {
        faults.push(words::counter_period(at, &text));
    }
    text
}

fn is_period(text: &str) -> bool {
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(stay) = text.strip_prefix("episode:") {
        return !stay.trim().is_empty();
    }
    match text.split_once('-') {
        None => digits(text, 4),
        Some((year, month)) => digits(year, 4) && digits(month, 2) && ("01"..="12").contains(&month),
    }
}

/// A text; a whole number counts as its digits (`2025`).
fn text(at: At, key: &str, json: &str, faults: &mut Vec<ClaimFault>) -> String {
    match kind(json) {
        Kind::Text => serde_json::from_str(json).unwrap_or_else(|_| {
            faults.push(words::broken_text(at, key));
            String::new()
        }),
        Kind::Number if json.bytes().all(|byte| byte.is_ascii_digit()) => json.to_owned(),
        other @ (Kind::Number | Kind::Bool | Kind::Null | Kind::List | Kind::Object) => {
            faults.push(words::counter_text(at, key, other));
            String::new()
        }
    }
}

/// The facts a row is kept by; `null` says that a fact does not apply.
fn by(at: At, json: &str, faults: &mut Vec<ClaimFault>) -> BTreeMap<String, Option<String>> {
    let Some(entries) = row(at, "by", json, faults) else { return BTreeMap::new() };
    let mut seen = Seen::new(at, entries.len(), faults);
    let mut out = BTreeMap::new();
    for (key, raw) in &entries {
        if seen.first_time(key, faults) {
            let value = match kind(raw.get()) {
                Kind::Null => None,
                Kind::Bool => Some(raw.get().to_owned()),
                Kind::Text | Kind::Number | Kind::List | Kind::Object => Some(text(at, key, raw.get(), faults)),
            };
            out.insert(key.clone(), value);
        }
    }
    out
}

/// Why something is no number that is read.
enum NoNumber {
    Form,
    Long,
}

/// What a number is, or a text that spells one.
fn number(json: &str) -> Result<Decimal, NoNumber> {
    match kind(json) {
        Kind::Text => {
            let text: String = serde_json::from_str(json).map_err(|_| NoNumber::Form)?;
            let long = if is_plain_number(&text) { NoNumber::Long } else { NoNumber::Form };
            plain_number(&text).ok_or(long)
        }
        Kind::Number => decimal(json).ok_or(NoNumber::Long),
        Kind::Bool | Kind::Null | Kind::List | Kind::Object => Err(NoNumber::Form),
    }
}

fn money(at: At, key: &str, json: &str, faults: &mut Vec<ClaimFault>) -> Money {
    let fault = match number(json) {
        Err(NoNumber::Form) => words::counter_money(at, key),
        Ok(yuan) if yuan.is_sign_negative() && !yuan.is_zero() => words::counter_negative(at, key),
        Ok(yuan) => match Money::from_yuan(yuan) {
            Some(money) => return money,
            None => words::counter_imprecise(at, key, yuan.normalize().scale() > 2),
        },
        Err(NoNumber::Long) => words::long_number(at, key),
    };
    faults.push(fault);
    Money::ZERO
}

fn visits(at: At, json: &str, faults: &mut Vec<ClaimFault>) -> u32 {
    let count = number(json).ok().filter(Decimal::is_integer);
    count.and_then(|count| u32::try_from(count).ok()).unwrap_or_else(|| {
        faults.push(words::counter_visits(at));
        0
    })
}
