//! Every time to file, and every time a filing holds, is tried on its last day and on the day after.

use super::shipped::{Outcome, Shipped};
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::{BTreeMap, BTreeSet};
use yibao::calendar;
use yibao::claim::Step;
use yibao::example;
use yibao::plan::{PolicyPlan, Within};

/// Where a boundary lies: the last day, or the day after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    LastDay,
    DayAfter,
}

/// What the days counted lie across.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Across {
    Anything,
    Weekend,
    LongHoliday,
    MakeUpDay,
    LeapDay,
    YearsEnd,
}

use Across::{Anything, LeapDay, LongHoliday, MakeUpDay, Weekend, YearsEnd};

/// What a window of that length must be tried across: where days are counted, whatever may disturb the count.
fn demanded(within: Within) -> Vec<Across> {
    match within {
        Within::SameDay => vec![Anything],
        Within::Days(_) | Within::WorkingDays(_) => vec![Anything, Weekend, LongHoliday, MakeUpDay, LeapDay, YearsEnd],
        Within::Months(_) => vec![Anything],
    }
}

/// What lies in the days after the event, up to the last one. Years the calendar does not know have their weekends alone.
fn across(event: NaiveDate, last: NaiveDate) -> BTreeSet<Across> {
    let mut out = BTreeSet::from([Anything]);
    let days: Vec<NaiveDate> = event.iter_days().skip(1).take_while(|day| *day <= last).collect();
    let off = |day: &NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    for day in &days {
        match (calendar::is_working_day(*day), off(day)) {
            (Ok(true), true) => out.extend([MakeUpDay]),
            (Ok(false) | Err(_), true) => out.extend([Weekend]),
            (Ok(false), false) if holiday(*day) >= 3 => out.extend([LongHoliday]),
            (Ok(_) | Err(_), false) => {}
        }
        out.extend(((day.month(), day.day()) == (2, 29)).then_some(LeapDay));
    }
    out.extend((event.year() != last.year()).then_some(YearsEnd));
    out
}

/// How many days off in a row a day off stands among.
fn holiday(day: NaiveDate) -> usize {
    let is_off = |day: &NaiveDate| calendar::is_working_day(*day) == Ok(false);
    let before = std::iter::successors(day.pred_opt(), NaiveDate::pred_opt).take_while(is_off).count();
    day.iter_days().take_while(is_off).count() + before
}

/// A date among the figures of a step.
fn figure(step: &Step, name: &str) -> Option<NaiveDate> {
    step.figures.iter().find(|figure| figure.name == name)?.value.parse().ok()
}

/// On which side of `until` a day lies, where it lies at it.
fn side(day: NaiveDate, until: NaiveDate) -> Option<Side> {
    match (day - until).num_days() {
        0 => Some(Side::LastDay),
        1 => Some(Side::DayAfter),
        _ => None,
    }
}

/// Where a clause stands.
fn place(plan: &PolicyPlan, clause: u32) -> (String, u32) {
    plan.clauses.get(clause as usize).map_or_else(Default::default, |clause| (clause.file.clone(), clause.line))
}

/// Where the clause of a step stands.
fn place_of(step: &Step) -> (String, u32) {
    step.clause.as_ref().map_or_else(Default::default, |clause| (clause.file.clone(), clause.line))
}

/// A window that several regions inherit is one window: an example of any of them will do.
#[test]
fn every_window_of_every_region_is_tried_at_its_boundary() -> Outcome {
    let shipped = Shipped::read()?;
    let (mut tried, mut windows) = (BTreeSet::new(), BTreeMap::new());
    for region in shipped.regions() {
        for case in region.cases() {
            let ran = example::run_with(region.policy, case, |claim| shipped.settle(claim));
            let settled = ran.stages.iter().filter_map(|stage| stage.outcome.as_ref().ok());
            for step in settled.flat_map(|settled| &settled.steps).filter(|step| step.step == "window") {
                let (event, until, filed) = (figure(step, "event"), figure(step, "until"), figure(step, "filed"));
                let (Some(event), Some(until), Some(filed)) = (event, until, filed) else { continue };
                let Some(side) = side(filed, until) else { continue };
                tried.extend(across(event, until).into_iter().map(|across| (place_of(step), across, side)));
            }
        }
        for window in region.plan.filings.iter().flat_map(|filing| filing.file_by.iter()) {
            windows.entry(place(region.plan, window.clause)).or_insert((region.title(), window.within));
        }
    }
    let mut missing = Vec::new();
    for (place, (title, within)) in &windows {
        for (across, side) in demanded(*within).into_iter().flat_map(|a| [(a, Side::LastDay), (a, Side::DayAfter)]) {
            if !tried.contains(&(place.clone(), across, side)) {
                missing.push(format!("{title}, {}:{}: {side:?} across {across:?}", place.0, place.1));
            }
        }
    }
    assert!(!windows.is_empty(), "no policy has a window");
    assert!(missing.is_empty(), "no example for:\n{}", missing.join("\n"));
    Ok(())
}

/// A filing's validity begins and ends alike in every region that inherits it: one example of each side is enough.
#[test]
fn every_validity_is_tried_at_its_boundary() -> Outcome {
    let shipped = Shipped::read()?;
    let (mut tried, mut asked) = (BTreeSet::new(), BTreeSet::new());
    for region in shipped.regions() {
        for filing in &region.plan.filings {
            let length = filing.valid.filter(|valid| valid.length.is_some());
            asked.extend(length.map(|valid| place(region.plan, valid.clause)));
        }
        for case in region.cases() {
            let ran = example::run_with(region.policy, case, |claim| shipped.settle(claim));
            let settled = ran.stages.iter().filter_map(|stage| stage.outcome.as_ref().ok());
            for step in settled.flat_map(|settled| &settled.steps).filter(|step| step.step == "valid") {
                let (Some(start), Some(until)) = (figure(step, "start"), figure(step, "until")) else { continue };
                tried.extend(side(start, until).map(|side| (place_of(step), side)));
            }
        }
    }
    let sides = asked.iter().flat_map(|place| [(place.clone(), Side::LastDay), (place.clone(), Side::DayAfter)]);
    let missing: Vec<_> = sides.filter(|wanted| !tried.contains(wanted)).collect();
    assert!(!asked.is_empty(), "no filing ends");
    assert!(missing.is_empty(), "no example for: {missing:#?}");
    Ok(())
}

#[test]
fn days_lie_across_what_the_calendar_says() -> Outcome {
    let found =
        |event: &str, last: &str| Ok::<_, chrono::ParseError>(across(event.parse()?, last.parse()?).into_iter().collect::<Vec<_>>());
    // Thu 2025-09-25: Sat 27 is off, Sun 28 made up
    assert_eq!(found("2025-09-25", "2025-09-28")?, [Anything, Weekend, MakeUpDay]);
    // Wed 2025-12-31: off from Thu 01-01 to Sat 01-03, Sun 01-04 made up
    assert_eq!(found("2025-12-31", "2026-01-05")?, [Anything, Weekend, LongHoliday, MakeUpDay, YearsEnd]);
    // Tue 2024-02-27, all working days
    assert_eq!(found("2024-02-27", "2024-03-01")?, [Anything, LeapDay]);
    // Fri 2024-06-07: Sat and Sun, and Mon 06-10 off: three days in a row
    assert_eq!(found("2024-06-07", "2024-06-11")?, [Anything, Weekend, LongHoliday]);
    Ok(())
}
