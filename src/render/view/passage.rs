//! A place that cites law: its sentence, and where it stands.

use super::{Views, address};
use crate::render::html::law_text::{law_text, push_law_text};
use crate::render::html::notes;
use crate::render::theme::Html;
use crate::sheet::{FactSheet, LawMention, Passage, Zone};
use crate::site::{Occurrence, OccurrencePlace};
use serde::Serialize;
use std::collections::HashSet;

/// A passage that cites law.
#[derive(Clone, Debug, Serialize)]
pub struct PassageView {
    /// The sentence, with the reference in `mark`; the source and the place in it, for a note; empty when the front matter
    /// alone declares the article.
    pub html: Html,
    /// The very place in the guide.
    pub url: String,
    /// "Partie 2, Ce que permet le code", "En bref"…
    pub place: Html,
    /// The same inside a sentence: "partie 2, Ce que permet le code".
    pub place_inside: Html,
    /// "2° du I", when the guide points inside the article; may be empty.
    pub pinpoint: Html,
    /// Whether only a range that holds the article is written.
    pub through_range: bool,
}

/// Where a mention stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spot {
    /// Number of the part, 0 when it has none.
    pub part: u32,
    /// "Ce que permet le code", "En bref", "note 3"; empty for what comes before the first part.
    pub name: String,
}

impl Views<'_> {
    /// The passages of occurrences of one article or text, in their order, seen from the page at `from`. A sentence that cites
    /// it in its words and in a note is quoted once: the note stands without it.
    pub fn passages<'a>(
        &self,
        occurrences: impl Iterator<Item = &'a Occurrence> + Clone,
        from: &str,
    ) -> Vec<PassageView> {
        let is_note = |place: &OccurrencePlace| matches!(place, OccurrencePlace::Note(_));
        let quoted: HashSet<(usize, String)> =
            if occurrences.clone().any(|place| is_note(&place.place)) {
                let mentions = occurrences.clone().filter_map(|place| match place.place {
                    OccurrencePlace::Mention(at, _) => {
                        let passage = &self.site.sheets[place.sheet].law[at].passage;
                        Some((place.sheet, sentence(passage)))
                    }
                    _ => None,
                });
                mentions.collect()
            } else {
                HashSet::new()
            };
        occurrences
            .map(|occurrence| self.passage(occurrence, &quoted, from))
            .collect()
    }

    /// The passage of an occurrence; `quoted` are sentences of sheets that other passages quote.
    fn passage(
        &self,
        occurrence: &Occurrence,
        quoted: &HashSet<(usize, String)>,
        from: &str,
    ) -> PassageView {
        let sheet = &self.site.sheets[occurrence.sheet];
        let mut url = address(from, &self.site.routes[occurrence.sheet].path());
        match &occurrence.place {
            OccurrencePlace::Mention(at, part) => {
                let mention = &sheet.law[*at];
                url.push('#');
                url.push_str(&mention.parts[*part].anchor);
                let spot = spot(sheet, mention);
                PassageView {
                    html: Html(with_mark(
                        &self.site.titled(occurrence.sheet, &mention.passage),
                    )),
                    url,
                    place: Html(spot_label(&spot, true)),
                    place_inside: Html(spot_label(&spot, false)),
                    pinpoint: Html(law_text(
                        mention.parts[*part].pinpoint.as_deref().unwrap_or(""),
                    )),
                    through_range: occurrence.through_range,
                }
            }
            OccurrencePlace::Note(note) => {
                url.push_str(&format!("#note-{note}"));
                let cited = sheet.notes.get((*note as usize).wrapping_sub(1));
                let html = cited.map(|cited| {
                    let words = notes::margin(cited, sheet.typography(&self.site.config));
                    let passage = cited.passage.as_deref();
                    let passage = passage
                        .filter(|passage| !quoted.contains(&(occurrence.sheet, sentence(passage))));
                    let mut passage = passage.cloned().unwrap_or_default();
                    passage.cited = words;
                    self.site.titled(occurrence.sheet, &passage)
                });
                PassageView {
                    html: Html(html.map_or_else(String::new, |passage| of_note(&passage))),
                    pinpoint: Html(String::new()),
                    url,
                    place: Html(format!("Note\u{a0}{note}")),
                    place_inside: Html(format!("note\u{a0}{note}")),
                    through_range: occurrence.through_range,
                }
            }
            OccurrencePlace::Declared(at) => {
                url.push_str("#droit-cite");
                let note = sheet.declared_law[*at].note.as_deref().unwrap_or("");
                PassageView {
                    html: Html(law_text(note)),
                    url,
                    place: Html("Liste du droit cité".into()),
                    place_inside: Html("liste du droit cité".into()),
                    pinpoint: Html(String::new()),
                    through_range: occurrence.through_range,
                }
            }
        }
    }
}

/// The words of a sentence, however long a part of it a passage shows.
fn sentence(passage: &Passage) -> String {
    passage.text().trim().to_owned()
}

fn with_mark(passage: &Passage) -> String {
    let mut out = String::with_capacity(passage.before.len() + passage.after.len() + 80);
    push_law_text(&passage.before, &mut out);
    out.push_str("<mark>");
    push_law_text(&passage.cited, &mut out);
    out.push_str("</mark>");
    push_law_text(&passage.after, &mut out);
    out
}

/// What a note says, between brackets where the sentence calls it.
fn of_note(passage: &Passage) -> String {
    if passage.before.is_empty() && passage.after.is_empty() {
        return with_mark(passage);
    }
    with_mark(&Passage {
        before: format!("{}\u{a0}", passage.before),
        cited: format!("[{}]", passage.cited),
        ..passage.clone()
    })
}

/// Where `mention` stands in `sheet`.
pub fn spot(sheet: &FactSheet, mention: &LawMention) -> Spot {
    let named = |name: &str| Spot {
        part: 0,
        name: name.to_owned(),
    };
    match mention.zone {
        Zone::Essential => named("En bref"),
        Zone::OutOfScope => named("Hors sujet"),
        Zone::Note(number) => named(&format!("note\u{a0}{number}")),
        Zone::Body => {
            let Some(section) = mention.section else {
                return named("");
            };
            let before = &sheet.headings[..=section.min(sheet.headings.len().saturating_sub(1))];
            match before.iter().rev().find(|heading| heading.level == 2) {
                Some(heading) => Spot {
                    part: heading.number,
                    name: heading.text.clone(),
                },
                None => named(&sheet.headings[section].text),
            }
        }
    }
}

/// The words for a spot, as HTML, with a capital at the start of a line.
fn spot_label(spot: &Spot, capital: bool) -> String {
    let words = match (spot.part, spot.name.as_str()) {
        (0, "") => "introduction".to_owned(),
        (0, name) => name.to_owned(),
        (part, name) => format!("partie\u{a0}{part}, {name}"),
    };
    let mut letters = words.chars();
    match letters.next() {
        Some(first) if capital => {
            law_text(&format!("{}{}", first.to_uppercase(), letters.as_str()))
        }
        _ => law_text(&words),
    }
}
