//! The reference: a claim settled, and a person's claims folded, as the text of the language says it, in plain fractions.
//!
//! It is written from the meaning of the language alone and knows nothing of how the engine computes. Numbers in comments are those
//! of the steps of a layer: what it takes (1), limits (2), deductible (3), base (4), payment (5), cap (6), counters (7).

use crate::claims::{Claim, CounterKey, Counters, Sums, without_zeros};
use crate::policy::{
    Adjustment, Amount, Benefit, Bound, Care, Covers, DateName, Day, Fact, Guard, Head, Layer, NAME, Operation, Origin, Period, Policy,
    Rate, Target,
};
use crate::rational::Rational;
use std::collections::{BTreeMap, BTreeSet};

/// Why a claim is not settled: the code, and of `C009` the facts that are needed and not stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub code: &'static str,
    pub facts: BTreeSet<&'static str>,
}

/// All amounts in fen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Of each layer that took something.
    pub layers: Vec<LayerFigures>,
    /// Every part that is not zero, and what each layer paid.
    pub partition: BTreeMap<String, i128>,
    pub total: i128,
    pub fund: i128,
    /// What the claim adds to each counter.
    pub moved: Counters,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LayerFigures {
    pub name: String,
    pub taken: i128,
    pub over_limit: i128,
    pub covered: i128,
    pub deductible: i128,
    pub base: i128,
    pub share: i128,
    pub over_cap: i128,
    pub paid: i128,
}

/// Whether a guard holds; what is not stated may leave it open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Truth {
    Holds,
    Fails,
    Unknown,
}

/// The parts of the bill by name, and which of them come from `eligible`.
struct Bill {
    parts: BTreeMap<String, i128>,
    chain: BTreeSet<String>,
}

struct Settling<'a> {
    policy: &'a Policy,
    claim: &'a Claim,
    /// What was used up before, and what this claim has added since.
    before: Option<&'a Counters>,
    moved: Counters,
    missing: BTreeSet<&'static str>,
    admission: Option<i64>,
}

