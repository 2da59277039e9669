//! The words of the command line in both languages.

use super::load::Count;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{Error, ErrorKind};
use yibao::diagnostic::{Code, Fault, Lang, Severity, Words};
use yibao::mutation::Survey;
use yibao::plan::Names;
use yibao::source::Span;

/// A fixed word in both languages: English, Chinese.
pub struct Word(&'static str, &'static str);

impl Word {
    /// In one language.
    pub fn of(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.0,
            Lang::Zh => self.1,
        }
    }
}

/// Before the way out of a fault.
pub const HELP: Word = Word("help: ", "办法：");

/// Over what to write instead.
pub const INSTEAD: Word = Word("What to write instead", "改法");
/// Over rules that show a code.
pub const EXAMPLE: Word = Word("Example", "示例");
/// Over the rules a claim is settled by.
pub const RULES: Word = Word("With these rules", "按以下规则");
/// Over claims that show a code.
pub const CLAIM: Word = Word("This claim shows it", "此申报有误");
/// Over the same, mended.
pub const MENDED: Word = Word("Mended", "更正后");

/// How bad a code is.
pub fn severity(severity: Severity) -> Word {
    Word(severity.as_str(), severity.label())
}

/// What went wrong with a file: the operating system's words are English, so the Chinese sentence has its own.
fn cause(error: &Error) -> Words {
    match error.kind() {
        ErrorKind::NotFound => Words::new("there is no such file or folder", "没有这个文件或文件夹"),
        ErrorKind::PermissionDenied => Words::new("permission denied", "没有权限"),
        ErrorKind::IsADirectory => Words::new("it is a folder", "这是文件夹"),
        ErrorKind::AlreadyExists => Words::new("there is such a file already", "已有这个文件"),
        ErrorKind::StorageFull => Words::new("the disk is full", "磁盘已满"),
        ErrorKind::ReadOnlyFilesystem => Words::new("the disk is read-only", "磁盘只读"),

        _ => {
            let number = error.raw_os_error().map(|number| format!("（{number}）")).unwrap_or_default();
            Words::new(error.to_string(), format!("系统错误{number}"))
        }
    }
}

/// `yibao check nowhere.yb`
pub fn cannot_read(name: &str, error: &Error) -> Words {
    let cause = cause(error);
    Words::new(format!("cannot read `{name}`: {}", cause.en), format!("无法读取「{name}」：{}", cause.zh))
}

/// A full disk, a read-only file.
pub fn cannot_write(name: &str, error: &Error) -> Words {
    let cause = cause(error);
    Words::new(format!("cannot write `{name}`: {}", cause.en), format!("无法写入「{name}」：{}", cause.zh))
}

/// `yibao check pipe`, `--counters /dev/null`: neither a file nor standard input.
pub fn no_file(name: &str) -> Words {
    Words::new(
        format!("`{name}` is no file but a device or a pipe; name a file"),
        format!("「{name}」不是文件，而是设备或管道，请指定文件"),
    )
}

/// Two runs on one `--counters` file.
pub fn in_use(name: &str) -> Words {
    Words::new(
        format!("another run is using `{name}`; run this one when that has ended"),
        format!("另一次运行正在使用「{name}」，请待其结束后再运行"),
    )
}

/// `yibao settle --counters people.json … | head -n 1`
pub fn unread(name: &str) -> Words {
    Words::new(
        format!("not every result could be written: nobody reads standard output any more; `{name}` is left as it was"),
        format!("标准输出已无人读取，结果未能全部写出；「{name}」保持原样"),
    )
}

/// `--counters claims.json`: a file that holds something else.
pub fn no_ledger(name: &str, wrong: &Words) -> Words {
    Words::new(
        format!("`{name}` does not hold what people have used up: {}; nothing was done", wrong.en),
        format!("「{name}」不是累计文件：{}，未予执行", wrong.zh),
    )
}

