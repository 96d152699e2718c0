//! File and anchor names made from words.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest slug, in bytes (all are ASCII).
pub const MAX_SLUG: usize = 80;

/// `words` as a–z, 0–9 and single hyphens: accents folded, `œ` as `oe`, anything else a hyphen; at most
/// [`MAX_SLUG`] bytes, cut at a hyphen when there is one. Empty when no letter or digit is left.
pub fn slug(words: &str) -> String {
    let mut out = String::with_capacity(words.len().min(MAX_SLUG + 1));
    let mut gap = false;
    for c in words
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
    {
        let folded = match c {
            'œ' => "oe",
            'æ' => "ae",
            'ß' => "ss",
            'ø' => "o",
            'ł' => "l",
            'đ' | 'ð' => "d",
            _ => "",
        };
        if c.is_ascii_alphanumeric() || !folded.is_empty() {
            if gap && !out.is_empty() {
                out.push('-');
            }
            gap = false;
            if folded.is_empty() {
                out.push(c);
            } else {
                out.push_str(folded);
            }
        } else {
            gap = true;
        }
        if out.len() > MAX_SLUG {
            out.truncate(MAX_SLUG);
            if let Some(cut) = out.rfind('-').filter(|cut| *cut > MAX_SLUG / 2) {
                out.truncate(cut);
            }
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_names() {
        for (words, expected) in [
            ("Les marchés réservés", "les-marches-reserves"),
            ("L’œuvre d’Ève : 2ᵉ partie", "l-oeuvre-d-eve-2e-partie"),
            ("  ", ""),
            ("---a--b---", "a-b"),
            ("日本", ""),
        ] {
            assert_eq!(slug(words), expected, "{words}");
        }
        assert!(slug(&"mot ".repeat(100)).len() <= MAX_SLUG);
    }
}
