//! The language's cases: files in the language, each about one point, run by what stands in them.

mod account;
mod folder;
mod noise;

use folder::{CaseFile, Outcome};
use noise::Noise;
use serde_json::Value;
use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use yibao::claim::{Claim, ClaimFault, Settlement, json};
use yibao::diagnostic::{Code, Lang, Severity};
use yibao::example::{self, Ran};
use yibao::ledger::Ledger;
use yibao::plan::Plan;
use yibao::source::SourceId;
use yibao::syntax::{self, Dictionary, tree::File};
use yibao::{Engine, Library};

/// Codes no case file can show, with the place that shows them.
const ELSEWHERE: [(Code, &str); 2] = [
    (Code::E001, "tests/command/cli.rs: a rule file is text by the time the library sees it"),
    (Code::W501, "tests/command/catalogue.rs and tests/command/coverage.rs: told by `mutate` alone"),
];

/// A file's examples, each as it ran, with its title.
fn run(file: &CaseFile) -> Result<Vec<(String, Ran)>, Box<dyn Error>> {
    let library = Library::read(file.sources()?);
    let engine = library.engine().ok_or_else(|| faults(&library))?;
    let cases = example::all(&library.policies).map_err(|found| format!("{found:?}"))?;
    let mut out = Vec::with_capacity(cases.len());
    for (at, case) in cases {
        let policy = library.policies.get(at).ok_or("a case of no policy")?;
        out.push((format!("{}: {}", file.name, case.title), example::run_with(policy, &case, |claim| engine.settle(claim))));
    }
    Ok(out)
}

/// The faults of a library, a line each.
fn faults(library: &Library) -> String {
    let mut out = String::new();
    for fault in &library.faults {
        let (name, line) = library.sources.place(fault.span);
        let _ = writeln!(out, "{name}:{line}: {} {}", fault.code, fault.message.en);
    }
    out
}

/// Every settled claim of a file's examples.
fn settled(file: &CaseFile) -> Result<Vec<(String, Settlement)>, Box<dyn Error>> {
    let ran = run(file)?.into_iter();
    let stages = ran.flat_map(|(title, ran)| ran.stages.into_iter().map(move |stage| (title.clone(), stage.outcome)));
    Ok(stages.filter_map(|(title, outcome)| outcome.ok().map(|settlement| (title, settlement))).collect())
}

/// What must not change when a file is turned.
fn money(settlement: &Settlement) -> Result<Value, Box<dyn Error>> {
    let mut value: Value = serde_json::to_value(settlement)?;
    if let Some(fields) = value.as_object_mut() {
        for key in ["steps", "policy_hash", "reasons", "filing_reasons", "assumed"] {
            fields.shift_remove(key);
        }
    }
    Ok(value)
}

