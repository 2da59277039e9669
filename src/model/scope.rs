//! The facts of a policy: the engine's derived ones, those of the vocabularies, those it declares itself.

use super::guard::{self, Reader};
use super::interface;
use super::policy::{Fact, FactId, Scope, Stage};
use super::words::{self, Thing};
use crate::claim::{DISTANCES, FILING_STAGES, FILINGS, RESERVED, ROLES, ROUTES, Role};
use crate::diagnostic::Fault;
use crate::plan::{FactKind, Names};
use crate::source::Span;
use crate::syntax::tree::{Clause, Declared, Fact as FactTree, FactKind as KindTree, Name, What};
use crate::value::Set;

/// Latin and Han name of a declared thing.
pub fn names(declared: &Declared) -> Names {
    let mut out = Names::default();
    for name in std::iter::once(&declared.name).chain(&declared.other) {
        let han = !name.it.is_ascii();
        let slot = if han { &mut out.han } else { &mut out.latin };
        if slot.is_empty() {
            slot.clone_from(&name.it);
        }
    }
    out
}

/// Whether a written name is one of the two.
pub fn is_named(names: &Names, written: &str) -> bool {
    !written.is_empty() && (names.latin == written || names.han == written)
}

/// Whether a written name is one of those a thing is declared by: as [`is_named`] of its [`names`].
pub fn is_declared(declared: &Declared, written: &str) -> bool {
    let second = |other: &Name| other.it == written && other.it.is_ascii() != declared.name.it.is_ascii();
    !written.is_empty() && (declared.name.it == written || declared.other.as_ref().is_some_and(second))
}

/// The names of a pair of constants.
pub fn pair((latin, han): (&str, &str)) -> Names {
    Names { latin: latin.to_owned(), han: han.to_owned() }
}

impl Scope {
    /// The fact a written name means.
    pub fn named(&self, written: &str) -> Option<FactId> {
        self.facts.iter().position(|fact| is_named(&fact.names, written)).and_then(|at| FactId::try_from(at).ok())
    }

    /// The fact a written name means, or a fault with the nearest one.
    pub fn find(&self, name: &Name, faults: &mut Vec<Fault>) -> Option<FactId> {
        let found = self.named(&name.it);
        if found.is_none() {
            let known: Vec<&str> = self.facts.iter().flat_map(|fact| [fact.names.latin.as_str(), fact.names.han.as_str()]).collect();
            let values =
                self.facts.iter().flat_map(|fact| fact.kind.values()).flat_map(|(names, _)| [names.latin.as_str(), names.han.as_str()]);
            let with_values: Vec<&str> = known.iter().copied().chain(values).collect();
            faults.push(match cut(&name.it, &known).or_else(|| cut(&name.it, &with_values)) {
                Some(pieces) => words::glued(&name.it, &pieces, name.span),
                None => words::unknown(Thing::Fact, &name.it, self.facts.iter().map(|fact| words::two(&fact.names)), name.span),
            });
        }
        found
    }
}

/// Cuts glued Han words over known names and the joining words; `None` where they do not make it up.
pub fn cut(written: &str, known: &[&str]) -> Option<Vec<String>> {
    const JOINTS: [&str; 6] = ["或", "且", "是", "不是", "当", "不限"];
    if written.is_ascii() || written.chars().count() > 40 {
        return None;
    }
    let mut pieces = Vec::new();
    let mut left = written;
    while !left.is_empty() {
        let piece = known.iter().copied().chain(JOINTS).filter(|k| !k.is_empty() && left.starts_with(k)).max_by_key(|k| k.len())?;
        pieces.push(piece.to_owned());
        left = left.strip_prefix(piece)?;
    }
    (pieces.len() > 1).then_some(pieces)
}

fn plain(names: Names, kind: FactKind, domain: Set, span: Span) -> Fact {
    Fact {
        names,
        kind,
        domain,
        default: None,
        only_when: Vec::new(),
        of_item: false,
        role: None,
        stage: Stage::Claim,
        define: None,
        field: String::new(),
        span,
    }
}

fn ordinals(n: usize) -> Set {
    Set::range(0, i64::try_from(n).unwrap_or(i64::MAX) - 1)
}

/// The derived facts, in the order of their roles. `filings` are the declared names; `on` is the policy's period.
fn derived(filings: &[Names], on: (i64, i64)) -> Vec<Fact> {
    let closed = |pairs: &[(&str, &str)], more: &[Names]| {
        let values: Vec<_> = pairs.iter().map(|p| pair(*p)).chain(more.iter().cloned()).map(|n| (n, String::new())).collect();
        let domain = ordinals(values.len());
        (FactKind::Enum(values), domain)
    };
    ROLES
        .iter()
        .filter(|(.., derived)| *derived)
        .map(|&(role, latin, han, _)| {
            let day = (FactKind::Date, Set::all());
            let ((kind, domain), stage) = match role {
                Role::Distance => (closed(&DISTANCES, &[]), Stage::Claim),
                Role::Filing => (closed(&FILINGS, filings), Stage::Filing),
                Role::FilingStage => (closed(&FILING_STAGES, &[]), Stage::Filing),
                Role::Route => (closed(&ROUTES, &[]), Stage::Route),
                Role::EffectiveOn => ((FactKind::Date, Set::range(on.0, on.1)), Stage::Claim),
                _ => (day, Stage::Claim),
            };
            Fact { role: Some(role), stage, ..plain(pair((latin, han)), kind, domain, Span::default()) }
        })
        .collect()
}

