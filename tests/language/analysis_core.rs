//! What the checker finds in policies built by hand: gaps, overlaps, dead rows, conflicts, each with a claim that shows it.

mod policy;

use policy::{Built, day, head, span};
use yibao::analysis::boxes::{Case, subtract};
use yibao::analysis::{check, check_with, witness};
use yibao::claim::Value;
use yibao::diagnostic::{Code, Fault};
use yibao::model::policy::{Ladder, Layer, Ruling};
use yibao::plan::{Answer, PartRef, Within};
use yibao::syntax::tree::{AdjustOp, HeadWord, Period};
use yibao::value::{RATE_ONE, Set};

/// A millionth in rate units.
const MILLIONTH: i64 = RATE_ONE / 1_000_000;

/// The codes of all faults, but of layers that are silent on purpose.
fn codes(faults: &[Fault]) -> Vec<Code> {
    faults.iter().map(|fault| fault.code).filter(|code| *code != Code::W303).collect()
}

fn only(faults: &[Fault], code: Code) -> &Fault {
    let found: Vec<&Fault> = faults.iter().filter(|fault| fault.code == code).collect();
    assert_eq!(found.len(), 1, "{faults:#?}");
    found.first().copied().expect("one")
}

/// A policy of one benefit with one layer, which a closure completes.
fn one_layer(complete: impl FnOnce(&mut Built, &mut Layer)) -> Vec<Fault> {
    let mut built = Built::new();
    let mut layer = built.layer("pool/统筹基金", &[]);
    complete(&mut built, &mut layer);
    built.benefit("all/全部", &[], vec![layer]);
    check(&built.policy)
}

#[test]
fn boxes_subtract_as_points_do() {
    // All boxes over two facts with values 0..=3, against counting points.
    let mut state = 7_u64;
    let mut next = |n: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        i64::try_from(state % n).expect("small")
    };
    let full = Case::free().with(0, &Set::range(0, 3)).and_then(|case| case.with(1, &Set::range(0, 3))).expect("not empty");
    for _ in 0..300 {
        let mut random = |_: i64| {
            let (a, b, c, d) = (next(4), next(4), next(4), next(4));
            let set = |a: i64, b: i64| Set::range(a.min(b), a.max(b));
            Case::free().with(0, &set(a, b)).and_then(|case| case.with(1, &set(c, d))).expect("not empty")
        };
        let what: Vec<Case> = (0..3).map(&mut random).collect();
        let left = subtract(vec![full.clone()], &what).expect("few");
        for point in (0..16_i64).map(|n| (n / 4, n % 4)) {
            let holds =
                |case: &Case| case.get(0).is_none_or(|set| set.contains(point.0)) && case.get(1).is_none_or(|set| set.contains(point.1));
            let times = left.iter().filter(|case| holds(case)).count();
            assert_eq!(times, usize::from(!what.iter().any(holds)), "{point:?} {what:?} {left:?}");
        }
    }
}

#[test]
fn a_complete_policy_has_no_fault() {
    assert_eq!(codes(&one_layer(|_, _| ())), []);
}

#[test]
fn a_case_no_row_answers_is_a_gap_with_a_claim_in_both_languages() {
    let faults = one_layer(|built, layer| {
        let (one, two) = (built.guard(&[("level", &[0])]), built.guard(&[("level", &[1])]));
        let rows = vec![built.row(one, Answer::Is(10_000)), built.row(two, Answer::Is(20_000))];
        layer.heads.push(head(HeadWord::Deductible, Period::Visit, rows));
    });
    let fault = only(&faults, Code::E301);
    let claim = "care inpatient, level level3, care_region 430100, admitted 2025-03-03, discharged 2025-03-13, total 30000 yuan";
    assert_eq!(fault.message.en, format!("nothing answers `pool deductible per visit` for the claim `{claim}`"));
    let claim = "就医类型 住院，医院级别 三级，就医地 430100，入院日期 2025-03-03，出院日期 2025-03-13，总费用 30000元";
    assert_eq!(fault.message.zh, format!("「统筹基金 起付线 每次」没有条款适用于申报「{claim}」"));
}

