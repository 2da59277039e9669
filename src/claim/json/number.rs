//! A JSON number as an exact decimal, from its digits.

use rust_decimal::Decimal;

/// The decimal a JSON number or a plain decimal text spells; `None` where it is none, or has more digits than a decimal holds. One
/// written with an exponent has a scale of at least 1: it is not written as the whole number it may be (see [`crate::claim::id_text`]).
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '-') || digits.contains('_') {
        return None;
    }
    let mut number = Decimal::from_str_exact(digits).ok()?;
    if number.is_zero() {
        // `0.0`, `0e1` and `-0` are 0, yet not written as a whole number.
        return Some(if text == "0" { Decimal::ZERO } else { Decimal::new(0, 1) });
    }
    for _ in 0..exponent.max(0) {
        number = number.checked_mul(Decimal::TEN)?;
    }
    if exponent < 0 {
        number = number.normalize();
        let scale = exponent.checked_neg().and_then(|n| u32::try_from(n).ok()).and_then(|n| n.checked_add(number.scale()))?;
        number.set_scale(scale).ok()?;
    }
    if text.len() > digits.len() && number.scale() == 0 {
        number.rescale(1);
    }
    Some(number)
}
