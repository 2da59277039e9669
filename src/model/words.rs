//! The words of this floor: each fault about names, types and inheritance, in both languages.
//!
//! The doc comment of each is the smallest text that triggers it.

mod unknown;

use crate::diagnostic::{Code, Fault, Lang, Words};
use crate::plan::Names;
use crate::source::Span;
use chrono::{Datelike, NaiveDate};
use unknown::{offer, written};

pub use unknown::{Thing, two, unknown, unknown_value};

/// `when filing is 转诊或急诊`
pub fn glued(name: &str, pieces: &[String], span: Span) -> Fault {
    let spaced = pieces.iter().map(|piece| written(piece)).collect::<Vec<_>>().join(" ");
    Fault::new(
        Code::E103,
        span,
        Words::new(format!("`{name}` is several known words written together"), format!("「{name}」是若干已知词语连写而成")),
    )
    .help(Words::new(format!("put blanks between them: `{spaced}`"), format!("请以空格分开：「{spaced}」")))
    .fix(span, spaced, true)
}

/// `fact age …` twice
pub fn twice(name: &str, span: Span, first: Span) -> Fault {
    Fault::new(Code::E102, span, Words::new(format!("`{name}` is declared twice"), format!("「{name}」重复声明")))
        .help(Words::new("remove one of the two, or give one another name", "请删去其一，或改用另一名称"))
        .related(first, Words::new("declared here first", "首次声明于此"))
}

/// `filing emergency …` twice
pub fn filing_twice(name: &str, span: Span, first: Span) -> Fault {
    let mut fault = twice(name, span, first);
    fault.help = Some(Words::new(
        format!(
            "one kind with two rules: let the deemed one be a group of its own name, `group … of filed_as {name}`, and keep `{name}` for the one that is filed; else remove one of the two"
        ),
        format!(
            "同一备案类型有两种规则的，视同已备案的一种另立合称「合称 … 属 备案类型 {name}」，实际办理的一种仍名「{name}」；否则请删去其一"
        ),
    ));
    fault
}

/// `[细则 "一"]` without `document 细则 …`
pub fn unknown_document(name: &str, near: Option<&str>, span: Span) -> Fault {
    let fault =
        Fault::new(Code::E104, span, Words::new(format!("no document is declared as `{name}`"), format!("未声明名为「{name}」的依据")));
    match near {
        Some(near) => offer(fault, near),
        None => fault.help(Words::new(
            format!("declare it: `document {name} \"title\" number \"…\" 2025-01-01 official`"),
            format!("请先声明：「依据 {name} “标题” 文号 “……” 2025年1月1日 正式」"),
        )),
    }
}

/// `let a b × 1` and `let b a × 1`
pub fn cyclic(name: &str, span: Span) -> Fault {
    Fault::new(Code::E105, span, Words::new(format!("`{name}` is defined by itself"), format!("「{name}」以其自身定义")))
        .help(Words::new("break the circle: one of them must stand on constants alone", "请打破循环：其中之一须只依常数定义"))
}

/// a layer beside another in the same place of the chain, with the layer it could follow instead
pub fn two_in_one_place(name: &Names, other: &Names, first: bool, span: Span) -> Fault {
    let (en, zh) = (other.key(), other.label());
    let message = if first {
        Words::new(
            format!("layer `{}` has no `after`: only the first layer of a benefit, here `{en}`, may leave it out", name.key()),
            format!("支付层「{}」未写「承接」：同一待遇只有最先支付的一层（此处为「{zh}」）可以不写", name.label()),
        )
    } else {
        Words::new(
            format!("layer `{}` follows a layer that `{en}` follows already", name.key()),
            format!("支付层「{}」所承接的一层已由「{zh}」承接", name.label()),
        )
    };
    Fault::new(Code::E106, span, message).help(Words::new(format!("write `after {en}`"), format!("请写「承接 {zh}」")))
}

