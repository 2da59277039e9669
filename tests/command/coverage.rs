//! How much of a policy its examples reach and whether they bite: counted by hand on a small policy, and by the command.

use crate::run::{YIBAO, ended};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use yibao::coverage::target::Kind;
use yibao::coverage::{Coverage, Covered, Prober, html, measure, percent, suggest, text};
use yibao::diagnostic::{Code, Lang};
use yibao::mutation::{Survey, mutants, report, sample, survey};
use yibao::source::SourceId;
use yibao::syntax::{Dictionary, format, parse};
use yibao::{Library, example};

/// A rate of three rows, two of them cut at 1000 yuan; a deductible; a cap.
const POLICY: &str = r#"policy demo.counted "示例<b>覆盖</b>" {
  document 办法 "示例办法" 2024-12-30 unconfirmed
  region 999900
  scheme employee
  effective 2025-01-01 ..
  applies on care_end
  year of care_end
  rounding half up to 0.01 yuan, first pay per item
  allow W405 "an invented place"
  route { refuse elsewhere "非门诊" when care is not outpatient [办法 "二"] }
  benefit outpatient "门诊" when care is outpatient [办法 "三"] {
    layer pool "统筹基金" {
      covers eligible
      deductible per year 200 yuan
      bands above deductible
      rate {
        | person  | band              | rate |
        | active  | 1000 yuan or less | 50%  |
        | active  | over 1000 yuan    | 60%  |
        | retired | any               | 70%  |
      }
      cap per year 3000 yuan
    }
  }
"#;

/// (1000 - 200) × 50% = 400: the base ends in the first band.
const ACTIVE: &str = r#"
  example "active" {
    person active, care outpatient, visited 2025-03-01, total 1000 yuan
    expect pool.deductible 200 yuan, pool.paid 400 yuan
  }
"#;

/// (5200 - 200) × 70% = 3500, of which the cap leaves 3000.
const RETIRED: &str = r#"
  example "retired" {
    person retired, care outpatient, visited 2025-03-01, total 5200 yuan
    expect pool.deductible 200 yuan, pool.paid 3000 yuan
  }
"#;

fn library(examples: &[&str]) -> Library {
    Library::read([("counted.yb".to_owned(), format!("{POLICY}{}}}\n", examples.concat()))])
}

/// What a library's own files cover.
fn covered(library: &Library) -> Coverage {
    let engine = library.engine().unwrap();
    let cases = example::all(&library.policies).unwrap();
    let own = own(library);
    measure(&mut Prober::new(&library.policies, engine.plan()), &cases, &|id| id == own)
}

/// The file that was given.
fn own(library: &Library) -> SourceId {
    library.sources.iter().find(|(_, source)| source.name.contains("counted")).map(|(id, _)| id).unwrap()
}

/// (of, covered) by kind.
fn counts(policy: &Covered) -> Vec<(usize, usize)> {
    Kind::ALL.iter().map(|kind| policy.count(Some(*kind))).collect()
}

#[test]
fn a_small_policy_counted_by_hand() {
    let library = library(&[ACTIVE]);
    let found = covered(&library);
    let policy = found.policies.first().unwrap();
    // cells: deductible, three rates, cap; read: deductible, the first rate, cap
    // band sides: under and over 1000 yuan; the base ends under
    // bound sides: deductible come up to and not, cap reached and not; come up to, not reached
    // guards: the benefit. reasons: elsewhere, which no example meets. No filings.
    assert_eq!(counts(policy), [(5, 3), (2, 1), (4, 2), (1, 1), (1, 0), (0, 0)]);
    assert_eq!(found.count(), (13, 7));
    // 7 / 13 = 53.8
    assert_eq!(percent(found.count()), 53);
    let missing: Vec<String> =
        policy.targets.iter().filter(|one| !one.covered).map(|one| text::missing(one, &library.sources, Lang::En)).collect();
    assert_eq!(
        missing,
        [
            "counted.yb:10  reason elsewhere when care is not outpatient: holds",
            "counted.yb:14  outpatient.pool deductible per year 200 yuan: cost stays under it",
            "counted.yb:18  outpatient.pool rate 1000 yuan: a base over 1000 yuan",
            "counted.yb:19  outpatient.pool rate 60% when person is active and band over 1000 yuan: read by a claim",
            "counted.yb:20  outpatient.pool rate 70% when person is retired: read by a claim",
            "counted.yb:22  outpatient.pool cap per year 3000 yuan: cuts the amount",
        ]
    );
}

