//! Builds again at each change and answers from memory.

use crate::reader::Folders;

/// Options of `serve`.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the site is.
    pub folders: Folders,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Address to listen on.
    pub host: String,
    /// Port to listen on; the first free one from 4000 when none is asked for.
    pub port: Option<u16>,
    /// Whether the browser is opened.
    pub open: bool,
    /// Whether nothing but faults is told.
    pub quiet: bool,
}

/// Runs until it is interrupted.
pub fn run(_options: &Options) -> Result<(), String> {
    Err("serve n’est pas encore disponible".into())
}
