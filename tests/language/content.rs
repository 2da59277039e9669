//! The hash of what a policy says: free of the order of clauses, of layout, comments and vocabulary, never of a figure.

use std::fs;
use std::path::{Path, PathBuf};
use yibao::Library;
use yibao::diagnostic::Lang;
use yibao::source::SourceId;
use yibao::syntax::tree::{Adjust, Answer, Clause, File, Item, What};
use yibao::syntax::{Dictionary, format, main_vocabulary, parse};

/// The hash of each segment of each policy, by name and first day.
fn hashes(texts: &[(String, String)]) -> Vec<(String, i64, String)> {
    let library = Library::read(texts.to_vec());
    let Some(engine) = library.engine() else {
        let wrong: Vec<_> = library
            .faults
            .iter()
            .filter(|fault| fault.code.to_string().starts_with('E'))
            .map(|fault| (library.sources.place(fault.span), &fault.message.en))
            .collect();
        unreachable!("{wrong:#?}")
    };
    let mut out: Vec<_> = engine.plan().policies.iter().map(|it| (it.name.clone(), it.effective.0, it.hash.clone())).collect();
    out.sort();
    out
}

/// Turns the order of clauses and rows round, as deep as there are any. Examples settle nothing: they are left out.
fn turn(clauses: &mut Vec<Clause>) {
    clauses.retain(|clause| !matches!(clause.what, What::Example(_)));
    clauses.reverse();
    for clause in clauses {
        match &mut clause.what {
            What::Filing { clauses, .. } | What::Benefit { clauses, .. } | What::Layer { clauses, .. } => turn(clauses),
            What::Route(clauses) | What::PersonalAccount(clauses) => turn(clauses),
            What::Table(table) | What::Define { table, .. } => table.rows.reverse(),
            What::Amount { answer: Some(answer), .. } | What::Let { answer, .. } | What::Adjust(Adjust { answer: Some(answer), .. }) => {
                match answer {
                    Answer::Table(table) | Answer::Across(_, table) => table.rows.reverse(),
                    Answer::Value(_) => {}
                }
            }
            _ => {}
        }
    }
}

fn clauses(file: &mut File) -> impl Iterator<Item = &mut Vec<Clause>> {
    file.items.iter_mut().map(|item| match &mut item.it {
        Item::Vocabulary(clauses) => clauses,
        Item::Catalog(catalog) => &mut catalog.clauses,
        Item::Policy(policy) => &mut policy.clauses,
    })
}

fn rules() -> Vec<(String, String)> {
    let mut open: Vec<PathBuf> = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("rules")];
    let mut out = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|end| end == "yb") {
            out.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
    out.sort();
    out
}

#[test]
fn the_shipped_rules_say_the_same_in_any_order_and_either_vocabulary() {
    let rules = rules();
    let trees: Vec<File> = rules.iter().map(|(_, text)| parse(SourceId(0), text).0).collect();
    let names = Dictionary::collect(&trees.iter().collect::<Vec<_>>());
    let written = hashes(&rules);
    assert!(written.len() > 40, "{}", written.len());
    let turned = |(name, text): &(String, String)| {
        let mut file = parse(SourceId(0), text).0;
        file.comments.clear();
        clauses(&mut file).for_each(turn);
        let other = if main_vocabulary(text) == Lang::En { Lang::Zh } else { Lang::En };
        (name.clone(), format(&file, "", other, &names))
    };
    assert_eq!(hashes(&rules.iter().map(turned).collect::<Vec<_>>()), written);
}

