//! The floor of text and tree: the grammar's examples, the sample in both vocabularies, faults, and no panic on any text.

use std::fmt::Write as _;
use yibao::diagnostic::Lang;
use yibao::source::SourceId;
use yibao::syntax::tree::File;
use yibao::syntax::{Dictionary, format, main_vocabulary, parse, reads, words};

const SAMPLE: &str = include_str!("../syntax/sample.yb");
const SAMPLE_ZH: &str = include_str!("../syntax/sample_zh.yb");
const VOCABULARY: &str = include_str!("../syntax/vocabulary.yb");
const YIBAO: &str = include_str!("../../grammar/yibao.pest");
const WORDS: &str = include_str!("../../grammar/words.pest");

/// The faults of a text, one line each: `line code message | help`.
fn faults(text: &str) -> String {
    let mut out = String::new();
    for fault in parse(SourceId(0), text).1 {
        let line = text[..fault.span.start as usize].matches('\n').count() + 1;
        let under = &text[fault.span.range()];
        let help = fault.help.map_or(String::new(), |help| help.en);
        let _ = writeln!(out, "{line} {} {} <{under}> | {help}", fault.code, fault.message.en);
    }
    out
}

/// `YIBAO_REWRITE=1` writes the file anew.
#[test]
fn keywords_of_the_grammar_are_the_table() {
    if std::env::var_os("YIBAO_REWRITE").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/grammar/words.pest"), words::grammar()).unwrap();
    }
    assert_eq!(WORDS, words::grammar());
}

/// Each rule with `/// e.g. …` above it reads that text whole.
#[test]
fn every_example_of_the_grammar_is_read() {
    let (mut example, mut count) = (None, 0);
    for line in YIBAO.lines() {
        if let Some(text) = line.strip_prefix("/// e.g. ") {
            example = Some(text);
        } else if !line.starts_with("///") {
            let rule = line.split([' ', '=']).next().unwrap_or_default();
            if let Some(text) = example.take() {
                let text = text.replace(";;", "\n");
                assert_eq!(reads(rule, &text), Some(true), "`{rule}` should read `{text}`");
                count += 1;
            }
        }
    }
    assert!(count > 60);
}

#[test]
fn the_sample_is_read() {
    assert_eq!(faults(SAMPLE), "");
    assert_eq!(parse(SourceId(0), SAMPLE).0.items.len(), 2);
}

/// A text and its tree; it must be without faults.
fn read(text: &str) -> File {
    assert_eq!(faults(text), "", "in\n{text}");
    parse(SourceId(0), text).0
}

/// A text in a vocabulary, with the names of the sample's vocabulary at hand.
fn turn(text: &str, to: Lang) -> String {
    let (file, vocabulary) = (read(text), read(VOCABULARY));
    format(&file, text, to, &Dictionary::collect(&[&file, &vocabulary]))
}

#[test]
fn the_sample_is_in_form_and_turns_both_ways() {
    assert_eq!(turn(SAMPLE, Lang::En), SAMPLE);
    assert_eq!(turn(SAMPLE_ZH, Lang::Zh), SAMPLE_ZH);
    assert_eq!(turn(SAMPLE, Lang::Zh), SAMPLE_ZH);
    assert_eq!(turn(SAMPLE_ZH, Lang::En), SAMPLE);
    assert_eq!(read(&turn(SAMPLE_ZH, Lang::En)), read(SAMPLE));
    assert_eq!((main_vocabulary(SAMPLE), main_vocabulary(SAMPLE_ZH)), (Lang::En, Lang::Zh));
}

/// Everything the grammar knows, in one text: in form in either vocabulary, and the same after turning and back.
#[test]
fn every_clause_turns_and_comes_back() {
    let text = include_str!("../syntax/every_clause.yb");
    assert_eq!(turn(text, Lang::En), text);
    let zh = turn(text, Lang::Zh);
    assert_eq!(turn(&zh, Lang::Zh), zh);
    assert_eq!(turn(&zh, Lang::En), text);
    assert_eq!(read(&turn(VOCABULARY, Lang::Zh)).items.len(), 1);
    assert_eq!(turn(&turn(VOCABULARY, Lang::Zh), Lang::En), VOCABULARY);
}

/// Slips of a Chinese keyboard, odd blanks, several clauses on a line: read as meant, written in the one form.
#[test]
fn the_form_is_one() {
    let loose = "政策　示例．甲 「标题」｛\n\n\n  region　４３０１００；险种 employee。# 一\n待遇 clinic“门诊”当 care is outpatient［办法 “一”］｛ rate 80% ;起付线 per visit 1,000．50元 ｝\n \
                 layer pool {\n\n  表 { ｜ age ｜ rate ｜；｜ any ｜ ８０％ ｜ ｝ ｝ ｝\n";
    let (file, found) = parse(SourceId(0), loose);
    assert!(found.is_empty(), "{found:?}");
    let en = format(&file, loose, Lang::En, &Dictionary::default());
    let expected = "policy 示例.甲 \"标题\" {\n  region 430100\n  scheme employee # 一\n  \
                    benefit clinic \"门诊\" when care is outpatient [办法 \"一\"] { rate 80%; deductible per visit 1000.50 yuan }\n  layer pool {\n    table {\n      | age | rate |\n      | any | 80%  |\n    }\n  }\n}\n";
    assert_eq!(en, expected);
}

