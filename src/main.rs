//! Bin
fn main(){}
