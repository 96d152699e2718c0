//! Everything that can be seen from outside: one test program.

mod law_corpus;
mod render;
