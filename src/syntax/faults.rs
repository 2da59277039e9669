//! The words of this floor: each function builds one fault; its doc comment is the smallest text that triggers it.

use crate::diagnostic::{Code, Fault, Words};
use crate::source::{SourceId, Span};

fn fault(code: Code, span: Span, en: impl Into<String>, zh: impl Into<String>) -> Fault {
    Fault::new(code, span, Words::new(en, zh))
}

/// A file with the bytes `FF FE` (found by whoever reads the bytes).
pub fn not_utf8(source: SourceId, at: usize) -> Fault {
    fault(Code::E001, Span::new(source, at, at), "this file is not UTF-8 text", "文件不是 UTF-8 编码的文本")
        .help(Words::new("save it with the encoding UTF-8", "请用 UTF-8 编码另存"))
}

/// `defuctible 600 yuan`
pub(super) fn unknown_word(span: Span, word: &str, near: Option<&str>, expected: Option<Words>) -> Fault {
    let fault = fault(Code::E002, span, format!("no word `{word}` is known here"), format!("此处没有「{word}」这个词"));
    match (near, expected) {
        (Some(near), _) => fault.help(write(near)),
        (None, Some(expected)) => fault.help(expected),
        (None, None) => fault,
    }
}

/// `比例降低10个百分点`
pub(super) fn glued(span: Span, word: &str, apart: &str) -> Fault {
    fault(Code::E002, span, format!("no word `{word}` is known here"), format!("此处没有「{word}」这个词"))
        .help(Words::new(format!("set the words apart: `{apart}`"), format!("请用空格隔开：「{apart}」")))
}

/// `当 就医类型 为 住院`, `age >= 60`
pub(super) fn other_form(span: Span, written: &str, right: &str) -> Fault {
    unknown_word(span, written, Some(right), None)
}

/// `在职 80%` on a line of its own
pub(super) fn case_alone(span: Span, word: &str) -> Fault {
    unknown_word(
        span,
        word,
        None,
        Some(Words::new(
            "begin with what the figure is, as `rate 80%`; figures that differ by case stand in a table: `rate { | person | rate | … }`",
            "请先写是什么数值，如「比例 80%」；各种情形数值不同的写成表：「比例 { | 人员类别 | 比例 | …… }」",
        )),
    )
}

/// `调整 比例 按80%支付`
pub(super) fn factor_or_rate(span: Span, written: &str, right: &str) -> Fault {
    let rate = right.trim_start_matches(['×', ' ']);
    fault(
        Code::E002,
        span,
        format!("`{written}` may be a factor or a new rate"),
        format!("「{written}」可以是乘以{rate}，也可以是改为{rate}"),
    )
    .help(Words::new(
        format!("write `× {rate}` for that part of the rate, `to {rate}` for a rate of its own"),
        format!("按原比例的{rate}支付的写「× {rate}」，另定为{rate}的写「改为 {rate}」"),
    ))
}

/// `rate 80%` outside any policy
pub(super) fn outside(span: Span, word: &str) -> Fault {
    fault(Code::E002, span, format!("`{word}` cannot stand outside a block"), format!("「{word}」不能写在块之外")).help(Words::new(
        "a file holds `policy`, `framework`, `vocabulary` and `catalog`, each with its block",
        "文件里只有「政策」「框架」「词汇」「目录」，各带自己的块",
    ))
}

/// `deductible per visit`
pub(super) fn incomplete(span: Span, written: &str, expected: Option<Words>) -> Fault {
    let fault = fault(Code::E003, span, format!("something is missing after `{written}`"), format!("「{written}」之后缺少内容"));
    match expected {
        Some(expected) => fault.help(expected),
        None => fault,
    }
}

/// `rate when injury`
pub(super) fn no_value(span: Span, written: &str) -> Fault {
    fault(Code::E003, span, format!("`{written}` has no value"), format!("「{written}」没有写值")).help(Words::new(
        "write the value, a table in braces, or `unstated` where the document is silent",
        "请写出值，或写花括号里的表；文件没有载明的写「未载明」",
    ))
}

