//! What differs between two texts, line by line, in the unified form that `patch` reads.

use super::terminal::Look;
use super::words;
use std::fmt::Write as _;
use yibao::diagnostic::Lang;

/// Lines shown around what differs.
const AROUND: usize = 3;
/// The most pairs of lines that are compared; beyond it the whole middle counts as changed.
const PAIRS: usize = 4_000_000;

/// A line of one text or of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line<'t> {
    Same(&'t str),
    Old(&'t str),
    New(&'t str),
}

/// The differences of two texts of one file; nothing where they are equal.
pub fn unified(name: &str, old: &str, new: &str, look: Look, lang: Lang) -> String {
    if old == new {
        return String::new();
    }
    let lines = compare(&old.split_inclusive('\n').collect::<Vec<_>>(), &new.split_inclusive('\n').collect::<Vec<_>>());
    let paint = |colour: &str, text: &str| if look.colour { format!("\x1b[{colour}m{text}\x1b[0m") } else { text.to_owned() };
    let mut out = format!("{}\n{}\n", paint("1", &format!("--- {name}")), paint("1", &format!("+++ {name}")));
    for (from, to) in hunks(&lines) {
        let count = |lines: &[Line<'_>]| {
            let old = lines.iter().filter(|line| !matches!(line, Line::New(_))).count();
            (old, lines.iter().filter(|line| !matches!(line, Line::Old(_))).count())
        };
        let (above, hunk) = lines.split_at(from.min(lines.len()));
        let hunk = hunk.get(..to - from).unwrap_or(hunk);
        let ((old_above, new_above), (olds, news)) = (count(above), count(hunk));
        // A side without lines is counted from the line above it.
        let start = |above: usize, lines: usize| above + usize::from(lines > 0);
        let place = format!("@@ -{},{olds} +{},{news} @@", start(old_above, olds), start(new_above, news));
        let _ = writeln!(out, "{}", paint("36", &place));
        for line in hunk {
            let (mark, colour, text) = match line {
                Line::Same(text) => (' ', None, text),
                Line::Old(text) => ('-', Some("31"), text),
                Line::New(text) => ('+', Some("32"), text),
            };
            let shown = format!("{mark}{}", text.trim_end_matches('\n'));
            let _ = writeln!(out, "{}", colour.map_or_else(|| shown.clone(), |colour| paint(colour, &shown)));
            if !text.ends_with('\n') {
                let _ = writeln!(out, "\\ {}", words::NO_LINE_END.of(lang));
            }
        }
    }
    out
}

/// The stretches to show, by first line and one past the last.
fn hunks(lines: &[Line<'_>]) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (at, _) in lines.iter().enumerate().filter(|(_, line)| !matches!(line, Line::Same(_))) {
        let (from, to) = (at.saturating_sub(AROUND), (at + 1 + AROUND).min(lines.len()));
        match out.last_mut() {
            Some((_, end)) if *end >= from => *end = to,
            _ => out.push((from, to)),
        }
    }
    out
}

/// The lines of both in order, as few of them changed as can be.
fn compare<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<Line<'t>> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (old.get(head..).unwrap_or_default(), new.get(head..).unwrap_or_default());
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, end) = old_rest.split_at(old_rest.len() - tail);
    let b = new_rest.get(..new_rest.len() - tail).unwrap_or_default();
    let mut out: Vec<Line<'t>> = old.iter().take(head).map(|line| Line::Same(line)).collect();
    if a.len().saturating_mul(b.len()) > PAIRS {
        out.extend(a.iter().map(|line| Line::Old(line)));
        out.extend(b.iter().map(|line| Line::New(line)));
    } else {
        middle(a, b, &mut out);
    }
    out.extend(end.iter().map(|line| Line::Same(line)));
    out
}

/// By the longest common run of lines.
#[expect(clippy::many_single_char_names, reason = "two texts, a place and a line in each: longer names say no more")]
fn middle<'t>(a: &[&'t str], b: &[&'t str], out: &mut Vec<Line<'t>>) {
    let wide = b.len() + 1;
    // At (i, j): how many lines a[i..] and b[j..] have in common.
    let mut common = vec![0_u32; (a.len() + 1) * wide];
    let get = |common: &[u32], i: usize, j: usize| common.get(i * wide + j).copied().unwrap_or(0);
    for (i, x) in a.iter().enumerate().rev() {
        for (j, y) in b.iter().enumerate().rev() {
            let here = if x == y { get(&common, i + 1, j + 1) + 1 } else { get(&common, i + 1, j).max(get(&common, i, j + 1)) };
            if let Some(cell) = common.get_mut(i * wide + j) {
                *cell = here;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    loop {
        match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) if x == y => {
                out.push(Line::Same(x));
                (i, j) = (i + 1, j + 1);
            }
            (Some(x), y) if y.is_none() || get(&common, i + 1, j) >= get(&common, i, j + 1) => {
                out.push(Line::Old(x));
                i += 1;
            }
            (_, Some(y)) => {
                out.push(Line::New(y));
                j += 1;
            }
            (Some(_) | None, None) => return,
        }
    }
}
