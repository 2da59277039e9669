//! What the table of rule files says of itself is so: every file, every system and contradiction of the sources, every name.

use super::shipped::{Outcome, Shipped, files, root, text};
use std::collections::BTreeSet;
use std::path::Path;
use yibao::diagnostic::Code;

/// The systems that the sources name, by number.
const SYSTEMS: std::ops::RangeInclusive<u32> = 1..=19;

/// The contradictions between the sources, by number.
const CONTRADICTIONS: std::ops::RangeInclusive<u32> = 1..=31;

/// The columns of a table that describes files, after what it calls the row.
const ENCODES: usize = 3;

/// One table of the file.
struct Table {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// The cell of a row under a head.
    fn cell<'a>(&self, row: &'a [String], head: &str) -> &'a str {
        self.heads.iter().position(|found| found == head).and_then(|at| row.get(at)).map_or("", String::as_str)
    }
}

/// The tables of the file, in order.
fn tables() -> Result<Vec<Table>, Box<dyn std::error::Error>> {
    let cells = |line: &str| line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let mut out: Vec<Table> = Vec::new();
    let mut open = false;
    for line in text("rules/README.md")?.lines() {
        if !line.starts_with('|') {
            open = false;
        } else if !open {
            out.push(Table { heads: cells(line), rows: Vec::new() });
            open = true;
        } else if !line.starts_with("|---") {
            out.last_mut().into_iter().for_each(|table| table.rows.push(cells(line)));
        }
    }
    Ok(out)
}

/// The names between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The files of rules or cases a text names.
fn named(text: &str) -> impl Iterator<Item = &str> {
    quoted(text).filter(|name| is_rules(name))
}

/// Whether a name is that of a file of rules.
fn is_rules(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "yb")
}

/// The tables that describe files: those with a column of what a file leaves open.
fn described() -> Result<Vec<Table>, Box<dyn std::error::Error>> {
    Ok(tables()?.into_iter().filter(|table| table.heads.iter().any(|head| head == "file")).collect())
}

#[test]
fn every_rule_file_is_described_and_every_file_named_is_there() -> Outcome {
    let all: Vec<String> = files("rules", ".yb")?.into_iter().map(|(name, _)| name.trim_start_matches("rules/").to_owned()).collect();
    let mut described_files = BTreeSet::new();
    for table in described()? {
        for row in &table.rows {
            described_files.extend(named(table.cell(row, "file")).map(str::to_owned));
        }
    }
    let missing: Vec<_> = all.iter().filter(|name| !described_files.contains(*name)).collect();
    assert!(missing.is_empty(), "no row describes {missing:?}");
    let whole = text("rules/README.md")?;
    let there = |name: &str| root().join("rules").join(name).is_file() || root().join(name).is_file();
    let lost: Vec<_> = named(&whole).filter(|name| !name.contains('<') && !name.starts_with('_') && !there(name)).collect();
    assert!(lost.is_empty(), "named, and not there: {lost:?}");
    Ok(())
}

#[test]
fn every_system_has_a_row_with_files_or_a_reason() -> Outcome {
    let mut found = BTreeSet::new();
    for table in described()?.iter().filter(|table| table.heads.first().is_some_and(|head| head == "#")) {
        for row in &table.rows {
            let number = row.first().and_then(|cell| cell.parse::<u32>().ok());
            found.extend(number);
            let system = table.cell(row, "system");
            assert!(number.is_some() || table.cell(row, "#") == "–", "a row without a number or a dash: {system}");
            let files = named(table.cell(row, "file")).count();
            let why = row.get(ENCODES..).unwrap_or_default().iter().any(|cell| !cell.is_empty() && cell != "–");
            assert!(files > 0 || why, "{system}: neither a file nor a reason");
            assert!(files == 0 || table.cell(row, "source").chars().count() > 1, "{system}: no source");
        }
    }
    assert_eq!(found, SYSTEMS.collect::<BTreeSet<_>>(), "the systems of the sources");
    Ok(())
}

#[test]
fn every_contradiction_is_answered() -> Outcome {
    let of = |table: &Table| table.heads.iter().any(|head| head == "answer");
    let all = tables()?;
    let table = all.iter().find(|table| of(table)).ok_or("no table of contradictions")?;
    let numbers: Vec<_> = table.rows.iter().map(|row| row.first().cloned().unwrap_or_default()).collect();
    assert_eq!(numbers, CONTRADICTIONS.map(|number| format!("C{number}")).collect::<Vec<_>>());
    for row in &table.rows {
        let number = row.first().map_or("", String::as_str);
        let answer = table.cell(row, "answer");
        let kind = ["decided", "caught", "computes nothing"].iter().find(|kind| answer.starts_with(**kind));
        let files = named(table.cell(row, "where")).chain(named(answer)).count();
        assert!(kind.is_some(), "{number}: neither decided nor caught nor without effect");
        assert!(files > 0 || kind == Some(&"computes nothing"), "{number}: no file shows it");
        if !answer.starts_with("caught") {
            continue;
        }
        // A case under the code that is named catches it.
        let codes: Vec<_> = answer.split(|c: char| !c.is_alphanumeric()).filter(|word| Code::find(word).is_some()).collect();
        let cases = named(answer).map(text).collect::<Result<Vec<_>, _>>()?;
        let shows = |code: &&str| cases.iter().any(|case| case.contains(&format!("#^ {code}")));
        assert!(codes.iter().any(shows), "{number}: no case it names shows {codes:?}");
    }
    Ok(())
}

#[test]
fn every_policy_named_is_loaded_and_what_is_left_open_is_said() -> Outcome {
    let shipped = Shipped::read()?;
    let policies: BTreeSet<&str> = shipped.library.policies.iter().map(|policy| policy.name.as_str()).collect();
    let place = |span| shipped.library.sources.place(span).0.trim_start_matches("rules/").to_owned();
    let open: BTreeSet<String> =
        shipped.library.faults.iter().filter(|fault| fault.code == Code::W301).map(|fault| place(fault.span)).collect();
    let mut said = BTreeSet::new();
    for table in described()? {
        for row in &table.rows {
            let file = table.cell(row, "file");
            let unknown: Vec<_> = quoted(file).filter(|name| !is_rules(name) && !policies.contains(name)).collect();
            assert!(unknown.is_empty(), "named beside {file}, and not a policy: {unknown:?}");
            if table.cell(row, "`unstated`") != "–" {
                said.extend(named(file).map(str::to_owned));
            }
        }
    }
    let silent: Vec<_> = open.difference(&said).collect();
    assert!(!open.is_empty() && silent.is_empty(), "they leave something unstated, and no row says what: {silent:?}");
    Ok(())
}

#[test]
fn the_rules_are_without_faults_but_for_what_is_meant() -> Outcome {
    let meant = [Code::W301, Code::W401, Code::W402];
    let shipped = Shipped::read()?;
    let at = |span| shipped.library.sources.place(span);
    let others: Vec<_> = shipped.library.faults.iter().filter(|fault| !meant.contains(&fault.code)).map(|f| (f.code, at(f.span))).collect();
    assert!(others.is_empty(), "{others:#?}");
    for code in meant {
        assert!(shipped.library.faults.iter().any(|fault| fault.code == code), "none of {}", code.as_str());
    }
    Ok(())
}
