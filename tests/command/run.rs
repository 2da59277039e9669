//! A command run in a folder, and what it leaves behind.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// The built command.
pub const YIBAO: &str = env!("CARGO_BIN_EXE_yibao");

/// What a run left behind.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs a command in a plain environment.
pub fn ended(mut command: Command, folder: &Path, input: &str) -> Ran {
    command.current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "COLUMNS", "GIT_DIR", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    let mut child = command.spawn().unwrap();
    // A command that reads nothing may be gone before all is written.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let done = child.wait_with_output().unwrap();
    Ran {
        code: done.status.code().unwrap_or(-1),
        out: String::from_utf8(done.stdout).unwrap(),
        err: String::from_utf8(done.stderr).unwrap(),
    }
}
