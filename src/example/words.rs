//! Everything this floor says, in both languages.

use super::name::{Takes, both};
use crate::claim::{ClaimFault, LayerFigure};
use crate::diagnostic::{Code, Fault, Words};
use crate::plan::Names;
use crate::source::Span;
use crate::syntax::tree::{AdjustOp, Literal};

/// A fault with its help.
fn fault(code: Code, span: Span, message: (String, String), help: (String, String)) -> Box<Fault> {
    Box::new(Fault::new(code, span, Words::new(message.0, message.1)).help(Words::new(help.0, help.1)))
}

/// A fault that points at the first of two.
fn first_at(mut fault: Box<Fault>, first: Span, label: (&str, &str)) -> Box<Fault> {
    fault.related.push((first, Words::new(label.0, label.1)));
    fault
}

/// A fault over an unknown name: the nearest known one is the help, or `otherwise` where none is near.
fn unknown(span: Span, message: (String, String), near: Option<&str>, otherwise: (&str, &str)) -> Box<Fault> {
    let help = match near {
        Some(near) => (format!("did you mean `{near}`?"), format!("是否应为「{near}」？")),
        None => (otherwise.0.to_owned(), otherwise.1.to_owned()),
    };
    fault(Code::E101, span, message, help)
}

/// A few names in a row, for a help.
fn list<'a>(names: impl Iterator<Item = &'a Names>) -> (String, String) {
    let all: Vec<&Names> = names.take(8).collect();
    let quoted = |open: &str, close: &str, pick: fn(&Names) -> &str, join: &str| {
        all.iter().map(|names| format!("{open}{}{close}", pick(names))).collect::<Vec<_>>().join(join)
    };
    (quoted("`", "`", Names::key, ", "), quoted("「", "」", Names::label, "、"))
}

/// `example "…" { agee 45 }`
pub(super) fn unknown_fact(span: Span, word: &str, near: Option<&str>) -> Box<Fault> {
    let message = (format!("no fact is named `{word}`"), format!("没有名为「{word}」的事实"));
    let help = (
        "declare the fact in a vocabulary, or state one that is declared: `yibao show` lists them",
        "请先在词汇中声明该事实，或改写已声明的事实：「yibao show」列出全部",
    );
    unknown(span, message, near, help)
}

/// `example "…" { care_end 2025-03-11 }`
pub(super) fn derived_fact(span: Span, word: &str) -> Box<Fault> {
    let message = (format!("`{word}` is derived, a claim does not state it"), format!("「{word}」由推导得出，算例不能直接写"));
    fault(Code::E203, span, message, ("state the facts it follows from".to_owned(), "请写出推导它所需的事实".to_owned()))
}

/// `example "…" { class a }`
pub(super) fn item_fact(span: Span, word: &str) -> Box<Fault> {
    let message = (format!("`{word}` is a fact of one item of the bill"), format!("「{word}」是明细的事实"));
    fault(
        Code::E203,
        span,
        message,
        (format!("write it as a column of `items`: `| {word} |`"), format!("请写作「明细表」的一列：「| {word} |」")),
    )
}

/// `items { | care | }`
pub(super) fn claim_fact(span: Span, word: &str) -> Box<Fault> {
    let message = (format!("`{word}` is a fact of the claim, not of an item"), format!("「{word}」是整单的事实，不属明细"));
    fault(Code::E203, span, message, ("write it on a line of its own before `items`".to_owned(), "请在「明细表」之外另写一行".to_owned()))
}

/// `care inpatient, care outpatient`
pub(super) fn stated_twice(span: Span, word: &str, first: Span) -> Box<Fault> {
    let message = (format!("`{word}` is stated twice for one claim"), format!("同一算例中「{word}」写了两次"));
    let help = ("keep one of the two, or put `then` between them".to_owned(), "请只留一处，或以「接着」分开".to_owned());
    first_at(fault(Code::E102, span, message, help), first, ("first stated here", "首次写在此处"))
}

/// `assume inpatient.pool rate 60%` and again `assume inpatient.pool rate 70%`
pub(super) fn assumed_twice(span: Span, first: Span) -> Box<Fault> {
    let message = ("this clause is assumed twice for one claim".to_owned(), "同一算例中该条款假设了两次".to_owned());
    let help = ("keep one of the two, or put `then` between them".to_owned(), "请只留一处，或以「接着」分开".to_owned());
    first_at(fault(Code::E102, span, message, help), first, ("first assumed here", "首次写在此处"))
}