/// Folders in folders without end.
pub fn too_deep(name: &str, depth: usize) -> Words {
    Words::new(
        format!("`{name}` lies more than {depth} folders deep; name a folder further in"),
        format!("「{name}」超过{depth}层文件夹，请改为指定更里层的文件夹"),
    )
}

/// A rule file in another encoding.
pub fn not_utf8(span: Span) -> Fault {
    Fault::new(Code::E001, span, Words::new("the file is not UTF-8 from here on", "文件自此处起不是 UTF-8 编码"))
        .help(Words::new("save the file as UTF-8", "请将文件另存为 UTF-8 编码"))
}

/// The same, where nothing is drawn.
pub fn not_utf8_at(name: &str, at: usize) -> Words {
    Words::new(
        format!("{} `{name}` is not UTF-8 from byte {at} on; save it as UTF-8", Code::E001),
        format!("{} 「{name}」自第{at}字节起不是 UTF-8 编码，请另存为 UTF-8", Code::E001),
    )
}

/// Rule files with errors, where a verb needs them right.
pub fn rules_wrong(errors: usize) -> Words {
    Words::new(format!("the rule files have {}; nothing was done", plural(errors, "error")), format!("规则文件有{errors}处错误，未予执行"))
}

/// `3 claims: 2 settled, 1 not`
pub fn settled(claims: usize, refused: usize) -> Words {
    let settled = claims - refused;
    Words::new(
        format!("{}: {settled} settled, {refused} not", plural(claims, "claim")),
        format!("共{claims}份申报：{settled}份已结算，{refused}份未结算"),
    )
}

/// `yibao settle -` of nothing
pub fn no_claim() -> Words {
    Words::new("warning: there is no claim; nothing was settled", "警告：没有申报，未作结算")
}

/// `yibao test` of rules without an example
pub fn no_example() -> Words {
    Words::new("warning: there is no example; nothing was tested", "警告：没有算例，未作检验")
}

/// `yibao test --coverage` of rules that decide nothing
pub fn nothing_to_cover() -> Words {
    Words::new("warning: there is nothing to cover; the percentage says nothing", "警告：没有覆盖点，百分比没有意义")
}

/// `5 files: 2 errors, 1 warning, 7 notes, 3 allowed`; `drawn` tells that the notes were drawn
pub fn checked(files: usize, count: &Count, drawn: bool) -> Words {
    let Count { errors, warnings, notes, allowed } = *count;
    let part = |count: usize, en: String, zh: String| if count > 0 { (en, zh) } else { Default::default() };
    let noted = part(notes, format!(", {}", plural(notes, "note")), format!("，{notes}处提示"));
    let allows = part(allowed, format!(", {allowed} allowed"), format!("，{allowed}处豁免"));
    let hint = if drawn {
        Default::default()
    } else {
        part(notes, "; `--notes` draws the notes".to_owned(), "；「--notes」列出提示".to_owned())
    };
    Words::new(
        format!("{}: {}, {}{}{}{}", plural(files, "file"), plural(errors, "error"), plural(warnings, "warning"), noted.0, allows.0, hint.0),
        format!("共{files}个文件：{errors}处错误，{warnings}处警告{}{}{}", noted.1, allows.1, hint.1),
    )
}

/// `rules/a.yb: 3 notes: W301 1, W402 2`
pub fn notes_of(file: &str, codes: &BTreeMap<Code, usize>) -> Words {
    let count: usize = codes.values().sum();
    let listed = |comma: &str| codes.iter().map(|(code, count)| format!("{code} {count}")).collect::<Vec<_>>().join(comma);
    Words::new(format!("{file}: {}: {}", plural(count, "note"), listed(", ")), format!("{file}：{count}处提示：{}", listed("，")))
}

/// `W403: 27 more; --all draws them`
pub fn more_of(code: Code, count: usize) -> Words {
    Words::new(format!("{code}: {count} more; `--all` draws them"), format!("{code}：另有{count}处，「--all」全部列出"))
}

