//! `yibao fmt` and `yibao new` as a user meets them: files, exit codes, what is shown and what is left alone.

use crate::run::{Ran, YIBAO, ended};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of its own for one test, empty.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fmt").join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

/// Runs the command in a folder, with this on standard input.
fn yibao(folder: &Path, args: &[&str], input: &str) -> Ran {
    let mut command = Command::new(YIBAO);
    command.args(args);
    ended(command, folder, input)
}

const LOOSE: &str = "policy a \"甲\" {\n  region   430100\n  scheme employee\n  # why\n  cap per year 15万元 # beside\n}\n";
const FORM: &str = "policy a \"甲\" {\n  region 430100\n  scheme employee\n  # why\n  cap per year 150000 yuan # beside\n}\n";

#[test]
fn check_shows_what_differs_and_writes_nothing() {
    let path = folder("check");
    fs::write(path.join("a.yb"), LOOSE).unwrap();
    let ran = yibao(&path, &["fmt", "--check", "a.yb"], "");
    let expected = "--- a.yb\n+++ a.yb\n@@ -1,6 +1,6 @@\n policy a \"甲\" {\n-  region   430100\n+  region 430100\n   scheme employee\n   # why\n-  cap per year 15万元 # beside\n+  cap per year 150000 yuan # beside\n }\n";
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (1, expected, "1 file: 1 not in form\n"));
    assert_eq!(fs::read_to_string(path.join("a.yb")).unwrap(), LOOSE);
    // From standard input the same, under the name `-`.
    let ran = yibao(&path, &["fmt", "--check", "-"], LOOSE);
    assert_eq!((ran.code, ran.out), (1, expected.replace("a.yb", "-")));
    let ran = yibao(&path, &["fmt", "--check", "-"], FORM);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    // The differences are a patch that makes the form.
    assert_eq!(yibao(&path, &["fmt", "-"], LOOSE).out, FORM);
}

#[test]
fn every_file_is_tried_and_the_worst_decides() {
    let path = folder("several");
    fs::write(path.join("a.yb"), LOOSE).unwrap();
    fs::write(path.join("b.yb"), "policy b {\n  shceme employee\n}\n").unwrap();
    fs::write(path.join("c.yb"), LOOSE).unwrap();
    let ran = yibao(&path, &["fmt", "a.yb", "b.yb", "nowhere.yb", "c.yb"], "");
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("cannot read `nowhere.yb`") && ran.err.contains("E002"), "{}", ran.err);
    assert!(ran.err.ends_with("4 files: 2 rewritten, 2 left as they are\n"), "{}", ran.err);
    assert_eq!(fs::read_to_string(path.join("a.yb")).unwrap(), FORM);
    assert_eq!(fs::read_to_string(path.join("b.yb")).unwrap(), "policy b {\n  shceme employee\n}\n");
    assert_eq!(fs::read_to_string(path.join("c.yb")).unwrap(), FORM);
    let ran = yibao(&path, &["fmt", "a.yb", "b.yb", "c.yb"], "");
    assert_eq!((ran.code, ran.err.lines().last()), (1, Some("3 files: 0 rewritten, 1 left as they are")), "{}", ran.err);
    assert_eq!(fs::read_dir(&path).unwrap().count(), 3, "nothing stays beside the files");
}

#[test]
fn text_from_another_system_is_said_and_set_right() {
    let path = folder("odd");
    fs::write(path.join("a.yb"), format!("\u{FEFF}{}", FORM.replace('\n', "\r\n"))).unwrap();
    let ran = yibao(&path, &["fmt", "--check", "a.yb"], "");
    let said = "`a.yb` has carriage returns and a byte order mark; its form has none\n1 file: 1 not in form\n";
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (1, "", said));
    let ran = yibao(&path, &["fmt", "--lang", "zh", "a.yb"], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, "「a.yb」含回车符和字节序标记，规范格式没有\n共1个文件：1个已改写\n"));
    assert_eq!(fs::read_to_string(path.join("a.yb")).unwrap(), FORM);
}

