//! One mistake, one fault: what another fault brings about is left out until that one is mended.

use crate::diagnostic::{Code, Fault};
use crate::source::{SourceId, Span};
use crate::syntax::tree::{Clause, File, Item, What};

/// The faults that are none's consequence: something missing or unanswered where a clause beside it could not be read.
pub fn first(faults: &[Fault], files: &[(SourceId, File)]) -> Vec<Fault> {
    let mut blocks: Vec<(Span, bool)> = Vec::new();
    for item in files.iter().flat_map(|(_, file)| &file.items) {
        blocks.push((item.span, true));
        match &item.it {
            Item::Vocabulary(clauses) => collect(clauses, &mut blocks),
            Item::Catalog(catalog) => collect(&catalog.clauses, &mut blocks),
            Item::Policy(policy) => collect(&policy.clauses, &mut blocks),
        }
    }
    let unread: Vec<Span> = faults.iter().filter(|f| is_syntax(f.code)).map(|f| f.span).collect();
    let wrong: Vec<Span> = faults.iter().filter(|f| !follows(f.code) && !f.code.as_str().starts_with('W')).map(|f| f.span).collect();
    let keep = |fault: &Fault| {
        if is_syntax(fault.code) {
            return true;
        }
        if unread.iter().any(|span| inside(*span, fault.span)) {
            return false;
        }
        let block = blocks.iter().filter(|(span, _)| inside(*span, fault.span)).min_by_key(|(span, _)| span.end - span.start);
        let Some((block, item)) = block.filter(|_| follows(fault.code)) else { return true };
        // What a whole policy lacks may be what could not be read anywhere in it; a block answers for itself.
        !if *item { &unread } else { &wrong }.iter().any(|span| inside(*block, *span))
    };
    faults.iter().filter(|fault| keep(fault)).cloned().collect()
}

fn is_syntax(code: Code) -> bool {
    code.as_str().starts_with("E0")
}

/// Codes that say something is missing, or answered by nothing or twice.
fn follows(code: Code) -> bool {
    matches!(
        code,
        Code::E204
            | Code::E301
            | Code::E302
            | Code::E303
            | Code::E304
            | Code::E305
            | Code::E306
            | Code::E402
            | Code::E407
            | Code::W302
            | Code::W303
            | Code::W304
            | Code::W404
    )
}

fn inside(outer: Span, inner: Span) -> bool {
    outer.source == inner.source && outer.start <= inner.start && inner.end <= outer.end
}

fn collect(clauses: &[Clause], out: &mut Vec<(Span, bool)>) {
    for clause in clauses {
        if let What::Filing { clauses, .. }
        | What::Benefit { clauses, .. }
        | What::Layer { clauses, .. }
        | What::Route(clauses)
        | What::PersonalAccount(clauses) = &clause.what
        {
            out.push((clause.span, false));
            collect(clauses, out);
        }
    }
}
