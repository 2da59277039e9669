//! The two names of everything declared, by kind and by the policy that declares it, so that a file can be turned.

use super::expected::is_han;
use super::tree::{Clause, Declared, Fact, FactKind, File, Item, What};
use super::words::TABLE;
use crate::claim::{DISTANCES, FILING_FAILURES, FILING_STAGES, FILINGS, LayerFigure, ROLES, ROUTES};
use crate::diagnostic::{Code, Lang};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What kind of thing a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A fact, or a defined case.
    Fact,
    /// A value of the fact the lookup names.
    Value,
    /// A filing.
    Filing,
    /// A benefit.
    Benefit,
    /// A layer.
    Layer,
    /// An accumulator.
    Accumulator,
    /// A reason of a route or a filing.
    Reason,
    /// A part of the bill.
    Part,
    /// A fund.
    Fund,
    /// A constant.
    Let,
    /// A figure of a result or of a layer.
    Figure,
    /// A code of an error, or the word of a head.
    Code,
}

/// The figures of results and counters, beside those of a layer.
const FIGURES: [(&str, &str); 14] = [
    ("rest", "剩余"),
    ("band", "费用段"),
    ("fund", "基金支付"),
    ("patient", "个人负担"),
    ("personal_account", "个人账户"),
    ("cash", "现金支付"),
    ("visits", "次数"),
    ("total", "总费用"),
    ("eligible", "合规费用"),
    ("out_of_catalog", "目录外"),
    ("over_ceiling", "超限价"),
    ("first_self_pay", "先行自付额"),
    ("filing", "备案"),
    ("route", "结算方式"),
];

/// Pairs of names, in both directions; the first declared of each name stands.
#[derive(Clone, Debug, Default)]
struct Pairs {
    latin: BTreeMap<String, String>,
    han: BTreeMap<String, String>,
}

impl Pairs {
    fn add(&mut self, a: &str, b: &str) {
        let (latin, han) = if script(a) == Lang::En { (a, b) } else { (b, a) };
        if script(latin) == Lang::En && script(han) == Lang::Zh && !self.latin.contains_key(latin) && !self.han.contains_key(han) {
            self.latin.insert(latin.to_owned(), han.to_owned());
            self.han.insert(han.to_owned(), latin.to_owned());
        }
    }

    fn turn(&self, name: &str, to: Lang) -> Option<&str> {
        match to {
            Lang::Zh => self.latin.get(name).map(String::as_str),
            Lang::En => self.han.get(name).map(String::as_str),
        }
    }
}

/// The names one policy declares, or all vocabularies do.
#[derive(Clone, Debug, Default)]
struct Names {
    pairs: BTreeMap<(Kind, String), Pairs>,
    /// Constants, parts and facts declared with one name alone: such a name is none of another kind.
    unpaired: BTreeSet<(Kind, String)>,
    /// Every fact, under each of its names, with what it holds.
    facts: BTreeMap<String, Holds>,
    parents: BTreeSet<String>,
}

/// What a fact holds, as far as turning asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Named values.
    Names,
    /// Free text: never turned.
    Text,
    /// A count, which Chinese measures with 次.
    Count,
    /// Anything else.
    Other,
}

impl Names {
    fn add(&mut self, kind: Kind, of: &str, name: &Declared) {
        match &name.other {
            Some(other) => self.pair(kind, of, &name.name.it, &other.it),
            None if matches!(kind, Kind::Let | Kind::Part | Kind::Fact) => {
                self.unpaired.insert((kind, name.name.it.clone()));
            }
            None => {}
        }
    }

    fn pair(&mut self, kind: Kind, of: &str, a: &str, b: &str) {
        self.pairs.entry((kind, of.to_owned())).or_default().add(a, b);
    }

    fn fact(&mut self, fact: &Fact) {
        self.add(Kind::Fact, "", &fact.name);
        let holds = match &fact.kind {
            FactKind::OneOf(_) => Holds::Names,
            FactKind::Text => Holds::Text,
            FactKind::Count(_) => Holds::Count,
            FactKind::YesNo | FactKind::Age(_) | FactKind::Years(_) | FactKind::Region | FactKind::Date | FactKind::Money => Holds::Other,
        };
        self.hold(&fact.name, holds);
        if let FactKind::OneOf(values) = &fact.kind {
            for (value, _) in values {
                self.add(Kind::Value, &fact.name.name.it, value);
            }
        }
    }

