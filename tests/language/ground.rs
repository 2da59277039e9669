//! The ground floor: days, places, numbers, sets and texts.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use yibao::calendar::{self, OutsideCalendar, add_months, add_working_days, is_working_day, next_working_day_on_or_after};
use yibao::place;
use yibao::source::{Source, SourceId, Sources, Span, nearest};
use yibao::value::{FEN_LIMIT, Money, RATE_ONE, Rate, Set};

/// The day `2026-02-13` spells; the first of all days where it spells none, which no test expects.
fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap_or(Decimal::MAX)
}

#[test]
fn working_days_run_over_holidays_and_make_up_days() {
    // (day 0, two working days on, three days on), read off the State Council's notices.
    let cases = [
        ("2026-02-13", "2026-02-24", "2026-02-16"), // Sat 02-14 is worked, 02-15 to 02-23 is Spring Festival
        ("2026-09-30", "2026-10-09", "2026-10-03"), // 10-01 to 10-07 is National Day
        ("2026-09-18", "2026-09-21", "2026-09-21"), // Sun 09-20 is worked
        ("2025-01-27", "2025-02-06", "2025-01-30"), // 01-28 to 02-04 is Spring Festival
        ("2026-04-30", "2026-05-07", "2026-05-03"), // 05-01 to 05-05 is Labour Day
        ("2026-11-20", "2026-11-24", "2026-11-23"), // a plain weekend
        ("2020-01-22", "2020-02-03", "2020-01-25"), // Thu 01-23 is worked; the extended holiday ends on 02-02
        ("2024-02-27", "2024-02-29", "2024-03-01"), // a leap day
    ];
    for (from, working, plain) in cases {
        assert_eq!(add_working_days(day(from), 2), Ok(day(working)), "two working days after {from}");
        assert_eq!(calendar::add_days(day(from), 3), Some(day(plain)), "three days after {from}");
    }
    assert_eq!(add_working_days(day("2026-02-15"), 0), Ok(day("2026-02-15")), "no days on is the day itself");
    // Thu 01-01 to Sat 01-03 are off, Sun 01-04 is worked.
    assert_eq!(add_working_days(day("2025-12-31"), 1), Ok(day("2026-01-04")));
}

#[test]
fn a_last_day_that_is_a_day_off_moves_on() {
    for (last, moved) in [
        ("2026-02-15", "2026-02-24"),
        ("2026-02-14", "2026-02-14"), // a Saturday that is worked
        ("2026-10-10", "2026-10-10"), // so is this one
        ("2026-11-21", "2026-11-23"),
        ("2026-11-23", "2026-11-23"),
        ("2015-09-03", "2015-09-06"), // Thu and Fri off, Sat, and a Sunday that is worked
    ] {
        assert_eq!(next_working_day_on_or_after(day(last)), Ok(day(moved)), "{last}");
    }
}

#[test]
fn a_year_without_a_calendar_is_named() {
    assert_eq!(is_working_day(day("2003-12-31")), Err(OutsideCalendar { year: 2003 }));
    assert_eq!(is_working_day(day("2004-01-01")), Ok(false));
    assert_eq!(is_working_day(day("2026-12-31")), Ok(true));
    assert_eq!(is_working_day(day("2027-01-01")), Err(OutsideCalendar { year: 2027 }));
    assert_eq!(add_working_days(day("2026-12-30"), 1), Ok(day("2026-12-31")));
    assert_eq!(add_working_days(day("2026-12-30"), 2), Err(OutsideCalendar { year: 2027 }));
    // The day of the event is not counted, so it may lie outside.
    assert_eq!(add_working_days(day("2003-12-31"), 1), Ok(day("2004-01-02")));
    assert_eq!(add_working_days(day("2020-01-01"), i64::MAX), Err(OutsideCalendar { year: 2027 }));
    assert_eq!(next_working_day_on_or_after(NaiveDate::MAX), Err(OutsideCalendar { year: NaiveDate::MAX.year() }));
}

#[test]
fn the_calendar_is_whole() {
    assert_eq!(calendar::departures(), (619, 150));
    // 2026: 261 weekdays; on weekdays 2 + 6 + 1 + 3 + 1 + 1 + 5 = 19 days off; 6 weekend days worked: 261 - 19 + 6 = 248.
    let worked = day("2026-01-01").iter_days().take(365).filter(|date| is_working_day(*date) == Ok(true)).count();
    assert_eq!(worked, 248);
    for year in calendar::COVERED {
        let off = NaiveDate::from_ymd_opt(year, 10, 1).map(is_working_day);
        assert_eq!(off, Some(Ok(false)), "National Day of {year}");
    }
}

