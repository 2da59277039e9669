//! The bill divided: out of the catalog, over the ceiling, first self-pay, eligible, and declared parts.

use super::exact::Exact;
use super::guard::Tri;
use super::ladder::{Given, Pick};
use super::lines::{Line, Lookup, Standing, standing};
use super::outcome::{LineOut, Parts};
use super::route::REFUSED;
use super::run::{Done, Run, Subject};
use super::sink::{Ground, Shown, Sink};
use super::words;
use crate::claim::Role;
use crate::plan::{Answer, CatalogPlan, CatalogRow, PartRef};
use crate::value::{FEN_LIMIT, RATE_ONE};

/// Where a line's first-pay rate comes from.
struct First<'a> {
    rate: Exact,
    ground: Ground<'a>,
}

impl<'a, S: Sink> Run<'a, S> {
    /// Divides the bill.
    pub fn divide(&mut self) -> Done<()> {
        let mut parts = Parts { declared: vec![0; self.policy.parts.len()], ..Parts::default() };
        if self.claim.items.is_some() {
            self.classify(&mut parts)?;
        } else {
            self.sums(&mut parts)?;
        }
        self.first_pay(&mut parts)?;
        self.out.total = self.exact(parts.sum().filter(|total| *total <= FEN_LIMIT), u32::MAX)?;
        for (part, amount) in parts.all() {
            self.plain("part", &[("part", Shown::Part(part))], Shown::Fen(amount));
        }
        self.out.bill = parts;
        self.sound()
    }

    /// A claim without items brings its sums.
    fn sums(&mut self, parts: &mut Parts) -> Done<()> {
        let [total, deductions @ .., eligible] = self.claim.sums;
        for (at, (stated, slot)) in deductions.iter().zip(&mut parts.base).enumerate() {
            *slot = stated.unwrap_or(0);
            if stated.is_none()
                && let Some(read) = self.out.sums_defaulted.get_mut(at + 1)
            {
                *read = true;
            }
        }
        self.out.parts_defaulted = self.claim.parts.iter().map(Option::is_none).collect();
        for (slot, stated) in parts.declared.iter_mut().zip(&self.claim.parts) {
            *slot = stated.unwrap_or(0);
        }
        let others = self.exact(parts.sum(), u32::MAX)?;
        let rest = match (total, eligible) {
            (_, Some(eligible)) => eligible,
            (Some(total), None) => total - others,
            (None, None) => {
                self.note_named(Role::Total, None);
                0
            }
        };
        let [_, _, first] = deductions;
        if rest > 0
            && first.is_none()
            && (total.is_none() || eligible.is_none())
            && self.out.route != REFUSED
            && let Some(clause) = self.first_pay_over_lines()
        {
            let subject = self.role(Role::FirstSelfPay).map_or(Subject::Role(Role::FirstSelfPay), |fact| Subject::Fact(fact, None));
            self.miss(subject, Some(clause));
        }
        parts.base[3] = rest;
        let sum = self.exact(parts.sum(), u32::MAX)?;
        if rest < 0 || total.is_some_and(|total| total != sum) {
            let (parts, total) = if rest < 0 { (others, total.unwrap_or(0)) } else { (sum, total.unwrap_or(0)) };
            self.fail(|_| words::sums_differ(parts, total))?;
        }
        Ok(())
    }

    /// The clause of a first pay over facts of the lines of the bill that may hold for this claim.
    fn first_pay_over_lines(&mut self) -> Option<u32> {
        let policy = self.policy;
        let of_item = |fact: u16| policy.facts.get(fact as usize).is_some_and(|fact| fact.of_item);
        let rows = policy.item_first_pay.of(&policy.rows).iter().filter(|row| row.answer != Answer::Is(0));
        for row in rows {
            let mut tests = row.guard.of(&policy.tests).iter().filter(|test| !of_item(test.fact));
            if tests.all(|test| self.test(*test) != Tri::Fails) {
                return Some(row.clause);
            }
        }
        None
    }

    /// No catalog stands where one is named, and a line does not state what it would say.
    fn without_catalog(&mut self, region: Option<u16>) -> Done<()> {
        let code = region.and_then(|region| self.facts.get(region as usize).copied().flatten()).unwrap_or(0);
        self.fail(|run| words::no_catalog(run.policy, code, run.claim.on))
    }

