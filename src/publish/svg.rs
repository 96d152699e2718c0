//! What an SVG image may not hold: anything that runs, and anything fetched from outside of it.
//!
//! Shown by `<img>`, an image runs no script; opened by a link it does, with the rights of the site. The text is read tag by
//! tag as an XML parser would; what is no XML is refused too, since no browser would show it.

mod size;

pub use size::svg_size;
use std::ops::Range;

/// What is wrong with an image, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SvgFault {
    /// Its bytes in the text of the image.
    pub range: Range<usize>,
    /// What it is, in French with its article: "un script".
    pub what: String,
}

/// Elements that run, or that hold what is no image (SVG 1.1, SVG 2 and HTML), in small letters.
const REFUSED: &[&str] = &[
    "script",
    "handler",
    "listener",
    "foreignobject",
    "iframe",
    "object",
    "embed",
    "applet",
    "frame",
    "link",
    "meta",
    "base",
    "form",
    "audio",
    "video",
    "html",
    "body",
    "portal",
];

/// The first thing in the SVG `text` that is not allowed: a script, an event attribute, a link that runs or leads out, a
/// style that fetches, an entity, a processing instruction; or the first place where it is no XML.
pub fn svg_fault(text: &str) -> Option<SvgFault> {
    if let Some((at, c)) = text.char_indices().find(|(_, c)| {
        matches!(c, '\u{fffe}' | '\u{ffff}') || (c.is_ascii_control() && !c.is_ascii_whitespace())
    }) {
        return Some(fault(at..at + c.len_utf8(), "un caractère de contrôle"));
    }
    let mut scan = Scan {
        text,
        at: 0,
        style: None,
        root: false,
        open: Vec::new(),
    };
    loop {
        match scan.next_markup() {
            Ok(true) => {}
            Ok(false) => break,
            Err(fault) => return Some(fault),
        }
    }
    if let Some(name) = scan.open.last() {
        return Some(fault(
            text.len()..text.len(),
            format!(
                "un élément «\u{a0}{}\u{a0}» qui n’est pas fermé",
                clean(name)
            ),
        ));
    }
    (!scan.root).then(|| fault(0..text.len().min(1), "autre chose qu’une image"))
}

fn fault(range: Range<usize>, what: impl Into<String>) -> SvgFault {
    SvgFault {
        range,
        what: what.into(),
    }
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    /// Where the text of an open `<style>` begins.
    style: Option<usize>,
    root: bool,
    /// Names of the elements that are open.
    open: Vec<&'a str>,
}

impl<'a> Scan<'a> {
    /// Reads up to the end of the next tag, comment or declaration; `false` at the end of the text.
    fn next_markup(&mut self) -> Result<bool, SvgFault> {
        let Some(open) = self.text[self.at..].find('<').map(|found| self.at + found) else {
            self.check_entities(self.at..self.text.len())?;
            self.check_style(self.text.len())?;
            return Ok(false);
        };
        self.check_entities(self.at..open)?;
        let rest = &self.text[open..];
        if rest.starts_with("<!--") {
            self.at = self.after(open, open + 4, "-->")?;
        } else if rest.starts_with("<![CDATA[") {
            self.at = self.after(open, open + 9, "]]>")?;
        } else if rest.starts_with("<?") {
            let end = self.after(open, open + 2, "?>")?;
            self.instruction(open..end)?;
            self.at = end;
        } else if rest.starts_with("<!") {
            let end = self.after(open, open + 2, ">")?;
            let declaration = &self.text[open..end];
            // A document type without declarations of its own loads nothing: browsers read no outside DTD.
            if declaration.contains('[')
                || !declaration[2..]
                    .trim_start()
                    .to_ascii_lowercase()
                    .starts_with("doctype")
            {
                return Err(fault(open..end, "une déclaration d’entité"));
            }
            self.at = end;
        } else {
            self.tag(open)?;
            self.check_entities(open..self.at)?;
        }
        Ok(true)
    }