/// `layer pool` without `{`
pub(super) fn no_block(span: Span, written: &str) -> Fault {
    fault(Code::E003, span, format!("`{written}` has no block"), format!("「{written}」没有写块"))
        .help(Words::new("open the block on the same line with `{` and end it with `}`", "请在同一行末写「{」，并以「}」结束"))
}

/// `rate { }`
pub(super) fn no_header(span: Span) -> Fault {
    fault(Code::E003, span, "this table has no header", "这张表没有表头")
        .help(Words::new("the first row names the columns: `| person | rate |`", "第一行写各列的名称：「| 人员类别 | 比例 |」"))
}

/// `rate 85% 90%`
pub(super) fn trailing(span: Span, text: &str) -> Fault {
    fault(Code::E004, span, format!("`{text}` stands after the end of the clause"), format!("语句已完，其后多出「{text}」"))
        .help(Words::new("begin a new line for a new clause, or take it out", "另一条语句请另起一行，否则请删去"))
}

/// `remove cap per year 100 yuan`
pub(super) fn removed_value(span: Span) -> Fault {
    fault(Code::E004, span, "`remove` takes no value and no block", "「删去」之后不写值，也不写块")
        .help(Words::new("write only what names the clause: `remove cap per year`", "只写指明该语句的部分：「删去 封顶线 每年」"))
}

/// `rate [办法 "一"] { … } [办法 "二"]`
pub(super) fn second_citation(span: Span, joined: Option<&str>) -> Fault {
    let joined = joined.unwrap_or("[a \"1\", b \"2\"]");
    fault(Code::E004, span, "this clause is cited twice", "这条语句注了两次依据")
        .help(Words::new(format!("put both places into one: `{joined}`"), format!("请合写在一处：「{joined}」")))
}

/// `deemed when distance is cross_province`
pub(super) fn guard_not_read(span: Span, instead: Words) -> Fault {
    fault(Code::E203, span, "this clause holds without conditions", "这条语句不能附条件").help(instead)
}

/// What to write instead.
fn write(right: &str) -> Words {
    Words::new(format!("write `{right}`"), format!("请写「{right}」"))
}

/// `1万～5万元`
pub(super) fn foreign(span: Span, written: &str, right: &str) -> Fault {
    fault(Code::E004, span, format!("`{written}` has no meaning here"), format!("「{written}」在此处没有意义")).help(write(right))
}

/// `起付线：每次 600元`
pub(super) fn needless(span: Span, written: &str, _: &str) -> Fault {
    fault(Code::E004, span, format!("`{written}` has no meaning here"), format!("「{written}」在此处没有意义"))
        .help(Words::new("take it out", "请删去"))
}

/// `level = level3`
pub(super) fn equals(span: Span, written: &str, right: &str) -> Fault {
    if right.is_empty() { needless(span, written, right) } else { foreign(span, written, right) }
}

/// `rate 80% // 第九条`
pub(super) fn comment_mark(span: Span, written: &str, right: &str) -> Fault {
    let mark = written.get(..2).unwrap_or_default();
    fault(Code::E004, span, format!("a comment begins with `{right}`, not with `{mark}`"), format!("注释以「{right}」开头，不用「{mark}」"))
        .help(write(right))
}

/// `《办法 “第九条”》`
pub(super) fn book_marks(span: Span, _: &str, right: &str) -> Fault {
    fault(Code::E004, span, "a citation does not stand in `《` `》`", "出处不用「《》」").help(write(right))
}

/// `rate 80% （三级）`
pub(super) fn remark(span: Span, written: &str, right: &str) -> Fault {
    let open = written.chars().next().unwrap_or('(');
    fault(Code::E004, span, format!("`{open}` has no meaning here"), format!("「{open}」在此处没有意义"))
        .help(Words::new(format!("write a remark as a comment: `{right}`"), format!("说明请写作注释：「{right}」")))
}

