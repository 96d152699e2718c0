//! `law`: every text cited; `text`: one text and its articles; `article`: one article and where it is cited.

use super::passage::PassageView;
use super::{PageView, SheetItem, Views, address, count};
use crate::law::{Article, LegalRef, Nature, TextId, url};
use crate::render::html::escape;
use crate::render::html::law_text::{
    abbreviation, article_label, law_text, lower_first, named_in_full, upper_first,
};
use crate::render::theme::Html;
use crate::sheet::front_matter::SheetKind;
use crate::sheet::slug::slug;
use crate::site::routes::Route;
use crate::site::{IndexedArticle, IndexedText, Occurrence};
use serde::Serialize;

/// Most passages of an article in the page of its text; all of them are in the article's own page.
const PASSAGES_IN_TEXT: usize = 3;
/// Most texts listed by number of guides: further down all are cited by one or two, and the list from A to Z has them.
const BY_SHEETS: usize = 100;
/// Words that do not count in the order from A to Z: one looks for the code de l’urbanisme at "urbanisme".
const LINKING: [&str; 8] = ["de", "du", "des", "d", "la", "le", "les", "l"];
/// Level of the first heading of a text's plan in its page: under the title of the page and that of the part.
const PLAN_LEVEL: usize = 3;
/// The last level of heading that HTML has.
const LAST_LEVEL: usize = 6;

/// `law`: every text cited.
#[derive(Clone, Debug, Serialize)]
pub struct LawView {
    /// Texts by nature.
    pub groups: Vec<NatureGroup>,
    /// The same texts from A to Z.
    pub by_name: Vec<TextLine>,
    /// Those cited by the most guides first, at most a hundred.
    pub by_sheets: Vec<TextLine>,
    /// "126 articles dans 14 textes".
    pub total: String,
}

/// Texts of one nature.
#[derive(Clone, Debug, Serialize)]
pub struct NatureGroup {
    /// Id in the page.
    pub id: String,
    /// "Codes", "Lois et ordonnances"…
    pub title: &'static str,
    /// The texts.
    pub texts: Vec<TextItem>,
}

/// A text in a list.
#[derive(Clone, Debug, Serialize)]
pub struct TextItem {
    /// Its page.
    pub url: String,
    /// Its name.
    pub title: Html,
    /// Its abbreviation; may be empty.
    pub short: String,
    /// "12 articles"; empty for a text that is cited as a whole.
    pub articles: String,
    /// "6 guides".
    pub sheets: String,
    /// File names of its articles' pages without `.html`, apart by a space: what the filter of the page looks through.
    pub numbers: String,
}

/// A text in a short list.
#[derive(Clone, Debug, Serialize)]
pub struct TextLine {
    /// Its page.
    pub url: String,
    /// Its name.
    pub title: Html,
    /// Its abbreviation; may be empty.
    pub short: String,
    /// "6 guides".
    pub sheets: String,
}

/// `text`: one text.
#[derive(Clone, Debug, Serialize)]
pub struct TextView {
    /// Its name.
    pub title: Html,
    /// Its whole official title, when it says more.
    pub full_title: Html,
    /// Its abbreviation; may be empty.
    pub short: String,
    /// Its official address.
    pub official_url: Option<String>,
    /// "Légifrance"…
    pub official_name: String,
    /// What its official address leads to: "code de la commande publique".
    pub official_of: Html,
    /// "texte", "décision": what it is called in the words of its page, with its article and with "ce".
    pub called: Called,
    /// The sources of the bibliography that it is.
    pub sources: Vec<TextSource>,
    /// How many articles are cited.
    pub article_count: usize,
    /// "11 guides".
    pub cited_by: String,
    /// Passages that cite the text as a whole, by guide.
    pub whole: Vec<SheetPassages>,
    /// Its articles by part.
    pub parts: Vec<TextPart>,
}

/// What a text is called in the words of its page.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Called {
    /// "le texte", "la décision".
    pub the: &'static str,
    /// "ce texte", "cette décision".
    pub this: &'static str,
    /// "Le texte dans son ensemble", "La décision".
    pub whole: &'static str,
}

