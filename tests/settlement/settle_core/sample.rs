//! The sample policy of the language's description, built by hand: three layers, an emergency filing, a yearly cap.

use super::build::{ALL, ANY, Build, OPEN, names, percent, yuan};
use yibao::claim::{Claim, Role, Value};
use yibao::plan::{AdjustOp, Answer, FactKind, FilingPlan, GuardedPlan, PartRef, Plan, Slice, Window, Within};

/// The policy.
pub fn plan() -> Plan {
    let mut build = Build::new();
    build.fact(("care_region", "就医地"), FactKind::Region, Some(Role::CareRegion), false);
    let relief = build.choice("relief", &["none", "dibao"], None);
    let level = build.choice("level", &["level2", "level3"], None);
    let distance = build.choice("distance", &["local", "cross_city", "cross_province"], Some(Role::Distance));
    build.choice("filed_as", &["referral", "emergency"], Some(Role::FiledAs));
    let filing = build.choice("filing", &["not_needed", "unfiled", "referral", "emergency"], Some(Role::Filing));
    let clause = build.clause("filing");
    let guard = build.guard(&[(distance, &[2])]);
    build.policy.needed = vec![GuardedPlan { guard, clause }];
    let event = build.role(Role::Admitted);
    let declared = |name: &str, answers, file_by| FilingPlan {
        names: names(name, ""),
        answers: vec![answers],
        exact: true,
        guard: Slice::default(),
        clause,
        file_by,
        late: 1,
        late_clause: clause,
        valid: None,
        deemed: false,
        place_region: None,
        place_institution: None,
        needs: Vec::new(),
    };
    let three_days = Window { guard: Slice::default(), event, within: Within::Days(3), counting_first: false, clause };
    build.policy.filings = vec![declared("referral", 0, Vec::new()), declared("emergency", 1, vec![three_days])];

    let low = (0, yuan(10_000));
    let high = (yuan(10_000), OPEN);
    let rate = build.head("rate", None, &[(&[], low, Answer::Is(percent(80))), (&[], high, Answer::Is(percent(90)))]);
    let mut pool = build.layer("pool", &[(PartRef::Eligible, ALL)], rate);
    let by_level = [(&[(level, &[0_i64][..])][..], ANY, Answer::Is(yuan(300))), (&[(level, &[1][..])][..], ANY, Answer::Is(yuan(600)))];
    pool.deductibles = vec![build.head("deductible", None, &by_level)];
    pool.rate.adjusts = vec![
        build.adjust(AdjustOp::Down, false, &[(filing, &[2, 3])], percent(10)),
        build.adjust(AdjustOp::Down, false, &[(filing, &[1])], percent(20)),
    ];
    pool.caps = vec![build.plain("cap per year", Some(pool.own_key), yuan(150_000))];

    let rest = [PartRef::Eligible, PartRef::OverLimit(0), PartRef::Deductible(0), PartRef::Share(0), PartRef::OverCap(0)];
    let mut covers: Vec<_> = rest.iter().map(|part| (*part, ALL)).collect();
    let bands = [((0, yuan(50_000)), 60), ((yuan(50_000), yuan(100_000)), 65), ((yuan(100_000), OPEN), 70)];
    let rows: Vec<_> = bands.iter().map(|(band, rate)| (&[][..], *band, Answer::Is(percent(*rate)))).collect();
    let rate = build.head("critical rate", None, &rows);
    let mut critical = build.layer("critical", &covers, rate);
    critical.deductibles = vec![build.plain("critical deductible per year", Some(critical.own_key), yuan(15_000))];
    critical.bands_key = Some(critical.own_key);

    covers.extend([PartRef::OverLimit(1), PartRef::Deductible(1), PartRef::Share(1), PartRef::OverCap(1)].map(|part| (part, ALL)));
    covers.push((PartRef::FirstSelfPay, percent(50)));
    let rate = build.plain("aid rate", None, percent(70));
    let mut aid = build.layer("aid", &covers, rate);
    aid.guard = build.guard(&[(relief, &[1])]);
    aid.deductibles = vec![build.plain("aid deductible per year", Some(aid.own_key), yuan(3000))];
    aid.caps = vec![build.plain("aid cap per year", Some(aid.own_key), yuan(30_000))];
    build.plan(vec![pool, critical, aid])
}

/// A stay of ten days in another province, filed as an emergency on the third day, with other facts in place of some.
pub fn claim(facts: &[(&str, &str)]) -> Claim {
    let mut out = Claim::default();
    let all = [
        ("insured_region", "430100"),
        ("scheme", "employee"),
        ("relief", "none"),
        ("level", "level3"),
        ("care_region", "440100"),
        ("admitted", "2025-03-01"),
        ("discharged", "2025-03-11"),
        ("filed_as", "emergency"),
        ("filed", "2025-03-04"),
        ("total", "30000"),
        ("out_of_catalog", "2000"),
    ];
    for (name, value) in all.iter().chain(facts) {
        out.set(name, Value::Text((*value).to_owned()));
    }
    out
}
