//! Text to tree and back: the grammar's two vocabularies, parsing, formatting, turning.

pub mod tree;
