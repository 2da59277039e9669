//! The catalogue of codes: each entry has its form, its example shows the code, and what is mended shows none.

use std::error::Error;
use std::fmt::Write as _;
use std::process::Command;
use yibao::Library;
use yibao::claim::{Claim, json};
use yibao::coverage::Prober;
use yibao::diagnostic::catalogue::{self, Entry};
use yibao::diagnostic::{Code, Severity};
use yibao::example;
use yibao::ledger::Ledger;
use yibao::mutation::{mutants, survey};
use yibao::plan::{Plan, compile};

type Outcome = Result<(), Box<dyn Error>>;

const TABLE: &str = include_str!("../../grammar/codes.md");

/// What the rules of an example are called.
const EXAMPLE: &str = "example.yb";

/// Codes of claims that only rules `check` refuses can lead to, with what it says of them.
const REFUSED: [(Code, Code); 4] = [(Code::C016, Code::E302), (Code::C018, Code::E305), (Code::C023, Code::E208), (Code::C025, Code::E205)];

fn entries() -> impl Iterator<Item = Entry> {
    Code::ALL.iter().copied().map(Entry::of)
}

fn library(rules: &str) -> Library {
    Library::read([(EXAMPLE.to_owned(), rules.to_owned())])
}

/// The codes of a severity that the rules of an example are found to have, in order of place, each once.
fn found(rules: &str, severity: Severity) -> Vec<Code> {
    let library = library(rules);
    let own = library.faults.iter().filter(|fault| library.sources.place(fault.span).0 == EXAMPLE);
    let mut codes: Vec<Code> = own.map(|fault| fault.code).filter(|code| code.severity() == severity).collect();
    codes.dedup();
    codes
}

/// The codes the last of several claims, one a line, is refused with.
fn refused(rules: &str, claims: &str) -> Result<Vec<Code>, Box<dyn Error>> {
    let library = library(rules);
    let policies = library.policies.iter().filter(|policy| !policy.framework);
    let plan =
        Plan { policies: policies.filter_map(|policy| compile(policy, &library.sources)).collect(), catalogs: library.catalogs.clone() };
    let mut ledger = Ledger::default();
    let mut last = Err("no claim".to_owned());
    for (index, claim) in json::read(claims).claims.into_iter().enumerate() {
        if let Ok(Err(codes)) = last {
            return Err(format!("a claim before the last is refused: {codes:?}").into());
        }
        let outcome = match claim {
            Ok(claim) => settled(&mut ledger, &plan, &claim, index),
            Err(refusal) => Err(refusal.errors.iter().map(|fault| fault.code).collect()),
        };
        last = Ok(outcome);
    }
    Ok(last?.err().unwrap_or_default())
}

fn settled(ledger: &mut Ledger, plan: &Plan, claim: &Claim, index: usize) -> Result<(), Vec<Code>> {
    ledger.settle_nth(plan, claim, index).map(drop).map_err(|faults| faults.iter().map(|fault| fault.code).collect())
}

