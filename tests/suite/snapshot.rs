//! Snapshots beside what they are made from. They are written only when asked for (`INSTA_UPDATE=always`), and reread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// The folders of `tests/<kind>/`, one a case, by name.
pub fn cases(kind: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(kind);
    let mut cases: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    cases
}

/// The name of a case.
pub fn name(case: &Path) -> &str {
    case.file_name()
        .and_then(|name| name.to_str())
        .expect("cases have plain names")
}

/// Runs `check` for each case, and fails at the end with the names of those that failed.
pub fn for_each(cases: &[PathBuf], check: impl Fn(&Path)) {
    let failed: Vec<&str> = cases
        .iter()
        .filter(|case| catch_unwind(AssertUnwindSafe(|| check(case))).is_err())
        .map(|case| name(case))
        .collect();
    assert!(
        failed.is_empty(),
        "{} of {} cases failed: {}",
        failed.len(),
        cases.len(),
        failed.join(", ")
    );
}

/// Holds `text` against `<folder>/<name>.snap`. Characters that no editor shows are written out, so that a reader of the
/// snapshot sees them.
pub fn check(folder: &Path, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, seen(text)));
}

/// `text` with its invisible characters as `⟪U+202E⟫`, and unbreakable spaces as ordinary ones would hide nothing: they stay.
fn seen(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if reperess::input::is_hidden(c) || c == '\r' {
            out.push_str(&format!("⟪U+{:04X}⟫", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// `text` with its marks spread out: `⟪U+202E⟫` is that character, `⟪3×ab⟫` is `ababab`. What would be invisible in a file,
/// or too large for one, can be written so.
pub fn spread(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, mark)) = rest.split_once('⟪') {
        out.push_str(before);
        let (mark, after) = mark.split_once('⟫').expect("a mark that is closed");
        rest = after;
        if let Some(code) = mark.strip_prefix("U+") {
            let code = u32::from_str_radix(code, 16).expect("a hexadecimal number");
            out.push(char::from_u32(code).expect("a character"));
        } else {
            let (count, what) = mark.split_once('×').expect("a number of times");
            out.push_str(&what.repeat(count.parse().expect("a number")));
        }
    }
    out + rest
}
