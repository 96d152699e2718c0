//! The references of one text on its own, without a site around it.

use super::markdown::Gathered;
use super::{LawMention, LawPart, Passage, Zone, front_matter, legal_refs, prose};
use crate::input::{FileId, Span};
use crate::law::{self, Context, LegalRef, Nature, TextId, Texts, url};
use std::ops::Range;

/// A reference found in a text.
#[derive(Clone, PartialEq, Debug)]
pub struct Found {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// The words, as written.
    pub text: String,
    /// What is cited; `None` when the text could not be settled.
    pub references: Vec<(Option<LegalRef>, String)>,
    /// Whether the text cited had to be found elsewhere.
    pub context: bool,
}

impl Found {
    /// Ids as data writes them; `?:L2113-15` when the text could not be settled, both ends joined by `..` for a range.
    pub fn ids(&self) -> Vec<String> {
        self.references
            .iter()
            .map(|(reference, number)| {
                reference
                    .as_ref()
                    .map_or_else(|| format!("?:{number}"), LegalRef::id)
            })
            .collect()
    }
}

/// The `code_par_defaut` of a sheet, as its front matter writes it; none without a front matter that says it.
pub fn default_code(text: &str) -> Option<String> {
    let range = front_matter::split(text).front?;
    front_matter::default_code(&text[range])
}

/// The references of Markdown, raw HTML's text included.
pub fn in_markdown(text: &str, texts: &Texts, default: Option<TextId>) -> Vec<Found> {
    let id = FileId(0);
    let parts = front_matter::split(text);
    let body = if parts.unclosed { 0 } else { parts.body };
    let mut gathered = Gathered::new(id, "texte.md", false);
    let mut blocks = gathered.blocks(&text[body..], body);
    let mut reading = legal_refs::Reading::new(text, body, texts, default);
    prose::for_each_run(&mut blocks, &mut |inlines, run| {
        reading.run(inlines, run, Zone::Body, &mut gathered);
    });
    let footnotes = std::mem::take(&mut gathered.footnotes);
    for mut note in footnotes {
        prose::for_each_run(&mut note.blocks, &mut |inlines, run| {
            reading.run(inlines, run, Zone::Body, &mut gathered);
        });
    }
    let html = std::mem::take(&mut gathered.html_blocks);
    for range in html {
        for mention in in_html(
            &text[range.clone()],
            range.start,
            texts,
            &mut reading.context,
        ) {
            reading.mentions.push(mention);
        }
    }
    let mut found: Vec<Found> = reading
        .mentions
        .into_iter()
        .map(|mention| {
            let range = mention.span.range();
            Found {
                text: text[range.clone()].to_owned(),
                range,
                references: mention
                    .parts
                    .into_iter()
                    .map(|part| (part.reference, part.number))
                    .collect(),
                context: mention.context,
            }
        })
        .collect();
    found.sort_by_key(|found| found.range.start);
    found
}

/// The references between the tags of raw HTML that begins at byte `base`.
fn in_html(html: &str, base: usize, texts: &Texts, context: &mut Context) -> Vec<LawMention> {
    // Tags become spaces of the same length, so that offsets stay true.
    let mut plain = String::with_capacity(html.len());
    let mut in_tag = false;
    for c in html.chars() {
        in_tag = (in_tag || c == '<') && c != '\0';
        if in_tag {
            plain.extend(std::iter::repeat_n(' ', c.len_utf8()));
        } else {
            plain.push(c);
        }
        if c == '>' {
            in_tag = false;
        }
    }
    let candidates = law::find(&plain, texts);
    context
        .settle(texts, &plain, candidates)
        .into_iter()
        .map(|mention| LawMention {
            span: Span::new(
                FileId(0),
                base + mention.range.start..base + mention.range.end,
            ),
            parts: mention
                .parts
                .into_iter()
                .map(|part| LawPart {
                    reference: part.reference,
                    number: part.number,
                    anchor: String::new(),
                    pinpoint: part.pinpoint,
                })
                .collect(),
            passage: Passage::default(),
            section: None,
            zone: Zone::Body,
            context: mention.context,
        })
        .collect()
}

/// The references of plain text.
pub fn in_plain_text(text: &str, texts: &Texts, default: Option<TextId>) -> Vec<Found> {
    law::references(text, texts, default)
        .into_iter()
        .map(|mention| Found {
            text: text[mention.range.clone()].to_owned(),
            range: mention.range,
            references: mention
                .parts
                .into_iter()
                .map(|part| (part.reference, part.number))
                .collect(),
            context: mention.context,
        })
        .collect()
}

/// The array of DESIGN, "Command line": offsets in UTF-8 bytes.
pub fn json(found: &[Found], texts: &Texts) -> String {
    let records: Vec<serde_json::Value> = found
        .iter()
        .map(|found| {
            let ids: Vec<serde_json::Value> = found
                .references
                .iter()
                .map(|(reference, number)| match reference {
                    None => format!("?:{number}").into(),
                    Some(LegalRef::Range { text, from, to }) => serde_json::json!({
                        "from": format!("{}:{}", text.as_str(), from.as_str()),
                        "to": format!("{}:{}", text.as_str(), to.as_str()),
                    }),
                    Some(reference) => reference.id().into(),
                })
                .collect();
            let first = found
                .references
                .iter()
                .find_map(|(reference, _)| reference.as_ref());
            serde_json::json!({
                "start": found.range.start,
                "end": found.range.end,
                "text": found.text,
                "kind": first.map_or("inconnu", kind),
                "ids": ids,
                "context": found.context,
                "url": first.and_then(|reference| url::official_url(reference, texts)),
            })
        })
        .collect();
    serde_json::to_string_pretty(&records).unwrap_or_else(|_| "[]".into())
}

/// The kind of a reference, in the words of the corpus.
fn kind(reference: &LegalRef) -> &'static str {
    let article = !matches!(reference, LegalRef::Text(_));
    match (reference.text().nature(), article) {
        (Nature::Code, true) => "code_art",
        (Nature::Code, false) => "code",
        (Nature::Law, true) => "loi_art",
        (Nature::Law, false) => "loi",
        (Nature::Decree, true) => "decret_art",
        (Nature::Decree, false) => "decret",
        (Nature::Ordinance, true) => "ordonnance_art",
        (Nature::Ordinance, false) => "ordonnance",
        (Nature::Order, true) => "arrete_art",
        (Nature::Order, false) => "arrete",
        (Nature::Circular, _) => "circulaire",
        (Nature::Directive, true) => "dir_art",
        (Nature::Directive, false) => "dir",
        (Nature::Regulation, true) => "regl_art",
        (Nature::Regulation, false) => "regl",
        (Nature::EuropeanDecision, _) => "decision",
        (Nature::Constitution | Nature::Treaty, _) => "const_ue",
        (Nature::Case, _) => "juris",
    }
}
