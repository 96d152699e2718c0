//! `loi verifier`: what to review in the sheets, by official data.

use crate::cli::arguments::LoiVerifyOptions;
use crate::cli::build::{tell, tell_refusal, thousands};
use crate::cli::print;
use crate::diagnostic::catalogue::watch as wording;
use crate::diagnostic::format::Format;
use crate::diagnostic::{Diagnostic, Severity};
use crate::law::official::Day;
use crate::law::{Article, TextId, Texts};
use crate::pipeline::{self, Watched};
use crate::reader;
use crate::site::watch::french_day;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Most texts that are named one by one.
const MAX_NAMED: usize = 20;
/// Most articles of one text that are named.
const MAX_ARTICLES: usize = 5;

/// Tells what to review. Gives the exit status: 1 when an editor has something to do.
pub fn verify(options: &LoiVerifyOptions) -> u8 {
    let build = &options.build;
    let inputs = match reader::read_site(&build.folders, build.drafts) {
        Ok(inputs) => inputs,
        Err(message) => {
            tell_refusal("lecture", &message, build.format);
            return 1;
        }
    };
    let mut watched = pipeline::watch(&inputs, options.date);
    if build.format != Format::Human {
        watched.found.extend(advice(&watched.value));
    }
    let mut told = tell(&watched.found, &inputs, build);
    if build.format == Format::Human {
        told = told.max(print(&summary(&watched.value)));
    }
    let work = watched.found.iter().any(|d| d.severity != Severity::Advice);
    if work { 1 } else { told }
}

/// What a machine is told that people read in the summary.
fn advice(watched: &Watched) -> Vec<Diagnostic> {
    let (watch, texts) = (&watched.watch, &watched.site.texts);
    let mut advice = Vec::new();
    if let Some(asked) = watch.asked {
        advice.extend(
            watch
                .data
                .iter()
                .filter(|data| data.day < asked)
                .map(|data| {
                    wording::data_too_old(
                        &texts.short(&data.text),
                        &french(data.day),
                        &french(asked),
                    )
                    .fact("text", data.text.as_str())
                    .fact("day", data.day.to_string())
                }),
        );
    }
    if !watch.without_data.is_empty() {
        advice.push(
            wording::texts_without_data(&named(&watch.without_data, texts))
                .fact("texts", ids(&watch.without_data)),
        );
    }
    if !watch.out_of_reach.is_empty() {
        advice.push(
            wording::texts_out_of_reach(&named(&watch.out_of_reach, texts))
                .fact("texts", ids(&watch.out_of_reach)),
        );
    }
    advice
}

