//! Rule texts gathered before they are compiled.

use super::{Engine, LoadError};
use crate::library::Library;

/// Rule texts to compile. The standard vocabulary and the national framework are always among them.
///
/// ```
/// use yibao::Engine;
///
/// let engine = Engine::builder().source("empty.yb", "").build()?;
/// assert_eq!(engine.policies().count(), 0);
/// # Ok::<(), yibao::LoadError>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct EngineBuilder {
    sources: Vec<(String, String)>,
}

impl EngineBuilder {
    /// Adds one rule text; its name is the file that diagnostics and settlements cite.
    pub fn source(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.sources.push((name.into(), text.into()));
        self
    }

    /// Adds rule texts, (name, text) each.
    pub fn sources<N: Into<String>, T: Into<String>>(mut self, sources: impl IntoIterator<Item = (N, T)>) -> Self {
        self.sources.extend(sources.into_iter().map(|(name, text)| (name.into(), text.into())));
        self
    }

    /// Reads, checks and compiles all of them.
    ///
    /// # Errors
    /// All diagnostics, when one of them is an error.
    pub fn build(self) -> Result<Engine, LoadError> {
        let library = Library::read(self.sources);
        library.engine().ok_or(LoadError { sources: library.sources, faults: library.faults })
    }
}
