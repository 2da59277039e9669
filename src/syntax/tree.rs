//! The tree of a rule file: what stands in the text, with its places, before any name is looked up.
//!
//! The doc comment of each variant is its concrete syntax in English. Names are kept as written (Latin or Han);
//! equality ignores spans. Comments are kept beside the tree, by position.

mod block;
mod example;
mod value;

pub use example::{Example, Expectation, Expected, Figure, FigureScope, Line};
pub use value::{Bound, Cell, Condition, Header, Literal, Pattern, Row, Table, Test};

pub use crate::value::{AdjustOp, Period};

use crate::calendar::YearStart;
use crate::source::{Span, Spanned};
use chrono::NaiveDate;
use std::sync::Arc;

/// A bare or quoted name as written; dotted for policies and paths. Quotes are not part of it.
pub type Name = Spanned<String>;
/// A quoted text, without its quotes.
pub type Text = Spanned<String>;

/// `pool "统筹基金"`: a declared name, and in quotes the one in the other script.
#[derive(Clone, Debug, PartialEq)]
pub struct Declared {
    /// The bare name.
    pub name: Name,
    /// The quoted name in the other script.
    pub other: Option<Text>,
}

/// A whole file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    /// The top-level items in order.
    pub items: Vec<Spanned<Item>>,
    /// `# …` comments in order of place, each from its `#` to the end of its line, without the line break.
    pub comments: Vec<Text>,
}

/// A top-level item.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// `vocabulary { … }`
    Vocabulary(Vec<Clause>),
    /// `catalog hunan "湖南省医保目录" { … }`
    Catalog(Catalog),
    /// `policy a.b "…" extends c { … }` or `framework …`
    Policy(Policy),
}

/// `catalog NAME "TITLE" { region …; effective …; document …; table { | item | class | first pay | ceiling | … } }`
#[derive(Clone, Debug, PartialEq)]
pub struct Catalog {
    /// Dotted name, never turned.
    pub name: Name,
    /// Title, text.
    pub title: Option<Text>,
    /// `region`, `effective`, `document`, `table`, `allow`.
    pub clauses: Vec<Clause>,
}

/// `policy sample.employee "示例市职工基本医疗保险" extends sample { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// A framework is extended and settles nothing.
    pub framework: bool,
    /// Dotted name, never turned.
    pub name: Name,
    /// Title, text.
    pub title: Option<Text>,
    /// Parents, in written order (names by comma).
    pub extends: Vec<Name>,
    /// Everything inside.
    pub clauses: Vec<Clause>,
}

/// How a clause meets what is inherited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// Written plainly: adds, or reopens a block.
    #[default]
    Plain,
    /// `override …`
    Override,
    /// `remove …` followed by an identity: no value, no block.
    Remove,
}

/// One clause, wherever it stands.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Plain, `override` or `remove`.
    pub mode: Mode,
    /// What it says.
    pub what: What,
    /// `when …`: conditions joined by `and`.
    pub when: Vec<Condition>,
    /// `[办法 "第九条"]`
    pub citation: Option<Citation>,
    /// The whole clause, a block included, without surrounding blanks.
    pub span: Span,
    /// The clause without its block: what a label underlines.
    pub head_span: Span,
}

impl PartialEq for Clause {
    fn eq(&self, other: &Self) -> bool {
        self.mode == other.mode && self.what == other.what && self.when == other.when && self.citation == other.citation
    }
}

/// `[办法 "第九条", 细则 "二"]`
#[derive(Clone, Debug)]
pub struct Citation {
    /// Each a declared document and, in quotes, the article.
    pub places: Vec<(Name, Option<Text>)>,
    /// With its brackets.
    pub span: Span,
}

impl PartialEq for Citation {
    fn eq(&self, other: &Self) -> bool {
        self.places == other.places
    }
}

