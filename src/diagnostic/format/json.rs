//! Remarks as an array of objects. `docs/formats.md` describes it for those who read it.

use super::{FilePlace, MAX_HELP, MAX_LABEL, MAX_MESSAGE, Places, visible};
use crate::diagnostic::{Diagnostic, Severity};
use crate::input::Position;
use serde::Serialize;
use std::collections::BTreeMap;

/// A remark. Every key is always there.
#[derive(Serialize)]
struct Remark<'a> {
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    end: Option<Point>,
    severity: &'static str,
    code: &'a str,
    message: String,
    label: String,
    help: Option<String>,
    related: Vec<Related>,
    facts: BTreeMap<&'a str, &'a str>,
}

#[derive(Serialize)]
struct Related {
    file: String,
    line: Option<usize>,
    column: Option<usize>,
    end: Option<Point>,
    message: String,
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
}

/// The remarks in their order, one a line so that two runs can be compared.
pub fn json(found: &[Diagnostic], places: &Places) -> String {
    let lines: Vec<String> = found
        .iter()
        .filter_map(|diagnostic| serde_json::to_string(&remark(diagnostic, places)).ok())
        .collect();
    if lines.is_empty() {
        return "[]\n".to_owned();
    }
    format!("[\n{}\n]\n", lines.join(",\n"))
}

fn remark<'a>(diagnostic: &'a Diagnostic, places: &Places) -> Remark<'a> {
    let place = places.place(&diagnostic.place);
    let (line, column, end) = points(place.as_ref());
    Remark {
        file: place.map(|place| place.path),
        line,
        column,
        end,
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        },
        code: diagnostic.code,
        message: visible(&diagnostic.message, MAX_MESSAGE),
        label: visible(&diagnostic.label, MAX_LABEL),
        help: diagnostic
            .help
            .as_deref()
            .map(|help| visible(help, MAX_HELP)),
        related: diagnostic
            .related
            .iter()
            .map(|(span, label)| related(places.span(*span), label))
            .collect(),
        facts: diagnostic
            .facts
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect(),
    }
}

fn related(place: FilePlace, label: &str) -> Related {
    let (line, column, end) = points(Some(&place));
    Related {
        file: place.path,
        line,
        column,
        end,
        message: visible(label, MAX_LABEL),
    }
}

fn points(place: Option<&FilePlace>) -> (Option<usize>, Option<usize>, Option<Point>) {
    let region = place.and_then(|place| place.region);
    let point = |position: Position| Point {
        line: position.line,
        column: position.column,
    };
    (
        region.map(|(start, _)| start.line),
        region.map(|(start, _)| start.column),
        region.map(|(_, end)| point(end)),
    )
}
