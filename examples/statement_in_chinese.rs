//! Prints a settlement as the statement a patient reads, in Chinese.

use yibao::{Engine, Lang, claim::json};

const RULES: &str = include_str!("outpatient.yb");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::builder().source("outpatient.yb", RULES).build()?;
    // Facts may be stated in Chinese too.
    let claim = r#"{"编号": "A-1", "参保地": "999900", "险种": "居民", "就医类型": "门诊", "就诊日期": "2025-03-01", "总费用": "1000.00"}"#;
    let claim = json::read_object(claim).map_err(|refusal| json::write_refused(&refusal, Lang::Zh))?;
    let statement = engine.statement(&engine.settle(&claim)?, Lang::Zh);
    print!("{statement}");
    assert!(statement.contains("示例居民门诊") && statement.contains("统筹基金") && statement.contains("400.00"));
    Ok(())
}
