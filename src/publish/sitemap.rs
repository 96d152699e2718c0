//! `sitemap.xml` (sitemaps.org 0.9) and `robots.txt`.

use super::{address, feed, xml};
use crate::page::Page;
use crate::site::Site;
use std::collections::{BTreeMap, BTreeSet};

/// Most addresses of one map; a larger site gets several and an index of them.
const MAX_ADDRESSES: usize = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The map of the site published at `url`: every page of `rendered` that is worth finding, with the day of its sheet's
/// last revision.
pub fn sitemap(site: &Site, url: &str, rendered: &[String]) -> Vec<Page> {
    let days: BTreeMap<String, String> = site
        .sheets
        .iter()
        .zip(&site.routes)
        .filter_map(|(sheet, route)| Some((route.path(), feed::updated(sheet)?.first_day())))
        .collect();
    let old: BTreeSet<&str> = site.aliases.iter().map(|(path, _)| path.as_str()).collect();
    let paths: BTreeSet<&str> = rendered
        .iter()
        .map(String::as_str)
        .filter(|path| {
            path.ends_with(".html")
                && !["404.html", "recherche.html", "veille.html"].contains(path)
                && !old.contains(path)
        })
        .collect();
    let paths: Vec<&str> = paths.into_iter().collect();
    if paths.len() <= MAX_ADDRESSES {
        return vec![Page::text("sitemap.xml", map(url, &paths, &days))];
    }
    let mut index = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex xmlns=\"{NAMESPACE}\">\n"
    );
    let mut pages = Vec::new();
    for (at, paths) in paths.chunks(MAX_ADDRESSES).enumerate() {
        let name = format!("sitemap-{}.xml", at + 1);
        index.push_str("  <sitemap>");
        push_address(&mut index, &address(url, &name));
        index.push_str("</sitemap>\n");
        pages.push(Page::text(name, map(url, paths, &days)));
    }
    index.push_str("</sitemapindex>\n");
    pages.push(Page::text("sitemap.xml", index));
    pages
}

fn map(url: &str, paths: &[&str], days: &BTreeMap<String, String>) -> String {
    let mut out =
        format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"{NAMESPACE}\">\n");
    for path in paths {
        out.push_str("  <url>");
        // The home page is known by the address of the site.
        push_address(
            &mut out,
            &address(url, if *path == "index.html" { "" } else { path }),
        );
        if let Some(day) = days.get(*path) {
            out.push_str("<lastmod>");
            out.push_str(day);
            out.push_str("</lastmod>");
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

fn push_address(out: &mut String, address: &str) {
    out.push_str("<loc>");
    xml::push_escaped(out, address);
    out.push_str("</loc>");
}

/// `robots.txt`: everything may be read, and here is the map.
pub fn robots(url: &str) -> String {
    format!(
        "User-agent: *\nAllow: /\n\nSitemap: {}\n",
        address(url, "sitemap.xml")
    )
}