/// two layers without `after`
pub fn not_one_chain(name: &str, why: (&str, &str), span: Span) -> Fault {
    Fault::new(Code::E106, span, Words::new(format!("layer `{name}` {}", why.0), format!("支付层「{name}」{}", why.1))).help(Words::new(
        "the layers of a benefit form one chain: one has no `after`, every other follows exactly one",
        "同一待遇的支付层须成一链：仅一层不写「承接」，其余各承接一层",
    ))
}

/// `layer a after b` and `layer b after a`
pub fn layer_circle(names: &[&Names], span: Span) -> Fault {
    let en: Vec<_> = names.iter().map(|names| format!("`{}`", names.key())).collect();
    let zh: Vec<_> = names.iter().map(|names| format!("「{}」", names.label())).collect();
    let message = Words::new(
        format!("these layers follow one another in a circle: {}", en.join(" after ")),
        format!("支付层循环承接：{}", zh.join("承接")),
    );
    Fault::new(Code::E106, span, message).help(Words::new("take `after` from the layer that pays first", "请删去最先支付的一层的「承接」"))
}

/// `layer patient { … }`
pub fn layer_name_taken(name: &str, span: Span) -> Fault {
    let message = Words::new(
        format!("`{name}` already names a part of the bill or a sum of the result"),
        format!("「{name}」已是费用项或结算结果的名称"),
    );
    Fault::new(Code::E107, span, message).help(Words::new("give the layer another name", "请给支付层另取名称"))
}

/// `part fund of eligible when …`
pub fn part_name_taken(name: &str, span: Span) -> Fault {
    let message = Words::new(
        format!("`{name}` already names a part of every bill, a sum of the result or a key of the claim"),
        format!("「{name}」已是账单固有的费用项、结算结果或申报键的名称"),
    );
    Fault::new(Code::E107, span, message).help(Words::new("give the part another name", "请给费用项另取名称"))
}

/// `fact counters yes or no`
pub fn reserved(name: &str, span: Span) -> Fault {
    let message = Words::new(
        format!("`{name}` is a key every claim or result has, and no fact"),
        format!("「{name}」是申报或结算结果固有的键，不能用作事实"),
    );
    Fault::new(Code::E107, span, message).help(Words::new("give the fact another name", "请给事实另取名称"))
}

/// `adjust cap down 10 yuan` where there are two caps
pub fn ambiguous_head(head: &str, span: Span) -> Fault {
    Fault::new(
        Code::E107,
        span,
        Words::new(format!("this layer has several heads that `{head}` may mean"), "本支付层有多个同类条款，无法判断调整哪一个"),
    )
    .help(Words::new("name its period, accumulator and key as the clause does", "请照原条款写明期间、累计项与计数依据"))
}

/// `cap per year 85%`
pub fn wrong_unit(wanted: (&str, &str), span: Span) -> Fault {
    Fault::new(Code::E201, span, Words::new(format!("this must be {}", wanted.0), format!("此处应为{}", wanted.1)))
        .help(Words::new(format!("write {}", wanted.0), format!("请写{}", wanted.1)))
}

/// `rate 80`, `adjust rate down 10%`: what was most likely meant is known
pub fn wrong_unit_for(wanted: (&str, &str), right: (&str, &str), span: Span) -> Fault {
    let mut fault = wrong_unit(wanted, span);
    fault.help = Some(Words::new(format!("write {}", right.0), format!("请写{}", right.1)));
    fault
}

/// `cap per year approved_limit`, where that is a fact
pub fn fact_for_a_figure(name: &str, span: Span) -> Fault {
    Fault::new(
        Code::E201,
        span,
        Words::new(format!("`{name}` is a fact, and a figure is a constant"), format!("「{name}」是事实，此处的数额须为常数")),
    )
    .help(Words::new(
        format!("write the figure for each of its values in a table: `{{ | {name} | value | … }}`; a figure that each claim brings cannot be written yet: write `unstated`"),
        format!("各取值的数额写成表：「{{ | {name} | 值 | …… }}」；由申报逐件带来的数额尚不能写，请写「未载明」"),
    ))
}

/// `rate 120%`
pub fn out_of_range(what: (&str, &str), span: Span) -> Fault {
    Fault::new(Code::E202, span, Words::new(what.0, what.1)).help(Words::new("write a value inside the range", "请改写为范围内的数值"))
}

