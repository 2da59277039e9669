//! The words of every fault of this floor.

use super::why::Why;
use crate::diagnostic::{Code, Fault, Words};
use crate::source::Span;
use chrono::{Datelike, NaiveDate};

/// `deductible per visit 100 yuan when level is level1`, and nothing for the other levels
pub fn gap(span: Span, what: &Words, claim: &Words) -> Fault {
    fault(
        Code::E301,
        span,
        format!("nothing answers `{}` for the claim `{}`", what.en, claim.en),
        format!("「{}」没有条款适用于申报「{}」", what.zh, claim.zh),
    )
    .help(Words::new(
        "add a row (or, in a table `across`, a column) for this case, or one headed `otherwise`; `—` where it cannot arise",
        "为此情形添一行（「按」的表则添一列），或写「其余」；此情形不会出现的，写「—」",
    ))
}

/// `cap per year 1 yuan` and `cap per year 2 yuan when injury`
pub fn overlap(span: Span, other: Span, what: &Words, claim: &Words) -> Fault {
    fault(
        Code::E302,
        span,
        format!("two clauses answer `{}` for the claim `{}`", what.en, claim.en),
        format!("申报「{}」有两条「{}」同时适用", claim.zh, what.zh),
    )
    .label(Words::new("this one answers", "此条适用"))
    .related(other, Words::new("so does this one", "此条也适用"))
    .help(Words::new(
        "guard one of them so that only one can hold, head a row with `otherwise`, or take one out",
        "给其中一条加上条件，使二者不能同时成立；表行也可写「其余」；或删去其一",
    ))
}

/// `deductible per visit 300 yuan` beside `deductible per year 600 yuan`
pub fn two_periods() -> Words {
    Words::new(
        "one deductible holds for a claim: a bound on those of the year beside that of each visit is `deductible per year total at most 600 yuan`; \
         otherwise guard them so that only one can hold, or take one out",
        "一件申报只适用一条起付线：在每次起付线之外限定全年合计的，写「起付线 每年 累计不超过 600元」；否则给其中一条加上条件，或删去其一",
    )
}

/// `| over 100 yuan | 80% |` as the only row of a table of bands; where the first band begins above 0, `first` is its
/// beginning, and whether bands are counted from zero
pub fn band_gap(span: Span, what: &Words, amount: &Words, claim: &Words, first: Option<(&str, bool)>) -> Fault {
    let fault = fault(
        Code::E303,
        span,
        format!("the bands of `{}` leave out {} for the claim `{}`", what.en, amount.en, claim.en),
        format!("「{}」的费用段漏了{}，例如申报「{}」", what.zh, amount.zh, claim.zh),
    );
    fault.help(match first {
        None => Words::new(
            "the bands of one case must run from 0 without a gap, the last one open",
            "同一情形的费用段须从零起首尾相接，末段不封口",
        ),
        Some((from, true)) => Words::new(
            format!(
                "`bands from zero` counts all cost from its first fen, the deductible included: let the first band begin at 0, not at {from} yuan (`… yuan or less`); what the deductible takes of it is not paid"
            ),
            format!("「分段 从零起」自费用的第一分计起，起付线也在其内：首段请从零起（写「……元以下」），不从{from}元起；其中起付线部分本就不支付"),
        ),
        Some((from, false)) => Words::new(
            format!(
                "`bands above deductible` counts only what is over the deductible: let the first band begin at 0, not at {from} yuan (`… yuan or less`), and take the deductible off every bound; if the document counts it in, write `bands from zero`"
            ),
            format!("「分段 起付线以上」只计起付线以上的费用：首段请从零起（写「……元以下」），不从{from}元起，各界减去起付线；文件连起付线一起计的，改写「分段 从零起」"),
        ),
    })
}

/// `| 0 .. 100 yuan | 80% |` beside `| over 50 yuan | 90% |`
pub fn band_overlap(span: Span, other: Span, what: &Words, claim: &Words) -> Fault {
    fault(
        Code::E303,
        span,
        format!("two bands of `{}` share amounts for the claim `{}`", what.en, claim.en),
        format!("「{}」有两个费用段重叠，例如申报「{}」", what.zh, claim.zh),
    )
    .label(Words::new("this band", "此费用段"))
    .related(other, Words::new("and this one", "与此费用段"))
    .help(Words::new("let one band begin where the other ends", "使一段的起点为另一段的终点"))
}

