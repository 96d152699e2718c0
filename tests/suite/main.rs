//! t

mod official;
mod render;
