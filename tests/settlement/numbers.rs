//! One reading of numbers, days and ids: what a claim may write, its schema allows, and the other way round.

use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use yibao::claim::json;
use yibao::value::Money;
use yibao::{Engine, claim::Settlement};

type Outcome = Result<(), Box<dyn Error>>;

/// Whole lines of a bill, each with its own first pay.
const RULES: &str = "policy case.numbers \"示例\" {
  region 430100; scheme employee; effective 2020-01-01 ..; applies on care_end; year of care_end
  rounding half up to 0.01 yuan, first pay per item; last day not rolling
  benefit clinic { layer pool { covers eligible; rate 100% } }
}";

fn engine() -> Result<Engine, Box<dyn Error>> {
    Engine::load([("numbers.yb".to_owned(), RULES.to_owned())]).map_err(|wrong| format!("{wrong}").into())
}

/// A claim with one more fact, in a line of the bill where `item` says so.
fn claim(item: bool, key: &str, value: &Value) -> String {
    let mut claim = json!({ "insured_region": "430100", "scheme": "employee", "care": "outpatient", "visited": "2025-03-01" });
    let mut line = json!({ "code": "X", "class": "b", "amount": "300.00", "first_pay": "0.1" });
    let into = if item { &mut line } else { &mut claim };
    into.as_object_mut().map(|object: &mut Map<_, _>| object.insert(key.to_owned(), value.clone()));
    if key == "visited" || key == "id" || item {
        claim["items"] = json!([line]);
    } else if key != "total" {
        claim["total"] = json!(100);
    }
    claim.to_string()
}

/// Why a claim is not settled: the facts the faults are about.
fn faulty(engine: &Engine, text: &str) -> BTreeSet<String> {
    let read = json::read(text).claims.into_iter().next();
    let settled = read.map(|read| read.map_err(|refusal| refusal.errors).and_then(|claim| engine.settle(&claim).map_err(Vec::from)));
    let faults = settled.and_then(Result::err).unwrap_or_default();
    faults.into_iter().map(|fault| fault.fact.unwrap_or_default()).collect()
}

/// Texts that look like numbers, days or ids.
const TEXTS: &[&str] = &[
    "1000",
    "1000.00",
    "1000.5",
    "1000.000",
    "0",
    "0.00",
    "1_000",
    "1,000",
    "+5",
    " 5",
    "5 ",
    "５",
    "1e3",
    "1E3",
    ".5",
    "5.",
    "0x10",
    "007",
    "00",
    "-0",
    "-5",
    "-0.5",
    "",
    " ",
    "NaN",
    "inf",
    "一",
    "7.0",
    "7",
    "0.5",
    "0.0000005",
    "10%",
    "10 %",
    " 10%",
    "10％",
    "１０％",
    "100%",
    "1/3",
    "2/3",
    "3/3",
    "0/3",
    "1/0",
    "4/3",
    "1 / 3",
    "01/3",
    "1/03",
    "1/3/1",
    "1/10001",
    "+1/3",
    "1/3%",
    "0.3333333",
    "三分之一",
    "2025-03-01",
    "2025-3-1",
    "2025-03-1",
    "20250301",
    "2025/03/01",
    "2025-13-01",
    "2025-03-32",
    "2025-03-01T23:30:00",
    "2025-03-01 23:30:00",
    "2025-03-01T23:30",
    "2025-03-01T23:30:00.000",
    "2025-03-01T23:30:00Z",
    "2025-03-01T24:00:00",
    "2025-03-01 23:30:00+08:00",
    "2025-03-01  23:30:00",
    "2025-03-01T",
    " 2025-03-01",
    "1899-03-01",
    "２０２５-03-01",
    "430100",
    "043010",
];

