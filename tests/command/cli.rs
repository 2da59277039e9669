//! The command as a user meets it: exit codes, streams, languages, and what the README says to type.

use crate::fences::fences;
use crate::run::{Ran, YIBAO, ended};
use crate::shell::shell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A folder of its own for one test, empty.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
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

/// The text of a fenced block of the README.
fn block(language: &str, at: usize) -> String {
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap();
    fences(&readme).into_iter().filter(|(info, _)| info == language).nth(at).unwrap().1
}

/// The README's demo, saved as the README says.
fn demo(name: &str) -> PathBuf {
    let path = folder(name);
    fs::create_dir_all(path.join("demo")).unwrap();
    fs::write(path.join("demo/outpatient.yb"), block("yibao", 0)).unwrap();
    fs::write(path.join("claim.json"), block("json", 0)).unwrap();
    path
}

#[test]
fn the_first_command_of_the_readme() {
    let line = block("sh", 0).lines().next().unwrap().replace("cargo run --release --", YIBAO);
    let ran = shell(&line, Path::new(ROOT), "C");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("In all, in yuan") && ran.out.contains("borne by the patient"), "{}", ran.out);
}

#[test]
fn the_tour_of_the_readme() {
    let path = demo("tour");
    for line in block("sh", 1).lines() {
        let ran = shell(line, &path, "C");
        assert_eq!(ran.code, 0, "{line}\n{}\n{}", ran.out, ran.err);
    }
}

#[test]
fn the_demo_settles_as_its_comment_says() {
    let path = demo("json");
    let ran = yibao(&path, &["settle", "--rules", "demo", "--format", "json", "claim.json"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let settled: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    // (1000 − 200) × 50% = 400; 1000 − 400 = 600
    assert_eq!(settled["fund"], "400.00");
    assert_eq!(settled["patient"], "600.00");
    assert_eq!(settled["id"], "A-1");
}

#[test]
fn what_comes_out_has_the_shape_of_what_went_in() {
    let path = demo("shape");
    let claim = block("json", 0);
    let claim = claim.trim();
    let settle = |input: &str| yibao(&path, &["settle", "--rules", "demo", "--format", "json", "-"], input);
    let two = settle(&format!("[{claim}, {{\"id\": \"B\"}}]"));
    assert_eq!(two.code, 1, "one bad claim: {}", two.err);
    let read: serde_json::Value = serde_json::from_str(&two.out).unwrap();
    assert_eq!(read[0]["fund"], "400.00");
    assert!(read[1]["errors"][0]["code"].is_string());
    assert_eq!(two.err.trim(), "2 claims: 1 settled, 1 not");
    let lines = settle(&format!("{claim}\n{claim}\n"));
    assert_eq!(lines.out.lines().count(), 2);
    assert!(lines.out.lines().all(|line| line.starts_with("{\"id\":\"A-1\"")), "{}", lines.out);
}

#[test]
fn a_year_of_claims_as_the_readme_says() {
    let path = demo("year");
    fs::write(path.join("year.json"), block("json", 1)).unwrap();
    let line = block("sh", 2);
    let run = || shell(&line, &path, "C");
    let read = |out: &str| out.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<serde_json::Value>>();
    let first = run();
    assert_eq!(first.code, 0, "{}", first.err);
    let settled = read(&first.out);
    // (300 - 200) × 50% = 50; 300 × 50% = 150; without B-1, B-2 bears the deductible: 50
    assert_eq!([&settled[0]["fund"], &settled[1]["fund"], &settled[2]["fund"]], ["50.00", "150.00", "-50.00"]);
    assert_eq!(settled[2]["would_differ"][0], serde_json::json!({"id": "B-2", "fund": "150.00", "would_be": "50.00"}));
    let known = fs::read_to_string(path.join("people.json")).unwrap();
    // Sent again, everything is a duplicate: the same answers, and nothing more is kept.
    let again = read(&run().out);
    assert!(again.iter().all(|one| one["duplicate"] == true), "{again:?}");
    assert_eq!([&again[0]["fund"], &again[0]["reversed_by"], &again[2]["fund"]], ["50.00", "B-3", "-50.00"]);
    assert_eq!(fs::read_to_string(path.join("people.json")).unwrap(), known);
    let left: Vec<_> = fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 4, "nothing is left beside the file: {left:?}");
}

#[test]
fn what_people_have_used_up_is_kept_as_a_whole_or_not_at_all() {
    let path = demo("kept");
    let claim = block("json", 0).trim().replace("{\"id\"", "{\"person_id\": \"P\", \"id\"");
    let settle = |file: &str, lang: &str, claim: &str| {
        yibao(&path, &["settle", "--rules", "demo", "--format", "json", "--lang", lang, "--counters", file, "-"], claim)
    };
    // A claim that is not settled does not keep the others from being kept.
    let ran = settle("people.json", "en", &format!("{claim}\n{}", claim.replace("A-1", "A-2").replace("1000.00", "-1")));
    assert_eq!(ran.code, 1, "{}", ran.err);
    let known = fs::read_to_string(path.join("people.json")).unwrap();
    assert!(known.contains("A-1") && !known.contains("A-2"), "{known}");
    // Something else is neither read nor written over.
    fs::write(path.join("other.json"), &claim).unwrap();
    let ran = settle("other.json", "en", &claim);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.starts_with("`other.json` does not hold what people have used up: line 1 is not"), "{}", ran.err);
    let ran = settle("other.json", "zh", &claim);
    assert!(ran.err.starts_with("「other.json」不是累计文件：第1行不是"), "{}", ran.err);
    assert_eq!(fs::read_to_string(path.join("other.json")).unwrap(), claim);
    fs::write(path.join("bytes.json"), [0xFF, 0xFE]).unwrap();
    assert_eq!(settle("bytes.json", "en", &claim).code, 2);
    assert_eq!(settle("demo", "en", &claim).err, "cannot read `demo`: it is a folder\n");
    let ran = settle("nowhere/people.json", "en", &claim);
    assert_eq!((ran.code, ran.err.trim()), (2, "cannot write `nowhere/people.json`: there is no such file or folder"));
}

