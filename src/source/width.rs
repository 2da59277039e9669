//! How many terminal columns a text takes: Han and full-width forms two, combining marks none, all else one. So is what
//! Unicode calls ambiguous (`“”`, `×`, `—`, `…`), which terminals draw in one column.

/// The blocks that take two columns, by first and last code point.
const WIDE: &[(u32, u32)] = &[
    (0x1100, 0x115F),
    (0x2E80, 0x303E),
    (0x3041, 0x33FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA000, 0xA4CF),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF),
    (0xFE10, 0xFE19),
    (0xFE30, 0xFE6F),
    (0xFF00, 0xFF60),
    (0xFFE0, 0xFFE6),
    (0x1F300, 0x1FAFF),
    (0x20000, 0x3FFFD),
];

/// The columns of one character.
pub fn of_char(c: char) -> usize {
    let code = u32::from(c);
    if matches!(code, 0x0300..=0x036F | 0x200B..=0x200F | 0xFE00..=0xFE0F) {
        return 0;
    }
    if WIDE.iter().any(|(from, to)| (*from..=*to).contains(&code)) { 2 } else { 1 }
}

/// The columns of a text.
pub fn of(text: &str) -> usize {
    text.chars().map(of_char).sum()
}
