//! The one form of a rule file, tried on every shipped file and on trees made by chance: nothing is lost, nothing moves.

mod leaves;
mod loose;
mod seed;
mod trees;

use loose::{Ways, loosen, without_comments};
use seed::Seed;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use yibao::diagnostic::Lang;
use yibao::source::SourceId;
use yibao::syntax::tree::File;
use yibao::syntax::{Dictionary, form, format, main_vocabulary, parse};

/// Every rule file of these folders without a fault of its text, by path.
static SHIPPED: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open: Vec<PathBuf> =
        ["rules", "tests/language", "tests/published", "tests/syntax"].iter().map(|name| root.join(name)).collect();
    let mut out = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|end| end == "yb") {
            let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
            if parse(SourceId(0), &text).1.is_empty() {
                out.push((path.strip_prefix(root).unwrap().display().to_string(), text));
            }
        }
    }
    out.sort();
    assert!(out.len() > 150, "{} files", out.len());
    out
});

/// What the shipped rules declare.
static NAMES: LazyLock<Dictionary> = LazyLock::new(|| {
    let rules = SHIPPED.iter().filter(|(name, _)| name.starts_with("rules"));
    let files: Vec<File> = rules.map(|(_, text)| parse(SourceId(0), text).0).collect();
    Dictionary::collect(&files.iter().collect::<Vec<_>>())
});

/// The tree of a text without faults.
fn read(name: &str, text: &str) -> File {
    let (file, faults) = parse(SourceId(0), text);
    assert!(faults.is_empty(), "{name}: {faults:#?}\n{text}");
    file
}

/// A text in form.
fn formed(name: &str, text: &str, to: Lang) -> String {
    format(&read(name, text), text, to, &NAMES)
}

/// The first line in which two texts differ, for a message of a size to be read.
fn differ(a: &str, b: &str) -> Option<String> {
    if a == b {
        return None;
    }
    let at = a.lines().zip(b.lines()).position(|(a, b)| a != b).unwrap_or(a.lines().count().min(b.lines().count()));
    let line = |text: &str| text.lines().skip(at.saturating_sub(1)).take(3).collect::<Vec<_>>().join("\n    ");
    Some(format!("line {}:\n    {}\nbut\n    {}", at + 1, line(a), line(b)))
}

