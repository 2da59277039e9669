//! Sets of whole numbers as sorted, disjoint, closed intervals. Every fact is a whole number: an ordinal, a day, a fen.

use smallvec::{SmallVec, smallvec};

/// Most sets are one interval, which needs no allocation.
type Intervals = SmallVec<[(i64, i64); 1]>;

/// A set of whole numbers.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Set(Intervals);

impl Clone for Set {
    // The derived one copies interval by interval; sets are copied more than anything else.
    fn clone(&self) -> Self {
        Self(SmallVec::from_slice(&self.0))
    }
}

impl Set {
    /// Nothing.
    pub const EMPTY: Self = Self(SmallVec::new_const());

    /// Every number.
    pub fn all() -> Self {
        Self(smallvec![(i64::MIN, i64::MAX)])
    }

    /// `from..=to`; empty when `from > to`.
    pub fn range(from: i64, to: i64) -> Self {
        if from > to { Self::EMPTY } else { Self(smallvec![(from, to)]) }
    }

    /// One number.
    pub fn one(n: i64) -> Self {
        Self::range(n, n)
    }

    /// The union of intervals in any order.
    pub fn of(intervals: impl IntoIterator<Item = (i64, i64)>) -> Self {
        let mut all: Vec<_> = intervals.into_iter().filter(|(a, b)| a <= b).collect();
        all.sort_unstable();
        let mut out = Intervals::new();
        for (from, to) in all {
            match out.last_mut() {
                Some(last) if from <= last.1.saturating_add(1) => last.1 = last.1.max(to),
                _ => out.push((from, to)),
            }
        }
        Self(out)
    }

    /// The intervals, sorted, disjoint, not touching.
    pub fn intervals(&self) -> &[(i64, i64)] {
        &self.0
    }

    /// Whether it holds `n`.
    pub fn contains(&self, n: i64) -> bool {
        let at = self.0.partition_point(|(_, to)| *to < n);
        self.0.get(at).is_some_and(|(from, _)| *from <= n)
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The smallest number.
    pub fn first(&self) -> Option<i64> {
        self.0.first().map(|(from, _)| *from)
    }

    /// What is in either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self::of(self.0.iter().chain(&other.0).copied())
    }

    /// What is in both.
    #[must_use]
    pub fn meet(&self, other: &Self) -> Self {
        let mut out = Intervals::new();
        let (mut i, mut j) = (0, 0);
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            let (from, to) = (a.0.max(b.0), a.1.min(b.1));
            if from <= to {
                out.push((from, to));
            }
            if a.1 < b.1 { i += 1 } else { j += 1 }
        }
        Self(out)
    }

    /// What is in this and not in `other`.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        let mut out = Intervals::new();
        for &(from, to) in &self.0 {
            let mut start = Some(from);
            for &(a, b) in &other.0 {
                let Some(s) = start else { break };
                if b < s {
                    continue;
                }
                if a > to {
                    break;
                }
                if a > s {
                    out.push((s, a - 1));
                }
                start = b.checked_add(1).filter(|n| *n <= to);
            }
            if let Some(s) = start {
                out.push((s, to));
            }
        }
        Self(out)
    }

    /// Whether every number of it is in `other`.
    pub fn within(&self, other: &Self) -> bool {
        // Intervals of one set do not touch, so each must lie in one of the other's.
        let mut rest = other.0.iter().peekable();
        self.0.iter().all(|&(from, to)| {
            while rest.next_if(|(_, end)| *end < from).is_some() {}
            rest.peek().is_some_and(|(start, end)| *start <= from && to <= *end)
        })
    }

    /// Whether some number is in both.
    pub fn touches(&self, other: &Self) -> bool {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            if a.0.max(b.0) <= a.1.min(b.1) {
                return true;
            }
            if a.1 < b.1 {
                left.next();
            } else {
                right.next();
            }
        }
        false
    }
}