    fn hold(&mut self, name: &Declared, holds: Holds) {
        for name in std::iter::once(&name.name).chain(&name.other) {
            self.facts.entry(name.it.clone()).or_insert(holds);
        }
    }

    fn clauses(&mut self, clauses: &[Clause]) {
        for clause in clauses {
            match &clause.what {
                What::Fact(fact) => self.fact(fact),
                What::Value { name, of, .. } => self.add(Kind::Value, &of.it, name),
                What::Group { name, of, members } => {
                    self.add(Kind::Value, &of.it, name);
                    for member in members {
                        self.add(Kind::Value, &of.it, member);
                    }
                }
                What::FundDecl { name, .. } => self.add(Kind::Fund, "", name),
                What::Filing { name, clauses } => {
                    self.add(Kind::Filing, "", name);
                    self.clauses(clauses);
                }
                What::Route(clauses) | What::PersonalAccount(clauses) => self.clauses(clauses),
                What::Reason { name, .. } => self.add(Kind::Reason, "", name),
                What::Accumulator(name) => self.add(Kind::Accumulator, "", name),
                What::Let { name, .. } => self.add(Kind::Let, "", name),
                What::Define { name, .. } => {
                    self.add(Kind::Fact, "", name);
                    self.hold(name, Holds::Names);
                }
                What::Part { name, .. } => self.add(Kind::Part, "", name),
                What::Benefit { name, clauses } => {
                    self.add(Kind::Benefit, "", name);
                    self.clauses(clauses);
                }
                What::Layer { name, clauses, .. } => {
                    self.add(Kind::Layer, "", name);
                    self.clauses(clauses);
                }
                What::NeverWhen
                | What::Region(_)
                | What::Scheme(_)
                | What::Effective(_)
                | What::AppliesOn(_)
                | What::YearOf { .. }
                | What::Document(_)
                | What::Rounding { .. }
                | What::LastDay { .. }
                | What::CatalogOf(_)
                | What::FirstPayOf(_)
                | What::FilingNeeded
                | What::FileBy { .. }
                | What::Late(_)
                | What::Valid { .. }
                | What::Deemed
                | What::Place { .. }
                | What::Needs(_)
                | What::Covers(_)
                | What::Fund(_)
                | What::Bands { .. }
                | What::Amount { .. }
                | What::Adjust(_)
                | What::HigherOf
                | What::Table(_)
                | What::Ruling { .. }
                | What::Example(_) => {}
            }
        }
    }

    /// What the language itself names.
    fn standard() -> Self {
        let mut out = Self::default();
        for (_, latin, han, _) in ROLES {
            out.pair(Kind::Fact, "", latin, han);
            out.facts.insert((*latin).to_owned(), Holds::Other);
            out.facts.insert((*han).to_owned(), Holds::Other);
        }
        let values: [(&str, &[(&str, &str)]); 4] =
            [("distance", &DISTANCES), ("filing", &FILINGS), ("filing_stage", &FILING_STAGES), ("route", &ROUTES)];
        for (fact, pairs) in values {
            for (latin, han) in pairs {
                out.pair(Kind::Value, fact, latin, han);
            }
            let names = ROLES.iter().find(|(_, latin, ..)| *latin == fact).map(|(_, latin, han, _)| [*latin, *han]);
            for name in names.into_iter().flatten() {
                out.facts.insert(name.to_owned(), Holds::Names);
            }
        }
        for (latin, han) in FILING_FAILURES {
            out.pair(Kind::Reason, "", latin, han);
        }
        for (latin, han) in LayerFigure::ALL.map(LayerFigure::names).into_iter().chain(FIGURES) {
            out.pair(Kind::Figure, "", latin, han);
        }
        for code in Code::ALL {
            out.pair(Kind::Code, "", code.slug(), code.slug_zh());
        }
        for word in TABLE
            .iter()
            .filter(|word| matches!(word.rule, "k_deductible" | "k_limit" | "k_rate" | "k_share" | "k_cap" | "k_paid" | "k_adjust"))
        {
            out.pair(Kind::Code, "", word.of(Lang::En), word.of(Lang::Zh));
        }
        out
    }
}

/// The two names of everything declared in a set of files.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    policies: BTreeMap<String, Arc<Names>>,
    /// Vocabularies, then what the language itself names.
    shared: Vec<Names>,
}