/// `total 85%`, `injury level3`
pub(super) fn value_of_another_kind(span: Span, fact: &str, takes: Takes<'_>, value: &Literal) -> Box<Fault> {
    let wants = wants(takes);
    let numeric = !matches!(value, Literal::Name(..) | Literal::Yes | Literal::No | Literal::Date(_));
    let unit = numeric && matches!(takes, Takes::Count | Takes::Age | Takes::Years | Takes::Money | Takes::Rate | Takes::Quantity);
    let code = if unit { Code::E201 } else { Code::E210 };
    fault(
        code,
        span,
        (format!("`{fact}` takes {}", wants.0), format!("「{fact}」应为{}", wants.1)),
        (format!("write {}", wants.2), format!("请写作{}", wants.3)),
    )
}

/// What a fact takes, and an example of it: (English, Chinese, English example, Chinese example).
fn wants(takes: Takes<'_>) -> (&'static str, &'static str, String, String) {
    let own = |en: &str, zh: &str| (format!("`{en}`"), format!("「{zh}」"));
    let (en, zh, (shown_en, shown_zh)) = match takes {
        Takes::Enum(values) => ("one of its names", "其取值之一", list(values.iter().map(|(names, _)| names))),
        Takes::YesNo => ("yes or no", "是或否", ("`yes` or `no`".to_owned(), "「是」或「否」".to_owned())),
        Takes::Count => ("a whole number", "整数", own("2", "2")),
        Takes::Age => ("an age in whole years", "周岁数", own("45 years old", "45周岁")),
        Takes::Years => ("a number of years", "年数", own("20 years", "20年")),
        Takes::Region => ("a region code of six digits", "六位行政区划代码", own("100000", "100000")),
        Takes::Date => ("a date", "日期", own("2025-03-01", "2025年3月1日")),
        Takes::Money => ("an amount in yuan", "以元计的金额", own("600 yuan", "600元")),
        Takes::Text => ("a name or a quoted text", "名称或加引号的文字", ("`\"…\"`".to_owned(), "「“…”」".to_owned())),
        Takes::Rate => ("a percentage", "百分比", own("10%", "10%")),
        Takes::Quantity => ("a number", "数字", own("2", "2")),
    };
    (en, zh, shown_en, shown_zh)
}

/// `level level9`
pub(super) fn unknown_value<'a>(
    span: Span,
    fact: &str,
    word: &str,
    near: Option<&str>,
    known: impl Iterator<Item = &'a Names>,
) -> Box<Fault> {
    let (en, zh) = list(known);
    let message = (format!("`{fact}` has no value `{word}`"), format!("「{fact}」没有取值「{word}」"));
    unknown(span, message, near, (&format!("write one of {en}"), &format!("请写下列之一：{zh}")))
}

/// `total 0.001 yuan`
pub(super) fn finer_than_a_fen(span: Span) -> Box<Fault> {
    let message = ("this amount is finer than a fen, or too large".to_owned(), "金额细于分，或过大".to_owned());
    fault(Code::E202, span, message, ("write yuan with at most two decimals".to_owned(), "请以元计，至多两位小数".to_owned()))
}

/// `pol.paid 100 yuan`
pub(super) fn unknown_layer(span: Span, word: &str, near: Option<&str>, known: &[Names]) -> Box<Fault> {
    let message = (format!("no benefit has a layer `{word}`"), format!("没有支付层「{word}」"));
    let (en, zh) = list(known.iter());
    let otherwise = (format!("write one of {en}"), format!("请写下列之一：{zh}"));
    unknown(span, message, near, (&otherwise.0, &otherwise.1))
}

/// `pool.paid 100 yuan` where `pool` is settled here
pub(super) fn not_given(span: Span, word: &str) -> Box<Fault> {
    let message = (
        format!("`{word}` is settled by this policy, a claim does not bring its figures"),
        format!("「{word}」由本政策计算，算例不能直接写其金额"),
    );
    let help = (
        "write `expect` before it, or `before` for what was used up earlier".to_owned(),
        "请改用「应得」，或以「此前」写明已用金额".to_owned(),
    );
    fault(Code::E203, span, message, help)
}

