//! The dates of a claim, and its filing: days that stand together and make the way of filing come true.

use super::{OTHER_TEXT, Point, Read, elsewhere, nearest};
use crate::analysis::boxes::NOT_APPLICABLE;
use crate::analysis::filing::{Scenario, filed_values};
use crate::analysis::universe::SCENARIO;
use crate::calendar::day_number;
use crate::claim::Role;
use crate::model::policy::Filing;
use crate::plan::Within;
use crate::value::Set;
use chrono::NaiveDate;

/// Days, and the values of the filing, by role.
pub(super) type Dates = Vec<(Role, i64)>;

const DURING_CARE: i64 = 2;
const BEFORE_SETTLEMENT: i64 = 3;
const AFTER_SETTLEMENT: i64 = 4;

/// All dates of the claim; `None` where the box leaves no days that stand together.
pub(super) fn dates(point: &Point<'_, '_>, read: &Read) -> Option<Dates> {
    let plan = Course::of(point);
    let care = plan.care(point)?;
    let (start, end) = care;
    let mut settled = nearest(&days(point, Role::Settled).meet(&Set::range(end, i64::MAX)), end)?;
    let mut out = Dates::new();
    if let Some(filed_as) = plan.filed_as {
        let late = plan.late.map(|(event, days)| event_day(event, care, settled).saturating_add(days));
        let filed = match plan.stage {
            BEFORE_SETTLEMENT => late.map_or(end, |day| day.max(end)) + 1,
            AFTER_SETTLEMENT => late.map_or(settled, |day| day.max(settled)) + 1,
            DURING_CARE => late.map_or(start, |day| day + 1),
            _ => start - 1,
        };
        if plan.stage == DURING_CARE && filed > end || plan.begins_with_filing(point) && filed > start {
            return None;
        }
        if plan.stage != AFTER_SETTLEMENT {
            settled = nearest(&days(point, Role::Settled).meet(&Set::range(end.max(filed), i64::MAX)), settled)?;
        }
        out.extend([(Role::FiledAs, filed_as), (Role::Filed, filed)]);
        plan.validity(start, filed, &mut out);
        plan.place(point, &mut out);
    }
    let stay = applies(point, Role::Admitted);
    if stay {
        out.extend([(Role::Admitted, start), (Role::Discharged, end)]);
    } else {
        out.push((Role::Visited, start));
    }
    let settles = point.universe.policy.scope.role(Role::Settled).is_some_and(|fact| read.contains(&fact));
    if settles || plan.stage >= BEFORE_SETTLEMENT {
        out.push((Role::Settled, settled));
    }
    Some(out)
}

/// A day in the middle of the calendar: 2025-03-03.
pub(super) fn usual_day() -> i64 {
    NaiveDate::from_ymd_opt(2025, 3, 3).map_or(0, day_number)
}

/// The days the box leaves to a date.
fn days(point: &Point<'_, '_>, role: Role) -> Set {
    let set = point.universe.policy.scope.role(role).map_or_else(Set::all, |fact| point.set(fact));
    set.minus(&Set::one(NOT_APPLICABLE))
}

fn applies(point: &Point<'_, '_>, role: Role) -> bool {
    point.universe.policy.scope.role(role).is_some_and(|fact| !days(point, role).is_empty() && !point.set(fact).is_empty())
}

fn event_day(event: Role, care: (i64, i64), settled: i64) -> i64 {
    if event == Role::Settled {
        settled
    } else if matches!(event, Role::Discharged | Role::CareEnd) {
        care.1
    } else {
        care.0
    }
}

/// What is to happen: how the filing goes, and when.
struct Course<'p> {
    scenario: Scenario,
    filing: Option<&'p Filing>,
    filed_as: Option<i64>,
    stage: i64,
    /// The event of the window that is missed, and the days after it that are surely too late.
    late: Option<(Role, i64)>,
    /// The filing is in time by a window that starts with care, and made after care.
    short: bool,
}

