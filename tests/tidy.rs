//! Keeps the house: floors, captions, file length, a case for every code, no place or value of a rule file in the program.
#![expect(clippy::disallowed_methods, reason = "the house is kept by reading its files")]
#![expect(clippy::unwrap_used, reason = "a file that cannot be read fails the test, which is what it is for")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use yibao::claim::{DISTANCES, FILING_FAILURES, FILING_STAGES, FILINGS, ROLES, ROUTES};
use yibao::source::SourceId;
use yibao::syntax::tree::{Clause, FactKind, File, Item, What};
use yibao::syntax::words::TABLE;

/// The rooms from the ground up. A room imports only rooms that stand before it.
const ROOMS: &[&[&str]] = &[
    &["source", "value", "place", "calendar", "threads"],
    &["diagnostic", "claim"],
    &["syntax"],
    &["model"],
    &["plan", "analysis"],
    &["settle"],
    &["ledger", "example", "report", "coverage", "mutation"],
    &["cli"],
];

/// The façade: it stands over the rooms and may enter all of them but the command line.
const FACADE: &[&str] = &["causes", "engine", "library"];

/// Doors that lead up or past a floor: files, what they may import all the same, and why.
const DOORS: &[(&str, &str, &str)] = &[
    ("src/model/", "plan", "a typed policy speaks in the units, names and answers of the plan it becomes"),
    ("src/plan/compile", "syntax", "the compiler is the one door between policies and plans"),
    ("src/settle/words.rs", "syntax", "a message names a figure by the keywords of its head, in either vocabulary"),
    ("src/plan/compile", "model", "the compiler is the one door between policies and plans"),
];

/// Rooms that may not be seen from a room although they lie below it.
const WALLS: &[(&str, &str)] = &[("settle", "syntax"), ("settle", "model"), ("settle", "analysis"), ("plan", "syntax"), ("plan", "model")];

const SOFT_LENGTH: usize = 400;
const HARD_LENGTH: usize = 700;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files under a folder of the repository, with their paths from its root, sorted.
fn files(folder: &str) -> Vec<(String, PathBuf)> {
    let mut out = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.is_file() {
            let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
            out.push((name, path));
        }
    }
    out.sort();
    out
}

/// The files under a folder whose names end so, with their texts.
fn texts(folder: &str, ending: &str) -> Vec<(String, String)> {
    let named = files(folder).into_iter().filter(|(name, _)| name.ends_with(ending));
    named.map(|(name, path)| (name, fs::read_to_string(path).unwrap())).collect()
}

/// A Rust text without its line comments, and so without documentation.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).fold(String::new(), |all, line| all + line + "\n")
}

/// The rooms a text names after `prefix` (`crate::`), groups in braces included.
fn imports(code: &str, prefix: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for (at, _) in code.match_indices(prefix) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &code[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(group) => {
                let (mut depth, mut first) = (0, true);
                for (at, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => first = true,
                        c if first && !c.is_whitespace() => {
                            out.insert(word(&group[at..]));
                            first = false;
                        }
                        _ => {}
                    }
                }
            }
            None => {
                out.insert(word(rest));
            }
        }
    }
    out.retain(|name| !name.is_empty());
    out
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// Floor and place in the floor of a room.
fn floor(room: &str) -> Option<(usize, usize)> {
    ROOMS.iter().enumerate().find_map(|(floor, rooms)| rooms.iter().position(|known| *known == room).map(|at| (floor, at)))
}

/// The room a file stands in: none for the façade.
fn room(name: &str) -> Option<&str> {
    let inside = name.strip_prefix("src/")?;
    let first = inside.split('/').next()?;
    let room = first.strip_suffix(".rs").unwrap_or(first);
    floor(room).map(|_| room)
}

#[test]
fn every_room_has_a_floor() {
    let declared = code(&fs::read_to_string(root().join("src/lib.rs")).unwrap());
    let modules = declared.lines().filter_map(|line| line.strip_prefix("pub mod ").or_else(|| line.strip_prefix("mod "))).map(word);
    let unknown: Vec<String> = modules.filter(|name| floor(name).is_none() && !FACADE.contains(&name.as_str())).collect();
    assert!(unknown.is_empty(), "no floor is written for: {unknown:?}");
}

