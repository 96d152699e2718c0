//! BibLaTeX.

use super::super::biblatex_terms::{self as terms, OFFICIAL};
use super::super::name::is_body_in_parts;
use super::super::{Field, Name, Person, Source, SourceDate, SourceKind};
use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The sources as a `.bib` file, in the order given: for biber and for reference managers. UTF-8, fields in a fixed order.
pub fn biblatex<'a>(sources: impl IntoIterator<Item = &'a Source>) -> String {
    let mut out = String::new();
    for source in sources {
        if !out.is_empty() {
            out.push('\n');
        }
        push(source, &mut out);
    }
    out
}

fn push(source: &Source, out: &mut String) {
    let (entry_type, subtype) = terms::entry_type(source.kind);
    let _ = writeln!(out, "@{entry_type}{{{},", source.id);
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            for part in ["  ", name, " = {", value, "},\n"] {
                out.push_str(part);
            }
        }
    };
    if let Some(subtype) = subtype {
        field("entrysubtype", subtype);
    }
    for names in [Field::Authors, Field::Editors, Field::Translators] {
        push_names(source, names, &mut field);
    }
    for text in terms::TEXTS {
        let Some(value) = source.text(text) else {
            continue;
        };
        let name = name_of(source, text);
        let value = match text {
            Field::Url | Field::Doi => verbatim(value),
            Field::Title | Field::ShortTitle | Field::Container => protected(value).into(),
            Field::Pages => escaped(value).replace('-', "--").into(),
            Field::Language => language(value).into(),
            _ => escaped(value),
        };
        field(name, &value);
        if text == Field::Container
            && source.kind == SourceKind::Report
            && source.collection.is_none()
        {
            // BibLaTeX and reference managers know a report by its series; it is read back as its container.
            field("series", &value);
        }
        if text == Field::Title {
            // What a reader looks for comes first.
            if let Some(date) = source.day().and_then(SourceDate::to_edtf) {
                field("date", &date);
            }
        }
    }
    if source.title.is_none()
        && let Some(date) = source.day().and_then(SourceDate::to_edtf)
    {
        field("date", &date);
    }
    for names in [Field::Interviewers, Field::ContainerAuthors] {
        push_names(source, names, &mut field);
    }
    if let Some(id) = &source.official_id {
        field("eprint", &verbatim(id));
        field("eprinttype", OFFICIAL);
    }
    if let Some(date) = source.accessed.and_then(SourceDate::to_edtf) {
        field("urldate", &date);
    }
    out.push_str("}\n");
}

/// What a field is called: the number of what is read as an issue, or as a place in a series, is one.
fn name_of(source: &Source, field: Field) -> &'static str {
    let names = terms::names(source.kind, field);
    let name = names.first().copied().unwrap_or("note");
    let number_is_free = source.issue.is_none() && source.collection_number.is_none();
    match name {
        "eid" if number_is_free => "number",
        name => name,
    }
}

fn push_names(source: &Source, which: Field, field: &mut impl FnMut(&str, &str)) {
    let Some(names) = source.names(which) else {
        return;
    };
    let Some(label) = terms::names(source.kind, which).first() else {
        return;
    };
    let names: Vec<String> = names.iter().map(name).collect();
    field(label, &names.join(" and "));
}

/// A name whose parts BibLaTeX reads as they are: in its old form when that says all, else part by part.
fn name(name: &Name) -> String {
    match name {
        Name::Literal(literal) => format!("{{{}}}", escaped(literal)),
        Name::Person(person) if is_plain(person) => {
            let particle = person
                .particle
                .as_ref()
                .map_or(String::new(), |particle| format!("{} ", escaped(particle)));
            let given = person.given.as_deref().unwrap_or_default();
            format!("{particle}{}, {}", escaped(&person.family), escaped(given))
        }
        Name::Person(person) => {
            let particle = person.kept_particle.as_ref().or(person.particle.as_ref());
            let parts = [
                ("family", Some(&person.family)),
                ("given", person.given.as_ref()),
                ("prefix", particle),
                ("suffix", person.suffix.as_ref()),
            ];
            let mut out: Vec<String> = parts
                .into_iter()
                .filter_map(|(part, value)| Some(format!("{part}={{{}}}", escaped(value?))))
                .collect();
            if person.kept_particle.is_some() {
                out.push("useprefix=true".into());
            }
            out.join(", ")
        }
    }
}