#[test]
fn every_example_comes_out_as_worked_by_hand() -> Outcome {
    let mut wrong = String::new();
    for file in folder::all("settle", "yb")? {
        match run(&file) {
            Err(error) => writeln!(wrong, "{}:\n{error}", file.name)?,
            Ok(ran) if ran.is_empty() => writeln!(wrong, "{}: no example", file.name)?,
            Ok(ran) => {
                for (title, ran) in ran.iter().filter(|(_, ran)| !ran.passed) {
                    writeln!(wrong, "{title}")?;
                    for (at, stage) in ran.stages.iter().enumerate() {
                        for mismatch in &stage.mismatches {
                            writeln!(
                                wrong,
                                "  {}. {}: expected {}, got {}",
                                at + 1,
                                mismatch.figure.en,
                                mismatch.expected.en,
                                mismatch.got.en
                            )?;
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    Ok(())
}

#[test]
fn an_assumed_adjustment_is_listed_as_it_would_be_written() -> Outcome {
    let settled = settled(&folder::read("settle/assumed_adjustment.yb")?)?;
    let assumed: Vec<_> =
        settled.iter().flat_map(|(_, one)| &one.assumed).map(|one| (one.head.as_str(), one.value.as_str())).take(4).collect();
    let expected = [("down", "10 points"), ("times", "50%"), ("to", "30%"), ("at most", "75%")];
    let expected = expected.map(|(op, value)| (format!("clinic.pool adjust rate {op}"), value));
    assert_eq!(assumed, expected.each_ref().map(|(head, value)| (head.as_str(), *value)));
    Ok(())
}

#[test]
fn a_figure_a_fen_off_is_seen() -> Outcome {
    let file = folder::read("settle/band_cut.yb")?;
    let off = CaseFile { text: file.text.replace("7999.99 yuan", "7999.98 yuan"), ..file };
    let failed = run(&off)?.iter().filter(|(_, ran)| !ran.passed).count();
    assert_eq!(failed, 1);
    Ok(())
}

#[test]
fn faults_stand_where_the_files_mark_them() -> Outcome {
    let mut wrong = String::new();
    for file in folder::all("faults", "yb")? {
        let expected = folder::expected(&file.text)?;
        let library = Library::read(file.sources()?);
        let all = file.name.starts_with("faults/warnings/");
        let place = |fault: &yibao::diagnostic::Fault| library.sources.place(fault.span);
        let elsewhere: Vec<_> =
            library.faults.iter().filter(|f| place(f).0 != file.name && f.severity == Severity::Error).map(|f| f.code).collect();
        let found: Vec<_> = library
            .faults
            .iter()
            .filter(|fault| place(fault).0 == file.name && (all || fault.severity == Severity::Error))
            .map(|fault| (place(fault).1, fault.code, format!("{} {}", fault.message.en, fault.help.as_ref().map_or("", |help| &help.en))))
            .collect();
        let says_all = expected.iter().zip(&found).all(|(expected, (.., says))| says.contains(&expected.says));
        let places = found.iter().map(|(line, code, _)| (*line, *code));
        if !places.eq(expected.iter().map(|expected| (expected.line, expected.code))) || !says_all || !elsewhere.is_empty() {
            writeln!(wrong, "{}: expected", file.name)?;
            expected.iter().try_for_each(|expected| writeln!(wrong, "  {} {} {}", expected.line, expected.code, expected.says))?;
            writeln!(wrong, "found")?;
            found.iter().try_for_each(|(line, code, says)| writeln!(wrong, "  {line} {code} {says}"))?;
            elsewhere.iter().try_for_each(|code| writeln!(wrong, "  elsewhere {code}"))?;
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    Ok(())
}

#[test]
fn wrong_claims_are_refused_with_their_code() -> Outcome {
    let mut wrong = String::new();
    for file in folder::all("claims", "json")? {
        let case: Value = serde_json::from_str(&file.text).map_err(|error| format!("{}: {error}", file.name))?;
        let field = |key: &str| case.get(key).and_then(Value::as_str);
        let outcome = outcome(&case).map_err(|error| format!("{}: {error}", file.name))?;
        let found: Vec<_> = match &outcome {
            Ok(settlement) => vec![format!("settled, paid {}", settlement.fund)],
            Err(faults) => faults.iter().map(|f| format!("{} {}: {}", f.code, f.fact.as_deref().unwrap_or("-"), f.message.en)).collect(),
        };
        let fits = match (&outcome, field("code")) {
            (Ok(settlement), None) => field("paid") == Some(&settlement.fund.to_string()),
            (Err(faults), Some(code)) => faults
                .iter()
                .any(|fault| fault.code.as_str() == code && field("fact").is_none_or(|fact| fault.fact.as_deref() == Some(fact))),
            (Ok(_), Some(_)) | (Err(_), None) => false,
        };
        if !fits {
            writeln!(wrong, "{}: {:?} {:?}\n  {}", file.name, field("code"), field("fact"), found.join("\n  "))?;
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    Ok(())
}

/// What becomes of the claim of a case: `claim` with so many `keys` more and its lines repeated to so many `items`, or `text`.
fn outcome(case: &Value) -> Result<Result<Settlement, Vec<ClaimFault>>, Box<dyn Error>> {
    let rules = folder::read(case.get("rules").and_then(Value::as_str).ok_or("no `rules`")?)?;
    let plan = doctored(Engine::load(rules.sources()?)?.plan(), case.get("doctored"))?;
    let text = match (case.get("text").and_then(Value::as_str), case.get("claim").cloned()) {
        (Some(text), _) => text.to_owned(),
        (None, Some(Value::Object(mut claim))) => {
            let more = case.get("keys").and_then(Value::as_u64).unwrap_or(0);
            claim.extend((0..more).map(|n| (format!("_{n}"), Value::Bool(true))));
            let times = case.get("items").and_then(Value::as_u64).and_then(|times| usize::try_from(times).ok());
            if let (Some(times), Some(Value::Array(items))) = (times, claim.get_mut("items")) {
                *items = items.iter().cycle().take(times).cloned().collect();
            }
            Value::Object(claim).to_string()
        }
        (None, _) => return Err("neither `text` nor `claim`".into()),
    };
    let claim = json::read(&text).claims.into_iter().next().ok_or("no claim")?;
    // `ledger`: the lines it begins with; `before`: what is settled before this claim.
    let lines =
        case.get("ledger").and_then(Value::as_array).into_iter().flatten().fold(String::new(), |all, line| format!("{all}{line}\n"));
    let mut ledger = Ledger::read(&lines).map_err(|wrong| wrong.message.en)?;
    for (index, earlier) in case.get("before").and_then(Value::as_array).into_iter().flatten().enumerate() {
        for earlier in json::read(&earlier.to_string()).claims.into_iter().flatten() {
            ledger.settle_nth(&plan, &earlier, index).map_err(|faults| format!("{faults:?}"))?;
        }
    }
    Ok(match claim {
        Ok(claim) => ledger.settle_nth(&plan, &claim, 0),
        Err(refusal) => Err(refusal.errors),
    })
}

/// A plan with the values at some places (JSON pointers into its serial form) replaced.
fn doctored(plan: &Plan, places: Option<&Value>) -> Result<Plan, Box<dyn Error>> {
    let Some(places) = places.and_then(Value::as_object) else { return Ok(plan.clone()) };
    let mut serial = serde_json::to_value(plan)?;
    for (place, value) in places {
        *serial.pointer_mut(place).ok_or_else(|| format!("nothing at {place}"))? = value.clone();
    }
    Ok(serde_json::from_value(serial)?)
}

#[test]
fn every_code_has_a_case() -> Outcome {
    let mut shown: BTreeSet<Code> = ELSEWHERE.iter().map(|(code, _)| *code).collect();
    for file in folder::all("faults", "yb")? {
        shown.extend(folder::expected(&file.text)?.iter().map(|expected| expected.code));
    }
    for file in folder::all("claims", "json")? {
        let case: Value = serde_json::from_str(&file.text)?;
        shown.extend(case.get("code").and_then(Value::as_str).and_then(Code::find));
    }
    let without: Vec<_> = Code::ALL.iter().filter(|code| !shown.contains(code)).map(ToString::to_string).collect();
    assert!(without.is_empty(), "no case shows {without:?}");
    Ok(())
}

/// A text and what it refers to, turned to a language.
fn turn(sources: &[(String, String)], to: Lang) -> Vec<(String, String)> {
    let parsed = |at: usize, text: &str| syntax::parse(SourceId(u32::try_from(at).unwrap_or(0)), text).0;
    let files: Vec<File> = sources.iter().enumerate().map(|(at, (_, text))| parsed(at, text)).collect();
    let standard: Vec<File> = yibao::BUILTIN.iter().map(|(_, text)| parsed(0, text)).collect();
    let names = Dictionary::collect(&files.iter().chain(&standard).collect::<Vec<_>>());
    sources.iter().zip(&files).map(|((name, text), file)| (name.clone(), syntax::format(file, text, to, &names))).collect()
}

/// The trees of texts, each of which must read without a fault.
fn trees(sources: &[(String, String)]) -> Result<Vec<File>, Box<dyn Error>> {
    let mut out = Vec::with_capacity(sources.len());
    for (name, text) in sources {
        let (file, found) = syntax::parse(SourceId(0), text);
        if let Some(fault) = found.first() {
            return Err(format!("{name}: {} {}\n{text}", fault.code, fault.message.en).into());
        }
        out.push(file);
    }
    Ok(out)
}

#[test]
fn turning_there_and_back_gives_an_equal_tree() -> Outcome {
    for file in folder::all("settle", "yb")? {
        let sources = file.sources()?;
        let en = turn(&sources, Lang::En);
        let zh = turn(&en, Lang::Zh);
        let back = turn(&zh, Lang::En);
        assert!(trees(&en)? == trees(&back)?, "{}: turned to Chinese and back it says something else", file.name);
        assert_eq!(en, back, "{}: turned to Chinese and back it is written differently", file.name);
        assert_eq!(zh, turn(&back, Lang::Zh), "{}: turned to English and back it is written differently", file.name);
        let english_first = !file.stem().ends_with("_zh") && !file.stem().starts_with("mixed");
        assert!(!english_first || trees(&sources)? == trees(&en)?, "{}: written canonically it says something else", file.name);
    }
    Ok(())
}

#[test]
fn turned_files_settle_alike() -> Outcome {
    for file in folder::all("settle", "yb")? {
        let as_written = settled(&file)?;
        for lang in [Lang::En, Lang::Zh] {
            let turned = turn(&file.sources()?, lang);
            let text = turned.iter().find(|(name, _)| *name == file.name).map(|(_, text)| text.clone()).ok_or("lost a file")?;
            let turned = settled(&CaseFile { name: file.name.clone(), text })?;
            assert_eq!(as_written.len(), turned.len(), "{} {lang:?}: as many claims settled", file.name);
            for ((title, one), (_, other)) in as_written.iter().zip(&turned) {
                assert_eq!(money(one)?, money(other)?, "{title} {lang:?}");
            }
        }
    }
    Ok(())
}

#[test]
fn the_sample_is_one_policy_in_two_vocabularies() -> Outcome {
    let (en, zh) = (folder::read("settle/sample.yb")?, folder::read("settle/sample_zh.yb")?);
    let (en, zh_engine) = (Engine::load(en.sources()?)?, Engine::load(zh.sources()?)?);
    let claims: Vec<Claim> = run(&zh)?.into_iter().flat_map(|(_, ran)| ran.stages).map(|stage| stage.claim).collect();
    assert!(!claims.is_empty());
    for claim in claims {
        let both = (en.settle(&claim), zh_engine.settle(&claim));
        let (Ok(one), Ok(other)) = both else { return Err(format!("{both:?}").into()) };
        assert_eq!(money(&one)?, money(&other)?);
    }
    Ok(())
}

#[test]
fn steps_alone_give_every_figure_again() -> Outcome {
    let mut worked = 0;
    for file in folder::all("settle", "yb")? {
        for (title, settlement) in settled(&file)? {
            let text = json::write_settled(&settlement);
            account::rework(&serde_json::from_str(&text)?).map_err(|wrong| format!("{title}: {wrong}"))?;
            worked += 1;
        }
    }
    assert!(worked > 100, "only {worked} settlements");
    Ok(())
}

/// Some forty lines of a text, from anywhere in it.
fn piece(noise: &mut Noise, text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let from = noise.below(lines.len().saturating_sub(40));
    lines.iter().skip(from).take(40).copied().collect::<Vec<_>>().join("\n")
}

#[test]
fn ten_thousand_changes_and_no_panic() -> Outcome {
    let mut noise = Noise::new(20_250_301);
    let mut changes = 0;
    let shipped = folder::shipped()?;
    let cases = folder::all("settle", "yb")?;
    let any: Vec<&CaseFile> = shipped.iter().chain(&cases).collect();
    while changes < 4_000 {
        let file = any[noise.below(any.len())];
        let (times, piece) = (1 + noise.below(8), piece(&mut noise, &file.text));
        drop(syntax::parse(SourceId(0), &noise.change(&piece, times)));
        changes += times;
    }
    let small: Vec<&CaseFile> = cases.iter().filter(|file| file.text.len() < 1_500).collect();
    while changes < 5_000 {
        let file = small[noise.below(small.len())];
        let times = 1 + noise.below(8);
        let changed = CaseFile { name: file.name.clone(), text: noise.change(&file.text, times) };
        let library = Library::read(changed.sources()?);
        let read = example::all(&library.policies).unwrap_or_default();
        if let Some(engine) = library.engine() {
            for (at, case) in read {
                drop(example::run_with(&library.policies[at], &case, |claim| engine.settle(claim)));
            }
        }
        changes += times;
    }
    let claims: Vec<Value> =
        folder::all("claims", "json")?.iter().map(|file| serde_json::from_str(&file.text)).collect::<Result<_, _>>()?;
    let claims: Vec<String> = claims.iter().filter_map(|case| case.get("claim")).map(Value::to_string).collect();
    let engine = Engine::load(folder::read("claims/clinic.yb")?.sources()?)?;
    while changes < 10_000 {
        let claim = &claims[noise.below(claims.len())];
        let times = 1 + noise.below(4);
        for claim in json::read(&noise.change(claim, times)).claims.into_iter().flatten() {
            drop(engine.settle(&claim));
        }
        changes += times;
    }
    Ok(())
}
