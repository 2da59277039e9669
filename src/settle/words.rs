//! What a refused claim is told, in both languages: one function a fault; its doc comment shows the smallest claim that triggers it.

use super::decode::{Wrong, text};
use super::encode::code_of;
use super::present::{clause, day, figure_names};
use super::run::{Run, Subject, role_fact};
use crate::claim::{ClaimFault, CounterRow, LayerFigure, Role, Value, id_text, no_id};
use crate::diagnostic::{Code, Words};
use crate::plan::{FactKind, FactPlan, GuardedPlan, LayerPlan, Names, PolicyPlan, codes, value_called};
use crate::source::nearest;
use crate::syntax::words::head_in_chinese;
use crate::value::Money;
use std::collections::BTreeSet;

fn fault(code: Code, message: Words, help: Words) -> ClaimFault {
    ClaimFault::new(code, message, help)
}

fn by(mut fault: ClaimFault, policy: &PolicyPlan, at: u32) -> ClaimFault {
    fault.clause = clause(policy, at).0;
    fault
}

fn about(mut fault: ClaimFault, fact: &str) -> ClaimFault {
    fact.clone_into(fault.fact.get_or_insert_default());
    fault
}

/// How a clause is spoken of.
fn place(policy: &PolicyPlan, at: u32) -> (String, String) {
    match clause(policy, at).0 {
        Some(clause) => {
            let line = clause.line;
            let file = if clause.file.is_empty() { String::new() } else { format!("{}:{line}", clause.file) };
            let en = if file.is_empty() { format!("`{}`", clause.path) } else { format!("`{}` ({file})", clause.path) };
            // A path is English: in Chinese a clause is the label of its layer and its place.
            let zh = match (labels(policy, &clause.path), file.is_empty()) {
                (Some(label), true) => format!("「{label}」"),
                (Some(label), false) => format!("「{label}」（{file}）"),
                (None, true) => "政策".to_owned(),
                (None, false) => format!("「{file}」"),
            };
            (en, zh)
        }
        None => ("the policy".to_owned(), "政策".to_owned()),
    }
}

/// The labels of the benefit and the layer a clause's path goes through.
fn labels(policy: &PolicyPlan, path: &str) -> Option<String> {
    let mut names = path.split('/').skip(1);
    let name = names.next()?;
    let benefit = policy.benefits.iter().find(|benefit| benefit.names.key() == name)?;
    let layer = names.next().and_then(|name| benefit.layers.iter().find(|layer| layer.names.key() == name));
    let label = benefit.names.label();
    Some(layer.map_or_else(|| label.to_owned(), |layer| format!("{label}·{}", layer.names.label())))
}

/// A word of a head that is no keyword, by its Han label: a benefit and layer (`inpatient.pool`), an accumulator or a fact.
fn labels_of_head(policy: &PolicyPlan, word: &str) -> String {
    let path = format!("/{}", word.replace('.', "/"));
    let layer = || word.contains('.').then(|| labels(policy, &path)).flatten();
    let key = || policy.keys.iter().find(|key| key.accumulator == word).map(|key| key.label.clone());
    let fact = || policy.facts.iter().find(|fact| fact.names.latin == word).map(|fact| fact.names.label().to_owned());
    layer().or_else(key).or_else(fact).unwrap_or_else(|| word.to_owned())
}

fn names_of(policy: &PolicyPlan, fact: u16) -> Names {
    policy.facts.get(fact as usize).map_or_else(Names::default, |fact| fact.names.clone())
}

/// The names of a role.
pub fn role_names(role: Role) -> Names {
    Names { latin: role.names().0.to_owned(), han: role.names().1.to_owned() }
}

/// `{"total": "100", "总费用": "100"}`
pub fn duplicate(first: &str, second: &str, fact: &str) -> ClaimFault {
    let message = if first == second {
        Words::new(format!("`{first}` is stated twice"), format!("「{first}」重复给出"))
    } else {
        Words::new(format!("`{first}` and `{second}` are one fact, stated twice"), format!("「{first}」与「{second}」是同一事实，重复给出"))
    };
    about(fault(Code::C002, message, Words::new("state it once", "只写一次")), fact)
}

