//! Which clauses a guard may narrow. One that would not be read is a fault: it would be taken for a rule and do nothing.

use super::super::expected::Place;
use super::super::tree::What;
use crate::diagnostic::Words;

/// What to write instead of a guard on this clause; none where a guard is read.
pub(super) fn instead(what: &What, place: Place) -> Option<Words> {
    match what {
        What::Table(_) if place == Place::Catalog => {
            Some(Words::new("give the table a column for it, as `effective`", "请在表中写成一列，如「施行」"))
        }
        What::FilingNeeded
        | What::Filing { .. }
        | What::FileBy { .. }
        | What::Needs(_)
        | What::Reason { .. }
        | What::Part { .. }
        | What::Benefit { .. }
        | What::Layer { .. }
        | What::PersonalAccount(_)
        | What::Amount { .. }
        | What::Adjust(_)
        | What::HigherOf
        | What::Table(_) => None,
        What::Late(_) | What::Valid { .. } | What::Deemed | What::Place { .. } => Some(Words::new(
            "put it on the kind of filing, `filing NAME when …`; cases that differ are kinds of their own",
            "请把条件写在备案上，如「备案 名称 当 …」；规定不同的情形各写一种备案",
        )),
        What::Covers(_) | What::Fund(_) | What::Bands { .. } => Some(Words::new(
            "put it on the layer, `layer pool when …`; cases that differ are layers of their own",
            "请把条件写在支付层上，如「支付层 统筹 当 …」；规定不同的情形各写一层",
        )),
        What::Let { .. } | What::Define { .. } => {
            Some(Words::new("give it a table: the columns before the value are the conditions", "请写成表：取值之前的各列就是条件"))
        }
        What::Fact(_) => Some(Words::new(
            "write `only when` before the conditions, if the fact applies only then",
            "若该事实只在此时适用，请在条件前写「仅当」",
        )),
        What::Effective(_) => Some(Words::new(
            "remove it; what holds on some days alone is a version of its own, with its own `effective`",
            "请删去；只在部分日期适用的，另写一个版本，各有「施行」",
        )),
        What::Value { .. }
        | What::Group { .. }
        | What::NeverWhen
        | What::FundDecl { .. }
        | What::Region(_)
        | What::Scheme(_)
        | What::AppliesOn(_)
        | What::YearOf { .. }
        | What::Document(_)
        | What::Rounding { .. }
        | What::LastDay { .. }
        | What::CatalogOf(_)
        | What::FirstPayOf(_)
        | What::Route(_)
        | What::Accumulator(_)
        | What::Ruling { .. }
        | What::Example(_) => Some(Words::new("remove it", "请删去")),
    }
}
