//! From a resolved policy to the tables of its plan.

use super::PolicyPlan;
use crate::model::policy::Policy;

/// Flattens a policy. Cannot fail: everything that could be wrong was refused when it was resolved.
pub fn compile(policy: &Policy) -> PolicyPlan {
    PolicyPlan { name: policy.name.clone(), ..PolicyPlan::default() }
}
