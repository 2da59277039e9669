//! Long lines cut to what stands around the places a fault points at: a drawing stays small whatever the text.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use yibao::source::Source;
use yibao::source::escape::same_length;

/// Bytes a line may have and be drawn whole.
const LONG: usize = 1_000;
/// Characters kept on either side of where a place begins or ends.
const AROUND: usize = 200;
/// Places kept in sight on cut lines; those after them point at what was cut.
const PLACES: usize = 8;
/// Stands for what was cut.
const CUT: char = '…';

/// A piece of a text that was kept, and where it stands now.
#[derive(Clone, Debug)]
struct Kept {
    from: usize,
    to: usize,
    at: usize,
}

/// The lines some places of a source lie in and those beside them, the long ones cut, what a terminal would obey made visible.
#[derive(Clone, Debug, Default)]
pub struct Excerpt {
    text: String,
    kept: Vec<Kept>,
    numbers: Vec<u32>,
}

impl Excerpt {
    /// Of the lines of these places; nothing where they can be drawn as they are.
    pub fn of(source: &Source, places: &[Range<usize>]) -> Option<Self> {
        let line = |at: usize| source.line(u32::try_from(at).unwrap_or(u32::MAX));
        let count = line(source.text.len());
        let around = |place: &Range<usize>| {
            let last = place.end.saturating_sub(usize::from(place.end > place.start));
            line(place.start).saturating_sub(1).max(1)..=line(last).saturating_add(1).min(count)
        };
        let lines: BTreeSet<u32> = places.iter().flat_map(around).collect();
        let bytes = |number: u32| source.line_start(number)..source.line_start(number.saturating_add(1));
        let plain = |line: &str| matches!(same_length(line), Cow::Borrowed(_));
        if lines.iter().all(|number| bytes(*number).len() <= LONG && source.text.get(bytes(*number)).is_some_and(plain)) {
            return None;
        }
        let mut out = Self::default();
        for number in lines {
            out.line(&source.text, bytes(number), places);
            out.numbers.push(number);
        }
        if let Cow::Owned(shown) = same_length(&out.text) {
            out.text = shown;
        }
        Some(out)
    }

    /// Adds one line, cut where it is long.
    fn line(&mut self, text: &str, line: Range<usize>, places: &[Range<usize>]) {
        if line.len() <= LONG {
            return self.keep(text, line);
        }
        let whole = text.get(line.clone()).unwrap_or_default();
        let end = line.start + whole.trim_end_matches(['\n', '\r']).len();
        let mut windows: Vec<Range<usize>> = Vec::new();
        let ends = places.iter().take(PLACES).flat_map(|place| [place.start, place.end]);
        windows.extend(ends.filter(|at| (line.start..=end).contains(at)).map(|at| window(text, at, line.start..end)));
        if windows.is_empty() {
            windows.push(window(text, line.start, line.start..end));
        }
        windows.sort_by_key(|window| window.start);
        let mut done = line.start;
        for window in windows {
            if window.start > done {
                self.text.push(CUT);
            }
            let from = window.start.max(done);
            done = window.end.max(done);
            self.keep(text, from..done);
        }
        if done < end {
            self.text.push(CUT);
        }
        self.keep(text, end..line.end);
    }

    /// Adds a piece as it is.
    fn keep(&mut self, text: &str, piece: Range<usize>) {
        self.kept.push(Kept { from: piece.start, to: piece.end, at: self.text.len() });
        self.text.push_str(text.get(piece).unwrap_or_default());
    }

    /// The text, under the name of its source.
    pub fn source(&self, name: &str) -> Source {
        Source::new(name, self.text.as_str())
    }

    /// Where a byte of the source stands here: beside the cut, where it was cut.
    pub fn here(&self, at: usize) -> usize {
        let before = self.kept.partition_point(|kept| kept.from <= at).saturating_sub(1);
        self.kept.get(before).map_or(0, |kept| kept.at + at.min(kept.to).saturating_sub(kept.from))
    }

    /// Where a byte of this text stands in the source.
    pub fn there(&self, at: usize) -> usize {
        let before = self.kept.partition_point(|kept| kept.at <= at).saturating_sub(1);
        self.kept.get(before).map_or(0, |kept| kept.from + at.saturating_sub(kept.at).min(kept.to - kept.from))
    }

    /// The number in the source of a line of this text, both from 1.
    pub fn number(&self, line: u32) -> u32 {
        let at = line.saturating_sub(1) as usize;
        self.numbers.get(at).or(self.numbers.last()).copied().unwrap_or(line)
    }
}

/// What is kept around one byte of a line.
fn window(text: &str, at: usize, line: Range<usize>) -> Range<usize> {
    let before = text.get(line.start..at).unwrap_or_default();
    let after = text.get(at..line.end).unwrap_or_default();
    let from = before.char_indices().rev().nth(AROUND - 1).map_or(line.start, |(back, _)| line.start + back);
    let to = after.char_indices().nth(AROUND).map_or(line.end, |(on, _)| at + on);
    from..to
}

/// A sentence that quotes too much of a text, its middle cut.
pub fn short(text: &str) -> String {
    let from = text.char_indices().nth(LONG / 2).map(|(at, _)| at);
    let to = text.char_indices().rev().nth(AROUND - 1).map(|(at, _)| at);
    match (from, to) {
        (Some(from), Some(to)) if from < to && text.len() > LONG * 2 => {
            format!("{}{CUT}{}", text.get(..from).unwrap_or_default(), text.get(to..).unwrap_or_default())
        }
        _ => text.to_owned(),
    }
}