/// Fails with everything that was found.
fn none(found: Vec<String>) {
    assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.into_iter().take(6).collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_shipped_rule_file_is_in_form() {
    let rules = SHIPPED.iter().filter(|(name, _)| name.starts_with("rules"));
    none(
        rules
            .filter_map(|(name, text)| differ(text, &formed(name, text, main_vocabulary(text))).map(|line| format!("{name} {line}")))
            .collect(),
    );
}

#[test]
fn a_second_run_changes_nothing() {
    let mut found = Vec::new();
    for (name, text) in SHIPPED.iter() {
        for lang in [Lang::En, Lang::Zh] {
            let once = formed(name, text, lang);
            found.extend(differ(&once, &formed(name, &once, lang)).map(|line| format!("{name} {lang:?} {line}\n{once}")));
        }
    }
    none(found);
}

/// Turned and turned back, a file is what it was: the same tree, the same comments.
#[test]
fn turning_there_and_back_keeps_the_tree() {
    let mut found = Vec::new();
    for (name, text) in SHIPPED.iter() {
        let en = formed(name, text, Lang::En);
        let back = formed(name, &formed(name, &en, Lang::Zh), Lang::En);
        let same = read(name, &back) == read(name, &en);
        found.extend(differ(&en, &back).filter(|_| !same).map(|line| format!("{name} {line}")));
    }
    none(found);
}

/// What the formatter proves of itself, it proves of every shipped file, in either vocabulary.
#[test]
fn the_proof_holds_for_every_shipped_file() {
    let mut found = Vec::new();
    for (name, text) in SHIPPED.iter() {
        for to in [None, Some(Lang::En), Some(Lang::Zh)] {
            if let Err(wrong) = form(text, to, &NAMES) {
                found.push(format!("{name} {to:?}: {wrong:?}"));
            }
        }
    }
    none(found);
}

/// Line ends of another system and a byte order mark are no part of the form, and nothing else depends on them.
#[test]
fn line_ends_and_the_byte_order_mark_change_nothing() {
    for (name, text) in SHIPPED.iter().filter(|(name, _)| name.starts_with("rules/hunan") || name.starts_with("tests/syntax")) {
        let once = form(text, None, &NAMES).unwrap();
        for end in ["\r\n", "\r"] {
            let odd = format!("\u{FEFF}{}", text.replace('\n', end));
            assert_eq!(differ(&form(&odd, None, &NAMES).unwrap(), &once), None, "{name} with {end:?}");
        }
    }
}

/// A comment at the end of any line, or above any line, stands there afterwards; so does a blank line above a line.
#[test]
fn comments_and_blank_lines_stay_where_they_are() {
    let mut found = Vec::new();
    for (name, text) in SHIPPED.iter().filter(|(name, _)| !name.contains("/faults/")) {
        let bare = without_comments(&formed(name, text, Lang::En));
        let bare = formed(name, &bare, Lang::En);
        let lines: Vec<&str> = bare.lines().collect();
        let folded = |at: usize| lines.get(at + 1).is_some_and(|next| indent(next) >= indent(lines[at]) + 4 || goes_on(lines[at]));
        let inside = |at: usize| at > 0 && folded(at - 1);
        let beside = |(at, line): (usize, &&str)| if folded(at) || line.is_empty() { (*line).to_owned() } else { format!("{line} # {at}") };
        let trailing = lines.iter().enumerate().map(beside).collect::<Vec<_>>().join("\n") + "\n";
        found.extend(differ(&trailing, &formed(name, &trailing, Lang::En)).map(|line| format!("{name}, beside: {line}")));
        let mut above = String::new();
        for (at, line) in lines.iter().enumerate() {
            let fresh = at == 0 || lines[at - 1].ends_with('{') || lines[at - 1].is_empty();
            if !inside(at) && !line.is_empty() {
                let depth = indent(line) + if line.trim() == "}" { 2 } else { 0 };
                let blank = if fresh || line.trim() == "}" { "" } else { "\n" };
                let _ = writeln!(above, "{blank}{}# {at}", " ".repeat(depth));
            }
            above += line;
            above.push('\n');
        }
        above += "# last\n";
        found.extend(differ(&above, &formed(name, &above, Lang::En)).map(|line| format!("{name}, above: {line}")));
    }
    none(found);
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Whether a line is broken off inside a list of facts.
fn goes_on(line: &str) -> bool {
    line.ends_with(',') || line.ends_with('，')
}

/// However a text is laid out, its form is the same.
#[test]
fn every_layout_has_one_form() {
    let mut found = Vec::new();
    let ways = [
        Ways { blanks: true, ..Ways::default() },
        Ways { wide: true, ..Ways::default() },
        Ways { ends: true, ..Ways::default() },
        Ways { words: true, ..Ways::default() },
        Ways { comments: true, ..Ways::default() },
        Ways { blanks: true, wide: true, ends: true, words: true, comments: true },
    ];
    for (n, (name, text)) in SHIPPED.iter().enumerate() {
        let mut seed = Seed::new(u64::try_from(n).unwrap());
        let lang = if n % 2 == 0 { Lang::En } else { Lang::Zh };
        {
            let bare = formed(name, &without_comments(&formed(name, text, lang)), lang);
            // All ways at once, and one of them alone.
            for way in [ways[n % 5], ways[5]] {
                let loose = loosen(&bare, way, &mut seed);
                let (file, faults) = parse(SourceId(0), &loose);
                if let Some(fault) = faults.first() {
                    let at = loose[..fault.span.start as usize].matches('\n').count();
                    found.push(format!("{name} {lang:?} {way:?}: {} `{}`", fault.message.en, loose.lines().nth(at).unwrap_or_default()));
                    continue;
                }
                let form = format(&file, &loose, lang, &NAMES);
                let again = read(name, &form);
                let texts = |file: &File| file.comments.iter().map(|comment| comment.it.replacen('＃', "#", 1)).collect::<Vec<_>>();
                if texts(&again) != texts(&file) {
                    found.push(format!("{name} {lang:?} {way:?}: a comment is lost"));
                }
                let stripped = formed(name, &without_comments(&form), lang);
                found.extend(differ(&bare, &stripped).map(|line| format!("{name} {lang:?} {way:?}: {line}")));
            }
        }
    }
    none(found);
}

/// Trees made by chance: written in either language, they are read as they were.
#[test]
fn every_tree_is_read_as_it_was_written() {
    let mut found = Vec::new();
    for n in 0..1500 {
        let tree = trees::file(&mut Seed::new(n));
        let en = format(&tree, "", Lang::En, &Dictionary::default());
        let (again, faults) = parse(SourceId(0), &en);
        if let Some(fault) = faults.first() {
            let at = en[..fault.span.start as usize].matches('\n').count();
            found.push(format!("{n}: {} `{}`", fault.message.en, en.lines().nth(at).unwrap_or_default()));
            continue;
        }
        let twice = format(&again, &en, Lang::En, &Dictionary::default());
        found.extend(differ(&en, &twice).map(|line| format!("{n}, again: {line}")));
        if again.items != tree.items {
            found.push(format!("{n}: {}", first(&tree, &again)));
            continue;
        }
        let zh = format(&again, &en, Lang::Zh, &Dictionary::default());
        let (turned, faults) = parse(SourceId(0), &zh);
        if let Some(fault) = faults.first() {
            let at = zh[..fault.span.start as usize].matches('\n').count();
            found.push(format!("{n} turned: {} `{}`", fault.message.en, zh.lines().nth(at).unwrap_or_default()));
            continue;
        }
        let back = format(&turned, &zh, Lang::En, &Dictionary::default());
        if read("back", &back).items != tree.items {
            found.push(format!("{n} turned: {}", differ(&en, &back).unwrap_or_default()));
        }
    }
    none(found);
}

/// The first lines in which two trees differ.
fn first(a: &File, b: &File) -> String {
    let bare = |file: &File| {
        let text = format!("{:#?}", file.items);
        text.lines()
            .filter(|line| !["span", "source", "start:", "end:", "SourceId", "head_span"].iter().any(|word| line.trim().starts_with(word)))
            .map(str::to_owned)
            .collect::<Vec<_>>()
            .join("\n")
    };
    differ(&bare(a), &bare(b)).unwrap_or_default()
}

/// Comments that look like code do not mislead.
#[test]
fn comments_that_look_like_code_stay() {
    let text = "policy a \"x {\" { # see {this}\n  route { # and { that\n  }\n  example \"{\" { # {\n    age 45 # a; then b\n    # c; then d\n    then # e\n    # f; then\n    age 46, care inpatient, # g\n    person active\n  }\n  vocabulary_like { } # h\n}\n";
    let text = text.replace("  vocabulary_like { } # h\n", "");
    let expected = text.replace("care inpatient, # g", "care inpatient # g");
    assert_eq!(differ(&formed("a", &text, Lang::En), &expected), None);
}

/// The name of an error is turned even where it is a word of the language elsewhere.
#[test]
fn the_names_of_errors_turn() {
    let en = "policy a {\n  example \"x\" {\n    expect error unstated deductible\n  }\n}\n";
    let zh = "政策 a {\n  算例 “x” {\n    应得 错误 未载明 起付线\n  }\n}\n";
    assert_eq!((formed("a", en, Lang::Zh).as_str(), formed("a", zh, Lang::En).as_str()), (zh, en));
}
