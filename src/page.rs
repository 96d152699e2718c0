//! One file of the site to come.

use std::path::PathBuf;
use std::sync::Arc;

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
