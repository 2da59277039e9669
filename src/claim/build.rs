//! Claims built in Rust.

use super::{Claim, CounterRow, Item, Value};
use crate::value::Money;
use chrono::NaiveDate;
use rust_decimal::Decimal;

impl Claim {
    /// A claim of a person insured in a pooling area (its six-digit code) under a scheme (a name or code the vocabulary gives it:
    /// `employee`, `职工`). Facts go by either of their names; what they mean is checked when the claim is settled.
    ///
    /// ```
    /// use yibao::Claim;
    /// use yibao::chrono::NaiveDate;
    ///
    /// let claim = Claim::new("430100", "employee")
    ///     .fact("care", "outpatient")
    ///     .fact("networked", true)
    ///     .date("visited", NaiveDate::from_ymd_opt(2025, 3, 1).ok_or("no such day")?)
    ///     .money("total", "600.00");
    /// assert_eq!(
    ///     serde_json::to_string(&claim)?,
    ///     r#"{"insured_region":"430100","scheme":"employee","care":"outpatient","networked":true,"visited":"2025-03-01","total":"600.00"}"#
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(insured_region: impl Into<Value>, scheme: impl Into<Value>) -> Self {
        Self::default().fact("insured_region", insured_region).fact("scheme", scheme)
    }

    /// States a fact, in place of what was stated under that name.
    #[must_use]
    pub fn fact(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.set(name, value.into());
        self
    }

    /// States a day.
    #[must_use]
    pub fn date(self, name: &str, day: NaiveDate) -> Self {
        self.fact(name, day)
    }

    /// States a sum in yuan: a [`Money`], a `Decimal`, or digits with at most two decimals.
    #[must_use]
    pub fn money(self, name: &str, yuan: impl Into<Value>) -> Self {
        self.fact(name, yuan)
    }

    /// Adds a line of the bill.
    #[must_use]
    pub fn item(mut self, item: Item) -> Self {
        self.items.get_or_insert_default().push(item);
        self
    }

    /// States what the person has used up before: the `counters.after` of the settlement before; no rows for a person who begins.
    #[must_use]
    pub fn counters(mut self, rows: impl IntoIterator<Item = CounterRow>) -> Self {
        self.counters = Some(rows.into_iter().collect());
        self
    }
}

impl Item {
    /// A line of the bill: the code of the item and what it costs.
    pub fn new(code: impl Into<Value>, amount: impl Into<Value>) -> Self {
        Self::default().fact("code", code).fact("amount", amount)
    }

    /// States a fact of the line: `quantity`, `class`, `ceiling`, …
    #[must_use]
    pub fn fact(mut self, name: &str, value: impl Into<Value>) -> Self {
        match self.facts.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => *old = value.into(),
            None => self.facts.push((name.to_owned(), value.into())),
        }
        self
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Bool(yes)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number.into())
    }
}

impl From<Decimal> for Value {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

impl From<Money> for Value {
    fn from(money: Money) -> Self {
        Self::Number(money.yuan())
    }
}

impl From<NaiveDate> for Value {
    fn from(day: NaiveDate) -> Self {
        Self::Date(day)
    }
}