/// A difference too long to print whole.
pub fn lines_left(count: usize) -> Words {
    Words::new(format!("{count} lines more differ; `yibao fmt` writes them"), format!("另有{count}行不同，可用「yibao fmt」改写"))
}

/// `yibao show` where there is no `rules/`
pub fn builtin_alone(folder: &str) -> Words {
    Words::new(
        format!("there is no folder `{folder}` here: this is of the built-in rules alone; name another with `--rules`"),
        format!("此处没有「{folder}」文件夹，以下只含内置规则；规则在别处的，请用「--rules」写明"),
    )
}

/// `rules/a.yb`, a link to `/etc/passwd`
pub fn leads_out(name: &str) -> Words {
    Words::new(
        format!("warning: `{name}` leads out of the folder and was passed over; name it on the command line where it is meant"),
        format!("警告：「{name}」指向文件夹之外，未予读取；确需读取的，请在命令中写明"),
    )
}

/// `yibao settle --rules empty claim.json`
pub fn no_rules(folder: &str) -> Words {
    Words::new(format!("there is no rule file in `{folder}`: no policy is loaded"), format!("「{folder}」中没有规则文件，未载入任何政策"))
}

/// `yibao check --fix -`
pub fn cannot_fix_input() -> Words {
    Words::new("standard input cannot be fixed; name the files", "标准输入不能改正，请写明文件")
}

/// `3 fixes in 2 files`
pub fn fixed(fixes: usize, files: usize) -> Words {
    if fixes == 0 {
        return Words::new("nothing was fixed", "没有可改正之处");
    }
    let fixes_en = if fixes == 1 { "1 fix".to_owned() } else { format!("{fixes} fixes") };
    Words::new(format!("{fixes_en} in {}", plural(files, "file")), format!("在{files}个文件中改正{fixes}处"))
}

/// A file that fixes would leave with more errors.
pub fn not_fixed(name: &str) -> Words {
    Words::new(
        format!("`{name}` would have more errors with its fixes applied; it is left as it was"),
        format!("「{name}」改正后错误反而更多，保持原样"),
    )
}

/// `12 examples: 11 passed, 1 failed`
pub fn tested(examples: usize, failed: usize) -> Words {
    let passed = examples - failed;
    Words::new(
        format!("{}: {passed} passed, {failed} failed", plural(examples, "example")),
        format!("共{examples}个算例：{passed}个通过，{failed}个未通过"),
    )
}

/// `of 250 things to reach 210 are covered: 84%`
pub fn covered(of: usize, covered: usize, percent: usize) -> Words {
    Words::new(
        format!("of {} to reach {covered} are covered: {percent}%", plural(of, "point")),
        format!("共{of}个覆盖点：已覆盖{covered}个，{percent}%"),
    )
}

/// Examples that fail before anything is changed.
pub fn failing(failing: usize) -> Words {
    Words::new(
        format!(
            "{} as things stand; mend them first: `yibao test`",
            if failing == 1 { "1 example fails".to_owned() } else { format!("{failing} examples fail") }
        ),
        format!("现有{failing}个算例未通过，请先用「yibao test」查明并改正"),
    )
}

/// `250 changes: 240 noticed, 8 not, 2 explained`
pub fn mutated(found: &Survey) -> Words {
    let (survive, explained, idle, left) = (found.survivors.len(), found.explained, found.idle, found.left);
    let mut en = format!("{}: {} noticed, {survive} not", plural(found.tried, "change"), found.caught);
    let mut zh = format!("共{}处改动：{}处被算例察觉，{survive}处未察觉", found.tried, found.caught);
    for (count, in_en, in_zh) in [
        (explained, "explained", "处已说明"),
        (idle, "out of reach of any claim", "处没有申报能到达"),
        (left, "left for want of time", "处因时间不够未试"),
    ] {
        if count > 0 {
            let _ = write!(en, ", {count} {in_en}");
            let _ = write!(zh, "，{count}{in_zh}");
        }
    }
    Words::new(en, zh)
}