/// two counters of one policy, accumulator, period and values
pub fn duplicate_counter(row: &CounterRow) -> ClaimFault {
    let key = format!("{} {} {}", row.policy, row.accumulator, row.period);
    let message = Words::new(format!("the counter `{key}` is given twice"), format!("累计行「{key}」重复给出"));
    about(fault(Code::C002, message, Words::new("give one row for each key", "每个累计键只写一行")), "counters")
}

/// a counter below 0
pub fn counter_amount(row: &CounterRow, figure: &str, amount: Money) -> ClaimFault {
    let code = if amount.fen() < 0 { Code::C005 } else { Code::C006 };
    let key = row_key(row);
    let (en, zh) = if amount.fen() < 0 { ("below zero", "小于零") } else { ("too large", "数额过大") };
    let message =
        Words::new(format!("the counter `{key}` has `{figure}` {amount}, which is {en}"), format!("累计行「{key}」有一项为{amount}，{zh}"));
    let help = Words::new("a counter is 0 or more, and not larger than any bill", "累计额不得小于零，也不得超过可计算的范围");
    about(fault(code, message, help), "counters")
}

/// How a counter row is spoken of.
fn row_key(row: &CounterRow) -> String {
    format!("{} {}", row.accumulator, row.period)
}

/// `"counters": [{"accumulator": "inpatient.pol"}]`
pub fn unknown_counter(row: &CounterRow, name: &str, near: Option<&str>) -> ClaimFault {
    let (key, policy) = (row_key(row), &row.policy);
    let message = Words::new(
        format!("the counter `{key}` names `{name}`, and `{policy}` counts nothing by that name"),
        format!("累计行「{key}」中的「{name}」不在「{policy}」的累计项之中"),
    );
    let help = match near {
        Some(near) => Words::new(format!("did you mean `{near}`?"), format!("是否为「{near}」？")),
        None => Words::new(
            "use an accumulator and facts the policy counts by, or leave the row out",
            "请使用政策所设的累计项与事实，或删去该行",
        ),
    };
    about(fault(Code::C003, message, help), "counters")
}

/// `"counters": [{"accumulator": "inpatient.pool", "period": "2025-03"}]` of what is counted by disease; `ways` are the facts each
/// counter of that accumulator and period is kept by
pub fn counter_kept_otherwise(row: &CounterRow, ways: &BTreeSet<Vec<&str>>) -> ClaimFault {
    let (key, policy) = (row_key(row), &row.policy);
    let message = Words::new(
        format!("the counter `{key}` does not name the facts by which `{policy}` keeps it"),
        format!("累计行「{key}」写明的事实与「{policy}」计数所依据的事实不符"),
    );
    let by = |way: &Vec<&str>, none: &str, mark: (&str, &str), and: &str| {
        let facts: Vec<String> = way.iter().map(|fact| format!("{}{fact}{}", mark.0, mark.1)).collect();
        if facts.is_empty() { none.to_owned() } else { facts.join(and) }
    };
    let en: Vec<String> = ways.iter().map(|way| by(way, "nothing", ("`", "`"), " and ")).collect();
    let zh: Vec<String> = ways.iter().map(|way| by(way, "空", ("「", "」"), "和")).collect();
    let help = Words::new(
        format!("its `by` names {}, each with its value, `null` where the fact does not apply", en.join(", or ")),
        format!("「by」应为{}，各写其值，事实不适用的写 null", zh.join("，或")),
    );
    about(fault(Code::C003, message, help), "counters")
}

/// `"counters": [{"accumulator": "inpatient", "period": "2025"}]` with sums and no `visits`
pub fn visits_missing(row: &CounterRow) -> ClaimFault {
    let key = row_key(row);
    let message = Words::new(
        format!("the counter `{key}` has no `visits`, and what is not stated is not read as zero"),
        format!("累计行「{key}」缺少「visits」，未给出的不按零计"),
    );
    about(fault(Code::C004, message, Words::new("state `visits` as the last settlement gave it", "请照上一次结算给出「visits」")), "visits")
}

/// `"counters": [{"accumulator": "outpatient.pool", "period": "2025-03"}]` of what is counted per year; `forms` are the periods of
/// this claim it is counted in
pub fn counter_grain(row: &CounterRow, forms: &[String]) -> ClaimFault {
    let (key, accumulator, policy) = (row_key(row), &row.accumulator, &row.policy);
    let message = Words::new(
        format!("the counter `{key}` is of a period in which `{policy}` does not count `{accumulator}`"),
        format!("累计行「{key}」的期间与「{policy}」累计「{accumulator}」的期间不符"),
    );
    let help = Words::new(
        format!("its period has the form {}", quoted_all(forms, "`", "`", " or ")),
        format!("该累计项的期间写作{}", quoted_all(forms, "「", "」", "或")),
    );
    about(fault(Code::C003, message, help), "counters")
}