/// What a clause says. Block variants hold their clauses.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    // -- vocabularies, and policies that declare facts of their own
    /// `fact care "就医类型" one of inpatient "住院" code "21", outpatient "门诊" default … only when … field "…"`
    Fact(Fact),
    /// `value dialysis "透析" of disease code "…"`
    Value {
        /// The value.
        name: Declared,
        /// The fact it is a value of.
        of: Name,
        /// `code "21"`
        code: Option<Text>,
    },
    /// `group long_term "跨省异地长期居住" of filed_as resettled "异地安置退休", residing "…"`: a member with a second name is declared too
    Group {
        /// The group.
        name: Declared,
        /// The fact whose values it joins.
        of: Name,
        /// Its members.
        members: Vec<Declared>,
    },
    /// `never when person is active and age is under 16 years old` (the conditions are the clause's `when`)
    NeverWhen,
    /// `fund basic "基本统筹" code "310100" field "hifp_pay"` in a vocabulary
    FundDecl {
        /// The fund.
        name: Declared,
        /// `code "310100"`
        code: Option<Text>,
        /// `field "hifp_pay"`
        field: Option<Text>,
    },

    // -- the head of a policy or catalog
    /// `region 430100`
    Region(Spanned<u32>),
    /// `scheme employee`
    Scheme(Name),
    /// `effective 2023-01-01 ..`, `effective 2023-01-01 .. 2024-12-31`, `effective unstated`
    Effective(Spanned<Cell>),
    /// `applies on care_end`
    AppliesOn(Name),
    /// `year of care_end`, `year of care_end from 07-01`
    YearOf {
        /// The date.
        date: Name,
        /// The day the year begins, 1 January when not written.
        from: Option<Spanned<YearStart>>,
    },
    /// `document 办法 "标题" number "文号" 2022-12-30 unconfirmed`
    Document(Document),

    // -- settings
    /// `rounding half up to 0.01 yuan, first pay per item`
    Rounding {
        /// The unit rounded to: an amount of money.
        unit: Spanned<Literal>,
        /// `first pay per claim` instead of `per item`.
        per_claim: bool,
    },
    /// `last day rolling` / `last day not rolling`
    LastDay {
        /// Whether a last day that is a day off moves on to the next working day.
        rolling: bool,
    },
    /// `catalog of care_region`
    CatalogOf(Name),
    /// `first pay of care_region`
    FirstPayOf(Name),

    // -- filing and route
    /// `filing needed when …`
    FilingNeeded,
    /// `filing emergency when … { file by …; late …; valid …; deemed; place …; needs … }`
    Filing {
        /// A value or group of `filed_as`, or a name that only `late` reaches.
        name: Declared,
        /// Its block.
        clauses: Vec<Clause>,
    },
    /// `file by admitted + 2 working days counting the first day`
    FileBy {
        /// The fact whose date starts the window.
        event: Name,
        /// The length: days, working days or months.
        within: Option<Spanned<Literal>>,
        /// `counting the first day`
        counting_first: bool,
    },
    /// `late unfiled`
    Late(Name),
    /// `valid until changed`, `valid from filed_start 6 months`, `valid from filed_start until changed`
    Valid {
        /// `from filed_start`
        from: Option<Name>,
        /// Days or months; none for `until changed`.
        length: Option<Spanned<Literal>>,
    },
    /// `deemed`
    Deemed,
    /// `place region` / `place institution`
    Place {
        /// `institution` rather than `region`.
        institution: bool,
    },
    /// `needs "急诊病历"`
    Needs(Text),
    /// `route { … }`
    Route(Vec<Clause>),
    /// `manual lapsed "断保" when …` / `refuse not_inpatient "…" when …`
    Reason {
        /// `refuse` rather than `manual`.
        refuse: bool,
        /// The reason's stable name.
        name: Declared,
    },

    // -- names for amounts and cases
    /// `accumulator outpatient_cap "门诊限额"`
    Accumulator(Declared),
    /// `let year_wage "年平均工资" month_wage × 12`, or a table
    Let {
        /// The constant.
        name: Declared,
        /// Its value.
        answer: Answer,
    },
    /// `define severe "重症" { | age | define | … }`: a table whose last column answers
    Define {
        /// The derived fact.
        name: Declared,
        /// Condition columns, then one answer column headed `value`.
        table: Table,
    },
    /// `part special_drugs "特药" of eligible when class is b`
    Part {
        /// The part.
        name: Declared,
        /// Always `eligible`.
        of: Name,
    },

    // -- benefits
    /// `benefit inpatient "住院" when … { … }`
    Benefit {
        /// The benefit.
        name: Declared,
        /// Its block.
        clauses: Vec<Clause>,
    },
    /// `layer critical "大病保险" after pool when … { … }`, `layer pool given { covers eligible }`
    Layer {
        /// The layer.
        name: Declared,
        /// `after pool`
        after: Option<Name>,
        /// `given`: settled elsewhere.
        given: bool,
        /// Its block.
        clauses: Vec<Clause>,
    },
    /// `personal account { covers rest + first_self_pay }`
    PersonalAccount(Vec<Clause>),
    /// `covers rest + first_self_pay × 50%`
    Covers(Vec<Term>),
    /// `fund basic` in a layer
    Fund(Name),
    /// `bands above deductible over the year in critical_total`, `bands from zero`
    Bands {
        /// `from zero` rather than `above deductible`.
        from_zero: bool,
        /// `over the year`
        over_year: bool,
        /// `in critical_total`: a declared accumulator, or the layer itself; only `over the year`.
        counter: Option<Name>,
    },
    /// `deductible per visit across level { … }`, `cap per year 150000 yuan`, `rate { … }`, `first pay 10%`
    Amount {
        /// Which figure of which period and key.
        head: Head,
        /// Its value or table; none after `remove`.
        answer: Option<Answer>,
    },
    /// `adjust rate down 10 points when …`
    Adjust(Adjust),
    /// `rate higher of own and place of care`
    HigherOf,
    /// `table { | person | deductible per year | rate | … }`
    Table(Table),

    // -- the rest
    /// What the block makes of a warning: `allow W301 "why"`, `deny W403 "why"`
    Ruling {
        /// `deny`: an error here.
        deny: bool,
        /// The code.
        code: Name,
        /// The reason.
        why: Text,
    },
    /// `example "…" { … }`; shared by every version that brings it
    Example(Arc<Example>),
}

