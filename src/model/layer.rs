//! A layer: what it covers, its heads, its rate, its adjustments.

use super::constant::Wanted;
use super::head;
use super::policy::{Adjustment, BandCounter, Bands, ClauseId, FactId, Guard, Guarded, Head, Ladder, Layer, Merged, Stage};
use super::scope::{is_named, names};
use super::table::{self, Asked};
use super::typer::Typer;
use super::words::{self, Thing};
use crate::plan::Names;
use crate::source::Spanned;
use crate::syntax::tree::{Adjust, AdjustOp, Answer, Head as HeadTree, HeadWord, Header, Literal, Name, Period, Table, What, With};

/// A layer before its `covers` is spelt out: parts are known only in chain order.
pub struct Draft<'m> {
    /// The layer but for `covers`.
    pub layer: Layer,
    /// `after`
    pub after: Option<&'m Name>,
    /// The `covers` clause.
    pub covers: Option<&'m Merged>,
    /// The layer's own clause.
    pub merged: &'m Merged,
}

/// Types a layer.
pub fn layer<'m>(typer: &mut Typer<'_>, merged: &'m Merged) -> Option<Draft<'m>> {
    let What::Layer { name, after, given, .. } = &merged.clause.what else { return None };
    let named = names(name);
    let guard = typer.guard(&merged.clause, Stage::Route);
    let clause = typer.number(merged, named.key());
    let mark = typer.enter(named.key(), &merged.inner);
    let mut draft = Draft {
        layer: Layer {
            names: named,
            guard,
            clause,
            fund: None,
            given: *given,
            covers: Vec::new(),
            covers_clause: clause,
            heads: Vec::new(),
            rate: None,
            higher: Vec::new(),
            bands: None,
            adjusts: Vec::new(),
        },
        after: after.as_ref(),
        covers: None,
        merged,
    };
    // Heads first: an adjustment looks for the head it adjusts, and order never matters.
    for inner in &merged.inner {
        one(typer, &mut draft, inner, false);
    }
    for inner in &merged.inner {
        one(typer, &mut draft, inner, true);
    }
    finish(typer, &draft);
    typer.leave(mark);
    Some(draft)
}

fn one<'m>(typer: &mut Typer<'_>, draft: &mut Draft<'m>, merged: &'m Merged, adjusting: bool) {
    let clause = &merged.clause;
    match &clause.what {
        What::Adjust(adjust) if adjusting => adjustment(typer, draft, merged, adjust),
        What::Table(tree) => many(typer, draft, merged, tree, adjusting),
        _ if adjusting => {}
        What::Adjust(_) | What::Ruling { .. } => {}
        What::Covers(_) => draft.covers = Some(merged),
        What::Fund(name) => fund(typer, draft, name),
        What::Bands { from_zero, over_year, counter } => {
            let clause = typer.number(merged, "bands");
            let over_year = over_year.then(|| band_counter(typer, &draft.layer.names, counter.as_ref()));
            draft.layer.bands = Some(Bands { from_zero: *from_zero, over_year, clause });
        }
        What::Amount { head, answer: Some(answer) } => {
            let guard = typer.guard(clause, Stage::Route);
            amount(typer, draft, merged, head, &guard, &Source::Answer(answer));
        }
        What::HigherOf => {
            let guard = typer.guard(clause, Stage::Route);
            let id = typer.number(merged, "rate higher of own and place of care");
            draft.layer.higher.push(Guarded { guard, clause: id });
        }
        _ => typer.faults.push(words::misplaced(home(&clause.what), clause.head_span)),
    }
}

/// Where a clause belongs.
pub fn home(what: &What) -> (&'static str, &'static str) {
    match what {
        What::Covers(_) | What::Fund(_) | What::Bands { .. } | What::Adjust(_) | What::HigherOf | What::Table(_) => ("a layer", "支付层"),
        What::Amount { head, .. } if head.word == HeadWord::FirstPay => ("a policy or framework", "政策或框架"),
        What::Amount { .. } => ("a layer", "支付层"),
        What::Layer { .. } | What::PersonalAccount(_) => ("a benefit", "待遇"),
        What::FileBy { .. } | What::Late(_) | What::Valid { .. } | What::Deemed | What::Place { .. } | What::Needs(_) => {
            ("a filing", "备案")
        }
        What::Reason { .. } => ("`route`", "「结算方式」"),
        What::Fact(_) | What::Value { .. } | What::Group { .. } | What::NeverWhen | What::FundDecl { .. } => ("a vocabulary", "词汇"),
        _ => ("a policy or framework", "政策或框架"),
    }
}

