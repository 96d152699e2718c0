//! One document under two ids: told by its address, its DOI or its official identifier.

use super::{Field, Source};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::bibliography::{self as remarks, Shared};
use std::collections::{BTreeMap, BTreeSet};

/// Reports each source that is the same document as one before it, once.
pub fn report<'a>(sources: impl IntoIterator<Item = &'a Source>, found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<(Shared, String), &Source> = BTreeMap::new();
    for source in sources {
        let mut told: BTreeSet<&str> = BTreeSet::new();
        for (what, key, field) in keys(source) {
            let shown = key.clone();
            match seen.get(&(what, key.clone())) {
                Some(first) if first.id != source.id => {
                    if told.insert(&first.id) {
                        found.push(remarks::same_document(
                            (source.span_of(field), &source.id),
                            (first.span_of(field), &first.id),
                            what,
                            &shown,
                        ));
                    }
                }
                Some(_) => {}
                None => {
                    seen.insert((what, key), source);
                }
            }
        }
    }
}

/// What tells the document, the surest first.
fn keys(source: &Source) -> Vec<(Shared, String, Field)> {
    let mut keys = Vec::new();
    if let Some(id) = &source.official_id {
        keys.push((Shared::OfficialId, id.to_uppercase(), Field::OfficialId));
    }
    if let Some(url) = &source.url {
        if let Some(id) = text_of_legifrance(url) {
            keys.push((Shared::OfficialId, id.to_owned(), Field::Url));
        }
        keys.push((Shared::Url, same_address(url), Field::Url));
    }
    if let Some(doi) = &source.doi {
        // A DOI is the same whatever the case of its letters (ISO 26324).
        keys.push((Shared::Doi, doi.to_lowercase(), Field::Doi));
    }
    keys
}

/// The identifier of the whole text that an address of Légifrance leads to: one of its articles or sections is another
/// document.
fn text_of_legifrance(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("legifrance.gouv.fr/")?;
    let last = rest.trim_end_matches('/').rsplit('/').next()?;
    let is_text = last.len() == 20
        && ["JORFTEXT", "LEGITEXT"]
            .iter()
            .any(|start| last.starts_with(start))
        && last[8..].bytes().all(|b| b.is_ascii_digit());
    is_text.then_some(last)
}

/// An address without what changes and leads to the same page: scheme, `www.`, case of the host, last slash.
fn same_address(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest[..end].to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let host = host
        .strip_suffix(":80")
        .or_else(|| host.strip_suffix(":443"))
        .unwrap_or(host);
    format!("{host}{}", rest[end..].trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_address() {
        for (one, other, same) in [
            ("http://www.RTES.fr/a/", "https://rtes.fr/a", true),
            ("https://rtes.fr:443/a", "https://rtes.fr/a", true),
            ("https://rtes.fr/a?x=1", "https://rtes.fr/a", false),
            ("https://rtes.fr/A", "https://rtes.fr/a", false),
        ] {
            assert_eq!(
                same_address(one) == same_address(other),
                same,
                "{one} {other}"
            );
        }
        assert_eq!(
            text_of_legifrance("https://www.legifrance.gouv.fr/loda/id/JORFTEXT000029313296/"),
            Some("JORFTEXT000029313296")
        );
        assert_eq!(
            text_of_legifrance(
                "https://www.legifrance.gouv.fr/codes/section_lc/LEGITEXT000037701019/LEGISCTA000037703591"
            ),
            None
        );
    }
}