/// The last lines for people: what was found, by which data, and what they cannot tell.
fn summary(watched: &Watched) -> String {
    let (watch, texts) = (&watched.watch, &watched.site.texts);
    let mut out = String::new();
    let mut told = Vec::new();
    if !watch.reviews.is_empty() {
        told.push(format!(
            "{} à revoir dans {}",
            counted(watch.review_count(), "article"),
            counted(watch.reviews.len(), "fiche")
        ));
    }
    if !watch.overdue.is_empty() {
        told.push(format!(
            "{} en retard de relecture",
            counted(watch.overdue.len(), "fiche")
        ));
    }
    if !watch.never_verified.is_empty() {
        let count = watch.never_verified.len();
        let verified = if count > 1 {
            "vérifiées"
        } else {
            "vérifiée"
        };
        told.push(format!("{} jamais {verified}", counted(count, "fiche")));
    }
    let _ = writeln!(
        out,
        "{}",
        match told.as_slice() {
            [] if watch.data.is_empty() => "Rien n’a pu être vérifié\u{a0}: le site ne cite aucun article dont il ait les données officielles.".to_owned(),
            [] => "Rien à revoir d’après ces données.".to_owned(),
            told => told.join(" · "),
        }
    );
    for data in &watch.data {
        let older = match watch.asked {
            Some(asked) if asked > data.day => format!(
                "\u{202f}; ce qui a été publié ensuite, jusqu’au {}, ne s’y voit pas",
                french(asked)
            ),
            _ => String::new(),
        };
        let _ = writeln!(
            out,
            "Données\u{a0}: {}, au {}{older}",
            texts.name(&data.text),
            french(data.day)
        );
    }
    if !watch.ahead_of_data.is_empty() {
        let count = watch.ahead_of_data.len();
        let one = ["fiche a été vérifiée", "fiches ont été vérifiées"][usize::from(count > 1)];
        let _ = writeln!(
            out,
            "{} {one} après le jour des données, qui ne disent donc pas ce qui a changé depuis.",
            thousands(count)
        );
    }
    match counted_articles(&watch.untold) {
        0 => {}
        count => {
            let which = match count {
                1 => "l’un des articles cités".to_owned(),
                count => format!("{} articles cités", thousands(count)),
            };
            let named = named_articles(&watch.untold, texts);
            let _ = writeln!(
                out,
                "Les données ne disent pas l’état de {which}\u{a0}: {named}"
            );
        }
    }
    match counted_articles(&watch.absent) {
        0 => {}
        count => {
            let which = match count {
                1 => "Un article cité n’est pas".to_owned(),
                count => format!("{} articles cités ne sont pas", thousands(count)),
            };
            let named = named_articles(&watch.absent, texts);
            let _ = writeln!(
                out,
                "{which} dans les données, dont la liste peut être incomplète\u{a0}: {named}"
            );
        }
    }
    if !watch.without_data.is_empty() {
        let _ = writeln!(
            out,
            "Sans données\u{a0}: {} «\u{a0}reperess loi importer\u{a0}» les apporte.",
            sentence(named(&watch.without_data, texts))
        );
    }
    if !watch.out_of_reach.is_empty() {
        let _ = writeln!(
            out,
            "Hors des données de Légifrance, à vérifier à la main\u{a0}: {}",
            sentence(named(&watch.out_of_reach, texts))
        );
    }
    out
}

fn counted_articles(texts: &BTreeMap<TextId, Vec<Article>>) -> usize {
    texts.values().map(Vec::len).sum()
}

/// "L. 211-7, L. 311-1 et 3 autres (CRPA) ; L. 1 (CCP)."
fn named_articles(articles: &BTreeMap<TextId, Vec<Article>>, texts: &Texts) -> String {
    let of_text = |(text, articles): (&TextId, &Vec<Article>)| {
        let names: Vec<String> = articles
            .iter()
            .take(MAX_ARTICLES)
            .map(Article::display)
            .collect();
        let more = match articles.len() - names.len() {
            0 => String::new(),
            1 => " et un autre".to_owned(),
            others => format!(" et {} autres", thousands(others)),
        };
        let short = texts
            .short(text)
            .replace(crate::input::is_hidden, "\u{fffd}");
        format!("{}{more} ({short})", names.join(", "))
    };
    let named: Vec<String> = articles.iter().take(MAX_NAMED).map(of_text).collect();
    let more = if articles.len() > named.len() {
        "…"
    } else {
        "."
    };
    named.join("\u{202f}; ") + more
}

fn named(ids: &BTreeSet<TextId>, texts: &Texts) -> String {
    let names: Vec<String> = ids
        .iter()
        .take(MAX_NAMED)
        .map(|id| texts.short(id))
        .collect();
    let more = match ids.len() - names.len() {
        0 => String::new(),
        others => format!(" et {} autres", thousands(others)),
    };
    // Names of the site's own texts are an editor's words.
    names
        .join(", ")
        .replace(crate::input::is_hidden, "\u{fffd}")
        + &more
}

/// With its full stop, unless an abbreviation ends it.
fn sentence(words: String) -> String {
    if words.ends_with('.') {
        words
    } else {
        words + "."
    }
}

fn ids(ids: &BTreeSet<TextId>) -> String {
    let ids: Vec<&str> = ids.iter().map(TextId::as_str).collect();
    ids.join(" ")
}

fn french(day: Day) -> String {
    french_day(day).unwrap_or_else(|| day.to_string())
}

fn counted(count: usize, word: &str) -> String {
    let plural = if count > 1 { "s" } else { "" };
    format!("{} {word}{plural}", thousands(count))
}
