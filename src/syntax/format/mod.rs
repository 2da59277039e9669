//! From the tree to its one canonical text: layout, comments, blank lines.

mod clause;
mod example;
mod name;
mod table;
mod value;

use super::dictionary::Dictionary;
use super::grammar::Rule;
use super::scan::{first_brace, is_blank};
use super::tree::{Clause, File, Item, Text, What};
use super::words::{TABLE, spell};
use crate::diagnostic::Lang;
use crate::source::width::of as width;
use crate::source::{Span, Spanned};
use std::collections::BTreeSet;

/// A line is broken where it may be when it is wider than this many columns.
const WIDTH: usize = 140;
/// A place where a long line may be broken; a blank otherwise.
const BREAK: char = '\u{1}';
/// A place where a long line may be broken; nothing otherwise.
const SOFT: char = '\u{2}';

/// The canonical text of a file without faults: one vocabulary, one layout; comments and single blank lines are kept where they stand.
/// `text` is what the tree was parsed from; `names` turns the names of things declared in other files.
pub fn format(file: &File, text: &str, to: Lang, names: &Dictionary) -> String {
    let names = Dictionary::collect(&[file]).before(names);
    let mut printer =
        Printer { text, to, names: &names, comments: &file.comments, policy: "", out: String::new(), depth: 0, done: 0, fresh: true };
    for item in &file.items {
        printer.item(item);
    }
    printer.comments_before(u32::MAX);
    printer.out
}

/// A clause up to its block, on one line and in one vocabulary, as a message quotes it; the names of `policy` are in sight.
pub fn quote(clause: &Clause, policy: &str, to: Lang, names: &Dictionary) -> String {
    let printer = Printer { text: "", to, names, comments: &[], policy, out: String::new(), depth: 0, done: 0, fresh: true };
    flat(&printer.head(clause))
}

/// The vocabulary most of a text's keywords are written in.
pub fn main_vocabulary(text: &str) -> Lang {
    let keywords = || TABLE.iter().filter(|row| row.rule.starts_with("k_"));
    let latin: BTreeSet<&str> = keywords().flat_map(|row| row.en).filter_map(|text| text.split(' ').next()).collect();
    let han: BTreeSet<&str> = keywords().flat_map(|row| row.zh).copied().collect();
    let (mut en, mut zh) = (0_usize, 0_usize);
    for line in text.lines() {
        let code = line.split(['#', '＃']).next().unwrap_or_default();
        let words = code.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        for word in words.filter(|word| !word.is_empty()) {
            en += usize::from(latin.contains(word));
            zh += usize::from(han.contains(word));
        }
    }
    if zh > en { Lang::Zh } else { Lang::En }
}

/// What is known while text is written.
struct Printer<'a> {
    text: &'a str,
    to: Lang,
    names: &'a Dictionary,
    /// The comments not yet written.
    comments: &'a [Text],
    /// The policy whose names are in sight.
    policy: &'a str,
    out: String,
    depth: usize,
    /// The byte of the source up to which everything is written.
    done: u32,
    /// Nothing stands above in this block: no blank line goes before.
    fresh: bool,
}

impl<'a> Printer<'a> {
    fn item(&mut self, item: &'a Spanned<Item>) {
        self.comments_before(item.span.start);
        self.gap(item.span.start);
        let (head, clauses) = match &item.it {
            Item::Vocabulary(clauses) => (self.word(Rule::k_vocabulary).to_owned(), clauses),
            Item::Catalog(catalog) => {
                let head = self.titled(Rule::k_catalog, &catalog.name.it, catalog.title.as_ref());
                (head, &catalog.clauses)
            }
            Item::Policy(policy) => {
                self.policy = &policy.name.it;
                let keyword = if policy.framework { Rule::k_framework } else { Rule::k_policy };
                let mut head = self.titled(keyword, &policy.name.it, policy.title.as_ref());
                if !policy.extends.is_empty() {
                    let parents: Vec<&str> = policy.extends.iter().map(|name| name.it.as_str()).collect();
                    head = format!("{head} {} {}", self.word(Rule::k_extends), parents.join(self.comma()));
                }
                (head, &policy.clauses)
            }
        };
        let head_end = clauses.first().map_or(item.span.end, |first| first.span.start);
        self.block(&head, item.span, self.opening(item.span.start, head_end), clauses);
        self.policy = "";
    }

    fn titled(&self, keyword: Rule, name: &str, title: Option<&Text>) -> String {
        let title = title.map_or(String::new(), |title| format!(" {}", self.quote(&title.it)));
        format!("{} {name}{title}", self.word(keyword))
    }

    /// A block of clauses over several lines. `open` is where its brace stands in the source.
    fn block(&mut self, head: &str, span: Span, open: u32, clauses: &'a [Clause]) {
        self.line(&format!("{head} {{"), open);
        self.inside(span.end, |this| clauses.iter().for_each(|clause| this.clause(clause)));
        self.line("}", span.end);
    }

    /// What stands in braces: one level in, with the comments before the closing one.
    fn inside(&mut self, end: u32, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        self.fresh = true;
        write(self);
        self.comments_before(end);
        self.fresh = true;
        self.depth -= 1;
    }

