//! What typing one policy shares: its scope, its clauses as they are numbered, its documents and constants.

use super::chain::{self, Version};
use super::constant::Constants;
use super::guard::Reader;
use super::policy::{ClauseId, ClauseInfo, Document, Guard, Merged, Ruling, Scope, Stage};
use super::scope::{is_named, names};
use super::words;
use crate::diagnostic::{Code, Fault};
use crate::plan::Names;
use crate::source::nearest;
use crate::syntax::tree::{Citation, Clause, What};

/// Typing one segment of one policy.
pub struct Typer<'a> {
    /// The line of versions, root first.
    pub line: &'a [Version<'a>],
    /// The facts.
    pub scope: Scope,
    /// Where faults go.
    pub faults: &'a mut Vec<Fault>,
    /// Clauses, numbered as they are met.
    pub clauses: Vec<ClauseInfo>,
    /// Documents of the whole line: (the version's place in the line, document).
    pub documents: Vec<(usize, Document)>,
    /// `let` constants.
    pub constants: Constants,
    /// Declared accumulators.
    pub accumulators: Vec<Names>,
    /// Funds.
    pub funds: Vec<(Names, String, String)>,
    /// Tables met so far: each clause's answer is one.
    pub tables: u32,
    /// Unit of rounding in fen.
    pub rounding: i64,
    /// Where we are: names of the enclosing blocks.
    pub path: Vec<String>,
    /// What the enclosing blocks allow and deny, with who wrote it.
    pub rulings: Vec<(Ruling, String)>,
}