/// `fact NAME "其名" [of item] KIND [default V] [only when …] [field "…"]`; `only when` is the clause's `when`.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The fact.
    pub name: Declared,
    /// `of item`: a fact of one line of the bill.
    pub of_item: bool,
    /// What it may hold.
    pub kind: FactKind,
    /// `default no`
    pub default: Option<Spanned<Literal>>,
    /// `field "med_type"`: the interface field it travels in.
    pub field: Option<Text>,
}

/// What a fact may hold.
#[derive(Clone, Debug, PartialEq)]
pub enum FactKind {
    /// `one of inpatient "住院" code "21", outpatient "门诊"`
    OneOf(Vec<(Declared, Option<Text>)>),
    /// `yes or no`
    YesNo,
    /// `count 1 or more`
    Count(Spanned<Pattern>),
    /// `age 0 .. 130 years old`
    Age(Spanned<Pattern>),
    /// `years 0 .. 60 years`
    Years(Spanned<Pattern>),
    /// `region`
    Region,
    /// `date`
    Date,
    /// `money`
    Money,
    /// `text`
    Text,
}

/// `document 办法 "标题" number "文号" 2022-12-30 unconfirmed`
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The name citations use.
    pub name: Name,
    /// Title.
    pub title: Text,
    /// `number "…"`
    pub number: Option<Text>,
    /// The date; `None` inside for `unstated`.
    pub date: Option<Spanned<Option<NaiveDate>>>,
    /// How well it is known.
    pub grade: Grade,
}

/// How well a document is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// `official`
    Official,
    /// `secondary`
    Secondary,
    /// `unconfirmed`
    Unconfirmed,
}

/// Which figure: the word, and its period, accumulator and key.
#[derive(Clone, Debug)]
pub struct Head {
    /// `deductible`, `limit`, …
    pub word: HeadWord,
    /// `per visit`, …
    pub period: Option<Spanned<Period>>,
    /// `in NAME`
    pub accumulator: Option<Name>,
    /// `by disease, institution`
    pub by: Vec<Name>,
    /// `total at most`
    pub total: bool,
    /// The head as written.
    pub span: Span,
}

impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        self.word == other.word
            && self.period == other.period
            && self.accumulator == other.accumulator
            && self.by == other.by
            && self.total == other.total
    }
}

/// The word of a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HeadWord {
    /// `deductible`
    Deductible,
    /// `limit`
    Limit,
    /// `limit above deductible`
    LimitAbove,
    /// `rate`
    Rate,
    /// `share`
    Share,
    /// `paid` (only as the target of `adjust`)
    Paid,
    /// `cap`
    Cap,
    /// `first pay`
    FirstPay,
}

/// The answer of a clause.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// `600 yuan`, `unlimited`, `unstated`, `year_wage × 8%`
    Value(Spanned<Cell>),
    /// `across level { | … | }`: the answer columns' headers are patterns of the fact (or of `band`)
    Across(Name, Table),
    /// `{ | person | rate | … }`: the last columns answer
    Table(Table),
}

/// `adjust rate with age over 60 each 1 years up 0.3 points`
#[derive(Clone, Debug, PartialEq)]
pub struct Adjust {
    /// What is adjusted (word, period, accumulator, key).
    pub target: Head,
    /// `with age over 60 each 1 years`
    pub with: Option<With>,
    /// `up`, `down`, … ; none for `adjust rate unstated`.
    pub op: Option<AdjustOp>,
    /// By how much, or to what; none after `remove`.
    pub answer: Option<Answer>,
}

/// `with FACT [over BASE] each STEP`
#[derive(Clone, Debug, PartialEq)]
pub struct With {
    /// The fact it grows with.
    pub fact: Name,
    /// `over BASE`
    pub over: Option<Spanned<Literal>>,
    /// `each STEP`
    pub each: Spanned<Literal>,
}

/// One term of `covers`: `pool.over_cap × 50%`
#[derive(Clone, Debug)]
pub struct Term {
    /// A part (`first_self_pay`), a layer's part (`pool.over_cap`), or `rest`.
    pub path: Vec<Name>,
    /// `× 50%`
    pub scale: Option<Spanned<Literal>>,
    /// The term as written.
    pub span: Span,
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path && self.scale == other.scale
    }
}
