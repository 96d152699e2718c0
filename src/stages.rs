//! How long the stages of a build take.
//!
//! Nothing above [`crate::reader`] reads a clock: whoever wants durations brings one.

use std::sync::atomic::{AtomicU64, Ordering};

/// A stage of the build, in the order of a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Files into memory.
    Reading,
    /// Settings, sources, texts of law and their official data.
    Settings,
    /// All sheets; what follows are parts of it.
    Sheets,
    /// Front matter.
    FrontMatter,
    /// Markdown into trees.
    Markdown,
    /// Citations into notes.
    Citations,
    /// References to the law.
    Law,
    /// Documents of the sheet's sources that its text names.
    Documents,
    /// French typography.
    Typography,
    /// All sheets together: links, indexes, the watch.
    Site,
    /// Index of the search.
    Search,
    /// Theme and pages.
    Pages,
    /// Feeds, data, exports, attachments.
    Exports,
    /// Files compared with those of the output and written aside, while the three stages before make them.
    Staging,
    /// Files put in place.
    Writing,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 15] = [
        Self::Reading,
        Self::Settings,
        Self::Sheets,
        Self::FrontMatter,
        Self::Markdown,
        Self::Citations,
        Self::Law,
        Self::Documents,
        Self::Typography,
        Self::Site,
        Self::Search,
        Self::Pages,
        Self::Exports,
        Self::Staging,
        Self::Writing,
    ];

    /// Whether it is a part of the stages before it, done by several threads at once, whose times are summed.
    pub fn is_part(self) -> bool {
        matches!(
            self,
            Self::FrontMatter
                | Self::Markdown
                | Self::Citations
                | Self::Law
                | Self::Documents
                | Self::Typography
                | Self::Staging
        )
    }

    /// What an editor calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reading => "lecture",
            Self::Settings => "réglages, sources, textes",
            Self::Sheets => "fiches",
            Self::FrontMatter => "en-têtes",
            Self::Markdown => "Markdown",
            Self::Citations => "citations",
            Self::Law => "droit",
            Self::Documents => "documents nommés",
            Self::Typography => "typographie",
            Self::Site => "liens et index",
            Self::Pages => "pages",
            Self::Search => "recherche",
            Self::Exports => "exports",
            Self::Staging => "écriture à part",
            Self::Writing => "mise en place",
        }
    }
}

/// Sums durations, from any number of threads.
#[derive(Debug)]
pub struct Stopwatch {
    now: fn() -> u64,
    spent: [AtomicU64; Stage::ALL.len()],
}

impl Stopwatch {
    /// Measures by `now`, which gives nanoseconds since any fixed moment.
    pub fn new(now: fn() -> u64) -> Self {
        Self {
            now,
            spent: Default::default(),
        }
    }

    /// Measures nothing.
    pub fn none() -> &'static Self {
        static NONE: Stopwatch = Stopwatch {
            now: || 0,
            spent: [const { AtomicU64::new(0) }; Stage::ALL.len()],
        };
        &NONE
    }

    /// Does `work` and counts its duration.
    pub fn time<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let begun = (self.now)();
        let done = work();
        let spent = (self.now)().saturating_sub(begun);
        self.spent[stage as usize].fetch_add(spent, Ordering::Relaxed);
        done
    }

    /// Nanoseconds counted for `stage`.
    pub fn spent(&self, stage: Stage) -> u64 {
        self.spent[stage as usize].load(Ordering::Relaxed)
    }
}