const POLICY: &str = r#"policy demo.resident "示例居民" {
  document 办法 "示例办法" 2024-12-30 unconfirmed
  region 999900; scheme resident; effective 2025-01-01 ..
  applies on care_end; year of care_end
  rounding half up to 0.01 yuan, first pay per item
  route {
    refuse elsewhere "非门诊" when care is not outpatient
    manual injured when injury
  }
  define near "就近" {
    | level                       | value |
    | ungraded or level1 or level2 | close |
    | level3                      | far   |
  }
  benefit outpatient "门诊" when care is outpatient [办法 "三"] {
    layer pool "统筹基金" {
      covers eligible
      deductible per year 200 yuan
      rate {
        | near  | rate |
        | close | 60%  |
        | far   | 50%  |
      }
      adjust rate up 5 points when institution is "甲院"
      adjust rate down 1 points when institution is "乙院"
      cap per year 3000 yuan
    }
    layer large "大额补助" after pool {
      covers pool.over_cap + pool.share
      rate 50%
    }
    layer aid "医疗救助" after large {
      covers first_self_pay + large.share
      rate 70%
    }
  }
}
"#;

/// The hash of the policy with each of these in place of the other.
fn hash(edits: &[(&str, &str)]) -> String {
    let text = edits.iter().fold(POLICY.to_owned(), |text, (old, new)| {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text.replace(old, new)
    });
    hashes(&[("demo.yb".to_owned(), text)]).swap_remove(0).2
}

#[test]
fn order_layout_and_comments_are_no_content() {
    let same: [&[(&str, &str)]; 7] = [
        &[("      rate 70%\n", "      rate   70% # 七成\n\n")],
        &[
            ("      deductible per year 200 yuan\n", ""),
            ("      cap per year 3000 yuan\n", "      cap per year 3000 yuan\n      deductible per year 200 yuan\n"),
        ],
        // The answers of a definition are numbered as they appear: turned round, each has another number.
        &[
            ("    | ungraded or level1 or level2 | close |\n", ""),
            ("    | level3                      | far   |\n", "    | level3 | far |\n    | level2 or level1 or ungraded | close |\n"),
        ],
        &[("        | close | 60%  |\n        | far   | 50%  |\n", "        | far | 50% |\n        | close | 60% |\n")],
        // Texts are numbered as guards name them.
        &[
            ("up 5 points when institution is \"甲院\"", "down 1 points when institution is \"乙院\" #"),
            (
                "      adjust rate down 1 points when institution is \"乙院\"\n",
                "      adjust rate up 5 points when institution is \"甲院\"\n",
            ),
        ],
        &[(
            "    refuse elsewhere \"非门诊\" when care is not outpatient\n    manual injured when injury\n",
            "    manual injured when injury\n    refuse elsewhere \"非门诊\" when care is not outpatient\n",
        )],
        &[("    layer large \"大额补助\" after pool {", "    支付层 大额补助 “large” 承接 统筹基金 {"), ("200 yuan", "200元")],
    ];
    for edits in same {
        assert_eq!(hash(edits), hash(&[]), "{edits:?}");
    }
}

#[test]
fn figures_conditions_chains_and_sources_are_content() {
    let others: [&[(&str, &str)]; 9] = [
        &[("| far   | 50%  |", "| far   | 51%  |")],
        &[("cap per year 3000 yuan", "cap per year 3000.01 yuan")],
        &[("when injury", "when not injury")],
        &[("is \"甲院\"", "is \"丙院\"")],
        &[("| close | 60%  |", "| close | 50%  |"), ("| far   | 50%  |", "| far   | 60%  |")],
        // The second and the third layer change places in the chain.
        &[
            ("after pool {\n      covers pool.over_cap + pool.share", "after aid {\n      covers aid.share"),
            (
                "after large {\n      covers first_self_pay + large.share",
                "after pool {\n      covers first_self_pay + pool.share + pool.over_cap",
            ),
        ],
        &[("covers pool.over_cap + pool.share", "covers pool.share + pool.over_cap")],
        &[("[办法 \"三\"]", "[办法 \"四\"]")],
        &[("first pay per item", "first pay per claim")],
    ];
    let mut found: Vec<String> = others.iter().map(|edits| hash(edits)).collect();
    found.push(hash(&[]));
    found.sort();
    found.dedup();
    assert_eq!(found.len(), others.len() + 1);
}
