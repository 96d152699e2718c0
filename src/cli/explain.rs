//! `expliquer`: what a remark means, with an example.

use super::{fail, print};
use crate::diagnostic::catalogue::entries::{self, Entry, Example};
use crate::diagnostic::nearest;

/// Prints what is said of a code, or all codes. Gives the exit status.
pub fn explain(asked: Option<&str>) -> u8 {
    let Some(asked) = asked else {
        return print(&list());
    };
    // "erreur[cle-inconnue]" is what an editor copies.
    let code = asked
        .rsplit_once('[')
        .map_or(asked, |(_, code)| code)
        .trim_end_matches(']')
        .trim()
        .to_lowercase();
    if let Some(entry) = entries::of(&code) {
        return print(&told(entry));
    }
    let close = nearest(&code, entries::all().map(|entry| entry.code))
        .map(|close| format!("\u{a0}: vouliez-vous dire «\u{a0}{close}\u{a0}»\u{202f}?"))
        .unwrap_or_default();
    fail(
        "erreur",
        &format!("aucune remarque n’a pour code «\u{a0}{asked}\u{a0}»{close}"),
    );
    2
}

fn list() -> String {
    let mut out = String::new();
    for (field, entries) in entries::FIELDS {
        out.push_str(&format!("{field}\n"));
        for entry in entries {
            out.push_str(&format!("  {:<24} {}\n", entry.code, entry.meaning));
        }
        out.push('\n');
    }
    out.push_str("«\u{a0}reperess expliquer CODE\u{a0}» donne un exemple.\n");
    out
}

fn told(entry: &Entry) -> String {
    let mut out = format!("{}\n\n{}\n", entry.code, entry.meaning);
    if let Example::Told(when) = entry.wrong {
        out.push_str(&format!("\nPar exemple\u{a0}: {when}\n\n{}\n", entry.right));
        return out;
    }
    if let Example::Watched { .. } = entry.wrong {
        out.push_str(&format!(
            "\nC’est «\u{a0}{}\u{a0}» qui le dit.\n",
            entry.command()
        ));
    }
    for (path, lines) in entry.wrong_lines() {
        out.push_str(&format!(
            "\nPar exemple, dans {}\u{a0}:\n\n",
            entry.place(path)
        ));
        push_indented(lines, &mut out);
    }
    if entry.right.is_empty() {
        out.push_str("\nSupprimez ce fichier.\n");
    } else {
        out.push_str("\nUne fois corrigé\u{a0}:\n\n");
        push_indented(entry.right, &mut out);
    }
    out
}

fn push_indented(lines: &str, out: &mut String) {
    for line in lines.lines() {
        out.push_str(&format!("    {}\n", super::shown(line)).replace("    \n", "\n"));
    }
    if lines.is_empty() {
        out.push_str("    (fichier vide)\n");
    }
}