#[test]
fn a_fact_that_does_not_apply_makes_no_gap_but_its_absence_may() {
    // Admission exists in stays alone: in a benefit for stays its numbers are all there are.
    let stay = |tests: &[(&str, &[i64])]| {
        let mut built = Built::new();
        let mut layer = built.layer("pool/统筹基金", &[]);
        let first = built.guard(&[("admission", &[1])]);
        let later = vec![(built.id("admission"), Set::range(2, i64::MAX))];
        let rows = vec![built.row(first, Answer::Is(10_000)), built.row(later, Answer::Is(5_000))];
        layer.heads.push(head(HeadWord::Deductible, Period::Visit, rows));
        built.reason("not_inpatient/非住院", true, tests);
        built.benefit("all/全部", &[], vec![layer]);
        check(&built.policy)
    };
    assert_eq!(codes(&stay(&[("care", &[1])])), []);
    let fault = stay(&[("care", &[1]), ("injury", &[1])]);
    let message = &only(&fault, Code::E301).message.en;
    assert!(message.contains("care outpatient") && message.contains("injury no") && !message.contains("admission"), "{message}");
}

#[test]
fn combinations_that_never_occur_and_other_schemes_make_no_gap() {
    let mut built = Built::new();
    let clause = built.clause();
    let mut never = built.guard(&[("person", &[1])]);
    never.push((built.id("age"), Set::range(0, 49)));
    never.sort();
    built.policy.scope.never.push((never, clause));
    let mut layer = built.layer("pool/统筹基金", &[]);
    let mut old = built.guard(&[("person", &[1])]);
    old.push((built.id("age"), Set::range(50, i64::MAX)));
    old.sort();
    let (active, other) = (built.guard(&[("person", &[0])]), built.guard(&[("scheme", &[1])]));
    let rows = vec![built.row(old, Answer::Is(1)), built.row(active, Answer::Is(2)), built.row(other, Answer::Is(3))];
    layer.heads.push(head(HeadWord::Cap, Period::Year, rows));
    built.benefit("all/全部", &[], vec![layer]);
    assert_eq!(codes(&check(&built.policy)), []);
}

#[test]
fn two_deductibles_at_once_overlap_and_name_both_rows() {
    let faults = one_layer(|built, layer| {
        let injured = built.guard(&[("injury", &[1])]);
        let (plain, other) = (built.row(Vec::new(), Answer::Is(10_000)), built.row(injured, Answer::Is(20_000)));
        assert_eq!((plain.span, other.span), (span(4), span(5)));
        layer.heads.push(head(HeadWord::Deductible, Period::Visit, vec![plain]));
        layer.heads.push(head(HeadWord::Deductible, Period::Year, vec![other]));
    });
    let fault = only(&faults, Code::E302);
    assert_eq!(fault.span, span(5));
    assert_eq!(fault.related.first().map(|(span, _)| *span), Some(span(4)));
    assert!(fault.message.en.contains("`pool deductible`") && fault.message.en.contains("injury yes"), "{}", fault.message.en);
}

#[test]
fn a_total_bound_may_be_silent_and_an_otherwise_row_takes_what_is_left() {
    let faults = one_layer(|built, layer| {
        let level3 = built.guard(&[("level", &[2])]);
        let mut rest = built.row(Vec::new(), Answer::Is(10_000));
        let mut first = built.row(Vec::new(), Answer::Is(60_000));
        (first.when, rest.otherwise, rest.table) = (level3.clone(), true, first.table);
        layer.heads.push(head(HeadWord::Deductible, Period::Visit, vec![first, rest]));
        let total = built.row(level3, Answer::Is(120_000));
        layer.heads.push(yibao::model::policy::Head { total: true, ..head(HeadWord::Deductible, Period::Year, vec![total]) });
    });
    assert_eq!(codes(&faults), []);
}

#[test]
fn bands_tile_from_zero_in_every_case() {
    let banded = |rows: &[(i64, i64)]| {
        one_layer(|built, layer| {
            let rows = rows.iter().map(|(from, to)| built.band(Vec::new(), *from, *to, 80)).collect();
            layer.rate = Some(head(HeadWord::Rate, Period::Visit, rows));
        })
    };
    assert_eq!(codes(&banded(&[(0, 10_000), (10_000, i64::MAX)])), []);
    let fault = banded(&[(0, 10_000), (20_000, i64::MAX)]);
    assert!(only(&fault, Code::E303).message.en.contains("leave out amounts from 10000 to 20000 yuan"));
    assert!(only(&banded(&[(0, 10_000)]), Code::E303).message.zh.contains("超过10000元的部分"));
    assert_eq!(only(&banded(&[(0, 10_000), (9_000, i64::MAX)]), Code::E303).related.len(), 1);
}

