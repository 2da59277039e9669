//! The seam to the JSON parser: keys in written order with duplicates, values as their text, faults with their place.

use crate::claim::ClaimFault;
use crate::claim::words::{self, Kind};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;
use std::fmt;

/// What the parser said of a text, with line and column; `above` lines stand above the text.
pub(super) fn placed(text: &str, above: usize, error: &serde_json::Error) -> ClaimFault {
    let row = text.lines().nth(error.line().saturating_sub(1)).unwrap_or("");
    let column = row.char_indices().take_while(|(at, _)| *at < error.column()).count().max(1);
    let line = above + error.line().max(1);
    match error.classify() {
        Category::Eof => words::ends_early(line, column),
        // The parser tells these apart by its sentence alone.
        Category::Syntax if error.to_string().starts_with("trailing characters") => words::trailing(line, column),
        Category::Syntax | Category::Data | Category::Io => words::not_json(line, column),
    }
}

/// What a JSON text is, by its first letter.
pub(super) fn kind(json: &str) -> Kind {
    match json.trim_start().bytes().next() {
        Some(b'"') => Kind::Text,
        Some(b't' | b'f') => Kind::Bool,
        Some(b'[') => Kind::List,
        Some(b'{') => Kind::Object,
        Some(b'-' | b'0'..=b'9') => Kind::Number,
        _ => Kind::Null,
    }
}

/// Collects the entries of an object: what was read before a fault stays in `out`.
pub(super) struct Entries<'o, 'de> {
    /// Key and value.
    pub out: &'o mut Vec<(String, &'de RawValue)>,
    /// One more than this is collected, the rest is read over.
    pub limit: usize,
}

impl<'de> DeserializeSeed<'de> for Entries<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Entries<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let value = map.next_value::<&RawValue>()?;
            if self.out.len() <= self.limit {
                self.out.push((key, value));
            }
        }
        Ok(())
    }
}

/// Collects the elements of a list: what was read before a fault stays in `out`.
pub(super) struct Elements<'o, 'de> {
    /// The elements.
    pub out: &'o mut Vec<&'de RawValue>,
    /// One more than this is collected, the rest is read over.
    pub limit: usize,
}

impl<'de> DeserializeSeed<'de> for Elements<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Elements<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(element) = seq.next_element::<&RawValue>()? {
            if self.out.len() <= self.limit {
                self.out.push(element);
            }
        }
        Ok(())
    }
}
