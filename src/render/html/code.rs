//! Blocks of code: highlighted when they name a language.

use super::escape::push_text;
use crate::render::highlight;

/// Writes a block of code.
pub fn push_code(language: Option<&str>, text: &str, out: &mut String) {
    let language = language.filter(|language| !language.is_empty());
    out.push_str("<pre><code");
    if let Some(language) = language {
        out.push_str(" class=\"language-");
        push_text(language, out);
        out.push('"');
    }
    out.push('>');
    if !language.is_some_and(|language| highlight::push_highlighted(language, text, out)) {
        push_text(text, out);
    }
    out.push_str("</code></pre>\n");
}
