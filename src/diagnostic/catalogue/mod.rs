//! The wording of every remark: one function each, named after the event; a file per field of work.

pub mod bibliography;
pub mod entries;
pub mod law;
pub mod output;
pub mod sheet;
pub mod site;
pub mod theme;
pub mod watch;
pub mod yaml;
