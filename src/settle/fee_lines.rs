//! Each line of the bill divided as the whole bill is: what was rounded over the whole claim is spread over its lines.

use super::outcome::Outcome;
use crate::claim::BillLine;
use crate::value::Money;

/// The lines divided; each column sums to that part of the bill, to the fen.
pub fn divided(out: &Outcome) -> Vec<BillLine> {
    let lines = &out.lines;
    let admitted: Vec<i64> = lines.iter().map(|line| if line.outside { 0 } else { line.amount - line.over }).collect();
    let mut first = vec![0; lines.len()];
    let own: Vec<i64> = lines.iter().map(|line| line.first).collect();
    spread(out.first_of_items, &own, &admitted, &mut first);
    let left = lines.iter().zip(&admitted).zip(&first);
    let eligible: Vec<i64> = left.map(|((line, admitted), first)| if line.declared { 0 } else { admitted - first }).collect();
    spread(out.bill.base[2] - out.first_of_items, &eligible, &admitted, &mut first);
    let all = lines.iter().zip(&admitted).zip(&first);
    all.map(|((line, admitted), first)| BillLine {
        amount: Money::from_fen(line.amount),
        out_of_catalog: Money::from_fen(if line.outside { line.amount } else { 0 }),
        over_ceiling: Money::from_fen(line.over),
        first_self_pay: Money::from_fen(*first),
        eligible: Money::from_fen(admitted - first),
    })
    .collect()
}

/// Adds an amount to the lines by their weights, none beyond what it admits: each line gets what the running sum, rounded
/// to the fen, has grown by. What a full line turns away goes to the first lines with room.
fn spread(amount: i64, weights: &[i64], admitted: &[i64], given: &mut [i64]) {
    let whole: i128 = weights.iter().copied().map(i128::from).sum();
    let (mut reached, mut spent) = (0_i128, 0_i64);
    for ((weight, most), given) in weights.iter().zip(admitted).zip(given.iter_mut()).filter(|_| whole > 0) {
        reached += i128::from(*weight);
        let target = (2 * i128::from(amount) * reached + whole) / (2 * whole);
        let take = i64::try_from(target).unwrap_or(i64::MAX).saturating_sub(spent).clamp(0, (most - *given).max(0));
        *given += take;
        spent += take;
    }
    for (most, given) in admitted.iter().zip(given.iter_mut()) {
        let take = (amount - spent).min(most - *given).max(0);
        *given += take;
        spent += take;
    }
}
