//! Marks of other notations: comments, brackets, commas, colons, ranges, comparisons, and what cannot be seen at all.

use super::slip::Slip;
use super::values::amount;
use super::{Junk, starts_with_words};
use crate::diagnostic::Fault;
use crate::source::escape::is_hidden;
use crate::syntax::expected::is_han;
use crate::syntax::faults;
use crate::syntax::grammar::Rule;
use crate::syntax::scan::{is_blank, quoted};

/// Which values a comparison keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compared {
    AtLeast,
    AtMost,
    Over,
    Under,
}

/// Comparisons as other notations write them; longer ones before those they begin with.
const COMPARISONS: &[(&str, Compared)] = &[
    (">=", Compared::AtLeast),
    ("＞＝", Compared::AtLeast),
    ("≥", Compared::AtLeast),
    ("≧", Compared::AtLeast),
    ("大于等于", Compared::AtLeast),
    ("大于或等于", Compared::AtLeast),
    ("不小于", Compared::AtLeast),
    ("不少于", Compared::AtLeast),
    ("不低于", Compared::AtLeast),
    ("至少", Compared::AtLeast),
    ("at least", Compared::AtLeast),
    ("<=", Compared::AtMost),
    ("＜＝", Compared::AtMost),
    ("≤", Compared::AtMost),
    ("≦", Compared::AtMost),
    ("小于等于", Compared::AtMost),
    ("小于或等于", Compared::AtMost),
    ("不大于", Compared::AtMost),
    ("不多于", Compared::AtMost),
    ("不高于", Compared::AtMost),
    ("不超过", Compared::AtMost),
    ("至多", Compared::AtMost),
    ("at most", Compared::AtMost),
    ("up to", Compared::AtMost),
    (">", Compared::Over),
    ("＞", Compared::Over),
    ("大于", Compared::Over),
    ("高于", Compared::Over),
    ("多于", Compared::Over),
    ("more than", Compared::Over),
    ("greater than", Compared::Over),
    ("above", Compared::Over),
    ("<", Compared::Under),
    ("＜", Compared::Under),
    ("小于", Compared::Under),
    ("低于", Compared::Under),
    ("少于", Compared::Under),
    ("less than", Compared::Under),
    ("below", Compared::Under),
];

/// Signs of equality, and whether they deny it.
const EQUALS: &[(&str, bool)] = &[("!=", true), ("<>", true), ("≠", true), ("==", false), ("=", false), ("＝", false)];

/// What joins two ends of a range elsewhere.
const DASHES: &[char] = &['-', '－', '–', '—', '~', '～', '〜', '∼', '到'];