/// Settles one claim with what was used up before it; `None` where nobody says.
pub fn settle(policy: &Policy, claim: &Claim, before: Option<&Counters>) -> Result<Settled, Refusal> {
    let refuse = |code, facts: &[&'static str]| Refusal { code, facts: facts.iter().copied().collect() };
    let day = date(policy.applies_on, claim);
    let in_force = policy.versions.iter().find(|version| version.from <= day && version.until.is_none_or(|until| day <= until));
    let version = in_force.ok_or_else(|| refuse("C011", &[]))?;
    let mut bill = Bill::new(claim);
    let total = i128::from(claim.total);
    let Some(benefit) = version.benefits.iter().find(|benefit| benefit.care == claim.care) else {
        // Refused by the route: the bill is divided, nothing is paid or counted.
        return Ok(Settled { partition: bill.lines(), total, ..Settled::default() });
    };
    let mut settling = Settling { policy, claim, before, moved: Counters::new(), missing: BTreeSet::new(), admission: claim.admission };
    settling.count_visit(benefit)?;
    let layers: Vec<LayerFigures> =
        benefit.layers.iter().filter_map(|layer| settling.layer(benefit, layer, &mut bill)).filter(|figures| figures.taken > 0).collect();
    if !settling.missing.is_empty() {
        return Err(Refusal { code: "C009", facts: settling.missing });
    }
    let fund = layers.iter().map(|layer| layer.paid).sum();
    Ok(Settled { layers, partition: bill.lines(), total, fund, moved: without_zeros(&settling.moved) })
}

fn date(name: DateName, claim: &Claim) -> Day {
    match name {
        DateName::CareStart => claim.care_start,
        DateName::CareEnd => claim.care_end,
        DateName::Settled => claim.settled,
    }
}

impl Bill {
    fn new(claim: &Claim) -> Self {
        let eligible = claim.total - claim.out_of_catalog - claim.first_self_pay;
        let parts = [("eligible", eligible), ("out_of_catalog", claim.out_of_catalog), ("first_self_pay", claim.first_self_pay)];
        Self {
            parts: parts.into_iter().map(|(name, fen)| (name.to_owned(), i128::from(fen))).collect(),
            chain: BTreeSet::from(["eligible".to_owned()]),
        }
    }

    fn amount(&self, name: &str) -> i128 {
        self.parts.get(name).copied().unwrap_or_default()
    }

    /// The parts a layer takes, with the amount it takes of each, and whether one of them comes from `eligible`.
    fn takes(&self, layer: &Layer, unit: i128) -> (Vec<(String, i128)>, bool) {
        let mut taken: Vec<(String, i128)> = match layer.covers {
            Covers::Eligible => vec![("eligible".to_owned(), self.amount("eligible"))],
            Covers::OverCap(of) => {
                let name = format!("{of}.over_cap");
                let amount = self.amount(&name);
                vec![(name, amount)]
            }
            Covers::Rest => self.chain.iter().map(|name| (name.clone(), self.amount(name))).collect(),
        };
        let joins = !matches!(layer.covers, Covers::OverCap(_)) || taken.iter().any(|(name, _)| self.chain.contains(name));
        if layer.half_first_self_pay && !self.chain.contains("first_self_pay") {
            let half = Rational::new(self.amount("first_self_pay"), 2).round_half_up(unit);
            taken.push(("first_self_pay".to_owned(), half));
        }
        (taken, joins)
    }

    fn lines(&self) -> BTreeMap<String, i128> {
        self.parts.iter().filter(|(_, amount)| **amount != 0).map(|(name, amount)| (name.clone(), *amount)).collect()
    }
}

impl Settling<'_> {
    fn truth(&self, guard: &Guard) -> Truth {
        let mut truth = Truth::Holds;
        for condition in &guard.0 {
            match self.claim.facts.get(&condition.fact) {
                None => truth = Truth::Unknown,
                Some(value) if condition.values.contains(value) == condition.negated => return Truth::Fails,
                Some(_) => {}
            }
        }
        truth
    }

    /// Whether a guard holds; facts that leave it open are noted as missing, and it is read as not holding.
    fn holds(&mut self, guard: &Guard) -> bool {
        match self.truth(guard) {
            Truth::Holds => true,
            Truth::Fails => false,
            Truth::Unknown => {
                let open = guard.0.iter().map(|condition| condition.fact).filter(|fact| !self.claim.facts.contains_key(fact));
                self.missing.extend(open.map(Fact::name));
                false
            }
        }
    }

    fn year(&self) -> String {
        let Day { year, month, of_month } = date(self.policy.year_of, self.claim);
        let begun = (month, of_month) >= self.policy.year_begins;
        (if begun { year } else { year - 1 }).to_string()
    }

    /// The key of an accumulator of the year that is counted by nothing.
    fn own_key(&self, accumulator: &str) -> CounterKey {
        CounterKey { policy: NAME.to_owned(), accumulator: accumulator.to_owned(), period: self.year(), by: BTreeMap::new() }
    }

    /// The key of a head; `None` where it reads zero and moves nothing, or where a fact of the key is not stated, which is noted.
    fn key(&mut self, own: &str, head: &Head) -> Option<CounterKey> {
        let period = match head.period {
            Period::Visit => return None,
            Period::Stay => format!("episode:{}", self.claim.episode?),
            Period::Month => {
                let Day { year, month, .. } = date(self.policy.year_of, self.claim);
                format!("{year}-{month:02}")
            }
            Period::Year => self.year(),
        };
        let mut by = BTreeMap::new();
        for fact in &head.by {
            match self.claim.facts.get(fact) {
                Some(value) => {
                    by.insert(fact.name().to_owned(), (*value).to_owned());
                }
                None => {
                    self.missing.insert(fact.name());
                }
            }
        }
        let whole = by.len() == head.by.len();
        whole.then(|| CounterKey { policy: NAME.to_owned(), accumulator: head.shared.unwrap_or(own).to_owned(), period, by })
    }

    /// Finds the number of the admission and counts the visit; later claims of one stay keep its number and count none.
    fn count_visit(&mut self, benefit: &Benefit) -> Result<(), Refusal> {
        let name = benefit.care.benefit();
        let year = self.own_key(name);
        let stay = self.claim.episode.map(|episode| CounterKey { period: format!("episode:{episode}"), ..year.clone() });
        let of_stay = stay.as_ref().map(|stay| self.used(stay).visits).unwrap_or_default();
        let number = if of_stay > 0 { of_stay } else { self.used(&year).visits + 1 };
        if self.before.is_some() && benefit.care == Care::Stay {
            if self.admission.is_some_and(|stated| i128::from(stated) != number) {
                return Err(Refusal { code: "C021", facts: BTreeSet::from(["admission"]) });
            }
            self.admission = i64::try_from(number).ok();
        }
        if of_stay == 0 {
            self.moved.entry(year).or_default().visits += 1;
            if let Some(stay) = stay {
                self.moved.entry(stay).or_default().visits += number;
            }
        }
        Ok(())
    }

    fn used(&self, key: &CounterKey) -> Sums {
        let before = self.before.and_then(|rows| rows.get(key)).copied().unwrap_or_default();
        before.plus(self.moved.get(key).copied().unwrap_or_default())
    }

    /// c(X) of the key a clause names.
    fn counter(&mut self, own: &str, head: &Head, figure: fn(Sums) -> i128) -> i128 {
        self.key(own, head).map(|key| figure(self.used(&key))).unwrap_or_default()
    }

    /// What the clause answers after its adjustments, rounded once and not below zero.
    fn amount(&mut self, bound: &Bound, target: &Target, adjustments: &[Adjustment]) -> i128 {
        let noted = self.missing.clone();
        let chain = self.adjustments(target, adjustments, 1);
        let value = match bound.amount {
            // With a `to`, what the clause itself says is not read.
            _ if chain.to.is_some() => 0,
            Amount::Fen(fen) => fen,
            Amount::ByAdmission(answers) => match self.admission {
                Some(1) => answers[0],
                Some(2) => answers[1],
                Some(_) => answers[2],
                None => {
                    // Read as no deductible at all, which nothing adjusts.
                    self.missing = noted;
                    self.missing.insert("admission");
                    return 0;
                }
            },
        };
        chain.apply(Rational::whole(i128::from(value))).round_half_up(self.policy.unit).max(0)
    }

    /// The adjustments of a target that hold, with their values divided by `divisor`.
    fn adjustments(&mut self, target: &Target, adjustments: &[Adjustment], divisor: i128) -> Chain {
        let mut chain = Chain::default();
        for adjustment in adjustments.iter().filter(|adjustment| adjustment.target == *target) {
            if !self.holds(&adjustment.guard) {
                continue;
            }
            let value = |value: i64| Rational::new(i128::from(value), divisor);
            match adjustment.operation {
                Operation::To(to) => chain.to = Some(value(to)),
                Operation::Up(by) => chain.sum = chain.sum + value(by),
                Operation::Down(by) => chain.sum = chain.sum - value(by),
                Operation::Times(factor) => chain.factor = chain.factor * Rational::new(i128::from(factor), 10_000),
                Operation::AtMost(most) => chain.most = Some(chain.most.map_or(value(most), |other| other.min(value(most)))),
                Operation::AtLeast(least) => chain.least = Some(chain.least.map_or(value(least), |other| other.max(value(least)))),
            }
        }
        chain
    }

    /// The bands of the rate, adjusted, as parts of one.
    fn bands(&mut self, layer: &Layer) -> Vec<(Option<i128>, Rational)> {
        let of_rate = self.adjustments(&Target::Rate, &layer.adjustments, 10_000);
        let of_share = self.adjustments(&Target::Share, &layer.adjustments, 10_000);
        let answer = layer.rates.iter().find(|rate| self.truth(&rate.guard) == Truth::Holds);
        let whole = Rate { bands: vec![(None, 0)], guard: Guard::default() };
        let rate = match answer {
            // With a `to`, what the clause itself says is not read.
            _ if of_rate.to.or(of_share.to).is_some() => &whole,
            Some(rate) => rate,
            None => {
                for rate in &layer.rates {
                    self.holds(&rate.guard);
                }
                return Vec::new();
            }
        };
        let adjusted = |stated: i64| {
            let stated = Rational::new(i128::from(stated), 10_000);
            let mut rate = if layer.states_share { Rational::ONE - stated } else { stated };
            rate = of_rate.to.unwrap_or(of_share.to.map_or(rate, |share| Rational::ONE - share));
            rate = rate + of_rate.sum - of_share.sum;
            rate = rate * of_rate.factor;
            rate = Rational::ONE - (Rational::ONE - rate) * of_share.factor;
            let bounds = |share: Rational| Rational::ONE - share;
            for most in [of_rate.most, of_share.least.map(bounds)].into_iter().flatten() {
                rate = rate.min(most);
            }
            for least in [of_rate.least, of_share.most.map(bounds)].into_iter().flatten() {
                rate = rate.max(least);
            }
            rate
        };
        rate.bands.iter().map(|(upper, stated)| (upper.map(i128::from), adjusted(*stated))).collect()
    }

    /// Runs a layer; `None` where its guard does not hold.
    fn layer(&mut self, benefit: &Benefit, layer: &Layer, bill: &mut Bill) -> Option<LayerFigures> {
        let own = format!("{}.{}", benefit.care.benefit(), layer.name);
        let (takes, joins) = bill.takes(layer, self.policy.unit);
        // 1
        let taken: i128 = takes.iter().map(|(_, amount)| amount).sum();
        if taken == 0 || !self.holds(&layer.guard) {
            return None;
        }
        // 2
        let mut covered = taken;
        for limit in &layer.limits {
            if self.holds(&limit.guard) {
                let most = self.amount(limit, &Target::Limit(limit.head.clone()), &layer.adjustments);
                covered = covered.min(most - self.counter(&own, &limit.head, |sums| sums.covered)).max(0);
            }
        }
        // 3
        let deductible = if covered > 0 { self.deductible(&own, layer, covered) } else { 0 };
        // 4
        let mut base = covered - deductible;
        if base > 0 {
            for limit in &layer.limits_above {
                if self.holds(&limit.guard) {
                    let most = self.amount(limit, &Target::LimitAbove(limit.head.clone()), &layer.adjustments);
                    base = base.min(most - self.counter(&own, &limit.head, |sums| sums.base)).max(0);
                }
            }
        }
        let covered = deductible + base;
        // 5 and 6
        let (paid, reached) = self.payment(&own, layer, base, deductible);
        let figures = LayerFigures {
            name: layer.name.to_owned(),
            taken,
            over_limit: taken - covered,
            covered,
            deductible,
            base,
            share: reached - paid,
            over_cap: base - reached,
            paid,
        };
        // 7
        let mut keys = BTreeSet::from([self.own_key(&own)]);
        for bound in [&layer.deductibles, &layer.totals, &layer.limits, &layer.limits_above, &layer.caps].into_iter().flatten() {
            // Whether a counter moves is asked in any case; which one, where there is something to count.
            if bound.head.period != Period::Visit && self.holds(&bound.guard) && covered > 0 {
                keys.extend(self.key(&own, &bound.head));
            }
        }
        if let Some(key) = layer.origin.shared.filter(|_| layer.has_bands() && layer.origin.over_the_year).map(|name| self.own_key(name)) {
            keys.insert(key);
        }
        let moves = Sums { covered, deductible, base, paid, visits: 0 };
        for key in keys {
            let sums = self.moved.entry(key).or_default();
            *sums = sums.plus(moves);
        }
        for (name, amount) in takes {
            *bill.parts.entry(name).or_default() -= amount;
        }
        for (part, amount) in [
            ("over_limit", figures.over_limit),
            ("deductible", deductible),
            ("share", figures.share),
            ("over_cap", figures.over_cap),
            ("paid", paid),
        ] {
            let name = format!("{}.{part}", layer.name);
            if joins && part != "paid" {
                bill.chain.insert(name.clone());
            }
            bill.parts.insert(name, amount);
        }
        Some(figures)
    }

    /// Step 3, for a covered amount above zero.
    fn deductible(&mut self, own: &str, layer: &Layer, covered: i128) -> i128 {
        let answer = layer.deductibles.iter().find(|bound| self.truth(&bound.guard) == Truth::Holds);
        let mut due = match answer {
            Some(bound) => {
                let amount = self.amount(bound, &Target::Deductible(bound.head.clone()), &layer.adjustments);
                (amount - self.counter(own, &bound.head, |sums| sums.deductible)).max(0)
            }
            None => {
                for bound in &layer.deductibles {
                    self.holds(&bound.guard);
                }
                0
            }
        };
        for total in &layer.totals {
            if self.holds(&total.guard) {
                let Amount::Fen(most) = total.amount else { continue };
                due = due.min((i128::from(most) - self.counter(own, &total.head, |sums| sums.deductible)).max(0));
            }
        }
        due.min(covered)
    }

    /// Steps 5 and 6: what is paid, and the part of the base up to which it is paid.
    fn payment(&mut self, own: &str, layer: &Layer, base: i128, deductible: i128) -> (i128, i128) {
        if base == 0 {
            return (0, 0);
        }
        let mut room = None;
        for cap in &layer.caps {
            if self.holds(&cap.guard) {
                let most = self.amount(cap, &Target::Cap(cap.head.clone()), &layer.adjustments);
                let left = (most - self.counter(own, &cap.head, |sums| sums.paid)).max(0);
                room = Some(room.map_or(left, |other: i128| other.min(left)));
            }
        }
        if room == Some(0) {
            return (0, 0);
        }
        let start = self.start(own, layer.origin, deductible);
        let curve = Curve { start, bands: self.bands(layer), adjustments: self.adjustments(&Target::Paid, &layer.adjustments, 1) };
        let whole = curve.exact(base).round_half_up(self.policy.unit).max(0).min(base);
        match room {
            Some(room) if whole > room => {
                let reached = curve.least_cost_paying(room, base).round_half_up(1);
                (room, reached.min(base))
            }
            _ => (whole, base),
        }
    }

    /// Where on the bands the base begins.
    fn start(&self, own: &str, origin: Origin, deductible: i128) -> i128 {
        let before = if origin.over_the_year { self.used(&self.own_key(origin.shared.unwrap_or(own))) } else { Sums::default() };
        if origin.from_zero { before.deductible + before.base + deductible } else { before.base }
    }
}

