//! A ledger as text: one JSON object a line, one line a person, in order of `person_id`.

use super::entry::{Act, Answer, Entry};
use super::person::Person;
use super::{Ledger, LedgerError, stored, words};
use crate::claim::{ClaimFault, CounterRow, json};
use crate::diagnostic::Words;
use serde::Deserialize;
use serde_json::value::RawValue;

/// One line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonIn<'a> {
    person_id: String,
    #[serde(borrow, default)]
    opening: Option<&'a RawValue>,
    #[serde(borrow)]
    counters: &'a RawValue,
    #[serde(borrow, default)]
    claims: Vec<EntryIn<'a>>,
}

/// A claim with its settlement and what it moved; a reversal stands alone.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryIn<'a> {
    #[serde(borrow)]
    claim: &'a RawValue,
    #[serde(borrow, default)]
    settlement: Option<&'a RawValue>,
    #[serde(borrow, default)]
    moved: Option<&'a RawValue>,
    /// An earlier form kept this beside what was moved, and no settlement.
    #[serde(borrow, default)]
    fund: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "personal_account")]
    _personal_account: Option<&'a RawValue>,
}

impl Ledger {
    /// Reads what [`Ledger::write`] wrote. A line with `person_id` and `counters` alone is a person who begins with those.
    ///
    /// # Errors
    /// The first line that is none.
    pub fn read(text: &str) -> Result<Self, LedgerError> {
        let mut out = Self::default();
        let lines = text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        for (above, text) in lines {
            let line = above + 1;
            let read: PersonIn<'_> = serde_json::from_str(text).map_err(|_| words::not_a_person(line))?;
            let id = read.person_id.trim().to_owned();
            if id.is_empty() {
                return Err(words::not_a_person(line).into());
            }
            if out.people.contains_key(&id) {
                return Err(words::same_person(line, &id).into());
            }
            out.people.insert(id, person(line, &read)?);
        }
        Ok(out)
    }

    /// Writes all that is known; people of whom nothing is known are left out.
    pub fn write(&self) -> String {
        let mut out = String::new();
        for (id, person) in &self.people {
            let Some(opening) = &person.opening else { continue };
            let mut keys = vec![("person_id", text(id))];
            if !person.history.is_empty() && !opening.is_empty() {
                keys.push(("opening", counters(opening)));
            }
            keys.push(("counters", counters(&person.now)));
            if !person.history.is_empty() {
                let claims: Vec<_> = person.history.iter().map(entry).collect();
                keys.push(("claims", format!("[{}]", claims.join(","))));
            }
            out.push_str(&object(&keys));
            out.push('\n');
        }
        out
    }
}

fn person(line: usize, read: &PersonIn<'_>) -> Result<Person, Words> {
    let rows = |raw: &RawValue| json::read_counters(raw.get()).map_err(|faults| first(line, &faults));
    let now = rows(read.counters)?;
    let opening = match read.opening {
        Some(opening) => rows(opening)?,
        None if read.claims.is_empty() => now.clone(),
        None => Vec::new(),
    };
    let mut out = Person::opening(Some(opening));
    for (at, entry) in read.claims.iter().enumerate() {
        let wrong = || words::not_an_entry(line, at + 1);
        let claim = json::read(entry.claim.get()).claims.pop().ok_or_else(wrong)?;
        let claim = claim.map_err(|refusal| first(line, &refusal.errors))?;
        let answer = match (entry.settlement, entry.moved, entry.fund) {
            (None, None, None) => None,
            (Some(settlement), Some(moved), None) => {
                Some(Answer { settlement: stored::read(settlement.get()).map_err(|_| wrong())?, moved: rows(moved)? })
            }
            (None, Some(_), Some(_)) => return Err(words::of_an_earlier_form(line)),
            _ => return Err(wrong()),
        };
        if !out.restore(&claim, answer) {
            return Err(wrong());
        }
    }
    if out.now == now { Ok(out) } else { Err(words::does_not_add_up(line)) }
}

fn first(line: usize, faults: &[ClaimFault]) -> Words {
    faults.first().map_or_else(|| words::not_a_person(line), |fault| words::inside(line, fault))
}

fn entry(entry: &Entry) -> String {
    let claim = ("claim", json::write_claim(&entry.claim));
    match &entry.act {
        Act::Reversal(_) => object(&[claim]),
        Act::Settled(answer) => object(&[claim, ("settlement", stored::write(&answer.settlement)), ("moved", counters(&answer.moved))]),
    }
}

fn counters(rows: &[CounterRow]) -> String {
    // Rows hold only texts, numbers and maps of texts: nothing that could fail.
    serde_json::to_string(rows).unwrap_or_else(|_| "[]".to_owned())
}

fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// An object of these keys, whose values are JSON already.
fn object(keys: &[(&str, String)]) -> String {
    let keys: Vec<_> = keys.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
    format!("{{{}}}", keys.join(","))
}
