//! Claims as JSON: an object, a list, or one object to a line; and what became of them, in the same shape.

mod counters;
mod entries;
mod number;
mod object;
mod write;

use super::words::{self, Kind};
use super::{Claim, ClaimFault, CounterRow, Refusal};
use entries::{Elements, placed};
use serde::de::DeserializeSeed;

pub use counters::KEYS as COUNTER_KEYS;
pub use write::{write, write_all, write_claim, write_refused, write_settled, write_whole_claim};

/// Most rows of `items`, and of `counters`, of one claim.
pub const ROWS: usize = 100_000;
/// Most keys of one object.
pub const KEYS: usize = 1_000;
/// Deepest nesting of what is carried through.
pub const DEPTH: usize = 64;
/// Most faults told of one claim.
pub const FAULTS: usize = 50;

/// How the claims were written; their results are written the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// One object.
    Object,
    /// A list of objects.
    Array,
    /// One object to a line.
    Lines,
}

/// Claims that were read, or could not be, in input order.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimsIn {
    /// How they were written.
    pub shape: Shape,
    /// Each claim, or why it is none.
    pub claims: Vec<Result<Claim, Refusal>>,
}

impl ClaimsIn {
    fn one(shape: Shape, claim: Result<Claim, Refusal>) -> Self {
        Self { shape, claims: vec![claim] }
    }
}

/// Reads claims from bytes: as [`read`], where a line that is not UTF-8 is a claim that is refused.
pub fn read_bytes(bytes: &[u8]) -> ClaimsIn {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return read(text),
        Err(error) => error,
    };
    let mut read = read(&String::from_utf8_lossy(bytes));
    let lines = bytes.split(|byte| *byte == b'\n').enumerate();
    if read.shape == Shape::Lines {
        let filled = lines.filter(|(_, line)| std::str::from_utf8(line).map_or(true, |line| !line.trim().is_empty()));
        for ((at, line), (index, claim)) in filled.zip(read.claims.iter_mut().enumerate()) {
            if std::str::from_utf8(line).is_err() {
                *claim = Err(refusal(index, words::not_utf8(at + 1)));
            }
        }
    } else {
        let line = bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count() + 1;
        read = ClaimsIn::one(read.shape, Err(refusal(0, words::not_utf8(line))));
    }
    read
}

/// Reads claims. One that cannot be read does not stop the others; an empty text holds none.
pub fn read(text: &str) -> ClaimsIn {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match text.trim_start().bytes().next() {
        None => ClaimsIn { shape: Shape::Lines, claims: Vec::new() },
        Some(b'[') => list(text),
        Some(_) if is_lines(text) => ClaimsIn { shape: Shape::Lines, claims: lines(text) },
        Some(_) => ClaimsIn::one(Shape::Object, object::claim(text, 0, |error| placed(text, 0, error))),
    }
}

/// Reads the claim that one JSON object holds.
///
/// # Errors
/// All that keeps it from being one.
pub fn read_object(text: &str) -> Result<Claim, Refusal> {
    object::claim(text, 0, |error| placed(text, 0, error))
}

/// Reads the rows of `counters` alone, as a claim states them.
///
/// # Errors
/// All that keeps them from being rows.
pub fn read_counters(text: &str) -> Result<Vec<CounterRow>, Vec<ClaimFault>> {
    let mut faults = Vec::new();
    match counters::counters("counters", text, &mut faults) {
        Some(rows) if faults.is_empty() => Ok(rows),
        Some(_) | None => Err(faults),
    }
}

fn refusal(index: usize, fault: ClaimFault) -> Refusal {
    Refusal { id: None, index: Some(index), errors: vec![fault], carried: Vec::new() }
}

/// Whether a text that is not a list holds one claim to a line. A text that is one value is not; else one whose first line
/// is a value, or whose second line begins an object, is.
fn is_lines(text: &str) -> bool {
    let whole = |text: &str| serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok();
    let mut filled = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let (Some(first), Some(second)) = (filled.next(), filled.next()) else { return false };
    (whole(first) || second.starts_with('{')) && !whole(text)
}

fn lines(text: &str) -> Vec<Result<Claim, Refusal>> {
    let filled = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    filled.enumerate().map(|(index, (above, line))| object::claim(line, index, |error| placed(line, above, error))).collect()
}

fn list(text: &str) -> ClaimsIn {
    let mut elements = Vec::new();
    let mut reader = serde_json::Deserializer::from_str(text);
    let end = Elements { out: &mut elements, limit: usize::MAX }.deserialize(&mut reader).and_then(|()| reader.end());
    // The list was read over once, so of an element only a key can be unreadable.
    let element = |(index, raw): (usize, &&serde_json::value::RawValue)| match entries::kind(raw.get()) {
        Kind::Object => object::claim(raw.get(), index, |_| words::broken_key()),
        other => Err(refusal(index, words::not_an_object(other))),
    };
    let mut claims: Vec<_> = elements.iter().enumerate().map(element).collect();
    if let Err(error) = end {
        claims.push(Err(refusal(claims.len(), placed(text, 0, &error))));
    }
    ClaimsIn { shape: Shape::Array, claims }
}
