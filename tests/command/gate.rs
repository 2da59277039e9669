//! What a gate reads: the documents of `--format`, their limits, and the workflow and the hook of `examples/ci` as they stand.

mod schema;

use crate::shell::shell;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use yibao::diagnostic::Lang;
use yibao::report::gate::{self, Example, Gate, Miss, Place, Verb};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A policy in form, without a fault, its example right: (1000 − 200) × 50% = 400, 1000 − 400 = 600.
const GOOD: &str = r#"policy demo.outpatient "示例居民门诊" {
  document 办法 "示例办法" 2024-12-30 unconfirmed
  region 999900
  scheme resident
  effective 2025-01-01 ..
  applies on care_end
  year of care_end
  rounding half up to 0.01 yuan, first pay per item
  allow W405 "an invented place"
  allow W402 "an invented document"
  route { refuse elsewhere "非门诊" when care is not outpatient [办法 "二"] }
  benefit outpatient "门诊" when care is outpatient [办法 "三"] {
    layer pool "统筹基金" {
      covers eligible
      deductible per year 200 yuan
      rate 50%
      cap per year 3000 yuan
    }
  }
  example "a visit over the deductible" {
    care outpatient, visited 2025-03-01, total 1000 yuan
    # (1000 − 200) × 50% = 400
    expect pool.deductible 200 yuan, pool.paid 400 yuan, patient 600 yuan
  }
}
"#;

/// A folder of its own for one test, with the policy changed by `edit` at a path of Han and a blank.
fn folder(name: &str, edit: (&str, &str)) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gate").join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(path.join("rules")).unwrap();
    let text = formed(GOOD);
    assert!(text.contains(edit.0), "{} is not in the policy", edit.0);
    fs::write(path.join("rules/示例 市.yb"), text.replace(edit.0, edit.1)).unwrap();
    path
}

/// A text in form.
fn formed(text: &str) -> String {
    let names = yibao::syntax::Dictionary::default();
    yibao::syntax::form(text, None, &names).unwrap_or_else(|_| panic!("the policy is not read"))
}

/// Exit code and both streams of a command line.
fn sh(folder: &Path, line: &str) -> (i32, String, String) {
    let ran = shell(line, folder, "C");
    (ran.code, ran.out, ran.err)
}

fn sarif(text: &str) -> Value {
    let read: Value = serde_json::from_str(text).unwrap();
    let schema = fs::read_to_string(Path::new(ROOT).join("tests/sarif/sarif-schema-2.1.0.json")).unwrap();
    let faults = schema::faults(&serde_json::from_str(&schema).unwrap(), &read);
    assert!(faults.is_empty(), "{faults:#?}\n{text}");
    read
}

/// A number of a document as an index.
fn number(n: u64) -> usize {
    usize::try_from(n).unwrap()
}

/// A cap in percent: the wrong unit.
const WRONG: (&str, &str) = ("cap per year 3000 yuan", "cap per year 85%");

#[test]
fn the_schema_refuses_what_it_should() {
    let schema = fs::read_to_string(Path::new(ROOT).join("tests/sarif/sarif-schema-2.1.0.json")).unwrap();
    let wrong = serde_json::json!({ "version": "2.0.0", "runs": [{ "tol": 1 }] });
    // The version, the unknown key, the missing tool.
    assert_eq!(schema::faults(&serde_json::from_str(&schema).unwrap(), &wrong).len(), 3);
}

#[test]
fn sarif_is_valid_and_points_at_characters() {
    let path = folder("sarif", ("[办法 \"二\"] }", "[办没 \"二\"] }"));
    let (code, out, err) = sh(&path, "yibao check --format sarif rules");
    assert_eq!(code, 1, "{err}");
    let read = sarif(&out);
    let run = &read["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["invocations"][0]["exitCode"], 1);
    let result = &run["results"][0];
    assert_eq!(result["ruleId"], "E104", "{out}");
    assert_eq!(run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().map(number).unwrap()]["id"], "E104");
    let place = &result["locations"][0]["physicalLocation"];
    // 示例 市 in UTF-8, byte by byte.
    assert_eq!(place["artifactLocation"]["uri"], "rules/%E7%A4%BA%E4%BE%8B%20%E5%B8%82.yb");
    let text = fs::read_to_string(path.join("rules/示例 市.yb")).unwrap();
    let line = place["region"]["startLine"].as_u64().map(number).unwrap();
    let (from, to) =
        (place["region"]["startColumn"].as_u64().map(number).unwrap(), place["region"]["endColumn"].as_u64().map(number).unwrap());
    let shown: String = text.lines().nth(line - 1).unwrap().chars().skip(from - 1).take(to - from).collect();
    assert_eq!(shown, "办没");
    let zh = sarif(&sh(&path, "yibao check --lang zh --format sarif rules").1);
    assert_eq!(zh["runs"][0]["language"], "zh");
}

