//! A style that an editor brings: what must hold before the library reads it, and where a fault is.
//!
//! The library recurses on elements and on macros: depth is capped, a macro may not lead back to itself, and what the macros
//! come to once they are written out is counted, since twenty macros that each call the next one twice make a million.

use super::engine;
use crate::bibliography::Bulk;
use crate::diagnostic::catalogue::bibliography::StyleFault;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::ops::Range;

/// Deepest element.
const MAX_DEPTH: usize = 64;
/// Deepest element once each call of a macro is replaced by it: the library recurses on both, and a thread has 2 MiB.
const MAX_WRITTEN_DEPTH: usize = 128;
/// Most elements, as written and, of each choice the longest branch, with each call of a macro replaced by it.
const MAX_ELEMENTS: usize = 20_000;
/// Most bytes that one element itself writes.
const MAX_WORDS: usize = 1_000;
/// As many bytes as count for one more element: what a macro writes is written at each of its calls.
const WORDS_OF_AN_ELEMENT: usize = 16;

/// What is wrong with a style, and the bytes of it that are at fault.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Where.
    pub range: Range<usize>,
    /// What.
    pub kind: StyleFault,
}

/// Most elements tried alone while the one at fault is looked for.
const MAX_TRIALS: usize = 500;

/// An element of the style, by the bytes from its opening tag to its closing one.
struct Element {
    name: String,
    range: Range<usize>,
    /// How many elements hold it: 1 for those that the root holds.
    depth: usize,
}

/// A macro, or what stands outside of all.
#[derive(Default)]
struct Part {
    range: Range<usize>,
    tree: Node,
    calls: Vec<Call>,
}

/// An element with those it holds.
#[derive(Default)]
struct Node {
    /// One, and more for one that writes many words.
    size: usize,
    /// What it asks of a source.
    asks: Asks,
    /// Whether only one of those it holds is printed.
    is_choice: bool,
    /// The macro that it calls.
    calls: Option<String>,
    holds: Vec<Node>,
}

/// What an element asks of a source.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Asks {
    /// Nothing that is longer in one source than in another.
    #[default]
    Nothing,
    /// A text.
    Text,
    /// Names in so many roles: the library measures, before and after each, all that stands before them.
    Names(usize),
    /// So many parts of a date; measured likewise.
    Date(usize),
}

impl Node {
    /// What the element comes to, the macros called being as `totals` tells.
    fn total(&self, totals: &BTreeMap<&str, Size>) -> Size {
        let mut total = Size::default();
        for held in &self.holds {
            let held = held.total(totals);
            if self.is_choice {
                total.choose(&held);
            } else {
                total.add(&held);
            }
        }
        if let Some(called) = self.calls.as_deref().and_then(|name| totals.get(name)) {
            total.add(called);
        }
        // Of a choice, what each branch asks counts too.
        let own = self.size + if self.is_choice { self.holds.len() } else { 0 };
        total.elements = total.elements.saturating_add(own);
        total.work = total.work.saturating_add(total.elements);
        total.depth += 1;
        match self.asks {
            Asks::Nothing => {}
            Asks::Text => total.texts = total.texts.saturating_add(1),
            Asks::Names(roles) => {
                total.names = total.names.saturating_add(1);
                total.measures = total.measures.saturating_add(roles);
            }
            Asks::Date(parts) => total.measures = total.measures.saturating_add(parts),
        }
        total
    }
}

/// How many elements print at most, of them those that print texts or names, how often what stands before is measured, how deep
/// the deepest is, and the sum of their depths: the library asks each level of a style about all that lies below.
#[derive(Clone, Copy, Default)]
struct Size {
    elements: usize,
    texts: usize,
    names: usize,
    measures: usize,
    depth: usize,
    work: usize,
}

impl Size {
    /// Both print.
    fn add(&mut self, other: &Self) {
        self.combine(other, usize::saturating_add);
    }

    /// One of both prints.
    fn choose(&mut self, other: &Self) {
        self.combine(other, usize::max);
    }