/// A source that is the text, as the bibliography has it.
#[derive(Clone, Debug, Serialize)]
pub struct TextSource {
    /// As it is printed.
    pub html: Html,
    /// Its place in the page of sources.
    pub url: String,
    /// The guides that cite it as a source, each at its first note.
    pub cited_by: Vec<super::NamedLink>,
}

/// Articles of one part of a text.
#[derive(Clone, Debug, Serialize)]
pub struct TextPart {
    /// Id in the page.
    pub id: &'static str,
    /// "Partie législative"; empty for a text without parts.
    pub title: &'static str,
    /// The articles.
    pub articles: Vec<ArticleEntry>,
}

/// An article in the page of its text.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleEntry {
    /// Id in the page.
    pub id: String,
    /// Its page.
    pub url: String,
    /// "L. 2113-15".
    pub label: Html,
    /// What it is about; may be empty.
    pub title: Html,
    /// The headings of the text's plan that begin with it, the widest first.
    pub headings: Vec<PlanHeading>,
    /// The heading that it is itself.
    pub level: Level,
    /// "abrogé depuis le 1er janvier 2026", when it is no longer in force; may be empty.
    pub ended: Html,
    /// A few passages.
    pub passages: Vec<EntryPassage>,
    /// "Les 8 passages, dans 5 guides"; empty when all are shown.
    pub more: String,
}

/// A heading of the plan of a text.
#[derive(Clone, Debug, Serialize)]
pub struct PlanHeading {
    /// Its words.
    pub text: Html,
    /// Its level.
    pub level: Level,
}

/// A level of heading. Plans are deeper than HTML.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Level {
    /// Of its element: 3 to 6.
    pub tag: usize,
    /// The true one, for `aria-level`, when no element has it.
    pub aria: Option<usize>,
}

/// A passage with its guide.
#[derive(Clone, Debug, Serialize)]
pub struct EntryPassage {
    /// The passage.
    pub passage: PassageView,
    /// "n° 6, Les marchés réservés".
    pub sheet: Html,
}

/// `article`: one article.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleView {
    /// "L. 2113-15", "art. 1er".
    pub label: Html,
    /// "Article L. 2113-15", "Annexe II".
    pub heading: Html,
    /// "l’article", "l’annexe".
    pub this: &'static str,
    /// Name of its text.
    pub text_title: Html,
    /// Page of its text.
    pub text_url: String,
    /// Abbreviation of its text; may be empty.
    pub text_short: String,
    /// What it is about; may be empty.
    pub title: Html,
    /// A remark of the editors; may be empty.
    pub note: Html,
    /// The headings it stands under, the widest first; none without official data.
    pub plan: Vec<Html>,
    /// "en vigueur depuis le 1er janvier 2026"; may be empty.
    pub state: Html,
    /// Whether it is no longer in force.
    pub ended: bool,
    /// Its official address.
    pub official_url: Option<String>,
    /// "Légifrance"…
    pub official_name: String,
    /// What its official address leads to: "article L. 2113-15 du code de la commande publique".
    pub official_of: Html,
    /// When the guides that cite it were all checked: the oldest day; none when one was never checked.
    pub verified: Option<super::sheet::DateView>,
    /// "7 fois, dans 5 guides"; says so when no guide names the article but in a range.
    pub cited: String,
    /// Its passages, by guide.
    pub guides: Vec<SheetPassages>,
    /// Articles often cited with it.
    pub cited_with: Vec<CitedWith>,
    /// The article cited before it in the text.
    pub previous: Option<ArticleLink>,
    /// The one after.
    pub next: Option<ArticleLink>,
}

/// The passages of one guide.
#[derive(Clone, Debug, Serialize)]
pub struct SheetPassages {
    /// The guide.
    pub sheet: SheetItem,
    /// Its passages.
    pub passages: Vec<PassageView>,
}

/// An article cited with another.
#[derive(Clone, Debug, Serialize)]
pub struct CitedWith {
    /// Its page.
    pub url: String,
    /// "L. 2113-16", "Directive 2014/24/UE, art. 77".
    pub label: Html,
    /// Abbreviation of its text when that is another code; may be empty.
    pub text: String,
    /// In how many guides.
    pub count: usize,
}

