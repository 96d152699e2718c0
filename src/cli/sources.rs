//! `sources`: the sources of a site, where they are cited, what to mend in them; and the mending of their addresses.

mod diff;
mod mend;

use super::arguments::{Mending, SourcesOptions};
use super::build::thousands;
use super::{color, complain, fail, print, shown};
use crate::bibliography::upkeep::{self, Fault};
use crate::bibliography::{Field, Source};
use crate::diagnostic::format;
use crate::input::{Inputs, Position};
use crate::pipeline::{self, Listed};
use crate::reader;
use crate::site::{IndexedSource, Site};
use mend::Plan;
use std::collections::HashMap;

/// Lists the sources, or mends their addresses. Gives the exit status.
pub fn sources(options: &SourcesOptions) -> u8 {
    // A source that only a draft cites is cited.
    let inputs = match reader::read_site(&options.folders, true) {
        Ok(inputs) => inputs,
        Err(message) => {
            fail("erreur[lecture]", &message);
            return 1;
        }
    };
    let mut errors = Vec::new();
    let listed = pipeline::sources(&inputs).report_to(&mut errors);
    complain(&format::human(&errors, &inputs, color()));
    let plan = mend::plan(&listed, &errors, &inputs);
    let mended = match options.mending {
        Mending::List => Ok(false),
        mending => mend::mend(&plan, &inputs, options, mending),
    };
    let told = match (&mended, options.mending) {
        (Ok(written), _) if options.json => print(&json(&listed, &plan, *written, &inputs)),
        (Ok(_), Mending::List) => print(&human(&listed, &plan, &inputs)),
        (Ok(_), _) => 0,
        (Err(message), _) => {
            fail("erreur", message);
            1
        }
    };
    if errors.is_empty() { told } else { 1 }
}

/// A source as the list shows it.
struct Entry<'a> {
    indexed: &'a IndexedSource,
    /// Notes that cite it, in all sheets.
    notes: usize,
    faults: Vec<Fault>,
    /// The address to write instead of its own.
    replacement: Option<String>,
}

fn entries(site: &Site) -> Vec<Entry<'_>> {
    site.sources
        .iter()
        .map(|indexed| {
            let source = &indexed.source;
            Entry {
                indexed,
                notes: indexed.cited_by.iter().map(|(_, notes)| notes.len()).sum(),
                faults: upkeep::faults(source, !indexed.cited_by.is_empty()),
                replacement: source.url.as_deref().and_then(upkeep::replacement),
            }
        })
        .collect()
}

fn human(listed: &Listed, plan: &Plan, inputs: &Inputs) -> String {
    let mut out = String::new();
    let entries = entries(&listed.site);
    let mut lines = Lines::default();
    for entry in &entries {
        let source = &entry.indexed.source;
        let file = inputs.file(source.span.file);
        let title = source.title.as_deref().unwrap_or("sans titre");
        out.push_str(&format!(
            "{}  {}\n  {}:{}\n",
            source.id,
            shown(title),
            shown(&file.shown),
            lines.of(source, Field::Id, inputs)
        ));
        if !entry.indexed.cited_by.is_empty() {
            out.push_str(&format!(
                "  citée dans {} de {}\u{a0}: {}\n",
                counted(entry.notes, "note"),
                counted(entry.indexed.cited_by.len(), "fiche"),
                cited_by(entry.indexed, &listed.site, inputs)
            ));
        }
        for fault in &entry.faults {
            out.push_str(&format!("  - {}\n", words(*fault)));
        }
        if let (Some(url), Some(replacement)) = (&source.url, &entry.replacement) {
            out.push_str(&format!(
                "      {}\n    → {}\n",
                shown(url),
                shown(replacement)
            ));
        }
    }
    out.push_str(&summary(&entries, plan));
    out
}

/// "content/un.md (notes 1 et 3), content/deux.md (note 2)"
fn cited_by(indexed: &IndexedSource, site: &Site, inputs: &Inputs) -> String {
    let places: Vec<String> = indexed
        .cited_by
        .iter()
        .map(|(sheet, notes)| {
            let plural = if notes.len() > 1 { "s" } else { "" };
            let numbers: Vec<String> = notes.iter().map(u32::to_string).collect();
            let path = &inputs.file(site.sheets[*sheet].file).shown;
            format!("{} (note{plural} {})", shown(path), numbers.join(", "))
        })
        .collect();
    places.join(", ")
}

