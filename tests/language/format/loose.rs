//! A text in form made loose: odd blanks, full-width forms, `;` for line ends, words of the other vocabulary, comments.

use super::seed::Seed;
use yibao::diagnostic::Lang;
use yibao::syntax::words::TABLE;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq)]
enum Piece<'a> {
    Blank(&'a str),
    End,
    Quoted(&'a str),
    Comment(&'a str),
    /// Letters and digits of one script.
    Word(&'a str),
    Number(&'a str),
    Mark(char),
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}' | '\u{A0}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '〇')
}

/// The pieces of a text.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let while_ = |test: fn(char) -> bool| rest.find(|c: char| !test(c)).unwrap_or(rest.len());
        let closing = match first {
            '"' => Some('"'),
            '“' => Some('”'),
            '「' => Some('」'),
            '＂' => Some('＂'),
            _ => None,
        };
        let (piece, length) = match first {
            '\n' => (Piece::End, 1),
            '#' | '＃' => {
                let end = rest.find('\n').unwrap_or(rest.len());
                (Piece::Comment(&rest[..end]), end)
            }
            c if is_blank(c) => {
                let end = while_(is_blank);
                (Piece::Blank(&rest[..end]), end)
            }
            c if closing.is_some() => {
                let body = &rest[c.len_utf8()..];
                let end = c.len_utf8() + closing.and_then(|close| body.find(close).map(|at| at + close.len_utf8())).unwrap();
                (Piece::Quoted(&rest[..end]), end)
            }
            c if c.is_ascii_digit() => {
                let end = while_(|c| c.is_ascii_digit());
                (Piece::Number(&rest[..end]), end)
            }
            c if c.is_ascii_alphabetic() => {
                let end = while_(|c| c.is_ascii_alphanumeric() || c == '_');
                (Piece::Word(&rest[..end]), end)
            }
            c if is_han(c) => {
                let end = while_(is_han);
                (Piece::Word(&rest[..end]), end)
            }
            c => (Piece::Mark(c), c.len_utf8()),
        };
        out.push(piece);
        rest = &rest[length..];
    }
    out
}

/// The lines of a text without its comments; lines that held nothing else are gone.
pub fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let all = pieces(text);
    for line in all.split(|piece| *piece == Piece::End) {
        let bare: Vec<_> = line.iter().filter(|piece| !matches!(piece, Piece::Comment(_))).collect();
        let said = bare.iter().any(|piece| !matches!(piece, Piece::Blank(_)));
        if bare.len() < line.len() && !said {
            continue;
        }
        let text: String = bare.into_iter().map(written).collect();
        out.push_str(text.trim_end());
        out.push('\n');
    }
    let end = out.trim_end().len();
    out.truncate(end);
    out.push('\n');
    out
}

fn written(piece: &Piece<'_>) -> String {
    match piece {
        Piece::Blank(text) | Piece::Quoted(text) | Piece::Comment(text) | Piece::Word(text) | Piece::Number(text) => (*text).to_owned(),
        Piece::End => "\n".to_owned(),
        Piece::Mark(c) => c.to_string(),
    }
}

/// The keywords of one word that say one thing alone in either vocabulary, so that either may stand for the other.
fn twins() -> Vec<(&'static str, &'static str)> {
    let once = |text: &str, lang: Lang| TABLE.iter().filter(|word| word.of(lang).split(' ').any(|part| part == text)).count() == 1;
    let plain = TABLE.iter().filter(|word| word.rule.starts_with("k_")).map(|word| (word.of(Lang::En), word.of(Lang::Zh)));
    // `date`, `age` and their like are facts too, which have other names; `fund` is a figure.
    let names =
        ["fund", "age", "date", "text", "money", "total", "band", "value", "code", "item", "items", "share", "refuse", "secondary", "late"];
    plain
        .filter(|(en, zh)| once(en, Lang::En) && once(zh, Lang::Zh) && !en.contains([' ', '.']) && !zh.contains(' ') && !names.contains(en))
        .collect()
}

