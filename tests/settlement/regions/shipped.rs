//! The shipped rules as the tests of regions read them: the library, its plan, each policy with its examples.
#![expect(clippy::disallowed_methods, reason = "the rule files and claims are read from their folder")]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use yibao::calendar;
use yibao::claim::{Claim, ClaimFault, Settlement};
use yibao::example::{self, Case};
use yibao::model::policy::Policy;
use yibao::plan::{Plan, PolicyPlan};
use yibao::{Library, settle};

/// What a test returns: it fails by an assertion or by any error.
pub type Outcome = Result<(), Box<dyn Error>>;

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file, named from the root of the repository.
pub fn text(file: &str) -> Result<String, Box<dyn Error>> {
    fs::read_to_string(root().join(file)).map_err(|error| format!("{file}: {error}").into())
}

/// The files under a folder with that ending, (path from the root of the repository, text), sorted.
pub fn files(folder: &str, ending: &str) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut out = Vec::new();
    let mut open = vec![PathBuf::from(folder)];
    while let Some(name) = open.pop() {
        for entry in fs::read_dir(root().join(&name))? {
            let inner = name.join(entry?.file_name());
            if root().join(&inner).is_dir() {
                open.push(inner);
                continue;
            }
            let path = inner.to_string_lossy().replace('\\', "/");
            if path.ends_with(ending) {
                out.push((path.clone(), text(&path)?));
            }
        }
    }
    out.sort();
    Ok(out)
}

/// The shipped rules and their plan.
pub struct Shipped {
    /// Sources, trees, policies.
    pub library: Library,
    /// Every version of every policy, compiled.
    pub plan: Plan,
    /// The examples, each with the place of its policy in the library.
    cases: Vec<(usize, Case)>,
}

/// One version of a shipped policy.
#[derive(Clone, Copy)]
pub struct Region<'a> {
    /// As written, with everything inherited.
    pub policy: &'a Policy,
    /// As compiled.
    pub plan: &'a PolicyPlan,
    /// Its place in the library.
    at: usize,
    /// All there is.
    shipped: &'a Shipped,
}

impl Shipped {
    /// Reads everything that ships.
    pub fn read() -> Result<Self, Box<dyn Error>> {
        let library = Library::read(files("rules", ".yb")?);
        let engine = library.engine().ok_or_else(|| format!("{:?}", library.faults))?;
        let plan = engine.plan().clone();
        let cases = example::all(&library.policies).map_err(|found| format!("{found:?}"))?;
        Ok(Self { library, plan, cases })
    }

    /// Every version of every policy that settles claims.
    pub fn regions(&self) -> Vec<Region<'_>> {
        let policies = self.library.policies.iter().enumerate().filter(|(_, policy)| !policy.framework);
        policies.zip(&self.plan.policies).map(|((at, policy), plan)| Region { policy, plan, at, shipped: self }).collect()
    }

    /// Settles a claim with all steps.
    pub fn settle(&self, claim: &Claim) -> Result<Settlement, Vec<ClaimFault>> {
        settle::settle(&self.plan, claim, true)
    }

    /// How a version of a policy is called: by its name, and where it has several by the year it begins in too.
    pub fn title(&self, policy: &Policy) -> String {
        let several = self.library.policies.iter().filter(|other| other.name == policy.name).count() > 1;
        let from = calendar::date_of(policy.effective.0).filter(|_| several);
        from.map_or_else(|| policy.name.clone(), |day| format!("{}_{}", policy.name, day.format("%Y")))
    }
}

impl<'a> Region<'a> {
    /// Its name, told from other versions of it.
    pub fn title(&self) -> String {
        self.shipped.title(self.policy)
    }

    /// Its examples.
    pub fn cases(&self) -> impl Iterator<Item = &'a Case> + use<'a> {
        let at = self.at;
        self.shipped.cases.iter().filter(move |(of, _)| *of == at).map(|(_, case)| case)
    }
}
