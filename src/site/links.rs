//! Links between sheets: every target is looked up, every miss is reported with the nearest names, and each sheet learns
//! which others point to it.

use super::routes::{Route, collision_key};
use super::{Attachment, Backlink, IndexedSource, Resolved, SheetIndex};
use crate::diagnostic::catalogue::site as remarks;
use crate::diagnostic::{Diagnostic, nearest};
use crate::input::{Inputs, Span};
use crate::sheet::{FactSheet, Link, Target};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use unicode_normalization::UnicodeNormalization;

/// Most misses of one build that are given suggestions: looking for them compares all names.
const MAX_SUGGESTIONS: usize = 200;

/// What links may lead to.
pub struct Targets<'a> {
    sheets: &'a [FactSheet],
    routes: &'a [Route],
    by_slug: HashMap<&'a str, SheetIndex>,
    by_path: HashMap<String, SheetIndex>,
    drafts: &'a BTreeSet<String>,
    draft_paths: &'a BTreeSet<String>,
    assets: HashMap<String, usize>,
    anchors: Vec<HashSet<&'a str>>,
    /// What may be published, told from a file's name.
    publishable: fn(&str) -> bool,
    inputs: &'a Inputs,
}

/// What resolving gives.
#[derive(Default)]
pub struct Links {
    /// Parallel to the sheets and their links.
    pub resolved: Vec<Vec<Resolved>>,
    /// Parallel to the sheets.
    pub backlinks: Vec<Vec<Backlink>>,
    /// Attachments that a sheet links to or shows.
    pub attachments: Vec<Attachment>,
}

/// Leads the names of documents to the note that cites each, else to its entry in the page of sources.
pub fn to_sources(sheets: &[FactSheet], links: &mut [Vec<Resolved>], sources: &[IndexedSource]) {
    let anchors: HashMap<&str, &str> = sources
        .iter()
        .map(|indexed| (indexed.source.id.as_str(), indexed.anchor.as_str()))
        .collect();
    for (sheet, links) in sheets.iter().zip(links) {
        let mut notes: HashMap<&str, usize> = HashMap::new();
        for (at, note) in sheet.notes.iter().enumerate() {
            for cited in note.sources() {
                notes.entry(&cited.source.id).or_insert(at + 1);
            }
        }
        for (link, resolved) in sheet.links.iter().zip(links) {
            let Target::Source(id) = &link.target else {
                continue;
            };
            *resolved = match (notes.get(id.as_str()), anchors.get(id.as_str())) {
                (Some(number), _) => Resolved::Anchor(format!("note-{number}")),
                (None, Some(anchor)) => Resolved::Page {
                    route: Route::Sources,
                    fragment: Some((*anchor).to_owned()),
                    sheet: None,
                },
                (None, None) => Resolved::Nowhere,
            };
        }
    }
}

impl<'a> Targets<'a> {
    /// Everything a link of `sheets` may lead to: those that have a route, since the footer is read as a sheet and is none.
    /// `drafts` and `draft_paths` are the slugs and files left out.
    pub fn new(
        sheets: &'a [FactSheet],
        routes: &'a [Route],
        drafts: &'a BTreeSet<String>,
        draft_paths: &'a BTreeSet<String>,
        inputs: &'a Inputs,
        publishable: fn(&str) -> bool,
    ) -> Self {
        let composed = |path: &str| path.nfc().collect::<String>();
        Self {
            sheets,
            routes,
            by_slug: sheets
                .iter()
                .take(routes.len())
                .enumerate()
                .map(|(at, sheet)| (sheet.slug.as_str(), at))
                .collect(),
            by_path: sheets
                .iter()
                .take(routes.len())
                .enumerate()
                .map(|(at, sheet)| (composed(&sheet.path), at))
                .collect(),
            drafts,
            draft_paths,
            // Names may be written in another Unicode form than the disk's (macOS decomposes).
            assets: inputs
                .assets
                .iter()
                .enumerate()
                .map(|(at, asset)| (composed(&asset.path), at))
                .collect(),
            anchors: sheets
                .iter()
                .map(|sheet| {
                    sheet
                        .headings
                        .iter()
                        .map(|heading| heading.id.as_str())
                        .collect()
                })
                .collect(),
            publishable,
            inputs,
        }
    }

    /// The sheet with this slug.
    pub fn sheet(&self, slug: &str) -> Option<SheetIndex> {
        self.by_slug.get(slug).copied()
    }

