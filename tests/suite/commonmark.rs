//! The official examples of `CommonMark` 0.31.2 through the project's own path from sheet to HTML.
//!
//! What the dialect writes otherwise everywhere (levels and ids of headings, classes, figures) is folded away on both sides;
//! an example that still differs is listed in `tests/commonmark/exceptions.txt`, with a reason. The list is exact both ways.

use reperess::bibliography::csl::{Printer, Shipped, Style};
use reperess::input::{FileId, InputFile, Inputs};
use reperess::render::html::{self, LawPages, Medium, PageContext};
use reperess::sheet::{self, Shared, Target};
use reperess::site::Resolved;
use reperess::stages::Stopwatch;
use reperess::{bibliography::Bibliography, config::Config, law::Texts, reader, site};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// An example of the specification.
struct Example {
    number: usize,
    markdown: String,
    html: String,
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/commonmark")
}

/// The examples of `spec.txt`: between lines of 32 backquotes, a line with a full stop alone between both parts, `→` for a tab.
fn examples() -> Vec<Example> {
    let text = std::fs::read_to_string(folder().join("spec.txt")).expect("the specification");
    let fence = "`".repeat(32);
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.strip_prefix(&fence) != Some(" example") {
            continue;
        }
        let mut part = |end: &str| -> String {
            lines
                .by_ref()
                .take_while(|line| *line != end)
                .fold(String::new(), |part, line| {
                    part + &line.replace('→', "\t") + "\n"
                })
        };
        let (markdown, html) = (part("."), part(&fence));
        found.push(Example {
            number: found.len() + 1,
            markdown,
            html,
        });
    }
    found
}

/// The exceptions: number of the example, and why.
fn exceptions() -> BTreeMap<usize, String> {
    let text = std::fs::read_to_string(folder().join("exceptions.txt")).expect("the exceptions");
    let mut listed = BTreeMap::new();
    for line in text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let (number, reason) = line.split_once(' ').unwrap_or((line, ""));
        let number = number
            .parse()
            .unwrap_or_else(|_| panic!("not a number: {line}"));
        assert!(reason.trim().len() > 10, "example {number} has no reason");
        assert!(
            listed.insert(number, reason.to_owned()).is_none(),
            "example {number} twice"
        );
    }
    listed
}

