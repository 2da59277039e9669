//! Help and usage errors in the language asked for: English from the definitions, Chinese from the table here.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};
use std::ffi::OsString;
use std::process::ExitCode;
use yibao::diagnostic::Lang;

/// Verb, argument (none: the verb itself), Chinese help. For a verb also its usage.
const ZH: &[(&str, &str, &str)] = &[
    ("", "", "按医保政策结算费用，精确到分"),
    ("", "usage", "yibao [选项] <命令>"),
    ("settle", "", "结算申报：各基金支付多少，个人负担多少，依据何条"),
    ("settle", "usage", "yibao settle [选项] <申报文件>..."),
    ("settle", "claims", "申报数据（JSON）：一个对象、一个数组或每行一个对象；- 读标准输入"),
    ("settle", "rules", "规则文件所在文件夹"),
    ("settle", "counters", "从该文件读取各人此前累计，结算后写回"),
    ("settle", "steps", "列出全部明细：每一费用项、每一步及其条款"),
    ("settle", "format", "供阅读的结算单（text）、供程序使用的 JSON（json），或国家医保接口的结算记录（nhsa）"),
    ("check", "", "检查规则文件：列出所有问题、位置和改法"),
    ("check", "usage", "yibao check [选项] <路径>..."),
    ("check", "paths", "规则文件或其文件夹；- 读标准输入"),
    ("check", "strict", "警告也算问题（warnings），或连提示也算（notes）"),
    ("check", "notes", "也列出提示，即只说明文件确知程度的各处"),
    ("check", "all", "同一代码的各处全部列出，不止前十处"),
    ("check", "fix", "先改正确定无疑之处：误写的关键词、标点、日期等"),
    (
        "check",
        "format",
        "供阅读的文字（text），或供门禁读取的一份文档：数据（json）、检查结果（sarif）、工作流标注（github）、测试报告（junit）",
    ),
    ("check", "rules", "规则文件所在文件夹"),
    ("test", "", "运行规则文件中的算例"),
    ("test", "usage", "yibao test [选项] <路径>..."),
    ("test", "paths", "规则文件或其文件夹；- 读标准输入"),
    ("test", "list", "只列出算例"),
    ("test", "coverage", "同时统计算例覆盖了政策的多少"),
    ("test", "min", "覆盖率低于该百分数时视为未通过"),
    ("test", "html", "将覆盖情况写成网页文件"),
    ("test", "suggest", "为每个未覆盖处给出算例，金额留空"),
    (
        "test",
        "format",
        "供阅读的文字（text），或供门禁读取的一份文档：数据（json）、检查结果（sarif）、工作流标注（github）、测试报告（junit）",
    ),
    ("test", "rules", "规则文件所在文件夹"),
    ("mutate", "", "逐一改动一个数值、条件或期限，列出没有算例察觉的改动"),
    ("mutate", "usage", "yibao mutate [选项] <路径>..."),
    ("mutate", "paths", "规则文件或其文件夹；- 读标准输入"),
    ("mutate", "budget", "超过该秒数即停止"),
    ("mutate", "sample", "只试该数目的改动，每次都是同样的改动"),
    ("mutate", "policy", "只试该政策或框架所写的条款"),
    ("mutate", "rules", "规则文件所在文件夹"),
    ("show", "", "显示政策及其沿用的全部条款，逐条注明出处；不写政策，则列出规则可用的名称"),
    ("show", "usage", "yibao show [选项] [政策]"),
    ("show", "policy", "政策的点分名称［缺省：列出全部事实及其取值、基金和政策］"),
    ("show", "on", "在该日施行的版本［缺省：最新版本］"),
    ("show", "rules", "规则文件所在文件夹"),
    ("fmt", "", "将规则文件改写为统一格式，保留注释"),
    ("fmt", "usage", "yibao fmt [选项] <路径>..."),
    ("fmt", "paths", "规则文件或其文件夹；- 从标准输入到标准输出"),
    ("fmt", "check", "不改写，只显示格式不符之处"),
    ("fmt", "to", "将关键词和名称转换为英文（en）或中文（zh）"),
    ("fmt", "rules", "规则文件所在文件夹"),
    ("new", "", "写出一个地区一个险种的起步文件，各项标准均未载明"),
    ("new", "usage", "yibao new [选项] <地区> <险种>"),
    ("new", "region", "地区：六位行政区划代码，或名称"),
    ("new", "scheme", "险种的名称，见所用词汇"),
    ("new", "out", "写入该文件，文件须尚不存在；所在文件夹没有的，一并建立；文件名为拼音的，政策以之命名［缺省：标准输出］"),
    ("new", "extends", "所沿用的框架［缺省：本省框架，没有则用国家框架］"),
    ("new", "rules", "规则文件所在文件夹"),
    ("schema", "", "输出申报或结算结果的 JSON Schema"),
    ("schema", "usage", "yibao schema [选项] <对象>"),
    ("schema", "of", "申报（claim）或结算结果（settlement）"),
    ("schema", "rules", "规则文件所在文件夹"),
    ("explain", "", "说明错误与警告代码：含义、改法和示例"),
    ("explain", "usage", "yibao explain [选项] [代码]..."),
    ("explain", "codes", "代码或其名称；不写则列出全部代码"),
];

