//! The examples reach every figure, and each benefit pays in one of them or lacks a figure.

use super::shipped::{Outcome, Shipped};
use yibao::example;
use yibao::plan::{Answer, Plan, PolicyPlan};
use yibao::settle;
use yibao::value::RATE_ONE;

/// What a figure is moved by to see whether an example notices: 100 yuan, or less than a fiftieth of a point of a rate.
const NUDGE: i64 = 10_000;

#[test]
fn each_benefit_pays_or_lacks_a_figure() -> Outcome {
    let shipped = Shipped::read()?;
    for region in shipped.regions() {
        let mut paid: Vec<String> = Vec::new();
        for case in region.cases() {
            let ran = example::run_with(region.policy, case, |claim| settle::settle(&shipped.plan, claim, false));
            let settled = ran.stages.into_iter().filter_map(|stage| stage.outcome.ok());
            paid.extend(settled.filter(|s| s.fund.fen() > 0).filter_map(|s| s.benefit));
        }
        for benefit in &region.policy.benefits {
            let rows = benefit.layers.iter().filter_map(|layer| layer.rate.as_ref()).flat_map(|rate| &rate.ladder.rows);
            let lacks = rows.into_iter().all(|row| row.answer == Answer::Unstated);
            let key = benefit.names.key();
            assert!(lacks || paid.iter().any(|p| p == key), "{}: no example pays {key}", region.title());
        }
    }
    Ok(())
}

/// Whether a clause is the national framework's: what it says itself is reached by cases of its own, not by every region again.
fn national(policy: &PolicyPlan, clause: u32) -> bool {
    policy.clauses.get(clause as usize).is_some_and(|c| c.file == "national.yb")
}

/// Whether a row belongs to a definition.
fn defines(policy: &PolicyPlan, row: usize) -> bool {
    policy.defines.iter().any(|define| (define.rows.from as usize..define.rows.to as usize).contains(&row))
}

/// Gives a row another answer.
fn answer(plan: &mut Plan, policy: usize, row: usize, figure: i64) {
    if let Some(row) = plan.policies.get_mut(policy).and_then(|policy| policy.rows.get_mut(row)) {
        row.answer = Answer::Is(figure);
    }
}

/// Every figure is moved in turn; an example must come out differently.
#[test]
fn the_examples_reach_every_figure() -> Outcome {
    let shipped = Shipped::read()?;
    let mut unreached = Vec::new();
    for region in shipped.regions() {
        // The other policies stay: a claim may look at them.
        let others = shipped.plan.policies.iter().filter(|other| *other != region.plan);
        let mut doctored = Plan { policies: others.cloned().collect(), catalogs: shipped.plan.catalogs.clone() };
        let at = doctored.policies.len();
        doctored.policies.push(region.plan.clone());
        for (n, row) in region.plan.rows.iter().enumerate() {
            let Answer::Is(figure) = row.answer else { continue };
            if national(region.plan, row.clause) {
                continue;
            }
            let moved = match figure {
                // What a definition says is a name: another one.
                _ if defines(region.plan, n) => i64::from(figure == 0),
                62_990_001..=RATE_ONE => figure - NUDGE,
                _ => figure + NUDGE,
            };
            answer(&mut doctored, at, n, moved);
            let settle = |claim: &_| settle::settle(&doctored, claim, true);
            let noticed = region.cases().any(|case| !example::run_with(region.policy, case, settle).passed);
            answer(&mut doctored, at, n, figure);
            if !noticed {
                let clause = region.plan.clauses.get(row.clause as usize);
                let place = clause.map_or_else(String::new, |c| format!("{}:{} {}", c.file, c.line, c.path));
                unreached.push(format!("{place}: {figure}"));
            }
        }
    }
    assert!(unreached.is_empty(), "no example notices when these are changed:\n{}", unreached.join("\n"));
    Ok(())
}