/// `layer b after a { covers first_self_pay }` where `layer a { covers first_self_pay }`
pub fn taken_before(span: Span, other: Span, part: &Words, layer: &Words, claim: &Words) -> Fault {
    fault(
        Code::E304,
        span,
        format!("`{}` may already be taken whole by the layer `{}`, as for the claim `{}`", part.en, layer.en, claim.en),
        format!("「{}」可能已被支付层「{}」全部纳入，例如申报「{}」", part.zh, layer.zh, claim.zh),
    )
    .related(other, Words::new("taken here", "在此纳入"))
    .help(Words::new(
        "cover `rest`, or guard the layers so that only one of them runs",
        "改为纳入「剩余」，或给支付层加条件使二者不同时执行",
    ))
}

/// `policy … { benefit inpatient when care is inpatient { … } }`, and nothing for other care
pub fn no_benefit(span: Span, claim: &Words) -> Fault {
    fault(Code::E305, span, format!("no benefit answers the claim `{}`", claim.en), format!("没有待遇适用于申报「{}」", claim.zh))
        .help(Words::new("add a benefit for this case, or refuse it in `route`", "为此情形添一项待遇，或在「结算方式」中写明不予支付"))
}

/// two benefits of which both hold
pub fn two_benefits(span: Span, other: Span, claim: &Words) -> Fault {
    fault(Code::E302, span, format!("two benefits answer the claim `{}`", claim.en), format!("申报「{}」有两项待遇同时适用", claim.zh))
        .related(other, Words::new("the other benefit", "另一项待遇"))
        .help(Words::new("guard one of them so that only one can hold", "给其中一项加上条件，使二者不能同时成立"))
}

/// `filing emergency { deemed }`
pub fn deemed_unguarded(span: Span, filing: &Words) -> Fault {
    fault(Code::E306, span, format!("`{}` counts as filed for every claim", filing.en), format!("「{}」对所有申报都视同已备案", filing.zh))
        .help(Words::new("say when it does: `filing … when … { deemed }`", "写明条件：「备案 … 当 … { 视同已备案 }」"))
}

/// `filing a when urgent { deemed }` and `filing b when injury { deemed }`
pub fn deemed_twice(span: Span, other: Span, claim: &Words) -> Fault {
    fault(
        Code::E306,
        span,
        format!("two filings count as filed for the claim `{}`", claim.en),
        format!("申报「{}」同时视同两种备案", claim.zh),
    )
    .related(other, Words::new("the other one", "另一种"))
    .help(Words::new("guard one of them so that only one can hold", "给其中一种加上条件，使二者不能同时成立"))
}

/// `filing emergency { file by admitted + 3 days }` without `when care is inpatient`
pub fn window_without_date(span: Span, filing: Span, event: &Words, claim: &Words) -> Fault {
    fault(
        Code::E209,
        span,
        format!("`{}` does not apply to the claim `{}`, which this window lets in", event.en, claim.en),
        format!("此期限适用于申报「{}」，而「{}」对其不适用", claim.zh, event.zh),
    )
    .related(filing, Words::new("let in here", "在此准入"))
    .help(Words::new(
        "guard the filing or the window, or count from a date every such claim has",
        "给备案或期限加上条件，或改从此类申报都有的日期起算",
    ))
}

/// `adjust rate to 60% when injury` and `adjust rate to 50% when urgent`
pub fn two_to(span: Span, other: Span, target: &Words, claim: &Words) -> Fault {
    let (en, zh) = (
        format!("two adjustments set `{}` for the claim `{}`", target.en, claim.en),
        format!("申报「{}」有两条调整同时改定「{}」", claim.zh, target.zh),
    );
    adjusting(span, other, en, zh)
}

/// `adjust rate × 80%` and `adjust share × 80%`
pub fn two_factors(span: Span, other: Span, claim: &Words) -> Fault {
    let (en, zh) = (
        format!("one factor acts on the rate and one on the share for the claim `{}`", claim.en),
        format!("申报「{}」的比例与自付比例同时乘以系数", claim.zh),
    );
    adjusting(span, other, en, zh)
}

/// `adjust rate at least 80%` and `adjust rate at most 70%`
pub fn bounds_cross(span: Span, other: Span, target: &Words, claim: &Words) -> Fault {
    let (en, zh) = (
        format!("the lower bound of `{}` lies above its upper bound for the claim `{}`", target.en, claim.en),
        format!("申报「{}」的「{}」下限高于上限", claim.zh, target.zh),
    );
    adjusting(span, other, en, zh)
}

