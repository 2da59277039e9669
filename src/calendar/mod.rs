//! Days: which are worked in China, how months and working days are counted, and days as whole numbers.

mod year;

pub use year::YearStart;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// The years whose working days are known, each whole.
pub const COVERED: RangeInclusive<i32> = 2004..=2026;

/// A working day was asked for in a year whose working days are not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutsideCalendar {
    /// The year.
    pub year: i32,
}

impl std::fmt::Display for OutsideCalendar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the working days of {} are not known, only those of {} to {}", self.year, COVERED.start(), COVERED.end())
    }
}

impl std::error::Error for OutsideCalendar {}

/// Days that depart from the week, by day number, with whether they are worked.
static DEPARTURES: LazyLock<Vec<(i64, bool)>> = LazyLock::new(|| read(include_str!("days.txt")));

/// The departures a text of the shape of `days.txt` lists, sorted.
fn read(text: &str) -> Vec<(i64, bool)> {
    let mut out = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        let (Some(year), Some(kind)) = (words.next(), words.next()) else { continue };
        let day = |month_day: &str| NaiveDate::parse_from_str(&format!("{year}-{month_day}"), "%Y-%m-%d").ok().map(day_number);
        for word in words {
            let (from, to) = word.split_once("..").unwrap_or((word, word));
            if let (Some(from), Some(to)) = (day(from), day(to)) {
                out.extend((from..=to).map(|number| (number, kind == "on")));
            }
        }
    }
    out.sort_unstable();
    out
}

/// How many days off and how many worked weekend days the calendar lists.
pub fn departures() -> (usize, usize) {
    let worked = DEPARTURES.iter().filter(|(_, worked)| *worked).count();
    (DEPARTURES.len() - worked, worked)
}

/// Whether a day is a working day, make-up days included.
///
/// # Errors
/// The year is not [`COVERED`].
pub fn is_working_day(date: NaiveDate) -> Result<bool, OutsideCalendar> {
    if !COVERED.contains(&date.year()) {
        return Err(OutsideCalendar { year: date.year() });
    }
    let number = day_number(date);
    Ok(match DEPARTURES.binary_search_by_key(&number, |(day, _)| *day) {
        Ok(at) => DEPARTURES.get(at).is_some_and(|(_, worked)| *worked),
        Err(_) => !matches!(date.weekday(), Weekday::Sat | Weekday::Sun),
    })
}

/// The most days off in a row of all years [`COVERED`].
pub fn longest_holiday() -> i64 {
    static LONGEST: LazyLock<i64> = LazyLock::new(|| {
        let mut date = NaiveDate::from_ymd_opt(*COVERED.start(), 1, 1);
        let (mut run, mut longest) = (0, 0);
        while let Some((day, Ok(worked))) = date.map(|day| (day, is_working_day(day))) {
            run = if worked { 0 } else { run + 1 };
            longest = longest.max(run);
            date = day.succ_opt();
        }
        longest
    });
    *LONGEST
}

/// The `n`-th working day after `from`, which is day 0 whether worked or not; `from` itself where `n` is 0 or less.
///
/// # Errors
/// The count runs into a year that is not [`COVERED`].
pub fn add_working_days(from: NaiveDate, n: i64) -> Result<NaiveDate, OutsideCalendar> {
    let mut date = from;
    let mut left = n;
    while left > 0 {
        date = after(date)?;
        if is_working_day(date)? {
            left -= 1;
        }
    }
    Ok(date)
}

/// `date` where it is a working day, else the first one after it: a last day that is a day off moves on (civil code, article 203).
///
/// # Errors
/// A day looked at is in a year that is not [`COVERED`].
pub fn next_working_day_on_or_after(date: NaiveDate) -> Result<NaiveDate, OutsideCalendar> {
    let mut date = date;
    while !is_working_day(date)? {
        date = after(date)?;
    }
    Ok(date)
}

fn after(date: NaiveDate) -> Result<NaiveDate, OutsideCalendar> {
    date.succ_opt().ok_or(OutsideCalendar { year: date.year() })
}

/// `n` months on: the same day number, else the month's last day. `None` beyond all dates.
pub fn add_months(date: NaiveDate, n: i64) -> Option<NaiveDate> {
    let months = Months::new(u32::try_from(n.unsigned_abs()).ok()?);
    if n < 0 { date.checked_sub_months(months) } else { date.checked_add_months(months) }
}

/// `n` days on. `None` beyond all dates.
pub fn add_days(date: NaiveDate, n: i64) -> Option<NaiveDate> {
    let days = Days::new(n.unsigned_abs());
    if n < 0 { date.checked_sub_days(days) } else { date.checked_add_days(days) }
}

/// The number of a day: 1 for 0001-01-01. The plan holds days so.
pub fn day_number(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce())
}

/// The day of a number; `None` beyond all dates.
pub fn date_of(number: i64) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(number).ok()?)
}
