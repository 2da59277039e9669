//! A statement worked out again from its steps alone: no policy, no clause, nothing but the figures each step names.

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value;

/// What went differently, and where.
pub type Checked<T> = Result<T, String>;

/// One step of a settlement's JSON.
struct Step<'a>(&'a Value);

impl Step<'_> {
    fn word(&self) -> &str {
        self.0.get("step").and_then(Value::as_str).unwrap_or_default()
    }

    fn layer(&self) -> &str {
        self.0.get("layer").and_then(Value::as_str).unwrap_or_default()
    }

    fn text(&self, figure: &str) -> &str {
        self.0.get("figures").and_then(|figures| figures.get(figure)).and_then(Value::as_str).unwrap_or_default()
    }

    fn maybe(&self, figure: &str) -> Option<Decimal> {
        let text = self.text(figure);
        // A rate whose digits do not end is a fraction.
        let Some((above, below)) = text.split_once('/') else { return text.parse().ok() };
        above.parse::<Decimal>().ok()?.checked_div(below.parse().ok()?)
    }

    fn figure(&self, figure: &str) -> Checked<Decimal> {
        self.maybe(figure).ok_or_else(|| format!("no number `{figure}` in {}", self.0))
    }

    fn result(&self) -> Checked<Decimal> {
        let result = self.0.get("result").and_then(Value::as_str).unwrap_or_default();
        result.parse().map_err(|_| format!("no number as result of {}", self.0))
    }

    /// That the step's own result is what was worked out.
    fn comes_to(&self, worked: Decimal) -> Checked<Decimal> {
        if is_alike(self.result()?, worked) { Ok(worked) } else { Err(format!("worked out {worked} of {}", self.0)) }
    }

    /// That a figure of the step is what the steps before it came to.
    fn follows(&self, figure: &str, before: Decimal) -> Checked<()> {
        match self.maybe(figure) {
            Some(stated) if !is_alike(stated, before) => Err(format!("`{figure}` should be {before} in {}", self.0)),
            Some(_) | None => Ok(()),
        }
    }
}

/// Whether two numbers agree as far as a fraction without an end is written in decimals.
fn is_alike(one: Decimal, other: Decimal) -> bool {
    one.round_dp(18) == other.round_dp(18)
}

/// The figures of one layer as its steps make them.
#[derive(Debug, Default)]
struct Layer {
    taken: Decimal,
    to_cover: Decimal,
    due: Decimal,
    deductible: Decimal,
    base: Decimal,
    over_limit: Decimal,
    sum: Decimal,
    before_caps: Decimal,
    room: Option<Decimal>,
    share: Decimal,
    over_cap: Decimal,
    paid: Decimal,
}

/// Works a whole settlement out again.
///
/// # Errors
/// The first step, figure or total that comes out differently.
pub fn rework(settlement: &Value) -> Checked<()> {
    let steps: Vec<Step<'_>> = list(settlement, "steps").iter().map(Step).collect();
    let mut fund = Decimal::ZERO;
    for statement in list(settlement, "layers") {
        let name = statement.get("name").and_then(Value::as_str).unwrap_or_default();
        let layer = layer(steps.iter().filter(|step| step.layer() == name)).map_err(|wrong| format!("{name}: {wrong}"))?;
        let worked = [
            ("taken", layer.taken),
            ("over_limit", layer.over_limit),
            ("covered", layer.deductible + layer.base),
            ("deductible", layer.deductible),
            ("base", layer.base),
            ("share", layer.share),
            ("over_cap", layer.over_cap),
            ("paid", layer.paid),
        ];
        for (figure, worked) in worked {
            same(&format!("{name}.{figure}"), worked, money(statement, figure)?)?;
        }
        fund += layer.paid;
    }
    let parts = list(settlement, "parts").iter().map(|part| money(part, "amount")).sum::<Checked<Decimal>>()?;
    let total = money(settlement, "total")?;
    same("the sum of the parts", parts, total)?;
    same("fund", fund, money(settlement, "fund")?)?;
    same("patient", total - fund, money(settlement, "patient")?)?;
    let account = account(&steps)?;
    same("personal_account", account, money(settlement, "personal_account")?)?;
    same("cash", total - fund - account, money(settlement, "cash")?)?;
    bill(settlement, &steps)
}