/// `rate 95%` and `adjust rate up 10 points`
pub fn rate_leaves(span: Span, others: &[Span], target: &Words, claim: &Words, above: bool) -> Fault {
    let (en, zh) = if above { ("is above 100%", "超过100%") } else { ("is below 0%", "低于0%") };
    let mut fault = fault(
        Code::E208,
        span,
        format!("`{}` {en} for the claim `{}`", target.en, claim.en),
        format!("申报「{}」的「{}」{zh}", claim.zh, target.zh),
    );
    for other in others {
        fault = fault.related(*other, Words::new("adjusted here", "在此调整"));
    }
    let (en, zh) = if above {
        ("adjust rate at most 100%", "调整 比例 不超过 100%")
    } else {
        ("adjust rate at least 0%", "调整 比例 不低于 0%")
    };
    fault.help(Words::new(
        format!("write `{en}` in this layer, which changes no other claim; or guard the adjustment"),
        format!("在该支付层写「{zh}」，其他申报不受影响；或给调整加上条件"),
    ))
}

/// `adjust rate at least 50% when person is retired` beside `adjust rate down 20 points` for everybody
pub fn below_floor(span: Span, from: Span, others: &[Span], target: &Words, claim: &Words) -> Fault {
    let mut fault = fault(
        Code::W311,
        span,
        format!("`{}` falls below this floor where the floor does not hold, as for the claim `{}`", target.en, claim.en),
        format!("「{}」在此下限不适用之处低于该下限，例如申报「{}」", target.zh, claim.zh),
    )
    .related(from, Words::new("from this rate", "由此比例"));
    for other in others {
        fault = fault.related(*other, Words::new("adjusted here", "在此调整"));
    }
    fault.help(Words::new(
        "check whether the document means the floor for everybody, and let the guard go where it does",
        "请核对文件的下限是否对所有人适用；是的，删去其条件",
    ))
}

fn adjusting(span: Span, other: Span, en: String, zh: String) -> Fault {
    fault(Code::E208, span, en, zh)
        .related(other, Words::new("the other adjustment", "另一条调整"))
        .help(Words::new("guard one of them so that only one can hold", "给其中一条加上条件，使二者不能同时成立"))
}

/// `rate unstated [办法 "第三条"]`
pub fn unstated(span: Span, what: &Words, citation: &str) -> Fault {
    let (en, zh) =
        if citation.is_empty() { (String::new(), String::new()) } else { (format!(" by `{citation}`"), format!("「{citation}」")) };
    fault(Code::W301, span, format!("`{}` is unstated{en}", what.en), format!("{zh}未载明「{}」", what.zh)).help(Words::new(
        "a claim that needs it is not settled; where that is known, write `allow W301 \"why\"` on a line of its own in the block",
        "需要此值的申报不予结算；确知如此的，在该块内另起一行写「豁免 W301 “理由”」",
    ))
}

/// `| 17 years old or less |` in a policy that only ever sees adults
pub fn dead(span: Span, why: &Why) -> Fault {
    let plain = |en: &str, zh: &str| fault(Code::W302, span, format!("no claim can reach this{en}"), format!("没有申报能适用此处{zh}"));
    let pointing =
        |fault: Fault, at: &[Span], en: &str, zh: &str| at.iter().fold(fault, |fault, at| fault.related(*at, Words::new(en, zh)));
    let fault = match why {
        Why::Contradicts => plain(": its conditions exclude one another", "：其条件互相排斥"),
        Why::Covered(rows) => {
            let fault = plain(": the other rows of the table have every case", "：表中其余各行已包括全部情形");
            pointing(fault, rows, "has cases of its own", "已包括部分情形")
        }
        Why::Never { left: true, said } => {
            let fault = plain(": what the other rows leave never occurs", "：其余各行所余情形不会出现");
            pointing(fault, said, "never occurs", "不会出现")
        }
        Why::Never { left: false, said } => {
            let fault = plain(": such a claim never occurs here", "：此类申报在此不会出现");
            pointing(fault, said, "never occurs", "不会出现")
        }
        Why::Refused(reasons) => {
            let fault = plain(": the route refuses all such claims", "：此类申报均不予支付");
            pointing(fault, reasons, "refused here", "在此不予支付")
        }
        Why::Outside(block) => {
            let fault = plain(": the block it stands in lets no such claim in", "：所在的块不接受此类申报");
            pointing(fault, &[*block], "only these claims come in", "只接受此类申报")
        }
        Why::OwnNames(kinds) => {
            let fault = plain(": a kind named as the value goes before a group", "：与取值同名的备案优先于合称");
            let fault = pointing(fault, kinds, "goes first", "优先适用");
            return fault.help(Words::new(
                "remove it, or take the value out of the group; a group that is `deemed` holds beside the kind that is filed",
                "删去，或将该值移出合称；写明「视同已备案」的合称可与实际办理的备案并存",
            ));
        }
        Why::Unknown => plain("", ""),
    };
    fault.help(Words::new("remove it, or mend its conditions", "删去，或更正其条件"))
}