/// Addresses that begin at the root of a server are refused by the dialect, and most examples have one: they are made
/// relative on both sides, so that links are compared all the same.
fn with_relative_addresses(text: &str) -> String {
    [
        ("(/", "(./"),
        ("(</", "(<./"),
        ("]: /", "]: ./"),
        ("]: </", "]: <./"),
        ("]:\n/", "]:\n./"),
        ("]: \n      /", "]: \n      ./"),
        ("(   /", "(   ./"),
        ("href=\"/", "href=\"./"),
        ("src=\"/", "src=\"./"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// The project's own HTML of `markdown`, as the body of a page. Raw HTML is let through, as `html_brut: true` does,
/// and words stay as written, as `typographie: false` does.
fn ours(markdown: &str, around: &site::Site, law_pages: &LawPages, texts: &Texts) -> String {
    let config = Config {
        raw_html: true,
        typography: false,
        ..Config::default()
    };
    let bibliography = Bibliography::default();
    let shared = Shared {
        config: &config,
        bibliography: &bibliography,
        texts,
        stopwatch: Stopwatch::none(),
    };
    let text = format!("---\ntitre: Exemple\ntype: page\n---\n{markdown}");
    let file = InputFile {
        path: "exemple.md".into(),
        shown: "content/exemple.md".into(),
        text: text.as_str().into(),
    };
    let sheet = sheet::parse(FileId(0), &file, shared).value;
    // Links lead where they are written to: nothing is looked up in a site.
    let links: Vec<Resolved> = sheet
        .links
        .iter()
        .map(|link| match &link.target {
            // "foo):" names a file, but would not pass for an address without a scheme.
            Target::File {
                path: Some(path),
                written,
                ..
            } if written.contains(':') => Resolved::Attachment(path.clone()),
            Target::External(address)
            | Target::File {
                written: address, ..
            } => Resolved::External(address.clone()),
            Target::Anchor(id) => Resolved::Anchor(id.clone()),
            Target::Slug { .. } | Target::Source(_) | Target::Refused(_) => Resolved::Nowhere,
        })
        .collect();
    let page = PageContext::new(
        around,
        law_pages,
        "exemple.html",
        Medium::Page,
        &sheet,
        &links,
    );
    html::blocks(&sheet.document.blocks, &page)
}

/// What the parser gives on its own, by its own writer.
fn parsers_own(markdown: &str) -> String {
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, pulldown_cmark::Parser::new(markdown));
    out
}

/// A piece of HTML: a tag with its attributes in order, or words.
#[derive(PartialEq, Debug)]
enum Piece {
    Tag(String),
    Words(String),
}

/// `html` in a form in which what the dialect always writes otherwise is the same on both sides:
/// headings of level 1 are of level 2; no id, class, title or loading; a figure is a paragraph with its image; a block of
/// code has no spans; space between blocks, entities and escapes of addresses do not count.
fn folded(html: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = html;
    let mut in_pre = false;
    let mut in_caption = false;
    while !rest.is_empty() {
        let tag = tag_length(rest);
        if tag == 0 {
            let end = rest
                .char_indices()
                .map(|(at, _)| at)
                .skip(1)
                .find(|at| tag_length(&rest[*at..]) > 0)
                .unwrap_or(rest.len());
            let words = unescaped(&rest[..end]);
            if !in_caption {
                match pieces.last_mut() {
                    Some(Piece::Words(before)) => before.push_str(&words),
                    _ => pieces.push(Piece::Words(words)),
                }
            }
            rest = &rest[end..];
            continue;
        }
        let (written, after) = rest.split_at(tag);
        rest = after;
        let tag = folded_tag(written);
        match tag.as_str() {
            "<figcaption>" => in_caption = true,
            "</figcaption>" => in_caption = false,
            "<span>" | "</span>" if in_pre => {}
            _ if in_caption => {}
            _ => {
                in_pre = (in_pre || tag == "<pre>") && tag != "</pre>";
                pieces.push(Piece::Tag(tag));
            }
        }
    }
    spaced(pieces)
}

/// Length of the tag or comment that begins `html`, 0 when there is none.
fn tag_length(html: &str) -> usize {
    let Some(inside) = html.strip_prefix('<') else {
        return 0;
    };
    if inside.starts_with("!--") {
        return html.find("-->").map_or(0, |end| end + 3);
    }
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
        return 0;
    }
    let mut quote = None;
    for (at, c) in html.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return at + 1,
            _ => {}
        }
    }
    0
}

fn folded_tag(written: &str) -> String {
    let inside = written
        .trim_start_matches(['<', '/'])
        .trim_end_matches('>')
        .trim_end_matches('/');
    let name_end = inside.find(char::is_whitespace).unwrap_or(inside.len());
    let name = match &inside[..name_end] {
        "h1" => "h2",
        "figure" => "p",
        name => name,
    };
    if written.starts_with("</") {
        return format!("</{name}>");
    }
    let mut attributes: Vec<String> = attributes(&inside[name_end..])
        .into_iter()
        .filter(|(name, _)| !matches!(*name, "id" | "class" | "title" | "loading"))
        .map(|(name, value)| match name {
            "href" | "src" => format!(" {name}=\"{}\"", decoded(&unescaped(value))),
            _ => format!(" {name}=\"{}\"", unescaped(value)),
        })
        .collect();
    attributes.sort();
    format!("<{name}{}>", attributes.concat())
}

fn attributes(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '=')
            .unwrap_or(rest.len());
        let name = &rest[..end];
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            (value, rest) = match quote {
                Some(quote) => {
                    let inside = &after[1..];
                    let end = inside.find(quote).unwrap_or(inside.len());
                    (&inside[..end], inside.get(end + 1..).unwrap_or(""))
                }
                None => after.split_at(after.find(char::is_whitespace).unwrap_or(after.len())),
            };
        }
        found.push((name, value));
        rest = rest.trim_start();
        if name.is_empty() {
            break;
        }
    }
    found
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

