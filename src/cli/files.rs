//! Files and folders: what the paths on the command line name, read as text.
#![expect(clippy::disallowed_methods, reason = "this is the one file that reads and writes files")]

use super::{Stop, terminal, words};
use std::collections::BTreeSet;
use std::fs::{File, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;
use yibao::source::escape::visible;

/// How deep folders are followed.
const DEPTH: usize = 16;

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its path as given, `-` for standard input.
    pub name: String,
    /// Its text; bytes that are not UTF-8 stand in it as U+FFFD.
    pub text: String,
    /// Where the text stops being UTF-8.
    pub broken: Option<usize>,
    /// Named on the command line, or in a folder named there, rather than read for what others need of it.
    pub asked: bool,
}

impl Input {
    /// From bytes.
    fn new(name: String, bytes: Vec<u8>, asked: bool) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => Self { name, text, broken: None, asked },
            Err(error) => {
                let broken = Some(error.utf8_error().valid_up_to());
                Self { name, text: String::from_utf8_lossy(error.as_bytes()).into_owned(), broken, asked }
            }
        }
    }
}

/// The bytes of one file, or of standard input for `-`. A device or a pipe, which may never end, is refused.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Stop> {
    let input = name(path) == "-";
    if !input {
        regular(path)?;
    }
    let bytes = if input { terminal::input() } else { std::fs::read(path) };
    bytes.map_err(|error| Stop::Usage(words::cannot_read(&shown(path), &error)))
}

/// The rule files of these paths in order, folders with all they hold; and what stands beside them in the rules
/// folder where one of them lies in it, since files of one folder lean on each other. Each file once.
pub fn rules(paths: &[PathBuf], folder: &Path) -> Result<Vec<Input>, Stop> {
    let (inputs, stops) = tried(paths, folder);
    stops.into_iter().next().map_or(Ok(inputs), Err)
}

/// The same, but one that cannot be read does not stop the others: it is told of apart.
pub fn tried(paths: &[PathBuf], folder: &Path) -> (Vec<Input>, Vec<Stop>) {
    let (mut seen, mut found, mut stops) = (BTreeSet::new(), Vec::new(), Vec::new());
    for path in paths {
        if name(path) == "-" {
            if seen.insert(path.clone()) {
                found.push((path.clone(), true));
            }
        } else {
            match walk(path, &mut seen, &mut found, true) {
                Ok(true) => {}
                Ok(false) => stops.push(Stop::Usage(words::no_rules(&shown(path)))),
                Err(stop) => stops.push(stop),
            }
        }
    }
    let root = std::fs::canonicalize(folder).ok();
    let within = |path: &PathBuf| matches!((std::fs::canonicalize(path), &root), (Ok(path), Some(root)) if path.starts_with(root));
    if root.is_some() && paths.iter().any(|path| name(path) == "-" || within(path)) {
        stops.extend(walk(folder, &mut seen, &mut found, false).err());
    }
    let mut inputs = Vec::new();
    for read in found.into_iter().map(read) {
        match read {
            Ok(input) => inputs.push(input),
            Err(stop) => stops.push(stop),
        }
    }
    (inputs, stops)
}

/// True if something stands at a path.
pub fn is_there(path: &Path) -> bool {
    path.exists()
}

/// The rule files of a folder, which may hold none.
pub fn inside(folder: &Path) -> Result<Vec<Input>, Stop> {
    let mut found = Vec::new();
    walk(folder, &mut BTreeSet::new(), &mut found, true)?;
    found.into_iter().map(read).collect()
}

/// Reads one file that was found.
fn read((path, asked): (PathBuf, bool)) -> Result<Input, Stop> {
    bytes(&path).map(|bytes| Input::new(name(&path), bytes, asked))
}

/// Writes a file that is not there yet, and the folders it lies in.
pub fn create(path: &Path, text: &str) -> Result<(), Stop> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or(Ok(()), std::fs::create_dir_all);
    let written = folder.and_then(|()| File::create_new(path)).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| Stop::Usage(words::cannot_write(&shown(path), &error)))
}