fn words(fault: Fault) -> &'static str {
    match fault {
        Fault::NeverCited => "jamais citée",
        Fault::NoDate => "sans date («\u{a0}s. d.\u{a0}» si le document n’en porte pas)",
        Fault::NoAddress => "sans adresse, DOI, ISBN, identifiant officiel ni fonds",
        Fault::NoAccessDate => "sans date de consultation («\u{a0}consulte_le\u{a0}»)",
        Fault::PlainHttp => "adresse en «\u{a0}http:\u{a0}»",
        Fault::Moved => "adresse officielle abandonnée",
    }
}

/// "27 sources · 3 jamais citées · 2 incomplètes · 4 adresses à remplacer"
fn summary(entries: &[Entry], plan: &Plan) -> String {
    let having = |faults: &[Fault]| {
        entries
            .iter()
            .filter(|entry| entry.faults.iter().any(|fault| faults.contains(fault)))
            .count()
    };
    let plural = |count: usize| if count > 1 { "s" } else { "" };
    let mut told = vec![counted(entries.len(), "source")];
    let never = having(&[Fault::NeverCited]);
    if never > 0 {
        told.push(format!(
            "{} jamais citée{}",
            thousands(never),
            plural(never)
        ));
    }
    let incomplete = having(&[Fault::NoDate, Fault::NoAddress, Fault::NoAccessDate]);
    if incomplete > 0 {
        told.push(format!(
            "{} incomplète{}",
            thousands(incomplete),
            plural(incomplete)
        ));
    }
    let old = having(&[Fault::PlainHttp, Fault::Moved]);
    if old > 0 {
        told.push(format!("{} à revoir", counted(old, "adresse")));
    }
    let mut out = format!("{}\n", told.join(" · "));
    if plan.count() > 0 {
        out.push_str(&format!(
            "«\u{a0}reperess sources --corriger\u{a0}» remplace {}.\n",
            counted(plan.count(), "adresse")
        ));
    }
    out
}

fn json(listed: &Listed, plan: &Plan, written: bool, inputs: &Inputs) -> String {
    let site = &listed.site;
    let mut lines = Lines::default();
    let sources: Vec<serde_json::Value> = entries(site)
        .iter()
        .map(|entry| {
            let source = &entry.indexed.source;
            let cited_by: Vec<serde_json::Value> = entry
                .indexed
                .cited_by
                .iter()
                .map(|(sheet, notes)| {
                    let sheet = &site.sheets[*sheet];
                    serde_json::json!({
                        "file": inputs.file(sheet.file).shown,
                        "title": sheet.front.title,
                        "notes": notes,
                    })
                })
                .collect();
            let faults: Vec<&str> = entry.faults.iter().map(|fault| fault.code()).collect();
            serde_json::json!({
                "id": source.id,
                "type": source.kind.name(),
                "title": source.title,
                "url": source.url,
                "file": inputs.file(source.span.file).shown,
                "line": lines.of(source, Field::Id, inputs),
                "notes": entry.notes,
                "cited_by": cited_by,
                "faults": faults,
                "replacement": entry.replacement,
            })
        })
        .collect();
    let changes: Vec<serde_json::Value> = plan
        .changes
        .iter()
        .flat_map(|(file, edits)| edits.iter().map(move |edit| (file, edit)))
        .map(|(file, edit)| {
            let file = inputs.file(*file);
            serde_json::json!({
                "file": file.shown,
                "line": Position::of(&file.text, edit.range.start).line,
                "before": edit.before,
                "after": edit.after,
            })
        })
        .collect();
    let left: Vec<serde_json::Value> = plan
        .left
        .iter()
        .map(|left| {
            serde_json::json!({
                "id": left.source.id,
                "file": inputs.file(left.source.span.file).shown,
                "line": lines.of(&left.source, Field::Url, inputs),
                "reason": left.why.words(),
            })
        })
        .collect();
    let all = serde_json::json!({
        "sources": sources,
        "changes": changes,
        "left": left,
        "written": written,
    });
    format!(
        "{}\n",
        serde_json::to_string_pretty(&all).unwrap_or_else(|_| "{}".into())
    )
}

/// Lines of places, counted once a file: a list may hold ten thousand sources.
#[derive(Default)]
struct Lines(HashMap<crate::input::FileId, Vec<usize>>);

impl Lines {
    /// The line, from 1, of a field of `source`; that of its id when the field has no place.
    fn of(&mut self, source: &Source, field: Field, inputs: &Inputs) -> usize {
        let span = source.span_of(field);
        let ends = self.0.entry(span.file).or_insert_with(|| {
            let text = &inputs.file(span.file).text;
            text.match_indices('\n').map(|(at, _)| at).collect()
        });
        ends.partition_point(|end| *end < span.range().start) + 1
    }
}

fn counted(count: usize, word: &str) -> String {
    let plural = if count > 1 { "s" } else { "" };
    format!("{} {word}{plural}", thousands(count))
}
