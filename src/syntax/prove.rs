//! A text put into its one form, with the proof that nothing was lost on the way.

use super::dictionary::Dictionary;
use super::format::{format, main_vocabulary};
use super::parse;
use super::same::{counterpart, difference};
use super::tree::File;
use crate::diagnostic::{Fault, Lang};
use crate::source::{SourceId, Span};
use std::borrow::Cow;

/// Why a text was not put into form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unformed {
    /// It cannot be read as rules: its faults, in order of place.
    Wrong(Vec<Fault>),
    /// Its form would say something else, or a comment would be lost, at this place of its [`plain`] text.
    Unproved(Span),
}

/// A text as it is read: without a byte order mark, each line ended by a line feed alone.
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.contains('\r') || text.starts_with('\u{FEFF}') {
        Cow::Owned(text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The one form of a text in a vocabulary, or in the one most of it is written in. It is proved before it is given: the form
/// reads without fault as the same tree, it has the same comments in the same order, and it is its own form.
///
/// # Errors
/// The text has faults, or the proof fails.
pub fn form(text: &str, to: Option<Lang>, names: &Dictionary) -> Result<String, Unformed> {
    let (file, faults) = parse(SourceId(0), text);
    if !faults.is_empty() {
        return Err(Unformed::Wrong(faults));
    }
    let text = plain(text);
    let file = match &text {
        Cow::Borrowed(_) => file,
        Cow::Owned(text) => parse(SourceId(0), text).0,
    };
    let lang = to.unwrap_or_else(|| main_vocabulary(&text));
    let new = format(&file, &text, lang, names);
    if new == text {
        // It reads as what it was read as.
        return Ok(new);
    }
    prove(&file, &new, lang, names).map_or(Ok(new), |place| Err(Unformed::Unproved(place)))
}

/// The place where a form does not say what a tree says, if there is one.
fn prove(file: &File, new: &str, lang: Lang, names: &Dictionary) -> Option<Span> {
    let (again, faults) = parse(SourceId(0), new);
    if let Some(fault) = faults.first() {
        return Some(counterpart(&again, fault.span.start, file));
    }
    let known = Dictionary::collect(&[file]).before(names);
    if let Some(place) = difference(file, &again, &known) {
        return Some(place);
    }
    let bare = |file: &File, at: usize| file.comments.get(at).map(|comment| comment.it.replacen('＃', "#", 1));
    if let Some(lost) = (0..file.comments.len().max(again.comments.len())).find(|at| bare(file, *at) != bare(&again, *at)) {
        return Some(file.comments.get(lost).map_or_else(Span::default, |comment| comment.span));
    }
    let twice = format(&again, new, lang, names);
    let same = new.bytes().zip(twice.bytes()).take_while(|(a, b)| a == b).count();
    (twice != new).then(|| counterpart(&again, u32::try_from(same).unwrap_or(u32::MAX), file))
}
