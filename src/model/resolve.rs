//! From trees to typed policies: every version of every policy under every version of its frameworks.

use super::chain::{self, Index, Segment, Version};
use super::constant::Wanted;
use super::policy::{FactId, Ladder, Merged, Part, Policy, Scope, Settings, Stage};
use super::scope::{self, is_named, names};
use super::table::Asked;
use super::typer::Typer;
use super::{benefit, catalog, define, demand, filing, layer, merge, table, words};
use crate::calendar::YearStart;
use crate::claim::Role;
use crate::diagnostic::Fault;
use crate::plan::{CatalogPlan, FactKind, Names};
use crate::source::{SourceId, Sources, Span};
use crate::syntax::tree::{Answer as AnswerTree, Clause, File, HeadWord, Item, Literal, What};
use crate::threads;
use crate::value::Money;
use std::sync::Arc;

/// What a set of files says.
#[derive(Debug, Default)]
pub struct Resolved {
    /// Policies, segment by segment, and frameworks.
    pub policies: Vec<Policy>,
    /// Catalogs.
    pub catalogs: Vec<CatalogPlan>,
    /// What is wrong, in order of place.
    pub faults: Vec<Fault>,
}

/// Resolves all files of a load against each other.
pub fn resolve(files: &[(SourceId, File)], sources: &Sources) -> Resolved {
    let mut faults = Vec::new();
    let mut vocabulary: Vec<&Clause> = Vec::new();
    let mut versions = Vec::new();
    let mut catalogs = Vec::new();
    for (source, file) in files {
        for item in &file.items {
            match &item.it {
                Item::Vocabulary(clauses) => vocabulary.extend(clauses),
                Item::Catalog(tree) => catalogs.push((*source, tree, item.span)),
                Item::Policy(policy) => {
                    let days = chain::effective(&policy.clauses, &mut faults);
                    versions.push(Version { policy, span: item.span, days });
                }
            }
        }
    }
    for clause in &vocabulary {
        if !matches!(
            clause.what,
            What::Fact(_) | What::Value { .. } | What::Group { .. } | What::NeverWhen | What::FundDecl { .. } | What::Ruling { .. }
        ) {
            faults.push(words::misplaced(layer::home(&clause.what), clause.head_span));
        }
    }
    let mut out = Resolved::default();
    let mut common = scope::build(&vocabulary, &[], chain::ALWAYS, &mut faults);
    for (source, tree, span) in catalogs {
        if let Some(source) = sources.get(source) {
            out.catalogs.extend(catalog::catalog(tree, span, source, &mut common, &mut faults));
        }
    }
    let index = Index::new(versions);
    index.overlapping_versions(&mut faults);
    let lines: Vec<Vec<Segment<'_>>> = index.versions.iter().map(|version| index.segments(*version, &mut faults)).collect();
    let typed = threads::map(&lines, |segments| {
        let typed = segments.iter().map(|segment| {
            let mut found = Vec::new();
            (policy(segment, &vocabulary, &mut found), found)
        });
        let (policies, found): (Vec<Option<Policy>>, Vec<Vec<Fault>>) = typed.unzip();
        (policies, dated(segments, &found))
    });
    for (policies, found) in typed {
        out.policies.extend(policies.into_iter().flatten());
        faults.extend(found);
    }
    rivals(&out.policies, &mut faults);
    faults.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    faults.dedup_by(|a, b| a.span == b.span && a.code == b.code && a.message == b.message);
    out.faults = faults;
    out
}

