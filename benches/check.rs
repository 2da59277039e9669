//! How long reading, checking and settling take: medians of several runs in one process, on the rules and claims that ship.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the rule files and the clock")]

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;
use yibao::claim::{Claim, json};
use yibao::model::resolve;
use yibao::source::{Source, SourceId, Sources};
use yibao::syntax::Dictionary;
use yibao::{Account, BUILTIN, Engine, Library, analysis, example, plan, syntax};

type Outcome = Result<(), Box<dyn Error>>;
type Texts = Vec<(String, String)>;

/// Runs of which the median is taken.
const RUNS: usize = 15;
/// Claims settled in one run.
const CLAIMS: usize = 2_000;

fn main() -> Outcome {
    let rules = files("rules", "yb")?;
    let size: usize = rules.iter().map(|(_, text)| text.len()).sum();
    let largest = rules.iter().filter(|(name, _)| !built_in(name)).max_by_key(|(_, text)| text.len()).ok_or("no rule files")?;
    let one = vec![largest.clone()];
    println!("{} files, {} KB; median of {RUNS} runs", rules.len(), size / 1000);

    let whole = median(|| Library::read(black_box(rules.clone())));
    let single = median(|| Library::read(black_box(one.clone())));
    line("read and check, whole folder", whole);
    line(&format!("read and check, {} ({} KB)", largest.0, largest.1.len() / 1000), single);

    let phases = phases(&rules);
    let sum: u128 = phases.iter().map(|(_, micros)| micros).sum();
    println!("\none after the other, whole folder");
    for (name, micros) in &phases {
        println!("  {name:<12} {:>9} ms {:>4} %", ms(*micros), micros * 100 / sum.max(1));
    }
    let parse = phases.first().map_or(1, |(_, micros)| *micros).max(1);
    println!("  check / parse {}.{:02}", sum / parse, sum * 100 / parse % 100);
    println!("  per KB        {} µs, of which parsing {} µs", sum * 1000 / size as u128, parse * 1000 / size as u128);

    settling(&rules)
}

/// Every part of [`Library::read`] on its own, and what comes after it.
fn phases(rules: &Texts) -> Vec<(&'static str, u128)> {
    let mut sources = Sources::default();
    for (name, text) in rules {
        sources.add(Source::new(name.as_str(), text.as_str()));
    }
    let parse = || sources.iter().map(|(id, source)| (id, syntax::parse(id, &source.text).0)).collect::<Vec<_>>();
    let files = parse();
    let resolved = resolve(&files, &sources);
    let whole = || resolved.policies.iter().filter(|policy| policy.whole);
    let names = Dictionary::collect(&files.iter().map(|(_, file)| file).collect::<Vec<_>>());
    vec![
        ("parse", median(parse)),
        ("resolve", median(|| resolve(&files, &sources))),
        ("analyse", median(|| whole().map(|policy| analysis::check(policy).len()).sum::<usize>())),
        ("examples", median(|| example::check(&resolved.policies).len())),
        (
            "compile",
            median(|| whole().filter(|policy| !policy.framework).map(|policy| plan::compile(policy, &sources)).collect::<Vec<_>>()),
        ),
        ("format", median(|| files.iter().map(|(id, file)| format(file, *id, &sources, &names)).sum::<usize>())),
    ]
}

fn format(file: &syntax::tree::File, id: SourceId, sources: &Sources, names: &Dictionary) -> usize {
    let text = sources.get(id).map_or("", |source| &*source.text);
    syntax::format(file, text, syntax::main_vocabulary(text), names).len()
}

/// Claims settled in a second, with and without the account of every fen.
fn settling(rules: &Texts) -> Outcome {
    let engine = Engine::load(rules.clone()).map_err(|error| error.to_string())?;
    let mut claims: Vec<Claim> = Vec::new();
    for (_, text) in files("rules/claims", "json")? {
        claims.extend(json::read(&text).claims.into_iter().flatten());
    }
    let turns = || claims.iter().cycle().take(CLAIMS);
    let full = median(|| turns().filter(|claim| engine.settle(claim).is_ok()).count());
    let bare = median(|| turns().filter(|claim| engine.settle_with(claim, Account::None).is_ok()).count());
    println!("\n{} claims that ship, settled {CLAIMS} times", claims.len());
    for (name, micros) in [("with every step", full), ("amounts alone", bare)] {
        println!("  {name:<16} {:>7} a second", CLAIMS as u128 * 1_000_000 / micros.max(1));
    }
    Ok(())
}

/// The median time of a run, in microseconds.
fn median<T>(mut run: impl FnMut() -> T) -> u128 {
    let mut times: Vec<u128> = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let start = Instant::now();
        let made = black_box(run());
        times.push(start.elapsed().as_micros());
        drop(made);
    }
    times.sort_unstable();
    times.get(RUNS / 2).copied().unwrap_or_default()
}

fn line(name: &str, micros: u128) {
    println!("{name:<60} {:>9} ms", ms(micros));
}

fn ms(micros: u128) -> String {
    format!("{}.{:02}", micros / 1000, micros % 1000 / 10)
}

/// Whether a file is one of those inside the binary.
fn built_in(name: &str) -> bool {
    BUILTIN.iter().any(|(own, _)| name.ends_with(&format!("/{own}")))
}

/// The files under a folder of the repository with that ending, (path, text), sorted.
fn files(folder: &str, ending: &str) -> Result<Texts, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out = Texts::new();
    let mut open = vec![folder.to_owned()];
    while let Some(name) = open.pop() {
        for entry in fs::read_dir(root.join(&name))? {
            let path = entry?.path();
            let inner = format!("{name}/{}", path.file_name().unwrap_or_default().to_string_lossy());
            if path.is_dir() {
                open.push(inner);
            } else if path.extension().is_some_and(|is| is == ending) {
                out.push((inner, fs::read_to_string(&path)?));
            }
        }
    }
    out.sort();
    Ok(out)
}
