//! Code in colours: the one door to the highlighter.
//!
//! Only classes are written, and only the few that the theme styles: `c` comment, `s` string, `n` number or constant,
//! `k` keyword, `f` function or tag, `t` type, `v` attribute or variable. Loaded when a first block asks for it.

use super::html::escape::push_text;
use std::sync::OnceLock;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// Longest block that is highlighted, in bytes: beyond, it takes seconds and brings little.
const MAX_BYTES: usize = 100_000;
/// Longest line that is highlighted, in bytes.
const MAX_LINE: usize = 2_000;

/// Names of plain text.
const PLAIN: [&str; 4] = ["text", "texte", "txt", "plain"];

/// Whether `language` is one that can be highlighted, or a name for plain text.
pub fn knows(language: &str) -> bool {
    PLAIN.contains(&language.to_lowercase().as_str()) || find(language).is_some()
}

/// Writes `text` as HTML with a `span` around what matters in `language`; false, and nothing written, when the language is
/// unknown or the text too long.
pub fn push_highlighted(language: &str, text: &str, out: &mut String) -> bool {
    if text.len() > MAX_BYTES || text.lines().any(|line| line.len() > MAX_LINE) {
        return false;
    }
    let Some(syntax) = find(language) else {
        return false;
    };
    let begun = out.len();
    if push_lines(syntax, text, out).is_none() {
        out.truncate(begun);
        return false;
    }
    true
}

fn push_lines(syntax: &SyntaxReference, text: &str, out: &mut String) -> Option<()> {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    for line in text.split_inclusive('\n') {
        let found = state.parse_line(line, syntaxes()).ok()?;
        let mut written = 0;
        for (at, change) in found {
            push_piece(&line[written..at], &stack, out);
            written = at;
            stack.apply(&change).ok()?;
        }
        push_piece(&line[written..], &stack, out);
    }
    Some(())
}

fn push_piece(text: &str, stack: &ScopeStack, out: &mut String) {
    if text.is_empty() {
        return;
    }
    match class(stack).filter(|_| !text.trim().is_empty()) {
        Some(class) => {
            out.push_str("<span class=\"hl-");
            out.push_str(class);
            out.push_str("\">");
            push_text(text, out);
            out.push_str("</span>");
        }
        None => push_text(text, out),
    }
}

/// The class of the innermost scope that has one.
fn class(stack: &ScopeStack) -> Option<&'static str> {
    static CLASSES: OnceLock<Vec<(Scope, &'static str)>> = OnceLock::new();
    let classes = CLASSES.get_or_init(|| {
        [
            ("comment", "c"),
            ("punctuation.definition.comment", "c"),
            ("string", "s"),
            ("constant", "n"),
            ("keyword.operator", ""),
            ("keyword", "k"),
            ("storage.type", "t"),
            ("storage", "k"),
            ("support.type", "t"),
            ("entity.name.tag", "f"),
            ("entity.name.function", "f"),
            ("support.function", "f"),
            ("entity.name", "t"),
            ("entity.other.attribute-name", "v"),
            ("variable.parameter", "v"),
            ("meta.mapping.key", "v"),
        ]
        .into_iter()
        .filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, class)))
        .collect()
    });
    stack
        .scopes
        .iter()
        .rev()
        .find_map(|scope| {
            classes
                .iter()
                .find(|(prefix, _)| prefix.is_prefix_of(*scope))
                .map(|(_, class)| *class)
        })
        .filter(|class| !class.is_empty())
}

fn find(language: &str) -> Option<&'static SyntaxReference> {
    let token = match language.to_lowercase().as_str() {
        "js" => "javascript".to_owned(),
        "shell" | "console" | "terminal" => "sh".to_owned(),
        plain if PLAIN.contains(&plain) => return None,
        other => other.to_owned(),
    };
    syntaxes().find_syntax_by_token(&token)
}

fn syntaxes() -> &'static SyntaxSet {
    static SYNTAXES: OnceLock<SyntaxSet> = OnceLock::new();
    SYNTAXES.get_or_init(SyntaxSet::load_defaults_newlines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_languages_have_colours() {
        let mut out = String::new();
        assert!(push_highlighted(
            "yaml",
            "titre: \"<b>\" # note\n",
            &mut out
        ));
        assert!(out.contains("<span class=\"hl-s\">"), "{out}");
        assert!(out.contains("&lt;b&gt;"), "{out}");
        assert!(out.contains("hl-c"), "{out}");
        let mut plain = String::new();
        assert!(!push_highlighted("klingon", "x", &mut plain));
        assert!(!push_highlighted("yaml", &"x".repeat(2_001), &mut plain));
        assert!(plain.is_empty());
    }
}
