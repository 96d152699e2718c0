//! Sources printed by a style of citation: a shipped one, or a `.csl` file that an editor brings.
//!
//! `check` weighs a style that is brought; [`Printer`] prints: `item` says what a source is in the words of CSL, `engine` asks
//! the library for runs of words, `mend` repairs what the style left behind, and French typography has the last word.

mod check;
mod engine;
mod item;
pub(super) mod legal;
mod mend;
mod printer;

pub use check::Fault;
pub use printer::Printer;

use super::Bulk;
use check::Weight;
use engine::Engine;
use item::Audience;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Largest style that an editor may bring, in bytes; the longest of the CSL repository has 300,000.
pub const MAX_STYLE_BYTES: u64 = 1_000_000;

/// Most work of printing the sources of a site: see [`Style::is_too_heavy`]. Two minutes of one processor, when a style does
/// all that it can.
const MAX_WORK: usize = 30_000_000_000;
/// Most work of printing one source: half a second.
const MAX_WORK_ON_ONE: usize = 100_000_000;

/// The shipped styles.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shipped {
    /// APA, 7th edition, in French.
    Apa,
    /// NF ISO 690:2021, in notes.
    Iso690,
    /// French legal notes.
    Legal,
}

const APA: &str = include_str!("styles/apa.csl");
const ISO_690: &str = include_str!("styles/iso690.csl");
const LEGAL: &str = include_str!("styles/juridique.csl");
const FRENCH: &str = include_str!("styles/francais.xml");

/// The form in which a source is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Form<'a> {
    /// The first note of a source in a sheet, with what it points at ("art. 1er").
    Note(Option<&'a str>),
    /// A later note of the same source.
    Later(Option<&'a str>),
    /// An entry of the list of sources.
    Entry,
}

/// A style of citation.
pub struct Style {
    kind: Kind,
    engine: OnceLock<Option<Engine>>,
    text: Arc<str>,
    /// The work of printing, which the shipped ones need not count.
    weight: Weight,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Apa,
    Iso690,
    Legal,
    Brought,
}

impl Style {
    /// A shipped style. It is read once in the life of the program, when it is used.
    pub fn shipped(name: Shipped) -> Arc<Self> {
        static STYLES: [OnceLock<Arc<Style>>; 3] = [const { OnceLock::new() }; 3];
        let (at, kind, text) = match name {
            Shipped::Apa => (0, Kind::Apa, APA),
            Shipped::Iso690 => (1, Kind::Iso690, ISO_690),
            Shipped::Legal => (2, Kind::Legal, LEGAL),
        };
        let style = STYLES[at].get_or_init(|| {
            Arc::new(Self {
                kind,
                engine: OnceLock::new(),
                text: text.into(),
                weight: Weight::default(),
            })
        });
        Arc::clone(style)
    }

    /// A style that an editor brings.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn brought(text: &Arc<str>) -> Result<Arc<Self>, Fault> {
        let weight = check::weigh(text)?;
        Ok(Arc::new(Self {
            kind: Kind::Brought,
            engine: OnceLock::new(),
            text: Arc::clone(text),
            weight,
        }))
    }

    /// Whether printing all of `printed`, each the bulk of what is printed once, may take more than a site is worth.
    pub fn is_too_heavy(&self, printed: impl IntoIterator<Item = Bulk>) -> bool {
        let mut total = 0_usize;
        let mut works = printed.into_iter().filter_map(|bulk| self.work(bulk));
        self.kind == Kind::Brought
            && works.any(|work| {
                total = total.saturating_add(work);
                total > MAX_WORK
            })
    }

    /// The work of printing one source, unless it has more to print than is worth asking the style for.
    fn work(&self, bulk: Bulk) -> Option<usize> {
        Some(self.weight.of(bulk)).filter(|work| *work <= MAX_WORK_ON_ONE)
    }

    fn engine(&self) -> Option<&Engine> {
        self.engine
            .get_or_init(|| {
                let quarters = match self.kind {
                    Kind::Apa => ["T1", "T2", "T3", "T4"],
                    Kind::Legal => [
                        "1er\u{a0}trim.",
                        "2e\u{a0}trim.",
                        "3e\u{a0}trim.",
                        "4e\u{a0}trim.",
                    ],
                    Kind::Iso690 | Kind::Brought => [
                        "1er\u{a0}trimestre",
                        "2e\u{a0}trimestre",
                        "3e\u{a0}trimestre",
                        "4e\u{a0}trimestre",
                    ],
                };
                match self.kind {
                    Kind::Brought => Engine::brought(&self.text, FRENCH, quarters),
                    _ => Engine::shipped(&self.text, quarters),
                }
                .ok()
            })
            .as_ref()
    }

    fn audience(&self) -> Audience {
        match self.kind {
            Kind::Apa | Kind::Iso690 => Audience::Shipped,
            Kind::Legal => Audience::Legal,
            Kind::Brought => Audience::Brought,
        }
    }
}

impl fmt::Debug for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Style").field(&self.kind).finish()
    }
}

/// The address of a DOI. What no address holds is written in hexadecimal (DOI Handbook, 3.5.1).
pub fn doi_url(doi: &str) -> String {
    let mut url = String::from("https://doi.org/");
    for c in doi.chars() {
        if c.is_control() || c.is_whitespace() || "\"#%<>?[\\]^`{|}".contains(c) {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                url.push_str(&format!("%{byte:02X}"));
            }
        } else {
            url.push(c);
        }
    }
    url
}