/// The page of help in Chinese: the headings are the template's.
const PAGE: &str = "{about}\n\n用法：{usage}\n\n{all-args}\n";

/// The language the arguments ask for, before they are parsed: the last `--lang`.
pub fn asked(args: &[OsString]) -> Option<Lang> {
    let mut asked = None;
    let mut args = args.iter().map(|arg| arg.to_string_lossy()).take_while(|arg| arg != "--").peekable();
    while let Some(arg) = args.next() {
        let value = match arg.strip_prefix("--lang") {
            Some("") => args.peek().map(ToString::to_string),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        };
        asked = match value.as_deref() {
            Some("zh") => Some(Lang::Zh),
            Some("en") => Some(Lang::En),
            _ => asked,
        };
    }
    asked
}

/// The command with its help in one language.
pub fn in_language(command: Command, lang: Lang) -> Command {
    match lang {
        Lang::En => command,
        Lang::Zh => {
            let verbs: Vec<String> = command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
            let command = verbs.iter().fold(command, |command, verb| command.mut_subcommand(verb, |known| chinese(known, verb)));
            let version = Arg::new("版本").short('V').long("version").action(ArgAction::Version).help("显示版本");
            chinese(command, "").disable_version_flag(true).arg(version.help_heading("选项")).subcommand_help_heading("命令").mut_arg(
                "lang",
                |arg| {
                    arg.help("消息和结果用英文（en）或中文（zh）［缺省：系统语言］")
                        .help_heading("选项")
                        .value_name("语言")
                        .hide_possible_values(true)
                },
            )
        }
    }
}

/// One command in Chinese.
fn chinese(command: Command, verb: &str) -> Command {
    let mut command = command.help_template(PAGE).disable_help_flag(true);
    for (_, name, text) in ZH.iter().filter(|(of, ..)| *of == verb) {
        command = match *name {
            "" => command.about(*text),
            "usage" => command.override_usage(*text),
            arg => command.mut_arg(arg, |known| {
                let heading = if known.is_positional() { "参数" } else { "选项" };
                let valued = known.get_action().takes_values();
                let known = if valued { known.hide_default_value(true).hide_possible_values(true) } else { known };
                let shown = known.help(*text).help_heading(heading);
                match arg {
                    "rules" => shown.value_name("文件夹"),
                    "counters" | "out" | "html" => shown.value_name("文件"),
                    "min" => shown.value_name("百分数"),
                    "budget" => shown.value_name("秒数"),
                    "sample" => shown.value_name("数目"),
                    "extends" => shown.value_name("框架"),
                    "region" => shown.value_name("地区"),
                    "scheme" => shown.value_name("险种"),
                    "on" => shown.value_name("日期"),
                    "to" => shown.value_name("语言"),
                    "format" => shown.value_name("格式"),
                    "claims" => shown.value_name("申报文件"),
                    "paths" => shown.value_name("路径"),
                    "strict" => shown.value_name("级别"),
                    "policy" => shown.value_name("政策"),
                    "of" => shown.value_name("对象"),
                    "codes" => shown.value_name("代码"),
                    _ => shown,
                }
            }),
        };
    }
    let help = Arg::new("帮助").short('h').long("help").action(ArgAction::Help).help("显示帮助").help_heading("选项");
    command.arg(help)
}

/// Says why the arguments were refused, or shows the help that was asked for.
pub fn refuse(error: &clap::Error, lang: Lang) -> ExitCode {
    let asked_for = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let bare = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    if lang == Lang::En || asked_for || bare {
        // Whether anybody reads it is not our business; that it could not be written is.
        if let Err(wrong) = error.print().and_then(|()| super::terminal::flush())
            && wrong.kind() != std::io::ErrorKind::BrokenPipe
        {
            super::terminal::warn(&format!("{}\n", super::words::cannot_write("-", &wrong).of(lang)));
            return ExitCode::from(2);
        }
    } else {
        super::terminal::warn(&format!("{}\n", in_chinese(error)));
    }
    if asked_for { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

/// A usage error in one Chinese sentence.
fn in_chinese(error: &clap::Error) -> String {
    let said = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(_) | None => String::new(),
    };
    let arg = said(ContextKind::InvalidArg);
    let value = said(ContextKind::InvalidValue);
    let sentence = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("「{arg}」缺少取值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("「{value}」不能作为「{arg}」的取值"),
        ErrorKind::UnknownArgument => format!("没有选项「{arg}」"),
        ErrorKind::InvalidSubcommand => format!("没有命令「{}」", said(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少参数「{arg}」"),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::ArgumentConflict => format!("「{arg}」不能重复或同时使用"),
        _ => "参数有误".to_owned(),
    };
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue].map(said).join("");
    let hint = if near.is_empty() { String::new() } else { format!("，是否指「{near}」") };
    let valid = said(ContextKind::ValidValue);
    let valid = if valid.is_empty() { String::new() } else { format!("，可取：{valid}") };
    format!("{sentence}{hint}{valid}；用 --help 查看用法")
}
