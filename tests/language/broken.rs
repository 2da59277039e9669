//! Broken files: the first message names the one mistake at its exact place, and its help, when followed, mends the file.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use yibao::Library;
use yibao::diagnostic::{Code, Fault, Fix, Lang, Severity, mended};
use yibao::syntax::main_vocabulary;

type Outcome = Result<(), Box<dyn Error>>;

/// A broken file: its text, and what its first lines expect of it.
struct Broken {
    name: String,
    /// The file without the lines that expect.
    text: String,
    code: Code,
    /// Which occurrence of which text is at fault.
    at: (usize, String),
    /// What the English message holds.
    says: String,
    /// What the message or its help tells to write.
    write: Vec<String>,
    /// What the help tells to do, where only the author knows the text, or where text goes.
    tells: Vec<String>,
    /// The edits that follow the help: what is taken out, what is put in.
    mends: Vec<(String, String)>,
    /// Whether a fix comes with the fault, and whether it is safe.
    fix: Option<bool>,
}

/// `"one" → "two"`
fn pair(text: &str) -> Option<(String, String)> {
    let (old, new) = text.split_once("\" → \"")?;
    let plain = |text: &str| text.replace("\\n", "\n");
    Some((plain(old.strip_prefix('"')?), plain(new.strip_suffix('"')?)))
}

