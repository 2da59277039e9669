//! From resolved policies to the tables of a plan: the one door between the model and settling.

use super::content;
use super::table::{
    AccountPlan, AdjustPlan, BenefitPlan, ClausePlan, Cover, DefinePlan, ExactAmount, FactPlan, FilingPlan, FundPlan, GuardedPlan,
    HeadPlan, KeyPlan, LayerPlan, Names, PartPlan, PolicyPlan, ReasonPlan, RowPlan, Slice, TestPlan, Valid, Window,
};
use crate::model::policy::{Adjustment, BandCounter, Benefit, ClauseInfo, Fact, FactId, Guard, Head, Ladder, Layer, Policy};
use crate::place;
use crate::source::Sources;
use crate::syntax::tree::{HeadWord, Period};
use crate::value::RATE_ONE;

/// Flattens a policy. A policy without errors has a plan. A framework, which settles nothing, has none, nor has a policy
/// that lacks a thing its plan would have to make up: nothing is settled by a guess. `sources` name the files and lines
/// of the account.
pub fn compile(policy: &Policy, sources: &Sources) -> Option<PolicyPlan> {
    let mut maker = Maker { policy, plan: head(policy, sources)?, whole: true };
    maker.facts();
    maker.filing_and_route();
    maker.items();
    for benefit in &policy.benefits {
        let made = maker.benefit(benefit);
        maker.plan.benefits.push(made);
    }
    maker.plan.hash = content::hash(&maker.plan);
    maker.whole.then_some(maker.plan)
}

/// The facts a framework sees, as a policy under it would have them: what the vocabulary alone says of claims.
pub fn vocabulary(framework: &Policy) -> Vec<FactPlan> {
    framework.scope.facts.iter().map(|fact| fact_plan(fact, Slice::default())).collect()
}

/// The settings of a policy, its clauses and funds; `None` where it is no whole policy.
fn head(policy: &Policy, sources: &Sources) -> Option<PolicyPlan> {
    let settings = &policy.settings;
    let clause = |clause: &ClauseInfo| {
        let (file, line) = sources.place(clause.head_span);
        ClausePlan { path: format!("{}/{}", policy.name, clause.path), file: file.to_owned(), line, citation: clause.citation.clone() }
    };
    let fund = |(names, code, field): &(Names, String, String)| FundPlan { names: names.clone(), code: code.clone(), field: field.clone() };
    Some(PolicyPlan {
        name: policy.name.clone(),
        title: policy.title.clone(),
        version: policy.version.clone(),
        region: place::covers(policy.region?),
        scheme: policy.scheme?,
        effective: policy.effective,
        applies_on: settings.applies_on?,
        year_of: settings.year_of?,
        year_start: settings.year_start,
        rounding: settings.rounding?,
        first_pay_per_claim: settings.first_pay_per_claim,
        // Where no window counts days nothing reads it.
        rolling: settings.rolling.or((!policy.counts_days()).then_some(false))?,
        catalog_of: settings.catalog_of,
        first_pay_of: settings.first_pay_of,
        clauses: policy.clauses.iter().map(clause).collect(),
        funds: policy.funds.iter().map(fund).collect(),
        ..PolicyPlan::default()
    })
}

struct Maker<'a> {
    policy: &'a Policy,
    plan: PolicyPlan,
    /// Everything the policy says stands in the plan.
    whole: bool,
}