#[test]
fn long_guards_go_on_and_comments_stay() {
    let conditions: Vec<String> = (0..9).map(|n| format!("some_rather_long_fact_{n} is a_value")).collect();
    let text = format!("policy a {{\n  # above\n  rate 80% when {} # beside\n\n\n  # below\n}}\n# after\n", conditions.join(" and "));
    let once = turn(&text, Lang::En);
    assert_eq!(turn(&once, Lang::En), once);
    assert_eq!(read(&once), File { comments: read(&once).comments, ..read(&text) });
    assert!(once.lines().all(|line| line.len() <= 140));
    assert!(once.ends_with("is a_value # beside\n\n  # below\n}\n# after\n"), "{once}");
}

/// One line of faults for each text.
#[test]
fn faults_say_what_and_where() {
    let cases = [
        ("policy a {\n  shceme employee\n}", "2 E002 <shceme> write `scheme`"),
        ("policy a {\n  cap per yeer 3 yuan\n}", "2 E002 <per yeer> write `per year`"),
        ("policy a {\n  rate 80% whn injury\n}", "2 E002 <whn> write `when`"),
        ("policy a {\n  调整 比例降低10个百分点\n}", "2 E002 <比例降低> set the words apart: `比例 降低`"),
        ("rate 80%", "1 E002 <rate 80%> a file holds `policy`, `framework`, `vocabulary` and `catalog`, each with its block"),
        ("policy a {\n  layer pool\n}", "2 E003 <layer pool> open the block on the same line with `{` and end it with `}`"),
        ("policy a", "1 E003 <policy a> open the block on the same line with `{` and end it with `}`"),
        ("policy a {\n  rate { }\n}", "2 E003 <{ }> the first row names the columns: `| person | rate |`"),
        ("policy a {\n  rate 85% 90%\n}", "2 E004 <90%> begin a new line for a new clause, or take it out"),
        ("policy a {\n  remove cap per year 5 yuan\n}", "2 E004 <5 yuan> write only what names the clause: `remove cap per year`"),
        ("policy a {\n  benefit b {\n    rate 5%\n}", "2 E005 <{> add `}` on a line of its own where the block ends"),
        ("policy a {\n  benefit b {\n  }\n  }\n  rate 5%\n}", "4 E005 <}> take it out"),
        ("policy a {\n  cap per year 五万元\n}", "2 E006 <五万元> write `5万元`"),
        ("policy a {\n  rate 百分之八十五\n}", "2 E006 <百分之八十五> write `85%`"),
        ("policy a {\n  rate 三分之一\n}", "2 E006 <三分之一> write `1/3`"),
        ("policy a {\n  rate 千分之五\n}", "2 E006 <千分之五> write `5/1000`"),
        ("policy a {\n  file by admitted + 两个工作日\n}", "2 E006 <两个工作日> write `2个工作日`"),
        ("policy a {\n  cap per year 600 yaun\n}", "2 E007 <yaun> write `yuan`"),
        ("policy a {\n  effective 2023-02-30 ..\n}", "2 E007 <2023-02-30> the month ends with `2023-02-28`"),
        ("policy a {\n  region 4301\n}", "2 E007 <4301> write the six digits of GB/T 2260, as `430100`"),
        ("policy a {\n  needs \"x\n}", "2 E010 <\"x> end it with the quote that belongs to the first one"),
        (
            "policy a {\n  table {\n    | b | rate |\n    | c | 80%\n  }\n}",
            "4 E009 <| c | 80%> a row stands on one line, each cell between two `|`",
        ),
    ];
    for (text, expected) in cases {
        let found = parse(SourceId(0), text).1;
        let lines: Vec<String> = found
            .iter()
            .map(|fault| {
                let line = text[..fault.span.start as usize].matches('\n').count() + 1;
                format!("{line} {} <{}> {}", fault.code, &text[fault.span.range()], fault.help.as_ref().map_or("", |help| &help.en))
            })
            .collect();
        assert_eq!(lines, [expected], "in {text}");
    }
}

/// A mistake in a head does not hide those in its block, nor invent others.
#[test]
fn one_mistake_does_not_hide_the_next() {
    let text = "policy a {\n  benfit b {\n    layr c {\n      rate 600 yaun\n    }\n  }\n  exmple \"x\" {\n    age 45\n    expct fund 0 yuan\n  }\n  rate acros level {\n    | a | b |\n    | 1% | |\n  }\n}\n";
    let lines: Vec<String> = faults(text).lines().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(lines, ["2 E002", "3 E002", "4 E007", "7 E002", "9 E002", "11 E002", "13 E009"], "{}", faults(text));
}

