//! From the examples of a policy to cases: claims in turn, each with what is expected of it.

use super::case::{Case, Stage};
use super::counter;
use super::draft::{Draft, Given, draft};
use super::name::role_key;
use super::table::CaseRow;
use super::value::applies;
use super::words;
use crate::calendar::day_number;
use crate::claim::{Claim, Role, Value};
use crate::diagnostic::Fault;
use crate::model::policy::Policy;
use crate::source::Span;
use crate::syntax::tree::Example;
use crate::threads;
use std::collections::BTreeMap;

/// The sums of a bill that `items` replaces, beside the declared parts.
const SUMS: [Role; 5] = [Role::Total, Role::OutOfCatalog, Role::OverCeiling, Role::FirstSelfPay, Role::Eligible];

/// The cases of a policy's examples, in written order: one an example, or one a row of its table.
///
/// A claim states the policy's area and scheme unless a line says otherwise. After `then` everything carries over but
/// `id` and `admission`; facts that do not apply to the new claim are left behind, `items` replaces the sums of the bill
/// before it, and a `total` without items replaces the items before it.
///
/// # Errors
/// Every fault of every example, in order of place.
pub fn cases(policy: &Policy) -> Result<Vec<Case>, Vec<Fault>> {
    let (mut cases, mut faults) = (Vec::new(), Vec::new());
    for (span, example) in &policy.examples {
        read(policy, *span, example, Rows::All, &mut cases, &mut faults);
    }
    if faults.is_empty() {
        return Ok(cases);
    }
    faults.sort_by_key(|fault| fault.span);
    Err(faults)
}

/// The faults of the examples of many policies, in order of place: as [`all`], the cases given up where they were read.
pub fn check(policies: &[Policy]) -> Vec<Fault> {
    let found = threads::map(&written(policies), |one| one.read(policies, Rows::First).map(|(.., wrong)| wrong));
    let mut faults: Vec<Fault> = found.into_iter().flatten().flatten().collect();
    faults.sort_by_key(|fault| fault.span);
    faults
}

/// The cases of many policies, each with the index of the policy that reads it.
///
/// The segments of one written policy all bring its examples: each example is read once, by the segment in force on the
/// day of its first claim, or by the first segment where none is.
///
/// # Errors
/// Every fault of every example, in order of place.
pub fn all(policies: &[Policy]) -> Result<Vec<(usize, Case)>, Vec<Fault>> {
    let (mut found, mut faults): (Vec<(usize, Case)>, Vec<Fault>) = (Vec::new(), Vec::new());
    for (at, cases, wrong) in threads::map(&written(policies), |one| one.read(policies, Rows::All)).into_iter().flatten() {
        found.extend(cases.into_iter().map(|case| (at, case)));
        faults.extend(wrong);
    }
    if faults.is_empty() {
        return Ok(found);
    }
    faults.sort_by_key(|fault| fault.span);
    Err(faults)
}

/// An example as it is written, and the policies that bring it: segments of one version.
struct Written<'p> {
    span: Span,
    example: &'p Example,
    readers: Vec<usize>,
}

/// The examples of many policies, each once, in written order.
fn written(policies: &[Policy]) -> Vec<Written<'_>> {
    let mut written: Vec<Written<'_>> = Vec::new();
    let mut known: BTreeMap<Span, usize> = BTreeMap::new();
    for (reader, policy) in policies.iter().enumerate() {
        for (span, example) in &policy.examples {
            let at = *known.entry(*span).or_insert(written.len());
            match written.get_mut(at) {
                Some(one) => one.readers.push(reader),
                None => written.push(Written { span: *span, example, readers: vec![reader] }),
            }
        }
    }
    written
}

impl Written<'_> {
    /// Its cases and faults, as the segment reads it that is in force on the day of its first claim.
    fn read(&self, policies: &[Policy], rows: Rows) -> Option<(usize, Vec<Case>, Vec<Fault>)> {
        let mut kept = None;
        for at in &self.readers {
            let reader = policies.get(*at)?;
            let (mut cases, mut wrong) = (Vec::new(), Vec::new());
            read(reader, self.span, self.example, rows, &mut cases, &mut wrong);
            let answers = cases.first().is_some_and(|case| in_force(reader, case));
            if kept.is_none() || answers {
                kept = Some((*at, cases, wrong));
            }
            if answers {
                break;
            }
        }
        kept
    }
}

/// Whether a policy is in force on the day of a case's first claim.
fn in_force(policy: &Policy, case: &Case) -> bool {
    let day = case.stages.first().and_then(|stage| counter::day(policy, policy.settings.applies_on, &stage.claim));
    day.is_some_and(|day| (policy.effective.0..=policy.effective.1).contains(&day_number(day)))
}

/// Of which rows of a table the cases are wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rows {
    /// Of all.
    All,
    /// Of the first: the faults of the others are found without, but where `before` asks each for its dates.
    First,
}

