//! Results as JSON: one line each, keys in the order of the result types, what was carried at the end.

use super::Shape;
use crate::claim::{Claim, ClaimFault, Outcome, Refusal, Settlement, Value};
use crate::diagnostic::Lang;
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

/// A settled claim on one line. Its keys and names are the same in every language.
pub fn write_settled(settlement: &Settlement) -> String {
    line(settlement, &settlement.carried)
}

/// A claim that was not settled, on one line; message and help in one language.
pub fn write_refused(refusal: &Refusal, lang: Lang) -> String {
    line(&RefusalIn { refusal, lang }, &refusal.carried)
}

/// What became of a claim, on one line.
pub fn write(outcome: &Outcome, lang: Lang) -> String {
    match outcome {
        Outcome::Settled(settlement) => write_settled(settlement),
        Outcome::Refused(refusal) => write_refused(refusal, lang),
    }
}

/// What became of all, in the shape the claims came in, one to a line; it ends with a line break.
pub fn write_all<'a>(shape: Shape, outcomes: impl IntoIterator<Item = &'a Outcome>, lang: Lang) -> String {
    let lines: Vec<_> = outcomes.into_iter().map(|outcome| write(outcome, lang)).collect();
    match shape {
        Shape::Object | Shape::Lines => lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect(),
        Shape::Array if lines.is_empty() => "[]\n".to_owned(),
        Shape::Array => format!("[\n{}\n]\n", lines.join(",\n")),
    }
}

/// A claim on one line, as [`super::read`] reads it: facts, items and counters as they are stated, without what is carried.
pub fn write_claim(claim: &Claim) -> String {
    object(&stated(claim))
}

/// A claim on one line with what is carried.
pub fn write_whole_claim(claim: &Claim) -> String {
    let mut keys = stated(claim);
    let key = |key: &str| serde_json::Value::from(key).to_string();
    keys.extend(claim.carried.iter().map(|(name, json)| format!("{}:{json}", key(name))));
    object(&keys)
}

/// Facts, items and counters of a claim, each as key and value.
fn stated(claim: &Claim) -> Vec<String> {
    let mut keys: Vec<String> = claim.facts.iter().map(fact).collect();
    if let Some(items) = &claim.items {
        let items: Vec<String> = items.iter().map(|item| object(&item.facts.iter().map(fact).collect::<Vec<_>>())).collect();
        keys.push(format!("\"items\":[{}]", items.join(",")));
    }
    if let Some(rows) = &claim.counters {
        // Rows hold only texts, numbers and maps of texts: nothing that could fail.
        keys.push(format!("\"counters\":{}", serde_json::to_string(rows).unwrap_or_else(|_| "[]".to_owned())));
    }
    keys
}

fn object(keys: &[String]) -> String {
    format!("{{{}}}", keys.join(","))
}

/// A fact as key and value; a number as its digits, which JSON takes as they are.
fn fact((key, value): &(String, Value)) -> String {
    let text = |text: &str| serde_json::Value::from(text).to_string();
    let value = match value {
        Value::Text(stated) => text(stated),
        Value::Date(date) => text(&date.to_string()),
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) => yes.to_string(),
    };
    format!("{}:{value}", text(key))
}

/// A value that serialises to an object with at least one key, with what was carried behind it.
fn line(value: &impl Serialize, carried: &[(String, String)]) -> String {
    // These types hold only texts, numbers and lists of them under text keys: nothing that could fail.
    let mut out = serde_json::to_string(value).unwrap_or_else(|_| "{}".to_owned());
    if out.pop().is_some() {
        for (key, json) in carried {
            if !out.ends_with('{') {
                out.push(',');
            }
            out.push_str(&serde_json::Value::from(key.as_str()).to_string());
            out.push(':');
            out.push_str(json);
        }
        out.push('}');
    }
    out
}

struct RefusalIn<'a> {
    refusal: &'a Refusal,
    lang: Lang,
}

impl Serialize for RefusalIn<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(id) = &self.refusal.id {
            map.serialize_entry("id", id)?;
        }
        if let Some(index) = &self.refusal.index {
            map.serialize_entry("index", index)?;
        }
        map.serialize_entry("errors", &FaultsIn { faults: &self.refusal.errors, lang: self.lang })?;
        map.end()
    }
}

struct FaultsIn<'a> {
    faults: &'a [ClaimFault],
    lang: Lang,
}

impl Serialize for FaultsIn<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.faults.len()))?;
        for fault in self.faults {
            seq.serialize_element(&FaultIn { fault, lang: self.lang })?;
        }
        seq.end()
    }
}

struct FaultIn<'a> {
    fault: &'a ClaimFault,
    lang: Lang,
}

impl Serialize for FaultIn<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", self.fault.code.as_str())?;
        map.serialize_entry("message", self.fault.message.of(self.lang))?;
        if let Some(fact) = &self.fault.fact {
            map.serialize_entry("fact", fact)?;
        }
        if let Some(clause) = &self.fault.clause {
            map.serialize_entry("clause", clause)?;
        }
        map.serialize_entry("help", self.fault.help.of(self.lang))?;
        map.end()
    }
}
