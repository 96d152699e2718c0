//! `loi`: official data on the law that a site cites.

mod import;

pub use import::import;
