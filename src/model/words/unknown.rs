//! The words over a name nobody declares: the nearest one, those there are, and how one is declared.

use crate::diagnostic::{Code, Fault, Words};
use crate::plan::Names;
use crate::source::{Span, nearest};

/// The most names a help lists.
const LISTED: usize = 12;

/// What else a fact is often called, and its standard name. It is offered only where that fact is declared.
const CALLED: &[(&str, &str)] = &[
    ("医院等级", "level"),
    ("医疗机构级别", "level"),
    ("医疗机构等级", "level"),
    ("定点医疗机构级别", "level"),
    ("机构级别", "level"),
    ("级别", "level"),
    ("hospital_level", "level"),
    ("人员身份", "person"),
    ("参保身份", "person"),
    ("人群", "person"),
    ("person_type", "person"),
    ("参保类型", "scheme"),
    ("参保险种", "scheme"),
    ("医保类型", "scheme"),
    ("insurance", "scheme"),
    ("医疗类别", "care"),
    ("就诊类型", "care"),
    ("就诊类别", "care"),
    ("待遇类型", "care"),
    ("care_type", "care"),
    ("次数", "admission"),
    ("就医地点", "care_region"),
    ("就医地区", "care_region"),
    ("备案情况", "filing"),
    ("备案状态", "filing"),
    ("备案方式", "filed_as"),
];

/// What a name was looked up as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A fact.
    Fact,
    /// A value of a fact.
    Value,
    /// A layer.
    Layer,
    /// A part of the bill.
    Part,
    /// A filing.
    Filing,
    /// A fund.
    Fund,
    /// An accumulator.
    Accumulator,
    /// A `let`.
    Let,
    /// A figure of a layer.
    Figure,
    /// A warning's code.
    Code,
}

impl Thing {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Fact => ("fact", "事实"),
            Self::Value => ("value", "取值"),
            Self::Layer => ("layer", "支付层"),
            Self::Part => ("part", "费用项"),
            Self::Filing => ("filing", "备案类型"),
            Self::Fund => ("fund", "基金"),
            Self::Accumulator => ("accumulator", "累计项"),
            Self::Let => ("constant", "参数"),
            Self::Figure => ("figure", "金额"),
            Self::Code => ("warning code", "警告代码"),
        }
    }
}

/// A name as it is written: in quotes where it is not of one script.
pub(super) fn written(name: &str) -> String {
    let latin =
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    let han = name.chars().all(|c| !c.is_ascii() && c.is_alphabetic());
    if latin || han { name.to_owned() } else { format!("\"{name}\"") }
}

/// The nearest known name offered for one that is not known; which one was meant is for the author to say.
pub(super) fn offer(fault: Fault, near: &str) -> Fault {
    let span = fault.span;
    fault.help(Words::new(format!("did you mean `{near}`?"), format!("是否应为「{near}」？"))).fix(span, written(near), false)
}

/// The two names of a thing, as a list of what is known takes them.
pub fn two(names: &Names) -> (&str, &str) {
    (names.latin.as_str(), names.han.as_str())
}

/// `when levle is level1`; `known` are the Latin and the Han name of all that could have been meant, either of them empty where there is none
pub fn unknown<'a>(thing: Thing, name: &str, known: impl IntoIterator<Item = (&'a str, &'a str)>, span: Span) -> Fault {
    let known: Vec<(&str, &str)> = known.into_iter().collect();
    let (en, zh) = thing.words();
    let fault = Fault::new(Code::E101, span, Words::new(format!("no {en} is called `{name}`"), format!("没有名为「{name}」的{zh}")));
    if let Some(near) = meant(thing, name, &known) {
        return offer(fault, near);
    }
    let Some(list) = listed(&known).filter(|_| thing != Thing::Fact) else {
        return fault.help(if thing == Thing::Fact {
            Words::new(
                "declare the fact first, or name one that is declared: `yibao show` lists them",
                "请先声明该事实，或改用已声明的名称：「yibao show」列出全部",
            )
        } else {
            Words::new(format!("declare the {en} first, or name one that is declared"), format!("请先声明该{zh}，或改用已声明的名称"))
        });
    };
    fault.help(if thing == Thing::Code {
        Words::new(format!("write one of {}", list.en), format!("请写下列之一：{}", list.zh))
    } else {
        Words::new(format!("write one of {}, or declare the {en} first", list.en), format!("请写下列之一：{}；或先声明该{zh}", list.zh))
    })
}

/// `when level is 基层` where no level is called that; `declare` is the fact whose value it may be declared as
pub fn unknown_value<'a>(name: &str, known: impl IntoIterator<Item = (&'a str, &'a str)>, declare: Option<&Names>, span: Span) -> Fault {
    let known: Vec<(&str, &str)> = known.into_iter().collect();
    let fault = unknown(Thing::Value, name, known.iter().copied(), span);
    let Some(list) = listed(&known).filter(|_| fault.fixes.is_empty()) else { return fault };
    let Some(fact) = declare else {
        return fault.help(Words::new(format!("write one of {}", list.en), format!("请写下列之一：{}", list.zh)));
    };
    let value = written(name);
    fault.help(Words::new(
        format!(
            "write one of {}; or, where the document has one more, declare it in the policy: `value {value} of {}`",
            list.en,
            fact.key()
        ),
        format!("请写下列之一：{}；文件另有此值的，在政策中声明：「值 {value} 属 {}」", list.zh, fact.label()),
    ))
}

/// Among more names than this none is looked for that is nearly the same.
const COMPARED: usize = 500;

/// The known name that was meant: the nearest, one the name is usually said for, or the one that stands in it.
fn meant<'a>(thing: Thing, name: &str, known: &[(&'a str, &'a str)]) -> Option<&'a str> {
    let both = || known.iter().flat_map(|(latin, han)| [*latin, *han]).filter(|known| !known.is_empty());
    if let Some(near) = (known.len() <= COMPARED).then(|| nearest(name, both())).flatten() {
        return Some(near);
    }
    let called = CALLED.iter().find(|(called, _)| thing == Thing::Fact && *called == name);
    if let Some((_, standard)) = called {
        let (latin, han) = known.iter().find(|(latin, _)| latin == standard)?;
        return Some(if name.is_ascii() || han.is_empty() { latin } else { han });
    }
    let mut inside: Vec<&str> = both().filter(|known| !known.is_ascii() && known.chars().count() > 1 && name.contains(*known)).collect();
    inside.sort_by_key(|known| std::cmp::Reverse(known.len()));
    let longest = *inside.first()?;
    inside.iter().all(|other| longest.contains(*other)).then_some(longest)
}

/// The names there are, by one of their two, and how many more; none where there are none.
fn listed(known: &[(&str, &str)]) -> Option<Words> {
    let mut seen = Vec::new();
    for names in known.iter().filter(|(latin, han)| !(latin.is_empty() && han.is_empty())) {
        if !seen.contains(names) {
            seen.push(*names);
        }
    }
    let one = |own: &str, other: &str| if own.is_empty() { other.to_owned() } else { own.to_owned() };
    let en: Vec<String> = seen.iter().take(LISTED).map(|(latin, han)| format!("`{}`", one(latin, han))).collect();
    let zh: Vec<String> = seen.iter().take(LISTED).map(|(latin, han)| format!("「{}」", one(han, latin))).collect();
    let more = seen.len() > LISTED;
    let count = seen.len();
    (!seen.is_empty()).then(|| {
        Words::new(
            en.join(", ") + &if more { format!(", … ({count} in all)") } else { String::new() },
            zh.join("、") + &if more { format!("……（共{count}个）") } else { String::new() },
        )
    })
}