#[test]
fn another_example_covers_what_it_reaches_and_no_more() {
    let found = covered(&library(&[ACTIVE, RETIRED]));
    // besides: the retired rate, the cap that cuts
    assert_eq!(counts(found.policies.first().unwrap()), [(5, 4), (2, 1), (4, 3), (1, 1), (1, 0), (0, 0)]);
}

#[test]
fn a_turned_file_has_the_same_coverage() {
    let english = library(&[ACTIVE, RETIRED]);
    let names = Dictionary::collect(&english.files.iter().map(|(_, file)| file).collect::<Vec<_>>());
    let written = english.sources.get(own(&english)).unwrap().text.to_string();
    let turned = format(&parse(SourceId(0), &written).0, &written, Lang::Zh, &names);
    assert!(turned.contains("起付线 每年 200元"), "{turned}");
    let chinese = Library::read([("counted.yb".to_owned(), turned)]);
    let (one, two) = (covered(&english), covered(&chinese));
    assert_eq!(counts(one.policies.first().unwrap()), counts(two.policies.first().unwrap()));
    // Rows that trade places are the same rows.
    let moved = written.replace(
        "        | active  | over 1000 yuan    | 60%  |\n        | retired | any               | 70%  |",
        "        | retired | any | 70% |\n        | active | over 1000 yuan | 60% |",
    );
    assert_ne!(moved, written);
    let moved = covered(&Library::read([("counted.yb".to_owned(), moved)]));
    assert_eq!(counts(one.policies.first().unwrap()), counts(moved.policies.first().unwrap()));
}

#[test]
fn a_clause_of_a_framework_is_covered_by_any_child() {
    let framework = POLICY
        .replace("policy demo.counted", "framework demo.counted")
        .replace("  region 999900\n  scheme employee\n", "")
        .replace("  allow W405 \"an invented place\"\n", "");
    let child = |name: &str, region: u32, example: &str| {
        let head = format!("region {region}\n  scheme employee\n  effective 2025-01-01 ..\n  allow W405 \"an invented place\"");
        format!("policy demo.{name} \"示例\" extends demo.counted {{\n  {head}\n{example}}}\n")
    };
    let library = Library::read([
        ("counted.yb".to_owned(), format!("{framework}}}\n")),
        ("children.yb".to_owned(), child("one", 999_901, ACTIVE) + &child("two", 999_902, RETIRED)),
    ]);
    let found = covered(&library);
    assert_eq!(found.policies.len(), 1, "only the framework was asked for");
    assert_eq!(found.policies.first().unwrap().name, "demo.counted");
    assert_eq!(counts(found.policies.first().unwrap()), [(5, 4), (2, 1), (4, 3), (1, 1), (1, 0), (0, 0)]);
}

#[test]
fn each_suggestion_reaches_what_it_is_for_once_its_figures_are_worked() {
    let before = library(&[ACTIVE, RETIRED]);
    let engine = before.engine().unwrap();
    let cases = example::all(&before.policies).unwrap();
    let own = own(&before);
    let mut prober = Prober::new(&before.policies, engine.plan());
    let found = measure(&mut prober, &cases, &|id| id == own);
    let open: Vec<_> = found.policies.iter().flat_map(|policy| &policy.targets).filter(|one| !one.covered).collect();
    assert_eq!(open.len(), 4);
    let mut filled = Vec::new();
    for one in open {
        let claim = suggest::suggest(&mut prober, &one.sites).unwrap();
        let blank = suggest::example(&before.policies, &claim, &one.target, Lang::En);
        assert!(library(&[&blank]).has_errors(), "a blank is no figure:\n{blank}");
        let zh = suggest::example(&before.policies, &claim, &one.target, Lang::Zh);
        assert!(zh.contains("算例") && zh.contains("应得"), "{zh}");
        // What is worked by hand stands here for what an author works: only that the claim is settled matters.
        let expects = blank.lines().position(|line| line.trim_start().starts_with("expect")).unwrap();
        let lines: Vec<&str> = blank.lines().collect();
        let total = blank.split("total ").nth(1).unwrap().split(" yuan").next().unwrap();
        let whole = format!("{}\n    expect total {total} yuan\n  }}\n", lines[..expects].join("\n"));
        filled.push(whole);
    }
    let all: Vec<&str> = [ACTIVE, RETIRED].into_iter().chain(filled.iter().map(String::as_str)).collect();
    let after = covered(&library(&all));
    assert_eq!(after.count(), (13, 13));
}

