//! One claim from one JSON object.

use super::counters::counters;
use super::entries::{Elements, Entries, kind};
use super::number::decimal;
use super::{DEPTH, FAULTS, KEYS, ROWS, refusal};
use crate::claim::words::{self, At, Kind};
use crate::claim::{Claim, ClaimFault, Item, ROLES, Refusal, Role, Value};
use crate::source::nearest;
use serde::de::DeserializeSeed;
use serde_json::value::RawValue;
use std::collections::BTreeSet;

/// The names of the lines of the bill.
const ITEMS: [&str; 2] = ["items", "明细表"];
/// The names of what was used up before.
const COUNTERS: [&str; 2] = ["counters", "累计"];

/// The claim a text holds, the `index`-th of its input; or all that keeps it from being one. `broken` says what of a text
/// that is not JSON.
pub(super) fn claim(text: &str, index: usize, broken: impl FnOnce(&serde_json::Error) -> ClaimFault) -> Result<Claim, Refusal> {
    let first = kind(text);
    if first != Kind::Object {
        let sound = serde_json::from_str::<&RawValue>(text);
        let fault = sound.map_or_else(|error| broken(&error), |_| words::not_an_object(first));
        return Err(refusal(index, fault));
    }
    let mut read = Vec::new();
    let mut reader = serde_json::Deserializer::from_str(text);
    let end = Entries { out: &mut read, limit: KEYS }.deserialize(&mut reader).and_then(|()| reader.end());
    let mut faults = Vec::new();
    let mut claim = Claim::default();
    match end {
        Ok(()) => fill(&mut claim, &read, &mut faults),
        Err(error) => faults.push(broken(&error)),
    }
    if faults.is_empty() {
        return Ok(claim);
    }
    faults.truncate(FAULTS);
    let id = id_of(&read);
    Err(Refusal { index: id.is_none().then_some(index), id, errors: faults, carried: claim.carried })
}

/// The claim's own number, where it states a readable one.
fn id_of(read: &[(String, &RawValue)]) -> Option<String> {
    let (latin, han) = Role::Id.names();
    let (_, raw) = read.iter().find(|(key, _)| key == latin || key == han)?;
    match kind(raw.get()) {
        Kind::Text => serde_json::from_str(raw.get()).ok(),
        Kind::Number => Some(raw.get().to_owned()),
        Kind::Bool | Kind::Null | Kind::List | Kind::Object => None,
    }
}

fn fill(claim: &mut Claim, read: &[(String, &RawValue)], faults: &mut Vec<ClaimFault>) {
    let mut seen = Seen::new(At::Claim, read.len(), faults);
    let mut named: [Option<&str>; 2] = [None, None];
    for (key, raw) in read {
        if !seen.first_time(key, faults) {
            continue;
        }
        let json = raw.get();
        if key.starts_with('_') {
            match compact(json) {
                // Half a surrogate pair is an escape that stands for no character: what holds one is no JSON to most readers.
                Some(text) if text.contains("\\u") && serde_json::from_str::<serde_json::Value>(&text).is_err() => {
                    faults.push(words::broken_text(At::Claim, key));
                }
                Some(text) => claim.carried.push((key.clone(), text)),
                None => faults.push(words::too_deep(key, DEPTH)),
            }
            continue;
        }
        let list = [ITEMS, COUNTERS].iter().position(|names| names.contains(&key.as_str()));
        if kind(json) == Kind::Null {
            claim.silent.extend(list.is_none().then(|| key.clone()));
            continue;
        }
        let Some(list) = list else {
            if let (of @ (Kind::List | Kind::Object), false) = (kind(json), is_standard(key)) {
                faults.push(words::unknown_list(key, of, list_meant(key)));
            } else if let Some(value) = value(At::Claim, key, json, faults) {
                claim.facts.push((key.clone(), value));
            }
            continue;
        };
        if let Some(other) = named.get(list).copied().flatten() {
            faults.push(words::both_names(other, key));
        } else if list == 0 {
            claim.items = items(key, json, faults);
        } else {
            claim.counters = counters(key, json, faults);
        }
        if let Some(name) = named.get_mut(list) {
            *name = Some(key);
        }
    }
}

/// Keys seen so far in one object.
pub(super) struct Seen {
    at: At,
    keys: BTreeSet<String>,
}

impl Seen {
    /// For an object of `count` keys: too many of them are a fault.
    pub(super) fn new(at: At, count: usize, faults: &mut Vec<ClaimFault>) -> Self {
        if count > KEYS {
            faults.push(words::too_many_keys(at, KEYS));
        }
        Self { at, keys: BTreeSet::new() }
    }

