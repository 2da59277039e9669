//! One history by the engine and by the reference, event by event.

use crate::claims::{Claim, CounterKey, Counters, Event, PERSON, Sums, without_zeros};
use crate::person::{Answer, Keeper, Person};
use crate::policy::Policy;
use crate::reference::{LayerFigures, Refusal};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use yibao::claim::{ClaimFault, CounterRow, LayerStatement, Settlement, json};
use yibao::ledger::Ledger;
use yibao::value::Money;
use yibao::{Account, Engine};

/// How claims reach the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Through a ledger, which carries the counters and gives back what is reversed.
    Ledger,
    /// Each claim alone, with what was used up before it in its `counters`.
    Rows,
}

/// The first event of which the two say different things.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Its place in the history, from 0.
    pub event: usize,
    pub by_engine: String,
    pub by_reference: String,
}

/// What both must agree on, written out.
#[derive(Debug, PartialEq, Eq)]
enum Said {
    Settled(Box<Figures>),
    Refused { code: String, facts: BTreeSet<String> },
}

#[derive(Debug, PartialEq, Eq)]
struct Figures {
    duplicate: bool,
    layers: Vec<LayerFigures>,
    partition: BTreeMap<String, i128>,
    total: i128,
    fund: i128,
    patient: i128,
    after: Counters,
    would_differ: Vec<(String, Result<i128, String>)>,
}

type ByEngine = Result<Settlement, Vec<ClaimFault>>;

/// Compares a history; `None` where all events agree.
pub fn compare(engine: &Engine, policy: &Policy, history: &[Event], route: Route) -> Option<Difference> {
    let keeper = if route == Route::Ledger { Keeper::Ledger } else { Keeper::Sender };
    let mut person = Person::new(policy, keeper);
    let mut ledger = Ledger::default();
    for (index, event) in history.iter().enumerate() {
        let (by_engine, by_reference) = match (route, event) {
            (Route::Ledger, _) => {
                let by_engine = read(&event.json()).and_then(|claim| ledger.settle_nth(engine.plan(), &claim, index));
                (of_engine(by_engine), of_reference(person.answer(event)))
            }
            (Route::Rows, Event::Claim(claim)) => {
                // Other claims of one number are other claims here: nobody keeps what was settled.
                let claim = Claim { id: format!("{}-{index}", claim.id), ..claim.clone() };
                let by_engine =
                    read(&claim.json(None, person.now())).and_then(|claim| engine.settle_with(&claim, Account::None).map_err(Vec::from));
                let by_reference = person.answer(&Event::Claim(claim));
                let by_reference = by_reference.map(|answer| Answer { would_differ: Vec::new(), ..answer });
                (of_engine(by_engine), of_reference(by_reference))
            }
            (Route::Rows, Event::Reversal { .. }) => continue,
        };
        if !agree(&by_engine, &by_reference) {
            return Some(Difference { event: index, by_engine: format!("{by_engine:#?}"), by_reference: format!("{by_reference:#?}") });
        }
    }
    None
}

/// Whether both say the same. Beside the facts that are needed, the engine may ask for those it would need in a case not ruled out.
fn agree(by_engine: &Said, by_reference: &Said) -> bool {
    match (by_engine, by_reference) {
        (Said::Refused { code, facts: asked }, Said::Refused { code: expected, facts: needed }) if code == "C009" => {
            code == expected && needed.is_subset(asked)
        }
        _ => by_engine == by_reference,
    }
}

fn read(text: &str) -> Result<yibao::claim::Claim, Vec<ClaimFault>> {
    let claims = json::read(text).claims;
    claims.into_iter().next().ok_or_else(Vec::new)?.map_err(|refusal| refusal.errors)
}

fn fen(money: Money) -> i128 {
    i128::from(money.fen())
}

fn of_engine(settled: ByEngine) -> Said {
    let settled = match settled {
        Ok(settled) => settled,
        Err(faults) => {
            let code = faults.first().map(|fault| fault.code.to_string()).unwrap_or_default();
            let facts = faults.into_iter().filter(|_| code == "C009" || code == "C021").filter_map(|fault| fault.fact).collect();
            return Said::Refused { code, facts };
        }
    };
    let would_be = |one: &yibao::claim::WouldDiffer| one.would_be.map(fen).ok_or_else(|| one.code.clone().unwrap_or_default());
    Said::Settled(Box::new(Figures {
        duplicate: settled.duplicate,
        layers: settled.layers.iter().filter(|layer| layer.taken != Money::ZERO).map(layer).collect(),
        partition: settled
            .partition
            .iter()
            .filter(|line| line.amount != Money::ZERO)
            .map(|line| (line.part.clone(), fen(line.amount)))
            .collect(),
        total: fen(settled.total),
        fund: fen(settled.fund),
        patient: fen(settled.patient),
        after: without_zeros(&settled.counters.after.iter().map(row).collect()),
        would_differ: settled.would_differ.iter().map(|one| (one.id.clone().unwrap_or_default(), would_be(one))).collect(),
    }))
}

