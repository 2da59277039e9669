//! The figures of a layer, and the names by which claims, policies, examples and statements call them.

/// A figure of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerFigure {
    /// What it took of the bill.
    Taken,
    /// What lies above a limit of cost.
    OverLimit,
    /// Deductible and base together.
    Covered,
    /// What the patient bears before it pays.
    Deductible,
    /// What the rate applies to.
    Base,
    /// The patient's share of the base.
    Share,
    /// The base above the cap.
    OverCap,
    /// What it paid.
    Paid,
}

impl LayerFigure {
    /// All, in the order of a statement.
    pub const ALL: [Self; 8] =
        [Self::Taken, Self::OverLimit, Self::Covered, Self::Deductible, Self::Base, Self::Share, Self::OverCap, Self::Paid];
    /// What a claim brings of a layer settled elsewhere.
    pub const GIVEN: [Self; 4] = [Self::Paid, Self::OverLimit, Self::Deductible, Self::OverCap];
    /// What it leaves unpaid: parts a later layer may take.
    pub const LEFT: [Self; 4] = [Self::OverLimit, Self::Deductible, Self::Share, Self::OverCap];

    /// Latin and Han name.
    pub const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Taken => ("taken", "纳入费用"),
            Self::OverLimit => ("over_limit", "超限额"),
            Self::Covered => ("covered", "计入费用"),
            Self::Deductible => ("deductible", "起付线"),
            Self::Base => ("base", "计算基数"),
            Self::Share => ("share", "自付额"),
            Self::OverCap => ("over_cap", "超封顶线额"),
            Self::Paid => ("paid", "支付"),
        }
    }

    /// The place among `all` of the one a name means, in either language.
    pub fn place(all: &[Self], name: &str) -> Option<usize> {
        all.iter().position(|figure| figure.names().0 == name || figure.names().1 == name)
    }

    /// The one of `all` a name means, in either language.
    pub fn called(all: &[Self], name: &str) -> Option<Self> {
        Self::place(all, name).and_then(|at| all.get(at)).copied()
    }
}
