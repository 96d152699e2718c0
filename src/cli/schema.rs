//! `schema`: what may be written in the YAML of a site, for editors of text.

use super::print;
use crate::schema::{self, Subject};

/// Prints the schema of one file, or of all. Gives the exit status.
pub fn schema(subject: Option<Subject>) -> u8 {
    let schema = subject.map_or_else(schema::all, schema::of);
    print(&schema::print(&schema))
}