/// The adjustments of one figure that hold, in their order.
#[derive(Clone, Copy)]
struct Chain {
    to: Option<Rational>,
    sum: Rational,
    factor: Rational,
    most: Option<Rational>,
    least: Option<Rational>,
}

impl Default for Chain {
    fn default() -> Self {
        Self { to: None, sum: Rational::ZERO, factor: Rational::ONE, most: None, least: None }
    }
}

impl Chain {
    fn apply(&self, value: Rational) -> Rational {
        let value = (self.to.unwrap_or(value) + self.sum) * self.factor;
        let value = self.most.map_or(value, |most| value.min(most));
        self.least.map_or(value, |least| value.max(least))
    }
}

/// What is paid for the first x of the base, as a function of x.
struct Curve {
    start: i128,
    bands: Vec<(Option<i128>, Rational)>,
    adjustments: Chain,
}

impl Curve {
    /// The stretches of the base from its start: length (the last has none) and rate.
    fn stretches(&self) -> Vec<(Option<i128>, Rational)> {
        let mut at = self.start;
        let mut out = Vec::new();
        for (upper, rate) in &self.bands {
            match upper {
                Some(upper) if *upper <= at => {}
                Some(upper) => {
                    out.push((Some(upper - at), *rate));
                    at = *upper;
                }
                None => out.push((None, *rate)),
            }
        }
        out
    }