impl Maker<'_> {
    /// The plan would say something else than the policy: there is none.
    fn lost(&mut self) {
        self.whole = false;
    }

    fn index(&mut self, n: usize) -> u32 {
        u32::try_from(n).unwrap_or_else(|_| {
            self.lost();
            u32::MAX
        })
    }

    fn guard(&mut self, guard: &Guard) -> Slice {
        let from = self.index(self.plan.tests.len());
        for (fact, set) in guard {
            let start = self.index(self.plan.intervals.len());
            self.plan.intervals.extend_from_slice(set.intervals());
            let end = self.index(self.plan.intervals.len());
            self.plan.tests.push(TestPlan { fact: *fact, set: Slice { from: start, to: end } });
        }
        Slice { from, to: self.index(self.plan.tests.len()) }
    }

    fn ladder(&mut self, ladder: &Ladder) -> Slice {
        let from = self.index(self.plan.rows.len());
        for row in &ladder.rows {
            let together = crate::model::both(&row.guard, &row.when);
            let guard = self.guard(&together);
            let clause = self.row_clause(row);
            let exact = row.exact.map(|fen| {
                self.plan.exact_amounts.push(ExactAmount { mantissa: fen.mantissa(), scale: fen.scale() });
                self.index(self.plan.exact_amounts.len() - 1)
            });
            self.plan.rows.push(RowPlan {
                guard,
                table: row.table,
                otherwise: row.otherwise,
                band: row.band.unwrap_or((0, i64::MAX)),
                answer: row.answer,
                exact,
                clause,
            });
        }
        Slice { from, to: self.index(self.plan.rows.len()) }
    }

    /// A row with a citation of its own is a clause of its own in the account.
    fn row_clause(&mut self, row: &crate::model::policy::Row) -> u32 {
        if row.citation.is_empty() {
            return row.clause;
        }
        let Some(clause) = self.plan.clauses.get(row.clause as usize).cloned() else {
            self.lost();
            return row.clause;
        };
        self.plan.clauses.push(ClausePlan { citation: row.citation.clone(), ..clause });
        self.index(self.plan.clauses.len() - 1)
    }

    fn facts(&mut self) {
        for fact in &self.policy.scope.facts {
            let only_when = self.guard(&fact.only_when);
            let made = fact_plan(fact, only_when);
            self.plan.facts.push(made);
        }
        if FactId::try_from(self.policy.scope.facts.len()).is_err() {
            self.lost();
        }
        let roles = (0..=FactId::MAX).zip(&self.policy.scope.facts).filter_map(|(at, fact)| Some((fact.role?, at)));
        self.plan.roles.extend(roles);
        self.plan.roles.sort_unstable();
        for (guard, clause) in &self.policy.scope.never {
            let guard = self.guard(guard);
            self.plan.never.push(GuardedPlan { guard, clause: *clause });
        }
        for (fact, ladder) in self.defines() {
            let rows = self.ladder(&ladder);
            self.plan.defines.push(DefinePlan { fact, rows });
        }
    }

    /// Defined facts, each after those it reads.
    fn defines(&mut self) -> Vec<(FactId, Ladder)> {
        let facts = (0..=FactId::MAX).zip(&self.policy.scope.facts);
        let mut waiting: Vec<(FactId, &Ladder)> = facts.filter_map(|(at, fact)| Some((at, fact.define.as_ref()?))).collect();
        let mut out = Vec::new();
        while !waiting.is_empty() {
            let pending: Vec<FactId> = waiting.iter().map(|(f, _)| *f).collect();
            let reads = |ladder: &Ladder| ladder.rows.iter().flat_map(|r| &r.when).any(|(f, _)| pending.contains(f));
            let (ready, later): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|(_, ladder)| !reads(ladder));
            if ready.is_empty() {
                self.lost();
                break;
            }
            out.extend(ready.into_iter().map(|(fact, ladder)| (fact, ladder.clone())));
            waiting = later;
        }
        out
    }

    fn filing_and_route(&mut self) {
        let policy = self.policy;
        for needed in &policy.needed {
            let guard = self.guard(&needed.guard);
            self.plan.needed.push(GuardedPlan { guard, clause: needed.clause });
        }
        for filing in &policy.filings {
            let guard = self.guard(&filing.guard);
            let file_by = filing
                .file_by
                .iter()
                .map(|w| Window {
                    guard: self.guard(&w.guard),
                    event: w.event,
                    within: w.within,
                    counting_first: w.counting_first,
                    clause: w.clause,
                })
                .collect();
            let needs = filing.needs.iter().map(|(guard, text, clause)| (self.guard(guard), text.clone(), *clause)).collect();
            self.plan.filings.push(FilingPlan {
                names: filing.names.clone(),
                answers: filing.answers.clone(),
                exact: filing.exact,
                guard,
                clause: filing.clause,
                file_by,
                late: filing.late,
                late_clause: filing.late_clause,
                valid: filing.valid.map(|(from, length, clause)| Valid { from, length, clause }),
                deemed: filing.deemed,
                place_region: filing.place_region,
                place_institution: filing.place_institution,
                needs,
            });
        }
        for reason in &policy.reasons {
            let guard = self.guard(&reason.guard);
            self.plan.reasons.push(ReasonPlan { names: reason.names.clone(), refuse: reason.refuse, guard, clause: reason.clause });
        }
    }

    fn items(&mut self) {
        let policy = self.policy;
        self.plan.item_first_pay = self.ladder(&policy.item_first_pay);
        self.plan.first_pay = self.ladder(&policy.first_pay);
        for part in &policy.parts {
            let guard = self.guard(&part.guard);
            self.plan.parts.push(PartPlan { names: part.names.clone(), guard, clause: part.clause });
        }
    }

    fn key(&mut self, accumulator: String, label: String, period: Period, by: &[FactId]) -> u32 {
        let scope = &self.policy.scope;
        let mut by = by.to_vec();
        by.sort_by_key(|fact| scope.fact(*fact).map(|fact| fact.names.key()));
        let made = KeyPlan { accumulator, label, period, by };
        let at = self.plan.keys.iter().position(|k| k.accumulator == made.accumulator && k.period == made.period && k.by == made.by);
        let at = at.unwrap_or_else(|| {
            self.plan.keys.push(made);
            self.plan.keys.len() - 1
        });
        self.index(at)
    }

    /// A key of a declared accumulator.
    fn shared_key(&mut self, named: u16, period: Period, by: &[FactId]) -> u32 {
        let Some(names) = self.policy.accumulators.get(named as usize) else {
            self.lost();
            return u32::MAX;
        };
        self.key(names.key().to_owned(), names.label().to_owned(), period, by)
    }

    fn benefit(&mut self, benefit: &Benefit) -> BenefitPlan {
        let guard = self.guard(&benefit.guard);
        let mut counted = |period| self.key(benefit.names.key().to_owned(), benefit.names.label().to_owned(), period, &[]);
        let (visits, stays) = (counted(Period::Year), counted(Period::Stay));
        let layers = benefit.layers.iter().map(|layer| self.layer(benefit, layer)).collect();
        let account = benefit.account.as_ref().map(|account| AccountPlan {
            guard: self.guard(&account.guard),
            covers: account.covers.iter().map(|part| Cover { part: *part, scale: RATE_ONE }).collect(),
            clause: account.clause,
        });
        BenefitPlan { names: benefit.names.clone(), guard, clause: benefit.clause, layers, account, visits, stays }
    }

    fn layer(&mut self, benefit: &Benefit, layer: &Layer) -> LayerPlan {
        let own = format!("{}.{}", benefit.names.key(), layer.names.key());
        let label = format!("{}.{}", benefit.names.label(), layer.names.label());
        let guard = self.guard(&layer.guard);
        let own_key = self.key(own.clone(), label.clone(), Period::Year, &[]);
        let of = |word: HeadWord, total: bool| {
            layer.heads.iter().enumerate().filter(move |(_, h)| h.word == word && h.total == total).map(|(at, h)| (at, h.clone()))
        };
        let mut heads = |word, total| -> Vec<HeadPlan> {
            of(word, total).map(|(at, head)| self.head_plan(&own, &label, layer, at, &head)).collect::<Vec<_>>()
        };
        let limits = heads(HeadWord::Limit, false);
        let deductibles = heads(HeadWord::Deductible, false);
        let totals = heads(HeadWord::Deductible, true);
        let limits_above = heads(HeadWord::LimitAbove, false);
        let caps = heads(HeadWord::Cap, false);
        let banded = layer.rate.iter().flat_map(|rate| &rate.ladder.rows).any(|row| row.band.is_some_and(|band| band != (0, i64::MAX)));
        if (layer.rate.is_none() && !layer.given) || (banded && layer.bands.is_none()) {
            self.lost();
        }
        let share = layer.rate.as_ref().is_some_and(|r| r.word == HeadWord::Share);
        let (mine, other) = if share { (HeadWord::Share, HeadWord::Rate) } else { (HeadWord::Rate, HeadWord::Share) };
        let rate = HeadPlan {
            name: format!("{own} {}", layer.rate.as_ref().map_or("rate", |r| r.ladder.name.as_str())),
            rows: layer.rate.as_ref().map_or_else(Slice::default, |r| self.ladder(&r.ladder)),
            key: None,
            adjusts: self.adjusts(&own, layer, |a| a.word == mine),
        };
        LayerPlan {
            names: layer.names.clone(),
            guard,
            clause: layer.clause,
            fund: layer.fund,
            given: layer.given,
            covers: layer.covers.iter().map(|(part, scale)| Cover { part: *part, scale: *scale }).collect(),
            covers_clause: layer.covers_clause,
            limits,
            deductibles,
            totals,
            limits_above,
            rate,
            share,
            higher: layer.higher.iter().map(|line| GuardedPlan { guard: self.guard(&line.guard), clause: line.clause }).collect(),
            mirrored: self.adjusts(&own, layer, |a| a.word == other),
            paid: self.adjusts(&own, layer, |a| a.word == HeadWord::Paid),
            caps,
            from_zero: layer.bands.is_some_and(|bands| bands.from_zero),
            bands_key: layer.bands.and_then(|bands| bands.over_year).map(|counter| match counter {
                BandCounter::Own { .. } => own_key,
                BandCounter::Shared(named) => self.shared_key(named, Period::Year, &[]),
            }),
            bands_written: layer.bands.is_some(),
            bands_clause: layer.bands.map_or(layer.clause, |bands| bands.clause),
            own_key,
        }
    }

    fn head_plan(&mut self, own: &str, label: &str, layer: &Layer, at: usize, head: &Head) -> HeadPlan {
        let key = (head.period != Period::Visit).then(|| match head.accumulator {
            None => self.key(own.to_owned(), label.to_owned(), head.period, &head.by),
            Some(named) => self.shared_key(named, head.period, &head.by),
        });
        HeadPlan {
            name: format!("{own} {}", head.ladder.name),
            rows: self.ladder(&head.ladder),
            key,
            adjusts: self.adjusts(own, layer, |a| a.head == Some(at)),
        }
    }

    fn adjusts(&mut self, own: &str, layer: &Layer, wanted: impl Fn(&Adjustment) -> bool) -> Vec<AdjustPlan> {
        layer
            .adjusts
            .iter()
            .filter(|a| wanted(a))
            .map(|adjust| AdjustPlan {
                name: format!("{own} {}", adjust.ladder.name),
                op: adjust.op,
                rows: self.ladder(&adjust.ladder),
                money: adjust.money,
                with: adjust.with.map(|(fact, base, step)| super::table::WithPlan { fact, base, step }),
            })
            .collect()
    }
}

fn fact_plan(fact: &Fact, only_when: Slice) -> FactPlan {
    let bounds = fact.domain.intervals();
    let derived = fact.define.is_some() || crate::claim::ROLES.iter().any(|(role, .., derived)| *derived && fact.role == Some(*role));
    FactPlan {
        names: fact.names.clone(),
        kind: fact.kind.clone(),
        // One that may hold nothing has no number between its bounds.
        bounds: bounds.first().zip(bounds.last()).map_or((0, -1), |(first, last)| (first.0, last.1)),
        default: fact.default,
        only_when,
        of_item: fact.of_item,
        derived,
        field: fact.field.clone(),
    }
}
