//! A look at the braces before parsing: how deep they nest, and which of them has no partner.

use super::limits::WRONG_PLACES;
use std::ops::Range;

/// The deepest nesting that is read.
pub(super) const DEPTH: usize = 24;
/// The longest text that is read, in bytes.
pub(super) const BYTES: usize = 4 << 20;

/// Whether a character is a blank: nothing but room between two words of a line.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}')
}

/// A brace and its partner.
#[derive(Clone, Debug)]
struct Pairing {
    open: usize,
    open_indent: usize,
    close: Option<usize>,
    /// The column of the closing brace, where it stands first on a later line.
    close_indent: Option<usize>,
}

impl Pairing {
    /// The author meant another partner: both stand first on their lines, and not below each other.
    fn askew(&self) -> bool {
        self.close.is_none() || self.close_indent.is_some_and(|indent| indent != self.open_indent)
    }
}

/// The braces of a text, outside quotes and comments.
#[derive(Clone, Debug, Default)]
pub(super) struct Braces {
    pairs: Vec<Pairing>,
    /// The first brace nested deeper than [`DEPTH`].
    pub too_deep: Option<usize>,
    /// Closing braces that close nothing.
    pub stray: Vec<usize>,
    /// Opening quotes that no quote closes on their line.
    pub unclosed_quotes: Vec<usize>,
    /// Texts in which another begins: from the first quote to the second, and the text the author most likely meant.
    pub reopened: Vec<(Range<usize>, String)>,
}

impl Braces {
    /// Reads the braces of a text.
    pub fn of(text: &str) -> Self {
        let mut out = Self::default();
        let mut stack: Vec<usize> = Vec::new();
        let (mut indent, mut fresh, mut skip_to) = (0, true, 0);
        let mut quotes = Quotes::of(text);
        // Nearly every byte begins nothing of this: the first bytes of what does are told apart without reading a character.
        let tells = |byte: u8| matches!(byte, b'\n' | b'\r' | b'#' | b'{' | b'}' | b'"' | 0xE2 | 0xE3 | 0xEF);
        for (at, byte) in text.bytes().enumerate() {
            if at < skip_to || !(fresh || tells(byte)) {
                continue;
            }
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
            match c {
                '\n' | '\r' => (indent, fresh) = (0, true),
                c if fresh && is_blank(c) => indent += 1,
                '#' | '＃' => skip_to = line_end(text, at),
                '{' | '｛' => {
                    fresh = false;
                    stack.push(out.pairs.len());
                    if stack.len() > DEPTH && out.too_deep.is_none() {
                        out.too_deep = Some(at);
                    }
                    out.pairs.push(Pairing { open: at, open_indent: indent, close: None, close_indent: None });
                }
                '}' | '｝' => {
                    if let Some(pair) = stack.pop().and_then(|top| out.pairs.get_mut(top)) {
                        pair.close = Some(at);
                        pair.close_indent = fresh.then_some(indent);
                    } else if out.stray.len() <= WRONG_PLACES {
                        out.stray.push(at);
                    }
                    fresh = false;
                }
                '"' | '＂' | '“' | '「' => {
                    fresh = false;
                    if let Some(quoted) = quotes.at(at) {
                        skip_to = quoted.end;
                        out.reopened.extend(reopened(text, quoted));
                    } else if out.unclosed_quotes.len() <= WRONG_PLACES {
                        out.unclosed_quotes.push(at);
                    }
                }
                _ => fresh = false,
            }
        }
        out
    }

    /// The opening brace within `range` that most likely lacks its partner: the innermost whose partner stands askew.
    pub fn unclosed(&self, range: Range<usize>) -> Option<usize> {
        self.pairs.iter().rev().find(|pair| range.contains(&pair.open) && pair.askew()).map(|pair| pair.open)
    }

    /// The closing brace before `stray` that most likely is the one too many.
    pub fn too_many(&self, stray: usize) -> Option<usize> {
        self.pairs.iter().filter(|pair| pair.askew()).filter_map(|pair| pair.close).filter(|close| *close < stray).min()
    }
}

/// Where the line of a byte ends.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find(['\n', '\r'])).map_or(text.len(), |end| at + end)
}

/// The closing quote of an opening one.
fn closing(c: char) -> Option<char> {
    match c {
        '"' | '＂' => Some(c),
        '“' => Some('”'),
        '「' => Some('」'),
        _ => None,
    }
}

/// Quoted texts looked for from left to right: where a line holds no more closing quotes of a kind is found out once.
struct Quotes<'t> {
    text: &'t str,
    /// Closing quotes of which there is none from an earlier place to that end of its line.
    none: [(Option<char>, usize); 4],
}

impl<'t> Quotes<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, none: [(Some('"'), 0), (Some('＂'), 0), (Some('”'), 0), (Some('」'), 0)] }
    }

    /// The quoted text that begins at a byte, none before the last one asked for.
    fn at(&mut self, at: usize) -> Option<Range<usize>> {
        let close = self.text.get(at..)?.chars().next().and_then(closing);
        let known = self.none.iter_mut().find(|(kind, _)| *kind == close && close.is_some())?;
        if at < known.1 {
            return None;
        }
        let found = quoted(self.text, at);
        if found.is_none() {
            known.1 = line_end(self.text, at);
        }
        found
    }
}

/// The quoted text that begins at a byte and ends on its line.
pub(super) fn quoted(text: &str, at: usize) -> Option<Range<usize>> {
    let first = text.get(at..)?.chars().next()?;
    let close = closing(first)?;
    let skip = first.len_utf8();
    let rest = text.get(at + skip..)?;
    let end = rest.find([close, '\n', '\r'])?;
    rest.get(end..)?.starts_with(close).then_some(at..at + skip + end + close.len_utf8())
}

/// The part of a quoted text up to another opening quote of its kind, and the words that part begins with.
fn reopened(text: &str, quoted: Range<usize>) -> Option<(Range<usize>, String)> {
    let first = text.get(quoted.clone())?.chars().next().filter(|c| matches!(c, '“' | '「'))?;
    let inner = quoted.start + first.len_utf8();
    let second = inner + text.get(inner..quoted.end)?.find(first)?;
    let words = text.get(inner..second)?.split_whitespace().next()?;
    Some((quoted.start..second + first.len_utf8(), format!("{first}{words}{}", closing(first)?)))
}

/// The first quote in `range` that is not closed on its line.
pub(super) fn unclosed_quote(text: &str, range: Range<usize>) -> Option<usize> {
    let mut skip_to = range.start;
    for (offset, c) in text.get(range.clone())?.char_indices() {
        let at = range.start + offset;
        if at < skip_to {
            continue;
        }
        if closing(c).is_some() || c == '”' || c == '」' {
            match quoted(text, at) {
                Some(found) => skip_to = found.end,
                None => return Some(at),
            }
        }
    }
    None
}

/// The first opening brace of a text that stands in no quotes.
pub(super) fn first_brace(text: &str) -> Option<usize> {
    let mut closing = None;
    for (at, c) in text.char_indices() {
        match (closing, c) {
            (Some(close), c) if c == close => closing = None,
            (Some(_), _) => {}
            (None, '"') => closing = Some('"'),
            (None, '“') => closing = Some('”'),
            (None, '「') => closing = Some('」'),
            (None, '＂') => closing = Some('＂'),
            (None, '{' | '｛') => return Some(at),
            (None, _) => {}
        }
    }
    None
}