/// `9 files: 2 rewritten, 1 left as it is`
pub fn formatted(files: usize, differ: usize, wrong: usize, check: bool) -> Words {
    let (en, zh) = if check { ("not in form", "个格式不符") } else { ("rewritten", "个已改写") };
    let (left, left_zh) = if wrong == 0 {
        (String::new(), String::new())
    } else {
        (format!(", {wrong} left as they are"), format!("，{wrong}个保持原样"))
    };
    Words::new(format!("{}: {differ} {en}{left}", plural(files, "file")), format!("共{files}个文件：{differ}{zh}{left_zh}"))
}

/// The formatter does not trust its own output.
pub fn form_unproved(name: &str, line: u32) -> Words {
    Words::new(
        format!("`{name}:{line}` cannot be put in form: the form would not say the same there; the file is left as it is"),
        format!("「{name}:{line}」处无法整理格式：整理后的内容与原文不一致，文件保持原样"),
    )
}

/// A file from another system.
pub fn odd_text(name: &str, returns: bool, mark: bool) -> Words {
    let (en, zh) = match (returns, mark) {
        (true, true) => ("carriage returns and a byte order mark", "回车符和字节序标记"),
        (true, false) => ("carriage returns", "回车符"),
        (false, _) => ("a byte order mark", "字节序标记"),
    };
    Words::new(format!("`{name}` has {en}; its form has none"), format!("「{name}」含{zh}，规范格式没有"))
}

/// Where a text ends without a line end, in a list of differences.
pub const NO_LINE_END: Word = Word("no newline at end of file", "文件末尾没有换行");

/// `yibao show hunan.changsha.employe`
pub fn no_such_policy(name: &str, near: Option<&str>) -> Words {
    let (en, zh) = near.map_or_else(
        || ("; `yibao show` lists them all".to_owned(), "，「yibao show」列出全部政策".to_owned()),
        |near| (format!("; did you mean `{near}`"), format!("，是否指「{near}」")),
    );
    Words::new(format!("there is no policy `{name}`{en}"), format!("没有政策「{name}」{zh}"))
}

/// `yibao show hunan.changsha.employee --on 1990-01-01`
pub fn not_in_force(name: &str, date: &str) -> Words {
    Words::new(format!("no version of `{name}` is in force on {date}"), format!("「{name}」在{date}没有施行中的版本"))
}

/// `yibao explain E999`
pub fn no_such_code(code: &str, near: Option<&str>) -> Words {
    let (en, zh) = near.map_or_else(
        || ("; `yibao explain` lists them all".to_owned(), "，「yibao explain」列出全部代码".to_owned()),
        |near| (format!("; did you mean `{near}`"), format!("，是否指「{near}」")),
    );
    Words::new(format!("there is no code `{code}`{en}"), format!("没有代码「{code}」{zh}"))
}

/// After all faults, to whoever watches: how to read more of the first few codes.
pub fn says_more(codes: &BTreeSet<Code>) -> Words {
    let codes: Vec<&str> = codes.iter().take(3).map(|code| code.as_str()).collect();
    let command = format!("yibao explain {}", codes.join(" "));
    Words::new(format!("`{command}` says more"), format!("「{command}」有详细说明"))
}

/// `yibao new 贵杨 employee`
pub fn no_such_region(given: &str, near: Option<(u32, String)>) -> Words {
    let (en, zh) = near.map_or_else(Default::default, |(code, name)| {
        (format!("; did you mean `{name}` ({code})"), format!("，是否指「{name}」（{code}）"))
    });
    Words::new(format!("there is no division `{given}` in force{en}"), format!("没有现行行政区划「{given}」{zh}"))
}

