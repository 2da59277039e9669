//! Constants: amounts, rates, points and plain numbers; `let` and products of them.

use super::order::order;
use super::policy::{Guard, Stage};
use super::scope::{is_named, names};
use super::typer::Typer;
use super::words::{self, Thing};
use super::{guard, table};
use crate::diagnostic::Fault;
use crate::plan::Names;
use crate::source::{Span, Spanned};
use crate::syntax::tree::{Answer as AnswerTree, Cell, Clause, Declared, Header, Literal, Pattern, What};
use crate::value::{Money, Rate};
use rust_decimal::{Decimal, RoundingStrategy};

/// A constant with its dimension, exact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Constant {
    /// Yuan.
    Money(Decimal),
    /// A fraction of one.
    Rate(Decimal),
    /// A rate or factor as a fraction of whole numbers; it stands alone.
    Fraction(u32, u32),
    /// Percentage points, as a fraction of one.
    Points(Decimal),
    /// A plain number.
    Number(Decimal),
}

/// The cases of a constant: a dated one has several.
pub type Cases = Vec<(Guard, Constant)>;

/// `let` constants: names and cases; none where it is unstated.
pub type Constants = Vec<(Names, Option<Cases>)>;

/// What a clause wants of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// An amount, in fen.
    Money,
    /// A rate within 0..100%, in rate units.
    Rate,
    /// Points, in rate units.
    Points,
    /// A factor, at least 0, in rate units.
    Factor,
}