    /// Checks that every `&` begins a character reference that XML itself knows.
    fn check_entities(&self, range: Range<usize>) -> Result<(), SvgFault> {
        for (at, _) in self.text[range.clone()].match_indices('&') {
            let rest = &self.text[range.start + at + 1..range.end];
            let name = rest.split(';').next().unwrap_or_default();
            let number = name.strip_prefix('#').is_some_and(|digits| {
                match digits.strip_prefix('x') {
                    Some(digits) => u32::from_str_radix(digits, 16),
                    None => digits.parse(),
                }
                .is_ok_and(|code| matches!(code, 9 | 10 | 13 | 0x20..=0xd7ff | 0xe000..=0xfffd | 0x1_0000..=0x10_ffff))
            });
            let known = number || ["amp", "lt", "gt", "quot", "apos"].contains(&name);
            if !known || rest.len() == name.len() {
                let start = range.start + at;
                return Err(fault(start..start + 1, "une entité que XML ne connaît pas"));
            }
        }
        Ok(())
    }

    /// The byte after `end`, looked for from `from`.
    fn after(&self, open: usize, from: usize, end: &str) -> Result<usize, SvgFault> {
        match self.text[from..].find(end) {
            Some(found) => Ok(from + found + end.len()),
            None => Err(malformed(open)),
        }
    }

    fn instruction(&self, range: Range<usize>) -> Result<(), SvgFault> {
        let inside = &self.text[range.start + 2..range.end - 2];
        let target = inside
            .split(|c: char| c.is_whitespace())
            .next()
            .unwrap_or_default();
        let lower = inside.to_ascii_lowercase();
        match target {
            "xml" => {
                // Another encoding could hide a tag from this reading.
                let encoding = lower.split_once("encoding").map_or("", |(_, rest)| rest);
                let encoding = encoding
                    .trim_start_matches(['=', ' ', '"', '\''])
                    .split(['"', '\''])
                    .next()
                    .unwrap_or_default();
                if [
                    "",
                    "utf-8",
                    "utf8",
                    "us-ascii",
                    "ascii",
                    "iso-8859-1",
                    "windows-1252",
                ]
                .contains(&encoding)
                {
                    Ok(())
                } else {
                    Err(fault(
                        range,
                        format!("un codage autre que UTF-8 ({})", clean(encoding)),
                    ))
                }
            }
            // Metadata of drawing programs.
            "xpacket" | "adobe-xap-filters" => Ok(()),
            _ => Err(fault(range, "une instruction de traitement")),
        }
    }

    fn tag(&mut self, open: usize) -> Result<(), SvgFault> {
        let mut at = open + 1;
        let closing = self.text[at..].starts_with('/');
        at += usize::from(closing);
        let name = self.name(at);
        if name.is_empty() {
            return Err(malformed(open));
        }
        at += name.len();
        let local = local_name(name);
        if closing {
            self.check_style(open)?;
            self.style = None;
            self.at = self.after(open, at, ">")?;
            if self.open.pop() != Some(name) || !self.text[at..self.at - 1].trim().is_empty() {
                return Err(malformed(open));
            }
            return Ok(());
        }
        if !self.root && local != "svg" {
            return Err(fault(open..at, "autre chose qu’une image"));
        }
        self.root = true;
        if REFUSED.contains(&local.as_str()) {
            let what = match local.as_str() {
                "script" | "handler" | "listener" => "un script".to_owned(),
                "foreignobject" => "du HTML (élément « foreignObject »)".to_owned(),
                _ => format!("un élément « {} »", clean(name)),
            };
            return Err(fault(open..at, what));
        }
        loop {
            let spaces = self.text[at..].len() - self.text[at..].trim_start().len();
            at += spaces;
            let rest = &self.text[at..];
            if rest.starts_with('>') || rest.starts_with("/>") {
                let empty = rest.starts_with('/');
                self.at = at + 1 + usize::from(empty);
                self.check_style(open)?;
                self.style = (local == "style" && !empty).then_some(self.at);
                if !empty {
                    self.open.push(name);
                }
                return Ok(());
            }
            let attribute = self.name(at);
            if attribute.is_empty() || spaces == 0 {
                return Err(malformed(open));
            }
            let start = at;
            at += attribute.len();
            let (value, end) = self.value(at).ok_or_else(|| malformed(open))?;
            check_attribute(&local, attribute, value).map_err(|what| fault(start..end, what))?;
            at = end;
        }
    }