/// A link to an article.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleLink {
    /// Its page.
    pub url: String,
    /// "L. 2113-16".
    pub label: Html,
}

impl Views<'_> {
    /// `page` and `law`.
    pub fn law(&self, path: &str) -> (PageView, LawView) {
        let index = &self.site.legal_index;
        let mut groups: Vec<NatureGroup> = Vec::new();
        for text in &index.texts {
            let (id, title) = nature(text.id.nature());
            let line = self.text_line(text, path);
            let slugs: Vec<&str> = text.articles.iter().map(|a| a.slug.as_str()).collect();
            let item = TextItem {
                url: line.url,
                title: line.title,
                short: line.short,
                articles: match text.articles.len() {
                    0 => String::new(),
                    n => count(n, "article", "articles"),
                },
                sheets: line.sheets,
                numbers: slugs.join(" "),
            };
            match groups.iter_mut().find(|group| group.id == id) {
                Some(group) => group.texts.push(item),
                None => groups.push(NatureGroup {
                    id: id.to_owned(),
                    title,
                    texts: vec![item],
                }),
            }
        }
        let articles = index.texts.iter().map(|text| text.articles.len()).sum();
        let total = format!(
            "{} dans {}",
            count(articles, "article", "articles"),
            count(index.texts.len(), "texte", "textes")
        );
        let description = "Les textes de loi que citent les guides, article par article.";
        (
            self.page(path, &Route::Law, "Droit cité", description, "page-law"),
            LawView {
                groups,
                by_name: self.by_name(path),
                by_sheets: self.by_sheets(path),
                total,
            },
        )
    }

    fn text_line(&self, text: &IndexedText, path: &str) -> TextLine {
        let texts = &self.site.texts;
        TextLine {
            url: address(path, &Route::Text(text.slug.clone()).path()),
            title: Html(law_text(&texts.name(&text.id))),
            short: abbreviation(texts, &text.id).unwrap_or_default(),
            sheets: count(text.sheets.len(), "guide", "guides"),
        }
    }

    /// Sorted by the words of their names; numbers that follow the same word stay in the order of the index.
    fn by_name(&self, path: &str) -> Vec<TextLine> {
        let mut texts: Vec<&IndexedText> = self.site.legal_index.texts.iter().collect();
        texts.sort_by_cached_key(|text| {
            let name = slug(&self.site.texts.name(&text.id));
            name.split('-')
                .filter(|word| !LINKING.contains(word))
                .take_while(|word| !word.starts_with(|c: char| c.is_ascii_digit()))
                .collect::<Vec<_>>()
                .join("-")
        });
        texts
            .into_iter()
            .map(|text| self.text_line(text, path))
            .collect()
    }

    fn by_sheets(&self, path: &str) -> Vec<TextLine> {
        let mut texts: Vec<&IndexedText> = self.site.legal_index.texts.iter().collect();
        texts.sort_by_key(|text| std::cmp::Reverse((text.sheets.len(), text.articles.len())));
        texts
            .into_iter()
            .take(BY_SHEETS)
            .map(|text| self.text_line(text, path))
            .collect()
    }

    /// `page` and `text` for text `at` of the index.
    pub fn text(&self, at: usize, path: &str) -> (PageView, TextView) {
        let texts = &self.site.texts;
        let text = &self.site.legal_index.texts[at];
        let (name, title) = (texts.name(&text.id), texts.title(&text.id));
        let whole = LegalRef::Text(text.id.clone());
        let view = TextView {
            title: Html(law_text(&name)),
            full_title: Html(if title == name {
                String::new()
            } else {
                law_text(&self.site.config.default_typography().text(&title))
            }),
            short: abbreviation(texts, &text.id).unwrap_or_default(),
            official_url: url::official_url(&whole, texts).filter(|url| escape::allowed_url(url)),
            official_name: url::official_name(&text.id).to_string(),
            official_of: Html(law_text(&named_in_full(&whole, texts))),
            called: called(text.id.nature()),
            sources: self.sources_of(&text.id, path),
            article_count: text.articles.len(),
            cited_by: count(text.sheets.len(), "guide", "guides"),
            whole: self.by_sheet(&text.occurrences, path),
            parts: self.text_parts(text, path),
        };
        let page_title = format!("{name} · Droit cité");
        let description = format!("{name}\u{a0}: ce qu’en disent les guides.");
        let mut page = self.page(path, &Route::Law, &page_title, &description, "page-law");
        page.title = name;
        page.json_ld = Some(Html(self.text_json_ld(text, path)));
        (page, view)
    }

    fn sources_of(&self, text: &TextId, path: &str) -> Vec<TextSource> {
        let sources = self.law_sources.get(text).into_iter().flatten();
        sources
            .map(|at| {
                let indexed = &self.site.sources[*at];
                let view = self.source(indexed, path);
                TextSource {
                    html: view.html,
                    url: format!(
                        "{}#{}",
                        address(path, &Route::Sources.path()),
                        indexed.anchor
                    ),
                    cited_by: view.cited_by,
                }
            })
            .collect()
    }

    fn text_parts(&self, text: &IndexedText, path: &str) -> Vec<TextPart> {
        let mut parts: Vec<TextPart> = Vec::new();
        let mut open: Vec<&str> = Vec::new();
        let mut last_part = 0;
        for article in &text.articles {
            let (id, title) = part(text.id.nature(), &article.article);
            // Articles that look for their part before and after the others share one, so that ids stay unique.
            let at = parts
                .iter()
                .position(|part| part.id == id)
                .unwrap_or_else(|| {
                    parts.push(TextPart {
                        id,
                        title,
                        articles: Vec::new(),
                    });
                    parts.len() - 1
                });
            if at != last_part {
                open.clear();
                last_part = at;
            }
            // The plan of a code begins with the part, which is the heading above.
            let plan: Vec<&str> = plan(article)
                .skip_while(|heading| !title.is_empty() && heading.starts_with(title))
                .collect();
            let kept = plan
                .iter()
                .zip(&open)
                .take_while(|(heading, open)| heading == open)
                .count();
            let mut entry = self.article_entry(text, article, path);
            entry.level = level(plan.len());
            entry.headings = plan
                .iter()
                .enumerate()
                .skip(kept)
                .map(|(depth, heading)| PlanHeading {
                    text: Html(law_text(
                        &self.site.config.default_typography().text(heading),
                    )),
                    level: level(depth),
                })
                .collect();
            open = plan;
            parts[at].articles.push(entry);
        }
        parts
    }

    fn article_entry(
        &self,
        text: &IndexedText,
        article: &IndexedArticle,
        path: &str,
    ) -> ArticleEntry {
        // One passage a guide first: three guides say more than one guide thrice.
        let mut shown: Vec<&Occurrence> = Vec::new();
        for occurrence in &article.occurrences {
            if shown.len() < PASSAGES_IN_TEXT
                && shown.iter().all(|other| other.sheet != occurrence.sheet)
            {
                shown.push(occurrence);
            }
        }
        let passages = article.occurrences.len();
        let mut sheets: Vec<usize> = article.occurrences.iter().map(|o| o.sheet).collect();
        sheets.dedup();
        ArticleEntry {
            id: format!("art-{}", article.slug),
            url: address(
                path,
                &Route::Article(text.slug.clone(), article.slug.clone()).path(),
            ),
            label: Html(article_label(&article.article)),
            title: Html(law_text(article.title.as_deref().unwrap_or(""))),
            headings: Vec::new(),
            level: level(0),
            ended: Html(law_text(
                article
                    .official
                    .as_ref()
                    .filter(|official| official.ended)
                    .and_then(|official| official.state.as_deref())
                    .unwrap_or(""),
            )),
            more: if passages > shown.len() {
                format!(
                    "Les {}, dans {}",
                    count(passages, "passage", "passages"),
                    count(sheets.len(), "guide", "guides")
                )
            } else {
                String::new()
            },
            passages: self
                .passages(shown.iter().copied(), path)
                .into_iter()
                .zip(&shown)
                .map(|(passage, occurrence)| EntryPassage {
                    passage,
                    sheet: Html(self.long_name(occurrence.sheet)),
                })
                .collect(),
        }
    }

    /// "n° 6, Les marchés réservés", "Entretien : …".
    fn long_name(&self, at: usize) -> String {
        let front = &self.site.sheets[at].front;
        let title = law_text(&front.title);
        match (front.kind, front.number) {
            (SheetKind::Sheet, Some(number)) => format!("n°\u{a0}{number}, {title}"),
            (kind @ (SheetKind::Interview | SheetKind::Initiative), _)
                if !front.title.starts_with(super::kind_label(kind)) =>
            {
                format!("{}\u{a0}: {title}", super::kind_label(kind))
            }
            _ => title,
        }
    }

    /// `page` and `article` for article `a` of text `t` of the index.
    pub fn article(&self, t: usize, a: usize, path: &str) -> (PageView, ArticleView) {
        let texts = &self.site.texts;
        let text = &self.site.legal_index.texts[t];
        let article = &text.articles[a];
        let guides = self.by_sheet(&article.occurrences, path);
        let text_name = texts.name(&text.id);
        let shown = article.article.named();
        let view = ArticleView {
            label: Html(article_label(&article.article)),
            heading: Html(law_text(&upper_first(&article.article.named()))),
            this: if article.article.is_annex() {
                "l’annexe"
            } else {
                "l’article"
            },
            text_title: Html(law_text(&text_name)),
            text_url: address(path, &Route::Text(text.slug.clone()).path()),
            text_short: abbreviation(texts, &text.id).unwrap_or_default(),
            title: Html(law_text(article.title.as_deref().unwrap_or(""))),
            note: Html(law_text(article.note.as_deref().unwrap_or(""))),
            plan: plan(article)
                .map(|heading| {
                    Html(law_text(
                        &self.site.config.default_typography().text(heading),
                    ))
                })
                .collect(),
            state: Html(law_text(
                article
                    .official
                    .as_ref()
                    .and_then(|official| official.state.as_deref())
                    .unwrap_or(""),
            )),
            ended: article
                .official
                .as_ref()
                .is_some_and(|official| official.ended),
            official_url: article.url.clone().filter(|url| escape::allowed_url(url)),
            official_name: url::official_name(&text.id).to_string(),
            official_of: Html(law_text(&named_in_full(
                &LegalRef::Article {
                    text: text.id.clone(),
                    article: article.article.clone(),
                },
                texts,
            ))),
            verified: self.oldest_check(&article.occurrences),
            cited: cited(&article.occurrences, guides.len()),
            guides,
            cited_with: self.cited_with(text, article, path),
            previous: a.checked_sub(1).map(|a| article_link(text, a, path)),
            next: (a + 1 < text.articles.len()).then(|| article_link(text, a + 1, path)),
        };
        let title = format!("{}, {}", upper_first(&shown), lower_first(&text_name));
        let description = format!("Ce que disent les guides de l’{shown} ({text_name}).");
        let mut page = self.page(path, &Route::Law, &title, &description, "page-law");
        page.json_ld = Some(Html(self.article_json_ld(text, article, path)));
        (page, view)
    }

    fn cited_with(
        &self,
        text: &IndexedText,
        article: &IndexedArticle,
        path: &str,
    ) -> Vec<CitedWith> {
        article
            .cited_with
            .iter()
            .filter_map(|(other, number, count)| {
                let route = self.law_pages.article(other, number)?;
                let label = article_label(number);
                let short = abbreviation(&self.site.texts, other);
                let same = *other == text.id;
                Some(CitedWith {
                    url: address(path, &route.path()),
                    label: Html(if same || short.is_some() {
                        label
                    } else {
                        format!("{}, {label}", law_text(&self.site.texts.short(other)))
                    }),
                    text: short.filter(|_| !same).unwrap_or_default(),
                    count: *count,
                })
            })
            .collect()
    }

    fn by_sheet(&self, occurrences: &[Occurrence], path: &str) -> Vec<SheetPassages> {
        let mut guides: Vec<(usize, SheetPassages)> = Vec::new();
        let passages = self.passages(occurrences.iter(), path);
        for (occurrence, passage) in occurrences.iter().zip(passages) {
            match guides.last_mut() {
                Some((at, guide)) if *at == occurrence.sheet => guide.passages.push(passage),
                _ => guides.push((
                    occurrence.sheet,
                    SheetPassages {
                        sheet: self.item(occurrence.sheet, path),
                        passages: vec![passage],
                    },
                )),
            }
        }
        guides.into_iter().map(|(_, guide)| guide).collect()
    }

    fn oldest_check(&self, occurrences: &[Occurrence]) -> Option<super::sheet::DateView> {
        occurrences
            .iter()
            .map(|occurrence| self.site.sheets[occurrence.sheet].front.verified)
            .collect::<Option<Vec<_>>>()?
            .into_iter()
            .min()
            .map(super::sheet::DateView::of)
    }
}

