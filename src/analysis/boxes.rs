//! Cases as boxes over facts: a set of values for each fact named. The only module that subtracts.

use crate::model::policy::FactId;
use crate::value::Set;
use std::cmp::Ordering;

/// The state of a fact that does not apply (or, for a filing, was not stated): outside every domain.
pub const NOT_APPLICABLE: i64 = i64::MIN;

/// More boxes, or more steps of a search, than a question may take.
pub const BOX_LIMIT: usize = 20_000;

/// A question needs more than [`BOX_LIMIT`] boxes: it stays undecided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

/// One box of cases: each fact named lies in its set, every other fact is free. Never empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case(Vec<(FactId, Set)>);

impl Case {
    /// Every case.
    pub const fn free() -> Self {
        Self(Vec::new())
    }

    /// The cases of this box in which `fact` lies in `set`; `None` where there are none.
    #[must_use]
    pub fn with(mut self, fact: FactId, set: &Set) -> Option<Self> {
        match self.0.binary_search_by_key(&fact, |(id, _)| *id) {
            Ok(at) => {
                let slot = self.0.get_mut(at)?;
                slot.1 = slot.1.meet(set);
                if slot.1.is_empty() { None } else { Some(self) }
            }
            Err(_) if set.is_empty() => None,
            Err(at) => {
                self.0.insert(at, (fact, set.clone()));
                Some(self)
            }
        }
    }

    /// The set of a fact; `None` where it is free.
    pub fn get(&self, fact: FactId) -> Option<&Set> {
        let at = self.0.binary_search_by_key(&fact, |(id, _)| *id).ok()?;
        self.0.get(at).map(|(_, set)| set)
    }

    /// The facts it names with their sets, in order.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Set)> {
        self.0.iter().map(|(fact, set)| (*fact, set))
    }

    /// This box with one fact set free again.
    #[must_use]
    pub fn forget(mut self, fact: FactId) -> Self {
        self.0.retain(|(id, _)| *id != fact);
        self
    }

    /// This box with every fact set free but those named.
    #[must_use]
    pub fn only(mut self, named: impl Fn(FactId) -> bool) -> Self {
        self.0.retain(|(id, _)| named(*id));
        self
    }

    /// Whether some case is in both, without building it: quick where `other` names few facts.
    pub fn touches(&self, other: &Self) -> bool {
        other.0.iter().all(|(fact, set)| self.get(*fact).is_none_or(|own| own.touches(set)))
    }

    /// Whether every case of this box is in `other`.
    pub fn within(&self, other: &Self) -> bool {
        other.0.iter().all(|(fact, set)| self.get(*fact).is_some_and(|own| own.within(set)))
    }

    /// The cases in both.
    pub fn meet(&self, other: &Self) -> Option<Self> {
        if !self.touches(other) {
            return None;
        }
        let mut out = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut left, mut right) = (self.0.as_slice(), other.0.as_slice());
        while let ([a, others @ ..], [b, more @ ..]) = (left, right) {
            match a.0.cmp(&b.0) {
                Ordering::Less => {
                    out.push(a.clone());
                    left = others;
                }
                Ordering::Greater => {
                    out.push(b.clone());
                    right = more;
                }
                Ordering::Equal => {
                    let set = a.1.meet(&b.1);
                    if set.is_empty() {
                        return None;
                    }
                    out.push((a.0, set));
                    (left, right) = (others, more);
                }
            }
        }
        out.extend_from_slice(left);
        out.extend_from_slice(right);
        Some(Self(out))
    }

    /// The cases of this box that are not in `other`, as disjoint boxes.
    pub fn minus(&self, other: &Self) -> Vec<Self> {
        if !self.touches(other) {
            return vec![self.clone()];
        }
        let mut out = Vec::new();
        let mut rest = self.clone();
        for (fact, set) in &other.0 {
            let whole = rest.get(*fact).cloned().unwrap_or_else(Set::all);
            let outside = whole.minus(set);
            if let Some(piece) = rest.clone().with(*fact, &outside) {
                out.push(piece);
            }
            match rest.with(*fact, set) {
                Some(inside) => rest = inside,
                None => return out,
            }
        }
        out
    }
}

/// The cases of `from` that lie in none of `what`, as boxes that are disjoint where `from`'s are.
pub fn subtract(from: Vec<Case>, what: &[Case]) -> Result<Vec<Case>, TooMany> {
    let mut left = from;
    for case in what {
        if !left.iter().any(|piece| piece.touches(case)) {
            continue;
        }
        let mut next = Vec::with_capacity(left.len());
        for piece in left {
            if piece.touches(case) {
                next.extend(piece.minus(case));
            } else {
                next.push(piece);
            }
            if next.len() > BOX_LIMIT {
                return Err(TooMany);
            }
        }
        left = next;
    }
    Ok(left)
}

/// The cases in which no box of `cases` holds.
pub fn complement(cases: &[Case]) -> Result<Vec<Case>, TooMany> {
    subtract(vec![Case::free()], cases)
}
