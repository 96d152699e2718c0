//! An article through time: its versions, how it stands on a day, what became of it since.

use super::{Day, OfficialId};
use crate::law::Article;

/// The state of a version, in the words of LEGI.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum State {
    /// In force.
    InForce,
    /// Will be in force.
    InForceLater,
    /// Replaced by a later version.
    Modified,
    /// Replaced before it ever was in force.
    StillBorn,
    /// Repealed.
    Repealed,
    /// Will be repealed.
    RepealedLater,
    /// Moved to another text or number.
    Transferred,
    /// Without effect any more.
    Lapsed,
    /// Quashed by a court.
    Annulled,
    /// Moved elsewhere in the plan.
    Moved,
    /// Split from its text.
    Detached,
    /// Put in the place of another.
    Substituted,
    /// The data do not say.
    #[default]
    Unknown,
}

const STATES: [(State, &str, &str); 13] = [
    (State::InForce, "VIGUEUR", "en vigueur"),
    (State::InForceLater, "VIGUEUR_DIFF", "en vigueur différée"),
    (State::Modified, "MODIFIE", "modifié"),
    (State::StillBorn, "MODIFIE_MORT_NE", "modifié mort-né"),
    (State::Repealed, "ABROGE", "abrogé"),
    (State::RepealedLater, "ABROGE_DIFF", "abrogation différée"),
    (State::Transferred, "TRANSFERE", "transféré"),
    (State::Lapsed, "PERIME", "périmé"),
    (State::Annulled, "ANNULE", "annulé"),
    (State::Moved, "DEPLACE", "déplacé"),
    (State::Detached, "DISJOINT", "disjoint"),
    (State::Substituted, "SUBSTITUE", "substitué"),
    (State::Unknown, "INCONNU", "état inconnu"),
];

impl State {
    /// Reads `VIGUEUR`, `ABROGE_DIFF`…, and our own `INCONNU` for a state that the data do not tell; nothing for any other
    /// word.
    pub fn parse(written: &str) -> Option<Self> {
        STATES
            .iter()
            .find(|(_, word, _)| *word == written)
            .map(|(state, _, _)| *state)
    }

    /// The word of LEGI.
    pub fn as_str(self) -> &'static str {
        self.words().0
    }

    /// For readers, of a masculine noun: "abrogé", "en vigueur".
    pub fn french(self) -> &'static str {
        self.words().1
    }

    fn words(self) -> (&'static str, &'static str) {
        STATES
            .iter()
            .find(|(state, _, _)| *state == self)
            .map_or(("INCONNU", "état inconnu"), |(_, word, french)| {
                (word, french)
            })
    }

    /// Whether nothing follows: the article ends with this version.
    pub fn ends(self) -> bool {
        matches!(
            self,
            Self::Repealed
                | Self::Transferred
                | Self::Lapsed
                | Self::Annulled
                | Self::Moved
                | Self::Detached
                | Self::Substituted
        )
    }
}

/// One version of an article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Version {
    /// Its identifier.
    pub id: OfficialId,
    /// Its state on the day that the data speak of.
    pub state: State,
    /// First day in force; none when not known.
    pub from: Option<Day>,
    /// First day no longer in force; none when no end is known.
    pub to: Option<Day>,
}

impl Version {
    /// Whether it was, is or will be in force at all.
    fn lives(&self) -> bool {
        self.state != State::StillBorn
            && match (self.from, self.to) {
                (Some(from), Some(to)) => from < to,
                _ => true,
            }
    }

    fn begun(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day)
    }

    fn ended(&self, day: Day) -> bool {
        match self.to {
            Some(to) => to <= day,
            None => self.state.ends(),
        }
    }
}

/// An article on a given day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing<'a> {
    /// In force, in this version.
    InForce(&'a Version),
    /// Not in force yet; the first version that will be.
    NotYet(&'a Version),
    /// No longer in force; the last version that was.
    Ended(&'a Version),
    /// The data do not say; the only version known.
    Unknown(&'a Version),
}

impl<'a> Standing<'a> {
    /// The version that tells most about the article on that day.
    pub fn version(self) -> &'a Version {
        match self {
            Self::InForce(version)
            | Self::NotYet(version)
            | Self::Ended(version)
            | Self::Unknown(version) => version,
        }
    }
}

/// What became of an article after a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change<'a> {
    /// A new version is in force.
    Modified(&'a Version),
    /// It did not exist before.
    Created(&'a Version),
    /// It is no longer in force; its last version.
    Ended(&'a Version),
}

/// An article of an official text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfficialArticle {
    /// Its number.
    pub number: Article,
    /// What it is about, when the data say.
    pub title: Option<String>,
    /// The heading that it stands under: an index into [`OfficialText::headings`](super::OfficialText::headings).
    pub heading: Option<usize>,
    /// Its versions, the oldest first; at least one.
    pub versions: Vec<Version>,
    /// The number that it bears now, when the data say.
    pub renumbered: Option<Article>,
}

impl OfficialArticle {
    /// An article under no heading yet. Its versions are put in the order of time.
    pub fn new(number: Article, versions: Vec<Version>) -> Self {
        let mut article = Self {
            number,
            title: None,
            heading: None,
            versions,
            renumbered: None,
        };
        article.sort();
        article
    }

    pub(super) fn sort(&mut self) {
        self.versions
            .sort_by_key(|version| (version.from, version.to.is_none(), version.to, version.id));
        self.versions.dedup_by_key(|version| version.id);
    }

    /// How the article stands on `day`; nothing when it has no version. Where two versions overlap, as in some old data of
    /// LEGI, the one that began last.
    pub fn state_at(&self, day: Day) -> Option<Standing<'_>> {
        let (mut ended, mut standing, mut next) = (None, None, None);
        for version in self.versions.iter().filter(|version| version.lives()) {
            if !version.begun(day) {
                next = next.or(Some(version));
            } else if version.ended(day) {
                ended = Some(version);
            } else {
                standing = Some(version);
            }
        }
        standing
            .map(|version| match version.state {
                State::Unknown => Standing::Unknown(version),
                _ => Standing::InForce(version),
            })
            .or(ended.map(Standing::Ended))
            .or(next.map(Standing::NotYet))
            .or_else(|| self.versions.last().map(Standing::Ended))
    }

    /// What became of the article after `since`, until `until` included; nothing when it stayed the same, or when the data
    /// do not say.
    pub fn changed_since(&self, since: Day, until: Day) -> Option<Change<'_>> {
        let before = self.state_at(since)?;
        match (before, self.state_at(until)?) {
            (Standing::Ended(_), Standing::Ended(_)) => None,
            (_, Standing::Ended(version)) => Some(Change::Ended(version)),
            (Standing::NotYet(_), Standing::InForce(version)) => Some(Change::Created(version)),
            (before, Standing::InForce(version)) if before.version().id != version.id => {
                Some(Change::Modified(version))
            }
            _ => None,
        }
    }
}
