//! Random policies, and random histories for a policy.

use crate::claims::{Claim, CounterKey, Counters, Event, Sums};
use crate::policy::{
    Adjustment, Amount, Benefit, Bound, Care, Condition, Covers, DateName, Day, Fact, Guard, Head, Layer, NAME, Operation, Origin, Period,
    Policy, Rate, Target, Version,
};
use crate::random::Random;
use std::collections::BTreeMap;

/// Most claims and reversals of one person.
const EVENTS: usize = 12;

/// Days from 2024-01-01 to 2025-12-31.
const DAYS: usize = 731;

pub fn policy(random: &mut Random) -> Policy {
    let unit = if random.chance(80) { 1 } else { 100 };
    let dates = [DateName::CareEnd, DateName::CareEnd, DateName::CareStart, DateName::Settled];
    let change = random.between(60, 660);
    let begins = Day { year: 2023, month: 1, of_month: 1 };
    let cares: &[Care] = if random.chance(60) { &[Care::Stay, Care::Clinic] } else { &[Care::Stay] };
    let benefits = |random: &mut Random| cares.iter().map(|care| benefit(random, *care, unit)).collect::<Vec<_>>();
    let versions = if random.chance(40) {
        let (last, first) = (day(change), day(change + 1));
        let old = benefits(random);
        let new = if random.chance(50) { changed_figures(random, &old) } else { benefits(random) };
        vec![Version { from: begins, until: Some(last), benefits: old }, Version { from: first, until: None, benefits: new }]
    } else {
        vec![Version { from: begins, until: None, benefits: benefits(random) }]
    };
    let year_begins = if random.chance(25) { random.pick(&[(7, 1), (2, 15), (12, 31)]) } else { (1, 1) };
    Policy { unit, applies_on: random.pick(&dates), year_of: random.pick(&dates), year_begins, versions }
}

/// The same clauses with other deductibles and caps.
fn changed_figures(random: &mut Random, old: &[Benefit]) -> Vec<Benefit> {
    let mut new = old.to_vec();
    for layer in new.iter_mut().flat_map(|benefit| &mut benefit.layers) {
        for bound in layer.deductibles.iter_mut().chain(&mut layer.caps) {
            if let Amount::Fen(fen) = &mut bound.amount {
                *fen += random.between(-2, 5) * 100 * 50;
                *fen = (*fen).max(0);
            }
        }
    }
    new
}

/// A whole number of yuan, in fen.
fn yuan(random: &mut Random, least: i64, most: i64) -> i64 {
    let number = random.between(least, most);
    if random.chance(70) { number / 50 * 50 * 100 } else { number * 100 }
}

fn benefit(random: &mut Random, care: Care, unit: i128) -> Benefit {
    let count = random.pick(&[1, 1, 2, 2, 3]);
    let mut layers: Vec<Layer> = Vec::new();
    for name in ["pool", "extra", "aid"].into_iter().take(count) {
        let covers = match layers.last() {
            None => Covers::Eligible,
            Some(before) if random.chance(25) && matches!(before.covers, Covers::Eligible) => Covers::OverCap(before.name),
            Some(_) => Covers::Rest,
        };
        layers.push(layer(random, name, covers, care, unit));
    }
    Benefit { care, layers }
}

fn layer(random: &mut Random, name: &'static str, covers: Covers, care: Care, unit: i128) -> Layer {
    let guard = if covers != Covers::Eligible && random.chance(30) { guard(random) } else { Guard::default() };
    let deductibles = deductibles(random, care);
    let mut totals = if !deductibles.is_empty() && random.chance(40) { bounds(random, care, (100, 1500)) } else { Vec::new() };
    totals.retain(|total| total.head.period != Period::Visit);
    let limits = if random.chance(30) { bounds(random, care, (500, 5000)) } else { Vec::new() };
    let limits_above = if random.chance(20) { bounds(random, care, (500, 5000)) } else { Vec::new() };
    let caps = if random.chance(75) { bounds(random, care, (100, 3000)) } else { Vec::new() };
    let shared = if random.chance(40) { Some(random.pick(&["quota", "purse"])) } else { None };
    let over_the_year = random.chance(45);
    let origin = Origin { from_zero: random.chance(50), over_the_year, shared: shared.filter(|_| over_the_year) };
    let mut layer = Layer {
        name,
        covers,
        half_first_self_pay: covers == Covers::Rest && random.chance(15),
        guard,
        deductibles,
        totals,
        limits,
        limits_above,
        caps,
        states_share: random.chance(20),
        rates: rates(random),
        origin,
        adjustments: Vec::new(),
    };
    for _ in 0..random.pick(&[0, 0, 1, 1, 2, 3]) {
        if let Some(adjustment) = adjustment(random, &layer, unit) {
            layer.adjustments.push(adjustment);
        }
    }
    layer
}

