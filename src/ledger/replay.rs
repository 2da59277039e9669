//! What claims would have come to in another order, or without one that was given back.

use super::content;
use super::entry::{Answer, Entry};
use super::person::{Person, with};
use crate::claim::{ClaimFault, WouldDiffer};
use crate::plan::Plan;
use crate::settle;

/// What a claim would have come to.
type Replayed = Result<Answer, Vec<ClaimFault>>;

/// The claims that would have come out differently in the order of care, where the one at `at` came in after a claim whose care
/// ended later. Claims of one day keep the order they were settled in.
pub fn late(plan: &Plan, person: &Person, at: usize) -> Vec<WouldDiffer> {
    let standing = standing(person, at);
    let end = |entry: &Entry| content::care_end(&entry.claim);
    let Some(own) = person.history.get(at).and_then(end) else { return Vec::new() };
    if !standing.iter().any(|(_, entry)| end(entry) > Some(own)) {
        return Vec::new();
    }
    let mut day = None;
    let mut dated: Vec<_> = standing
        .iter()
        .map(|(place, entry)| {
            // A claim without a last day stays beside the one before it.
            day = end(entry).or(day);
            (day, *place, *entry)
        })
        .collect();
    dated.sort_by_key(|(day, place, _)| (*day, *place));
    let order: Vec<_> = dated.into_iter().map(|(_, place, entry)| (place, entry)).collect();
    let mut out = differing(plan, person, &order);
    out.sort_by_key(|(place, _)| *place);
    out.into_iter().map(|(_, differs)| differs).collect()
}

/// The claims settled after the one at `of` that would have come out differently without it and all others given back up to `at`.
pub fn without(plan: &Plan, person: &Person, of: usize, at: usize) -> Vec<WouldDiffer> {
    let differing = differing(plan, person, &standing(person, at));
    differing.into_iter().filter(|(place, _)| *place > of).map(|(_, differs)| differs).collect()
}

/// Entries that stood when the one at `at` had been made, with their places.
fn standing(person: &Person, at: usize) -> Vec<(usize, &Entry)> {
    person.history.iter().enumerate().take(at.saturating_add(1)).filter(|(_, entry)| entry.stands_at(at)).collect()
}

/// What [`late`] tells of the entry at `at`, asked again by the rules of today; where it came in its turn, whether it itself would come
/// out differently by them.
pub fn again(plan: &Plan, person: &Person, at: usize) -> Vec<WouldDiffer> {
    let late = late(plan, person, at);
    let Some(entry) = person.history.get(at).filter(|_| late.is_empty()) else { return late };
    let replayed = settle::settle(plan, &with(&entry.claim, &person.before(at)), false).map(|settled| Answer::of(&settled));
    if is_as_it_was(entry, &replayed) { Vec::new() } else { vec![differs(entry, &replayed)] }
}

/// The entries that come out differently when settled in this order and no other.
fn differing(plan: &Plan, person: &Person, order: &[(usize, &Entry)]) -> Vec<(usize, WouldDiffer)> {
    let mut used = person.opening.clone().unwrap_or_default();
    let mut out = Vec::new();
    for (place, entry) in order {
        let replayed: Replayed = settle::settle(plan, &with(&entry.claim, &used), false).map(|settled| {
            let answer = Answer::of(&settled);
            used = settled.counters.after;
            answer
        });
        if !is_as_it_was(entry, &replayed) {
            out.push((*place, differs(entry, &replayed)));
        }
    }
    out
}

fn is_as_it_was(entry: &Entry, replayed: &Replayed) -> bool {
    let answers = replayed.as_ref().ok().zip(entry.answer());
    answers.is_some_and(|(replayed, answer)| replayed.comes_to_the_same(answer))
}

fn differs(entry: &Entry, replayed: &Replayed) -> WouldDiffer {
    WouldDiffer {
        id: entry.id.clone(),
        index: entry.index,
        fund: entry.answer().map(|answer| answer.settlement.fund).unwrap_or_default(),
        would_be: replayed.as_ref().ok().map(|answer| answer.settlement.fund),
        code: replayed.as_ref().err().and_then(|faults| faults.first()).map(|fault| fault.code.as_str().to_owned()),
    }
}
