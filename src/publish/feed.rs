//! The Atom feed (RFC 4287): the sheets that were published or revised last.

use super::{address, is_publication, xml};
use crate::date::PartialDate;
use crate::sheet::FactSheet;
use crate::site::Site;

/// Most sheets in the feed.
const MAX_ENTRIES: usize = 50;
/// What stands for the time of a feed without dated sheet: the element is required, and no build reads the clock.
const NO_TIME: &str = "1970-01-01T00:00:00Z";

/// `atom.xml` of the site published at `url`. Sheets without date or update are left out: an entry needs a time, and it
/// must not be that of the build.
pub fn atom(site: &Site, url: &str) -> String {
    let mut entries: Vec<(String, &FactSheet, String)> = site
        .sheets
        .iter()
        .zip(&site.routes)
        .filter(|(sheet, _)| is_publication(&sheet.front))
        .filter_map(|(sheet, route)| {
            Some((time(updated(sheet)?), sheet, address(url, &route.path())))
        })
        .collect();
    entries.sort_by(|(a, first, _), (b, second, _)| {
        b.cmp(a).then_with(|| first.slug.cmp(&second.slug))
    });
    entries.truncate(MAX_ENTRIES);

    let config = &site.config;
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"",
    );
    xml::push_escaped(&mut out, &config.language);
    out.push_str("\">\n");
    xml::push_element(&mut out, "  ", "id", url);
    xml::push_element(&mut out, "  ", "title", &config.title);
    if let Some(description) = &config.description {
        xml::push_element(&mut out, "  ", "subtitle", description);
    }
    xml::push_element(
        &mut out,
        "  ",
        "updated",
        entries.first().map_or(NO_TIME, |(time, ..)| time),
    );
    push_link(
        &mut out,
        "  ",
        "self",
        "application/atom+xml",
        &address(url, "atom.xml"),
    );
    push_link(&mut out, "  ", "alternate", "text/html", url);
    push_author(
        &mut out,
        "  ",
        config.author.as_deref().unwrap_or(&config.title),
    );
    out.push_str("  <generator>reperess</generator>\n");
    for (updated, sheet, page) in &entries {
        push_entry(&mut out, sheet, updated, page);
    }
    out.push_str("</feed>\n");
    out
}

fn push_entry(out: &mut String, sheet: &FactSheet, updated: &str, page: &str) {
    let front = &sheet.front;
    out.push_str("  <entry>\n");
    xml::push_element(out, "    ", "id", page);
    xml::push_element(out, "    ", "title", &front.title);
    push_link(out, "    ", "alternate", "text/html", page);
    if let Some(date) = front.date {
        xml::push_element(out, "    ", "published", &time(date));
    }
    xml::push_element(out, "    ", "updated", updated);
    for author in &front.authors {
        push_author(out, "    ", author);
    }
    for topic in &front.topics {
        out.push_str("    <category term=\"");
        xml::push_escaped(out, topic);
        out.push_str("\"/>\n");
    }
    let summary = front.summary.as_deref().unwrap_or(&sheet.opening);
    if !summary.is_empty() {
        out.push_str("    <summary type=\"text\">");
        xml::push_escaped(out, summary);
        out.push_str("</summary>\n");
    }
    out.push_str("  </entry>\n");
}

fn push_link(out: &mut String, indent: &str, relation: &str, kind: &str, address: &str) {
    out.push_str(&format!(
        "{indent}<link rel=\"{relation}\" type=\"{kind}\" href=\""
    ));
    xml::push_escaped(out, address);
    out.push_str("\"/>\n");
}

fn push_author(out: &mut String, indent: &str, name: &str) {
    out.push_str(indent);
    out.push_str("<author><name>");
    xml::push_escaped(out, name);
    out.push_str("</name></author>\n");
}

/// When a sheet was last revised, else published.
pub fn updated(sheet: &FactSheet) -> Option<PartialDate> {
    // A revision dated before the publication is a slip: the later of both is when readers saw a change.
    sheet.front.updated.max(sheet.front.date)
}

fn time(date: PartialDate) -> String {
    format!("{}T00:00:00Z", date.first_day())
}
