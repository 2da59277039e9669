//! JSON Schema (2020-12) of what goes in, a claim over a vocabulary, and of what comes out, a settlement.

use crate::claim::json::COUNTER_KEYS;
use crate::claim::{FILING_FAILURES, LayerFigure, ROUTES, Role};
use crate::plan::{FactKind, FactPlan, Names, Plan, codes};
use serde_json::{Map, Value, json};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
/// Yuan as claims may write it: no sign, at most two decimals.
const MONEY_IN: &str = "^(0|[1-9][0-9]{0,13})(\\.[0-9]{1,2}0*)?$";
/// Yuan as results write it: two decimals.
const MONEY_OUT: &str = "^-?[0-9]+\\.[0-9]{2}$";
/// A day; a time of the day may follow.
const DATE: &str = concat!(
    "^(19|[2-9][0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
    "([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]+)?)?)?$"
);
/// A whole number in quotes.
const WHOLE: &str = "^(0|-?[1-9][0-9]*)(\\.0+)?$";
/// A quantity in quotes: at most six decimals.
const QUANTITY: &str = "^(0|[1-9][0-9]*)(\\.[0-9]{1,6}0*)?$";
/// A rate in quotes: a part of one, in percent, or a fraction.
const RATE: &str = "^((0|[1-9][0-9]*)(\\.[0-9]+)?[%％]?|(0|[1-9][0-9]{0,4})/[1-9][0-9]{0,4})$";

/// The schema of a claim: one object, a fact under either of its names or its field. `given` names the sums a layer settled
/// elsewhere is given by (`pool.paid`), each under both names.
///
/// A fact that stands several times (two policies declare it each for itself) takes what any of them takes.
pub fn claim_schema(facts: &[FactPlan], given: &[Names]) -> Value {
    let mut claim = Properties::default();
    let mut item = Properties::default();
    for fact in facts.iter().filter(|fact| !fact.derived) {
        let properties = if fact.of_item { &mut item } else { &mut claim };
        properties.add(&[&fact.names.latin, &fact.names.han, &fact.field], &fact_schema(fact));
    }
    for names in given {
        claim.add(&[&names.latin, &names.han], &money_in());
    }
    claim.add(&["items", "明细表"], &json!({ "type": ["array", "null"], "items": { "$ref": "#/$defs/item" } }));
    claim.add(&["counters", "累计"], &json!({ "type": ["array", "null"], "items": { "$ref": "#/$defs/counter" } }));
    let mut out = Map::new();
    out.insert("$schema".to_owned(), DIALECT.into());
    out.insert("title".to_owned(), "claim".into());
    out.extend(claim.object());
    out.insert("$defs".to_owned(), json!({ "item": item.object(), "counter": counter_in() }));
    Value::Object(out)
}

/// The schema of the claims a plan can settle: the facts of every policy, what a layer settled elsewhere is given by, and parts
/// a claim may bring as sums.
pub fn claim_schema_of(plan: &Plan) -> Value {
    let facts: Vec<FactPlan> = plan.policies.iter().flat_map(|policy| policy.facts.iter().cloned()).collect();
    let mut sums = Vec::new();
    for policy in &plan.policies {
        sums.extend(policy.parts.iter().map(|part| part.names.clone()));
        let layers = policy.benefits.iter().flat_map(|benefit| &benefit.layers).filter(|layer| layer.given);
        for (layer, (latin, han)) in layers.flat_map(|layer| LayerFigure::GIVEN.map(|figure| (layer, figure.names()))) {
            let name = |layer: &str, figure: &str| if layer.is_empty() { String::new() } else { format!("{layer}.{figure}") };
            sums.push(Names { latin: name(&layer.names.latin, latin), han: name(&layer.names.han, han) });
        }
    }
    claim_schema(&facts, &sums)
}

/// Named properties of an object, some of which are several names of one thing.
#[derive(Default)]
struct Properties {
    named: Map<String, Value>,
    pairs: Vec<(String, String)>,
}

impl Properties {
    /// Adds a property under each of these names that is not empty.
    fn add(&mut self, names: &[&str], schema: &Value) {
        let names: Vec<&str> = names.iter().copied().filter(|name| !name.is_empty()).collect();
        for (at, name) in names.iter().enumerate() {
            if names[..at].contains(name) {
                continue;
            }
            match self.named.get_mut(*name) {
                None => drop(self.named.insert((*name).to_owned(), schema.clone())),
                Some(old) if old == schema => {}
                Some(old) => match old.get_mut("anyOf").and_then(Value::as_array_mut) {
                    Some(any) if any.contains(schema) => {}
                    Some(any) => any.push(schema.clone()),
                    None => *old = json!({ "anyOf": [old.take(), schema] }),
                },
            }
            for other in names[..at].iter().filter(|other| *other != name) {
                let pair = ((*other).to_owned(), (*name).to_owned());
                if !self.pairs.contains(&pair) {
                    self.pairs.push(pair);
                }
            }
        }
    }