#[test]
fn a_rate_without_a_row_for_a_case_is_a_gap_not_a_band() {
    let faults = one_layer(|built, layer| {
        let active = built.guard(&[("person", &[0])]);
        layer.rate = Some(head(HeadWord::Rate, Period::Visit, vec![built.band(active, 0, i64::MAX, 80)]));
    });
    assert!(only(&faults, Code::E301).message.en.contains("person retired"));
    assert!(!codes(&faults).contains(&Code::E303));
}

/// Filing needed across provinces: referral before the end of care, emergency within three days of admission.
fn with_filings() -> Built {
    let mut built = Built::new();
    built.needed(&[("distance", &[2])]);
    let by_end = built.window("care_end", Within::SameDay);
    built.filing("referral/转诊", 0, &[]).file_by.push(by_end);
    let window = built.window("admitted", Within::Days(3));
    built.filing("emergency/急诊", 1, &[("care", &[0])]).file_by.push(window);
    built
}

/// Whether some claim has these values, and the claim.
fn reachable(built: &Built, tests: &[(&str, &[i64])]) -> Option<yibao::claim::Claim> {
    let case = built.guard(tests).iter().try_fold(Case::free(), |case, (fact, set)| case.with(*fact, set))?;
    witness(&built.policy, &case)
}

