//! The tree a report is made of: marked text in headings, pairs, tables, items and notes.

use crate::source::escape::is_hidden;

/// How a piece of text stands out. A renderer decides what that looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// Running text.
    #[default]
    Plain,
    /// What the eye should find first.
    Strong,
    /// Sources and other small print.
    Soft,
    /// Good news.
    Good,
    /// Bad news.
    Bad,
}

/// A run of text in one mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text, without line breaks.
    pub text: String,
    /// Its mark.
    pub mark: Mark,
}

/// A line of marked text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Piece>);

impl Text {
    /// In one mark. Line breaks, other controls and what shows nothing or turns text about become blanks in `text`, so that no
    /// input can forge a line.
    pub fn marked(mark: Mark, text: impl AsRef<str>) -> Self {
        let text = text.as_ref().chars().map(|c| if is_hidden(c) { ' ' } else { c }).collect();
        Self(vec![Piece { text, mark }])
    }

    /// Running text.
    pub fn plain(text: impl AsRef<str>) -> Self {
        Self::marked(Mark::Plain, text)
    }

    /// Standing out.
    pub fn strong(text: impl AsRef<str>) -> Self {
        Self::marked(Mark::Strong, text)
    }

    /// Small print.
    pub fn soft(text: impl AsRef<str>) -> Self {
        Self::marked(Mark::Soft, text)
    }

    /// Followed by more in another mark.
    #[must_use]
    pub fn and(mut self, mark: Mark, text: impl AsRef<str>) -> Self {
        self.0.extend(Self::marked(mark, text).0);
        self
    }

    /// The bare text.
    pub fn bare(&self) -> String {
        self.0.iter().map(|piece| piece.text.as_str()).collect()
    }
}

/// On which side a column's cells stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Words.
    Left,
    /// Amounts.
    Right,
}

/// A table: every row has as many cells as there are columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Head and side of each column; all heads empty for a table without a header.
    pub columns: Vec<(Text, Side)>,
    /// The rows.
    pub rows: Vec<Vec<Text>>,
}

impl Table {
    /// A table of these columns.
    pub fn new<S: AsRef<str>>(columns: impl IntoIterator<Item = (S, Side)>) -> Self {
        Self { columns: columns.into_iter().map(|(head, side)| (Text::soft(head), side)).collect(), rows: Vec::new() }
    }

    /// With one more row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Text>) {
        self.rows.push(cells.into_iter().collect());
    }
}

/// A block of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The title of the whole.
    Title(Text),
    /// The heading of a section.
    Heading(Text),
    /// A name and what it is, one pair a line, the second parts aligned. A pair without a name goes on with the one before.
    Pairs(Vec<(Text, Text)>),
    /// A table.
    Table(Table),
    /// A numbered item: its first line, and lines under it.
    Item {
        /// Its number.
        number: usize,
        /// Its first line.
        lead: Text,
        /// What stands under it.
        under: Vec<Text>,
    },
    /// Text that wraps.
    Note(Text),
}

/// A report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    /// Its blocks.
    pub blocks: Vec<Block>,
}

impl Doc {
    /// Adds a block.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Adds a section with a heading; nothing where it would hold no block.
    pub fn section(&mut self, heading: &str, blocks: Vec<Block>) {
        if !blocks.is_empty() {
            self.push(Block::Heading(Text::strong(heading)));
            self.blocks.extend(blocks);
        }
    }
}