fn guard(random: &mut Random) -> Guard {
    let mut conditions: Vec<Condition> = Vec::new();
    for _ in 0..random.pick(&[1, 1, 1, 2]) {
        let fact = random.pick(&Fact::ALL);
        if conditions.iter().any(|condition| condition.fact == fact) {
            continue;
        }
        let values = fact.values();
        let first = random.below(values.len());
        let mut chosen = vec![values[first]];
        if values.len() > 2 && random.chance(30) {
            chosen.push(values[(first + 1) % values.len()]);
        }
        conditions.push(Condition { fact, values: chosen, negated: random.chance(30) });
    }
    Guard(conditions)
}

fn head(random: &mut Random, care: Care) -> Head {
    let periods: &[Period] = match care {
        Care::Stay => &[Period::Year, Period::Year, Period::Month, Period::Stay, Period::Visit],
        Care::Clinic => &[Period::Year, Period::Year, Period::Month, Period::Visit],
    };
    let period = random.pick(periods);
    if period == Period::Visit {
        return Head { period, shared: None, by: Vec::new() };
    }
    let shared = if random.chance(35) { Some(random.pick(&["quota", "quota", "purse"])) } else { None };
    let mut by = Vec::new();
    if random.chance(40) {
        by.push(random.pick(&[Fact::Level, Fact::Person, Fact::Disease]));
        let second = random.pick(&[Fact::Level, Fact::Person, Fact::Disease]);
        if random.chance(35) && by[0] != second {
            by.push(second);
        }
    }
    Head { period, shared, by }
}

/// One or more clauses of different heads; the first has no guard, so that each case has an answer.
fn bounds(random: &mut Random, care: Care, (least, most): (i64, i64)) -> Vec<Bound> {
    let mut out: Vec<Bound> = Vec::new();
    for _ in 0..random.pick(&[1, 1, 2, 2, 3]) {
        let head = head(random, care);
        if out.iter().any(|other| other.head == head) {
            continue;
        }
        let guard = if out.is_empty() || random.chance(50) { Guard::default() } else { guard(random) };
        out.push(Bound { head, amount: Amount::Fen(yuan(random, least, most)), guard });
    }
    out
}

/// None, one that always holds, or two of which one holds.
fn deductibles(random: &mut Random, care: Care) -> Vec<Bound> {
    let one = |random: &mut Random, guard: Guard| {
        let head = head(random, care);
        let by_admission = care == Care::Stay && random.chance(25);
        let mut figure = || yuan(random, 0, 800);
        let amount = if by_admission { Amount::ByAdmission([figure(), figure(), figure()]) } else { Amount::Fen(figure()) };
        Bound { head, amount, guard }
    };
    if random.chance(20) {
        return Vec::new();
    }
    if random.chance(65) {
        return vec![one(random, Guard::default())];
    }
    let fact = random.pick(&[Fact::Level, Fact::Person, Fact::Relief]);
    let condition = Condition { fact, values: vec![random.pick(fact.values())], negated: false };
    let opposite = Condition { negated: true, ..condition.clone() };
    vec![one(random, Guard(vec![condition])), one(random, Guard(vec![opposite]))]
}

fn rates(random: &mut Random) -> Vec<Rate> {
    let one = |random: &mut Random, guard: Guard| {
        let mut rate = || random.pick(&[4000, 5000, 6500, 7250, 8000, 8800, 3333]);
        let last = rate();
        let mut bands = Vec::new();
        let mut upper = 0;
        let (first, second) = (rate(), rate());
        let count = random.pick(&[0, 0, 1, 2]);
        for value in [first, second].into_iter().take(count) {
            upper += yuan(random, 50, 2000).max(5000);
            bands.push((Some(upper), value));
        }
        if random.chance(5) {
            bands.push((None, random.pick(&[0, 10_000])));
        } else {
            bands.push((None, last));
        }
        Rate { bands, guard }
    };
    if random.chance(75) {
        return vec![one(random, Guard::default())];
    }
    let fact = random.pick(&[Fact::Level, Fact::Person, Fact::Relief]);
    let condition = Condition { fact, values: vec![random.pick(fact.values())], negated: false };
    let opposite = Condition { negated: true, ..condition.clone() };
    vec![one(random, Guard(vec![condition])), one(random, Guard(vec![opposite]))]
}