#[test]
fn imports_go_only_downward() {
    let mut wrong = Vec::new();
    for (name, text) in texts("src", ".rs") {
        let Some(here) = room(&name) else { continue };
        let prefix = if here == "cli" { "yibao::" } else { "crate::" };
        // What begins with a capital is a name of the façade, which only the command line may use.
        let facade = |there: &str| FACADE.contains(&there) || there.starts_with(|c: char| c.is_ascii_uppercase());
        for there in imports(&code(&text), prefix).into_iter().filter(|there| here != "cli" || !facade(there)) {
            let door = DOORS.iter().any(|(file, to, _)| name.starts_with(file) && *to == there);
            let wall = WALLS.contains(&(here, there.as_str()));
            if there != here && !door && (wall || floor(&there).is_none() || floor(&there) > floor(here)) {
                wrong.push(format!("{name} imports {there}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn imports_are_read_as_rust_writes_them() {
    let text =
        "use crate::{claim::{Claim, Item}, value::Money};\nuse crate::plan::Plan;\nlet x = crate::place::name(1);\nuse crate::Engine;";
    let found: Vec<String> = imports(text, "crate::").into_iter().collect();
    assert_eq!(found, ["Engine", "claim", "place", "plan", "value"]);
}

#[test]
fn every_file_has_a_caption() {
    let all = texts("src", ".rs").into_iter().chain(texts("tests", ".rs"));
    let bare: Vec<String> = all.filter(|(_, text)| !text.starts_with("//! ")).map(|(name, _)| name).collect();
    assert!(bare.is_empty(), "files that do not begin with `//! ` and a sentence: {bare:#?}");
}

#[test]
fn files_stay_small() {
    let mut long = Vec::new();
    for (name, text) in texts("src", ".rs") {
        let lines = text.lines().count();
        if lines > SOFT_LENGTH {
            eprintln!("{name} has {lines} lines; {SOFT_LENGTH} are enough for most things");
        }
        if lines > HARD_LENGTH {
            long.push(format!("{name}: {lines} lines"));
        }
    }
    assert!(long.is_empty(), "more than {HARD_LENGTH} lines: {long:#?}");
}

#[test]
fn no_glob_imports_of_the_file_above() {
    let globs: Vec<String> =
        texts("src", ".rs").into_iter().filter(|(_, text)| code(text).contains("use super::*")).map(|(name, _)| name).collect();
    assert!(globs.is_empty(), "{globs:#?}");
}

#[test]
fn no_snapshot_is_an_orphan() {
    let mut orphans = Vec::new();
    // Each policy that ships has one, under its name.
    let rules = rules();
    let policies: Vec<&str> = rules
        .iter()
        .flat_map(|file| &file.items)
        .filter_map(|item| if let Item::Policy(policy) = &item.it { Some(policy.name.it.as_str()) } else { None })
        .collect();
    for (name, path) in files("tests") {
        if [".snap.new", ".pending-snap"].iter().any(|end| name.ends_with(end)) {
            orphans.push(format!("{name} waits for a decision"));
        }
        if Path::new(&name).extension().is_none_or(|end| end != "snap") {
            continue;
        }
        let text = fs::read_to_string(path).unwrap();
        let source = text.lines().find_map(|line| line.strip_prefix("source: ")).unwrap_or("");
        let stem = name.rsplit('/').next().unwrap().trim_end_matches(".snap");
        let case = stem.rsplit_once("__").map_or(stem, |(_, case)| case);
        // A name may be put together while the test runs: its first word stands in the test all the same.
        let first = case.split(['_', '.', '-', '@']).next().unwrap_or(case);
        let of = |policy: &&str| case.strip_prefix(*policy).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'));
        if policies.iter().any(of) {
            continue;
        }
        let asked = fs::read_to_string(root().join(source)).is_ok_and(|test| test.contains(first));
        if !asked {
            orphans.push(format!("{name}: nothing in `{source}` asks for it"));
        }
    }
    assert!(orphans.is_empty(), "{orphans:#?}");
}

/// The shipped rule files as trees.
fn rules() -> Vec<File> {
    texts("rules", ".yb").iter().map(|(_, text)| yibao::syntax::parse(SourceId(0), text).0).collect()
}

/// The value names a clause declares, in both scripts.
fn values(clause: &Clause, out: &mut BTreeSet<String>) {
    let mut add = |declared: &yibao::syntax::tree::Declared| {
        out.insert(declared.name.it.clone());
        out.extend(declared.other.as_ref().map(|other| other.it.clone()));
    };
    match &clause.what {
        What::Fact(fact) => {
            if let FactKind::OneOf(all) = &fact.kind {
                for (name, _) in all {
                    add(name);
                }
            }
        }
        What::Value { name, .. } | What::Reason { name, .. } => add(name),
        What::Group { name, members, .. } => {
            add(name);
            members.iter().for_each(add);
        }
        What::Filing { name, .. } if name.other.is_some() => add(name),
        What::Route(clauses) | What::Benefit { clauses, .. } => clauses.iter().for_each(|clause| values(clause, out)),
        _ => {}
    }
}

/// What the shipped rules alone may know: values of facts, reasons, region codes and names, and parts of policy names.
fn names_of_the_rules() -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for item in rules().iter().flat_map(|file| &file.items) {
        let (name, clauses) = match &item.it {
            Item::Vocabulary(clauses) => (None, clauses),
            Item::Catalog(catalog) => (Some(&catalog.name.it), &catalog.clauses),
            Item::Policy(policy) => (Some(&policy.name.it), &policy.clauses),
        };
        out.extend(name.into_iter().flat_map(|name| name.split('.')).map(str::to_owned));
        for clause in clauses {
            values(clause, &mut out);
            if let What::Region(code) = &clause.what {
                out.insert(code.it.to_string());
                let name = yibao::place::name(code.it).unwrap_or("");
                out.extend(Some(name.trim_end_matches(['省', '市', '县', '区']).to_owned()).filter(|name| !name.is_empty()));
            }
        }
    }
    // The facts the engine derives have values of its own, and the national framework is built in under its name.
    let own: [&[(&str, &str)]; 5] = [&ROUTES, &FILINGS, &FILING_STAGES, &DISTANCES, &FILING_FAILURES];
    for (latin, han) in own.into_iter().flatten() {
        out.remove(*latin);
        out.remove(*han);
    }
    for word in ["national", "province"] {
        out.remove(word);
    }
    out
}

/// The text between quotes in a Rust text. Good enough for house keeping: no literal here holds a quote.
fn literals(code: &str) -> Vec<&str> {
    code.lines().flat_map(|line| line.split('"').skip(1).step_by(2)).collect()
}

#[test]
fn what_coverage_watches_for_is_told_by_settlements() {
    let settle: Vec<String> =
        texts("src/settle", ".rs").into_iter().filter(|(name, _)| name != "src/settle/sink.rs").map(|(_, text)| code(&text)).collect();
    let told: BTreeSet<&str> = settle.iter().flat_map(|text| literals(text)).collect();
    let watch = code(&fs::read_to_string(root().join("src/coverage/watch.rs")).unwrap());
    let watched: Vec<&str> = literals(&watch).into_iter().filter(|name| !name.is_empty()).collect();
    let untold: Vec<&&str> = watched.iter().filter(|name| !told.contains(*name)).collect();
    assert!(watched.len() > 20 && untold.is_empty(), "no settlement tells of {untold:?}");
}

#[test]
fn no_value_of_a_rule_file_stands_in_the_program() {
    let names = names_of_the_rules();
    // A keyword or a standard fact may hold a value's name (`每次住院`): it is looked for in what is left.
    let own = TABLE.iter().flat_map(|word| word.zh).copied().chain(ROLES.iter().map(|(_, _, han, _)| *han));
    let own: Vec<&str> = own.filter(|own| names.iter().any(|name| own.contains(name.as_str()) && own != name)).collect();
    let mut found = Vec::new();
    for (file, text) in texts("src", ".rs") {
        for literal in literals(&code(&text)) {
            let literal = own.iter().fold(literal.to_owned(), |text, own| text.replace(own, ""));
            for name in &names {
                let han = !name.is_ascii() && name.chars().count() > 1 && literal.contains(name.as_str());
                if literal == *name || han {
                    found.push(format!("{file}: `{literal}` holds `{name}`"));
                }
            }
        }
    }
    assert!(found.is_empty(), "rule files alone know these: {found:#?}");
}

#[test]
fn no_path_or_host_of_a_machine_stands_in_the_repository() {
    let marks = ["/work/", "/home/", "/tmp/", "/root/", "/Users/", "crates.io", "npmjs", "registry."];
    let mut found = Vec::new();
    let folders = ["src", "tests", "rules", "grammar", ".ci", "README.md", "README.zh.md", "CHANGELOG.md", "Cargo.toml", "clippy.toml"];
    for (name, path) in folders.iter().flat_map(|folder| files(folder)) {
        let Ok(text) = fs::read_to_string(path) else { continue };
        if name != "tests/tidy.rs" {
            found.extend(marks.iter().filter(|mark| text.contains(**mark)).map(|mark| format!("{name} holds `{mark}`")));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// What a page links to, inside the repository: behind `](`, without the place in the page.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let all = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    all.filter(|link| !link.contains("://")).filter_map(|link| link.split('#').next()).filter(|link| !link.is_empty())
}

#[test]
fn every_link_of_a_page_leads_somewhere() {
    let pages = ["README.md", "README.zh.md", "grammar", "rules/README.md"];
    let mut lost = Vec::new();
    let mut seen = 0;
    for (name, path) in pages.iter().flat_map(|page| files(page)).filter(|(_, path)| path.extension().is_some_and(|ending| ending == "md"))
    {
        let text = fs::read_to_string(&path).unwrap();
        for link in links(&text) {
            seen += 1;
            if !path.parent().unwrap().join(link).exists() {
                lost.push(format!("{name}: {link}"));
            }
        }
    }
    assert!(seen > 10 && lost.is_empty(), "of {seen} links: {lost:#?}");
}