fn fund(typer: &mut Typer<'_>, draft: &mut Draft<'_>, name: &Name) {
    let at = typer.funds.iter().position(|(names, ..)| is_named(names, &name.it));
    match at.and_then(|at| u16::try_from(at).ok()) {
        Some(at) => draft.layer.fund = Some(at),
        None => {
            let known = typer.funds.iter().map(|(names, ..)| words::two(names));
            typer.faults.push(words::unknown(Thing::Fund, &name.it, known, name.span));
        }
    }
}

enum Source<'t> {
    Answer(&'t Answer),
    Column(&'t Table, usize),
}

/// What a head's answers must be.
fn wanted(word: HeadWord) -> Wanted {
    match word {
        HeadWord::Deductible | HeadWord::Limit | HeadWord::LimitAbove | HeadWord::Cap | HeadWord::Paid => Wanted::Money,
        HeadWord::Rate | HeadWord::Share | HeadWord::FirstPay => Wanted::Rate,
    }
}

fn rows(typer: &mut Typer<'_>, source: &Source<'_>, guard: &Guard, asked: Asked) -> Vec<super::policy::Row> {
    match source {
        Source::Answer(answer) => table::rows(typer, answer, guard, asked),
        Source::Column(tree, at) => {
            let number = typer.table();
            table::column(typer, tree, *at, guard, number, asked)
        }
    }
}

fn amount(typer: &mut Typer<'_>, draft: &mut Draft<'_>, merged: &Merged, tree: &HeadTree, guard: &Guard, source: &Source<'_>) {
    let Some(mut made) = head_of(typer, tree) else { return };
    let clause = typer.number(merged, &made.ladder.name);
    let rated = matches!(made.word, HeadWord::Rate | HeadWord::Share);
    let asked = Asked {
        clause,
        wanted: wanted(made.word),
        unlimited: !rated && made.word != HeadWord::Deductible,
        bands: rated,
        stage: Stage::Route,
        span: merged.clause.head_span,
    };
    let rows = rows(typer, source, guard, asked);
    if rated {
        match &mut draft.layer.rate {
            Some(old) if old.word != made.word => {
                let other = old.ladder.rows.first().map_or(tree.span, |r| r.span);
                typer.faults.push(words::conflicting(
                    ("a layer states a rate or a share, not both", "一个支付层只写「比例」或「自付比例」之一"),
                    tree.span,
                    other,
                ));
            }
            Some(old) => old.ladder.rows.extend(rows),
            None => {
                made.ladder.rows = rows;
                draft.layer.rate = Some(made);
            }
        }
        return;
    }
    match draft.layer.heads.iter_mut().find(|old| same(old, &made)) {
        Some(old) => old.ladder.rows.extend(rows),
        None => {
            made.ladder.rows = rows;
            draft.layer.heads.push(made);
        }
    }
}

fn same(one: &Head, two: &Head) -> bool {
    one.word == two.word && one.total == two.total && one.period == two.period && one.accumulator == two.accumulator && one.by == two.by
}

/// The head a tree names; its ladder is named and empty.
fn head_of(typer: &mut Typer<'_>, tree: &HeadTree) -> Option<Head> {
    let rated = matches!(tree.word, HeadWord::Rate | HeadWord::Share);
    if matches!(tree.word, HeadWord::FirstPay | HeadWord::Paid) {
        typer.faults.push(words::misplaced(("a policy or framework", "政策或框架"), tree.span));
        return None;
    }
    if rated && (tree.period.is_some() || tree.accumulator.is_some() || !tree.by.is_empty() || tree.total) {
        typer.faults.push(words::conflicting(
            ("a rate has no period, accumulator or key", "比例不分期间、累计项与计数依据"),
            tree.span,
            tree.span,
        ));
        return None;
    }
    if !rated && tree.period.is_none() {
        typer.faults.push(words::missing_clause(("this figure", "此项金额"), ("per visit` or `per year", "每次」或「每年"), tree.span));
        return None;
    }
    if tree.total && tree.word != HeadWord::Deductible {
        typer.faults.push(words::misplaced(("a deductible: only its total is bounded", "起付线：只有起付线可写「累计不超过」"), tree.span));
        return None;
    }
    let period = tree.period.as_ref().map_or(Period::Visit, |p| p.it);
    let accumulator = match &tree.accumulator {
        None => None,
        Some(name) => Some(accumulator(typer, name)?),
    };
    if period == Period::Visit && (accumulator.is_some() || !tree.by.is_empty() || tree.total) {
        typer.faults.push(words::conflicting(("what counts per visit keeps no counter", "「每次」的金额不作累计"), tree.span, tree.span));
        return None;
    }
    let mut by: Vec<FactId> = Vec::new();
    for name in &tree.by {
        let fact = typer.scope.find(name, typer.faults)?;
        typer.reader().in_time(fact, Stage::Route, name.span);
        by.push(fact);
    }
    by.sort_unstable();
    by.dedup();
    let mut name = head::word(tree.word).to_owned();
    if !rated {
        name.push_str(head::period(period));
    }
    if let Some(at) = accumulator {
        name.push_str(" in ");
        name.push_str(typer.accumulators.get(at as usize).map_or("", Names::key));
    }
    for (at, fact) in by.iter().enumerate() {
        name.push_str(if at == 0 { " by " } else { ", " });
        name.push_str(typer.scope.fact(*fact).map_or("", |f| f.names.key()));
    }
    if tree.total {
        name.push_str(" total at most");
    }
    Some(Head { word: tree.word, total: tree.total, period, accumulator, by, ladder: Ladder { name, rows: Vec::new() } })
}

fn accumulator(typer: &mut Typer<'_>, name: &Name) -> Option<u16> {
    let at = typer.accumulators.iter().position(|names| is_named(names, &name.it));
    if at.is_none() {
        let known = typer.accumulators.iter().map(words::two);
        typer.faults.push(words::unknown(Thing::Accumulator, &name.it, known, name.span));
    }
    at.and_then(|at| u16::try_from(at).ok())
}

/// The counter bands go on in: a declared accumulator, else the layer's own under its name.
fn band_counter(typer: &mut Typer<'_>, layer: &Names, counter: Option<&Name>) -> BandCounter {
    let declared = |name: &&Name| typer.accumulators.iter().any(|names| is_named(names, &name.it));
    match counter {
        None => BandCounter::Own { named: false },
        Some(name) if !declared(&name) && is_named(layer, &name.it) => BandCounter::Own { named: true },
        Some(name) => accumulator(typer, name).map_or(BandCounter::Own { named: true }, BandCounter::Shared),
    }
}

/// Bands over the year that do not say in which counter, beside a figure that counts in a shared one. A yearly deductible of the
/// layer's own shows that its bands are its own as well.
fn unnamed_counter(typer: &mut Typer<'_>, layer: &Layer) {
    let Some(Bands { over_year: Some(BandCounter::Own { named: false }), clause, .. }) = layer.bands else { return };
    let cut = layer.rate.iter().flat_map(|rate| &rate.ladder.rows).any(|row| row.band.is_some_and(|band| band != (0, i64::MAX)));
    let own = layer.heads.iter().any(|head| deducts(head) && head.period == Period::Year && head.accumulator.is_none());
    let counting = layer.heads.iter().filter(|head| !own || deducts(head));
    let mut shared = counting.filter_map(|head| Some((head, typer.accumulators.get(usize::from(head.accumulator?))?)));
    let Some((head, names)) = shared.next().filter(|_| cut || !layer.higher.is_empty()) else { return };
    let place = |clause: ClauseId| typer.clauses.get(clause as usize).map(|clause| clause.head_span);
    let other = head.ladder.rows.first().and_then(|row| place(row.clause));
    let fault = place(clause).map(|span| words::unnamed_counter(&layer.names, names, span, other));
    typer.faults.extend(fault);
}

fn deducts(head: &Head) -> bool {
    head.word == HeadWord::Deductible && !head.total
}

/// A table with several answer columns.
fn many(typer: &mut Typer<'_>, draft: &mut Draft<'_>, merged: &Merged, tree: &Table, adjusting: bool) {
    let guard = typer.guard(&merged.clause, Stage::Route);
    let mut any = false;
    for (at, header) in tree.header.iter().enumerate() {
        match &header.it {
            Header::Head(head) => {
                any = true;
                if !adjusting {
                    amount(typer, draft, merged, head, &guard, &Source::Column(tree, at));
                }
            }
            Header::Adjust(adjust) => {
                any = true;
                if adjusting {
                    adjusted(typer, draft, merged, adjust, &guard, &Source::Column(tree, at));
                }
            }
            _ if any => typer
                .faults
                .push(words::table_shape(("this column stands right of an answer and is none", "此列在答案列之右却不是答案"), header.span)),
            _ => {}
        }
    }
    if !any && !adjusting {
        typer.faults.push(words::table_shape(
            ("no column of this table answers a clause, such as `rate`", "此表没有答案列，如「比例」"),
            tree.span,
        ));
    }
}

fn adjustment(typer: &mut Typer<'_>, draft: &mut Draft<'_>, merged: &Merged, adjust: &Adjust) {
    let Some(answer) = &adjust.answer else { return };
    let guard = typer.guard(&merged.clause, Stage::Route);
    adjusted(typer, draft, merged, adjust, &guard, &Source::Answer(answer));
}

fn adjusted(typer: &mut Typer<'_>, draft: &mut Draft<'_>, merged: &Merged, adjust: &Adjust, guard: &Guard, source: &Source<'_>) {
    let word = adjust.target.word;
    let Ok(head) = target(typer, draft, &adjust.target) else { return };
    let money = wanted(word) == Wanted::Money;
    let asked_for = match adjust.op {
        Some(AdjustOp::Up | AdjustOp::Down) if !money => Wanted::Points,
        Some(AdjustOp::Times) => Wanted::Factor,
        Some(AdjustOp::To | AdjustOp::Up | AdjustOp::Down | AdjustOp::AtLeast | AdjustOp::AtMost) | None => wanted(word),
    };
    let with = match &adjust.with {
        None => None,
        Some(with) => match growth(typer, with) {
            Some(with) => Some(with),
            None => return,
        },
    };
    let mut name = String::from("adjust ");
    match head.and_then(|at| draft.layer.heads.get(at)) {
        Some(head) => name.push_str(&head.ladder.name),
        None => name.push_str(head::word(word)),
    }
    if let Some((fact, ..)) = with {
        name.push_str(" with ");
        name.push_str(typer.scope.fact(fact).map_or("", |f| f.names.key()));
    }
    if let Some(op) = adjust.op {
        name.push(' ');
        name.push_str(op.word());
    }
    let clause = typer.number(merged, &name);
    let asked = Asked { clause, wanted: asked_for, unlimited: false, bands: false, stage: Stage::Route, span: merged.clause.head_span };
    let rows = rows(typer, source, guard, asked);
    if adjust.op.is_none() && rows.iter().any(|row| row.answer != crate::plan::Answer::Unstated) {
        let column = (
            "this column does not say how it adjusts: head it `adjust rate down`, or `up`, `to`, `×`, `at most`, `at least`",
            "此列未写明如何调整：表头请写「调整 比例 降低」，或提高、改为、×、不超过、不低于",
        );
        typer.faults.push(words::table_shape(column, adjust.target.span));
        return;
    }
    let money = money && adjust.op != Some(AdjustOp::Times);
    // Each adjusting clause applies by itself: sums and factors add up over clauses.
    draft.layer.adjusts.push(Adjustment { word, head, op: adjust.op, money, with, ladder: Ladder { name, rows } });
}

/// The head an adjustment adjusts: `None` for rate, share and paid.
fn target(typer: &mut Typer<'_>, draft: &Draft<'_>, tree: &HeadTree) -> Result<Option<usize>, ()> {
    if matches!(tree.word, HeadWord::Rate | HeadWord::Share | HeadWord::Paid) {
        return Ok(None);
    }
    if tree.word == HeadWord::FirstPay || tree.total {
        typer.faults.push(words::misplaced(("a clause of its own: write the figure itself", "单独条款：请直接写数值"), tree.span));
        return Err(());
    }
    let by: Vec<Option<FactId>> = tree.by.iter().map(|n| typer.scope.named(&n.it)).collect();
    let accumulator = tree.accumulator.as_ref().map(|name| typer.accumulators.iter().position(|n| is_named(n, &name.it)));
    let fits = |head: &Head| {
        head.word == tree.word
            && !head.total
            && tree.period.as_ref().is_none_or(|p| p.it == head.period)
            && accumulator.is_none_or(|a| a.and_then(|a| u16::try_from(a).ok()) == head.accumulator)
            && (by.is_empty() || by.iter().all(|b| b.is_some_and(|b| head.by.contains(&b))))
    };
    let found: Vec<usize> = draft.layer.heads.iter().enumerate().filter(|(_, h)| fits(h)).map(|(at, _)| at).collect();
    // Where several fit, the one whose head is written just so.
    let exact =
        |at: &&usize| {
            draft.layer.heads.get(**at).is_some_and(|head| {
                accumulator.flatten().and_then(|a| u16::try_from(a).ok()) == head.accumulator && by.len() == head.by.len()
            })
        };
    let just_so: Vec<usize> = found.iter().filter(exact).copied().collect();
    match if just_so.len() == 1 { just_so.as_slice() } else { found.as_slice() } {
        [one] => Ok(Some(*one)),
        [] => {
            typer.faults.push(words::missing_clause(("this layer", "本支付层"), (head::word(tree.word), word_zh(tree.word)), tree.span));
            Err(())
        }
        _ => {
            typer.faults.push(words::ambiguous_head(head::word(tree.word), tree.span));
            Err(())
        }
    }
}

fn word_zh(word: HeadWord) -> &'static str {
    match word {
        HeadWord::Deductible => "起付线",
        HeadWord::Limit | HeadWord::LimitAbove => "费用限额",
        HeadWord::Rate => "比例",
        HeadWord::Share => "自付比例",
        HeadWord::Paid => "支付",
        HeadWord::Cap => "封顶线",
        HeadWord::FirstPay => "先行自付",
    }
}

