//! `list`: guides by type; `topics` and `topic`: guides by topic.

use super::{PageView, SheetItem, Views, address, count, is_guide};
use crate::render::html::law_text::law_text;
use crate::render::theme::Html;
use crate::sheet::front_matter::SheetKind;
use crate::site::SheetIndex;
use crate::site::routes::Route;
use serde::Serialize;

/// `list`: every guide, by type.
#[derive(Clone, Debug, Serialize)]
pub struct ListView {
    /// One per type that has guides.
    pub groups: Vec<ListGroup>,
    /// Topics, as a key to the tints.
    pub topics: Vec<TopicItem>,
    /// "14 guides".
    pub total: String,
}

/// Guides of one type.
#[derive(Clone, Debug, Serialize)]
pub struct ListGroup {
    /// `type-fiche`…
    pub id: String,
    /// "Fiches", "Entretiens", "Initiatives".
    pub title: &'static str,
    /// How many.
    pub count: usize,
    /// Whether the list counts down (numbered fiches, the last first).
    pub reversed: bool,
    /// The guides.
    pub sheets: Vec<SheetItem>,
}

/// A topic in a list.
#[derive(Clone, Debug, Serialize)]
pub struct TopicItem {
    /// Its page.
    pub url: String,
    /// Its name.
    pub name: Html,
    /// How many guides it has.
    pub count: usize,
    /// 1 to 5.
    pub tint: usize,
}

/// `topics`: every topic.
#[derive(Clone, Debug, Serialize)]
pub struct TopicsView {
    /// The topics, each with its guides.
    pub topics: Vec<TopicGroup>,
}

/// A topic and its guides.
#[derive(Clone, Debug, Serialize)]
pub struct TopicGroup {
    /// The topic.
    pub topic: TopicItem,
    /// Id in the page.
    pub id: String,
    /// Its first guides.
    pub sheets: Vec<SheetItem>,
    /// How many are not shown.
    pub more: usize,
}

/// `topic`: one topic.
#[derive(Clone, Debug, Serialize)]
pub struct TopicView {
    /// Its name.
    pub name: Html,
    /// "6 guides".
    pub total: String,
    /// Its guides.
    pub sheets: Vec<SheetItem>,
    /// The other topics.
    pub others: Vec<TopicItem>,
}

/// Most guides of a topic in the page of all topics.
const MAX_IN_TOPICS: usize = 8;

impl Views<'_> {
    /// `page` and `list` for the page of all guides.
    pub fn list(&self, path: &str) -> (PageView, ListView) {
        let total = self
            .site
            .sheets
            .iter()
            .filter(|sheet| is_guide(sheet.front.kind))
            .count();
        let total = count(total, "guide", "guides");
        let view = ListView {
            groups: self.groups(path, usize::MAX),
            topics: self.topic_items(path),
            total: total.clone(),
        };
        let title = "Tous les guides";
        let description = format!("{total}\u{a0}: {}", self.site.config.title);
        (
            self.page(path, &Route::Sheets, title, &description, "page-list"),
            view,
        )
    }

    /// Guides by type, numbered ones from the last to the first, at most `limit` of each type.
    pub fn groups(&self, path: &str, limit: usize) -> Vec<ListGroup> {
        [
            (SheetKind::Sheet, "type-fiche", "Fiches"),
            (SheetKind::Interview, "type-entretien", "Entretiens"),
            (SheetKind::Initiative, "type-initiative", "Initiatives"),
        ]
        .into_iter()
        .filter_map(|(kind, id, title)| {
            let mut sheets: Vec<SheetIndex> = (0..self.site.sheets.len())
                .filter(|at| self.site.sheets[*at].front.kind == kind)
                .collect();
            if sheets.is_empty() {
                return None;
            }
            let numbered = kind == SheetKind::Sheet
                && sheets
                    .iter()
                    .all(|at| self.site.sheets[*at].front.number.is_some());
            if numbered {
                sheets.reverse();
            }
            Some(ListGroup {
                id: id.to_owned(),
                title,
                count: sheets.len(),
                reversed: numbered,
                sheets: sheets
                    .into_iter()
                    .take(limit)
                    .map(|at| self.item(at, path))
                    .collect(),
            })
        })
        .collect()
    }

    /// Every topic, in alphabetical order.
    pub fn topic_items(&self, path: &str) -> Vec<TopicItem> {
        (0..self.site.topics.len())
            .map(|at| self.topic_item(at, path))
            .collect()
    }

    fn topic_item(&self, at: usize, path: &str) -> TopicItem {
        let topic = &self.site.topics[at];
        TopicItem {
            url: address(path, &Route::Topic(topic.slug.clone()).path()),
            name: Html(law_text(&topic.name)),
            count: topic.sheets.len(),
            tint: self.tint(&topic.name),
        }
    }

    /// `page` and `topics` for the page of all topics.
    pub fn topics(&self, path: &str) -> (PageView, TopicsView) {
        let topics = self
            .site
            .topics
            .iter()
            .enumerate()
            .map(|(at, topic)| TopicGroup {
                topic: self.topic_item(at, path),
                id: format!("theme-{}", topic.slug),
                sheets: topic
                    .sheets
                    .iter()
                    .take(MAX_IN_TOPICS)
                    .map(|sheet| self.item(*sheet, path))
                    .collect(),
                more: topic.sheets.len().saturating_sub(MAX_IN_TOPICS),
            })
            .collect();
        let page = self.page(
            path,
            &Route::Topics,
            "Thèmes",
            "Les guides par thème.",
            "page-list",
        );
        (page, TopicsView { topics })
    }

    /// `page` and `topic` for the page of one topic.
    pub fn topic(&self, at: usize, path: &str) -> (PageView, TopicView) {
        let topic = &self.site.topics[at];
        let total = count(topic.sheets.len(), "guide", "guides");
        let description = format!("{}\u{a0}: {total}.", topic.name);
        let view = TopicView {
            name: Html(law_text(&topic.name)),
            total,
            sheets: topic
                .sheets
                .iter()
                .map(|sheet| self.item(*sheet, path))
                .collect(),
            others: (0..self.site.topics.len())
                .filter(|other| *other != at)
                .map(|other| self.topic_item(other, path))
                .collect(),
        };
        (
            self.page(path, &Route::Topics, &topic.name, &description, "page-list"),
            view,
        )
    }
}
