//! The only file that knows `hayagriva`: a style, an item and a locator in; runs of words with their looks out.
//!
//! The library formats a whole document at once. Here each form of a source is a document of its own, so that it comes out
//! the same wherever it is cited: a first note, a later one, an entry of the bibliography.
//!
//! A panic of the library is caught and gives nothing; the caller has a plain form for that.

use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::citationberg::{
    FontStyle, FontVariant, FontWeight, IndependentStyle, Locale, LocaleCode, LocaleFile,
    StyleClass, VerticalAlign, json,
};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild,
    ElemChildren, ElemMeta, LocatorPayload, Rendered, SpecificLocator,
};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Words of one look.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Run {
    /// The words; of a link, what the style shows of it.
    pub words: String,
    /// How they look.
    pub look: Look,
    /// The address that the words stand for.
    pub url: Option<String>,
    /// Whether they are the date of the source or one of its other dates.
    pub is_date: bool,
    /// Whether they number the source in a list.
    pub is_number: bool,
}

/// How words look. A style may ask for several at once; the first of these is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Look {
    Plain,
    Italic,
    SmallCaps,
    Bold,
    Raised,
    Lowered,
}

/// What stands for the number of the first note until the sheet gives it: no style writes it by itself.
pub(super) const FIRST_NOTE: usize = 987_654_321;

/// A style that is ready to format.
pub(super) struct Engine {
    style: IndependentStyle,
    /// Words that the style leaves to its language, with seasons as seasons.
    seasons: Vec<Locale>,
    /// The same, with the four seasons as quarters: the format of dates knows no others.
    quarters: Vec<Locale>,
}

/// Where in a source a citation points, as the style is told.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Where<'a> {
    /// A page or pages, without the word.
    Page(&'a str),
    /// Words to print as they are.
    Words(&'a str),
}

impl Engine {
    /// Reads a style. `french` is the text of a locale, when the style needs one; `quarters` names the quarters.
    ///
    /// # Errors
    /// What the library says, in its own words.
    pub fn new(style: &str, french: Option<&str>, quarters: [&str; 4]) -> Result<Self, String> {
        let style =
            guarded(|| IndependentStyle::from_xml(style).map_err(|error| error.to_string()))
                .unwrap_or_else(|| Err(String::new()))?;
        let base = match french {
            Some(text) => Some(LocaleFile::from_xml(text).map_err(|error| error.to_string())?),
            None => None,
        };
        Ok(Self {
            style,
            seasons: vec![locale(
                base.clone(),
                ["printemps", "été", "automne", "hiver"],
            )?],
            quarters: vec![locale(base, quarters)?],
        })
    }

    /// Whether the style writes its citations in the sentence, `(ESS France, 2024)`, and not in notes.
    pub fn is_in_text(&self) -> bool {
        self.style.settings.class == StyleClass::InText
    }

    /// A first note.
    pub fn note(&self, item: &json::Item, place: Option<Where>, quarters: bool) -> Vec<Run> {
        guarded(|| {
            let mut driver = BibliographyDriver::new();
            let items = vec![CitationItem::with_locator(item, place.map(locator))];
            driver.citation(self.request(items, Some(1), quarters));
            last_note(driver.finish(self.bibliography(quarters)))
        })
        .unwrap_or_default()
    }

    /// A later note of the same source.
    pub fn later(&self, item: &json::Item, place: Option<Where>, quarters: bool) -> Vec<Run> {
        guarded(|| {
            // A hidden first note: the one after it is then "subsequent", and not "ibid", which would be wrong as soon as
            // another note came between them.
            let first = CitationItem::new(item, None, None, true, None);
            let again = CitationItem::with_locator(item, place.map(locator));
            let mut driver = BibliographyDriver::new();
            driver.citation(self.request(vec![first], Some(FIRST_NOTE), quarters));
            driver.citation(self.request(vec![again], Some(FIRST_NOTE + 1), quarters));
            last_note(driver.finish(self.bibliography(quarters)))
        })
        .unwrap_or_default()
    }

    /// An entry of the bibliography; nothing when the style has none.
    pub fn entry(&self, item: &json::Item, quarters: bool) -> Vec<Run> {
        guarded(|| {
            let mut driver = BibliographyDriver::new();
            let items = vec![CitationItem::with_entry(item)];
            driver.citation(self.request(items, Some(1), quarters));
            let rendered = driver.finish(self.bibliography(quarters));
            let entry = rendered
                .bibliography
                .and_then(|list| list.items.into_iter().next());
            let mut out = Vec::new();
            if let Some(entry) = entry {
                if let Some(first) = &entry.first_field {
                    push_child(first, false, false, &mut out);
                }
                out.extend(runs(&entry.content));
            }
            out
        })
        .unwrap_or_default()
    }

    fn request<'a>(
        &'a self,
        items: Vec<CitationItem<'a, json::Item>>,
        note: Option<usize>,
        quarters: bool,
    ) -> CitationRequest<'a, json::Item> {
        CitationRequest::new(
            items,
            &self.style,
            Some(french()),
            self.locales(quarters),
            note,
        )
    }

    fn bibliography(&self, quarters: bool) -> BibliographyRequest<'_> {
        BibliographyRequest::new(&self.style, Some(french()), self.locales(quarters))
    }

    fn locales(&self, quarters: bool) -> &[Locale] {
        if quarters {
            &self.quarters
        } else {
            &self.seasons
        }
    }
}