fn growth(typer: &mut Typer<'_>, with: &With) -> Option<(FactId, i64, i64)> {
    use crate::plan::FactKind;
    let fact = typer.scope.find(&with.fact, typer.faults)?;
    typer.reader().in_time(fact, Stage::Route, with.fact.span);
    match typer.scope.fact(fact)?.kind {
        FactKind::Count | FactKind::Age | FactKind::Years => {}
        FactKind::Enum(_) | FactKind::YesNo | FactKind::Region | FactKind::Date | FactKind::Money | FactKind::Text(_) => {
            let name = typer.scope.fact(fact)?.names.clone();
            typer.faults.push(words::wrong_kind(
                &name,
                ("values; only a count, an age or years can be grown with", "取值；只有次数、周岁与年数可以随之增减"),
                with.fact.span,
            ));
            return None;
        }
    }
    let mut number = |literal: &Spanned<Literal>| {
        // `each 1 years` of an age: the unit of a span of age is years.
        let literal = match literal.it {
            Literal::Years(n) | Literal::YearsOld(n) | Literal::Times(n) => Spanned::new(Literal::Number(n), literal.span),
            _ => literal.clone(),
        };
        typer.reader().number(fact, &literal)
    };
    let base = with.over.as_ref().map_or(Some(0), &mut number)?;
    let step = number(&with.each)?;
    if step <= 0 {
        typer.faults.push(words::out_of_range(("a step is above zero", "步长须大于零"), with.each.span));
        return None;
    }
    Some((fact, base, step))
}

