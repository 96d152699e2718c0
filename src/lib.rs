//! `reperess` turns a folder of Markdown fact sheets into a website that cites the law and its sources.
//!
//! A build is one function, [`pipeline::build`]: texts in, pages out. The modules are listed in reading order and a
//! module imports only from modules above it; nothing above [`reader`] touches disk, network, terminal or clock
//! (`tests/suite/architecture.rs` keeps both promises).
#![forbid(unsafe_code)]

pub mod stages;
pub mod input;
pub mod diagnostic;
pub mod date;
pub mod yaml;
pub mod law;
pub mod official;
pub mod document;
pub mod typography;
pub mod page;
pub mod config;
pub mod bibliography;
pub mod sheet;
pub mod site;
pub mod search;
pub mod render;
pub mod publish;
pub mod schema;
pub mod pipeline;
pub mod reader;
pub mod writer;
pub mod serve;
pub mod cli;
