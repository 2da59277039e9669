//! Exact fractions of 128-bit whole numbers: the only arithmetic of the reference.

use std::cmp::Ordering;
use std::ops::{Add, Div, Mul, Sub};

/// A fraction in lowest terms; the denominator is above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rational {
    numerator: i128,
    denominator: i128,
}

impl Rational {
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// `numerator / denominator`; the denominator is not zero.
    pub fn new(numerator: i128, denominator: i128) -> Self {
        let divisor = greatest_common_divisor(numerator, denominator) * denominator.signum();
        Self { numerator: numerator / divisor, denominator: denominator / divisor }
    }

    pub fn whole(number: i128) -> Self {
        Self { numerator: number, denominator: 1 }
    }

    /// The nearest multiple of `unit`; a half goes up.
    pub fn round_half_up(self, unit: i128) -> i128 {
        let halves = self.numerator * 2 + self.denominator * unit;
        halves.div_euclid(self.denominator * unit * 2) * unit
    }
}

fn greatest_common_divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Add for Rational {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.numerator * other.denominator + other.numerator * self.denominator, self.denominator * other.denominator)
    }
}

impl Sub for Rational {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(self.numerator * other.denominator - other.numerator * self.denominator, self.denominator * other.denominator)
    }
}

impl Mul for Rational {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self::new(self.numerator * other.numerator, self.denominator * other.denominator)
    }
}

impl Div for Rational {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        Self::new(self.numerator * other.denominator, self.denominator * other.numerator)
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.numerator * other.denominator).cmp(&(other.numerator * self.denominator))
    }
}

#[test]
fn a_half_goes_up_to_the_unit() {
    // 0.005 yuan → 0.01; 1.49 → 1; 8.50 → 9; 8.4915 → 8
    assert_eq!(Rational::new(1, 2).round_half_up(1), 1);
    assert_eq!(Rational::new(149, 1).round_half_up(100), 100);
    assert_eq!(Rational::new(850, 1).round_half_up(100), 900);
    assert_eq!(Rational::new(84_915, 100).round_half_up(100), 800);
    assert_eq!(Rational::new(-1, 3).round_half_up(1), 0);
    assert!(Rational::new(1, -3) < Rational::ZERO);
}