/// `aid.payed 100 yuan` where `aid` is settled elsewhere
pub(super) fn unknown_given_figure(span: Span, word: &str) -> Box<Fault> {
    let message = (format!("a layer settled elsewhere brings no `{word}`"), format!("已结的支付层不带「{word}」"));
    let known = LayerFigure::GIVEN.map(LayerFigure::names);
    let help = (
        format!("write one of `{}`", known.map(|(latin, _)| latin).join("`, `")),
        format!("请写下列之一：「{}」", known.map(|(_, han)| han).join("」、「")),
    );
    fault(Code::E101, span, message, help)
}

/// How a counter is kept: by nothing, or by these facts.
pub(super) fn kept_by(facts: &[&Names]) -> Words {
    if facts.is_empty() {
        return Words::new("by nothing", "不分项");
    }
    let join = |pick: fn(&Names) -> &str, by: &str| facts.iter().map(|names| pick(names)).collect::<Vec<_>>().join(by);
    Words::new(format!("by `{}`", join(Names::key, "`, `")), format!("各「{}」", join(Names::label, "」、「")))
}

/// `expect pool.payed 1 yuan`
pub(super) fn unknown_figure(span: Span, word: &str, near: Option<&str>) -> Box<Fault> {
    let message = (format!("a result has no figure `{word}`"), format!("结果中没有「{word}」"));
    let help = (
        "write a part of the bill, `fund`, `patient`, `cash`, or a layer's figure such as `pool.paid`",
        "请写费用项、「基金支付」、「个人负担」、「现金支付」，或支付层的金额，如「统筹基金.支付」",
    );
    unknown(span, message, near, help)
}

/// `before inpatient.poll.paid 1 yuan`
pub(super) fn unknown_counter(span: Span, word: &str, near: Option<&str>) -> Box<Fault> {
    let message = (format!("nothing is counted under `{word}`"), format!("没有以「{word}」累计的数额"));
    let help = (
        "write `benefit.layer.paid`, a declared accumulator with its figure such as `NAME.paid`, or `benefit.visits`",
        "请写「待遇.支付层.支付」、已声明的累计项及其金额（如「累计项名.支付」），或「待遇.次数」",
    );
    unknown(span, message, near, help)
}

/// `before inpatient.pool.paid by disease "…" 1 yuan` where nothing counts by disease
pub(super) fn not_counted_so(span: Span, word: &str, ways: &[Words]) -> Box<Fault> {
    let message = (format!("`{word}` is not counted that way"), format!("「{word}」并非如此累计"));
    let join = |pick: fn(&Words) -> &String, by: &str| ways.iter().map(|way| pick(way).as_str()).collect::<Vec<_>>().join(by);
    let help = (format!("it is counted {}", join(|way| &way.en, ", and ")), format!("其累计方式：{}", join(|way| &way.zh, "；")));
    fault(Code::E210, span, message, help)
}

/// `before inpatient.pool.paid 1 yuan` in a claim without dates
pub(super) fn no_period(span: Span, needs: &[Names]) -> Box<Fault> {
    let message = ("the claim does not tell the period this counts in".to_owned(), "算例未载明累计所属的期间".to_owned());
    let join = |pick: fn(&Names) -> &str, by: &str| needs.iter().map(pick).collect::<Vec<_>>().join(by);
    let help = (format!("state `{}`", join(Names::key, "` or `")), format!("请写明「{}」", join(Names::label, "」或「")));
    fault(Code::E204, span, message, help)
}

/// two `table { … }` in one example
pub(super) fn two_tables(span: Span, first: Span) -> Box<Fault> {
    let message = ("an example has one table of cases".to_owned(), "一个算例只能有一张算例表".to_owned());
    let help = ("write the second as an example of its own".to_owned(), "请将第二张另写为一个算例".to_owned());
    first_at(fault(Code::E102, span, message, help), first, ("the first table", "第一张表"))
}

/// `items { … }` twice for one claim
pub(super) fn two_bills(span: Span) -> Box<Fault> {
    let message = ("one claim has one `items` table".to_owned(), "一个算例只能有一张「明细表」".to_owned());
    fault(Code::E102, span, message, ("put all rows into one table".to_owned(), "请将各行并入一张表".to_owned()))
}

/// `items { | rate | … }`, `table { | deductible | … }`
pub(super) fn header_misplaced(span: Span, bill: bool) -> Box<Fault> {
    let message = ("this column has no place here".to_owned(), "此处不能有这一列".to_owned());
    let help = if bill {
        ("head it with a fact of items, such as `code` or `amount`".to_owned(), "请以明细的事实为表头，如「项目编码」「金额」".to_owned())
    } else {
        ("head it with a fact or with `expect` and a figure".to_owned(), "请以事实为表头，或写「应得」与所指金额".to_owned())
    };
    fault(Code::E207, span, message, help)
}

