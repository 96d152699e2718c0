//! What changes in a text, as programs that compare files show it.

/// Lines around a change that are shown with it.
const CONTEXT: usize = 3;

/// The unified diff (POSIX, `diff -u`) of a text whose lines changed one for one; empty when none did.
pub fn unified(path: &str, old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (
        old.split_inclusive('\n').collect(),
        new.split_inclusive('\n').collect(),
    );
    let changed: Vec<usize> = (0..old.len().min(new.len()))
        .filter(|at| old[*at] != new[*at])
        .collect();
    if changed.is_empty() {
        return String::new();
    }
    let mut out = format!("--- {path}\n+++ {path}\n");
    for hunk in changed.chunk_by(|one, next| next - one <= 2 * CONTEXT) {
        let (first, last) = (hunk[0], hunk[hunk.len() - 1]);
        let start = first.saturating_sub(CONTEXT);
        let end = (last + 1 + CONTEXT).min(old.len());
        let place = format!("{},{}", start + 1, end - start);
        out.push_str(&format!("@@ -{place} +{place} @@\n"));
        let mut at = start;
        while at < end {
            let run = (at..end).take_while(|line| hunk.contains(line)).count();
            if run == 0 {
                push(' ', old[at], &mut out);
            }
            for line in &old[at..at + run] {
                push('-', line, &mut out);
            }
            for line in &new[at..at + run] {
                push('+', line, &mut out);
            }
            at += run.max(1);
        }
    }
    out
}

/// A line after its sign; what could act on a terminal is left out, the end of line of Windows included.
fn push(sign: char, line: &str, out: &mut String) {
    out.push(sign);
    out.push_str(&crate::cli::shown(line.trim_end_matches(['\r', '\n'])));
    out.push('\n');
    if !line.ends_with('\n') {
        out.push_str("\\ Pas de fin de ligne à la fin du fichier\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_shown_with_the_lines_around_them() {
        let lines: Vec<String> = (1..=21).map(|line| line.to_string()).collect();
        let old = lines.join("\r\n");
        let new = old
            .replace("\r\n3\r\n4\r", "\r\nx\r\ny\r")
            .replace("13\r", "z\u{1b}\r");
        assert_eq!(
            unified("a", &old, &new),
            "--- a\n+++ a\n@@ -1,7 +1,7 @@\n 1\n 2\n-3\n-4\n+x\n+y\n 5\n 6\n 7\n\
             @@ -10,7 +10,7 @@\n 10\n 11\n 12\n-13\n+z\u{fffd}\n 14\n 15\n 16\n"
        );
        assert_eq!(unified("a", &old, &old), "");
    }

    #[test]
    fn a_last_line_without_end_is_told() {
        assert_eq!(
            unified("a", "1\n2", "1\n3"),
            "--- a\n+++ a\n@@ -1,2 +1,2 @@\n 1\n-2\n\\ Pas de fin de ligne à la fin du fichier\n\
             +3\n\\ Pas de fin de ligne à la fin du fichier\n"
        );
    }
}
