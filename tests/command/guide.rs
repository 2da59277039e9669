//! What the author's guides and the Chinese README say is so: followed to the letter with the built command.

use crate::fences::fences;
use crate::follow::{Followed, follow};
use crate::run::YIBAO;
use crate::shell::shell;
use std::fs;
use std::path::{Path, PathBuf};
use yibao::diagnostic::Lang;
use yibao::source::SourceId;
use yibao::syntax::{Dictionary, format, parse};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const CHINESE: &str = "zh_CN.UTF-8";

/// A folder of its own for one test, empty.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("guide").join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(name)).unwrap()
}

/// The fences of a page in one language.
fn fenced(page: &str, language: &str) -> Vec<String> {
    fences(page).into_iter().filter(|(info, _)| info == language).map(|(_, text)| text).collect()
}

/// A file of rules without what each language says its own way: comments, titles of examples, reasons.
fn bare(folder: &Path, text: &str) -> String {
    fs::write(folder.join("one.yb"), text).unwrap();
    let ran = shell("yibao fmt --to zh - < one.yb", folder, CHINESE);
    assert_eq!(ran.code, 0, "{}\n{text}", ran.err);
    let own = |line: &str| {
        let word = line.split(' ').next().unwrap_or_default();
        if ["算例", "豁免"].contains(&word) { line.split('“').next().unwrap_or_default().to_owned() } else { line.to_owned() }
    };
    ran.out.lines().map(str::trim).filter(|line| !line.starts_with('#')).map(|line| own(line) + "\n").collect()
}

/// Follows one guide; nothing of it may be empty.
fn followed(name: &str, locale: &str, at: &str) -> Followed {
    let done = follow(&page(name), &folder(at), locale);
    assert!(done.commands.len() > 15 && done.files.len() > 10 && done.shown > 10, "{name}: {done:?}");
    done
}

/// Every state of a guide's files is in form, so that what a reader types is what `fmt` would write.
fn in_form(done: &Followed, lang: Lang) {
    for (name, text) in done.files.iter().filter(|(name, _)| is_rules(name)) {
        let (tree, faults) = parse(SourceId(0), text);
        assert!(faults.is_empty(), "{name}: {faults:?}");
        assert_eq!(&format(&tree, text, lang, &Dictionary::default()), text, "{name}");
    }
}

fn is_rules(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "yb")
}

#[test]
fn both_guides_can_be_followed_and_are_the_same_but_for_their_words() {
    let (chinese, english) = (followed("grammar/guide.zh.md", CHINESE, "zh"), followed("grammar/guide.md", "C", "en"));
    in_form(&chinese, Lang::Zh);
    in_form(&english, Lang::En);
    let turned: Vec<_> = english.commands.iter().map(|(line, code)| (line.replace("fmt --to zh", "fmt --to en"), *code)).collect();
    assert_eq!(chinese.commands, turned);
    assert_eq!(chinese.shown, english.shown, "what is shown");
    assert_eq!(chinese.files.len(), english.files.len());
    let path = folder("same");
    for ((name, text), (other, same)) in chinese.files.iter().zip(&english.files) {
        assert_eq!(name, other);
        if is_rules(name) {
            assert_eq!(bare(&path, text), bare(&path, same), "{name}");
        } else {
            assert_eq!(text, same, "{name}");
        }
    }
}

#[test]
fn the_chinese_readme_can_be_followed() {
    let readme = page("README.zh.md");
    let (rules, claims, commands) = (fenced(&readme, "yibao"), fenced(&readme, "json"), fenced(&readme, "sh"));
    let root = Path::new(ROOT);
    let first = shell(&commands[0].lines().next().unwrap().replace("cargo run --release --", YIBAO), root, CHINESE);
    assert!(first.code == 0 && first.out.contains("合计（元）"), "{}", first.err);
    let path = folder("readme_zh");
    fs::create_dir_all(path.join("demo")).unwrap();
    fs::write(path.join("demo/outpatient.yb"), &rules[0]).unwrap();
    fs::write(path.join("claim.json"), &claims[0]).unwrap();
    for line in commands[1].lines() {
        let ran = shell(line, &path, CHINESE);
        assert_eq!(ran.code, 0, "{line}\n{}\n{}", ran.out, ran.err);
    }
    let settled = shell("yibao settle --rules demo --format json claim.json", &path, CHINESE);
    // (1000 − 200) × 50% = 400; 1000 − 400 = 600
    assert!(settled.out.contains(r#""fund":"400.00""#) && settled.out.contains(r#""patient":"600.00""#), "{}", settled.out);
    fs::write(path.join("year.json"), &claims[1]).unwrap();
    let year = shell(commands[2].trim(), &path, CHINESE);
    assert_eq!(year.code, 0, "{}", year.err);
    // (300 − 200) × 50% = 50; 300 × 50% = 150; the first is taken back
    for fund in ["50.00", "150.00", "-50.00"] {
        assert!(year.out.contains(&format!(r#""fund":"{fund}""#)), "{fund}: {}", year.out);
    }
    assert_eq!(shell(commands[3].trim(), root, CHINESE).code, 0);
    assert_eq!((rules.len(), claims.len(), commands.len()), (2, 2, 4), "a fence was added that nothing runs");
}

#[test]
fn the_policies_to_copy_are_green_but_for_what_is_unstated() {
    for name in ["README.md", "README.zh.md"] {
        let path = folder(name);
        fs::write(path.join("copied.yb"), &fenced(&page(name), "yibao")[1]).unwrap();
        let check = shell("yibao check --strict copied.yb", &path, "C");
        assert_eq!(check.code, 0, "{name}: {}", check.out);
        let notes = check.out.trim().strip_prefix("copied.yb: ").unwrap_or_default();
        assert!(notes.contains(" notes: W301 ") && !notes.contains(','), "{name}: {}", check.out);
        let test = shell("yibao test copied.yb", &path, "C");
        assert_eq!((test.code, test.err.trim()), (0, "2 examples: 2 passed, 0 failed"), "{name}: {}", test.out);
    }
}