/// What to do to a text.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "any of the ways goes with any other")]
pub struct Ways {
    pub blanks: bool,
    pub wide: bool,
    pub ends: bool,
    pub words: bool,
    pub comments: bool,
}

/// The text made loose in these ways, by chance.
pub fn loosen(text: &str, ways: Ways, seed: &mut Seed) -> String {
    let all = pieces(text);
    let twins = twins();
    let mut out = String::new();
    let mut number = 0;
    for (at, piece) in all.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| &all[at]);
        let after = all.get(at + 1);
        match piece {
            Piece::Blank(_) if at == 0 || before == Some(&Piece::End) => {
                out.push_str(&if ways.blanks { blank(seed, 0) } else { written(piece) });
            }
            Piece::Blank(text) if ways.blanks => {
                // A word of the other vocabulary may come to touch a word of its own script.
                let least = usize::from(ways.words || !may_touch(before, after) || matches!(after, Some(Piece::Comment(_)) | None));
                out.push_str(&if seed.once_in(3) { blank(seed, least) } else { (*text).to_owned() });
            }
            Piece::End => {
                let empty = before.is_none_or(|before| *before == Piece::End);
                if ways.comments && !empty && seed.once_in(4) && !continues(&all, at) {
                    number += 1;
                    let line_is_comment = matches!(before, Some(Piece::Comment(_)));
                    let mark = seed.pick(&[" # c", " ＃c", "\n# c", "\n   #c"]);
                    let mark = if line_is_comment && !mark.starts_with('\n') { "\n# c" } else { mark };
                    out.push_str(mark);
                    out.push_str(&number.to_string());
                    out.push('\n');
                } else if ways.ends && seed.once_in(3) && may_join(&all, at) {
                    out.push_str(seed.pick(&[";", " ；", "。", "; ;"]));
                } else {
                    out.push('\n');
                }
            }
            Piece::Word(text) if ways.words && !dotted(before, after) && !declared(&all, at) && seed.once_in(2) => {
                let twin = twins.iter().find_map(|(en, zh)| match *text {
                    text if text == *en => Some(zh),
                    text if text == *zh => Some(en),
                    _ => None,
                });
                // A word of the other script may have to be set apart from what it touches now.
                match twin {
                    Some(twin) => {
                        let apart = |piece: Option<&Piece<'_>>| matches!(piece, Some(Piece::Word(_) | Piece::Number(_)));
                        out.extend([if apart(before) { " " } else { "" }, twin, if apart(after) { " " } else { "" }]);
                    }
                    None => out.push_str(text),
                }
            }
            Piece::Number(text) if ways.wide && seed.once_in(2) => out.extend(text.chars().map(full_width)),
            Piece::Quoted(text) if ways.wide && seed.once_in(2) => out.push_str(&requoted(text, seed)),
            Piece::Mark(c) if ways.wide && seed.once_in(2) => out.push(widened(*c, before, after, seed)),
            other => out.push_str(&written(other)),
        }
    }
    out
}

fn blank(seed: &mut Seed, least: usize) -> String {
    seed.many(least, 3, |seed| seed.pick(&[' ', '\t', '\u{3000}', '\u{A0}'])).into_iter().collect()
}

/// Whether two pieces may stand without a blank between them and still be two.
fn may_touch(before: Option<&Piece<'_>>, after: Option<&Piece<'_>>) -> bool {
    let han = |text: &str| text.starts_with(is_han);
    match (before, after) {
        (Some(Piece::Word(word)), Some(Piece::Number(_))) | (Some(Piece::Number(_)), Some(Piece::Word(word))) => han(word),
        (Some(Piece::Word(a)), Some(Piece::Word(b))) => han(a) != han(b),
        (Some(Piece::Number(_)), Some(Piece::Number(_))) => false,
        // `1 .. 3` is no number, `..` between names no path; `- 3` is no number either.
        (Some(Piece::Mark('.' | '-')), _) | (_, Some(Piece::Mark('.' | '-'))) => false,
        (Some(Piece::Quoted(_)), Some(Piece::Quoted(_))) => true,
        _ => true,
    }
}

