//! One test program: each module looks at one room of the house from outside, text in and text out.

mod architecture;
mod cli;
mod commonmark;
mod folder;
mod law;
mod law_corpus;
mod official;
mod promises;
mod render;
mod serve;
mod typography;
mod writing;
