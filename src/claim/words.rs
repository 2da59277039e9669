//! Every sentence the reading of claims may say, as functions that build a fault.

use super::ClaimFault;
use crate::diagnostic::{Code, Words};
use crate::value::Money;

/// Where in a claim something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// Among the claim's own keys.
    Claim,
    /// In a line of the bill, counted from 1.
    Item(usize),
    /// In a row of counters, counted from 1.
    Counter(usize),
}

impl At {
    fn words(self) -> Words {
        match self {
            Self::Claim => Words::new("", ""),
            Self::Item(n) => Words::new(format!("item {n}: "), format!("明细第{n}行：")),
            Self::Counter(n) => Words::new(format!("counter row {n}: "), format!("累计第{n}行：")),
        }
    }

    fn say(self, en: &str, zh: &str) -> Words {
        let at = self.words();
        Words::new(format!("{}{en}", at.en), format!("{}{zh}", at.zh))
    }
}

/// What a value turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `"…"`
    Text,
    /// `1`
    Number,
    /// `true`
    Bool,
    /// `null`
    Null,
    /// `[…]`
    List,
    /// `{…}`
    Object,
}

impl Kind {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("a text", "文本"),
            Self::Number => ("a number", "数字"),
            Self::Bool => ("yes or no", "是或否"),
            Self::Null => ("nothing", "空值"),
            Self::List => ("a list", "列表"),
            Self::Object => ("an object", "对象"),
        }
    }
}

fn fault(code: Code, fact: &str, message: Words, help: Words) -> ClaimFault {
    let fact = (!fact.is_empty()).then(|| fact.to_owned());
    ClaimFault { code, message, fact, clause: None, help }
}

/// `{"id": 1,, }`
pub(super) fn not_json(line: usize, column: usize) -> ClaimFault {
    fault(
        Code::C001,
        "",
        Words::new(format!("not JSON at line {line}, column {column}"), format!("第{line}行第{column}列数据格式有误")),
        Words::new("check the quotes, commas, colons and brackets there", "请检查该处的引号、逗号、冒号和括号"),
    )
}

/// `{"id": 1`
pub(super) fn ends_early(line: usize, column: usize) -> ClaimFault {
    fault(
        Code::C001,
        "",
        Words::new(format!("the text ends at line {line}, column {column}, inside a claim"), format!("内容在第{line}行第{column}列中断")),
        Words::new("close what is open: `\"`, `]` or `}`", "请补上未闭合的引号或括号"),
    )
}

/// `{"id": 1} {"id": 2}` on one line
pub(super) fn trailing(line: usize, column: usize) -> ClaimFault {
    fault(
        Code::C001,
        "",
        Words::new(format!("something follows the end at line {line}, column {column}"), format!("第{line}行第{column}列之后还有多余内容")),
        Words::new("write several claims as a list, or one claim to a line", "多个申报请写成列表，或一行一个"),
    )
}

/// a file that is not UTF-8
pub(super) fn not_utf8(line: usize) -> ClaimFault {
    fault(
        Code::C001,
        "",
        Words::new(format!("line {line} is not UTF-8"), format!("第{line}行不是「UTF-8」编码")),
        Words::new("save the claims as UTF-8", "请以「UTF-8」编码保存"),
    )
}

/// `[1]`
pub(super) fn not_an_object(kind: Kind) -> ClaimFault {
    let (en, zh) = kind.words();
    fault(
        Code::C001,
        "",
        Words::new(format!("a claim is an object, and this is {en}"), format!("申报应为对象，此处为{zh}")),
        Words::new("write `{\"care\": \"inpatient\", …}`", "请写成「{\"就医类型\": \"住院\", …}」"),
    )
}

/// `{"age": 45, "age": 46}`
pub(super) fn duplicate_key(at: At, key: &str) -> ClaimFault {
    fault(
        Code::C002,
        key,
        at.say(&format!("`{key}` is stated twice"), &format!("「{key}」重复给出")),
        Words::new("state it once", "请只给出一次"),
    )
}

/// `{"items": [], "明细表": []}`
pub(super) fn both_names(key: &str, other: &str) -> ClaimFault {
    fault(
        Code::C002,
        key,
        Words::new(format!("`{key}` and `{other}` are the same"), format!("「{key}」与「{other}」是同一项")),
        Words::new("state it once, under either name", "请只用其中一个名称给出一次"),
    )
}

/// `{"age": [45]}`
pub(super) fn wrong_value(at: At, key: &str, kind: Kind) -> ClaimFault {
    let (en, zh) = kind.words();
    fault(
        Code::C004,
        key,
        at.say(&format!("`{key}` is {en}"), &format!("「{key}」是{zh}")),
        Words::new("a fact is a text, a number, or yes or no", "事实应为文本、数字或是否"),
    )
}

