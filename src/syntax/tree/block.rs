//! What holds clauses, and the clauses it holds: the one list of the kinds of block.

use super::{Clause, Item, What};

impl Item {
    /// Its clauses.
    pub fn clauses(&self) -> &[Clause] {
        match self {
            Self::Vocabulary(clauses) => clauses,
            Self::Catalog(catalog) => &catalog.clauses,
            Self::Policy(policy) => &policy.clauses,
        }
    }

    /// Its clauses, to be changed.
    pub fn clauses_mut(&mut self) -> &mut Vec<Clause> {
        match self {
            Self::Vocabulary(clauses) => clauses,
            Self::Catalog(catalog) => &mut catalog.clauses,
            Self::Policy(policy) => &mut policy.clauses,
        }
    }
}

impl What {
    /// The clauses of a block; `None` where it is none.
    pub fn clauses(&self) -> Option<&[Clause]> {
        match self {
            Self::Filing { clauses, .. }
            | Self::Route(clauses)
            | Self::Benefit { clauses, .. }
            | Self::Layer { clauses, .. }
            | Self::PersonalAccount(clauses) => Some(clauses),
            _ => None,
        }
    }

    /// The clauses of a block, to be changed; `None` where it is none.
    pub fn clauses_mut(&mut self) -> Option<&mut Vec<Clause>> {
        match self {
            Self::Filing { clauses, .. }
            | Self::Route(clauses)
            | Self::Benefit { clauses, .. }
            | Self::Layer { clauses, .. }
            | Self::PersonalAccount(clauses) => Some(clauses),
            _ => None,
        }
    }

    /// A copy without the clauses of its block.
    #[must_use]
    pub fn without_clauses(&self) -> Self {
        match self {
            Self::Filing { name, .. } => Self::Filing { name: name.clone(), clauses: Vec::new() },
            Self::Route(_) => Self::Route(Vec::new()),
            Self::Benefit { name, .. } => Self::Benefit { name: name.clone(), clauses: Vec::new() },
            Self::Layer { name, after, given, .. } => {
                Self::Layer { name: name.clone(), after: after.clone(), given: *given, clauses: Vec::new() }
            }
            Self::PersonalAccount(_) => Self::PersonalAccount(Vec::new()),
            other => other.clone(),
        }
    }
}