/// Each in quotes, joined.
fn quoted_all(texts: &[String], open: &str, close: &str, between: &str) -> String {
    texts.iter().map(|text| format!("{open}{text}{close}")).collect::<Vec<_>>().join(between)
}

/// `"counters": [{"by": {"level": "levl1"}}]`
pub fn counter_value(row: &CounterRow, fact: &FactPlan, value: &Value) -> ClaimFault {
    let mut out = wrong_value(&fact.names, value, Wrong::Kind, &fact.kind, (i64::MIN, i64::MAX));
    let key = row_key(row);
    out.message = Words::new(format!("the counter `{key}`: {}", out.message.en), format!("累计行「{key}」：{}", out.message.zh));
    about(out, "counters")
}

/// `{"totl": "100"}`
pub fn unknown_key(name: &str, near: Option<&str>) -> ClaimFault {
    let message = Words::new(format!("no fact is called `{name}`"), format!("没有名为「{name}」的事实"));
    let help = match near {
        Some(near) => Words::new(format!("did you mean `{near}`?"), format!("是否为「{near}」？")),
        None => Words::new(
            "use a fact the policy declares, or begin the key with `_` to pass it through",
            "请使用政策声明的事实；以「_」开头的键原样带出",
        ),
    };
    about(fault(Code::C003, message, help), name)
}

/// `{"distance": "local"}`
pub fn derived_key(names: &Names) -> ClaimFault {
    let (name, label) = (names.key(), names.label());
    let message = Words::new(format!("`{name}` is derived and never stated"), format!("「{label}」由系统推出，不得填报"));
    about(fault(Code::C003, message, Words::new("leave it out", "请删去")), name)
}

/// `{"class": "a"}`
pub fn item_key(names: &Names) -> ClaimFault {
    let (name, label) = (names.key(), names.label());
    let message = Words::new(format!("`{name}` belongs to an item of the bill"), format!("「{label}」属于费用明细"));
    about(fault(Code::C003, message, Words::new("state it in a line of `items`", "请写在明细行中")), name)
}

/// What a kind of fact takes, for the help.
fn wanted(kind: &FactKind, bounds: (i64, i64), given: &str) -> Words {
    let range = |unit: &str, han: &str| {
        if bounds == (i64::MIN, i64::MAX) {
            Words::new(format!("write a whole number{unit}"), format!("请写整数{han}"))
        } else {
            let (a, b) = bounds;
            Words::new(format!("write a whole number{unit} from {a} to {b}"), format!("请写{a}至{b}的整数{han}"))
        }
    };
    match kind {
        FactKind::Enum(values) => one_of(values, given),
        FactKind::YesNo => Words::new("write yes or no", "请写是或否"),
        FactKind::Count => range("", ""),
        FactKind::Age => range(" of years", "（周岁）"),
        FactKind::Years => range(" of years", "（年）"),
        FactKind::Region => Words::new("write a six-digit region code", "请写六位行政区划代码"),
        FactKind::Date => Words::new(
            "write a date as `2025-03-01`; a time without a zone may follow, as `2025-03-01T08:30:00`",
            "请写日期，如「2025-03-01」；其后可带不含时区的时间，如「2025-03-01T08:30:00」",
        ),
        FactKind::Money => {
            Words::new("write yuan with at most two decimals, as `1234.50`", "请写以元为单位、至多两位小数的金额，如「1234.50」")
        }
        FactKind::Text(_) => Words::new("write a text in quotes", "请写文本"),
    }
}

