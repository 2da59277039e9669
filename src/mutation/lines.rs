//! Mutants of guards, reasons and filings.

use super::edit::{Edit, Site};
use super::guards::variants;
use super::mutant::{Differs, Makes, Thing};
use super::words;
use crate::analysis::names;
use crate::claim::Role;
use crate::coverage::describe;
use crate::coverage::watch::Point;
use crate::coverage::words as coverage;
use crate::diagnostic::Words;
use crate::model::policy::{ClauseId, Filing, Guard, Layer};
use crate::plan::{Answer, Within};

/// The mutants of everything that is not a ladder.
pub fn make(makes: &mut Makes<'_>) {
    let policy = makes.policy;
    for (at, line) in policy.needed.iter().enumerate() {
        let what = Words::new("filing needed", "须备案");
        removable(makes, &what, line.clause, Site::Needed(at), &line.guard);
    }
    for (at, reason) in policy.reasons.iter().enumerate() {
        let what = coverage::reason(&names::named(&reason.names));
        removable(makes, &what, reason.clause, Site::Reason(at), &reason.guard);
    }
    for (at, filing) in policy.filings.iter().enumerate() {
        self::filing(makes, at, filing);
    }
    // A benefit whose rates nobody states settles nothing, whoever comes to it.
    for (b, benefit) in policy.benefits.iter().enumerate().filter(|(_, benefit)| benefit.layers.iter().any(states)) {
        let named = names::named(&benefit.names);
        guard(makes, &coverage::benefit(&named), benefit.clause, Site::Benefit(b), &benefit.guard);
        for (l, layer) in benefit.layers.iter().enumerate().filter(|(_, layer)| states(layer)) {
            let what = coverage::layer(&named, &names::named(&layer.names));
            guard(makes, &what, layer.clause, Site::Layer(b, l), &layer.guard);
            for (n, line) in layer.higher.iter().enumerate() {
                removable(makes, &what, line.clause, Site::Higher(b, l, n), &line.guard);
            }
        }
        if let Some(account) = &benefit.account {
            guard(makes, &coverage::account(&named), account.clause, Site::Account(b), &account.guard);
        }
    }
}

/// Whether a layer can pay: it is settled elsewhere, or some rate of it is stated.
fn states(layer: &Layer) -> bool {
    layer.given || layer.rate.iter().flat_map(|rate| &rate.ladder.rows).any(|row| matches!(row.answer, Answer::Is(_)))
}

fn thing(makes: &Makes<'_>, what: &Words, clause: ClauseId) -> Thing {
    Thing { span: makes.head(clause), clause, what: what.clone(), case: Words::new("", "") }
}

/// Whether a guard speaks of another scheme: then the clause is not this policy's.
fn foreign(makes: &Makes<'_>, guard: &Guard) -> bool {
    let own = makes.policy.scope.role(Role::Scheme).zip(makes.policy.scheme);
    guard.iter().any(|(fact, set)| own.is_some_and(|(own, scheme)| *fact == own && !set.contains(scheme)))
}

fn guard(makes: &mut Makes<'_>, what: &Words, clause: ClauseId, site: Site, written: &Guard) {
    if foreign(makes, written) {
        return;
    }
    let thing = thing(makes, what, clause);
    for variant in variants(makes.policy, written) {
        let differs = Differs::Between(site, written.clone(), variant.guard.clone());
        makes.push(&thing, (variant.from, variant.to), vec![Edit::Guard(site, variant.guard)], differs);
    }
}

/// A line that may be taken away too.
fn removable(makes: &mut Makes<'_>, what: &Words, clause: ClauseId, site: Site, written: &Guard) {
    if foreign(makes, written) {
        return;
    }
    guard(makes, what, clause, site, written);
    let thing = Thing { case: describe::conditions(makes.policy, written), ..thing(makes, what, clause) };
    let change = (words::WRITTEN.words(), words::REMOVED.words());
    let point = match site {
        Site::Higher(..) => Point::Higher(clause, true),
        Site::Row(_)
        | Site::Needed(_)
        | Site::Filing(_)
        | Site::Window(..)
        | Site::Reason(_)
        | Site::Benefit(_)
        | Site::Layer(..)
        | Site::Account(_) => Point::Guard(clause, true),
    };
    makes.push(&thing, change, vec![Edit::Never(site)], Differs::Near(point));
}

fn filing(makes: &mut Makes<'_>, at: usize, filing: &Filing) {
    let what = coverage::filing(&names::named(&filing.names));
    guard(makes, &what, filing.clause, Site::Filing(at), &filing.guard);
    for (m, window) in filing.file_by.iter().enumerate() {
        guard(makes, &what, window.clause, Site::Window(at, m), &window.guard);
        for by in [1, -1] {
            if let Some(within) = longer(window.within, by) {
                let change = (describe::length(window.within), describe::length(within));
                let thing = thing(makes, &what, window.clause);
                let differs = Differs::Near(Point::Window(window.clause, by > 0));
                makes.push(&thing, change, vec![Edit::Window(at, m, within)], differs);
            }
        }
    }
    if let Some((_, Some(length), clause)) = filing.valid {
        for by in [1, -1] {
            if let Some(within) = longer(length, by) {
                let thing = thing(makes, &what, clause);
                let change = (describe::length(length), describe::length(within));
                makes.push(&thing, change, vec![Edit::Valid(at, within)], Differs::Near(Point::Valid(clause, true)));
            }
        }
    }
    if filing.deemed {
        let thing = thing(makes, &what, filing.clause);
        let change = (words::DEEMED.words(), words::NOT_DEEMED.words());
        makes.push(&thing, change, vec![Edit::NotDeemed(at)], Differs::Near(Point::Deemed(at)));
    }
    if let Some(clause) = filing.place_region.or(filing.place_institution) {
        let thing = thing(makes, &what, clause);
        let change = (words::WRITTEN.words(), words::REMOVED.words());
        makes.push(&thing, change, vec![Edit::Anywhere(at)], Differs::Near(Point::Place(clause, false)));
    }
}

/// A length of time one step longer or shorter; `None` where there is no shorter one.
fn longer(within: Within, by: i64) -> Option<Within> {
    let moved = |n: i64| n.checked_add(by).filter(|n| *n >= 0);
    match within {
        Within::SameDay => (by > 0).then_some(Within::Days(by)),
        Within::Days(n) => moved(n).map(Within::Days),
        Within::WorkingDays(n) => moved(n).map(Within::WorkingDays),
        Within::Months(n) => moved(n).map(Within::Months),
    }
}