#[test]
fn every_entry_has_its_form() -> Outcome {
    let mut wrong = String::new();
    for entry in entries() {
        let name = format!("{}/src/diagnostic/catalogue/{}.md", env!("CARGO_MANIFEST_DIR"), entry.code);
        let text = std::fs::read_to_string(&name)?;
        if text != entry.text() {
            writeln!(wrong, "{}: written otherwise it is\n{}", entry.code, entry.text())?;
        }
        let (what, instead) = (&entry.what, &entry.instead);
        if [&what.en, &what.zh, &instead.en, &instead.zh].iter().any(|text| text.is_empty()) || entry.fault == entry.mended {
            writeln!(wrong, "{}: something is missing", entry.code)?;
        }
        if entry.code.as_str().starts_with('C') == entry.claim.is_empty() {
            writeln!(wrong, "{}: a claim stands in the entries of claims, and in no other", entry.code)?;
        }
        if !what.en.ends_with('.') || !what.zh.ends_with('。') || !instead.en.ends_with('.') || !instead.zh.ends_with('。') {
            writeln!(wrong, "{}: sentences end in a period", entry.code)?;
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    Ok(())
}

#[test]
fn every_file_is_an_entry() -> Outcome {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/diagnostic/catalogue");
    for file in std::fs::read_dir(folder)? {
        let name = file?.file_name().to_string_lossy().into_owned();
        let code = Code::ALL.iter().find(|code| name == format!("{code}.md"));
        assert!(code.is_some(), "`{name}` is named for no code");
    }
    Ok(())
}

#[test]
fn chinese_texts_hold_no_english_word() {
    for entry in entries() {
        for text in [&entry.what.zh, &entry.instead.zh] {
            // Outside 「」 a Chinese sentence holds no Latin letter.
            let mut quoted = false;
            let bare = text.chars().any(|c| {
                quoted = (quoted || c == '「') && c != '」';
                !quoted && c.is_ascii_alphabetic()
            });
            assert!(!bare, "{}: {text}", entry.code);
        }
    }
}

#[test]
fn the_example_of_a_rule_shows_its_code_alone_and_mended_shows_none() -> Outcome {
    let mut wrong = String::new();
    for entry in entries().filter(|entry| entry.claim.is_empty() && ![Code::E001, Code::W501].contains(&entry.code)) {
        let severity = entry.code.severity();
        let shown = found(entry.fault, severity);
        if shown != [entry.code] {
            writeln!(wrong, "{}: the example shows {shown:?}", entry.code)?;
        }
        let errors = found(entry.fault, Severity::Error);
        if severity == Severity::Warning && !errors.is_empty() {
            writeln!(wrong, "{}: the example has the errors {errors:?}", entry.code)?;
        }
        let left = [found(entry.mended, Severity::Error), found(entry.mended, severity)].concat();
        if !left.is_empty() {
            writeln!(wrong, "{}: mended it still shows {left:?}", entry.code)?;
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    Ok(())
}

#[test]
fn the_example_of_a_claim_shows_its_code_alone_and_mended_it_settles() -> Outcome {
    let mut wrong = String::new();
    for entry in entries().filter(|entry| !entry.claim.is_empty()) {
        let of = entry.code;
        let expected: Vec<Code> = REFUSED.iter().filter(|(code, _)| *code == of).map(|(_, first)| *first).collect();
        let errors = found(entry.fault, Severity::Error);
        if errors != expected {
            writeln!(wrong, "{of}: its rules have the errors {errors:?}")?;
        }
        let shown = refused(entry.fault, entry.claim).map_err(|error| format!("{of}: {error}"))?;
        if shown != [of] {
            writeln!(wrong, "{of}: the claim is refused with {shown:?}")?;
        }
        let (rules, claim) = if entry.mends_claim() { (entry.fault, entry.mended) } else { (entry.mended, entry.claim) };
        let left = refused(rules, claim).map_err(|error| format!("{of}: {error}"))?;
        if !left.is_empty() || !found(rules, Severity::Error).is_empty() {
            writeln!(wrong, "{of}: mended it is refused with {left:?}")?;
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    Ok(())
}

/// How many changes of the rules of an example nobody notices.
fn unnoticed(rules: &str) -> Result<usize, Box<dyn Error>> {
    let library = library(rules);
    let engine = library.engine().ok_or_else(|| format!("{:?}", library.faults))?;
    let cases = example::all(&library.policies).map_err(|found| format!("{found:?}"))?;
    let own = library.sources.iter().find(|(_, source)| source.name == EXAMPLE).map(|(id, _)| id);
    let mut prober = Prober::new(&library.policies, engine.plan());
    let all = mutants(&prober, &|id| Some(id) == own);
    let out = survey(&mut prober, &cases, all, &mut |_| true);
    assert!(out.failing == 0 && out.tried > 0, "{out:?}");
    Ok(out.survivors.len())
}

#[test]
fn the_example_of_what_no_example_notices() -> Outcome {
    let entry = Entry::of(Code::W501);
    assert_eq!((found(entry.fault, Severity::Error), found(entry.mended, Severity::Error)), (Vec::new(), Vec::new()));
    assert!(unnoticed(entry.fault)? > 0);
    assert_eq!(unnoticed(entry.mended)?, 0);
    Ok(())
}

/// A text whose `\xCA` stand for single bytes.
fn bytes(text: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut parts = text.split("\\x");
    let mut out = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (byte, rest) = part.split_at(2);
        out.push(u8::from_str_radix(byte, 16)?);
        out.extend(rest.as_bytes());
    }
    Ok(out)
}

#[test]
fn the_example_of_bytes_that_are_no_text() -> Outcome {
    let entry = Entry::of(Code::E001);
    for (text, shown) in [(entry.fault, true), (entry.mended, false)] {
        let path = concat!(env!("CARGO_TARGET_TMPDIR"), "/catalogue.yb");
        std::fs::write(path, bytes(text)?)?;
        let ran = Command::new(env!("CARGO_BIN_EXE_yibao")).args(["check", "--lang", "en", path]).output()?;
        assert_eq!(ran.status.code(), Some(i32::from(shown)), "{}", String::from_utf8_lossy(&ran.stdout));
        assert_eq!(String::from_utf8_lossy(&ran.stdout).contains("E001"), shown);
    }
    Ok(())
}

/// `YIBAO_REWRITE=1` writes the file anew.
#[test]
fn the_table_of_codes_is_the_catalogue() -> Outcome {
    if std::env::var_os("YIBAO_REWRITE").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/grammar/codes.md"), catalogue::table())?;
        return Ok(());
    }
    assert_eq!(TABLE, catalogue::table());
    for code in Code::ALL {
        assert!(TABLE.lines().any(|line| line.starts_with('|') && line.contains(code.as_str())), "the table lacks {code}");
    }
    Ok(())
}
