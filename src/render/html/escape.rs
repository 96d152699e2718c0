//! Text into HTML: nothing that a sheet, a source or a file name holds can become markup, and no hidden character passes.

/// Writes `text` as HTML text or as the value of a quoted attribute: markup escaped, control and bidirectional
/// characters left out (line feed and tab kept).
pub fn push_text(text: &str, out: &mut String) {
    let bytes = text.as_bytes();
    let mut written = 0;
    let mut at = 0;
    while let Some(plain) = bytes[at..].iter().position(|b| SPECIAL[usize::from(*b)]) {
        at += plain;
        let (replacement, length) = match bytes[at] {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' => ("&quot;", 1),
            b'\'' => ("&#39;", 1),
            _ => match hidden_length(&bytes[at..]) {
                0 => {
                    at += 1;
                    continue;
                }
                length => ("", length),
            },
        };
        out.push_str(&text[written..at]);
        out.push_str(replacement);
        at += length;
        written = at;
    }
    out.push_str(&text[written..]);
}

/// Bytes that are markup or may begin a hidden character: most texts hold few of them.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        special[byte] = true;
        byte += 1;
    }
    let others = [b'&', b'<', b'>', b'"', b'\'', 0x7f, 0xc2, 0xe2, 0xef];
    let mut at = 0;
    while at < others.len() {
        special[others[at] as usize] = true;
        at += 1;
    }
    special
};

/// Writes HTML that is already whole, such as sanitised raw HTML, without its hidden characters.
pub fn push_html(html: &str, out: &mut String) {
    let bytes = html.as_bytes();
    let mut written = 0;
    let mut at = 0;
    while at < bytes.len() {
        let length = hidden_length(&bytes[at..]);
        if length > 0 {
            out.push_str(&html[written..at]);
            written = at + length;
        }
        at += length.max(1);
    }
    out.push_str(&html[written..]);
}

/// `text` as HTML.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    push_text(text, &mut out);
    out
}

/// Bytes of the hidden character at the start of `bytes`; 0 when the first character is a plain one.
/// Hidden are the C0 and C1 controls, the bidirectional embeddings and isolates, and the two noncharacters.
fn hidden_length(bytes: &[u8]) -> usize {
    match bytes {
        [b'\n' | b'\t', ..] => 0,
        [0..=0x1f | 0x7f, ..] => 1,
        [0xc2, 0x80..=0x9f, ..] => 2,
        [0xe2, 0x80, 0xaa..=0xae, ..]
        | [0xe2, 0x81, 0xa6..=0xa9, ..]
        | [0xef, 0xbf, 0xbe | 0xbf, ..] => 3,
        _ => 0,
    }
}

/// `url` when it may stand in a link: an allowed scheme, or none. Browsers drop tabs and line feeds from addresses and skip
/// leading blanks and controls, so that these are looked through first.
pub fn allowed_url(url: &str) -> bool {
    let plain: String = url
        .chars()
        .filter(|c| !c.is_control())
        .collect::<String>()
        .trim_start()
        .to_ascii_lowercase();
    let Some(colon) = plain.find(':') else {
        return true;
    };
    if plain.find(['/', '?', '#']).is_some_and(|end| end < colon) {
        return true;
    }
    matches!(&plain[..colon], "http" | "https" | "mailto" | "tel")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_hidden_characters_do_not_pass() {
        assert_eq!(
            text("<a href=\"x\">L’été & l'hiver\u{0}\u{85}\u{202e}\u{2066}\u{ffff}\n"),
            "&lt;a href=&quot;x&quot;&gt;L’été &amp; l&#39;hiver\n"
        );
        let mut out = String::new();
        push_html("<b>é\u{1}\u{202e}</b>\u{feff}", &mut out);
        assert_eq!(out, "<b>é</b>\u{feff}");
    }

    #[test]
    fn only_known_schemes_are_links() {
        for (url, allowed) in [
            ("https://a.fr/", true),
            ("mailto:a@b.fr", true),
            ("../a.html#x:y", true),
            ("java\nscript:alert(1)", false),
            (" \u{1}JavaScript:alert(1)", false),
            ("data:text/html,x", false),
        ] {
            assert_eq!(allowed_url(url), allowed, "{url:?}");
        }
    }
}
