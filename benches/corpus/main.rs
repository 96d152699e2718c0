//! Writes a made-up site: `cargo run --release --example corpus -- SHEETS FOLDER [plain]`. What was there is replaced. `plain`
//! leaves out the citations and the sources of the sheets, so that their cost can be told.

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
        eprintln!("usage: corpus SHEETS FOLDER [plain]");
        return ExitCode::from(2);
    };
    let plain = arguments.next().is_some_and(|word| word == "plain");
    match write(count, plain, &PathBuf::from(&folder)) {
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

/// Writes a site of `count` sheets in `folder`, without citations if it is to be `plain`, and gives the bytes of its content.
fn write(count: usize, plain: bool, folder: &std::path::Path) -> io::Result<usize> {
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
        let text = if plain {
            without_citations(&text)
        } else {
            text
        };
        bytes += text.len();
        fs::write(target, text)?;
    }
    Ok(bytes)
}

/// A sheet without its citations nor the source of its own.
fn without_citations(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, (_, after))) = rest
        .split_once(" [@")
        .map(|(before, after)| (before, after.split_once(']').unwrap_or((after, ""))))
    {
        out.push_str(before);
        rest = after;
    }
    out.push_str(rest);
    match (out.find("\nsources:\n"), out.find("\n---\n\n")) {
        (Some(start), Some(end)) if start < end => out.replace_range(start..end, ""),
        _ => {}
    }
    out
}
