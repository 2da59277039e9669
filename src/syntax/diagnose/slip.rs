//! A slip: what an author wrote as other notations have it, with what is written here; proved by reading the line mended.

use super::Junk;
use crate::diagnostic::Fault;
use crate::source::Span;
use crate::syntax::cursor::read;
use std::ops::Range;

/// Something written as it is not written here.
pub(super) struct Slip {
    /// What the fault points at.
    pub shown: Range<usize>,
    /// What the right text replaces.
    pub place: Range<usize>,
    /// What may have been meant, the likeliest first.
    pub rights: Vec<String>,
    /// The fault, from its place, what stands there, and the right text.
    pub say: fn(Span, &str, &str) -> Fault,
    /// It is a slip even where no right text makes the line read further.
    pub certain: bool,
    /// The right text is one of several.
    pub unsure: bool,
}

impl Slip {
    /// A slip that points at all that it replaces.
    pub fn new(place: Range<usize>, rights: Vec<String>, say: fn(Span, &str, &str) -> Fault) -> Self {
        Self { shown: place.clone(), place, rights, say, certain: false, unsure: false }
    }

    /// One that points at more, or less, than it replaces.
    pub fn showing(self, shown: Range<usize>) -> Self {
        Self { shown, ..self }
    }

    /// One whose right text is for the author to choose.
    pub fn unsure(self) -> Self {
        Self { unsure: true, ..self }
    }

    /// One that is said even where it cannot be proved.
    pub fn certain(self) -> Self {
        Self { certain: true, ..self }
    }
}

/// How far a mended line reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reads {
    /// No further than before.
    Not,
    /// Past the mended place.
    Further,
    /// To its end.
    Whole,
}

impl Junk<'_> {
    /// The fault of a slip; none where mending it does not help.
    pub(super) fn slipped(&self, slip: &Slip) -> Option<Fault> {
        let mut best: Option<(Reads, &str)> = None;
        for right in &slip.rights {
            let reads = self.reads_with(&slip.place, right);
            if best.is_none_or(|(known, _)| reads > known) {
                best = Some((reads, right));
            }
            if reads == Reads::Whole {
                break;
            }
        }
        let (reads, right) = best?;
        if reads == Reads::Not && !slip.certain {
            return None;
        }
        let fault = (slip.say)(self.span(slip.shown.start, slip.shown.end), self.str(slip.shown.clone()).trim(), right.trim());
        Some(fault.fix(self.span(slip.place.start, slip.place.end), right, reads > Reads::Not && !slip.unsure))
    }

    /// Whether the line reads to its end with another text at a place.
    pub(super) fn reads_whole(&self, place: &Range<usize>, text: &str) -> bool {
        self.reads_with(place, text) == Reads::Whole
    }

    /// How far the line reads with another text at a place.
    fn reads_with(&self, place: &Range<usize>, text: &str) -> Reads {
        let before = self.str(self.whole.start..place.start);
        let mended = format!("{before}{text}{}", self.str(place.end..self.whole.end));
        let past = before.len() + text.trim_end().len();
        match read(self.rule, &mended, 0..mended.len(), self.source) {
            Ok(_) => Reads::Whole,
            Err(failure) => {
                let stopped = failure.at.min(mended.len());
                let blanks = mended.get(past..stopped).is_none_or(|text| text.trim().is_empty());
                if stopped > past && !blanks { Reads::Further } else { Reads::Not }
            }
        }
    }
}
