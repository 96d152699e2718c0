//! Writes a made-up site: `cargo run --release --example corpus -- SHEETS FOLDER`. What was there is replaced.

#![forbid(unsafe_code)]

mod guides;

use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs, io};

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let count = arguments
        .next()
        .and_then(|count| count.parse().ok())
        .filter(|count| *count > 0);
    let (Some(count), Some(folder)) = (count, arguments.next()) else {
        eprintln!("usage: corpus SHEETS FOLDER");
        return ExitCode::from(2);
    };
    match write(count, &PathBuf::from(&folder)) {
        Ok(bytes) => {
            println!("{count} sheets, {bytes} bytes in {folder}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes a site of `count` sheets in `folder` and gives the bytes of its content.
fn write(count: usize, folder: &std::path::Path) -> io::Result<usize> {
    let content = folder.join("content");
    if content.exists() {
        fs::remove_dir_all(&content)?;
    }
    let mut bytes = 0;
    for (path, text) in guides::site(count) {
        let target = if path == "site.yaml" {
            folder.join(&path)
        } else {
            content.join(&path)
        };
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        bytes += text.len();
        fs::write(target, text)?;
    }
    Ok(bytes)
}