/// What a layer must state.
fn finish(typer: &mut Typer<'_>, draft: &Draft<'_>) {
    let layer = &draft.layer;
    let span = draft.merged.clause.head_span;
    let title = (format!("layer `{}`", layer.names.key()), format!("支付层「{}」", layer.names.label()));
    let title = (title.0.as_str(), title.1.as_str());
    if draft.covers.is_none() {
        typer.faults.push(words::missing_clause(title, ("covers", "纳入"), span));
    }
    if layer.given {
        if layer.rate.is_some() || !layer.higher.is_empty() || !layer.heads.is_empty() || !layer.adjusts.is_empty() || layer.bands.is_some()
        {
            typer.faults.push(words::conflicting(
                (
                    "a given layer states only what it covers: its figures come with the claim",
                    "「已结」的支付层只写「纳入」，其金额随申报而来",
                ),
                span,
                span,
            ));
        }
        return;
    }
    match &layer.rate {
        None => typer.faults.push(words::missing_clause(title, ("rate` or `share", "比例」或「自付比例"), span)),
        Some(rate) if layer.bands.is_none() && rate.ladder.rows.iter().any(|r| r.band.is_some_and(|b| b != (0, i64::MAX))) => {
            typer.faults.push(words::missing_clause(
                title,
                ("bands above deductible` or `bands from zero", "分段 起付线以上」或「分段 从零起"),
                rate.ladder.rows.first().and_then(|row| typer.clauses.get(row.clause as usize)).map_or(span, |clause| clause.head_span),
            ));
        }
        Some(_) => unnamed_counter(typer, layer),
    }
}