    /// Keys beginning with `_` pass, others are refused, and so are two names of one thing.
    fn object(self) -> Map<String, Value> {
        let mut out = Map::new();
        out.insert("type".to_owned(), "object".into());
        out.insert("properties".to_owned(), Value::Object(self.named));
        out.insert("patternProperties".to_owned(), json!({ "^_": true }));
        out.insert("additionalProperties".to_owned(), false.into());
        let both: Vec<_> = self.pairs.iter().map(|(one, other)| json!({ "not": { "required": [one, other] } })).collect();
        if !both.is_empty() {
            out.insert("allOf".to_owned(), both.into());
        }
        out
    }
}

/// What a fact may be stated as; nothing (`null`) is as good as absent.
fn fact_schema(fact: &FactPlan) -> Value {
    match (Role::of(&fact.names.latin), fact.of_item) {
        (Some(Role::Id | Role::PersonId), false) => return id(&json!([])),
        (Some(Role::Reverses), false) => return id(&json!([{ "type": "null" }])),
        (Some(Role::ItemFirstPay), true) => return number_or(RATE, &json!({ "type": "number", "minimum": 0, "maximum": 1 })),
        (Some(Role::ItemQuantity), true) => return number_or(QUANTITY, &json!({ "type": "number", "exclusiveMinimum": 0 })),
        (Some(_) | None, _) => {}
    }
    match &fact.kind {
        FactKind::Enum(values) => {
            let mut all: Vec<Value> = Vec::new();
            let mut add = |value: Value| {
                if !all.contains(&value) {
                    all.push(value);
                }
            };
            for (names, written) in values {
                [&names.latin, &names.han].into_iter().filter(|name| !name.is_empty()).for_each(|name| add(name.as_str().into()));
                for code in codes(written) {
                    add(code.into());
                    // A code that a number can write may stand as one.
                    code.parse::<u32>().ok().filter(|number| number.to_string() == code).into_iter().for_each(|number| add(number.into()));
                }
            }
            add(Value::Null);
            json!({ "enum": all })
        }
        FactKind::YesNo => json!({ "enum": [true, false, "yes", "no", "true", "false", "是", "否", null] }),
        FactKind::Count | FactKind::Age | FactKind::Years => whole(fact.bounds),
        FactKind::Region => json!({ "anyOf": [
            { "type": "string", "pattern": "^[1-9][0-9]{5}$" },
            { "type": "integer", "minimum": 100_000, "maximum": 999_999 },
            { "type": "null" }
        ] }),
        FactKind::Date => json!({ "type": ["string", "null"], "pattern": DATE }),
        FactKind::Money => money_in(),
        // A whole number means the text it is written as; `7.0` is refused, which a schema cannot say.
        FactKind::Text(_) => json!({ "type": ["string", "integer", "null"] }),
    }
}

/// What names something: text, or a whole number; beside it `others`.
fn id(others: &Value) -> Value {
    let mut any = vec![json!({ "type": "string", "pattern": "\\S" }), json!({ "type": "integer" })];
    any.extend(others.as_array().into_iter().flatten().cloned());
    json!({ "anyOf": any })
}

/// A number, or a text that spells one; `null` is as good as absent.
fn number_or(pattern: &str, number: &Value) -> Value {
    json!({ "anyOf": [{ "type": "string", "pattern": pattern }, number, { "type": "null" }] })
}

fn whole((least, most): (i64, i64)) -> Value {
    let mut number = Map::new();
    number.insert("type".to_owned(), "integer".into());
    if least != i64::MIN {
        number.insert("minimum".to_owned(), least.into());
    }
    if most != i64::MAX {
        number.insert("maximum".to_owned(), most.into());
    }
    number_or(WHOLE, &Value::Object(number))
}

fn money_in() -> Value {
    number_or(MONEY_IN, &json!({ "type": "number", "minimum": 0 }))
}

fn counter_in() -> Value {
    let mut properties = Map::new();
    for key in COUNTER_KEYS {
        let schema = match key {
            "policy" | "accumulator" | "period" => json!({ "type": ["string", "integer"] }),
            "by" => json!({ "type": ["object", "null"], "additionalProperties": { "type": ["string", "integer", "boolean", "null"] } }),
            "visits" => whole((0, i64::from(u32::MAX))),
            _ => money_in(),
        };
        properties.insert(key.to_owned(), schema);
    }
    json!({
        "type": "object",
        "properties": properties,
        "required": ["policy", "accumulator", "period"],
        "anyOf": [{ "required": ["covered", "deductible", "base", "paid"] }, { "required": ["visits"] }],
        "additionalProperties": false
    })
}

