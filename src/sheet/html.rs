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

/// Elements that are left out with what they hold: their text is no text to read, or is read by other rules.
const LEFT_OUT_WHOLE: [&str; 16] = [
    "script",
    "style",
    "title",
    "noscript",
    "template",
    "iframe",
    "textarea",
    "xmp",
    "noembed",
    "noframes",
    "plaintext",
    "select",
    "svg",
    "math",
    "object",
    "head",
];
/// Elements whose end HTML lets one leave out.
const END_OPTIONAL: [&str; 12] = [
    "p", "li", "td", "th", "tr", "dd", "dt", "thead", "tbody", "tfoot", "colgroup", "caption",
];
/// Elements that a parser opens again wherever they were closed across another (WHATWG HTML, 13.2.4.3).
const FORMATTING: [&str; 9] = ["a", "b", "code", "em", "i", "s", "small", "strong", "u"];
/// Most elements that a parser may have to open again, for the whole of a block.
const MAX_OPENED_AGAIN: usize = 1_000_000;

/// A block of raw HTML, made safe.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SanitisedBlock {
    /// Without anything that runs, fetches, or bears an id; tags match.
    pub html: String,
    /// The first element that is not published, if any.
    pub refused: Option<String>,
    /// An element that is opened and never closed, or closed and never opened. Elements whose end HTML lets one leave out
    /// are not counted.
    pub unmatched: Option<String>,
}

/// Makes a block of raw HTML safe; nothing when its elements are nested deeper than `max_nesting`, or cross so often that
/// the parser's tree would grow with their square.
pub fn sanitised_block(html: &str, max_nesting: usize) -> Option<SanitisedBlock> {
    let mut reading = BlockReading::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        reading.kept.push_str(&rest[..at]);
        rest = &rest[at..];
        let name = tag_name(rest);
        if name.is_empty() {
            let ends = if rest.starts_with("<!--") {
                rest[4..].find("-->").map(|end| end + 7)
            } else if rest.starts_with("<!") || rest.starts_with("<?") || rest.starts_with("</") {
                rest.find('>').map(|end| end + 1)
            } else {
                reading.kept.push_str("&lt;");
                Some(1)
            };
            rest = ends.map_or("", |end| &rest[end..]);
            continue;
        }
        // What is cut off in a tag is no text.
        let Some(length) = tag_length(rest) else {
            rest = "";
            break;
        };
        let (written, after) = rest.split_at(length);
        rest = after;
        let closes = written.starts_with("</");
        if LEFT_OUT_WHOLE.contains(&name.as_str()) {
            reading.refused.get_or_insert_with(|| name.clone());
            if !closes {
                rest = after_end_of(&name, rest);
            }
        } else if is_known(&name) {
            reading.kept.push_str(written);
            if closes {
                reading.close(name);
            } else {
                reading.open(name);
            }
        } else if !closes {
            reading.refused.get_or_insert(name);
        }
        if reading.open.len() > max_nesting || reading.opened_again > MAX_OPENED_AGAIN {
            return None;
        }
    }
    reading.kept.push_str(rest);
    let left_open = |name: &String| !END_OPTIONAL.contains(&name.as_str());
    let unmatched = reading
        .unmatched
        .or_else(|| reading.open.into_iter().find(left_open));
    Some(SanitisedBlock {
        html: BLOCKS.clean(&reading.kept).to_string(),
        refused: reading.refused,
        unmatched,
    })
}

/// What is known of a block up to some place in it.
#[derive(Default)]
struct BlockReading {
    kept: String,
    refused: Option<String>,
    unmatched: Option<String>,
    open: Vec<String>,
    /// Formatting elements that were closed across others, or left open in one that was closed.
    crossed: usize,
    /// How many elements the parser opened again for them.
    opened_again: usize,
}

impl BlockReading {
    fn open(&mut self, name: String) {
        self.opened_again += self.crossed;
        if matches!(name.as_str(), "br" | "hr" | "col") {
            return;
        }
        while self
            .open
            .last()
            .is_some_and(|last| is_ended_by(last, &name))
        {
            self.open.pop();
        }
        self.open.push(name);
    }

    fn close(&mut self, name: String) {
        self.opened_again += self.crossed;
        match self.open.iter().rposition(|other| *other == name) {
            Some(at) => {
                let across = self.open.len() - 1 - at;
                let formatting = |name: &&String| FORMATTING.contains(&name.as_str());
                self.crossed += self.open[at + 1..].iter().filter(formatting).count();
                self.crossed += usize::from(across > 0 && formatting(&&name));
                self.open.truncate(at);
            }
            None => {
                self.unmatched.get_or_insert(name);
            }
        }
    }
}