impl Dictionary {
    /// The names of all files: give every file of a load, so that a name declared in one turns in another.
    pub fn collect(files: &[&File]) -> Self {
        let mut out = Self::default();
        let mut shared = Names::default();
        for item in files.iter().flat_map(|file| &file.items) {
            match &item.it {
                Item::Vocabulary(clauses) => shared.clauses(clauses),
                Item::Catalog(_) => {}
                Item::Policy(policy) => {
                    let names = Arc::make_mut(out.policies.entry(policy.name.it.clone()).or_default());
                    names.parents.extend(policy.extends.iter().map(|parent| parent.it.clone()));
                    names.clauses(&policy.clauses);
                }
            }
        }
        out.shared = vec![shared, Names::standard()];
        out
    }

    /// This one, and behind it another: what both declare, this one names.
    pub(super) fn before(mut self, other: &Self) -> Self {
        for (policy, names) in &other.policies {
            self.policies.entry(policy.clone()).or_insert_with(|| Arc::clone(names));
        }
        self.shared.splice(1..1, other.shared.first().cloned());
        self
    }

    /// The scopes a policy sees: its own, its parents', the shared ones.
    fn scopes(&self, policy: &str) -> Vec<&Names> {
        let mut seen = BTreeSet::new();
        let mut next = vec![policy];
        let mut out = Vec::new();
        while let Some(name) = next.pop() {
            if let (Some(names), true) = (self.policies.get(name), seen.insert(name)) {
                out.push(names.as_ref());
                next.extend(names.parents.iter().map(String::as_str));
            }
        }
        out.extend(&self.shared);
        out
    }

    /// The name in the other script, where there is one that turns back; looked up as each kind in turn. Values name their fact.
    pub(super) fn turn(&self, policy: &str, name: &str, to: Lang, kinds: &[(Kind, &str)]) -> Option<String> {
        if script(name) == to {
            return None;
        }
        let back = if to == Lang::En { Lang::Zh } else { Lang::En };
        let scopes = self.scopes(policy);
        let found = Self::find(&scopes, name, to, kinds)?;
        (Self::find(&scopes, found, back, kinds) == Some(name)).then(|| found.to_owned())
    }

    fn find<'a>(scopes: &[&'a Names], name: &str, to: Lang, kinds: &[(Kind, &str)]) -> Option<&'a str> {
        for (kind, of) in kinds {
            let both = [Some(*of), other_fact(scopes, of)];
            for scope in scopes {
                for of in both.iter().flatten() {
                    let found = scope.pairs.get(&(*kind, (*of).to_owned())).and_then(|pairs| pairs.turn(name, to));
                    if found.is_some() {
                        return found;
                    }
                }
            }
            if of.is_empty() && scopes.iter().any(|scope| scope.unpaired.contains(&(*kind, name.to_owned()))) {
                return None;
            }
        }
        None
    }

    /// Whether two names, dotted or not, are the same, or the two names of one thing, whoever declares it.
    pub(super) fn are_one(&self, a: &str, b: &str) -> bool {
        let pair = |a: &str, b: &str| a == b || self.pairs().any(|pairs| pairs.turn(a, script(b)) == Some(b));
        a == b || (a.split('.').count() == b.split('.').count() && a.split('.').zip(b.split('.')).all(|(a, b)| pair(a, b)))
    }

    fn pairs(&self) -> impl Iterator<Item = &Pairs> {
        self.policies.values().map(AsRef::as_ref).chain(&self.shared).flat_map(|names| names.pairs.values())
    }

    /// Whether a name, in either script, is a value of a fact.
    pub(super) fn is_value(&self, policy: &str, fact: &str, name: &str) -> bool {
        let to = if script(name) == Lang::En { Lang::Zh } else { Lang::En };
        Self::find(&self.scopes(policy), name, to, &[(Kind::Value, fact)]).is_some()
    }

    /// What a fact holds; none when nobody declares it.
    pub(super) fn holds(&self, policy: &str, fact: &str) -> Option<Holds> {
        self.scopes(policy).iter().find_map(|names| names.facts.get(fact).copied())
    }
}

/// A fact's other name.
fn other_fact<'a>(scopes: &[&'a Names], fact: &str) -> Option<&'a str> {
    if fact.is_empty() {
        return None;
    }
    let to = if script(fact) == Lang::En { Lang::Zh } else { Lang::En };
    scopes.iter().find_map(|names| names.pairs.get(&(Kind::Fact, String::new())).and_then(|pairs| pairs.turn(fact, to)))
}

/// The vocabulary a name belongs to: Chinese as soon as it holds a Han character.
pub(super) fn script(name: &str) -> Lang {
    if name.chars().any(is_han) { Lang::Zh } else { Lang::En }
}
