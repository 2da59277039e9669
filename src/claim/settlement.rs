//! A settled claim, or why it was not settled. The key order of the JSON is the field order here.

use super::{CounterRow, LayerFigure};
use crate::diagnostic::{Code, Words};
use crate::value::Money;
use serde::Serialize;
use std::borrow::Cow;

/// What became of a claim.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Settled (refused counts: nothing is paid).
    Settled(Box<Settlement>),
    /// Not settled.
    Refused(Refusal),
}

impl Outcome {
    /// What became of the `index`-th claim of an input, from 0: a claim without an `id` goes by that number.
    pub fn numbered(ended: Result<Settlement, Refusal>, index: usize) -> Self {
        match ended {
            Ok(mut settled) => {
                settled.index = settled.id.is_none().then_some(index);
                Self::Settled(Box::new(settled))
            }
            Err(mut refusal) => {
                refusal.index = refusal.id.is_none().then_some(index);
                Self::Refused(refusal)
            }
        }
    }
}

/// A claim that could not be settled.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Refusal {
    /// The claim's `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its place in the input, from 0, where it has no `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
    /// Why.
    pub errors: Vec<ClaimFault>,
    /// Keys of the claim that begin with `_`: (key, JSON text), written after the others.
    #[serde(skip)]
    pub carried: Vec<(String, String)>,
}

/// One reason why a claim was not settled.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimFault {
    /// The stable code.
    pub code: Code,
    /// What is wrong.
    pub message: Words,
    /// The fact it is about (Latin name).
    pub fact: Option<String>,
    /// The clause that needed it.
    pub clause: Option<ClauseRef>,
    /// A way out.
    pub help: Words,
}

impl ClaimFault {
    /// A reason with its code, what is wrong, and a way out; about no fact and no clause.
    pub fn new(code: Code, message: Words, help: Words) -> Self {
        Self { code, message, fact: None, clause: None, help }
    }
}

impl Serialize for ClaimFault {
    /// In English; the command line turns it where Chinese is asked for.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", self.code.as_str())?;
        map.serialize_entry("message", &self.message.en)?;
        if let Some(fact) = &self.fact {
            map.serialize_entry("fact", fact)?;
        }
        if let Some(clause) = &self.clause {
            map.serialize_entry("clause", clause)?;
        }
        map.serialize_entry("help", &self.help.en)?;
        map.end()
    }
}

/// A clause of a rule file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ClauseRef {
    /// `sample.employee/inpatient/pool/deductible per visit`
    pub path: String,
    /// The file.
    pub file: String,
    /// The 1-based line.
    pub line: u32,
}

/// A settled claim.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Settlement {
    /// The claim's `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its place in the input, from 0, where it has no `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
    /// The same claim was settled before: this is that answer again, and nothing was counted.
    #[serde(skip_serializing_if = "is_false")]
    pub duplicate: bool,
    /// The `id` of the claim this one gives back; every amount is that claim's, negated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reverses: Option<String>,
    /// The `id` of the claim that gave this one back since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reversed_by: Option<String>,
    /// The policy's name.
    pub policy: String,
    /// The policy's title, for the statement.
    #[serde(skip)]
    pub title: String,
    /// The first day of the version that answered: its `effective`.
    pub version: String,
    /// A hash of what the resolved policy says: order, layout, comments and vocabulary are no part of it. 16 hex digits.
    pub policy_hash: String,
    /// The benefit; absent where the route refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub benefit: Option<String>,
    /// The benefit's Han name.
    #[serde(skip)]
    pub benefit_label: String,
    /// `direct`, `manual` or `refused`.
    pub route: String,
    /// All that hold, in written order.
    pub reasons: Vec<Reason>,
    /// `not_needed`, `unfiled` or a declared name.
    pub filing: String,
    /// Its Han name.
    #[serde(skip)]
    pub filing_label: String,
    /// Why a filing failed: `not_filed`, `type_not_accepted`, `not_qualified`, `filed_late`, `not_valid`, `wrong_place`.
    pub filing_reasons: Vec<Reason>,
    /// The case counts as filed without filing (`deemed`), and nothing was filed.
    #[serde(skip)]
    pub filing_deemed: bool,
    /// Documents the filing needs.
    #[serde(skip)]
    pub needs: Vec<String>,
    /// The bill divided; sums to `total`.
    pub parts: Vec<Part>,
    /// Each line of the bill divided, where it is itemised; column by column they sum to `parts`, declared parts being eligible.
    #[serde(skip)]
    pub lines: Vec<BillLine>,
    /// Each layer that ran, in order.
    pub layers: Vec<LayerStatement>,
    /// Every fen of the total and who bears it; sums to `total`.
    pub partition: Vec<PartitionLine>,
    /// The bill.
    pub total: Money,
    /// Paid by all layers.
    pub fund: Money,
    /// total − fund
    pub patient: Money,
    /// Of the patient's, from the personal account.
    pub personal_account: Money,
    /// patient − personal account
    pub cash: Money,
    /// What is left in the personal account, where the claim says what was in it.
    #[serde(skip)]
    pub balance: Option<Money>,
    /// Used up, before and after.
    pub counters: Counters,
    /// The person's claims that would have come out differently without the one this gives back, or in the order of care.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub would_differ: Vec<WouldDiffer>,
    /// Facts (and `counters`) that were read by default, with the value read.
    pub defaulted: Vec<Defaulted>,
    /// Facts the claim does not state that the counters gave, with the value read: the number of an admission.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub derived: Vec<Derived>,
    /// Values supplied for unstated clauses.
    pub assumed: Vec<Assumed>,
    /// The account of every fen.
    pub steps: Vec<Step>,
    /// Keys of the claim that begin with `_`: (key, JSON text), written after the others.
    #[serde(skip)]
    pub carried: Vec<(String, String)>,
}

