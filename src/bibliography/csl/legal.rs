//! The abbreviations of French legal notes: courts, kinds of texts, official journals and reviews.
//!
//! They are those of the guide "Références bibliographiques des ouvrages juridiques" of the Syndicat national de l'édition
//! (list of abbreviations) and, for the courts, of the reviews' daily use. What is not listed stays as it is written.

use crate::input::folded;

/// Beginnings of names and what stands for them; the longest that fits is taken.
const COURTS: [(&str, &str); 14] = [
    ("conseil d etat", "CE"),
    ("cour de cassation", "Cass."),
    ("conseil constitutionnel", "Cons. const."),
    ("tribunal des conflits", "T. confl."),
    ("cour de justice de l union europeenne", "CJUE"),
    ("cour de justice des communautes europeennes", "CJCE"),
    ("tribunal de l union europeenne", "Trib. UE"),
    ("cour europeenne des droits de l homme", "CEDH"),
    ("cour administrative d appel", "CAA"),
    ("tribunal administratif", "TA"),
    ("cour d appel", "CA"),
    ("tribunal judiciaire", "TJ"),
    ("cour des comptes", "C. comptes"),
    ("chambre regionale des comptes", "CRC"),
];

const PARTS: [(&str, &str); 13] = [
    ("section", "sect."),
    ("assemblee pleniere", "ass. plén."),
    ("assemblee", "ass."),
    ("chambre mixte", "ch. mixte"),
    ("chambre sociale", "soc."),
    ("chambre commerciale", "com."),
    ("chambre criminelle", "crim."),
    ("premiere chambre civile", "1re civ."),
    ("1re chambre civile", "1re civ."),
    ("deuxieme chambre civile", "2e civ."),
    ("2e chambre civile", "2e civ."),
    ("troisieme chambre civile", "3e civ."),
    ("3e chambre civile", "3e civ."),
];

const TEXTS: [(&str, &str); 11] = [
    ("loi organique", "L. org."),
    ("loi constitutionnelle", "L. const."),
    ("loi", "L."),
    ("ordonnance", "Ord."),
    ("decret", "Décr."),
    ("arrete", "Arr."),
    ("circulaire", "Circ."),
    ("directive", "Dir."),
    ("reglement", "Règl."),
    ("decision", "Déc."),
    ("instruction", "Instr."),
];

const CONTAINERS: [(&str, &str); 9] = [
    ("journal officiel de la republique francaise", "JO"),
    ("jorf", "JO"),
    ("journal officiel de l union europeenne", "JOUE"),
    ("journal officiel des communautes europeennes", "JOCE"),
    ("recueil lebon", "Lebon"),
    ("recueil des decisions du conseil d etat", "Lebon"),
    ("actualite juridique droit administratif", "AJDA"),
    ("revue francaise de droit administratif", "RFDA"),
    ("revue du droit public", "RDP"),
];

const MONTHS: [(&str, &str); 8] = [
    ("janvier", "janv."),
    ("février", "févr."),
    ("avril", "avr."),
    ("juillet", "juill."),
    ("septembre", "sept."),
    ("octobre", "oct."),
    ("novembre", "nov."),
    ("décembre", "déc."),
];

/// "CE, sect." for "Conseil d'État, Section"; the town of a court stays: "CAA Paris".
pub(in crate::bibliography) fn court(name: &str) -> String {
    let mut parts = name
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let mut out = with_town(&abbreviated(parts.next().unwrap_or_default(), &COURTS));
    for part in parts {
        // "Cass. soc.", but "CE, sect.".
        out.push_str(if out == "Cass." { " " } else { ", " });
        match part.strip_suffix(" chambre") {
            Some(rank) => out.push_str(&format!("{rank}\u{a0}ch.")),
            None => out.push_str(&abbreviated(part, &PARTS)),
        }
    }
    out
}

/// "CAA Paris" for "CAA de Paris".
fn with_town(court: &str) -> String {
    for local in ["CAA", "TA", "CA", "TJ", "CRC"] {
        for link in [" de ", " d’", " d'"] {
            if let Some(town) = court
                .strip_prefix(local)
                .and_then(|rest| rest.strip_prefix(link))
            {
                return format!("{local} {town}");
            }
        }
    }
    court.to_owned()
}

