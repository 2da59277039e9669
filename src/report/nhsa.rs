//! A settlement as a record of the national settlement interface: its field names, its order, its identities.
//!
//! What the vocabulary names stands under the names it gives: the bill and what the claim brought under the `field` of each
//! fact, what a fund pays under the `field` of that fund. The names written here are those of the record's own sums.
//!
//! - The bill is reported as it is divided before any layer, so the four deductions and what is in scope sum to the total;
//!   a part of its own counts as in scope. First pay that a layer takes (`first_self_pay × 50%`) stays where it is among the
//!   deductions, counts into that layer's row, and its payment into that fund: then the funds together may pay more than the
//!   sum in scope would give.
//! - What a layer pays that names no fund, or a fund without a field, goes into [`OTHER`].
//! - The deductible is that of the layers paid from [`BASIC`], and the ratio what they paid of what their rates were applied
//!   to, before the cap, in four decimals.
//! - A reversal is the record it gives back with every amount negative, marked as a refund; its ratio stays what it was, and
//!   what the claim brought it leaves out, lines of the bill among it.
//! - The hospital bears nothing, and nobody shares an account: both are 0.00.

mod brought;
mod record;

use super::names::Names;
use super::{terms, words};
use crate::claim::{Claim, LayerFigure, LayerStatement, Role, Settlement};
use crate::diagnostic::Lang;
use crate::plan::{FundPlan, Plan, PolicyPlan};
use crate::value::Money;
pub use record::{Field, Record, Value};

/// The sum of the basic fund: the deductible and the ratio of a record speak of what it pays.
pub const BASIC: &str = "hifp_pay";
/// The sum of everything paid that has no field of its own.
pub const OTHER: &str = "oth_pay";
/// The longest account of one payment, in characters.
const LONGEST: usize = 4_000;

/// The record of a claim settled by `plan`; the account of each payment is in one language.
pub fn record(settled: &Settlement, claim: &Claim, plan: &Plan, lang: Lang) -> Record {
    let policy = plan.settled_by(&settled.policy, &settled.version, &settled.policy_hash);
    let mut out = Record { fields: Vec::new(), carried: settled.carried.clone() };
    if let Some(policy) = policy {
        brought::facts(&mut out, policy, claim);
    }
    bill(&mut out, settled, policy);
    funds(&mut out, settled, policy);
    out.money("fund_pay_sumamt", settled.fund);
    out.money("psn_part_amt", settled.patient);
    out.money("acct_pay", settled.personal_account);
    out.money("psn_cash_pay", settled.cash);
    out.money("hosp_part_amt", Money::ZERO);
    if let Some(left) = settled.balance {
        out.money(&field(policy, Role::PersonalBalance), left);
    }
    out.money("acct_mulaid_pay", Money::ZERO);
    if let (Some(policy), Some(items)) = (policy, &claim.items) {
        let lines = items.iter().zip(&settled.lines);
        out.rows("feedetail", lines.map(|(item, line)| brought::line(policy, item, line)).collect());
    }
    let names = Names::new(settled, plan, lang);
    let taking = settled.layers.iter().filter(|layer| layer.taken != Money::ZERO);
    out.rows("setldetail", taking.map(|layer| payment(layer, policy, &names)).collect());
    if settled.reverses.is_some() {
        out.text("refd_setl_flag", "1");
    }
    out
}

/// The field of a fact the engine reads, else its name.
fn field(policy: Option<&PolicyPlan>, role: Role) -> String {
    let fact = policy.and_then(|policy| policy.fact_of(role)).filter(|fact| !fact.field.is_empty());
    fact.map_or_else(|| role.names().0.to_owned(), |fact| fact.field.clone())
}

/// The bill divided, every declared part in scope.
fn bill(out: &mut Record, settled: &Settlement, policy: Option<&PolicyPlan>) {
    out.money(&field(policy, Role::Total), settled.total);
    let mut in_scope = settled.total.fen();
    for role in [Role::OutOfCatalog, Role::OverCeiling, Role::FirstSelfPay] {
        let part = settled.parts.iter().find(|part| part.part == role.names().0);
        let amount = part.map_or(Money::ZERO, |part| part.amount);
        in_scope -= amount.fen();
        out.money(&field(policy, role), amount);
    }
    out.money(&field(policy, Role::Eligible), Money::from_fen(in_scope));
}