/// Builds the scope from declarations in order: vocabularies first, then the policies from the root down.
pub fn build(declarations: &[&Clause], filings: &[Names], on: (i64, i64), faults: &mut Vec<Fault>) -> Scope {
    let mut scope = Scope { facts: derived(filings, on), ..Scope::default() };
    let mut written: Vec<(FactId, &Clause, &FactTree)> = Vec::new();
    for clause in declarations {
        if let What::Fact(fact) = &clause.what {
            let made = names(&fact.name);
            if is_reserved(&made) {
                faults.push(words::reserved(&fact.name.name.it, fact.name.name.span));
                continue;
            }
            let clash = scope.facts.iter().find(|old| is_named(&made, &old.names.latin) || is_named(&made, &old.names.han));
            if let Some(old) = clash {
                faults.push(words::twice(&fact.name.name.it, fact.name.name.span, old.span));
                continue;
            }
            let Ok(id) = FactId::try_from(scope.facts.len()) else { continue };
            interface::field(&scope, fact, faults);
            interface::codes_of(fact, faults);
            scope.facts.push(declare(fact, made));
            written.push((id, clause, fact));
        }
    }
    for clause in declarations {
        add_values(&mut scope, clause, faults);
    }
    for fact in &mut scope.facts {
        if let FactKind::Enum(values) = &fact.kind {
            fact.domain = ordinals(values.len());
        }
    }
    for (id, _, fact) in &written {
        number_domain(&mut scope, *id, fact, faults);
    }
    for (id, clause, fact) in written {
        let mut reader = Reader { scope: &mut scope, faults };
        let only = reader.guard(&clause.when, Stage::Claim);
        let default = fact.default.as_ref().and_then(|literal| reader.literal(id, literal)).and_then(|set| set.first());
        if let Some(made) = scope.facts.get_mut(id as usize) {
            made.only_when = only;
            made.default = default;
        }
    }
    scope
}

/// Whether a fact of that name would hide a key of the claim itself.
pub fn is_reserved(names: &Names) -> bool {
    RESERVED.iter().any(|(latin, han)| names.latin == *latin || names.han == *han)
}

fn declare(fact: &FactTree, made: Names) -> Fact {
    let kind = match &fact.kind {
        KindTree::OneOf(values) => {
            FactKind::Enum(values.iter().map(|(name, code)| (names(name), code.as_ref().map_or(String::new(), |c| c.it.clone()))).collect())
        }
        KindTree::YesNo => FactKind::YesNo,
        KindTree::Count(_) => FactKind::Count,
        KindTree::Age(_) => FactKind::Age,
        KindTree::Years(_) => FactKind::Years,
        KindTree::Region => FactKind::Region,
        KindTree::Date => FactKind::Date,
        KindTree::Money => FactKind::Money,
        KindTree::Text => FactKind::Text(Vec::new()),
    };
    let domain = match &kind {
        FactKind::Enum(values) => ordinals(values.len()),
        FactKind::YesNo => Set::range(0, 1),
        FactKind::Count | FactKind::Age | FactKind::Years | FactKind::Date => Set::all(),
        FactKind::Region => Set::range(100_000, 999_999),
        FactKind::Money => Set::range(0, crate::value::FEN_LIMIT),
        FactKind::Text(_) => Set::range(0, i64::MAX),
    };
    let role = Role::of(&made.latin);
    let stage = if fact.of_item { Stage::Item } else { Stage::Claim };
    let field = fact.field.as_ref().map_or(String::new(), |f| f.it.clone());
    Fact { of_item: fact.of_item, role, stage, field, ..plain(made, kind, domain, fact.name.name.span) }
}

/// `value … of F` and `group … of F …`
fn add_values(scope: &mut Scope, clause: &Clause, faults: &mut Vec<Fault>) {
    let add = |scope: &mut Scope, fact: FactId, declared: &Declared, code: &str, faults: &mut Vec<Fault>| -> Option<i64> {
        let made = names(declared);
        let Some(FactKind::Enum(values)) = scope.facts.get_mut(fact as usize).map(|f| &mut f.kind) else {
            let name = scope.fact(fact).map(|f| f.names.clone()).unwrap_or_default();
            faults.push(words::wrong_kind(
                &name,
                ("values only where it is declared with `one of`", "「取值」所列的值"),
                declared.name.span,
            ));
            return None;
        };
        let at = values.iter().position(|(old, _)| is_named(old, &declared.name.it)).unwrap_or_else(|| {
            values.push((made, code.to_owned()));
            values.len() - 1
        });
        i64::try_from(at).ok()
    };
    match &clause.what {
        What::Value { name, of, code } => {
            if let Some(fact) = scope.find(of, faults) {
                add(scope, fact, name, code.as_ref().map_or("", |c| c.it.as_str()), faults);
                if let (Some(code), Some(fact)) = (code, scope.fact(fact)) {
                    interface::code_of(fact, &names(name), code, faults);
                }
            }
        }
        What::Group { name, of, members } => {
            if let Some(fact) = scope.find(of, faults) {
                let ordinals = members.iter().filter_map(|member| add(scope, fact, member, "", faults)).collect();
                scope.groups.push((names(name), fact, ordinals));
            }
        }
        _ => {}
    }
}

/// `count 1 or more`, `age 0 .. 130 years old`: the pattern is the domain.
fn number_domain(scope: &mut Scope, id: FactId, fact: &FactTree, faults: &mut Vec<Fault>) {
    let (KindTree::Count(pattern) | KindTree::Age(pattern) | KindTree::Years(pattern)) = &fact.kind else { return };
    if let Some(made) = scope.facts.get_mut(id as usize) {
        made.domain = Set::range(0, guard::LARGEST_COUNT);
    }
    let set = Reader { scope, faults }.pattern(id, pattern);
    if let (Some(made), Some(set)) = (scope.facts.get_mut(id as usize), set) {
        made.domain = set;
    }
}
