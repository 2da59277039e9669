//! The keys a claim may state, in either language or as the fields of the settlement interface.

use super::words;
use crate::claim::{ClaimFault, LayerFigure, ROLES, Role};
use crate::plan::{Names, PolicyPlan};
use crate::source::nearest;

/// What a key of a claim names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A fact of the policy.
    Fact(u16),
    /// What the engine reads whether or not the policy's facts list it.
    Role(Role),
    /// A declared part.
    Part(usize),
    /// A figure of a given layer, by the layer's key.
    Given(String, LayerFigure),
}

/// Read by the engine even where the policy's facts do not list them.
const ALWAYS: [Role; 11] = [
    Role::Id,
    Role::PersonId,
    Role::Reverses,
    Role::InsuredRegion,
    Role::Scheme,
    Role::Total,
    Role::OutOfCatalog,
    Role::OverCeiling,
    Role::FirstSelfPay,
    Role::Eligible,
    Role::PersonalBalance,
];

/// Whether a name is one of two.
pub fn is(names: &Names, name: &str) -> bool {
    !name.is_empty() && (names.latin == name || names.han == name)
}

/// What a key names.
pub fn resolve(policy: &PolicyPlan, name: &str) -> Option<Key> {
    if let Some(at) = policy.facts.iter().position(|fact| fact.is_named(name)) {
        return u16::try_from(at).ok().map(Key::Fact);
    }
    if let Some(role) = ALWAYS.into_iter().find(|role| role.names().0 == name || role.names().1 == name) {
        return Some(Key::Role(role));
    }
    if let Some(at) = policy.parts.iter().position(|part| is(&part.names, name)) {
        return Some(Key::Part(at));
    }
    let field = policy.fact_called(name, false).or_else(|| policy.fact_called(name, true));
    if let Some(at) = field.and_then(|at| u16::try_from(at).ok()) {
        return Some(Key::Fact(at));
    }
    let (layer, figure) = name.rsplit_once('.')?;
    let figure = LayerFigure::called(&LayerFigure::GIVEN, figure)?;
    let (benefit, at) = given_layers(policy, layer).next()?;
    let layer = policy.benefits.get(benefit)?.layers.get(at)?;
    Some(Key::Given(layer.names.key().to_owned(), figure))
}

/// The names of what a key names.
pub fn names_of(policy: &PolicyPlan, key: &Key) -> Names {
    match key {
        Key::Fact(at) => policy.facts.get(*at as usize).map(|fact| fact.names.clone()).unwrap_or_default(),
        Key::Role(role) => words::role_names(*role),
        Key::Part(at) => policy.parts.get(*at).map(|part| part.names.clone()).unwrap_or_default(),
        Key::Given(layer, figure) => {
            let (latin, han) = figure.names();
            let label = given_layers(policy, layer).next().and_then(|(benefit, at)| policy.benefits.get(benefit)?.layers.get(at));
            let label = label.map_or(layer.as_str(), |layer| layer.names.label());
            Names { latin: format!("{layer}.{latin}"), han: format!("{label}.{han}") }
        }
    }
}

/// The given layers of a name: benefit and layer.
pub fn given_layers<'a>(policy: &'a PolicyPlan, name: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    policy.benefits.iter().enumerate().flat_map(move |(benefit, plan)| {
        let named = plan.layers.iter().enumerate().filter(move |(_, layer)| layer.given && is(&layer.names, name));
        named.map(move |(at, _)| (benefit, at))
    })
}

/// The fault of a key nobody knows, with the nearest that is known.
pub fn unknown(policy: &PolicyPlan, name: &str) -> ClaimFault {
    if ROLES.iter().any(|(_, latin, han, derived)| *derived && (*latin == name || *han == name)) {
        return words::derived_key(&Names { latin: name.to_owned(), han: String::new() });
    }
    let stated = policy.facts.iter().filter(|fact| !fact.derived && !fact.of_item);
    let facts = stated.flat_map(|fact| [fact.names.latin.as_str(), fact.names.han.as_str(), fact.field.as_str()]);
    let names = facts.chain(policy.parts.iter().flat_map(|part| [part.names.latin.as_str(), part.names.han.as_str()]));
    let always = ALWAYS.iter().flat_map(|role| [role.names().0, role.names().1]);
    let given = policy.benefits.iter().flat_map(|benefit| &benefit.layers).filter(|layer| layer.given);
    let given: Vec<String> = given
        .flat_map(|layer| {
            let both = |(latin, han)| [format!("{}.{latin}", layer.names.latin), format!("{}.{han}", layer.names.han)];
            LayerFigure::GIVEN.into_iter().flat_map(move |figure| both(figure.names()))
        })
        .collect();
    words::unknown_key(name, nearest(name, names.chain(always).chain(given.iter().map(String::as_str)).filter(|name| !name.is_empty())))
}
