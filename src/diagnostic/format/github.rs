//! Remarks as commands of GitHub's workflows: `::error file=…,line=…::message` ("Workflow commands for GitHub Actions").

use super::{MAX_HELP, MAX_MESSAGE, Places, visible};
use crate::diagnostic::{Diagnostic, Severity};

/// One command a line.
pub fn github(found: &[Diagnostic], places: &Places) -> String {
    found
        .iter()
        .map(|diagnostic| command(diagnostic, places))
        .collect()
}

fn command(diagnostic: &Diagnostic, places: &Places) -> String {
    let name = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let mut properties = Vec::new();
    if let Some(place) = places.place(&diagnostic.place) {
        properties.push(format!("file={}", property(&place.path)));
        if let Some((start, end)) = place.region {
            properties.push(format!("line={}", start.line));
            properties.push(format!("endLine={}", end.line));
            // Columns are refused when the end is on another line.
            if start.line == end.line {
                properties.push(format!("col={}", start.column));
                properties.push(format!("endColumn={}", end.column));
            }
        }
    }
    properties.push(format!("title={}", property(diagnostic.code)));
    let mut message = visible(&diagnostic.message, MAX_MESSAGE);
    if let Some(help) = &diagnostic.help {
        message.push_str("\nAide\u{a0}: ");
        message.push_str(&visible(help, MAX_HELP));
    }
    format!("::{name} {}::{}\n", properties.join(","), data(&message))
}

/// The escapes of a message (actions/toolkit, `escapeData`).
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The escapes of a property (actions/toolkit, `escapeProperty`); what a terminal would act on is no part of a path.
fn property(text: &str) -> String {
    let shown: String = text
        .chars()
        .map(|c| {
            if crate::input::is_hidden(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect();
    data(&shown).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(data("100 %\r\n::error::x"), "100 %25%0D%0A::error::x");
        assert_eq!(property("a,b:c%.md"), "a%2Cb%3Ac%25.md");
        assert_eq!(property("a\u{1b}.md"), "a\u{fffd}.md");
    }
}
