//! Constants, patterns, cells, conditions and citations as text.

use super::super::dictionary::{Holds, Kind};
use super::super::grammar::Rule;
use super::super::tree::{Bound, Cell, Citation, Condition, Literal, Pattern, Test};
use super::{BREAK, Printer};
use crate::calendar::YearStart;
use crate::diagnostic::Lang;
use chrono::Datelike;
use rust_decimal::Decimal;

/// What the names among values are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Of<'a> {
    /// Values of a fact.
    Fact(&'a str),
    /// Constants, in the value of a clause.
    Amount,
    /// Facts, or values of the fact a table goes across: a header.
    Header(Option<&'a str>),
    /// Names of nothing declared: items of a catalog.
    Plain,
    /// Reasons.
    Reason,
    /// Benefits.
    Benefit,
    /// Codes of errors.
    Code,
}

impl Printer<'_> {
    /// A constant.
    pub(super) fn literal(&self, literal: &Literal, of: Of<'_>) -> String {
        let zh = self.to == Lang::Zh;
        let unit =
            |number: &Decimal, rule: Rule, gap: &str| format!("{}{}{}", number.normalize(), if zh { "" } else { gap }, self.word(rule));
        match literal {
            Literal::Name(name, quoted) => match of {
                Of::Fact(fact) => self.value_name(name, *quoted, fact),
                Of::Amount => self.quoted_name(name, *quoted, &[(Kind::Let, ""), (Kind::Figure, "")]),
                Of::Header(None) => self.header_name(name, *quoted, &[(Kind::Fact, ""), (Kind::Part, "")]),
                Of::Header(Some(fact)) => self.header_name(name, *quoted, &[(Kind::Value, fact), (Kind::Fact, "")]),
                Of::Plain => {
                    if *quoted {
                        self.quote(name)
                    } else {
                        self.shown(name)
                    }
                }
                Of::Reason => self.quoted_name(name, *quoted, &[(Kind::Reason, "")]),
                Of::Benefit => self.quoted_name(name, *quoted, &[(Kind::Benefit, "")]),
                Of::Code => self.quoted_name(name, *quoted, &[(Kind::Code, "")]),
            },
            Literal::Number(number) => number.normalize().to_string(),
            Literal::Yuan(yuan) => match whole_wan(*yuan) {
                Some(wan) if zh => format!("{wan}{}", self.word(Rule::u_wan_yuan)),
                _ => format!("{}{}{}", amount(*yuan), if zh { "" } else { " " }, self.word(Rule::u_yuan)),
            },
            Literal::Percent(number) => unit(number, Rule::u_percent, ""),
            Literal::Fraction(above, below) => format!("{above}/{below}"),
            Literal::Points(number) => unit(number, Rule::u_points, " "),
            Literal::Days(number) => unit(number, Rule::u_days, " "),
            Literal::WorkingDays(number) => unit(number, Rule::u_working_days, " "),
            Literal::Months(number) => unit(number, Rule::u_months, " "),
            Literal::Years(number) => unit(number, Rule::u_years, " "),
            Literal::YearsOld(number) => unit(number, Rule::u_years_old, " "),
            Literal::Times(number) => unit(number, Rule::u_times, " "),
            Literal::Date(date) if zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
            Literal::Date(date) => date.format("%Y-%m-%d").to_string(),
            Literal::Yes => self.word(Rule::k_yes).to_owned(),
            Literal::No => self.word(Rule::k_no).to_owned(),
        }
    }

    /// A day of every year.
    pub(super) fn year_day(&self, day: YearStart) -> String {
        match self.to {
            Lang::Zh => format!("{}月{}日", day.month(), day.day()),
            Lang::En => format!("{:02}-{:02}", day.month(), day.day()),
        }
    }

    /// A name in a header, dotted for a figure of a given layer.
    fn header_name(&self, name: &str, quoted: bool, kinds: &[(Kind, &str)]) -> String {
        match name.rsplit_once('.') {
            Some((layer, figure)) if !quoted => {
                format!("{}.{}", self.plain(layer, &[(Kind::Layer, "")]), self.plain(figure, &[(Kind::Figure, "")]))
            }
            _ => self.quoted_name(name, quoted, kinds),
        }
    }

    /// A set of values; `cell` writes names closer in Chinese.
    pub(super) fn pattern(&self, pattern: &Pattern, of: Of<'_>, cell: bool) -> String {
        match pattern {
            Pattern::OneOf(values) => {
                let or = format!(" {} ", self.word(Rule::k_or));
                let names = values.iter().all(|value| matches!(value.it, Literal::Name(..)));
                let join = if cell && names && self.to == Lang::Zh { "、" } else { or.as_str() };
                values.iter().map(|value| self.literal(&value.it, of)).collect::<Vec<_>>().join(join)
            }
            Pattern::Range { from, to } => self.range(from.as_ref(), to.as_ref(), of),
        }
    }

    fn range(&self, from: Option<&Bound>, to: Option<&Bound>, of: Of<'_>) -> String {
        let gap = if self.to == Lang::Zh { "" } else { " " };
        let at = |bound: &Bound, other: Option<&Bound>| self.bound(bound, other, of);
        let dates = from.or(to).is_some_and(|bound| matches!(bound.at.it, Literal::Date(_)));
        let dots = self.word(Rule::k_dots);
        match (from, to) {
            (Some(a), Some(b)) if a.included && b.included => format!("{}{gap}{dots}{gap}{}", at(a, to), at(b, from)),
            (Some(a), None) if a.included && dates => format!("{}{gap}{}", at(a, None), self.word(Rule::k_onwards)),
            (None, Some(b)) if b.included && dates => format!("{dots}{gap}{}", at(b, None)),
            _ => {
                let lower = from.map(|a| {
                    if a.included {
                        format!("{}{gap}{}", at(a, to), self.word(Rule::k_or_more))
                    } else {
                        format!("{}{gap}{}", self.word(Rule::k_over), at(a, to))
                    }
                });
                let upper = to.map(|b| {
                    if b.included {
                        format!("{}{gap}{}", at(b, from), self.word(Rule::k_or_less))
                    } else {
                        format!("{}{gap}{}", self.word(Rule::k_under), at(b, from))
                    }
                });
                let apart = if to.is_some_and(|b| b.included) { " " } else { gap };
                lower.into_iter().chain(upper).collect::<Vec<_>>().join(apart)
            }
        }
    }

    /// One end of a range. In Chinese a bare number beside an amount may be so many 万, and a count has its measure word.
    fn bound(&self, bound: &Bound, other: Option<&Bound>, of: Of<'_>) -> String {
        if let (Literal::Number(number), Lang::Zh) = (&bound.at.it, self.to) {
            let yuan = other.is_some_and(|other| matches!(other.at.it, Literal::Yuan(_)));
            if let (true, Some(wan)) = (yuan, whole_wan(*number)) {
                return format!("{wan}{}", self.word(Rule::u_wan));
            }
            if let Of::Fact(fact) = of
                && other.is_none()
                && self.names.holds(self.policy, fact) == Some(Holds::Count)
            {
                return format!("{}{}", number.normalize(), self.word(Rule::u_times));
            }
        }
        self.literal(&bound.at.it, of)
    }

    /// A value of a clause, or a cell of a table.
    pub(super) fn cell(&self, cell: &Cell, of: Of<'_>, in_table: bool) -> String {
        match cell {
            Cell::Any => self.word(Rule::k_any).to_owned(),
            Cell::Otherwise => self.word(Rule::k_otherwise).to_owned(),
            Cell::CannotArise => "—".to_owned(),
            Cell::Unstated => self.word(Rule::k_unstated).to_owned(),
            Cell::Unlimited => self.word(Rule::k_unlimited).to_owned(),
            Cell::Pattern(pattern) => self.pattern(pattern, of, in_table),
            Cell::Product(factors) => factors.iter().map(|factor| self.literal(&factor.it, Of::Amount)).collect::<Vec<_>>().join(" × "),
            Cell::Told(words) => self.error_words(words),
        }
    }

    /// ` when a and b`
    pub(super) fn guard(&self, keyword: Rule, conditions: &[Condition]) -> String {
        if conditions.is_empty() {
            return String::new();
        }
        let and = format!(" {}{BREAK}", self.word(Rule::k_and));
        let all: Vec<String> = conditions.iter().map(|condition| self.condition(condition)).collect();
        format!("{BREAK}{} {}", self.word(keyword), all.join(&and))
    }

    fn condition(&self, condition: &Condition) -> String {
        let fact = self.fact_name(&condition.fact);
        let of = Of::Fact(&condition.fact.it);
        match &condition.test {
            Test::Yes => fact,
            Test::No => format!("{} {fact}", self.word(Rule::k_not)),
            Test::Is(pattern) => format!("{fact} {} {}", self.word(Rule::k_is), self.pattern(&pattern.it, of, false)),
            Test::IsNot(pattern) => format!("{fact} {} {}", self.word(Rule::k_is_not), self.pattern(&pattern.it, of, false)),
        }
    }

    /// ` [办法 "第九条"]`
    pub(super) fn citation(&self, citation: Option<&Citation>) -> String {
        let Some(citation) = citation else { return String::new() };
        let (open, close) = if self.to == Lang::En { ('[', ']') } else { ('【', '】') };
        let place = |(name, article): &(super::super::tree::Name, Option<super::super::tree::Text>)| match article {
            Some(article) => format!("{} {}", name.it, self.quote(&article.it)),
            None => name.it.clone(),
        };
        format!(" {open}{}{close}", citation.places.iter().map(place).collect::<Vec<_>>().join(self.comma()))
    }
}

/// Yuan as they are written: whole, or with two decimals.
fn amount(yuan: Decimal) -> String {
    let yuan = yuan.normalize();
    if yuan.scale() == 1 { format!("{yuan}0") } else { yuan.to_string() }
}

/// How many whole ten-thousands a number is.
fn whole_wan(number: Decimal) -> Option<Decimal> {
    let wan = number.checked_div(Decimal::from(10_000))?;
    (wan.is_integer() && !wan.is_zero()).then(|| wan.normalize())
}