impl<'p> Course<'p> {
    fn of(point: &Point<'_, 'p>) -> Self {
        let universe = point.universe;
        let at = point.solved.get(SCENARIO).and_then(Set::first).and_then(|at| usize::try_from(at).ok());
        let scenario = at.and_then(|at| universe.scenarios.get(at)).copied().unwrap_or(Scenario::NotNeeded);
        let stage = point.set(universe.stage).first().unwrap_or(0);
        let n = match scenario {
            Scenario::Filed(n) | Scenario::Late(n, _) | Scenario::NotQualified(n) | Scenario::NotValid(n) | Scenario::WrongPlace(n) => {
                Some(n)
            }
            Scenario::NotNeeded | Scenario::NeedlesslyFiled | Scenario::Nothing | Scenario::NotAccepted => None,
        };
        let filed = n.and_then(|n| universe.policy.filings.get(n));
        // A late filing that another name answers goes by that one's validity and place.
        let belated = filed.filter(|_| matches!(scenario, Scenario::Late(..))).and_then(|filing| usize::try_from(filing.late - 2).ok());
        let filing = belated.and_then(|at| universe.policy.filings.get(at)).or(filed);
        let stated = universe.policy.scope.role(Role::FiledAs).map(|fact| point.set(fact).minus(&Set::one(NOT_APPLICABLE)));
        let own = n.map(|n| filed_values(universe, n));
        let filed_as = match (stated, own) {
            (Some(set), Some(own)) => set.meet(&own).first(),
            (Some(set), None) => set.first(),
            (None, _) => None,
        };
        let late = match scenario {
            Scenario::Late(n, m) => universe.policy.filings.get(n).and_then(|filing| filing.file_by.get(m)).map(|window| {
                let event = universe.policy.scope.fact(window.event).and_then(|fact| fact.role).unwrap_or(Role::CareStart);
                (event, surely_after(window.within))
            }),
            Scenario::Filed(_)
            | Scenario::NotQualified(_)
            | Scenario::NotValid(_)
            | Scenario::WrongPlace(_)
            | Scenario::NotNeeded
            | Scenario::NeedlesslyFiled
            | Scenario::Nothing
            | Scenario::NotAccepted => None,
        };
        let short = matches!(scenario, Scenario::Filed(_)) && stage >= BEFORE_SETTLEMENT;
        Self { scenario, filing, filed_as, stage, late, short }
    }

    /// First and last day of care.
    fn care(&self, point: &Point<'_, '_>) -> Option<(i64, i64)> {
        let wanted = usual_day();
        let last = days(point, Role::Settled).intervals().last().map(|(_, to)| *to)?;
        let (starts, ends) = (days(point, Role::CareStart), days(point, Role::CareEnd).meet(&Set::range(i64::MIN, last)));
        if !applies(point, Role::Admitted) {
            let day = nearest(&starts.meet(&ends).meet(&days(point, Role::Visited)), wanted)?;
            return Some((day, day));
        }
        let (starts, ends) = (starts.meet(&days(point, Role::Admitted)), ends.meet(&days(point, Role::Discharged)));
        let last = ends.intervals().last().map(|(_, to)| *to)?;
        let start = nearest(&starts.meet(&Set::range(i64::MIN, last)), wanted)?;
        let stay = match (self.stage, self.late) {
            (DURING_CARE, Some((_, days))) => days + 2,
            _ if self.short => 0,
            _ => 10,
        };
        let end = nearest(&ends.meet(&Set::range(start, i64::MAX)), start + stay)?;
        Some((start, end))
    }

    /// True of a filing that is to be valid and whose validity begins on the day it is made: `valid from filed`.
    fn begins_with_filing(&self, point: &Point<'_, '_>) -> bool {
        let from = self.filing.and_then(|filing| filing.valid.as_ref()).and_then(|(from, ..)| *from);
        let filed = point.universe.policy.scope.role(Role::Filed);
        from.is_some() && from == filed && !matches!(self.scenario, Scenario::NotValid(_))
    }

    /// `filed_start` and `filed_until`, where the filing has a validity.
    fn validity(&self, start: i64, filed: i64, out: &mut Dates) {
        if self.filing.is_none_or(|filing| filing.valid.is_none()) {
            return;
        }
        if matches!(self.scenario, Scenario::NotValid(_)) {
            out.extend([(Role::FiledStart, start - 30), (Role::FiledUntil, start - 1)]);
        } else {
            out.push((Role::FiledStart, start.min(filed)));
        }
    }

    /// `filed_region`, or the two institutions.
    fn place(&self, point: &Point<'_, '_>, out: &mut Dates) {
        let wrong = matches!(self.scenario, Scenario::WrongPlace(_));
        let Some(filing) = self.filing else { return };
        let scope = &point.universe.policy.scope;
        if filing.place_region.is_some() {
            let care = scope.role(Role::CareRegion).and_then(|fact| point.pick(fact)).unwrap_or(0);
            out.push((Role::FiledRegion, if wrong { elsewhere(care) } else { care }));
        }
        if filing.place_institution.is_some() {
            out.extend([(Role::Institution, i64::MAX), (Role::FiledInstitution, if wrong { OTHER_TEXT } else { i64::MAX })]);
        }
    }
}

/// Days after an event by which a window is over, whatever holidays it meets.
fn surely_after(within: Within) -> i64 {
    match within {
        Within::SameDay => 15,
        Within::Days(n) => n.saturating_add(15),
        Within::WorkingDays(n) => n.saturating_mul(3).saturating_add(20),
        Within::Months(n) => n.saturating_mul(31).saturating_add(15),
    }
}