fn layer(layer: &LayerStatement) -> LayerFigures {
    LayerFigures {
        name: layer.name.clone(),
        taken: fen(layer.taken),
        over_limit: fen(layer.over_limit),
        covered: fen(layer.covered),
        deductible: fen(layer.deductible),
        base: fen(layer.base),
        share: fen(layer.share),
        over_cap: fen(layer.over_cap),
        paid: fen(layer.paid),
    }
}

/// A row as its JSON has it.
fn row(row: &CounterRow) -> (CounterKey, Sums) {
    let row = serde_json::to_value(row).unwrap_or_default();
    let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let sum = |key: &str| text(key).replace('.', "").parse().unwrap_or_default();
    let by = row["by"].as_object().into_iter().flatten();
    let key = CounterKey {
        policy: text("policy"),
        accumulator: text("accumulator"),
        period: text("period"),
        by: by.map(|(fact, value)| (fact.clone(), value.as_str().unwrap_or_default().to_owned())).collect(),
    };
    let visits = row["visits"].as_i64().unwrap_or_default().into();
    (key, Sums { covered: sum("covered"), deductible: sum("deductible"), base: sum("base"), paid: sum("paid"), visits })
}

fn of_reference(answer: Result<Answer, Refusal>) -> Said {
    let answer = match answer {
        Ok(answer) => answer,
        Err(Refusal { code, facts }) => {
            return Said::Refused { code: code.to_owned(), facts: facts.into_iter().map(str::to_owned).collect() };
        }
    };
    // A reversal is the exact negative of what it gives back.
    let sign = if answer.reversal { -1 } else { 1 };
    let settled = answer.settled;
    let negated = |layer: LayerFigures| LayerFigures {
        name: layer.name,
        taken: sign * layer.taken,
        over_limit: sign * layer.over_limit,
        covered: sign * layer.covered,
        deductible: sign * layer.deductible,
        base: sign * layer.base,
        share: sign * layer.share,
        over_cap: sign * layer.over_cap,
        paid: sign * layer.paid,
    };
    Said::Settled(Box::new(Figures {
        duplicate: answer.duplicate,
        layers: settled.layers.into_iter().map(negated).collect(),
        partition: settled.partition.into_iter().map(|(part, amount)| (part, sign * amount)).collect(),
        total: sign * settled.total,
        fund: sign * settled.fund,
        patient: sign * (settled.total - settled.fund),
        after: without_zeros(&answer.after),
        would_differ: answer.would_differ.into_iter().map(|(id, fund)| (id, fund.map_err(str::to_owned))).collect(),
    }))
}

/// Everything needed to look at a difference by hand: the rules, the claims, and what either says.
pub fn report(policy: &Policy, history: &[Event], route: Route, difference: &Difference) -> String {
    let mut out = format!("{}\n# {route:?}\n", policy.rule_text());
    for event in history {
        let _ = writeln!(out, "{}", event.json());
    }
    if route == Route::Rows {
        let mut person = Person::new(policy, Keeper::Sender);
        for event in history.iter().take(difference.event) {
            let _ = person.answer(event);
        }
        if let Some(Event::Claim(claim)) = history.get(difference.event) {
            let _ = writeln!(out, "# the last with its counters\n{}", claim.json(Some(PERSON), person.now()));
        }
    }
    let (event, engine, reference) = (difference.event, &difference.by_engine, &difference.by_reference);
    let (engine, reference): (Vec<&str>, Vec<&str>) = (engine.lines().collect(), reference.lines().collect());
    let _ = writeln!(out, "event {}, by the engine (-) and by the reference (+):", event + 1);
    // Lines they share are shown once, by the longest common beginning and end.
    let same = engine.iter().zip(&reference).take_while(|(a, b)| a == b).count();
    let tail = engine[same..].iter().rev().zip(reference[same..].iter().rev()).take_while(|(a, b)| a == b).count();
    for line in &engine[..same] {
        let _ = writeln!(out, "  {line}");
    }
    for line in &engine[same..engine.len() - tail] {
        let _ = writeln!(out, "- {line}");
    }
    for line in &reference[same..reference.len() - tail] {
        let _ = writeln!(out, "+ {line}");
    }
    for line in &engine[engine.len() - tail..] {
        let _ = writeln!(out, "  {line}");
    }
    out
}