#[test]
fn months_end_on_the_same_day_number_or_the_last() {
    for (from, n, to) in [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2025-10-15", 6, "2026-04-15"),
        ("2025-03-31", -1, "2025-02-28"),
        ("2025-03-31", 0, "2025-03-31"),
    ] {
        assert_eq!(add_months(day(from), n), Some(day(to)), "{from} + {n} months");
    }
    assert_eq!(add_months(NaiveDate::MAX, 1), None);
    assert_eq!(add_months(day("2025-01-01"), i64::MAX), None);
    assert_eq!(calendar::add_days(day("2025-01-01"), i64::MIN), None);
    assert_eq!(calendar::add_days(day("2024-02-28"), 2), Some(day("2024-03-01")));
    assert_eq!(calendar::add_days(day("2025-01-01"), -1), Some(day("2024-12-31")));
}

#[test]
fn days_are_numbers_and_back() {
    // 1999 years before 2000: 1999 × 365 + 484 leap days = 730119 days; 2000-01-01 is the next.
    assert_eq!(calendar::day_number(day("2000-01-01")), 730_120);
    assert_eq!(calendar::day_number(day("0001-01-01")), 1);
    for date in ["2024-02-29", "2004-01-01", "2026-12-31"] {
        assert_eq!(calendar::date_of(calendar::day_number(day(date))), Some(day(date)));
    }
    assert_eq!(calendar::date_of(i64::MAX), None);
    assert_eq!(calendar::date_of(i64::from(i32::MAX)), None);
}

#[test]
fn places_cover_those_below_them() {
    assert_eq!(place::covers(430_000), (430_000, 439_999));
    assert_eq!(place::covers(430_100), (430_100, 430_199));
    assert_eq!(place::covers(430_102), (430_102, 430_102));
    assert_eq!(place::covers(110_000), (110_000, 119_999));
    assert_eq!(place::covers(429_000), (429_000, 429_099));
    assert_eq!(place::province(430_102), 430_000);
}

#[test]
fn places_have_names() {
    for (code, own, full) in [
        (430_000, "湖南省", "湖南省"),
        (430_100, "长沙市", "湖南省长沙市"),
        (430_102, "芙蓉区", "湖南省长沙市芙蓉区"),
        (420_500, "宜昌市", "湖北省宜昌市"),
        (520_500, "毕节市", "贵州省毕节市"),
        (650_200, "克拉玛依市", "新疆维吾尔自治区克拉玛依市"),
        (110_101, "东城区", "北京市东城区"),
        (500_237, "巫山县", "重庆市巫山县"),
        (441_900, "东莞市", "广东省东莞市"),
        (429_004, "仙桃市", "湖北省仙桃市"),
        (659_001, "石河子市", "新疆维吾尔自治区石河子市"),
        (710_000, "台湾省", "台湾省"),
    ] {
        assert_eq!(place::name(code), Some(own), "{code}");
        assert_eq!(place::full_name(code).as_deref(), Some(full), "{code}");
        assert!(place::exists(code) && !place::abolished(code), "{code}");
    }
    for code in [0, 430_199, 439_900, 990_000, 1_430_100, u32::MAX] {
        assert!(!place::exists(code), "{code}");
        assert_eq!(place::full_name(code), None, "{code}");
    }
    // 莱芜 became a district of 济南 in 2019.
    assert!(place::exists(371_200) && place::abolished(371_200));
    assert_eq!(place::count(), (3223, 445));
}

#[test]
fn money_is_exact_to_the_fen() {
    for (yuan, fen) in [("0", 0), ("0.01", 1), ("1.100", 110), ("1234.5", 123_450), ("-0.05", -5), ("10000000000000", FEN_LIMIT)] {
        assert_eq!(Money::from_yuan(decimal(yuan)), Some(Money::from_fen(fen)), "{yuan}");
    }
    for yuan in ["0.001", "10000000000000.01", "-10000000000000.01", "79228162514264337593543950335"] {
        assert_eq!(Money::from_yuan(decimal(yuan)), None, "{yuan}");
    }
    for (fen, shown) in [(0, "0.00"), (5, "0.05"), (123_450, "1234.50"), (-5, "-0.05"), (FEN_LIMIT, "10000000000000.00")] {
        assert_eq!(Money::from_fen(fen).to_string(), shown);
        assert_eq!(Money::from_yuan(Money::from_fen(fen).yuan()), Some(Money::from_fen(fen)));
    }
}

