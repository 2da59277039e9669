//! Text of others made safe to show: characters that steer a terminal, or hide or reorder what stands beside them, become visible.

use std::borrow::Cow;
use std::fmt::Write as _;

/// True of a character that a terminal or a page obeys rather than shows: controls, and formatting characters without width,
/// bidirectional ones among them.
pub fn is_hidden(c: char) -> bool {
    // Nearly every character is one of these, and every word of a message is asked.
    if matches!(c, ' '..='~' | '\u{3000}'..='\u{D7FF}') {
        return false;
    }
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Text for one line: each hidden character as `\u{1b}`, line breaks and tabs too.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, |_| false)
}

/// Text of several lines: line breaks and tabs stay.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c| matches!(c, '\n' | '\t'))
}

fn escaped(text: &str, kept: impl Fn(char) -> bool) -> Cow<'_, str> {
    let hidden = |c: char| is_hidden(c) && !kept(c);
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if hidden(c) {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// A JSON document in which hidden characters, which stand in its texts alone, are written as escapes of the format.
pub fn json(document: &str) -> Cow<'_, str> {
    let hidden = |c: char| is_hidden(c) && !matches!(c, '\n' | '\t' | '\r');
    if !document.contains(hidden) {
        return Cow::Borrowed(document);
    }
    let mut out = String::with_capacity(document.len() + 16);
    for c in document.chars() {
        if hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Text of several lines with a sign of as many bytes for each hidden character, so that places in it stay what they are.
pub fn same_length(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| is_hidden(c) && !matches!(c, '\n' | '\t' | '\r');
    let lone_return = text.contains('\r') && text.replace("\r\n", "").contains('\r');
    if !lone_return && !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let lone = c == '\r' && chars.peek() != Some(&'\n');
        match c.len_utf8() {
            _ if !lone && !hidden(c) => out.push(c),
            1 => out.push('?'),
            2 => out.push('\u{BF}'),
            3 => out.push('\u{FFFD}'),
            _ => out.push('\u{1F6AB}'),
        }
    }
    Cow::Owned(out)
}