    /// Σ length × rate over the first x of the base, then `adjust paid`.
    fn exact(&self, base: i128) -> Rational {
        let mut left = base;
        let mut sum = Rational::ZERO;
        for (length, rate) in self.stretches() {
            let here = length.map_or(left, |length| length.min(left));
            sum = sum + Rational::whole(here) * rate;
            left -= here;
        }
        self.adjustments.apply(sum)
    }

    /// The least cost whose exact payment, which is never above the cost, is the room; the whole base where only rounding gets there.
    fn least_cost_paying(&self, room: i128, base: i128) -> Rational {
        let (room, base) = (Rational::whole(room), Rational::whole(base));
        let Chain { to, sum, factor, most, least } = self.adjustments;
        if least.is_some_and(|least| least >= room) {
            return room;
        }
        if most.is_some_and(|most| most < room) || factor <= Rational::ZERO {
            return base;
        }
        let wanted = room / factor - sum;
        if wanted <= Rational::ZERO {
            return room;
        }
        if let Some(to) = to {
            return if to >= wanted { room } else { base };
        }
        let (mut at, mut paid) = (Rational::ZERO, Rational::ZERO);
        for (length, rate) in self.stretches() {
            let end = length.map(|length| paid + Rational::whole(length) * rate);
            if rate > Rational::ZERO && end.is_none_or(|end| end >= wanted) {
                return (at + (wanted - paid) / rate).max(room).min(base);
            }
            at = at + length.map_or(Rational::ZERO, Rational::whole);
            paid = end.unwrap_or(paid);
        }
        base
    }
}
