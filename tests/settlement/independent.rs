//! A second calculation of every shipped policy: tables that a policy officer can check in a spreadsheet, typed from the
//! sources and computed here without the engine, against what the engine settles by the rule files.

mod rules;
mod sheet;
mod table;

use rules::{Outcome, Shipped};
use sheet::{Cells, Number};
use std::collections::{BTreeMap, BTreeSet};
use table::{Derivation, Sheet};
use yibao::claim::{Claim, Settlement};
use yibao::plan::{Answer, Plan};
use yibao::settle::settle;

/// What a figure is moved by to see whether a claim notices: 100 yuan, or less than a fiftieth of a point of a rate.
const NUDGE: i64 = 10_000;

/// Policies without a table, and why: their sources give no figure from which a payment could be computed.
const WITHOUT: [(&str, &str); 3] = [
    ("mianyang.employee", "the report names the personal account alone: no deductible, rate or cap of the city"),
    ("nanjing.employee", "the report says where outpatient care settles: no deductible, rate or cap of the city"),
    ("xianyang.resident", "the collection says that there is a table for care elsewhere, and gives none of its figures"),
];

/// The cells of a claim, each line recomputed; what differs goes into `wrong`.
fn derive(sheet: &Sheet, claim: &Derivation, wrong: &mut Vec<String>) -> Result<Cells, String> {
    let mut cells = sheet.cells()?;
    table::fill(&mut cells, &claim.facts);
    for line in &claim.lines {
        let value = cells.value(&line.expression).map_err(|why| format!("{}: {why}", line.place))?;
        if value != line.value {
            wrong.push(format!("{}: {} = {} is {value:?}, not {:?}", line.place, line.name, line.expression, line.value));
        }
        if !cells.fill(&line.name, value) {
            return Err(format!("{}: `{}` is computed twice", line.place, line.name));
        }
    }
    Ok(cells)
}

