//! The tables beside this file: one a region, each row a cell of a spreadsheet.
//!
//! The first column says what a row is. `政策`: a policy, the area insured, the scheme. `来源`: a document, its number, how it is
//! known. `数字`: a figure as the source gives it, its value, the source's words. `读法`: how the source is read. `不付`: a layer
//! no claim can have paid, and why. `算例`: a claim, by its title. `事实`: its facts. `此前`: what is used up in 2025. `假设`: a
//! value for what is unstated. `得`: a cell, what it is computed from, its value. `另`: the same claim with other facts, what its
//! first layer pays, its value.
#![expect(clippy::disallowed_methods, reason = "a test reads its tables from disk")]

use super::sheet::{Cells, Number};
use std::error::Error;
use std::fs;
use std::path::Path;

/// A policy of a table.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// `changsha.csv:12`
    pub place: String,
    /// The policy's name, the area insured, the scheme.
    pub policy: String,
    pub region: String,
    pub scheme: String,
    /// Its documents.
    pub sources: usize,
    /// What the source says.
    pub figures: Vec<(String, Number)>,
    /// Layers that never pay, `待遇.支付层`, and why.
    pub silent: Vec<(String, String)>,
    /// Its claims.
    pub claims: Vec<Derivation>,
}

/// A claim and what comes of it.
#[derive(Clone, Debug, Default)]
pub struct Derivation {
    /// `changsha.csv:30 在职…`
    pub place: String,
    /// Facts by name.
    pub facts: Vec<(String, String)>,
    /// Heads and values.
    pub assumed: Vec<(String, Number)>,
    /// What is used up before, by accumulator and figure: `inpatient.pool.paid`.
    pub before: Vec<(String, Number)>,
    /// Cells in turn.
    pub lines: Vec<Line>,
    /// Neighbours of the claim.
    pub others: Vec<Other>,
}

/// One cell.
#[derive(Clone, Debug)]
pub struct Line {
    pub place: String,
    pub name: String,
    pub expression: String,
    pub value: Number,
}

/// The same claim with other facts.
#[derive(Clone, Debug)]
pub struct Other {
    pub place: String,
    pub facts: Vec<(String, String)>,
    pub expression: String,
    pub value: Number,
}

/// All tables, a policy each.
pub fn all() -> Result<Vec<Sheet>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/independent");
    let mut files: Vec<_> = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?.into_iter().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "csv"));
    files.sort();
    let mut out = Vec::new();
    for file in files {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        out.extend(read(&name, &fs::read_to_string(&file)?)?);
    }
    Ok(out)
}

/// The policies of one table.
pub fn read(file: &str, text: &str) -> Result<Vec<Sheet>, String> {
    let mut out: Vec<Sheet> = Vec::new();
    for (at, row) in text.lines().enumerate().filter(|(_, row)| !row.trim().is_empty()) {
        let place = format!("{file}:{}", at + 1);
        let [kind, name, content, value] = columns(row).ok_or_else(|| format!("{place}: a row has four columns"))?;
        if kind == "政策" {
            let [policy, region, scheme] = [name, content, value].map(str::to_owned);
            out.push(Sheet { place, policy, region, scheme, ..Sheet::default() });
            continue;
        }
        let sheet = out.last_mut().ok_or_else(|| format!("{place}: a row before the first `政策`"))?;
        sheet.add(&place, kind, name, content, value).ok_or_else(|| format!("{place}: `{row}` cannot be read"))?;
    }
    Ok(out)
}

fn columns(row: &str) -> Option<[&str; 4]> {
    let all: Vec<&str> = row.split(',').map(str::trim).collect();
    all.try_into().ok()
}

/// `人员类别=在职 医院级别=三级`
fn facts(text: &str) -> Option<Vec<(String, String)>> {
    text.split_whitespace().map(|pair| pair.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()))).collect()
}

impl Sheet {
    /// One row after the first.
    fn add(&mut self, place: &str, kind: &str, name: &str, content: &str, value: &str) -> Option<()> {
        let place = place.to_owned();
        match kind {
            "来源" if !name.is_empty() && !value.is_empty() => self.sources += 1,
            "读法" if !name.is_empty() => {}
            "数字" => self.figures.push((name.to_owned(), Number::read(content)?)),
            "不付" if !content.is_empty() => self.silent.push((name.to_owned(), content.to_owned())),
            "算例" => self.claims.push(Derivation { place: format!("{place} {name}"), ..Derivation::default() }),
            "事实" => self.claims.last_mut()?.facts.extend(facts(name)?),
            "假设" => self.claims.last_mut()?.assumed.push((name.to_owned(), Number::read(content)?)),
            "此前" => self.claims.last_mut()?.before.push((name.to_owned(), Number::read(content)?)),
            "得" => {
                let line = Line { place, name: name.to_owned(), expression: content.to_owned(), value: Number::read(value)? };
                self.claims.last_mut()?.lines.push(line);
            }
            "另" => {
                let other = Other { place, facts: facts(name)?, expression: content.to_owned(), value: Number::read(value)? };
                self.claims.last_mut()?.others.push(other);
            }
            _ => return None,
        }
        Some(())
    }

    /// The figures as cells.
    pub fn cells(&self) -> Result<Cells, String> {
        let mut cells = Cells::default();
        for (name, value) in &self.figures {
            if !cells.fill(name, *value) {
                return Err(format!("{}: the figure `{name}` stands twice", self.place));
            }
        }
        Ok(cells)
    }
}

/// Amounts and counts among facts, and amounts not stated as nothing, as cells.
pub fn fill(cells: &mut Cells, facts: &[(String, String)]) {
    for name in ["目录外", "超限价", "先行自付额"] {
        cells.replace(name, Number::ZERO);
    }
    for (name, value) in facts {
        if let Some(value) = Number::read(value) {
            cells.replace(name, value);
        }
    }
}