/// `%C3%A4` as `ä`; and a backslash as browsers read it.
fn decoded(address: &str) -> String {
    reperess::sheet::target::percent_decoded(address)
}

/// Drops the space next to tags of blocks, where it shows nothing, but for that inside `<pre>`.
fn spaced(pieces: Vec<Piece>) -> Vec<Piece> {
    const BLOCKS: [&str; 17] = [
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "hr",
        "br",
        "table",
        "tr",
        "td",
        "div",
        "pre",
    ];
    let is_block = |piece: Option<&Piece>| {
        piece.is_none_or(|piece| match piece {
            Piece::Tag(tag) => {
                let name = tag.trim_matches(['<', '>', '/']);
                BLOCKS.contains(&name.split(' ').next().unwrap_or(""))
            }
            Piece::Words(_) => false,
        })
    };
    let mut out: Vec<Piece> = Vec::new();
    let mut in_pre = false;
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Words(words) if !in_pre => {
                let mut words = words.as_str();
                if is_block(out.last()) {
                    words = words.trim_start_matches([' ', '\n']);
                }
                if is_block(pieces.peek()) {
                    words = words.trim_end_matches([' ', '\n']);
                }
                if !words.is_empty() {
                    out.push(Piece::Words(words.to_owned()));
                }
            }
            Piece::Tag(tag) => {
                in_pre = (in_pre || tag == "<pre>") && tag != "</pre>";
                out.push(Piece::Tag(tag));
            }
            piece @ Piece::Words(_) => out.push(piece),
        }
    }
    out
}

#[test]
fn the_official_examples_come_out_as_specified() {
    let examples = examples();
    assert_eq!(examples.len(), 652, "CommonMark 0.31.2 has 652 examples");
    let exceptions = exceptions();
    let texts = Arc::new(Texts::known().with(Vec::new()));
    let inputs: Inputs = reader::in_memory(&[]);
    let bibliography = Bibliography::default();
    let around = site::assemble(
        Vec::new(),
        site::Parts {
            printer: Printer::new(Style::shipped(Shipped::Apa)),
            config: Config {
                typography: false,
                ..Config::default()
            },
            texts: Arc::clone(&texts),
            facts: &site::legal_index::Facts::default(),
            official: &reperess::law::OfficialTexts::default(),
            bibliography: &bibliography,
            footer: None,
            inputs: &inputs,
            publishable: |_| true,
            svg_size: reperess::publish::svg_size,
            safe_path: |path| path.to_owned(),
        },
    )
    .value;
    let law_pages = LawPages::new(&around);
    let mut faults = Vec::new();
    let (mut passed, mut parser_passed) = (0, 0);
    for example in &examples {
        let markdown = with_relative_addresses(&example.markdown);
        let expected = folded(&with_relative_addresses(&example.html));
        let parser = folded(&parsers_own(&markdown)) == expected;
        parser_passed += usize::from(parser);
        let html = ours(&markdown, &around, &law_pages, &texts);
        let got = folded(&html);
        match (got == expected, exceptions.get(&example.number)) {
            (true, None) => passed += 1,
            (false, Some(_)) => {}
            (true, Some(reason)) => {
                passed += 1;
                faults.push(format!(
                    "example {} passes: take it off the list ({reason})",
                    example.number
                ));
            }
            (false, None) => faults.push(format!(
                "example {} differs{}\n--- Markdown\n{}--- specified\n{}--- ours\n{html}",
                example.number,
                if parser {
                    ""
                } else {
                    " (the parser on its own too)"
                },
                example.markdown,
                example.html,
            )),
        }
    }
    println!("CommonMark 0.31.2: {passed} of 652 examples; the parser on its own: {parser_passed}");
    assert!(
        parser_passed >= passed,
        "our tree can hardly do better than the parser: the comparison is at fault"
    );
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n\n")
    );
}