    /// A claim with items: each is classified, and the sums it also brings must agree.
    fn classify(&mut self, parts: &mut Parts) -> Done<()> {
        let Some(items) = &self.claim.items else { return Ok(()) };
        for (lookup, region) in [(items.catalog, self.policy.catalog_of), (items.first, self.policy.first_pay_of)] {
            match (lookup, region) {
                (Lookup::Unknown, Some(region)) => {
                    for fact in [region, self.policy.applies_on] {
                        if self.facts.get(fact as usize).copied().flatten().is_none() {
                            self.note_fact(fact, None);
                        }
                    }
                }
                (Lookup::Ambiguous, region) => self.without_catalog(region)?,
                (Lookup::Unneeded | Lookup::At(_) | Lookup::Unknown | Lookup::Nowhere, _) => {}
            }
        }
        let mut exact = Exact::ZERO;
        let mut by_part = vec![(0_i64, Exact::ZERO); parts.declared.len()];
        for (at, line) in items.lines.iter().enumerate() {
            self.turn_to(Some(at));
            self.line(at, line, parts, &mut exact, &mut by_part)?;
        }
        self.turn_to(None);
        if self.policy.first_pay_per_claim {
            let unit = self.policy.rounding;
            let admitted = parts.base[3];
            let first = self.exact(exact.round(unit), u32::MAX)?.min(admitted);
            self.plain("rounding", &[("sum", Shown::Sum(exact)), ("unit", Shown::Fen(unit))], Shown::Fen(first));
            parts.base[2] = first;
            let mut left = admitted - first;
            for (slot, (amount, first)) in parts.declared.iter_mut().zip(&by_part) {
                *slot = (amount - self.exact(first.round(unit), u32::MAX)?).clamp(0, left);
                left -= *slot;
            }
            parts.base[3] = left;
        }
        self.out.first_of_items = parts.base[2];
        let own = [self.exact(parts.sum(), u32::MAX)?, parts.base[0], parts.base[1], parts.base[2], parts.base[3]];
        for (stated, own) in self.claim.sums.iter().zip(own).chain(self.claim.parts.iter().zip(parts.declared.iter().copied())) {
            if let Some(stated) = stated.filter(|stated| *stated != own) {
                self.fail(|_| words::sums_differ(own, stated))?;
            }
        }
        Ok(())
    }

