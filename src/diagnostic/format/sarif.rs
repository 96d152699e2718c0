//! Remarks as a SARIF log: "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", OASIS standard, 2020.

use super::{FilePlace, MAX_HELP, MAX_LABEL, MAX_MESSAGE, Places, visible};
use crate::diagnostic::{Diagnostic, Severity};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What is said of a rule as a whole.
struct Rule<'a> {
    level: &'static str,
    help: Option<&'a str>,
}

/// The help of a rule whose remarks each have their own.
const OWN_HELP: &str = "Chaque remarque dit quoi faire.";

/// The log of one run; its rules are the codes met, in alphabetical order.
pub fn sarif(found: &[Diagnostic], places: &Places) -> String {
    let mut rules: BTreeMap<&str, Rule> = BTreeMap::new();
    for diagnostic in found {
        let help = diagnostic.help.as_deref();
        let rule = rules.entry(diagnostic.code).or_insert_with(|| Rule {
            level: level(diagnostic.severity),
            help,
        });
        if rule.help != help {
            rule.help = None;
        }
    }
    let index: BTreeMap<&str, usize> = rules.keys().copied().zip(0..).collect();
    let results: Vec<Value> = found
        .iter()
        .map(|diagnostic| result(diagnostic, index[diagnostic.code], places))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "reperess",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": "fr",
                "rules": rules.iter().map(|(code, rule)| descriptor(code, rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut out = pretty(&log);
    out.push('\n');
    out
}

fn descriptor(code: &str, rule: &Rule) -> Value {
    json!({
        "id": code,
        "help": {"text": visible(rule.help.unwrap_or(OWN_HELP), MAX_HELP)},
        "defaultConfiguration": {"level": rule.level},
    })
}

fn result(diagnostic: &Diagnostic, rule: usize, places: &Places) -> Value {
    let mut text = visible(&diagnostic.message, MAX_MESSAGE);
    if let Some(help) = &diagnostic.help {
        text.push_str("\nAide\u{a0}: ");
        text.push_str(&visible(help, MAX_HELP));
    }
    let mut result = json!({
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": level(diagnostic.severity),
        "message": {"text": text},
        "locations": places.place(&diagnostic.place).iter()
            .map(|place| location(place, None, Some(&diagnostic.label)))
            .collect::<Vec<_>>(),
    });
    if !diagnostic.related.is_empty() {
        let related = diagnostic.related.iter().zip(1..);
        result["relatedLocations"] = related
            .map(|((span, label), id)| location(&places.span(*span), Some(id), Some(label)))
            .collect();
    }
    if !diagnostic.facts.is_empty() {
        let facts: BTreeMap<&str, &str> = diagnostic
            .facts
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        result["properties"] = json!(facts);
    }
    result
}

/// A place; `id` when the log numbers it, a message when there is something to say of it.
fn location(place: &FilePlace, id: Option<usize>, label: Option<&str>) -> Value {
    let mut physical = json!({"artifactLocation": {"uri": uri(&place.path)}});
    if let Some((start, end)) = place.region {
        physical["region"] = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        });
    }
    let mut location = json!({"physicalLocation": physical});
    if let Some(id) = id {
        location["id"] = json!(id);
    }
    if let Some(label) = label.filter(|label| !label.is_empty()) {
        location["message"] = json!({"text": visible(label, MAX_LABEL)});
    }
    location
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

/// A path as a URI reference (RFC 3986): what is neither unreserved nor `/` is percent-encoded. An absolute path becomes
/// a `file` URI, and the colon of a first segment is encoded so that it cannot pass for a scheme.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let drive = path.as_bytes().get(1) == Some(&b':')
        && path.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
        && path.as_bytes().get(2) == Some(&b'/');
    if path.starts_with('/') {
        out.push_str("file://");
    } else if drive {
        out.push_str("file:///");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn pretty(value: &Value) -> String {
    let mut bytes = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b" ");
    let mut out = serde_json::Serializer::with_formatter(&mut bytes, formatter);
    // Writing to memory cannot fail, and our keys are texts.
    let _ = value.serialize(&mut out);
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_uris() {
        for (path, expected) in [
            ("content/fiches/a.md", "content/fiches/a.md"),
            (
                "content/été à 100 %.md",
                "content/%C3%A9t%C3%A9%20%C3%A0%20100%20%25.md",
            ),
            ("../site/a.md", "../site/a.md"),
            ("a:b.md", "a%3Ab.md"),
            ("/srv/site/a#b.md", "file:///srv/site/a%23b.md"),
            ("C:/site/a.md", "file:///C%3A/site/a.md"),
        ] {
            assert_eq!(uri(path), expected, "{path}");
        }
    }
}