#[test]
fn a_claim_may_write_what_its_schema_allows() -> Outcome {
    let engine = engine()?;
    let schema = engine.schema();
    let facts = [(false, "total"), (false, "visited"), (false, "age"), (false, "insured_region"), (false, "id"), (false, "person_id")];
    let of_item = [(true, "amount"), (true, "quantity"), (true, "first_pay"), (true, "ceiling")];
    let mut wrong = String::new();
    for (item, key) in facts.into_iter().chain(of_item) {
        let place = if item { format!("/$defs/item/properties/{key}") } else { format!("/properties/{key}") };
        let allowed = schema.pointer(&place).ok_or("no such property")?;
        let numbers = [json!(7), json!(0), json!(-1), json!(true), json!([])];
        for value in TEXTS.iter().map(|text| json!(text)).chain(numbers) {
            // A schema cannot say how large a number in quotes is, nor a fraction.
            let text = value.as_str().unwrap_or_default();
            let beyond = (key == "age" && ["1000", "1000.00", "1000.000", "-5", "20250301", "430100"].contains(&text))
                || (key == "first_pay" && !text.contains(['%', '/']) && text.parse::<f64>().is_ok_and(|number| number > 1.0))
                || (key == "first_pay" && ["1/10001", "4/3", "0.3333333", "0.0000005"].contains(&text))
                || (key == "quantity" && ["0", "0.00"].contains(&text))
                || (key == "insured_region" && text == "20250301");
            let read = !faulty(&engine, &claim(item, key, &value)).contains(key);
            if read != pattern::fits(allowed, &value) && !beyond {
                writeln!(wrong, "{key} {value}: read {read}, by its schema the other way")?;
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    Ok(())
}

#[test]
fn what_is_read_and_what_is_not() -> Outcome {
    let engine = engine()?;
    let read = |item: bool, key: &str, text: &str| !faulty(&engine, &claim(item, key, &json!(text))).contains(key);
    for text in ["1000", "1000.00", "1000.000"] {
        assert!(read(false, "total", text), "{text}");
    }
    for text in ["1_000", "1,000", "+5", " 5", "5 ", "５", "1e3", ".5", "5.", "0x10", "007", "-0", "-5", ""] {
        assert!(!read(false, "total", text) && !read(true, "amount", text) && !read(false, "age", text), "{text}");
    }
    for text in ["2025-03-01", "2025-03-01T23:30:00", "2025-03-01 23:30:00"] {
        assert!(read(false, "visited", text), "{text}");
    }
    for text in ["2025-3-1", "2025-03-01T23:30:00Z", " 2025-03-01"] {
        assert!(!read(false, "visited", text), "{text}");
    }
    // as a number JSON itself has an exponent
    let visit = r#"{"insured_region":430100,"scheme":"employee","care":"outpatient","visited":"2025-03-01","total":1e3}"#;
    let settled = settle(&engine, visit)?;
    assert_eq!(settled.total, Money::from_fen(100_000));
    // the same in a row of counters
    let row = |paid: &str| {
        let row =
            format!(r#"{{"policy":"p","accumulator":"a.b","period":"2025","covered":1000,"deductible":0,"base":1000,"paid":{paid}}}"#);
        json::read_counters(&format!("[{row}]")).map_err(|faults| faults.iter().map(|fault| fault.code.to_string()).collect::<Vec<_>>())
    };
    for paid in ["1000", "1e3", "\"1000\"", "\"1000.000\""] {
        assert!(row(paid).is_ok(), "{paid}");
    }
    for paid in ["\"1e3\"", "\"1_000\"", "\"+5\"", "\" 5\"", "\"007\"", "\".5\""] {
        assert_eq!(row(paid).err(), Some(vec!["C004".to_owned()]), "{paid}");
    }
    Ok(())
}

fn settle(engine: &Engine, text: &str) -> Result<Settlement, Box<dyn Error>> {
    let claim = json::read(text).claims.pop().ok_or("no claim")?.map_err(|refusal| format!("{refusal:?}"))?;
    engine.settle(&claim).map_err(|faults| format!("{faults:?}").into())
}

#[test]
fn a_third_is_paid_first() -> Outcome {
    let engine = engine()?;
    let first = |lines: &[(&str, &str)]| {
        let items: Vec<Value> =
            lines.iter().map(|(amount, rate)| json!({ "code": "X", "class": "b", "amount": amount, "first_pay": rate })).collect();
        let claim =
            json!({ "insured_region": "430100", "scheme": "employee", "care": "outpatient", "visited": "2025-03-01", "items": items });
        settle(&engine, &claim.to_string())
    };
    // 300 ÷ 3 = 100 exactly, where 33.3333% would give 99.9999, rounded 100.00; of 100: 33.33; of 0.05: 0.0167, rounded 0.02
    for (amount, rate, due) in [
        ("300.00", "1/3", 10_000),
        ("100.00", "1/3", 3_333),
        ("0.05", "1/3", 2),
        ("100.00", "2/3", 6_667),
        // 3,000,000 ÷ 3 = 1,000,000, where 33.3333% is 3 yuan less
        ("3000000.00", "1/3", 100_000_000),
        ("700.00", "1/7", 10_000),
        ("100.00", "1/1", 10_000),
        ("100.00", "0/7", 0),
        ("100.00", "3/10", 3_000),
    ] {
        let settled = first(&[(amount, rate)])?;
        let part = settled.parts.iter().find(|part| part.part == "first_self_pay").map(|part| part.amount);
        assert_eq!(part, Some(Money::from_fen(due)), "{rate} of {amount}");
    }
    // told as it is written
    let settled = first(&[("300.00", "1/3"), ("100.00", "0.1")])?;
    let rates: Vec<&str> =
        settled.steps.iter().flat_map(|step| &step.figures).filter(|f| f.name == "rate").map(|f| f.value.as_str()).collect();
    assert_eq!(rates[..2], ["1/3", "0.1"]);
    Ok(())
}

/// As much of JSON Schema as the schema of one fact uses, with its patterns.
mod pattern {
    use serde_json::Value;
    use std::collections::BTreeSet;

    pub fn fits(schema: &Value, value: &Value) -> bool {
        let number = |rule: &Value| rule.as_f64().zip(value.as_f64());
        schema.as_object().into_iter().flatten().all(|(word, rule)| match word.as_str() {
            "anyOf" => rule.as_array().into_iter().flatten().any(|one| fits(one, value)),
            "type" => rule.as_array().into_iter().flatten().chain([rule]).filter_map(Value::as_str).any(|name| is(name, value)),
            "pattern" => rule.as_str().zip(value.as_str()).is_none_or(|(pattern, text)| matches(pattern, text)),
            "minimum" => number(rule).is_none_or(|(least, number)| number >= least),
            "exclusiveMinimum" => number(rule).is_none_or(|(least, number)| number > least),
            "maximum" => number(rule).is_none_or(|(most, number)| number <= most),
            other => {
                assert_eq!(other, "", "a word this test does not know");
                false
            }
        })
    }

    fn is(name: &str, value: &Value) -> bool {
        match name {
            "string" => value.is_string(),
            "number" => value.is_number(),
            "integer" => value.is_i64(),
            "null" => value.is_null(),
            _ => false,
        }
    }

    /// A piece of a pattern, and how often it stands.
    struct Piece {
        what: What,
        least: usize,
        most: usize,
    }

    enum What {
        Class(Vec<(char, char)>),
        /// Anything but a blank.
        Filled,
        Group(Vec<Vec<Piece>>),
    }

    /// Whether a text matches a pattern: `^`, `$`, classes, groups, `|`, `?`, `*`, `+`, `{n,m}`, `\.`, `\S`.
    fn matches(pattern: &str, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        let (inside, whole) = match pattern.strip_prefix('^').and_then(|rest| rest.strip_suffix('$')) {
            Some(inside) => (inside, true),
            None => (pattern, false),
        };
        let choices = choices(&mut inside.chars().peekable());
        let from = if whole { BTreeSet::from([0]) } else { (0..=text.len()).collect() };
        let ends = after(&choices, &text, &from);
        if whole { ends.contains(&text.len()) } else { !ends.is_empty() }
    }

    type Letters<'a> = std::iter::Peekable<std::str::Chars<'a>>;

    fn choices(letters: &mut Letters<'_>) -> Vec<Vec<Piece>> {
        let mut out = vec![Vec::new()];
        while let Some(letter) = letters.next() {
            let what = match letter {
                ')' => break,
                '|' => {
                    out.push(Vec::new());
                    continue;
                }
                '(' => What::Group(choices(letters)),
                '[' => What::Class(class(letters)),
                '\\' => match letters.next() {
                    Some('S') => What::Filled,
                    other => What::Class(vec![(other.unwrap_or('\\'), other.unwrap_or('\\'))]),
                },
                plain => What::Class(vec![(plain, plain)]),
            };
            let (least, most) = often(letters);
            if let Some(last) = out.last_mut() {
                last.push(Piece { what, least, most });
            }
        }
        out
    }

    fn class(letters: &mut Letters<'_>) -> Vec<(char, char)> {
        let mut out = Vec::new();
        while let Some(letter) = letters.next().filter(|letter| *letter != ']') {
            let to = if letters.next_if_eq(&'-').is_some() { letters.next().unwrap_or(letter) } else { letter };
            out.push((letter, to));
        }
        out
    }

    fn often(letters: &mut Letters<'_>) -> (usize, usize) {
        let any = usize::MAX;
        let out = match letters.peek() {
            Some('?') => (0, 1),
            Some('*') => (0, any),
            Some('+') => (1, any),
            Some('{') => {
                let inside: String = letters.by_ref().skip(1).take_while(|letter| *letter != '}').collect();
                let (least, most) = inside.split_once(',').unwrap_or((&inside, &inside));
                return (least.parse().unwrap_or(0), most.parse().unwrap_or(any));
            }
            _ => return (1, 1),
        };
        letters.next();
        out
    }

    /// Where the text may go on after one of these choices, from any of these places.
    fn after(choices: &[Vec<Piece>], text: &[char], from: &BTreeSet<usize>) -> BTreeSet<usize> {
        choices.iter().flat_map(|pieces| pieces.iter().fold(from.clone(), |from, piece| several(piece, text, &from))).collect()
    }

    fn several(piece: &Piece, text: &[char], from: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut here = from.clone();
        let mut out = if piece.least == 0 { from.clone() } else { BTreeSet::new() };
        for count in 1..=piece.most {
            here = once(&piece.what, text, &here);
            if here.is_empty() || (count >= piece.least && here.is_subset(&out)) {
                break;
            }
            if count >= piece.least {
                out.extend(&here);
            }
        }
        out
    }

    fn once(what: &What, text: &[char], from: &BTreeSet<usize>) -> BTreeSet<usize> {
        let step =
            |fits: &dyn Fn(char) -> bool| from.iter().filter(|at| text.get(**at).is_some_and(|c| fits(*c))).map(|at| at + 1).collect();
        match what {
            What::Class(all) => step(&|c| all.iter().any(|(from, to)| (*from..=*to).contains(&c))),
            What::Filled => step(&|c| !c.is_whitespace()),
            What::Group(inside) => after(inside, text, from),
        }
    }
}