/// One layer from its steps, in order.
fn layer<'a>(steps: impl Iterator<Item = &'a Step<'a>>) -> Checked<Layer> {
    let mut layer = Layer::default();
    let zero = Decimal::ZERO;
    for step in steps {
        match step.word() {
            "covers" => layer.taken += taken(step)?,
            "taken" => layer.to_cover = step.comes_to(layer.taken)?,
            "limit" => {
                step.follows("before", layer.to_cover)?;
                layer.to_cover = step.comes_to(left(step, "limit", "used")?.min(layer.to_cover))?;
            }
            "due" => layer.due = step.comes_to(left(step, "standard", "met")?)?,
            "total_bound" => {
                step.follows("before", layer.due)?;
                layer.due = step.comes_to(left(step, "bound", "met")?.min(layer.due))?;
            }
            "deductible" => {
                step.follows("amount", layer.to_cover)?;
                step.follows("due", layer.due)?;
                layer.deductible = step.comes_to(layer.due.min(layer.to_cover))?;
            }
            "base" => {
                step.follows("deductible", layer.deductible)?;
                layer.base = step.comes_to(layer.to_cover - layer.deductible)?;
            }
            "limit_above" => {
                step.follows("before", layer.base)?;
                layer.base = step.comes_to(left(step, "limit", "used")?.min(layer.base))?;
            }
            "over_limit" => layer.over_limit = step.comes_to(layer.taken - layer.deductible - layer.base)?,
            "higher" => drop(step.comes_to(step.figure("own")?.max(step.figure("there")?))?),
            "band" => layer.sum += step.comes_to(step.figure("length")? * step.figure("rate")?)?,
            "adjust" => {
                let after = adjusted(step)?;
                if step.text("of") == "paid" {
                    step.follows("before", layer.sum)?;
                    layer.sum = after;
                }
            }
            "rounded" => drop(step.comes_to(round(step.figure("value")?, step.figure("unit")?))?),
            "rounding" => {
                step.follows("sum", layer.sum)?;
                layer.before_caps = step.comes_to(round(layer.sum.max(zero), step.figure("unit")?).min(layer.base))?;
            }
            "cap" => {
                let room = left(step, "cap", "used")?;
                layer.room = Some(step.comes_to(layer.room.map_or(room, |before| before.min(room)))?);
            }
            "paid" => layer.paid = step.comes_to(layer.room.map_or(layer.before_caps, |room| room.min(layer.before_caps)))?,
            "over_cap" => layer.over_cap = step.comes_to(layer.base - step.figure("reached")?)?,
            "share" => layer.share = step.comes_to(layer.base - layer.over_cap - layer.paid)?,
            "given" => {
                let stated = step.result()?;
                match step.text("of") {
                    "paid" => layer.paid = stated,
                    "over_limit" => layer.over_limit = stated,
                    "deductible" => layer.deductible = stated,
                    "over_cap" => layer.over_cap = stated,
                    other => return Err(format!("no figure `{other}` is given")),
                }
                layer.base = layer.taken - layer.over_limit - layer.deductible;
                layer.share = layer.base - layer.over_cap - layer.paid;
            }
            _ => {}
        }
    }
    Ok(layer)
}

/// What a layer takes of a part.
fn taken(step: &Step<'_>) -> Checked<Decimal> {
    let unit = step.maybe("unit").unwrap_or(Decimal::new(1, 2));
    step.comes_to(round(step.figure("amount")? * step.figure("scale")?, unit))
}

/// What is left of a bound after what was used of it, not below zero.
fn left(step: &Step<'_>, bound: &str, used: &str) -> Checked<Decimal> {
    Ok((step.figure(bound)? - step.maybe(used).unwrap_or_default()).max(Decimal::ZERO))
}

