//! One test program: each module looks at one room of the house from outside, text in and text out.

mod architecture;
mod commonmark;
mod law;
mod render;
mod sheets;
mod snapshot;