impl Wanted {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Money => ("an amount, such as `600 yuan`", "金额，如「600元」"),
            Self::Rate => ("a rate, such as `85%`", "比例，如「85%」"),
            Self::Points => ("percentage points, such as `10 points`", "百分点，如「10个百分点」"),
            Self::Factor => ("a factor, such as `90%`", "系数，如「90%」"),
        }
    }

    /// What an author most likely meant by a constant of another dimension, in both languages.
    fn mistaken(self, constant: Constant) -> Option<(String, String)> {
        let both = |en: String, zh: String| Some((en, zh));
        let hundred = |n: Decimal| n.checked_mul(Decimal::ONE_HUNDRED).map(|n| n.normalize());
        match (self, constant) {
            (Self::Rate, Constant::Number(n)) if n > Decimal::ONE => {
                both(format!("`{}%`", n.normalize()), format!("「{}%」", n.normalize()))
            }
            (Self::Rate, Constant::Number(n) | Constant::Points(n)) if !n.is_zero() => {
                let n = hundred(n)?;
                both(format!("`{n}%`"), format!("「{n}%」"))
            }
            (Self::Points, Constant::Number(n)) => both(format!("`{} points`", n.normalize()), format!("「{}个百分点」", n.normalize())),
            (Self::Points, Constant::Rate(rate)) => {
                let n = hundred(rate)?;
                let (less, more) = (hundred(Decimal::ONE.checked_sub(rate)?)?, hundred(Decimal::ONE.checked_add(rate)?)?);
                both(
                    format!(
                        "`{n} points` for percentage points; a part of the rate is `× {less}%` or `× {more}%` instead of `down` or `up`"
                    ),
                    format!("「{n}个百分点」；若指原比例的一部分，以「× {less}%」或「× {more}%」代替「降低」「提高」"),
                )
            }
            (Self::Money, Constant::Rate(rate) | Constant::Points(rate)) => {
                let n = hundred(rate)?;
                let (less, more) = (hundred(Decimal::ONE.checked_sub(rate)?)?, hundred(Decimal::ONE.checked_add(rate)?)?);
                both(
                    format!(
                        "an amount in yuan; to change the figure by {n}% of itself, `adjust … × {more}%` or `× {less}%` instead of `up` or `down`; a part \
                         of a constant is `wage × {n}%`; a part of the bill cannot be written here yet: write `unstated`"
                    ),
                    format!(
                        "金额；若指在原数额上增减{n}%，以「× {more}%」「× {less}%」代替「提高」「降低」；某参数的一部分写「工资 × {n}%」；\
                         按费用的一定比例计的数额尚不能写在此处，请写「未载明」"
                    ),
                )
            }
            (Self::Money, Constant::Number(n)) => both(format!("`{} yuan`", n.normalize()), format!("「{}元」", n.normalize())),
            (Self::Money | Self::Rate | Self::Points | Self::Factor, _) => None,
        }
    }

    /// The constant in the plan's units, or a fault.
    ///
    /// An amount that is worked out (`rounding` is given, in fen) is rounded half up to it where it is finer than a fen; a written one
    /// finer than a fen is a fault.
    pub fn units(self, constant: Constant, rounding: Option<i64>, span: Span, faults: &mut Vec<Fault>) -> Option<i64> {
        let found = match (self, constant) {
            (Self::Money, Constant::Money(yuan)) => {
                let rounded = || {
                    let unit = Money::from_fen(rounding?.max(1)).yuan();
                    let units = yuan.checked_div(unit)?.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
                    units.checked_mul(unit).and_then(Money::from_yuan)
                };
                Money::from_yuan(yuan).or_else(rounded).map(Money::fen).filter(|fen| *fen >= 0)
            }
            (Self::Rate, Constant::Rate(rate)) => units(rate).filter(|u| (0..=crate::value::RATE_ONE).contains(u)),
            (Self::Rate, Constant::Fraction(above, below)) => {
                Rate::from_fraction(above, below).map(Rate::units).filter(|u| *u <= crate::value::RATE_ONE)
            }
            (Self::Factor, Constant::Fraction(above, below)) => {
                Rate::from_fraction(above, below).map(Rate::units).filter(|u| *u <= 100 * crate::value::RATE_ONE)
            }
            (Self::Points, Constant::Points(points)) => units(points).filter(|u| (0..=crate::value::RATE_ONE).contains(u)),
            (Self::Factor, Constant::Rate(rate) | Constant::Number(rate)) => {
                units(rate).filter(|u| (0..=100 * crate::value::RATE_ONE).contains(u))
            }
            _ => {
                faults.push(self.mistaken(constant).map_or_else(
                    || words::wrong_unit(self.words(), span),
                    |right| words::wrong_unit_for(self.words(), (&right.0, &right.1), span),
                ));
                return None;
            }
        };
        if found.is_none() {
            let fault = words::out_of_range(
                match self {
                    Self::Money => ("an amount is from 0 to ten trillion yuan, in whole fen", "金额须在 0 至十万亿元之间，精确到分"),
                    Self::Rate => ("a rate is from 0% to 100%, with at most four decimals", "比例须在 0% 至 100% 之间，至多四位小数"),
                    Self::Points => ("points are from 0 to 100, with at most four decimals", "百分点须在 0 至 100 之间，至多四位小数"),
                    Self::Factor => {
                        ("a factor is from 0% to 10000%, with at most four decimals", "系数须在 0% 至 10000% 之间，至多四位小数")
                    }
                },
                span,
            );
            faults.push(match constant {
                Constant::Money(yuan) if yuan.scale() > 2 && Money::from_yuan(yuan.round_dp(2)).is_some() => {
                    let fen = yuan.round_dp(2);
                    fault.help(crate::diagnostic::Words::new(
                        format!("write yuan with two decimals: `{fen} yuan`"),
                        format!("元以下写两位小数：「{fen}元」"),
                    ))
                }
                Constant::Fraction(above, below) if Rate::from_fraction(above, below).is_none() => fault.help(crate::diagnostic::Words::new(
                    "below the line write 2 to 10, 12, 14, 15, 16, 18, 20 or 21 (what divides 63000000), or write a percentage with four decimals",
                    "分母请写2至10、12、14、15、16、18、20、21（能整除63000000的数），或写至多四位小数的百分比",
                )),
                Constant::Fraction(..) | Constant::Money(_) | Constant::Rate(_) | Constant::Points(_) | Constant::Number(_) => fault,
            });
        }
        found
    }
}

