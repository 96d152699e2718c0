//! Which text a reference means when it does not say.

use super::find::{Candidate, Kind, TextMention};
use super::{Article, LegalRef, Nature, TextId, Texts};
use std::collections::HashMap;
use std::ops::Range;

/// A reference whose text is settled, as far as it can be.
#[derive(Clone, PartialEq, Debug)]
pub struct Mention {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What it cites.
    pub kind: Kind,
    /// What it cites, in order; at least one.
    pub parts: Vec<SettledPart>,
    /// Whether the text was found elsewhere.
    pub context: bool,
}

/// One reference of a mention.
#[derive(Clone, PartialEq, Debug)]
pub struct SettledPart {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What is cited; none when the text is unknown.
    pub reference: Option<LegalRef>,
    /// The number as it would be in an id, without its text.
    pub number: String,
    /// "2° du I".
    pub pinpoint: Option<String>,
}

/// What was cited so far in one sheet: give it the sheet's runs of text in reading order.
#[derive(Clone, Debug)]
pub struct Context {
    default: Option<TextId>,
    last: Option<TextId>,
    last_of: HashMap<Nature, TextId>,
}

impl Context {
    /// Nothing cited yet; a bare article of a code is one of `default`.
    pub fn new(default: Option<TextId>) -> Self {
        Self {
            default,
            last: None,
            last_of: HashMap::new(),
        }
    }

    /// Settles the candidates of the next run of text. Those that cannot be references are left out: headings of articles,
    /// plain numbers before any text was named.
    pub fn settle(
        &mut self,
        _texts: &Texts,
        _text: &str,
        candidates: Vec<Candidate>,
    ) -> Vec<Mention> {
        candidates
            .into_iter()
            .filter_map(|candidate| self.one(candidate))
            .collect()
    }

    fn one(&mut self, candidate: Candidate) -> Option<Mention> {
        let Candidate {
            range,
            kind,
            parts,
            text,
            possessive,
            heading,
        } = candidate;
        let context = !matches!(text, TextMention::Named(_));
        let lettered = parts
            .iter()
            .any(|part| part.number.starts_with(|c: char| c.is_ascii_uppercase()));
        let id = match text {
            TextMention::Named(id) => {
                self.note(&id);
                Some(id)
            }
            TextMention::Inferred(Nature::Code) => self
                .last_of
                .get(&Nature::Code)
                .or(self.default.as_ref())
                .cloned(),
            TextMention::Inferred(nature) => Some(self.last_of.get(&nature)?.clone()),
            TextMention::Missing if heading => return None,
            TextMention::Missing if lettered => {
                let last = self.last_of.get(&Nature::Code);
                let found = if possessive {
                    last.or(self.default.as_ref())
                } else {
                    self.default.as_ref().or(last)
                };
                found.cloned()
            }
            // A plain number is an article of the text that was last named, or nothing.
            TextMention::Missing => Some(self.last.clone()?),
        };
        if kind == Kind::Name {
            return None;
        }
        if let Some(id) = &id
            && context
        {
            self.note(id);
        }
        if parts.is_empty() {
            let reference = id.map(LegalRef::Text);
            let part = SettledPart {
                range: range.clone(),
                reference,
                number: String::new(),
                pinpoint: None,
            };
            return Some(Mention {
                range,
                kind,
                parts: vec![part],
                context,
            });
        }
        let parts: Vec<SettledPart> = parts
            .into_iter()
            .map(|part| SettledPart {
                reference: id
                    .as_ref()
                    .and_then(|id| reference(id, &part.number, part.to.as_deref())),
                range: part.range,
                number: part.number,
                pinpoint: part.pinpoint,
            })
            .collect();
        Some(Mention {
            range,
            kind,
            parts,
            context,
        })
    }

    fn note(&mut self, id: &TextId) {
        if id.nature() == Nature::Case {
            return;
        }
        self.last = Some(id.clone());
        self.last_of.insert(id.nature(), id.clone());
    }
}

/// The reference to `number` (up to `to`) of a text.
pub(super) fn reference(text: &TextId, number: &str, to: Option<&str>) -> Option<LegalRef> {
    let article = |number: &str| {
        let prefix =
            if text.numbers_with_art() && !number.starts_with(|c: char| c.is_ascii_uppercase()) {
                "art"
            } else {
                ""
            };
        Article::parse(&format!("{prefix}{number}"))
    };
    let from = article(number)?;
    Some(match to {
        Some(to) => LegalRef::Range {
            text: text.clone(),
            from,
            to: article(to)?,
        },
        None => LegalRef::Article {
            text: text.clone(),
            article: from,
        },
    })
}
