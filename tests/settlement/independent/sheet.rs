//! A spreadsheet in small: exact fractions, named cells, and `+ - × ÷ min max round up` over them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Where the digits of a fen end: `round` and `up` give multiples of 1/100.
const FEN: i128 = 100;

/// An exact fraction in lowest terms, its lower part above 0.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Number {
    upper: i128,
    lower: i128,
}

impl Number {
    /// Nothing.
    pub const ZERO: Self = Self { upper: 0, lower: 1 };

    fn new(upper: i128, lower: i128) -> Option<Self> {
        let (mut a, mut b) = (upper.checked_abs()?, lower.checked_abs()?);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let by = if lower < 0 { -a } else { a };
        (lower != 0).then(|| Self { upper: upper / by, lower: lower / by })
    }

    /// Whole fen as yuan.
    pub fn fen(fen: i64) -> Option<Self> {
        Self::new(fen.into(), FEN)
    }

    /// `1234.56` or `85%`.
    pub fn read(text: &str) -> Option<Self> {
        let (digits, hundredth) = text.strip_suffix('%').map_or((text, 1), |digits| (digits, 100));
        let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
        let lower = 10_i128.checked_pow(u32::try_from(rest.len()).ok()?)?.checked_mul(hundredth)?;
        let plain = !whole.is_empty() && [whole, rest].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
        plain.then(|| format!("{whole}{rest}").parse().ok().and_then(|upper| Self::new(upper, lower))).flatten()
    }

    /// How many of which `by` make one, where it is a whole number of them: 100 for fen, 1,000,000 for a rate.
    pub fn scaled(self, by: i128) -> Option<i64> {
        let scaled = self.times(Self { upper: by, lower: 1 })?;
        (scaled.lower == 1).then(|| i64::try_from(scaled.upper).ok()).flatten()
    }

    fn plus(self, other: Self) -> Option<Self> {
        let upper = self.upper.checked_mul(other.lower)?.checked_add(other.upper.checked_mul(self.lower)?)?;
        Self::new(upper, self.lower.checked_mul(other.lower)?)
    }

    fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { upper: -other.upper, lower: other.lower })
    }

    fn times(self, other: Self) -> Option<Self> {
        Self::new(self.upper.checked_mul(other.upper)?, self.lower.checked_mul(other.lower)?)
    }

    fn over(self, other: Self) -> Option<Self> {
        Self::new(self.upper.checked_mul(other.lower)?, self.lower.checked_mul(other.upper)?)
    }

    /// To whole fen, half up.
    fn round(self) -> Option<Self> {
        let halves = self.upper.checked_mul(FEN * 2)?.checked_add(self.lower)?;
        Self::new(halves.div_euclid(self.lower.checked_mul(2)?), FEN)
    }

    fn below(self, other: Self) -> bool {
        self.minus(other).is_some_and(|rest| rest.upper < 0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fen = (self.upper * FEN).div_euclid(self.lower);
        let exact = if (self.upper * FEN) % self.lower == 0 { "" } else { "…" };
        write!(f, "{}.{:02}{exact}", fen / FEN, fen % FEN)
    }
}

/// Named cells, and which of them were asked for.
#[derive(Clone, Debug, Default)]
pub struct Cells {
    values: BTreeMap<String, Number>,
    /// The names that some expression used.
    pub used: BTreeSet<String>,
}

impl Cells {
    /// Fills a cell; false where it is filled already.
    pub fn fill(&mut self, name: &str, value: Number) -> bool {
        self.values.insert(name.to_owned(), value).is_none()
    }

    /// Fills a cell, whatever stood in it.
    pub fn replace(&mut self, name: &str, value: Number) {
        self.values.insert(name.to_owned(), value);
    }

    /// What stands in a cell.
    pub fn get(&self, name: &str) -> Option<Number> {
        self.values.get(name).copied()
    }

    /// The value of an expression, or the words at which it cannot be read.
    pub fn value(&mut self, text: &str) -> Result<Number, String> {
        let words = words(text);
        let mut reader = Reader { words: &words, cells: self };
        let value = reader.sum().ok_or_else(|| format!("`{text}` cannot be computed at `{}`", reader.words.concat()))?;
        if reader.words.is_empty() { Ok(value) } else { Err(format!("`{text}` goes on with `{}`", reader.words.concat())) }
    }
}

/// Operators one by one, what stands between them as words.
fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        let sign = matches!(c, '+' | '-' | '×' | '÷' | '(' | ')' | ';');
        match out.last_mut() {
            Some(last) if open && !sign && !c.is_whitespace() => last.push(c),
            _ if c.is_whitespace() => {}
            _ => out.push(c.to_string()),
        }
        open = !sign && !c.is_whitespace();
    }
    out
}

struct Reader<'a> {
    words: &'a [String],
    cells: &'a mut Cells,
}

impl Reader<'_> {
    fn next_if(&mut self, wanted: &[&str]) -> Option<String> {
        let (first, rest) = self.words.split_first()?;
        wanted.contains(&first.as_str()).then(|| {
            self.words = rest;
            first.clone()
        })
    }

    fn sum(&mut self) -> Option<Number> {
        let mut value = self.product()?;
        while let Some(sign) = self.next_if(&["+", "-"]) {
            let other = self.product()?;
            value = if sign == "+" { value.plus(other)? } else { value.minus(other)? };
        }
        Some(value)
    }

    fn product(&mut self) -> Option<Number> {
        let mut value = self.single()?;
        while let Some(sign) = self.next_if(&["×", "÷"]) {
            let other = self.single()?;
            value = if sign == "×" { value.times(other)? } else { value.over(other)? };
        }
        Some(value)
    }

    fn single(&mut self) -> Option<Number> {
        if let Some(name) = self.next_if(&["round", "min", "max"]) {
            return self.function(&name);
        }
        if self.next_if(&["("]).is_some() {
            let value = self.sum()?;
            return self.next_if(&[")"]).map(|_| value);
        }
        let (word, rest) = self.words.split_first()?;
        let cell = self.cells.get(word);
        if cell.is_some() {
            self.cells.used.insert(word.clone());
        }
        let value = cell.or_else(|| Number::read(word))?;
        self.words = rest;
        Some(value)
    }

    /// `min(a; b; …)` and its like, the name read.
    fn function(&mut self, name: &str) -> Option<Number> {
        self.next_if(&["("])?;
        let mut value = self.sum()?;
        while matches!(name, "min" | "max") && self.next_if(&[";"]).is_some() {
            let other = self.sum()?;
            value = if other.below(value) == (name == "min") { other } else { value };
        }
        self.next_if(&[")"])?;
        match name {
            "round" => value.round(),
            _ => Some(value),
        }
    }
}
