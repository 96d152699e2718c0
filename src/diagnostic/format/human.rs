//! Remarks as an editor reads them in a terminal.
//!
//! The look is that of `HOUSE_STYLE`'s example: severity and code, message, place, the source line with the fault underlined,
//! help. Nothing from the content can act on the terminal: hidden characters are shown as U+FFFD.

use super::{Count, count, shown_char, sorted, visible};
use super::{MAX_HELP, MAX_LABEL, MAX_MESSAGE};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::input::{Inputs, Position, Span};
use std::fmt::Write;

/// Most bytes that are printed in all (DESIGN, promise 1).
const MAX_BYTES: usize = 190_000;
/// Most characters of a source line that are shown.
const MAX_LINE: usize = 140;
/// Characters kept before the fault when a line is cut.
const BEFORE_FAULT: usize = 50;

/// Every remark for people, in French, at most 200 kB; the last line counts them. Empty when there is none.
pub fn human(found: &[Diagnostic], inputs: &Inputs, color: bool) -> String {
    let found = sorted(found, inputs);
    if found.is_empty() {
        return String::new();
    }
    let all: Vec<&Diagnostic> = found.iter().collect();
    let mut out = String::new();
    let shown = push_until_full(&all, inputs, color, &mut out);
    if shown < all.len() {
        // Warnings must not hide what stops the build.
        out.clear();
        let mut first = all;
        first.sort_by_key(|diagnostic| diagnostic.severity);
        let shown = push_until_full(&first, inputs, color, &mut out);
        let _ = writeln!(out, "et {} autres\n", first.len() - shown);
    }
    let Count {
        errors,
        warnings,
        advice,
    } = count(&found);
    let plural = |count: usize| if count > 1 { "s" } else { "" };
    let told = [
        (errors, "erreur"),
        (warnings, "avertissement"),
        (advice, "conseil"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, word)| format!("{count} {word}{}", plural(count)))
    .collect::<Vec<_>>()
    .join(", ");
    let _ = writeln!(out, "{told}");
    out
}

/// Writes remarks up to [`MAX_BYTES`] in all; gives how many.
fn push_until_full(
    remarks: &[&Diagnostic],
    inputs: &Inputs,
    color: bool,
    out: &mut String,
) -> usize {
    for (at, diagnostic) in remarks.iter().enumerate() {
        let start = out.len();
        push(diagnostic, inputs, color, out);
        if out.len() > MAX_BYTES {
            out.truncate(start);
            return at;
        }
    }
    remarks.len()
}

fn push(diagnostic: &Diagnostic, inputs: &Inputs, color: bool, out: &mut String) {
    let (word, paint) = match diagnostic.severity {
        Severity::Error => ("erreur", "\u{1b}[1;31m"),
        Severity::Warning => ("avertissement", "\u{1b}[1;33m"),
        Severity::Advice => ("conseil", "\u{1b}[1;36m"),
    };
    let (paint, bold, dim, plain) = if color {
        (paint, "\u{1b}[1m", "\u{1b}[1;34m", "\u{1b}[0m")
    } else {
        ("", "", "", "")
    };
    let message = visible(&diagnostic.message, MAX_MESSAGE);
    let _ = writeln!(
        out,
        "{paint}{word}[{}]{plain}\u{a0}{bold}: {message}{plain}",
        diagnostic.code
    );
    match &diagnostic.place {
        Place::Span(span) => {
            let width = snippet(
                *span,
                &diagnostic.label,
                true,
                inputs,
                (paint, dim, plain),
                out,
            );
            for (span, label) in &diagnostic.related {
                snippet(*span, label, false, inputs, (dim, dim, plain), out);
            }
            if let Some(help) = &diagnostic.help {
                let _ = writeln!(
                    out,
                    "{:width$} {dim}={plain} aide\u{a0}: {}",
                    "",
                    visible(help, MAX_HELP)
                );
            }
        }
        Place::File(path) => {
            let _ = writeln!(out, "  {dim}-->{plain} {}", visible(path, 300));
            if let Some(help) = &diagnostic.help {
                let _ = writeln!(
                    out,
                    "   {dim}={plain} aide\u{a0}: {}",
                    visible(help, MAX_HELP)
                );
            }
        }
        Place::Site => {
            if let Some(help) = &diagnostic.help {
                let _ = writeln!(
                    out,
                    "   {dim}={plain} aide\u{a0}: {}",
                    visible(help, MAX_HELP)
                );
            }
        }
    }
    out.push('\n');
}