    /// One line. Per claim, what is left is added to `eligible` unrounded (before first pay) and divided afterwards.
    fn line(&mut self, at: usize, line: &'a Line<'a>, parts: &mut Parts, exact: &mut Exact, by_part: &mut [(i64, Exact)]) -> Done<()> {
        let Some(items) = &self.claim.items else { return Ok(()) };
        let Some(amount) = line.amount else {
            self.miss_item(Role::ItemAmount, at);
            return Ok(());
        };
        if line.code.is_none() && matches!(items.catalog, Lookup::At(_)) {
            self.miss_item(Role::ItemCode, at);
            return Ok(());
        }
        let code = line.code.as_deref().map_or(Shown::Nothing, Shown::Name);
        let quantity = Shown::Rate(Exact::millionths(line.quantity));
        let class = self.role(Role::Class).and_then(|fact| items.fact(at, fact).map(|class| Shown::Value(fact, class)));
        let class = ("class", class.unwrap_or(Shown::Nothing));
        let row = self.catalog_row(items.catalog, line.row);
        let ground = row.map_or(Ground::Order, |(catalog, row)| Ground::Row(catalog, row.line));
        let stands = match (items.catalog, row) {
            (Lookup::At(_), None) => Some(Standing::Outside),
            (_, Some((catalog, row))) => Some(standing(row.class, catalog.classes.len())),
            (Lookup::Unneeded | Lookup::Nowhere, None) => line.class,
            (Lookup::Unknown | Lookup::Ambiguous, None) => return Ok(()),
        };
        let Some(stands) = stands else {
            if items.catalog == Lookup::Nowhere {
                return self.without_catalog(self.policy.catalog_of);
            }
            self.miss_item(Role::Class, at);
            return Ok(());
        };
        if stands == Standing::Outside {
            parts.base[0] = self.exact(parts.base[0].checked_add(amount), u32::MAX)?;
            let zero = Shown::Fen(0);
            let figures = [
                ("code", code),
                ("amount", Shown::Fen(amount)),
                ("quantity", quantity),
                class,
                ("over", zero),
                ("first", zero),
                ("out", Shown::Fen(amount)),
            ];
            self.record("item", &figures, zero, ground);
            self.out.lines.push(LineOut { amount, outside: true, ..LineOut::default() });
            return Ok(());
        }
        let ceiling = row.map_or(line.ceiling, |(_, row)| row.ceiling);
        let over = match ceiling {
            None => 0,
            Some(ceiling) => {
                let quantity = self.role(Role::ItemQuantity).filter(|_| !line.counted);
                if let Some(read) = quantity.and_then(|fact| self.defaulted.get_mut(fact as usize)) {
                    *read = true;
                }
                let most = Exact::whole(ceiling).mul(Exact::millionths(line.quantity));
                // A price ceiling is a bound, no amount that a clause answers: it is taken to the fen, whatever the policy's unit.
                let most = self.exact(self.exact(most, u32::MAX)?.round(1), u32::MAX)?;
                (amount - most).max(0)
            }
        };
        let admitted = amount - over;
        let rate = if admitted == 0 { None } else { self.first_rate(at, line, stands)? };
        let (rate, by) = rate.map_or((Exact::ZERO, Ground::Order), |first| (first.rate, first.ground));
        let due = self.exact(Exact::whole(admitted).mul(rate), u32::MAX)?;
        let first = if self.policy.first_pay_per_claim { 0 } else { self.rounded(due, u32::MAX)?.min(admitted) };
        let left = admitted - first;
        let part = self.part_of()?;
        let named = part.and_then(|part| u16::try_from(part).ok()).map_or(PartRef::Eligible, PartRef::Declared);
        let figures = [
            ("code", code),
            ("amount", Shown::Fen(amount)),
            ("quantity", quantity),
            class,
            ("ceiling", ceiling.map_or(Shown::Nothing, Shown::Fen)),
            ("over", Shown::Fen(over)),
            ("rate", Shown::Rate(rate)),
            ("first", if self.policy.first_pay_per_claim { Shown::Sum(due) } else { Shown::Fen(first) }),
            ("out", Shown::Fen(0)),
            ("part", Shown::Part(named)),
        ];
        let rest =
            if self.policy.first_pay_per_claim { self.exact(Exact::whole(admitted).sub(due), u32::MAX)? } else { Exact::whole(left) };
        self.record("item", &figures, Shown::Sum(rest), if matches!(by, Ground::Order) { ground } else { by });
        let weight = if self.policy.first_pay_per_claim { self.exact(due.round(1), u32::MAX)? } else { first };
        self.out.lines.push(LineOut { amount, outside: false, over, first: weight, declared: part.is_some() });
        parts.base[1] = self.exact(parts.base[1].checked_add(over), u32::MAX)?;
        parts.base[2] = self.exact(parts.base[2].checked_add(first), u32::MAX)?;
        *exact = self.exact(exact.add(due), u32::MAX)?;
        let per_claim = self.policy.first_pay_per_claim;
        if let Some(slot) = part.and_then(|part| by_part.get_mut(part)).filter(|_| per_claim) {
            let sum = slot.0.checked_add(left).zip(slot.1.add(due));
            *slot = sum.ok_or_else(|| super::run::Stop(Some(Box::new(words::too_large(self.policy, u32::MAX)))))?;
        }
        let slot = part.filter(|_| !per_claim).and_then(|part| parts.declared.get_mut(part));
        let slot = match slot {
            Some(slot) => slot,
            None => &mut parts.base[3],
        };
        *slot = self.exact(slot.checked_add(left), u32::MAX)?;
        Ok(())
    }

    fn miss_item(&mut self, role: Role, at: usize) {
        let subject = self.role(role).map_or(Subject::Role(role), |fact| Subject::Fact(fact, Some(at)));
        self.miss(subject, None);
    }

    fn catalog_row(&self, lookup: Lookup, row: Option<usize>) -> Option<(&'a CatalogPlan, &'a CatalogRow)> {
        let Lookup::At(catalog) = lookup else { return None };
        let catalog = self.plan.catalogs.get(catalog)?;
        catalog.rows.get(row?).map(|row| (catalog, row))
    }

