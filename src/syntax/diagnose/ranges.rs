//! Ranges of two ends whose first end has a word of its own: `超过5000元至10000元`, `5000元以上至10000元`.

use super::Junk;
use super::slip::Slip;
use super::values::amount;
use crate::syntax::faults;

/// What joins the ends of a range; longer ones before those they begin with.
const JOINS: &[&str] = &["至", "到", "..", "to ", "—", "～", "~", "-"];

impl Junk<'_> {
    /// The slip of a range that goes on, at a place, behind a first end that is left out or included.
    pub(super) fn open_range(&self, at: usize) -> Option<Slip> {
        let join = JOINS.iter().find(|join| self.str(at..self.line.end).starts_with(**join))?;
        let from = self.skip_blanks(at + join.len());
        let (high, _) = amount(self.str(from..self.line.end))?;
        let end = from + high.len();
        let before = self.str(self.line.start..at).trim_end();
        let included = ["以上", "or more"].iter().find_map(|word| before.strip_suffix(word));
        let (start, low) = last_amount(included.unwrap_or(before))?;
        if included.is_some() {
            let right = self.own(&format!("{low}至{high}"), &format!("{low} .. {high}"));
            return Some(Slip::new(self.line.start + start..end, vec![right], faults::from_to).unsure());
        }
        let over = ["超过", "over"].iter().find_map(|word| before.get(..start)?.trim_end().strip_suffix(word))?;
        let right = self.own(&format!("超过{low}{high}以下"), &format!("over {low} {high} or less"));
        Some(Slip::new(self.line.start + over.len()..end, vec![right], faults::over_to))
    }
}

/// The amount a text ends with, and where it begins.
fn last_amount(text: &str) -> Option<(usize, &str)> {
    let text = text.trim_end();
    let starts = text.char_indices().filter(|(at, c)| {
        let within = text.get(..*at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')));
        c.is_ascii_digit() && !within
    });
    let whole = |at: usize| text.get(at..).filter(|rest| amount(rest).is_some_and(|(read, _)| read == *rest)).map(|rest| (at, rest));
    starts.filter_map(|(at, _)| whole(at)).next_back()
}