    fn clause(&mut self, clause: &'a Clause) {
        self.comments_before(clause.span.start);
        let inline = self.on_one_line(clause.span);
        let at = if inline { clause.span.end } else { clause.head_span.end };
        self.comments_before(at);
        self.gap(clause.span.start);
        let head = self.head(clause);
        if let Some(clauses) = clause.what.clauses() {
            if clause.mode == super::tree::Mode::Remove {
                self.line(&head, clause.span.end);
            } else if let (true, Some(body)) = (inline, self.short(&head, clauses)) {
                self.line(&format!("{head} {{ {body}}}"), clause.span.end);
            } else {
                self.block(&head, clause.span, clause.head_span.end, clauses);
            }
        } else if let What::Example(example) = &clause.what {
            self.example(&head, clause, example);
        } else if let Some((across, table)) = Self::table_of(&clause.what) {
            self.table(&head, clause.span, across, table);
        } else {
            self.line(&head, clause.span.end);
        }
    }

    /// The clauses of a block that stands on one line; none when one of them has a block of its own, or the line would be
    /// too long: a line broken in its head would not be one line any more.
    fn short(&self, head: &str, clauses: &'a [Clause]) -> Option<String> {
        let mut out = String::new();
        for clause in clauses {
            let what = &clause.what;
            if matches!(what, What::Example(_)) || what.clauses().is_some() || Self::table_of(what).is_some() {
                return None;
            }
            if !out.is_empty() {
                out.push_str(if self.to == Lang::En { "; " } else { "；" });
            }
            out.push_str(&self.head(clause));
        }
        if !out.is_empty() {
            out.push(' ');
        }
        let (body, whole) = (width(&flat(&out)), width(&flat(head)) + width(&flat(&out)) + " { }".len());
        (body + 60 <= WIDTH && 2 * self.depth + whole <= WIDTH).then_some(out)
    }

    // -- layout

    /// Writes one line (or several, where it may be broken and is too wide), with the comment that trails it in the source.
    fn line(&mut self, text: &str, source_end: u32) {
        let indent = "  ".repeat(self.depth);
        self.out.push_str(&indent);
        self.out.push_str(&fold(text, &indent));
        self.done = self.done.max(source_end);
        if let [next, rest @ ..] = self.comments
            && next.span.start >= source_end
            && self.between(source_end, next.span.start).is_some_and(|gap| gap.chars().all(trails))
        {
            self.out.push(' ');
            self.out.push_str(&next.it.replacen('＃', "#", 1));
            self.done = self.done.max(next.span.end);
            self.comments = rest;
        }
        self.out.push('\n');
        self.fresh = false;
    }

    /// The comments before a place, each on a line of its own.
    fn comments_before(&mut self, place: u32) {
        while let [next, rest @ ..] = self.comments
            && next.span.start < place
        {
            self.comments = rest;
            self.gap(next.span.start);
            self.out.push_str(&"  ".repeat(self.depth));
            self.out.push_str(&next.it.replacen('＃', "#", 1));
            self.out.push('\n');
            self.done = self.done.max(next.span.end);
            self.fresh = false;
        }
    }

    /// One blank line where the source has some.
    fn gap(&mut self, start: u32) {
        let blank = self.between(self.done, start).is_some_and(|gap| gap.matches('\n').count() > 1);
        if blank && !self.fresh && !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    fn between(&self, start: u32, end: u32) -> Option<&'a str> {
        self.text.get(start as usize..end as usize)
    }

    fn on_one_line(&self, span: Span) -> bool {
        self.between(span.start, span.end).is_some_and(|text| !text.contains('\n'))
    }

    /// Where the brace of a top-level item stands.
    fn opening(&self, start: u32, end: u32) -> u32 {
        let brace = self.between(start, end).and_then(first_brace);
        brace.and_then(|at| u32::try_from(start as usize + at + 1).ok()).unwrap_or(start)
    }

    fn word(&self, rule: Rule) -> &'static str {
        spell(rule, self.to)
    }

    fn comma(&self) -> &'static str {
        if self.to == Lang::En { ", " } else { "，" }
    }
}

/// What may stand between a line and the comment that trails it.
fn trails(c: char) -> bool {
    is_blank(c) || matches!(c, ';' | '；' | '。' | ',' | '，' | '{' | '｛' | '|' | '｜')
}

/// A line without its break marks.
fn flat(text: &str) -> String {
    text.replace(BREAK, " ").replace(SOFT, "")
}

/// A line, broken where it may be if it is too wide; what follows stands two levels in.
fn fold(text: &str, indent: &str) -> String {
    let whole = flat(text);
    if indent.len() + width(&whole) <= WIDTH {
        return whole;
    }
    let mut out = String::new();
    let mut column = indent.len();
    let mut blank = "";
    for piece in text.split_inclusive([BREAK, SOFT]) {
        let words = piece.trim_end_matches([BREAK, SOFT]);
        if !out.is_empty() && column + blank.len() + width(words) > WIDTH {
            out.push('\n');
            out.push_str(indent);
            out.push_str("    ");
            column = indent.len() + 4;
        } else {
            out.push_str(blank);
            column += blank.len();
        }
        out.push_str(words);
        column += width(words);
        blank = if piece.ends_with(BREAK) { " " } else { "" };
    }
    out
}