/// "15 fois, dans 5 guides, dont 3 fois à travers un intervalle d’articles".
fn cited(occurrences: &[Occurrence], guides: usize) -> String {
    let through = occurrences.iter().filter(|place| place.through_range);
    let through = through.count();
    let range = match through {
        0 => String::new(),
        all if all == occurrences.len() => ", à travers un intervalle d’articles".to_owned(),
        some => format!(
            ", dont {} à travers un intervalle d’articles",
            count(some, "fois", "fois")
        ),
    };
    format!(
        "{}, dans {}{range}",
        count(occurrences.len(), "fois", "fois"),
        count(guides, "guide", "guides")
    )
}

/// The heading at `depth` of a plan.
fn level(depth: usize) -> Level {
    let level = PLAN_LEVEL + depth;
    Level {
        tag: level.min(LAST_LEVEL),
        aria: (level > LAST_LEVEL).then_some(level),
    }
}

/// The headings that an article stands under, the widest first.
fn plan(article: &IndexedArticle) -> impl Iterator<Item = &str> {
    let official = article.official.as_ref();
    official
        .into_iter()
        .flat_map(|official| official.plan.iter().map(String::as_str))
}

fn article_link(text: &IndexedText, at: usize, path: &str) -> ArticleLink {
    let article = &text.articles[at];
    ArticleLink {
        url: address(
            path,
            &Route::Article(text.slug.clone(), article.slug.clone()).path(),
        ),
        label: Html(article_label(&article.article)),
    }
}