/// `| 三级（示例） | 80% |`
pub(super) fn remark_inside(span: Span, written: &str, _: &str) -> Fault {
    let open = written.chars().next().unwrap_or('(');
    fault(Code::E004, span, format!("`{open}` has no meaning here"), format!("「{open}」在此处没有意义"))
        .help(Words::new("take it out, or write it as a comment after `#` on a line of its own", "请删去，或以「#」另写一行注释"))
}

/// `60周岁以上（含）`
pub(super) fn included(span: Span, written: &str, _: &str) -> Fault {
    fault(
        Code::E004,
        span,
        format!("`{written}` says nothing more: a bound written with `or more` or `or less` includes its number"),
        format!("「{written}」无需写出：「以上」「以下」本就包括本数"),
    )
    .help(Words::new("take it out", "请删去"))
}

/// `le\u{200B}vel`
pub(super) fn invisible(span: Span, written: &str, _: &str) -> Fault {
    fault(Code::E011, span, format!("invisible characters stand here: `{written}`"), format!("此处有不可见的字符：「{written}」"))
        .help(Words::new("take them out", "请删去"))
}

/// `【办法 第九条】`
pub(super) fn unquoted(span: Span, written: &str, right: &str) -> Fault {
    fault(Code::E002, span, format!("no word `{written}` is known here"), format!("此处没有「{written}」这个词"))
        .help(Words::new(format!("put the text in quotes: `{right}`"), format!("文字请加引号：「{right}」")))
}

/// `2023/1/1`
pub(super) fn other_date(span: Span, written: &str, right: &str) -> Fault {
    fault(Code::E007, span, format!("`{written}` is not how a date is written"), format!("日期不写作「{written}」")).help(write(right))
}

/// `施行 2023年1月起`
pub(super) fn no_day(span: Span, written: &str, right: &str) -> Fault {
    fault(Code::E007, span, format!("`{written}` names no day"), format!("「{written}」没有写到日"))
        .help(Words::new(format!("write the day too, as `{right}`"), format!("请写到日，如「{right}」")))
}

/// `超过5000元至10000元`
pub(super) fn over_to(span: Span, written: &str, right: &str) -> Fault {
    fault(
        Code::E002,
        span,
        format!("a range whose first end is left out has no `to`: `{written}`"),
        format!("不含起点的区间不用「至」：「{written}」"),
    )
    .help(write(right))
}

/// `5000元以上至10000元`
pub(super) fn from_to(span: Span, written: &str, right: &str) -> Fault {
    let (low, high) = right.split_once("至").or_else(|| right.split_once(" .. ")).unwrap_or((right, ""));
    let without = if right.contains('至') { format!("超过{low}{high}以下") } else { format!("over {low} {high} or less") };
    fault(
        Code::E002,
        span,
        format!("whether `{low}` itself belongs to `{written}` is not said"),
        format!("「{written}」没有说明是否包含「{low}」本身"),
    )
    .help(Words::new(
        format!("write `{right}` where `{low}` belongs to it, `{without}` where it belongs to the stretch below"),
        format!("「{low}」本身算在这一段的，写「{right}」；算在前一段的，写「{without}」"),
    ))
}

/// `rate 50%-60%`
pub(super) fn one_figure(span: Span, written: &str, right: &str) -> Fault {
    fault(
        Code::E007,
        span,
        format!("a clause states one figure, and `{written}` is a range"),
        format!("一条语句只写一个数值，「{written}」是区间"),
    )
    .help(Words::new(
        format!("write the figure that applies, or `{right}` where the document says no more than this"),
        format!("请写实际执行的数值；文件只给区间的，写「{right}」"),
    ))
}

/// `5OO元`
pub(super) fn letter_in_number(span: Span, written: &str, right: &str) -> Fault {
    fault(Code::E007, span, format!("a letter stands in the number `{written}`"), format!("数字「{written}」中混有字母")).help(write(right))
}

/// `60岁`
pub(super) fn unit(span: Span, written: &str, right: &str) -> Fault {
    unknown_unit(span, written, Some(right))
}

/// `[办法 "第九条" {`
pub(super) fn unclosed_bracket(span: Span, open: char, whole: &str) -> Fault {
    fault(Code::E005, span, format!("this `{open}` is not closed"), format!("这个「{open}」没有结束")).help(write(whole))
}

