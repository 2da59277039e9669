//! The command as its users type it, and the pages that tell them how.
#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a command is tested with files and processes, and a test that cannot set them up fails"
)]

mod catalogue;
mod cli;
mod coverage;
mod fences;
mod fmt;
mod follow;
mod gate;
mod guide;
mod hands_off;
mod hostile;
mod reference;
mod run;
mod shell;
