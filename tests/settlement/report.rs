//! Statements, refusals and drawings of reports, from settlements built by hand.

use yibao::claim::{
    ClaimFault, ClauseRef, CounterRow, Counters, Defaulted, Figure, LayerStatement, Part, PartitionLine, Reason, Refusal, Settlement, Step,
};
use yibao::diagnostic::{Code, Lang, Words};
use yibao::plan::Plan;
use yibao::report::doc::{Block, Doc, Side, Table, Text};
use yibao::report::terminal::{Style, render, wrap};
use yibao::report::{refusal, statement};
use yibao::value::Money;

fn yuan(yuan: i64) -> Money {
    Money::from_fen(yuan * 100)
}

fn clause(path: &str, line: u32) -> ClauseRef {
    ClauseRef { path: path.to_owned(), file: "rules/sample.yb".to_owned(), line }
}

fn figure(name: &'static str, value: &str) -> Figure {
    Figure { name: name.into(), value: value.to_owned() }
}

fn step(layer: bool, name: &'static str, figures: Vec<Figure>, result: &str, line: u32) -> Step {
    Step {
        layer: if layer { "pool".to_owned() } else { String::new() },
        layer_label: if layer { "统筹基金".to_owned() } else { String::new() },
        step: name.into(),
        figures,
        result: result.to_owned(),
        clause: Some(clause("sample.employee/inpatient/pool/rate", line)),
        citation: "办法 第九条".to_owned(),
    }
}

/// 30000 of which 2000 out of catalog: base 28000 − 600 = 27400, paid 10000 × 70% + 17400 × 80% = 20920.
fn sample() -> Settlement {
    let part = |part: &str, label: &str, amount| Part { part: part.to_owned(), label: label.to_owned(), amount };
    let line = |part: &str, amount, bearer| PartitionLine { part: part.to_owned(), label: String::new(), amount, bearer };
    Settlement {
        id: Some("A-1".to_owned()),
        policy: "sample.employee".to_owned(),
        title: "示例市职工基本医疗保险".to_owned(),
        version: "2023-01-01".to_owned(),
        policy_hash: "0123456789abcdef".to_owned(),
        benefit: Some("inpatient".to_owned()),
        benefit_label: "住院".to_owned(),
        route: "manual".to_owned(),
        reasons: vec![Reason {
            code: "injured".to_owned(),
            label: "外伤".to_owned(),
            effect: "manual".to_owned(),
            clause: Some(clause("sample/route/injured", 14)),
            citation: String::new(),
        }],
        filing: "emergency".to_owned(),
        filing_label: "急诊".to_owned(),
        parts: vec![part("out_of_catalog", "目录外", yuan(2000)), part("eligible", "合规费用", yuan(28000))],
        layers: vec![LayerStatement {
            name: "pool".to_owned(),
            label: "统筹基金".to_owned(),
            taken: yuan(28000),
            covered: yuan(28000),
            deductible: yuan(600),
            base: yuan(27400),
            share: yuan(6480),
            paid: yuan(20920),
            ..LayerStatement::default()
        }],
        partition: vec![
            line("out_of_catalog", yuan(2000), "patient".into()),
            line("pool.deductible", yuan(600), "patient".into()),
            line("pool.share", yuan(6480), "patient".into()),
            line("pool.paid", yuan(20920), "fund".into()),
        ],
        total: yuan(30000),
        fund: yuan(20920),
        patient: yuan(9080),
        cash: yuan(9080),
        counters: Counters {
            before: Vec::new(),
            after: vec![CounterRow {
                policy: "sample.employee".to_owned(),
                accumulator: "inpatient.pool".to_owned(),
                period: "2025".to_owned(),
                covered: yuan(28000),
                deductible: yuan(600),
                base: yuan(27400),
                paid: yuan(20920),
                ..CounterRow::default()
            }],
        },
        defaulted: vec![Defaulted { fact: "counters".to_owned(), label: String::new(), value: String::new(), value_label: String::new() }],
        steps: vec![
            step(true, "covers", vec![figure("part", "eligible"), figure("amount", "28000.00"), figure("scale", "1")], "28000.00", 20),
            step(
                true,
                "adjust",
                vec![figure("of", "rate"), figure("op", "down"), figure("by", "0.1"), figure("before", "0.8"), figure("after", "0.7")],
                "0.7",
                31,
            ),
            step(
                true,
                "band",
                vec![figure("from", "0.00"), figure("to", "10000.00"), figure("rate", "0.7"), figure("length", "10000.00")],
                "7000.00",
                26,
            ),
        ],
        ..Settlement::default()
    }
}