/// `| a | b |` under `| x |`
pub(super) fn row_shape(span: Span, cells: usize, header: usize) -> Box<Fault> {
    let message = (format!("this row has {cells} cells, its header {header}"), format!("本行有{cells}格，表头有{header}格"));
    fault(
        Code::E207,
        span,
        message,
        ("give each column one cell; `—` where nothing is stated".to_owned(), "请每列写一格；不写的填「—」".to_owned()),
    )
}

/// `| 1 yuan or more |` in a table of cases
pub(super) fn cell_misplaced(span: Span) -> Box<Fault> {
    let message = ("a claim states one value".to_owned(), "算例中一格只写一个值".to_owned());
    fault(Code::E210, span, message, ("write one constant, or `—` for nothing stated".to_owned(), "请写一个值；不写的填「—」".to_owned()))
}

/// `assume inpatient.pool cap per year 1 yuan` where nothing answers that
pub(super) fn unknown_head(span: Span, word: (&str, &str)) -> Box<Fault> {
    let message = (format!("the policy has no such `{}` there", word.0), format!("政策在该处没有这样的「{}」条款", word.1));
    let help = (
        "write the clause as the policy does: `assume inpatient.pool rate 60%`".to_owned(),
        "请照政策的写法：「假设 待遇名.支付层名 比例 60%」".to_owned(),
    );
    fault(Code::E101, span, message, help)
}

/// `assume inpatient.pool rate unstated`, `assume … rate 60% when injury`
pub(super) fn assumes_one_value(span: Span) -> Box<Fault> {
    let message = ("an assumption supplies one value, without a condition".to_owned(), "假设只给出一个数值，不带条件".to_owned());
    let help = (
        "write the clause and its value: `assume inpatient.pool rate 60%`".to_owned(),
        "请写条款与数值：「假设 待遇名.支付层名 比例 60%」".to_owned(),
    );
    fault(Code::E204, span, message, help)
}

/// `assume inpatient.pool adjust rate 60%`
pub(super) fn assumes_an_operation(span: Span, word: (&str, &str)) -> Box<Fault> {
    let message = ("an assumed adjustment says what it does".to_owned(), "假设的调整须写明如何调整".to_owned());
    let help = (
        format!("write `adjust {} down 10 points`, or `up`, `to`, `×`, `at most`, `at least`", word.0),
        format!("请写「调整 {} 降低10个百分点」，或提高、改为、×、不超过、不低于", word.1),
    );
    fault(Code::E204, span, message, help)
}

/// `assume inpatient.pool rate 60 yuan`
pub(super) fn wrong_assumption(span: Span, money: bool, op: Option<AdjustOp>) -> Box<Fault> {
    let (en, zh) = match op {
        Some(AdjustOp::Times) => ("80%", "80%"),
        Some(AdjustOp::Up | AdjustOp::Down) if !money => ("10 points", "10个百分点"),
        Some(AdjustOp::To | AdjustOp::Up | AdjustOp::Down | AdjustOp::AtLeast | AdjustOp::AtMost) | None if money => ("600 yuan", "600元"),
        Some(AdjustOp::To | AdjustOp::Up | AdjustOp::Down | AdjustOp::AtLeast | AdjustOp::AtMost) | None => ("60%", "60%"),
    };
    let message = ("this clause answers in another unit".to_owned(), "该条款的数值不是这一单位".to_owned());
    fault(Code::E201, span, message, (format!("write it as `{en}`"), format!("请写作「{zh}」")))
}

/// `expect route 5 yuan`, `expect fund direct`
pub(super) fn expects_another_kind(span: Span, money: bool) -> Box<Fault> {
    let message = ("this is not what such a figure holds".to_owned(), "该项结果并非此类".to_owned());
    let help = if money {
        ("write an amount, such as `600 yuan`".to_owned(), "请写金额，如「600元」".to_owned())
    } else {
        ("write a name, such as `direct`".to_owned(), "请写名称，如「直接结算」".to_owned())
    };
    fault(Code::E210, span, message, help)
}