    /// The name that begins at `at`: up to a space or a mark that ends one.
    fn name(&self, at: usize) -> &'a str {
        let rest = &self.text[at..];
        let end = rest.find(|c: char| {
            c.is_whitespace() || matches!(c, '>' | '/' | '=' | '<' | '"' | '\'' | '&')
        });
        &rest[..end.unwrap_or(rest.len())]
    }

    /// The value of an attribute whose name ends at `at`, and the byte after its quotation mark.
    fn value(&self, at: usize) -> Option<(&'a str, usize)> {
        let rest = self.text[at..].trim_start().strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let start = self.text.len() - rest.len() + 1;
        let length = self.text[start..].find(quote)?;
        let value = &self.text[start..start + length];
        (!value.contains('<')).then_some((value, start + length + 1))
    }

    /// Checks the style sheet that is open, which ends at `end`.
    fn check_style(&mut self, end: usize) -> Result<(), SvgFault> {
        let Some(start) = self.style else {
            return Ok(());
        };
        let css = self.text[start..end]
            .replace("<![CDATA[", " ")
            .replace("]]>", " ");
        match css_fault(&decoded(&css)) {
            Some(what) => Err(fault(start..end, what)),
            None => Ok(()),
        }
    }
}

fn malformed(at: usize) -> SvgFault {
    fault(at..at + 1, "une balise mal formée")
}

/// A name without its prefix, in small letters: namespaces can give any prefix to any element.
fn local_name(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase()
}

/// A name fit for a message.
fn clean(name: &str) -> String {
    name.chars()
        .filter(|c| !crate::input::is_hidden(*c))
        .take(40)
        .collect()
}

fn check_attribute(element: &str, name: &str, written: &str) -> Result<(), String> {
    let local = local_name(name);
    let value = decoded(written);
    // Browsers skip spaces and control characters when they look for a scheme.
    let address: String = value
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect::<String>()
        .to_lowercase();
    if name == "xmlns" || name.starts_with("xmlns:") {
        return if address.contains("/xhtml") {
            Err("du HTML".to_owned())
        } else {
            Ok(())
        };
    }
    if local.starts_with("on") {
        return Err(format!("un script (attribut « {} »)", clean(name)));
    }
    if ["animate", "set", "animatetransform", "animatemotion"].contains(&element)
        && local == "attributename"
    {
        let animated = local_name(&address);
        if animated == "href" || animated == "src" || animated.starts_with("on") {
            return Err("une animation qui change un lien".to_owned());
        }
    }
    if name == "xml:base" && !address.is_empty() {
        return Err("une adresse de base (attribut « xml:base »)".to_owned());
    }
    if address.contains("javascript:") || address.contains("vbscript:") {
        return Err("un lien qui exécute un script".to_owned());
    }
    if [
        "href",
        "src",
        "srcset",
        "action",
        "formaction",
        "data",
        "poster",
    ]
    .contains(&local.as_str())
    {
        return address_fault(&address).map_or(Ok(()), Err);
    }
    if value.contains(['(', '@', '\\']) || local == "style" {
        return css_fault(&value).map_or(Ok(()), Err);
    }
    Ok(())
}

/// Why an address, in small letters and without spaces, leads out of the image.
fn address_fault(address: &str) -> Option<String> {
    const RASTER: [&str; 7] = [
        "image/png",
        "image/jpeg",
        "image/jpg",
        "image/gif",
        "image/webp",
        "image/avif",
        "image/x-icon",
    ];
    if address.is_empty() || address.starts_with('#') {
        return None;
    }
    match address.strip_prefix("data:") {
        Some(data)
            if RASTER.iter().any(|kind| {
                data.strip_prefix(kind)
                    .is_some_and(|rest| rest.starts_with([';', ',']))
            }) =>
        {
            None
        }
        Some(data)
            if data.starts_with("font/")
                || data.starts_with("application/font")
                || data.starts_with("application/x-font") =>
        {
            None
        }
        Some(_) => Some("des données qui ne sont pas une image (lien « data: »)".to_owned()),
        None if address.starts_with("http:")
            || address.starts_with("https:")
            || address.starts_with("//") =>
        {
            Some("une référence à un autre site".to_owned())
        }
        None => Some("une référence à un autre fichier".to_owned()),
    }
}

