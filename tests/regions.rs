//! The shipped regions: what each policy says with everything inherited, how its examples settle, and the claims beside them.
#![expect(clippy::disallowed_methods, reason = "the rule files and claims are read from their folder")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use yibao::claim::json;
use yibao::claim::{Claim, ClaimFault, Settlement};
use yibao::coverage::Prober;
use yibao::diagnostic::Lang;
use yibao::example::{self, Case};
use yibao::model::policy::Policy;
use yibao::mutation::{Edit, Mutant, mutants, survey};
use yibao::plan::{Answer, Plan};
use yibao::report::terminal::{Style, render};
use yibao::source::SourceId;
use yibao::syntax::Dictionary;
use yibao::{Library, report, settle};

type Outcome = Result<(), Box<dyn Error>>;

/// The regions with the language each is written in.
const REGIONS: [(&str, Lang); 4] =
    [("changsha.employee", Lang::En), ("yichang.employee", Lang::Zh), ("bijie.resident", Lang::Zh), ("karamay.employee", Lang::En)];

/// The files under a folder with that ending, (path from the root of the repository, text), sorted.
fn files(folder: &str, ending: &str) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(name) = open.pop() {
        for entry in fs::read_dir(root.join(&name))? {
            let entry = entry?;
            let inner = format!("{name}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                open.push(inner);
            } else if inner.ends_with(ending) {
                out.push((inner, fs::read_to_string(entry.path())?));
            }
        }
    }
    out.sort();
    Ok(out)
}

/// The shipped rules and their plan.
fn shipped() -> Result<(Library, Plan), Box<dyn Error>> {
    let library = Library::read(files("rules", ".yb")?);
    let engine = library.engine().ok_or_else(|| format!("{:?}", library.faults))?;
    let plan = engine.plan().clone();
    Ok((library, plan))
}

/// The examples of a policy.
fn cases<'a>(library: &'a Library, name: &str) -> Result<(&'a Policy, Vec<Case>), Box<dyn Error>> {
    let policy = library.policies.iter().find(|p| p.name == name).ok_or_else(|| format!("no policy {name}"))?;
    let all = example::all(&library.policies).map_err(|found| format!("{found:?}"))?;
    let own = all.into_iter().filter(|(at, _)| library.policies.get(*at).is_some_and(|p| p.name == name));
    Ok((policy, own.map(|(_, case)| case).collect()))
}

/// One line of the table of claims.
fn line(outcome: &Result<Settlement, Vec<ClaimFault>>) -> String {
    let settled = match outcome {
        Ok(settled) => settled,
        Err(faults) => return format!("not settled: {}", faults.iter().map(|f| f.message.en.as_str()).collect::<Vec<_>>().join("; ")),
    };
    let mut out = format!("{}, {}", settled.filing, settled.route);
    for layer in &settled.layers {
        let _ = write!(out, " | {} {} → {}", layer.name, layer.deductible, layer.paid);
    }
    let _ = write!(out, " | fund {} | patient {}", settled.fund, settled.patient);
    out
}

/// A snapshot without the content hash, which changes with every comma.
fn hashless(text: &str, plan: &Plan) -> String {
    plan.policies.iter().fold(text.to_owned(), |text, policy| text.replace(&policy.hash, "[hash]"))
}

/// The claims of a shipped file, each settled.
fn settled(file: &str, plan: &Plan) -> Result<Vec<Settlement>, Box<dyn Error>> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file))?;
    let claims = json::read(&text).claims;
    let read = claims.into_iter().collect::<Result<Vec<Claim>, _>>().map_err(|refusal| format!("{file}: {refusal:?}"))?;
    read.iter().map(|claim| settle::settle(plan, claim, true).map_err(|faults| format!("{file}: {faults:?}").into())).collect()
}

#[test]
fn each_policy_with_everything_inherited() -> Outcome {
    let (library, _) = shipped()?;
    let trees: Vec<_> = library.files.iter().map(|(_, file)| file).collect();
    let names = Dictionary::collect(&trees);
    for (name, lang) in REGIONS {
        let (policy, _) = cases(&library, name)?;
        insta::assert_snapshot!(format!("{name}_show"), report::show(policy, &library.sources, &names, lang));
    }
    Ok(())
}

#[test]
fn the_claims_of_each_region() -> Outcome {
    let (library, plan) = shipped()?;
    for (name, _) in REGIONS {
        let (policy, cases) = cases(&library, name)?;
        let mut out = String::from("filing, route | layer deductible → paid | fund | patient\n");
        let mut title = String::new();
        for case in &cases {
            let ran = example::run_with(policy, case, |claim| settle::settle(&plan, claim, true));
            assert!(ran.passed, "{name}: {}", case.title);
            let whole = case.title.rsplit_once(" (").map_or(case.title.as_str(), |(whole, _)| whole);
            if title != whole {
                whole.clone_into(&mut title);
                writeln!(out, "\n{title}")?;
            }
            for stage in &ran.stages {
                writeln!(out, "  {}", line(&stage.outcome))?;
            }
        }
        insta::assert_snapshot!(format!("{name}_claims"), out);
    }
    Ok(())
}

