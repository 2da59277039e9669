//! The lines of the bill in whole numbers, joined with the catalogs that classify them.

use super::decode::{MILLION, Wrong, decode, fen, millionths, rate, text};
use super::encode::Encoded;
use super::exact::Exact;
use super::names::is;
use super::run::{fact_role, role_fact};
use super::words;
use crate::claim::{ClaimFault, Item, Role, Value};
use crate::plan::{CatalogPlan, CatalogRow, FactKind, Names, Plan, PolicyPlan};
use crate::source::nearest;
use std::borrow::Cow;
use std::cmp::Ordering;

/// How a class is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its first value: no first pay.
    Full,
    /// Between.
    Shared,
    /// Its last value: outside the catalog.
    Outside,
}

/// A catalog looked up by place and date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// The policy names none.
    Unneeded,
    /// The place or the date is not stated.
    Unknown,
    /// None stands there on that day.
    Nowhere,
    /// Two stand there, equally near.
    Ambiguous,
    /// This one.
    At(usize),
}

/// One line.
#[derive(Clone, Debug, Default)]
pub struct Line<'a> {
    /// Its code.
    pub code: Option<Cow<'a, str>>,
    /// Its amount in fen.
    pub amount: Option<i64>,
    /// Its quantity in millionths.
    pub quantity: i64,
    /// The quantity was stated, not read as 1.
    pub counted: bool,
    /// The class it states; read where no catalog stands.
    pub class: Option<Standing>,
    /// The first-pay rate it brings.
    pub first_pay: Option<Exact>,
    /// The ceiling it brings, in fen per unit.
    pub ceiling: Option<i64>,
    /// Its row in the catalog that classifies.
    pub row: Option<usize>,
    /// Its row in the catalog whose first-pay column is read.
    pub first_row: Option<usize>,
}

/// All lines.
pub struct Items<'a> {
    /// In written order.
    pub lines: Vec<Line<'a>>,
    /// The catalog that classifies.
    pub catalog: Lookup,
    /// The catalog whose first-pay column is read.
    pub first: Lookup,
    slots: Vec<Option<usize>>,
    stride: usize,
    values: Vec<Option<i64>>,
}

impl Items<'_> {
    /// The value of a fact of a line.
    pub fn fact(&self, line: usize, fact: u16) -> Option<i64> {
        let slot = self.slots.get(fact as usize).copied().flatten()?;
        self.values.get(line.checked_mul(self.stride)?.checked_add(slot)?).copied().flatten()
    }

    fn set(&mut self, line: usize, fact: u16, value: i64) {
        let slot = self.slots.get(fact as usize).copied().flatten();
        if let Some(old) = slot.and_then(|slot| self.values.get_mut(line * self.stride + slot)) {
            *old = Some(value);
        }
    }
}

/// How a class of a catalog, or of the policy's own fact, is treated.
pub fn standing(class: i64, classes: usize) -> Standing {
    if i64::try_from(classes).is_ok_and(|classes| class + 1 >= classes) {
        Standing::Outside
    } else if class <= 0 {
        Standing::Full
    } else {
        Standing::Shared
    }
}

/// Encodes the lines; all faults at once.
pub fn encode_items<'a>(plan: &Plan, policy: &PolicyPlan, claim: &Encoded<'_>, items: &'a [Item]) -> Result<Items<'a>, Vec<ClaimFault>> {
    let mut slots = Vec::with_capacity(policy.facts.len());
    let mut stride = 0;
    for fact in &policy.facts {
        slots.push(fact.of_item.then_some(stride));
        stride += usize::from(fact.of_item);
    }
    let at = |region: Option<u16>| lookup(plan, claim, region);
    let mut out = Items {
        lines: Vec::with_capacity(items.len()),
        catalog: at(policy.catalog_of),
        first: at(policy.first_pay_of),
        slots,
        stride,
        values: vec![None; stride * items.len()],
    };
    let mut faults = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let mut line = Line { quantity: MILLION, ..Line::default() };
        let mut seen: Vec<(Option<Role>, Option<u16>, &str)> = Vec::with_capacity(item.facts.len());
        for (name, value) in &item.facts {
            let fact = policy.fact_called(name, true).and_then(|at| u16::try_from(at).ok());
            let role = fact.and_then(|fact| fact_role(policy, fact)).or_else(|| role_of(name));
            if fact.is_none() && role.is_none() {
                faults.push(unknown(policy, name));
            } else if let Some((.., first)) = seen.iter().find(|(r, f, _)| *f == fact && *r == role) {
                faults.push(words::duplicate(first, name, item_names(policy, fact, role).key()));
            } else if let Err(wrong) = state(policy, &mut out, &mut line, at, (fact, role), value) {
                let kind = fact.and_then(|fact| policy.facts.get(fact as usize)).map_or(&FactKind::Money, |fact| &fact.kind);
                let names = item_names(policy, fact, role);
                faults.push(words::wrong_item_value(at, &names, role, value, wrong, kind));
            }
            seen.push((role, fact, name));
        }
        join(plan, policy, &mut out, &mut line, at);
        out.lines.push(line);
    }
    if faults.is_empty() { Ok(out) } else { Err(faults) }
}

/// The names of a fact of an item.
fn item_names(policy: &PolicyPlan, fact: Option<u16>, role: Option<Role>) -> Names {
    let own = fact.and_then(|fact| policy.facts.get(fact as usize)).map(|fact| fact.names.clone());
    own.or_else(|| role.map(words::role_names)).unwrap_or_default()
}

