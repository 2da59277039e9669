//! Names as an example writes them, in either script, looked up in a policy.

use super::words;
use crate::claim::{ROLES, Role};
use crate::diagnostic::Fault;
pub(super) use crate::model::is_named as is;
use crate::model::policy::{Benefit, Layer, Policy, Stage};
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

/// Both names of a thing, those that are not empty.
pub(super) fn both(names: &Names) -> impl Iterator<Item = &str> {
    [names.latin.as_str(), names.han.as_str()].into_iter().filter(|name| !name.is_empty())
}

/// The key a claim states the fact of a role under.
pub(super) fn role_key(policy: &Policy, role: Role) -> &str {
    policy.scope.role(role).and_then(|id| policy.scope.fact(id)).map_or(role.names().0, |fact| fact.names.key())
}

/// Both names of the fact of a role.
pub(super) fn role_names(policy: &Policy, role: Role) -> Names {
    let (latin, han) = role.names();
    let standard = || Names { latin: latin.to_owned(), han: han.to_owned() };
    policy.scope.role(role).and_then(|id| policy.scope.fact(id)).map_or_else(standard, |fact| fact.names.clone())
}

/// The fact a claim, or with `items` a line of its bill, states under a name.
pub(super) fn subject<'a>(policy: &'a Policy, name: &Name, items: bool) -> Result<Subject<'a>, Box<Fault>> {
    match declared(policy, &name.it).or_else(|| standard(&name.it)).or_else(|| part(policy, &name.it)) {
        None => {
            let stated = policy.scope.facts.iter().filter(|fact| fact.of_item == items && !derived(fact.role, fact.stage));
            let parts = policy.parts.iter().filter(|_| !items).flat_map(|part| both(&part.names));
            let near = nearest(&name.it, stated.flat_map(|fact| both(&fact.names)).chain(parts));
            Err(words::unknown_fact(name.span, &name.it, near))
        }
        Some(Known::Derived) => Err(words::derived_fact(name.span, &name.it)),
        Some(Known::Stated(subject)) if subject.of_item && !items => Err(words::item_fact(name.span, &name.it)),
        Some(Known::Stated(subject)) if items && !subject.of_item => Err(words::claim_fact(name.span, &name.it)),
        Some(Known::Stated(subject)) => Ok(subject),
    }
}

/// A fact that is known.
enum Known<'a> {
    /// Claims or items state it.
    Stated(Subject<'a>),
    /// It follows from others.
    Derived,
}

/// A fact of the policy's scope.
fn declared<'a>(policy: &'a Policy, word: &str) -> Option<Known<'a>> {
    let fact = policy.scope.named(word).and_then(|id| policy.scope.fact(id))?;
    if fact.define.is_some() || derived(fact.role, fact.stage) {
        return Some(Known::Derived);
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
    let takes = fact.role.and_then(|role| of_role(&ITEM, role)).unwrap_or(takes);
    Some(Known::Stated(Subject { key: fact.names.key(), takes, of_item: fact.of_item || fact.role.is_some_and(of_item) }))
}

/// A fact of the engine's own that the scope does not declare.
fn standard(word: &str) -> Option<Known<'static>> {
    let &(role, key, _, derived) = ROLES.iter().find(|(_, latin, han, _)| *latin == word || *han == word)?;
    if derived {
        return Some(Known::Derived);
    }
    let takes = of_role(&ITEM, role).or_else(|| of_role(&CLAIM, role)).unwrap_or(Takes::Text);
    Some(Known::Stated(Subject { key, takes, of_item: of_item(role) }))
}

/// A declared part, which a claim without lines states as a sum.
fn part<'a>(policy: &'a Policy, word: &str) -> Option<Known<'a>> {
    let part = policy.parts.iter().find(|part| is(&part.names, word))?;
    Some(Known::Stated(Subject { key: part.names.key(), takes: Takes::Money, of_item: false }))
}

/// What the engine's own facts of a line of the bill take.
const ITEM: [(Role, Takes<'static>); 5] = [
    (Role::ItemCode, Takes::Text),
    (Role::ItemAmount, Takes::Money),
    (Role::ItemQuantity, Takes::Quantity),
    (Role::ItemFirstPay, Takes::Rate),
    (Role::ItemCeiling, Takes::Money),
];

/// What the engine's own facts of a claim take, where no vocabulary declares them; the others take text.
const CLAIM: [(Role, Takes<'static>); 17] = [
    (Role::InsuredRegion, Takes::Region),
    (Role::CareRegion, Takes::Region),
    (Role::FiledRegion, Takes::Region),
    (Role::Admission, Takes::Count),
    (Role::Admitted, Takes::Date),
    (Role::Discharged, Takes::Date),
    (Role::Visited, Takes::Date),
    (Role::Settled, Takes::Date),
    (Role::Filed, Takes::Date),
    (Role::FiledStart, Takes::Date),
    (Role::FiledUntil, Takes::Date),
    (Role::Total, Takes::Money),
    (Role::OutOfCatalog, Takes::Money),
    (Role::OverCeiling, Takes::Money),
    (Role::FirstSelfPay, Takes::Money),
    (Role::Eligible, Takes::Money),
    (Role::PersonalBalance, Takes::Money),
];

fn of_role(all: &[(Role, Takes<'static>)], role: Role) -> Option<Takes<'static>> {
    all.iter().find(|(of, _)| *of == role).map(|(_, takes)| *takes)
}

/// Whether a fact of the engine's own belongs to a line of the bill.
fn of_item(role: Role) -> bool {
    role == Role::Class || of_role(&ITEM, role).is_some()
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

/// Every layer as `benefit.layer`, by both names.
pub(super) fn paths(policy: &Policy) -> Vec<Names> {
    let layers = policy.benefits.iter().flat_map(|of| of.layers.iter().map(move |layer| (&of.names, &layer.names)));
    let path = |of: &str, layer: &str| format!("{of}.{layer}");
    layers.map(|(of, layer)| Names { latin: path(of.key(), layer.key()), han: path(of.label(), layer.label()) }).collect()
}

/// A path as written: `inpatient.pool`.
pub(super) fn dotted(path: &[Name]) -> String {
    path.iter().map(|name| name.it.as_str()).collect::<Vec<_>>().join(".")
}

/// A dotted name as its parts, each with the span of the whole.
pub(super) fn split(name: &Name) -> Vec<Name> {
    name.it.split('.').map(|part| Name::new(part.to_owned(), name.span)).collect()
}
