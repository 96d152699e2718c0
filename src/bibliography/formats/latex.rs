//! LaTeX to plain text: what BibTeX files write for accents, signs and looks.
//!
//! One pass, without recursion; a command that is not known is dropped and its argument kept.

use unicode_normalization::UnicodeNormalization;

/// The text that `raw` prints, spaces run together and trimmed. Braces only hold things together.
pub fn plain(raw: &str) -> String {
    let mut reading = Reading::default();
    let mut chars = raw.chars().peekable();
    let mut math = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => command(&mut chars, &mut reading),
            '{' => reading.open(None),
            '}' => reading.close(),
            '$' => math = !math,
            '^' | '_' if math => {}
            '~' => reading.push('\u{a0}'),
            '-' if chars.next_if_eq(&'-').is_some() => {
                let dash = if chars.next_if_eq(&'-').is_some() {
                    '—'
                } else {
                    '–'
                };
                reading.push(dash);
            }
            '`' if chars.next_if_eq(&'`').is_some() => reading.push('“'),
            '\'' if chars.next_if_eq(&'\'').is_some() => reading.push('”'),
            c => reading.push(c),
        }
    }
    reading.end()
}

/// The text of a field that LaTeX prints as it is written: an address, a DOI. Only escapes are undone.
pub fn verbatim(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let rest = raw
        .trim()
        .replace("\\textasciitilde", "~")
        .replace("\\textbackslash{}", "\\\\");
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\\'
            && let Some(escaped) = chars.next_if(|c| "_&%#$~{}:\\".contains(*c))
        {
            out.push(escaped);
        } else if !matches!(c, '{' | '}') {
            out.push(c);
        }
    }
    out
}

#[derive(Default)]
struct Reading {
    out: String,
    /// What each open brace writes when it is closed.
    closers: Vec<Option<&'static str>>,
    /// An accent that waits for its letter.
    accent: Option<char>,
}

impl Reading {
    fn push(&mut self, c: char) {
        if let Some(accent) = self.accent.take() {
            match c {
                c if c.is_whitespace() => {
                    // `\' e` is written too.
                    self.accent = Some(accent);
                    return;
                }
                // The accent of a letter that would have a dot replaces it.
                'ı' => self.out.extend(['i', accent]),
                'ȷ' => self.out.extend(['j', accent]),
                c => self.out.extend([c, accent]),
            }
            return;
        }
        match c {
            ' ' | '\n' | '\r' | '\t' if self.out.ends_with(' ') => {}
            ' ' | '\n' | '\r' | '\t' => self.out.push(' '),
            c => self.out.push(c),
        }
    }

    fn push_str(&mut self, text: &str) {
        text.chars().for_each(|c| self.push(c));
    }

    fn open(&mut self, closer: Option<&'static str>) {
        self.closers.push(closer);
    }

    fn close(&mut self) {
        if let Some(accent) = self.accent.take() {
            self.out.push(alone(accent));
        }
        if let Some(Some(closer)) = self.closers.pop() {
            self.push_str(closer);
        }
    }

    fn end(mut self) -> String {
        if let Some(accent) = self.accent.take() {
            self.out.push(alone(accent));
        }
        self.out.trim().nfc().collect()
    }
}

/// An accent that no letter takes, as `\^{}`.
fn alone(accent: char) -> char {
    match accent {
        '\u{300}' => '`',
        '\u{302}' => '^',
        '\u{303}' => '~',
        _ => '´',
    }
}

fn command(chars: &mut std::iter::Peekable<std::str::Chars>, reading: &mut Reading) {
    let Some(first) = chars.next() else { return };
    if !first.is_ascii_alphabetic() {
        match first {
            '`' => reading.accent = Some('\u{300}'),
            '\'' | '´' => reading.accent = Some('\u{301}'),
            '^' => reading.accent = Some('\u{302}'),
            '~' => reading.accent = Some('\u{303}'),
            '=' => reading.accent = Some('\u{304}'),
            '.' => reading.accent = Some('\u{307}'),
            '"' => reading.accent = Some('\u{308}'),
            ',' => reading.push('\u{202f}'),
            '-' | '/' | '!' | ';' => {}
            '\\' | ' ' | '\n' | '\t' | '\r' => reading.push(' '),
            c => reading.push(c),
        }
        return;
    }
    let mut name = String::from(first);
    while let Some(letter) = chars.next_if(char::is_ascii_alphabetic) {
        name.push(letter);
    }
    // Spaces after a word only end it.
    while chars.next_if(|c| c.is_whitespace()).is_some() {}
    let accent = match name.as_str() {
        "u" => '\u{306}',
        "v" => '\u{30c}',
        "H" => '\u{30b}',
        "c" => '\u{327}',
        "d" => '\u{323}',
        "b" => '\u{331}',
        "k" => '\u{328}',
        "r" => '\u{30a}',
        "t" => '\u{361}',
        _ => '\0',
    };
    if accent != '\0' {
        reading.accent = Some(accent);
        return;
    }
    match name.as_str() {
        "enquote" | "mkbibquote" if chars.next_if_eq(&'{').is_some() => {
            reading.push_str("«\u{a0}");
            reading.open(Some("\u{a0}»"));
        }
        // The words are the second argument; what orders a list is never printed.
        "href" | "hspace" | "noopsort" | "foreignlanguage" | "nocite" | "cite" | "label"
        | "textcolor" | "fontsize" => skip_argument(chars),
        name => {
            if let Some(text) = named(name) {
                reading.push_str(text);
                // `\oe{}uvre`: the braces end the name.
                if chars.peek() == Some(&'{') {
                    let mut ahead = chars.clone();
                    ahead.next();
                    if ahead.next() == Some('}') {
                        *chars = ahead;
                    }
                }
            }
        }
    }
}

