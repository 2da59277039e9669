//! A filing window in calendar days that a public holiday can swallow whole: W310.

use super::findings::Findings;
use super::names;
use super::words;
use crate::calendar;
use crate::plan::Within;

/// Judges the windows of every filing the policy wrote itself. One whose last day moves on from a day off is never too short.
pub fn check(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    if policy.settings.rolling == Some(true) {
        return;
    }
    let holiday = calendar::longest_holiday();
    for filing in &policy.filings {
        for window in &filing.file_by {
            // On the day itself means before the care; with the first day counted the last one comes a day sooner.
            let days = match window.within {
                Within::Days(days) => days - i64::from(window.counting_first),
                Within::SameDay | Within::WorkingDays(_) | Within::Months(_) => continue,
            };
            if (1..holiday).contains(&days) && findings.own(window.clause) {
                findings
                    .warn(window.clause, words::short_window(findings.head(window.clause), &names::named(&filing.names), days, holiday));
            }
        }
    }
}
