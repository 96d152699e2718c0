//! What official data say of the law that the sheets cite: which articles exist, under which headings, in force or not.

use super::OfficialFacts;
use super::legal_index::articles_of;
use super::watch::french_day;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::law as remarks;
use crate::input::{Inputs, Span};
use crate::law::official::{Day, Standing};
use crate::law::{Article, LegalRef, MAX_RANGE, OfficialTexts, RangeError, TextId, Texts};
use crate::sheet::FactSheet;

/// Reports articles that do not exist, where the data list them all, and ranges whose articles nothing tells.
pub fn check(
    sheets: &[FactSheet],
    texts: &Texts,
    official: &OfficialTexts,
    inputs: &Inputs,
    found: &mut Vec<Diagnostic>,
) {
    for sheet in sheets {
        let in_prose = sheet.law.iter().flat_map(|mention| {
            let references = mention.parts.iter().filter_map(|p| p.reference.as_ref());
            references.map(|reference| (reference, mention.span))
        });
        let declared = sheet
            .declared_law
            .iter()
            .map(|declared| (&declared.reference, declared.span));
        for (reference, span) in in_prose.chain(declared) {
            report(reference, span, texts, official, inputs, found);
        }
    }
}

fn report(
    reference: &LegalRef,
    span: Span,
    texts: &Texts,
    official: &OfficialTexts,
    inputs: &Inputs,
    found: &mut Vec<Diagnostic>,
) {
    let text = reference.text();
    if let Some(data) = official.get(text).filter(|data| data.facts().complete) {
        let ends: Vec<&Article> = match reference {
            LegalRef::Text(_) => Vec::new(),
            LegalRef::Article { article, .. } => vec![article],
            LegalRef::Range { from, to, .. } => vec![from, to],
        };
        for article in ends {
            if data.article(article).is_none() {
                let nearest = data.nearest(article).map(Article::display);
                found.push(remarks::unknown_article(
                    span,
                    &article.display(),
                    &texts.name(text),
                    nearest.as_deref(),
                ));
            }
        }
    }
    // A range in the wrong order was reported with its sheet.
    if !matches!(reference, LegalRef::Range { .. }) || articles_of(reference, official).is_some() {
        return;
    }
    let written = inputs.file(span.file).text.get(span.range());
    let written = written.unwrap_or_default();
    match reference.articles() {
        Err(RangeError::TooLong) => found.push(remarks::long_range(span, written, MAX_RANGE)),
        Err(RangeError::NotSequential) => found.push(remarks::unexpandable_range(span, written)),
        Ok(_) | Err(RangeError::Reversed) => {}
    }
}

/// What the data say of one article.
pub fn facts(text: &TextId, article: &Article, official: &OfficialTexts) -> Option<OfficialFacts> {
    let data = official.get(text)?;
    let known = data.article(article)?;
    let standing = known.state_at(data.facts().date)?;
    let day = |day: Option<Day>| day.and_then(Day::known).and_then(french_day);
    let version = standing.version();
    let state = match standing {
        Standing::InForce(_) => Some(match day(version.from) {
            Some(from) => format!("en vigueur depuis le {from}"),
            None => "en vigueur".to_owned(),
        }),
        Standing::NotYet(_) => Some(match day(version.from) {
            Some(from) => format!("en vigueur à partir du {from}"),
            None => "pas encore en vigueur".to_owned(),
        }),
        Standing::Ended(_) => Some(match day(version.to) {
            Some(to) => format!("{} depuis le {to}", version.state.french()),
            None => version.state.french().to_owned(),
        }),
        Standing::Unknown(_) => None,
    };
    Some(OfficialFacts {
        plan: data
            .path(known)
            .into_iter()
            .map(|heading| heading.title.clone())
            .collect(),
        state,
        ended: matches!(standing, Standing::Ended(_)),
        in_force: match standing {
            Standing::InForce(_) => Some(true),
            Standing::NotYet(_) | Standing::Ended(_) => Some(false),
            Standing::Unknown(_) => None,
        },
    })
}