/// The value nearest to what was given, else all of them; a code stands with the name of what it means.
fn one_of(values: &[(Names, String)], given: &str) -> Words {
    let coded = |(names, _): &(Names, String), code: &str| {
        Words::new(format!("`{code}` ({})", names.key()), format!("「{code}」（{}）", names.label()))
    };
    let called = values.iter().flat_map(|(names, _)| [names.latin.as_str(), names.han.as_str()]).filter(|name| !name.is_empty());
    if let Some(near) = nearest(given, called.chain(values.iter().flat_map(|(_, written)| codes(written)))) {
        let value = value_called(values, near).and_then(|at| values.get(at));
        let near = match value.filter(|(names, _)| names.latin != near && names.han != near) {
            Some(value) => coded(value, near),
            None => Words::new(format!("`{near}`"), format!("「{near}」")),
        };
        return Words::new(format!("did you mean {}?", near.en), format!("是否为{}？", near.zh));
    }
    let by_code = !given.is_empty() && given.chars().all(|c| c.is_ascii_digit());
    let all: Vec<Words> = values
        .iter()
        .map(|value| match codes(&value.1).next().filter(|_| by_code) {
            Some(code) => coded(value, code),
            None => Words::new(format!("`{}`", value.0.key()), format!("「{}」", value.0.label())),
        })
        .collect();
    let en: Vec<&str> = all.iter().map(|value| value.en.as_str()).collect();
    let zh: Vec<&str> = all.iter().map(|value| value.zh.as_str()).collect();
    Words::new(format!("write one of {}", en.join(", ")), format!("请写以下之一：{}", zh.join("、")))
}

fn shown(value: &Value) -> String {
    match value {
        Value::Bool(yes) => yes.to_string(),
        Value::Text(_) | Value::Number(_) | Value::Date(_) => text(value).unwrap_or_default().chars().take(60).collect(),
    }
}

/// `{"age": "old"}`, `{"total": "-1"}`, `{"total": "0.001"}`
pub fn wrong_value(names: &Names, value: &Value, wrong: Wrong, kind: &FactKind, bounds: (i64, i64)) -> ClaimFault {
    if let (Wrong::Kind, FactKind::Text(_), Err(why)) = (wrong, kind, id_text(value)) {
        return no_id(names.key(), names.label(), why);
    }
    let given = shown(value);
    let (name, label) = (names.key(), names.label());
    let message = match wrong {
        Wrong::Kind => Words::new(format!("`{given}` is no value of `{name}`"), format!("「{given}」不是「{label}」的值")),
        Wrong::Range => Words::new(format!("`{name}` {given} is out of range"), format!("「{label}」{given}超出范围")),
        Wrong::Negative => Words::new(format!("`{name}` {given} is below zero"), format!("「{label}」{given}小于零")),
        Wrong::Fine => Words::new(format!("`{name}` {given} is finer than can be counted"), format!("「{label}」{given}小数位过多")),
        Wrong::Large => Words::new(format!("`{name}` {given} is too large"), format!("「{label}」{given}数额过大")),
    };
    let help = match wrong {
        Wrong::Large => Words::new("check the digits: figures so large are not computed with", "请核对位数：过大的数额不予计算"),
        Wrong::Kind | Wrong::Range | Wrong::Negative | Wrong::Fine => wanted(kind, bounds, &given),
    };
    about(fault(code_of(wrong), message, help), name)
}

/// `{"items": [{"amount": "x"}]}`
pub fn wrong_item_value(at: usize, names: &Names, role: Option<Role>, value: &Value, wrong: Wrong, kind: &FactKind) -> ClaimFault {
    let mut out = wrong_value(names, value, wrong, kind, (i64::MIN, i64::MAX));
    let line = at + 1;
    out.message = Words::new(format!("item {line}: {}", out.message.en), format!("第{line}条明细：{}", out.message.zh));
    if wrong == Wrong::Large {
        return out;
    }
    if role == Some(Role::ItemFirstPay) {
        out.help = Words::new(
            "write a rate from 0 to 1, as `0.1`, `10%` or `1/3`; above and below the line at most 10000",
            "请写零至一的比例，如「0.1」「10%」或「1/3」；分子、分母不超过一万",
        );
    } else if role == Some(Role::ItemQuantity) {
        out.help = Words::new("write a number with at most six decimals", "请写至多六位小数的数");
    }
    out
}

/// `{"insured_region": "x"}`
pub fn wrong_region(value: &Value) -> ClaimFault {
    wrong_value(&role_names(Role::InsuredRegion), value, Wrong::Kind, &FactKind::Region, (0, 0))
}

/// `{"scheme": "x"}`
pub fn wrong_scheme(value: &Value, known: Vec<(Names, String)>) -> ClaimFault {
    wrong_value(&role_names(Role::Scheme), value, Wrong::Kind, &FactKind::Enum(known), (0, 0))
}