#[test]
fn sarif_of_a_misspelt_word_has_its_fix() {
    let path = folder("fixes", ("deductible per", "defuctible per"));
    let read = sarif(&sh(&path, "yibao check --format sarif rules").1);
    let results = read["runs"][0]["results"].as_array().unwrap();
    let change = results.iter().find_map(|one| one["fixes"][0]["artifactChanges"][0]["replacements"].as_array()).unwrap();
    assert_eq!(change[0]["insertedContent"]["text"], "deductible");
}

#[test]
fn json_says_what_the_text_says() {
    let path = folder("json", WRONG);
    let (code, out, _) = sh(&path, "yibao check --format json rules");
    assert_eq!(code, 1);
    let read: Value = serde_json::from_str(&out).unwrap();
    let fault = &read["faults"][0];
    assert_eq!((fault["code"].as_str(), fault["severity"].as_str()), (Some("E201"), Some("error")), "{out}");
    assert_eq!(fault["file"], "rules/示例 市.yb");
    assert_eq!(read["summary"]["exit"], 1);
    assert_eq!(read["summary"]["files"], 1);
    let keys: Vec<&String> = fault.as_object().unwrap().keys().collect();
    let documented = fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap();
    assert!(keys.iter().all(|key| documented.contains(&format!("`{key}`"))), "README.md names not all of {keys:?}");
}

#[test]
fn what_is_denied_is_an_error_and_what_is_allowed_is_counted() {
    let checked = |name: &str, edit| {
        let path = folder(name, edit);
        let (code, out, err) = sh(&path, "yibao check --strict --format json rules");
        let read: Value = serde_json::from_str(&out).unwrap();
        (code, read, err)
    };
    let (code, read, err) = checked("allowed", ("", ""));
    assert_eq!((code, &read["summary"]["allowed"], &read["summary"]["warnings"]), (0, &2.into(), &0.into()));
    assert_eq!(err.trim(), "1 file: 0 errors, 0 warnings, 2 allowed");
    let (code, read, err) = checked("denied", ("allow W402", "deny W402"));
    let fault = &read["faults"][0];
    assert_eq!((code, fault["code"].as_str(), fault["severity"].as_str()), (1, Some("W402"), Some("error")));
    assert_eq!(fault["related"][0]["message"], "denied here");
    assert_eq!(err.trim(), "1 file: 1 error, 0 warnings, 1 allowed");
    let sarif = sarif(&sh(&folder("denied", ("allow W402", "deny W402")), "yibao check --format sarif rules").1);
    assert_eq!(sarif["runs"][0]["results"][0]["level"], "error");
}

#[test]
fn a_good_folder_passes_in_every_format() {
    let path = folder("good", ("half up", "half up"));
    for verb in ["check --strict", "test"] {
        for format in ["text", "json", "sarif", "github", "junit"] {
            let (code, out, err) = sh(&path, &format!("yibao {verb} --format {format} rules"));
            assert_eq!(code, 0, "{verb} {format}: {out}{err}");
            assert_eq!(out.is_empty(), matches!(format, "text" | "github"), "{verb} {format}: {out}");
        }
    }
}

#[test]
fn a_failing_example_is_told_in_every_format() {
    let path = folder("failing", ("pool.paid 400 yuan", "pool.paid 500 yuan"));
    let (code, out, _) = sh(&path, "yibao test --format junit rules");
    assert_eq!(code, 1);
    assert!(out.contains("<testsuite name=\"demo.outpatient\" tests=\"1\" failures=\"1\" errors=\"0\""), "{out}");
    assert!(out.contains("expected 500.00, got 400.00"), "{out}");
    let (code, out, _) = sh(&path, "yibao test --format github rules");
    assert_eq!(code, 1);
    assert!(out.starts_with("::error file=rules/示例 市.yb,line="), "{out}");
    assert_eq!(out.lines().count(), 1, "line breaks are spelt out: {out}");
    let read = sarif(&sh(&path, "yibao test --format sarif rules").1);
    assert_eq!(read["runs"][0]["results"][0]["ruleId"], "example");
    let read: Value = serde_json::from_str(&sh(&path, "yibao test --format json rules").1).unwrap();
    assert_eq!(read["examples"][0]["differences"][0]["got"], "400.00");
    assert_eq!(read["summary"]["failed"], 1);
}