/// What a style sheet or a style fetches or runs.
fn css_fault(css: &str) -> Option<String> {
    let css = unescaped_css(css).to_lowercase();
    if css.contains("@import") {
        return Some("une feuille de style importée".to_owned());
    }
    if [
        "expression(",
        "javascript:",
        "vbscript:",
        "-moz-binding",
        "behavior:",
    ]
    .iter()
    .any(|word| css.contains(word))
    {
        return Some("un style qui exécute un script".to_owned());
    }
    for function in ["url(", "src(", "image(", "image-set("] {
        for (at, _) in css.match_indices(function) {
            // "xsrc(" is no such function.
            if css[..at].ends_with(|c: char| c.is_alphanumeric()) {
                continue;
            }
            let inside = css[at + function.len()..]
                .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
            let address: String = inside
                .chars()
                .take_while(|c| !matches!(c, ')' | '"' | '\''))
                .filter(|c| !c.is_whitespace())
                .collect();
            if (function == "url(" || function == "src(" || address.contains(['/', ':']))
                && let Some(what) = address_fault(&address)
            {
                return Some(what);
            }
        }
    }
    let outside = ["\"http:", "\"https:", "'http:", "'https:", "\"//", "'//"];
    let foreign = outside.iter().any(|mark| css.contains(mark)) && !css.contains("@namespace");
    foreign.then(|| "une référence à un autre site".to_owned())
}

/// CSS without comments, its escapes (`\75 rl`) decoded (CSS Syntax 3, 4.3.7).
fn unescaped_css(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(c) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if c != '\\' {
            out.push(c);
            continue;
        }
        let digits = rest
            .bytes()
            .take(6)
            .take_while(u8::is_ascii_hexdigit)
            .count();
        if digits > 0 {
            let code = u32::from_str_radix(&rest[..digits], 16).unwrap_or(0);
            out.push(char::from_u32(code).unwrap_or('\u{fffd}'));
            rest = &rest[digits..];
            if let Some(space) = rest.chars().next().filter(|c| c.is_whitespace()) {
                rest = &rest[space.len_utf8()..];
            }
        } else if let Some(escaped) = rest.chars().next() {
            rest = &rest[escaped.len_utf8()..];
            if escaped != '\n' {
                out.push(escaped);
            }
        }
    }
    out
}