/// An adjustment of one of the layer's figures that no other adjustment of it contradicts.
fn adjustment(random: &mut Random, layer: &Layer, unit: i128) -> Option<Adjustment> {
    let mut targets = vec![Target::Rate, Target::Rate, Target::Share, Target::Paid];
    targets.extend(layer.deductibles.iter().map(|bound| Target::Deductible(bound.head.clone())));
    targets.extend(layer.limits.iter().map(|bound| Target::Limit(bound.head.clone())));
    targets.extend(layer.limits_above.iter().map(|bound| Target::LimitAbove(bound.head.clone())));
    targets.extend(layer.caps.iter().map(|bound| Target::Cap(bound.head.clone())));
    let target = targets[random.below(targets.len())].clone();
    let of_rate = matches!(target, Target::Rate | Target::Share);
    let small = |random: &mut Random| {
        let fen = yuan(random, 10, 200);
        if unit == 1 && random.chance(30) { fen + random.between(0, 99) } else { fen }
    };
    let operation = match (random.below(6), of_rate) {
        (0, true) => Operation::To(random.pick(&[4500, 6000, 7777])),
        (1, true) => Operation::Up(random.pick(&[200, 500, 1000])),
        (2, true) => Operation::Down(random.pick(&[200, 500, 1050])),
        (3, true) => Operation::Times(random.pick(&[8000, 9000, 9500])),
        (4, true) => Operation::AtMost(random.pick(&[5500, 7000])),
        (_, true) => Operation::AtLeast(random.pick(&[4500, 6000])),
        (0, false) => Operation::To(yuan(random, 50, 1500)),
        (1, false) => Operation::Up(small(random)),
        (2, false) => Operation::Down(small(random)),
        (3, false) => Operation::Times(random.pick(&[5000, 8000, 3333, 12_000, 15_050])),
        (4, false) => Operation::AtMost(yuan(random, 100, 2000)),
        (_, false) => Operation::AtLeast(yuan(random, 0, 300)),
    };
    let related = |other: &Target| *other == target || (of_rate && matches!(other, Target::Rate | Target::Share));
    let clashes = layer.adjustments.iter().any(|other| related(&other.target) && operation.clashes_with(other.operation));
    let guard = if random.chance(60) { guard(random) } else { Guard::default() };
    (!clashes).then_some(Adjustment { target, operation, guard })
}

impl Operation {
    /// The same operation again, or bounds of both sides, which might cross.
    fn clashes_with(self, other: Self) -> bool {
        let is_bound = |operation| matches!(operation, Self::AtMost(_) | Self::AtLeast(_));
        std::mem::discriminant(&self) == std::mem::discriminant(&other) || (is_bound(self) && is_bound(other))
    }
}