/// Whether `von Last, First` says all of a name.
fn is_plain(person: &Person) -> bool {
    let sound = |text: &str| {
        !text.contains([',', '=', '{', '}', '\\', '~', '\u{a0}', '"'])
            && !text
                .split_whitespace()
                .any(|word| word.eq_ignore_ascii_case("and") || word.eq_ignore_ascii_case("others"))
    };
    let words = |text: &str, lower: bool| {
        text.split_whitespace()
            .all(|word| word.starts_with(char::is_lowercase) == lower)
    };
    person.kept_particle.is_none()
        && person.suffix.is_none()
        && person.given.as_deref().is_some_and(sound)
        && sound(&person.family)
        && words(&person.family, false)
        && !is_body_in_parts(&person.family, person.given.as_deref().unwrap_or_default())
        && person
            .particle
            .as_deref()
            .is_none_or(|particle| sound(particle) && words(particle, true))
}

/// The name that babel gives to a language, or its tag.
fn language(tag: &str) -> &str {
    match tag {
        "fr" => "french",
        "en" => "english",
        "en-GB" => "british",
        "de" => "german",
        "es" => "spanish",
        "it" => "italian",
        "nl" => "dutch",
        "pt" => "portuguese",
        tag => tag,
    }
}

/// `text` for LaTeX. Nothing in it opens or closes a brace of BibTeX, which counts escaped ones too.
fn escaped(text: &str) -> Cow<'_, str> {
    let text = composed(text);
    if is_plain_text(&text) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 16);
    push_escaped(&text, &mut out);
    Cow::Owned(out)
}

/// LaTeX composes letters and accents: one form is written. Nearly every text has it.
fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// Whether no byte of `text` may begin something that is written otherwise.
fn is_plain_text(text: &str) -> bool {
    const SPECIAL: [bool; 256] = {
        let mut special = [false; 256];
        // The last two begin the spaces that do not break, among others.
        let bytes = b"\\{}~^$&#%_-`'!?\xc2\xe2";
        let mut at = 0;
        while at < bytes.len() {
            special[bytes[at] as usize] = true;
            at += 1;
        }
        special
    };
    !text.bytes().any(|byte| SPECIAL[usize::from(byte)])
}

fn push_escaped(text: &str, out: &mut String) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '$' | '&' | '#' | '%' | '_' => out.extend(['\\', c]),
            '\u{a0}' => out.push('~'),
            '\u{202f}' => out.push_str("\\,"),
            // Two of them would be another sign; of the last two with a quote, LaTeX makes "¡" and "¿".
            '-' | '`' | '\'' if chars.peek() == Some(&c) => {
                out.push(c);
                out.push_str("{}");
            }
            '!' | '?' if chars.peek() == Some(&'`') => {
                out.push(c);
                out.push_str("{}");
            }
            c => out.push(c),
        }
    }
}

/// The same for a title: words with two capitals keep them in styles that put titles in lower case.
fn protected(text: &str) -> String {
    let text = composed(text);
    let mut out = String::with_capacity(text.len() + 16);
    let mut written = 0;
    let mut word = 0..0;
    let mut capitals = 0;
    let mut flush = |word: &Range<usize>, capitals: usize| {
        if capitals > 1 {
            push_escaped(&text[written..word.start], &mut out);
            out.push('{');
            push_escaped(&text[word.clone()], &mut out);
            out.push('}');
            written = word.end;
        }
    };
    for (at, c) in text.char_indices() {
        // Two hyphens or quotes would be another sign: they are in one word.
        let in_word = c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '-' | '`' | '\'');
        if in_word {
            word.end = at + c.len_utf8();
            capitals += usize::from(c.is_uppercase());
        } else {
            flush(&word, capitals);
            word = at + c.len_utf8()..at + c.len_utf8();
            capitals = 0;
        }
    }
    flush(&word, capitals);
    push_escaped(&text[written..], &mut out);
    out
}

/// An address, a DOI: as they are, but for what would end the field or begin a command, which BibTeX sees even escaped:
/// those are encoded as in an address (RFC 3986, 2.1).
fn verbatim(text: &str) -> Cow<'_, str> {
    if !text.contains(['{', '}', '\\']) {
        return text.into();
    }
    text.replace('{', "%7B")
        .replace('}', "%7D")
        .replace('\\', "%5C")
        .into()
}
