//! A settled claim as one line of a table.

use std::fmt::Write as _;
use yibao::claim::{ClaimFault, Settlement};

/// What stands above the lines.
pub const HEAD: &str = "filing, route | layer deductible → paid | fund | patient";

/// Filing, route, each layer's deductible and paid, fund, patient; or why there is no settlement.
pub fn line(outcome: &Result<Settlement, Vec<ClaimFault>>) -> String {
    let settled = match outcome {
        Ok(settled) => settled,
        Err(faults) => return format!("not settled: {}", faults.iter().map(|f| f.message.en.as_str()).collect::<Vec<_>>().join("; ")),
    };
    let mut out = format!("{}, {}", settled.filing, settled.route);
    for layer in &settled.layers {
        let _ = write!(out, " | {} {} → {}", layer.name, layer.deductible, layer.paid);
    }
    let _ = write!(out, " | fund {} | patient {}", settled.fund, settled.patient);
    if settled.personal_account.fen() > 0 {
        let _ = write!(out, " (account {})", settled.personal_account);
    }
    out
}