/// Reads one example.
fn read(policy: &Policy, span: Span, example: &Example, wanted: Rows, cases: &mut Vec<Case>, faults: &mut Vec<Fault>) {
    if policy.framework {
        faults.push(*words::framework_settles_nothing(example.title.span));
        return;
    }
    let before = faults.len();
    let drafts: Vec<Draft> = example.stages.iter().map(|lines| draft(policy, lines, span, faults)).collect();
    let mut tables = drafts.iter().enumerate().filter_map(|(at, draft)| draft.cases.as_ref().map(|(span, rows)| (at, *span, rows)));
    let table = tables.next();
    if let (Some((_, first, _)), Some((_, second, _))) = (table, tables.next()) {
        faults.push(*words::two_tables(second, first));
    }
    let rows_expect = table.is_some_and(|(.., rows)| rows.iter().any(|row| !row.expects.is_empty()));
    if faults.len() == before && !rows_expect && drafts.iter().all(|draft| draft.expects.is_empty()) {
        faults.push(*words::expects_nothing(example.title.span));
    }
    let title = &example.title.it;
    match table {
        None => cases.push(case(policy, title.clone(), span, &drafts, None, faults)),
        Some((at, _, rows)) => {
            let first = wanted == Rows::First && drafts.iter().all(|draft| draft.before.is_empty());
            for (n, row) in rows.iter().enumerate().take(if first { 1 } else { rows.len() }) {
                cases.push(case(policy, format!("{title} ({})", n + 1), row.span, &drafts, Some((at, row)), faults));
            }
        }
    }
}

/// One case: the claims in turn, one of them with a row of the table.
fn case(policy: &Policy, title: String, span: Span, drafts: &[Draft], row: Option<(usize, &CaseRow)>, faults: &mut Vec<Fault>) -> Case {
    let mut claim = Claim::default();
    if let Some(region) = policy.region {
        claim.set(role_key(policy, Role::InsuredRegion), Value::Text(format!("{region:06}")));
    }
    if let Some(scheme) = scheme(policy) {
        claim.set(role_key(policy, Role::Scheme), Value::Text(scheme.to_owned()));
    }
    let mut stages = Vec::with_capacity(drafts.len());
    for (at, draft) in drafts.iter().enumerate() {
        let row = row.filter(|(of, _)| *of == at).map(|(_, row)| row);
        next(policy, &mut claim, draft, row, at > 0);
        let mut before = Vec::new();
        for one in &draft.before {
            match one.rows(policy, &claim) {
                Ok(rows) => before.extend(rows),
                Err(fault) if faults.contains(fault.as_ref()) => {}
                Err(fault) => faults.push(*fault),
            }
        }
        let mut own = if at + 1 == drafts.len() { std::mem::take(&mut claim) } else { claim.clone() };
        if at == 0 && !before.is_empty() {
            let mut rows = Vec::new();
            counter::set(&mut rows, &before);
            own.counters = Some(rows);
        }
        let mut expects = draft.expects.clone();
        expects.extend(row.iter().flat_map(|row| row.expects.iter().cloned()));
        stages.push(Stage { claim: own, before, expects, span: row.map_or(draft.span, |row| row.span) });
    }
    Case { title, span, stages }
}

/// Turns a claim into the next one of the same person.
fn next(policy: &Policy, claim: &mut Claim, draft: &Draft, row: Option<&CaseRow>, later: bool) {
    let in_row: &[Given] = row.map_or(&[], |row| &row.given);
    let stated: Vec<&Given> = draft.given.iter().filter(|one| !in_row.iter().any(|over| over.key == one.key)).chain(in_row).collect();
    let states = |role: Role| stated.iter().any(|one| one.key == role_key(policy, role));
    if later {
        let dropped = [Role::Id, Role::Admission].map(|role| role_key(policy, role));
        claim.facts.retain(|(key, _)| !dropped.contains(&key.as_str()));
        if draft.items.is_some() {
            let sums = SUMS.map(|role| role_key(policy, role));
            let part = |key: &str| policy.parts.iter().any(|part| part.names.key() == key);
            claim.facts.retain(|(key, _)| !sums.contains(&key.as_str()) && !part(key));
        } else if states(Role::Total) {
            claim.items = None;
        }
    }
    for one in &stated {
        claim.set(&one.key, one.value.clone());
    }
    if let Some(row) = row {
        claim.facts.retain(|(key, _)| !row.unstated.contains(key));
    }
    if later {
        let idle = |key: &str| policy.scope.facts.iter().any(|fact| fact.names.key() == key && !applies(policy, fact, claim));
        let gone: Vec<String> =
            claim.facts.iter().map(|(key, _)| key).filter(|key| !stated.iter().any(|one| one.key == **key) && idle(key)).cloned().collect();
        claim.facts.retain(|(key, _)| !gone.contains(key));
    }
    if let Some(items) = &draft.items {
        claim.items = Some(items.clone());
    }
    for one in &draft.assumptions {
        claim.assumptions.retain(|old| old.head != one.it.head);
        claim.assumptions.push(one.it.clone());
    }
}

/// The name results use of the policy's scheme.
fn scheme(policy: &Policy) -> Option<&str> {
    let fact = policy.scope.role(Role::Scheme).and_then(|id| policy.scope.fact(id))?;
    fact.kind.values().get(usize::try_from(policy.scheme?).ok()?).map(|(names, _)| names.key())
}
