//! The part of JSON Schema (draft 7) that the schema of SARIF uses; another keyword fails, so that none is passed over.

use serde_json::{Map, Value};

/// Everything in `value` that the schema forbids.
pub fn faults(root: &Value, value: &Value) -> Vec<String> {
    let mut out = Vec::new();
    check(root, root, value, "$", &mut out);
    out
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, out: &mut Vec<String>) {
    for (word, rule) in schema.as_object().unwrap() {
        match word.as_str() {
            "$schema" | "$id" | "title" | "description" | "default" | "definitions" => {}
            "properties" | "additionalProperties" | "items" => {}
            "$ref" => {
                let target = root.pointer(rule.as_str().unwrap().trim_start_matches('#')).unwrap();
                check(root, target, value, at, out);
            }
            "anyOf" | "oneOf" => {
                let fits = rule.as_array().unwrap().iter().filter(|one| fits(root, one, value)).count();
                if fits == 0 || (word == "oneOf" && fits > 1) {
                    out.push(format!("{at}: {fits} of {word} fit"));
                }
            }
            _ if !keeps(word, rule, value) => out.push(format!("{at}: {value} breaks {word} {rule}")),
            _ => {}
        }
    }
    if let Some(object) = value.as_object() {
        inside(root, schema, object, at, out);
    }
    if let (Some(items), Some(all)) = (schema.get("items"), value.as_array()) {
        all.iter().enumerate().for_each(|(n, one)| check(root, items, one, &format!("{at}[{n}]"), out));
    }
}

fn fits(root: &Value, schema: &Value, value: &Value) -> bool {
    let mut out = Vec::new();
    check(root, schema, value, "", &mut out);
    out.is_empty()
}

fn inside(root: &Value, schema: &Value, object: &Map<String, Value>, at: &str, out: &mut Vec<String>) {
    let known = schema.get("properties").and_then(Value::as_object);
    for (key, value) in object {
        let at = format!("{at}.{key}");
        match (known.and_then(|known| known.get(key)), schema.get("additionalProperties")) {
            (Some(own), _) => check(root, own, value, &at, out),
            (None, Some(Value::Bool(false))) => out.push(format!("{at} is not known")),
            (None, Some(other @ Value::Object(_))) => check(root, other, value, &at, out),
            (None, _) => {}
        }
    }
}

/// Whether a value keeps one keyword that looks at nothing but itself.
fn keeps(word: &str, rule: &Value, value: &Value) -> bool {
    let integer = |value: &Value| value.is_i64() || value.is_u64();
    match word {
        "type" => rule.as_str().into_iter().chain(rule.as_array().into_iter().flatten().filter_map(Value::as_str)).any(|kind| match kind {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "number" => value.is_number(),
            "integer" => integer(value),
            "null" => value.is_null(),
            other => panic!("unknown type {other}"),
        }),
        "enum" => rule.as_array().unwrap().contains(value),
        "required" => {
            value.as_object().is_none_or(|object| rule.as_array().unwrap().iter().all(|key| object.contains_key(key.as_str().unwrap())))
        }
        "minItems" => value.as_array().is_none_or(|all| u64::try_from(all.len()).unwrap() >= rule.as_u64().unwrap()),
        "uniqueItems" => {
            !rule.as_bool().unwrap() || value.as_array().is_none_or(|all| all.iter().enumerate().all(|(n, one)| !all[..n].contains(one)))
        }
        "minimum" => value.as_i64().is_none_or(|n| n >= rule.as_i64().unwrap()),
        "maximum" => value.as_i64().is_none_or(|n| n <= rule.as_i64().unwrap()),
        // References are ASCII without blanks; dates, which nothing here writes, are not looked into.
        "format" => match (rule.as_str().unwrap(), value.as_str()) {
            ("uri" | "uri-reference", Some(text)) => text.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&b)),
            _ => true,
        },
        // The one pattern that anything here meets is that of a language.
        "pattern" => match (rule.as_str().unwrap(), value.as_str()) {
            (_, None) => true,
            (pattern, Some(text)) if pattern.starts_with("^[a-zA-Z]{2}|") => text.bytes().take_while(u8::is_ascii_alphabetic).count() >= 2,
            (pattern, _) => panic!("no reading of {pattern}"),
        },
        other => panic!("unknown keyword {other}"),
    }
}
