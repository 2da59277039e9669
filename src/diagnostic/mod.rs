//! A fault as data: code, severity, place, message, help, in both languages. How it is drawn is not known here.

pub mod catalogue;
mod code;
mod fix;

pub use code::{Code, Severity};
pub use fix::{Fix, mended};

use crate::source::Span;
use crate::source::escape;
use std::borrow::Cow;

/// One sentence in both languages. Lower case, no final period, user text in backticks (English) or 「」 (Chinese).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Words {
    /// English.
    pub en: String,
    /// Chinese, without an English word but what the author wrote.
    pub zh: String,
}

impl Words {
    /// Both sentences. A character that shows nothing is spelt out: `\u{200b}`.
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { en: visible(en.into()), zh: visible(zh.into()) }
    }

    /// The sentence in one language.
    pub fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}

/// A text with its hidden characters spelt out.
fn visible(text: String) -> String {
    match escape::visible_lines(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(shown) => shown,
    }
}

/// The language of messages and statements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// English
    #[default]
    En,
    /// 中文
    Zh,
}

/// A fault in a rule file, with its place and a way out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// The stable code.
    pub code: Code,
    /// The code's, but for a warning that is denied.
    pub severity: Severity,
    /// The exact span at fault.
    pub span: Span,
    /// What is wrong.
    pub message: Words,
    /// What to write instead.
    pub help: Option<Words>,
    /// A word under the span; none repeats nothing.
    pub label: Option<Words>,
    /// Related places: the other row, the overridden clause.
    pub related: Vec<(Span, Words)>,
    /// What a program may write, where the right text is known.
    pub fixes: Vec<Fix>,
}

impl Fault {
    /// A fault with nothing but code, place and message.
    pub fn new(code: Code, span: Span, message: Words) -> Self {
        Self { code, severity: code.severity(), span, message, help: None, label: None, related: Vec::new(), fixes: Vec::new() }
    }

    /// With the way out.
    #[must_use]
    pub fn help(mut self, help: Words) -> Self {
        self.help = Some(help);
        self
    }

    /// With a word under the span.
    #[must_use]
    pub fn label(mut self, label: Words) -> Self {
        self.label = Some(label);
        self
    }

    /// With a text to put in the place of `span`.
    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<String>, safe: bool) -> Self {
        self.fixes.push(Fix { span, text: text.into(), safe });
        self
    }

    /// As an error, by the `deny` that stands there.
    #[must_use]
    pub fn denied(mut self, at: Span) -> Self {
        self.severity = Severity::Error;
        self.related(at, Words::new("denied here", "在此从严"))
    }

    /// With a related place.
    #[must_use]
    pub fn related(mut self, span: Span, label: Words) -> Self {
        self.related.push((span, label));
        self
    }
}
