//! Exact fractions: amounts times rates times factors, rounded only where the policy says so.

use crate::value::RATE_ONE;
use std::cmp::Ordering;

/// A reduced fraction of whole numbers; the denominator is above 0. Every operation is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact {
    num: i128,
    den: i128,
}

impl Exact {
    /// Nothing.
    pub const ZERO: Self = Self { num: 0, den: 1 };
    /// One, or 100%.
    pub const ONE: Self = Self { num: 1, den: 1 };

    /// A whole number.
    pub fn whole(n: i64) -> Self {
        Self { num: i128::from(n), den: 1 }
    }

    /// A rate, points or a factor in rate units.
    pub fn rate(units: i64) -> Self {
        Self::reduced(i128::from(units), i128::from(RATE_ONE))
    }

    /// So many millionths: a quantity.
    pub fn millionths(n: i64) -> Self {
        Self::reduced(i128::from(n), 1_000_000)
    }

    /// `mantissa` divided by ten to the `scale`; `None` when too large.
    pub fn decimal_fraction(mantissa: i128, scale: u32) -> Option<Self> {
        Some(Self::reduced(mantissa, 10_i128.checked_pow(scale)?))
    }

    /// True of a whole number.
    pub fn is_whole(self) -> bool {
        self.den == 1
    }

    fn reduced(num: i128, den: i128) -> Self {
        let by = gcd(num, den);
        Self { num: num / by, den: den / by }
    }

    /// The sum; `None` when too large.
    pub fn add(self, other: Self) -> Option<Self> {
        if self.den == other.den {
            return Some(Self::reduced(self.num.checked_add(other.num)?, self.den));
        }
        let by = gcd(self.den, other.den);
        let left = self.num.checked_mul(other.den / by)?;
        let right = other.num.checked_mul(self.den / by)?;
        Some(Self::reduced(left.checked_add(right)?, self.den.checked_mul(other.den / by)?))
    }

    /// The difference; `None` when too large.
    pub fn sub(self, other: Self) -> Option<Self> {
        self.add(Self { num: other.num.checked_neg()?, den: other.den })
    }

    /// The product; `None` when too large.
    pub fn mul(self, other: Self) -> Option<Self> {
        let (a, b) = (gcd(self.num, other.den), gcd(other.num, self.den));
        Some(Self { num: (self.num / a).checked_mul(other.num / b)?, den: (self.den / b).checked_mul(other.den / a)? })
    }

    /// The quotient by a number above 0; `None` when too large or not above 0.
    pub fn div(self, other: Self) -> Option<Self> {
        if other.num <= 0 {
            return None;
        }
        self.mul(Self { num: other.den, den: other.num })
    }

    /// So many times itself multiplied; `None` when too large.
    pub fn power(self, times: i64) -> Option<Self> {
        let mut out = Self::ONE;
        if times <= 0 || self == Self::ONE {
            return Some(out);
        }
        if self == Self::ZERO || times > 1000 {
            return (self == Self::ZERO).then_some(self);
        }
        for _ in 0..times {
            out = out.mul(self)?;
        }
        Some(out)
    }

    /// Which is larger; `None` when too large to say.
    pub fn order(self, other: Self) -> Option<Ordering> {
        Some(self.num.checked_mul(other.den)?.cmp(&other.num.checked_mul(self.den)?))
    }

    /// The smaller; `None` when too large to say.
    pub fn least(self, other: Self) -> Option<Self> {
        Some(if self.order(other)? == Ordering::Greater { other } else { self })
    }

    /// The larger; `None` when too large to say.
    pub fn greatest(self, other: Self) -> Option<Self> {
        Some(if self.order(other)? == Ordering::Less { other } else { self })
    }

    /// Whether it is as large as the other or larger; `None` when too large to say.
    pub fn at_least(self, other: Self) -> Option<bool> {
        Some(self.order(other)? != Ordering::Less)
    }

    /// Below 0.
    pub fn is_negative(self) -> bool {
        self.num < 0
    }

    /// To the nearest multiple of `unit` (above 0), halves up; `None` when too large.
    pub fn round(self, unit: i64) -> Option<i64> {
        let unit = i128::from(unit.max(1));
        let step = self.den.checked_mul(unit)?;
        let doubled = self.num.checked_mul(2)?.checked_add(step)?;
        i64::try_from(doubled.div_euclid(step.checked_mul(2)?).checked_mul(unit)?).ok()
    }

    /// As a rate is written: a decimal where its digits end (`0.85`), else a fraction (`1/3`).
    pub fn rate_text(self) -> String {
        let ends = [2, 5].iter().fold(self.den, |mut den, factor| {
            while den % factor == 0 {
                den /= factor;
            }
            den
        });
        if ends == 1 { self.decimal(0, 0) } else { format!("{}/{}", self.num, self.den) }
    }

    /// As a decimal: divided by ten to the `shift`, with at least `places` digits after the point. Digits that do not
    /// end are cut after forty.
    pub fn decimal(self, shift: u32, places: usize) -> String {
        let den = 10_i128.checked_pow(shift).and_then(|ten| self.den.checked_mul(ten)).unwrap_or(i128::MAX);
        let (sign, num) = if self.num < 0 { ("-", self.num.unsigned_abs()) } else { ("", self.num.unsigned_abs()) };
        let den = den.unsigned_abs();
        let (whole, mut rest) = (num / den, num % den);
        let mut digits = String::new();
        while (rest > 0 && digits.len() < 40) || digits.len() < places {
            let Some(tenfold) = rest.checked_mul(10) else { break };
            digits.push(char::from(b'0' + u8::try_from(tenfold / den).unwrap_or(0)));
            rest = tenfold % den;
        }
        if digits.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{digits}") }
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i128::try_from(a).unwrap_or(1).max(1)
}