/// `deductible per visit 600 yuan` outside a layer
pub fn misplaced(wanted: (&str, &str), span: Span) -> Fault {
    Fault::new(Code::E203, span, Words::new("this clause has no place here", "此条款不应出现在这里"))
        .help(Words::new(format!("it belongs in {}", wanted.0), format!("应写在{}之内", wanted.1)))
}

/// `allow E302 "…"`, `deny E302 "…"`
pub fn error_ruled(deny: bool, code: &str, span: Span) -> Fault {
    let (en, zh, help) = if deny {
        ("is an error already, and only warnings can be denied", "本是错误，只有警告可以从严", Words::new("remove it", "删去此条"))
    } else {
        let help = Words::new("remove it, and mend what is wrong", "删去此条，并更正错误");
        ("is an error, and only warnings can be allowed", "是错误，只有警告可以豁免", help)
    };
    Fault::new(Code::E203, span, Words::new(format!("`{code}` {en}"), format!("「{code}」{zh}"))).help(help)
}

/// `deny W501 "…"`
pub fn never_denied(code: &str, span: Span) -> Fault {
    let message = Words::new(
        format!("`{code}` is told by `yibao mutate` alone: it can be allowed and not denied"),
        format!("「{code}」只由「yibao mutate」报告，可以豁免，不能从严"),
    );
    Fault::new(Code::E203, span, message).help(Words::new("remove it", "删去此条"))
}

/// a layer without `covers`
pub fn missing_clause(thing: (&str, &str), clause: (&str, &str), span: Span) -> Fault {
    let (en, zh) = shown(clause);
    Fault::new(Code::E204, span, Words::new(format!("{} has no `{}`", thing.0, clause.0), format!("{}缺少「{}」", thing.1, clause.1)))
        .help(Words::new(format!("write {en}, here or in a framework it extends"), format!("请在此处或其沿用的框架中写明{zh}")))
}

/// A clause as it may be written, where one example says it all.
fn shown(clause: (&str, &str)) -> (String, String) {
    let example = match clause.0 {
        "applies on" => ("applies on care_end", "适用日期 就医结束日"),
        "year of" => ("year of care_end", "年度归属 就医结束日"),
        "rounding" => ("rounding half up to 0.01 yuan, first pay per item", "取整 四舍五入 至 0.01元，先行自付 逐项"),
        "covers" => ("covers eligible", "纳入 合规费用"),
        "region" => ("region 430100", "统筹区 430100"),
        "effective" => ("effective 2025-01-01 ..", "施行 2025年1月1日起"),
        _ => return (format!("`{}`", clause.0), format!("「{}」", clause.1)),
    };
    (format!("it, as `{}`", example.0), format!("，例如「{}」", example.1))
}

/// `effective 2024-01-01`, where `effective 2024-01-01 ..` will have been meant
pub fn one_day(day: NaiveDate, span: Span) -> Fault {
    let (en, zh) = (day.to_string(), format!("{}年{}月{}日", day.year(), day.month(), day.day()));
    // A date in Han is longer than the ten digits and marks of the other form.
    let onwards = if span.range().len() > en.len() { "起" } else { " .." };
    Fault::new(Code::W312, span, Words::new(format!("this is in force on `{en}` alone"), format!("此处只在「{zh}」一天施行")))
        .help(Words::new(
            format!("write `{en} ..` where it holds from that day on, `{en} .. {en}` where one day is meant"),
            format!("自该日起施行的写「{zh}起」；确为一天的写「{zh}至{zh}」"),
        ))
        .fix(Span { start: span.end, ..span }, onwards, false)
}

/// a policy without `region`
pub fn missing_own(thing: (&str, &str), clause: (&str, &str), span: Span) -> Fault {
    let mut fault = missing_clause(thing, clause, span);
    fault.help = Some(Words::new(
        format!("write {} in the policy itself: no framework gives it", shown(clause).0),
        format!("请在政策中写明{}；框架不能代写", shown(clause).1),
    ));
    fault
}

