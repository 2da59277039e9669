//! Commands as a page of documentation shows them, run in a folder.

use super::run::{Ran, YIBAO, ended};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

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
