//! The floor of text and tree: the grammar's examples, the sample in both vocabularies, faults, and no panic on any text.

use std::fmt::Write as _;
use yibao::source::SourceId;
use yibao::syntax::{parse, reads, words};

const SAMPLE: &str = include_str!("syntax/sample.yb");
const YIBAO: &str = include_str!("../grammar/yibao.pest");
const WORDS: &str = include_str!("../grammar/words.pest");

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

#[test]
fn scratch() {
    if let Ok(path) = std::env::var("YIBAO_SCRATCH") {
        let text = std::fs::read_to_string(path).unwrap();
        println!("{}", faults(&text));
        if std::env::var("TREE").is_ok() {
            println!("{:#?}", parse(SourceId(0), &text).0);
        }
    }
}
