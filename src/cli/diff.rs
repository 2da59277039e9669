//! What differs between two texts, line by line, in the unified form that `patch` reads.

use super::terminal::Look;
use super::words;
use similar::{ChangeTag, TextDiff};
use std::fmt::Write as _;
use std::time::Duration;
use yibao::diagnostic::Lang;
use yibao::source::escape::{visible, visible_lines};

/// Lines shown around what differs.
const AROUND: usize = 3;
/// Bytes of a difference that are printed; how many lines more there are is told.
const PRINTED: usize = 128 << 10;
/// How long the fewest changes are looked for; beyond it more lines may count as changed than must.
const LONGEST: Duration = Duration::from_secs(1);

/// The differences of two texts of one file; nothing where they are equal.
pub fn unified(name: &str, old: &str, new: &str, look: Look, lang: Lang) -> String {
    if old == new {
        return String::new();
    }
    let paint = |colour: &str, text: &str| if look.colour { format!("\x1b[{colour}m{text}\x1b[0m") } else { text.to_owned() };
    let name = visible(name);
    let mut out = format!("{}\n{}\n", paint("1", &format!("--- {name}")), paint("1", &format!("+++ {name}")));
    let found = TextDiff::configure().timeout(LONGEST).diff_lines(old, new);
    let mut left = 0_usize;
    for hunk in found.unified_diff().context_radius(AROUND).iter_hunks() {
        let _ = writeln!(out, "{}", paint("36", &hunk.header().to_string()));
        for change in hunk.iter_changes() {
            let line = change.value().trim_end_matches('\n');
            // On a terminal nothing obeys the text; into a file it is what `patch` reads.
            let line = if look.watched { visible_lines(line) } else { line.into() };
            let shown = format!("{}{line}", change.tag());
            let shown = match change.tag() {
                ChangeTag::Equal => shown,
                ChangeTag::Delete => paint("31", &shown),
                ChangeTag::Insert => paint("32", &shown),
            };
            if out.len() > PRINTED {
                left += 1;
                continue;
            }
            let _ = writeln!(out, "{shown}");
            if change.missing_newline() {
                let _ = writeln!(out, "\\ {}", words::NO_LINE_END.of(lang));
            }
        }
    }
    if left > 0 {
        let _ = writeln!(out, "\\ {}", words::lines_left(left).of(lang));
    }
    out
}