/// Whether a line end may become a `;`: code on both sides, and neither opens or closes a block.
fn may_join(all: &[Piece<'_>], at: usize) -> bool {
    let before = all[..at].iter().rev().find(|piece| !matches!(piece, Piece::Blank(_)));
    let mut after = all[at + 1..].iter().filter(|piece| !matches!(piece, Piece::Blank(_)));
    let next = after.next();
    let open = matches!(before, None | Some(Piece::End | Piece::Comment(_) | Piece::Mark('{' | ',' | '，' | '、')));
    let close = matches!(next, None | Some(Piece::End | Piece::Comment(_) | Piece::Mark('}')));
    !open && !close && !continues(all, at)
}

/// Whether the line after this end goes on with the clause of the one before it.
fn continues(all: &[Piece<'_>], at: usize) -> bool {
    let blanks = |from: usize| all.get(from).map_or(0, |piece| if let Piece::Blank(text) = piece { text.len() } else { 0 });
    let start = all[..at].iter().rposition(|piece| *piece == Piece::End).map_or(0, |end| end + 1);
    let deeper = blanks(at + 1) >= blanks(start) + 4;
    let again = blanks(at + 1) == blanks(start)
        && matches!(all[..at].iter().rev().find(|p| !matches!(p, Piece::Blank(_))), Some(Piece::Mark(',' | '，')));
    let words = all[..at].iter().rev().find(|piece| !matches!(piece, Piece::Blank(_)));
    let and = matches!(words, Some(Piece::Word("and" | "且")));
    let when =
        matches!(all[at + 1..].iter().find(|piece| !matches!(piece, Piece::Blank(_))), Some(Piece::Word("when" | "当" | "only" | "仅当")));
    deeper || again || and || when
}

/// Whether a word stands in a dotted path.
fn dotted(before: Option<&Piece<'_>>, after: Option<&Piece<'_>>) -> bool {
    before == Some(&Piece::Mark('.')) || after == Some(&Piece::Mark('.'))
}

/// Whether a word is a name being declared, its other name beside it in quotes: no keyword, whatever it is called.
fn declared(all: &[Piece<'_>], at: usize) -> bool {
    let mut after = all[at + 1..].iter().filter(|piece| !matches!(piece, Piece::Blank(_)));
    let title = ["document", "依据", "number", "文号", "code", "代码", "field", "字段", "needs", "材料", "example", "算例"];
    let word = |at: usize| all.get(at).and_then(|piece| if let Piece::Word(text) = piece { Some(*text) } else { None });
    matches!(after.next(), Some(Piece::Quoted(_))) && !title.iter().any(|own| word(at) == Some(own))
}

fn full_width(c: char) -> char {
    c.to_digit(10).and_then(|digit| char::from_u32(u32::from('０') + digit)).unwrap_or(c)
}

fn requoted(text: &str, seed: &mut Seed) -> String {
    let inner: String = {
        let mut chars = text.chars();
        chars.next();
        chars.next_back();
        chars.collect()
    };
    let (open, close) = seed.pick(&[('"', '"'), ('“', '”'), ('「', '」'), ('＂', '＂')]);
    if inner.contains(close) { text.to_owned() } else { format!("{open}{inner}{close}") }
}

fn widened(c: char, before: Option<&Piece<'_>>, after: Option<&Piece<'_>>, seed: &mut Seed) -> char {
    let digits = matches!((before, after), (Some(Piece::Number(_)), Some(Piece::Number(_))));
    match c {
        '{' => '｛',
        '}' => '｝',
        '|' => '｜',
        ',' => '，',
        '，' => ',',
        ';' => '；',
        '；' => seed.pick(&[';', '。']),
        '%' => '％',
        '×' => seed.pick(&['*', '＊']),
        '+' => '＋',
        '[' | '【' => seed.pick(&['［', '【', '〔', '[']),
        ']' | '】' => seed.pick(&['］', '】', '〕', ']']),
        '-' if digits => '－',
        '—' => seed.pick(&['－', '-', '—']),
        '.' if digits || !matches!(before, Some(Piece::Mark('.'))) && !matches!(after, Some(Piece::Mark('.'))) => '．',
        other => other,
    }
}