#[test]
fn a_base_is_suggested_a_hundred_yuan_over_the_cut() {
    let before = library(&[ACTIVE, RETIRED]);
    let engine = before.engine().unwrap();
    let cases = example::all(&before.policies).unwrap();
    let own = own(&before);
    let mut prober = Prober::new(&before.policies, engine.plan());
    let found = measure(&mut prober, &cases, &|id| id == own);
    let cut = found.policies.iter().flat_map(|policy| &policy.targets).find(|one| !one.covered && one.target.kind == Kind::Band).unwrap();
    let claim = suggest::suggest(&mut prober, &cut.sites).unwrap();
    let blank = suggest::example(&before.policies, &claim, &cut.target, Lang::En);
    // 200 + 1000 + 100
    assert!(blank.contains("total 1300 yuan"), "{blank}");
}

/// A deductible a visit, which two visits of a year take whole only up to 1200 yuan.
fn bounded() -> Library {
    let policy = POLICY.replace(
        "      deductible per year 200 yuan\n",
        "      deductible per visit 1000 yuan\n      deductible per year total at most 1200 yuan\n",
    );
    // (3000 - 1000) × 70% = 1400
    let example = r#"
  example "one visit" {
    person retired, care outpatient, visited 2025-03-01, total 3000 yuan
    expect pool.deductible 1000 yuan, pool.paid 1400 yuan
  }
"#;
    Library::read([("counted.yb".to_owned(), format!("{policy}{example}}}\n"))])
}

#[test]
fn what_one_claim_cannot_reach_the_second_of_two_does() {
    let before = bounded();
    let engine = before.engine().unwrap();
    let mut prober = Prober::new(&before.policies, engine.plan());
    let found = covered(&before);
    let mut open = found.policies.iter().flat_map(|policy| &policy.targets).filter(|one| !one.covered);
    let bound = open.find(|one| one.target.what.en.contains("total at most") && one.target.side.en == "cost comes up to it").unwrap();
    let claim = suggest::suggest(&mut prober, &bound.sites).unwrap();
    assert!(claim.earlier.is_some());
    let en = suggest::example(&before.policies, &claim, &bound.target, Lang::En);
    let (first, second) = en.split_once("    then\n").unwrap();
    assert!(first.contains("visited") && first.contains("total 3000 yuan") && first.contains("expect pool.deductible ? yuan"), "{en}");
    assert!(second.starts_with("    total ") && second.contains("expect pool.deductible ? yuan"), "{en}");
    assert!(suggest::example(&before.policies, &claim, &bound.target, Lang::Zh).contains("    接着\n    总费用"), "{en}");
    // Settled in turn, the second claim owes the 200 yuan that the first leaves of 1200.
    let settled = engine.settle(&claim.claim).unwrap();
    assert_eq!(settled.layers.first().unwrap().deductible.to_string(), "200.00");
}

#[test]
fn a_change_that_one_claim_does_not_tell_is_told_by_the_second_of_two() {
    let (_, told) = surveyed(&bounded());
    let change = told.iter().find(|text| text.contains("total at most: 1200 yuan → ")).unwrap();
    assert!(change.contains("    then\n    total "), "{change}");
}

#[test]
fn the_page_needs_no_script_and_escapes_what_it_shows() {
    let library = library(&[ACTIVE]);
    for lang in [Lang::En, Lang::Zh] {
        let page = html::page(&covered(&library), &library.sources, lang);
        assert!(page.contains("示例&lt;b&gt;覆盖&lt;/b&gt;"), "{page}");
        assert!(!page.contains("<script") && !page.contains("示例<b>") && !page.contains("http"), "{page}");
        assert!(page.contains("53%") && page.contains("class=\"n x\"") && page.contains("class=\"n y\""), "{page}");
    }
}

fn surveyed(library: &Library) -> (Survey, Vec<String>) {
    let engine = library.engine().unwrap();
    let cases = example::all(&library.policies).unwrap();
    let own = own(library);
    let mut prober = Prober::new(&library.policies, engine.plan());
    let all = mutants(&prober, &|id| id == own);
    let out = survey(&mut prober, &cases, all, &mut |_| true);
    let told = out.survivors.iter().map(|one| report(&prober, one, &library.sources, Lang::En)).collect();
    (out, told)
}