#[test]
fn rates_are_exact_to_a_millionth_and_so_are_thirds() {
    let millionth = RATE_ONE / 1_000_000;
    for (percent, units, shown, fraction) in [
        ("85", 850_000, "85%", "0.85"),
        ("100", 1_000_000, "100%", "1"),
        ("0", 0, "0%", "0"),
        ("62.5", 625_000, "62.5%", "0.625"),
        ("0.0001", 1, "0.0001%", "0.000001"),
        ("-10", -100_000, "-10%", "-0.1"),
    ] {
        let rate = Rate::from_percent(decimal(percent));
        assert_eq!(rate, Some(Rate::from_units(units * millionth)), "{percent}");
        assert_eq!(rate.map(|rate| (rate.to_string(), rate.fraction().to_string())), Some((shown.to_owned(), fraction.to_owned())));
    }
    for (above, below, shown) in [
        (1, 3, "1/3"),
        (2, 6, "1/3"),
        (2, 3, "2/3"),
        (1, 7, "1/7"),
        (5, 9, "5/9"),
        (1, 12, "1/12"),
        (1, 2, "50%"),
        (3, 3, "100%"),
        (0, 7, "0%"),
    ] {
        let rate = Rate::from_fraction(above, below);
        assert_eq!(rate.map(|rate| rate.to_string()).as_deref(), Some(shown));
        assert_eq!(rate.map(|rate| rate.units() * i64::from(below)), Some(RATE_ONE * i64::from(above)));
    }
    for (above, below) in [(1, 0), (0, 0), (1, 11), (1, 13), (7, 81)] {
        assert_eq!(Rate::from_fraction(above, below), None, "{above}/{below}");
    }
    // The last is more than there are.
    for percent in ["0.00001", "79228162514264337593543950335", "922337203685477.5808"] {
        assert_eq!(Rate::from_percent(decimal(percent)), None, "{percent}");
    }
}

/// Numbers that are the same in every run.
struct Chance(u64);

