//! Official data on texts of law, read from what the administration publishes and kept in a site's own files.
//!
//! `import` recognises what a file is and sends it to `legi_json` (the tree of SocialGouv/legi-data), `legi_xml` (the files of
//! the LEGI base of the DILA, one at a time or out of an archive) or `table` (CSV); `gather` puts together what they
//! find; `file` is the compact form that a site keeps under `content/loi/`, described in `docs/loi.md`; `merge` adds new data to
//! what such a file says already.
//!
//! Knows only [`crate::law`]; reads from what it is given and touches no disk.

pub mod file;
mod error;
mod gather;
mod import;
mod legi_json;
mod legi_xml;
pub mod merge;
mod table;

pub use error::{Fault, ImportError};
pub use gather::{Import, Left, Wanted};
pub use import::{MAX_ENTRY, is_tree};
