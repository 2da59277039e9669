//! What a layer pays of the first x of its base: rates over bands, adjusted, rounded once.

use super::adjust::{Changes, Preimage};
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

    /// What the first `x` comes to after adjustments, before rounding, not below 0; `None` when too large.
    fn adjusted(&self, x: i64) -> Option<Exact> {
        let mut value = self.sum(x)?;
        for change in &self.changes {
            value = change.of(value)?;
        }
        Some(if value.is_negative() { Exact::ZERO } else { value })
    }

    /// What is paid of the first `x`, before caps: at most `x`, not below 0.
    pub fn pay(&self, x: i64) -> Option<i64> {
        Some(self.adjusted(x)?.round(self.unit)?.min(x))
    }

    /// Whether the first `x` fills `room`, both before rounding and after it.
    pub fn fills(&self, x: i64, room: i64) -> Option<bool> {
        Some(x >= room && self.pay(x)? >= room && self.adjusted(x)?.at_least(Exact::whole(room))?)
    }

    /// The least part of the base whose payment before rounding is `room`, to the nearest fen, halves up; all of `most` where
    /// only rounding fills the room. It is not below what is paid then. `None` when too large.
    pub fn reach(&self, room: i64, most: i64) -> Option<i64> {
        if room <= 0 {
            return Some(0);
        }
        let room = Exact::whole(room);
        let mut sum = room;
        for change in self.changes.iter().rev() {
            match change.preimage(sum)? {
                Preimage::Any => {
                    sum = Exact::ZERO;
                    break;
                }
                Preimage::From(before) => sum = before,
                Preimage::Never => return Some(most),
            }
        }
        let (mut part, mut missing) = (Exact::ZERO, sum);
        for segment in &self.segments {
            if Exact::ZERO.at_least(missing)? {
                break;
            }
            let length = Exact::whole(segment.to - segment.from);
            let all = length.mul(segment.rate)?;
            let here = if all.at_least(missing)? { missing.div(segment.rate)? } else { length };
            (part, missing) = (part.add(here)?, missing.sub(all)?);
        }
        if !Exact::ZERO.at_least(missing)? {
            return Some(most);
        }
        Some(part.greatest(room)?.round(1)?.min(most))
    }
}