/// The schema of one result: a settled claim, or one that was not settled.
pub fn settlement_schema() -> Value {
    json!({
        "$schema": DIALECT,
        "title": "settlement",
        "anyOf": [{ "$ref": "#/$defs/settled" }, { "$ref": "#/$defs/refused" }],
        "$defs": {
            "settled": settled(),
            "refused": open(&[
                ("id?", text()),
                ("index?", index()),
                ("errors", list(&closed(&[
                    ("code", json!({ "type": "string", "pattern": "^C0[0-9]{2}$" })),
                    ("message", text()),
                    ("fact?", text()),
                    ("clause?", reference("clause")),
                    ("help", text()),
                ]))),
            ]),
            "money": { "type": "string", "pattern": MONEY_OUT },
            "clause": closed(&[("path", text()), ("file", text()), ("line", json!({ "type": "integer", "minimum": 0 }))]),
            "reason": reason(),
            "counter": closed(&[
                ("policy", text()),
                ("accumulator", text()),
                ("period", text()),
                ("by?", json!({ "type": "object", "additionalProperties": { "type": ["string", "null"] } })),
                ("covered", reference("money")),
                ("deductible", reference("money")),
                ("base", reference("money")),
                ("paid", reference("money")),
                ("visits", json!({ "type": "integer", "minimum": 0 })),
            ])
        }
    })
}

fn settled() -> Value {
    let money = || reference("money");
    let filing_failures: Vec<_> = FILING_FAILURES.iter().map(|(code, _)| *code).collect();
    let routes: Vec<_> = ROUTES.iter().map(|(code, _)| *code).collect();
    let counters = || list(&reference("counter"));
    open(&[
        ("id?", text()),
        ("index?", index()),
        ("duplicate?", json!({ "enum": [true] })),
        ("reverses?", text()),
        ("reversed_by?", text()),
        ("policy", text()),
        ("version", text()),
        ("policy_hash", text()),
        ("benefit?", text()),
        ("route", json!({ "enum": routes })),
        ("reasons", list(&reference("reason"))),
        ("filing", text()),
        ("filing_reasons", list(&json!({ "$ref": "#/$defs/reason", "properties": { "code": { "enum": filing_failures } } }))),
        ("parts", list(&closed(&[("part", text()), ("amount", money())]))),
        ("layers", list(&layer())),
        ("partition", list(&closed(&[("part", text()), ("amount", money()), ("bearer", json!({ "enum": ["fund", "patient"] }))]))),
        ("total", money()),
        ("fund", money()),
        ("patient", money()),
        ("personal_account", money()),
        ("cash", money()),
        ("counters", closed(&[("before", counters()), ("after", counters())])),
        ("would_differ?", list(&would_differ())),
        ("defaulted", list(&closed(&[("fact", text()), ("value", text())]))),
        ("derived?", list(&closed(&[("fact", text()), ("value", text())]))),
        ("assumed", list(&closed(&[("head", text()), ("value", text())]))),
        (
            "steps",
            list(&closed(&[
                ("layer?", text()),
                ("step", text()),
                ("figures", json!({ "type": "object", "additionalProperties": text() })),
                ("result", text()),
                ("clause?", reference("clause")),
                ("citation?", text()),
            ])),
        ),
    ])
}

fn layer() -> Value {
    let mut fields = vec![("name", text()), ("label?", text()), ("fund?", text())];
    for figure in LayerFigure::ALL {
        fields.push((figure.names().0, reference("money")));
    }
    closed(&fields)
}

fn would_differ() -> Value {
    closed(&[("id?", text()), ("index?", index()), ("fund", reference("money")), ("would_be?", reference("money")), ("code?", text())])
}

fn reason() -> Value {
    closed(&[
        ("code", text()),
        ("effect?", json!({ "enum": ["manual", "refused"] })),
        ("clause?", reference("clause")),
        ("citation?", text()),
    ])
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn index() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

fn list(of: &Value) -> Value {
    json!({ "type": "array", "items": of })
}

fn reference(to: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{to}") })
}

/// An object of these keys and no other; a name that ends in `?` may be absent.
fn closed(fields: &[(&str, Value)]) -> Value {
    let properties: Map<_, _> = fields.iter().map(|(name, schema)| (name.trim_end_matches('?').to_owned(), schema.clone())).collect();
    let required: Vec<_> = fields.iter().map(|(name, _)| *name).filter(|name| !name.ends_with('?')).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// As [`closed`], but what the claim carried under keys beginning with `_` may follow.
fn open(fields: &[(&str, Value)]) -> Value {
    let mut out = closed(fields);
    if let Some(object) = out.as_object_mut() {
        object.insert("patternProperties".to_owned(), json!({ "^_": true }));
    }
    out
}
