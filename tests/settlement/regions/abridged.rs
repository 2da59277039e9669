//! A policy as it is shown, without what it has unchanged from the national framework: that has a snapshot of its own.

/// Where the national framework's clauses come from, as `show` says it.
const NATIONAL: &str = "  # national.yb:";

/// The lines of a shown policy that are not the framework's own; a block of the framework's that holds others stays.
pub fn abridged(shown: &str) -> String {
    let lines: Vec<&str> = shown.lines().collect();
    let mut out = String::new();
    take(&lines, &mut out);
    out
}

/// Adds what stays of these lines.
fn take(lines: &[&str], out: &mut String) {
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let end = at + 1 + held(lines.get(at + 1..).unwrap_or_default(), indent(line));
        let inner = lines.get(at + 1..end).unwrap_or_default();
        let own = |line: &&str| line.contains("  # ") && !line.contains(NATIONAL);
        if !line.contains(NATIONAL) || inner.iter().any(own) {
            out.push_str(line);
            out.push('\n');
            take(inner, out);
        } else if lines.get(end).is_some_and(|line| line.trim() == "}") {
            // The brace that closes a block left out.
            at = end + 1;
            continue;
        }
        at = end;
    }
}

/// How many lines stand deeper than this one, before the next as deep.
fn held(lines: &[&str], depth: usize) -> usize {
    lines.iter().take_while(|line| indent(line) > depth).count()
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
