//! Whole trees made by chance: every kind of item, clause, line and header, wherever it may stand.

use super::leaves::{
    at, cell, citation, conditions, date, declared, dotted, literal, name, nowhere, paired, path, pattern, quantity, reference, text,
};
use super::seed::Seed;
use yibao::calendar::YearStart;
use yibao::source::Spanned;
use yibao::syntax::tree::{
    Adjust, AdjustOp, Answer, Catalog, Cell, Clause, Document, Example, Expectation, Expected, Fact, FactKind, Figure, FigureScope, File,
    Grade, Head, HeadWord, Header, Item, Line, Mode, Period, Policy, Row, Table, Term, What, With,
};

/// A file of one to three items.
pub fn file(seed: &mut Seed) -> File {
    File { items: seed.many(1, 3, |seed| at(item(seed))), comments: Vec::new() }
}

fn item(seed: &mut Seed) -> Item {
    match seed.below(6) {
        0 => Item::Vocabulary(seed.many(0, 6, |seed| clause(seed, Kind::Vocabulary))),
        1 => Item::Catalog(Catalog {
            name: dotted(seed),
            title: seed.maybe(text),
            clauses: seed.many(0, 4, |seed| clause(seed, Kind::Catalog)),
        }),
        _ => Item::Policy(Policy {
            framework: seed.once_in(3),
            name: dotted(seed),
            title: seed.maybe(text),
            extends: seed.many(0, 2, dotted),
            clauses: seed.many(0, 10, |seed| clause(seed, Kind::Policy)),
        }),
    }
}

/// The block a clause stands in.
#[derive(Clone, Copy)]
enum Kind {
    Vocabulary,
    Catalog,
    Policy,
    Filing,
    Route,
    Benefit,
    Layer,
    Account,
}

fn clause(seed: &mut Seed, kind: Kind) -> Clause {
    let mode = match seed.below(8) {
        0 => Mode::Override,
        1 => Mode::Remove,
        _ => Mode::Plain,
    };
    let what = match kind {
        Kind::Vocabulary => vocabulary(seed),
        Kind::Catalog => catalog(seed),
        Kind::Policy => policy(seed, mode),
        Kind::Filing => filing(seed),
        Kind::Route => What::Reason { refuse: seed.once_in(2), name: declared(seed) },
        Kind::Benefit => benefit(seed, mode),
        Kind::Layer => layer(seed, mode),
        Kind::Account => What::Covers(covers(seed)),
    };
    // These are never taken away, and stand without a tail of their own.
    let mode = match &what {
        What::Table(_) | What::Define { .. } | What::Example(_) | What::Route(_) if mode == Mode::Remove => Mode::Plain,
        What::Adjust(Adjust { op: None, .. }) if mode == Mode::Remove => Mode::Override,
        _ => mode,
    };
    let tailed = !matches!(what, What::Example(_) | What::Route(_));
    let least = usize::from(matches!(what, What::NeverWhen));
    let when = if narrowed(&what, kind) && (least > 0 || seed.once_in(3)) { conditions(seed, least) } else { Vec::new() };
    let citation = if tailed && seed.once_in(3) { Some(citation(seed)) } else { None };
    Clause { mode, what, when, citation, span: nowhere(), head_span: nowhere() }
}

/// Whether conditions may stand on it: a guard, the conditions of `never`, or the `only when` of a fact.
fn narrowed(what: &What, kind: Kind) -> bool {
    let named = matches!(
        what,
        What::FilingNeeded
            | What::Filing { .. }
            | What::FileBy { .. }
            | What::Needs(_)
            | What::Reason { .. }
            | What::Part { .. }
            | What::Benefit { .. }
            | What::Layer { .. }
            | What::PersonalAccount(_)
            | What::Amount { .. }
            | What::Adjust(_)
            | What::HigherOf
            | What::Table(_)
    );
    matches!(what, What::Fact(_) | What::NeverWhen) || (named && !matches!(kind, Kind::Catalog))
}