#[cfg(unix)]
#[test]
fn what_people_have_used_up_keeps_its_place_and_permissions() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let path = demo("link");
    fs::write(path.join("real.json"), "").unwrap();
    fs::set_permissions(path.join("real.json"), fs::Permissions::from_mode(0o600)).unwrap();
    symlink("real.json", path.join("people.json")).unwrap();
    let claim = block("json", 0).trim().replace("{\"id\"", "{\"person_id\": \"P\", \"id\"");
    let ran = yibao(&path, &["settle", "--rules", "demo", "--counters", "people.json", "-"], &claim);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(fs::symlink_metadata(path.join("people.json")).unwrap().is_symlink());
    assert!(fs::read_to_string(path.join("real.json")).unwrap().contains("A-1"));
    assert_eq!(fs::metadata(path.join("real.json")).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn records_of_the_interface_come_in_the_same_shapes_and_end_the_same() {
    let path = demo("nhsa");
    let claim = r#"{"mdtrt_id": "A-1", "insuplc_admdvs": "999900", "insutype": "390", "med_type": "11", "begntime": "2025-03-01", "medfee_sumamt": 1000}"#;
    let settle = |input: &str| yibao(&path, &["settle", "--rules", "demo", "--format", "nhsa", "-"], input);
    let one = settle(claim);
    assert_eq!(one.code, 0, "{}", one.err);
    // (1000 − 200) × 50% = 400, from no fund the demo names
    assert!(one.out.starts_with(r#"{"mdtrt_id":"A-1","insuplc_admdvs":"999900","insutype":"390","#), "{}", one.out);
    assert!(one.out.contains(r#""oth_pay":400.00,"fund_pay_sumamt":400.00,"psn_part_amt":600.00,"#), "{}", one.out);
    let two = settle(&format!("[{claim}, {{\"mdtrt_id\": \"B\"}}]"));
    assert_eq!(two.code, 1, "one bad claim: {}", two.err);
    let read: serde_json::Value = serde_json::from_str(&two.out).unwrap();
    assert_eq!(read[0]["mdtrt_id"], "A-1");
    assert_eq!(read[1]["id"], "B", "a claim that was not settled goes by its number: {}", two.out);
    assert!(read[1]["errors"][0]["code"].is_string());
}

#[test]
fn a_claim_that_lacks_a_fact_is_not_settled_and_says_so() {
    let path = demo("missing");
    let claim = block("json", 0).replace("\"visited\": \"2025-03-01\", ", "");
    let ran = yibao(&path, &["settle", "--rules", "demo", "-"], &claim);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("not settled") && ran.out.contains("visited"), "{}", ran.out);
    let ran = yibao(&path, &["settle", "--rules", "demo", "--lang", "zh", "-"], &claim);
    assert!(ran.out.contains("未能结算"), "{}", ran.out);
    assert_eq!(ran.err.trim(), "共1份申报：0份已结算，1份未结算");
}

#[test]
fn wrong_usage_is_2() {
    let path = folder("usage");
    for args in
        [&["settle"][..], &["pay", "x"], &["check"], &["--lang", "fr", "check", "x"], &["check", "nowhere.yb"], &["settle", "nowhere.json"]]
    {
        let ran = yibao(&path, args, "");
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
        assert!(!ran.err.is_empty() && ran.out.is_empty(), "{args:?}: {ran:?}");
    }
    let ran = yibao(&demo("unknown_policy"), &["show", "demo.outpatien", "--rules", "demo"], "");
    assert_eq!((ran.code, ran.err.trim()), (2, "there is no policy `demo.outpatien`; did you mean `demo.outpatient`"));
}

#[test]
fn wrong_rules_are_3_where_they_are_needed_right_and_1_where_they_are_asked_about() {
    let path = demo("wrong");
    let text = block("yibao", 0).replace("rate 50%", "rate 50 yuan");
    fs::write(path.join("demo/outpatient.yb"), &text).unwrap();
    for args in [
        &["settle", "--rules", "demo", "claim.json"][..],
        &["test", "demo"],
        &["show", "demo.outpatient", "--rules", "demo"],
        &["schema", "claim", "--rules", "demo"],
    ] {
        let ran = yibao(&path, args, "");
        assert_eq!(ran.code, 3, "{args:?}: {}", ran.err);
        assert!(ran.err.contains("E201") && ran.out.is_empty(), "{args:?}: {ran:?}");
    }
    let ran = yibao(&path, &["check", "demo"], "");
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("E201") && ran.out.contains("demo/outpatient.yb:15:"), "{}", ran.out);
}

#[test]
fn the_short_statement_fits_twenty_lines_and_says_who_pays_what() {
    for lang in ["en", "zh"] {
        for entry in fs::read_dir(Path::new(ROOT).join("rules/claims")).unwrap() {
            let name = entry.unwrap().path();
            let run = |more: &[&str]| yibao(Path::new(ROOT), &[&["settle", name.to_str().unwrap(), "--lang", lang], more].concat(), "");
            let (short, whole, json) = (run(&[]), run(&["--steps"]), run(&["--format", "json"]));
            assert_eq!((short.code, whole.code), (0, 0), "{name:?}: {}", short.err);
            for statement in short.out.split("\n────") {
                assert!(statement.trim().lines().count() <= 20, "{name:?}: {statement}");
            }
            assert!(whole.out.lines().count() > 20, "{}", whole.out);
            for settled in json.out.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line.trim_end_matches(',')).ok()) {
                for figure in ["cash", "total"] {
                    assert!(short.out.contains(settled[figure].as_str().unwrap()), "{name:?}: {figure}: {}", short.out);
                }
            }
        }
    }
}

#[test]
fn what_is_built_in_is_shown_where_there_is_no_folder_of_rules() {
    let path = folder("no_rules");
    for (args, holds) in [
        (&["schema", "claim"][..], "insured_region"),
        (&["schema", "settlement"], "policy_hash"),
        (&["show"], "insured_region"),
        (&["show", "national"], "framework national"),
        (&["explain", "E301"], "E301"),
    ] {
        let ran = yibao(&path, &[args, &["--lang", "en"]].concat(), "");
        assert!(ran.code == 0 && ran.out.contains(holds), "{args:?}: {ran:?}");
        assert_eq!(ran.err.contains("no folder `rules`"), args[0] != "explain", "{args:?}: {ran:?}");
    }
    let named = yibao(&path, &["schema", "claim", "--rules", "elsewhere"], "");
    assert!(named.code == 2 && named.out.is_empty(), "{named:?}");
}

#[test]
fn warnings_count_only_when_strict() {
    let path = demo("strict");
    // The demo's document is unconfirmed: one note. A fact that nothing reads is a warning.
    for args in [&["check", "demo"][..], &["check", "--strict", "demo"], &["check", "--strict", "warnings", "demo"]] {
        let ran = yibao(&path, args, "");
        assert_eq!((ran.code, ran.out.trim()), (0, "demo/outpatient.yb: 1 note: W402 1"), "{args:?}: {}", ran.err);
    }
    for args in [&["check", "--strict", "notes", "demo"][..], &["check", "--strict=notes", "demo"]] {
        let ran = yibao(&path, args, "");
        assert!(ran.code == 1 && ran.out.contains("W402 the text of"), "{args:?}: {ran:?}");
    }
    let drawn = yibao(&path, &["check", "--notes", "demo"], "");
    assert!(drawn.code == 0 && drawn.out.contains("W402 the text of") && !drawn.err.contains("--notes"), "{drawn:?}");
    let warned = block("yibao", 0).replace("  region 999900", "  fact months \"缴费月数\" count 0 or more\n  region 999900");
    fs::write(path.join("demo/outpatient.yb"), warned).unwrap();
    assert_eq!(yibao(&path, &["check", "demo"], "").code, 0);
    assert_eq!(yibao(&path, &["check", "--strict", "demo"], "").code, 1);
}

#[test]
fn a_failing_example_is_1_and_shows_the_difference() {
    let path = demo("example");
    let text = block("yibao", 0).replace("pool.paid 400 yuan", "pool.paid 401 yuan");
    fs::write(path.join("demo/outpatient.yb"), &text).unwrap();
    let ran = yibao(&path, &["test", "demo"], "");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("401") && ran.out.contains("400"), "{}", ran.out);
    assert_eq!(ran.err.trim(), "1 example: 0 passed, 1 failed");
    let ran = yibao(&path, &["test", "--list", "demo"], "");
    assert_eq!(ran.code, 0);
    assert_eq!(ran.out, "demo/outpatient.yb:19  demo.outpatient  a visit over the deductible\n");
}

