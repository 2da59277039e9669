//! What a policy says, as a hash: free of the order its clauses stand in, of layout, comments and vocabulary.
//!
//! Everything is told by name instead of by place: a fact, a value, a part, a fund, a counter key. What is a set in the
//! language is told in an order of its own; what is a sequence (a chain of layers, the parts `covers` and the personal
//! account take, the values of `class`) as it is written.

use super::table::{
    AdjustPlan, Answer, BenefitPlan, Cover, DefinePlan, FactKind, FactPlan, FilingPlan, FundPlan, GuardedPlan, HeadPlan, LayerPlan, Names,
    Origin, PartPlan, PartRef, PolicyPlan, ReasonPlan, RowPlan, Slice, Valid, Window,
};
use crate::claim::Role;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The hash of what a plan says: 16 hex digits. Two plans have the same where they settle every claim alike, for the
/// same reasons, by the same names and citations.
pub fn hash(plan: &PolicyPlan) -> String {
    let digest = Sha256::digest(Content { plan }.policy().as_bytes());
    digest.iter().take(8).fold(String::new(), |out, byte| out + &format!("{byte:02x}"))
}

/// Things in their order.
fn list(members: impl IntoIterator<Item = String>) -> String {
    let mut out = String::from("[");
    for member in members {
        out.push_str(&member);
        out.push(',');
    }
    out + "]"
}

/// Things in no order.
fn set(members: impl IntoIterator<Item = String>) -> String {
    let mut all: Vec<String> = members.into_iter().collect();
    all.sort_unstable();
    list(all)
}

/// A text behind its length, so that none can be taken for what stands after it.
fn text(text: &str) -> String {
    format!("{}:{text}", text.len())
}

fn names(names: &Names) -> String {
    list([text(&names.latin), text(&names.han)])
}

fn maybe<T>(thing: Option<T>, told: impl Fn(T) -> String) -> String {
    thing.map_or_else(|| "none".to_owned(), told)
}

struct Content<'a> {
    plan: &'a PolicyPlan,
}