/// The text of a file, if there is one.
pub fn text_if_there(path: &Path) -> Result<Option<String>, Stop> {
    regular(path)?;
    let not_utf8 = |error: FromUtf8Error| Stop::Usage(words::not_utf8_at(&shown(path), error.utf8_error().valid_up_to()));
    match std::fs::read(path) {
        Ok(bytes) => String::from_utf8(bytes).map(Some).map_err(not_utf8),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Stop::Usage(words::cannot_read(&shown(path), &error))),
    }
}

/// Refuses what is there and is neither a file nor a folder: a device, a pipe.
fn regular(path: &Path) -> Result<(), Stop> {
    match std::fs::metadata(path) {
        Ok(meta) if !meta.is_file() && !meta.is_dir() => Err(Stop::Usage(words::no_file(&shown(path)))),
        _ => Ok(()),
    }
}

/// A file that this run alone uses, as long as this is kept.
pub struct Held {
    file: File,
    lock: PathBuf,
}

/// Takes a file for this run alone, by a lock beside it: refused where another run has it, or nothing can be written there.
pub fn hold(path: &Path) -> Result<Held, Stop> {
    regular(path)?;
    let cannot = |error: std::io::Error| Stop::Usage(words::cannot_write(&shown(path), &error));
    let mut lock = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf()).into_os_string();
    lock.push(".lock");
    let lock = PathBuf::from(lock);
    if std::fs::metadata(path).is_ok_and(|meta| meta.is_dir()) {
        return Err(Stop::Usage(words::cannot_read(&shown(path), &ErrorKind::IsADirectory.into())));
    }
    loop {
        regular(&lock)?;
        let file = File::options().read(true).write(true).create(true).truncate(false).open(&lock).map_err(cannot)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Stop::Usage(words::in_use(&shown(path)))),
            Err(TryLockError::Error(error)) => return Err(cannot(error)),
        }
        // The run before may have taken its lock away between the opening and the locking.
        if stands(&file, &lock) {
            return Ok(Held { file, lock });
        }
    }
}

impl Drop for Held {
    /// Takes the lock away, where it can be told that it is still the same file.
    fn drop(&mut self) {
        if cfg!(unix) && stands(&self.file, &self.lock) {
            let _ = std::fs::remove_file(&self.lock);
        }
    }
}

/// Whether an open file is still the one of that path.
#[cfg(unix)]
fn stands(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |a: &std::fs::Metadata, b: &std::fs::Metadata| (a.dev(), a.ino()) == (b.dev(), b.ino());
    matches!((file.metadata(), std::fs::metadata(path)), (Ok(open), Ok(there)) if same(&open, &there))
}

/// Whether an open file is still the one of that path: nobody takes it away.
#[cfg(not(unix))]
fn stands(_: &File, _: &Path) -> bool {
    true
}

/// Writes a page: a file as a whole or not at all; what is no file, a device or a pipe, is written to where it stands.
pub fn page(path: &Path, text: &str) -> Result<(), Stop> {
    if regular(path).is_ok() {
        return replace(path, text);
    }
    let written = File::options().write(true).open(path).and_then(|mut open| open.write_all(text.as_bytes()));
    written.map_err(|error| Stop::Usage(words::cannot_write(&shown(path), &error)))
}

