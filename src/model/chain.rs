//! Versions and parents: which frameworks stand behind a policy on which days.

use super::words::{self, Thing};
use crate::calendar::{date_of, day_number};
use crate::diagnostic::Fault;
use crate::source::{Span, Spanned, nearest};
use crate::syntax::tree::{Cell, Clause, Literal, Pattern, Policy, What};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Days, both included.
pub type Days = (i64, i64);

/// Frameworks that may stand above one another.
const DEEPEST: usize = 16;

/// Always.
pub const ALWAYS: Days = (i64::MIN, i64::MAX);

/// One written version of a policy or framework.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// Its tree.
    pub policy: &'a Policy,
    /// The whole item.
    pub span: Span,
    /// Days in force.
    pub days: Days,
}

/// A version under one version of each parent: the line of versions from the root down, and the days it holds.
#[derive(Clone, Debug)]
pub struct Segment<'a> {
    /// Root first, the version itself last.
    pub line: Vec<Version<'a>>,
    /// Days in force.
    pub days: Days,
}

/// The days an `effective` names; always where it is unstated or absent.
pub fn effective(clauses: &[Clause], faults: &mut Vec<Fault>) -> Days {
    for clause in clauses {
        let What::Effective(cell) = &clause.what else { continue };
        let day = |literal: &Literal| match literal {
            Literal::Date(day) => Some(day_number(*day)),
            _ => None,
        };
        let days = match &cell.it {
            Cell::Unstated | Cell::Any => Some(ALWAYS),
            Cell::Pattern(Pattern::OneOf(days)) if days.len() == 1 => days.first().and_then(|d| day(&d.it)).map(|d| (d, d)),
            Cell::Pattern(Pattern::Range { from, to }) => {
                let low = from.as_ref().map_or(Some(i64::MIN), |b| day(&b.at.it).map(|d| if b.included { d } else { d + 1 }));
                let high = to.as_ref().map_or(Some(i64::MAX), |b| day(&b.at.it).map(|d| if b.included { d } else { d - 1 }));
                low.zip(high)
            }
            Cell::Pattern(_) | Cell::Otherwise | Cell::CannotArise | Cell::Unlimited | Cell::Product(_) | Cell::Told(_) => None,
        };
        return match days {
            Some((from, to)) if from <= to => (from, to),
            Some(_) => {
                faults.push(words::out_of_range(("the period ends before it begins", "期间的结束早于开始"), cell.span));
                ALWAYS
            }
            None => {
                faults.push(words::wrong_unit(("a period of dates, such as `2025-01-01 ..`", "日期期间，如「2025年1月1日起」"), cell.span));
                ALWAYS
            }
        };
    }
    ALWAYS
}

/// The warning over a date that stands alone where a period was to be written: `2025-01-01`, not `2025-01-01 ..`.
pub fn one_day(cell: &Spanned<Cell>) -> Option<Fault> {
    let Cell::Pattern(Pattern::OneOf(days)) = &cell.it else { return None };
    let [Spanned { it: Literal::Date(day), span }] = days.as_slice() else { return None };
    Some(words::one_day(*day, *span))
}

/// Everything that has a name and may be extended or settled by.
pub struct Index<'a> {
    /// All versions of all policies and frameworks, in order of reading.
    pub versions: Vec<Version<'a>>,
    /// The segments of the versions looked at so far.
    known: RefCell<BTreeMap<Span, Vec<Segment<'a>>>>,
}

impl<'a> Index<'a> {
    /// An index of all versions read.
    pub fn new(versions: Vec<Version<'a>>) -> Self {
        Self { versions, known: RefCell::default() }
    }

