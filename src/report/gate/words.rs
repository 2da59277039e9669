//! The words of what a gate reads, in both languages.

use crate::diagnostic::{Lang, Words};
use crate::report::words::Word;

/// Before the way out of a fault.
pub const HELP: Word = Word::new("help: ", "办法：");
/// Between two expectations.
pub const SEMICOLON: Word = Word::new("; ", "；");
/// What the rule of failed examples is called.
pub const EXAMPLE: Word = Word::new("example_failed", "算例未通过");
/// A fix that nothing else can have been meant by.
pub const CERTAIN: Word = Word::new("certain: `yibao check --fix` applies it", "确定无疑，可用「yibao check --fix」直接改正");
/// A fix that needs a look.
pub const LIKELY: Word = Word::new("likely: look before it is applied", "可能如此，请核对后再改");
/// What the folder is that the paths begin in.
pub const ROOT: Word = Word::new("where the command was run", "运行命令时所在的文件夹");

/// `pool.paid: expected 600.00, got 500.00`
pub fn miss(lang: Lang, figure: &str, expected: &str, got: &str) -> String {
    let words = Words::new(format!("{figure}: expected {expected}, got {got}"), format!("{figure}：应得{expected}，实得{got}"));
    words.of(lang).to_owned()
}

/// `2 errors, 1 warning`, with `3 notes` where there are some; in the order of `Severity::ALL`
pub fn counted(lang: Lang, [errors, warnings, notes]: [usize; 3]) -> String {
    let plural = |count: usize, noun: &str| if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") };
    let (en, zh) = if notes > 0 { (format!(", {}", plural(notes, "note")), format!("，{notes}处提示")) } else { Default::default() };
    let words = Words::new(
        format!("{}, {}{en}", plural(errors, "error"), plural(warnings, "warning")),
        format!("{errors}处错误，{warnings}处警告{zh}"),
    );
    words.of(lang).to_owned()
}

/// `and 4 errors, 0 warnings more; they stand in the log of this step`
pub fn more(lang: Lang, counts: [usize; 3]) -> String {
    let counted = counted(lang, counts);
    let words = Words::new(format!("and {counted} more; they stand in the log of this step"), format!("另有{counted}，见本步骤日志"));
    words.of(lang).to_owned()
}

/// What the rule of failed examples means.
pub fn example_rule() -> Words {
    Words::new("an example expects a figure that the rules do not give", "算例应得的数额与规则算出的不同")
}

/// What to do about a failed example.
pub fn example_help() -> Words {
    Words::new(
        "work the figure from the policy by hand; correct the rules where they differ from the document, the example where it does",
        "按政策文件手工核算；规则与文件不符则改规则，算例有误则改算例",
    )
}
