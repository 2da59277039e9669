//! A record: named fields in order, written as one line of JSON.

use crate::value::Money;
use rust_decimal::Decimal;

/// Named fields in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The fields.
    pub fields: Vec<Field>,
    /// Keys of the claim that begin with `_`: (key, JSON text), written after the others.
    pub carried: Vec<(String, String)>,
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in the interface.
    pub name: String,
    /// What stands in it.
    pub value: Value,
}

/// What stands in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A code, a number of somebody, a time, a sentence.
    Text(String),
    /// A number, as the claim brought it.
    Number(Decimal),
    /// Yuan: written as a number with two decimals.
    Money(Money),
    /// Ten-thousandths of one: written as a number with four decimals.
    Ratio(i64),
    /// Records within the record.
    Rows(Vec<Record>),
}

impl Record {
    /// Adds a field.
    pub fn push(&mut self, name: &str, value: Value) {
        self.fields.push(Field { name: name.to_owned(), value });
    }

    /// Adds an amount.
    pub fn money(&mut self, name: &str, amount: Money) {
        self.push(name, Value::Money(amount));
    }

    /// Adds a text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.push(name, Value::Text(text.to_owned()));
    }

    /// Adds records within the record.
    pub fn rows(&mut self, name: &str, rows: Vec<Self>) {
        self.push(name, Value::Rows(rows));
    }

    /// What stands in a field.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.fields.iter().find(|field| field.name == name).map(|field| &field.value)
    }

    /// The record on one line of JSON.
    pub fn json(&self) -> String {
        let fields = self.fields.iter().map(|field| format!("{}:{}", quoted(&field.name), field.value.json()));
        let carried = self.carried.iter().map(|(key, json)| format!("{}:{json}", quoted(key)));
        format!("{{{}}}", fields.chain(carried).collect::<Vec<_>>().join(","))
    }
}

impl Value {
    fn json(&self) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::Number(number) => number.to_string(),
            Self::Money(amount) => amount.to_string(),
            Self::Ratio(parts) => format!("{}.{:04}", parts / 10_000, parts % 10_000),
            Self::Rows(rows) => format!("[{}]", rows.iter().map(Record::json).collect::<Vec<_>>().join(",")),
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
