//! Which terms stand where, and how much each place says about them: BM25 over sections, with weights by field
//! (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, section 3.6).

use super::analysis::{Analyser, Fnv, Role, Words};
use super::entries::{Entry, Field};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::hash::Hasher;

/// How soon more occurrences of a term stop mattering. Higher than usual, since weights of fields make large numbers.
const K1: f32 = 4.0;
/// How much a long section has to say a term more often than a short one.
const B: f32 = 0.5;
/// The highest impact: what one character of a file can tell.
pub const MAX_IMPACT: u8 = 63;
/// Parts that terms are shared among, to be put in order by as many threads as there are.
const BUCKETS: u64 = 64;
/// Entries that one analyser reads.
const CHUNK: usize = 32;

/// Where a term stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Posting {
    /// Index of the entry.
    pub entry: u32,
    /// Index of its section.
    pub section: u32,
    /// How much the section is about the term, 1 to [`MAX_IMPACT`].
    pub impact: u8,
}

/// A term and where it stands, by entry then section.
#[derive(Debug)]
pub struct Term {
    /// The term.
    pub term: String,
    /// Its places.
    pub postings: Vec<Posting>,
}

/// The terms of `entries`, in the order in which a browser sorts texts. `acronyms` count for more than other words.
pub fn index(entries: &[Entry], acronyms: &HashSet<&str>) -> Vec<Term> {
    let counted: Vec<Counted> = entries
        .par_chunks(CHUNK)
        .flat_map_iter(|entries| {
            let mut analyser = Analyser::default();
            entries
                .iter()
                .map(|entry| Counted::of(entry, acronyms, &mut analyser))
                .collect::<Vec<_>>()
        })
        .collect();
    let sections: usize = counted.iter().map(|entry| entry.lengths.len()).sum();
    let words: u64 = counted
        .iter()
        .flat_map(|entry| &entry.lengths)
        .map(|words| u64::from(*words))
        .sum();
    #[allow(clippy::cast_precision_loss)]
    let usual = (words as f32 / sections.max(1) as f32).max(1.0);
    let mut terms: Vec<Term> = (0..BUCKETS)
        .into_par_iter()
        .flat_map_iter(|bucket| bucket_terms(bucket, &counted, usual))
        .collect();
    terms.par_sort_unstable_by(|a, b| a.term.encode_utf16().cmp(b.term.encode_utf16()));
    terms
}

fn bucket_terms(bucket: u64, counted: &[Counted], usual: f32) -> Vec<Term> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut terms: Vec<Term> = Vec::new();
    for (at, entry) in counted.iter().enumerate() {
        let start = entry.terms.partition_point(|term| term.bucket < bucket);
        for term in entry.terms[start..]
            .iter()
            .take_while(|term| term.bucket == bucket)
        {
            let place = *places.entry(&term.term).or_insert_with(|| {
                terms.push(Term {
                    term: term.term.clone(),
                    postings: Vec::new(),
                });
                terms.len() - 1
            });
            for (section, weight) in &term.sections {
                terms[place].postings.push(Posting {
                    entry: u32::try_from(at).unwrap_or(u32::MAX),
                    section: *section,
                    impact: impact(*weight, entry.lengths[*section as usize], usual),
                });
            }
        }
    }
    terms
}

#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)]
fn impact(weight: f32, length: u32, usual: f32) -> u8 {
    let long = 1.0 - B + B * length as f32 / usual;
    let part = weight / (weight + K1 * long);
    ((part * f32::from(MAX_IMPACT)) as u8).clamp(1, MAX_IMPACT)
}

/// The terms of one entry.
struct Counted {
    /// By bucket.
    terms: Vec<CountedTerm>,
    /// Words of each section.
    lengths: Vec<u32>,
}

struct CountedTerm {
    bucket: u64,
    term: String,
    /// Sections where it stands, with its weight there.
    sections: Vec<(u32, f32)>,
}

impl Counted {
    fn of(entry: &Entry, acronyms: &HashSet<&str>, analyser: &mut Analyser) -> Self {
        let mut places: Words<usize> = Words::default();
        let mut terms: Vec<CountedTerm> = Vec::new();
        let mut lengths = Vec::with_capacity(entry.sections.len());
        // The section and the field in which a term that counts once was last met.
        let mut met: HashMap<(usize, bool), u32> = HashMap::new();
        for (at, section) in entry.sections.iter().enumerate() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let mut length = 0;
            let summary = (Field::Summary, &section.text[..section.summary]);
            let text = (Field::Text, &section.text[section.summary..]);
            let named = section
                .named
                .iter()
                .map(|(field, words)| (*field, words.as_str()));
            for (field, words) in named.chain([summary, text]) {
                analyser.terms(words, |term, role, written| {
                    if role == Role::Stop {
                        return;
                    }
                    if matches!(field, Field::Summary | Field::Text) {
                        length += 1;
                    }
                    let place = if let Some(place) = places.get(term) {
                        *place
                    } else {
                        places.insert(term.to_owned(), terms.len());
                        terms.push(CountedTerm {
                            bucket: bucket(term),
                            term: term.to_owned(),
                            sections: Vec::new(),
                        });
                        terms.len() - 1
                    };
                    // Words in small letters, which are most of them, need not be looked up.
                    let acronym = role == Role::Word
                        && !written.starts_with(|c: char| c.is_ascii_lowercase())
                        && acronyms.contains(written);
                    let once = acronym || field == Field::Article;
                    let first = !once || met.insert((place, acronym), at) != Some(at);
                    let weight = match field {
                        Field::Title => 12.0,
                        Field::Article if first => 9.0,
                        Field::Text | Field::Summary if acronym && first => 7.0,
                        Field::Heading => 5.0,
                        Field::Summary => 2.5,
                        Field::Text => 1.0,
                        Field::Article => 0.0,
                    };
                    match terms[place].sections.last_mut() {
                        Some((section, sum)) if *section == at => *sum += weight,
                        _ => terms[place].sections.push((at, weight)),
                    }
                });
            }
            lengths.push(length);
        }
        for filter in &entry.filters {
            terms.push(CountedTerm {
                bucket: bucket(filter),
                term: filter.clone(),
                sections: vec![(0, 1.0)],
            });
        }
        terms.sort_by_key(|term| term.bucket);
        Self { terms, lengths }
    }
}

fn bucket(term: &str) -> u64 {
    let mut hash = Fnv::default();
    hash.write(term.as_bytes());
    (hash.finish() >> 32) % BUCKETS
}
