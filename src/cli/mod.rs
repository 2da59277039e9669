//! The command line: one verb a file. The only room that touches files, environment, clock and terminal.

mod check;
mod diff;
mod draw;
mod excerpt;
mod explain;
mod files;
mod fix;
mod fmt;
mod gate;
mod help;
mod load;
mod mutate;
mod new;
mod schema;
mod settle;
mod show;
mod terminal;
mod test;
mod words;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::process::ExitCode;
use terminal::Terminal;
use yibao::diagnostic::{Lang, Words};

/// Settle health-insurance claims by the policies that rule them, exact to the fen
#[derive(Debug, Parser)]
#[command(name = "yibao", version, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
    /// Language of messages and results [default: the locale's]
    #[arg(long, global = true, value_enum)]
    lang: Option<LangArg>,
}

/// The verbs.
#[derive(Debug, Subcommand)]
enum Verb {
    Settle(settle::Settle),
    Check(check::Check),
    Test(test::Test),
    Mutate(mutate::Mutate),
    Show(show::Show),
    Fmt(fmt::Fmt),
    New(new::New),
    Schema(schema::Schema),
    Explain(explain::Explain),
}

/// A language, as the command line spells it.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum LangArg {
    En,
    Zh,
}

impl From<LangArg> for Lang {
    fn from(arg: LangArg) -> Self {
        match arg {
            LangArg::En => Self::En,
            LangArg::Zh => Self::Zh,
        }
    }
}

/// How a verb ended. The numbers are a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// 0: as asked.
    AsAsked,
    /// 1: the command's own finding: a claim not settled, a fault, a failed example, a file not in form.
    Finding,
}

impl Exit {
    /// The number.
    fn code(self) -> u8 {
        match self {
            Self::AsAsked => 0,
            Self::Finding => 1,
        }
    }
}

/// Why a verb could not do its work.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stop {
    /// 2: wrong usage, or a path that cannot be read or written.
    Usage(Words),
    /// 3: rule files are wrong where they were needed right; the faults have been drawn.
    Rules(Words),
}

/// `--strict notes` as `--strict=notes`: of the words behind `--strict` only these two are its value, any other is a path.
fn strict_level(args: Vec<OsString>) -> Vec<OsString> {
    let mut out: Vec<OsString> = Vec::with_capacity(args.len());
    for arg in args {
        match (out.last_mut().filter(|last| *last == "--strict"), arg.to_str()) {
            (Some(last), Some(level @ ("notes" | "warnings"))) => *last = format!("--strict={level}").into(),
            _ => out.push(arg),
        }
    }
    out
}

/// Reads the arguments, runs the verb, says how it ended.
pub fn run() -> ExitCode {
    let args = strict_level(terminal::args());
    let lang = help::asked(&args).unwrap_or_else(terminal::locale);
    let command = help::in_language(Cli::command(), lang);
    let cli = match command.try_get_matches_from(args).and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return help::refuse(&error, lang),
    };
    let terminal = Terminal::new(cli.lang.map_or(lang, Lang::from));
    let end = match &cli.verb {
        Verb::Settle(verb) => verb.run(&terminal),
        Verb::Check(verb) => verb.run(&terminal),
        Verb::Test(verb) => verb.run(&terminal),
        Verb::Mutate(verb) => verb.run(&terminal),
        Verb::Show(verb) => verb.run(&terminal),
        Verb::Fmt(verb) => verb.run(&terminal),
        Verb::New(verb) => verb.run(&terminal),
        Verb::Schema(verb) => verb.run(&terminal),
        Verb::Explain(verb) => verb.run(&terminal),
    };
    match end {
        Ok(exit) => ExitCode::from(exit.code()),
        Err(Stop::Usage(words)) => {
            terminal.say(&words);
            ExitCode::from(2)
        }
        Err(Stop::Rules(words)) => {
            terminal.say(&words);
            ExitCode::from(3)
        }
    }
}