/// `policy a {` without `}`
pub(super) fn unclosed(span: Span) -> Fault {
    fault(Code::E005, span, "this `{` is not closed", "这个「{」没有对应的「}」")
        .help(Words::new("add `}` on a line of its own where the block ends", "请在块结束处另起一行写「}」"))
}

/// `}` with no `{`
pub(super) fn stray(span: Span) -> Fault {
    fault(Code::E005, span, "this `}` closes nothing, or closes too early", "这个「}」没有对应的「{」，或结束得过早")
        .help(Words::new("take it out", "请删去"))
}

/// `cap per year 五万元`
pub(super) fn han_number(span: Span, word: &str, digits: &str) -> Fault {
    fault(Code::E006, span, format!("`{word}` is spelt in Han numerals"), format!("「{word}」用了汉字数字"))
        .help(Words::new(format!("write `{digits}`"), format!("请写「{digits}」")))
}

/// `600 yaun`
pub(super) fn unknown_unit(span: Span, word: &str, near: Option<&str>) -> Fault {
    let fault = fault(Code::E007, span, format!("`{word}` is not a unit"), format!("「{word}」不是单位"));
    match near {
        Some(near) => fault.help(Words::new(format!("write `{near}`"), format!("请写「{near}」"))),
        None => fault.help(Words::new(
            "units are `yuan`, `%`, `points`, `days`, `working days`, `months`, `years`, `years old`, `times`; a value name that begins with a digit stands in quotes",
            "单位有「元」「万元」「%」「个百分点」「天」「个工作日」「个月」「年」「周岁」「次」；以数字开头的名称须加引号",
        )),
    }
}

/// `2023-02-30`; `last` is the last day of that month, where there is such a month
pub(super) fn no_such_day(span: Span, text: &str, last: Option<&str>) -> Fault {
    let fault = fault(Code::E007, span, format!("there is no day `{text}`"), format!("没有「{text}」这一天"));
    fault.help(match last {
        Some(last) => Words::new(format!("the month ends with `{last}`"), format!("该月止于「{last}」")),
        None => Words::new("write a day of the calendar as `2023-02-28`", "请写日历上有的日期，如「2023年2月28日」"),
    })
}

/// `year of care_end from 02-29`
pub(super) fn no_such_year_day(span: Span, text: &str) -> Fault {
    fault(Code::E007, span, format!("not every year has a day `{text}`"), format!("并非每年都有「{text}」这一天"))
        .help(Words::new("write the day the insurance year begins as `07-01`", "请写医保年度开始的月日，如「7月1日」"))
}

/// `99999999999999999999999999999999 yuan`
pub(super) fn number_too_large(span: Span, text: &str) -> Fault {
    fault(Code::E007, span, format!("the number `{text}` is too large or too fine"), format!("数字「{text}」过大或过细"))
        .help(Words::new("numbers have at most 15 digits before and 8 after the point", "整数部分最多15位，小数部分最多8位"))
}

/// `| 00123 | a |`
pub(super) fn leading_zeros(span: Span, text: &str) -> Fault {
    fault(Code::E007, span, format!("the number `{text}` begins with zeros"), format!("数字「{text}」以零开头"))
        .help(Words::new(format!("a code stands in quotes: `\"{text}\"`"), format!("编码请加引号：「“{text}”」")))
}

/// `region 4301`
pub(super) fn not_a_region(span: Span, text: &str) -> Fault {
    fault(Code::E007, span, format!("`{text}` is not a division code"), format!("「{text}」不是行政区划代码"))
        .help(Words::new("write the six digits of GB/T 2260, as `430100`", "请写六位行政区划代码，如「430100」"))
}

/// `rаte 80%` with a Cyrillic `а`
pub(super) fn look_alike(span: Span, written: &str, right: &str) -> Fault {
    let others: Vec<String> = written.chars().filter(|c| !c.is_ascii()).map(|c| format!("U+{:04X}", u32::from(c))).collect();
    let others = others.join(" ");
    fault(
        Code::E011,
        span,
        format!("`{written}` holds letters of another script that look like Latin ones: {others}"),
        format!("「{written}」中有形似拉丁字母的其他文字：{others}"),
    )
    .help(write(right))
}