    fn combine(&mut self, other: &Self, with: impl Fn(usize, usize) -> usize) {
        self.elements = with(self.elements, other.elements);
        self.texts = with(self.texts, other.texts);
        self.names = with(self.names, other.names);
        self.measures = with(self.measures, other.measures);
        self.work = with(self.work, other.work);
        self.depth = self.depth.max(other.depth);
    }
}

/// The work of printing a source with a style, at most: in the time that the library takes for an element that prints
/// nothing, some 4 ns.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Weight {
    /// Whatever the source.
    own: usize,
    /// Texts printed.
    texts: usize,
    /// Lists of names printed.
    names: usize,
}

/// A byte of a text printed, in that measure; a name.
const OF_A_BYTE: usize = 5;
const OF_A_NAME: usize = 1_250;

impl Weight {
    /// The work of printing a source that has so much to print.
    pub(super) fn of(self, bulk: Bulk) -> usize {
        let texts = self.texts.saturating_mul(bulk.text * OF_A_BYTE);
        let each = bulk.names * OF_A_NAME + bulk.bytes_of_names * OF_A_BYTE;
        let names = self.names.saturating_mul(each);
        self.own.saturating_add(texts).saturating_add(names)
    }
}

impl From<Size> for Weight {
    fn from(size: Size) -> Self {
        let measures = size.measures.saturating_mul(2 * size.elements);
        Self {
            own: size.work.saturating_add(measures),
            texts: size.texts,
            names: size.names,
        }
    }
}

/// The call of a macro.
struct Call {
    name: String,
    range: Range<usize>,
}

/// Checks a style. Gives the work of printing with it: of the sum of the depths of its elements, each call of a macro
/// replaced by it, and of what they ask of a source.
pub(super) fn weigh(text: &str) -> Result<Weight, Fault> {
    let (elements, weight) = walk(text)?;
    match engine::check(text) {
        Ok(()) => Ok(weight),
        Err(_) => Err(culprit(text, &elements)),
    }
}

