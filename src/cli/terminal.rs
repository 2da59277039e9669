//! The world outside: arguments, environment, the three streams, the clock of a progress line.
#![expect(clippy::disallowed_methods, reason = "this is the one file that talks to the terminal and reads the environment")]

use super::Stop;
use std::cell::Cell;
use std::ffi::OsString;
use std::io::{ErrorKind, IsTerminal, Read, Stderr, Stdout, Write};
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use yibao::diagnostic::{Lang, Words};
use yibao::report::Doc;
use yibao::report::terminal::{Style, render};
use yibao::source::escape::visible_lines;

/// The language of messages, for what is told far from a [`Terminal`].
static SPOKEN: OnceLock<Lang> = OnceLock::new();

/// Columns where nobody says how many there are.
const WIDTH: usize = 100;

/// What is known of the streams, and the language spoken.
pub struct Terminal {
    /// The language of messages and results.
    pub lang: Lang,
    /// How results are drawn.
    pub results: Look,
    /// How messages are drawn.
    pub messages: Look,
    out: Stdout,
    err: Stderr,
    /// Nobody reads the results any more: what is found still decides how the command ends.
    gone: Cell<bool>,
}

/// How one stream is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Somebody watches.
    pub watched: bool,
    /// With colours.
    pub colour: bool,
    /// Columns.
    pub width: usize,
}

/// The arguments, the program's name first.
pub fn args() -> Vec<OsString> {
    std::env::args_os().collect()
}

/// The language of the locale: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that says anything.
pub fn locale() -> Lang {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty());
    if said.is_some_and(|value| value.to_ascii_lowercase().starts_with("zh")) { Lang::Zh } else { Lang::En }
}

impl Terminal {
    /// The streams as they are.
    pub fn new(lang: Lang) -> Self {
        let plain =
            std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) || std::env::var("TERM").is_ok_and(|term| term == "dumb");
        let width = std::env::var("COLUMNS").ok().and_then(|value| value.parse().ok()).filter(|width| (40..=400).contains(width));
        let look = |watched: bool| Look { watched, colour: watched && !plain, width: width.unwrap_or(WIDTH) };
        let (out, err) = (std::io::stdout(), std::io::stderr());
        let _ = SPOKEN.set(lang);
        Self { lang, results: look(out.is_terminal()), messages: look(err.is_terminal()), out, err, gone: Cell::new(false) }
    }

    /// Writes a result.
    pub fn result(&self, text: &str) -> Result<(), Stop> {
        if self.gone.get() {
            return Ok(());
        }
        let mut out = self.out.lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.gone.set(true);
                Ok(())
            }
            Err(error) => Err(Stop::Usage(super::words::cannot_write("-", &error))),
            Ok(()) => Ok(()),
        }
    }

    /// Whether results were written that nobody read.
    pub fn is_unread(&self) -> bool {
        self.gone.get()
    }

    /// Writes rule text as a result: as it is into a file or a pipe, on a terminal with what that would obey made visible.
    pub fn rules(&self, text: &str) -> Result<(), Stop> {
        if self.results.watched { self.result(&visible_lines(text)) } else { self.result(text) }
    }

    /// Writes a report as a result.
    pub fn report(&self, doc: &Doc) -> Result<(), Stop> {
        self.result(&render(doc, Style { colour: self.results.colour, width: self.results.width }))
    }

    /// Writes a line for whoever watches. That nobody can read it any more is nothing to stop for.
    pub fn say(&self, words: &Words) {
        self.message(&format!("{}\n", visible_lines(words.of(self.lang))));
    }

    /// Writes text for whoever watches.
    pub fn message(&self, text: &str) {
        let _ = self.err.lock().write_all(text.as_bytes());
    }
}

/// All of standard input.
pub fn input() -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The time a verb may take.
pub struct Budget(Option<Instant>);

impl Budget {
    /// So many seconds from now; without a number, for ever.
    pub fn new(seconds: Option<u32>) -> Self {
        Self(seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds.into())))
    }

    /// Whether there is time left.
    pub fn is_left(&self) -> bool {
        self.0.is_none_or(|end| Instant::now() < end)
    }
}

/// A line that counts, for long work that somebody watches: nothing in the first second, then five times a second.
pub struct Progress<'a> {
    terminal: &'a Terminal,
    of: usize,
    next: Instant,
    shown: bool,
}

impl<'a> Progress<'a> {
    /// Counting up to `of`.
    pub fn new(terminal: &'a Terminal, of: usize) -> Self {
        Self { terminal, of, next: Instant::now() + Duration::from_secs(1), shown: false }
    }

    /// So many are done.
    pub fn done(&mut self, count: usize) {
        if self.terminal.messages.watched && !self.terminal.results.watched && Instant::now() >= self.next {
            self.terminal.message(&format!("\r{count}/{}", self.of));
            self.next = Instant::now() + Duration::from_millis(200);
            self.shown = true;
        }
    }
}

impl Drop for Progress<'_> {
    /// Leaves a clean line.
    fn drop(&mut self) {
        if self.shown {
            self.terminal.message("\r\x1b[K");
        }
    }
}

/// Sees to it that what was written is out.
pub fn flush() -> std::io::Result<()> {
    std::io::stdout().flush()
}

/// Writes a line for whoever watches, from where no terminal is at hand.
pub fn warn_words(words: &Words) {
    warn(&format!("{}\n", visible_lines(words.of(SPOKEN.get().copied().unwrap_or(Lang::En)))));
}

/// Writes a message before anything is known of the terminal.
pub fn warn(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
