//! What is not a page to read: data for machines, the feed, the map of the site, attachments.

pub mod assets;
mod data;
mod feed;
mod manifest;
mod references;
mod sitemap;
mod svg;
mod xml;

pub use svg::{SvgFault, svg_fault, svg_size};

use crate::bibliography::csl::Form;
use crate::diagnostic::catalogue::site as remarks;
use crate::diagnostic::{Checked, Diagnostic};
use crate::input::{Asset, Inputs};
use crate::page::{Body, Page, Sink};
use crate::sheet::front_matter::{FrontMatter, SheetKind};
use crate::site::{Resolved, Site};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Gives `sink` the indexes and references for machines, and the manifest; with the address of the site, its feed, its map
/// and `robots.txt` too.
///
/// `rendered` are the paths of the pages of the site, which the map lists.
pub fn pages(site: &Site, rendered: &[String], sink: &dyn Sink) {
    let (articles, (sheets, sources)) = rayon::join(
        || data::articles(site),
        || {
            rayon::join(
                || data::sheets(site),
                || {
                    data::sources(site, |source| {
                        let typography = site.config.default_typography();
                        site.printer.print(source, Form::Entry, typography).plain()
                    })
                },
            )
        },
    );
    sink.take(Page::text("articles.json", articles));
    sink.take(Page::text("fiches.json", sheets));
    sink.take(Page::text("sources.json", sources));
    references::pages(site, sink);
    // A theme may have its own.
    if !rendered.iter().any(|path| path == manifest::PATH) {
        sink.take(Page::text(manifest::PATH, manifest::manifest(site)));
    }
    if let Some(url) = &site.config.url {
        sink.take(Page::text("atom.xml", feed::atom(site, url)));
        for map in sitemap::sitemap(site, url, rendered) {
            sink.take(map);
        }
        sink.take(Page::text("robots.txt", sitemap::robots(url)));
    }
}

/// The attachments that sheets link to or show. An SVG image that holds a script or leads out is an error at each link.
pub fn attachments(site: &Site, inputs: &Inputs) -> Checked<Vec<Page>> {
    let mut found = Vec::new();
    let mut faulty: BTreeMap<&str, String> = BTreeMap::new();
    let mut pages = Vec::with_capacity(site.attachments.len());
    for attachment in &site.attachments {
        let Some(asset) = inputs.assets.get(attachment.asset) else {
            continue;
        };
        match checked_body(asset) {
            Ok(body) => pages.push(Page {
                path: attachment.path.clone(),
                body,
            }),
            Err(what) => {
                faulty.insert(&attachment.path, what);
            }
        }
    }
    if !faulty.is_empty() {
        report_faulty(site, &faulty, &mut found);
    }
    Checked::new(pages, found)
}

/// What is written of an attachment; of an SVG image the very text that was checked. Else what is wrong with it.
fn checked_body(asset: &Asset) -> Result<Body, String> {
    let is_svg = asset
        .path
        .rsplit('.')
        .next()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("svg"));
    match &asset.svg {
        Some(text) => match svg_fault(text) {
            Some(fault) => {
                let line = text[..fault.range.start.min(text.len())]
                    .matches('\n')
                    .count()
                    + 1;
                Err(format!("{} (ligne {line} de l’image)", fault.what))
            }
            None => Ok(Body::Bytes(Arc::from(text.as_bytes()))),
        },
        None if is_svg => Err("trop de données, ou un texte qui n’est pas en UTF-8".to_owned()),
        None => Ok(Body::Copy {
            origin: asset.origin.clone(),
            size: asset.size,
        }),
    }
}

fn report_faulty(site: &Site, faulty: &BTreeMap<&str, String>, found: &mut Vec<Diagnostic>) {
    let footer = site
        .footer
        .iter()
        .map(|footer| (&*footer.sheet, &footer.links));
    for (sheet, links) in site.sheets.iter().zip(&site.links).chain(footer) {
        let mut told = BTreeSet::new();
        for (link, resolved) in sheet.links.iter().zip(links) {
            let Resolved::Attachment(path) = resolved else {
                continue;
            };
            if let Some(what) = faulty.get(path.as_str())
                && told.insert(path)
            {
                found.push(remarks::unsafe_svg(link.span, path, what));
            }
        }
    }
}

/// Whether a sheet is a publication: listed, dated, in the feed.
fn is_publication(front: &FrontMatter) -> bool {
    matches!(
        front.kind,
        SheetKind::Sheet | SheetKind::Interview | SheetKind::Initiative
    )
}

/// `path` after the address of the site; what is not ASCII is escaped, since not every reader of feeds and maps takes it.
fn address(url: &str, path: &str) -> String {
    let mut out = String::with_capacity(url.len() + path.len());
    out.push_str(url);
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b'#' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