/// A control character that the formatter uses for itself would come out as a blank: the proof sees it.
#[test]
fn a_form_that_would_say_something_else_is_not_written() {
    let path = folder("unproved");
    let text = "policy a {\n  scheme  employee\n  filing b {\n    needs \"x\u{1}y\"\n  }\n}\n";
    fs::write(path.join("a.yb"), text).unwrap();
    fs::write(path.join("b.yb"), LOOSE).unwrap();
    let ran = yibao(&path, &["fmt", "a.yb", "b.yb"], "");
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(ran.err.starts_with("`a.yb:4` cannot be put in form"), "{}", ran.err);
    assert!(ran.err.ends_with("2 files: 1 rewritten, 1 left as they are\n"), "{}", ran.err);
    assert_eq!(fs::read_to_string(path.join("a.yb")).unwrap(), text);
    assert_eq!(fs::read_to_string(path.join("b.yb")).unwrap(), FORM);
    let ran = yibao(&path, &["fmt", "-"], text);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions_and_a_link_its_aim() {
    use std::os::unix::fs::PermissionsExt;
    let path = folder("atomic");
    fs::write(path.join("a.yb"), LOOSE).unwrap();
    fs::set_permissions(path.join("a.yb"), fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("a.yb", path.join("link.yb")).unwrap();
    assert_eq!(yibao(&path, &["fmt", "link.yb"], "").code, 0);
    assert_eq!(fs::read_to_string(path.join("a.yb")).unwrap(), FORM);
    assert_eq!(fs::metadata(path.join("a.yb")).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(path.join("link.yb")).unwrap().is_symlink());
}

/// The shipped rules, copied, so that a new file stands among them.
fn rules(name: &str) -> PathBuf {
    let path = folder(name);
    let mut open = vec![(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules"), path.join("rules"))];
    while let Some((from, to)) = open.pop() {
        if from.is_dir() {
            fs::create_dir_all(&to).unwrap();
            open.extend(fs::read_dir(&from).unwrap().map(|entry| {
                let entry = entry.unwrap();
                (entry.path(), to.join(entry.file_name()))
            }));
        } else if from.extension().is_some_and(|end| end == "yb") {
            fs::copy(&from, &to).unwrap();
        }
    }
    path
}

#[test]
fn a_starter_is_green_at_once_in_either_language() {
    let path = rules("new");
    // Under the national framework, then under each province's.
    let cases = [
        ("贵阳", "employee", "en", "national"),
        ("520100", "居民", "zh", "national"),
        ("上海", "resident", "en", "national"),
        ("430700", "职工", "zh", "hunan.province"),
        ("赣州", "employee", "en", "jiangxi.province"),
        ("三明市", "resident", "zh", "fujian.province"),
        ("四川省广元市", "employee", "en", "sichuan.province"),
    ];
    for (region, scheme, lang, parent) in cases {
        let ran = yibao(&path, &["new", region, scheme, "--lang", lang, "--out", "rules/new.yb"], "");
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{region}: {}", ran.err);
        let text = fs::read_to_string(path.join("rules/new.yb")).unwrap();
        let extends = if lang == "en" { "extends" } else { "沿用" };
        assert!(text.contains(&format!("{extends} {parent} {{")), "{text}");
        assert!(!text.contains(['¦', '\t']) && !text.contains("{name}"), "{text}");
        let spoken_for = ran.err.contains("already speaks for");
        assert!(spoken_for == (region == "上海") && (spoken_for || ran.err.is_empty()), "{region}: {}", ran.err);
        if !spoken_for {
            let check = yibao(&path, &["check", "--lang", "en", "rules/new.yb"], "");
            assert_eq!(check.code, 0, "{region}:\n{}", check.out);
            let codes: Vec<&str> =
                check.out.split_whitespace().filter(|word| word.len() == 4 && (word.starts_with("W3") || word.starts_with("W4"))).collect();
            assert!(!codes.is_empty() && codes.iter().all(|code| ["W301", "W402"].contains(code)), "{region}: {codes:?}\n{}", check.out);
            let test = yibao(&path, &["test", "--lang", "en", "rules/new.yb"], "");
            assert_eq!((test.code, test.err.trim()), (0, "1 example: 1 passed, 0 failed"), "{region}: {}", test.out);
        }
        assert_eq!(yibao(&path, &["fmt", "--check", "rules/new.yb"], "").code, 0, "{region}");
        fs::remove_file(path.join("rules/new.yb")).unwrap();
    }
}

/// Both languages write one policy: turned, the English starter is the Chinese one but for its comments and its name.
#[test]
fn a_starter_says_the_same_in_both_languages() {
    let path = folder("same");
    let new = |lang: &str| yibao(&path, &["new", "遵义", "employee", "--lang", lang], "").out;
    let said = |text: &str| text.lines().filter(|line| !line.trim().starts_with('#')).collect::<Vec<_>>().join("\n");
    let turned = yibao(&path, &["fmt", "--to", "zh", "-"], &new("en")).out;
    assert_eq!(said(&turned).replace("遵义市.employee", "遵义市.职工"), said(&new("zh")));
    assert!(new("zh").starts_with("# 在写有“未载明”处"), "{}", new("zh"));
}

#[test]
fn a_starter_never_overwrites_and_says_what_it_cannot_find() {
    let path = folder("refused");
    fs::write(path.join("mine.yb"), "mine").unwrap();
    let ran = yibao(&path, &["new", "贵阳", "employee", "--out", "mine.yb"], "");
    let there = "cannot write `mine.yb`: there is such a file already; edit it, or move it out of the rules folder and run this again";
    assert!(ran.code == 2 && ran.err.starts_with(there), "{}", ran.err);
    assert_eq!(fs::read_to_string(path.join("mine.yb")).unwrap(), "mine");
    let err = |args: &[&str]| {
        let ran = yibao(&path, &[&["new"], args].concat(), "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
        ran.err
    };
    assert_eq!(err(&["哈尔兵", "employee"]), "there is no division `哈尔兵` in force; did you mean `黑龙江省哈尔滨市` (230100)\n");
    assert_eq!(err(&["吉林", "employee"]), "`吉林` may be `吉林省` (220000), `吉林省吉林市` (220200); give the code\n");
    assert_eq!(err(&["520199", "employee", "--lang", "zh"]), "没有现行行政区划「520199」，是否指「贵州省贵阳市」（520100）\n");
    assert_eq!(err(&["贵阳", "employe"]), "there is no scheme `employe`; did you mean `employee`; there are `employee`, `resident`\n");
    assert_eq!(err(&["贵阳", "职工", "--extends", "natonal"]), "there is no framework `natonal`; did you mean `national`\n");
}

#[test]
fn a_starter_needs_a_first_day() {
    let path = folder("endless");
    fs::create_dir_all(path.join("rules")).unwrap();
    fs::write(path.join("rules/endless.yb"), "framework endless \"示例框架\" {\n  rounding half up to 0.01 yuan, first pay per item\n}\n")
        .unwrap();
    let ran = yibao(&path, &["new", "贵阳", "employee", "--extends", "endless", "--lang", "en"], "");
    let wanted = "the framework `endless` has no first day to begin a starter on; write `effective 2025-01-01 ..` in it\n";
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (2, "", wanted));
}

#[test]
fn a_starter_is_named_by_its_file_and_its_folders_are_made() {
    let path = folder("named");
    let cases = [
        ("rules/shandong/zibo.yb", "employee", "zibo.employee"),
        ("rules/shandong/zibo_resident.yb", "居民", "zibo.resident"),
        ("rules/青岛.yb", "employee", "淄博市.employee"),
    ];
    for (file, scheme, name) in cases {
        let ran = yibao(&path, &["new", "淄博", scheme, "--lang", "en", "--out", file], "");
        assert_eq!(ran.code, 0, "{file}: {}", ran.err);
        let text = fs::read_to_string(path.join(file)).unwrap();
        assert!(text.contains(&format!("policy {name} \"")), "{file}: {text}");
        if name != "zibo.resident" {
            fs::remove_file(path.join(file)).unwrap();
        }
    }
    // Another city's starter in another folder may not take the name.
    let ran = yibao(&path, &["new", "青岛", "resident", "--out", "rules/other/zibo.yb"], "");
    let start = "another area's policy is called `zibo.resident` already, in rules/shandong/zibo_resident.yb:";
    assert!(ran.code == 2 && ran.err.starts_with(start), "{}", ran.err);
    assert!(!path.join("rules/other").exists());
}

#[test]
fn a_starter_leaves_filed_care_at_the_rates_of_home() {
    let text = yibao(&folder("filed"), &["new", "遵义", "employee"], "").out;
    assert_eq!(text.matches("adjust rate to unstated when filing is unfiled").count(), 2, "{text}");
    assert_eq!(text.lines().filter(|line| line.trim().starts_with("adjust")).count(), 2, "{text}");
}

/// The settlement record sums by fund: a layer without one would all go to the other funds.
#[test]
fn a_starter_names_the_funds_of_its_scheme() {
    let path = folder("funds");
    for (scheme, lang, funds) in [
        ("employee", "en", ["fund basic", "fund large_amount"]),
        ("resident", "en", ["fund resident_basic", "fund major_illness"]),
        ("居民", "zh", ["基金 居民基本统筹", "基金 居民大病保险资金"]),
    ] {
        let text = yibao(&path, &["new", "遵义", scheme, "--lang", lang], "").out;
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| line.starts_with("fund ") || line.starts_with("基金 ")).collect();
        // The pool of stays, the payer above it, the pool of outpatient care, that of other outpatient care.
        assert_eq!(lines, [funds[0], funds[1], funds[0], funds[0]], "{text}");
        let where_bands_begin =
            if lang == "en" { ["bands from zero", "bands above deductible"] } else { ["分段 从零起", "分段 起付线以上"] };
        assert!(where_bands_begin.iter().all(|words| text.contains(words)), "{text}");
    }
}

#[test]
fn a_starter_says_where_a_policy_stands_already() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ran = yibao(root, &["new", "长沙", "employee"], "");
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.starts_with("`changsha.employee` already speaks for `湖南省长沙市`, scheme `employee`, in rules/hunan/changsha.yb:"),
        "{}",
        ran.err
    );
}