/// For serde, which asks by reference.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference to whatever decides about a field")]
fn is_false(yes: &bool) -> bool {
    !*yes
}

/// A settled claim that would have come out differently; its settlement stands as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WouldDiffer {
    /// Its `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its place in the input of this run, from 0, where it has no `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
    /// What the funds paid.
    pub fund: Money,
    /// What they would have paid; absent where it would not have been settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub would_be: Option<Money>,
    /// The code of why it would not have been settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// A fact read by default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Defaulted {
    /// The fact's Latin name.
    pub fact: String,
    /// The fact's Han name.
    #[serde(skip)]
    pub label: String,
    /// The value read.
    pub value: String,
    /// The value's Han name.
    #[serde(skip)]
    pub value_label: String,
}

/// A fact the counters gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Derived {
    /// The fact's Latin name.
    pub fact: String,
    /// The fact's Han name.
    #[serde(skip)]
    pub label: String,
    /// The value read.
    pub value: String,
}

/// A value supplied for an unstated clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Assumed {
    /// The head.
    pub head: String,
    /// The value.
    pub value: String,
}

/// A reason of the route or of the filing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Its stable name.
    pub code: String,
    /// Its Han name.
    #[serde(skip)]
    pub label: String,
    /// `manual` or `refused`; absent for a filing's reason, which changes nothing by itself.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub effect: String,
    /// The clause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<ClauseRef>,
    /// Its citation.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub citation: String,
}

/// A part of the bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// `eligible`, `out_of_catalog`, …
    pub part: String,
    /// Its Han name.
    #[serde(skip)]
    pub label: String,
    /// Its amount.
    pub amount: Money,
}

/// A line of the bill divided: out_of_catalog + over_ceiling + first_self_pay + eligible = amount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BillLine {
    /// What it costs.
    pub amount: Money,
    /// Outside the catalog.
    pub out_of_catalog: Money,
    /// Over the ceiling.
    pub over_ceiling: Money,
    /// Paid first by the patient, by the item's own rate and by the policy's.
    pub first_self_pay: Money,
    /// What is left, in `eligible` or a declared part.
    pub eligible: Money,
}

/// What one layer made of what it took: taken = over_limit + deductible + share + over_cap + paid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LayerStatement {
    /// Its name.
    pub name: String,
    /// Its Han name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// The fund that pays it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub fund: String,
    /// The fund's Han name.
    #[serde(skip)]
    pub fund_label: String,
    /// What it took of the bill.
    pub taken: Money,
    /// Above a limit of cost.
    pub over_limit: Money,
    /// deductible + base
    pub covered: Money,
    /// Borne by the patient before the layer pays.
    pub deductible: Money,
    /// What the rate applies to.
    pub base: Money,
    /// The patient's share of the base.
    pub share: Money,
    /// The base above the cap.
    pub over_cap: Money,
    /// Paid.
    pub paid: Money,
    /// The least room under its caps before it paid, where it has any.
    #[serde(skip)]
    pub room: Option<Money>,
    /// What each band paid, from the lowest; for examples.
    #[serde(skip)]
    pub bands: Vec<Money>,
}

impl LayerStatement {
    /// One of its figures.
    pub fn figure(&self, figure: LayerFigure) -> Money {
        match figure {
            LayerFigure::Taken => self.taken,
            LayerFigure::OverLimit => self.over_limit,
            LayerFigure::Covered => self.covered,
            LayerFigure::Deductible => self.deductible,
            LayerFigure::Base => self.base,
            LayerFigure::Share => self.share,
            LayerFigure::OverCap => self.over_cap,
            LayerFigure::Paid => self.paid,
        }
    }
}

/// One line of the partition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartitionLine {
    /// `out_of_catalog`, `pool.deductible`, `pool.paid`
    pub part: String,
    /// Its Han name.
    #[serde(skip)]
    pub label: String,
    /// Its amount.
    pub amount: Money,
    /// `fund` or `patient`.
    pub bearer: Cow<'static, str>,
}

/// Counters before and after.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counters {
    /// As they came in.
    pub before: Vec<CounterRow>,
    /// As they go out; pastes into the next claim.
    pub after: Vec<CounterRow>,
}

/// One figure of a step: money with two decimals, a rate as a fraction, a count, a date, a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its stable name.
    pub name: Cow<'static, str>,
    /// Its value.
    pub value: String,
}

/// One step of the account.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The layer; empty before and after the layers.
    pub layer: String,
    /// The layer's Han name.
    pub layer_label: String,
    /// What was done, a stable name.
    pub step: Cow<'static, str>,
    /// What it was done with.
    pub figures: Vec<Figure>,
    /// What came out.
    pub result: String,
    /// By which clause.
    pub clause: Option<ClauseRef>,
    /// And on what ground.
    pub citation: String,
}

impl Serialize for Step {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        if !self.layer.is_empty() {
            map.serialize_entry("layer", &self.layer)?;
        }
        map.serialize_entry("step", &self.step)?;
        map.serialize_entry("figures", &OrderedFigures(&self.figures))?;
        map.serialize_entry("result", &self.result)?;
        if let Some(clause) = &self.clause {
            map.serialize_entry("clause", clause)?;
        }
        if !self.citation.is_empty() {
            map.serialize_entry("citation", &self.citation)?;
        }
        map.end()
    }
}

struct OrderedFigures<'a>(&'a [Figure]);

impl Serialize for OrderedFigures<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|figure| (&figure.name, &figure.value)))
    }
}
