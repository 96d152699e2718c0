//! `loi`: official data on the law that a site cites.

mod import;
mod verify;

pub use import::import;
pub use verify::verify;
