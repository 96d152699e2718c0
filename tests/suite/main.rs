//! t

mod cli;
mod folder;
mod promises;
mod render;
mod serve;
mod writing;
