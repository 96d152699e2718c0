//! References for other programs: the whole bibliography, and each sheet's own reference with those of its sources.

use crate::bibliography::{Source, export};
use crate::page::{Page, Sink};
use crate::site::{SheetIndex, Site, reference};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Gives `sink` the files `sources.bib`, `sources.csl.json` and `sources.ris`, by id; and for each sheet `fiches/<slug>.bib`
/// and `.ris`: its own reference, then its sources in the order of its notes.
pub fn pages(site: &Site, sink: &dyn Sink) {
    let mut all: Vec<&Source> = site
        .sources
        .iter()
        .map(|indexed| &*indexed.source)
        .collect();
    all.sort_by(|a, b| a.id.cmp(&b.id));
    if !all.is_empty() {
        let list = || all.iter().copied();
        let (biblatex, (csl_json, ris)) = rayon::join(
            || export::biblatex(list()),
            || rayon::join(|| export::csl_json(list()), || export::ris(list())),
        );
        sink.take(Page::text("sources.bib", biblatex));
        sink.take(Page::text("sources.csl.json", csl_json));
        sink.take(Page::text("sources.ris", ris));
    }
    let publications: Vec<SheetIndex> = (0..site.sheets.len())
        .filter(|at| super::is_publication(&site.sheets[*at].front))
        .collect();
    publications.into_par_iter().for_each(|at| {
        let cited = cited(site, at);
        let own = own(site, at, &cited);
        let list = || std::iter::once(&own).chain(cited.iter().copied());
        let path = site.routes[at].path();
        let stem = path.strip_suffix(".html").unwrap_or(&path);
        sink.take(Page::text(format!("{stem}.bib"), export::biblatex(list())));
        sink.take(Page::text(format!("{stem}.ris"), export::ris(list())));
    });
}

/// The sources that the notes of a sheet cite, in the order of the notes, each once.
fn cited(site: &Site, at: SheetIndex) -> Vec<&Source> {
    let mut seen = BTreeSet::new();
    let mut cited = Vec::new();
    for note in &site.sheets[at].notes {
        for source in note.sources() {
            if seen.insert(source.source.id.as_str()) {
                cited.push(&*source.source);
            }
        }
    }
    cited
}

/// The sheet as a source, under an id that none of its own sources has.
fn own(site: &Site, at: SheetIndex, cited: &[&Source]) -> Source {
    let mut own = reference::of_sheet(site, at);
    while cited.iter().any(|source| source.id == own.id) {
        own.id.insert_str(0, "fiche-");
    }
    own.url = site
        .config
        .url
        .as_ref()
        .map(|url| super::address(url, &site.routes[at].path()));
    own
}