impl Junk<'_> {
    /// The slip over a mark that stands at a place.
    pub(super) fn mark(&self, at: usize) -> Option<Slip> {
        let rest = self.str(at..self.line.end);
        let first = rest.chars().next()?;
        let one = at..at + first.len_utf8();
        match first {
            '/' | '-' if ["//", "/*", "-- "].iter().any(|mark| rest.starts_with(mark)) => {
                Some(Slip::new(at..at + 2, vec!["#".to_owned()], faults::comment_mark).showing(at..self.line.end).certain())
            }
            '《' => self.book_marks(at),
            '（' | '(' => self.remark(at),
            '：' | ':' => Some(Slip::new(one, vec![" ".to_owned()], faults::needless)),
            '、' => Some(Slip::new(one, vec![self.own("，", ", ")], faults::foreign)),
            '，' | ',' if self.is_row() => Some(Slip::new(one, vec![self.own("、", " or ")], faults::foreign)),
            // Whether a comma joins values or conditions is for the author to say.
            '，' | ',' => Some(Slip::new(one, vec![self.own(" 或 ", " or "), self.own(" 且 ", " and ")], faults::foreign).unsure()),
            '‘' | '\'' | '『' => self.other_quotes(at, first),
            '&' => Some(Slip::new(at..at + run(rest, |c| c == '&'), vec![self.own(" 且 ", " and ")], faults::foreign)),
            '¥' | '￥' => self.money_sign(at, one.end),
            _ => self.open_range(at).or_else(|| self.compared(at)).or_else(|| self.equality(at)).or_else(|| self.range_dash(at)),
        }
    }

    /// `‘示例’`
    fn other_quotes(&self, at: usize, open: char) -> Option<Slip> {
        let rest = self.str(at + open.len_utf8()..self.line.end);
        let close = match open {
            '‘' => '’',
            '『' => '』',
            other => other,
        };
        let inside = rest.get(..rest.find(close)?)?;
        let right = if self.is_zh() { format!("“{inside}”") } else { format!("\"{inside}\"") };
        Some(Slip::new(at..at + open.len_utf8() + inside.len() + close.len_utf8(), vec![right], faults::foreign))
    }

    /// A comma at the end of its line.
    pub(super) fn last_comma(&self, at: usize) -> Option<Fault> {
        let rest = self.str(at..self.line.end);
        let comma = rest.chars().next().filter(|c| matches!(c, ',' | '，' | '、'))?;
        let next = rest.get(comma.len_utf8()..)?.trim_start_matches(is_blank);
        if !(next.is_empty() || next.starts_with(['\n', '\r', '#', '＃'])) {
            return None;
        }
        let span = self.span(at, at + comma.len_utf8());
        let alone = self.reads_whole(&(at..self.line.end), "");
        Some(faults::needless(span, &comma.to_string(), "").fix(span, "", alone))
    }

    /// The first character outside quotes that cannot be seen.
    pub(super) fn hidden(&self) -> Option<Slip> {
        let mut skip_to = self.line.start;
        for (offset, c) in self.str(self.line.clone()).char_indices() {
            let at = self.line.start + offset;
            if at < skip_to {
                continue;
            }
            if is_hidden(c) && !c.is_control() {
                let end = at + run(self.str(at..self.line.end), is_hidden);
                return Some(Slip::new(at..end, vec![String::new()], faults::invisible).certain());
            }
            if latin_of(c).is_some() {
                return Some(self.look_alike(at));
            }
            if let Some(quoted) = quoted(self.text, at) {
                skip_to = quoted.end;
            }
        }
        None
    }

    /// The word around a letter that looks like a Latin one, written in Latin letters.
    fn look_alike(&self, at: usize) -> Slip {
        let letter = |c: char| c.is_ascii_alphanumeric() || c == '_' || latin_of(c).is_some();
        let before = self.str(self.line.start..at);
        let start = self.line.start + before.trim_end_matches(letter).len();
        let end = at + run(self.str(at..self.line.end), letter);
        let right = self.str(start..end).chars().map(|c| latin_of(c).unwrap_or(c)).collect();
        Slip::new(start..end, vec![right], faults::look_alike).certain().unsure()
    }

    /// `《办法 “第九条”》`, `《办法》第九条`
    fn book_marks(&self, at: usize) -> Option<Slip> {
        let rest = self.str(at..self.line.end);
        let close = rest.find('》')?;
        let inside = rest.get('《'.len_utf8()..close)?.trim();
        let after = at + close + '》'.len_utf8();
        let article = self.str(after..self.line.end);
        let article = article.get(..run(article, is_han)).filter(|text| text.starts_with('第')).unwrap_or_default();
        let (open, shut, text) = if self.is_zh() { ('【', '】', ("“", "”")) } else { ('[', ']', ("\"", "\"")) };
        let right = if article.is_empty() {
            format!("{open}{inside}{shut}")
        } else {
            format!("{open}{inside} {}{article}{}{shut}", text.0, text.1)
        };
        Some(Slip::new(at..after + article.len(), vec![right], faults::book_marks).certain())
    }

    /// `（含）` after a bound that includes its number, or a remark.
    fn remark(&self, at: usize) -> Option<Slip> {
        let rest = self.str(at..self.line.end);
        let close = rest.find(['）', ')'])?;
        let end = at + close + rest.get(close..)?.chars().next()?.len_utf8();
        let inside = rest.get(rest.chars().next()?.len_utf8()..close)?.trim();
        if matches!(inside, "含" | "含本数" | "inclusive" | "included") {
            return Some(Slip::new(at..end, vec![String::new()], faults::included).certain());
        }
        if !self.str(end..self.line.end).trim().is_empty() || self.whole.end > self.line.end {
            return Some(Slip::new(at..end, vec![String::new()], faults::remark_inside).certain()).filter(|_| self.is_row());
        }
        Some(Slip::new(at..end, vec![format!("# {inside}")], faults::remark).certain())
    }

    /// `￥600`
    fn money_sign(&self, at: usize, number: usize) -> Option<Slip> {
        let (written, has_unit) = amount(self.str(number..self.line.end))?;
        let right = if has_unit { written.to_owned() } else { format!("{written}{}", self.own("元", " yuan")) };
        Some(Slip::new(at..number + written.len(), vec![right], faults::other_form))
    }

    /// `>= 60`, `大于等于60周岁`, where the words may have been read as a name.
    fn compared(&self, at: usize) -> Option<Slip> {
        let before = self.str(self.line.start..at).trim_end();
        let (start, word, compared) = COMPARISONS.iter().find_map(|(word, compared)| {
            let own = self.str(at..self.line.end);
            let here =
                if word.is_ascii() && word.starts_with(char::is_alphabetic) { starts_with_words(own, word) } else { own.starts_with(word) };
            let behind = before.strip_suffix(word).map(|left| self.line.start + left.len());
            if here { Some((at, *word, *compared)) } else { behind.map(|start| (start, *word, *compared)) }
        })?;
        let from = self.skip_blanks(start + word.len());
        let (written, _) = amount(self.str(from..self.line.end))?;
        let bound = match compared {
            Compared::AtLeast => self.own_with(written, ("", "以上"), ("", " or more")),
            Compared::AtMost => self.own_with(written, ("", "以下"), ("", " or less")),
            Compared::Over => self.own_with(written, ("超过", ""), ("over ", "")),
            Compared::Under => self.own_with(written, ("不满", ""), ("under ", "")),
        };
        let with_is = format!("{}{bound}", self.own("是 ", "is "));
        Some(Slip::new(start..from + written.len(), vec![bound, with_is], faults::other_form))
    }

    /// `level = level3`
    fn equality(&self, at: usize) -> Option<Slip> {
        let rest = self.str(at..self.line.end);
        let (sign, denied) = EQUALS.iter().find(|(sign, _)| rest.starts_with(sign))?;
        let rights = if *denied { vec![self.own(" 不是 ", " is not ")] } else { vec![" ".to_owned(), self.own(" 是 ", " is ")] };
        let say = if *denied { faults::foreign } else { faults::equals };
        Some(Slip::new(at..at + sign.len(), rights, say))
    }

    /// `1万～5万元`, `50%-60%`
    fn range_dash(&self, at: usize) -> Option<Slip> {
        let rest = self.str(at..self.line.end);
        let dashes = run(rest, |c| DASHES.contains(&c));
        let to = self.skip_blanks(at + dashes);
        let (high, _) = amount(self.str(to..self.line.end)).filter(|_| dashes > 0)?;
        let before = self.str(self.line.start..at).trim_end();
        let low = before.len() - before.trim_end_matches(|c: char| !c.is_whitespace() && !matches!(c, '|' | '｜')).len();
        let start = self.line.start + before.len() - low;
        let ends_in_amount = before.ends_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || matches!(c, '%' | '％'))
            || crate::syntax::expected::UNITS
                .iter()
                .filter_map(|rule| crate::syntax::words::row(*rule))
                .any(|unit| unit.en.iter().chain(unit.zh).any(|text| before.ends_with(text)));
        if !ends_in_amount {
            return None;
        }
        if self.is_figure() {
            let range = start..to + high.len();
            return Some(Slip::new(range, vec![self.own("未载明", "unstated")], faults::one_figure).certain().unsure());
        }
        Some(Slip::new(at..to, vec![self.own("至", " .. ")], faults::foreign).showing(at..at + dashes))
    }

    /// The line states one figure, and the place is before any guard.
    fn is_figure(&self) -> bool {
        let figure = self
            .opener()
            .is_some_and(|rule| matches!(rule, Rule::k_rate | Rule::k_share | Rule::k_deductible | Rule::k_limit | Rule::k_cap));
        figure && !self.is_row()
    }
}

/// How many bytes at the start of a text are such characters.
fn run(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is(c)).unwrap_or(text.len())
}

/// The Latin letter that a Cyrillic or Greek one looks like.
fn latin_of(c: char) -> Option<char> {
    const LIKE: &str = "аaеeоoрpсcхxуyіiјjѕsԁdһhАAВBЕEКKМMНHОOРPСCТTХXЅSІIЈJοoαaνvρpυuιiκkΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX";
    if c.is_ascii() || !matches!(c, '\u{370}'..='\u{52F}') {
        return None;
    }
    let mut pairs = LIKE.chars();
    while let (Some(other), Some(latin)) = (pairs.next(), pairs.next()) {
        if other == c {
            return Some(latin);
        }
    }
    None
}
