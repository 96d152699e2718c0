//! The program `reperess`.
#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    reperess::cli::main()
}
