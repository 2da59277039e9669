//! The insurance year (医保年度): on which day it begins, and which one a date belongs to.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// The day on which an insurance year begins, the same every year. The year is called by the one it begins in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct YearStart {
    month: u32,
    day: u32,
}

impl YearStart {
    /// The day `month` (1 to 12), `day` (1 to 31); `None` for a day that not every year has (29 February too).
    pub fn new(month: u32, day: u32) -> Option<Self> {
        // 2023 is a common year.
        NaiveDate::from_ymd_opt(2023, month, day).map(|_| Self { month, day })
    }

    /// Its month, 1 to 12.
    pub fn month(self) -> u32 {
        self.month
    }

    /// Its day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.day
    }

    /// The insurance year a date belongs to.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use yibao::calendar::YearStart;
    /// let july = YearStart::new(7, 1).unwrap_or_default();
    /// let day = |month, day| NaiveDate::from_ymd_opt(2025, month, day).unwrap_or_default();
    /// assert_eq!(july.year(day(6, 30)), 2024);
    /// assert_eq!(july.year(day(7, 1)), 2025);
    /// ```
    pub fn year(self, date: NaiveDate) -> i32 {
        date.year() - i32::from((date.month(), date.day()) < (self.month, self.day))
    }
}

impl TryFrom<(u32, u32)> for YearStart {
    type Error = String;

    fn try_from((month, day): (u32, u32)) -> Result<Self, String> {
        Self::new(month, day).ok_or_else(|| format!("no year begins on {month:02}-{day:02}"))
    }
}

impl From<YearStart> for (u32, u32) {
    fn from(start: YearStart) -> Self {
        (start.month, start.day)
    }
}

impl Default for YearStart {
    /// 1 January: the natural year.
    fn default() -> Self {
        Self { month: 1, day: 1 }
    }
}