#[test]
fn a_file_that_is_not_utf8_is_a_fault_and_the_others_are_read() {
    let path = demo("utf8");
    fs::write(path.join("demo/broken.yb"), b"policy a {\n  \xff\xfe\n}\n").unwrap();
    let ran = yibao(&path, &["check", "demo"], "");
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.out.contains("E001") && ran.out.contains("demo/broken.yb:2:3"), "{}", ran.out);
    assert!(ran.err.contains("2 files: 1 error"), "{}", ran.err);
}

#[test]
fn fmt_writes_one_form_once() {
    let path = demo("fmt");
    let ran = yibao(&path, &["fmt", "-"], &block("yibao", 0));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let again = yibao(&path, &["fmt", "-"], &ran.out);
    assert_eq!(ran.out, again.out);
    fs::write(path.join("demo/outpatient.yb"), ran.out.replace("  region", "     region")).unwrap();
    let check = yibao(&path, &["fmt", "--check", "demo"], "");
    assert_eq!(check.code, 1);
    assert!(
        check.out.starts_with("--- demo/outpatient.yb\n") && check.out.contains("\n-     region 999900\n+  region 999900\n"),
        "{}",
        check.out
    );
    assert_eq!(yibao(&path, &["fmt", "demo"], "").code, 0);
    assert_eq!(fs::read_to_string(path.join("demo/outpatient.yb")).unwrap(), ran.out);
    assert_eq!(yibao(&path, &["fmt", "--check", "demo"], "").code, 0);
}