/// An adjustment done again. One that sets the amount reads none before it; one that grows with a fact counts so many `times`.
fn adjusted(step: &Step<'_>) -> Checked<Decimal> {
    let by = step.figure("by")? * step.maybe("times").unwrap_or(Decimal::ONE);
    let before = step.maybe("before").unwrap_or(by);
    let share = step.text("of") == "share";
    let one = Decimal::ONE;
    let after = match (step.text("op"), share) {
        ("to", false) => by,
        ("to", true) => one - by,
        ("up", false) | ("down", true) => before + by,
        ("down", false) | ("up", true) => before - by,
        ("times", false) => before * by,
        ("times", true) => one - (one - before) * by,
        ("at_least", false) => before.max(by),
        ("at_most", false) => before.min(by),
        ("at_least", true) => before.min(one - by),
        ("at_most", true) => before.max(one - by),
        (op, _) => return Err(format!("no adjustment `{op}`")),
    };
    if after == step.figure("after")? { Ok(after) } else { Err(format!("worked out {after} of {}", step.0)) }
}

/// What the personal account pays: part by part, as far as its balance goes.
fn account(steps: &[Step<'_>]) -> Checked<Decimal> {
    let mut paid = Decimal::ZERO;
    let mut balance = None;
    for step in steps.iter().filter(|step| step.maybe("balance").is_some()) {
        let left = balance.map_or_else(|| step.figure("balance"), Ok)?;
        step.follows("balance", left)?;
        let some = step.comes_to(round(step.figure("amount")? * step.figure("scale")?, Decimal::new(1, 2)).min(left))?;
        balance = Some(left - some);
        paid += some;
    }
    Ok(paid)
}

/// The bill's parts from its lines, where it has any. Rounded once over the claim, a line's first pay stands exact.
fn bill(settlement: &Value, steps: &[Step<'_>]) -> Checked<()> {
    let lines: Vec<&Step<'_>> = steps.iter().filter(|step| step.word() == "item").collect();
    if lines.is_empty() {
        return Ok(());
    }
    let cent = Decimal::new(1, 2);
    let once = steps.iter().find(|step| step.layer().is_empty() && step.word() == "rounding");
    let [mut out, mut over, mut first] = [Decimal::ZERO; 3];
    for line in lines {
        let amount = line.figure("amount")?;
        let most = line.maybe("ceiling").map(|ceiling| Ok::<_, String>(round(ceiling * line.figure("quantity")?, cent))).transpose()?;
        let above = most.map_or(Decimal::ZERO, |most| (amount - most).max(Decimal::ZERO));
        line.follows("over", above)?;
        let outside = line.maybe("out").unwrap_or_default();
        let admitted = amount - above - outside;
        let due = admitted * line.maybe("rate").unwrap_or_default();
        let pays = if once.is_some() { due } else { round(due, cent).min(admitted) };
        line.follows("first", pays)?;
        line.comes_to(admitted - pays)?;
        (out, over, first) = (out + outside, over + above, first + pays);
    }
    if let Some(once) = once {
        once.follows("sum", first)?;
        first = once.comes_to(round(first, once.figure("unit")?))?;
    }
    for step in steps.iter().filter(|step| step.word() == "first_pay") {
        let moved = round(step.figure("amount")? * step.figure("rate")?, step.figure("unit")?);
        first += step.comes_to(moved)?;
    }
    let stated = |name: &str| list(settlement, "parts").iter().find(|part| part.get("part").and_then(Value::as_str) == Some(name));
    for (part, worked) in [("out_of_catalog", out), ("over_ceiling", over), ("first_self_pay", first)] {
        same(part, worked, stated(part).map_or(Ok(Decimal::ZERO), |part| money(part, "amount"))?)?;
    }
    Ok(())
}

fn round(amount: Decimal, unit: Decimal) -> Decimal {
    if unit.is_zero() {
        return amount;
    }
    (amount / unit).round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero) * unit
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn money(value: &Value, key: &str) -> Checked<Decimal> {
    value.get(key).and_then(Value::as_str).and_then(|text| text.parse().ok()).ok_or_else(|| format!("no amount `{key}`"))
}

fn same(what: &str, worked: Decimal, stated: Decimal) -> Checked<()> {
    if worked == stated { Ok(()) } else { Err(format!("{what}: worked out {worked}, stated {stated}")) }
}