/// 1001 keys
pub fn too_many(keys: usize, rows: usize) -> ClaimFault {
    let message = Words::new("the claim holds more than is read", "申报数据条目过多");
    let help = Words::new(
        format!("at most {keys} facts, {rows} items and {rows} counters are read"),
        format!("至多读取{keys}项事实、{rows}条明细和{rows}行累计"),
    );
    fault(Code::C026, message, help)
}

/// `{"total": "100", "eligible": "90"}`
pub fn sums_differ(own: i64, stated: i64) -> ClaimFault {
    let (own, stated) = (Money::from_fen(own), Money::from_fen(stated));
    let message = Words::new(
        format!("the parts of the bill sum to {own}, but {stated} is stated"),
        format!("费用各项之和为{own}，与填报的{stated}不符"),
    );
    let help = Words::new("make the sums agree, or state only the total and the deductions", "请使各项相符，或只填总费用与各项扣减");
    about(fault(Code::C007, message, help), Role::Total.names().0)
}

/// `{"admitted": "2025-03-02", "discharged": "2025-03-01"}`
pub fn dates_reversed(earlier: Role, a: i64, later: Role, b: i64) -> ClaimFault {
    let (e, l) = (earlier.names(), later.names());
    let message = Words::new(
        format!("`{}` {} is before `{}` {}", l.0, day(b), e.0, day(a)),
        format!("「{}」{}早于「{}」{}", l.1, day(b), e.1, day(a)),
    );
    about(fault(Code::C008, message, Words::new("check both dates", "请核对两个日期")), l.0)
}

/// A fact nobody states and a step needs.
fn missing_names(names: &Names, item: Option<usize>) -> ClaimFault {
    let (key, label) = (names.key(), names.label());
    let message = match item {
        None => Words::new(format!("`{key}` is needed and not stated"), format!("缺少「{label}」")),
        Some(at) => Words::new(format!("item {} does not state `{key}`", at + 1), format!("第{}条明细缺少「{label}」", at + 1)),
    };
    about(fault(Code::C009, message, Words::new(format!("state `{key}`"), format!("请填写「{label}」"))), key)
}

/// `{}`: no `insured_region`
pub fn missing_role(role: Role) -> ClaimFault {
    missing_names(&role_names(role), None)
}

/// Everything a run found missing.
pub fn missing<S>(run: &Run<'_, S>) -> Vec<ClaimFault> {
    let named = |subject: &Subject| match *subject {
        Subject::Fact(fact, item) => missing_names(&names_of(run.policy, fact), item),
        Subject::Role(role) => missing_role(role),
        Subject::Given(benefit, layer) => {
            let layer = run.policy.benefits.get(benefit).and_then(|benefit| benefit.layers.get(layer));
            let (_, han) = LayerFigure::Paid.names();
            let (latin, _) = layer.map(|layer| figure_names(layer, LayerFigure::Paid)).unwrap_or_default();
            let han = layer.map_or_else(String::new, |layer| format!("{}.{han}", layer.names.label()));
            missing_names(&Names { latin, han }, None)
        }
    };
    run.missing
        .iter()
        .map(|(subject, clause)| match clause {
            Some(at) => by(named(subject), run.policy, *at),
            None => named(subject),
        })
        .collect()
}

/// `{"care": "outpatient", "admission": 1}`
pub fn not_applicable(policy: &PolicyPlan, fact: u16, item: Option<usize>) -> ClaimFault {
    let names = names_of(policy, fact);
    let (key, label) = (names.key(), names.label());
    let (en, zh) = item.map_or((String::new(), String::new()), |at| (format!("item {}: ", at + 1), format!("第{}条明细：", at + 1)));
    let message = Words::new(format!("{en}`{key}` does not apply to this claim"), format!("{zh}「{label}」不适用于本次申报"));
    about(fault(Code::C010, message, Words::new("leave it out, or correct the fact it depends on", "请删去，或更正其所依据的事实")), key)
}

fn case(code: i64, scheme: &Names, on: Option<i64>) -> (String, String) {
    let (en, zh) = on.map_or((String::new(), String::new()), |on| (format!(" on {}", day(on)), day(on)));
    (format!("for region {code}, scheme `{}`{en}", scheme.key()), format!("参保地{code}、险种「{}」{zh}", scheme.label()))
}