#[test]
fn fmt_turns_and_turns_back() {
    let path = demo("turn");
    let english = yibao(&path, &["fmt", "-"], &block("yibao", 0)).out;
    let chinese = yibao(&path, &["fmt", "--to", "zh", "-"], &english);
    assert!(chinese.out.starts_with("政策 demo.outpatient"), "{}", chinese.out);
    assert_eq!(yibao(&path, &["fmt", "--to", "en", "-"], &chinese.out).out, english);
}

#[test]
fn show_without_a_policy_lists_the_names_rules_may_use() {
    let path = demo("names");
    let own = "词汇 { 事实 工种 “trade” 取值 矿工 “miner”，渔民 “fisher” }\n";
    fs::write(path.join("demo/trade.yb"), own).unwrap();
    let ran = yibao(&path, &["show", "--rules", "demo", "--lang", "en"], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let has = |text: &str, cells: &[&str]| text.lines().any(|line| line.split_whitespace().eq(cells.iter().copied()));
    let shown = [
        ["level", "医院级别", "one", "of"].as_slice(),
        &["level3", "三级"],
        &["miner", "矿工"],
        &["unfiled", "未备案"],
        &["resident_basic", "居民基本统筹"],
        &["first_pay", "先行自付比例", "a", "name,", "or", "a", "text", "in", "quotes"],
    ];
    for cells in shown {
        assert!(has(&ran.out, cells), "{cells:?}\n{}", ran.out);
    }
    assert!(ran.out.contains("demo.outpatient") && ran.out.contains("national"), "{}", ran.out);
    let zh = yibao(&path, &["show", "--rules", "demo", "--lang", "zh"], "");
    for cells in [["医院级别", "level", "取值"].as_slice(), &["三级", "level3"], &["矿工", "miner"]] {
        assert!(has(&zh.out, cells), "{cells:?}\n{}", zh.out);
    }
    // In columns: every value of a section stands under the name of its fact.
    let at = |name: &str| zh.out.lines().find(|line| line.trim_start().starts_with(name)).map(|line| columns(line, name));
    assert_eq!(at("医院级别"), at("人员类别"));
}

/// The columns a line takes before the second of its cells: Han takes two.
fn columns(line: &str, name: &str) -> usize {
    let after = line.trim_start().strip_prefix(name).unwrap();
    let blanks = after.len() - after.trim_start().len();
    line.len() - line.trim_start().len() + name.chars().count() * 2 + blanks
}

#[test]
fn what_show_prints_is_a_rule_file() {
    let path = demo("show");
    let ran = yibao(&path, &["show", "demo.outpatient", "--rules", "demo"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("# demo/outpatient.yb:15"), "{}", ran.out);
    fs::create_dir_all(path.join("shown")).unwrap();
    fs::write(path.join("shown/policy.yb"), &ran.out).unwrap();
    let check = yibao(&path, &["check", "shown"], "");
    assert_eq!(check.code, 0, "{}\n{}", ran.out, check.out);
    let ran = yibao(&path, &["show", "demo.outpatient", "--on", "1990-01-01", "--rules", "demo"], "");
    assert_eq!(ran.code, 1, "{}", ran.err);
}

#[test]
fn what_show_prints_of_the_shipped_policies_is_a_rule_file_in_either_language() {
    let path = folder("shown");
    let root = Path::new(ROOT);
    let listed = yibao(root, &["test", "rules", "--list"], "");
    assert_eq!(listed.code, 0, "{}", listed.err);
    let mut names: Vec<&str> = listed.out.lines().filter_map(|line| line.split("  ").nth(1)).collect();
    names.dedup();
    assert!(!names.is_empty());
    for (name, lang) in names.iter().flat_map(|name| [(name, "en"), (name, "zh")]) {
        let shown = yibao(root, &["show", name, "--lang", lang], "");
        assert_eq!(shown.code, 0, "{}", shown.err);
        fs::write(path.join("shown.yb"), &shown.out).unwrap();
        let check = yibao(&path, &["check", "shown.yb"], "");
        assert_eq!(check.code, 0, "{name} in {lang}:\n{}", check.out);
    }
}

#[test]
fn a_code_is_explained_by_number_or_name_and_an_unknown_one_is_wrong_usage() {
    let path = folder("explain");
    let ran = yibao(&path, &["explain", "E301"], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for part in ["E301 gap  error", "A claim can come for which no row", "What to write instead", "Mended", "        | 70周岁以上 | 80%  |"]
    {
        assert!(ran.out.contains(part), "`{part}` is missing in\n{}", ran.out);
    }
    for same in ["e301", "gap", "存在空缺"] {
        assert_eq!(yibao(&path, &["explain", same], "").out, ran.out, "{same}");
    }
    let two = yibao(&path, &["explain", "--lang", "zh", "C009", "W302"], "").out;
    assert!(two.starts_with("C009 缺少事实  错误\n") && two.contains("\nW302 不可到达  警告\n"), "{two}");
    let all = yibao(&path, &["explain"], "").out;
    assert!(all.lines().next().is_some_and(|line| line.starts_with("  E001  not_utf8")), "{all}");
    assert_eq!(all.lines().count(), yibao::diagnostic::Code::ALL.len());
    let ran = yibao(&path, &["explain", "E301", "missing_fac"], "");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.trim()), (2, "", "there is no code `missing_fac`; did you mean `missing_fact`"));
    let ran = yibao(&path, &["explain", "--lang", "zh", "甲"], "");
    assert_eq!((ran.code, ran.err.trim()), (2, "没有代码「甲」，「yibao explain」列出全部代码"));
}

#[test]
fn schemas_are_json() {
    let path = demo("schema");
    for of in ["claim", "settlement"] {
        let ran = yibao(&path, &["schema", of, "--rules", "demo"], "");
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(serde_json::from_str::<serde_json::Value>(&ran.out).is_ok(), "{}", ran.out);
    }
}

#[test]
fn the_locale_picks_the_language_and_the_flag_wins() {
    let path = folder("locale");
    let run = |name: &str, value: &str, args: &[&str]| {
        let mut command = Command::new("env");
        command.arg(format!("{name}={value}")).arg(YIBAO).args(args);
        ended(command, &path, "")
    };
    assert_eq!(run("LC_ALL", "zh_CN.UTF-8", &["check", "nowhere"]).err, "无法读取「nowhere」：没有这个文件或文件夹\n");
    assert_eq!(run("LANG", "zh_CN", &["check", "nowhere", "--lang=en"]).err, "cannot read `nowhere`: there is no such file or folder\n");
    assert_eq!(run("LANG", "C", &["check", "nowhere"]).err, "cannot read `nowhere`: there is no such file or folder\n");
}

#[test]
fn chinese_help_and_usage_errors_hold_no_english_word() {
    let path = folder("help");
    let known = [
        "yibao",
        "settlement",
        "settle",
        "check",
        "test",
        "mutate",
        "show",
        "fmt",
        "new",
        "schema",
        "explain",
        "claim",
        "JSON Schema",
        "JSON",
        "（text）",
        "（json）",
        "（nhsa）",
        "（sarif）",
        "（github）",
        "（junit）",
        "（en）",
        "（zh）",
        "（warnings）",
        "（notes）",
    ];
    let options = [
        "--rules",
        "--counters",
        "--format",
        "--lang",
        "--strict",
        "--notes",
        "--steps",
        "--all",
        "--list",
        "--coverage",
        "--min",
        "--html",
        "--suggest",
        "--budget",
        "--sample",
        "--policy",
        "--check",
        "--help",
        "--version",
        "--on",
        "--to",
        "--fix",
        "--out",
        "--extends",
        "-h",
        "-V",
    ];
    let mut pages: Vec<Ran> = ["settle", "check", "test", "mutate", "show", "fmt", "new", "schema", "explain"]
        .iter()
        .map(|verb| yibao(&path, &["--lang", "zh", verb, "--help"], ""))
        .collect();
    pages.push(yibao(&path, &["--lang", "zh", "--help"], ""));
    for page in &pages {
        assert_eq!(page.code, 0, "{}", page.err);
    }
    pages.push(yibao(&path, &["--lang", "zh", "settle"], ""));
    pages.push(yibao(&path, &["--lang", "zh", "--format", "xml", "settle"], ""));
    pages.push(yibao(&path, &["--lang", "zh", "schema", "policy"], ""));
    for page in pages {
        let mut text = page.out + &page.err;
        for word in options.iter().chain(&known) {
            text = text.replace(word, "");
        }
        let bare = text.replace("xml", "").replace("policy", "");
        assert!(!bare.contains(|c: char| c.is_ascii_alphabetic()), "{bare}");
    }
}

/// A policy with mistakes of which all but one are certain.
const MISTAKEN: &str = r"框架 fix.all “示例框架” {
  取整 四舍五入 至 0.01元，先行自付 逐项
  适用日期 就医结束日
  年度归属 就医结束日
  结算方式 { 不予支付 非住院 “not_inpatient” 当 就医类型 不为 住院 }
}
政策 fix.employee “示例” 沿用 fix.all {
  统筹区 430100；险种 职工；施行 2023.1.1 起
  待遇 住院 “inpatient” 当 就医类型 为 住院 {
    支付层 统筹基金 “pool” {
      纳入 合规费用
      起付线：每次 六百元
      比例 0.8
      封顶线 每年 15万 元
    }
  }
}
";

