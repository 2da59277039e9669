//! What a layer pays of the first x of its base: rates over bands, adjusted, rounded once.

use super::adjust::Changes;
use super::exact::Exact;

/// A stretch of the base at one rate.
#[derive(Clone, Copy, Debug)]
pub struct Segment {
    /// Where it begins in the bands.
    pub from: i64,
    /// Where it ends.
    pub to: i64,
    /// Where the band ends.
    pub up_to: i64,
    /// Its rate.
    pub rate: Exact,
    /// Which band it lies in, from the lowest.
    pub band: usize,
    /// By which clause.
    pub clause: u32,
}

/// The stretches of one base, few enough to need no allocation.
pub type Segments = smallvec::SmallVec<[Segment; 8]>;

/// The payment as a function of the base.
#[derive(Clone, Debug, Default)]
pub struct Curve {
    /// In order, without holes.
    pub segments: Segments,
    /// Adjustments of the payment.
    pub changes: Changes,
    /// The unit of rounding.
    pub unit: i64,
    /// Its rates are those of the policy of the place of care, and its segments' clauses that policy's.
    pub elsewhere: bool,
}

impl Curve {
    /// How much of the base its rates were read for.
    pub fn length(&self) -> i64 {
        self.segments.iter().map(|segment| segment.to - segment.from).sum()
    }

    /// Σ length × rate over the first `x`; `None` when too large.
    pub fn sum(&self, x: i64) -> Option<Exact> {
        let (mut left, mut sum) = (x, Exact::ZERO);
        for segment in &self.segments {
            let length = left.min(segment.to - segment.from);
            if length <= 0 {
                break;
            }
            sum = sum.add(Exact::whole(length).mul(segment.rate)?)?;
            left -= length;
        }
        Some(sum)
    }

    /// What is paid of the first `x`, before caps: at most `x`, not below 0.
    pub fn pay(&self, x: i64) -> Option<i64> {
        let mut value = self.sum(x)?;
        for change in &self.changes {
            value = change.of(value)?;
        }
        if value.is_negative() {
            value = Exact::ZERO;
        }
        Some(value.round(self.unit)?.min(x))
    }

    /// The least x of which at least `room` is paid, among `0..=most`.
    pub fn reach(&self, room: i64, most: i64) -> Option<i64> {
        let (mut low, mut high) = (0, most);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.pay(middle)? >= room { high = middle } else { low = middle + 1 }
        }
        Some(low)
    }
}