/// a region without a policy
pub fn no_policy(code: i64, scheme: &Names, on: Option<i64>) -> ClaimFault {
    let (en, zh) = case(code, scheme, on);
    let message = Words::new(format!("no policy is in force {en}"), format!("{zh}没有在施行的政策"));
    let help =
        Words::new("check `insured_region`, `scheme` and the dates, or load that policy", "请核对参保地、险种与日期，或载入相应政策");
    about(fault(Code::C011, message, help), Role::InsuredRegion.names().0)
}

/// 就高 where no policy of the scheme is in force at the place of care
pub fn no_policy_there(code: i64, scheme: &Names, on: i64) -> ClaimFault {
    let (key, label, on) = (scheme.key(), scheme.label(), day(on));
    let (en, zh) = (format!("at the place of care, {code}, scheme `{key}` on {on}"), format!("就医地{code}、险种「{label}」{on}"));
    let message = Words::new(
        format!("the higher of own and place of care needs a policy, and none is in force {en}"),
        format!("就高须对照就医地政策，而{zh}没有在施行的政策"),
    );
    let help = Words::new("load the policy of the place of care, or settle this claim by hand", "请载入就医地政策，或人工结算该申报");
    about(fault(Code::C011, message, help), Role::CareRegion.names().0)
}

/// 就高 where the policy of the place of care has no such layer, or cannot be asked
pub fn no_counterpart(policy: &PolicyPlan, layer: &str) -> ClaimFault {
    let message = Words::new(
        format!("the policy of the place of care, `{}`, cannot be compared: it has no `{layer}` this claim can be put to", policy.name),
        format!("无法与就医地政策《{}》对照：其中没有本申报适用的「{layer}」", policy.title),
    );
    let help = Words::new("complete that policy, or settle this claim by hand", "请补全就医地政策，或人工结算该申报");
    about(fault(Code::C015, message, help), Role::CareRegion.names().0)
}

/// bands at the place of care, and no `bands` clause at home
pub fn no_origin(own: &PolicyPlan, there: &PolicyPlan, layer: &LayerPlan) -> ClaimFault {
    let message = Words::new(
        format!(
            "the rates of `{}`, the policy of the place of care, have bands, and the layer `{}` does not say where they begin",
            there.name,
            layer.names.key()
        ),
        format!("就医地政策《{}》的比例分段，而支付层「{}」未写明分段从何处起", there.title, layer.names.label()),
    );
    let help = Words::new(
        format!("write `bands above deductible` or `bands from zero` in that layer of `{}`", own.name),
        format!("请在《{}》的该支付层写明「分段 起付线以上」或「分段 从零起」", own.title),
    );
    about(fault(Code::C015, message, help), Role::CareRegion.names().0)
}

/// two versions in force on one day
pub fn two_policies(code: i64, scheme: &Names, on: Option<i64>, names: &[&str]) -> ClaimFault {
    let (en, zh) = case(code, scheme, on);
    let (first, second) = (names.first().unwrap_or(&""), names.get(1).unwrap_or(&""));
    let message = Words::new(
        format!("two policies are in force {en}: `{first}` and `{second}`"),
        format!("{zh}有两个政策同时施行：「{first}」与「{second}」"),
    );
    about(
        fault(Code::C012, message, Words::new("end one before the other begins", "请使二者施行日期不相重叠")),
        Role::InsuredRegion.names().0,
    )
}

/// `rate unstated`, reached
pub fn unstated(policy: &PolicyPlan, head: &str, at: u32) -> ClaimFault {
    let (en, zh) = place(policy, at);
    let message = if head.is_empty() {
        Words::new(format!("the document does not state {en}"), format!("文件未载明{zh}这一条的数值"))
    } else {
        let figure = head_in_chinese(head, |word| labels_of_head(policy, word));
        let file = clause(policy, at).0.filter(|clause| !clause.file.is_empty()).map(|clause| format!("{}:{}", clause.file, clause.line));
        let place = |open: &str, close: &str| file.as_ref().map_or_else(String::new, |file| format!("{open}{file}{close}"));
        Words::new(
            format!("the document does not state `{head}`{}", place(" (", ")")),
            format!("文件未载明「{figure}」的数值{}", place("（", "）")),
        )
    };
    let help = Words::new("complete it in the policy, or settle this claim by hand", "请在政策中补全，或人工结算");
    by(fault(Code::C013, message, help), policy, at)
}

