//! What the national settlement interface calls facts and their values: a field for a fact, one or more codes for a value.

use super::table::{FactPlan, Names, Plan};
use crate::claim::{Claim, Role, Value};

impl FactPlan {
    /// Whether it goes by this name in either language.
    pub fn is_named(&self, name: &str) -> bool {
        !name.is_empty() && (self.names.latin == name || self.names.han == name)
    }

    /// Whether it travels in this field of the interface.
    pub fn is_field(&self, key: &str) -> bool {
        !key.is_empty() && self.field == key
    }
}

impl Plan {
    /// The policy of that name, version and hash; where the rules have changed since, the version of that day, else any of that name:
    /// its funds and the fields of its facts are the nearest there are.
    pub fn settled_by(&self, name: &str, version: &str, hash: &str) -> Option<&super::table::PolicyPlan> {
        let of_name = || self.policies.iter().filter(|policy| policy.name == name);
        let unchanged = of_name().find(|policy| policy.hash == hash);
        unchanged.or_else(|| of_name().find(|policy| policy.version == version)).or_else(|| of_name().next())
    }

    /// What a claim states for a role: under either of its names, or under the field any policy's vocabulary gives it.
    pub fn stated<'c>(&self, claim: &'c Claim, role: Role) -> Option<&'c Value> {
        let (latin, han) = role.names();
        claim.get(latin).or_else(|| claim.get(han)).or_else(|| {
            let facts = self.policies.iter().filter_map(|policy| policy.fact_of(role));
            facts.filter(|fact| !fact.field.is_empty()).find_map(|fact| claim.get(&fact.field))
        })
    }
}

impl super::table::PolicyPlan {
    /// The fact that plays a role.
    pub fn fact_of(&self, role: Role) -> Option<&FactPlan> {
        let at = self.roles.binary_search_by_key(&role, |(role, _)| *role).ok()?;
        self.roles.get(at).and_then(|(_, fact)| self.facts.get(*fact as usize))
    }

    /// The fact a key of a claim names, or of one of its items: by name before field.
    pub fn fact_called(&self, key: &str, of_item: bool) -> Option<usize> {
        let among = |called: fn(&FactPlan, &str) -> bool| self.facts.iter().position(|fact| fact.of_item == of_item && called(fact, key));
        among(FactPlan::is_named).or_else(|| among(FactPlan::is_field))
    }
}

/// The codes of a value, as the vocabulary writes them: parted by blanks. The first is the one results use.
pub fn codes(written: &str) -> impl Iterator<Item = &str> {
    written.split_whitespace()
}

/// The place of the value a text names: in either language, or by one of its codes.
pub fn value_called(values: &[(Names, String)], text: &str) -> Option<usize> {
    if text.is_empty() {
        return None;
    }
    let named = values.iter().position(|(names, _)| names.latin == text || names.han == text);
    named.or_else(|| values.iter().position(|(_, written)| codes(written).any(|code| code == text)))
}