/// Reads the whole style, and gives its elements but the root, in the order in which they begin, and the work of printing.
fn walk(text: &str) -> Result<(Vec<Element>, Weight), Fault> {
    let at = |range: Range<usize>, kind| Fault { range, kind };
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Element> = Vec::new();
    let mut nodes: Vec<Node> = Vec::new();
    let mut all = Vec::new();
    let mut macros: BTreeMap<String, Part> = BTreeMap::new();
    let mut outside = Part::default();
    let mut inside: Option<String> = None;
    let mut elements = 0;
    let mut has_root = false;
    let mut is_dependent = false;
    let mut has_citation = false;
    loop {
        let start = position(reader.buffer_position(), text);
        let event = reader
            .read_event()
            .map_err(|_| at(line_at(text, start), StyleFault::NotXml))?;
        let range = start..position(reader.buffer_position(), text);
        match event {
            Event::Start(element) => {
                let name = local(&element);
                if open.is_empty() {
                    if has_root {
                        return Err(at(range, StyleFault::NotXml));
                    }
                    has_root = true;
                    if name != "style" {
                        return Err(at(range, StyleFault::NotAStyle));
                    }
                }
                elements += 1;
                if open.len() >= MAX_DEPTH {
                    return Err(at(range, StyleFault::TooDeep));
                }
                if elements > MAX_ELEMENTS {
                    return Err(at(range, StyleFault::TooLong));
                }
                let attribute = |wanted: &str| attribute(&element, wanted);
                match (name.as_str(), open.len()) {
                    ("macro", 1) => {
                        let called = attribute("name").unwrap_or_default();
                        macros.entry(called.clone()).or_insert_with(|| Part {
                            range: range.clone(),
                            ..Part::default()
                        });
                        inside = Some(called);
                    }
                    ("citation", 1) => has_citation = true,
                    ("link", 2) => {
                        is_dependent |= attribute("rel").as_deref() == Some("independent-parent");
                    }
                    _ => {}
                }
                let part = inside
                    .as_ref()
                    .and_then(|name| macros.get_mut(name))
                    .unwrap_or(&mut outside);
                let words = written(&element);
                if words > MAX_WORDS {
                    return Err(at(range, StyleFault::TooLong));
                }
                let mut node = Node {
                    size: 1 + words / WORDS_OF_AN_ELEMENT,
                    asks: match name.as_str() {
                        "text" | "number" if attribute("variable").is_some() => Asks::Text,
                        "names" => {
                            let roles = attribute("variable").unwrap_or_default();
                            Asks::Names(roles.split_whitespace().count().max(1))
                        }
                        "date-part" => Asks::Date(1),
                        // The language has its parts: day, month and year.
                        "date" if attribute("form").is_some() => Asks::Date(3),
                        _ => Asks::Nothing,
                    },
                    is_choice: name == "choose",
                    ..Node::default()
                };
                if name != "macro"
                    && let Some(called) = attribute("macro")
                {
                    node.calls = Some(called.clone());
                    part.calls.push(Call {
                        name: called,
                        range: range.clone(),
                    });
                }
                nodes.push(node);
                open.push(Element {
                    name,
                    range,
                    depth: open.len(),
                });
            }
            Event::End(_) => {
                let Some(mut closed) = open.pop() else {
                    return Err(at(range, StyleFault::NotXml));
                };
                let node = nodes.pop().unwrap_or_default();
                match nodes.last_mut() {
                    _ if closed.depth == 1 && closed.name == "macro" => {
                        let part = inside.take().and_then(|name| macros.get_mut(&name));
                        if let Some(part) = part {
                            part.tree = node;
                        }
                    }
                    Some(holder) => holder.holds.push(node),
                    None => outside.tree = node,
                }
                if closed.depth > 0 {
                    closed.range.end = range.end;
                    all.push(closed);
                }
            }
            Event::DocType(_) => return Err(at(range, StyleFault::Doctype)),
            Event::Eof => break,
            _ => {}
        }
    }
    let whole = line_at(text, 0);
    if !has_root || !open.is_empty() {
        let place = open.pop().map_or(whole, |element| element.range);
        return Err(at(place, StyleFault::NotXml));
    }
    if !has_citation {
        let kind = if is_dependent {
            StyleFault::Dependent
        } else {
            StyleFault::NoCitation
        };
        return Err(at(root(text), kind));
    }
    let size = written_out(&macros, &outside)?;
    all.sort_by_key(|element| (element.range.start, element.depth));
    Ok((all, size.into()))
}

/// How many bytes an element writes by itself, whatever the source.
fn written(element: &BytesStart) -> usize {
    ["value", "prefix", "suffix", "delimiter"]
        .into_iter()
        .filter_map(|name| attribute(element, name))
        .map(|words| words.len())
        .sum()
}

/// What stands outside of macros comes to, once each call is replaced by what it calls.
fn written_out(macros: &BTreeMap<String, Part>, outside: &Part) -> Result<Size, Fault> {
    // Depth first, without recursion: a macro is open while those it calls are counted.
    let mut totals: BTreeMap<&str, Size> = BTreeMap::new();
    let mut is_open: BTreeMap<&str, bool> = BTreeMap::new();
    for call in macros
        .values()
        .chain([outside])
        .flat_map(|part| &part.calls)
    {
        if !macros.contains_key(&call.name) {
            return Err(Fault {
                range: call.range.clone(),
                kind: StyleFault::UnknownMacro(call.name.clone()),
            });
        }
    }
    let total_of = |part: &Part, totals: &BTreeMap<&str, Size>| {
        let total = part.tree.total(totals);
        let kind = if total.elements > MAX_ELEMENTS {
            StyleFault::TooLong
        } else if total.depth > MAX_WRITTEN_DEPTH {
            StyleFault::TooDeep
        } else {
            return Ok(total);
        };
        Err(Fault {
            range: part.range.clone(),
            kind,
        })
    };
    for start in macros.keys() {
        let mut stack = vec![(start.as_str(), 0)];
        while let Some((name, next)) = stack.pop() {
            let part = &macros[name];
            if next == 0 {
                if totals.contains_key(name) {
                    continue;
                }
                if is_open.insert(name, true) == Some(true) {
                    return Err(Fault {
                        range: part.range.clone(),
                        kind: StyleFault::CircularMacro(name.to_owned()),
                    });
                }
            }
            if let Some(call) = part.calls.get(next) {
                stack.push((name, next + 1));
                stack.push((&call.name, 0));
            } else {
                is_open.insert(name, false);
                totals.insert(name, total_of(part, &totals)?);
            }
        }
    }
    total_of(outside, &totals)
}