const ROLES: [Role; 6] = [Role::ItemCode, Role::ItemAmount, Role::ItemQuantity, Role::Class, Role::ItemFirstPay, Role::ItemCeiling];

fn role_of(name: &str) -> Option<Role> {
    let plain = ROLES.into_iter().filter(|role| *role != Role::Class);
    plain.into_iter().find(|role| role.names().0 == name || role.names().1 == name)
}

fn unknown(policy: &PolicyPlan, name: &str) -> ClaimFault {
    let facts = policy
        .facts
        .iter()
        .filter(|fact| fact.of_item)
        .flat_map(|fact| [fact.names.latin.as_str(), fact.names.han.as_str(), fact.field.as_str()]);
    let known = facts.chain(ROLES.iter().flat_map(|role| [role.names().0, role.names().1])).filter(|name| !name.is_empty());
    words::unknown_key(name, nearest(name, known))
}

fn state<'a>(
    policy: &PolicyPlan,
    out: &mut Items<'a>,
    line: &mut Line<'a>,
    at: usize,
    (fact, role): (Option<u16>, Option<Role>),
    value: &'a Value,
) -> Result<(), Wrong> {
    let known = match role {
        Some(Role::ItemAmount) => line.amount.insert(fen(value)?).to_owned(),
        Some(Role::ItemCeiling) => line.ceiling.insert(fen(value)?).to_owned(),
        Some(Role::ItemFirstPay) => {
            let rate = rate(value)?;
            if rate.order(Exact::ONE) != Some(Ordering::Less) && rate != Exact::ONE {
                return Err(Wrong::Range);
            }
            line.first_pay = Some(rate);
            // Read here alone: the fact is a text, which no guard compares with a rate.
            return Ok(());
        }
        Some(Role::ItemQuantity) => {
            line.quantity = millionths(value)?;
            line.counted = true;
            if line.quantity == 0 {
                return Err(Wrong::Range);
            }
            line.quantity / MILLION
        }
        Some(_) | None => {
            if role == Some(Role::ItemCode) {
                line.code = Some(text(value).ok_or(Wrong::Kind)?);
            }
            let Some(plan) = fact.and_then(|fact| policy.facts.get(fact as usize)) else { return Ok(()) };
            let n = decode(&plan.kind, plan.bounds, value)?;
            if let (Some(Role::Class), FactKind::Enum(values)) = (role, &plan.kind) {
                line.class = Some(standing(n, values.len()));
            }
            n
        }
    };
    if let Some(fact) = fact {
        out.set(at, fact, known);
    }
    Ok(())
}

/// The narrowest catalog of a place on the claim's date.
fn lookup(plan: &Plan, claim: &Encoded<'_>, region: Option<u16>) -> Lookup {
    let Some(region) = region else { return Lookup::Unneeded };
    let (Some(Some(code)), Some(on)) = (claim.facts.get(region as usize).copied(), claim.on) else { return Lookup::Unknown };
    let width = |catalog: &CatalogPlan| catalog.region.1 - catalog.region.0;
    let fits = |catalog: &CatalogPlan| {
        (catalog.region.0..=catalog.region.1).contains(&code) && (catalog.effective.0..=catalog.effective.1).contains(&on)
    };
    let mut found: Option<(usize, bool)> = None;
    for (at, catalog) in plan.catalogs.iter().enumerate().filter(|(_, catalog)| fits(catalog)) {
        let best = found.and_then(|(best, _)| plan.catalogs.get(best)).map(width);
        found = match (best, found) {
            (Some(best), Some((old, _))) if width(catalog) == best => Some((old, true)),
            (Some(best), old) if width(catalog) > best => old,
            (Some(_) | None, _) => Some((at, false)),
        };
    }
    match found {
        Some((at, false)) => Lookup::At(at),
        Some((_, true)) => Lookup::Ambiguous,
        None => Lookup::Nowhere,
    }
}

/// The row of an item in a catalog, and its index.
fn row<'p>(plan: &'p Plan, lookup: Lookup, code: &str) -> Option<(usize, &'p CatalogPlan, &'p CatalogRow)> {
    let Lookup::At(catalog) = lookup else { return None };
    let catalog = plan.catalogs.get(catalog)?;
    let at = catalog.rows.binary_search_by(|row| row.item.as_str().cmp(code)).ok()?;
    catalog.rows.get(at).map(|row| (at, catalog, row))
}

/// What the catalog that classifies says of an item stands, whatever the claim says.
fn join(plan: &Plan, policy: &PolicyPlan, out: &mut Items<'_>, line: &mut Line<'_>, at: usize) {
    let Some(code) = line.code.as_deref() else { return };
    line.first_row = row(plan, out.first, code).map(|(at, ..)| at);
    let Some((found, catalog, row)) = row(plan, out.catalog, code) else { return };
    line.row = Some(found);
    for (name, value) in &row.facts {
        let fact = policy.facts.iter().position(|fact| fact.of_item && is(&fact.names, name)).and_then(|at| u16::try_from(at).ok());
        if let Some(fact) = fact {
            out.set(at, fact, *value);
        }
    }
    let Some(class) = role_fact(policy, Role::Class) else { return };
    let name = usize::try_from(row.class).ok().and_then(|class| catalog.classes.get(class));
    if let (Some(name), Some(fact)) = (name, policy.facts.get(class as usize)) {
        let ordinal = fact.kind.values().iter().position(|(names, _)| is(names, name)).and_then(|at| i64::try_from(at).ok());
        if let Some(ordinal) = ordinal {
            out.set(at, class, ordinal);
        }
    }
}
