//! `refs`: the references in a text, for people and tests.

use super::arguments::RefsOptions;
use super::{fail, print};
use crate::law::{TextId, Texts};
use crate::sheet::refs::{self, Found};
use std::io::Read;

/// Largest text, in bytes.
const MAX_BYTES: u64 = crate::reader::MAX_SHEET_BYTES;

/// Prints the references of a file. Gives the exit status.
pub fn refs(options: &RefsOptions) -> u8 {
    let text = match read(options) {
        Ok(text) => text,
        Err(message) => {
            fail("erreur", &message);
            return 1;
        }
    };
    let texts = Texts::known();
    let markdown = options.file.as_os_str() == "-"
        || options
            .file
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("md"));
    let default = match &options.code {
        Some(code) => {
            let Some(id) = texts.by_abbreviation(code) else {
                fail("erreur", &format!("le code {}", unknown(code, texts)));
                return 2;
            };
            Some(id)
        }
        None if markdown => default_of(&text, texts),
        None => None,
    };
    let found = if markdown {
        refs::in_markdown(&text, texts, default)
    } else {
        refs::in_plain_text(&text, texts, default)
    };
    if options.json {
        print(&format!("{}\n", refs::json(&found, texts)))
    } else {
        print(&human(&found, &text))
    }
}

/// The code that the front matter of a sheet gives to articles cited alone. One that nobody knows is told: `check` refuses it.
fn default_of(text: &str, texts: &Texts) -> Option<TextId> {
    let code = refs::default_code(text)?;
    let id = texts.by_abbreviation(&code);
    if id.is_none() {
        fail(
            "avertissement",
            &format!("le code_par_defaut de l’en-tête {}", unknown(&code, texts)),
        );
    }
    id
}

/// "« CCPP » est inconnu : vouliez-vous dire « CCP » ?"
fn unknown(code: &str, texts: &Texts) -> String {
    let close = texts
        .nearest(code)
        .map(|close| format!("\u{a0}: vouliez-vous dire «\u{a0}{close}\u{a0}»\u{202f}?"))
        .unwrap_or_default();
    format!("«\u{a0}{code}\u{a0}» est inconnu{close}")
}

fn human(found: &[Found], text: &str) -> String {
    let mut out = String::new();
    // Found in order: places are counted from one to the next, since a text may hold tens of thousands.
    let (mut line, mut column, mut seen) = (1, 1, 0);
    for found in found {
        let mut passed = &text[seen..found.range.start];
        if let Some(end) = passed.rfind('\n') {
            line += passed.matches('\n').count();
            column = 1;
            passed = &passed[end + 1..];
        }
        // A byte-order mark is no character to an editor.
        column += passed.trim_start_matches('\u{feff}').chars().count();
        seen = found.range.start;
        let words = text[found.range.clone()]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace(crate::input::is_hidden, "\u{fffd}");
        let ids = found.ids().join(", ");
        out.push_str(&format!("{line}:{column}  {words}  →  {ids}\n"));
    }
    out
}

fn read(options: &RefsOptions) -> Result<String, String> {
    let mut bytes = Vec::new();
    let name = options.file.display();
    let result = if options.file.as_os_str() == "-" {
        std::io::stdin()
            .lock()
            .take(MAX_BYTES + 1)
            .read_to_end(&mut bytes)
    } else {
        let meta = std::fs::metadata(&options.file).map_err(|error| {
            format!(
                "«\u{a0}{name}\u{a0}»\u{a0}: {}",
                crate::reader::french_error(&error)
            )
        })?;
        if !meta.is_file() {
            return Err(format!("«\u{a0}{name}\u{a0}» n’est pas un fichier"));
        }
        std::fs::File::open(&options.file)
            .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
    };
    result.map_err(|error| {
        format!(
            "«\u{a0}{name}\u{a0}»\u{a0}: {}",
            crate::reader::french_error(&error)
        )
    })?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(format!(
            "«\u{a0}{name}\u{a0}» dépasse {} Mo",
            MAX_BYTES / 1_000_000
        ));
    }
    String::from_utf8(bytes).map_err(|error| {
        format!(
            "«\u{a0}{name}\u{a0}» n’est pas en UTF-8\u{a0}: octet {}",
            error.utf8_error().valid_up_to()
        )
    })
}
