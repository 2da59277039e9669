//! The route: the strictest line that holds wins, and all that hold are reported; then the benefit.

use super::guard::Tri;
use super::run::{Done, Run};
use super::sink::{Shown, Sink};
use super::words;
use crate::claim::{ROUTES, Role};

/// `refused`
pub const REFUSED: i64 = 2;
/// `manual`
pub const MANUAL: i64 = 1;

/// The name of a route.
pub fn route_name(route: i64) -> (&'static str, &'static str) {
    usize::try_from(route).ok().and_then(|at| ROUTES.get(at)).copied().unwrap_or(("", ""))
}

impl<S: Sink> Run<'_, S> {
    /// Settles `route`.
    pub fn choose_route(&mut self) -> Done<()> {
        let mut route = 0;
        for (at, line) in self.policy.reasons.iter().enumerate() {
            if self.needs(line.guard, line.clause) {
                let effect = if line.refuse { REFUSED } else { MANUAL };
                route = route.max(effect);
                self.out.reasons.push(at);
                self.step("reason", &[("code", Shown::Name(line.names.key()))], Shown::Name(route_name(effect).0), line.clause);
            }
        }
        self.out.route = route;
        self.set(Role::Route, Some(route));
        self.plain("route", &[], Shown::Name(route_name(route).0));
        self.sound()
    }

    /// The benefit whose guard holds.
    pub fn choose_benefit(&mut self) -> Done<Option<usize>> {
        let (mut found, mut unknown) = (None::<usize>, false);
        for (at, benefit) in self.policy.benefits.iter().enumerate() {
            match (self.holds(benefit.guard), found) {
                (Tri::Holds, None) => found = Some(at),
                (Tri::Holds, Some(first)) => {
                    let first = self.policy.benefits.get(first).map_or(u32::MAX, |first| first.clause);
                    self.fail(|run| words::two_answers(run.policy, first, benefit.clause))?;
                }
                (Tri::Fails, _) => {}
                (Tri::Unknown, _) => unknown = true,
            }
        }
        self.sound()?;
        if found.is_none() && unknown {
            for benefit in &self.policy.benefits {
                self.needs(benefit.guard, benefit.clause);
            }
        } else if found.is_none() {
            self.fail(|run| words::no_benefit(run.policy))?;
        }
        let Some(at) = found else { return Ok(None) };
        let Some(benefit) = self.policy.benefits.get(at) else { return Ok(None) };
        self.out.benefit = found;
        self.sink.benefit(at);
        self.step("benefit", &[], Shown::Name(benefit.names.key()), benefit.clause);
        self.number_admission(benefit)?;
        Ok(found)
    }
}
