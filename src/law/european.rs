//! European texts by their numbers: "directive 2014/24/UE", "règlement (CE) n° 1370/2007", "décision (UE) 2015/1523".
//!
//! How they are numbered, before and since 2015: Publications Office of the European Union, Interinstitutional style guide,
//! "Numbering of acts".

use super::date::{date, dated};
use super::fold::Folded;
use super::name::{Named, past_number_sign};
use super::{TextId, Texts};

/// What follows "directive", "règlement" or "décision".
pub(super) fn european(f: &Folded, at: usize, kind: &str, texts: &Texts) -> Option<Named> {
    let mut here = f.skip_spaces(at);
    if f.at(here) == b':' {
        here = f.skip_spaces(here + 1);
    }
    // Whether Europe is named.
    let mut named = false;
    // "règlement général sur la protection des données (UE) 2016/679", "directive « recours » 89/665/CEE"
    for word in [
        "delegue",
        "delegues",
        "deleguee",
        "d'execution",
        "d'application",
        "cadre",
        "modifiee",
        "modifie",
        "europeen",
        "europeenne",
        "europeens",
        "europeennes",
        "communautaire",
        "communautaires",
        "general sur la protection des donnees",
        "de la commission europeenne",
        "de la commission",
        "du conseil",
        "du parlement europeen et du conseil",
    ] {
        if let Some(end) = f.words(here, word) {
            named |= word.starts_with("europ") || word.contains("commission");
            here = f.skip_spaces(end);
        }
    }
    let before = institution(f, here).map_or(here, |end| f.skip_spaces(end));
    let sign = past_number_sign(f, before).unwrap_or(before);
    let from = institution(f, sign).map_or(sign, |end| f.skip_spaces(end));
    // "directive 93-37-CEE", "règlement CE 974-98": a hyphen for the stroke. A French body has rules numbered so too.
    let european = kind == "dir" || before > here || from > sign || named;
    let (number, end) =
        european_number(f, from).or_else(|| european.then(|| hyphened(f, from)).flatten())?;
    Some(adopted(f, european_id(kind, &number, texts), end))
}

/// Past "(UE)", "UE", "(CE)", "(UE, Euratom)"…
fn institution(f: &Folded, at: usize) -> Option<usize> {
    let bracket = f.at(at) == b'(';
    let here = at + usize::from(bracket);
    let mut end = f.any(here, &["ue", "ce", "cee", "euratom", "ceca"])?;
    if bracket {
        let next = f.skip_comma(end);
        end = f.any(next, &["euratom", "ceca", "cee"]).unwrap_or(end);
        return (f.at(end) == b')').then_some(end + 1);
    }
    Some(end)
}

/// "2014/24/UE" alone: a directive, unless it is the number of a known decision.
pub(super) fn bare(f: &Folded, at: usize, texts: &Texts) -> Option<Named> {
    let (number, end) = european_number(f, at)?;
    if !number.ends_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let decision = TextId::new(&format!("decision:{number}"));
    let id = if texts.get(&decision).is_some() {
        decision
    } else {
        TextId::new(&format!("dir:{number}"))
    };
    Some(adopted(f, id, end))
}

/// "93-37-CEE", "2004-18", "974-98", as "93/37/CEE".
fn hyphened(f: &Folded, at: usize) -> Option<(String, usize)> {
    let dash = f
        .digits(at)
        .filter(|dash| f.at(*dash) == b'-' && dash - at <= 4)?;
    let end = f.digits(dash + 1).filter(|end| end - dash <= 5)?;
    let mut number = format!("{}/{}", f.slice(at, dash), f.slice(dash + 1, end));
    let suffix = ["cee", "ce", "ue"].iter().find_map(|suffix| {
        let past = f.words(end + 1, suffix)?;
        matches!(f.at(end), b'-' | b'/').then_some((suffix, past))
    });
    let end = suffix.map_or(end, |(suffix, past)| {
        number.push('/');
        number.push_str(&suffix.to_uppercase());
        past
    });
    (f.ends_word(end) && f.at(end) != b'-').then_some((number, end))
}

/// The id of a number: one written without "/UE" is given the form of the known text that it names.
fn european_id(kind: &str, number: &str, texts: &Texts) -> TextId {
    // "2016/679/UE": no text since 2015 is numbered so.
    if let Some((plain, _)) = number
        .rsplit_once('/')
        .filter(|(plain, _)| plain.contains('/'))
    {
        let id = TextId::new(&format!("{kind}:{plain}"));
        if texts.get(&id).is_some() {
            return id;
        }
    }
    let id = TextId::new(&format!("{kind}:{number}"));
    if texts.get(&id).is_some() || number.ends_with(|c: char| c.is_ascii_uppercase()) {
        return id;
    }
    ["/UE", "/CE", "/CEE"]
        .iter()
        .map(|suffix| TextId::new(&format!("{}{suffix}", id.as_str())))
        .find(|known| texts.get(known).is_some())
        .unwrap_or(id)
}

/// Past " du Parlement européen et du Conseil du 26 février 2014", " du 27 avril 2016".
fn adopted(f: &Folded, id: TextId, end: usize) -> Named {
    let mut here = f.skip_comma(end);
    for author in [
        "du parlement europeen et du conseil",
        "du conseil",
        "de la commission",
        "du parlement",
    ] {
        if let Some(past) = f.words(here, author) {
            here = f.skip_comma(past);
            break;
        }
    }
    let day =
        dated(f, here).or_else(|| (here > f.skip_comma(end)).then(|| date(f, here)).flatten());
    match day {
        Some((day, past)) => Named {
            day: Some(day),
            ..Named::of(id, past)
        },
        None => Named::of(id, end),
    }
}

/// "2014/24/UE", "2016/679", "1370/2007", "1247/2002/CE", "2002/584/JAI".
fn european_number(f: &Folded, at: usize) -> Option<(String, usize)> {
    let slash = f.digits(at)?;
    if f.at(slash) != b'/' || slash - at > 4 {
        return None;
    }
    let mut end = f.digits(slash + 1)?;
    if end - slash > 5 {
        return None;
    }
    let mut number = f.slice(at, end).to_owned();
    let suffix = [
        "/ue", "/cee", "/ce", "/euratom", "/jai", "/pesc", "/eu", "/ec",
    ]
    .iter()
    .find_map(|suffix| {
        let past = f.prefix(end, suffix)?;
        f.ends_word(past).then_some((*suffix, past))
    });
    if let Some((suffix, past)) = suffix {
        number.push_str(
            &suffix
                .to_uppercase()
                .replace("/EU", "/UE")
                .replace("/UERATOM", "/EURATOM")
                .replace("/EC", "/CE"),
        );
        end = past;
    }
    (f.ends_word(end) && f.at(end) != b'/').then_some((number, end))
}