/// The day after so many days from 2024-01-01.
fn day(after: i64) -> Day {
    let (mut year, mut month, mut left) = (2024, 1, u32::try_from(after.max(0)).unwrap_or_default());
    loop {
        let leap = year % 4 == 0;
        let length = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        if left < length {
            return Day { year, month, of_month: left + 1 };
        }
        left -= length;
        month += 1;
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
}

pub fn history(random: &mut Random, policy: &Policy) -> Vec<Event> {
    let count = 1 + random.below(EVENTS);
    // Where claims come close together, they meet in months and stays.
    let (first, span) = if random.chance(50) { (random.below(DAYS - 90), 90) } else { (0, DAYS) };
    let mut days: Vec<usize> = (0..count).map(|_| first + random.below(span)).collect();
    days.sort_unstable();
    if random.chance(25) && count > 1 {
        let (a, b) = (random.below(count), random.below(count));
        days.swap(a, b);
    }
    let person = random.pick(Fact::Person.values());
    let relief = random.pick(Fact::Relief.values());
    let complete = random.chance(60);
    let mut events: Vec<Event> = Vec::new();
    for (index, start) in days.into_iter().enumerate() {
        let id = format!("C{}", index + 1);
        let named = (!events.is_empty()).then(|| events[random.below(events.len())].clone());
        let event = match (random.below(100), named) {
            (0..8, Some(named)) => Event::Reversal { id, of: named.id().to_owned() },
            (8..12, Some(named)) => named,
            (12..14, Some(Event::Claim(claim))) => Event::Claim(Claim { total: claim.total + 100, ..claim }),
            _ => {
                let mut claim = claim(random, policy, id, i64::try_from(start).unwrap_or_default(), complete);
                if random.chance(90) && claim.facts.contains_key(&Fact::Person) {
                    claim.facts.insert(Fact::Person, person);
                }
                if random.chance(80) && claim.facts.contains_key(&Fact::Relief) {
                    claim.facts.insert(Fact::Relief, relief);
                }
                if index == 0 {
                    claim.admission = random.pick(&[None, Some(1), Some(1), Some(2)]);
                }
                if claim.counters.is_some() && claim.admission == Some(2) || claim.care == Care::Clinic {
                    claim.admission = None;
                }
                Event::Claim(claim)
            }
        };
        events.push(event);
    }
    events
}

fn claim(random: &mut Random, policy: &Policy, id: String, start: i64, complete: bool) -> Claim {
    let care = if random.chance(65) { Care::Stay } else { Care::Clinic };
    let length = if care == Care::Stay { random.pick(&[0, 1, 3, 9, 20, 40]) } else { 0 };
    let mut facts = BTreeMap::new();
    for (fact, stated) in [(Fact::Level, 94), (Fact::Person, 97), (Fact::Relief, 90), (Fact::Disease, 90)] {
        if complete || random.chance(stated) {
            facts.insert(fact, random.pick(fact.values()));
        }
    }
    let fine = random.chance(50);
    let mut money = |least: i64, most: i64| yuan(random, least, most) + if fine { random.between(0, 99) } else { 0 };
    let (total, out_of_catalog, first_self_pay) = (money(0, 6000), money(0, 300), money(0, 500));
    let mut out = Claim {
        id,
        care,
        care_start: day(start),
        care_end: day(start + length),
        settled: day(start + length + random.pick(&[0, 0, 3, 30])),
        facts,
        episode: (care == Care::Stay && random.chance(60)).then(|| random.pick(&["E1", "E2", "E3"])),
        admission: None,
        total: total + out_of_catalog + first_self_pay,
        out_of_catalog,
        first_self_pay,
        counters: None,
    };
    if random.chance(5) {
        let mut counters = counters(random, policy, &out);
        counters.retain(|key, _| policy.knows(key));
        out.counters = Some(counters);
    }
    out
}

/// Counters as another system might hand them over: rows of keys the policy knows, and one of another policy.
fn counters(random: &mut Random, policy: &Policy, claim: &Claim) -> Counters {
    let mut out = Counters::new();
    let mut add = |random: &mut Random, policy: &str, accumulator: String, period: String, by: BTreeMap<String, String>, visits: i64| {
        let (deductible, base) = (yuan(random, 0, 500), yuan(random, 0, 2000));
        let paid = base * random.between(0, 100) / 100;
        let [covered, deductible, base, paid] = [deductible + base, deductible, base, paid].map(i128::from);
        let sums = Sums { covered, deductible, base, paid, visits: 0 };
        let sums = if accumulator.contains('.') || visits == 0 { sums } else { Sums { visits: i128::from(visits), ..Sums::default() } };
        out.insert(CounterKey { policy: policy.to_owned(), accumulator, period, by }, sums);
    };
    let year = random.pick(&["2023", "2024", "2025"]);
    for benefit in policy.versions.iter().flat_map(|version| &version.benefits) {
        if random.chance(50) {
            let visits = random.between(1, 3);
            add(random, NAME, benefit.care.benefit().to_owned(), year.to_owned(), BTreeMap::new(), visits);
        }
        for layer in &benefit.layers {
            for head in layer.heads() {
                let period = match head.period {
                    Period::Visit => continue,
                    Period::Stay => format!("episode:{}", claim.episode.unwrap_or("E1")),
                    Period::Month => format!("{year}-{:02}", claim.care_end.month),
                    Period::Year => year.to_owned(),
                };
                let accumulator = head.shared.map_or_else(|| format!("{}.{}", benefit.care.benefit(), layer.name), str::to_owned);
                let value = |fact: &Fact| claim.facts.get(fact).copied().unwrap_or(fact.values()[0]).to_owned();
                let by = head.by.iter().map(|fact| (fact.name().to_owned(), value(fact))).collect();
                if random.chance(30) {
                    add(random, NAME, accumulator, period, by, 0);
                }
            }
        }
    }
    if random.chance(30) {
        add(random, "case.elsewhere", "stay.pool".to_owned(), year.to_owned(), BTreeMap::new(), 0);
    }
    out
}