/// The clauses of a block; what is taken away has none.
fn block(seed: &mut Seed, mode: Mode, kind: Kind) -> Vec<Clause> {
    if mode == Mode::Remove { Vec::new() } else { seed.many(0, 5, |seed| clause(seed, kind)) }
}

fn vocabulary(seed: &mut Seed) -> What {
    match seed.below(6) {
        0 => What::Value { name: declared(seed), of: name(seed), code: seed.maybe(text) },
        1 => What::Group { name: declared(seed), of: name(seed), members: seed.many(1, 4, declared) },
        2 => What::NeverWhen,
        3 => What::FundDecl { name: declared(seed), code: seed.maybe(text), field: seed.maybe(text) },
        _ => What::Fact(Fact {
            name: declared(seed),
            of_item: seed.once_in(4),
            kind: fact_kind(seed),
            default: seed.maybe(|seed| at(literal(seed))),
            field: seed.maybe(text),
        }),
    }
}

fn fact_kind(seed: &mut Seed) -> FactKind {
    match seed.below(9) {
        0 => FactKind::OneOf(seed.many(1, 9, |seed| (declared(seed), seed.maybe(text)))),
        1 => FactKind::YesNo,
        2 => FactKind::Count(at(pattern(seed))),
        3 => FactKind::Age(at(pattern(seed))),
        4 => FactKind::Years(at(pattern(seed))),
        5 => FactKind::Region,
        6 => FactKind::Date,
        7 => FactKind::Money,
        _ => FactKind::Text,
    }
}

fn catalog(seed: &mut Seed) -> What {
    match seed.below(5) {
        0 => What::Region(at(seed.pick(&[430_000, 430_100, 110_000]))),
        1 => What::Effective(at(cell(seed))),
        2 => What::Document(document(seed)),
        3 => What::Ruling { deny: seed.once_in(2), code: at("W301".to_owned()), why: text(seed) },
        _ => What::Table(table(seed, false)),
    }
}

fn document(seed: &mut Seed) -> Document {
    Document {
        name: name(seed),
        title: text(seed),
        number: seed.maybe(text),
        date: seed.maybe(|seed| at(seed.maybe(date))),
        grade: seed.pick(&[Grade::Official, Grade::Secondary, Grade::Unconfirmed]),
    }
}

fn policy(seed: &mut Seed, mode: Mode) -> What {
    match seed.below(25) {
        0 => vocabulary(seed),
        1 | 2 => catalog(seed),
        3 => What::Scheme(reference(seed)),
        4 => What::AppliesOn(name(seed)),
        5 => What::YearOf {
            date: name(seed),
            from: seed.maybe(|seed| at(YearStart::new(seed.pick(&[1, 4, 7, 12]), seed.pick(&[1, 15, 30])).unwrap_or_default())),
        },
        6 => What::Rounding { unit: at(quantity(seed)), per_claim: seed.once_in(2) },
        7 => What::LastDay { rolling: seed.once_in(2) },
        8 => What::CatalogOf(name(seed)),
        9 => What::FirstPayOf(name(seed)),
        10 => What::FilingNeeded,
        11 | 12 => What::Filing { name: declared(seed), clauses: block(seed, mode, Kind::Filing) },
        13 => What::Route(block(seed, mode, Kind::Route)),
        14 => What::Accumulator(declared(seed)),
        // Behind one bare name a quoted value would be taken for the other name, so both are written.
        15 => What::Let { name: paired(seed), answer: removed(mode).unwrap_or_else(|| answer(seed)) },
        16 => What::Define { name: declared(seed), table: table(seed, false) },
        17 => What::Part { name: declared(seed), of: name(seed) },
        18 | 19 => What::Benefit { name: declared(seed), clauses: block(seed, mode, Kind::Benefit) },
        20 => What::PersonalAccount(block(seed, mode, Kind::Account)),
        21 => amount(seed, mode),
        _ => What::Example(example(seed).into()),
    }
}

/// A constant that is taken away stands in the tree as an unstated one.
fn removed(mode: Mode) -> Option<Answer> {
    (mode == Mode::Remove).then(|| Answer::Value(at(Cell::Unstated)))
}

