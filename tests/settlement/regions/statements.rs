//! Claims that ship: all of them settle, and some as whole statements in both languages and as JSON.

use super::shipped::{Outcome, Shipped, files, text};
use serde_json::Value;
use std::error::Error;
use std::fmt::Write as _;
use yibao::claim::{Claim, Settlement, json};
use yibao::diagnostic::Lang;
use yibao::plan::Plan;
use yibao::report;
use yibao::report::terminal::{Style, render};

/// Claims whose statements are kept whole: the title of the snapshots, the file, which of its claims.
const WHOLE: [(&str, &str, usize); 4] = [
    ("changsha_emergency", "rules/claims/changsha_emergency.json", 0),
    ("bijie_prenatal", "rules/claims/bijie.json", 0),
    ("yichang_emergency", "rules/claims/yichang.json", 0),
    ("zhangjiakou_layers", "rules/claims/zhangjiakou.json", 0),
];

/// The claims of a shipped file, each settled.
fn settled(file: &str, shipped: &Shipped) -> Result<Vec<Settlement>, Box<dyn Error>> {
    let claims = json::read(&text(file)?).claims;
    let read = claims.into_iter().collect::<Result<Vec<Claim>, _>>().map_err(|refusal| format!("{file}: {refusal:?}"))?;
    read.iter().map(|claim| shipped.settle(claim).map_err(|faults| format!("{file}: {faults:?}").into())).collect()
}

/// A snapshot without the content hash, which changes with every comma.
fn hashless(text: &str, plan: &Plan) -> String {
    plan.policies.iter().fold(text.to_owned(), |text, policy| text.replace(&policy.hash, "[hash]"))
}

#[test]
fn every_shipped_claim_settles() -> Outcome {
    let shipped = Shipped::read()?;
    let mut routes = Vec::new();
    for (file, _) in files("rules/claims", ".json")? {
        routes.extend(settled(&file, &shipped)?.into_iter().map(|settlement| settlement.route));
    }
    for route in ["direct", "manual", "refused"] {
        assert!(routes.iter().any(|r| r == route), "no shipped claim is {route}");
    }
    Ok(())
}

#[test]
fn one_bill_in_two_places_is_two_bills() -> Outcome {
    let both = settled("rules/claims/changsha_two_places.json", &Shipped::read()?)?;
    let parts = |at: usize| both.get(at).map(|s| s.parts.iter().map(|p| (p.part.clone(), p.amount.fen())).collect::<Vec<_>>());
    let expected = |amounts: [i64; 4]| {
        let names = ["out_of_catalog", "over_ceiling", "first_self_pay", "eligible"];
        Some(names.iter().zip(amounts).map(|(name, yuan)| ((*name).to_owned(), yuan * 100)).collect::<Vec<_>>())
    };
    // 湖南: out 800, over 200 + 200, first 600 + 150, eligible 7600 - 800 - 400 - 750
    assert_eq!(parts(0), expected([800, 400, 750, 5650]));
    // 湖北: out 3000, over 100 + 300, first 200 + 90 + 160, eligible 7600 - 3000 - 400 - 450
    assert_eq!(parts(1), expected([3000, 400, 450, 3750]));
    Ok(())
}

/// What each of the claims kept whole comes to, in fen: file, which claim, each layer's (deductible, paid), what the patient bears.
type Worked = (&'static str, usize, &'static [(i64, i64)], i64);

#[test]
fn the_claims_kept_whole_come_out_as_worked_by_hand() -> Outcome {
    let worked: [Worked; 5] = [
        // 长沙: 30000 - 2000 - 310.50 - 1189.50 = 26500; (26500 - 1100) × 85% = 21590; 30000 - 21590 = 8410
        ("rules/claims/changsha_emergency.json", 0, &[(110_000, 2_159_000), (0, 0)], 841_000),
        // 毕节: 780 × 85% = 663, room 600 + 500 - 600.01 = 499.99; 780 - 499.99 = 280.01
        ("rules/claims/bijie.json", 0, &[(0, 49_999)], 28_001),
        // 宜昌: 48210.36 - 3120 - 1866.20 = 43224.16, a second stay 500; 42724.16 × 90% = 38451.744;
        // 48210.36 - 38451.74 = 9758.62
        ("rules/claims/yichang.json", 0, &[(50_000, 3_845_174), (0, 0)], 975_862),
        // 张家口: 60000 - 3000 - 2000 = 55000, a second stay 1000 - 100 = 900, base 54100; room 200000 - 170000 = 30000.
        // 30000 ÷ 82% = 36585.3658…, so 36585.37 of the base fills the room.
        // The large-amount layer takes 54100 - 36585.37 = 17514.63: × 90% = 15763.167; 60000 - 30000 - 15763.17 = 14236.83
        ("rules/claims/zhangjiakou.json", 0, &[(90_000, 3_000_000), (0, 1_576_317)], 1_423_683),
        // 张家口, outpatient care of a retired person: (1000 - 100) × 60% = 540
        ("rules/claims/zhangjiakou.json", 1, &[(10_000, 54_000)], 46_000),
    ];
    let shipped = Shipped::read()?;
    for (file, at, layers, patient) in worked {
        let all = settled(file, &shipped)?;
        let settlement = all.get(at).ok_or("no claim")?;
        let got: Vec<_> = settlement.layers.iter().map(|layer| (layer.deductible.fen(), layer.paid.fen())).collect();
        assert_eq!((got.as_slice(), settlement.patient.fen()), (layers, patient), "{file}, claim {at}");
    }
    Ok(())
}

/// A settlement's JSON, a line for each member and for each element of a list, so that it can be read.
fn by_lines(text: &str) -> Result<String, Box<dyn Error>> {
    let whole: serde_json::Map<String, Value> = serde_json::from_str(text)?;
    let mut out = String::new();
    for (key, value) in &whole {
        match value {
            Value::Array(all) if !all.is_empty() => {
                writeln!(out, "{key}:")?;
                all.iter().try_for_each(|one| writeln!(out, "  {one}"))?;
            }
            other => writeln!(out, "{key}: {other}")?,
        }
    }
    Ok(out)
}

/// Kept beside the snapshots of policies.
fn kept(title: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.bind(|| insta::assert_snapshot!(title, text));
}

#[test]
fn whole_statements() -> Outcome {
    let shipped = Shipped::read()?;
    for (title, file, at) in WHOLE {
        let all = settled(file, &shipped)?;
        let settlement = all.get(at).ok_or("no claim")?;
        for (lang, suffix) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
            let text = render(&report::statement(settlement, &shipped.plan, lang), Style::default());
            kept(&format!("{title}_{suffix}"), &hashless(&text, &shipped.plan));
        }
        kept(&format!("{title}_json"), &by_lines(&hashless(&json::write_settled(settlement), &shipped.plan))?);
    }
    Ok(())
}