#[test]
fn a_figure_no_example_reads_survives_and_one_that_is_read_does_not() {
    let (out, told) = surveyed(&library(&[ACTIVE, RETIRED]));
    let all = told.concat();
    assert_eq!(out.tried, out.caught + out.idle + out.explained + out.survivors.len());
    assert!(
        all.contains("counted.yb:19  outpatient.pool rate, person is active and band over 1000 yuan: 60% → 61%  [《示例办法》"),
        "{all}"
    );
    assert!(all.contains("counted.yb:19  outpatient.pool rate, person is active and band over 1000 yuan: 60% → 59%"), "{all}");
    // The base of the one active claim stays under the cut.
    assert!(all.contains("the cut between bands: 1000 yuan → 1100 yuan"), "{all}");
    assert!(!all.contains("50% → "), "the first rate is read: {all}");
    assert!(!all.contains("200 yuan → "), "the deductible is expected: {all}");
    assert!(!all.contains("3000 yuan → "), "the cap binds: {all}");
    // Each comes with a claim that would have told; bands that go on over the year need two.
    let alone: Vec<&String> = told.iter().filter(|one| !one.contains("over the year")).collect();
    assert!(alone.iter().all(|one| one.contains("example \"tells ") && one.contains(" ? yuan")), "{all}");
}

#[test]
fn a_survivor_the_policy_explains_is_counted_apart() {
    let explained =
        format!("{POLICY}{ACTIVE}{RETIRED}}}\n").replace("bands above deductible", "bands above deductible\n      allow W501 \"why\"");
    let library = Library::read([("counted.yb".to_owned(), explained)]);
    assert!(!library.faults.iter().any(|fault| fault.code == Code::W404), "{:?}", library.faults);
    let (out, told) = surveyed(&library);
    assert!(out.explained > 0);
    assert!(!told.concat().contains("outpatient.pool"), "{told:?}");
}

#[test]
fn a_failing_example_stops_the_survey() {
    let library = library(&[&ACTIVE.replace("400 yuan", "401 yuan")]);
    let (out, _) = surveyed(&library);
    assert_eq!((out.failing, out.tried), (1, 0));
}

#[test]
fn a_sample_is_the_same_every_time() {
    let take = |library: &Library| {
        let engine = library.engine().unwrap();
        let own = own(library);
        let prober = Prober::new(&library.policies, engine.plan());
        sample(mutants(&prober, &|id| id == own), 5).iter().map(yibao::mutation::Mutant::name).collect::<Vec<_>>()
    };
    let plain = library(&[ACTIVE]);
    assert_eq!(take(&plain).len(), 5);
    assert_eq!(take(&plain), take(&plain));
    // One line further down in the file, everything says what it said.
    let moved = Library::read([("counted.yb".to_owned(), format!("# a line\n{POLICY}{ACTIVE}}}\n"))]);
    assert_eq!(take(&plain), take(&moved));
}

/// A folder of its own with the policy in it.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("coverage").join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(path.join("rules")).unwrap();
    fs::write(path.join("rules/counted.yb"), format!("{POLICY}{ACTIVE}}}\n")).unwrap();
    path
}

/// Exit code, standard output, standard error.
fn yibao(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(YIBAO);
    command.args(args).args(["--lang", "en"]);
    let ran = ended(command, folder, "");
    (ran.code, ran.out, ran.err)
}

#[test]
fn the_command_measures_and_fails_below_the_least() {
    let path = folder("test");
    let (code, out, err) = yibao(&path, &["test", "--coverage", "--min", "53", "--html", "page.html", "rules"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("demo.counted") && out.contains("53%"), "{out}");
    assert!(err.contains("of 13 points to reach 7 are covered: 53%"), "{err}");
    assert!(fs::read_to_string(path.join("page.html")).unwrap().starts_with("<!DOCTYPE html>"));
    assert_eq!(yibao(&path, &["test", "--coverage", "--min", "54", "rules"]).0, 1);
    assert_eq!(yibao(&path, &["test", "--min", "54", "rules"]).0, 2);
    let (code, out, _) = yibao(&path, &["test", "--coverage", "--suggest", "rules"]);
    assert_eq!(code, 0);
    assert!(out.contains("expect pool.deductible ? yuan, pool.paid ? yuan, patient ? yuan"), "{out}");
}

#[test]
fn the_command_changes_figures_and_fails_where_one_survives() {
    let path = folder("mutate");
    let (code, out, err) = yibao(&path, &["mutate", "rules"]);
    assert_eq!(code, 1, "{out}{err}");
    assert!(err.contains("noticed, "), "{err}");
    let sampled = || yibao(&path, &["mutate", "--sample", "4", "rules"]);
    assert_eq!(sampled(), sampled());
    assert_eq!(yibao(&path, &["mutate", "--policy", "demo.countet", "rules"]).0, 2);
    let (_, _, err) = yibao(&path, &["mutate", "--budget", "0", "rules"]);
    assert!(err.contains("0 changes: 0 noticed, 0 not") && err.contains("left for want of time"), "{err}");
}