    /// The versions of a name.
    pub fn of(&self, name: &str) -> impl Iterator<Item = Version<'a>> {
        self.versions.iter().copied().filter(move |v| v.policy.name.it == name)
    }

    /// Versions of one name that are in force on the same day.
    pub fn overlapping_versions(&self, faults: &mut Vec<Fault>) {
        for (at, one) in self.versions.iter().enumerate() {
            for two in self.versions.iter().skip(at + 1).filter(|v| v.policy.name.it == one.policy.name.it) {
                if one.days.0 <= two.days.1 && two.days.0 <= one.days.1 {
                    faults.push(words::versions_overlap(&one.policy.name.it, two.policy.name.span, one.policy.name.span));
                }
            }
        }
    }

    /// The segments of a version: child × parents, cut where any of them changes.
    pub fn segments(&self, version: Version<'a>, faults: &mut Vec<Fault>) -> Vec<Segment<'a>> {
        self.line_of(version, &mut Vec::new(), faults)
    }

    fn line_of(&self, version: Version<'a>, above: &mut Vec<Version<'a>>, faults: &mut Vec<Fault>) -> Vec<Segment<'a>> {
        if let Some(known) = self.known.borrow().get(&version.span) {
            return known.clone();
        }
        let name = version.policy.name.it.as_str();
        if let Some(at) = above.iter().position(|v| v.policy.name.it == name) {
            for of in above.iter().skip(at) {
                faults.push(words::cyclic_extends(&of.policy.name.it, of.policy.name.span));
            }
            return Vec::new();
        }
        if above.len() >= DEEPEST {
            faults.push(words::too_deep(DEEPEST, version.policy.name.span));
            return Vec::new();
        }
        above.push(version);
        let mut segments = vec![Segment { line: Vec::new(), days: version.days }];
        for parent in &version.policy.extends {
            let versions: Vec<Version<'a>> = self.of(&parent.it).collect();
            let Some(first) = versions.first() else {
                let names = self.versions.iter().filter(|v| v.policy.framework).map(|v| v.policy.name.it.as_str());
                faults.push(words::unknown_parent(&parent.it, nearest(&parent.it, names), parent.span));
                continue;
            };
            if !first.policy.framework {
                faults.push({
                    let above: Vec<&str> = first.policy.extends.iter().map(|parent| parent.it.as_str()).collect();
                    words::parent_is_policy(&parent.it, &above, parent.span)
                });
                continue;
            }
            let parents: Vec<Segment<'a>> = versions.iter().flat_map(|v| self.line_of(*v, above, faults)).collect();
            if parents.is_empty() {
                continue;
            }
            segments = segments.iter().flat_map(|segment| under(segment, &parents, parent, faults)).collect();
        }
        above.pop();
        for segment in &mut segments {
            segment.line.push(version);
        }
        self.known.borrow_mut().insert(version.span, segments.clone());
        segments
    }
}

fn under<'a>(
    segment: &Segment<'a>,
    parents: &[Segment<'a>],
    parent: &crate::syntax::tree::Name,
    faults: &mut Vec<Fault>,
) -> Vec<Segment<'a>> {
    let mut out = Vec::new();
    let mut left = crate::value::Set::range(segment.days.0, segment.days.1);
    for above in parents {
        let days = (segment.days.0.max(above.days.0), segment.days.1.min(above.days.1));
        if days.0 > days.1 {
            continue;
        }
        left = left.minus(&crate::value::Set::range(days.0, days.1));
        let mut line = segment.line.clone();
        line.extend(above.line.iter().filter(|v| !segment.line.iter().any(|old| old.span == v.span)));
        out.push(Segment { line, days });
    }
    // A policy whose beginning nobody states is held to no first day.
    if let Some((first, day)) = left.first().and_then(|first| date_of(first).map(|day| (first, day))) {
        let next = parents.iter().filter(|above| above.days.0 > first).min_by_key(|above| above.days);
        let near = next.or_else(|| parents.iter().max_by_key(|above| above.days.1)).and_then(|above| above.line.last());
        faults.push(words::parent_gap(&parent.it, &day.to_string(), parent.span, near.map(|version| version.policy.name.span)));
    }
    out.sort_by_key(|s| s.days);
    out
}

/// Reports an `allow` or `deny` that names an error, or no code at all.
pub fn check_ruling(deny: bool, code: &crate::syntax::tree::Name, faults: &mut Vec<Fault>) {
    use crate::diagnostic::{Code, Severity};
    match Code::find(&code.it) {
        Some(Code::W501) if deny => faults.push(words::never_denied(Code::W501.as_str(), code.span)),
        Some(found) if found.severity() != Severity::Error => {}
        Some(found) => faults.push(words::error_ruled(deny, found.as_str(), code.span)),
        None => {
            let names = Code::ALL.iter().filter(|c| c.severity() != Severity::Error).map(|c| c.as_str());
            faults.push(words::unknown(Thing::Code, &code.it, names.map(|name| (name, "")), code.span));
        }
    }
}