#[test]
fn rules_that_are_wrong_end_a_test_with_three_and_a_document() {
    let path = folder("wrong", WRONG);
    let (code, out, _) = sh(&path, "yibao test --format junit rules");
    assert_eq!(code, 3);
    assert!(out.contains("<error type=\"E201\""), "{out}");
    let read = sarif(&sh(&path, "yibao test --format sarif rules").1);
    assert_eq!(read["runs"][0]["invocations"][0]["executionSuccessful"], false);
    let (code, out, _) = sh(&path, "yibao check --format sarif nowhere");
    assert_eq!((code, out.as_str()), (2, ""));
}

#[test]
fn marks_of_xml_are_escaped_and_controls_left_out() {
    let path = folder("xml", ("\"a visit over the deductible\"", "\"a <visit> & \\u{1}\""));
    let text = fs::read_to_string(path.join("rules/示例 市.yb")).unwrap().replace("\\u{1}", "'more'");
    fs::write(path.join("rules/示例 市.yb"), text).unwrap();
    let (_, out, _) = sh(&path, "yibao test --format junit rules");
    assert!(out.contains("name=\"a &lt;visit&gt; &amp; 'more'\""), "{out}");
}

/// A failed example whose texts hold what formats must escape.
fn awkward() -> Gate {
    let place = Place { file: "a,b:%.yb".to_owned(), line: 1, column: 2, end_line: 3, end_column: 4 };
    let miss = Miss { figure: "f".to_owned(), expected: "1".to_owned(), got: "[x](1)".to_owned() };
    let title = "a\u{1}\"b\"\nc".to_owned();
    let example = Example { policy: "p".to_owned(), title, place, misses: vec![miss], account: "100%\r\nof it\n".to_owned() };
    Gate {
        verb: Verb::Test,
        files: Vec::new(),
        findings: Vec::new(),
        allowed: 0,
        examples: vec![example],
        strict: gate::Strict::Errors,
        exit: 1,
    }
}

#[test]
fn awkward_text_stays_text() {
    let xml = gate::junit(&awkward(), Lang::En);
    assert!(xml.contains("name=\"a\\u{1}&quot;b&quot;&#10;c\""), "{xml}");
    // Two lines end the place: no columns.
    let commands = gate::github(&awkward(), Lang::En);
    // What a terminal would obey is shown.
    let title = "title=failed p a\\u{1}\"b\"\\u{a}c::";
    assert!(commands.starts_with(&format!("::error file=a%2Cb%3A%25.yb,line=1,endLine=3,{title}")), "{commands}");
    assert!(commands.ends_with("100%25\\u{d}%0Aof it\n"), "{commands}");
    let read = sarif(&gate::sarif(&awkward(), Lang::Zh));
    assert!(read["runs"][0]["results"][0]["message"]["text"].as_str().unwrap().contains("[x\\](1)"));
}

#[test]
fn annotations_end_at_ten_with_a_notice() {
    let path = folder("many", ("half up", "half up"));
    let text = fs::read_to_string(path.join("rules/示例 市.yb")).unwrap();
    // Twelve lines that each hold a word nobody knows.
    let lines = (0..12).map(|n| format!("  scheme nobody{n}x\n")).collect::<Vec<_>>().concat();
    fs::write(path.join("rules/示例 市.yb"), text.replace("  scheme resident\n", &lines)).unwrap();
    let (code, out, _) = sh(&path, "yibao check --format github rules");
    assert_eq!(code, 1);
    assert_eq!(out.lines().filter(|line| line.starts_with("::error ")).count(), 10, "{out}");
    assert_eq!(out.lines().filter(|line| line.starts_with("::notice ")).count(), 1, "{out}");
    assert!(out.contains("\n::group::") && out.ends_with("::endgroup::\n"), "{out}");
    let titled = out.lines().next().unwrap();
    assert!(titled.contains(",col=") && titled.contains(",endColumn=") && titled.contains(",title=E"), "{titled}");
}