/// The text between the quotes around it.
fn inner(text: &str) -> Option<String> {
    Some(text.trim().strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

impl Broken {
    fn read(name: String, text: &str) -> Result<Self, Box<dyn Error>> {
        let mut out = Self {
            name,
            text: String::new(),
            code: Code::E001,
            at: (1, String::new()),
            says: String::new(),
            write: Vec::new(),
            tells: Vec::new(),
            mends: Vec::new(),
            fix: None,
        };
        for line in text.split_inclusive('\n') {
            let (key, rest) = line.trim_end().strip_prefix("# ").and_then(|line| line.split_once(' ')).unwrap_or_default();
            let wrong = || format!("{}: cannot read `{}`", out.name, line.trim_end());
            match key {
                _ if !out.text.is_empty() => out.text.push_str(line),
                "code" => out.code = Code::find(rest).ok_or_else(wrong)?,
                "at" => {
                    let (nth, quoted) = rest.split_once(' ').filter(|(nth, _)| nth.parse::<usize>().is_ok()).unwrap_or(("1", rest));
                    out.at = (nth.parse()?, inner(quoted).ok_or_else(wrong)?);
                }
                "says" => out.says = inner(rest).ok_or_else(wrong)?,
                "write" => out.write.push(inner(rest).ok_or_else(wrong)?),
                "do" => out.tells.push(inner(rest).ok_or_else(wrong)?),
                "mend" => out.mends.push(pair(rest).ok_or_else(wrong)?),
                "fix" => out.fix = Some(rest == "safe"),
                _ => out.text.push_str(line),
            }
        }
        Ok(out)
    }

    /// Its sources with another text of it.
    fn library(&self, text: &str) -> Result<Library, Box<dyn Error>> {
        let shared = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language/plain.yb"))?;
        Ok(Library::read([("plain.yb".to_owned(), shared), (self.name.clone(), text.to_owned())]))
    }

    /// The faults of a text of it, warnings too, in the order they are drawn.
    fn faults(&self, text: &str) -> Result<Vec<Fault>, Box<dyn Error>> {
        let library = self.library(text)?;
        Ok(library.faults.iter().filter(|fault| library.sources.place(fault.span).0 == self.name).cloned().collect())
    }

    fn place(&self) -> Option<std::ops::Range<usize>> {
        let (start, found) = self.text.match_indices(&self.at.1).nth(self.at.0.checked_sub(1)?)?;
        Some(start..start + found.len())
    }

    /// What is not as the file expects.
    fn wrong(&self) -> Result<Vec<String>, Box<dyn Error>> {
        let mut out = Vec::new();
        let faults = self.faults(&self.text)?;
        let Some(fault) = faults.first() else { return Ok(vec!["no fault".to_owned()]) };
        let said = [Lang::En, Lang::Zh]
            .map(|lang| format!("{} | {}", fault.message.of(lang), fault.help.as_ref().map_or("", |help| help.of(lang))));
        if fault.code != self.code {
            out.push(format!("it is {} {}", fault.code, said[0]));
        }
        if Some(fault.span.range()) != self.place() {
            out.push(format!("it stands at `{}`: {}", self.text.get(fault.span.range()).unwrap_or_default(), said[0]));
        }
        if !fault.message.en.contains(&self.says) {
            out.push(format!("it says `{}`", said[0]));
        }
        if let Some(second) = faults.get(1) {
            out.push(format!("there are {}: {} `{}`", faults.len(), second.code, second.message.en));
        }
        for write in self.write.iter().chain(&self.tells).filter(|write| said.iter().all(|said| !said.contains(*write))) {
            out.push(format!("it does not tell to write `{write}`: {} / {}", said[0], said[1]));
        }
        let english = words_of(&said[1]);
        if !english.is_empty() {
            out.push(format!("it says in Chinese {english:?}: {}", said[1]));
        }
        out.extend(self.wrong_mend()?);
        out.extend(self.wrong_fix(fault)?);
        Ok(out)
    }

    /// The written edits follow the help, and mend.
    fn wrong_mend(&self) -> Result<Vec<String>, Box<dyn Error>> {
        let mut out = Vec::new();
        let mut text = self.text.clone();
        for (old, new) in &self.mends {
            if !text.contains(old) {
                out.push(format!("no `{old}` to mend"));
            }
            text = text.replacen(old, new, 1);
        }
        let written = self.write.iter().all(|write| self.mends.iter().any(|(_, new)| new.contains(write)));
        if !written || (self.write.is_empty() && self.tells.is_empty()) {
            out.push("the mend is not what the help tells".to_owned());
        }
        out.extend(self.errors(&text)?.map(|error| format!("mended, {error}")));
        Ok(out)
    }

    /// The fix is there when expected, and mends.
    fn wrong_fix(&self, fault: &Fault) -> Result<Vec<String>, Box<dyn Error>> {
        let has = fault.fixes.first().map(|fix| fix.safe);
        if has != self.fix {
            return Ok(vec![format!("its fix is {has:?}, not {:?}", self.fix)]);
        }
        let fixes: Vec<&Fix> = fault.fixes.iter().collect();
        if fixes.is_empty() {
            return Ok(Vec::new());
        }
        let text = mended(&self.text, &fixes).0;
        Ok(self.errors(&text)?.map(|error| format!("fixed, {error}")).collect())
    }

    fn errors(&self, text: &str) -> Result<impl Iterator<Item = String> + use<>, Box<dyn Error>> {
        let found = self.faults(text)?.into_iter().filter(|fault| fault.severity == Severity::Error);
        Ok(found.map(|fault| format!("{} {}", fault.code, fault.message.en)))
    }
}

/// The English words of a Chinese sentence outside 「…」, codes aside.
fn words_of(said: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let outside: String = said
        .chars()
        .map(|c| match c {
            '「' => {
                depth += 1;
                ' '
            }
            '」' => {
                depth = depth.saturating_sub(1);
                ' '
            }
            c if depth == 0 => c,
            _ => ' ',
        })
        .collect();
    let words = outside.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.chars().any(|c| c.is_ascii_alphabetic()));
    words.filter(|word| !matches!(*word, "UTF" | "GB" | "T") && Code::find(word).is_none()).map(str::to_owned).collect()
}

fn all() -> Result<Vec<Broken>, Box<dyn Error>> {
    let mut out = BTreeMap::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken"))? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        out.insert(name.clone(), Broken::read(name, &fs::read_to_string(&path)?)?);
    }
    Ok(out.into_values().collect())
}

#[test]
fn the_first_message_names_the_mistake_and_its_help_mends_it() -> Outcome {
    let mut wrong = String::new();
    let mut count = 0;
    for broken in all()? {
        let found = broken.wrong()?;
        count += usize::from(!found.is_empty());
        for what in found {
            writeln!(wrong, "{}: {what}", broken.name)?;
        }
    }
    assert!(wrong.is_empty(), "{count} files\n{wrong}");
    Ok(())
}