/// `{"明细": []}`: a list or an object under a key of no standard fact; `meant` is the nearest key that holds a list.
pub(super) fn unknown_list(key: &str, kind: Kind, meant: Option<&str>) -> ClaimFault {
    let (en, zh) = kind.words();
    let help = match meant {
        Some("items" | "明细表") => Words::new("the lines of the bill stand under `items`", "费用明细写在「明细表」之下"),
        Some("counters" | "累计") => Words::new("what was used up before stands under `counters`", "此前的累计写在「累计」之下"),
        Some(_) | None => Words::new(
            "the lines of the bill stand under `items`, what was used up before under `counters`; a fact is a text, a number, or yes or no",
            "费用明细写在「明细表」之下，此前的累计写在「累计」之下；事实应为文本、数字或是否",
        ),
    };
    fault(
        Code::C004,
        key,
        Words::new(format!("`{key}` is {en}, and no key of that name holds one"), format!("「{key}」是{zh}，没有这个名称的{zh}")),
        help,
    )
}

/// `{"age": "\ud800"}`
pub(super) fn broken_text(at: At, key: &str) -> ClaimFault {
    fault(
        Code::C004,
        key,
        at.say(&format!("`{key}` is a text that cannot be read"), &format!("「{key}」的文本无法读取")),
        Words::new("write the characters themselves instead of escapes", "请直接写字符，不用转义"),
    )
}

/// `{"total": 0.12345678901234567890123456789}`
pub(super) fn long_number(at: At, key: &str) -> ClaimFault {
    fault(
        Code::C006,
        key,
        at.say(&format!("`{key}` has more digits than are read"), &format!("「{key}」的位数过多")),
        Words::new("at most 28 digits are read", "至多读取二十八位数字"),
    )
}

/// `[{"\ud800": 1}]`
pub(super) fn broken_key() -> ClaimFault {
    fault(
        Code::C001,
        "",
        Words::new("a key of the claim cannot be read", "申报中有无法读取的键"),
        Words::new("write the characters themselves instead of escapes", "请直接写字符，不用转义"),
    )
}

/// `{"items": 3}`
pub(super) fn not_a_list(key: &str, kind: Kind) -> ClaimFault {
    let (en, zh) = kind.words();
    fault(
        Code::C004,
        key,
        Words::new(format!("`{key}` is {en}, not a list"), format!("「{key}」应为列表，此处为{zh}")),
        Words::new(format!("write `\"{key}\": [ … ]`"), format!("请写成「\"{key}\": [ … ]」")),
    )
}

/// `{"counters": {"before": [], "after": []}}`
pub(super) fn whole_counters(key: &str) -> ClaimFault {
    fault(
        Code::C004,
        key,
        Words::new(format!("`{key}` holds both sides of a result"), format!("「{key}」含有结算前后两份")),
        Words::new("give only the list that stands under `after`", "请只给出「after」之下的列表"),
    )
}

/// `{"items": [3]}`
pub(super) fn row_not_an_object(at: At, key: &str, kind: Kind) -> ClaimFault {
    let (en, zh) = kind.words();
    fault(
        Code::C004,
        key,
        at.say(&format!("a row is an object, and this is {en}"), &format!("应为对象，此处为{zh}")),
        Words::new("write `{ … }`", "请写成「{ … }」"),
    )
}

/// `{"counters": [{"polcy": "a"}]}`
pub(super) fn unknown_counter_key(at: At, key: &str, nearest: Option<&str>) -> ClaimFault {
    let help = match nearest {
        Some(name) => Words::new(format!("did you mean `{name}`?"), format!("是否为「{name}」？")),
        None => Words::new(format!("a row has {}", super::json::COUNTER_KEYS.join(", ")), "请使用上一次结算给出的累计原样"),
    };
    fault(Code::C003, key, at.say(&format!("no key `{key}` in a counter row"), &format!("累计行没有「{key}」这一项")), help)
}

/// `{"counters": [{"policy": "a"}]}`
pub(super) fn counter_key_missing(at: At, key: &str) -> ClaimFault {
    fault(
        Code::C004,
        key,
        at.say(&format!("no `{key}`"), &format!("缺少「{key}」")),
        Words::new("a row needs `policy`, `accumulator` and `period`", "累计行须有「policy」「accumulator」「period」"),
    )
}

/// `{"counters": [{"policy": "a", "accumulator": "b.c", "period": "2025", "paid": "1.00"}]}`
pub(super) fn counter_figure_missing(at: At, key: &str) -> ClaimFault {
    fault(
        Code::C004,
        key,
        at.say(&format!("no `{key}`, and what is not stated is not read as zero"), &format!("缺少「{key}」，未给出的不按零计")),
        Words::new(
            "state `covered`, `deductible`, `base` and `paid` as the last settlement gave them; of a benefit alone, `visits`",
            "请照上一次结算给出「covered」「deductible」「base」「paid」；只计次数的待遇给出「visits」",
        ),
    )
}

/// `{"counters": [{…, "covered": "100.00", "deductible": "0.00", "base": "90.00", …}]}`
pub(super) fn counter_sums(at: At, covered: Money, deductible: Money, base: Money) -> ClaimFault {
    fault(
        Code::C007,
        "covered",
        at.say(
            &format!("`covered` {covered} is not `deductible` {deductible} and `base` {base} together"),
            &format!("「covered」{covered}不等于「deductible」{deductible}与「base」{base}之和"),
        ),
        Words::new(
            "state the row as the last settlement gave it: `base` is all above the deductible, what lay above a cap included",
            "请照上一次结算原样给出：「base」为起付线以上的全部，含超封顶线额",
        ),
    )
}

