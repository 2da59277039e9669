//! From resolved policies to the tables of a plan: the one door between the model and settling.

use super::table::{
    AccountPlan, AdjustPlan, BenefitPlan, ClausePlan, Cover, DefinePlan, FactPlan, FilingPlan, FundPlan, GuardedPlan, HeadPlan, KeyPlan,
    LayerPlan, PartPlan, PolicyPlan, ReasonPlan, RowPlan, Slice, TestPlan, Valid, Window,
};
use crate::model::policy::{Adjustment, Benefit, Fact, FactId, Guard, Head, Ladder, Layer, Policy};
use crate::place;
use crate::source::Sources;
use crate::syntax::tree::{HeadWord, Period};
use crate::value::RATE_ONE;
use sha2::{Digest, Sha256};

/// Flattens a policy. Cannot fail: what could be wrong was refused when it was resolved; a framework compiles to an
/// empty plan. `sources` name the files and lines of the account.
pub fn compile(policy: &Policy, sources: &Sources) -> PolicyPlan {
    let mut maker = Maker { policy, plan: PolicyPlan::default() };
    maker.head(sources);
    maker.facts();
    maker.filing_and_route();
    maker.items();
    for benefit in &policy.benefits {
        let made = maker.benefit(benefit);
        maker.plan.benefits.push(made);
    }
    maker.plan.hash = hash(&maker.plan);
    maker.plan
}

/// Content only: where a clause stands and what file it is in change nothing.
fn hash(plan: &PolicyPlan) -> String {
    let mut bare = plan.clone();
    for clause in &mut bare.clauses {
        *clause = ClausePlan { citation: std::mem::take(&mut clause.citation), ..ClausePlan::default() };
    }
    let text = serde_json::to_string(&bare).unwrap_or_default();
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(8).fold(String::new(), |out, byte| out + &format!("{byte:02x}"))
}