fn filing(seed: &mut Seed) -> What {
    match seed.below(6) {
        0 => What::FileBy { event: name(seed), within: seed.maybe(|seed| at(quantity(seed))), counting_first: seed.once_in(2) },
        1 => What::Late(reference(seed)),
        2 => What::Valid { from: seed.maybe(name), length: seed.maybe(|seed| at(quantity(seed))) },
        3 => What::Deemed,
        4 => What::Place { institution: seed.once_in(2) },
        _ => What::Needs(text(seed)),
    }
}

fn benefit(seed: &mut Seed, mode: Mode) -> What {
    match seed.below(6) {
        0 => What::PersonalAccount(block(seed, mode, Kind::Account)),
        1 => What::Part { name: declared(seed), of: name(seed) },
        2 => What::Ruling { deny: seed.once_in(2), code: at("W301".to_owned()), why: text(seed) },
        _ => {
            let given = seed.once_in(5);
            What::Layer { name: declared(seed), after: seed.maybe(reference), given, clauses: block(seed, mode, Kind::Layer) }
        }
    }
}

fn layer(seed: &mut Seed, mode: Mode) -> What {
    match seed.below(10) {
        0 => What::Covers(covers(seed)),
        1 => What::Fund(reference(seed)),
        2 => {
            let (from_zero, over_year) = (seed.once_in(2), seed.once_in(2));
            What::Bands { from_zero, over_year, counter: if over_year { seed.maybe(reference) } else { None } }
        }
        3 => What::HigherOf,
        4 => What::Table(table(seed, true)),
        5 | 6 => What::Adjust(adjust(seed, mode)),
        _ => amount(seed, mode),
    }
}

fn covers(seed: &mut Seed) -> Vec<Term> {
    seed.many(1, 3, |seed| {
        let path = if seed.once_in(3) { vec![at("rest".to_owned())] } else { path(seed, 1) };
        Term { path, scale: seed.maybe(|seed| at(quantity(seed))), span: nowhere() }
    })
}

const WORDS: [HeadWord; 8] = [
    HeadWord::Deductible,
    HeadWord::Limit,
    HeadWord::LimitAbove,
    HeadWord::Rate,
    HeadWord::Share,
    HeadWord::Paid,
    HeadWord::Cap,
    HeadWord::FirstPay,
];

fn head(seed: &mut Seed) -> Head {
    Head {
        word: seed.pick(&WORDS),
        period: seed.maybe(|seed| at(seed.pick(&[Period::Visit, Period::Stay, Period::Month, Period::Year]))),
        accumulator: if seed.once_in(4) { Some(reference(seed)) } else { None },
        by: if seed.once_in(4) { seed.many(1, 2, name) } else { Vec::new() },
        total: seed.once_in(5),
        span: nowhere(),
    }
}

fn amount(seed: &mut Seed, mode: Mode) -> What {
    let head = head(seed);
    What::Amount { head, answer: if mode == Mode::Remove { None } else { Some(answer(seed)) } }
}

fn answer(seed: &mut Seed) -> Answer {
    match seed.below(4) {
        0 => {
            let fact = if seed.once_in(2) { at("band".to_owned()) } else { name(seed) };
            Answer::Across(fact, table(seed, false))
        }
        1 => Answer::Table(table(seed, true)),
        _ => Answer::Value(at(cell(seed))),
    }
}

fn with(seed: &mut Seed) -> With {
    With { fact: name(seed), over: seed.maybe(|seed| at(quantity(seed))), each: at(quantity(seed)) }
}

const OPS: [AdjustOp; 6] = [AdjustOp::To, AdjustOp::Up, AdjustOp::Down, AdjustOp::Times, AdjustOp::AtLeast, AdjustOp::AtMost];

fn adjust(seed: &mut Seed, mode: Mode) -> Adjust {
    let (target, with) = (head(seed), seed.maybe(with));
    if seed.once_in(6) {
        let unstated = Answer::Value(at(Cell::Unstated));
        return Adjust { target, with, op: None, answer: Some(unstated) };
    }
    let answer = if mode == Mode::Remove { None } else { Some(answer(seed)) };
    Adjust { target, with, op: Some(seed.pick(&OPS)), answer }
}