#[test]
fn nesting_and_size_are_bounded() {
    assert!(faults(&"policy a {\n".repeat(3)).contains("E005"));
    assert!(faults(&"route {".repeat(100_000)).starts_with("1 E008"));
    assert!(faults(&"layer a {\n".repeat(24)).contains("E005"));
    assert!(faults(&" ".repeat((4 << 20) + 1)).starts_with("1 E008"));
}

/// Bytes changed, dropped and doubled at random (a fixed seed): always an answer, faults in order, places inside the text.
#[test]
fn no_text_makes_it_panic() {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(below.max(1)).unwrap()).unwrap()
    };
    let pieces =
        ["{", "}", "|", "\"", "“", "”", "\n", "#", "；", "when ", "五万元", "2023-02-30", "..", "至", "9", "[", "a ", "、", "×", "remove "];
    let sources: Vec<&str> = [SAMPLE, SAMPLE_ZH, include_str!("../syntax/every_clause.yb")].into_iter().flat_map(blocks).collect();
    for turn in 0..1000 {
        let mut bytes = sources[next(sources.len())].as_bytes().to_vec();
        for _ in 0..=next(3) {
            let at = next(bytes.len());
            match next(4) {
                0 => drop(bytes.splice(at..at, pieces[next(pieces.len())].bytes())),
                1 => drop(bytes.drain(at..(at + 1 + next(6)).min(bytes.len()))),
                2 if at < bytes.len() => bytes[at] = u8::try_from(next(128)).unwrap(),
                _ => {
                    let piece: Vec<u8> = bytes[at..(at + next(40)).min(bytes.len())].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        let (file, found) = parse(SourceId(0), &text);
        assert!(found.is_sorted_by_key(|fault| fault.span.start), "turn {turn}");
        for fault in &found {
            assert!(text.get(fault.span.range()).is_some(), "turn {turn}: {fault:?} in\n{text}");
        }
        let form = format(&file, &text, Lang::Zh, &Dictionary::default());
        if found.is_empty() {
            let (again, faults) = parse(SourceId(0), &form);
            assert!(faults.is_empty(), "turn {turn}: {faults:?} in\n{form}");
            assert_eq!(again.comments.len(), file.comments.len(), "turn {turn}:\n{text}\n{form}");
            assert_eq!(format(&again, &form, Lang::Zh, &Dictionary::default()), form, "turn {turn}");
        }
    }
}

/// The top-level items of a text.
fn blocks(text: &'static str) -> Vec<&'static str> {
    text.split_inclusive("\n}\n").collect()
}

/// The policies and tables of the language reference are read as they stand.
#[test]
fn the_reference_is_read() {
    let reference = include_str!("../../grammar/README.md");
    let texts: Vec<&str> = reference.split("```").skip(1).step_by(2).collect();
    assert_eq!(texts.len(), 3);
    for text in texts {
        let text = text.trim_start();
        let whole =
            if text.starts_with("policy") || text.starts_with("政策") { text.to_owned() } else { format!("policy a {{\n{text}\n}}\n") };
        assert_eq!(faults(&whole), "");
    }
}

/// Cells and headers that are plain names are read by a way of their own, which tells the same mistakes.
#[test]
fn han_numerals_are_told_in_cells_and_headers() {
    let table = "policy a { benefit b { layer c { rate across band { | 一万元以下 | 超过10000元 |\n| 五百元 | 90% |\n} } } }";
    let found = faults(table);
    assert!(found.contains("<一万元以下>"), "{found}");
    assert_eq!(found.matches("E006").count(), 2, "{found}");
}

/// A keyword of a look-ahead is read by it in each spelling, and by nothing but the whole word.
#[test]
fn words_told_apart_from_names_are_read_whole() {
    let (mut read, mut unknown) = (0, Vec::new());
    for (rule, words) in words::APART {
        for keyword in *words {
            let Some(word) = words::TABLE.iter().find(|word| word.rule == *keyword) else {
                unknown.push((rule, keyword));
                continue;
            };
            assert!(!word.glued, "{rule}: {keyword} has no end of its own");
            for spelling in word.en.iter().chain(word.zh) {
                assert_eq!(reads(rule, spelling), Some(true), "{rule} should read `{spelling}`");
                let longer = format!("{spelling}{}", if spelling.is_ascii() { "s" } else { "甲" });
                assert_eq!(reads(rule, &longer), Some(false), "{rule} should not read `{longer}`");
                read += 1;
            }
        }
    }
    assert!(unknown.is_empty(), "no such keywords: {unknown:?}");
    assert!(read > 60, "{read}");
}
