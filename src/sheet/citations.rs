//! `[@id]`, `[@id, art. 1er]`, `[@a ; @b, p. 3]`: what stands between the brackets of a citation.

use std::ops::Range;

/// One source named in a citation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CitedKey {
    /// Id of the source.
    pub id: String,
    /// Where the id is in the citation, in bytes.
    pub range: Range<usize>,
    /// "art. 1er", "p. 3".
    pub locator: Option<String>,
}

/// Why a citation cannot be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CitationError {
    /// `@` without an id after it.
    EmptyId(Range<usize>),
    /// Words where an `@` is expected, as in `[@a ; b]`.
    NoAt(Range<usize>),
}

/// Whether what stands between brackets is a citation: it begins with `@` and a letter or digit. An address such as
/// `contact@exemple.org` is none.
pub fn is_cluster(inside: &str) -> bool {
    let mut chars = inside.trim_start().chars();
    chars.next() == Some('@') && chars.next().is_some_and(char::is_alphanumeric)
}

/// Reads a citation. An id is made of letters, digits and `-_.:/`, and does not end in `.` or `:`; the rest, up to `;`,
/// is its locator.
pub fn parse(inside: &str) -> Result<Vec<CitedKey>, CitationError> {
    let mut keys = Vec::new();
    let mut at = 0;
    for part in inside.split(';') {
        let start = at + part.len() - part.trim_start().len();
        let end = at + part.trim_end().len();
        at += part.len() + 1;
        let written = part.trim();
        if written.is_empty() && !keys.is_empty() {
            continue;
        }
        let Some(rest) = written.strip_prefix('@') else {
            return Err(CitationError::NoAt(start..end.max(start)));
        };
        let length = rest.find(|c: char| !c.is_alphanumeric() && !"-_.:/".contains(c)).unwrap_or(rest.len());
        let id = rest[..length].trim_end_matches(['.', ':']);
        if id.is_empty() {
            return Err(CitationError::EmptyId(start..start + 1));
        }
        let locator = rest[id.len()..].trim_start_matches(|c: char| c.is_whitespace() || c == ',').trim();
        keys.push(CitedKey {
            id: id.to_owned(),
            range: start + 1..start + 1 + id.len(),
            locator: (!locator.is_empty()).then(|| locator.split_whitespace().collect::<Vec<_>>().join(" ")),
        });
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_are_read() {
        for (inside, expected) in [
            ("@loi-ess", "loi-ess|"),
            ("@loi-ess, art. 1er", "loi-ess|art. 1er"),
            ("@a ; @b, p. 3", "a| b|p. 3"),
            ("@a;@b", "a| b|"),
            ("@a\u{a0}; @b, p.\u{a0}3", "a| b|p. 3"),
            ("@a.", "a|."),
        ] {
            let keys = parse(inside).unwrap();
            for key in &keys {
                assert_eq!(&inside[key.range.clone()], key.id);
            }
            let told: Vec<_> = keys.iter().map(|k| format!("{}|{}", k.id, k.locator.as_deref().unwrap_or(""))).collect();
            assert_eq!(told.join(" "), expected, "{inside}");
        }
        assert!(parse("@a ; b").is_err());
        assert!(!is_cluster("contact@exemple.org") && !is_cluster("@") && !is_cluster("@ a"));
    }
}