/// The fund of a layer, where it names one.
fn fund_of<'a>(layer: &LayerStatement, policy: Option<&'a PolicyPlan>) -> Option<&'a FundPlan> {
    policy?.funds.iter().find(|fund| fund.names.key() == layer.fund)
}

/// The sum a layer's payment goes into.
fn sum_of<'a>(layer: &LayerStatement, policy: Option<&'a PolicyPlan>) -> &'a str {
    fund_of(layer, policy).map(|fund| fund.field.as_str()).filter(|field| !field.is_empty()).unwrap_or(OTHER)
}

/// What each fund paid, with the deductible and the ratio of the basic one.
fn funds(out: &mut Record, settled: &Settlement, policy: Option<&PolicyPlan>) {
    let of = |field: &str, figure: fn(&LayerStatement) -> i64| {
        let layers = settled.layers.iter().filter(|layer| sum_of(layer, policy) == field);
        layers.map(figure).fold(0_i64, i64::saturating_add)
    };
    let paid = |field: &str| of(field, |layer| layer.paid.fen());
    out.money("act_pay_dedc", Money::from_fen(of(BASIC, |layer| layer.deductible.fen())));
    out.money(BASIC, Money::from_fen(paid(BASIC)));
    out.push("pool_prop_selfpay", Value::Ratio(ratio(paid(BASIC), of(BASIC, |layer| layer.paid.fen().saturating_add(layer.share.fen())))));
    let mut fields: Vec<&str> = Vec::new();
    let known = policy.iter().flat_map(|policy| &policy.funds).map(|fund| fund.field.as_str());
    for field in known.chain([OTHER]).filter(|field| !field.is_empty() && *field != BASIC) {
        if !fields.contains(&field) {
            fields.push(field);
            out.money(field, Money::from_fen(paid(field)));
        }
    }
}

/// A part of a whole in ten-thousandths, half up; 0 of nothing. Of a reversal both are negative.
fn ratio(part: i64, whole: i64) -> i64 {
    let (part, whole) = if whole < 0 { (-i128::from(part), -i128::from(whole)) } else { (i128::from(part), i128::from(whole)) };
    if whole == 0 { 0 } else { i64::try_from((20_000 * part + whole) / (2 * whole)).unwrap_or(0) }
}

/// What one layer paid, from which fund, and how.
fn payment(layer: &LayerStatement, policy: Option<&PolicyPlan>, names: &Names<'_>) -> Record {
    let other = || policy.and_then(|policy| policy.funds.iter().find(|fund| fund.field == OTHER));
    let fund = fund_of(layer, policy).or_else(other);
    let mut out = Record::default();
    if let Some(fund) = fund.filter(|fund| !fund.code.is_empty()) {
        out.text("fund_pay_type", crate::plan::codes(&fund.code).next().unwrap_or_default());
    }
    out.money("inscp_scp_amt", layer.taken);
    if let Some(room) = layer.room {
        out.money("crt_payb_lmt_amt", room);
    }
    out.money("fund_payamt", layer.paid);
    if let Some(fund) = fund {
        out.text("fund_pay_type_name", fund.names.label());
    }
    out.text("setl_proc_info", &account(layer, names).chars().take(LONGEST).collect::<String>());
    out
}

/// `pool: taken 28000.00, deductible 600.00, base 27400.00, own share 6480.00, paid 20920.00`
fn account(layer: &LayerStatement, names: &Names<'_>) -> String {
    let lang = names.lang();
    let always = [LayerFigure::Taken, LayerFigure::Paid];
    let figures = LayerFigure::ALL.into_iter().filter(|figure| *figure != LayerFigure::Covered);
    let told = figures.filter(|figure| layer.figure(*figure) != Money::ZERO || always.contains(figure));
    let told: Vec<String> = told.map(|figure| words::figure(lang, &terms::name(lang, figure.names().0), layer.figure(figure))).collect();
    format!("{}{}{}", names.layer(&layer.name), words::COLON.of(lang), told.join(words::COMMA.of(lang)))
}