    /// The slug closest to `slug`.
    pub fn nearest_slug(&self, slug: &str) -> Option<&'a str> {
        nearest(
            slug,
            self.sheets
                .iter()
                .take(self.routes.len())
                .map(|sheet| sheet.slug.as_str()),
        )
    }

    /// Looks up every link of every sheet.
    pub fn resolve(
        &self,
        safe_path: impl Fn(&str) -> String,
        found: &mut Vec<Diagnostic>,
    ) -> Links {
        let mut links = Links {
            backlinks: vec![Vec::new(); self.sheets.len()],
            ..Links::default()
        };
        let mut used: BTreeMap<usize, String> = BTreeMap::new();
        // A file that the site makes itself, and the only one with an extension that attachments may have too.
        let mut taken = HashSet::from(["robots.txt".to_owned()]);
        for (at, sheet) in self.sheets.iter().enumerate() {
            let mut resolved = Vec::with_capacity(sheet.links.len());
            for link in &sheet.links {
                let target = match self.look_up(at, link, found) {
                    Ok(target) => target,
                    Err(asset) => {
                        let path = used.entry(asset).or_insert_with(|| {
                            let path = safe_path(&self.inputs.assets[asset].path);
                            distinct(outside_theme(path), &mut taken)
                        });
                        Resolved::Attachment(path.clone())
                    }
                };
                if let Resolved::Page {
                    sheet: Some(to), ..
                } = &target
                    && *to != at
                    && links.backlinks[*to]
                        .last()
                        .is_none_or(|last: &Backlink| last.from != at)
                {
                    links.backlinks[*to].push(Backlink {
                        from: at,
                        passage: link.passage.clone(),
                    });
                }
                resolved.push(target);
            }
            links.resolved.push(resolved);
        }
        links.attachments = used
            .into_iter()
            .map(|(asset, path)| Attachment { path, asset })
            .collect();
        links.attachments.sort();
        links
    }

    /// Where a link leads, or the asset that it publishes.
    fn look_up(
        &self,
        from: SheetIndex,
        link: &Link,
        found: &mut Vec<Diagnostic>,
    ) -> Result<Resolved, usize> {
        let nowhere = Ok(Resolved::Nowhere);
        match &link.target {
            Target::External(address) => Ok(Resolved::External(address.clone())),
            // Where a source is printed is known once all are in order: see `to_sources`.
            Target::Refused(_) | Target::Source(_) => nowhere,
            Target::Anchor(fragment) => {
                if fragment.is_empty() || self.has_anchor(from, fragment) {
                    let fragment = if fragment.is_empty() {
                        "contenu"
                    } else {
                        fragment
                    };
                    return Ok(Resolved::Anchor(fragment.to_owned()));
                }
                self.report_anchor(link.span, fragment, from, found);
                nowhere
            }
            Target::Slug { slug, fragment } => {
                if slug.is_empty()
                    && let Some(fragment) = fragment
                {
                    return self.look_up(
                        from,
                        &Link {
                            target: Target::Anchor(fragment.clone()),
                            ..link.clone()
                        },
                        found,
                    );
                }
                let folded = crate::sheet::slug::slug(slug);
                match self
                    .by_slug
                    .get(slug.as_str())
                    .or_else(|| self.by_slug.get(folded.as_str()))
                {
                    Some(to) => Ok(self.page(*to, fragment.as_deref(), link.span, found)),
                    None if self.drafts.contains(&folded) => {
                        found.push(remarks::link_to_draft(link.span, slug));
                        nowhere
                    }
                    None => {
                        let close = self.close_slugs(slug, found.len());
                        found.push(remarks::broken_link(link.span, slug, &close));
                        nowhere
                    }
                }
            }
            Target::File {
                path,
                written,
                fragment,
                image,
            } => {
                let Some(path) = path else {
                    found.push(remarks::outside_content(link.span, written));
                    return nowhere;
                };
                let path: String = path.nfc().collect();
                if let Some(to) = self.by_path.get(&path).filter(|_| !image) {
                    return Ok(self.page(*to, fragment.as_deref(), link.span, found));
                }
                if let Some(asset) = self.assets.get(&path) {
                    if !(self.publishable)(&path) {
                        found.push(remarks::unpublishable(link.span, written));
                        return nowhere;
                    }
                    return Err(*asset);
                }
                if self.draft_paths.contains(&path) {
                    found.push(remarks::link_to_draft(link.span, written));
                } else {
                    let close = self.close_files(from, &path, *image, found.len());
                    let close: Vec<&str> = close.iter().map(String::as_str).collect();
                    found.push(remarks::missing_file(link.span, written, &close));
                }
                nowhere
            }
        }
    }

    fn page(
        &self,
        to: SheetIndex,
        fragment: Option<&str>,
        span: Span,
        found: &mut Vec<Diagnostic>,
    ) -> Resolved {
        let fragment = fragment.filter(|fragment| !fragment.is_empty());
        if let Some(fragment) = fragment
            && !self.has_anchor(to, fragment)
        {
            self.report_anchor(span, fragment, to, found);
            return Resolved::Nowhere;
        }
        Resolved::Page {
            route: self.routes[to].clone(),
            fragment: fragment.map(str::to_owned),
            sheet: Some(to),
        }
    }

    fn has_anchor(&self, sheet: SheetIndex, fragment: &str) -> bool {
        self.anchors[sheet].contains(fragment)
    }

    fn report_anchor(
        &self,
        span: Span,
        fragment: &str,
        sheet: SheetIndex,
        found: &mut Vec<Diagnostic>,
    ) {
        let ids = self.sheets[sheet]
            .headings
            .iter()
            .map(|heading| heading.id.as_str());
        let close: Vec<&str> = match nearest(fragment, ids.clone()) {
            _ if found.len() > MAX_SUGGESTIONS => Vec::new(),
            Some(close) => vec![close],
            None => ids.take(3).collect(),
        };
        found.push(remarks::broken_anchor(
            span,
            fragment,
            &self.sheets[sheet].slug,
            &close,
        ));
    }

    fn close_slugs(&self, slug: &str, misses: usize) -> Vec<&str> {
        if misses > MAX_SUGGESTIONS {
            return Vec::new();
        }
        self.nearest_slug(slug).into_iter().collect()
    }

    /// The sheet or file closest to `path`, written as a link of sheet `from` would; a file when an `image` is wanted.
    fn close_files(&self, from: SheetIndex, path: &str, image: bool, misses: usize) -> Vec<String> {
        if misses > MAX_SUGGESTIONS {
            return Vec::new();
        }
        let sheets = self.by_path.keys().filter(|_| !image);
        let known = sheets.chain(self.assets.keys());
        let mut known: Vec<&str> = known.map(String::as_str).collect();
        known.sort_unstable();
        let (folder, name) = in_folder(path);
        let same_name = known.iter().find(|other| in_folder(other).1 == name);
        // In its own folder its name alone counts: what all paths share would hide how far names are.
        let neighbours = known.iter().map(|other| in_folder(other));
        let neighbours = neighbours.filter(|(other, _)| *other == folder);
        let close = same_name
            .map(|close| (*close).to_owned())
            .or_else(|| {
                let close = nearest(name, neighbours.map(|(_, name)| name))?;
                Some(format!("{folder}{close}"))
            })
            .or_else(|| {
                let elsewhere = known.iter().filter(|other| in_folder(other).0 != folder);
                nearest(path, elsewhere.copied()).map(str::to_owned)
            });
        close
            .map(|close| super::routes::relative(&self.sheets[from].path, &close))
            .into_iter()
            .collect()
    }
}

