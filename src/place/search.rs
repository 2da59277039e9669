//! Divisions by name: which ones a person means who writes `贵阳`.

use super::{DIVISIONS, Division, full_name, groups};
use crate::source::nearest;

/// The codes of the divisions in force that a name may mean, those that answer to it best first: where it is the whole name of
/// one, those of that name; else all of which it is the short name (`贵阳` for 贵阳市, `广西` for 广西壮族自治区). A county of the
/// name of its own prefecture is not meant. Several where it is ambiguous, none where nothing is called so.
pub fn search(name: &str) -> Vec<u32> {
    let found = known().filter_map(|division| rank(division, name).map(|rank| (rank, division.code)));
    let mut found: Vec<(u8, u32)> = found.collect();
    found.sort_unstable();
    if found.iter().any(|(rank, _)| is_whole(*rank)) {
        found.retain(|(rank, _)| is_whole(*rank));
    }
    let codes: Vec<u32> = found.into_iter().map(|(_, code)| code).collect();
    let own = |code: u32| !code.is_multiple_of(100) && codes.contains(&(code / 100 * 100));
    codes.iter().copied().filter(|code| !own(*code)).collect()
}

/// The division in force whose name, whole or short, is nearest to one that nothing is called by.
pub fn near(name: &str) -> Option<u32> {
    let wide = || known().filter(|division| division.code.is_multiple_of(100));
    let names = wide().flat_map(|division| [division.name, short(division.name)]);
    let found = nearest(name, names)?;
    wide().find(|division| division.name == found || short(division.name) == found).map(|division| division.code)
}

fn known() -> impl Iterator<Item = &'static Division> {
    DIVISIONS.iter().filter(|division| !division.abolished && !groups(division))
}

/// Whether a division that answers so well has the name as it was given.
fn is_whole(rank: u8) -> bool {
    rank.is_multiple_of(3)
}

/// How well a division answers to a name: less is better, none not at all.
fn rank(division: &Division, name: &str) -> Option<u8> {
    let county = if division.code.is_multiple_of(100) { 0 } else { 3 };
    if division.name == name {
        return Some(county);
    }
    let rest = division.name.strip_prefix(name).filter(|_| name.chars().count() > 1);
    match rest.map(|rest| rest.chars().count()) {
        Some(1) => Some(county + 1),
        Some(_) => Some(county + 2),
        None if name.ends_with(division.name) && full_name(division.code).as_deref() == Some(name) => Some(0),
        None => None,
    }
}

/// A name without its last character, which says what kind of division it is.
fn short(name: &str) -> &str {
    name.char_indices().next_back().filter(|(at, _)| *at > 3).map_or(name, |(at, _)| name.get(..at).unwrap_or(name))
}
