//! A fault with its places worked out: what every format says of it.

use super::words;
use crate::diagnostic::{Code, Fault, Lang, Severity, Words};
use crate::source::escape::visible;
use crate::source::{Source, Sources, Span};

/// A place in a file. Lines and columns count from 1, columns in characters (Unicode code points); the end is the first not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file, as it is to be shown.
    pub file: String,
    /// The first line.
    pub line: usize,
    /// The first column.
    pub column: usize,
    /// The line of the end.
    pub end_line: usize,
    /// The column of the end.
    pub end_column: usize,
}

impl Place {
    /// The place of a span; `file` gives the name to show. A span outside its source begins and ends where that ends.
    pub fn of(span: Span, sources: &Sources, file: &dyn Fn(Span) -> String) -> Self {
        let of = |byte: u32| sources.get(span.source).map_or((0, 0), |source| at(source, byte));
        let ((line, column), (end_line, end_column)) = (of(span.start), of(span.end.max(span.start)));
        Self { file: file(span), line, column, end_line, end_column }
    }
}

/// Line and column of a byte, which is brought back to the beginning of its character. A byte order mark is no character.
fn at(source: &Source, byte: u32) -> (usize, usize) {
    let text = &source.text;
    let end = (byte as usize).min(text.len());
    let end = (0..=end).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let line = source.line(u32::try_from(end).unwrap_or(u32::MAX));
    let before = text.get(source.line_start(line)..end).unwrap_or_default();
    let before = if line == 1 { before.trim_start_matches('\u{FEFF}') } else { before };
    (line as usize, before.chars().count() + 1)
}

/// A second place of a finding, with what it has to do with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The place.
    pub place: Place,
    /// What it has to do with it.
    pub message: String,
}

/// A text to write in the place of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What it replaces; empty where it only adds.
    pub place: Place,
    /// The text.
    pub text: String,
    /// Nothing else can have been meant.
    pub safe: bool,
}

/// A fault in one language, with its places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its code.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Related places.
    pub related: Vec<Note>,
    /// What a program may write.
    pub fixes: Vec<Repair>,
}

impl Finding {
    /// A fault in one language; `file` gives the name to show of the source a span lies in.
    pub fn of(fault: &Fault, sources: &Sources, lang: Lang, file: &dyn Fn(Span) -> String) -> Self {
        let place = |span: Span| Place::of(span, sources, file);
        let said = |words: &Words| words.of(lang).to_owned();
        let note = |(span, words): &(Span, Words)| Note { place: place(*span), message: said(words) };
        Self {
            code: fault.code,
            severity: fault.severity,
            place: place(fault.span),
            message: said(&fault.message),
            help: fault.help.as_ref().map(said),
            related: fault.related.iter().map(note).collect(),
            fixes: fault.fixes.iter().map(|fix| Repair { place: place(fix.span), text: fix.text.clone(), safe: fix.safe }).collect(),
        }
    }

    /// `E101 rules/a.yb:3:5 no fact …`, then what to write instead.
    pub(super) fn line(&self, lang: Lang) -> String {
        let Place { file, line, column, .. } = &self.place;
        let help = self.help.as_ref().map_or_else(String::new, |help| format!("\n  {}{help}", words::HELP.of(lang)));
        format!("{} {}:{line}:{column} {}{help}", self.code, visible(file), self.message)
    }
}