#[test]
fn what_is_certain_is_fixed_and_the_rest_is_said() {
    let path = folder("fix");
    fs::write(path.join("a.yb"), MISTAKEN).unwrap();
    fs::write(path.join("b.yb"), "词汇 { 事实 工种 “trade” 取值 矿工 “miner” }\n").unwrap();
    let ran = yibao(&path, &["check", "--fix", "a.yb", "b.yb"], "");
    let fixed = fs::read_to_string(path.join("a.yb")).unwrap();
    let right = MISTAKEN
        .replace("不为", "不是")
        .replace("2023.1.1 起", "2023年1月1日 起")
        .replace("类型 为", "类型 是")
        .replace("起付线：每次 六百元", "起付线 每次 600元")
        .replace("15万 元", "15万元");
    assert_eq!(fixed, right);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("E201") && ran.out.contains("`80%`"), "{}", ran.out);
    assert!(ran.err.starts_with("6 fixes in 1 file\n2 files: 1 error, "), "{}", ran.err);
    // Nothing certain is left, so nothing is written.
    let again = yibao(&path, &["check", "--fix", "a.yb", "b.yb"], "");
    assert!(again.err.starts_with("nothing was fixed\n"), "{}", again.err);
    assert_eq!(fs::read_to_string(path.join("a.yb")).unwrap(), right);
}

