//! Text and places in it: sources, spans, lines, and the nearest known name.

pub mod escape;
pub mod width;

use std::sync::Arc;

/// Which source a span points into: the index of the source in its [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A place in a source: bytes `start..end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The source the bytes are counted in.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span of `start..end` bytes in `source`.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { source, start: clamp(start), end: clamp(end) }
    }

    /// The smallest span that holds both; `self` when they lie in different sources.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.source != other.source {
            return self;
        }
        Self { source: self.source, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The bytes as a range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Something read from a text, with its place. Equality looks at the thing alone.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// The thing.
    pub it: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `it` at `span`.
    pub fn new(it: T, span: Span) -> Self {
        Self { it, span }
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.it == other.it
    }
}

impl<T: Eq> Eq for Spanned<T> {}

/// One text with its name (a path as the caller spells it, shown in messages and results).
#[derive(Clone, Debug)]
pub struct Source {
    /// The name to show.
    pub name: String,
    /// The text.
    pub text: Arc<str>,
    lines: Arc<[u32]>,
}

impl Source {
    /// A source of `text` under `name`.
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let mut lines = vec![0];
        lines.extend(text.match_indices('\n').map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX)));
        Self { name: name.into(), text, lines: lines.into() }
    }

    /// The 1-based line a byte lies in.
    pub fn line(&self, at: u32) -> u32 {
        u32::try_from(self.lines.partition_point(|start| *start <= at)).unwrap_or(u32::MAX)
    }
}

impl Source {
    /// The byte a 1-based line begins at; the end of the text beyond the last line.
    pub fn line_start(&self, line: u32) -> usize {
        let at = (line.max(1) - 1) as usize;
        self.lines.get(at).map_or(self.text.len(), |start| *start as usize)
    }
}

/// The texts of one load, in order.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Adds a source; the id is its index.
    pub fn add(&mut self, source: Source) -> SourceId {
        self.0.push(source);
        SourceId(u32::try_from(self.0.len() - 1).unwrap_or(u32::MAX))
    }

    /// The source of an id, if it is one of these.
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.0.get(id.0 as usize)
    }

    /// All, with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.0.iter().enumerate().map(|(at, source)| (SourceId(u32::try_from(at).unwrap_or(u32::MAX)), source))
    }

    /// The name and 1-based line of a span's start; `("", 0)` outside these sources.
    pub fn place(&self, span: Span) -> (&str, u32) {
        self.get(span.source).map_or(("", 0), |source| (source.name.as_str(), source.line(span.start)))
    }
}

/// The candidate nearest to `word`, if one is near enough to be meant: at most a third of its letters differ
/// (one, for words of up to four letters; half, between Han words of two).
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.chars().flat_map(char::to_lowercase).take(64).collect();
    let far = (word.len() / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| letters(candidate).abs_diff(word.len()) <= far)
        .map(|candidate| (distance(&word, candidate), candidate))
        .filter(|(d, candidate)| *d <= far && *d < candidate.chars().count().max(word.len()))
        .min_by_key(|(d, _)| *d)
        .map(|(_, candidate)| candidate)
}

/// The candidate nearest to `word`, where no other is as near: nothing else can have been meant.
pub fn nearest_alone<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let found = nearest(word, candidates.iter().copied())?;
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).take(64).collect();
    let far = distance(&letters, found);
    (!candidates.iter().any(|other| *other != found && distance(&letters, other) <= far)).then_some(found)
}

/// How many letters of a text are compared.
fn letters(text: &str) -> usize {
    if text.is_ascii() { text.len().min(64) } else { text.chars().flat_map(char::to_lowercase).take(64).count() }
}

/// Edit distance with swaps of neighbours (optimal string alignment).
fn distance(a: &[char], b: &str) -> usize {
    let b: Vec<char> = b.chars().flat_map(char::to_lowercase).take(64).collect();
    let mut rows = [vec![0; b.len() + 1], (0..=b.len()).collect::<Vec<_>>(), vec![0; b.len() + 1]];
    for i in 0..a.len() {
        rows[2][0] = i + 1;
        for j in 0..b.len() {
            let swap = i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j];
            let plain = (rows[1][j] + usize::from(a[i] != b[j])).min(rows[1][j + 1] + 1).min(rows[2][j] + 1);
            rows[2][j + 1] = if swap { plain.min(rows[0][j - 1] + 1) } else { plain };
        }
        rows.rotate_left(1);
    }
    rows[1][b.len()]
}
