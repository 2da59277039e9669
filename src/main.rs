//! The `yibao` command: settles claims by rule files, and checks, tests, shows and formats those files.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
