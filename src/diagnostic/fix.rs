//! A fix: what to write in the place of what, so that a program can do it.

use crate::source::Span;

/// A text to put in the place of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it replaces; of no length where it only adds.
    pub span: Span,
    /// The right text; empty where something is to be taken out.
    pub text: String,
    /// Nothing else can have been meant: it may be applied without asking.
    pub safe: bool,
}

/// A text with fixes of it applied in order of place, and how many were: of two that overlap the first is.
pub fn mended(text: &str, fixes: &[&Fix]) -> (String, usize) {
    let mut fixes = fixes.to_vec();
    fixes.sort_by_key(|fix| fix.span);
    let (mut out, mut from, mut count) = (String::with_capacity(text.len()), 0, 0);
    let mut last = None;
    for fix in fixes {
        let range = fix.span.range();
        let (Some(kept), true) = (text.get(from..range.start), last != Some(fix.span)) else { continue };
        if text.get(range.clone()).is_none() {
            continue;
        }
        out.push_str(kept);
        out.push_str(&fix.text);
        (from, count, last) = (range.end, count + 1, Some(fix.span));
    }
    out.push_str(text.get(from..).unwrap_or_default());
    (out, count)
}