fn text(settled: &Settlement, lang: Lang) -> String {
    render(&statement(settled, &Plan::default(), lang), Style::default())
}

#[test]
fn a_statement_names_every_sum_and_step() {
    let text = text(&sample(), Lang::En);
    for part in [
        "sample.employee",
        "claim A-1",
        "in force from 2023-01-01",
        "30000.00",
        "28000.00",
        "20920.00",
        "9080.00",
        "injured",
        "rules/sample.yb:14",
        "pool own share",
        "6480.00",
        "takes: eligible, amount 28000.00 × portion 100% = 28000.00",
        "rate 70% × length 10000.00 = 7000.00",
        "adjustment: rate down 10 points, before 80% = 70%",
        "办法 第九条",
        "none used up",
    ] {
        assert!(text.contains(part), "`{part}` is missing in\n{text}");
    }
}

#[test]
fn a_chinese_statement_holds_no_english_word() {
    let text = text(&sample(), Lang::Zh);
    let known = ["rules/sample.yb", "A-1", "0123456789abcdef"];
    let rest = known.iter().fold(text.clone(), |text, known| text.replace(known, ""));
    assert!(!rest.contains(|c: char| c.is_ascii_alphabetic()), "{rest}");
    for part in ["示例市职工基本医疗保险", "统筹基金", "自付额", "比例降低10个百分点", "外伤：手工报销", "住院·统筹基金"]
    {
        assert!(text.contains(part), "`{part}` is missing in\n{text}");
    }
}

#[test]
fn zero_lines_of_the_partition_are_left_out_and_nothing_else() {
    let mut settled = sample();
    settled.partition.push(PartitionLine {
        part: "pool.over_cap".to_owned(),
        label: String::new(),
        amount: Money::ZERO,
        bearer: "patient".into(),
    });
    assert_eq!(text(&settled, Lang::En), text(&sample(), Lang::En));
}

#[test]
fn a_refusal_says_why_and_what_to_do() {
    let fault = ClaimFault {
        code: Code::C009,
        message: Words::new("the fact `age` is missing", "缺少事实「年龄」"),
        fact: Some("age".to_owned()),
        clause: Some(clause("sample.employee/inpatient/pool/rate", 26)),
        help: Words::new("state `age`", "请写明「年龄」"),
    };
    let refused = Refusal { id: None, index: Some(2), errors: vec![fault], carried: Vec::new() };
    let expected = "\
claim number 3: not settled
   1  C009 the fact `age` is missing
        rules/sample.yb:26  sample.employee/inpatient/pool/rate
        help: state `age`
";
    assert_eq!(render(&refusal(&refused, Lang::En), Style::default()), expected);
    let expected = "\
第3份申报：未能结算
   1  C009 缺少事实「年龄」
        rules/sample.yb:26
        办法：请写明「年龄」
";
    assert_eq!(render(&refusal(&refused, Lang::Zh), Style::default()), expected);
}

#[test]
fn columns_count_han_as_two() {
    let mut table = Table::new([("费用项", Side::Left), ("金额", Side::Right)]);
    table.row([Text::plain("目录外"), Text::plain("5.00")]);
    table.row([Text::plain("total"), Text::strong("12345.00")]);
    let doc = Doc { blocks: vec![Block::Table(table)] };
    let expected = "  费用项      金额\n  目录外      5.00\n  total   12345.00\n";
    assert_eq!(render(&doc, Style::default()), expected);
}

#[test]
fn colours_only_when_asked() {
    let doc = statement(&sample(), &Plan::default(), Lang::En);
    assert!(!render(&doc, Style { colour: false, width: 100 }).contains('\x1b'));
    let coloured = render(&doc, Style { colour: true, width: 100 });
    assert!(coloured.contains("\x1b[1m") && coloured.contains("\x1b[0m"));
}

#[test]
fn text_breaks_at_blanks_and_between_han() {
    assert_eq!(wrap("one two three", "  ", "    ", 10), "  one two\n    three\n");
    // Each Han takes two columns; a full stop never begins a line.
    assert_eq!(wrap("请写明年龄。", "", "", 10), "请写明年\n龄。\n");
}

#[test]
fn no_input_can_forge_a_line() {
    let mut settled = sample();
    settled.id = Some("A\n\x1b[31mfund 1.00".to_owned());
    let text = text(&settled, Lang::En);
    assert!(text.starts_with("示例市职工基本医疗保险  claim A  [31mfund 1.00\n"), "{text}");
}
