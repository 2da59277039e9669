//! The case files beside this one: which there are, what stands in them, and the expectations written into them.
#![expect(clippy::disallowed_methods, reason = "a test reads its case files from disk")]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use yibao::diagnostic::Code;

/// What a test returns: it fails by an assertion or by any error.
pub type Outcome = Result<(), Box<dyn Error>>;

/// A case file: its path below this folder, and its text.
#[derive(Clone, Debug)]
pub struct CaseFile {
    /// `settle/band_cut.yb`
    pub name: String,
    /// The text.
    pub text: String,
}

impl CaseFile {
    /// The file and what all small cases share, as a library reads them.
    pub fn sources(&self) -> Result<Vec<(String, String)>, Box<dyn Error>> {
        let shared = read("plain.yb")?;
        Ok(vec![(shared.name, shared.text), (self.name.clone(), self.text.clone())])
    }

    /// `sample_zh` of `settle/sample_zh.yb`.
    pub fn stem(&self) -> &str {
        let file = self.name.rsplit('/').next().unwrap_or(&self.name);
        file.rsplit_once('.').map_or(file, |(stem, _)| stem)
    }
}

/// A fault a case file expects.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    /// The 1-based line the comment stands under.
    pub line: u32,
    /// Its code.
    pub code: Code,
    /// What its English message or help contains.
    pub says: String,
}

/// One case file of this folder.
pub fn read(name: &str) -> Result<CaseFile, Box<dyn Error>> {
    let text = fs::read_to_string(root().join(name)).map_err(|error| format!("{name}: {error}"))?;
    Ok(CaseFile { name: name.to_owned(), text })
}

/// All files below a folder that end in `.extension`, in order of name.
pub fn all(folder: &str, extension: &str) -> Result<Vec<CaseFile>, Box<dyn Error>> {
    let mut names = Vec::new();
    walk(&root(), Path::new(folder), extension, &mut names)?;
    names.sort();
    names.iter().map(|name| read(name)).collect()
}

/// The rule files that ship: (path, text).
pub fn shipped() -> Result<Vec<CaseFile>, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names = Vec::new();
    if root.join("rules").is_dir() {
        walk(root, Path::new("rules"), "yb", &mut names)?;
    }
    names.sort();
    let text = |name: &String| fs::read_to_string(root.join(name)).map(|text| CaseFile { name: name.clone(), text });
    Ok(names.iter().map(text).collect::<Result<_, _>>()?)
}

/// The faults a text expects: each `#^ CODE "what it says"`, under the line it is about (or under another such comment).
pub fn expected(text: &str) -> Result<Vec<Expected>, Box<dyn Error>> {
    let (mut out, mut above) = (Vec::new(), 0);
    for (line, words) in (1..).zip(text.lines()) {
        let Some(mark) = words.trim_start().strip_prefix("#^") else {
            above = line;
            continue;
        };
        let (code, says) = mark.trim().split_once(' ').unwrap_or((mark.trim(), ""));
        let code = Code::find(code).ok_or_else(|| format!("line {line}: no code `{code}`"))?;
        out.push(Expected { line: above, code, says: says.trim().trim_matches('"').to_owned() });
    }
    Ok(out)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language")
}

fn walk(root: &Path, below: &Path, extension: &str, names: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(root.join(below))? {
        let path = below.join(entry?.file_name());
        if root.join(&path).is_dir() {
            walk(root, &path, extension, names)?;
        } else if path.extension().is_some_and(|found| found == extension) {
            names.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}