#[test]
fn each_benefit_pays_or_lacks_a_figure() -> Outcome {
    let (library, plan) = shipped()?;
    for (name, _) in REGIONS {
        let (policy, cases) = cases(&library, name)?;
        let mut paid: Vec<String> = Vec::new();
        for case in &cases {
            let ran = example::run_with(policy, case, |claim| settle::settle(&plan, claim, false));
            let settled = ran.stages.into_iter().filter_map(|stage| stage.outcome.ok());
            paid.extend(settled.filter(|s| s.fund.fen() > 0).filter_map(|s| s.benefit));
        }
        for benefit in &policy.benefits {
            let unstated = benefit.layers.iter().filter_map(|layer| layer.rate.as_ref()).flat_map(|rate| &rate.ladder.rows);
            let lacks = unstated.into_iter().all(|row| row.answer == Answer::Unstated);
            assert!(lacks || paid.iter().any(|p| p == benefit.names.key()), "{name}: no example pays {}", benefit.names.key());
        }
    }
    Ok(())
}

/// What each region wrote itself: every cell is read, and a figure that is moved is noticed one way at least.
#[test]
fn the_examples_reach_every_figure() -> Outcome {
    let (library, plan) = shipped()?;
    let cases = example::all(&library.policies).map_err(|found| format!("{found:?}"))?;
    let mut prober = Prober::new(&library.policies, &plan);
    let own = |id: SourceId| library.sources.get(id).is_some_and(|source| source.name != "national.yb");
    let all = mutants(&prober, &own).into_iter().filter(|mutant| {
        let figures = mutant.spots.iter().all(|spot| matches!(spot.edits.as_slice(), [Edit::Answer(_, Answer::Is(_))]));
        figures && REGIONS.iter().any(|(name, _)| *name == mutant.origin)
    });
    let all: Vec<Mutant> = all.collect();
    let place = |mutant: &Mutant| (mutant.span, mutant.what.en.clone(), mutant.case.en.clone());
    let mut moves: BTreeMap<_, usize> = BTreeMap::new();
    all.iter().for_each(|mutant| *moves.entry(place(mutant)).or_default() += 1);
    assert!(moves.len() > 80, "four regions write more figures than that: {}", moves.len());
    let found = survey(&mut prober, &cases, all, &mut |_| true);
    let mut unnoticed: BTreeMap<_, usize> = BTreeMap::new();
    found.survivors.iter().for_each(|one| *unnoticed.entry(place(&one.mutant)).or_default() += 1);
    let deaf: Vec<_> = unnoticed.iter().filter(|(place, count)| moves.get(*place) == Some(*count)).collect();
    assert!(deaf.is_empty(), "no example notices when these are changed:\n{deaf:#?}");
    Ok(())
}

#[test]
fn every_shipped_claim_settles() -> Outcome {
    let (_, plan) = shipped()?;
    let mut routes = Vec::new();
    for (file, _) in files("rules/claims", ".json")? {
        routes.extend(settled(&file, &plan)?.into_iter().map(|settlement| settlement.route));
    }
    for route in ["direct", "manual", "refused"] {
        assert!(routes.iter().any(|r| r == route), "no shipped claim is {route}");
    }
    Ok(())
}

#[test]
fn one_bill_in_two_places_is_two_bills() -> Outcome {
    let (_, plan) = shipped()?;
    let both = settled("rules/claims/changsha_two_places.json", &plan)?;
    let parts = |at: usize| both.get(at).map(|s| s.parts.iter().map(|p| (p.part.clone(), p.amount.fen())).collect::<Vec<_>>());
    let expected = |amounts: [i64; 4]| {
        let names = ["out_of_catalog", "over_ceiling", "first_self_pay", "eligible"];
        Some(names.iter().zip(amounts).map(|(name, yuan)| ((*name).to_owned(), yuan * 100)).collect::<Vec<_>>())
    };
    // 湖南: out 800, over 200 + 200, first 600 + 150, eligible 7600 - 800 - 400 - 750
    assert_eq!(parts(0), expected([800, 400, 750, 5650]));
    // 湖北: out 3000, over 100 + 300, first 200 + 90 + 160, eligible 7600 - 3000 - 400 - 450
    assert_eq!(parts(1), expected([3000, 400, 450, 3750]));
    Ok(())
}

#[test]
fn whole_statements() -> Outcome {
    let (_, plan) = shipped()?;
    for (title, file) in [("changsha_emergency", "rules/claims/changsha_emergency.json"), ("bijie_prenatal", "rules/claims/bijie.json")] {
        let all = settled(file, &plan)?;
        let settlement = all.first().ok_or("no claim")?;
        for (lang, suffix) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
            let text = render(&report::statement(settlement, &plan, lang), Style::default());
            insta::assert_snapshot!(format!("{title}_{suffix}"), hashless(&text, &plan));
        }
        insta::assert_snapshot!(format!("{title}_json"), hashless(&json::write_settled(settlement), &plan));
    }
    Ok(())
}