/// The innermost element that the library refuses by itself: it names no place. Each is tried alone in a style that is
/// otherwise sound.
fn culprit(text: &str, elements: &[Element]) -> Fault {
    const SOUND: &str =
        "<info><title>t</title><id>i</id><updated>2026-01-01T00:00:00+00:00</updated></info>";
    const CITATION: &str = "<citation><layout><text value=\"x\"/></layout></citation>";
    let root = root(text);
    let opening = &text[root.clone()];
    let refused = |part: &str, name: &str| {
        let info = if name == "info" { "" } else { SOUND };
        let citation = if name == "citation" { "" } else { CITATION };
        engine::check(&format!("{opening}{info}{citation}{part}</style>")).is_err()
    };
    let mut trials = 0;
    let mut found: Option<&Element> = None;
    if !refused("", "") {
        for element in elements {
            let inside = found.is_none_or(|found| element.range.end <= found.range.end);
            if !inside || trials >= MAX_TRIALS {
                break;
            }
            let part = &text[element.range.clone()];
            let is_refused = match element.depth {
                1 => refused(part, &element.name),
                _ if found.is_none() || !stands_alone(&element.name) => continue,
                _ => refused(&format!("<macro name=\"m\">{part}</macro>"), "macro"),
            };
            trials += 1;
            if is_refused {
                found = Some(element);
            }
        }
    }
    match found {
        Some(element) => Fault {
            range: line_at(text, element.range.start),
            kind: StyleFault::Element(first_words(&text[element.range.clone()])),
        },
        None => Fault {
            kind: StyleFault::Element(first_words(opening)),
            range: root,
        },
    }
}

/// Whether an element may stand in a macro by itself; those that CSL does not know are tried too.
fn stands_alone(name: &str) -> bool {
    !matches!(
        name,
        "layout"
            | "if"
            | "else-if"
            | "else"
            | "name"
            | "name-part"
            | "et-al"
            | "institution"
            | "substitute"
            | "label"
            | "date-part"
            | "sort"
            | "key"
            | "terms"
            | "term"
            | "single"
            | "multiple"
            | "style-options"
    )
}

/// An opening tag, for a message.
fn first_words(element: &str) -> String {
    let end = element.find('>').map_or(element.len(), |end| end + 1);
    element[..end]
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The bytes of the opening tag of the root.
fn root(text: &str) -> Range<usize> {
    let start = text.find("<style").unwrap_or(0);
    let end = text[start..].find('>').map_or(start, |end| start + end + 1);
    start..end
}

/// The line of `text` that holds byte `at`, without the spaces that begin it.
fn line_at(text: &str, at: usize) -> Range<usize> {
    let at = at.min(text.len());
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let line = text[start..end].trim_end_matches('\r');
    let indent = line.len() - line.trim_start().len();
    start + indent..start + line.len()
}

/// A position of the XML reader as an index into `text`.
fn position(at: u64, text: &str) -> usize {
    let mut at = usize::try_from(at).unwrap_or(text.len()).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn local(element: &BytesStart) -> String {
    element.local_name().as_ref().to_owned()
}

fn attribute(element: &BytesStart, wanted: &str) -> Option<String> {
    element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.as_ref() == wanted)
        .map(|attribute| attribute.value.into_owned())
}
