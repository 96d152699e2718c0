//! Bin
fn main() {}
