//! A settlement as a ledger keeps it: every field a statement is written from, labels included, so that it reads back as it was.

use crate::claim::{
    Assumed, BillLine, ClauseRef, Defaulted, Derived, Figure, LayerStatement, Part, PartitionLine, Reason, Settlement, Step,
};
use crate::value::Money;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The settlement of an entry as JSON.
pub fn write(settlement: &Settlement) -> String {
    // Texts, numbers and lists of them under text keys: nothing that could fail.
    serde_json::to_string(&settlement.form()).unwrap_or_default()
}

/// Reads what [`write`] wrote.
pub fn read(json: &str) -> serde_json::Result<Settlement> {
    serde_json::from_str::<SettlementForm>(json).map(Settlement::of_form)
}

/// What is kept in a form of its own.
trait Stored: Sized {
    type Form: Serialize + DeserializeOwned;

    fn form(&self) -> Self::Form;
    fn of_form(form: Self::Form) -> Self;
}

/// Types that are their own form.
macro_rules! plain {
    ($($of:ty),+) => { $(
        impl Stored for $of {
            type Form = Self;

            fn form(&self) -> Self {
                self.clone()
            }

            fn of_form(form: Self) -> Self {
                form
            }
        }
    )+ };
}

plain!(String, bool, u32, Money, Cow<'static, str>);

impl<T: Stored> Stored for Option<T> {
    type Form = Option<T::Form>;

    fn form(&self) -> Self::Form {
        self.as_ref().map(T::form)
    }

    fn of_form(form: Self::Form) -> Self {
        form.map(T::of_form)
    }
}

impl<T: Stored> Stored for Vec<T> {
    type Form = Vec<T::Form>;

    fn form(&self) -> Self::Form {
        self.iter().map(T::form).collect()
    }

    fn of_form(form: Self::Form) -> Self {
        form.into_iter().map(T::of_form).collect()
    }
}

/// Structs with all their fields: one that is added to the struct does not compile until it is kept, or left out by name.
macro_rules! fields {
    ($($form:ident of $of:ident { $($field:ident: $kind:ty),+ $(,)? } but [$($left:ident),*])+) => { $(
        #[derive(Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct $form {
            $($field: <$kind as Stored>::Form,)+
        }

        impl Stored for $of {
            type Form = $form;

            fn form(&self) -> $form {
                $form { $($field: Stored::form(&self.$field),)+ }
            }

            fn of_form(form: $form) -> Self {
                Self { $($field: <$kind>::of_form(form.$field),)+ $($left: Default::default(),)* }
            }
        }
    )+ };
}

fields! {
    SettlementForm of Settlement {
        id: Option<String>,
        policy: String,
        title: String,
        version: String,
        policy_hash: String,
        benefit: Option<String>,
        benefit_label: String,
        route: String,
        reasons: Vec<Reason>,
        filing: String,
        filing_label: String,
        filing_reasons: Vec<Reason>,
        filing_deemed: bool,
        needs: Vec<String>,
        parts: Vec<Part>,
        lines: Vec<BillLine>,
        layers: Vec<LayerStatement>,
        partition: Vec<PartitionLine>,
        total: Money,
        fund: Money,
        patient: Money,
        personal_account: Money,
        cash: Money,
        balance: Option<Money>,
        defaulted: Vec<Defaulted>,
        derived: Vec<Derived>,
        assumed: Vec<Assumed>,
        steps: Vec<Step>,
    } but [index, duplicate, reverses, reversed_by, counters, would_differ, carried]
    ReasonForm of Reason { code: String, label: String, effect: String, clause: Option<ClauseRef>, citation: String } but []
    ClauseForm of ClauseRef { path: String, file: String, line: u32 } but []
    PartForm of Part { part: String, label: String, amount: Money } but []
    BillLineForm of BillLine { amount: Money, out_of_catalog: Money, over_ceiling: Money, first_self_pay: Money, eligible: Money } but []
    LayerForm of LayerStatement {
        name: String,
        label: String,
        fund: String,
        fund_label: String,
        taken: Money,
        over_limit: Money,
        covered: Money,
        deductible: Money,
        base: Money,
        share: Money,
        over_cap: Money,
        paid: Money,
        room: Option<Money>,
        bands: Vec<Money>,
    } but []
    PartitionLineForm of PartitionLine { part: String, label: String, amount: Money, bearer: Cow<'static, str> } but []
    DefaultedForm of Defaulted { fact: String, label: String, value: String, value_label: String } but []
    DerivedForm of Derived { fact: String, label: String, value: String } but []
    AssumedForm of Assumed { head: String, value: String } but []
    StepForm of Step {
        layer: String,
        layer_label: String,
        step: Cow<'static, str>,
        figures: Vec<Figure>,
        result: String,
        clause: Option<ClauseRef>,
        citation: String,
    } but []
    FigureForm of Figure { name: Cow<'static, str>, value: String } but []
}
