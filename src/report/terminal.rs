//! Draws a report as plain text for a terminal or a file: aligned by columns, wrapped, coloured only when asked.

use super::doc::{Block, Doc, Mark, Piece, Side, Table, Text};
use crate::source::width;

/// How to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// With ANSI colours.
    pub colour: bool,
    /// Columns to fill; notes and items wrap here, tables never do.
    pub width: usize,
}

impl Default for Style {
    /// No colours, 100 columns.
    fn default() -> Self {
        Self { colour: false, width: 100 }
    }
}

/// The report as text; each line ends in a line break, none in a blank.
pub fn render(doc: &Doc, style: Style) -> String {
    let mut page = Page { out: String::new(), style };
    for (at, block) in doc.blocks.iter().enumerate() {
        match block {
            Block::Title(text) => page.line("", text),
            Block::Heading(text) => {
                if at > 0 {
                    page.out.push('\n');
                }
                page.line("", text);
            }
            Block::Pairs(pairs) => page.pairs(pairs),
            Block::Table(table) => page.table(table),
            Block::Item { number, lead, under } => {
                page.wrapped(&format!("{number:>4}  "), "        ", lead);
                for text in under {
                    page.wrapped("        ", "          ", text);
                }
            }
            Block::Note(text) => page.wrapped("  ", "  ", text),
        }
    }
    page.out
}

/// Bare text broken into lines of `width` columns behind the indents `first` and `next`.
pub fn wrap(text: &str, first: &str, next: &str, width: usize) -> String {
    let mut page = Page { out: String::new(), style: Style { colour: false, width } };
    page.wrapped(first, next, &Text::plain(text));
    page.out
}

/// What has been drawn so far.
struct Page {
    out: String,
    style: Style,
}

impl Page {
    /// One line behind an indent.
    fn line(&mut self, indent: &str, text: &Text) {
        self.out.push_str(indent);
        for piece in &text.0 {
            self.piece(piece);
        }
        self.end();
    }

    /// Ends a line without trailing blanks.
    fn end(&mut self) {
        let kept = self.out.trim_end_matches(' ').len();
        self.out.truncate(kept);
        self.out.push('\n');
    }

    /// One run of text in its mark.
    fn piece(&mut self, piece: &Piece) {
        let code = match piece.mark {
            Mark::Plain => "",
            Mark::Strong => "\x1b[1m",
            Mark::Soft => "\x1b[2m",
            Mark::Good => "\x1b[32m",
            Mark::Bad => "\x1b[31m",
        };
        if self.style.colour && !code.is_empty() && !piece.text.is_empty() {
            self.out.push_str(code);
            self.out.push_str(&piece.text);
            self.out.push_str("\x1b[0m");
        } else {
            self.out.push_str(&piece.text);
        }
    }

    /// Names and what they are, the second parts aligned.
    fn pairs(&mut self, pairs: &[(Text, Text)]) {
        let widest = pairs.iter().map(|(name, _)| width::of(&name.bare())).max().unwrap_or(0);
        for (name, value) in pairs {
            let gap = widest + 2 - width::of(&name.bare());
            self.out.push_str("  ");
            for piece in &name.0 {
                self.piece(piece);
            }
            self.wrapped(&" ".repeat(gap), &" ".repeat(widest + 4), value);
        }
    }

    /// A table: columns as wide as their widest cell.
    fn table(&mut self, table: &Table) {
        let head: Vec<Text> = table.columns.iter().map(|(head, _)| head.clone()).collect();
        let headed = head.iter().any(|text| !text.bare().is_empty());
        let widths: Vec<usize> = (0..head.len())
            .map(|at| {
                let cells = table.rows.iter().filter_map(|row| row.get(at)).chain(head.get(at));
                cells.map(|text| width::of(&text.bare())).max().unwrap_or(0)
            })
            .collect();
        for row in headed.then_some(&head).into_iter().chain(&table.rows) {
            for ((cell, width), (_, side)) in row.iter().zip(&widths).zip(&table.columns) {
                let gap = " ".repeat(width.saturating_sub(width::of(&cell.bare())));
                self.out.push_str("  ");
                if *side == Side::Right {
                    self.out.push_str(&gap);
                }
                for piece in &cell.0 {
                    self.piece(piece);
                }
                if *side == Side::Left {
                    self.out.push_str(&gap);
                }
            }
            self.end();
        }
    }

    /// Text that breaks at blanks, and between Han, where the line is full; `first` and `next` are the indents.
    fn wrapped(&mut self, first: &str, next: &str, text: &Text) {
        self.out.push_str(first);
        let start = self.out.rfind('\n').map_or(0, |at| at + 1);
        let mut at = self.out.get(start..).map_or(0, visible);
        for piece in &text.0 {
            let mut line = String::new();
            for word in words(&piece.text) {
                let wide = width::of(word.trim_end());
                if at + wide > self.style.width && at > width::of(next) {
                    self.piece(&Piece { text: std::mem::take(&mut line), mark: piece.mark });
                    self.end();
                    self.out.push_str(next);
                    at = width::of(next);
                }
                line.push_str(word);
                at += width::of(word);
            }
            self.piece(&Piece { text: line, mark: piece.mark });
        }
        self.end();
    }
}

/// The columns of a line that may hold colours.
fn visible(line: &str) -> usize {
    let mut inside = false;
    line.chars()
        .filter(|c| {
            let shown = !inside && *c != '\x1b';
            inside = (inside || *c == '\x1b') && *c != 'm';
            shown
        })
        .map(width::of_char)
        .sum()
}

/// Where a text may break: after a blank, and after a wide character unless closing punctuation follows.
fn words(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let closing = chars.peek().is_some_and(|(_, next)| "，。；：、）】」』”》〕！？,.;:)]".contains(*next));
        let opening = "（【「『“《〔".contains(c);
        if c == ' ' || (width::of_char(c) == 2 && !closing && !opening) {
            let end = at + c.len_utf8();
            out.extend(text.get(start..end));
            start = end;
        }
    }
    out.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    out
}
