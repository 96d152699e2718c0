//! Where in a source: "p. 12-14", "art. 1er", "chap. 2, § 3", and the words that come after.
//!
//! Pandoc's rule: a word for a kind of place, French or English, then numbers; numbers alone are pages. What is no place is
//! the suffix. Words come out in their usual French short form (Lexique des règles typographiques en usage à l'Imprimerie
//! nationale, "Abréviations").

/// Words for places: what is printed, and what is read (without its final point, in small letters).
const WORDS: [(&str, &[&str]); 30] = [
    ("p.", &["p", "pp", "page", "pages", "pg"]),
    ("art.", &["art", "arts", "article", "articles"]),
    (
        "chap.",
        &[
            "chap",
            "ch",
            "chapitre",
            "chapitres",
            "chapter",
            "chapters",
            "chaps",
        ],
    ),
    (
        "§",
        &[
            "§",
            "§§",
            "par",
            "para",
            "parag",
            "paragraphe",
            "paragraphes",
            "paragraph",
            "paragraphs",
        ],
    ),
    ("al.", &["al", "alinéa", "alinéas", "alinea", "alineas"]),
    ("sect.", &["sect", "sec", "section", "sections"]),
    ("vol.", &["vol", "vols", "volume", "volumes"]),
    ("t.", &["t", "tome", "tomes"]),
    (
        "n°",
        &[
            "n°", "nº", "no", "nos", "n°s", "numéro", "numéros", "number", "issue",
        ],
    ),
    ("fig.", &["fig", "figs", "figure", "figures"]),
    ("tabl.", &["tabl", "tableau", "tableaux", "table"]),
    ("annexe", &["annexe", "annexes", "ann", "appendix", "app"]),
    ("titre", &["titre", "titres", "title", "tit"]),
    ("livre", &["livre", "livres", "book", "bk"]),
    ("partie", &["partie", "parties", "part", "parts"]),
    ("note", &["note", "notes", "n"]),
    (
        "col.",
        &["col", "cols", "colonne", "colonnes", "column", "columns"],
    ),
    ("ligne", &["ligne", "lignes", "line", "lines"]),
    ("vers", &["vers", "verse", "verses", "v"]),
    (
        "cons.",
        &[
            "cons",
            "considérant",
            "considérants",
            "considerant",
            "recital",
            "recitals",
        ],
    ),
    ("point", &["point", "points", "pt", "pts"]),
    ("f°", &["f°", "fo", "folio", "folios", "fol"]),
    ("règle", &["règle", "règles", "rule", "rules"]),
    ("fiche", &["fiche", "fiches"]),
    (
        "diapo",
        &["diapo", "diapositive", "diapositives", "slide", "slides"],
    ),
    ("scène", &["scène", "scene", "sc"]),
    ("acte", &["acte", "act"]),
    ("acc.", &["acc", "accord"]),
    ("lot", &["lot", "lots"]),
    ("s. v.", &["s.v", "sv", "sub verbo"]),
];

/// Places that need no number.
const ALONE: [&str; 10] = [
    "annexe",
    "annexes",
    "préambule",
    "introduction",
    "conclusion",
    "préface",
    "avant-propos",
    "résumé",
    "sommaire",
    "passim",
];

/// The locator and the suffix in what follows the id of a citation; spaces of any kind count as one. What stands between
/// braces at its start is the locator, whatever it is, and `{}` says that there is none.
pub fn split(after: &str) -> (Option<String>, Option<String>) {
    let after = start(after);
    if let Some(braces) = braces(after) {
        let locator = in_braces(&after[1..braces - 1]);
        let suffix = start(&after[braces..]).split_whitespace();
        let suffix = suffix.collect::<Vec<_>>().join(" ");
        return (locator, without_stop(&suffix));
    }
    let words: Vec<&str> = after.split_whitespace().collect();
    let (mut printed, mut read) = (Vec::new(), 0);
    while let Some((place, taken)) = place(&words[read..], read == 0) {
        printed.push(place);
        read += taken;
        if !words[read - 1].ends_with(',') {
            break;
        }
    }
    let suffix = words[read..].join(" ");
    let locator = printed.join(", ");
    (
        Some(locator).filter(|locator| !locator.is_empty()),
        without_stop(&suffix),
    )
}

/// Without what parts it from the id.
fn start(after: &str) -> &str {
    after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ':'))
}

/// Without the full stop of the sentence, unless nothing is left.
fn without_stop(suffix: &str) -> Option<String> {
    let suffix = suffix.strip_suffix('.').unwrap_or(suffix);
    (!suffix.is_empty()).then(|| suffix.to_owned())
}

/// The length of the braces that `text` begins with, in bytes; none when they are not closed.
fn braces(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => open += 1,
            '}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open == 0 {
            return (at > 0).then_some(at + 1);
        }
    }
    None
}

