//! The outcome as SARIF 2.1.0, which code hosts show beside the lines of a change.

use super::example::Example;
use super::finding::{Finding, Note, Place, Repair};
use super::{Gate, words};
use crate::diagnostic::{Code, Lang, Severity, Words, catalogue::Entry};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The version of the format.
const VERSION: &str = "2.1.0";
/// Where its schema is published.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The folder that relative paths begin in.
const ROOT: &str = "%SRCROOT%";
/// The rule of failed examples: no code of a fault.
const EXAMPLE: &str = "example";

/// One run, indented, with a line break at its end. A rule is listed if a result names it.
pub fn sarif(gate: &Gate, lang: Lang) -> String {
    let codes: BTreeSet<Code> = gate.findings.iter().map(|finding| finding.code).collect();
    let failed: Vec<&Example> = gate.examples.iter().filter(|example| !example.passed()).collect();
    let mut rules: Vec<Value> = codes.iter().map(|code| rule(*code)).collect();
    if !failed.is_empty() {
        rules.push(example_rule());
    }
    let index = |code: Code| codes.iter().position(|known| *known == code);
    let faults = gate.findings.iter().map(|finding| fault(finding, index(finding.code), lang));
    let results: Vec<Value> = faults.chain(failed.iter().map(|example| missed(example, codes.len(), lang))).collect();
    let driver = json!({
        "name": "yibao",
        "fullName": "Yibao 医保",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    let run = json!({
        "tool": { "driver": driver },
        "language": match lang { Lang::En => "en", Lang::Zh => "zh" },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": { ROOT: { "description": { "text": words::ROOT.of(lang) } } },
        "invocations": [{ "executionSuccessful": gate.exit < 2, "exitCode": gate.exit }],
        "artifacts": gate.files.iter().map(|file| json!({ "location": artifact(file) })).collect::<Vec<_>>(),
        "results": results,
    });
    format!("{:#}\n", json!({ "$schema": SCHEMA, "version": VERSION, "runs": [run] }))
}

/// A code as a rule, in both languages.
fn rule(code: Code) -> Value {
    let entry = Entry::of(code);
    described(code.as_str(), (code.slug(), code.slug_zh()), &entry.first(), &entry.what, &entry.instead, code.severity())
}

/// The rule of failed examples.
fn example_rule() -> Value {
    let (what, name) = (words::example_rule(), (words::EXAMPLE.of(Lang::En), words::EXAMPLE.of(Lang::Zh)));
    described(EXAMPLE, name, &what, &what, &words::example_help(), Severity::Error)
}

/// A rule.
fn described(id: &str, name: (&str, &str), short: &Words, full: &Words, help: &Words, severity: Severity) -> Value {
    let both = |words: &Words| format!("{}\n\n{}", words.en, words.zh);
    json!({
        "id": id,
        "name": name.0,
        "shortDescription": { "text": format!("{} · {}", short.en, short.zh) },
        "fullDescription": { "text": both(full) },
        "help": { "text": both(help), "markdown": both(help) },
        "defaultConfiguration": { "level": severity.as_str() },
        "properties": { "name_zh": name.1, "problem.severity": severity.as_str() },
    })
}

/// A fault as a result; its message says what to write instead.
fn fault(finding: &Finding, rule: Option<usize>, lang: Lang) -> Value {
    let help = finding.help.as_ref().map_or_else(String::new, |help| format!("\n{}{help}", words::HELP.of(lang)));
    let mut out = Map::new();
    out.insert("ruleId".to_owned(), finding.code.as_str().into());
    out.extend(rule.map(|at| ("ruleIndex".to_owned(), at.into())));
    out.insert("level".to_owned(), finding.severity.as_str().into());
    out.insert("message".to_owned(), message(&format!("{}{help}", finding.message)));
    out.insert("locations".to_owned(), json!([{ "physicalLocation": physical(&finding.place) }]));
    if !finding.related.is_empty() {
        out.insert("relatedLocations".to_owned(), finding.related.iter().enumerate().map(related).collect());
    }
    if !finding.fixes.is_empty() {
        out.insert("fixes".to_owned(), finding.fixes.iter().map(|one| fix(one, lang)).collect());
    }
    out.into()
}

/// A failed example as a result.
fn missed(example: &Example, rule: usize, lang: Lang) -> Value {
    json!({
        "ruleId": EXAMPLE,
        "ruleIndex": rule,
        "level": "error",
        "message": message(&format!("{}\n{}", example.headline(lang), example.message(lang))),
        "locations": [{ "physicalLocation": physical(&example.place) }],
    })
}

/// A message. In this format `[text](1)` is a link; none is meant here.
fn message(text: &str) -> Value {
    json!({ "text": text.replace("](", "\\](") })
}

/// A related place under its number.
fn related((at, note): (usize, &Note)) -> Value {
    json!({ "id": at + 1, "physicalLocation": physical(&note.place), "message": message(&note.message) })
}

/// A fix.
fn fix(repair: &Repair, lang: Lang) -> Value {
    let how = if repair.safe { words::CERTAIN.of(lang) } else { words::LIKELY.of(lang) };
    json!({
        "description": message(how),
        "artifactChanges": [{
            "artifactLocation": artifact(&repair.place.file),
            "replacements": [{ "deletedRegion": region(&repair.place), "insertedContent": { "text": repair.text } }],
        }],
    })
}

/// A place in its file.
fn physical(place: &Place) -> Value {
    json!({ "artifactLocation": artifact(&place.file), "region": region(place) })
}

/// A place without its file; the end is the first character that is not in it.
fn region(place: &Place) -> Value {
    json!({
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    })
}

/// A file: a relative one begins in the root.
fn artifact(file: &str) -> Value {
    if file.starts_with('/') {
        return json!({ "uri": format!("file://{}", uri(file)) });
    }
    json!({ "uri": uri(file), "uriBaseId": ROOT })
}

/// A path as a reference: what is neither a letter, a digit nor one of `-._~/` stands in percent signs, byte by byte.
fn uri(path: &str) -> String {
    path.bytes().fold(String::new(), |mut all, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            all.push(char::from(byte));
        } else {
            let _ = write!(all, "%{byte:02X}");
        }
        all
    })
}