    /// Whether a key comes for the first time; a second time is a fault.
    pub(super) fn first_time(&mut self, key: &str, faults: &mut Vec<ClaimFault>) -> bool {
        let new = self.keys.insert(key.to_owned());
        if !new {
            faults.push(words::duplicate_key(self.at, latin(key)));
        }
        new
    }
}

/// The Latin name of a standard fact, or the key as it stands.
fn latin(key: &str) -> &str {
    ROLES.iter().find(|(_, _, han, _)| *han == key).map_or(key, |(_, latin, ..)| latin)
}

/// Whether a key names a standard fact.
fn is_standard(key: &str) -> bool {
    ROLES.iter().any(|(_, latin, han, _)| key == *latin || key == *han)
}

/// The key of a list that an unknown one comes near, or stands for in a word.
fn list_meant(key: &str) -> Option<&'static str> {
    let words = [("明细", "明细表"), ("item", "items"), ("累计", "累计"), ("counter", "counters")];
    let within = words.iter().find(|(word, _)| key.to_ascii_lowercase().contains(word)).map(|(_, name)| *name);
    within.or_else(|| nearest(key, ITEMS.into_iter().chain(COUNTERS)))
}

/// The stated value of a fact; what it means is for the policy's fact table to say.
fn value(at: At, key: &str, json: &str, faults: &mut Vec<ClaimFault>) -> Option<Value> {
    let read = match kind(json) {
        Kind::Text => serde_json::from_str(json).map(Value::Text).map_err(|_| words::broken_text(at, latin(key))),
        Kind::Number => decimal(json).map(Value::Number).ok_or_else(|| words::long_number(at, latin(key))),
        Kind::Bool => Ok(Value::Bool(json.trim() == "true")),
        other @ (Kind::Null | Kind::List | Kind::Object) => Err(words::wrong_value(at, latin(key), other)),
    };
    read.map_err(|fault| faults.push(fault)).ok()
}

/// The rows of a list; `None` after a fault.
pub(super) fn rows<'a>(key: &str, json: &'a str, faults: &mut Vec<ClaimFault>) -> Option<Vec<&'a RawValue>> {
    if kind(json) != Kind::List {
        faults.push(words::not_a_list(key, kind(json)));
        return None;
    }
    let mut out = Vec::new();
    // The text was read over once, so it is a list.
    let _ = Elements { out: &mut out, limit: ROWS }.deserialize(&mut serde_json::Deserializer::from_str(json));
    if out.len() > ROWS {
        faults.push(words::too_many_rows(key, ROWS));
        return None;
    }
    Some(out)
}

/// The entries of a row; `None` after a fault.
pub(super) fn row<'a>(at: At, key: &str, json: &'a str, faults: &mut Vec<ClaimFault>) -> Option<Vec<(String, &'a RawValue)>> {
    if kind(json) != Kind::Object {
        faults.push(words::row_not_an_object(at, key, kind(json)));
        return None;
    }
    let mut out = Vec::new();
    let mut reader = serde_json::Deserializer::from_str(json);
    if (Entries { out: &mut out, limit: KEYS }).deserialize(&mut reader).is_err() {
        faults.push(words::broken_text(at, key));
        return None;
    }
    Some(out)
}

fn items(key: &str, json: &str, faults: &mut Vec<ClaimFault>) -> Option<Vec<Item>> {
    let mut out = Vec::new();
    for (index, raw) in rows(key, json, faults)?.into_iter().enumerate() {
        if faults.len() >= FAULTS {
            break;
        }
        let at = At::Item(index + 1);
        let Some(entries) = row(at, key, raw.get(), faults) else { continue };
        let mut seen = Seen::new(at, entries.len(), faults);
        let mut item = Item::default();
        for (key, raw) in &entries {
            // A note on a line of the bill says nothing to anyone: no result has lines.
            if seen.first_time(key, faults) && !key.starts_with('_') && kind(raw.get()) != Kind::Null {
                item.facts.extend(value(at, key, raw.get(), faults).map(|value| (key.clone(), value)));
            }
        }
        out.push(item);
    }
    Some(out)
}

/// A JSON text on one line, without blanks between its parts; `None` where it is nested deeper than [`DEPTH`].
fn compact(json: &str) -> Option<String> {
    let mut out = String::with_capacity(json.len());
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for c in json.chars() {
        if in_text {
            in_text = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else {
            match c {
                '"' => in_text = true,
                '{' | '[' => depth += 1,
                '}' | ']' => depth = depth.saturating_sub(1),
                ' ' | '\t' | '\n' | '\r' => continue,
                _ => {}
            }
            if depth > DEPTH {
                return None;
            }
        }
        out.push(c);
    }
    Some(out)
}
