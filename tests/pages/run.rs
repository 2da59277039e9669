//! Commands as a page of documentation shows them, run in a folder.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
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
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "COLUMNS"] {
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

/// Runs a line of a page, where `yibao` is the built command, under a locale.
pub fn shell(line: &str, folder: &Path, locale: &str) -> Ran {
    let mut paths: Vec<PathBuf> = Path::new(YIBAO).parent().map(Path::to_owned).into_iter().collect();
    let known: OsString = std::env::var_os("PATH").unwrap_or_default();
    paths.extend(std::env::split_paths(&known));
    let mut command = Command::new("env");
    command.env("PATH", std::env::join_paths(paths).unwrap());
    command.arg(format!("LC_ALL={locale}")).args(["sh", "-c", line]);
    ended(command, folder, "")
}