/// One place: path, line shown, fault underlined. Gives the width of the line number.
fn snippet(
    span: Span,
    label: &str,
    main: bool,
    inputs: &Inputs,
    (paint, dim, plain): (&str, &str, &str),
    out: &mut String,
) -> usize {
    let file = inputs.file(span.file);
    let text: &str = &file.text;
    let position = Position::of(text, span.start as usize);
    let number = position.line.to_string();
    let width = number.len();
    let arrow = if main { "-->" } else { ":::" };
    let _ = writeln!(
        out,
        "{:width$}{dim}{arrow}{plain} {}:{}:{}",
        "",
        visible(&file.shown, 300),
        position.line,
        position.column
    );
    let mut start = (span.start as usize).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let line_start = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let line_end = text[start..]
        .find('\n')
        .map_or(text.len(), |end| start + end);
    let line = text[line_start..line_end]
        .trim_end_matches('\r')
        .trim_start_matches('\u{feff}');
    let first = position.column - 1;
    let mut end = (span.end as usize).min(line_end).max(start);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let length = text[start..end]
        .trim_end()
        .chars()
        .filter(|c| *c != '\r')
        .count()
        .max(1);
    // A long line is cut around the fault; a file may be one line of several megabytes, and is not copied.
    let is_long = line.chars().nth(MAX_LINE).is_some();
    let from = if is_long && first > BEFORE_FAULT {
        first - BEFORE_FAULT
    } else {
        0
    };
    let mut rest = line.chars().skip(from);
    let mut shown: String = rest.by_ref().take(MAX_LINE).map(shown_char).collect();
    if from > 0 {
        shown.insert(0, '…');
    }
    if rest.next().is_some() {
        shown.push('…');
    }
    let before = first - from + usize::from(from > 0);
    let marks = length
        .min((MAX_LINE + 1).saturating_sub(first - from))
        .max(1);
    let mark = if main { "^" } else { "-" }.repeat(marks);
    let _ = writeln!(out, "{:width$} {dim}|{plain}", "");
    let _ = writeln!(out, "{dim}{number} |{plain} {shown}");
    let _ = writeln!(
        out,
        "{:width$} {dim}|{plain} {:before$}{paint}{mark} {}{plain}",
        "",
        "",
        visible(label, MAX_LABEL)
    );
    width
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{FileId, InputFile};

    #[test]
    fn the_look_is_that_of_the_house() {
        let text = "L’ESS est définie par la loi [@loi-es, art. 1er].";
        let mut inputs = Inputs::default();
        let id = inputs.add(InputFile {
            path: "a.md".into(),
            shown: "content/a.md".into(),
            text: text.into(),
        });
        assert_eq!(id, FileId(0));
        let at = text.find("loi-es").unwrap();
        let diagnostic = crate::diagnostic::catalogue::bibliography::unknown_source(
            Span::new(id, at..at + 6),
            "loi-es",
            Some("loi-ess"),
        );
        let told = human(&[diagnostic.clone(), diagnostic], &inputs, false);
        let expected = "\
erreur[source-inconnue]\u{a0}: la source «\u{a0}loi-es\u{a0}» n’existe pas
 --> content/a.md:1:32
  |
1 | L’ESS est définie par la loi [@loi-es, art. 1er].
  |                                ^^^^^^ citée ici
  = aide\u{a0}: vouliez-vous dire «\u{a0}loi-ess\u{a0}» ? Sinon, ajoutez-la à content/sources.yaml.

1 erreur
";
        assert_eq!(
            told.replace('\u{202f}', " "),
            expected.replace('\u{202f}', " ")
        );
    }

    #[test]
    fn nothing_of_the_content_acts_on_the_terminal() {
        let text = format!("\u{1b}[31m{}\u{7}", "x".repeat(100_000));
        let mut inputs = Inputs::default();
        let id = inputs.add(InputFile {
            path: "a.md".into(),
            shown: "a\u{1b}.md".into(),
            text: text.as_str().into(),
        });
        let found: Vec<Diagnostic> = (0..5000)
            .map(|at| {
                Diagnostic::error(
                    "x",
                    Place::Span(Span::new(id, at..at + 50_000)),
                    format!("\u{1b}{at}"),
                )
            })
            .collect();
        let told = human(&found, &inputs, false);
        assert!(!told.contains('\u{1b}') && !told.contains('\u{7}'));
        assert!(told.len() < 200_000 && told.contains("autres"));
    }
}