/// `pool.band 1.5`
pub(super) fn not_a_band(span: Span, text: &str) -> Fault {
    fault(Code::E007, span, format!("`{text}` does not number a band"), format!("「{text}」不是费用段的序号"))
        .help(Words::new("bands are numbered from 1", "费用段从1起编号"))
}

/// 201 policies in one file
pub(super) fn beyond_limit(span: Span, most: usize, en: &str, zh: &str) -> Fault {
    fault(Code::E008, span, format!("here are more than {most} {en}"), format!("{zh}超过{most}")).help(Words::new(
        "split the file or the policy; any number of files make one folder of rules",
        "请拆分文件或政策，放在同一文件夹里即可",
    ))
}

/// a hundred lines that cannot be read
pub(super) fn too_many_wrong(span: Span) -> Fault {
    fault(Code::E008, span, "too much of this file is wrong: from here on it is not read", "此文件错误过多，此处以下未予读取")
        .help(Words::new("mend what is told so far, and check again", "请先改正已列出的各处，再行检查"))
}

/// a text of more than 4 MiB
pub(super) fn too_long(span: Span) -> Fault {
    fault(Code::E008, span, "this file is larger than is read", "文件过大")
        .help(Words::new("split it: any number of files make one folder of rules", "请拆成几个文件，放在同一文件夹里即可"))
}

/// 25 nested `{`
pub(super) fn too_deep(span: Span) -> Fault {
    fault(Code::E008, span, "blocks are nested deeper than is read", "块嵌套过深")
        .help(Words::new("close the blocks before this one", "请先结束此前的块"))
}

/// `| a | | b |`
pub(super) fn empty_cell(span: Span) -> Fault {
    fault(Code::E009, span, "this cell is empty", "这个单元格是空的").help(Words::new(
        "write `any` for every value, `—` for a case that cannot arise, `unstated` where the document is silent",
        "不论何值写「不限」，不会出现写「—」，文件没有载明写「未载明」",
    ))
}

/// `| a | 1 | | b | 2 |`
pub(super) fn two_rows(span: Span) -> Fault {
    fault(Code::E009, span, "two rows stand on one line", "一行里写了两行")
        .help(Words::new("write each row on a line of its own", "每行表请各写一行"))
}

/// `| a | 80% |` below no table
pub(super) fn row_outside(span: Span) -> Fault {
    fault(Code::E009, span, "this row stands outside a table", "这一行表不在表内").help(Words::new(
        "open a table before it with `table {`, and close it with `}` after its last row",
        "请在其前以「表 {」开表，在最后一行之后以「}」结束",
    ))
}

/// `| a | b`
pub(super) fn unfinished_row(span: Span) -> Fault {
    fault(Code::E009, span, "this row does not end with a bar", "表行没有以竖线结束")
        .help(Words::new("a row stands on one line, each cell between two `|`", "一行写完一行表，每个单元格两侧都有「|」"))
}

/// `a | b |`
pub(super) fn barless_row(span: Span) -> Fault {
    fault(Code::E009, span, "a row begins with a bar", "表行应以竖线开始")
        .help(Words::new("write each row as `| … | … |`", "每行写作「| … | … |」"))
}

/// `policy a "示例 {`
pub(super) fn unclosed_text(span: Span) -> Fault {
    fault(Code::E010, span, "this text is not closed on its line", "引号没有在本行内结束")
        .help(Words::new("end it with the quote that belongs to the first one", "请补上对应的后引号"))
}

/// `“示例办法 文号 “示例”`
pub(super) fn reopened_text(span: Span, first: &str) -> Fault {
    fault(Code::E010, span, "this text is not closed before another begins", "引号没有结束，又另起引号").help(Words::new(
        format!("end it with the quote that belongs to the first one: `{first}`"),
        format!("请补上对应的后引号：「{first}」"),
    ))
}
