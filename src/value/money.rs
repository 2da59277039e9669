//! Money in yuan to the fen, and rates: thin types over decimals for the outside, whole numbers for the plan.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};
use std::str::FromStr;

/// The largest amount read or computed, in fen: 10^15 (ten trillion yuan), so that products stay exact.
pub const FEN_LIMIT: i64 = 1_000_000_000_000_000;

/// One (100%) in rate units: rates are whole 63-millionths, so that percentages with four decimals are exact, and so are thirds,
/// sevenths, ninths and what they make.
pub const RATE_ONE: i64 = 63_000_000;

/// An amount of money: yuan with two decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From whole fen.
    pub const fn from_fen(fen: i64) -> Self {
        Self(fen)
    }

    /// In whole fen.
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// From yuan; `None` when finer than a fen or beyond [`FEN_LIMIT`].
    pub fn from_yuan(yuan: Decimal) -> Option<Self> {
        let fen = yuan.checked_mul(Decimal::ONE_HUNDRED)?;
        if !fen.is_integer() {
            return None;
        }
        let fen = fen.to_i64()?;
        (fen.abs() <= FEN_LIMIT).then_some(Self(fen))
    }

    /// In yuan, with two decimals.
    pub fn yuan(self) -> Decimal {
        Decimal::new(self.0, 2)
    }
}

impl fmt::Display for Money {
    /// `1234.50`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.yuan().fmt(f)
    }
}

/// A text that is no amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParseMoneyError;

impl fmt::Display for ParseMoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an amount is yuan as digits with at most two decimals, up to ten trillion: `1234.50`")
    }
}

impl std::error::Error for ParseMoneyError {}

impl FromStr for Money {
    type Err = ParseMoneyError;

    /// Reads yuan: `1234`, `1234.5`, `-1234.50`.
    fn from_str(text: &str) -> Result<Self, ParseMoneyError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (yuan, fen) = digits.split_once('.').map_or((digits, None), |(yuan, fen)| (yuan, Some(fen)));
        let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !number(yuan) || !fen.is_none_or(number) {
            return Err(ParseMoneyError);
        }
        Decimal::from_str_exact(text).ok().and_then(Self::from_yuan).ok_or(ParseMoneyError)
    }
}

impl<'de> serde::Deserialize<'de> for Money {
    /// From a string, as it is serialised.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Add for Money {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl From<Money> for Decimal {
    fn from(money: Money) -> Self {
        money.yuan()
    }
}

impl serde::Serialize for Money {
    /// As a string with two decimals.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A rate as a part of one, in whole [`RATE_ONE`]ths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(i64);

impl Rate {
    /// 100%
    pub const ONE: Self = Self(RATE_ONE);

    /// From rate units.
    pub const fn from_units(units: i64) -> Self {
        Self(units)
    }

    /// In rate units.
    pub const fn units(self) -> i64 {
        self.0
    }

    /// From percent (85 for 85%) or points; `None` when finer than a millionth or too large.
    pub fn from_percent(percent: Decimal) -> Option<Self> {
        let units = percent.checked_mul(Decimal::from(RATE_ONE / 100))?;
        if units.is_integer() { units.to_i64().map(Self) } else { None }
    }

    /// As a part of one, 0.85; cut after 28 digits where they do not end.
    pub fn fraction(self) -> Decimal {
        Decimal::from(self.0).checked_div(Decimal::from(RATE_ONE)).unwrap_or_default().normalize()
    }

    /// From a fraction of whole numbers (1 over 3); `None` where the number below does not divide [`RATE_ONE`] exactly.
    pub fn from_fraction(above: u32, below: u32) -> Option<Self> {
        let (above, below) = (i64::from(above).checked_mul(RATE_ONE)?, i64::from(below));
        (below > 0 && above % below == 0).then(|| Self(above / below))
    }
}

impl fmt::Display for Rate {
    /// `85%`, or `1/3` where the digits of a percentage do not end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ten_thousandth = RATE_ONE / 1_000_000;
        if self.0 % ten_thousandth == 0 {
            return write!(f, "{}%", Decimal::new(self.0 / ten_thousandth, 4).normalize());
        }
        let (mut by, mut rest) = (self.0, RATE_ONE);
        while rest != 0 {
            (by, rest) = (rest, by % rest);
        }
        write!(f, "{}/{}", self.0 / by, RATE_ONE / by)
    }
}