impl Typer<'_> {
    /// Reads conditions against the scope.
    pub fn reader(&mut self) -> Reader<'_> {
        Reader { scope: &mut self.scope, faults: self.faults }
    }

    /// A clause's guard, reading what is settled at `stage`.
    pub fn guard(&mut self, clause: &Clause, stage: Stage) -> Guard {
        self.reader().guard(&clause.when, stage)
    }

    /// Numbers a clause; `title` is its own name in the path.
    pub fn number(&mut self, merged: &Merged, title: &str) -> ClauseId {
        let (citation, documents) = self.cite(merged.citation.as_ref(), &merged.origin);
        let mut path = self.path.join("/");
        if !path.is_empty() && !title.is_empty() {
            path.push('/');
        }
        path.push_str(title);
        self.clauses.push(ClauseInfo {
            path,
            origin: merged.origin.clone(),
            span: merged.clause.span,
            head_span: merged.clause.head_span,
            citation,
            documents,
            rulings: self.rulings_of(merged),
        });
        ClauseId::try_from(self.clauses.len() - 1).unwrap_or(ClauseId::MAX)
    }

    /// Enters a block: its name and its rulings. Give the result to [`Typer::leave`].
    pub fn enter(&mut self, title: &str, inner: &[Merged]) -> usize {
        self.path.push(title.to_owned());
        let before = self.rulings.len();
        self.rule(inner);
        before
    }

    /// Notes what the clauses allow and deny from here on.
    pub fn rule(&mut self, inner: &[Merged]) {
        for merged in inner {
            if let What::Ruling { deny, code, .. } = &merged.clause.what {
                chain::check_ruling(*deny, code, self.faults);
            }
        }
        let made: Vec<(Ruling, String)> = self.written(inner, self.path.len()).map(|(made, by)| (made, by.to_owned())).collect();
        self.rulings.extend(made);
    }

    /// What the clauses of a block allow and deny, with who wrote it.
    fn written<'m>(&self, inner: &'m [Merged], depth: usize) -> impl Iterator<Item = (Ruling, &'m str)> + use<'_, 'm> {
        inner.iter().filter_map(move |merged| {
            let What::Ruling { deny, code, .. } = &merged.clause.what else { return None };
            let own = self.line.last().is_some_and(|version| version.policy.name.it == merged.origin);
            Some((Ruling { code: Code::find(&code.it)?, deny: *deny, span: merged.clause.span, own, depth }, merged.origin.as_str()))
        })
    }

    /// What speaks for a clause: all that its policy wrote in the blocks around it and in its own, and of what frameworks wrote
    /// there whatever is denied, and what the clause's own one allows.
    fn rulings_of(&self, merged: &Merged) -> Vec<Ruling> {
        let around = self.rulings.iter().map(|(ruling, by)| (*ruling, by.as_str()));
        let all = around.chain(self.written(&merged.inner, self.path.len() + 1));
        all.filter(|(ruling, by)| ruling.own || ruling.deny || *by == merged.origin).map(|(ruling, _)| ruling).collect()
    }

    /// Leaves the block entered last.
    pub fn leave(&mut self, before: usize) {
        self.path.pop();
        self.rulings.truncate(before);
    }

    /// A citation as text, and the documents it names: those of the clause's own version first, then its ancestors'.
    pub fn cite(&mut self, citation: Option<&Citation>, origin: &str) -> (String, Vec<usize>) {
        let Some(citation) = citation else { return (String::new(), Vec::new()) };
        let from = self.line.iter().rposition(|v| v.policy.name.it == origin).unwrap_or(self.line.len());
        let mut texts = Vec::new();
        let mut found = Vec::new();
        for (name, article) in &citation.places {
            let at = self.documents.iter().rposition(|(version, document)| *version <= from && document.name == name.it);
            let Some((at, (_, document))) = at.and_then(|at| self.documents.get(at).map(|d| (at, d))) else {
                let known: Vec<&str> = self.documents.iter().map(|(_, d)| d.name.as_str()).collect();
                self.faults.push(words::unknown_document(&name.it, nearest(&name.it, known.iter().copied()), name.span));
                continue;
            };
            let mut text = format!("《{}》", document.title);
            if !document.number.is_empty() {
                text.push('（');
                text.push_str(&document.number);
                text.push('）');
            }
            text.push_str(article.as_ref().map_or("", |a| a.it.as_str()));
            texts.push(text);
            found.push(at);
        }
        (texts.join("；"), found)
    }

    /// Collects the documents the line declares.
    pub fn declare_documents(&mut self) {
        for (at, version) in self.line.iter().enumerate() {
            for clause in &version.policy.clauses {
                let What::Document(document) = &clause.what else { continue };
                if let Some((_, first)) = self.documents.iter().find(|(v, d)| *v == at && d.name == document.name.it) {
                    self.faults.push(words::twice(&document.name.it, document.name.span, first.span));
                    continue;
                }
                let date = document.date.as_ref().and_then(|d| d.it).map_or(String::new(), |d| d.to_string());
                let made = Document {
                    name: document.name.it.clone(),
                    title: document.title.it.clone(),
                    number: document.number.as_ref().map_or(String::new(), |n| n.it.clone()),
                    date,
                    grade: document.grade,
                    span: clause.head_span,
                };
                self.documents.push((at, made));
            }
        }
    }

    /// Collects accumulators and funds.
    pub fn declare_names(&mut self, merged: &[Merged], vocabulary: &[&Clause]) {
        for clause in vocabulary.iter().copied().chain(merged.iter().map(|m| &m.clause)) {
            match &clause.what {
                What::Accumulator(name) => {
                    let made = names(name);
                    let benefits = merged.iter().filter_map(|of| match &of.clause.what {
                        What::Benefit { name, .. } => Some(name),
                        _ => None,
                    });
                    // A benefit's own name counts its visits.
                    for of in benefits.filter(|of| is_named(&made, &names(of).latin) || is_named(&made, &names(of).han)) {
                        self.faults.push(words::twice(&name.name.it, name.name.span, of.name.span));
                    }
                    self.accumulators.push(made);
                }
                What::FundDecl { name, code, field } => {
                    let text = |t: &Option<crate::syntax::tree::Text>| t.as_ref().map_or(String::new(), |t| t.it.clone());
                    let made = names(name);
                    if !self.funds.iter().any(|(old, ..)| is_named(old, &name.name.it)) {
                        self.funds.push((made, text(code), text(field)));
                    }
                }
                _ => {}
            }
        }
    }

    /// A new table's number.
    pub fn table(&mut self) -> u32 {
        self.tables += 1;
        self.tables
    }
}