impl Chance {
    /// A number of `0..below`.
    fn below(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    /// Up to four intervals within `-3..=23` that may be empty, touch or overlap.
    fn intervals(&mut self) -> Vec<(i64, i64)> {
        let mut end = || i64::try_from(self.below(27)).unwrap_or_default() - 3;
        (0..end().rem_euclid(5)).map(|_| (end(), end())).collect()
    }
}

fn is_normal(set: &Set) -> bool {
    let intervals = set.intervals();
    intervals.iter().all(|(from, to)| from <= to) && intervals.windows(2).all(|pair| matches!(pair, [a, b] if a.1 < b.0 - 1))
}

#[test]
fn sets_agree_with_counting() {
    let mut chance = Chance(42);
    for _ in 0..3000 {
        let (left, right) = (chance.intervals(), chance.intervals());
        let (a, b) = (Set::of(left.iter().copied()), Set::of(right.iter().copied()));
        let holds = |intervals: &[(i64, i64)], n: i64| intervals.iter().any(|(from, to)| (*from..=*to).contains(&n));
        let (union, meet, minus) = (a.union(&b), a.meet(&b), a.minus(&b));
        for n in -6..=26 {
            let (in_a, in_b) = (holds(&left, n), holds(&right, n));
            assert_eq!(a.contains(n), in_a, "{n} in {a:?}");
            assert_eq!(union.contains(n), in_a || in_b, "{n} in {a:?} or {b:?}");
            assert_eq!(meet.contains(n), in_a && in_b, "{n} in {a:?} and {b:?}");
            assert_eq!(minus.contains(n), in_a && !in_b, "{n} in {a:?} and not {b:?}");
        }
        assert!([&a, &b, &union, &meet, &minus].into_iter().all(is_normal), "{a:?} {b:?}");
        assert_eq!(a.within(&b), (-6..=26).all(|n| !holds(&left, n) || holds(&right, n)), "{a:?} within {b:?}");
        assert_eq!(a.first(), (-6..=26).find(|n| holds(&left, *n)));
        assert_eq!(a.is_empty(), a.first().is_none());
        assert_eq!(minus.union(&meet), a);
    }
}

#[test]
fn sets_reach_both_ends() {
    let all = Set::all();
    assert!(all.contains(i64::MIN) && all.contains(i64::MAX) && all.contains(0));
    assert_eq!(all.minus(&all), Set::EMPTY);
    assert_eq!(all.minus(&Set::one(i64::MIN)), Set::range(i64::MIN + 1, i64::MAX));
    assert_eq!(all.minus(&Set::one(i64::MAX)), Set::range(i64::MIN, i64::MAX - 1));
    assert_eq!(all.minus(&Set::one(0)).union(&Set::one(0)), all);
    assert_eq!(all.meet(&Set::one(7)), Set::one(7));
    assert_eq!(Set::of([(i64::MAX, i64::MAX), (i64::MIN, 3), (4, i64::MAX)]), all);
    assert_eq!(Set::range(2, 1), Set::EMPTY);
    assert!(Set::EMPTY.within(&Set::EMPTY) && Set::EMPTY.within(&all) && !all.within(&Set::EMPTY));
}

#[test]
fn the_nearest_name_is_offered() {
    let names = ["deductible", "rate", "cap", "covers", "起付线", "封顶线", "比例", "支付层"];
    for (word, meant) in [
        ("defuctible", Some("deductible")),
        ("dedcutible", Some("deductible")),
        ("DEDUCTIBLE", Some("deductible")),
        ("rat", Some("rate")),
        ("起付钱", Some("起付线")),
        ("比利", Some("比例")),
        ("支付成", Some("支付层")),
        ("cup", Some("cap")),
        ("patient", None),
        ("x", None),
        ("", None),
        ("金额", None),
    ] {
        assert_eq!(nearest(word, names), meant, "{word}");
    }
    assert_eq!(nearest(&"a".repeat(100_000), names), None);
    assert_eq!(nearest("a", []), None);
    // The nearest of several, not the first.
    assert_eq!(nearest("covers", ["cover", "covers"]), Some("covers"));
}

#[test]
fn bytes_have_lines() {
    let mut sources = Sources::default();
    let id = sources.add(Source::new("a.yb", "一\n\r\nab\n"));
    let line = |at| sources.place(Span::new(id, at, at));
    // `一` takes three bytes, the first break is byte 3, the second bytes 4 and 5, the third byte 8.
    for (at, number) in [(0, 1), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3), (8, 3), (9, 4), (1000, 4)] {
        assert_eq!(line(at), ("a.yb", number), "byte {at}");
    }
    assert_eq!(sources.place(Span::new(SourceId(7), 0, 0)), ("", 0));
    assert_eq!(Source::new("", "").line(0), 1);
    let (first, second) = (Span::new(id, 3, 5), Span::new(id, 0, 4));
    assert_eq!(first.to(second), Span::new(id, 0, 5));
    assert_eq!(first.to(Span::new(SourceId(1), 0, 9)), first);
    assert_eq!(sources.iter().count(), 1);
}

#[test]
fn a_division_answers_to_its_name() {
    let cases: [(&str, &[u32]); 12] = [
        ("贵阳", &[520_100]),
        ("贵阳市", &[520_100]),
        ("贵州省贵阳市", &[520_100]),
        ("上海", &[310_000]),
        ("广西", &[450_000]),
        ("黔南", &[522_700]),
        // A prefecture goes before a county of its name inside it, not before one elsewhere.
        ("长沙", &[430_100]),
        ("海南", &[460_000, 632_500, 150_303]),
        ("朝阳", &[211_300, 110_105, 220_104]),
        ("朝阳市", &[211_300]),
        ("吉林", &[220_000, 220_200]),
        ("崇文区", &[]),
    ];
    for (name, codes) in cases {
        assert_eq!(place::search(name), codes, "{name}");
    }
    assert_eq!(place::search("桂阳").len(), 1);
    assert_eq!((place::near("哈尔兵"), place::near("nowhere at all")), (Some(230_100), None));
}

/// The columns a terminal gives: Han, full-width forms and their quotes two, what Unicode calls ambiguous one.
#[test]
fn columns_are_the_terminal_s() {
    for (text, columns) in [
        ("医保", 4),
        ("｛＂，；。、", 12),
        ("「」【】〔〕《》", 16),
        ("“”‘’×−—…·", 9),
        ("～￥％＋", 8),
        ("a1.|", 4),
        ("𠀀〇", 4),
        ("e\u{301}", 1),
    ] {
        assert_eq!(yibao::source::width::of(text), columns, "{text}");
    }
}
