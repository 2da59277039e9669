//! Names as an example writes them, in either script, looked up in a policy.

use super::words;
use crate::claim::{ROLES, Role};
use crate::diagnostic::Fault;
use crate::model::policy::{Benefit, FactId, Layer, Policy, Stage};
use crate::plan::{FactKind, Names};
use crate::source::nearest;
use crate::syntax::tree::Name;

/// A fact an example may state.
pub(super) struct Subject<'a> {
    /// The key a claim states it under.
    pub key: &'a str,
    /// What it takes.
    pub takes: Takes<'a>,
    /// A fact of one line of the bill.
    pub of_item: bool,
}

/// What a fact takes.
#[derive(Clone, Copy)]
pub(super) enum Takes<'a> {
    /// One of these.
    Enum(&'a [(Names, String)]),
    /// Yes or no.
    YesNo,
    /// A whole number.
    Count,
    /// An age in years.
    Age,
    /// Years.
    Years,
    /// A six-digit code.
    Region,
    /// A day.
    Date,
    /// Yuan.
    Money,
    /// Any name or text.
    Text,
    /// A percentage.
    Rate,
    /// A number, with a fraction or without.
    Quantity,
}

/// Whether `word` is one of a thing's names.
pub(super) fn is(names: &Names, word: &str) -> bool {
    !word.is_empty() && (names.latin == word || names.han == word)
}

/// Both names of a thing, those that are not empty.
pub(super) fn both(names: &Names) -> impl Iterator<Item = &str> {
    [names.latin.as_str(), names.han.as_str()].into_iter().filter(|name| !name.is_empty())
}

/// The fact of a name.
pub(super) fn fact(policy: &Policy, word: &str) -> Option<FactId> {
    policy.scope.facts.iter().position(|fact| is(&fact.names, word)).and_then(|at| FactId::try_from(at).ok())
}

/// The key a claim states the fact of a role under.
pub(super) fn role_key(policy: &Policy, role: Role) -> &str {
    policy.scope.role(role).and_then(|id| policy.scope.fact(id)).map_or(role.names().0, |fact| fact.names.key())
}

/// The fact a claim, or with `items` a line of its bill, states under a name.
pub(super) fn subject<'a>(policy: &'a Policy, name: &Name, items: bool) -> Result<Subject<'a>, Fault> {
    let found = declared(policy, &name.it).or_else(|| standard(&name.it));
    let Some(found) = found else {
        let stated = policy.scope.facts.iter().filter(|fact| fact.of_item == items && !derived(fact.role, fact.stage));
        let near = nearest(&name.it, stated.flat_map(|fact| both(&fact.names)));
        return Err(words::unknown_fact(name.span, &name.it, near));
    };
    match found {
        None => Err(words::derived_fact(name.span, &name.it)),
        Some(subject) if subject.of_item && !items => Err(words::item_fact(name.span, &name.it)),
        Some(subject) if items && !subject.of_item => Err(words::claim_fact(name.span, &name.it)),
        Some(subject) => Ok(subject),
    }
}

/// A fact of the policy's scope; `Some(None)` when it is derived.
fn declared<'a>(policy: &'a Policy, word: &str) -> Option<Option<Subject<'a>>> {
    let fact = fact(policy, word).and_then(|id| policy.scope.fact(id))?;
    if fact.define.is_some() || derived(fact.role, fact.stage) {
        return Some(None);
    }
    let takes = match &fact.kind {
        FactKind::Enum(values) => Takes::Enum(values),
        FactKind::YesNo => Takes::YesNo,
        FactKind::Count => Takes::Count,
        FactKind::Age => Takes::Age,
        FactKind::Years => Takes::Years,
        FactKind::Region => Takes::Region,
        FactKind::Date => Takes::Date,
        FactKind::Money => Takes::Money,
        FactKind::Text(_) => Takes::Text,
    };
    let takes = fact.role.and_then(item_takes).unwrap_or(takes);
    Some(Some(Subject { key: fact.names.key(), takes, of_item: fact.of_item || fact.role.is_some_and(of_item) }))
}