    /// The first-pay rate of a line that is in the catalog.
    fn first_rate(&mut self, at: usize, line: &Line<'_>, stands: Standing) -> Done<Option<First<'a>>> {
        if let Pick::Row(row) = self.pick(self.policy.item_first_pay)? {
            let rate = self.rate_of(row.clause, row, "first pay")?;
            return Ok(rate.map(|rate| First { rate, ground: Ground::Clause(row.clause) }));
        }
        let Some(items) = &self.claim.items else { return Ok(None) };
        let own = self.catalog_row(items.catalog, line.row);
        let column = if items.first == Lookup::Unneeded { own } else { self.catalog_row(items.first, line.first_row) };
        let free = |row: Option<(&CatalogPlan, &CatalogRow)>| {
            row.is_some_and(|(catalog, row)| standing(row.class, catalog.classes.len()) == Standing::Full)
        };
        if stands == Standing::Full || free(column) {
            return Ok(None);
        }
        let own_catalog_absent = matches!(items.catalog, Lookup::Unneeded | Lookup::Nowhere);
        if items.first == Lookup::Nowhere || (items.first == Lookup::Unneeded && own_catalog_absent) {
            match line.first_pay {
                Some(rate) => return Ok(Some(First { rate, ground: Ground::Order })),
                None if items.first == Lookup::Nowhere => self.without_catalog(self.policy.first_pay_of)?,
                None if items.catalog == Lookup::Nowhere => self.without_catalog(self.policy.catalog_of)?,
                None => self.miss_item(Role::ItemFirstPay, at),
            }
            return Ok(None);
        }
        if items.first == Lookup::Unknown || items.first == Lookup::Ambiguous {
            return Ok(None);
        }
        let Some((catalog, row, rate)) = column.and_then(|(catalog, row)| row.first_pay.map(|rate| (catalog, row, rate))) else {
            let code = line.code.as_deref().unwrap_or("");
            self.fail(|run| words::no_first_pay(run.policy, at, code))?;
            return Ok(None);
        };
        Ok(Some(First { rate: Exact::rate(rate), ground: Ground::Row(catalog, row.line) }))
    }

    fn rate_of(&mut self, clause: u32, row: &crate::plan::RowPlan, head: &str) -> Done<Option<Exact>> {
        match self.answer(row, head)? {
            Some(Given::Is(rate)) if (0..=RATE_ONE).contains(&rate) => Ok(Some(Exact::rate(rate))),
            Some(Given::Is(_) | Given::Unlimited) => {
                self.fail(|run| words::rate_out_of_range(run.policy, clause))?;
                Ok(None)
            }
            None => Ok(None),
        }
    }

    /// The declared part the line's rest belongs to.
    fn part_of(&mut self) -> Done<Option<usize>> {
        let mut found = None::<(usize, u32)>;
        let mut unknown = false;
        for (at, part) in self.policy.parts.iter().enumerate() {
            match (self.holds(part.guard), found) {
                (Tri::Holds, None) => found = Some((at, part.clause)),
                (Tri::Holds, Some((_, first))) => self.fail(|run| words::two_answers(run.policy, first, part.clause))?,
                (Tri::Fails, _) => {}
                (Tri::Unknown, _) => unknown = true,
            }
        }
        if found.is_none() && unknown {
            for part in &self.policy.parts {
                self.needs(part.guard, part.clause);
            }
        }
        if let Some((_, clause)) = found {
            self.saw_guard(clause, true);
        }
        Ok(found.map(|(at, _)| at))
    }

    /// The policy's first pay over facts of the claim: its rate of `eligible` as it stands.
    fn first_pay(&mut self, parts: &mut Parts) -> Done<()> {
        let eligible = parts.base[3];
        if eligible <= 0 || self.policy.first_pay.is_empty() {
            return Ok(());
        }
        let Pick::Row(row) = self.pick(self.policy.first_pay)? else { return Ok(()) };
        let Some(rate) = self.rate_of(row.clause, row, "first pay")? else { return Ok(()) };
        let sum = self.exact(Exact::whole(eligible).mul(rate), row.clause)?;
        let first = self.rounded(sum, row.clause)?.min(eligible);
        let figures = [
            ("part", Shown::Part(PartRef::Eligible)),
            ("amount", Shown::Fen(eligible)),
            ("rate", Shown::Rate(rate)),
            ("unit", Shown::Fen(self.policy.rounding)),
        ];
        self.step("first_pay", &figures, Shown::Fen(first), row.clause);
        parts.base[2] = self.exact(parts.base[2].checked_add(first), row.clause)?;
        parts.base[3] = eligible - first;
        Ok(())
    }
}
