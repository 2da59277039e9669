//! What others wrote is shown, not obeyed: hostile bytes in texts, names and keys; links and devices that nobody named.
#![cfg(unix)]

use crate::run::{Ran, YIBAO, ended};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Steers a terminal, rings, goes back to the line's beginning, turns what follows around, hides.
const HOSTILE: &str = "\u{1b}[31m\u{7}\r\u{202e}\u{200b}\u{9b}2J";

const RULES: &str = include_str!("../../examples/outpatient.yb");

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("hands_off_{name}"));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(path.join("rules")).unwrap();
    path
}

fn yibao(path: &Path, args: &[&str]) -> Ran {
    let mut command = Command::new(YIBAO);
    command.args(args);
    ended(command, path, "")
}

/// Characters of a text that a terminal would obey.
fn obeyed(text: &str) -> Vec<char> {
    text.chars()
        .filter(|c| (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'))
        .collect()
}

#[test]
fn nothing_hostile_in_a_rule_file_or_its_name_is_obeyed() {
    let path = folder("rules");
    let file = format!("rules/a{HOSTILE}\n::error::b.yb");
    let faulty = RULES
        .replace("rate 50%", &format!("rate 50% {HOSTILE}"))
        .replace("covers eligible", &format!("covers eligible\n      ratio{HOSTILE} 3"))
        .replace("示例居民门诊", &format!("示例{}", HOSTILE.replace('\r', "")));
    let failing = RULES.trim_end().trim_end_matches('}').to_owned()
        + &format!(
            "example \"x{}\" {{ care outpatient, visited 2025-03-01, total 1000 yuan\n expect pool.paid 1 yuan }}\n}}\n",
            HOSTILE.replace('\r', "")
        );
    for (text, verbs) in [
        (faulty.as_str(), &["check", "test", "fmt --check", "mutate", "show --rules"][..]),
        (failing.as_str(), &["check --strict", "test", "test --list", "fmt --check", "test --coverage"]),
    ] {
        fs::write(path.join(&file), text).unwrap();
        for verb in verbs {
            for format in ["", "json", "sarif", "github", "junit"] {
                if !format.is_empty() && !["check", "check --strict", "test"].contains(verb) {
                    continue;
                }
                let mut args: Vec<&str> = verb.split(' ').collect();
                args.push("rules");
                if !format.is_empty() {
                    args.extend(["--format", format]);
                }
                for lang in ["en", "zh"] {
                    let ran = yibao(&path, &[&args[..], &["--lang", lang]].concat());
                    // A unified difference is what `patch` reads, byte for byte.
                    let out = if *verb == "fmt --check" { String::new() } else { ran.out.clone() };
                    let commands = (out.clone() + &ran.err).lines().filter(|line| line.starts_with("::error::b")).count();
                    assert_eq!((obeyed(&(out + &ran.err)), commands), (Vec::new(), 0), "{args:?} {lang}: {}{}", ran.out, ran.err);
                }
            }
        }
    }
}

#[test]
fn nothing_hostile_in_a_claim_is_obeyed_and_results_are_json() {
    let path = folder("claims");
    fs::write(path.join("rules/a.yb"), RULES).unwrap();
    let key = |text: &str| serde_json::to_string(text).unwrap();
    let claims = [
        format!(
            r#"{{"id": {}, "insured_region": "999900", "scheme": "resident", "care": "outpatient", "visited": "2025-03-01", "total": "1000.00", {}: 1}}"#,
            key(&format!("A{HOSTILE}\n::error::x")),
            key(&format!("_{HOSTILE}"))
        ),
        format!(r#"{{"id": "B", {}: 1}}"#, key(HOSTILE)),
        r#"{"id": "C", "_half": "\ud800"}"#.to_owned(),
        r#"{"id": "D", "_half": {"\udc00": 1}}"#.to_owned(),
        r#"{"id": "E", "_\ud800": 1}"#.to_owned(),
    ];
    fs::write(path.join("claims.json"), claims.join("\n")).unwrap();
    for lang in ["en", "zh"] {
        let text = yibao(&path, &["settle", "claims.json", "--lang", lang]);
        assert_eq!(obeyed(&text.out), Vec::<char>::new(), "{}", text.out);
        assert!(!text.out.lines().any(|line| line.starts_with("::error")), "{}", text.out);
    }
    let json = yibao(&path, &["settle", "claims.json", "--format", "json"]);
    let read: Vec<serde_json::Value> = json.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(read.len(), 5, "{}", json.out);
    assert_eq!(read[0]["fund"], "400.00");
    for half in &read[2..] {
        assert!(half["errors"].is_array(), "{half}");
    }
}

#[test]
fn links_that_lead_out_of_a_folder_are_passed_over_and_told() {
    let path = folder("links");
    fs::create_dir_all(path.join("outside")).unwrap();
    let secret = "policy  secret \"x\" { }\n";
    fs::write(path.join("outside/secret.yb"), secret).unwrap();
    fs::write(path.join("rules/a.yb"), RULES).unwrap();
    symlink("../outside/secret.yb", path.join("rules/file.yb")).unwrap();
    symlink("../outside", path.join("rules/folder")).unwrap();
    symlink("/etc/passwd", path.join("rules/passwd.yb")).unwrap();
    symlink("a.yb", path.join("rules/inside.yb")).unwrap();
    for verb in ["check", "test", "fmt", "fmt --check", "mutate"] {
        let mut args: Vec<&str> = verb.split(' ').collect();
        args.push("rules");
        let ran = yibao(&path, &args);
        let told = |name: &str| ran.err.contains(&format!("`rules/{name}` leads out of the folder"));
        assert!(told("file.yb") && told("folder") && told("passwd.yb") && !told("inside.yb"), "{verb}: {}", ran.err);
        assert!(!(ran.out.clone() + &ran.err).contains("root:"), "{verb}: {}{}", ran.out, ran.err);
    }
    assert_eq!(fs::read_to_string(path.join("outside/secret.yb")).unwrap(), secret);
    // Who names a link means what it leads to.
    let named = yibao(&path, &["fmt", "--check", "rules/file.yb"]);
    assert!(named.code == 1 && named.out.contains("policy  secret"), "{named:?}");
    let zh = yibao(&path, &["check", "rules", "--lang", "zh"]);
    assert!(zh.err.contains("指向文件夹之外"), "{}", zh.err);
}

#[test]
fn devices_and_pipes_are_no_claim_files() {
    let path = folder("devices");
    fs::write(path.join("rules/a.yb"), RULES).unwrap();
    assert!(Command::new("mkfifo").arg("pipe.json").current_dir(&path).status().unwrap().success());
    for name in ["pipe.json", "/dev/zero", "/dev/null"] {
        let ran = yibao(&path, &["settle", name]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{name}: {}", ran.err);
        assert!(ran.err.contains(name), "{name}: {}", ran.err);
    }
}
