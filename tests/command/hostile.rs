//! Texts that anyone may send: a sixteenth of a mebibyte of each kind ends with an answer that fits a screen, never in a crash. How long it
//! takes is measured by `cargo bench`.

use crate::run::{YIBAO, ended};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Bytes of each text.
const SIZE: usize = 64 << 10;
/// Bytes that may be printed of one.
const PRINTED: usize = 256 << 10;

/// As many pieces as fill the size, each made of its number, between a head and an end.
fn filled(head: &str, piece: impl Fn(usize) -> String, end: &str) -> String {
    let mut out = head.to_owned();
    for at in 0.. {
        out += &piece(at);
        if out.len() >= SIZE {
            break;
        }
    }
    out + end
}

/// Each kind with whether it goes beyond a limit (E008).
fn texts() -> Vec<(&'static str, String, bool)> {
    let policy = "policy a.b \"x\" {\n";
    let same = |piece: &'static str| move |_: usize| piece.to_owned();
    let mut or = format!("{policy}benefit b \"b\" when level is level0");
    while or.len() < SIZE {
        let _ = write!(or, " or level{}", or.len());
    }
    vec![
        ("open", filled("", same("{"), ""), true),
        ("close", filled("", same("}"), ""), true),
        ("quotes", filled("", same("\"\n"), ""), true),
        ("curly quotes", filled("", same("“\n"), ""), true),
        ("curly quotes on a line", filled("", same("“"), ""), true),
        ("words", filled("", same("a "), ""), false),
        ("policies", filled("", same("policy a.b \"x\" { }\n"), ""), true),
        ("constants", filled(policy, |at| format!("let a{at} a{}\n", at + 1), "}"), true),
        ("circle", filled("", |at| format!("framework f{at} \"x\" extends f{} {{ }}\n", (at + 1) % 3000), ""), true),
        ("chain", filled("", |at| format!("framework f{at} \"x\" extends f{} {{ }}\n", at + 1), ""), true),
        ("or", or + " { } }", true),
        ("facts", filled(policy, |at| format!("fact f{at} \"f\" yes or no\n"), "}"), true),
        ("allow", filled(policy, same("allow W301 \"x\"\n"), "}"), true),
        (
            "layers",
            filled(
                &format!("{policy}benefit b \"b\" {{\n"),
                |at| format!("layer l{} \"l\" after l{at} {{ covers rest; rate 50% }}\n", at + 1),
                "} }",
            ),
            true,
        ),
        ("benefits", filled(policy, |at| format!("benefit b{at} \"b\" {{ layer l \"l\" {{ covers rest; rate 50% }} }}\n"), "}"), true),
        ("reasons", filled(&format!("{policy}route {{\n"), |at| format!("refuse r{at} \"r\" when injury\n"), "} }"), true),
        ("filings", filled(policy, |at| format!("filing f{at} \"f\" {{ file by care_end }}\n"), "}"), true),
        ("faults", filled(policy, same("rat 5 yuen\n"), "}"), true),
        (
            "rows",
            filled(
                &format!("{policy}benefit b \"b\" {{ layer l \"l\" {{ covers eligible; rate {{\n| age | rate |\n"),
                |at| format!("| {} years old | 50% |\n", at % 100),
                "} } } }",
            ),
            false,
        ),
        ("unknown names", filled(policy, |at| format!("let a{at} b{at} × 2\n"), "}"), true),
    ]
}

#[test]
fn every_hostile_text_is_answered_on_a_screen() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let mut wrong = Vec::new();
    for (name, text, limited) in texts() {
        fs::write(folder.join("a.yb"), &text).unwrap();
        for args in [&["check", "a.yb"][..], &["fmt", "--check", "a.yb"]] {
            let mut command = Command::new(YIBAO);
            command.args(args);
            let ran = ended(command, &folder, "");
            let printed = ran.out + &ran.err;
            if ![1, 3].contains(&ran.code) || printed.len() > PRINTED || printed.contains("E008") != limited {
                wrong.push(format!("{name}: {args:?}: {}, {} bytes: {:.600}", ran.code, printed.len(), printed));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_file_beyond_the_limit_is_named_and_not_drawn() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile_large");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("large.yb"), "# secret\n".repeat((4 << 20) / 9 + 1)).unwrap();
    let mut command = Command::new(YIBAO);
    command.args(["check", "large.yb"]);
    let ran = ended(command, &folder, "");
    assert!(ran.code == 1 && ran.out.contains("E008") && ran.out.contains("large.yb") && ran.out.len() < 2000, "{ran:?}");
}

#[test]
fn the_reference_lists_every_limit() {
    let reference = include_str!("../../grammar/README.md");
    for (most, en, zh) in yibao::syntax::limits() {
        let row = format!("| {most} | {en} | {zh} |");
        assert!(reference.contains(&row), "grammar/README.md lacks `{row}`");
    }
}
