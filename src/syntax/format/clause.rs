//! The words of each clause, up to its block or table.

use super::super::dictionary::Kind;
use super::super::grammar::Rule;
use super::super::tree::{
    Adjust, AdjustOp, Answer, Clause, Declared, Document, Fact, FactKind, Grade, Head, HeadWord, Mode, Name, Period, Table, Term, Text,
    What,
};
use super::value::Of;
use super::{BREAK, Printer, SOFT};
use crate::diagnostic::Lang;

impl Printer<'_> {
    /// A clause up to its block: mode, words, guard, citation.
    pub(super) fn head(&self, clause: &Clause) -> String {
        let mode = match clause.mode {
            Mode::Plain => String::new(),
            Mode::Override => format!("{} ", self.word(Rule::k_override)),
            Mode::Remove => format!("{} ", self.word(Rule::k_remove)),
        };
        let said = self.said(&clause.what, clause.mode == Mode::Remove);
        let guard = match &clause.what {
            What::NeverWhen => self.guard(Rule::k_never_when, &clause.when).trim_start_matches(BREAK).to_owned(),
            What::Fact(_) => self.guard(Rule::k_only_when, &clause.when),
            _ => self.guard(Rule::k_when, &clause.when),
        };
        format!("{mode}{said}{guard}{}", self.citation(clause.citation.as_ref()))
    }

    fn said(&self, what: &What, removed: bool) -> String {
        let word = |rule: Rule| self.word(rule);
        let one = |rule: Rule, rest: &str| format!("{} {rest}", self.word(rule));
        match what {
            What::Fact(fact) => self.fact(fact),
            What::Value { name, of, code } => {
                let value = self.declared(name, &[]);
                format!(
                    "{} {value} {} {}{}",
                    word(Rule::k_value),
                    word(Rule::k_of),
                    self.fact_name(of),
                    self.text(Rule::k_code, code.as_ref())
                )
            }
            What::Group { name, of, members } => {
                let all: Vec<String> = members.iter().map(|member| self.declared(member, &[(Kind::Value, &of.it)])).collect();
                let head = format!("{} {} {} {}", word(Rule::k_group), self.declared(name, &[]), word(Rule::k_of), self.fact_name(of));
                format!("{head} {}", all.join(&self.list()))
            }
            What::NeverWhen => String::new(),
            What::FundDecl { name, code, field } => {
                let name = self.declared(name, &[]);
                one(Rule::k_fund, &format!("{name}{}{}", self.text(Rule::k_code, code.as_ref()), self.text(Rule::k_field, field.as_ref())))
            }
            What::Region(code) => one(Rule::k_region, &code.it.to_string()),
            What::Scheme(name) => one(Rule::k_scheme, &self.name(name, &[(Kind::Value, "scheme")])),
            What::Effective(cell) => one(Rule::k_effective, &self.cell(&cell.it, Of::Plain, false)),
            What::AppliesOn(name) => one(Rule::k_applies_on, &self.fact_name(name)),
            What::YearOf { date, from } => {
                let from = from.as_ref().map_or(String::new(), |day| format!(" {} {}", word(Rule::k_from), self.year_day(day.it)));
                one(Rule::k_year_of, &format!("{}{from}", self.fact_name(date)))
            }
            What::Document(document) => self.document(document),
            What::Rounding { unit, per_claim } => {
                let each = word(if *per_claim { Rule::k_per_claim } else { Rule::k_per_item });
                let head = format!("{} {} {}", word(Rule::k_rounding), word(Rule::k_half_up), word(Rule::k_round_to));
                format!("{head} {}{}{} {each}", self.literal(&unit.it, Of::Plain), self.comma(), word(Rule::k_first_pay))
            }
            What::LastDay { rolling } => word(if *rolling { Rule::k_rolling } else { Rule::k_not_rolling }).to_owned(),
            What::CatalogOf(name) => one(Rule::k_catalog_of, &self.fact_name(name)),
            What::FirstPayOf(name) => one(Rule::k_first_pay_of, &self.fact_name(name)),
            What::FilingNeeded => word(Rule::k_filing_needed).to_owned(),
            What::Filing { name, .. } => one(Rule::k_filing, &self.declared(name, &[(Kind::Filing, ""), (Kind::Value, "filed_as")])),
            What::FileBy { event, within, counting_first } => {
                let within = within.as_ref().map_or(String::new(), |length| format!(" + {}", self.literal(&length.it, Of::Plain)));
                let first = if *counting_first { format!(" {}", word(Rule::k_counting_first)) } else { String::new() };
                one(Rule::k_file_by, &format!("{}{within}{first}", self.fact_name(event)))
            }
            What::Late(name) => {
                one(Rule::k_late, &self.name(name, &[(Kind::Filing, ""), (Kind::Value, "filing"), (Kind::Value, "filed_as")]))
            }
            What::Valid { from, length } => {
                let from = from.as_ref().map_or(String::new(), |name| format!("{} {} ", word(Rule::k_from), self.fact_name(name)));
                let length =
                    length.as_ref().map_or_else(|| word(Rule::k_until_changed).to_owned(), |length| self.literal(&length.it, Of::Plain));
                one(Rule::k_valid, &format!("{from}{length}"))
            }
            What::Deemed => word(Rule::k_deemed).to_owned(),
            What::Place { institution } => word(if *institution { Rule::k_place_institution } else { Rule::k_place_region }).to_owned(),
            What::Needs(text) => one(Rule::k_needs, &self.quote(&text.it)),
            What::Route(_) => word(Rule::k_route).to_owned(),
            What::Reason { refuse, name } => {
                one(if *refuse { Rule::k_refuse } else { Rule::k_manual }, &self.declared(name, &[(Kind::Reason, "")]))
            }
            What::Accumulator(name) => one(Rule::k_accumulator, &self.declared(name, &[])),
            What::Let { name, answer } => {
                let value = if removed { String::new() } else { self.answer(answer) };
                one(Rule::k_let, &format!("{}{value}", self.declared(name, &[(Kind::Let, "")])))
            }
            What::Define { name, .. } => one(Rule::k_define, &self.declared(name, &[(Kind::Fact, "")])),
            What::Part { name, of } => {
                let of = self.plain(&of.it, &[(Kind::Figure, "")]);
                format!("{} {} {} {of}", word(Rule::k_part), self.declared(name, &[(Kind::Part, "")]), word(Rule::k_of))
            }
            What::Benefit { name, .. } => one(Rule::k_benefit, &self.declared(name, &[(Kind::Benefit, "")])),
            What::Layer { name, after, given, .. } => {
                let after = after
                    .as_ref()
                    .map_or(String::new(), |after| format!(" {} {}", word(Rule::k_after), self.name(after, &[(Kind::Layer, "")])));
                let given = if *given { format!(" {}", word(Rule::k_given)) } else { String::new() };
                one(Rule::k_layer, &format!("{}{after}{given}", self.declared(name, &[(Kind::Layer, "")])))
            }
            What::PersonalAccount(_) => word(Rule::k_account).to_owned(),
            What::Covers(terms) => one(Rule::k_covers, &terms.iter().map(|term| self.term(term)).collect::<Vec<_>>().join(" + ")),
            What::Fund(name) => one(Rule::k_fund, &self.name(name, &[(Kind::Fund, "")])),
            What::Bands { from_zero, over_year, counter } => {
                let year = if *over_year { format!(" {}", word(Rule::k_over_year)) } else { String::new() };
                let named = |name| format!(" {} {}", word(Rule::k_in), self.name(name, &[(Kind::Accumulator, ""), (Kind::Layer, "")]));
                let counter = counter.as_ref().map_or(String::new(), named);
                format!("{} {}{year}{counter}", word(Rule::k_bands), word(if *from_zero { Rule::k_from_zero } else { Rule::k_above }))
            }
            What::Amount { head, answer } => {
                format!("{}{}", self.figure_head(head), answer.as_ref().map_or(String::new(), |answer| self.answer(answer)))
            }
            What::Adjust(adjust) => self.adjust(adjust),
            What::HigherOf => format!("{} {}", word(Rule::k_rate), word(Rule::k_higher)),
            What::Table(_) => word(Rule::k_table).to_owned(),
            What::Ruling { deny, code, why } => {
                one(if *deny { Rule::k_deny } else { Rule::k_allow }, &format!("{} {}", code.it, self.quote(&why.it)))
            }
            What::Example(example) => one(Rule::k_example, &self.quote(&example.title.it)),
        }
    }

    /// The table a clause ends with, and the fact it goes across.
    pub(super) fn table_of(what: &What) -> Option<(Option<&str>, &Table)> {
        let answer = match what {
            What::Define { table, .. } | What::Table(table) => return Some((None, table)),
            What::Let { answer, .. } => Some(answer),
            What::Amount { answer, .. } => answer.as_ref(),
            What::Adjust(adjust) => adjust.answer.as_ref(),
            _ => None,
        };
        match answer? {
            Answer::Value(_) => None,
            Answer::Across(fact, table) => Some((Some(&fact.it), table)),
            Answer::Table(table) => Some((None, table)),
        }
    }

    /// The answer of a clause up to its table, with the blank before it.
    fn answer(&self, answer: &Answer) -> String {
        match answer {
            Answer::Value(cell) => format!(" {}", self.cell(&cell.it, Of::Amount, false)),
            Answer::Across(fact, _) => {
                let name = if fact.it == "band" { self.word(Rule::k_band).to_owned() } else { self.fact_name(fact) };
                format!(" {} {name}", self.word(Rule::k_across))
            }
            Answer::Table(_) => String::new(),
        }
    }

    /// `deductible per year in NAME by disease total at most`
    pub(super) fn figure_head(&self, head: &Head) -> String {
        let word = |rule: Rule| self.word(rule);
        let mut out = match head.word {
            HeadWord::Deductible => word(Rule::k_deductible).to_owned(),
            HeadWord::Limit => word(Rule::k_limit).to_owned(),
            HeadWord::LimitAbove => format!("{} {}", word(Rule::k_limit), word(Rule::k_above)),
            HeadWord::Rate => word(Rule::k_rate).to_owned(),
            HeadWord::Share => word(Rule::k_share).to_owned(),
            HeadWord::Paid => word(Rule::k_paid).to_owned(),
            HeadWord::Cap => word(Rule::k_cap).to_owned(),
            HeadWord::FirstPay => word(Rule::k_first_pay).to_owned(),
        };
        if let Some(period) = &head.period {
            let rule = match period.it {
                Period::Visit => Rule::k_per_visit,
                Period::Stay => Rule::k_per_stay,
                Period::Month => Rule::k_per_month,
                Period::Year => Rule::k_per_year,
            };
            out = format!("{out} {}", word(rule));
        }
        if let Some(name) = &head.accumulator {
            out = format!("{out} {} {}", word(Rule::k_in), self.name(name, &[(Kind::Accumulator, "")]));
        }
        if !head.by.is_empty() {
            out = format!("{out} {} {}", word(Rule::k_by), self.facts(&head.by));
        }
        if head.total { format!("{out} {}", word(Rule::k_total)) } else { out }
    }

    fn facts(&self, names: &[Name]) -> String {
        names.iter().map(|name| self.fact_name(name)).collect::<Vec<_>>().join(self.comma())
    }

    /// `adjust rate with age each 1 years up 0.3 points`
    pub(super) fn adjust(&self, adjust: &Adjust) -> String {
        let mut out = format!("{} {}", self.word(Rule::k_adjust), self.figure_head(&adjust.target));
        if let Some(with) = &adjust.with {
            let over = with.over.as_ref().map_or(String::new(), |base| {
                let gap = if self.to == Lang::En { " " } else { "" };
                format!(" {}{gap}{}", self.word(Rule::k_over), self.literal(&base.it, Of::Plain))
            });
            let each = self.literal(&with.each.it, Of::Plain);
            out = format!("{out} {} {}{over} {} {each}", self.word(Rule::k_with), self.fact_name(&with.fact), self.word(Rule::k_each));
        }
        let op = adjust.op.map(|op| match op {
            AdjustOp::To => self.word(Rule::k_to),
            AdjustOp::Up => self.word(Rule::k_up),
            AdjustOp::Down => self.word(Rule::k_down),
            AdjustOp::Times => "×",
            AdjustOp::AtLeast => self.word(Rule::k_at_least),
            AdjustOp::AtMost => self.word(Rule::k_at_most),
        });
        let answer = adjust.answer.as_ref().map_or(String::new(), |answer| self.answer(answer));
        let glued = self.to == Lang::Zh && matches!(adjust.op, Some(AdjustOp::Up | AdjustOp::Down));
        let number = answer.trim_start().starts_with(|c: char| c.is_ascii_digit());
        let answer = if glued && number { answer.trim_start() } else { answer.as_str() };
        format!("{out}{}{answer}", op.map_or(String::new(), |op| format!(" {op}")))
    }

    fn term(&self, term: &Term) -> String {
        let scale = term.scale.as_ref().map_or(String::new(), |scale| format!(" × {}", self.literal(&scale.it, Of::Plain)));
        let name = match term.path.as_slice() {
            [one] if one.it == "rest" => self.word(Rule::k_rest).to_owned(),
            path => self.path(path, if path.len() > 1 { &[(Kind::Figure, "")] } else { &[(Kind::Part, ""), (Kind::Figure, "")] }),
        };
        format!("{name}{scale}")
    }

    fn fact(&self, fact: &Fact) -> String {
        let mut out = format!("{} {}", self.word(Rule::k_fact), self.declared(&fact.name, &[]));
        if fact.of_item {
            out = format!("{out} {}", self.word(Rule::k_of_item));
        }
        let ranged = |rule: Rule, pattern| format!("{} {}", self.word(rule), self.pattern(pattern, Of::Fact(&fact.name.name.it), false));
        let kind = match &fact.kind {
            FactKind::OneOf(values) => {
                let member = |(name, code): &(Declared, Option<Text>)| {
                    format!("{}{}", self.declared(name, &[]), self.text(Rule::k_code, code.as_ref()))
                };
                format!("{} {}", self.word(Rule::k_one_of), values.iter().map(member).collect::<Vec<_>>().join(&self.list()))
            }
            FactKind::YesNo => self.word(Rule::k_yes_or_no).to_owned(),
            FactKind::Count(range) => ranged(Rule::k_count, &range.it),
            FactKind::Age(range) => ranged(Rule::k_age, &range.it),
            FactKind::Years(range) => ranged(Rule::k_years, &range.it),
            FactKind::Region => self.word(Rule::k_kind_region).to_owned(),
            FactKind::Date => self.word(Rule::k_date).to_owned(),
            FactKind::Money => self.word(Rule::k_money).to_owned(),
            FactKind::Text => self.word(Rule::k_text).to_owned(),
        };
        let default = fact.default.as_ref().map_or(String::new(), |value| {
            format!(" {} {}", self.word(Rule::k_default), self.literal(&value.it, Of::Fact(&fact.name.name.it)))
        });
        format!("{out} {kind}{default}{}", self.text(Rule::k_field, fact.field.as_ref()))
    }

    fn document(&self, document: &Document) -> String {
        let date = match &document.date {
            None => String::new(),
            Some(date) => match date.it {
                Some(date) => format!(" {}", self.literal(&super::super::tree::Literal::Date(date), Of::Plain)),
                None => format!(" {}", self.word(Rule::k_unstated)),
            },
        };
        let grade = self.word(match document.grade {
            Grade::Official => Rule::k_official,
            Grade::Secondary => Rule::k_secondary,
            Grade::Unconfirmed => Rule::k_unconfirmed,
        });
        let head = format!("{} {} {}", self.word(Rule::k_document), document.name.it, self.quote(&document.title.it));
        format!("{head}{}{date} {grade}", self.text(Rule::k_number, document.number.as_ref()))
    }

    /// ` code "21"`
    fn text(&self, keyword: Rule, text: Option<&Text>) -> String {
        text.map_or(String::new(), |text| format!(" {} {}", self.word(keyword), self.quote(&text.it)))
    }

    /// The comma of a list that may go on on the next line.
    pub(super) fn list(&self) -> String {
        if self.to == Lang::En { format!(",{BREAK}") } else { format!("，{SOFT}") }
    }
}