fn date(claim: &yibao::claim::Claim, name: &str) -> i64 {
    match claim.get(name) {
        Some(Value::Date(date)) => i64::from(chrono::Datelike::num_days_from_ce(date)),
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn filing_is_not_needed_exactly_where_no_line_holds() {
    let built = with_filings();
    assert!(reachable(&built, &[("filing", &[0]), ("distance", &[0])]).is_some());
    assert!(reachable(&built, &[("filing", &[0]), ("distance", &[2])]).is_none());
    assert!(reachable(&built, &[("filing", &[2]), ("distance", &[1])]).is_none());
    let away = reachable(&built, &[("filing", &[1]), ("distance", &[2])]).expect("unfiled");
    assert_eq!(away.get("filed_as"), None);
    assert!(!matches!(away.get("care_region"), Some(Value::Text(code)) if code.starts_with("43")));
}

#[test]
fn a_filing_is_reached_only_by_who_qualifies_and_in_its_time() {
    let built = with_filings();
    assert!(reachable(&built, &[("filing", &[3]), ("care", &[1])]).is_none(), "emergency is for stays");
    // A referral must be filed by the end of care: no stage after it.
    assert!(reachable(&built, &[("filing", &[2]), ("filing_stage", &[3, 4])]).is_none());
    // Three days after admission may lie after the end of care, and after settlement.
    let claim = reachable(&built, &[("filing", &[3]), ("filing_stage", &[4])]).expect("a short stay");
    let (admitted, filed) = (date(&claim, "admitted"), date(&claim, "filed"));
    assert!(filed <= admitted + 3 && filed > date(&claim, "settled") && date(&claim, "settled") >= date(&claim, "discharged"), "{claim:?}");
    // Late while still in hospital: unfiled, four days after admission at the least.
    let claim = reachable(&built, &[("filing", &[1]), ("filing_stage", &[2]), ("filed_as", &[1])]).expect("late");
    assert!(date(&claim, "filed") >= date(&claim, "admitted"));
}

#[test]
fn unfiled_is_no_case_where_a_deemed_filing_holds() {
    let mut built = with_filings();
    built.filing("urgent_care/急救", 7, &[("urgent", &[1])]).deemed = true;
    assert!(reachable(&built, &[("filing", &[1]), ("urgent", &[1])]).is_none());
    assert!(reachable(&built, &[("filing", &[4]), ("urgent", &[1])]).is_some());
    assert!(reachable(&built, &[("filing", &[4]), ("urgent", &[0])]).is_none());
}

#[test]
fn late_reaches_another_declared_name() {
    let mut built = with_filings();
    assert!(reachable(&built, &[("filing", &[4])]).is_none());
    built.filing("belated/补办", 9, &[]).answers.clear();
    built.policy.filings[0].late = 4;
    let claim = reachable(&built, &[("filing", &[4])]).expect("late");
    assert_eq!(claim.get("filed_as"), Some(&Value::Text("referral".into())));
    assert!(date(&claim, "filed") > date(&claim, "discharged"));
}

#[test]
fn a_refused_case_needs_no_benefit_and_another_does() {
    let mut built = Built::new();
    let layer = built.layer("pool/统筹基金", &[]);
    built.benefit("inpatient/住院", &[("care", &[0])], vec![layer]);
    let fault = check(&built.policy);
    assert!(only(&fault, Code::E305).message.en.contains("care outpatient"));
    built.reason("not_inpatient/非住院", true, &[("care", &[1])]);
    assert_eq!(codes(&check(&built.policy)), []);
    let layer = built.layer("pool/统筹基金", &[]);
    built.benefit("injury/外伤待遇", &[("injury", &[1])], vec![layer]);
    assert!(only(&check(&built.policy), Code::E302).message.en.starts_with("two benefits answer the claim"));
}

#[test]
fn rows_no_claim_can_reach_are_dead_but_not_those_of_another_scheme_or_parent() {
    let dead = |scheme: i64, origin: &str| {
        let mut built = Built::new();
        let mut layer = built.layer("pool/统筹基金", &[("care", &[1])]);
        let (stay, rest) = (built.guard(&[("care", &[0]), ("scheme", &[scheme])]), built.guard(&[("care", &[1])]));
        let rows = vec![built.row(stay, Answer::Is(1)), built.row(rest, Answer::Is(2))];
        let id = rows[0].clause as usize;
        layer.heads.push(head(HeadWord::Cap, Period::Year, rows));
        built.policy.clauses[id].origin = origin.into();
        built.benefit("all/全部", &[], vec![layer]);
        codes(&check(&built.policy))
    };
    assert_eq!(dead(0, "t"), [Code::W302]);
    assert_eq!(dead(1, "t"), []);
    assert_eq!(dead(0, "parent"), []);
}

#[test]
fn a_row_dated_outside_this_segment_is_not_dead() {
    let faults = one_layer(|built, layer| {
        let on = |from: i64, to: i64, built: &Built| vec![(built.id("effective_on"), Set::range(from, to))];
        let (old, new) = (on(i64::MIN, day(2022, 12, 31), built), on(day(2023, 1, 1), i64::MAX, built));
        let rows = vec![built.row(old, Answer::Is(1)), built.row(new, Answer::Is(2))];
        layer.heads.push(head(HeadWord::Cap, Period::Year, rows));
    });
    assert_eq!(codes(&faults), []);
}

#[test]
fn dated_rows_tile_the_days_in_force() {
    let faults = one_layer(|built, layer| {
        let late = vec![(built.id("effective_on"), Set::range(day(2024, 1, 1), i64::MAX))];
        layer.heads.push(head(HeadWord::Cap, Period::Year, vec![built.row(late, Answer::Is(2))]));
    });
    let message = &only(&faults, Code::E301).message.en;
    assert!(message.contains("discharged 2023-12-31") && message.contains("admitted 2023-12-31"), "{message}");
}

#[test]
fn adjustments_that_contradict_are_found() {
    let with = |word: HeadWord, op: AdjustOp, value: i64, word2: HeadWord, op2: AdjustOp, value2: i64| {
        one_layer(|built, layer| {
            layer.adjusts.push(built.adjust(word, op, &[("injury", &[1])], value));
            layer.adjusts.push(built.adjust(word2, op2, &[("urgent", &[1])], value2));
        })
    };
    let (rate, share) = (HeadWord::Rate, HeadWord::Share);
    for (faults, text) in [
        (with(rate, AdjustOp::To, 600_000 * MILLIONTH, rate, AdjustOp::To, 500_000 * MILLIONTH), "two adjustments set"),
        (with(rate, AdjustOp::Times, 800_000 * MILLIONTH, share, AdjustOp::Times, 800_000 * MILLIONTH), "one factor acts on the rate"),
        (with(rate, AdjustOp::AtLeast, 700_000 * MILLIONTH, rate, AdjustOp::AtMost, 600_000 * MILLIONTH), "lies above its upper bound"),
        // A share of at most 20% is a rate of at least 80%.
        (with(share, AdjustOp::AtMost, 200_000 * MILLIONTH, rate, AdjustOp::AtMost, 600_000 * MILLIONTH), "lies above its upper bound"),
        // 80% + 15 + 10 points is above 100%; 80% + 15 is not.
        (with(rate, AdjustOp::Up, 150_000 * MILLIONTH, rate, AdjustOp::Up, 100_000 * MILLIONTH), "is above 100%"),
    ] {
        let fault = only(&faults, Code::E208);
        let message = &fault.message.en;
        assert!(message.contains(text) && message.contains("injury yes") && message.contains("urgent yes"), "{message}");
        assert!(!fault.related.is_empty());
    }
    for faults in [
        // 80% + 10 + 10 points is 100%: still in range.
        with(rate, AdjustOp::Up, 100_000 * MILLIONTH, rate, AdjustOp::Up, 100_000 * MILLIONTH),
        // 60% − 60 points is 0%.
        with(rate, AdjustOp::To, 600_000 * MILLIONTH, rate, AdjustOp::Down, 600_000 * MILLIONTH),
        with(rate, AdjustOp::AtLeast, 600_000 * MILLIONTH, rate, AdjustOp::AtMost, 700_000 * MILLIONTH),
    ] {
        assert_eq!(codes(&faults), []);
    }
}

#[test]
fn a_rate_that_grows_with_age_stays_in_range_or_not() {
    let growing = |points: i64| {
        one_layer(|built, layer| {
            let mut adjust = built.adjust(HeadWord::Rate, AdjustOp::Up, &[], points);
            adjust.with = Some((built.id("age"), 60, 10));
            layer.adjusts.push(adjust);
        })
    };
    // At 130 years: floor((130 − 60) / 10) = 7 steps. 80% + 7 × 2.5 = 97.5%; 80% + 7 × 3 = 101%.
    assert_eq!(codes(&growing(25_000 * MILLIONTH)), []);
    let faults = growing(30_000 * MILLIONTH);
    assert!(only(&faults, Code::E208).message.en.contains("age 130"));
}

#[test]
fn a_part_taken_whole_before_is_named_again() {
    let mut built = Built::new();
    let mut first = built.layer("pool/统筹基金", &[]);
    first.covers.push((PartRef::FirstSelfPay, 500_000 * MILLIONTH));
    let mut second = built.layer("aid/医疗救助", &[("injury", &[1])]);
    second.covers = vec![(PartRef::FirstSelfPay, RATE_ONE)];
    built.benefit("all/全部", &[], vec![first.clone(), second.clone()]);
    assert_eq!(codes(&check(&built.policy)), [], "half of it is left");
    first.covers[1].1 = RATE_ONE;
    built.policy.benefits[0].layers = vec![first, second];
    let faults = check(&built.policy);
    let message = &only(&faults, Code::E304).message;
    assert!(message.en.starts_with("`first_self_pay` may already be taken whole by the layer `pool`") && message.en.contains("injury yes"));
    assert!(message.zh.starts_with("「先行自付额」可能已被支付层「统筹基金」全部纳入"));
}

#[test]
fn what_rest_stands_for_is_not_named() {
    let mut built = Built::new();
    let first = built.layer("pool/统筹基金", &[]);
    let mut second = built.layer("aid/医疗救助", &[]);
    second.covers.push((PartRef::FirstSelfPay, RATE_ONE));
    let at = built.policy.clauses[second.covers_clause as usize].span;
    built.benefit("all/全部", &[], vec![first, second]);
    assert!(check(&built.policy).iter().any(|fault| fault.code == Code::E304), "`eligible` is named by both");
    // The same parts by `covers 剩余 + first_self_pay`: the rest is only what is still there.
    built.policy.merged = std::sync::Arc::new(vec![policy::covers(&["剩余", "first_self_pay"], at)]);
    assert_eq!(codes(&check(&built.policy)), []);
}

#[test]
fn deemed_filings_and_windows_without_a_date() {
    let mut built = with_filings();
    built.filing("a/甲", 7, &[("urgent", &[1])]).deemed = true;
    built.filing("b/乙", 8, &[("injury", &[1])]).deemed = true;
    let layer = built.layer("pool/统筹基金", &[]);
    built.benefit("all/全部", &[], vec![layer]);
    let faults = check(&built.policy);
    assert!(only(&faults, Code::E306).message.en.contains("injury yes, urgent yes"));
    built.policy.filings[2].guard.clear();
    assert!(only(&check(&built.policy), Code::E306).message.en.contains("`a` counts as filed for every claim"));
    built.policy.filings.truncate(2);
    built.policy.filings[1].guard.clear();
    let faults = check(&built.policy);
    let message = &only(&faults, Code::E209).message.en;
    assert!(message.starts_with("`admitted` does not apply to the claim") && message.contains("care outpatient"), "{message}");
}

#[test]
fn defined_facts_answer_every_case_once_and_stand_for_their_rows() {
    let mut built = Built::new();
    built.fact(
        "severe/重症",
        yibao::plan::FactKind::Enum(vec![(policy::names("light/轻"), String::new()), (policy::names("grave/重"), String::new())]),
        Set::range(0, 1),
    );
    let id = built.id("severe");
    let young = vec![(built.id("age"), Set::range(0, 59))];
    let old = vec![(built.id("age"), Set::range(60, i64::MAX))];
    let rows = vec![built.row(young, Answer::Is(0)), built.row(old.clone(), Answer::Is(1))];
    built.policy.scope.facts[id as usize].define = Some(Ladder { name: "severe".into(), rows });
    let mut layer = built.layer("pool/统筹基金", &[("severe", &[1])]);
    // Where the layer runs the person is 60 or more, so one row does for all.
    layer.heads.push(head(HeadWord::Cap, Period::Year, vec![built.row(old, Answer::Is(5))]));
    built.benefit("all/全部", &[], vec![layer]);
    assert_eq!(codes(&check(&built.policy)), []);
    if let Some(define) = &mut built.policy.scope.facts[id as usize].define {
        define.rows.remove(0);
    }
    assert!(only(&check(&built.policy), Code::E301).message.en.contains("`severe`"));
}

#[test]
fn warnings_are_silenced_where_the_block_allows_them_and_idle_allows_are_told() {
    let mut built = Built::new();
    let mut layer = built.layer("pool/统筹基金", &[]);
    layer.heads.push(head(HeadWord::Cap, Period::Year, vec![built.row(Vec::new(), Answer::Unstated)]));
    let (block, cap) = (layer.clause as usize, layer.heads[0].ladder.rows[0].clause as usize);
    built.benefit("all/全部", &[], vec![layer]);
    let faults = check(&built.policy);
    assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), [Code::W303, Code::W301]);
    assert_eq!(only(&faults, Code::W301).message.en, "`pool cap per year` is unstated by `办法 第一条`");
    // What a block allows speaks for itself and for what it holds.
    let allow = |code, at| Ruling { code, deny: false, span: span(at), own: true, depth: 1 };
    let rulings = vec![allow(Code::W301, 700), allow(Code::W303, 701), allow(Code::W302, 702)];
    built.policy.clauses[block].rulings.clone_from(&rulings);
    built.policy.clauses[cap].rulings = rulings;
    let faults = check(&built.policy);
    assert_eq!(faults.iter().map(|fault| (fault.code, fault.span)).collect::<Vec<_>>(), [(Code::W404, span(702))]);
}

#[test]
fn documents_citations_and_region_codes() {
    let mut built = Built::new();
    let mut layer = built.layer("pool/统筹基金", &[]);
    let code = vec![(built.id("care_region"), Set::range(439_900, 439_999))];
    let rest = vec![(built.id("care_region"), Set::of([(110_000, 439_899), (440_000, 829_999)]))];
    let mut rows = vec![built.row(code, Answer::Is(1)), built.row(rest, Answer::Is(2))];
    built.policy.clauses[rows[1].clause as usize].citation.clear();
    rows[0].citation = "细则".into();
    layer.heads.push(head(HeadWord::Cap, Period::Year, rows));
    built.benefit("all/全部", &[], vec![layer]);
    built.policy.documents[0].grade = yibao::syntax::tree::Grade::Secondary;
    let faults = check_with(&built.policy, &|code| code != 439_900);
    assert_eq!(codes(&faults), [Code::W405, Code::W403, Code::W401]);
    built.policy.framework = true;
    assert_eq!(check_with(&built.policy, &|code| code != 439_900).len(), 3);
}
