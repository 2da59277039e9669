//! Claims as JSON: every shape, every fault with its place, and results that go out as they came in.

use rust_decimal::Decimal;
use yibao::claim::json::{self, ClaimsIn, Shape, read, read_bytes, write_all, write_refused, write_settled};
use yibao::claim::{Claim, ClaimFault, ClauseRef, CounterRow, Counters, Outcome, Refusal, Settlement, Value};
use yibao::diagnostic::{Code, Lang, Words};
use yibao::value::Money;

/// The one claim of a text; an empty one where it was refused.
fn claim(text: &str) -> Claim {
    let mut all = read(text).claims;
    assert_eq!(all.len(), 1, "{text}");
    all.pop().and_then(Result::ok).unwrap_or_default()
}

/// The refusals of a text.
fn refusals(text: &str) -> Vec<Refusal> {
    read(text).claims.into_iter().filter_map(Result::err).collect()
}

fn faults(text: &str) -> Vec<ClaimFault> {
    refusals(text).into_iter().flat_map(|refusal| refusal.errors).collect()
}

fn codes(text: &str) -> Vec<&'static str> {
    faults(text).iter().map(|fault| fault.code.as_str()).collect()
}

fn number(text: &str) -> Value {
    Value::Number(Decimal::from_str_exact(text).unwrap_or(Decimal::MAX))
}

/// How claims were written, and of each whether it was read.
fn outline(read: &ClaimsIn) -> (Shape, Vec<bool>) {
    (read.shape, read.claims.iter().map(Result::is_ok).collect())
}