impl Constant {
    /// The amount in fen, where it is an amount and no whole number of fen.
    pub fn finer_than_a_fen(self) -> Option<Decimal> {
        match self {
            Self::Money(yuan) if Money::from_yuan(yuan).is_none() => yuan.checked_mul(Decimal::ONE_HUNDRED).map(|fen| fen.normalize()),
            Self::Money(_) | Self::Rate(_) | Self::Fraction(..) | Self::Points(_) | Self::Number(_) => None,
        }
    }
}

fn units(fraction: Decimal) -> Option<i64> {
    fraction.checked_mul(Decimal::ONE_HUNDRED).and_then(Rate::from_percent).map(Rate::units)
}

/// One factor without names.
fn plain(literal: &Literal) -> Option<Constant> {
    let hundredth = |n: &Decimal| n.checked_div(Decimal::ONE_HUNDRED);
    match literal {
        Literal::Yuan(n) => Some(Constant::Money(*n)),
        Literal::Percent(n) => hundredth(n).map(Constant::Rate),
        Literal::Fraction(above, below) => Some(Constant::Fraction(*above, *below)),
        Literal::Points(n) => hundredth(n).map(Constant::Points),
        Literal::Number(n) => Some(Constant::Number(*n)),
        _ => None,
    }
}

fn product(one: Constant, two: Constant) -> Option<Constant> {
    use Constant::{Fraction, Money, Number, Points, Rate};
    match (one, two) {
        (Money(a), Rate(b) | Number(b)) | (Rate(b) | Number(b), Money(a)) => a.checked_mul(b).map(Money),
        (Rate(a), Rate(b) | Number(b)) | (Number(b), Rate(a)) => a.checked_mul(b).map(Rate),
        (Number(a), Number(b)) => a.checked_mul(b).map(Number),
        (Points(a), Number(b) | Rate(b)) | (Number(b) | Rate(b), Points(a)) => a.checked_mul(b).map(Points),
        (Money(_) | Points(_), Money(_) | Points(_)) | (Fraction(..), _) | (_, Fraction(..)) => None,
    }
}

