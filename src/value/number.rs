//! A number written as text.

use rust_decimal::Decimal;

/// Whether a text is a number as JSON writes one, without an exponent: `1000`, `-0.5`. No blanks, no `+`, no `_` or `,` within, no
/// leading zeros, digits on both sides of the point; `-0` is none.
pub fn is_plain_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').map_or((unsigned, None), |(whole, fraction)| (whole, Some(fraction)));
    let sound = digits(whole) && (whole == "0" || !whole.starts_with('0')) && fraction.is_none_or(digits);
    sound && (text == unsigned || text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)))
}

/// The number a text spells, exactly; `None` where it is none (see [`is_plain_number`]), or has more digits than a decimal holds.
pub fn plain_number(text: &str) -> Option<Decimal> {
    if is_plain_number(text) { Decimal::from_str_exact(text).ok() } else { None }
}