/// `yibao new 吉林 employee`
pub fn which_region(given: &str, all: &[(u32, String)]) -> Words {
    let few = all.iter().take(8);
    let en: Vec<String> = few.clone().map(|(code, name)| format!("`{name}` ({code})")).collect();
    let zh: Vec<String> = few.map(|(code, name)| format!("「{name}」（{code}）")).collect();
    let (more, more_zh) = if all.len() > en.len() { (", …", "……") } else { ("", "") };
    Words::new(
        format!("`{given}` may be {}{more}; give the code", en.join(", ")),
        format!("「{given}」可指{}{more_zh}，请用代码指明", zh.join("、")),
    )
}

/// `yibao new 贵阳 employe`
pub fn no_such_scheme(given: &str, near: Option<&str>, all: &[Names]) -> Words {
    let en: Vec<String> = all.iter().map(|names| format!("`{}`", names.key())).collect();
    let zh: Vec<String> = all.iter().map(|names| format!("「{}」", names.label())).collect();
    let (near, near_zh) = near.map_or_else(Default::default, |near| (format!("; did you mean `{near}`"), format!("，是否指「{near}」")));
    Words::new(
        format!("there is no scheme `{given}`{near}; there are {}", en.join(", ")),
        format!("没有险种「{given}」{near_zh}；已有{}", zh.join("、")),
    )
}

/// `yibao new 贵阳 employee --extends natonal`
pub fn no_such_framework(name: &str, near: Option<&str>) -> Words {
    let (en, zh) = near.map_or_else(Default::default, |near| (format!("; did you mean `{near}`"), format!("，是否指「{near}」")));
    Words::new(format!("there is no framework `{name}`{en}"), format!("没有框架「{name}」{zh}"))
}

/// `yibao new 贵阳 employee --extends mine`, where `mine` says no `effective`
pub fn no_first_day(name: &str) -> Words {
    Words::new(
        format!("the framework `{name}` has no first day to begin a starter on; write `effective 2025-01-01 ..` in it"),
        format!("框架「{name}」没有可供起步文件起始的施行日，请在其中写明，例如「施行 2025年1月1日起」"),
    )
}

/// `yibao new 长沙 employee`, where the rules have that policy
pub fn spoken_for(policy: &str, region: &str, scheme: &Names, there: &str) -> Words {
    Words::new(
        format!(
            "`{policy}` already speaks for `{region}`, scheme `{}`, in {there}: keep one of the two, or give them different periods",
            scheme.key()
        ),
        format!("「{policy}」已写「{region}」险种「{}」（{there}）：两者只留其一，或写不同的施行期间", scheme.label()),
    )
}

/// `yibao new 430700 employee --out rules/changsha.yb`, where another area's policy has that name
pub fn name_taken(policy: &str, there: &str) -> Words {
    Words::new(
        format!("another area's policy is called `{policy}` already, in {there}: write to a file of another name"),
        format!("另一地区的政策已名为「{policy}」（{there}），请换一个文件名"),
    )
}

/// `yibao new 咸宁 resident --out rules/hubei/xianning_resident.yb`, which is there
pub fn file_there(name: &str) -> Words {
    Words::new(
        format!(
            "cannot write `{name}`: there is such a file already; edit it, or move it out of the rules folder and run this again, or write into another rules folder"
        ),
        format!("无法写入「{name}」：已有这个文件；请直接修改它，或将其移出规则文件夹后再运行，或写入另一个规则文件夹"),
    )
}

/// A starter under a framework that demands figures of its own.
pub fn starter_asks(framework: &str, errors: usize) -> Words {
    Words::new(
        format!("`{framework}` asks for more than the starter has: `yibao check` will draw {}", plural(errors, "error")),
        format!("「{framework}」的要求多于起步文件：检查（check）命令会指出{errors}处错误"),
    )
}

/// A starter under a vocabulary without the standard facts.
pub fn no_starter() -> Words {
    Words::new("the vocabulary lacks what a starter is written with; nothing was written", "词汇中没有起步文件所用的名称，未写出")
}

/// A count and its noun.
fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
