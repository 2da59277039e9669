//! What a figure counts over, and what an adjustment does to it: the same in a rule's text and in a plan.

/// Over what a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Period {
    /// `per visit`
    Visit,
    /// `per stay`
    Stay,
    /// `per month`
    Month,
    /// `per year`
    Year,
}

/// What an adjustment does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum AdjustOp {
    /// `to`
    To,
    /// `up` (points or yuan)
    Up,
    /// `down` (points or yuan)
    Down,
    /// `× 80%`
    Times,
    /// `at least`
    AtLeast,
    /// `at most`
    AtMost,
}

impl AdjustOp {
    /// Its English word, as in the names of clauses.
    pub fn word(self) -> &'static str {
        match self {
            Self::To => "to",
            Self::Up => "up",
            Self::Down => "down",
            Self::Times => "times",
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
        }
    }
}