/// `adjust cap per year to 50 yuan when person is retired` beside `cap per year 400 yuan when person is active`
pub fn idle_adjustment(span: Span, head: Span) -> Fault {
    fault(
        Code::W302,
        span,
        "the figure this adjusts answers no claim for which this holds".to_owned(),
        "适用此条的申报均无该项数额可调整".to_owned(),
    )
    .related(head, Words::new("the figure answers only here", "该项数额只适用于此"))
    .help(Words::new(
        "remove it, mend its conditions, or write the figure for these claims as a line of its own",
        "删去，或更正其条件；这些申报本应有该项数额的，另写一行数额",
    ))
}

/// `fact months_paid "缴费月数" count 0 or more`, and no guard or table asks it
pub fn unread_fact(span: Span, fact: &crate::plan::Names) -> Fault {
    fault(
        Code::W411,
        span,
        format!("nothing reads the fact `{}`: whatever a claim states of it changes nothing", fact.key()),
        format!("没有条款用到事实「{}」：申报怎样填写都不影响结算", fact.label()),
    )
    .help(Words::new("ask for it where the document makes a difference, or take it out", "请在文件有区别之处写入条件，或删去此项"))
}

/// `first pay 10% when class is b` beside `first pay 10% when distance is cross_province`
pub fn two_first_pays(span: Span, other: Span) -> Fault {
    fault(
        Code::W313,
        span,
        "this takes the place of the catalog's rate for its lines, and another `first pay` is taken on top of it".to_owned(),
        "此条取代目录对所涉明细的先行自付比例，另一条先行自付还要在其上再扣".to_owned(),
    )
    .related(other, Words::new("taken of what is left", "对余下的再扣"))
    .help(Words::new(
        "guard them apart where the document means one of the two; where it means both, write `allow W313 \"why\"`",
        "文件只指其一的，用条件把两条分开；确为两次的，写「豁免 W313 “理由”」",
    ))
}

/// `layer pool { covers eligible; rate 80%; cap … }`
pub fn silent(span: Span, layer: &Words, what: &Words) -> Fault {
    fault(
        Code::W303,
        span,
        format!("the layer `{}` says nothing of a {}", layer.en, what.en),
        format!("支付层「{}」未提及{}", layer.zh, what.zh),
    )
    .help(Words::new(
        "write its value, `unlimited` or `0 yuan`, or `unstated` where the document should have said it",
        "写明其值、「不封顶」或「0元」；文件应载而未载的，写「未载明」",
    ))
}

/// a question of more cases than can be looked at
pub fn undecided(span: Span, what: &Words) -> Fault {
    fault(
        Code::W304,
        span,
        format!("`{}` has too many cases to look at, and stays undecided", what.en),
        format!("「{}」的情形过多，未能判定", what.zh),
    )
    .help(Words::new("split the table, or define a fact for the conditions it repeats", "拆分表格，或以「定义」归并重复的条件"))
}

/// `document 办法 "…" secondary`
pub fn secondary(span: Span, name: &str) -> Fault {
    fault(Code::W401, span, format!("`{name}` is known only second-hand"), format!("「{name}」仅见转述"))
        .help(Words::new("check the text itself, and write `official`", "核对原文后写「正式」"))
}

/// `document 办法 "…" unconfirmed`
pub fn unconfirmed(span: Span, name: &str) -> Fault {
    fault(Code::W402, span, format!("the text of `{name}` is unconfirmed"), format!("「{name}」的文本待核"))
        .help(Words::new("check it against the published text, and write `official`", "与公布的文本核对后写「正式」"))
}

