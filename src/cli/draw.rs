//! Faults drawn with their source: the text, a line under the place, what to write instead.

use super::excerpt::{Excerpt, short};
use super::terminal::Look;
use super::words;
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};
use std::fmt;
use std::ops::Range;
use yibao::diagnostic::{Fault, Lang, Severity, Words};
use yibao::source::escape::visible;
use yibao::source::{Source, Sources, Span};

/// One place of a fault in one source, as the drawing library takes it.
#[derive(Debug)]
struct Drawn {
    message: String,
    severity: Severity,
    advice: bool,
    source: Option<Lines>,
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
            (false, Severity::Note) => miette::Severity::Advice,
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
    let (near, said): (Vec<Span>, Vec<&Words>) = near.map(|(span, words)| (*span, words)).unzip();
    let (source, places) = seen(fault.span, &near, sources);
    let mut places = places.into_iter();
    let primary = LabeledSpan::new_primary_with_span(first.map(|first| short(&first)), places.next().unwrap_or(0..0));
    let near = said.into_iter().zip(places).map(|(words, place)| LabeledSpan::new_with_span(Some(short(words.of(lang))), place));
    let labels = std::iter::once(primary).chain(near).collect();
    let message = format!("{} {}", fault.code, short(fault.message.of(lang)));
    let severity = fault.severity;
    let main = Drawn { message, severity, advice: false, source, labels };
    let mut out = String::new();
    render(&mut out, &main, look);
    for (span, words) in fault.related.iter().filter(|(span, _)| span.source != fault.span.source) {
        render(&mut out, &elsewhere(*span, words, sources, severity, lang), look);
    }
    if let Some(help) = &fault.help {
        let help = format!("{}{}", words::HELP.of(lang), short(help.of(lang)));
        out.push_str(&yibao::report::terminal::wrap(&help, "  ", "        ", look.width));
    }
    out.push('\n');
    out
}

/// A related place in another source.
fn elsewhere(span: Span, words: &Words, sources: &Sources, severity: Severity, lang: Lang) -> Drawn {
    let (source, places) = seen(span, &[], sources);
    let labels = places.into_iter().map(|place| LabeledSpan::new_primary_with_span(None, place)).collect();
    Drawn { message: short(words.of(lang)), severity, advice: true, source, labels }
}

/// The source of a place, and where that place and others of the same source stand in what is drawn of it.
fn seen(span: Span, near: &[Span], sources: &Sources) -> (Option<Lines>, Vec<Range<usize>>) {
    let places: Vec<Range<usize>> = std::iter::once(&span).chain(near).map(|span| range(*span, sources)).collect();
    let Some(source) = sources.get(span.source) else { return (None, places) };
    match Excerpt::of(source, &places) {
        None => (Some(Lines { drawn: source.clone(), cut: None }), places),
        Some(cut) => {
            let here = places.into_iter().map(|place| cut.here(place.start)..cut.here(place.end)).collect();
            (Some(Lines { drawn: cut.source(&source.name), cut: Some((cut, source.clone())) }), here)
        }
    }
}

/// A source that finds its lines by its own table: drawing a fault far down does not read all that stands above.
#[derive(Debug)]
struct Lines {
    /// What is drawn: the source, or what is left of it.
    drawn: Source,
    /// What was left, and the source it was left of.
    cut: Option<(Excerpt, Source)>,
}

impl SourceCode for Lines {
    fn read_span<'a>(&'a self, span: &SourceSpan, before: usize, after: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let source = &self.drawn;
        let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (start, end) = (span.offset(), span.offset() + span.len());
        if end > source.text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let (own, last) = (source.line(at(start)), source.line(at(end.saturating_sub(usize::from(end > start)))));
        let first = own.saturating_sub(at(before)).max(1);
        // Without context it is the place itself, with its column; with context, whole lines.
        let (from, column) = if before == 0 { (start, start - source.line_start(own)) } else { (source.line_start(first), 0) };
        let to = if after == 0 { end } else { source.line_start(last.saturating_add(at(after)).saturating_add(1)) };
        let data = source.text.as_bytes().get(from..to.max(from)).ok_or(MietteError::OutOfBounds)?;
        let line = if before == 0 { own } else { first };
        // Lines and columns are those of the source, whatever was cut.
        let (line, column) = self.cut.as_ref().map_or((line, column), |(cut, whole)| {
            let (number, there) = (cut.number(line), cut.there(start));
            (number, if before == 0 { there.saturating_sub(whole.line_start(number)) } else { column })
        });
        let line = (line as usize).saturating_sub(1);
        let lines = (last + at(after)).saturating_sub(first) as usize + 1;
        let name = visible(&source.name).into_owned();
        Ok(Box::new(MietteSpanContents::new_named(name, data, (from, data.len()).into(), line, column, lines)))
    }
}

/// The bytes of a span, kept inside its source and on the bounds of its characters.
fn range(span: Span, sources: &Sources) -> Range<usize> {
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
