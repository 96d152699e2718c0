//! One test program: each module looks at one room of the house from outside, text in and text out.

mod architecture;
mod bibliography;
mod catalogue;
mod citations;
mod cli;
mod commonmark;
mod first_steps;
mod folder;
mod formats;
mod hostile;
mod law;
mod law_corpus;
mod legal_index;
mod official;
mod promises;
mod properties;
mod render;
mod schema;
mod search;
mod serve;
mod sheets;
mod sites;
mod snapshot;
mod typography;
mod watch;
mod writing;