/// The locator that braces hold: its word is printed as any other is, the rest as it is.
fn in_braces(inside: &str) -> Option<String> {
    let words: Vec<&str> = inside.split_whitespace().collect();
    let (first, others) = words.split_first()?;
    let (word, glued) = match label(first) {
        Some(word) if !others.is_empty() => (word, None),
        _ => match glued_label(first) {
            Some((word, rest)) => (word, Some(rest)),
            None if is_page(first, others.first()) => ("p.", Some(*first)),
            None => return Some(words.join(" ")),
        },
    };
    let rest = glued.iter().chain(others).copied();
    Some([word].into_iter().chain(rest).collect::<Vec<_>>().join(" "))
}

/// Whether a suffix is only a word for a place, whose number was forgotten: "p.", "art.".
pub fn lacks_number(suffix: &str) -> bool {
    label(suffix).is_some()
}

/// The same locator with each word bound to its number by a no-break space: "p. 12", "cons. 4".
pub fn bound(locator: &str) -> String {
    let places = locator.split(", ").map(|place| {
        match place
            .split_once(' ')
            .filter(|(word, _)| label(word).is_some())
        {
            Some((word, numbers)) => format!("{word}\u{a0}{numbers}"),
            None => place.to_owned(),
        }
    });
    places.collect::<Vec<_>>().join(", ")
}

/// One place at the start of `words`, as it is printed, and how many of the words it takes. Numbers alone are pages, where
/// `bare` allows them.
fn place(words: &[&str], bare: bool) -> Option<(String, usize)> {
    let first = words.first()?;
    let (word, glued) = match label(first) {
        Some(word) => (word, None),
        None => match glued_label(first) {
            Some((word, rest)) => (word, Some(rest)),
            None if bare && is_page(first, words.get(1)) => ("p.", Some(*first)),
            None => {
                let alone = first.trim_end_matches(',').to_lowercase();
                return ALONE
                    .contains(&alone.as_str())
                    .then(|| (first.trim_end_matches(',').to_owned(), 1));
            }
        },
    };
    let mut numbers: Vec<&str> = glued.into_iter().collect();
    let mut taken = 1;
    while let Some(next) = words.get(taken) {
        let ended = numbers.last().is_some_and(|last| last.ends_with(','));
        let joined = !numbers.is_empty() && !ended && is_joint(next, words.get(taken + 1));
        if !joined && !is_number(next) {
            break;
        }
        numbers.push(next);
        taken += 1;
    }
    if numbers.is_empty() {
        let alone = first.trim_end_matches(',').to_lowercase();
        return ALONE
            .contains(&alone.as_str())
            .then(|| (word.to_owned(), 1));
    }
    let numbers = numbers.join(" ");
    let mut numbers = numbers.trim_end_matches(',');
    // The full stop of the sentence, not that of "et s.".
    if numbers.ends_with('.') && !numbers.ends_with("s.") && !numbers.ends_with("suiv.") {
        numbers = numbers.trim_end_matches('.');
    }
    Some((format!("{word} {numbers}"), taken))
}

/// The printed form of a word for a place.
fn label(written: &str) -> Option<&'static str> {
    let bare = written.trim_end_matches('.').to_lowercase();
    WORDS
        .iter()
        .find(|(_, read)| read.contains(&bare.as_str()))
        .map(|(printed, _)| *printed)
}

/// A word for a place written against its number: "p.12", "§3", "n°4".
fn glued_label(written: &str) -> Option<(&'static str, &str)> {
    let digit = written.find(|c: char| c.is_ascii_digit())?;
    let (word, number) = written.split_at(digit);
    (word.ends_with(['.', '§', '°', 'º']))
        .then(|| label(word))
        .flatten()
        .map(|word| (word, number))
}

/// A number alone, as "12", "12-14", "12,": a page, unless it counts what comes next.
fn is_page(word: &str, next: Option<&&str>) -> bool {
    let bare = word.trim_end_matches(',');
    let counts = next.is_some_and(|next| {
        !word.ends_with(',')
            && !is_number(next)
            && !matches!(*next, "et" | "à" | "ou" | "and" | "-" | "–")
    });
    !counts
        && bare.starts_with(|c: char| c.is_ascii_digit())
        && bare
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | '‑'))
}

/// What numbers a place: "12", "1er", "L.", "2113-15", "IV", "A", "12-14,".
fn is_number(word: &str) -> bool {
    let word = word.trim_end_matches([',', '.']);
    let roman = !word.is_empty() && word.chars().all(|c| "IVXLCDMivxlcdm-–".contains(c));
    let letter = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    word.contains(|c: char| c.is_ascii_digit()) && !word.contains('@') || roman || letter
}

