//! The identities of the interface, read off a record alone.

use std::error::Error;
use yibao::report::nhsa::{Field, Record, Value};

/// Fen of an amount of a record.
pub fn fen(record: &Record, name: &str) -> Result<i64, Box<dyn Error>> {
    match record.get(name) {
        Some(Value::Money(amount)) => Ok(amount.fen()),
        other => Err(format!("{name}: {other:?} is no amount").into()),
    }
}

/// The records within a record; none where it has no such field.
pub fn rows<'a>(record: &'a Record, name: &str) -> &'a [Record] {
    match record.get(name) {
        Some(Value::Rows(rows)) => rows,
        Some(Value::Text(_) | Value::Number(_) | Value::Money(_) | Value::Ratio(_)) | None => &[],
    }
}

/// What the funds paid: every amount between the deductible and the sum of all funds.
fn of_funds(record: &Record) -> i64 {
    let after = record.fields.iter().skip_while(|field| field.name != "act_pay_dedc").skip(1);
    let sums = after.take_while(|field| field.name != "fund_pay_sumamt");
    sums.map(|field| if let Value::Money(amount) = &field.value { amount.fen() } else { 0 }).sum()
}

fn sum(record: &Record, names: &[&str]) -> Result<i64, Box<dyn Error>> {
    names.iter().map(|name| fen(record, name)).sum()
}

/// The identities that do not hold.
pub fn broken(record: &Record) -> Result<Vec<String>, Box<dyn Error>> {
    let bill = ["fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt"];
    let fund = fen(record, "fund_pay_sumamt")?;
    let rows_paid: i64 = rows(record, "setldetail").iter().map(|row| fen(row, "fund_payamt")).sum::<Result<_, _>>()?;
    let mut claims = vec![
        ("I1", fen(record, "medfee_sumamt")?, sum(record, &["fund_pay_sumamt", "psn_part_amt", "hosp_part_amt"])?),
        ("I2", fen(record, "psn_part_amt")?, sum(record, &["acct_pay", "psn_cash_pay"])?),
        ("I2, shared", 0, fen(record, "acct_mulaid_pay")?),
        ("I3", fund, of_funds(record)),
        ("I3, detail", fund, rows_paid),
        ("I4", fen(record, "medfee_sumamt")?, sum(record, &bill)?),
    ];
    let lines = rows(record, "feedetail");
    let divided = ["fulamt_ownpay_amt", "overlmt_amt", "preselfpay_amt", "inscp_scp_amt"];
    for line in lines {
        claims.push(("I5, line", fen(line, "det_item_fee_sumamt")?, sum(line, &divided)?));
    }
    let columns = [("medfee_sumamt", "det_item_fee_sumamt")].into_iter().chain(bill.into_iter().zip(divided));
    for (whole, column) in columns.filter(|_| !lines.is_empty()) {
        let sum: i64 = lines.iter().map(|line| fen(line, column)).sum::<Result<_, _>>()?;
        claims.push(("I5, column", fen(record, whole)?, sum));
    }
    let wrong = claims.into_iter().filter(|(_, left, right)| left != right);
    Ok(wrong.map(|(name, left, right)| format!("{name}: {left} is not {right}")).collect())
}

/// Whether no amount is below zero.
pub fn none_below_zero(record: &Record) -> bool {
    record.fields.iter().all(|field| match &field.value {
        Value::Money(amount) => amount.fen() >= 0,
        Value::Rows(rows) => rows.iter().all(none_below_zero),
        Value::Text(_) | Value::Number(_) | Value::Ratio(_) => true,
    })
}

/// Whether every sum and every payment of one record stands in the other with its sign turned, and the ratio as it is. What
/// stays positive stands behind the sums: what is left in an account, and what is left of a limit.
pub fn negative(one: &Record, other: &Record) -> bool {
    let turned = |field: &Field| match (&field.value, other.get(&field.name)) {
        (Value::Money(a), Some(Value::Money(b))) => a.fen() == -b.fen(),
        (Value::Money(_), _) => false,
        (Value::Ratio(a), b) => b == Some(&Value::Ratio(*a)),
        (Value::Rows(_) | Value::Text(_) | Value::Number(_), _) => true,
    };
    let (paid, given) = (rows(one, "setldetail"), rows(other, "setldetail"));
    let payments = paid.iter().zip(given).all(|(a, b)| {
        ["inscp_scp_amt", "fund_payamt"].iter().all(|name| matches!((fen(a, name), fen(b, name)), (Ok(a), Ok(b)) if a == -b))
    });
    one.fields.iter().take_while(|field| field.name != "hosp_part_amt").all(turned) && paid.len() == given.len() && payments
}
