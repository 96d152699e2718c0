//! Where a link written in a sheet is to lead, told from its address alone.

use super::Target;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::sheet as remarks;
use crate::input::{Span, is_hidden};

/// Schemes that a link may have (DESIGN, promise 6).
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Reads the address `written` in the sheet at `path` (from the content folder). Entities and escapes of Markdown are
/// already decoded. Whatever is wrong is reported at `span`.
pub fn classify(
    written: &str,
    path: &str,
    image: bool,
    span: Span,
    found: &mut Vec<Diagnostic>,
) -> Target {
    // Browsers drop these characters anywhere in an address before they look for its scheme (WHATWG URL, 4.4).
    let address: String = written
        .trim()
        .chars()
        .filter(|c| !is_hidden(*c) && !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    if address.is_empty() {
        found.push(remarks::empty_link(span));
        return Target::Refused(String::new());
    }
    if let Some(fragment) = address.strip_prefix('#') {
        return Target::Anchor(percent_decoded(fragment));
    }
    if let Some(scheme) = scheme(&address) {
        // "C:" is a disk of the editor's own computer.
        if scheme.len() == 1 {
            found.push(remarks::path_on_disk(span, &address));
            return Target::Refused(address);
        }
        if image {
            found.push(remarks::remote_image(span));
            return Target::Refused(address);
        }
        let rest = &address[scheme.len() + 1..];
        let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
        let has_host = rest
            .strip_prefix("//")
            .is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric() || c == '['));
        if SCHEMES
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known))
            && (!web || has_host)
            && !rest.is_empty()
        {
            return Target::External(address);
        }
        found.push(remarks::refused_scheme(span, scheme));
        return Target::Refused(address);
    }
    if address.starts_with(['/', '\\']) {
        found.push(remarks::absolute_path(span, &address));
        return Target::Refused(address);
    }
    let (file, fragment) = match address.split_once('#') {
        Some((file, fragment)) => (file, Some(percent_decoded(fragment))),
        None => (address.as_str(), None),
    };
    let file = file.split('?').next().unwrap_or_default();
    let folder = path.rfind('/').map_or("", |end| &path[..end]);
    Target::File {
        path: resolved(folder, &percent_decoded(file)),
        written: address.clone(),
        fragment,
        image,
    }
}

/// The scheme of an address, without its colon. A percent sign hides no scheme: browsers do not decode it there.
fn scheme(address: &str) -> Option<&str> {
    let end = address.find(':')?;
    let scheme = &address[..end];
    let shaped = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    shaped.then_some(scheme)
}

/// `relative` from `folder`, with `.` and `..` resolved; nothing when it climbs above the root.
pub fn resolved(folder: &str, relative: &str) -> Option<String> {
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in relative.split(['/', '\\']) {
        match name {
            "" | "." => {}
            ".." => {
                names.pop()?;
            }
            name => names.push(name),
        }
    }
    Some(names.join("/"))
}

/// `%C3%A9` becomes `é`; what is no escape, or no UTF-8 once decoded, stays as written.
pub fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let digit = |byte: Option<&u8>| byte.and_then(|b| char::from(*b).to_digit(16));
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'%'
            && let (Some(high), Some(low)) = (digit(bytes.get(at + 1)), digit(bytes.get(at + 2)))
        {
            out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::FileId;

    #[test]
    fn addresses_are_told_apart() {
        let span = Span::new(FileId(0), 0..0);
        for (written, expected) in [
            ("https://a.fr/b", "External"),
            ("mailto:a@b.fr", "External"),
            ("#a", "Anchor"),
            ("javascript:alert(1)", "Refused"),
            ("java\tscript:alert(1)", "Refused"),
            ("\u{1}javascript:alert(1)", "Refused"),
            ("JAVASCRIPT:x", "Refused"),
            ("data:text/html,x", "Refused"),
            ("C:\\Users\\moi\\a.pdf", "Refused"),
            ("//evil.fr", "Refused"),
            ("\\\\evil.fr", "Refused"),
            ("https:evil", "Refused"),
            ("/a.html", "Refused"),
            ("b.md#c", "File"),
            ("../x/b.pdf", "File"),
        ] {
            let target = classify(written, "fiches/a.md", false, span, &mut Vec::new());
            assert!(
                format!("{target:?}").starts_with(expected),
                "{written}: {target:?}"
            );
        }
        assert_eq!(
            resolved(
                "fiches",
                "../images/%C3%A9.svg".replace("%C3%A9", "é").as_str()
            ),
            Some("images/é.svg".into())
        );
        assert_eq!(resolved("fiches", "../../x"), None);
        assert_eq!(percent_decoded("a%20b%zz%"), "a b%zz%");
    }
}
