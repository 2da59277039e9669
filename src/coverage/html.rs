//! Coverage as one page that needs nothing else: cells coloured by what examples reach, in one language at a time.

use super::measure::{Coverage, Covered, Measured, percent};
use super::target::Kind;
use super::words;
use crate::diagnostic::{Lang, Words};
use crate::source::Sources;
use crate::source::escape::{is_hidden, visible};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Colours are told apart by lightness too, and each mark says in words what it means.
const STYLE: &str = "body{font:15px/1.5 system-ui,'Noto Sans CJK SC',sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1b1f24}\
table{border-collapse:collapse;margin:.5rem 0 2rem;width:100%}th,td{border:1px solid #d0d7de;padding:.25rem .5rem;text-align:left;\
vertical-align:top}th{background:#f6f8fa}td.n{text-align:right;white-space:nowrap}.y{background:#d3f2dc}.p{background:#fff3c4}\
.x{background:#ffd7d5}small{color:#57606a}ul{margin:0;padding-left:1.1rem}li.no{color:#a40e26}li.yes{color:#0b5d2a}";

/// The page.
pub fn page(coverage: &Coverage, sources: &Sources, lang: Lang) -> String {
    let tag = match lang {
        Lang::En => "en",
        Lang::Zh => "zh-CN",
    };
    let title = escaped(words::TITLE.of(lang));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    out += "<table>\n<tr>";
    let _ = write!(out, "<th>{}</th><th>{}</th>", words::POLICY.of(lang), words::COVERED.of(lang));
    for kind in Kind::ALL {
        let _ = write!(out, "<th>{}</th>", words::kind(kind).of(lang));
    }
    out += "</tr>\n";
    for (at, policy) in coverage.policies.iter().enumerate() {
        let count = policy.count(None);
        let class = colour(count);
        let (name, percent) = (escaped(&policy.name), percent(count));
        let _ = write!(out, "<tr><td><a href=\"#p{at}\">{name}</a></td><td class=\"n {class}\">{percent}%</td>");
        for kind in Kind::ALL {
            let (of, covered) = policy.count(Some(kind));
            let shown = if of == 0 { String::new() } else { format!("{covered}/{of}") };
            let _ = write!(out, "<td class=\"n\">{shown}</td>");
        }
        out += "</tr>\n";
    }
    out += "</table>\n";
    for (at, policy) in coverage.policies.iter().enumerate() {
        section(&mut out, at, policy, sources, lang);
    }
    out + "</body>\n</html>\n"
}

/// Green where all is covered, red where nothing is, yellow between.
fn colour((of, covered): (usize, usize)) -> &'static str {
    if of == covered {
        "y"
    } else if covered == 0 {
        "x"
    } else {
        "p"
    }
}

/// One policy: a row for each thing it wrote, with all that is wanted of it.
fn section(out: &mut String, at: usize, policy: &Covered, sources: &Sources, lang: Lang) {
    let _ = writeln!(out, "<h2 id=\"p{at}\">{} <small>{}</small></h2>", escaped(&policy.name), escaped(&policy.title));
    out.push_str("<table>\n<tr>");
    for head in [words::WRITTEN_AT, words::WHAT, words::CASE, words::FIGURE, words::REACHED] {
        let _ = write!(out, "<th>{}</th>", head.of(lang));
    }
    out.push_str("</tr>\n");
    let mut things: BTreeMap<usize, Vec<&Measured>> = BTreeMap::new();
    let mut names: Vec<(&Words, &Words, crate::source::Span, Option<&Words>)> = Vec::new();
    for one in &policy.targets {
        let name = (&one.target.what, &one.target.case, one.target.key.span, one.target.figure.as_ref());
        let place = names.iter().position(|known| *known == name).unwrap_or_else(|| {
            names.push(name);
            names.len() - 1
        });
        things.entry(place).or_default().push(one);
    }
    for (place, targets) in things {
        let Some((what, case, span, figure)) = names.get(place) else { continue };
        let (file, line) = sources.place(*span);
        let covered = targets.iter().filter(|one| one.covered).count();
        let class = colour((targets.len(), covered));
        let figure = figure.map_or_else(String::new, |figure| escaped(figure.of(lang)));
        let (what, case) = (escaped(what.of(lang)), escaped(case.of(lang)));
        let _ = write!(
            out,
            "<tr><td><small>{}:{line}</small></td><td>{what}</td><td>{case}</td><td class=\"n {class}\">{figure}</td><td><ul>",
            escaped(file)
        );
        for one in targets {
            let (class, mark) = if one.covered { ("yes", "✓") } else { ("no", "✗") };
            let _ = write!(out, "<li class=\"{class}\">{mark} {}</li>", escaped(one.target.side.of(lang)));
        }
        out.push_str("</ul></td></tr>\n");
    }
    out.push_str("</table>\n");
}

/// Text that no reader takes for markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push(' '),
            c if is_hidden(c) => out.push_str(&visible(c.encode_utf8(&mut [0; 4]))),
            c => out.push(c),
        }
    }
    out
}
