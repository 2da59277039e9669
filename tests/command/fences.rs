//! The fenced blocks of a page of documentation.

/// Every fenced block of a page in order: the words behind its opening fence, and its text.
pub fn fences(page: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.split_inclusive('\n') {
        match (line.trim_end().strip_prefix("```"), open.take()) {
            (Some(_), Some(done)) => out.push(done),
            (Some(info), None) => open = Some((info.to_owned(), String::new())),
            (None, Some((info, text))) => open = Some((info, text + line)),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a fence is left open: {open:?}");
    out
}
