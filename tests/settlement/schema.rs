//! The schemas say what is true: what goes in and what comes out fits them, and what does not is refused by them.

use serde_json::{Value, json};
use yibao::claim::json::{read, write_refused, write_settled};
use yibao::claim::{
    Assumed, ClaimFault, ClauseRef, CounterRow, Counters, Defaulted, Derived, Figure, LayerStatement, Part, PartitionLine, Reason, Refusal,
    Settlement, Step, WouldDiffer,
};
use yibao::diagnostic::{Code, Lang, Words};
use yibao::plan::{FactKind, FactPlan, Names, Slice};
use yibao::report::schema::{claim_schema, settlement_schema};
use yibao::value::Money;

/// As much of JSON Schema as the two schemas use; `pattern` and `format` aside.
fn fits(root: &Value, schema: &Value, value: &Value) -> bool {
    let Some(schema) = schema.as_object() else { return schema != &Value::Bool(false) };
    schema.iter().all(|(word, rule)| match word.as_str() {
        "$ref" => rule.as_str().and_then(|to| root.pointer(to.trim_start_matches('#'))).is_some_and(|to| fits(root, to, value)),
        "anyOf" => list(rule).iter().any(|one| fits(root, one, value)),
        "allOf" => list(rule).iter().all(|one| fits(root, one, value)),
        "not" => !fits(root, rule, value),
        "enum" => list(rule).contains(value),
        "type" => list(rule).iter().chain([rule]).filter_map(Value::as_str).any(|name| is(name, value)),
        "minimum" => value.as_i64().zip(rule.as_i64()).is_none_or(|(value, least)| value >= least),
        "maximum" => value.as_i64().zip(rule.as_i64()).is_none_or(|(value, most)| value <= most),
        "items" => list(value).iter().all(|one| fits(root, rule, one)),
        "required" => {
            value.as_object().is_none_or(|object| list(rule).iter().filter_map(Value::as_str).all(|key| object.contains_key(key)))
        }
        "properties" => value
            .as_object()
            .is_none_or(|object| object.iter().all(|(key, value)| rule.get(key).is_none_or(|schema| fits(root, schema, value)))),
        "additionalProperties" => value.as_object().is_none_or(|object| {
            let named = |key: &str| schema.get("properties").is_some_and(|all| all.get(key).is_some());
            let passes = |key: &str| schema.contains_key("patternProperties") && key.starts_with('_');
            object.iter().filter(|(key, _)| !named(key) && !passes(key)).all(|(_, value)| fits(root, rule, value))
        }),
        "$schema" | "$defs" | "title" | "pattern" | "format" | "patternProperties" => true,
        other => {
            assert_eq!(other, "", "a word this test does not know");
            false
        }
    })
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn is(name: &str, value: &Value) -> bool {
    match name {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        "null" => value.is_null(),
        _ => false,
    }
}

fn names(latin: &str, han: &str) -> Names {
    Names { latin: latin.to_owned(), han: han.to_owned() }
}

fn fact(latin: &str, han: &str, kind: FactKind) -> FactPlan {
    let bounds = if kind == FactKind::Age { (0, 130) } else { (i64::MIN, i64::MAX) };
    FactPlan {
        names: names(latin, han),
        kind,
        bounds,
        default: None,
        only_when: Slice::default(),
        of_item: false,
        derived: false,
        field: String::new(),
    }
}

fn vocabulary() -> Vec<FactPlan> {
    let care = vec![(names("inpatient", "住院"), "21".to_owned()), (names("", "门诊"), String::new())];
    let class = vec![(names("a", "甲"), String::new())];
    vec![
        fact("care", "就医类型", FactKind::Enum(care)),
        fact("age", "年龄", FactKind::Age),
        fact("injury", "外伤", FactKind::YesNo),
        fact("care_region", "就医地", FactKind::Region),
        fact("admitted", "入院日期", FactKind::Date),
        fact("total", "总费用", FactKind::Money),
        fact("disease", "", FactKind::Text(Vec::new())),
        FactPlan { derived: true, ..fact("filing", "备案", FactKind::Enum(Vec::new())) },
        FactPlan { of_item: true, ..fact("class", "甲乙丙", FactKind::Enum(class)) },
        FactPlan { of_item: true, ..fact("amount", "金额", FactKind::Money) },
    ]
}

#[test]
fn claims_fit_their_schema() {
    let schema = claim_schema(&vocabulary(), &[names("pool.paid", "统筹基金.支付")]);
    for claim in [
        json!({}),
        json!({ "care": "inpatient", "age": 45, "injury": true, "care_region": "440100", "admitted": "2025-03-01", "total": "30000.00" }),
        json!({ "就医类型": "门诊", "年龄": "45", "外伤": "否", "就医地": 440_100, "入院日期": null, "总费用": 30000.5, "disease": "癫痫" }),
        json!({ "_note": [1], "items": [{ "class": "甲", "金额": "1.20", "_line": 1 }], "counters": [], "pool.paid": "100" }),
        json!({ "明细表": null, "累计": [{ "policy": "a", "accumulator": "b", "period": 2025, "by": { "disease": "癫痫" },
            "covered": 2, "deductible": 1, "base": "1", "paid": 1, "visits": 2 }] }),
    ] {
        assert!(fits(&schema, &schema, &claim), "{claim}");
        assert!(read(&claim.to_string()).claims.iter().all(Result::is_ok), "{claim}");
    }
    for claim in [
        json!([]),
        json!({ "age": 131 }),
        json!({ "age": 4.5 }),
        json!({ "age": [45] }),
        json!({ "care": "hospital" }),
        json!({ "care": "inpatient", "就医类型": "住院" }),
        json!({ "filing": "unfiled" }),
        json!({ "wages": 3 }),
        json!({ "class": "a" }),
        json!({ "total": true }),
        json!({ "total": -1 }),
        json!({ "items": {} }),
        json!({ "items": [], "明细表": [] }),
        json!({ "items": [{ "class": "z" }] }),
        json!({ "items": [{ "total": "1" }] }),
        json!({ "counters": [{ "policy": "a", "accumulator": "b" }] }),
        json!({ "counters": [{ "policy": "a", "accumulator": "b", "period": "2025" }] }),
        json!({ "counters": [{ "policy": "a", "accumulator": "b.c", "period": "2025", "covered": 1, "base": 1, "paid": 0 }] }),
        json!({ "counters": [{ "policy": "a", "accumulator": "b", "period": "2025", "visits": 1, "extra": 1 }] }),
    ] {
        assert!(!fits(&schema, &schema, &claim), "{claim}");
    }
}

#[test]
fn fields_and_codes_of_the_interface_fit() {
    let care = vec![(names("inpatient", "住院"), "21 02".to_owned()), (names("outpatient", "门诊"), "11".to_owned())];
    let fact = |latin: &str, han: &str, kind, field: &str| FactPlan { field: field.to_owned(), ..fact(latin, han, kind) };
    let facts = [
        fact("care", "就医类型", FactKind::Enum(care), "med_type"),
        fact("age", "年龄", FactKind::Age, "age"),
        FactPlan { of_item: true, ..fact("amount", "金额", FactKind::Money, "det_item_fee_sumamt") },
    ];
    let schema = claim_schema(&facts, &[]);
    for claim in [
        json!({ "med_type": "21", "age": 45, "items": [{ "det_item_fee_sumamt": 1.2 }] }),
        json!({ "med_type": 11 }),
        json!({ "med_type": "02" }),
        json!({ "care": "21" }),
        json!({ "就医类型": "inpatient" }),
    ] {
        assert!(fits(&schema, &schema, &claim), "{claim}");
    }
    for claim in [
        json!({ "med_type": 2 }),
        json!({ "med_type": "21 02" }),
        json!({ "med_type": "22" }),
        json!({ "med_type": "21", "care": "21" }),
        json!({ "med_type": "21", "就医类型": "住院" }),
        json!({ "det_item_fee_sumamt": 1 }),
        json!({ "items": [{ "amount": 1, "det_item_fee_sumamt": 1 }] }),
    ] {
        assert!(!fits(&schema, &schema, &claim), "{claim}");
    }
}

#[test]
fn a_name_declared_twice_takes_either() {
    let one = |han: &str| FactKind::Enum(vec![(names("", han), String::new())]);
    let facts: Vec<_> = ["慢病", "特病", "慢病"].into_iter().map(|value| fact("kind", "种类", one(value))).collect();
    let schema = claim_schema(&facts, &[]);
    let fitting = |value: &str| fits(&schema, &schema, &json!({ "kind": value }));
    assert_eq!([fitting("慢病"), fitting("特病"), fitting("其他")], [true, true, false]);
    assert_eq!(schema.pointer("/properties/kind/anyOf").map(|any| list(any).len()), Some(2));
}

/// A settlement in which nothing is absent or empty.
fn full() -> Settlement {
    let clause = || Some(ClauseRef { path: "p/pool/rate".to_owned(), file: "p.yb".to_owned(), line: 7 });
    let name = |name: &str| name.to_owned();
    let reason = |code: &str, effect: &str| Reason {
        code: name(code),
        label: name("外伤"),
        effect: name(effect),
        clause: clause(),
        citation: name("办法 第九条"),
    };
    let row = CounterRow {
        policy: name("p"),
        accumulator: name("inpatient.pool"),
        period: name("2025"),
        by: [(name("disease"), Some(name("癫痫")))].into(),
        visits: Some(1),
        ..CounterRow::default()
    };
    let step = Step {
        layer: name("pool"),
        layer_label: name("统筹基金"),
        step: "deductible".into(),
        figures: vec![Figure { name: "met".into(), value: name("0.00") }],
        result: name("600.00"),
        clause: clause(),
        citation: name("办法 第九条"),
    };
    let layer = LayerStatement { name: name("pool"), label: name("统筹基金"), fund: name("basic"), ..LayerStatement::default() };
    Settlement {
        id: Some(name("a1")),
        index: None,
        duplicate: true,
        reverses: Some(name("a0")),
        reversed_by: Some(name("a2")),
        policy: name("p"),
        version: name("2023-01-01"),
        policy_hash: name("0123456789abcdef"),
        benefit: Some(name("inpatient")),
        route: name("manual"),
        reasons: vec![reason("injured", "manual")],
        filing: name("unfiled"),
        filing_reasons: vec![reason("not_filed", "")],
        parts: vec![Part { part: name("eligible"), label: name("合规费用"), amount: Money::from_fen(100) }],
        layers: vec![layer],
        partition: vec![PartitionLine { part: name("pool.paid"), label: name(""), amount: Money::from_fen(100), bearer: "fund".into() }],
        counters: Counters { before: vec![row.clone()], after: vec![row] },
        would_differ: vec![
            WouldDiffer { id: Some(name("a3")), would_be: Some(Money::from_fen(1)), ..WouldDiffer::default() },
            WouldDiffer { index: Some(3), code: Some(name("C021")), ..WouldDiffer::default() },
        ],
        defaulted: vec![Defaulted { fact: name("injury"), label: name("外伤"), value: name("no"), value_label: name("否") }],
        derived: vec![Derived { fact: name("admission"), label: name("住院次数"), value: name("2") }],
        assumed: vec![Assumed { head: name("inpatient.pool rate"), value: name("60%") }],
        steps: vec![step],
        carried: vec![(name("_row"), name("3"))],
        ..Settlement::default()
    }
}

fn parsed(line: &str) -> Value {
    serde_json::from_str(line).unwrap_or_default()
}

/// The keys of an object, in order, but for what was carried.
fn keys(value: &Value) -> Vec<&str> {
    value.as_object().map(|object| object.keys().map(String::as_str).filter(|key| !key.starts_with('_')).collect()).unwrap_or_default()
}

#[test]
fn settlements_fit_their_schema() {
    let schema = settlement_schema();
    let plain = Settlement { route: "refused".to_owned(), index: Some(0), ..Settlement::default() };
    for settlement in [full(), plain] {
        let line = write_settled(&settlement);
        assert!(fits(&schema, &schema, &parsed(&line)), "{line}");
    }
    let fault = |fact: Option<&str>, clause| ClaimFault {
        code: Code::C009,
        message: Words::new("a", "甲"),
        fact: fact.map(str::to_owned),
        clause,
        help: Words::new("b", "乙"),
    };
    let refusal = Refusal {
        id: None,
        index: Some(3),
        errors: vec![fault(None, None), fault(Some("age"), Some(ClauseRef::default()))],
        carried: vec![("_row".to_owned(), "3".to_owned())],
    };
    for lang in [Lang::En, Lang::Zh] {
        let line = write_refused(&refusal, lang);
        assert!(fits(&schema, &schema, &parsed(&line)), "{line}");
    }
}

#[test]
fn the_schema_names_exactly_the_keys_of_a_settlement() {
    let schema = settlement_schema();
    let result = parsed(&write_settled(&full()));
    let at = |pointer: &str| schema.pointer(pointer).map(|schema| keys(schema)).unwrap_or_default();
    let found = |pointer: &str| result.pointer(pointer).map(|value| keys(value)).unwrap_or_default();
    let mut top = at("/$defs/settled/properties");
    top.retain(|key| *key != "index");
    assert_eq!(top, found(""), "in the same order");
    for (defined, pointer) in [
        ("/$defs/settled/properties/parts/items/properties", "/parts/0"),
        ("/$defs/settled/properties/layers/items/properties", "/layers/0"),
        ("/$defs/settled/properties/partition/items/properties", "/partition/0"),
        ("/$defs/settled/properties/counters/properties", "/counters"),
        ("/$defs/settled/properties/defaulted/items/properties", "/defaulted/0"),
        ("/$defs/settled/properties/derived/items/properties", "/derived/0"),
        ("/$defs/settled/properties/assumed/items/properties", "/assumed/0"),
        ("/$defs/settled/properties/steps/items/properties", "/steps/0"),
        ("/$defs/reason/properties", "/reasons/0"),
        ("/$defs/clause/properties", "/reasons/0/clause"),
        ("/$defs/counter/properties", "/counters/after/0"),
    ] {
        assert_eq!(at(defined), found(pointer), "{pointer}");
        assert!(!found(pointer).is_empty(), "{pointer}");
    }
}

#[test]
fn what_is_no_settlement_is_refused() {
    let schema = settlement_schema();
    for (pointer, value) in [
        ("/total", json!(3)),
        ("/route", json!("by hand")),
        ("/layers/0/paid", Value::Null),
        ("/partition/0/bearer", json!("hospital")),
        ("/filing_reasons/0/code", json!("lost")),
        ("/counters/after/0/visits", json!(-1)),
        ("/steps/0/figures/met", json!(0)),
    ] {
        let mut result = parsed(&write_settled(&full()));
        assert!(result.pointer(pointer).is_some(), "{pointer}");
        if let Some(slot) = result.pointer_mut(pointer) {
            *slot = value;
        }
        assert!(!fits(&schema, &schema, &result), "{pointer}");
    }
}