/// A fact of the engine's own that the scope does not declare; `Some(None)` when it is derived.
fn standard(word: &str) -> Option<Option<Subject<'static>>> {
    let &(role, key, _, derived) = ROLES.iter().find(|(_, latin, han, _)| *latin == word || *han == word)?;
    if derived {
        return Some(None);
    }
    let takes = item_takes(role).unwrap_or(match role {
        Role::InsuredRegion | Role::CareRegion | Role::FiledRegion => Takes::Region,
        Role::Admission => Takes::Count,
        Role::Admitted | Role::Discharged | Role::Visited | Role::Settled | Role::Filed | Role::FiledStart | Role::FiledUntil => {
            Takes::Date
        }
        Role::Total | Role::OutOfCatalog | Role::OverCeiling | Role::FirstSelfPay | Role::Eligible | Role::PersonalBalance => Takes::Money,
        Role::Id | Role::PersonId | Role::Reverses | Role::Scheme | Role::Institution | Role::Episode | Role::FiledAs => Takes::Text,
        Role::FiledInstitution | Role::Class | Role::ItemCode | Role::ItemAmount | Role::ItemQuantity => Takes::Text,
        Role::ItemFirstPay | Role::ItemCeiling | Role::CareStart | Role::CareEnd | Role::Distance | Role::Filing => Takes::Text,
        Role::FilingStage | Role::Route | Role::EffectiveOn => Takes::Text,
    });
    Some(Some(Subject { key, takes, of_item: of_item(role) }))
}

/// What the engine's own facts of a line of the bill take.
fn item_takes(role: Role) -> Option<Takes<'static>> {
    const TAKES: [(Role, Takes<'static>); 5] = [
        (Role::ItemCode, Takes::Text),
        (Role::ItemAmount, Takes::Money),
        (Role::ItemQuantity, Takes::Quantity),
        (Role::ItemFirstPay, Takes::Rate),
        (Role::ItemCeiling, Takes::Money),
    ];
    TAKES.iter().find(|(of, _)| *of == role).map(|(_, takes)| *takes)
}

/// Whether a fact of the engine's own belongs to a line of the bill.
fn of_item(role: Role) -> bool {
    role == Role::Class || item_takes(role).is_some()
}

/// Whether a fact is derived and never stated, as far as its role or its stage says.
fn derived(role: Option<Role>, stage: Stage) -> bool {
    match stage {
        Stage::Filing | Stage::Route => true,
        Stage::Claim | Stage::Item => ROLES.iter().any(|(of, .., derived)| Some(*of) == role && *derived),
    }
}

/// The benefit of a name.
pub(super) fn benefit<'a>(policy: &'a Policy, word: &str) -> Option<&'a Benefit> {
    policy.benefits.iter().find(|benefit| is(&benefit.names, word))
}

/// The layer of a name in a benefit.
pub(super) fn layer<'a>(benefit: &'a Benefit, word: &str) -> Option<&'a Layer> {
    benefit.layers.iter().find(|layer| is(&layer.names, word))
}

/// Every layer of a name, with its benefit.
pub(super) fn layers<'a>(policy: &'a Policy, word: &str) -> Vec<(&'a Benefit, &'a Layer)> {
    policy.benefits.iter().filter_map(|benefit| layer(benefit, word).map(|layer| (benefit, layer))).collect()
}

/// The layer a path names, from its benefit down or alone; with its benefit. `None` for an unknown or ambiguous one.
pub(super) fn layer_at<'a>(policy: &'a Policy, path: &[Name]) -> Option<(&'a Benefit, &'a Layer)> {
    match path {
        [of, name] => benefit(policy, &of.it).and_then(|of| layer(of, &name.it).map(|layer| (of, layer))),
        [name] => match layers(policy, &name.it).as_slice() {
            [one] => Some(*one),
            _ => None,
        },
        _ => None,
    }
}

/// Every name of benefits and layers, for suggestions.
pub(super) fn blocks(policy: &Policy) -> impl Iterator<Item = &str> {
    policy.benefits.iter().flat_map(|of| both(&of.names).chain(of.layers.iter().flat_map(|layer| both(&layer.names))))
}

/// A path as written: `inpatient.pool`.
pub(super) fn dotted(path: &[Name]) -> String {
    path.iter().map(|name| name.it.as_str()).collect::<Vec<_>>().join(".")
}

/// A dotted name as its parts, each with the span of the whole.
pub(super) fn split(name: &Name) -> Vec<Name> {
    name.it.split('.').map(|part| Name::new(part.to_owned(), name.span)).collect()
}
