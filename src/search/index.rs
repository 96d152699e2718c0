//! Which terms stand where, and how much each place says about them: BM25 over sections, with weights by field
//! (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, section 3.6).

use super::analysis::{Analyser, Fnv, Role, TermId};
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
/// Most entries that one analyser reads: the more it reads, the fewer words are met anew.
const CHUNK: usize = 128;

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
    // A small site is shared among all threads too.
    let size = entries.len().div_ceil(4 * rayon::current_num_threads());
    let size = size.clamp(1, CHUNK);
    let counted: Vec<Counted> = entries
        .par_chunks(size)
        .enumerate()
        .map(|(at, entries)| Counted::of(at * size, entries, acronyms))
        .collect();
    let lengths = || counted.iter().flat_map(|chunk| &chunk.lengths).flatten();
    let words: u64 = lengths().map(|words| u64::from(*words)).sum();
    #[allow(clippy::cast_precision_loss)]
    let usual = (words as f32 / lengths().count().max(1) as f32).max(1.0);
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
    for chunk in counted {
        let start = chunk.terms.partition_point(|term| term.bucket < bucket);
        for term in chunk.terms[start..]
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
            terms[place]
                .postings
                .extend(term.places.iter().map(|place| Posting {
                    entry: place.entry,
                    section: place.section,
                    impact: impact(place.weight, chunk.length(place), usual),
                }));
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

/// The terms of entries that follow one another.
struct Counted {
    /// Index of the first entry.
    first: usize,
    /// By bucket.
    terms: Vec<CountedTerm>,
    /// Words of each section of each entry.
    lengths: Vec<Vec<u32>>,
}

struct CountedTerm {
    bucket: u64,
    term: String,
    /// Where it stands, by entry then section.
    places: Vec<Place>,
}

/// A section in which a term stands.
struct Place {
    entry: u32,
    section: u32,
    /// How much all its occurrences there weigh.
    weight: f32,
}

impl Counted {
    fn of(first: usize, entries: &[Entry], acronyms: &HashSet<&str>) -> Self {
        let mut analyser = Analyser::default();
        // By the number of the term.
        let mut places: Vec<Vec<Place>> = Vec::new();
        let mut add = |term: TermId, entry: u32, section: u32, weight: f32| {
            let term = term as usize;
            if places.len() <= term {
                places.resize_with(term + 1, Vec::new);
            }
            match places[term].last_mut() {
                Some(last) if (last.entry, last.section) == (entry, section) => {
                    last.weight += weight;
                }
                _ => places[term].push(Place {
                    entry,
                    section,
                    weight,
                }),
            }
        };
        let mut lengths = Vec::with_capacity(entries.len());
        // The section in which a term that counts once in a section was last met, as an acronym or not.
        let mut met: HashMap<(TermId, bool), (u32, u32)> = HashMap::new();
        for (at, entry) in (first..).zip(entries) {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let mut words_of_sections = Vec::with_capacity(entry.sections.len());
            for (number, section) in (0..).zip(&entry.sections) {
                let mut length = 0;
                let summary = (Field::Summary, &section.text[..section.summary]);
                let text = (Field::Text, &section.text[section.summary..]);
                let named = section
                    .named
                    .iter()
                    .map(|(field, words)| (*field, words.as_str()));
                for (field, words) in named.chain([summary, text]) {
                    analyser.read(words, |term, role, written| {
                        if role == Role::Stop {
                            return;
                        }
                        if matches!(field, Field::Summary | Field::Text) {
                            length += 1;
                        }
                        // Words in small letters, which are most of them, need not be looked up.
                        let acronym = role == Role::Word
                            && !written.starts_with(|c: char| c.is_ascii_lowercase())
                            && acronyms.contains(written);
                        let once = acronym || field == Field::Article;
                        let place = (at, number);
                        let is_first = !once || met.insert((term, acronym), place) != Some(place);
                        let weight = match field {
                            Field::Title => 12.0,
                            Field::Article if is_first => 9.0,
                            Field::Text | Field::Summary if acronym && is_first => 7.0,
                            Field::Heading => 5.0,
                            Field::Summary => 2.5,
                            Field::Text => 1.0,
                            Field::Article => 0.0,
                        };
                        add(term, at, number, weight);
                    });
                }
                words_of_sections.push(length);
            }
            for filter in &entry.filters {
                add(analyser.id(filter), at, 0, 1.0);
            }
            lengths.push(words_of_sections);
        }
        let mut terms: Vec<CountedTerm> = analyser
            .into_terms()
            .into_iter()
            .zip(places)
            .map(|(term, places)| CountedTerm {
                bucket: bucket(&term),
                term,
                places,
            })
            .collect();
        terms.retain(|term| !term.places.is_empty());
        terms.sort_by_key(|term| term.bucket);
        Self {
            first,
            terms,
            lengths,
        }
    }

    /// Words of the section at `place`.
    fn length(&self, place: &Place) -> u32 {
        self.lengths[place.entry as usize - self.first][place.section as usize]
    }
}

fn bucket(term: &str) -> u64 {
    let mut hash = Fnv::default();
    hash.write(term.as_bytes());
    (hash.finish() >> 32) % BUCKETS
}