/// The folder of a path, with the `/` that ends it, and the name of the file.
fn in_folder(path: &str) -> (&str, &str) {
    path.split_at(path.rfind('/').map_or(0, |slash| slash + 1))
}

/// `path` with another name for the folder that the theme's own files are published in.
fn outside_theme(path: String) -> String {
    match path.split_once('/') {
        Some((folder, rest)) if collision_key(folder) == "assets" => format!("{folder}-2/{rest}"),
        _ => path,
    }
}

/// `path`, or with a number before its extension when another file has it, also where case does not count.
fn distinct(path: String, taken: &mut HashSet<String>) -> String {
    if taken.insert(collision_key(&path)) {
        return path;
    }
    let (stem, extension) = match path
        .rfind('.')
        .filter(|dot| *dot > path.rfind('/').map_or(0, |slash| slash + 1))
    {
        Some(dot) => path.split_at(dot),
        None => (path.as_str(), ""),
    };
    (2usize..)
        .map(|number| format!("{stem}-{number}{extension}"))
        .find(|path| taken.insert(collision_key(path)))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attachments_have_names_of_their_own_on_every_disk() {
        let mut taken = HashSet::new();
        for (path, expected) in [
            ("É/A.PNG", "É/A.PNG"),
            ("e\u{301}/a.png", "e\u{301}/a-2.png"),
            ("s.png", "s.png"),
            ("ſ.png", "ſ-2.png"),
            ("S-2.png", "S-2-2.png"),
            ("Assets/favicon.svg", "Assets-2/favicon.svg"),
        ] {
            assert_eq!(distinct(outside_theme(path.into()), &mut taken), expected);
        }
    }
}