#[test]
fn there_are_five_files_of_each_kind_and_a_third_of_them_chinese() -> Outcome {
    let files = all()?;
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for broken in &files {
        *kinds.entry(broken.name.split('_').next().unwrap_or_default()).or_default() += 1;
    }
    assert!(kinds.len() >= 12 && kinds.values().all(|count| *count >= 5), "{kinds:?}");
    let chinese = files.iter().filter(|broken| main_vocabulary(&broken.text) == Lang::Zh).count();
    // The comma, the colon and the semicolon are those of any Chinese text: they do not count as slips.
    let wide = |c: char| matches!(c, '\u{FF01}'..='\u{FF5E}' | '《' | '、') && !matches!(c, '，' | '；');
    let slipped = files.iter().filter(|broken| broken.text.contains(wide)).count();
    assert!(chinese * 3 >= files.len() && slipped * 3 >= files.len(), "{} files, {chinese} Chinese, {slipped} full-width", files.len());
    Ok(())
}

/// Mistakes beside those of the files: the text at fault, and the line as its fix leaves it.
#[test]
fn other_slips_are_known_too() {
    let cases = [
        ("rate 80% when level is level1, level2", ",", "rate 80% when level is level1 or level2"),
        ("比例 80% 当 医院级别 是 一级，二级", "，", "比例 80% 当 医院级别 是 一级 或 二级"),
        ("比例 80% 当 医院级别 是 一级，年龄 是 60周岁以上", "，", "比例 80% 当 医院级别 是 一级 且 年龄 是 60周岁以上"),
        ("比例 80% 当 医院级别 是 一级 或者 二级", "或者", "比例 80% 当 医院级别 是 一级 或 二级"),
        ("比例 80% 当 医院级别 是 一级 并且 外伤", "并且", "比例 80% 当 医院级别 是 一级 且 外伤"),
        ("rate 80% when age <= 60", "<= 60", "rate 80% when age is 60 or less"),
        ("比例 80% 当 年龄 ≥60周岁", "≥60周岁", "比例 80% 当 年龄 是 60周岁以上"),
        ("比例 80% 当 年龄 是 60 周岁以上（含）", "（含）", "比例 80% 当 年龄 是 60 周岁以上"),
        ("封顶线 每年 5 万 元", "万 元", "封顶线 每年 5 万元"),
        ("封顶线 年度 5万元", "年度", "封顶线 每年 5万元"),
        ("cap yearly 500 yuan", "yearly", "cap per year 500 yuan"),
        ("最高支付限额 每年 5万元", "最高支付限额", "封顶线 每年 5万元"),
        ("起付线 每次 ￥600", "￥600", "起付线 每次 600元"),
        ("统筹区 上海", "上海", "统筹区 310000"),
        ("施行 自2023年1月1日起", "自", "施行 2023年1月1日起"),
        ("依据 办法 ‘示例办法’ 正式", "‘示例办法’", "依据 办法 “示例办法” 正式"),
        ("rate 80%,", ",", "rate 80%"),
        ("ra\u{200b}te 80%", "\u{200b}", "rate 80%"),
        ("rate 80% when care == inpatient", "==", "rate 80% when care is inpatient"),
        ("封顶线 每年 超过五万元", "超过五万元", "封顶线 每年 超过5万元"),
        ("比例 80% 当 年龄 是 超过60周岁到70周岁", "超过60周岁到70周岁", "比例 80% 当 年龄 是 超过60周岁70周岁以下"),
        (
            "rate 80% when total is over 5000 yuan to 10000 yuan",
            "over 5000 yuan to 10000 yuan",
            "rate 80% when total is over 5000 yuan 10000 yuan or less",
        ),
    ];
    for (line, at, right) in cases {
        let text = format!("policy a {{\n  {line}\n  effective 2023-01-01 ..\n}}\n");
        let found = yibao::syntax::parse(yibao::source::SourceId(0), &text).1;
        assert_eq!(found.len(), 1, "{line}: {found:?}");
        assert_eq!(text.get(found[0].span.range()), Some(at), "{line}");
        // Whether a comma joins values or conditions, and which limit is meant, is for the author to say.
        let sure = !matches!(at, "," | "，" | "最高支付限额") || line.ends_with(',');
        assert!(found[0].fixes.iter().all(|fix| fix.safe == sure), "{line}");
        let fixed = mended(&text, &found[0].fixes.iter().collect::<Vec<_>>()).0;
        let squeezed = fixed.lines().nth(1).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(squeezed, right, "{line}");
    }
}