/// The commands a workflow runs.
fn commands() -> Vec<String> {
    let text = fs::read_to_string(Path::new(ROOT).join("examples/ci/github.yml")).unwrap();
    let lines = text.lines().filter_map(|line| line.trim_start().trim_start_matches("- ").strip_prefix("run: ").map(str::to_owned));
    lines.filter(|line| line.starts_with("yibao ")).collect()
}

#[test]
fn the_workflow_runs_as_it_stands() {
    let path = folder("workflow", ("half up", "half up"));
    assert_eq!(commands().len(), 5);
    for line in commands() {
        let (code, out, err) = sh(&path, &line);
        assert_eq!(code, 0, "{line}\n{out}{err}");
    }
    sarif(&fs::read_to_string(path.join("check.sarif")).unwrap());
    assert!(fs::read_to_string(path.join("examples.xml")).unwrap().starts_with("<?xml"));
}

#[test]
fn the_workflow_stops_a_wrong_file() {
    let path = folder("workflow_wrong", WRONG);
    let ended: Vec<i32> = commands().iter().map(|line| sh(&path, line).0).collect();
    // In form; a fault; three times nothing to run.
    assert_eq!(ended, [0, 1, 3, 3, 3]);
}

/// Leans on a rate of its framework, and says what it comes to: 1000 × 50%.
const CHILD: &str = r#"policy gate.child "示例子政策" extends gate.frame {
  region 999901
  scheme resident
  effective 2025-01-01 ..
  document 办法 "示例办法" 2024-12-30 official
  allow W405 "an invented place"

  benefit clinic "门诊" [办法 "一"] {
    layer pool "统筹基金" {
      covers eligible
      deductible per visit 0 yuan
      rate part
      cap per visit unlimited
    }
  }

  example "half" {
    care outpatient, visited 2025-03-01, total 1000 yuan
    expect pool.paid 500 yuan
  }
}
"#;

#[test]
fn the_hook_looks_at_what_is_staged() {
    let path = folder("hook", ("half up", "half up"));
    let (code, _, err) = sh(&path, &format!("git init -q . && cp '{ROOT}/examples/ci/pre-commit' .git/hooks/pre-commit"));
    assert_eq!(code, 0, "{err}");
    let commit = "git add -A && git -c user.name=a -c user.email=a@example.com commit -q -m x";
    let (code, out, err) = sh(&path, commit);
    assert_eq!(code, 0, "good: {out}{err}");
    let file = path.join("rules/示例 市.yb");
    let good = fs::read_to_string(&file).unwrap();
    for (name, edit) in [("wrong", WRONG), ("unformed", ("rate 50%", "rate   50%")), ("failing", ("patient 600 yuan", "patient 601 yuan"))]
    {
        fs::write(&file, good.replace(edit.0, edit.1)).unwrap();
        assert_ne!(sh(&path, commit).0, 0, "{name} is refused");
    }
    // A framework's change, or its end, is the fault of all that extend it.
    let (frame, child) = (path.join("rules/frame.yb"), path.join("rules/child.yb"));
    let framework = "framework gate.frame {\n  rounding half up to 0.01 yuan, first pay per item\n  last day not rolling\n  applies on care_end\n  year of care_end\n  let part 50%\n}\n";
    fs::write(&file, &good).unwrap();
    fs::write(&frame, framework).unwrap();
    fs::write(&child, CHILD).unwrap();
    let (code, out, err) = sh(&path, commit);
    assert_eq!(code, 0, "a framework and its child: {out}{err}");
    fs::write(&frame, framework.replace("50%", "60%")).unwrap();
    let (code, out, err) = sh(&path, commit);
    assert!(code != 0 && err.contains("pool.paid"), "a child's example fails: {out}{err}");
    fs::remove_file(&frame).unwrap();
    let (code, out, err) = sh(&path, commit);
    assert!(code != 0 && err.contains("E404"), "the framework is gone: {out}{err}");
    fs::remove_file(&child).unwrap();
    let (code, out, err) = sh(&path, commit);
    assert_eq!(code, 0, "both are gone: {out}{err}");
    // What is staged is good, though the file is not.
    fs::write(&file, format!("# a line more\n{good}")).unwrap();
    assert_eq!(sh(&path, "git add -A").0, 0);
    fs::write(&file, "policy").unwrap();
    let (code, out, err) = sh(&path, commit.trim_start_matches("git add -A && "));
    assert_eq!(code, 0, "{out}{err}");
}
