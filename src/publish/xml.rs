//! Text in XML.

/// Writes `text` at the end of `out`, fit for the text of an element or a quoted attribute. Characters that XML 1.0 does
/// not allow (2.2) and those that turn the direction of writing are left out.
pub fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if is_allowed(c) => out.push(c),
            _ => {}
        }
    }
}

/// `<name>text</name>` on a line of its own, after `indent`.
pub fn push_element(out: &mut String, indent: &str, name: &str, text: &str) {
    out.push_str(indent);
    out.push('<');
    out.push_str(name);
    out.push('>');
    push_escaped(out, text);
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

fn is_allowed(c: char) -> bool {
    !crate::input::is_hidden(c) && (u32::from(c) & 0xfffe) != 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_the_document() {
        let mut out = String::new();
        push_escaped(
            &mut out,
            "a<b & \"c\" 'd'\u{0}\u{1b}\u{202e}\u{ffff}\u{1fffe}\n]]> é 😀",
        );
        assert_eq!(out, "a&lt;b &amp; &quot;c&quot; &#39;d&#39; ]]&gt; é 😀");
    }
}
