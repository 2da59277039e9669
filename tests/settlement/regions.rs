//! The shipped regions: what each policy says with everything inherited, how its examples settle, and the claims beside them.

mod abridged;
mod figures;
mod line;
mod readme;
mod shipped;
mod situations;
mod statements;
mod windows;

use shipped::{Outcome, Region, Shipped};
use std::error::Error;
use std::fmt::Write as _;
use yibao::diagnostic::Lang;
use yibao::example;
use yibao::model::policy::Policy;
use yibao::report;
use yibao::syntax::Dictionary;

/// The policy with everything inherited, in the language its file is written in.
fn shown(shipped: &Shipped, policy: &Policy) -> String {
    let trees: Vec<_> = shipped.library.files.iter().map(|(_, file)| file).collect();
    let text = shipped.library.sources.get(policy.span.source).map_or("", |source| &source.text);
    let han = text.lines().any(|line| line.starts_with("政策 ") || line.starts_with("框架 "));
    report::show(policy, &shipped.library.sources, &Dictionary::collect(&trees), if han { Lang::Zh } else { Lang::En })
}

/// The six situations, then every example, a line a claim.
fn table(shipped: &Shipped, region: &Region) -> Result<String, Box<dyn Error>> {
    let (base, situations) = situations::lines(shipped, region)?;
    let mut out = format!("{}\n\nsix situations, from “{base}”\n", line::HEAD);
    for (name, line) in situations {
        writeln!(out, "  {name:<17} {line}")?;
    }
    let mut title = "";
    for case in region.cases() {
        let ran = example::run_with(region.policy, case, |claim| shipped.settle(claim));
        assert!(ran.passed, "{}: {}", region.title(), case.title);
        let whole = case.title.rsplit_once(" (").map_or(case.title.as_str(), |(whole, _)| whole);
        if title != whole {
            title = whole;
            writeln!(out, "\n{title}")?;
        }
        for stage in &ran.stages {
            writeln!(out, "  {}", line::line(&stage.outcome))?;
        }
    }
    Ok(out)
}

#[test]
fn each_policy_and_its_claims() -> Outcome {
    let shipped = Shipped::read()?;
    for region in shipped.regions() {
        let shown = abridged::abridged(&shown(&shipped, region.policy));
        insta::assert_snapshot!(region.title(), format!("{shown}\n{}", table(&shipped, &region)?));
    }
    Ok(())
}

#[test]
fn each_framework() -> Outcome {
    let shipped = Shipped::read()?;
    for policy in shipped.library.policies.iter().filter(|policy| policy.framework) {
        let shown = shown(&shipped, policy);
        let whole = shipped.library.sources.place(policy.span).0 == "national.yb";
        insta::assert_snapshot!(shipped.title(policy), if whole { shown } else { abridged::abridged(&shown) });
    }
    Ok(())
}