/// Text with its character references decoded; no other entity can be declared.
fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let reference = rest[1..].split(';').next().unwrap_or_default();
        let number =
            reference
                .strip_prefix('#')
                .and_then(|number| match number.strip_prefix(['x', 'X']) {
                    Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok(),
                    None => number.parse().ok(),
                });
        let c = match reference {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => number.and_then(char::from_u32),
        };
        if let Some(c) = c {
            out.push(c);
            rest = rest.get(reference.len() + 2..).unwrap_or_default();
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NS: &str =
        "xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

    #[test]
    fn plain_images_pass() {
        for inside in [
            "<path d=\"M0 0h1\"/>",
            "<style>.a{fill:url(#g);font-family:\"Radio Canada\"} @media (prefers-color-scheme: dark){.a{fill:#fff}}</style>",
            "<style type='text/css'><![CDATA[ .a > .b { fill: #fff } ]]></style>",
            "<use xlink:href=\"#a\"/><a href='#b'/>",
            "<image href=\"data:image/png;base64,iVBORw0KGgo=\"/>",
            "<!-- <script> --><title>L’art. « 1er » &amp; suite</title>",
            "<g style=\"fill:url('#g');filter:url( #f )\" transform=\"rotate(3)\"/>",
            "<metadata><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><a rdf:resource=\"http://purl.org/x\"/></rdf:RDF></metadata>",
            "<text>javascript: un langage, http://exemple.org une adresse</text>",
            "<desc>a &gt; b</desc>",
        ] {
            let text =
                format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg {NS}>{inside}</svg>\n");
            assert_eq!(svg_fault(&text), None, "{inside}");
        }
        let illustrator = "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">";
        assert_eq!(svg_fault(&format!("{illustrator}<svg {NS}/>")), None);
    }

    #[test]
    fn what_runs_or_leads_out_is_found() {
        for (inside, what) in [
            ("<script>1</script>", "script"),
            ("<SCRIPT/>", "script"),
            ("<svg:script xmlns:svg='x'/>", "script"),
            ("<g onclick=\"x()\"/>", "onclick"),
            ("<g\nONLOAD = 'x()'/>", "ONLOAD"),
            ("<a href=\"javascript:x\"/>", "script"),
            ("<a href=\"java&#x0A;script:x\"/>", "script"),
            ("<a href=\"&#106;avascript:x\"/>", "script"),
            ("<a xlink:href=' data:text/html,x'/>", "données"),
            ("<use href=\"data:image/svg+xml,x\"/>", "données"),
            ("<image href=\"https://a.fr/b.png\"/>", "autre site"),
            ("<image href=\"//a.fr/b.png\"/>", "autre site"),
            ("<image href=\"b.png\"/>", "autre fichier"),
            ("<g fill=\"url(http://a.fr/#x)\"/>", "autre site"),
            ("<g style=\"fill:u\\72l(//a.fr)\"/>", "autre site"),
            ("<style>@import 'a.css';</style>", "importée"),
            ("<style>@im/**/port 'a';@\\69mport 'b';</style>", "importée"),
            (
                "<style>a{background:image-set('https://a.fr/x' 1x)}</style>",
                "autre site",
            ),
            (
                "<style><![CDATA[a{fill:url(x.svg#a)}]]></style>",
                "autre fichier",
            ),
            (
                "<style>a{}<!-- -->b{fill:url(x.svg#a)}</style>",
                "autre fichier",
            ),
            ("<foreignObject/>", "foreignObject"),
            ("<p xmlns=\"http://www.w3.org/1999/xhtml\"/>", "HTML"),
            ("<set attributeName=\"xlink:href\" to=\"x\"/>", "animation"),
            ("<animate attributeName='onclick' to='x'/>", "animation"),
            ("<g xml:base='http://a.fr/'/>", "base"),
            ("<?xml-stylesheet href=\"a\"?>", "instruction"),
            ("<g a=b/>", "mal formée"),
            ("<g a=\"<\"/>", "mal formée"),
            ("<g a=\"1\"b=\"2\"/>", "mal formée"),
            ("< script>", "mal formée"),
            ("<g", "mal formée"),
            ("<!-- ", "mal formée"),
        ] {
            let text = format!("<svg {NS}>{inside}</svg>");
            let fault = svg_fault(&text).unwrap_or_else(|| panic!("{inside}"));
            assert!(fault.what.contains(what), "{inside}: {}", fault.what);
            assert!(fault.range.start >= NS.len(), "{inside}");
        }
        for (text, what) in [
            ("<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>", "entité"),
            ("<?xml version=\"1.0\" encoding=\"UTF-7\"?><svg/>", "codage"),
            ("<html/>", "autre chose"),
            ("GIF89a", "autre chose"),
            ("", "autre chose"),
        ] {
            assert!(
                svg_fault(text).is_some_and(|fault| fault.what.contains(what)),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged(text in "(<|>|/|=|\"|'|&#x6a;|&|svg|style|script| |url\\(|\\\\|\\PC){0,50}") {
            for text in [text.clone(), format!("<svg>{text}</svg>"), format!("<svg {text}")] {
                if let Some(fault) = svg_fault(&text) {
                    prop_assert!(text.get(fault.range.start.min(text.len())..).is_some());
                }
            }
        }
    }
}