#[test]
fn every_line_of_every_table_adds_up() -> Outcome {
    let mut wrong = Vec::new();
    let mut idle = Vec::new();
    for sheet in table::all()? {
        let mut used: BTreeSet<String> = BTreeSet::new();
        for claim in &sheet.claims {
            let cells = derive(&sheet, claim, &mut wrong)?;
            used.extend(cells.used.iter().cloned());
            for other in &claim.others {
                let mut cells = sheet.cells()?;
                table::fill(&mut cells, &claim.facts);
                other
                    .facts
                    .iter()
                    .filter_map(|(name, value)| Some((name, Number::read(value)?)))
                    .for_each(|(name, value)| cells.replace(name, value));
                let value = cells.value(&other.expression).map_err(|why| format!("{}: {why}", other.place))?;
                if value != other.value {
                    wrong.push(format!("{}: {} is {value:?}, not {:?}", other.place, other.expression, other.value));
                }
                used.extend(cells.used);
            }
        }
        idle.extend(sheet.figures.iter().filter(|(name, _)| !used.contains(name)).map(|(name, _)| format!("{}: {name}", sheet.policy)));
        assert!(sheet.sources > 0, "{}: no source", sheet.place);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(idle.is_empty(), "figures that no claim needs: {idle:#?}");
    Ok(())
}

/// What the table and the settlement say differently of one claim.
fn differences(place: &str, cells: &Cells, claim: &Derivation, settled: &Settlement) -> Vec<String> {
    let mut said: BTreeMap<String, i64> =
        BTreeMap::from([("基金支付".to_owned(), settled.fund.fen()), ("个人负担".to_owned(), settled.patient.fen())]);
    for layer in &settled.layers {
        said.insert(format!("{}.起付线", layer.label), layer.deductible.fen());
        said.insert(format!("{}.支付", layer.label), layer.paid.fen());
    }
    let mut out = Vec::new();
    for (name, fen) in &said {
        match (cells.get(name), Number::fen(*fen)) {
            (Some(own), Some(engine)) if own == engine => {}
            (own, engine) => out.push(format!("{place}: {name}: the table says {own:?}, the engine {engine:?}")),
        }
    }
    let layered = claim.lines.iter().filter(|line| line.name.ends_with(".起付线") || line.name.ends_with(".支付"));
    out.extend(layered.filter(|line| !said.contains_key(&line.name)).map(|line| format!("{}: no layer has `{}`", line.place, line.name)));
    out
}

#[test]
fn the_engine_settles_every_claim_as_its_table_does() -> Outcome {
    let shipped = Shipped::read()?;
    let mut wrong = Vec::new();
    for sheet in table::all()? {
        for claim in &sheet.claims {
            let cells = derive(&sheet, claim, &mut Vec::new())?;
            match shipped.settle(&sheet, claim, &[]) {
                Ok(settled) => wrong.extend(differences(&claim.place, &cells, claim, &settled)),
                Err(why) => wrong.push(format!("{}: {why}", claim.place)),
            }
            for other in &claim.others {
                let paid = shipped.settle(&sheet, claim, &other.facts).map(|settled| settled.layers.first().map(|layer| layer.paid.fen()));
                match paid {
                    Ok(fen) if fen.and_then(Number::fen) == Some(other.value) => {}
                    Ok(fen) => wrong.push(format!("{}: the table says {:?}, the engine {fen:?} fen", other.place, other.value)),
                    Err(why) => wrong.push(format!("{}: {why}", other.place)),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

#[test]
fn every_layer_pays_in_some_claim_and_not_always_the_same() -> Outcome {
    let shipped = Shipped::read()?;
    let mut wrong = Vec::new();
    for sheet in table::all()? {
        let settled: Vec<Settlement> = sheet.claims.iter().map(|claim| shipped.settle(&sheet, claim, &[])).collect::<Result<_, _>>()?;
        let funds: BTreeSet<i64> = settled.iter().map(|one| one.fund.fen()).collect();
        if settled.len() < 2 || funds.len() != settled.len() {
            wrong.push(format!("{}: at least two claims, each paid differently", sheet.place));
        }
        for name in shipped.layers(&sheet.policy) {
            let silent = sheet.silent.iter().any(|(own, _)| *own == name);
            let all = settled.iter().flat_map(|one| one.layers.iter().map(move |layer| (&one.benefit_label, layer)));
            let paid: Vec<i64> =
                all.filter(|(of, layer)| format!("{of}.{}", layer.label) == name).map(|(_, layer)| layer.paid.fen()).collect();
            let paid: Vec<i64> = paid.into_iter().filter(|fen| *fen != 0).collect();
            if paid.is_empty() != silent {
                wrong.push(format!("{}: {name} pays {paid:?} fen", sheet.place));
            }
            if paid.len() > 1 && paid.iter().collect::<BTreeSet<_>>().len() == 1 {
                wrong.push(format!("{}: {name} always pays the same: {paid:?} fen", sheet.place));
            }
        }
        let layers = shipped.layers(&sheet.policy);
        wrong.extend(
            sheet.silent.iter().filter(|(name, _)| !layers.contains(name)).map(|(name, _)| format!("{}: no layer {name}", sheet.place)),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

#[test]
fn every_policy_has_its_table() -> Outcome {
    let shipped = Shipped::read()?.policies();
    let tables: Vec<String> = table::all()?.into_iter().map(|sheet| sheet.policy).collect();
    let without: BTreeSet<String> = WITHOUT.iter().map(|(name, _)| (*name).to_owned()).collect();
    let written: BTreeSet<String> = tables.iter().cloned().collect();
    assert_eq!(written.len(), tables.len(), "a policy has two tables");
    assert!(written.is_disjoint(&without), "a policy has a table after all");
    let all: BTreeSet<String> = written.union(&without).cloned().collect();
    assert_eq!(all, shipped, "policies and tables");
    Ok(())
}

/// What the tables hold of a settlement: of a claim's neighbours, what the first layer paid.
fn held(plan: &Plan, claim: &Claim, whole: bool) -> Option<Vec<i64>> {
    let settled = settle(plan, claim, false).ok()?;
    let first = settled.layers.first().map(|layer| layer.paid.fen());
    let layers = settled.layers.iter().flat_map(|layer| [layer.deductible.fen(), layer.paid.fen()]);
    Some(if whole { layers.chain([settled.fund.fen(), settled.patient.fen()]).collect() } else { first.into_iter().collect() })
}

/// Every figure of a rule file is moved in turn, down and up; the table of its policy must notice.
#[test]
fn the_tables_notice_every_figure_of_the_rules() -> Outcome {
    let shipped = Shipped::read()?;
    let mut doctored = shipped.plan().clone();
    let mut unnoticed = Vec::new();
    for sheet in table::all()? {
        let mut claims: Vec<(Claim, bool)> = Vec::new();
        for claim in &sheet.claims {
            claims.push((Shipped::claim(&sheet, claim, &[])?, true));
            for other in &claim.others {
                claims.push((Shipped::claim(&sheet, claim, &other.facts)?, false));
            }
        }
        let before: Vec<_> = claims.iter().map(|(claim, whole)| held(shipped.plan(), claim, *whole)).collect();
        for (at, policy) in shipped.plan().policies.iter().enumerate().filter(|(_, policy)| policy.name == sheet.policy) {
            for (n, row) in policy.rows.iter().enumerate() {
                let place = policy.clauses.get(row.clause as usize);
                let (Answer::Is(figure), Some(place)) = (row.answer, place) else { continue };
                if place.file.ends_with("national.yb") {
                    continue;
                }
                let noticed = [figure - NUDGE, figure + NUDGE].into_iter().filter(|moved| *moved >= 0).any(|moved| {
                    set(&mut doctored, at, n, moved);
                    claims.iter().zip(&before).any(|((claim, whole), before)| held(&doctored, claim, *whole) != *before)
                });
                set(&mut doctored, at, n, figure);
                if !noticed {
                    unnoticed.push(format!("{}:{} {}: {figure}", place.file, place.line, place.path));
                }
            }
        }
    }
    assert!(unnoticed.is_empty(), "no claim notices when these are changed:\n{}", unnoticed.join("\n"));
    Ok(())
}

/// Writes a figure into a row of a policy.
fn set(plan: &mut Plan, policy: usize, row: usize, figure: i64) {
    if let Some(row) = plan.policies.get_mut(policy).and_then(|policy| policy.rows.get_mut(row)) {
        row.answer = Answer::Is(figure);
    }
}

#[test]
fn the_spreadsheet_computes_as_one_does() -> Outcome {
    let mut cells = Cells::default();
    cells.fill("总费用", Number::read("1000").ok_or("a number")?);
    let cases = [
        ("总费用 - 300 + 1", "701"),
        ("(总费用 - 300) × 85%", "595"),
        ("1 - 2 + 3 × 4 ÷ 8", "0.5"),
        ("round(0.125)", "0.13"),
        ("round(0.124999)", "0.12"),
        ("round((0 - 1) ÷ 200) + 1", "1"),
        ("min(3; 总费用; 2) + max(0; 1 - 2)", "2"),
    ];
    for (expression, value) in cases {
        assert_eq!(Some(cells.value(expression)?), Number::read(value), "{expression}");
    }
    for wrong in ["1 ÷ 0", "nothing", "(1", "1 2", "min(1", "round(1; 2)", "1,000", "-1", ""] {
        assert!(cells.value(wrong).is_err(), "{wrong}");
    }
    Ok(())
}
