//! What figures and rows are called in messages.

use super::witness::of;
use crate::diagnostic::{Lang, Words};
use crate::model::policy::{Adjustment, Head, Layer, Policy};
use crate::plan::Names;
use crate::syntax::tree::{AdjustOp, HeadWord, Period};

/// A name in both languages, as written in a file.
pub fn named(names: &Names) -> Words {
    Words::new(of(names, Lang::En), of(names, Lang::Zh))
}

/// What a message may be about: put into words only once there is a message.
#[derive(Clone, Copy)]
pub enum About<'p> {
    /// The two first pays of the bill.
    FirstPay,
    /// `pool deductible per visit`
    Head(&'p Policy, &'p Layer, &'p Head),
    /// `pool deductible`: all heads of a kind.
    Kind(&'p Layer, HeadWord),
    /// `pool adjust rate down`
    Adjustment(&'p Layer, &'p Adjustment),
    /// A defined fact.
    Defined(&'p Names),
    /// All parts of the bill.
    Parts,
}

impl About<'_> {
    /// In both languages.
    pub fn words(self) -> Words {
        match self {
            Self::FirstPay => word(HeadWord::FirstPay),
            Self::Head(policy, layer, of) => head(policy, layer, of),
            Self::Kind(layer, of) => kind(layer, of),
            Self::Adjustment(layer, adjust) => adjustment(layer, adjust),
            Self::Defined(names) => named(names),
            Self::Parts => Words::new("part", "费用项"),
        }
    }
}

/// `pool deductible per visit`
pub fn head(policy: &Policy, layer: &Layer, head: &Head) -> Words {
    let mut said = vec![named(&layer.names), word(head.word), period(head.period)];
    if let Some(names) = head.accumulator.and_then(|at| policy.accumulators.get(at as usize)) {
        said.extend([Words::new("in", "计入"), named(names)]);
    }
    for (at, fact) in head.by.iter().filter_map(|id| policy.scope.fact(*id)).enumerate() {
        said.extend((at == 0).then(|| Words::new("by", "各")));
        said.push(named(&fact.names));
    }
    said.extend(head.total.then(|| Words::new("total at most", "累计不超过")));
    spaced(&said)
}

/// `pool deductible`: all heads of a kind.
pub fn kind(layer: &Layer, of: HeadWord) -> Words {
    spaced(&[named(&layer.names), word(of)])
}

/// `pool adjust rate down`
pub fn adjustment(layer: &Layer, adjust: &Adjustment) -> Words {
    let mut said = vec![named(&layer.names), Words::new("adjust", "调整"), word(adjust.word)];
    said.extend(adjust.op.map(operation));
    spaced(&said)
}

/// The word of a head.
pub fn word(word: HeadWord) -> Words {
    match word {
        HeadWord::Deductible => Words::new("deductible", "起付线"),
        HeadWord::Limit => Words::new("limit", "费用限额"),
        HeadWord::LimitAbove => Words::new("limit above deductible", "费用限额 起付线以上"),
        HeadWord::Rate => Words::new("rate", "比例"),
        HeadWord::Share => Words::new("share", "自付比例"),
        HeadWord::Paid => Words::new("paid", "支付"),
        HeadWord::Cap => Words::new("cap", "封顶线"),
        HeadWord::FirstPay => Words::new("first pay", "先行自付"),
    }
}

fn period(period: Period) -> Words {
    match period {
        Period::Visit => Words::new("per visit", "每次"),
        Period::Stay => Words::new("per stay", "每次住院"),
        Period::Month => Words::new("per month", "每月"),
        Period::Year => Words::new("per year", "每年"),
    }
}

fn operation(op: AdjustOp) -> Words {
    match op {
        AdjustOp::To => Words::new("to", "改为"),
        AdjustOp::Up => Words::new("up", "提高"),
        AdjustOp::Down => Words::new("down", "降低"),
        AdjustOp::Times => Words::new("×", "×"),
        AdjustOp::AtLeast => Words::new("at least", "不低于"),
        AdjustOp::AtMost => Words::new("at most", "不超过"),
    }
}

fn spaced(said: &[Words]) -> Words {
    let joined = |pick: fn(&Words) -> &str| said.iter().map(pick).collect::<Vec<_>>().join(" ");
    Words::new(joined(|words| &words.en), joined(|words| &words.zh))
}