fn called(nature: Nature) -> Called {
    match nature {
        Nature::Case => Called {
            the: "la décision",
            this: "cette décision",
            whole: "La décision",
        },
        _ => Called {
            the: "le texte",
            this: "ce texte",
            whole: "Le texte dans son ensemble",
        },
    }
}

/// Id and title of a nature's group; natures that readers look for together share one.
fn nature(nature: Nature) -> (&'static str, &'static str) {
    match nature {
        Nature::Constitution => ("constitution", "Constitution"),
        Nature::Code => ("codes", "Codes"),
        Nature::Law | Nature::Ordinance => ("lois", "Lois et ordonnances"),
        Nature::Decree => ("decrets", "Décrets"),
        Nature::Order | Nature::Circular => ("arretes", "Arrêtés et circulaires"),
        Nature::Treaty | Nature::Directive | Nature::Regulation | Nature::EuropeanDecision => {
            ("europe", "Droit de l’Union européenne")
        }
        Nature::Case => ("jurisprudence", "Jurisprudence"),
    }
}

/// Id and title of the part of a code that an article belongs to, told by its letter
/// (Guide de légistique, fiche 2.2.3: L, then R and D, then A).
fn part(nature: Nature, article: &Article) -> (&'static str, &'static str) {
    if article.is_annex() {
        return ("annexes", "Annexes");
    }
    if nature != Nature::Code {
        return ("articles-cites", "");
    }
    match article.as_str().bytes().next() {
        Some(b'L') => ("partie-legislative", "Partie législative"),
        Some(b'R' | b'D') => ("partie-reglementaire", "Partie réglementaire"),
        Some(b'A') => ("partie-arretes", "Arrêtés"),
        _ => ("articles-cites", ""),
    }
}
