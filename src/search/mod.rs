//! Search without a server: what can be found (`entries`), as terms ([`analysis`]) that an index ranks (`index`), in
//! files that a page opened from the disk can load (`shards`). `themes/default/static/search.js` reads them.

pub mod analysis;
mod entries;
mod index;
mod shards;

pub use shards::FOLDER;

use crate::page::Sink;
use crate::site::Site;
use std::collections::HashSet;

/// Gives `sink` the files of the index of `site`.
pub fn pages(site: &Site, sink: &dyn Sink) {
    let entries = entries::entries(site);
    let acronyms: HashSet<&str> = site
        .glossary
        .iter()
        .filter_map(|entry| entry.acronym.as_deref())
        .collect();
    let terms = index::index(&entries, &acronyms);
    shards::pages(site, entries, terms, sink);
}