/// "L. n° 2014-856 du 31\u{a0}juill. 2014" for "Loi n° 2014-856 du 31 juillet 2014".
pub(super) fn text(name: &str) -> String {
    let mut out = with_short_months(&abbreviated(name, &TEXTS));
    // The institutions that made a European text are not named: "Dir. 2014/24/UE du 26\u{a0}févr. 2014".
    for makers in [
        " du Parlement européen et du Conseil",
        " de la Commission",
        " du Conseil",
    ] {
        out = out.replace(makers, "");
    }
    out
}

/// "JO" for "Journal officiel de la République française", what follows kept.
pub(super) fn container(name: &str) -> String {
    let mut out = with_short_months(&abbreviated(name, &CONTAINERS));
    // "JO du 1er août 2014" is written "JO 1er août 2014".
    for journal in ["JO ", "JOUE ", "JOCE "] {
        if let Some(rest) = out.strip_prefix(journal)
            && let Some(day) = rest.strip_prefix("du ")
        {
            out = format!("{journal}{day}");
        }
    }
    out
}

/// "31 juill. 2014" for "31 juillet 2014", the day bound to the month.
fn with_short_months(words: &str) -> String {
    let mut out = words.to_owned();
    for (month, short) in MONTHS {
        for day in ('0'..='9').map(String::from).chain(["1er".to_owned()]) {
            for space in [" ", "\u{a0}"] {
                out = out.replace(
                    &format!("{day}{space}{month} "),
                    &format!("{day}\u{a0}{short} "),
                );
            }
        }
    }
    out
}

/// Whether a container is an official journal, where a law stands without saying more.
pub(super) fn is_official_journal(abbreviated: &str) -> bool {
    matches!(
        abbreviated,
        "JO" | "JOUE" | "JOCE" | "Légifrance" | "EUR-Lex"
    )
}

/// `name` with the words that begin it replaced by what stands for them.
fn abbreviated(name: &str, table: &[(&str, &str)]) -> String {
    let known = folded(name);
    let best = table
        .iter()
        .filter(|(words, _)| {
            known
                .strip_prefix(words)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
        .max_by_key(|(words, _)| words.len());
    let Some((words, short)) = best else {
        return name.to_owned();
    };
    // As many words of the name as there are in what was recognised.
    let count = words.split(' ').count();
    let mut seen = 0;
    let mut inside = false;
    let end = name
        .char_indices()
        .find(|(_, c)| {
            let word = c.is_alphanumeric();
            let ended = inside && !word;
            seen += usize::from(ended);
            inside = word;
            ended && seen == count
        })
        .map_or(name.len(), |(at, _)| at);
    format!("{short}{}", &name[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courts_texts_and_journals_are_abbreviated() {
        for (name, short) in [
            ("Conseil d’État, Section", "CE, sect."),
            ("Conseil d'État", "CE"),
            ("Cour de cassation, chambre sociale", "Cass. soc."),
            ("Cour administrative d’appel de Paris", "CAA Paris"),
            ("Tribunal administratif de Lille", "TA Lille"),
            ("Autorité de la concurrence", "Autorité de la concurrence"),
        ] {
            assert_eq!(court(name), short);
        }
        for (name, short) in [
            (
                "Loi n° 2014-856 du 31 juillet 2014",
                "L. n° 2014-856 du 31\u{a0}juill. 2014",
            ),
            (
                "Directive 2014/24/UE du Parlement européen et du Conseil du 26 février 2014",
                "Dir. 2014/24/UE du 26\u{a0}févr. 2014",
            ),
            (
                "Code de la commande publique",
                "Code de la commande publique",
            ),
            (
                "Loi organique n° 2001-692 du 1er août 2001",
                "L. org. n° 2001-692 du 1er août 2001",
            ),
        ] {
            assert_eq!(text(name), short);
        }
        assert_eq!(
            container("Journal officiel de la République française du 1er août 2014"),
            "JO 1er août 2014"
        );
        assert_eq!(container("AJDA"), "AJDA");
    }
}
