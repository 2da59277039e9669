//! The catalogue of codes: for each what it means, what to write instead, and the smallest text that shows it, wrong and mended.
//!
//! One file a code, `catalogue/E101.md`, in one form:
//!
//! ````text
//! # E101 unknown_name 名称不明
//!
//! What: what it means, and why it matters where that is not plain.
//! 说明：同样的话。
//!
//! Instead: what to write instead.
//! 改法：同样的话。
//!
//! ```fault
//! rules that show it; for a code of claims the rules a claim is settled by (none: those that ship)
//! ```
//!
//! ```claim
//! for a code of claims alone: the claim that shows it, after those settled before it, one a line
//! ```
//!
//! ```mended
//! the rules mended, or the claims where it is a claim that was wrong
//! ```
//! ````

use super::{Code, Words};
use std::fmt::Write as _;

/// What there is to say about a code. Texts are trimmed; none is empty but where it is said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The code.
    pub code: Code,
    /// What it means: a sentence or two.
    pub what: Words,
    /// What to write instead.
    pub instead: Words,
    /// Rules that show it. For a code of claims the rules they are settled by; empty where those that ship do.
    pub fault: &'static str,
    /// Claims as JSON, one a line, of which the last shows it; empty for a code of rules.
    pub claim: &'static str,
    /// The rules mended, or the claims where it begins with `{` or `[`.
    pub mended: &'static str,
}

impl Entry {
    /// The entry of a code.
    pub fn of(code: Code) -> Self {
        let text = code.text();
        let what = Words::new(line(text, "What: "), line(text, "说明："));
        let instead = Words::new(line(text, "Instead: "), line(text, "改法："));
        Self { code, what, instead, fault: fence(text, "fault"), claim: fence(text, "claim"), mended: fence(text, "mended") }
    }

    /// The entry in its one form, as its file must be.
    pub fn text(&self) -> String {
        let Self { code, what, instead, .. } = self;
        let mut out = format!("# {code} {} {}\n\n", code.slug(), code.slug_zh());
        let _ = writeln!(out, "What: {}\n说明：{}\n\nInstead: {}\n改法：{}", what.en, what.zh, instead.en, instead.zh);
        for (info, text) in [("fault", self.fault), ("claim", self.claim), ("mended", self.mended)] {
            if !text.is_empty() {
                let _ = write!(out, "\n```{info}\n{text}\n```\n");
            }
        }
        out
    }

    /// What it means, in its first sentence alone.
    pub fn first(&self) -> Words {
        let Words { en, zh } = &self.what;
        let en = en.split_once(". ").map_or(en.trim_end_matches('.'), |(first, _)| first);
        Words::new(en, zh.split('。').next().unwrap_or(zh))
    }

    /// Whether what was mended is the claim, not the rules.
    pub fn mends_claim(&self) -> bool {
        self.mended.starts_with(['{', '['])
    }
}

/// Where codes begin alike, what they are about: letter and first digit, English, Chinese.
const FAMILIES: &[(&str, &str, &str)] = &[
    ("E0", "Text", "文字"),
    ("E1", "Names", "名称"),
    ("E2", "Units and places", "单位与位置"),
    ("E3", "Cases", "情形"),
    ("E4", "Inheritance and versions", "沿用与版本"),
    ("C", "Claims", "申报"),
    ("W3", "Doubts about a case", "情形存疑"),
    ("W4", "Doubts about a source", "依据存疑"),
    ("W5", "Doubts about the examples", "算例存疑"),
];

/// `grammar/codes.md`: all codes in one table a family.
pub fn table() -> String {
    let mut out = String::from(
        "# Codes of faults and warnings · 错误与警告代码\n\nGenerated from `src/diagnostic/catalogue/`; the tests compare the two. \
         `yibao explain E301` prints an entry with what to write instead,\nan example and the example mended. `C…` is said of a claim that was \
         not settled. Errors refuse; warnings are reported, and refuse under\n`check --strict`; notes are counted, drawn with `--notes`, and refuse under `--strict notes`.\n\n本表由程序生成；`yibao explain E301` \
         显示该代码的说明、改法和示例。错误一律不予通过；警告只提醒，`check --strict` 时不予通过；提示只计数，`--notes` 列出，`--strict notes` 时不予通过。\n",
    );
    for (start, en, zh) in FAMILIES {
        let _ = write!(out, "\n## {en} · {zh}\n\n| code | name | 名称 | severity | what | 说明 |\n|---|---|---|---|---|---|\n");
        for code in Code::ALL.iter().filter(|code| code.as_str().starts_with(start)) {
            let severity = format!("{} {}", code.severity().as_str(), code.severity().label());
            let Words { en, zh } = Entry::of(*code).first();
            let _ = writeln!(out, "| {code} | `{}` | {} | {severity} | {} | {} |", code.slug(), code.slug_zh(), cell(&en), cell(&zh));
        }
    }
    out
}

/// A text inside a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// What follows a mark at the start of a line, to the end of that line; empty where there is none.
fn line(text: &'static str, mark: &str) -> &'static str {
    text.lines().find_map(|line| line.strip_prefix(mark)).unwrap_or_default().trim()
}

/// What stands in a fence; empty where there is none.
fn fence(text: &'static str, info: &str) -> &'static str {
    let (_, rest) = text.split_once(&format!("\n```{info}\n")).unwrap_or_default();
    rest.split_once("\n```").map_or("", |(inside, _)| inside).trim_end()
}