/// The faults of a version's segments; one that only some segments have says on which days.
fn dated(segments: &[Segment<'_>], found: &[Vec<Fault>]) -> Vec<Fault> {
    let everywhere = |fault: &Fault| found.iter().all(|of| of.iter().any(|other| other.code == fault.code && other.span == fault.span));
    let mut out = Vec::new();
    for (segment, of) in segments.iter().zip(found) {
        for fault in of {
            out.push(if segments.len() > 1 && !everywhere(fault) { words::on_days(fault, segment.days) } else { fault.clone() });
        }
    }
    out
}

/// Two policies of one region and scheme on one day.
fn rivals(policies: &[Policy], faults: &mut Vec<Fault>) {
    for (at, one) in policies.iter().enumerate() {
        for two in policies.iter().skip(at + 1) {
            let rivals = one.region.is_some()
                && one.region == two.region
                && one.scheme == two.scheme
                && one.name != two.name
                && one.effective.0 <= two.effective.1
                && two.effective.0 <= one.effective.1;
            if rivals {
                faults.push(words::policies_overlap(&one.name, &two.name, two.span, one.span));
            }
        }
    }
}

fn policy(segment: &Segment<'_>, vocabulary: &[&Clause], faults: &mut Vec<Fault>) -> Option<Policy> {
    let own = segment.line.last()?;
    let declarations: Vec<&Clause> =
        vocabulary.iter().copied().chain(segment.line.iter().flat_map(|v| &v.policy.clauses).filter(|c| declares(&c.what))).collect();
    let filings = declared_filings(&segment.line, &filed_as(&declarations, segment.days));
    let mut scope = scope::build(&declarations, &filings, segment.days, faults);
    define::declare(&segment.line, &mut scope, faults);
    let whole = is_whole(&segment.line);
    let merged = merge::merge(&segment.line, whole, &mut scope, faults);
    let mut typer = Typer {
        line: &segment.line,
        scope,
        faults,
        clauses: Vec::new(),
        documents: Vec::new(),
        constants: Vec::new(),
        accumulators: Vec::new(),
        funds: Vec::new(),
        tables: 0,
        rounding: 1,
        path: Vec::new(),
        rulings: Vec::new(),
    };
    typer.declare_documents();
    typer.declare_names(&merged, vocabulary);
    typer.rule(&merged);
    let (settings, rounding_at) = settings(&mut typer, &merged);
    typer.rounding = settings.rounding.unwrap_or(1);
    let lets: Vec<&Clause> = merged.iter().map(|m| &m.clause).collect();
    typer.declare_constants(&lets);
    define::ladders(&mut typer, &merged);
    never(&mut typer, vocabulary, &merged);
    let head = head(&mut typer, own);
    let mut out = Policy {
        name: own.policy.name.it.clone(),
        title: own.policy.title.as_ref().map_or_else(|| own.policy.name.it.clone(), |t| t.it.clone()),
        framework: own.policy.framework,
        whole,
        span: own.policy.name.span,
        effective: segment.days,
        version: crate::calendar::date_of(own.days.0).map_or_else(|| "..".to_owned(), |d| d.to_string()),
        region: head.0,
        scheme: head.1,
        scope: Scope::default(),
        settings,
        needed: Vec::new(),
        filings: Vec::new(),
        reasons: Vec::new(),
        item_first_pay: Ladder { name: "first pay".to_owned(), rows: Vec::new() },
        first_pay: Ladder { name: "first pay".to_owned(), rows: Vec::new() },
        parts: Vec::new(),
        accumulators: typer.accumulators.clone(),
        funds: typer.funds.clone(),
        benefits: Vec::new(),
        clauses: Vec::new(),
        documents: Vec::new(),
        examples: Vec::new(),
        merged: Arc::new(Vec::new()),
    };
    for inner in &merged {
        clause(&mut typer, &mut out, inner, &filings);
    }
    for inner in &merged {
        if matches!(inner.clause.what, What::Benefit { .. }) {
            let made = benefit::benefit(&mut typer, inner, &out.parts);
            out.benefits.extend(made);
        }
    }
    if !out.framework && whole {
        demand::check(&mut typer, &merged, own, vocabulary);
        complete(&mut typer, &out, own, rounding_at);
    }
    out.scope = typer.scope;
    out.clauses = typer.clauses;
    out.documents = typer.documents.into_iter().map(|(_, d)| d).collect();
    out.merged = Arc::new(merged);
    Some(out)
}

/// Whether every framework that a line extends is in it.
fn is_whole(line: &[Version<'_>]) -> bool {
    let there = |name: &str| line.iter().any(|v| v.policy.framework && v.policy.name.it == name);
    line.iter().all(|v| v.policy.extends.iter().all(|parent| there(&parent.it)))
}

fn declares(what: &What) -> bool {
    matches!(what, What::Fact(_) | What::Value { .. } | What::Group { .. })
}

/// The scope as far as `filed_as` goes, which filings are named after.
fn filed_as(declarations: &[&Clause], on: (i64, i64)) -> Scope {
    let is_it = |names: &Names| Role::of(&names.latin) == Some(Role::FiledAs);
    let known: Vec<Names> = declarations
        .iter()
        .filter_map(|clause| if let What::Fact(fact) = &clause.what { Some(names(&fact.name)) } else { None })
        .filter(is_it)
        .collect();
    let of_it = |clause: &&&Clause| match &clause.what {
        What::Fact(fact) => is_it(&names(&fact.name)),
        What::Value { of, .. } | What::Group { of, .. } => known.iter().any(|names| is_named(names, &of.it)),
        _ => false,
    };
    let declarations: Vec<&Clause> = declarations.iter().filter(of_it).copied().collect();
    scope::build(&declarations, &[], on, &mut Vec::new())
}

/// The filings of a line in order, removed ones left out. A reopened one keeps its first place and its labels.
/// Each takes the names of the value or group of `filed_as` it is named after.
fn declared_filings(line: &[Version<'_>], scope: &Scope) -> Vec<Names> {
    use crate::syntax::tree::Mode;
    let known = filed_as_names(scope);
    let mut out: Vec<Names> = Vec::new();
    for clause in line.iter().flat_map(|v| &v.policy.clauses) {
        let What::Filing { name, .. } = &clause.what else { continue };
        let made = names(name);
        let standard = known.iter().find(|n| is_named(n, &made.latin) || is_named(n, &made.han));
        let made = standard.map_or(made, |n| (*n).clone());
        let at = out.iter().position(|n| is_named(n, &made.latin) || is_named(n, &made.han));
        match (clause.mode, at) {
            (Mode::Remove, Some(at)) => {
                out.remove(at);
            }
            (Mode::Plain | Mode::Override, None) => out.push(made),
            (Mode::Plain | Mode::Override, Some(at)) => {
                if let Some(old) = out.get_mut(at) {
                    if old.latin.is_empty() {
                        old.latin = made.latin;
                    }
                    if old.han.is_empty() {
                        old.han = made.han;
                    }
                }
            }
            (Mode::Remove, None) => {}
        }
    }
    out
}

/// The names of the values and groups of `filed_as`.
fn filed_as_names(scope: &Scope) -> Vec<&Names> {
    let Some(fact) = scope.role(Role::FiledAs) else { return Vec::new() };
    let mut known: Vec<&Names> = scope.fact(fact).map_or(&[][..], |f| f.kind.values()).iter().map(|(n, _)| n).collect();
    known.extend(scope.groups.iter().filter(|(_, of, _)| *of == fact).map(|(n, ..)| n));
    known
}

/// Region and scheme, of the version itself.
fn head(typer: &mut Typer<'_>, own: &Version<'_>) -> (Option<u32>, Option<i64>) {
    let mut region = None;
    let mut scheme = None;
    for clause in &own.policy.clauses {
        match &clause.what {
            What::Region(code) if (100_000..=999_999).contains(&code.it) => region = Some(code.it),
            What::Region(code) => {
                typer.faults.push(words::out_of_range(
                    ("a region code has six digits (GB/T 2260)", "行政区划代码为六位数字（GB/T 2260）"),
                    code.span,
                ));
            }
            What::Scheme(name) => {
                let Some(fact) = typer.scope.role(Role::Scheme) else { continue };
                let literal = crate::source::Spanned::new(Literal::Name(name.it.clone(), false), name.span);
                scheme = typer.reader().literal(fact, &literal).and_then(|set| set.first());
            }
            _ => {}
        }
    }
    (region, scheme)
}

fn settings(typer: &mut Typer<'_>, merged: &[Merged]) -> (Settings, Option<Span>) {
    let mut out = Settings::default();
    let mut at = None;
    for inner in merged {
        match &inner.clause.what {
            What::AppliesOn(name) => {
                let fact = date_role(typer, name, &[Role::CareStart, Role::CareEnd, Role::Settled]);
                out.applies_on = fact;
            }
            What::YearOf { date, from } => {
                out.year_of = date_role(typer, date, &[Role::CareStart, Role::CareEnd, Role::Settled]);
                out.year_start = from.as_ref().map_or_else(YearStart::default, |from| from.it);
            }
            What::Rounding { unit, per_claim } => {
                at = Some(inner.clause.head_span);
                out.first_pay_per_claim = *per_claim;
                let fen = match unit.it {
                    Literal::Yuan(yuan) => Money::from_yuan(yuan).map(Money::fen).filter(|f| (1..=1_000_000).contains(f)),
                    _ => None,
                };
                if fen.is_none() {
                    typer.faults.push(words::out_of_range(
                        ("the unit of rounding is from 0.01 to 10000 yuan", "取整单位须在 0.01 至 10000 元之间"),
                        unit.span,
                    ));
                }
                out.rounding = fen;
            }
            What::LastDay { rolling } => out.rolling = Some(*rolling),
            What::CatalogOf(name) => out.catalog_of = region_fact(typer, name),
            What::FirstPayOf(name) => out.first_pay_of = region_fact(typer, name),
            _ => {}
        }
    }
    (out, at)
}

fn date_role(typer: &mut Typer<'_>, name: &crate::syntax::tree::Name, roles: &[Role]) -> Option<FactId> {
    let fact = typer.scope.find(name, typer.faults)?;
    let (role, names) = typer.scope.fact(fact).map(|fact| (fact.role, fact.names.clone()))?;
    if role.is_some_and(|r| roles.contains(&r)) {
        return Some(fact);
    }
    typer.faults.push(words::wrong_kind(
        &names,
        ("no part here: write `care_start`, `care_end` or `settled`", "不可用于此处：请写「就医开始日」「就医结束日」或「结算日期」"),
        name.span,
    ));
    None
}

fn region_fact(typer: &mut Typer<'_>, name: &crate::syntax::tree::Name) -> Option<FactId> {
    let fact = typer.scope.find(name, typer.faults)?;
    if matches!(typer.scope.fact(fact)?.kind, FactKind::Region) {
        return Some(fact);
    }
    let names = typer.scope.fact(fact)?.names.clone();
    typer.faults.push(words::wrong_kind(
        &names,
        ("no region: write `care_region` or `insured_region`", "不是行政区划：请写「就医地」或「参保地」"),
        name.span,
    ));
    None
}

fn never(typer: &mut Typer<'_>, vocabulary: &[&Clause], merged: &[Merged]) {
    for clause in vocabulary.iter().copied().filter(|c| c.what == What::NeverWhen) {
        let guard = typer.guard(clause, Stage::Claim);
        let made =
            Merged { clause: clause.clone(), citation: None, origin: String::new(), mode: clause.mode, inner: Vec::new(), repeats: None };
        let id = typer.number(&made, "never when");
        typer.scope.never.push((guard, id));
    }
    for inner in merged.iter().filter(|m| m.clause.what == What::NeverWhen) {
        let guard = typer.guard(&inner.clause, Stage::Claim);
        let id = typer.number(inner, "never when");
        typer.scope.never.push((guard, id));
    }
}

/// One clause of a policy's own floor; benefits come after, when all parts are known.
fn clause(typer: &mut Typer<'_>, out: &mut Policy, merged: &Merged, filings: &[Names]) {
    match &merged.clause.what {
        What::FilingNeeded => {
            let made = filing::needed(typer, merged);
            out.needed.push(made);
        }
        What::Filing { .. } => {
            let made = filing::filing(typer, merged, filings);
            out.filings.extend(made);
        }
        What::Route(_) => {
            let made = filing::route(typer, merged);
            out.reasons.extend(made);
        }
        What::Part { name, .. } => {
            let guard = typer.guard(&merged.clause, Stage::Item);
            let named = names(name);
            part_name(typer, &named, name.name.span);
            let clause = typer.number(merged, &format!("part {}", named.key()));
            out.parts.push(Part { names: named, guard, clause });
        }
        What::Amount { head, answer: Some(answer) } if head.word == HeadWord::FirstPay => first_pay(typer, out, merged, answer),
        What::Example(example) => out.examples.push((merged.clause.span, Arc::clone(example))),
        What::Region(_)
        | What::Scheme(_)
        | What::Effective(_)
        | What::AppliesOn(_)
        | What::YearOf { .. }
        | What::Document(_)
        | What::Rounding { .. }
        | What::LastDay { .. }
        | What::CatalogOf(_)
        | What::FirstPayOf(_)
        | What::Accumulator(_)
        | What::Let { .. }
        | What::Define { .. }
        | What::Fact(_)
        | What::Value { .. }
        | What::Group { .. }
        | What::NeverWhen
        | What::Ruling { .. }
        | What::Benefit { .. } => {}
        other => typer.faults.push(words::misplaced(layer::home(other), merged.clause.head_span)),
    }
}

/// Reports a part that a claim could not state under its name, or a result not show: another thing is called so.
fn part_name(typer: &mut Typer<'_>, named: &Names, span: Span) {
    let fact = typer.scope.facts.iter().find(|fact| {
        let other = [&fact.names.latin, &fact.names.han, &fact.field];
        other.into_iter().any(|other| !other.is_empty() && is_named(named, other))
    });
    let written = named.key();
    if let Some(fact) = fact {
        typer.faults.push(words::twice(written, span, fact.span));
    } else if scope::is_reserved(named) || benefit::is_sum(named) {
        typer.faults.push(words::part_name_taken(written, span));
    }
}

fn first_pay(typer: &mut Typer<'_>, out: &mut Policy, merged: &Merged, answer: &AnswerTree) {
    let guard = typer.guard(&merged.clause, Stage::Item);
    let clause = typer.number(merged, "first pay");
    let asked = Asked { clause, wanted: Wanted::Rate, unlimited: false, bands: false, stage: Stage::Item, span: merged.clause.head_span };
    let rows = table::rows(typer, answer, &guard, asked);
    let items =
        rows.iter().any(|row| row.guard.iter().chain(&row.when).any(|(fact, _)| typer.scope.fact(*fact).is_some_and(|f| f.of_item)));
    let ladder = if items { &mut out.item_first_pay } else { &mut out.first_pay };
    ladder.rows.extend(rows);
}

/// What a policy must say, itself or through its frameworks.
fn complete(typer: &mut Typer<'_>, out: &Policy, own: &Version<'_>, rounding: Option<Span>) {
    let title = (format!("policy `{}`", out.name), format!("政策「{}」", out.name));
    let has = |what: fn(&What) -> bool| own.policy.clauses.iter().any(|c| what(&c.what));
    let wants = [
        (has(|w| matches!(w, What::Region(_))), ("region", "统筹区")),
        (has(|w| matches!(w, What::Scheme(_))), ("scheme", "险种")),
        (has(|w| matches!(w, What::Effective(_))), ("effective", "施行")),
        (out.settings.applies_on.is_some(), ("applies on", "适用日期")),
        (out.settings.year_of.is_some(), ("year of", "年度归属")),
        (rounding.is_some(), ("rounding", "取整")),
        (!out.benefits.is_empty(), ("benefit", "待遇")),
        (
            out.settings.rolling.is_some() || !out.counts_days(),
            ("last day rolling` or `last day not rolling", "末日遇休息日顺延」或「末日不顺延"),
        ),
    ];
    for (at, (there, clause)) in wants.into_iter().enumerate() {
        if !there {
            // Region, scheme and period are the policy's own.
            let say = if at < 3 { words::missing_own } else { words::missing_clause };
            typer.faults.push(say((&title.0, &title.1), clause, own.policy.name.span));
        }
    }
}