/// `cap per year 1000 yuan` in a block without a citation
pub fn uncited(span: Span) -> Fault {
    fault(Code::W403, span, "this figure cites no document".to_owned(), "此数额未注依据".to_owned()).help(Words::new(
        "end the clause, or the head of its block, with `[document \"article\"]`",
        "在条款或所在块的首行末尾注明【文件 “条款”】",
    ))
}

/// `allow W301 "…"` in a block where nothing is unstated
pub fn idle_allow(span: Span, code: &str) -> Fault {
    fault(Code::W404, span, format!("there is no `{code}` here to allow"), format!("此处没有「{code}」可豁免"))
        .help(Words::new("remove it", "删去此条"))
}

/// `region 439900`
pub fn unknown_region(span: Span, code: u32) -> Fault {
    fault(Code::W405, span, format!("no region has the code `{code}`"), format!("没有代码为「{code}」的行政区划"))
        .help(Words::new("write a code of GB/T 2260, six digits", "写六位的行政区划代码"))
}

/// `limit per visit 500 yuan` under `deductible per visit 600 yuan`
pub fn never_pays(span: Span, deductible: Span, layer: &Words, claim: &Words) -> Fault {
    fault(
        Code::W305,
        span,
        format!("the layer `{}` never pays: this limit does not reach over the deductible, as for the claim `{}`", layer.en, claim.en),
        format!("支付层「{}」从不支付：费用限额不高于起付线，例如申报「{}」", layer.zh, claim.zh),
    )
    .related(deductible, Words::new("the deductible", "起付线"))
    .help(Words::new(
        "a limit counts cost before the deductible; where payment is meant write `cap`, where cost after it `limit above deductible`",
        "费用限额所计的是扣除起付线之前的费用；所指为支付额的写「封顶线」，所指为起付线以上费用的写「费用限额 起付线以上」",
    ))
}

/// `cap per visit 5000 yuan` beside `cap per year 3000 yuan`
pub fn idle_cap(span: Span, year: Span, layer: &Words, claim: &Words) -> Fault {
    fault(
        Code::W306,
        span,
        format!("this cap of `{}` never binds: that of the year is lower, as for the claim `{}`", layer.en, claim.en),
        format!("支付层「{}」的此项封顶线不起作用：每年封顶线更低，例如申报「{}」", layer.zh, claim.zh),
    )
    .related(year, Words::new("the cap of the year", "每年封顶线"))
    .help(Words::new("compare both figures and their periods with the document", "请与文件核对两个数额及其期间"))
}

/// `| 0 .. 100 yuan | 80% |` under `| over 100 yuan | 70% |`
pub fn falling(span: Span, lower: Span, layer: &Words, claim: &Words) -> Fault {
    fault(
        Code::W307,
        span,
        format!("`{}` pays a lower rate where the cost is higher, as for the claim `{}`", layer.en, claim.en),
        format!("「{}」费用越高而支付比例越低，例如申报「{}」", layer.zh, claim.zh),
    )
    .related(lower, Words::new("more is paid of less here", "较低费用段的比例反而较高"))
    .help(Words::new("compare both rows with the document: were they swapped?", "请与文件核对两行是否写反"))
}

/// `| 80% | 90% |` among rows like `| 90% | 80% |`
pub fn standing(span: Span, from: Span, beside: Span, falls: bool, what: &Words) -> Fault {
    let (en, zh) = if falls { (("falls", "rise"), ("下降", "上升")) } else { (("rises", "fall"), ("上升", "下降")) };
    let out = fault(
        Code::W308,
        span,
        format!("`{}` {} here, and the rows like it {}", what.en, en.0, en.1),
        format!("「{}」在此{}，而同类各行均{}", what.zh, zh.0, zh.1),
    )
    .related(beside, Words::new("this one does not", "此行则不然"))
    .help(Words::new("compare the row with the document: were two figures swapped?", "请与文件核对此行：两个数额是否写反"));
    if from == span { out } else { out.related(from, Words::new("from this figure", "与此行相比")) }
}