struct Maker<'a> {
    policy: &'a Policy,
    plan: PolicyPlan,
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Maker<'_> {
    fn head(&mut self, sources: &Sources) {
        let policy = self.policy;
        let plan = &mut self.plan;
        plan.name.clone_from(&policy.name);
        plan.title.clone_from(&policy.title);
        plan.version.clone_from(&policy.version);
        plan.region = policy.region.map_or((0, -1), place::covers);
        plan.scheme = policy.scheme.unwrap_or(-1);
        plan.effective = policy.effective;
        plan.applies_on = policy.settings.applies_on.unwrap_or(0);
        plan.year_of = policy.settings.year_of.unwrap_or(0);
        plan.year_start = policy.settings.year_start;
        plan.rounding = policy.settings.rounding.unwrap_or(1);
        plan.first_pay_per_claim = policy.settings.first_pay_per_claim;
        plan.rolling = policy.settings.rolling.unwrap_or(false);
        plan.catalog_of = policy.settings.catalog_of;
        plan.first_pay_of = policy.settings.first_pay_of;
        plan.clauses = policy
            .clauses
            .iter()
            .map(|clause| {
                let (file, line) = sources.place(clause.head_span);
                ClausePlan {
                    path: format!("{}/{}", policy.name, clause.path),
                    file: file.to_owned(),
                    line,
                    citation: clause.citation.clone(),
                }
            })
            .collect();
        plan.funds = policy
            .funds
            .iter()
            .map(|(names, code, field)| FundPlan { names: names.clone(), code: code.clone(), field: field.clone() })
            .collect();
    }

    fn guard(&mut self, guard: &Guard) -> Slice {
        let from = index(self.plan.tests.len());
        let mut tests = Vec::new();
        for (fact, set) in guard {
            let start = index(self.plan.intervals.len());
            self.plan.intervals.extend_from_slice(set.intervals());
            tests.push(TestPlan { fact: *fact, set: Slice { from: start, to: index(self.plan.intervals.len()) } });
        }
        self.plan.tests.extend(tests);
        Slice { from, to: index(self.plan.tests.len()) }
    }

    fn ladder(&mut self, ladder: &Ladder) -> Slice {
        let from = index(self.plan.rows.len());
        let mut rows = Vec::new();
        for row in &ladder.rows {
            let together = crate::model::both(&row.guard, &row.when);
            let guard = self.guard(&together);
            let clause = self.row_clause(row);
            rows.push(RowPlan {
                guard,
                table: row.table,
                otherwise: row.otherwise,
                band: row.band.unwrap_or((0, i64::MAX)),
                answer: row.answer,
                clause,
            });
        }
        self.plan.rows.extend(rows);
        Slice { from, to: index(self.plan.rows.len()) }
    }

    /// A row with a citation of its own is a clause of its own in the account.
    fn row_clause(&mut self, row: &crate::model::policy::Row) -> u32 {
        if row.citation.is_empty() {
            return row.clause;
        }
        let Some(clause) = self.plan.clauses.get(row.clause as usize).cloned() else { return row.clause };
        self.plan.clauses.push(ClausePlan { citation: row.citation.clone(), ..clause });
        index(self.plan.clauses.len() - 1)
    }

    fn facts(&mut self) {
        for fact in &self.policy.scope.facts {
            let only_when = self.guard(&fact.only_when);
            let made = fact_plan(fact, only_when);
            self.plan.facts.push(made);
        }
        for (at, fact) in self.policy.scope.facts.iter().enumerate() {
            if let (Some(role), Ok(at)) = (fact.role, u16::try_from(at)) {
                self.plan.roles.push((role, at));
            }
        }
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
    fn defines(&self) -> Vec<(FactId, Ladder)> {
        let facts = &self.policy.scope.facts;
        let mut waiting: Vec<(FactId, &Ladder)> =
            facts.iter().enumerate().filter_map(|(at, f)| Some((FactId::try_from(at).ok()?, f.define.as_ref()?))).collect();
        let mut out = Vec::new();
        while !waiting.is_empty() {
            let pending: Vec<FactId> = waiting.iter().map(|(f, _)| *f).collect();
            let reads = |ladder: &Ladder| ladder.rows.iter().flat_map(|r| &r.when).any(|(f, _)| pending.contains(f));
            let (ready, later): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|(_, ladder)| !reads(ladder));
            if ready.is_empty() {
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
        let mut by = by.to_vec();
        by.sort_by_cached_key(|fact| self.latin(*fact));
        let made = KeyPlan { accumulator, label, period, by };
        let at = self.plan.keys.iter().position(|k| k.accumulator == made.accumulator && k.period == made.period && k.by == made.by);
        index(at.unwrap_or_else(|| {
            self.plan.keys.push(made);
            self.plan.keys.len() - 1
        }))
    }

    fn latin(&self, fact: FactId) -> String {
        self.policy.scope.fact(fact).map_or(String::new(), |f| f.names.key().to_owned())
    }

    fn benefit(&mut self, benefit: &Benefit) -> BenefitPlan {
        let guard = self.guard(&benefit.guard);
        let visits = self.key(benefit.names.key().to_owned(), benefit.names.label().to_owned(), Period::Year, &[]);
        let layers = benefit.layers.iter().map(|layer| self.layer(benefit, layer)).collect();
        let account = benefit.account.as_ref().map(|account| AccountPlan {
            guard: self.guard(&account.guard),
            covers: account.covers.iter().map(|part| Cover { part: *part, scale: RATE_ONE }).collect(),
            clause: account.clause,
        });
        BenefitPlan { names: benefit.names.clone(), guard, clause: benefit.clause, layers, account, visits }
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
            from_zero: layer.bands.is_some_and(|(from_zero, ..)| from_zero),
            over_year: layer.bands.is_some_and(|(_, over_year, _)| over_year),
            bands_clause: layer.bands.map_or(layer.clause, |(.., clause)| clause),
            own_key,
        }
    }

    fn head_plan(&mut self, own: &str, label: &str, layer: &Layer, at: usize, head: &Head) -> HeadPlan {
        let key = (head.period != Period::Visit).then(|| match head.accumulator {
            None => self.key(own.to_owned(), label.to_owned(), head.period, &head.by),
            Some(named) => {
                let names = self.policy.accumulators.get(named as usize).cloned().unwrap_or_default();
                self.key(names.key().to_owned(), names.label().to_owned(), head.period, &head.by)
            }
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
        bounds: (bounds.first().map_or(0, |b| b.0), bounds.last().map_or(0, |b| b.1)),
        default: fact.default,
        only_when,
        of_item: fact.of_item,
        derived,
        field: fact.field.clone(),
    }
}