/// Skips what follows between braces.
fn skip_argument(chars: &mut std::iter::Peekable<std::str::Chars>) {
    if chars.next_if_eq(&'{').is_none() {
        return;
    }
    let mut depth = 1_usize;
    while depth > 0 {
        match chars.next() {
            Some('{') => depth += 1,
            Some('}') => depth -= 1,
            Some('\\') => {
                chars.next();
            }
            Some(_) => {}
            None => return,
        }
    }
}

/// The sign that a command names.
fn named(name: &str) -> Option<&'static str> {
    Some(match name {
        "aa" => "å",
        "AA" => "Å",
        "ae" => "æ",
        "AE" => "Æ",
        "oe" => "œ",
        "OE" => "Œ",
        "o" => "ø",
        "O" => "Ø",
        "l" => "ł",
        "L" => "Ł",
        "i" => "ı",
        "j" => "ȷ",
        "ss" => "ß",
        "S" | "textsection" => "§",
        "P" | "textparagraph" => "¶",
        "dots" | "ldots" | "textellipsis" => "…",
        "pounds" | "textsterling" => "£",
        "euro" | "texteuro" | "EUR" => "€",
        "copyright" | "textcopyright" => "©",
        "textregistered" => "®",
        "texttrademark" => "™",
        "degree" | "textdegree" | "degres" => "°",
        "no" => "n°\u{a0}",
        "No" => "N°\u{a0}",
        "og" | "guillemotleft" | "guillemetleft" | "flqq" => "«\u{a0}",
        "fg" | "guillemotright" | "guillemetright" | "frqq" => "\u{a0}»",
        "guilsinglleft" => "‹",
        "guilsinglright" => "›",
        "textendash" => "–",
        "textemdash" => "—",
        "textquoteleft" | "lq" => "‘",
        "textquoteright" | "rq" => "’",
        "textquotedblleft" => "“",
        "textquotedblright" => "”",
        "textquotesingle" => "'",
        "textquotedbl" => "\"",
        "textbackslash" => "\\",
        "textasciitilde" => "~",
        "textasciicircum" => "^",
        "textasciigrave" => "`",
        "textunderscore" => "_",
        "textbraceleft" | "lbrace" => "{",
        "textbraceright" | "rbrace" => "}",
        "textless" => "<",
        "textgreater" => ">",
        "textbar" => "|",
        "textbullet" => "•",
        "textperiodcentered" => "·",
        "textordmasculine" => "º",
        "textordfeminine" => "ª",
        "textnumero" => "№",
        "times" => "×",
        "nobreakspace" => "\u{a0}",
        "LaTeX" => "LaTeX",
        "TeX" => "TeX",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latex_is_read_as_text() {
        for (raw, text) in [
            ("{\\'E}conomie sociale", "Économie sociale"),
            (
                "\\'economie, \\`a No\\\"el, gar\\c{c}on, \\^{i}le, \\^\\i le",
                "économie, à Noël, garçon, île, île",
            ),
            ("{{ESS} France}", "ESS France"),
            ("c{\\oe}ur, \\oe{}uvre, \\OE uvre", "cœur, œuvre, Œuvre"),
            ("\\emph{Le titre} {\\em penché}", "Le titre penché"),
            ("R\\&D, 50\\,\\%, \\$ \\_ \\#", "R&D, 50\u{202f}%, $ _ #"),
            ("p.~12--34 --- ``x''", "p.\u{a0}12–34 — “x”"),
            (
                "\\enquote{{ESS}} et \\og{}droit\\fg{}",
                "«\u{a0}ESS\u{a0}» et «\u{a0}droit\u{a0}»",
            ),
            ("1\\textsuperscript{er} $n^{e}$", "1er ne"),
            ("\\href{https://x.fr}{mot}", "mot"),
            ("\\^{} \\~{} \\", "^ ~"),
            ("a\n   b", "a b"),
            ("-{}-", "--"),
            ("}}x{{", "x"),
        ] {
            assert_eq!(plain(raw), text, "{raw}");
        }
        assert_eq!(
            verbatim("{https://x.fr/a\\_b\\%20c\\&d}"),
            "https://x.fr/a_b%20c&d"
        );
        assert_eq!(
            verbatim("https://x.fr/\\textasciitilde{}moi"),
            "https://x.fr/~moi"
        );
        assert_eq!(plain(&"{".repeat(100_000)), "");
    }
}
