//! The engine against a small independent reference on random histories of one person.
//!
//! `tests/README.md` tells how to run more of them.

#![expect(clippy::disallowed_methods, reason = "a switch of the developer says how many histories are tried, and from which seed")]

mod claims;
mod compare;
mod generate;
mod person;
mod policy;
mod random;
mod rational;
mod reference;
mod shrink;

use compare::{Route, compare, report};
use random::Random;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use yibao::Engine;

/// Histories tried where nobody asks for more.
const HISTORIES: usize = 500;

/// Histories of one policy: compiling it takes longer than they do.
const HISTORIES_OF_A_POLICY: usize = 25;

/// Differences after which it stops.
const ENOUGH: usize = 5;

/// A number from the environment.
fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[test]
fn the_engine_agrees_with_the_reference() {
    let (histories, seed) = (number("YIBAO_HISTORIES", HISTORIES), number("YIBAO_SEED", 1));
    let policies = histories.div_ceil(HISTORIES_OF_A_POLICY);
    let (next, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let differences = Mutex::new(Vec::new());
    let told = || differences.lock().unwrap_or_else(PoisonError::into_inner);
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= policies || told().len() >= ENOUGH {
                break;
            }
            match one_policy(seed, index) {
                Ok(None) => {}
                Ok(Some(difference)) => told().push(difference),
                Err(faults) => {
                    refused.fetch_add(1, Ordering::Relaxed);
                    if std::env::var_os("YIBAO_SHOW_REFUSED").is_some() {
                        eprintln!("{faults}");
                    }
                }
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    let refused = refused.load(Ordering::Relaxed);
    let differences = told();
    assert!(differences.is_empty(), "{} policies differ:\n{}", differences.len(), differences.join("\n\n"));
    assert!(refused * 4 < policies, "{refused} of {policies} policies are refused: too little is tried");
}

/// Tries the histories of one policy, given its place in the run: the first difference made small, or why the policy is refused.
fn one_policy(seed: usize, index: usize) -> Result<Option<String>, String> {
    let mut random = Random::new((seed as u64) << 32 | index as u64);
    let policy = generate::policy(&mut random);
    let text = policy.rule_text();
    let engine = Engine::load([("history.yb".to_owned(), text.clone())]).map_err(|error| format!("{error}\n{text}"))?;
    for _ in 0..HISTORIES_OF_A_POLICY {
        let history = generate::history(&mut random, &policy);
        for route in [Route::Ledger, Route::Rows] {
            if let Some(found) = compare(&engine, &policy, &history, route) {
                let small = shrink::shrink(policy.clone(), history.clone(), route);
                let (policy, history, found) = small.unwrap_or((policy, history, found));
                return Ok(Some(format!("policy {index} of seed {seed}\n{}", report(&policy, &history, route, &found))));
            }
        }
    }
    Ok(None)
}
