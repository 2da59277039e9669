//! Names and texts as they are written: turned to the other script, bare or quoted.

use super::super::dictionary::{Holds, Kind, script};
use super::super::expected::word_at;
use super::super::tree::{Declared, Name};
use super::Printer;
use crate::diagnostic::Lang;

/// Words that a bare value name must not be: they say something of their own.
const RESERVED: [&str; 14] =
    ["any", "otherwise", "unstated", "unlimited", "yes", "no", "when", "不限", "其余", "未载明", "不封顶", "是", "否", "当"];

/// Whether a name may stand without quotes.
pub(super) fn bare(name: &str) -> bool {
    one_word(name) && !RESERVED.contains(&name)
}

/// Whether a name is a word of one script.
fn one_word(name: &str) -> bool {
    !name.is_empty() && word_at(name).len() == name.len() && !name.starts_with(|c: char| c.is_ascii_digit() || c == '_')
}

impl Printer<'_> {
    /// A text in quotes that it does not itself contain.
    pub(super) fn quote(&self, text: &str) -> String {
        let (plain, curly, corner, wide) = (('"', '"'), ('“', '”'), ('「', '」'), ('＂', '＂'));
        let order = if self.to == Lang::En { [plain, curly, corner, wide] } else { [curly, corner, plain, wide] };
        let (open, close) = order.into_iter().find(|(_, close)| !text.contains(*close)).unwrap_or(plain);
        format!("{open}{text}{close}")
    }

    /// A name turned as one of several kinds; as written where it has no counterpart.
    pub(super) fn turned(&self, name: &str, kinds: &[(Kind, &str)]) -> String {
        self.names.turn(self.policy, name, self.to, kinds).unwrap_or_else(|| name.to_owned())
    }

    /// A name turned where quotes cannot stand: one that would need them stays as written.
    pub(super) fn plain(&self, name: &str, kinds: &[(Kind, &str)]) -> String {
        let turned = self.turned(name, kinds);
        if bare(&turned) { turned } else { name.to_owned() }
    }

    /// A name turned where any word is a name: `error unstated`.
    pub(super) fn any_word(&self, name: &str, kinds: &[(Kind, &str)]) -> String {
        let turned = self.turned(name, kinds);
        if one_word(&turned) { turned } else { name.to_owned() }
    }

    /// A name, quoted where it must be.
    pub(super) fn name(&self, name: &Name, kinds: &[(Kind, &str)]) -> String {
        self.shown(&self.turned(&name.it, kinds))
    }

    /// A fact's name.
    pub(super) fn fact_name(&self, name: &Name) -> String {
        self.plain(&name.it, &[(Kind::Fact, "")])
    }

    pub(super) fn shown(&self, name: &str) -> String {
        if bare(name) { name.to_owned() } else { self.quote(name) }
    }

    /// A declared name with its counterpart, the one of this vocabulary first. Without a counterpart of its own it may be one
    /// declared elsewhere, in one of `kinds`; a name that is new here gives none.
    pub(super) fn declared(&self, name: &Declared, kinds: &[(Kind, &str)]) -> String {
        match &name.other {
            None => self.name(&name.name, kinds),
            Some(other) if script(&name.name.it) != self.to && script(&other.it) == self.to => {
                format!("{} {}", self.shown(&other.it), self.quote(&name.name.it))
            }
            Some(other) => format!("{} {}", self.shown(&name.name.it), self.quote(&other.it)),
        }
    }

    /// A value of a fact. Quotes that were not needed are kept; those that were needed are dropped where they no longer are.
    pub(super) fn value_name(&self, name: &str, quoted: bool, fact: &str) -> String {
        if self.names.holds(self.policy, fact) == Some(Holds::Text) {
            return if quoted { self.quote(name) } else { name.to_owned() };
        }
        let filing = [(Kind::Value, fact), (Kind::Filing, ""), (Kind::Value, "filed_as")];
        let kinds = if matches!(fact, "filing" | "备案" | "filed_as" | "备案类型") { &filing[..] } else { &filing[..1] };
        self.quoted_name(name, quoted, kinds)
    }

    /// A name that may have been quoted.
    pub(super) fn quoted_name(&self, name: &str, quoted: bool, kinds: &[(Kind, &str)]) -> String {
        let turned = self.turned(name, kinds);
        let needed = !bare(name);
        if (quoted && !(needed && turned != name)) || !bare(&turned) { self.quote(&turned) } else { turned }
    }

    /// A dotted path to a figure: `inpatient.pool.paid`.
    pub(super) fn path(&self, path: &[Name], last: &[(Kind, &str)]) -> String {
        let holders = [(Kind::Layer, ""), (Kind::Benefit, ""), (Kind::Accumulator, "")];
        let outer = [(Kind::Benefit, ""), (Kind::Accumulator, "")];
        let end = path.len().saturating_sub(1);
        let turn = |(at, name): (usize, &Name)| match at {
            at if at == end => self.plain(&name.it, last),
            at if at + 2 < path.len() => self.plain(&name.it, &outer),
            _ => self.plain(&name.it, &holders),
        };
        path.iter().enumerate().map(turn).collect::<Vec<_>>().join(".")
    }
}
