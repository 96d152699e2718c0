//! The only folder that knows `hayagriva`: a style, an item and a locator in; runs of words with their looks out.
//!
//! The library formats a whole document at once. Here each form of a source is a document of its own, so that it comes out
//! the same wherever it is cited: a first note, a later one, an entry of the bibliography.
//!
//! A panic of the library is caught and gives nothing; the caller has a plain form for that.

mod pruned;

use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::citationberg::{
    Citation, FontStyle, FontVariant, FontWeight, IndependentStyle, Locale, LocaleCode, LocaleFile,
    StyleClass, VerticalAlign, json,
};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild,
    ElemChildren, ElemMeta, LocatorPayload, Rendered, SpecificLocator, standalone_citation,
};
use pruned::Sheet;
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
    /// The style without its bibliography, which the library would format for each note.
    notes: Notes,
    /// The layout of the bibliography in the place of that of notes, when there is one: an entry is then one citation. The
    /// shipped sheets have none: their entries are their first notes.
    list: Option<IndependentStyle>,
    /// Words that the style leaves to its language, with seasons as seasons.
    seasons: Vec<Locale>,
    /// The same, with the four seasons as quarters: the format of dates knows no others.
    quarters: Vec<Locale>,
}

/// How first and later notes are told apart.
enum Notes {
    /// A sheet of ours, whose notes are formatted one by one. A citation alone is never the first to the library: which it is
    /// is settled when the sheet is cut.
    Shipped(Box<Sheet>),
    /// Any style: the library is shown a first note, then a later one.
    Brought(Box<IndependentStyle>),
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
    /// A shipped sheet. `quarters` names the four quarters.
    pub fn shipped(sheet: &str, quarters: [&str; 4]) -> Result<Self, String> {
        let notes = Notes::Shipped(Box::new(Sheet::new(parse(sheet)?)));
        Self::new(notes, None, None, quarters)
    }

    /// A style that an editor brings; `french` is the text of the locale that it leans on.
    ///
    /// # Errors
    /// What the library says, in its own words.
    pub fn brought(style: &str, french: &str, quarters: [&str; 4]) -> Result<Self, String> {
        let mut style = parse(style)?;
        let list = list(&style);
        style.bibliography = None;
        let french = LocaleFile::from_xml(french).map_err(|error| error.to_string())?;
        Self::new(
            Notes::Brought(Box::new(style)),
            list,
            Some(french),
            quarters,
        )
    }

    fn new(
        notes: Notes,
        list: Option<IndependentStyle>,
        base: Option<LocaleFile>,
        quarters: [&str; 4],
    ) -> Result<Self, String> {
        let seasons = ["printemps", "été", "automne", "hiver"];
        Ok(Self {
            notes,
            list,
            seasons: vec![locale(base.clone(), seasons)?],
            quarters: vec![locale(base, quarters)?],
        })
    }

    /// Whether the style writes its citations in the sentence, `(ESS France, 2024)`, and not in notes.
    pub fn is_in_text(&self) -> bool {
        match &self.notes {
            Notes::Shipped(_) => false,
            Notes::Brought(style) => style.settings.class == StyleClass::InText,
        }
    }

    /// A first note.
    pub fn note(&self, item: &json::Item, place: Option<Where>, quarters: bool) -> Vec<Run> {
        match &self.notes {
            Notes::Shipped(sheet) => {
                let style = sheet.cut_for(item, false, place.is_some());
                self.alone(&style, item, place, quarters)
            }
            Notes::Brought(style) => guarded(|| {
                let mut driver = BibliographyDriver::new();
                let items = vec![CitationItem::with_locator(item, place.map(locator))];
                driver.citation(self.request(style, items, Some(1), quarters));
                last_note(&driver.finish(self.bibliography(style, quarters)))
            })
            .unwrap_or_default(),
        }
    }

    /// A later note of the same source.
    pub fn later(&self, item: &json::Item, place: Option<Where>, quarters: bool) -> Vec<Run> {
        match &self.notes {
            Notes::Shipped(sheet) => {
                let style = sheet.cut_for(item, true, place.is_some());
                self.alone(&style, item, place, quarters)
            }
            Notes::Brought(style) => guarded(|| {
                // A hidden first note: the one after it is then "subsequent", and not "ibid", which would be wrong as soon
                // as another note came between them.
                let first = CitationItem::new(item, None, None, true, None);
                let again = CitationItem::with_locator(item, place.map(locator));
                let mut driver = BibliographyDriver::new();
                driver.citation(self.request(style, vec![first], Some(FIRST_NOTE), quarters));
                driver.citation(self.request(style, vec![again], Some(FIRST_NOTE + 1), quarters));
                last_note(&driver.finish(self.bibliography(style, quarters)))
            })
            .unwrap_or_default(),
        }
    }

    /// An entry of the bibliography; nothing when the style has none.
    pub fn entry(&self, item: &json::Item, quarters: bool) -> Vec<Run> {
        self.list
            .as_ref()
            .map(|list| self.alone(list, item, None, quarters))
            .unwrap_or_default()
    }

    /// One citation that stands by itself: formatted once, where a document is formatted twice.
    fn alone(
        &self,
        style: &IndependentStyle,
        item: &json::Item,
        place: Option<Where>,
        quarters: bool,
    ) -> Vec<Run> {
        guarded(|| {
            let items = vec![CitationItem::with_locator(item, place.map(locator))];
            runs(&standalone_citation(
                self.request(style, items, None, quarters),
            ))
        })
        .unwrap_or_default()
    }

    fn request<'a>(
        &'a self,
        style: &'a IndependentStyle,
        items: Vec<CitationItem<'a, json::Item>>,
        note: Option<usize>,
        quarters: bool,
    ) -> CitationRequest<'a, json::Item> {
        CitationRequest::new(items, style, Some(french()), self.locales(quarters), note)
    }

    fn bibliography<'a>(
        &'a self,
        style: &'a IndependentStyle,
        quarters: bool,
    ) -> BibliographyRequest<'a> {
        BibliographyRequest::new(style, Some(french()), self.locales(quarters))
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
    parse(style).map(|_| ())
}

fn parse(style: &str) -> Result<IndependentStyle, String> {
    guarded(|| IndependentStyle::from_xml(style).map_err(|error| error.to_string()))
        .unwrap_or_else(|| Err(String::new()))
}

/// The style with the layout of its bibliography in the place of that of its notes.
fn list(style: &IndependentStyle) -> Option<IndependentStyle> {
    let mut list = style.clone();
    let bibliography = list.bibliography.take()?;
    list.citation = Citation::with_layout(bibliography.layout);
    list.citation.name_options = bibliography.name_options;
    Some(list)
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
    let mut terms = String::new();
    for (number, words) in (1..).zip(parts) {
        terms.push_str(&format!("<term name=\"season-0{number}\">{words}</term>"));
    }
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

fn last_note(rendered: &Rendered) -> Vec<Run> {
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
                look: look(*formatting),
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

fn look(formatting: hayagriva::Formatting) -> Look {
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
