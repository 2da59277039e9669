//! Every sentence a ledger may say, as functions that build a fault or name what is wrong in a store.

use crate::claim::{Claim, ClaimFault, Defaulted, Role, no_id};
use crate::diagnostic::{Code, Words};
use crate::plan::Plan;

fn fault(code: Code, fact: &str, message: Words, help: Words) -> ClaimFault {
    ClaimFault { code, message, fact: Some(fact.to_owned()), clause: None, help }
}

/// `{"reverses": "A"}`
pub fn nobody() -> ClaimFault {
    fault(
        Code::C009,
        "person_id",
        Words::new("a reversal needs `person_id`", "冲销须给出「person_id」"),
        Words::new("state whose claim is reversed", "请给出被冲销申报的人员编号"),
    )
}

/// What a claim is named by in a role: `{"person_id": 7.0}` and `{"reverses": ""}` name nothing.
pub fn named(claim: &Claim, role: Role) -> Result<Option<String>, Vec<ClaimFault>> {
    let (latin, han) = role.names();
    claim.named(role).map_err(|why| vec![no_id(latin, han, why)])
}

/// the first claim of a person nobody has heard of
pub fn begins_at_zero() -> Defaulted {
    let zero = "0".to_owned();
    Defaulted { fact: "counters".to_owned(), label: "累计".to_owned(), value: zero.clone(), value_label: zero }
}

/// `{"person_id": "P", "counters": []}` of a person who has used up something
pub fn other_counters() -> ClaimFault {
    fault(
        Code::C021,
        "counters",
        Words::new("`counters` are not those the ledger keeps of this person", "「counters」与所存该人员的累计不符"),
        Words::new(
            "leave `counters` out; what was used up elsewhere is stated with the person's first claim",
            "请删去「counters」；在别处已用的累计，应随该人员的首份申报给出",
        ),
    )
}

/// `{"person_id": "P", "reverses": "A", "冲销": "A"}`
pub fn twice(latin: &str, han: &str) -> ClaimFault {
    fault(
        Code::C002,
        latin,
        Words::new(format!("`{latin}` and `{han}` are the same"), format!("「{latin}」与「{han}」是同一项")),
        Words::new("state it once, under either name", "请只用其中一个名称给出一次"),
    )
}

/// `{"person_id": "P", "reverses": "A", "total": "10.00"}`
pub fn states_more(key: &str) -> ClaimFault {
    fault(
        Code::C010,
        key,
        Words::new(format!("a reversal states no `{key}`"), format!("冲销不应给出「{key}」")),
        Words::new(
            "state `id`, `person_id` and `reverses` alone; the amounts are those of the claim it reverses",
            "请只给出「id」「person_id」「reverses」；金额取自被冲销的申报",
        ),
    )
}

/// the `id` of a settled claim again, and another total
pub fn same_id(plan: &Plan, id: &str, differs: &str) -> ClaimFault {
    let facts = plan.policies.iter().flat_map(|policy| &policy.facts);
    let label = facts.map(|fact| &fact.names).find(|names| names.latin == differs).map(crate::plan::Names::label);
    let label = label.or_else(|| Role::of(differs).map(|role| role.names().1)).unwrap_or(match differs {
        "items" => "明细表",
        "counters" => "累计",
        other => other,
    });
    fault(
        Code::C027,
        "id",
        Words::new(
            format!("claim `{id}` was settled before with another `{differs}`"),
            format!("申报「{id}」此前已结算，且「{label}」不同"),
        ),
        Words::new(
            "send it as it was, or under a new `id`; to correct it, reverse it first",
            "请按原样重报，或改用新的编号；如需更正，请先冲销原申报",
        ),
    )
}

/// `{"person_id": "P", "reverses": "B"}` where no claim `B` of this person was settled
pub fn unknown(named: &str) -> ClaimFault {
    fault(
        Code::C028,
        "reverses",
        Words::new(format!("no claim `{named}` of this person was settled"), format!("该人员没有已结算的申报「{named}」")),
        Words::new("state the `id` of a claim that was settled before this one", "请给出在此之前已结算申报的编号"),
    )
}

/// a reversal of a reversal
pub fn is_reversal(named: &str) -> ClaimFault {
    fault(
        Code::C028,
        "reverses",
        Words::new(format!("`{named}` is itself a reversal"), format!("「{named}」本身就是冲销")),
        Words::new("send the claim once more under a new `id`", "请用新的编号重新申报"),
    )
}

/// a second reversal of one claim
pub fn reversed_before(named: &str, by: Option<&str>) -> ClaimFault {
    let (en, zh) = by.map_or_else(Default::default, |by| (format!(" by `{by}`"), format!("，由「{by}」冲销")));
    fault(
        Code::C028,
        "reverses",
        Words::new(format!("claim `{named}` was reversed before{en}"), format!("申报「{named}」此前已冲销{zh}")),
        Words::new("a claim is reversed once", "一份申报只能冲销一次"),
    )
}

/// a reversal in a ledger whose sums do not hold what is to be given back
pub fn holds_less(named: &str) -> ClaimFault {
    fault(
        Code::C028,
        "reverses",
        Words::new(format!("less is used up by now than claim `{named}` used up"), format!("现有累计小于申报「{named}」所计入的数额")),
        Words::new("begin a new ledger with counters that are right", "请以正确的累计另起新账"),
    )
}

/// more claims of one person than are kept
pub fn too_many(limit: usize) -> ClaimFault {
    fault(
        Code::C026,
        "person_id",
        Words::new(format!("more than {limit} claims of one person"), format!("同一人员的申报超过{limit}份")),
        Words::new("close the ledger and begin a new one with the counters it ends with", "请结转：以现有累计另起新账"),
    )
}

/// a line of a store that is not `{"person_id": …, "counters": […], "claims": […]}`
pub fn not_a_person(line: usize) -> Words {
    Words::new(
        format!("line {line} is not `{{\"person_id\": …, \"counters\": […], \"claims\": […]}}`"),
        format!("第{line}行不是「{{\"person_id\": …, \"counters\": […], \"claims\": […]}}」"),
    )
}

/// a second line of one person
pub fn same_person(line: usize, id: &str) -> Words {
    Words::new(format!("line {line}: person `{id}` stands on an earlier line"), format!("第{line}行：人员「{id}」在前面已有一行"))
}

/// counters or a claim that cannot be read
pub fn inside(line: usize, fault: &ClaimFault) -> Words {
    let Words { en, zh } = &fault.message;
    Words::new(format!("line {line}: {} {en}", fault.code), format!("第{line}行：{} {zh}", fault.code))
}

/// a claim whose figures are not there, that stands twice, or that reverses none that stands
pub fn not_an_entry(line: usize, nth: usize) -> Words {
    Words::new(
        format!("line {line}: claim number {nth} does not follow from those before it"),
        format!("第{line}行：第{nth}份申报与前面的申报不相接"),
    )
}

/// a line with claims whose settlements are not kept, as an earlier form had it
pub fn of_an_earlier_form(line: usize) -> Words {
    Words::new(
        format!(
            "line {line} keeps claims without their settlements, as an earlier version wrote it; begin anew with its `person_id` and `counters` alone"
        ),
        format!("第{line}行所存申报没有结算单，是较早版本写成的；请只留「person_id」和「counters」，另起新账"),
    )
}

/// counters that are not what the claims add up to
pub fn does_not_add_up(line: usize) -> Words {
    Words::new(format!("line {line}: `counters` is not what the claims add up to"), format!("第{line}行：「counters」与各申报累加不符"))
}