/// `rate 80%` beside `share 20%`; where both stand in one clause, `other` is that clause too
pub fn conflicting(what: (&str, &str), span: Span, other: Span) -> Fault {
    let fault = Fault::new(Code::E205, span, Words::new(what.0, what.1)).help(Words::new("keep one of the two", "两者只能保留其一"));
    if other == span { fault } else { fault.related(other, Words::new("the other one", "另一条款")) }
}

/// `bands from zero over the year` beside `deductible per year in total 12000 yuan`
pub fn unnamed_counter(layer: &Names, shared: &Names, span: Span, other: Option<Span>) -> Fault {
    let message = Words::new(
        format!(
            "the bands go on over the year by the claims of `{}` alone, while a figure beside them counts in `{}`",
            layer.key(),
            shared.key()
        ),
        format!("费用段只按「{}」自己的结算全年累计，而旁边的金额计入「{}」", layer.label(), shared.label()),
    );
    let help = Words::new(
        format!(
            "write `over the year in {}` where the bands go on in that counter too, or `over the year in {}` where they are to count this layer alone",
            shared.key(),
            layer.key()
        ),
        format!(
            "费用段也按该累计项接续的，写「全年累计 计入 {}」；确只计本支付层的，写「全年累计 计入 {}」",
            shared.label(),
            layer.label()
        ),
    );
    let fault = Fault::new(Code::E211, span, message).help(help);
    other.into_iter().fold(fault, |fault, other| fault.related(other, Words::new("counted in common here", "此处计入共用的累计项")))
}

/// `filing referral when filing is unfiled { … }`
pub fn too_early(fact: &Names, span: Span) -> Fault {
    Fault::new(
        Code::E206,
        span,
        Words::new(
            format!("`{}` is not settled yet when this is asked", fact.key()),
            format!("此时「{}」尚未确定", fact.label()),
        ),
    )
    .help(Words::new(
        "a guard reads what earlier steps settled: facts of the claim, then filing, then route; facts of items only in `part` and `first pay`",
        "条件只能读取先前步骤已确定的事实：先申报事实，次备案，次结算方式；明细事实只用于「费用项」与「先行自付」",
    ))
}

/// a table whose columns make no sense
pub fn table_shape(what: (&str, &str), span: Span) -> Fault {
    Fault::new(Code::E207, span, Words::new(what.0, what.1)).help(Words::new(
        "condition columns (a fact, `band`, `effective`) stand left, answer columns right; every row has one cell under each header",
        "条件列（事实、「费用段」、「施行」）在左，答案列在右；每行与表头列数相同",
    ))
}

/// `| level2 | level2 |` in the header of a table across levels; `left` are the values no column has
pub fn heads_twice(span: Span, first: Span, shown: &str, left: &[(String, String)]) -> Fault {
    let list = |pick: fn(&(String, String)) -> &String, open: &str, close: &str, join: &str| {
        left.iter().take(8).map(|names| format!("{open}{}{close}", pick(names))).collect::<Vec<_>>().join(join)
    };
    let fault = Fault::new(Code::E207, span, Words::new(format!("`{shown}` heads two columns"), format!("「{shown}」是两列的表头")))
        .related(first, Words::new("headed here first", "首次作表头于此"));
    if left.is_empty() {
        return fault.help(Words::new("keep one of the two columns", "两列只能保留其一"));
    }
    fault.help(Words::new(
        format!("keep one of the two columns; no column has {}", list(|names| &names.0, "`", "`", ", ")),
        format!("两列只能保留其一；尚无此列：{}", list(|names| &names.1, "「", "」", "、")),
    ))
}

/// `level is over 3`
pub fn wrong_kind(fact: &Names, wanted: (&str, &str), span: Span) -> Fault {
    let (en, zh) = (fact.key(), fact.label());
    Fault::new(Code::E210, span, Words::new(format!("`{en}` is not compared with this"), format!("「{zh}」不能与此比较")))
        .help(Words::new(format!("`{en}` takes {}", wanted.0), format!("「{zh}」应取{}", wanted.1)))
}

