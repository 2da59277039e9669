//! `yibao check --fix`: the fixes that nothing else can have been meant by, applied to the files themselves.

use super::files::{self, Input};
use super::load::Loaded;
use super::terminal::Terminal;
use super::{Stop, words};
use std::collections::BTreeMap;
use yibao::diagnostic::{Fix, mended};

/// How often what one fix brings to light is fixed too.
const ROUNDS: usize = 8;

/// Applies the safe fixes of the files asked for, as long as there are any; a file that would have more errors for it
/// is left as it was. Writes each changed file as a whole or not at all, and gives back what all files are now.
pub fn fix(inputs: Vec<Input>, terminal: &Terminal) -> Result<Loaded, Stop> {
    if inputs.iter().any(|input| input.asked && input.name == "-") {
        return Err(Stop::Usage(words::cannot_fix_input()));
    }
    let before = inputs.clone();
    let mut loaded = Loaded::of(inputs);
    let errors = loaded.errors_by_file();
    let mut now = before.clone();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let mut found = 0;
        for input in now.iter_mut().filter(|input| input.asked && input.broken.is_none()) {
            let fixes: Vec<&Fix> = loaded.fixes(&input.name).collect();
            let (text, count) = mended(&input.text, &fixes);
            if count > 0 {
                input.text = text;
                *counts.entry(input.name.clone()).or_default() += count;
                found += count;
            }
        }
        if found == 0 {
            break;
        }
        loaded = Loaded::of(now.clone());
    }
    let worse =
        |loaded: &Loaded, name: &str| loaded.errors_by_file().get(name).copied().unwrap_or(0) > errors.get(name).copied().unwrap_or(0);
    let spoilt: Vec<String> = counts.keys().filter(|name| worse(&loaded, name)).cloned().collect();
    for name in &spoilt {
        terminal.say(&words::not_fixed(name));
        counts.remove(name);
        restore(&mut now, &before, name);
    }
    if !spoilt.is_empty() {
        loaded = Loaded::of(now.clone());
    }
    for input in now.iter().filter(|input| counts.contains_key(&input.name)) {
        files::replace(std::path::Path::new(&input.name), &input.text)?;
    }
    terminal.say(&words::fixed(counts.values().sum(), counts.len()));
    Ok(loaded)
}

/// A file as it was.
fn restore(now: &mut [Input], before: &[Input], name: &str) {
    for (input, old) in now.iter_mut().zip(before).filter(|(input, _)| input.name == name) {
        input.text.clone_from(&old.text);
    }
}
