//! Shapes that do not close or come twice: a citation without its bracket, two citations, two rows on a line.

use super::Junk;
use crate::diagnostic::Fault;
use crate::syntax::cursor::Failure;
use crate::syntax::faults;
use crate::syntax::grammar::Rule;

/// The brackets of citations.
const BRACKETS: [(char, char); 4] = [('[', ']'), ('【', '】'), ('［', '］'), ('〔', '〕')];

impl Junk<'_> {
    /// `[办法 "第九条" {`
    pub(super) fn bracket(&self, at: usize, failure: &Failure) -> Option<Fault> {
        let rest = self.str(at..self.line.end);
        if !failure.tried.contains(&Rule::unsquare) || !(rest.is_empty() || rest.starts_with(['#', '＃', '{', '｛'])) {
            return None;
        }
        let before = self.str(self.line.start..at).trim_end();
        let (open, (first, last)) =
            before.char_indices().rev().find_map(|(at, c)| Some((at, *BRACKETS.iter().find(|(open, _)| *open == c)?)))?;
        let (start, end) = (self.line.start + open, self.line.start + before.len());
        let whole = format!("{}{last}", before.get(open..).unwrap_or_default());
        let fault = faults::unclosed_bracket(self.span(start, start + first.len_utf8()), first, &whole);
        Some(fault.fix(self.span(end, end), last, true))
    }

    /// `rate 80% [办法 "第九条"] [办法 "第十条"]`
    pub(super) fn cited_twice(&self, at: usize) -> Option<Fault> {
        let rest = self.str(at..self.line.end);
        let before = self.str(self.line.start..at).trim_end();
        let opens = |c: char| BRACKETS.iter().any(|(open, _)| *open == c);
        let shuts = |c: char| BRACKETS.iter().any(|(_, shut)| *shut == c);
        let (first, last) = (rest.chars().next().filter(|c| opens(*c))?, before.chars().next_back().filter(|c| shuts(*c))?);
        let end = rest.find(shuts)?;
        let end = end + rest.get(end..)?.chars().next()?.len_utf8();
        let open = before.rfind(opens)?;
        let one = before.get(open..before.len() - last.len_utf8())?;
        let two = rest.get(first.len_utf8()..end)?;
        let comma = self.own("，", ", ");
        let fault = faults::second_citation(self.span(at, at + end), Some(&format!("{one}{comma}{two}")));
        let joint = self.line.start + before.len() - last.len_utf8();
        Some(fault.fix(self.span(joint, at + first.len_utf8()), comma, true))
    }

    /// Two bars with nothing between: as many cells on both sides are two rows, anything else is an empty cell.
    pub(super) fn two_bars(&self, before: &str, at: usize, rest: &str) -> Fault {
        let bar = rest.chars().next().unwrap_or('|');
        let last = before.chars().next_back().map_or(0, char::len_utf8);
        let gap = (self.line.start + before.len() - last, at + bar.len_utf8());
        let cells = |text: &str| text.matches(['|', '｜']).count();
        if cells(before) != cells(rest) {
            return faults::empty_cell(self.span(gap.0, gap.1));
        }
        let above = self.text.get(..self.line.start).unwrap_or_default();
        let indent = above.rsplit(['\n', '\r']).next().filter(|text| text.trim().is_empty()).unwrap_or_default();
        let next = self.span(self.line.start + before.len(), at);
        faults::two_rows(self.span(gap.0, gap.1)).fix(next, format!("\n{indent}"), true)
    }
}
