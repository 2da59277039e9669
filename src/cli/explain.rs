//! `yibao explain`: what a code means, what to write instead, and an example, wrong and mended.

use super::terminal::Terminal;
use super::{Exit, Stop, words};
use clap::Args;
use yibao::diagnostic::catalogue::Entry;
use yibao::diagnostic::{Code, Lang};
use yibao::report::doc::{Block, Doc, Side, Table, Text};
use yibao::source::nearest;

/// Say what a code means, what to write instead, and show an example
#[derive(Debug, Args)]
pub struct Explain {
    /// Codes or their names; none lists all codes
    #[arg(value_name = "CODE")]
    codes: Vec<String>,
}

impl Explain {
    /// Explains the codes asked for, or lists them all. Where one of them is none, nothing is explained.
    pub fn run(&self, terminal: &Terminal) -> Result<Exit, Stop> {
        let codes = self.codes.iter().map(|asked| find(asked)).collect::<Result<Vec<Code>, Stop>>()?;
        if codes.is_empty() {
            terminal.report(&all(terminal.lang))?;
        }
        for (at, code) in codes.into_iter().enumerate() {
            if at > 0 {
                terminal.result("\n")?;
            }
            explain(&Entry::of(code), terminal)?;
        }
        Ok(Exit::AsAsked)
    }
}

/// The code of that number or name.
fn find(asked: &str) -> Result<Code, Stop> {
    let names = || Code::ALL.iter().flat_map(|code| [code.as_str(), code.slug(), code.slug_zh()]);
    Code::find(asked).ok_or_else(|| Stop::Usage(words::no_such_code(asked, nearest(asked, names()))))
}

/// The name of a code in one language.
fn name(code: Code, lang: Lang) -> &'static str {
    match lang {
        Lang::En => code.slug(),
        Lang::Zh => code.slug_zh(),
    }
}

/// All codes, a line each.
fn all(lang: Lang) -> Doc {
    let mut table = Table::new([("", Side::Left), ("", Side::Left), ("", Side::Left)]);
    for code in Code::ALL {
        let first = Entry::of(*code).first();
        table.row([Text::strong(code.as_str()), Text::plain(name(*code, lang)), Text::plain(first.of(lang))]);
    }
    Doc { blocks: vec![Block::Table(table)] }
}

/// One entry. Examples are written as they stand, whatever the width, so that they can be copied.
fn explain(entry: &Entry, terminal: &Terminal) -> Result<(), Stop> {
    let lang = terminal.lang;
    let code = entry.code;
    let severity = words::severity(code.severity()).of(lang);
    let mut doc = Doc::default();
    doc.push(Block::Title(
        Text::strong(format!("{code} {}", name(code, lang))).and(yibao::report::doc::Mark::Soft, format!("  {severity}")),
    ));
    doc.push(Block::Note(Text::plain(entry.what.of(lang))));
    doc.section(words::INSTEAD.of(lang), vec![Block::Note(Text::plain(entry.instead.of(lang)))]);
    terminal.report(&doc)?;
    let first = if entry.claim.is_empty() { words::EXAMPLE } else { words::RULES };
    for (heading, text) in [(first, entry.fault), (words::CLAIM, entry.claim), (words::MENDED, entry.mended)] {
        if !text.is_empty() {
            terminal.result("\n")?;
            terminal.report(&Doc { blocks: vec![Block::Heading(Text::strong(heading.of(lang)))] })?;
            terminal.result(&text.lines().fold(String::new(), |all, line| all + "    " + line + "\n"))?;
        }
    }
    Ok(())
}
