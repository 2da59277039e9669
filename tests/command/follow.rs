//! A guide followed to the letter: its files saved, its commands typed, what it shows looked for.
//!
//! A fence headed by a file name is that file; one of rules that is indented holds blocks of it, each of which takes the
//! place of the block of the same name or goes in before the last brace. `sh` is typed line by line: the last line ends
//! with the number behind `sh`, else 0, the others with 0. `text` stands in what the commands before it printed, line by line.

use super::fences::fences;
use super::shell::shell;
use std::fs;
use std::path::Path;

/// What following a guide came to.
#[derive(Debug, Default)]
pub struct Followed {
    /// The commands in order, each with its exit code.
    pub commands: Vec<(String, i32)>,
    /// Each file as often as it was written: its path and its text then.
    pub files: Vec<(String, String)>,
    /// Lines shown and found.
    pub shown: usize,
}

/// Follows a guide in an empty folder under a locale.
pub fn follow(page: &str, folder: &Path, locale: &str) -> Followed {
    let mut done = Followed::default();
    let mut printed = String::new();
    for (info, text) in fences(page) {
        match info.split(' ').collect::<Vec<_>>()[..] {
            ["sh"] => printed = typed(&text, 0, folder, locale, &mut done),
            ["sh", code] => printed = typed(&text, code.parse().unwrap(), folder, locale, &mut done),
            ["text"] => done.shown += found(&text, &printed),
            [_, file] => {
                let path = folder.join(file);
                let whole = if text.starts_with("  ") { merged(&fs::read_to_string(&path).unwrap(), &text) } else { text };
                fs::write(path, &whole).unwrap();
                done.files.push((file.to_owned(), whole));
            }
            _ => panic!("a fence of a guide is a file, `sh` or `text`, not `{info}`"),
        }
    }
    done
}

/// Types the lines of a fence; what they printed.
fn typed(lines: &str, last: i32, folder: &Path, locale: &str, done: &mut Followed) -> String {
    let count = lines.lines().count();
    let mut printed = String::new();
    for (at, line) in lines.lines().enumerate() {
        let ran = shell(line, folder, locale);
        let due = if at + 1 == count { last } else { 0 };
        assert_eq!(ran.code, due, "{line}\n{}\n{}", ran.out, ran.err);
        printed.extend([ran.out.as_str(), "\n", ran.err.as_str(), "\n"]);
        done.commands.push((line.to_owned(), ran.code));
    }
    printed
}

/// Looks for the lines a page shows, in order; how many there are.
fn found(shown: &str, printed: &str) -> usize {
    let mut lines = printed.lines().map(str::trim);
    let shown: Vec<&str> = shown.lines().map(str::trim).filter(|line| *line != "…").collect();
    for line in &shown {
        // A step of an account is shown without its number.
        assert!(
            lines.any(|one| one.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ') == *line || one == *line),
            "`{line}` is not in\n{printed}"
        );
    }
    shown.len()
}

/// A file with these blocks in it.
fn merged(file: &str, blocks: &str) -> String {
    let mut out = file.to_owned();
    for block in blocks_of(blocks) {
        let name = name(block);
        let old = blocks_of(&out).into_iter().find(|old| self::name(old) == name).map(str::to_owned);
        out = if let Some(old) = old {
            out.replacen(&old, block, 1)
        } else {
            let end = out.rfind('}').unwrap();
            format!("{}\n{block}{}", &out[..end], &out[end..])
        };
    }
    out
}

/// The blocks of a policy that span lines, each with its line's end.
fn blocks_of(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut at, mut open) = (0, None);
    for line in text.split_inclusive('\n') {
        let top = line.starts_with("  ") && !line.starts_with("   ");
        if top && line.trim_end().ends_with('{') {
            open = Some(at);
        }
        at += line.len();
        if let (true, "}", Some(start)) = (top, line.trim(), open) {
            out.push(&text[start..at]);
            open = None;
        }
    }
    out
}

/// What names a block: its kind and name, or the kind and title of an example.
fn name(block: &str) -> String {
    let head = block.lines().next().unwrap_or_default().trim();
    if head.starts_with("example") || head.starts_with("算例") {
        return head.to_owned();
    }
    head.split(' ').take(2).collect::<Vec<_>>().join(" ")
}
