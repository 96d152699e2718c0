//! What every format checks: ids, addresses, DOIs, words.

use super::super::{Field, Source};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::bibliography as remarks;
use crate::input::{Span, is_hidden};

/// Longest id, in bytes.
const MAX_ID: usize = 120;
/// Longest text of a field of an imported file, in bytes.
pub const MAX_TEXT: usize = 4_000;

/// Whether `[@id]` can name it: letters, digits and `-_.:/`, the first a letter or a digit, the last neither `.` nor `:`,
/// which end a sentence or announce a locator.
pub fn is_id(id: &str) -> bool {
    id.len() <= MAX_ID
        && id.starts_with(char::is_alphanumeric)
        && !id.ends_with(['.', ':'])
        && id
            .chars()
            .all(|c| c.is_alphanumeric() || "-_.:/".contains(c))
}

/// `text` without hidden characters, its runs of spaces as one; U+00A0 and U+202F stay.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            // U+2028 and U+2029 end a line for some programs that read what is exported.
            ' ' | '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if is_hidden(c) => {}
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Fills a field of an imported source with `text`, cleaned and checked; an empty one is none. `name` is what the format
/// calls the field.
pub fn fill(
    source: &mut Source,
    field: Field,
    (text, span): (&str, Span),
    name: &str,
    found: &mut Vec<Diagnostic>,
) {
    let text = clean(text);
    if text.is_empty() {
        return;
    }
    if text.len() > MAX_TEXT {
        found.push(remarks::field_too_long(span, name, text.len(), MAX_TEXT));
        return;
    }
    let checked = match field {
        Field::Url => address(text, (name, span), found),
        Field::Doi => doi(&text, span, found),
        // Programs write many things in this field; what is no tag says nothing.
        Field::Language => language(&text),
        _ => Some(text),
    };
    if let Some(checked) = checked
        && let Some(place) = source.text_mut(field)
    {
        *place = Some(checked);
        source.spans.push((field, span));
    }
}

/// The address of a page; reports what is none. `name` is what the format calls the field.
pub fn address(
    written: String,
    (name, span): (&str, Span),
    found: &mut Vec<Diagnostic>,
) -> Option<String> {
    match checked_url(&written) {
        Ok(()) => Some(written),
        Err(UrlFault::Scheme(scheme)) => {
            found.push(remarks::refused_scheme(span, name, &scheme));
            None
        }
        Err(UrlFault::NoScheme) if begins_with_host(&written) => {
            found.push(remarks::url_without_scheme(span, name, &written));
            None
        }
        Err(UrlFault::NoScheme | UrlFault::Malformed) => {
            found.push(remarks::bad_url(span, name, &written));
            None
        }
    }
}

/// Whether what is written may be an address without its scheme: `www.exemple.fr/page`, `//exemple.fr`, `10.1234/abc`.
fn begins_with_host(written: &str) -> bool {
    let rest = written.trim_start_matches('/');
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.contains('.')
        && host
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
}

/// A DOI without what leads to it; reports what is none (ISO 26324: `10.`, a registrant, `/`, and what it chose).
pub fn doi(written: &str, span: Span, found: &mut Vec<Diagnostic>) -> Option<String> {
    let bare = bare_doi(written);
    let sound = bare.split_once('/').is_some_and(|(registrant, rest)| {
        registrant.strip_prefix("10.").is_some_and(|number| {
            number.starts_with(|c: char| c.is_ascii_digit())
                && number.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        }) && !rest.is_empty()
            && !bare.contains(char::is_whitespace)
    });
    if !sound {
        found.push(remarks::bad_doi(span, written));
    }
    sound.then(|| bare.to_owned())
}

/// A DOI without `https://doi.org/` nor `doi:`.
fn bare_doi(written: &str) -> &str {
    let mut bare = written.trim();
    for start in [
        "https://", "http://", "dx.", "www.", "doi.org/", "doi:", "DOI:",
    ] {
        bare = bare.strip_prefix(start).unwrap_or(bare).trim_start();
    }
    bare
}

/// A language tag, from a tag or from the name that babel gives to a language; the first of several.
pub fn language(written: &str) -> Option<String> {
    let first = written.split([',', ';']).next().unwrap_or_default().trim();
    let tag = match first.to_lowercase().as_str() {
        "french" | "français" | "francais" | "frenchb" | "acadian" | "fre" | "fra" => "fr",
        "english" | "anglais" | "american" | "usenglish" | "eng" => "en",
        "british" | "ukenglish" => "en-GB",
        "german" | "ngerman" | "allemand" => "de",
        "spanish" | "espagnol" => "es",
        "italian" | "italien" => "it",
        "dutch" | "néerlandais" => "nl",
        "portuguese" | "portugais" => "pt",
        _ => {
            let tag = first.replace('_', "-");
            let short = tag.split('-').next().is_some_and(|word| word.len() <= 3);
            return (short && crate::config::is_language(&tag)).then_some(tag);
        }
    };
    Some(tag.to_owned())
}

/// Why a text is no address of a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum UrlFault {
    /// A scheme other than http and https.
    Scheme(String),
    /// No scheme at all.
    NoScheme,
    /// A scheme that is allowed, and nothing sound after it.
    Malformed,
}

/// Checks that `url` is a whole http or https address (RFC 3986, 3, with the letters of RFC 3987): a host, no space, none
/// of the characters that no address holds, no name or password before the host, which make one site pass for another.
pub fn checked_url(url: &str) -> Result<(), UrlFault> {
    let scheme_end = url
        .find([':', '/', '?', '#', '.'])
        .filter(|end| url[*end..].starts_with(':'));
    let Some(end) = scheme_end else {
        return Err(UrlFault::NoScheme);
    };
    let scheme = &url[..end];
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return Err(UrlFault::Scheme(scheme.to_owned()));
    }
    let Some(rest) = url[end + 1..].strip_prefix("//") else {
        return Err(UrlFault::Malformed);
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !host.ends_with(']') => (name, port),
        _ => (host, ""),
    };
    let named = name.starts_with(char::is_alphanumeric)
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_'))
        && !name.contains("..");
    let numbered = name.starts_with('[') && name.ends_with(']') && name.len() > 2;
    let sound = url
        .chars()
        .all(|c| !c.is_whitespace() && !c.is_control() && !"\"<>\\^`{|}".contains(c));
    let port_fits = port.bytes().all(|b| b.is_ascii_digit()) && port.len() <= 5;
    if (named || numbered) && sound && port_fits {
        Ok(())
    } else {
        Err(UrlFault::Malformed)
    }
}