/// `当 住院次数 是 第二次及以上`
pub fn ordinal(fact: &Names, right: (&str, &str), span: Span) -> Fault {
    let mut fault = wrong_kind(fact, ("a whole number", "整数"), span);
    fault.help = Some(Words::new(format!("write `{}`", right.0), format!("请写「{}」", right.1)));
    fault
}

/// `framework a extends b`, `framework b extends a`
pub fn cyclic_extends(name: &str, span: Span) -> Fault {
    Fault::new(Code::E401, span, Words::new(format!("`{name}` extends itself"), format!("「{name}」沿用其自身")))
        .help(Words::new("remove one `extends` of the circle", "请删去循环中的一处「沿用」"))
}

/// a framework that extends one that extends one …
pub fn too_deep(most: usize, span: Span) -> Fault {
    Fault::new(
        Code::E008,
        span,
        Words::new(format!("more than {most} frameworks stand above one another here"), format!("此处框架层层沿用超过{most}层")),
    )
    .help(Words::new("join some of them into one", "请合并其中一些框架"))
}

/// `override cap per year 1 yuan` where no such clause is inherited
///
/// `near` is the inherited clause of that head under another guard, or the head of one of its kind.
pub fn overrides_nothing(removing: bool, near: Option<(Span, Option<Words>)>, span: Span) -> Fault {
    let (en, zh) = if removing { ("remove", "删去") } else { ("override", "覆盖") };
    let fault = Fault::new(Code::E402, span, Words::new(format!("nothing inherited is there to {en}"), format!("没有可{zh}的沿用条款")))
        .help(Words::new(
            "head and guard must be those of the inherited clause: `yibao show` prints them",
            "标目与条件须与所沿用条款一致，可用「yibao show」查看",
        ));
    match near {
        Some((near, None)) => fault.related(near, Words::new("the nearest one: another guard", "最接近的条款：条件不同")),
        Some((near, Some(head))) => fault
            .help(Words::new(format!("what is inherited is `{}`", head.en), format!("所沿用的是「{}」", head.zh)))
            .related(near, Words::new("the nearest one: another head", "最接近的条款：标目不同")),
        None => fault,
    }
}

/// a clause of a framework given again
pub fn needs_override(span: Span, first: Span) -> Fault {
    Fault::new(Code::E403, span, Words::new("an inherited clause says this already", "所沿用的条款已有此项规定"))
        .help(Words::new(
            "write `override` before it; a block is reopened by its kind and name alone",
            "请在其前写「覆盖」；重开一个条款块只写其种类与名称",
        ))
        .related(first, Words::new("inherited from here", "沿用自此处"))
}

/// `extends one, other`, both of which give the clause
pub fn two_parents(child: &str, span: Span, one: Span, other: Span) -> Fault {
    let message =
        Words::new(format!("two frameworks that `{child}` extends give one clause"), format!("「{child}」沿用的两个框架各有同一条款"));
    Fault::new(Code::E403, span, message)
        .help(Words::new("say it here once more, with `override` before it", "请在此重写该条款，其前写「覆盖」"))
        .related(one, Words::new("the one", "其一"))
        .related(other, Words::new("the other", "其二"))
}

/// `extends nothing_like_it`
pub fn unknown_parent(name: &str, near: Option<&str>, span: Span) -> Fault {
    let fault = Fault::new(Code::E404, span, Words::new(format!("no framework is called `{name}`"), format!("没有名为「{name}」的框架")));
    match near {
        Some(near) => offer(fault, near),
        None => {
            fault.help(Words::new("load the file that declares it, or extend another framework", "请一并载入声明它的文件，或沿用其他框架"))
        }
    }
}

/// `extends` a policy
pub fn parent_is_policy(name: &str, above: &[&str], span: Span) -> Fault {
    Fault::new(
        Code::E404,
        span,
        Words::new(format!("`{name}` is a policy; only a framework is extended"), format!("「{name}」是政策，只有框架可以沿用")),
    )
    .help(match above {
        [] => Words::new("move what they share into a framework, and extend that", "请把共同条款移入框架，再沿用该框架"),
        above => Words::new(
            format!("extend what it extends, `{}`, or move more of what they share into a framework", above.join(", ")),
            format!("请沿用它所沿用的「{}」，或把其他共同条款也移入框架", above.join("，")),
        ),
    })
}

