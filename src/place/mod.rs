//! The divisions of China by their six-digit codes (GB/T 2260): what a code covers, and what it is called.
//!
//! Vintage: in force at the end of 2025; codes abolished since the end of 2003 are known too, and say so.

mod search;

pub use search::{near, search};

use std::sync::LazyLock;

/// One division.
struct Division {
    code: u32,
    name: &'static str,
    abolished: bool,
}

/// All divisions, sorted by code.
static DIVISIONS: LazyLock<Vec<Division>> = LazyLock::new(|| read(include_str!("divisions.txt")));

/// The divisions a text of the shape of `divisions.txt` lists, sorted.
fn read(text: &'static str) -> Vec<Division> {
    let mut out = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let Some((digits, rest)) = line.split_once(' ') else { continue };
        let Ok(stem) = digits.parse::<u32>() else { continue };
        let stem = if digits.len() == 2 { stem * 10_000 } else { stem * 100 };
        for word in rest.split(' ') {
            let name = word.trim_start_matches('!');
            let (county, name) = name.split_at(name.bytes().take_while(u8::is_ascii_digit).count());
            out.push(Division { code: stem + county.parse().unwrap_or(0), name, abolished: word.starts_with('!') });
        }
    }
    out.sort_unstable_by_key(|division| division.code);
    out
}

fn find(code: u32) -> Option<&'static Division> {
    DIVISIONS.binary_search_by_key(&code, |division| division.code).ok().and_then(|at| DIVISIONS.get(at))
}

/// The codes a code covers, both ends included: 430000 the whole province, 430100 the whole prefecture, 430102 itself.
pub fn covers(code: u32) -> (i64, i64) {
    let from = i64::from(code);
    if code.is_multiple_of(10_000) {
        (from, from + 9_999)
    } else if code.is_multiple_of(100) {
        (from, from + 99)
    } else {
        (from, from)
    }
}

/// Whether the standard has, or since the end of 2003 had, a division of that code.
pub fn exists(code: u32) -> bool {
    find(code).is_some()
}

/// Whether the division of that code is no more.
pub fn abolished(code: u32) -> bool {
    find(code).is_some_and(|division| division.abolished)
}

/// The code in force of the province or prefecture of that name, written in full or without its last word; none where two share it.
pub fn code_of(name: &str) -> Option<u32> {
    let short =
        |full: &str| full.strip_prefix(name).is_some_and(|rest| matches!(rest, "" | "省" | "市" | "自治区" | "地区" | "自治州" | "盟"));
    let mut found =
        DIVISIONS.iter().filter(|d| !d.abolished && d.code.is_multiple_of(100) && !name.is_empty() && !groups(d) && short(d.name));
    let first = found.next()?;
    found.next().is_none().then_some(first.code)
}

/// The provinces and prefectures in force that a text names: in full anywhere, or without their last word where it begins.
pub fn named_in(text: &str) -> Vec<u32> {
    const LAST: [&str; 6] = ["自治区", "自治州", "地区", "省", "市", "盟"];
    let named = |name: &str| {
        let short = LAST.iter().find_map(|last| name.strip_suffix(last)).filter(|short| short.chars().nth(1).is_some());
        text.contains(name) || short.is_some_and(|short| text.starts_with(short))
    };
    let wide = DIVISIONS.iter().filter(|division| !division.abolished && division.code.is_multiple_of(100) && !groups(division));
    wide.filter(|division| named(division.name)).map(|division| division.code).collect()
}

/// Whether one of two codes covers the other.
pub fn related(one: u32, other: u32) -> bool {
    let within = |inner: u32, outer: u32| {
        let (from, to) = covers(outer);
        (from..=to).contains(&i64::from(inner))
    };
    within(one, other) || within(other, one)
}

/// Its own name: `芙蓉区` for 430102.
pub fn name(code: u32) -> Option<&'static str> {
    find(code).map(|division| division.name)
}

/// Its name with those above it: `湖南省长沙市芙蓉区` for 430102, `北京市东城区` for 110101.
pub fn full_name(code: u32) -> Option<String> {
    let own = find(code)?;
    let mut out = String::new();
    for above in [province(code), code / 100 * 100] {
        if let Some(division) = find(above).filter(|division| division.code != code && !out.ends_with(division.name) && !groups(division)) {
            out.push_str(division.name);
        }
    }
    out.push_str(own.name);
    Some(out)
}

/// Whether a prefecture's code only groups counties that stand under the province.
fn groups(division: &Division) -> bool {
    division.code.is_multiple_of(100) && (matches!(division.name, "市辖区" | "县" | "市") || division.name.ends_with("直辖县级行政区划"))
}

/// The code of its province: 430000 for 430102.
pub fn province(code: u32) -> u32 {
    code / 10_000 * 10_000
}

/// How many divisions are in force, and how many are abolished.
pub fn count() -> (usize, usize) {
    let abolished = DIVISIONS.iter().filter(|division| division.abolished).count();
    (DIVISIONS.len() - abolished, abolished)
}