/// `expect pool.paid + inpatient.visits 5 yuan`
pub(super) fn adds_unlike(span: Span) -> Box<Fault> {
    let message = ("visits and money do not add up".to_owned(), "次数与金额不能相加".to_owned());
    fault(Code::E201, span, message, ("expect each on its own".to_owned(), "请分别写「应得」".to_owned()))
}

/// `expect route inpatient`
pub(super) fn unknown_outcome<'a>(span: Span, word: &str, near: Option<&str>, known: impl Iterator<Item = &'a Names>) -> Box<Fault> {
    let (en, zh) = list(known);
    let message = (format!("no result is named `{word}` here"), format!("此处没有「{word}」这一结果"));
    unknown(span, message, near, (&format!("write one of {en}"), &format!("请写下列之一：{zh}")))
}

/// `expect error misssing_fact age`
pub(super) fn unknown_code(span: Span, word: &str, near: Option<&str>) -> Box<Fault> {
    let message = (format!("no error is named `{word}`"), format!("没有名为「{word}」的错误"));
    unknown(
        span,
        message,
        near,
        ("write a code such as `C009`, or its name such as `missing_fact`", "请写编码，如「C009」，或其名称，如「缺少事实」"),
    )
}

/// `framework f { example "…" { … } }`
pub(super) fn framework_settles_nothing(span: Span) -> Box<Fault> {
    let message = ("a framework settles nothing, so it has no examples".to_owned(), "框架不作结算，不能有算例".to_owned());
    fault(Code::E203, span, message, ("move the example to a policy that extends it".to_owned(), "请将算例移至沿用它的政策".to_owned()))
}

/// `example "…" { }`
pub(super) fn expects_nothing(span: Span) -> Box<Fault> {
    let message = ("this example expects nothing".to_owned(), "本算例没有「应得」".to_owned());
    fault(
        Code::E204,
        span,
        message,
        ("write what should come out: `expect fund 100 yuan`".to_owned(), "请写明应得：「应得 基金支付 100元」".to_owned()),
    )
}

/// A thing's two names, for what was expected and what was got.
pub(super) fn named(names: &Names) -> Words {
    Words::new(names.key(), names.label())
}

/// Several names; `none` for no name.
pub(super) fn named_all<'a>(names: impl Iterator<Item = &'a Names>) -> Words {
    let all: Vec<&Names> = names.collect();
    if all.is_empty() {
        return Words::new("none", "无");
    }
    let join = |pick: fn(&Names) -> &str, by: &str| all.iter().map(|names| pick(names)).collect::<Vec<_>>().join(by);
    Words::new(join(Names::key, ", "), join(Names::label, "、"))
}

/// The result as a whole, where a claim was to be settled or was not to be.
pub(super) fn outcome() -> Words {
    Words::new("outcome", "结果")
}

/// A claim that was settled.
pub(super) fn settled() -> Words {
    Words::new("settled", "已结算")
}

/// A claim that was not settled, and why.
pub(super) fn not_settled(faults: &[ClaimFault]) -> Words {
    let en =
        faults.iter().map(|fault| format!("{} {}: {}", fault.code, fault.code.slug(), fault.message.en)).collect::<Vec<_>>().join("; ");
    let zh =
        faults.iter().map(|fault| format!("{} {}：{}", fault.code, fault.code.slug_zh(), fault.message.zh)).collect::<Vec<_>>().join("；");
    Words::new(format!("not settled: {en}"), format!("未结算：{zh}"))
}

/// An error that was expected.
pub(super) fn error(code: Code, about: &[String]) -> Words {
    let written = |slug: &str| std::iter::once(slug).chain(about.iter().map(String::as_str)).collect::<Vec<_>>().join(" ");
    Words::new(format!("{code} {}", written(code.slug())), format!("{code} {}", written(code.slug_zh())))
}

/// A figure rounded to a unit, as it was printed.
pub(super) fn rounded(amount: &str, exact: &str) -> Words {
    Words::new(format!("{amount} (exactly {exact})"), format!("{amount}（未取整为{exact}）"))
}

/// Both names of known things, for suggestions.
pub(super) fn names_of<'a>(all: impl Iterator<Item = &'a Names>) -> impl Iterator<Item = &'a str> {
    all.flat_map(both)
}

/// A counter whose period or key the claim does not tell.
pub(super) fn unknown_period() -> Words {
    Words::new("nothing: the claim does not tell the period", "无：算例未载明累计所属的期间")
}
