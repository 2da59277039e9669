//! The language reference is complete and true: every keyword stands in it, and each row says one thing in both vocabularies.

use crate::fences::fences;
use std::sync::LazyLock;
use yibao::diagnostic::Lang;
use yibao::source::SourceId;
use yibao::syntax::tree::File;
use yibao::syntax::{Dictionary, format, parse, words};

const REFERENCE: &str = include_str!("../../grammar/README.md");
const STANDARD: &str = include_str!("../../rules/standard.yb");
const NATIONAL: &str = include_str!("../../rules/national.yb");

/// Where a row of the reference may stand: what comes before it and after it.
const PLACES: &[(&str, &str)] = &[
    ("", ""),
    ("policy a {\n", "\n}"),
    ("vocabulary {\n", "\n}"),
    ("policy a {\nbenefit b {\n", "\n}\n}"),
    ("policy a {\nbenefit b {\nlayer c {\n", "\n}\n}\n}"),
    ("policy a {\nfiling b {\n", "\n}\n}"),
    ("policy a {\nroute {\n", "\n}\n}"),
    ("policy a {\nexample \"b\" {\n", "\n}\n}"),
    ("policy a {\nfirst pay 10% ", "\n}"),
    ("policy a {\nlet b ", "\n}"),
    ("policy a {\nlet b {\n| age | value |\n| ", " | 1 yuan |\n}\n}"),
    ("policy a {\nlet b {\n| level | value |\n| ", " | 1 yuan |\n}\n}"),
    ("policy a {\nbenefit b {\nlayer c {\nrate {\n| band | rate |\n| ", " | 1% |\n}\n}\n}\n}"),
    ("policy a {\nlet b {\n| ", " | value |\n| any | 1 yuan |\n}\n}"),
    ("policy a {\nlet b {\n| age | ", " |\n| any | 1 yuan |\n}\n}"),
    ("policy a {\nlet b {\n| age | value |\n| any | ", " |\n}\n}"),
    ("policy a {\nbenefit b {\nlayer c {\ncap ", " 1 yuan\n}\n}\n}"),
    ("policy a {\nexample \"b\" {\nexpect ", " 1 yuan\n}\n}"),
    ("policy a {\nexample \"b\" {\nexpect pool.", " 1 yuan\n}\n}"),
    ("policy a {\nfirst pay 10% when filing_stage is ", "\n}"),
    ("policy a {\nfirst pay 10% when ", " is any\n}"),
];

/// What may stand for `{ … }`.
const INSIDES: &[&str] = &["{\n}", "{\n| any | value |\n| any | 1 yuan |\n}", "{\nfile by care_end\n}", "{\n| level1 |\n| 1 yuan |\n}"];

/// The names of the standard vocabulary, of the national framework, and of what the reference declares.
static NAMES: LazyLock<Dictionary> = LazyLock::new(|| {
    let mut files = vec![parse(SourceId(0), STANDARD).0, parse(SourceId(0), NATIONAL).0];
    files.extend(fences(REFERENCE).iter().map(|(_, text)| parse(SourceId(0), text).0));
    for (english, _) in pairs() {
        files.extend(PLACES.iter().filter_map(|place| read(&english, *place, INSIDES.first()?)).map(|(file, _)| file));
    }
    Dictionary::collect(&files.iter().collect::<Vec<_>>())
});

/// The code between backticks.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Each row of the tables: its English and its Chinese, one by one where a cell holds several.
fn pairs() -> Vec<(String, String)> {
    let mut out = Vec::new();
    for line in REFERENCE.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<&str> = columns(line);
        let at = cells.iter().position(|cell| cell.contains('`')).unwrap_or(0);
        if let [english, chinese, ..] = &cells[at..] {
            // What stands in brackets is another spelling, which only one vocabulary has.
            let one = |cell: &str| code(cell.split(" (also").next().unwrap_or_default()).map(str::to_owned).collect::<Vec<_>>();
            let (english, chinese) = (one(english), one(chinese));
            // A row of commands or of prose has no second vocabulary.
            if !chinese.is_empty() {
                assert_eq!(english.len(), chinese.len(), "{line}");
            }
            out.extend(english.into_iter().zip(chinese));
        }
    }
    out
}

/// The cells of a line; a bar within code is none of the table's.
fn columns(line: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, one) in line.char_indices() {
        match one {
            '`' => quoted = !quoted,
            '|' if !quoted => {
                out.push(line[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    out.into_iter().skip(1).collect()
}

/// A text without the reason of an `allow` or a `deny`, which each author writes in one language.
fn without_reason(text: &str) -> String {
    let reason = ["allow ", "deny ", "豁免 ", "从严 "].iter().any(|word| text.starts_with(word));
    if reason { text.split(['"', '“']).next().unwrap_or_default().to_owned() + "\"x\"" } else { text.to_owned() }
}

/// A text read in a place, if it can stand there.
fn read(text: &str, (before, after): (&str, &str), inside: &str) -> Option<(File, String)> {
    let whole = format!("{before}{}{after}\n", without_reason(text).replace("{ … }", inside));
    let (file, faults) = parse(SourceId(0), &whole);
    faults.is_empty().then_some((file, whole))
}

/// Whether two texts say the same in some place.
fn same(english: &str, chinese: &str) -> bool {
    let turned = |text: &str, place, inside, to| read(text, place, inside).map(|(file, whole)| format(&file, &whole, to, &NAMES));
    let tried = PLACES.iter().flat_map(|place| INSIDES.iter().map(move |inside| (*place, *inside)));
    tried.into_iter().any(|(place, inside)| {
        let zh = turned(english, place, inside, Lang::Zh);
        zh.is_some()
            && zh == turned(chinese, place, inside, Lang::Zh)
            && turned(english, place, inside, Lang::En) == turned(chinese, place, inside, Lang::En)
    })
}

#[test]
fn each_row_says_the_same_in_both_vocabularies() {
    let pairs = pairs();
    let lost: Vec<_> = pairs.iter().filter(|(english, chinese)| !same(english, chinese)).collect();
    assert!(pairs.len() > 150 && lost.is_empty(), "of {} rows {}: {lost:#?}", pairs.len(), lost.len());
}

#[test]
fn every_keyword_stands_in_the_reference_in_both_vocabularies() {
    let mut shown: String = fences(REFERENCE).into_iter().map(|(_, text)| text).collect();
    for line in REFERENCE.lines() {
        code(line).for_each(|code| shown.extend([code, "\n"]));
    }
    let latin = |one: Option<char>| one.is_some_and(|one| one.is_ascii_alphabetic() || one == '_');
    let stands = |word: &str| {
        shown.match_indices(word).any(|(at, _)| {
            let (before, after) = (shown[..at].chars().next_back(), shown[at + word.len()..].chars().next());
            !word.is_ascii() || !word.contains(|c: char| c.is_ascii_alphabetic()) || !latin(before) && !latin(after)
        })
    };
    // The first spelling is the one that is written; a full-width or singular one beside it is read.
    let written = words::TABLE.iter().flat_map(|word| word.en.first().into_iter().chain(word.zh));
    let lost: Vec<_> = written.filter(|word| !word.contains('％') && !stands(word)).collect();
    assert!(lost.is_empty(), "keywords without a row or an example: {lost:#?}");
    assert!(words::TABLE.len() > 100 && !stands("unheard_of"));
}
