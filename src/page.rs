//! One file of the site to come, and where such files go.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// A file of the output: where it goes and what it holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// Path from the root of the output, with `/` between names; never starts with `/`, never holds `..`.
    pub path: String,
    /// What it holds.
    pub body: Body,
}

/// What a [`Page`] holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Body {
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// The bytes of this file of the content folder, copied when the site is written: attachments can be large.
    Copy {
        /// The file to copy.
        origin: PathBuf,
        /// Its size in bytes when it was listed.
        size: u64,
    },
}

impl Page {
    /// A page of text.
    pub fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            body: Body::Bytes(Arc::from(text.into().into_bytes())),
        }
    }
}

/// Where pages go as they are made: from several threads at once, in any order.
pub trait Sink: Sync {
    /// Takes a page. What cannot be done with it is told by the sink itself, later.
    fn take(&self, page: Page);
}

/// Keeps pages in memory.
#[derive(Default, Debug)]
pub struct Gathered(Mutex<Vec<Page>>);

impl Gathered {
    /// What was taken, by path.
    pub fn into_pages(self) -> Vec<Page> {
        let pages = self.0.into_inner();
        let mut pages = pages.unwrap_or_else(PoisonError::into_inner);
        pages.sort_by(|a, b| a.path.cmp(&b.path));
        pages
    }
}

impl Sink for Gathered {
    fn take(&self, page: Page) {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pages.push(page);
    }
}

/// Lets pages go: what counts is that they can be made.
#[derive(Clone, Copy, Debug)]
pub struct Nowhere;

impl Sink for Nowhere {
    fn take(&self, _: Page) {}
}
