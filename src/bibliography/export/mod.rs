//! Sources for other programs: BibLaTeX, CSL-JSON and RIS. What the first two write, `formats` reads back.

mod biblatex;
mod csl_json;
mod ris;

pub use biblatex::biblatex;
pub use csl_json::csl_json;
pub use ris::ris;
