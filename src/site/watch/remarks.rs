//! What the watch tells editors.

use super::{Reason, Review, Watch, french_day};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::watch as wording;
use crate::input::Inputs;
use crate::law::official::{Day, State};
use crate::law::{Article, LegalRef, OfficialTexts, Texts};
use crate::sheet::FactSheet;

/// Most other places of an article that a remark shows.
const MAX_PLACES: usize = 3;

/// One remark for each thing to review, and advice on sheets whose law was never checked.
pub fn remarks(
    watch: &Watch,
    sheets: &[FactSheet],
    texts: &Texts,
    official: &OfficialTexts,
    inputs: &Inputs,
) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = watch
        .reviews
        .values()
        .flatten()
        .map(|review| remark(review, texts, official, inputs))
        .collect();
    for at in &watch.overdue {
        let front = &sheets[*at].front;
        if let Some(before) = front.review_before {
            let span = front.review_before_span.unwrap_or(front.title_span);
            found.push(wording::overdue(span, &before.french()).fact("before", before.iso()));
        }
    }
    found.extend(
        watch
            .never_verified
            .iter()
            .map(|at| wording::never_verified(sheets[*at].front.title_span)),
    );
    found
}

fn remark(review: &Review, texts: &Texts, official: &OfficialTexts, inputs: &Inputs) -> Diagnostic {
    let first = &review.places[0];
    let cited = wording::Cited {
        span: first.span,
        article: &review.article.display(),
        text: &texts.name(&review.text),
        through_range: review.places.iter().all(|place| place.through_range),
    };
    let day = |day: Option<Day>| day.and_then(french_day);
    let verified = day(review.verified).unwrap_or_default();
    let url = official.url(&review.text, &review.article);
    let nearest = nearest(review, official);
    let mut told = match &review.reason {
        Reason::Ended {
            state,
            since,
            successor,
        } => {
            let successor = successor.as_ref().map(Article::display);
            wording::ended(
                &cited,
                state.map(State::french),
                day(*since).as_deref(),
                successor.as_deref(),
            )
        }
        Reason::Modified { from } => {
            let from = day(Some(*from)).unwrap_or_default();
            wording::modified(&cited, &from, &verified, url.as_deref())
        }
        Reason::Created { from } => {
            let from = day(Some(*from)).unwrap_or_default();
            wording::created(&cited, &from, &verified, url.as_deref())
        }
        Reason::NotYet { from } => wording::not_yet(&cited, day(*from).as_deref()),
        Reason::Renumbered { to } => wording::renumbered(&cited, &to.display()),
        Reason::Unknown => {
            let nearest = nearest.map(Article::display);
            crate::diagnostic::catalogue::law::unknown_article(
                cited.span,
                cited.article,
                cited.text,
                nearest.as_deref(),
            )
        }
    };
    let others = &review.places[1..];
    for place in others.iter().take(MAX_PLACES) {
        told = told.related(place.span, wording::cited_here_too());
    }
    if others.len() > MAX_PLACES {
        let more = wording::other_places(others.len() - MAX_PLACES);
        let help = told.help.take().unwrap_or_default();
        told.help = Some(format!("{more} {help}").trim().to_owned());
    }
    with_facts(told, review, nearest, url, inputs)
}

/// The number that an unknown one was most likely meant to be.
fn nearest<'a>(review: &Review, official: &'a OfficialTexts) -> Option<&'a Article> {
    if review.reason == Reason::Unknown {
        official.get(&review.text)?.nearest(&review.article)
    } else {
        None
    }
}

/// The facts of a review for machines.
fn with_facts(
    told: Diagnostic,
    review: &Review,
    nearest: Option<&Article>,
    url: Option<String>,
    inputs: &Inputs,
) -> Diagnostic {
    let span = review.places[0].span;
    let written = inputs.file(span.file).text.get(span.range());
    let id = LegalRef::Article {
        text: review.text.clone(),
        article: review.article.clone(),
    }
    .id();
    let told = told
        .fact("article", id)
        .fact("name", review.article.display())
        .fact("reference", written.unwrap_or_default())
        .fact("places", review.places.len().to_string());
    let state = match &review.reason {
        Reason::Ended { state, .. } => state.map(|state| state.as_str().to_owned()),
        _ => None,
    };
    let number = |article: &Article| article.as_str().to_owned();
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    let facts = [
        ("verified", day(review.verified)),
        ("since", day(review.changed_on())),
        ("state", state),
        ("successor", review.successor().map(number)),
        ("nearest", nearest.map(number)),
        ("url", url),
    ];
    facts
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .fold(told, |told, (name, value)| told.fact(name, value))
}
