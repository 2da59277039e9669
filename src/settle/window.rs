//! Windows: the last day to file, by calendar days, working days and months.

use super::guard::Tri;
use super::run::{Done, Known, Run, Stop};
use super::sink::{Shown, Sink};
use super::words;
use crate::calendar::{self, OutsideCalendar};
use crate::claim::Role;
use crate::plan::{FilingPlan, Within};
use chrono::{Datelike, NaiveDate};

impl<S: Sink> Run<'_, S> {
    /// The clause by which a filing came late; `None` in time.
    pub fn late(&mut self, plan: &FilingPlan) -> Done<Option<u32>> {
        let mut late = None;
        for window in &plan.file_by {
            match self.holds(window.guard) {
                Tri::Holds => {}
                Tri::Fails => continue,
                Tri::Unknown => {
                    self.note(window.guard, window.clause);
                    continue;
                }
            }
            let event = match self.read(window.event) {
                Known::Is(day) => Some(day),
                Known::Not | Known::Unknown => {
                    self.note_fact(window.event, Some(window.clause));
                    None
                }
            };
            let filed = self.stated(Role::Filed);
            if filed.is_none() {
                self.note_named(Role::Filed, Some(window.clause));
            }
            let (Some(event), Some(filed)) = (event, filed) else { continue };
            let last = match self.end_of(event, window.within, window.counting_first, self.policy.rolling, window.clause) {
                Ok(last) => Some(last),
                Err(_) if filed <= event => None,
                Err(stop) => return Err(stop),
            };
            let in_time = last.is_none_or(|last| filed <= last);
            let figures = [
                ("event", Shown::Day(event)),
                ("within", Shown::Within(window.within)),
                ("filed", Shown::Day(filed)),
                ("until", last.map_or(Shown::Nothing, Shown::Day)),
            ];
            self.step("window", &figures, Shown::Flag(in_time), window.clause);
            if !in_time {
                late = late.or(Some(window.clause));
            }
        }
        Ok(late)
    }

    /// The last day of a length of time: the day it begins is day 0, or day 1 where the first day counts.
    pub fn end_of(&mut self, from: i64, length: Within, counting_first: bool, rolling: bool, clause: u32) -> Done<i64> {
        let outside = |run: &Self, year: i32| Stop(Some(Box::new(words::outside_calendar(run.policy, year, clause))));
        let year_of = |day: i64| i32::try_from(day / 365).unwrap_or(i32::MAX);
        let date = calendar::date_of(from).ok_or_else(|| outside(self, year_of(from)))?;
        let first = i64::from(counting_first);
        let counted = |result: Result<NaiveDate, OutsideCalendar>| result.map_err(|out| outside(self, out.year));
        let last = match length {
            Within::SameDay => return Ok(from),
            Within::Days(n) => calendar::date_of(from.saturating_add((n - first).max(0))).ok_or_else(|| outside(self, date.year()))?,
            Within::Months(n) => {
                let end = calendar::add_months(date, n).ok_or_else(|| outside(self, date.year()))?;
                if counting_first { end.pred_opt().unwrap_or(end) } else { end }
            }
            Within::WorkingDays(n) => {
                let begins = counting_first && calendar::is_working_day(date).map_err(|out| outside(self, out.year))?;
                counted(calendar::add_working_days(date, n - i64::from(begins)))?
            }
        };
        let last = if rolling { counted(calendar::next_working_day_on_or_after(last))? } else { last };
        Ok(calendar::day_number(last))
    }
}