/// Whether `style` reads as a style; what the library says when it does not.
pub(super) fn check(style: &str) -> Result<(), String> {
    guarded(|| {
        IndependentStyle::from_xml(style)
            .map(|_| ())
            .map_err(|error| error.to_string())
    })
    .unwrap_or_else(|| Err(String::new()))
}

/// What `work` gives, nothing when it panics.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

fn french() -> LocaleCode {
    LocaleCode("fr-FR".to_owned())
}

/// `base` with the terms of four parts of a year.
fn locale(base: Option<LocaleFile>, parts: [&str; 4]) -> Result<Locale, String> {
    let terms: String = (1..)
        .zip(parts)
        .map(|(number, words)| format!("<term name=\"season-0{number}\">{words}</term>"))
        .collect();
    let text = format!(
        "<locale xmlns=\"http://purl.org/net/xbiblio/csl\" version=\"1.0\" xml:lang=\"fr-FR\"><terms>{terms}</terms></locale>"
    );
    let mut made = Locale::from(LocaleFile::from_xml(&text).map_err(|error| error.to_string())?);
    if let Some(base) = base {
        let mut base = Locale::from(base);
        if let (Some(terms), Some(more)) = (&mut base.terms, made.terms.take()) {
            terms.terms.extend(more.terms);
        }
        made = base;
    }
    Ok(made)
}

fn locator(place: Where) -> SpecificLocator {
    match place {
        Where::Page(pages) => SpecificLocator(Locator::Page, LocatorPayload::Str(pages)),
        Where::Words(words) => SpecificLocator(Locator::Custom, LocatorPayload::Str(words)),
    }
}

fn last_note(rendered: Rendered) -> Vec<Run> {
    rendered
        .citations
        .last()
        .map(|note| runs(&note.citation))
        .unwrap_or_default()
}

/// The leaves of the library's tree, in order.
fn runs(tree: &ElemChildren) -> Vec<Run> {
    let mut out = Vec::new();
    for child in &tree.0 {
        push_child(child, false, false, &mut out);
    }
    out
}

fn push_child(child: &ElemChild, is_date: bool, is_number: bool, out: &mut Vec<Run>) {
    let mut push = |words: &str, formatting: &hayagriva::Formatting, url: Option<String>| {
        if !words.is_empty() {
            out.push(Run {
                words: words.to_owned(),
                look: look(formatting),
                url,
                is_date,
                is_number,
            });
        }
    };
    match child {
        ElemChild::Text(text) => push(&text.text, &text.formatting, None),
        ElemChild::Link { text, url } => push(&text.text, &text.formatting, Some(url.clone())),
        ElemChild::Markup(words) => push(words, &hayagriva::Formatting::default(), None),
        // Only a locator of another kind than ours gives one.
        ElemChild::Transparent { .. } => {}
        ElemChild::Elem(elem) => {
            let is_date = is_date || matches!(elem.meta, Some(ElemMeta::Date));
            let is_number = is_number
                || matches!(
                    elem.meta,
                    Some(ElemMeta::CitationNumber | ElemMeta::CitationLabel)
                );
            for child in &elem.children.0 {
                push_child(child, is_date, is_number, out);
            }
        }
    }
}

fn look(formatting: &hayagriva::Formatting) -> Look {
    if formatting.font_style != FontStyle::Normal {
        Look::Italic
    } else if formatting.font_variant == FontVariant::SmallCaps {
        Look::SmallCaps
    } else if formatting.font_weight == FontWeight::Bold {
        Look::Bold
    } else {
        match formatting.vertical_align {
            VerticalAlign::Sup => Look::Raised,
            VerticalAlign::Sub => Look::Lowered,
            VerticalAlign::None | VerticalAlign::Baseline => Look::Plain,
        }
    }
}