impl Typer<'_> {
    /// The cases of one factor: a literal, or a `let`. `Ok(None)`: unstated.
    pub fn factor(&mut self, literal: &Spanned<Literal>) -> Result<Option<Cases>, ()> {
        if let Literal::Name(name, _) = &literal.it {
            if let Some((_, cases)) = self.constants.iter().find(|(names, _)| is_named(names, name)) {
                return Ok(cases.clone());
            }
            if self.scope.named(name).is_some() {
                self.faults.push(words::fact_for_a_figure(name, literal.span));
                return Err(());
            }
            let known = self.constants.iter().map(|(names, _)| words::two(names));
            self.faults.push(words::unknown(Thing::Let, name, known, literal.span));
            return Err(());
        }
        if let Literal::Times(n) = &literal.it {
            let right =
                (format!("the factor as a plain number: `× {}`", n.normalize()), format!("不带单位的倍数：「× {}」", n.normalize()));
            let wanted = ("an amount, a rate, points or a number", "金额、比例、百分点或数值");
            self.faults.push(words::wrong_unit_for(wanted, (&right.0, &right.1), literal.span));
            return Err(());
        }
        match plain(&literal.it) {
            Some(constant) => Ok(Some(vec![(Guard::new(), constant)])),
            None => {
                self.faults.push(words::wrong_unit(("an amount, a rate, points or a number", "金额、比例、百分点或数值"), literal.span));
                Err(())
            }
        }
    }

    /// The cases of a cell that is a constant or a product. `Ok(None)`: unstated through a `let`.
    pub fn cases(&mut self, cell: &Spanned<Cell>) -> Result<Option<Cases>, ()> {
        let factors = match &cell.it {
            Cell::Pattern(Pattern::OneOf(one)) if one.len() == 1 => one,
            Cell::Product(factors) => factors,
            Cell::Pattern(_) | Cell::Any | Cell::Otherwise | Cell::CannotArise | Cell::Unstated | Cell::Unlimited | Cell::Told(_) => {
                self.faults.push(words::wrong_unit(("one value", "单一数值"), cell.span));
                return Err(());
            }
        };
        let mut out: Cases = Vec::new();
        for (at, literal) in factors.iter().enumerate() {
            let Some(next) = self.factor(literal)? else { return Ok(None) };
            if at == 0 {
                out = next;
                continue;
            }
            let mut joined = Vec::new();
            for (when, one) in &out {
                for (also, two) in &next {
                    let Some(value) = product(*one, *two) else {
                        self.faults.push(words::wrong_unit(
                            ("a product of one amount and plain numbers or rates", "一个金额与若干数值或比例之积"),
                            cell.span,
                        ));
                        return Err(());
                    };
                    joined.push((guard::both(when, also), value));
                }
            }
            out = joined;
        }
        Ok(Some(out))
    }

    /// Reads all `let` clauses, in an order in which each stands on earlier ones.
    pub fn declare_constants(&mut self, clauses: &[&Clause]) {
        let lets: Vec<(&Declared, &AnswerTree)> = clauses
            .iter()
            .filter_map(|c| match &c.what {
                What::Let { name, answer } => Some((name, answer)),
                _ => None,
            })
            .collect();
        let named: Vec<Names> = lets.iter().map(|(name, _)| names(name)).collect();
        let reads: Vec<Vec<&str>> = lets.iter().map(|(_, answer)| mentions(answer)).collect();
        let (ordered, circle) = order(&named, &reads);
        for (name, answer) in ordered.iter().filter_map(|at| lets.get(*at)) {
            let cases = self.let_cases(answer);
            self.constants.push((names(name), cases));
        }
        for (name, _) in circle.iter().filter_map(|at| lets.get(*at)) {
            self.faults.push(words::cyclic(&name.name.it, name.name.span));
            self.constants.push((names(name), None));
        }
    }

    fn let_cases(&mut self, answer: &AnswerTree) -> Option<Cases> {
        match answer {
            AnswerTree::Value(cell) if cell.it == Cell::Unstated => None,
            AnswerTree::Value(cell) => self.cases(cell).ok().flatten(),
            AnswerTree::Table(tree) | AnswerTree::Across(_, tree) => {
                let mut out = Vec::new();
                for row in &tree.rows {
                    let when = table::conditions(self, tree, row, Stage::Claim);
                    let Some(cell) = row.cells.last().filter(|_| matches!(tree.header.last().map(|h| &h.it), Some(Header::Value))) else {
                        self.faults.push(words::table_shape(
                            ("the last column of this table is headed `value`", "此表最后一列表头应为「值」"),
                            tree.span,
                        ));
                        return None;
                    };
                    for (also, value) in self.cases(cell).ok().flatten().unwrap_or_default() {
                        out.push((guard::both(&when.guard, &also), value));
                    }
                }
                Some(out)
            }
        }
    }
}

/// Bare names in the values of a constant.
fn mentions(answer: &AnswerTree) -> Vec<&str> {
    let mut cells: Vec<&Cell> = Vec::new();
    match answer {
        AnswerTree::Value(cell) => cells.push(&cell.it),
        AnswerTree::Table(table) | AnswerTree::Across(_, table) => {
            cells.extend(table.rows.iter().filter_map(|r| r.cells.last()).map(|c| &c.it));
        }
    }
    cells
        .into_iter()
        .flat_map(|cell| match cell {
            Cell::Pattern(Pattern::OneOf(literals)) | Cell::Product(literals) => literals.as_slice(),
            _ => &[],
        })
        .filter_map(|literal| match &literal.it {
            Literal::Name(name, _) => Some(name.as_str()),
            _ => None,
        })
        .collect()
}