fn table(seed: &mut Seed, answers: bool) -> Table {
    let header = seed.many(1, 4, |seed| at(header(seed, answers)));
    let rows = seed.many(0, 4, |seed| Row {
        cells: header.iter().map(|head| at(cell_under(seed, &head.it))).collect(),
        citation: if seed.once_in(4) { Some(citation(seed)) } else { None },
        span: nowhere(),
    });
    Table { header, rows, span: nowhere() }
}

/// A cell; under `expect error` now and then some words of an error.
fn cell_under(seed: &mut Seed, header: &Header) -> Cell {
    let error = matches!(header, Header::Expect(figures) if matches!(figures.as_slice(), [Figure { scope: FigureScope::Error, .. }]));
    if error && seed.once_in(2) { Cell::Told(seed.many(2, 3, name)) } else { cell(seed) }
}

fn header(seed: &mut Seed, answers: bool) -> Header {
    match seed.below(10) {
        0 => Header::Band,
        1 => Header::Effective,
        2 => Header::Item,
        3 => Header::Ceiling,
        4 => Header::Value,
        5 => Header::Expect(expected_figures(seed).0),
        6 if answers => {
            Header::Adjust(Adjust { target: head(seed), with: seed.maybe(with), op: seed.maybe(|seed| seed.pick(&OPS)), answer: None })
        }
        7 if answers => Header::Head(head(seed)),
        _ => Header::Cell(cell(seed)),
    }
}

fn example(seed: &mut Seed) -> Example {
    Example { title: text(seed), stages: seed.many(1, 3, |seed| seed.many(0, 5, line)) }
}

fn line(seed: &mut Seed) -> Spanned<Line> {
    at(match seed.below(8) {
        0 => Line::Before {
            path: path(seed, 1),
            by: if seed.once_in(3) { seed.many(1, 2, |seed| (name(seed), at(literal(seed)))) } else { Vec::new() },
            value: at(literal(seed)),
        },
        1 => Line::Items(table(seed, false)),
        2 => Line::Cases(table(seed, false)),
        3 => {
            let what = if seed.once_in(2) { What::Adjust(adjust(seed, Mode::Plain)) } else { amount(seed, Mode::Plain) };
            let clause = Clause { mode: Mode::Plain, what, when: Vec::new(), citation: None, span: nowhere(), head_span: nowhere() };
            Line::Assume { path: path(seed, 0), clause: Box::new(clause) }
        }
        4 | 5 => Line::Expect(seed.many(1, 4, expectation)),
        _ => Line::Given { fact: path(seed, 1), value: at(literal(seed)) },
    })
}

fn expectation(seed: &mut Seed) -> Expectation {
    let (figures, named) = expected_figures(seed);
    let value = match named {
        Some(FigureScope::Reason) => Expected::Names(seed.many(1, 3, reference)),
        Some(FigureScope::Error) => Expected::Names(seed.many(1, 3, name)),
        Some(_) => Expected::Names(vec![reference(seed)]),
        None => Expected::Amount(literal(seed), seed.maybe(quantity)),
    };
    Expectation { figures, value: at(value), span: nowhere() }
}

/// What is expected, and the scope whose answers are names.
fn expected_figures(seed: &mut Seed) -> (Vec<Figure>, Option<FigureScope>) {
    if seed.once_in(3) {
        let scopes = [FigureScope::Route, FigureScope::Filing, FigureScope::Benefit, FigureScope::Reason, FigureScope::Error];
        let scope = seed.pick(&scopes);
        return (vec![Figure { scope, path: Vec::new(), band: None }], Some(scope));
    }
    let figure = |seed: &mut Seed| {
        let scope = seed.pick(&[FigureScope::Result, FigureScope::Result, FigureScope::Partition, FigureScope::Year]);
        if seed.once_in(5) {
            let mut path = path(seed, 1);
            path.push(at("band".to_owned()));
            return Figure { scope, path, band: Some(2) };
        }
        Figure { scope, path: path(seed, 1), band: None }
    };
    (seed.many(1, 3, figure), None)
}