/// `deductible per year 500 yuan` and `bands above deductible`
pub fn split_bills(span: Span, deductible: Span, layer: &Words) -> Fault {
    fault(
        Code::W309,
        span,
        format!(
            "the bands of `{}` begin anew with each bill while its deductible counts over the year: a bill split in two is paid otherwise",
            layer.en
        ),
        format!("「{}」的起付线按年累计，费用段却每次重新起算：同一费用分两次结算，结果不同", layer.zh),
    )
    .related(deductible, Words::new("counted over the year", "按年累计"))
    .help(Words::new(
        "where the bands count over the year too, write `over the year` behind them",
        "费用段也按年累计的，在其后写「全年累计」",
    ))
}

/// `file by admitted + 3 days` under `last day not rolling`
pub fn short_window(span: Span, filing: &Words, days: i64, holiday: i64) -> Fault {
    fault(
        Code::W310,
        span,
        format!("the window of `{}` ends after {days} days, and a holiday may last {holiday}: its last day does not move on", filing.en),
        format!("「{}」的期限为{days}日，而假期最长可达{holiday}日，末日又不顺延", filing.zh),
    )
    .help(Words::new(
        "check whether the document means `working days`, or says that the last day moves on (`last day rolling`)",
        "请核对文件所指是否为「工作日」，或是否规定末日顺延（「末日遇休息日顺延」）",
    ))
}

/// `region 430100` under the title `株洲市职工基本医疗保险`
pub fn title_elsewhere(span: Span, title: Span, code: u32, own: &str, other: &str) -> Fault {
    fault(
        Code::W406,
        span,
        format!("`{code}` is `{own}`, and the title names `{other}`"),
        format!("「{code}」是「{own}」，而名称所写为「{other}」"),
    )
    .related(title, Words::new("the title", "名称"))
    .help(Words::new("mend the code or the title", "更正代码或名称"))
}

/// `document 办法 "…"` and no `[办法 "…"]`
pub fn unused_document(span: Span, name: &str) -> Fault {
    fault(Code::W407, span, format!("nothing cites `{name}`"), format!("没有条款引用「{name}」"))
        .help(Words::new("cite it behind what rests on it, or remove it", "在以其为依据的条款后注明，或删去此条"))
}

/// `effective .. 2023-12-31` and `effective 2024-02-01 ..`
pub fn version_gap(span: Span, before: Span, name: &str, first: NaiveDate, last: NaiveDate) -> Fault {
    fault(
        Code::W408,
        span,
        format!("no version of `{name}` is in force from {first} to {last}"),
        format!("{}至{}「{name}」没有施行的版本", han_date(first), han_date(last)),
    )
    .related(before, Words::new("the version before", "前一版本"))
    .help(Words::new("let this version begin the day after the one before ends", "请使本版本自前一版本终止的次日起施行"))
}

/// `override rate 80%` where `rate 80%` is inherited
pub fn idle_override(span: Span, inherited: Span) -> Fault {
    fault(Code::W409, span, "this override changes nothing".to_owned(), "此项覆盖没有改变任何内容".to_owned())
        .related(inherited, Words::new("inherited from here", "沿用自此处"))
        .help(Words::new(
            "remove it; where the policy has a document of its own for it, cite that document",
            "删去此条；另有文件依据的，请注明该依据",
        ))
}

/// `cap per year 3000 yuan [办法 "第九条"]` in one benefit and `cap per year 2000 yuan [办法 "第九条"]` in another
pub fn two_figures(span: Span, other: Span, what: &Words, citation: &str) -> Fault {
    fault(
        Code::W410,
        span,
        format!("`{}` is another figure here than there, and both cite `{citation}`", what.en),
        format!("「{}」两处数额不同，而依据同为「{citation}」", what.zh),
    )
    .related(other, Words::new("another figure of the same article", "同条的另一数额"))
    .help(Words::new(
        "compare both with the article; where it gives two figures, cite the item of each",
        "请将两处与该条核对；该条确有两个数额的，分别注明款、项",
    ))
}

/// `benefit chronic when care is chronic` and every example `care inpatient`
pub fn untried(span: Span, benefit: &Words) -> Fault {
    fault(Code::W502, span, format!("no example tries the benefit `{}`", benefit.en), format!("没有算例涉及待遇「{}」", benefit.zh)).help(
        Words::new(
            "work one from the document by hand; `yibao test --coverage` suggests the claim",
            "请按文件手工核算一个算例；「yibao test --coverage」给出可用的申报",
        ),
    )
}

fn han_date(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

fn fault(code: Code, span: Span, en: String, zh: String) -> Fault {
    Fault::new(code, span, Words::new(en, zh))
}