/// a working day of 1999
pub fn outside_calendar(policy: &PolicyPlan, year: i32, at: u32) -> ClaimFault {
    let covered = crate::calendar::COVERED;
    let message = Words::new(format!("the calendar does not cover {year}"), format!("工作日历不含{year}年"));
    let help = Words::new(
        format!("working days are known from {} to {}", covered.start(), covered.end()),
        format!("工作日历涵盖{}年至{}年", covered.start(), covered.end()),
    );
    by(fault(Code::C014, message, help), policy, at)
}

/// a case no row has
pub fn no_answer(policy: &PolicyPlan, at: u32) -> ClaimFault {
    let (en, zh) = place(policy, at);
    let message = Words::new(format!("no row of {en} answers this claim"), format!("{zh}没有一行适用于本次申报"));
    let help = Words::new("the policy has a gap: check it, and add the case the document states", "政策存在空缺：请检查并补上文件所载情形");
    by(fault(Code::C015, message, help), policy, at)
}

/// a case two rows have
pub fn two_answers(policy: &PolicyPlan, first: u32, second: u32) -> ClaimFault {
    let (a, b) = (place(policy, first), place(policy, second));
    let message = Words::new(format!("{} and {} both answer this claim", a.0, b.0), format!("{}与{}同时适用于本次申报", a.1, b.1));
    let help = Words::new("the policy overlaps: guard one of them", "政策存在重叠：请为其中之一加上条件");
    by(fault(Code::C016, message, help), policy, second)
}

/// `—`, reached
pub fn cannot_arise(policy: &PolicyPlan, at: u32) -> ClaimFault {
    let (en, zh) = place(policy, at);
    let message = Words::new(format!("{en} says this case cannot arise"), format!("{zh}载明此种情形不会出现"));
    by(fault(Code::C017, message, Words::new("check the facts of the claim", "请核对申报的事实")), policy, at)
}

/// a kind of care no benefit has
pub fn no_benefit(policy: &PolicyPlan) -> ClaimFault {
    let name = &policy.name;
    let message = Words::new(format!("no benefit of `{name}` answers this claim"), format!("「{name}」没有适用于本次申报的待遇"));
    fault(
        Code::C018,
        message,
        Words::new("check the facts the benefits ask for, or add the benefit", "请核对各待遇所依据的事实，或补充待遇"),
    )
}

/// items, and no catalog there
pub fn no_catalog(policy: &PolicyPlan, code: i64, on: Option<i64>) -> ClaimFault {
    let on = on.map_or_else(String::new, day);
    let name = &policy.name;
    let message = Words::new(format!("no single catalog covers region {code} on {on}"), format!("行政区划{code}在{on}没有唯一适用的目录"));
    let help = Words::new(
        format!("load the catalog `{name}` refers to, or state `class` on each line of the bill, with its `first_pay` and `ceiling`"),
        format!("请载入「{name}」所引用的目录，或在每条明细中申报「甲乙丙」及其「先行自付比例」「限价」"),
    );
    about(fault(Code::C019, message, help), "items")
}

/// an item without a first-pay rate
pub fn no_first_pay(policy: &PolicyPlan, at: usize, code: &str) -> ClaimFault {
    let line = at + 1;
    let area = policy.first_pay_of.or(policy.catalog_of).map(|fact| names_of(policy, fact)).unwrap_or_default();
    let message = Words::new(
        format!("item {line}: the catalog gives no first-pay rate for `{code}`"),
        format!("第{line}条明细：目录未载「{code}」的先行自付比例"),
    );
    let help =
        Words::new(format!("add the item to the catalog of `{}`", area.key()), format!("请在「{}」的目录中补上该项目", area.label()));
    about(fault(Code::C019, message, help), "items")
}

/// `pool.paid` above what the layer takes
pub fn given_differs(policy: &PolicyPlan, layer: &LayerPlan, taken: i64, figures: i64) -> ClaimFault {
    let (taken, figures) = (Money::from_fen(taken), Money::from_fen(figures));
    let (key, label) = (layer.names.key(), layer.names.label());
    let message = Words::new(
        format!("the figures of `{key}` sum to {figures}, more than the {taken} it takes"),
        format!("「{label}」各项之和{figures}超过其纳入费用{taken}"),
    );
    let out = fault(Code::C020, message, Words::new("check the figures settled elsewhere", "请核对已结金额"));
    by(about(out, &format!("{key}.paid")), policy, layer.clause)
}