impl Content<'_> {
    fn policy(&self) -> String {
        let PolicyPlan {
            name,
            title,
            version,
            hash: _,
            region,
            scheme,
            effective,
            applies_on,
            year_of,
            year_start,
            rounding,
            first_pay_per_claim,
            rolling,
            catalog_of,
            first_pay_of,
            exact_amounts: _,
            facts,
            roles: _,
            tests: _,
            intervals: _,
            rows: _,
            never,
            defines,
            needed,
            filings,
            reasons,
            item_first_pay,
            first_pay,
            parts,
            benefits,
            keys: _,
            funds,
            clauses: _,
        } = self.plan;
        let number = |n: i64| n.to_string();
        list([
            list([text(name), text(title), text(version), format!("{region:?} {effective:?}"), self.role_value(Role::Scheme, *scheme)]),
            list([self.fact(*applies_on), self.fact(*year_of), format!("{}-{}", year_start.month(), year_start.day())]),
            format!("{rounding} {first_pay_per_claim} {rolling}"),
            list([maybe(*catalog_of, |fact| self.fact(fact)), maybe(*first_pay_of, |fact| self.fact(fact))]),
            set(facts.iter().map(|fact| self.declared(fact))),
            set(never.iter().map(|line| self.guarded(line))),
            set(defines
                .iter()
                .map(|DefinePlan { fact, rows }| list([self.fact(*fact), self.rows(*rows, |answer| self.value(*fact, answer))]))),
            set(needed.iter().map(|line| self.guarded(line))),
            set(filings.iter().map(|filing| self.filing(filing))),
            set(reasons.iter().map(|reason| {
                let ReasonPlan { names: of, refuse, guard, clause } = reason;
                list([names(of), refuse.to_string(), self.guard(*guard), self.clause(*clause)])
            })),
            list([self.rows(*item_first_pay, number), self.rows(*first_pay, number)]),
            set(parts.iter().map(|part| {
                let PartPlan { names: of, guard, clause } = part;
                list([names(of), self.guard(*guard), self.clause(*clause)])
            })),
            set(benefits.iter().map(|benefit| self.benefit(benefit))),
            set(funds.iter().map(|FundPlan { names: of, code, field }| list([names(of), text(code), text(field)]))),
        ])
    }

    /// A fact, by its name.
    fn fact(&self, id: u16) -> String {
        maybe(self.plan.facts.get(id as usize), |fact| format!("{}{}", if fact.of_item { "item " } else { "" }, text(fact.names.key())))
    }

    /// A value of a fact, by its name where it has one.
    fn value(&self, fact: u16, value: i64) -> String {
        let kind = self.plan.facts.get(fact as usize).map(|fact| &fact.kind);
        let named = usize::try_from(value).ok().and_then(|at| match kind? {
            FactKind::Text(texts) => texts.get(at).map(String::as_str),
            kind => kind.values().get(at).map(|(names, _)| names.key()),
        });
        named.map_or_else(|| value.to_string(), text)
    }

    fn role_value(&self, role: Role, value: i64) -> String {
        let fact = self.plan.roles.iter().find(|(of, _)| *of == role);
        fact.map_or_else(|| value.to_string(), |(_, fact)| self.value(*fact, value))
    }

    fn declared(&self, fact: &FactPlan) -> String {
        let FactPlan { names: of, kind, bounds, default, only_when, of_item, derived, field } = fact;
        let value = |(of, codes): &(Names, String)| list([names(of), text(codes)]);
        let kind = match kind {
            // The catalog's classes stand in an order: the first is paid in full, the last not at all.
            FactKind::Enum(values) if Role::of(&of.latin) == Some(Role::Class) => list(values.iter().map(value)),
            FactKind::Enum(values) => set(values.iter().map(value)),
            FactKind::YesNo => "yes or no".to_owned(),
            FactKind::Count => "count".to_owned(),
            FactKind::Age => "age".to_owned(),
            FactKind::Years => "years".to_owned(),
            FactKind::Region => "region".to_owned(),
            FactKind::Date => "date".to_owned(),
            FactKind::Money => "money".to_owned(),
            // The texts are those that guards name.
            FactKind::Text(_) => "text".to_owned(),
        };
        let default = maybe(*default, |value| match &fact.kind {
            FactKind::Text(texts) => {
                usize::try_from(value).ok().and_then(|at| texts.get(at)).map_or_else(|| value.to_string(), |it| text(it))
            }
            kind => {
                let at = usize::try_from(value).ok();
                at.and_then(|at| kind.values().get(at)).map_or_else(|| value.to_string(), |(of, _)| text(of.key()))
            }
        });
        list([names(of), kind, format!("{bounds:?} {of_item} {derived}"), default, self.guard(*only_when), text(field)])
    }

    /// All tests of a guard hold together: a set.
    fn guard(&self, guard: Slice) -> String {
        set(guard.of(&self.plan.tests).iter().map(|test| list([self.fact(test.fact), self.values(test.fact, test.set)])))
    }

    /// The values of a fact in a set: by name, where values have names.
    fn values(&self, fact: u16, values: Slice) -> String {
        let intervals = values.of(&self.plan.intervals);
        let within = |at: usize| i64::try_from(at).is_ok_and(|at| intervals.iter().any(|(from, to)| (*from..=*to).contains(&at)));
        match self.plan.facts.get(fact as usize).map(|fact| &fact.kind) {
            Some(FactKind::Enum(known)) => set(known.iter().enumerate().filter(|(at, _)| within(*at)).map(|(_, (of, _))| text(of.key()))),
            Some(FactKind::Text(known)) => {
                // Of the texts no guard names, all are in it or none is: then it is told by those it leaves out.
                let others = intervals.last().is_some_and(|(_, to)| *to == i64::MAX);
                let told = known.iter().enumerate().filter(|(at, _)| within(*at) != others).map(|(_, it)| text(it));
                format!("{}{}", if others { "not " } else { "" }, set(told))
            }
            Some(
                FactKind::YesNo | FactKind::Count | FactKind::Age | FactKind::Years | FactKind::Region | FactKind::Date | FactKind::Money,
            )
            | None => format!("{intervals:?}"),
        }
    }

    /// Of a clause, what it rests on; not where it stands.
    fn clause(&self, id: u32) -> String {
        maybe(self.plan.clauses.get(id as usize), |clause| text(&clause.citation))
    }

    fn guarded(&self, line: &GuardedPlan) -> String {
        list([self.guard(line.guard), self.clause(line.clause)])
    }

    /// Tables, each a set of rows: `otherwise` answers what the other rows of its own table leave.
    fn rows(&self, rows: Slice, shown: impl Fn(i64) -> String) -> String {
        let mut tables: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for RowPlan { guard, table, otherwise, band, answer, exact, clause } in rows.of(&self.plan.rows) {
            let answer = match answer {
                Answer::Is(value) => match exact.and_then(|at| self.plan.exact_amounts.get(at as usize)) {
                    Some(exact) => format!("{}e-{}", exact.mantissa, exact.scale),
                    None => shown(*value),
                },
                Answer::Unlimited => "unlimited".to_owned(),
                Answer::Unstated => "unstated".to_owned(),
                Answer::CannotArise => "cannot arise".to_owned(),
            };
            let row = list([self.guard(*guard), format!("{otherwise} {band:?}"), answer, self.clause(*clause)]);
            tables.entry(*table).or_default().push(row);
        }
        set(tables.into_values().map(set))
    }

    fn filing(&self, filing: &FilingPlan) -> String {
        let FilingPlan {
            names: of,
            answers,
            exact,
            guard,
            clause,
            file_by,
            late,
            late_clause,
            valid,
            deemed,
            place_region,
            place_institution,
            needs,
        } = filing;
        list([
            list([names(of), self.guard(*guard), self.clause(*clause), format!("{exact} {deemed}")]),
            set(answers.iter().map(|value| self.role_value(Role::FiledAs, *value))),
            set(file_by.iter().map(|window| {
                let Window { guard, event, within, counting_first, clause } = window;
                list([self.guard(*guard), self.fact(*event), format!("{within:?} {counting_first}"), self.clause(*clause)])
            })),
            list([self.role_value(Role::Filing, *late), self.clause(*late_clause)]),
            maybe(*valid, |Valid { from, length, clause }| {
                list([maybe(from, |fact| self.fact(fact)), format!("{length:?}"), self.clause(clause)])
            }),
            list([maybe(*place_region, |clause| self.clause(clause)), maybe(*place_institution, |clause| self.clause(clause))]),
            set(needs.iter().map(|(guard, what, clause)| list([self.guard(*guard), text(what), self.clause(*clause)]))),
        ])
    }

    fn benefit(&self, benefit: &BenefitPlan) -> String {
        let BenefitPlan { names: of, guard, clause, layers, account, visits, stays: _ } = benefit;
        list([
            list([names(of), self.guard(*guard), self.clause(*clause), self.key(*visits)]),
            list(layers.iter().map(|layer| self.layer(layer))),
            maybe(account.as_ref(), |account| list([self.guard(account.guard), self.covers(&account.covers), self.clause(account.clause)])),
        ])
    }

    fn covers(&self, covers: &[Cover]) -> String {
        list(covers.iter().map(|Cover { part, scale }| list([self.part(*part), scale.to_string()])))
    }

    fn part(&self, part: PartRef) -> String {
        match part.origin() {
            Origin::Bill(role) => role.names().0.to_owned(),
            Origin::Declared(at) => maybe(self.plan.parts.get(at as usize), |part| text(part.names.key())),
            Origin::Layer(at, figure) => format!("{} {at}", figure.names().0),
        }
    }

    fn key(&self, key: u32) -> String {
        maybe(self.plan.keys.get(key as usize), |key| {
            let by = set(key.by.iter().map(|fact| self.fact(*fact)));
            list([text(&key.accumulator), text(&key.label), format!("{:?}", key.period), by])
        })
    }

    fn layer(&self, layer: &LayerPlan) -> String {
        let LayerPlan {
            names: of,
            guard,
            clause,
            fund,
            given,
            covers,
            covers_clause,
            limits,
            deductibles,
            totals,
            limits_above,
            rate,
            share,
            higher,
            mirrored,
            paid,
            caps,
            from_zero,
            bands_key,
            bands_clause,
            bands_written,
            own_key,
        } = layer;
        // Bands without rates of the layer's own in bands say something only where another place's are compared.
        let origin = if *bands_written && !higher.is_empty() { " origin" } else { "" };
        let heads = |heads: &[HeadPlan]| set(heads.iter().map(|head| self.head(head)));
        let fund = fund.and_then(|at| self.plan.funds.get(at as usize));
        let shared = bands_key.filter(|key| key != own_key).map_or_else(String::new, |key| format!(" {}", self.key(key)));
        list([
            list([names(of), self.guard(*guard), self.clause(*clause), maybe(fund, |fund| text(fund.names.key())), self.key(*own_key)]),
            list([given.to_string(), self.covers(covers), self.clause(*covers_clause)]),
            list([heads(limits), heads(deductibles), heads(totals), heads(limits_above), heads(caps)]),
            list([self.head(rate), format!("{share} {from_zero} {}{shared}{origin}", bands_key.is_some()), self.clause(*bands_clause)]),
            set(higher.iter().map(|line| self.guarded(line))),
            list([self.adjusts(mirrored), self.adjusts(paid)]),
        ])
    }

    fn head(&self, head: &HeadPlan) -> String {
        let HeadPlan { name, rows, key, adjusts } = head;
        list([text(name), self.rows(*rows, |fen| fen.to_string()), maybe(*key, |key| self.key(key)), self.adjusts(adjusts)])
    }

    fn adjusts(&self, adjusts: &[AdjustPlan]) -> String {
        set(adjusts.iter().map(|AdjustPlan { name, op, rows, money, with }| {
            let with = maybe(*with, |with| list([self.fact(with.fact), format!("{} {}", with.base, with.step)]));
            list([text(name), format!("{op:?} {money}"), self.rows(*rows, |answer| answer.to_string()), with])
        }))
    }
}