/// Whether an element `open` ends where `next` begins.
fn is_ended_by(open: &str, next: &str) -> bool {
    match open {
        "p" => !INLINE.contains(&next) && !matches!(next, "a" | "br"),
        "li" => next == "li",
        "dd" | "dt" => matches!(next, "dd" | "dt"),
        "td" | "th" => matches!(next, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot"),
        "tr" => matches!(next, "tr" | "tbody" | "thead" | "tfoot"),
        "thead" | "tbody" | "tfoot" => matches!(next, "tbody" | "thead" | "tfoot"),
        "caption" | "colgroup" => matches!(next, "colgroup" | "tr" | "tbody" | "thead" | "tfoot"),
        _ => false,
    }
}

fn is_known(name: &str) -> bool {
    INLINE.contains(&name) || BLOCK.contains(&name) || name == "ul"
}

/// The name of the tag that `html` begins with, in lower case; empty when it begins with none. A name goes on to a space,
/// a slash or the end of the tag (WHATWG HTML, 13.2.5.8).
fn tag_name(html: &str) -> String {
    let rest = &html[1..];
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return String::new();
    }
    let end = rest
        .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
        .unwrap_or(rest.len());
    rest[..end].to_ascii_lowercase()
}

/// The length of the tag that `html` begins with; nothing when it has no end. A `>` in a quoted value ends no tag.
fn tag_length(html: &str) -> Option<usize> {
    let bytes = html.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'>' => return Some(at + 1),
            b'=' => {
                at += 1;
                while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
                    at += 1;
                }
                if let Some(quote @ (b'"' | b'\'')) = bytes.get(at) {
                    at += 1 + bytes[at + 1..].iter().position(|b| b == quote)? + 1;
                }
            }
            _ => at += 1,
        }
    }
    None
}

/// What follows the end tag of `name`, whatever the case it is written in; nothing when there is none.
fn after_end_of<'a>(name: &str, html: &'a str) -> &'a str {
    let bytes = html.as_bytes();
    let found = html.match_indices("</").find(|(at, _)| {
        let end = at + 2 + name.len();
        bytes
            .get(at + 2..end)
            .is_some_and(|written| written.eq_ignore_ascii_case(name.as_bytes()))
            && bytes
                .get(end)
                .is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'))
    });
    let Some((at, _)) = found else {
        return "";
    };
    html[at..].find('>').map_or("", |end| &html[at + end + 1..])
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
            let clean = sanitised_block(html, 100).unwrap().html;
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
        let unmatched = |html: &str| sanitised_block(html, 100).unwrap().unmatched;
        assert_eq!(unmatched("<details><p>x"), Some("details".into()));
        assert_eq!(unmatched("x</div>"), Some("div".into()));
        assert_eq!(unmatched("<p>a<p>b"), None);
    }

    #[test]
    fn what_is_said_of_a_block_is_what_the_parser_reads() {
        for (html, expected, refused) in [
            ("<p>a < b && c", "<p>a &lt; b &amp;&amp; c</p>", None),
            (
                "<b title='>'>x</b><!-- </b> -->",
                "<b title=\"&gt;\">x</b>",
                None,
            ),
            ("<b:x>y</b:x>", "y", Some("b:x")),
            ("a<SVG><b>x</b></svg >b", "ab", Some("svg")),
            ("a<style>x", "a", Some("style")),
            ("a<b title=\"x", "a", None),
            ("<![CDATA[a>b", "b", None),
            ("<font>a</font>", "a", Some("font")),
        ] {
            let block = sanitised_block(html, 100).unwrap();
            assert_eq!(block.html, expected, "{html}");
            assert_eq!(block.refused.as_deref(), refused, "{html}");
        }
    }

    #[test]
    fn elements_that_would_multiply_are_refused() {
        let crossed: String = (0..3000).map(|n| format!("<p><b title={n}></p>")).collect();
        let hidden: String = (0..3000)
            .map(|n| format!("<p><b title={n}><table><tr><td></b></table>"))
            .collect();
        for html in [crossed, hidden, "<div>".repeat(101), "<i>".repeat(101)] {
            assert_eq!(sanitised_block(&html, 100), None, "{}", &html[..30]);
        }
        for html in ["<p>a".repeat(1000), "<ul><li>a<li>b</ul>".repeat(1000)] {
            assert!(sanitised_block(&html, 100).is_some());
        }
    }
}