/// `pool.paid` where the layer does not run
pub fn given_not_run(policy: &PolicyPlan, layer: &LayerPlan) -> ClaimFault {
    let (key, label) = (layer.names.key(), layer.names.label());
    let message = Words::new(
        format!("the claim brings figures of `{key}`, which does not apply to it"),
        format!("申报带有「{label}」的已结金额，但该层不适用"),
    );
    let out = fault(
        Code::C020,
        message,
        Words::new("leave them out, or correct the facts its guard asks for", "请删去，或更正其条件所依据的事实"),
    );
    by(about(out, &format!("{key}.paid")), policy, layer.clause)
}

/// `{"admission": 3, "counters": []}`
pub fn admission_differs(policy: &PolicyPlan, stated: i64, counted: i64) -> ClaimFault {
    let names = role_fact(policy, Role::Admission).map_or_else(|| role_names(Role::Admission), |fact| names_of(policy, fact));
    let (key, label) = (names.key(), names.label());
    let message = Words::new(
        format!("`{key}` is {stated}, but the counters make it {counted}"),
        format!("「{label}」为{stated}，而按累计应为{counted}"),
    );
    about(fault(Code::C021, message, Words::new("leave it out, or correct the counters", "请删去，或更正累计")), key)
}

/// what `never when` rules out
pub fn never_occurs(policy: &PolicyPlan, never: &GuardedPlan) -> ClaimFault {
    let (en, zh) = place(policy, never.clause);
    let message = Words::new(format!("{en} says these facts never occur together"), format!("{zh}载明这些事实不会同时出现"));
    let first = never.guard.of(&policy.tests).first().map(|test| names_of(policy, test.fact));
    let out = by(fault(Code::C022, message, Words::new("check the facts of the claim", "请核对申报的事实")), policy, never.clause);
    match first {
        Some(names) => about(out, names.key()),
        None => out,
    }
}

/// `rate 80%` with `adjust rate up 30 points`
pub fn rate_out_of_range(policy: &PolicyPlan, at: u32) -> ClaimFault {
    let (en, zh) = place(policy, at);
    let message = Words::new(format!("the rate of {en} does not lie between 0 and 100%"), format!("{zh}的比例不在百分之零至百分之百之间"));
    by(
        fault(
            Code::C023,
            message,
            Words::new("bound it in the policy with `at most` or `at least`", "请在政策中以「不超过」或「不低于」限定"),
        ),
        policy,
        at,
    )
}

/// `adjust cap at least 2 yuan` with `adjust cap at most 1 yuan`
pub fn bounds_cross(policy: &PolicyPlan, at: u32) -> ClaimFault {
    let (en, zh) = place(policy, at);
    let message = Words::new(format!("the least that {en} and its neighbours allow is above the most"), format!("{zh}等处的下限高于上限"));
    by(fault(Code::C023, message, Words::new("correct the bounds in the policy", "请更正政策中的上下限")), policy, at)
}

/// `deductible unlimited`
pub fn unbounded_deductible(policy: &PolicyPlan, at: u32) -> ClaimFault {
    broken(policy, ("a deductible has no amount", "起付线没有数额"), Some(at))
}

/// a claim of ten trillion yuan with three factors
pub fn too_large(policy: &PolicyPlan, at: u32) -> ClaimFault {
    let message = Words::new("a figure grew too large to be exact", "数额过大，无法精确计算");
    by(fault(Code::C024, message, Words::new("check the amounts of the claim and of the policy", "请核对申报与政策中的数额")), policy, at)
}

/// a doctored plan
pub fn broken(policy: &PolicyPlan, what: (&str, &str), at: Option<u32>) -> ClaimFault {
    let message = Words::new(format!("the policy contradicts itself: {}", what.0), format!("政策自相矛盾：{}", what.1));
    let out = fault(Code::C025, message, Words::new("check the policy's files and load them again", "请检查政策文件并重新载入"));
    match at {
        Some(at) => by(out, policy, at),
        None => out,
    }
}
