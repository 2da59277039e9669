//! Faults drawn with their source: the text, a line under the place, what to write instead.

use super::terminal::Look;
use super::words;
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};
use std::fmt;
use std::sync::Arc;
use yibao::diagnostic::{Fault, Lang, Severity, Words};
use yibao::source::{Sources, Span};

/// One place of a fault in one source, as the drawing library takes it.
#[derive(Debug)]
struct Drawn {
    message: String,
    severity: Severity,
    advice: bool,
    source: Option<NamedSource<Arc<str>>>,
    labels: Vec<LabeledSpan>,
}

impl fmt::Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawn {}

impl Diagnostic for Drawn {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match (self.advice, self.severity) {
            (true, _) => miette::Severity::Advice,
            (false, Severity::Error) => miette::Severity::Error,
            (false, Severity::Warning) => miette::Severity::Warning,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

/// A fault as text, with a blank line after it. Related places in the same source are labels; those of other
/// sources follow as drawings of their own.
pub fn draw(fault: &Fault, sources: &Sources, look: Look, lang: Lang) -> String {
    let first = fault.label.as_ref().map(|label| label.of(lang).to_owned());
    let near = fault.related.iter().filter(|(span, _)| span.source == fault.span.source);
    let labels = std::iter::once(LabeledSpan::new_primary_with_span(first, range(fault.span, sources)))
        .chain(near.map(|(span, words)| LabeledSpan::new_with_span(Some(words.of(lang).to_owned()), range(*span, sources))))
        .collect();
    let message = format!("{} {}", fault.code, fault.message.of(lang));
    let severity = fault.code.severity();
    let main = Drawn { message, severity, advice: false, source: named(fault.span, sources), labels };
    let mut out = String::new();
    render(&mut out, &main, look);
    for (span, words) in fault.related.iter().filter(|(span, _)| span.source != fault.span.source) {
        render(&mut out, &elsewhere(*span, words, sources, severity, lang), look);
    }
    if let Some(help) = &fault.help {
        let help = format!("{}{}", words::HELP.of(lang), help.of(lang));
        out.push_str(&yibao::report::terminal::wrap(&help, "  ", "        ", look.width));
    }
    out.push('\n');
    out
}

/// A related place in another source.
fn elsewhere(span: Span, words: &Words, sources: &Sources, severity: Severity, lang: Lang) -> Drawn {
    let labels = vec![LabeledSpan::new_primary_with_span(None, range(span, sources))];
    Drawn { message: words.of(lang).to_owned(), severity, advice: true, source: named(span, sources), labels }
}

/// A source under its name.
fn named(span: Span, sources: &Sources) -> Option<NamedSource<Arc<str>>> {
    sources.get(span.source).map(|source| NamedSource::new(&source.name, Arc::clone(&source.text)))
}

/// The bytes of a span, kept inside its source and on the bounds of its characters.
fn range(span: Span, sources: &Sources) -> std::ops::Range<usize> {
    let text = sources.get(span.source).map_or("", |source| &source.text);
    let floor = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (start, end) = (floor(span.start as usize), floor(span.end as usize));
    start..end.max(start)
}

/// Draws one place. A failure to format is a failure to write into memory, which does not happen.
fn render(out: &mut String, drawn: &Drawn, look: Look) {
    let theme = match (look.watched, look.colour) {
        (true, true) => GraphicalTheme::unicode(),
        (true, false) => GraphicalTheme::unicode_nocolor(),
        (false, _) => GraphicalTheme::none(),
    };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(look.width).with_links(false).without_syntax_highlighting();
    let _ = handler.render_report(out, drawn);
}