/// `{"counters": [{…, "base": "90.00", "paid": "100.00"}]}`
pub(super) fn counter_overpaid(at: At, paid: Money, base: Money) -> ClaimFault {
    fault(
        Code::C007,
        "paid",
        at.say(&format!("`paid` {paid} is more than `base` {base}"), &format!("「paid」{paid}大于「base」{base}")),
        Words::new(
            "state the row as the last settlement gave it: a layer never pays more than its base",
            "请照上一次结算原样给出：支付不会超过计算基数",
        ),
    )
}

/// `{"counters": [{"period": "2025年"}]}`
pub(super) fn counter_period(at: At, period: &str) -> ClaimFault {
    fault(
        Code::C004,
        "period",
        at.say(&format!("`{period}` is no period"), &format!("「{period}」不是期间")),
        Words::new(
            "write a year `2025`, a month `2025-03`, or a stay `episode:E7`",
            "请写年「2025」、月「2025-03」，或一次就医「episode:E7」",
        ),
    )
}

/// `{"counters": [{"policy": "a", "accumulator": "b", "period": "2025"}, {"policy": "a", "accumulator": "b", "period": "2025"}]}`
pub(super) fn same_counter(at: At) -> ClaimFault {
    fault(
        Code::C002,
        "counters",
        at.say("an earlier row has the same key", "与前面某行的键相同"),
        Words::new("give one row for each policy, accumulator, period and `by`", "每个政策、累计项、期间及分组只给一行"),
    )
}

/// `{"counters": [{"policy": 3}]}`
pub(super) fn counter_text(at: At, key: &str, kind: Kind) -> ClaimFault {
    let (en, zh) = kind.words();
    fault(
        Code::C004,
        key,
        at.say(&format!("`{key}` is {en}, not a text"), &format!("「{key}」应为文本，此处为{zh}")),
        Words::new(format!("write `\"{key}\": \"…\"`"), format!("请写成「\"{key}\": \"…\"」")),
    )
}

/// `{"counters": [{"paid": "many"}]}`
pub(super) fn counter_money(at: At, key: &str) -> ClaimFault {
    fault(
        Code::C004,
        key,
        at.say(&format!("`{key}` is not an amount of money"), &format!("「{key}」不是金额")),
        Words::new("write yuan, as `\"1234.50\"`", "请以元为单位，如「\"1234.50\"」"),
    )
}

/// `{"counters": [{"paid": "-1"}]}`
pub(super) fn counter_negative(at: At, key: &str) -> ClaimFault {
    fault(
        Code::C005,
        key,
        at.say(&format!("`{key}` is below zero"), &format!("「{key}」小于零")),
        Words::new("what is used up is zero or more", "累计金额不小于零"),
    )
}

/// `{"counters": [{"paid": "0.001"}]}` (`fine`), `{"counters": [{"paid": "99999999999999"}]}`
pub(super) fn counter_imprecise(at: At, key: &str, fine: bool) -> ClaimFault {
    let (en, zh) = if fine { ("finer than a fen", "精确到分以下") } else { ("too large", "数额过大") };
    fault(
        Code::C006,
        key,
        at.say(&format!("`{key}` is {en}"), &format!("「{key}」{zh}")),
        Words::new("write at most two decimals, and at most ten trillion yuan", "至多两位小数，至多十万亿元"),
    )
}

/// `{"counters": [{"visits": 1.5}]}`
pub(super) fn counter_visits(at: At) -> ClaimFault {
    fault(
        Code::C004,
        "visits",
        at.say("`visits` is not a count", "「visits」不是次数"),
        Words::new("write a whole number, 0 or more", "请写不小于零的整数"),
    )
}

/// 1001 keys in a claim
pub(super) fn too_many_keys(at: At, limit: usize) -> ClaimFault {
    fault(
        Code::C026,
        "",
        at.say(&format!("more than {limit} keys"), &format!("键超过{limit}个")),
        Words::new(format!("at most {limit} keys are read"), format!("至多读取{limit}个键")),
    )
}

/// 100001 items in a claim
pub(super) fn too_many_rows(key: &str, limit: usize) -> ClaimFault {
    fault(
        Code::C026,
        key,
        Words::new(format!("`{key}` has more than {limit} rows"), format!("「{key}」超过{limit}行")),
        Words::new(format!("at most {limit} rows are read"), format!("至多读取{limit}行")),
    )
}

/// `{"_note": [[[ … ]]]}` nested 65 deep
pub(super) fn too_deep(key: &str, limit: usize) -> ClaimFault {
    fault(
        Code::C026,
        key,
        Words::new(format!("`{key}` is nested more than {limit} deep"), format!("「{key}」嵌套超过{limit}层")),
        Words::new(format!("at most {limit} levels are carried through"), format!("至多随行{limit}层")),
    )
}