#[test]
fn a_fix_never_makes_a_file_worse() {
    let path = folder("fix_worse");
    // The brace is put in its place, but what then stands in the layer has errors of its own.
    let text = "框架 worse.all “示例” {\n  待遇 住院 “inpatient” {\n    支付层 统筹基金 “pool”\n      纳入 合规费\n      起付线 每年 600\n      比例 120%\n    }\n  }\n}\n";
    fs::write(path.join("a.yb"), text).unwrap();
    let ran = yibao(&path, &["check", "--fix", "a.yb"], "");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(fs::read_to_string(path.join("a.yb")).unwrap(), text);
    assert!(ran.err.contains("it is left as it was"), "{ran:?}");
}

#[test]
fn standard_input_is_not_fixed() {
    let ran = yibao(&folder("fix_input"), &["check", "--fix", "-"], MISTAKEN);
    assert_eq!((ran.code, ran.err.trim()), (2, "standard input cannot be fixed; name the files"));
}

#[cfg(target_os = "linux")]
#[test]
fn help_that_cannot_be_written_is_an_error() {
    let path = folder("full");
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{YIBAO} --help > /dev/full")]);
    let ran = ended(command, &path, "");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("cannot write"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_a_circle_end() {
    let path = demo("links");
    std::os::unix::fs::symlink(path.join("demo"), path.join("demo/again")).unwrap();
    std::os::unix::fs::symlink("nowhere", path.join("demo/lost.yb")).unwrap();
    let ran = yibao(&path, &["test", "--list", "demo"], "");
    assert_eq!((ran.code, ran.out.lines().count()), (0, 1), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn nobody_reading_is_no_fault() {
    let path = demo("pipe");
    let mut command = Command::new("sh");
    let claims = format!("{}\n", block("json", 0).trim()).repeat(200);
    command.args(["-c", &format!("{YIBAO} settle --rules demo --format json - | head -n 1")]);
    let ran = ended(command, &path, &claims);
    assert_eq!(ran.code, 0);
    // What was found still stands at the end, and decides it.
    assert_eq!((ran.out.lines().count(), ran.err.lines().count()), (1, 1), "{}", ran.err);
    let mut command = Command::new("bash");
    let wrong = claims.replace("1000.00", "-1");
    command.args(["-c", &format!("{YIBAO} settle --rules demo --format json - | head -n 1 >&2; exit ${{PIPESTATUS[0]}}")]);
    assert_eq!(ended(command, &path, &wrong).code, 1);
}

#[test]
fn errors_are_drawn_after_warnings() {
    let path = demo("errors_last");
    let sound = block("yibao", 0);
    let broken = sound.replace("demo.outpatient", "demo.broken").replace("999900", "999901").replace("rate 50%", "rate 50 yuan");
    fs::write(path.join("demo/a.yb"), broken).unwrap();
    let ran = yibao(&path, &["check", "demo", "--notes", "--lang", "en"], "");
    assert_eq!(ran.code, 1, "{}", ran.err);
    let drawn: Vec<&str> = ran.out.lines().map(str::trim).filter(|line| line.starts_with("x E") || line.starts_with("> W")).collect();
    // The error stands in the first file, the warning in the second.
    assert!(drawn.len() > 1 && drawn.iter().is_sorted_by_key(|line| line.starts_with('x')), "{drawn:?}");
    assert!(drawn.last().unwrap().starts_with("x E"), "{drawn:?}");
}

#[test]
fn a_filing_that_is_deemed_is_no_fault() {
    let path = folder("deemed");
    let cases = Path::new(ROOT).join("tests/language");
    fs::create_dir_all(path.join("rules")).unwrap();
    fs::copy(cases.join("plain.yb"), path.join("rules/plain.yb")).unwrap();
    fs::copy(cases.join("settle/filing_deemed.yb"), path.join("rules/deemed.yb")).unwrap();
    let claim = |urgent: bool| {
        format!(
            r#"{{"insured_region": "430100", "scheme": "employee", "care": "outpatient", "care_region": "440100", "visited": "2025-03-01", "urgent": {urgent}, "total": "1000.00"}}"#
        )
    };
    let said = |urgent: bool, lang: &str| yibao(&path, &["settle", "--rules", "rules", "--lang", lang, "-"], &claim(urgent)).out;
    assert!(said(true, "zh").contains("视同已备案") && !said(true, "zh").contains("未办理备案"), "{}", said(true, "zh"));
    assert!(said(true, "en").contains("counts as filed"), "{}", said(true, "en"));
    assert!(said(false, "zh").contains("未办理备案"), "{}", said(false, "zh"));
}

/// A pipe with a name, in a folder.
#[cfg(unix)]
fn pipe(path: &Path, name: &str) {
    assert!(Command::new("mkfifo").arg(name).current_dir(path).status().unwrap().success());
}

/// Whether a pipe is still one.
#[cfg(unix)]
fn is_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    fs::symlink_metadata(path).unwrap().file_type().is_fifo()
}

#[cfg(unix)]
#[test]
fn a_page_is_written_into_a_pipe_and_nothing_takes_its_place() {
    let path = demo("page_pipe");
    pipe(&path, "page");
    let mut command = Command::new("sh");
    command.args(["-c", &format!("cat page > read & {YIBAO} test --coverage --html page demo > shown; code=$?; wait; exit $code")]);
    let ran = ended(command, &path, "");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(is_pipe(&path.join("page")));
    assert!(fs::read_to_string(path.join("read")).unwrap().contains("</html>"));
}

#[cfg(unix)]
#[test]
fn rules_and_counters_are_files() {
    let path = demo("no_file");
    pipe(&path, "pipe.yb");
    let runs: [&[&str]; 4] = [
        &["check", "pipe.yb"],
        &["fmt", "pipe.yb"],
        &["test", "demo", "pipe.yb"],
        &["settle", "--rules", "demo", "--counters", "pipe.yb", "claim.json"],
    ];
    for args in runs {
        let ran = yibao(&path, args, "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?} {}", ran.err);
        assert!(ran.err.contains("`pipe.yb` is no file but a device or a pipe"), "{args:?} {}", ran.err);
        assert!(is_pipe(&path.join("pipe.yb")));
    }
}

#[test]
fn where_nothing_can_be_kept_nothing_is_settled() {
    let path = demo("no_folder");
    let ran = yibao(&path, &["settle", "--rules", "demo", "--counters", "nowhere/people.json", "claim.json"], "");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert_eq!(ran.err, "cannot write `nowhere/people.json`: there is no such file or folder\n");
}

#[cfg(unix)]
#[test]
fn what_nobody_reads_to_the_end_is_not_kept() {
    let path = demo("unread");
    let claims: String =
        (0..400).map(|at| block("json", 0).trim().replace("A-1", &format!("A-{at}\", \"person_id\": \"P")) + "\n").collect();
    let mut command = Command::new("bash");
    let settle = format!("{YIBAO} settle --rules demo --counters people.json --format json -");
    command.args(["-c", &format!("{settle} | head -n 1 >&2; exit ${{PIPESTATUS[0]}}")]);
    let ran = ended(command, &path, &claims);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("`people.json` is left as it was"), "{}", ran.err);
    assert!(!path.join("people.json").exists() && !path.join("people.json.lock").exists());
}

#[cfg(unix)]
#[test]
fn one_run_at_a_time_uses_what_people_have_used_up() {
    use std::io::Write;
    let path = demo("in_use");
    let settle = |claims: &'static str| ["settle", "--rules", "demo", "--counters", "people.json", claims];
    let mut command = Command::new(YIBAO);
    command.args(settle("-")).current_dir(&path).stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::null());
    let mut first = command.spawn().unwrap();
    for _ in 0..1000 {
        if path.join("people.json.lock").exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    // The lock is taken right after its file is made.
    std::thread::sleep(std::time::Duration::from_millis(200));
    let second = yibao(&path, &settle("claim.json"), "");
    assert_eq!((second.code, second.out.as_str()), (2, ""));
    assert_eq!(second.err, "another run is using `people.json`; run this one when that has ended\n");
    first.stdin.take().unwrap().write_all(block("json", 0).as_bytes()).unwrap();
    assert!(first.wait().unwrap().success());
    assert!(path.join("people.json").exists() && !path.join("people.json.lock").exists());
    assert_eq!(yibao(&path, &settle("claim.json"), "").code, 0);
}

#[test]
fn a_fault_in_a_line_without_end_is_drawn_small_with_its_true_place() {
    let path = folder("long");
    for count in [900, 65_534, 300_000] {
        for letter in ["x", "长", "\t"] {
            let text = format!("# one\npolicy a.b \"{}\" {{ foo }}\n# three\n", letter.repeat(count));
            let ran = yibao(&path, &["check", "--lang", "en", "-"], &text);
            assert_eq!(ran.code, 1, "{count} {letter:?} {}", ran.err);
            // The name, `policy a.b "`, and what stands between: columns count bytes from 1.
            let column = "policy a.b \"".len() + letter.len() * count + "\" { ".len() + 1;
            assert!(ran.out.contains(&format!("[-:2:{column}]")), "{count} {letter:?}\n{}", ran.out.get(..3000).unwrap_or(&ran.out));
            assert!(ran.out.contains("{ foo }") && ran.out.contains("# three"), "{count} {letter:?}");
            assert!(ran.out.len() < 40_000, "{count} {letter:?}: {} bytes", ran.out.len());
        }
    }
}

#[test]
fn what_sees_nothing_says_so() {
    let path = demo("nothing");
    fs::create_dir_all(path.join("empty/within")).unwrap();
    fs::write(path.join("empty/notes.txt"), "").unwrap();
    for verb in ["check", "test", "mutate", "fmt"] {
        let ran = yibao(&path, &[verb, "empty"], "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{verb} {}", ran.err);
        assert!(ran.err.contains("there is no rule file in `empty`"), "{verb} {}", ran.err);
    }
    // A folder whose files are read already is not empty.
    fs::create_dir_all(path.join("outer")).unwrap();
    fs::rename(path.join("demo"), path.join("outer/demo")).unwrap();
    for paths in [["outer", "outer/demo"], ["outer/demo", "outer"]] {
        assert_eq!(yibao(&path, &[&["check"], &paths[..]].concat(), "").code, 0, "{paths:?}");
    }
    let ran = yibao(&path, &["settle", "--rules", "outer", "-"], "");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", "warning: there is no claim; nothing was settled\n"));
    fs::write(path.join("words.yb"), "词汇 { 事实 工种 “trade” 取值 矿工 “miner” }\n").unwrap();
    let ran = yibao(&path, &["test", "--coverage", "--min", "90", "words.yb"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("there is no example; nothing was tested"), "{}", ran.err);
    assert!(ran.err.contains("there is nothing to cover"), "{}", ran.err);
    // A starter may be the first file of its folder.
    assert_eq!(yibao(&path, &["new", "贵阳", "employee", "--rules", "empty"], "").code, 0);
}

#[test]
fn a_name_of_several_areas_is_asked_about() {
    let path = folder("areas");
    let ran = yibao(&path, &["new", "朝阳", "employee"], "");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    for area in ["`辽宁省朝阳市` (211300)", "`北京市朝阳区` (110105)", "`吉林省长春市朝阳区` (220104)", "give the code"]
    {
        assert!(ran.err.contains(area), "{area} is missing in {}", ran.err);
    }
    assert!(yibao(&path, &["new", "朝阳市", "employee", "--lang", "en"], "").out.contains("region 211300"));
}

#[test]
fn a_claim_turns_no_text_about() {
    let path = demo("turned");
    let claim = block("json", 0).replace("A-1", "\\u001b[31mX\\u202eY\\u2066Z\\u200b");
    let ran = yibao(&path, &["settle", "--rules", "demo", "-"], &claim);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains(" [31mX Y Z"), "{}", ran.out);
    assert!(!ran.out.contains(['\u{1b}', '\u{202e}', '\u{2066}', '\u{200b}']), "{}", ran.out);
}
