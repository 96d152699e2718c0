//! One test program: each module looks at one room of the house from outside, text in and text out.

mod architecture;
mod bibliography;
mod cli;
mod commonmark;
mod folder;
mod hostile;
mod law;
mod law_corpus;
mod official;
mod promises;
mod properties;
mod render;
mod serve;
mod sheets;
mod sites;
mod snapshot;
mod typography;
mod writing;