/// What joins numbers or comes after one: "et", "à", "bis", "s.".
fn is_joint(word: &str, next: Option<&&str>) -> bool {
    let bare = word.trim_end_matches([',', '.']);
    match bare {
        "bis" | "ter" | "quater" | "quinquies" | "sexies" | "septies" | "octies" | "nonies"
        | "s" | "ss" | "sq" | "sqq" | "suiv" => true,
        "et" | "à" | "ou" | "and" | "&" | "-" | "–" => next.is_some_and(|next| {
            is_number(next)
                || matches!(
                    next.trim_end_matches([',', '.']),
                    "s" | "ss" | "suiv" | "suivants" | "suivantes"
                )
        }),
        "suivants" | "suivantes" => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn places_are_told_from_words() {
        for (after, expected) in [
            ("", "|"),
            (", p. 12-14", "p. 12-14|"),
            (", pp. 12-14", "p. 12-14|"),
            (", page 12", "p. 12|"),
            (", pages 12 et 14", "p. 12 et 14|"),
            (", p. 12 et s.", "p. 12 et s.|"),
            (", p. 12 et suivantes", "p. 12 et suivantes|"),
            (", p.12", "p. 12|"),
            (", p. 12.", "p. 12|"),
            (", pt 12", "point 12|"),
            (", p. 12, qui nuance.", "p. 12|qui nuance"),
            (", 12-14", "p. 12-14|"),
            (", art. 1er", "art. 1er|"),
            (" art. 1er", "art. 1er|"),
            (", article 9-1", "art. 9-1|"),
            (
                ", art. L. 2113-15 et L. 2113-16",
                "art. L. 2113-15 et L. 2113-16|",
            ),
            (", art. 19 quinquies", "art. 19 quinquies|"),
            (", chap. 2", "chap. 2|"),
            (", chapter 2, p. 15", "chap. 2, p. 15|"),
            (", chap. II, § 3", "chap. II, § 3|"),
            (", §3", "§ 3|"),
            (", n°4", "n° 4|"),
            (", al. 2", "al. 2|"),
            (", annexe", "annexe|"),
            (", annexe 3", "annexe 3|"),
            (", préambule", "préambule|"),
            (", cons. 18", "cons. 18|"),
            (", p. 3, 5 et 8", "p. 3, 5 et 8|"),
            (", p. 12, qui nuance", "p. 12|qui nuance"),
            (", p. 12 sur 40", "p. 12|sur 40"),
            (" qui nuance", "|qui nuance"),
            (", note", "|note"),
            (", 3 exemples", "|3 exemples"),
            (", 3, 5 et 8", "p. 3, 5 et 8|"),
            (", à paraître", "|à paraître"),
            (",\u{a0}p.\u{a0}3", "p. 3|"),
            // Pandoc's braces ("Citation syntax").
            (
                ", {pp. iv, vi-xi, (xv)-(xvii)} avec suite",
                "p. iv, vi-xi, (xv)-(xvii)|avec suite",
            ),
            ("{ii, A, D-Z}, avec suite.", "ii, A, D-Z|avec suite"),
            (", {page 3 sur 12}", "p. 3 sur 12|"),
            ("{}, 99 ans après", "|99 ans après"),
            (", {12}", "p. 12|"),
            (", {a {b} c} d", "a {b} c|d"),
            (", {a", "|{a"),
            (", p. 3 {a}", "p. 3|{a}"),
        ] {
            let (locator, suffix) = split(after);
            let told = format!(
                "{}|{}",
                locator.unwrap_or_default(),
                suffix.unwrap_or_default()
            );
            assert_eq!(told, expected, "{after}");
        }
    }

    #[test]
    fn words_are_bound_to_their_numbers() {
        for (locator, expected) in [
            ("cons. 4", "cons.~4"),
            ("p. 3, 5 et 8, note 2", "p.~3, 5 et 8, note~2"),
            ("annexe", "annexe"),
            (
                "art. L. 2113-15 et L. 2113-16",
                "art.~L. 2113-15 et L. 2113-16",
            ),
        ] {
            assert_eq!(bound(locator).replace('\u{a0}', "~"), expected);
        }
        assert!(
            lacks_number("p")
                && lacks_number("art.")
                && !lacks_number("p. 3")
                && !lacks_number("qui nuance")
        );
    }

    proptest! {
        #[test]
        fn no_word_is_lost(after in "( ?(p\\.|art\\.|chap|§|12|3-4,|L\\.|et|qui|voir|,|\u{a0}|annexe|é)){0,8}|\\PC{0,40}") {
            let (locator, suffix) = split(&after);
            let count = |text: &str| text.chars().filter(char::is_ascii_digit).count();
            let kept = locator.as_deref().map_or(0, count) + suffix.as_deref().map_or(0, count);
            prop_assert_eq!(kept, count(&after));
            // What was split is not split further, but for what only braces make a locator.
            if let Some(locator) = locator.filter(|_| !after.contains('{')) {
                prop_assert_eq!(split(&locator), (Some(locator.clone()), None));
            }
        }
    }
}