/// `effective 2024-01-01 ..` and `effective 2025-01-01 ..` under one name
pub fn versions_overlap(name: &str, span: Span, other: Span) -> Fault {
    Fault::new(
        Code::E405,
        span,
        Words::new(format!("two versions of `{name}` are in force on the same day"), format!("「{name}」有两个版本在同一日施行")),
    )
    .help(Words::new(
        "end the earlier one the day before: `effective 2024-01-01 .. 2024-12-31`",
        "请使前一版本止于前一日：「施行 2024年1月1日 至 2024年12月31日」",
    ))
    .related(other, Words::new("the other version", "另一版本"))
}

/// two policies of one region and scheme on one day
pub fn policies_overlap(one: &str, two: &str, span: Span, other: Span) -> Fault {
    Fault::new(
        Code::E405,
        span,
        Words::new(
            format!("`{one}` and `{two}` hold for the same region and scheme on the same day"),
            format!("「{one}」与「{two}」在同一日适用于同一统筹区与险种"),
        ),
    )
    .help(Words::new("give them different regions, schemes or periods", "请使两者的统筹区、险种或施行期间不同"))
    .related(other, Words::new("the other policy", "另一政策"))
}

/// a child in force before its framework
pub fn parent_gap(parent: &str, day: &str, span: Span, version: Option<Span>) -> Fault {
    let fault = Fault::new(
        Code::E406,
        span,
        Words::new(format!("no version of `{parent}` is in force on {day}"), format!("「{parent}」在{day}没有施行的版本")),
    )
    .help(Words::new("let the policy begin later, or add the framework's earlier version", "请推迟政策的施行日，或补充框架的较早版本"));
    match version {
        Some(version) => fault.related(version, Words::new("in force on other days", "在其他日期施行")),
        None => fault,
    }
}

/// `| level1 | 90% | 80% |` under a header of two columns
pub fn row_width(row: Span, cells: usize, header: Option<Span>, wide: usize) -> Fault {
    let fault = table_shape(("this row has not as many cells as the header", "此行的列数与表头不同"), row);
    let label = Words::new(format!("{wide} columns here, {cells} cells in the row"), format!("此处 {wide} 列，该行 {cells} 格"));
    match header {
        Some(header) => fault.related(header, label),
        None => fault,
    }
}

/// a framework's `cap per year unstated` that its child leaves as it is
///
/// `clause` is the clause demanded, `inside` the blocks to write it in, from the policy down.
pub fn demand_unfilled(span: Span, demand: Span, clause: &Words, inside: &[Words]) -> Fault {
    let nest = |lang: Lang| {
        let open = inside.iter().fold(String::new(), |open, block| open + block.of(lang) + " { ");
        format!("{open}{}{}", clause.of(lang), " }".repeat(inside.len()))
    };
    Fault::new(
        Code::E407,
        span,
        Words::new(
            format!("the framework leaves `{}` to this policy, which does not say it", clause.en),
            format!("框架要求写明「{}」，本政策没有写", clause.zh),
        ),
    )
    .help(Words::new(
        format!("write `{}` with the figure, or as it stands with the citation of the document that is silent", nest(Lang::En)),
        format!("请写「{}」并填数值；文件未载明的，照写并注明依据", nest(Lang::Zh)),
    ))
    .related(demand, Words::new("demanded here", "要求写在此处"))
}

/// a fault that only one version of a framework brings about
pub fn on_days(fault: &Fault, (from, to): (i64, i64)) -> Fault {
    let day = |n: i64| crate::calendar::date_of(n).map_or_else(String::new, |d| d.to_string());
    let days = format!("{} .. {}", day(from), day(to));
    let mut out = fault.clone();
    let days = days.trim();
    out.message.en = format!("{} (in {days}, under the framework's version of those days)", out.message.en);
    out.message.zh = format!("{}（{days} 期间，依框架当时的版本）", out.message.zh);
    out
}