#[test]
fn the_shape_is_seen() {
    for (text, shape, sound) in [
        (r#"{"id": "a"}"#, Shape::Object, vec![true]),
        ("{\n  \"id\": \"a\",\n  \"items\": [\n    {\"code\": \"x\"},\n    {\"code\": \"y\"}\n  ]\n}\n", Shape::Object, vec![true]),
        ("\u{feff}{\"id\": \"a\"}", Shape::Object, vec![true]),
        (r#"[{"id": "a"}, {"id": "b"}]"#, Shape::Array, vec![true, true]),
        ("[]", Shape::Array, vec![]),
        ("", Shape::Lines, vec![]),
        (" \n\n", Shape::Lines, vec![]),
        ("{\"id\": \"a\"}\n{\"id\": \"b\"}\n", Shape::Lines, vec![true, true]),
        ("{\"id\": \"a\"}\r\n\r\n{\"id\": \"b\"}", Shape::Lines, vec![true, true]),
        // One bad claim does not stop the others.
        ("{\"id\": \"a\"}\nnonsense\n{\"id\": \"b\"}", Shape::Lines, vec![true, false, true]),
        ("{\"id\": \"a\n{\"id\": \"b\"}", Shape::Lines, vec![false, true]),
        ("nonsense\n{\"id\": \"b\"}", Shape::Lines, vec![false, true]),
        (r#"[{"id": "a"}, 3, null, {"id": "b"}]"#, Shape::Array, vec![true, false, false, true]),
        (r#"[{"id": "a"}, {"id": "b", }]"#, Shape::Array, vec![true, false]),
        (r#"[{"id": "a"}] x"#, Shape::Array, vec![true, false]),
        ("nonsense", Shape::Object, vec![false]),
        ("{", Shape::Object, vec![false]),
        ("{\n  \"id\": \"a\",\n  \"items\": [\n    {\"code\": \"x\"}\n    {\"code\": \"y\"}\n  ]\n}\n", Shape::Object, vec![false]),
    ] {
        assert_eq!(outline(&read(text)), (shape, sound), "{text}");
    }
}

#[test]
fn values_are_exact_and_as_written() {
    let read = claim(
        r#"{"id": 7, "age": 45, "总费用": "30000.10", "a": 0.1, "b": 1e3, "c": 25E-2, "d": 1234567890123456789012.345678,
            "e": -0, "injury": true, "networked": false, "filed": null, "admitted": "2025-03-01", "f": "\u4f4f\u9662", "g": 1.50}"#,
    );
    for (key, value) in [
        ("id", number("7")),
        ("age", number("45")),
        ("总费用", Value::Text("30000.10".to_owned())),
        ("a", number("0.1")),
        ("b", number("1000")),
        ("c", number("0.25")),
        ("d", number("1234567890123456789012.345678")),
        ("e", number("0")),
        ("injury", Value::Bool(true)),
        ("networked", Value::Bool(false)),
        ("admitted", Value::Text("2025-03-01".to_owned())),
        ("f", Value::Text("住院".to_owned())),
        ("g", number("1.50")),
    ] {
        assert_eq!(read.get(key), Some(&value), "{key}");
    }
    assert_eq!(read.get("filed"), None, "null is as good as absent");
    assert_eq!(read.facts.len(), 13);
    assert_eq!((read.items, read.counters), (None, None));
}

#[test]
fn notes_are_carried_as_they_stand() {
    let read = claim("{\"_b\": {\"x\": [1, 2.50, \"a b\\\" c\"],\n \"y\": null}, \"_a\": 1e2, \"_\": \"\\\\\"}");
    let carried: Vec<_> = read.carried.iter().map(|(key, json)| (key.as_str(), json.as_str())).collect();
    assert_eq!(carried, [("_b", r#"{"x":[1,2.50,"a b\" c"],"y":null}"#), ("_a", "1e2"), ("_", r#""\\""#)]);
    assert!(read.facts.is_empty());
}

#[test]
fn items_and_counters_are_rows() {
    let read = claim(
        r#"{"明细表": [{"code": "A01", "amount": "12.30", "数量": 2, "ceiling": null, "_line": 1}],
            "counters": [
                {"policy": "sample.employee", "accumulator": "inpatient.pool", "period": 2025, "by": {"disease": "癫痫", "urgent": true},
                 "covered": "100.5", "deductible": 100, "base": 0.5, "paid": "0.40", "visits": "2"},
                {"policy": "sample.employee", "accumulator": "inpatient", "period": "2025", "visits": 0}]}"#,
    );
    let items = read.items.unwrap_or_default();
    let facts: Vec<_> = items.iter().flat_map(|item| &item.facts).map(|(key, value)| (key.as_str(), value.clone())).collect();
    let text = |text: &str| Value::Text(text.to_owned());
    assert_eq!(facts, [("code", text("A01")), ("amount", text("12.30")), ("数量", number("2"))]);
    let by = [("disease", "癫痫"), ("urgent", "true")].map(|(fact, value)| (fact.to_owned(), Some(value.to_owned())));
    let row = |accumulator: &str| CounterRow {
        policy: "sample.employee".to_owned(),
        accumulator: accumulator.to_owned(),
        period: "2025".to_owned(),
        ..CounterRow::default()
    };
    let full = CounterRow {
        by: by.into(),
        covered: Money::from_fen(10_050),
        deductible: Money::from_fen(10_000),
        base: Money::from_fen(50),
        paid: Money::from_fen(40),
        visits: Some(2),
        ..row("inpatient.pool")
    };
    assert_eq!(read.counters, Some(vec![full, CounterRow { visits: Some(0), ..row("inpatient") }]));
    assert_eq!(claim(r#"{"counters": []}"#).counters, Some(Vec::new()));
    assert_eq!(claim(r#"{"counters": null, "items": null}"#), Claim::default());
}

/// A text of which exactly these faults are told.
const FAULTY: &[(&str, &[&str])] = &[
    ("nonsense", &["C001"]),
    (r#"{"id": 1,, "a": 2}"#, &["C001"]),
    (r#"{"id": 1"#, &["C001"]),
    (r#"{"id": 1} {"id": 2}"#, &["C001"]),
    (r#"{"a": NaN}"#, &["C001"]),
    (r#"{"a": 01}"#, &["C001"]),
    ("3", &["C001"]),
    ("\"a\"", &["C001"]),
    ("null", &["C001"]),
    ("[1, [], \"x\", true, null]", &["C001", "C001", "C001", "C001", "C001"]),
    (r#"{"age": 45, "age": 45}"#, &["C002"]),
    (r#"{"age": null, "age": 45, "age": 46}"#, &["C002", "C002"]),
    (r#"{"_x": 1, "_x": 1}"#, &["C002"]),
    (r#"{"items": [], "明细表": []}"#, &["C002"]),
    (r#"{"counters": [], "累计": [], "counters": []}"#, &["C002", "C002"]),
    (r#"{"items": [{"code": "a", "code": "b"}]}"#, &["C002"]),
    (r#"{"age": [45]}"#, &["C004"]),
    (r#"{"age": {}, "b": [], "c": 1}"#, &["C004", "C004"]),
    (r#"{"age": "\ud800"}"#, &["C004"]),
    (r#"[{"\ud800": 1}]"#, &["C001"]),
    (r#"{"items": [{"\ud800": 1}]}"#, &["C004"]),
    (r#"{"age": 0.12345678901234567890123456789}"#, &["C006"]),
    (r#"{"age": 1e400}"#, &["C006"]),
    (r#"{"age": 1e-400}"#, &["C006"]),
    (r#"{"age": 1e99999999999}"#, &["C006"]),
    (r#"{"items": {}}"#, &["C004"]),
    (r#"{"items": "x", "counters": 3}"#, &["C004", "C004"]),
    (r#"{"items": [3, {"code": []}, {"code": "a"}]}"#, &["C004", "C004"]),
    (r#"{"counters": {"before": [], "after": []}}"#, &["C004"]),
    (r#"{"counters": {}}"#, &["C004"]),
    (r#"{"counters": [null]}"#, &["C004"]),
    (r#"{"counters": [{}]}"#, &["C004", "C004", "C004"]),
    (r#"{"counters": [{"polcy": "a"}]}"#, &["C003"]),
    (r#"{"counters": [{"policy": "a", "accumulator": "b", "period": "2025", "_note": 1}]}"#, &["C003"]),
    (r#"{"counters": [{"policy": true, "accumulator": [], "period": {}}]}"#, &["C004", "C004", "C004"]),
    (r#"{"counters": [{"policy": "a", "accumulator": "b", "period": "2025", "paid": "-1", "base": -0.01}]}"#, &["C005", "C005"]),
    (r#"{"counters": [{"policy": "a", "accumulator": "b", "period": "2025", "paid": "0.001", "base": 1e30}]}"#, &["C006", "C006"]),
    (
        r#"{"counters": [{"policy": "a", "accumulator": "b", "period": "2025", "paid": "many", "base": "", "covered": "1 "}]}"#,
        &["C004", "C004", "C004"],
    ),
    (
        r#"{"counters": [{"policy": "a", "accumulator": "b", "period": "2025", "paid": [], "base": true, "covered": "1_0"}]}"#,
        &["C004", "C004", "C004"],
    ),
    (r#"{"counters": [{"policy": "a", "accumulator": "b", "period": "2025", "visits": 1.5}]}"#, &["C004"]),
    (r#"{"counters": [{"policy": "a", "accumulator": "b", "period": "2025", "visits": -1}]}"#, &["C004"]),
    (r#"{"counters": [{"policy": "a", "accumulator": "b", "period": "2025", "by": "d"}]}"#, &["C004"]),
    (r#"{"counters": [{"policy": "a", "accumulator": "b", "period": "2025", "by": {"d": [], "e": 1, "e": 2}}]}"#, &["C004", "C002"]),
    (
        r#"{"counters": [{"policy": "a", "accumulator": "b", "period": "2025", "visits": 1}, {"policy": "a", "accumulator": "b", "period": "2025", "by": {}, "visits": 1}]}"#,
        &["C002"],
    ),
    (r#"{"counters": [{"policy": "a", "accumulator": "b.c", "period": "2025"}]}"#, &["C004", "C004", "C004", "C004"]),
    (
        r#"{"counters": [{"policy": "a", "accumulator": "b.c", "period": "2025", "covered": null, "deductible": 1, "base": 0, "paid": 0}]}"#,
        &["C004", "C007"],
    ),
    (r#"{"counters": [{"policy": "a", "accumulator": "b", "period": "2025"}]}"#, &["C004", "C004", "C004", "C004", "C004"]),
    (
        r#"{"counters": [{"policy": "a", "accumulator": "b.c", "period": "2025", "covered": 3, "deductible": 1, "base": 1, "paid": 0}]}"#,
        &["C007"],
    ),
    (
        r#"{"counters": [{"policy": "a", "accumulator": "b.c", "period": "2025", "covered": 2, "deductible": 1, "base": 1, "paid": 1.01}]}"#,
        &["C007"],
    ),
];

#[test]
fn a_period_is_a_year_a_month_or_a_stay() {
    let with = |period: &str| format!(r#"{{"counters": [{{"policy": "a", "accumulator": "b", "period": {period}, "visits": 1}}]}}"#);
    for period in ["2025", "\"2025\"", "\"2025-01\"", "\"2025-12\"", "\"episode:E7\"", "\"episode:2025-13\""] {
        assert!(codes(&with(period)).is_empty(), "{period}");
    }
    let faulty = ["25", "20255", "-2025", "2025.0", "\"2025年\"", "\"2025-13\"", "\"2025-00\"", "\"2025-1\"", "\"２０２５\""];
    for period in faulty.into_iter().chain(["\"2025 \"", "\"episode\"", "\"episode:\"", "\"episode: \"", "\"this year\""]) {
        assert_eq!(codes(&with(period)), ["C004"], "{period}");
    }
}

#[test]
fn every_fault_is_told() {
    for (text, expected) in FAULTY {
        assert_eq!(codes(text), *expected, "{text}");
    }
}

#[test]
fn faults_speak_both_languages() {
    for (text, _) in FAULTY {
        for fault in faults(text) {
            for words in [&fault.message, &fault.help] {
                assert!(!words.en.ends_with('.') && !words.zh.ends_with('。'), "{words:?}");
                assert!(words.en.starts_with(|c: char| !c.is_uppercase() || words.en.starts_with("JSON")), "{words:?}");
                // Outside 「」 a Chinese sentence holds no Latin letter.
                let mut quoted = false;
                let bare = words.zh.chars().any(|c| {
                    quoted = (quoted || c == '「') && c != '」';
                    !quoted && c.is_ascii_alphabetic()
                });
                assert!(!bare && !words.zh.is_empty(), "{words:?}");
            }
        }
    }
}

#[test]
fn an_amount_is_too_fine_or_too_large() {
    let said = |paid: &str| {
        let text = format!(
            r#"{{"counters": [{{"policy": "a", "accumulator": "b.c", "period": "2025", "covered": "10000000000000.00", "deductible": "0.00", "base": "10000000000000.00", "paid": "{paid}"}}]}}"#
        );
        faults(&text).into_iter().map(|fault| fault.message.en).collect::<Vec<_>>()
    };
    assert_eq!(said("0.001"), ["counter row 1: `paid` is finer than a fen"]);
    assert_eq!(said("10000000000000.01"), ["counter row 1: `paid` is too large"]);
    assert_eq!(said("10000000000000.00"), Vec::<String>::new());
}

#[test]
fn faults_have_places() {
    let said = |text: &str| faults(text).into_iter().map(|fault| fault.message.en).collect::<Vec<_>>();
    assert_eq!(said("{\n  \"id\": 1,,\n}"), ["not JSON at line 2, column 11"]);
    assert_eq!(said("{\"id\": 1}\n\n{\"id\": 2, }\n"), ["not JSON at line 3, column 11"]);
    assert_eq!(said("[\n{\"id\": 1},\n{\"人\": 2,, }]"), ["not JSON at line 3, column 9"]);
    assert_eq!(said("[{\"id\": 1}"), ["the text ends at line 1, column 10, inside a claim"]);
    assert_eq!(said("{\"id\": 1} {\"id\": 2}"), ["something follows the end at line 1, column 11"]);
    assert_eq!(said("[{\"a\": 1},\n {\"\\ud800\": 1}]"), ["a key of the claim cannot be read"]);
    assert_eq!(said(r#"{"items": [{"code": "a"}, {"code": []}]}"#), ["item 2: `code` is a list"]);
    assert_eq!(said(r#"{"counters": [{"polcy": "a"}]}"#), ["counter row 1: no key `polcy` in a counter row"]);
    let help: Vec<_> = faults(r#"{"counters": [{"polcy": "a"}]}"#).into_iter().map(|fault| fault.help.en).collect();
    assert_eq!(help, ["did you mean `policy`?"]);
    // A list under a key of no fact: where lists stand.
    let list = |text: &str| faults(text).into_iter().map(|fault| (fault.message.en, fault.help.en)).next().unwrap_or_default();
    let told = |key: &str| list(&format!(r#"{{"{key}": [{{"code": "a"}}]}}"#));
    let message = "`明细` is a list, and no key of that name holds one".to_owned();
    assert_eq!(told("明细"), (message, "the lines of the bill stand under `items`".to_owned()));
    assert_eq!(told("item").1, "the lines of the bill stand under `items`");
    assert_eq!(told("本年累计").1, "what was used up before stands under `counters`");
    assert!(told("rows").1.starts_with("the lines of the bill stand under `items`, what was used up before under `counters`"));
    assert_eq!(told("total").1, "a fact is a text, a number, or yes or no");
    // A standard fact is named by its Latin name, whatever it was called.
    let facts: Vec<_> = faults(r#"{"总费用": []}"#).into_iter().map(|fault| fault.fact).collect();
    assert_eq!(facts, [Some("total".to_owned())]);
}

#[test]
fn a_refused_claim_says_which_it_was() {
    let named = |text: &str| refusals(text).into_iter().map(|refusal| (refusal.id, refusal.index)).collect::<Vec<_>>();
    assert_eq!(
        named("{\"id\": \"a\", \"x\": []}\n{\"编号\": 17, \"x\": []}\n{\"x\": []}"),
        [(Some("a".to_owned()), None), (Some("17".to_owned()), None), (None, Some(2))]
    );
    assert_eq!(named("{\"id\": \"a\", \"x\": 1,, }"), [(Some("a".to_owned()), None)], "read before the fault");
    assert_eq!(named("[1, {\"id\": 1}, 2]"), [(None, Some(0)), (None, Some(2))]);
    assert_eq!(named("{\"id\": [], \"x\": []}"), [(None, Some(0))]);
    let carried: Vec<_> = refusals(r#"{"_row": 3, "x": []}"#).into_iter().flat_map(|refusal| refusal.carried).collect();
    assert_eq!(carried, [("_row".to_owned(), "3".to_owned())]);
}

#[test]
fn sizes_are_bounded() {
    let keys = |count: usize| format!("{{{}}}", (0..count).map(|n| format!("\"k{n}\": 1")).collect::<Vec<_>>().join(","));
    assert_eq!(claim(&keys(json::KEYS)).facts.len(), json::KEYS);
    assert_eq!(codes(&keys(json::KEYS + 1)), ["C026"]);
    assert_eq!(codes(&keys(json::KEYS + 500)), ["C026"]);
    let items = |count: usize| format!("{{\"items\": [{}]}}", vec!["{}"; count].join(","));
    assert_eq!(claim(&items(json::ROWS)).items.map(|items| items.len()), Some(json::ROWS));
    assert_eq!(codes(&items(json::ROWS + 1)), ["C026"]);
    let deep = |key: &str, depth: usize| format!("{{\"{key}\": {}{}}}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(claim(&deep("_x", json::DEPTH)).carried.len(), 1);
    assert_eq!(codes(&deep("_x", json::DEPTH + 1)), ["C026"]);
    assert_eq!(codes(&deep("x", 200_000)), ["C004"]);
    assert_eq!(codes(&"[".repeat(200_000)), ["C001"]);
    // Many faults of one claim are told up to a bound.
    let wrong = format!("{{\"items\": [{}]}}", vec!["3"; 1000].join(","));
    assert_eq!(codes(&wrong).len(), json::FAULTS);
}

#[test]
fn bytes_that_are_no_text_are_one_bad_claim() {
    let read = read_bytes(b"{\"id\": 1}\n\n{\"id\": \"\xff\"}\n{\"id\": 3}\n");
    assert_eq!(outline(&read), (Shape::Lines, vec![true, false, true]));
    let told: Vec<_> = read.claims.iter().filter_map(|claim| claim.as_ref().err()).flat_map(|refusal| &refusal.errors).collect();
    assert_eq!(told.iter().map(|fault| fault.message.en.as_str()).collect::<Vec<_>>(), ["line 3 is not UTF-8"]);
    assert_eq!(outline(&read_bytes(b"[{\"id\": \"\xff\"}]")), (Shape::Array, vec![false]));
    assert_eq!(outline(&read_bytes(b"\xff\xfe")), (Shape::Object, vec![false]));
    assert_eq!(outline(&read_bytes(b"{\"id\": 1}")), (Shape::Object, vec![true]));
}

#[test]
fn changed_bytes_never_panic() {
    let sample = r#"{"id": "a1", "总费用": 30000.10, "injury": false, "_n": [1, {"x": "\u4f4f"}], "items": [{"code": "A", "amount": "1.20"}],
        "counters": [{"policy": "p", "accumulator": "a.b", "period": "2025", "by": {"d": "e"}, "paid": "3.00", "visits": 1}]}"#;
    let mut state = 7_u64;
    let mut chance = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or_default() % below
    };
    let mut refused = 0;
    for _ in 0..10_000 {
        let mut bytes = sample.as_bytes().to_vec();
        for _ in 0..=chance(3) {
            let at = chance(bytes.len());
            if let Some(byte) = bytes.get_mut(at) {
                *byte = u8::try_from(chance(256)).unwrap_or_default();
            }
        }
        refused += usize::from(read_bytes(&bytes).claims.iter().any(Result::is_err));
    }
    assert!(refused > 5_000, "{refused}");
}

fn settled() -> Settlement {
    let row = CounterRow {
        policy: "sample.employee".to_owned(),
        accumulator: "inpatient.pool".to_owned(),
        period: "2025".to_owned(),
        covered: Money::from_fen(2_800_000),
        deductible: Money::from_fen(60_000),
        base: Money::from_fen(2_740_000),
        paid: Money::from_fen(2_092_000),
        visits: Some(0),
        ..CounterRow::default()
    };
    Settlement {
        id: Some("a1".to_owned()),
        policy: "sample.employee".to_owned(),
        total: Money::from_fen(3_000_000),
        counters: Counters { before: Vec::new(), after: vec![row] },
        carried: vec![("_row".to_owned(), "3".to_owned()), ("_\"".to_owned(), "[1,2]".to_owned())],
        ..Settlement::default()
    }
}

fn refused() -> Refusal {
    let fault = ClaimFault {
        code: Code::C009,
        message: Words::new("`age` is needed", "须给出「age」"),
        fact: Some("age".to_owned()),
        clause: Some(ClauseRef { path: "p/rate".to_owned(), file: "p.yb".to_owned(), line: 7 }),
        help: Words::new("state it", "请给出"),
    };
    Refusal { id: None, index: Some(1), errors: vec![fault], carried: vec![("_row".to_owned(), "4".to_owned())] }
}

#[test]
fn results_are_one_line_in_a_fixed_order() {
    let line = write_settled(&settled());
    assert!(line.starts_with(r#"{"id":"a1","policy":"sample.employee","version":"","policy_hash":"","route":"","reasons":[],"#), "{line}");
    assert!(
        line.contains(r#""total":"30000.00","fund":"0.00","patient":"0.00","personal_account":"0.00","cash":"0.00","counters":{"#),
        "{line}"
    );
    assert!(line.ends_with(r#","steps":[],"_row":3,"_\"":[1,2]}"#), "{line}");
    assert!(!line.contains('\n') && !line.contains("null"), "{line}");
    let told = |message: &str, help: &str| {
        format!(
            r#"{{"index":1,"errors":[{{"code":"C009","message":"{message}","fact":"age","clause":{{"path":"p/rate","file":"p.yb","line":7}},"help":"{help}"}}],"_row":4}}"#
        )
    };
    assert_eq!(write_refused(&refused(), Lang::En), told("`age` is needed", "state it"));
    assert_eq!(write_refused(&refused(), Lang::Zh), told("须给出「age」", "请给出"));
}

#[test]
fn results_come_in_the_shape_of_the_claims() {
    let all = [Outcome::Settled(Box::new(settled())), Outcome::Refused(refused())];
    let [first, second] = [write_settled(&settled()), write_refused(&refused(), Lang::En)];
    assert_eq!(write_all(Shape::Lines, &all, Lang::En), format!("{first}\n{second}\n"));
    assert_eq!(write_all(Shape::Array, &all, Lang::En), format!("[\n{first},\n{second}\n]\n"));
    assert_eq!(write_all(Shape::Object, all.iter().take(1), Lang::En), format!("{first}\n"));
    assert_eq!(write_all(Shape::Array, [], Lang::En), "[]\n");
    assert_eq!(write_all(Shape::Lines, [], Lang::En), "");
    for shape in [Shape::Array, Shape::Lines] {
        assert_eq!(read(&write_all(shape, &all, Lang::Zh)).shape, shape);
    }
}

#[test]
fn counters_after_paste_into_the_next_claim() {
    let line = write_settled(&settled());
    let after = line.split_once(r#""after":"#).and_then(|(_, rest)| rest.split_once("},\"defaulted\"")).map_or("", |(after, _)| after);
    assert_eq!(claim(&format!(r#"{{"counters": {after}}}"#)).counters, Some(settled().counters.after));
}
