//! Raw HTML made safe: what an editor may write is published, what runs or fetches is not.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Inline elements that may be written in a line of Markdown.
const INLINE: [&str; 25] = [
    "abbr", "b", "bdi", "cite", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "code", "ruby",
];
/// Elements of a block of HTML, beside the inline ones.
const BLOCK: [&str; 30] = [
    "a",
    "address",
    "blockquote",
    "br",
    "caption",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
];

/// The sanitiser of blocks. Relative addresses are refused: their targets would be checked by nobody.
static BLOCKS: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::empty();
    let mut tags: HashSet<&str> = INLINE.into_iter().chain(BLOCK).collect();
    tags.insert("ul");
    builder
        .tags(tags)
        .clean_content_tags(
            [
                "script", "style", "title", "noscript", "template", "iframe", "textarea",
            ]
            .into(),
        )
        .generic_attributes(["lang", "title"].into())
        .tag_attributes(HashMap::from([
            ("a", ["href"].into()),
            ("td", ["colspan", "rowspan"].into()),
            ("th", ["colspan", "rowspan", "scope"].into()),
            ("time", ["datetime"].into()),
            ("details", ["open"].into()),
            ("ol", ["start", "reversed"].into()),
        ]))
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(ammonia::UrlRelative::Deny)
        .strip_comments(true);
    builder
});

/// A block of raw HTML without anything that runs, fetches, or bears an id; tags match.
pub fn sanitised_block(html: &str) -> String {
    BLOCKS.clean(html).to_string()
}

/// An opening tag such as `<abbr title="…">`, made safe; nothing when its element may not be written in a line.
pub fn sanitised_opening(html: &str, tag: &str) -> Option<String> {
    if !INLINE.contains(&tag) {
        return None;
    }
    let attributes = html[1 + tag.len()..]
        .trim_end_matches('>')
        .trim_end_matches('/')
        .trim();
    if attributes.is_empty() {
        return Some(format!("<{tag}>"));
    }
    let clean = BLOCKS.clean(&format!("{html}</{tag}>")).to_string();
    let opening = clean.strip_suffix(&format!("</{tag}>"))?;
    (opening.starts_with(&format!("<{tag}")) && opening.matches('<').count() == 1)
        .then(|| opening.to_owned())
}

/// A tag of raw HTML as it was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tag<'a> {
    /// `<b>`: the name as written.
    Open(&'a str),
    /// `</b>`
    Close(&'a str),
    /// `<br>` and other elements without content.
    Void(&'a str),
    /// A comment, a declaration, an instruction.
    Other,
}

/// What one piece of inline HTML is.
pub fn tag(html: &str) -> Tag<'_> {
    let name = |from: usize| {
        let rest = &html[from..];
        &rest[..rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .unwrap_or(rest.len())]
    };
    match html.as_bytes() {
        [b'<', b'/', ..] => Tag::Close(name(2)),
        [b'<', first, ..] if first.is_ascii_alphabetic() => {
            let name = name(1);
            if [
                "br", "wbr", "hr", "img", "input", "meta", "link", "base", "embed", "source", "col",
            ]
            .iter()
            .any(|void| name.eq_ignore_ascii_case(void))
                || html.ends_with("/>")
            {
                Tag::Void(name)
            } else {
                Tag::Open(name)
            }
        }
        _ => Tag::Other,
    }
}

/// The first element of a block that is not published, if any.
pub fn refused_element(html: &str) -> Option<String> {
    html.match_indices('<').find_map(|(at, _)| {
        let name = match tag(&html[at..]) {
            Tag::Open(name) | Tag::Void(name) => name.to_ascii_lowercase(),
            _ => return None,
        };
        let known = INLINE.contains(&name.as_str())
            || BLOCK.contains(&name.as_str())
            || name == "ul"
            || name.is_empty();
        (!known).then_some(name)
    })
}

/// An element of a block that is opened and never closed, or closed and never opened. Elements whose end HTML lets
/// one leave out are not counted.
pub fn unmatched_element(html: &str) -> Option<String> {
    let mut open: Vec<String> = Vec::new();
    for (at, _) in html.match_indices('<') {
        let rest = &html[at..];
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        match tag(&rest[..end]) {
            Tag::Open(name) => open.push(name.to_ascii_lowercase()),
            Tag::Close(name) => {
                let name = name.to_ascii_lowercase();
                match open.iter().rposition(|other| *other == name) {
                    Some(at) => open.truncate(at),
                    None => return Some(name),
                }
            }
            _ => {}
        }
    }
    let optional = [
        "p", "li", "td", "th", "tr", "dd", "dt", "thead", "tbody", "tfoot", "colgroup", "caption",
    ];
    open.into_iter()
        .find(|name| !optional.contains(&name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_runs_is_left() {
        for html in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<svg onload=alert(1)>",
            "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
            "<details open ontoggle=alert(1)>x",
            "<p style=\"background:url(//x)\" id=contenu class=menu>x</p>",
            "<style>@import '//x'</style>",
            "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
            "<a href=\"/x\">x</a>",
        ] {
            let clean = sanitised_block(html);
            for bad in [
                "script", "onerror", "ontoggle", "onload", "style", "//x", "id=", "class=",
                "href=\"/", "svg", "iframe",
            ] {
                assert!(!clean.contains(bad), "{html} → {clean}");
            }
        }
        assert_eq!(
            sanitised_opening("<abbr title=\"a&quot;b\" onclick=x>", "abbr").as_deref(),
            Some("<abbr title=\"a&quot;b\">")
        );
        assert_eq!(sanitised_opening("<sup>", "sup").as_deref(), Some("<sup>"));
        assert_eq!(sanitised_opening("<script>", "script"), None);
        assert_eq!(unmatched_element("<details><p>x"), Some("details".into()));
        assert_eq!(unmatched_element("<p>a<p>b"), None);
    }
}