/// Writes a file as a whole or not at all: a new one beside it takes its place, with its permissions. A device or a pipe is
/// refused: nothing takes its place.
pub fn replace(path: &Path, text: &str) -> Result<(), Stop> {
    regular(path)?;
    let cannot = |error: std::io::Error| Stop::Usage(words::cannot_write(&shown(path), &error));
    // A link goes on pointing where it points.
    let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let mut beside = real.clone().into_os_string();
    beside.push(format!(".{}.new", std::process::id()));
    let beside = PathBuf::from(beside);
    let written = File::create_new(&beside)
        .and_then(|mut file| {
            if let Ok(old) = std::fs::metadata(&real) {
                file.set_permissions(old.permissions())?;
            }
            file.write_all(text.as_bytes())?;
            file.sync_all()
        })
        .and_then(|()| std::fs::rename(&beside, &real));
    written.map_err(|error| {
        // What cannot be tidied away is not worth a second word.
        let _ = std::fs::remove_file(&beside);
        cannot(error)
    })
}

/// A path as a gate takes it: from the folder the command was run in, where it lies there, with `/` between its parts.
pub fn relative(path: &str) -> String {
    let here = std::env::current_dir().ok();
    let known = here.as_deref().and_then(|here| Path::new(path).strip_prefix(here).ok());
    let known = known.map_or_else(|| path.to_owned(), |inside| inside.to_string_lossy().into_owned());
    let shown = if cfg!(windows) { known.replace('\\', "/") } else { known };
    shown.strip_prefix("./").map_or(shown.clone(), str::to_owned)
}

/// A path on one line, with what a terminal would obey made visible.
fn shown(path: &Path) -> String {
    visible(&name(path)).into_owned()
}

/// A path as text.
fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Adds the rule files under a path that have not been seen, sorted by name; whether there are any, seen or not. Loops of links
/// end where they began. A link inside a folder that leads out of it is passed over, and told: whoever wrote the folder names no file
/// outside it.
fn walk(path: &Path, seen: &mut BTreeSet<PathBuf>, found: &mut Vec<(PathBuf, bool)>, asked: bool) -> Result<bool, Stop> {
    let (mut holds, mut own) = (false, BTreeSet::new());
    let cannot = |path: &Path, error: &std::io::Error| Stop::Usage(words::cannot_read(&shown(path), error));
    // (path, depth, named by the caller); the last is looked at first.
    let mut open = vec![(path.to_path_buf(), 0, true)];
    let root = std::fs::canonicalize(path).ok();
    while let Some((path, depth, named)) = open.pop() {
        let (real, meta) = match std::fs::canonicalize(&path).and_then(|real| std::fs::metadata(&real).map(|meta| (real, meta))) {
            Ok(found) => found,
            // A link to nowhere inside a folder is nobody's rule file.
            Err(_) if !named => continue,
            Err(error) => return Err(cannot(&path, &error)),
        };
        if root.as_ref().is_some_and(|root| !real.starts_with(root)) {
            if asked && (meta.is_dir() || path.extension().is_some_and(|ext| ext == "yb")) {
                terminal::warn_words(&words::leads_out(&shown(&path)));
            }
            continue;
        }
        let is_rule_file = meta.is_file() && path.extension().is_some_and(|ext| ext == "yb");
        if !(named || meta.is_dir() || is_rule_file) {
            continue;
        }
        // A folder another path has led to held something there; one of this path is looked at once.
        holds |= !meta.is_dir() || (seen.contains(&real) && !own.contains(&real));
        own.insert(real.clone());
        if !seen.insert(real) {
            continue;
        }
        if !meta.is_dir() {
            // What is no file may never end, or never begin.
            if !meta.is_file() {
                return Err(Stop::Usage(words::no_file(&shown(&path))));
            }
            found.push((path, asked));
            continue;
        }
        if depth == DEPTH {
            return Err(Stop::Usage(words::too_deep(&shown(&path), DEPTH)));
        }
        let mut inside = Vec::new();
        for entry in std::fs::read_dir(&path).map_err(|error| cannot(&path, &error))? {
            let entry = entry.map_err(|error| cannot(&path, &error))?.path();
            let hidden = entry.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if !hidden {
                inside.push(entry);
            }
        }
        inside.sort_by(|a, b| b.cmp(a));
        open.extend(inside.into_iter().map(|entry| (entry, depth + 1, false)));
    }
    Ok(holds)
}
