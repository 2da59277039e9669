//! A set of rule files read together: parsed, resolved, checked, with every fault in order of place.

use crate::analysis;
use crate::causes;
use crate::diagnostic::{Code, Fault, Severity};
use crate::example;
use crate::model::policy::Policy;
use crate::model::{Resolved, resolve};
use crate::plan::CatalogPlan;
use crate::source::{Source, SourceId, Sources};
use crate::syntax::{self, tree::File, tree::Item};
use crate::threads;

/// What is inside the binary: (name, text).
pub const BUILTIN: [(&str, &str); 2] =
    [("standard.yb", include_str!("../rules/standard.yb")), ("national.yb", include_str!("../rules/national.yb"))];

/// Rule files read together, the standard vocabulary and the national framework among them.
#[derive(Debug, Default)]
pub struct Library {
    /// The texts; those inside the binary come first.
    pub sources: Sources,
    /// The trees, in the same order.
    pub files: Vec<(SourceId, File)>,
    /// Every version of every policy under every version of its frameworks; frameworks too.
    pub policies: Vec<Policy>,
    /// Catalogs.
    pub catalogs: Vec<CatalogPlan>,
    /// Everything that is wrong or doubtful, in order of place.
    pub faults: Vec<Fault>,
    /// The warnings that an `allow` silences, in order of place.
    pub allowed: Vec<Fault>,
}

impl Library {
    /// Reads (name, text) pairs. A text that equals one inside the binary is not read twice; an edited or turned copy of
    /// one, under its file name and declaring the same things, takes its place.
    pub fn read(sources: impl IntoIterator<Item = (String, String)>) -> Self {
        let (mut out, mut faults) = Self::parse(sources);
        let Resolved { policies, catalogs, faults: found } = resolve(&out.files, &out.sources);
        faults.extend(found);
        let whole: Vec<&Policy> = policies.iter().filter(|policy| policy.whole).collect();
        let mut found = analysis::versions::check(&policies);
        for more in threads::map(&whole, |policy| analysis::judge(policy)) {
            found.join(more);
        }
        for item in out.files.iter().flat_map(|(_, file)| &file.items) {
            if let Item::Catalog(catalog) = &item.it {
                found.join(analysis::judge_catalog(catalog));
            }
        }
        faults.extend(found.faults);
        faults.extend(example::check(&policies));
        faults = causes::first(&faults, &out.files, &out.sources);
        (out.faults, out.allowed) = (each_once(faults), each_once(found.allowed));
        out.policies = policies;
        out.catalogs = catalogs;
        out
    }

    /// The texts and their trees, with the faults of the text alone.
    fn parse(sources: impl IntoIterator<Item = (String, String)>) -> (Self, Vec<Fault>) {
        let mut out = Self::default();
        let builtin = BUILTIN.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        let given: Vec<(String, String)> = sources.into_iter().collect();
        for (name, text) in builtin.filter(|(name, text)| !given.iter().any(|own| replaces(own, name, text))) {
            out.sources.add(Source::new(name, text));
        }
        for (name, text) in given {
            if !out.sources.iter().any(|(_, source)| *source.text == *text) {
                out.sources.add(Source::new(name, text));
            }
        }
        let texts: Vec<(SourceId, &Source)> = out.sources.iter().collect();
        let (mut files, mut faults) = (Vec::with_capacity(texts.len()), Vec::new());
        for (id, (file, found)) in threads::map(&texts, |(id, source)| (*id, syntax::parse(*id, &source.text))) {
            files.push((id, file));
            faults.extend(found);
        }
        out.files = files;
        (out, faults)
    }

    /// Whether a fault forbids settling.
    pub fn has_errors(&self) -> bool {
        self.faults.iter().any(|f| f.severity == Severity::Error)
    }
}

/// Faults in order of place. Several children may each have their own witness for one fault, and one may make an error of
/// what is a warning to the others; what a layer is silent on is said of each thing.
fn each_once(mut faults: Vec<Fault>) -> Vec<Fault> {
    let apart = |fault: &Fault| (fault.code == Code::W303).then(|| fault.message.clone());
    faults.sort_by_cached_key(|fault| (fault.span, fault.code, apart(fault), fault.severity, fault.message.clone()));
    faults.dedup_by(|a, b| a.span == b.span && a.code == b.code && (a.message == b.message || a.code != Code::W303));
    faults
}

/// Whether a given file is another text of one inside the binary: the same file name, the same top-level items.
fn replaces((name, text): &(String, String), builtin: &str, builtin_text: &str) -> bool {
    let file_name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file_name == builtin && text != builtin_text && heads(text) == heads(builtin_text)
}

/// What a text declares at its top: the names of policies and catalogs, `None` for a vocabulary.
fn heads(text: &str) -> Vec<Option<String>> {
    let (file, _) = syntax::parse(SourceId::default(), text);
    let head = |item: &Item| match item {
        Item::Vocabulary(_) => None,
        Item::Catalog(catalog) => Some(catalog.name.it.clone()),
        Item::Policy(policy) => Some(policy.name.it.clone()),
    };
    file.items.iter().map(|item| head(&item.it)).collect()
}
