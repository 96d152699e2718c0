//! Remarks on sources and citations.

use crate::diagnostic::{Diagnostic, Place};
use crate::input::Span;

/// The format of the file that a remark is about: its remedy is written in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// A file of sources in YAML, or the front matter of a sheet.
    Yaml,
    /// BibLaTeX.
    Bib,
    /// CSL-JSON.
    Json,
}

/// Code of [`unknown_source`].
pub const UNKNOWN_SOURCE: &str = "source-inconnue";

/// A citation of a source that does not exist.
pub fn unknown_source(span: Span, id: &str, close: Option<&str>) -> Diagnostic {
    let help = match close {
        Some(close) => {
            format!("vouliez-vous dire « {close} » ? Sinon, ajoutez-la à content/sources.yaml.")
        }
        None => "Ajoutez-la à content/sources.yaml, ou à « sources » dans l’en-tête de la fiche."
            .to_owned(),
    };
    Diagnostic::error(
        UNKNOWN_SOURCE,
        Place::Span(span),
        format!("la source « {id} » n’existe pas"),
    )
    .label("citée ici")
    .help(help)
}

/// `@id` in a sentence, one letter away from a source.
pub fn near_source(span: Span, id: &str, close: &str) -> Diagnostic {
    Diagnostic::warning(
        "source-proche",
        Place::Span(span),
        format!("« @{id} » n’est pas une source, mais ressemble à « {close} »"),
    )
    .label("laissé tel quel")
    .help(format!(
        "Écrivez « @{close} » pour citer cette source, ou « \\@{id} » pour garder ces mots."
    ))
}

/// `[@` that no citation begins with: what follows is none.
pub fn unread_citation(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "citation",
        Place::Span(span),
        "cette citation n’est pas lue et se lira telle quelle",
    )
    .label("ouverte ici")
    .help("Une citation se ferme dans le même paragraphe et ne contient ni lien, ni note, ni autre crochet : [@loi-ess, p. 12]. Pour écrire le crochet, « \\[ ».")
}

/// A citation that cannot be read.
pub fn bad_citation(span: Span, written: &str) -> Diagnostic {
    let written = shortened(written);
    Diagnostic::error(
        "citation",
        Place::Span(span),
        format!("la citation « [{written}] » est mal écrite"),
    )
    .label("« @ » et un identifiant attendus")
    .help("Écrivez [@loi-ess], [@loi-ess, art. 1er] ou [@loi-ess ; @rtes-2019, p. 3].")
}

/// A citation that names two sources without a semicolon between them.
pub fn citation_without_semicolon(span: Span, written: &str) -> Diagnostic {
    let written = shortened(written);
    Diagnostic::error(
        "citation",
        Place::Span(span),
        format!("un point-virgule manque dans la citation « [{written}] »"),
    )
    .label("« ; » attendu avant cette source")
    .help("Séparez les sources d’une même note par « ; » : [@loi-ess ; @rtes-2019, p. 3].")
}

/// A word for a place in a source that no number follows: `[@loi-ess, p.]`.
pub fn place_without_number(span: Span, word: &str) -> Diagnostic {
    Diagnostic::warning(
        "citation",
        Place::Span(span),
        format!("un numéro manque après « {word} » dans cette citation"),
    )
    .label("quel endroit\u{202f}?")
    .help("Dites l’endroit, comme dans [@loi-ess, p. 12], ou retirez ce mot.")
}

/// A source of the sheet's own that it never cites.
pub fn unused_source(span: Span, id: &str) -> Diagnostic {
    Diagnostic::warning(
        "source-inutile",
        Place::Span(span),
        format!("la source « {id} » n’est citée nulle part dans cette fiche"),
    )
    .label("jamais citée")
    .help(format!(
        "Citez-la par « [@{id}] », ou retirez-la de l’en-tête."
    ))
}

/// One id for two different sources.
pub fn source_twice(span: Span, first: Span, id: &str) -> Diagnostic {
    Diagnostic::error(
        "source-double",
        Place::Span(span),
        format!("l’identifiant « {id} » désigne deux sources différentes"),
    )
    .label("seconde définition")
    .related(first, "première définition")
    .help("Donnez à l’une des deux un autre identifiant.")
}

/// One source defined twice with the same data.
pub fn source_repeated(span: Span, first: Span, id: &str) -> Diagnostic {
    Diagnostic::warning(
        "source-repetee",
        Place::Span(span),
        format!("la source « {id} » est définie deux fois"),
    )
    .label("seconde fois")
    .related(first, "première fois")
    .help(
        "Gardez une seule des deux entrées ; une source partagée se met dans content/sources.yaml.",
    )
}

/// An id that cannot be cited.
pub fn bad_id(span: Span, id: &str) -> Diagnostic {
    let id = with_unseen(&shortened(id));
    Diagnostic::error("identifiant", Place::Span(span), format!("« {id} » ne convient pas comme identifiant de source"))
        .label("identifiant")
        .help("Employez des lettres, des chiffres et des traits d’union, sans espace : « loi-ess », « rtes-2019 ».")
}

/// A source without an id.
pub fn missing_id(span: Span, format: Format) -> Diagnostic {
    let (message, label, help) = match format {
        Format::Yaml => (
            "la clé « id » manque à cette source",
            "source sans identifiant",
            "Ajoutez par exemple « id: loi-ess » : c’est le nom que citent les fiches, par « [@loi-ess] ».",
        ),
        Format::Bib => (
            "la clé de cette entrée manque",
            "entrée sans clé",
            "Écrivez-la juste après l’accolade, suivie d’une virgule : « @book{loi-ess, title = {…}} ». C’est le nom que citent les fiches, par « [@loi-ess] ».",
        ),
        Format::Json => (
            "la clé « id » manque à cette source",
            "source sans identifiant",
            "Ajoutez par exemple « \"id\": \"loi-ess\", » : c’est le nom que citent les fiches, par « [@loi-ess] ».",
        ),
    };
    Diagnostic::error("cle-manquante", Place::Span(span), message)
        .label(label)
        .help(help)
}

/// A date that is none. `key` is the field as it is written.
pub fn bad_date(span: Span, format: Format, (key, value): (&str, &str), why: &str) -> Diagnostic {
    let value = shortened(value);
    let key = shortened(key);
    let help = match format {
        Format::Yaml => format!(
            "Écrivez la date sous la forme 2026, 2026-01, 2026-01-12, \"2026, T1\", 2019-2021 ou \"vers 1998\" ; laissez « {key} » vide si elle est inconnue."
        ),
        Format::Bib if key == "month" => {
            "Écrivez le mois par son nombre ou son abréviation anglaise : month = {7}, month = jul."
                .to_owned()
        }
        Format::Bib => format!(
            "Écrivez {key} = {{2026}}, {{2026-01}}, {{2026-01-12}}, {{2019/2021}} (période) ou {{1998~}} (vers 1998) ; retirez le champ si la date est inconnue."
        ),
        Format::Json => format!(
            "Écrivez \"{key}\": {{\"date-parts\": [[2026, 1, 12]]}}, le mois et le jour en nombres ou absents, ou \"{key}\": {{\"literal\": \"vers 1998\"}} ; retirez le champ si la date est inconnue."
        ),
    };
    Diagnostic::error(
        "date-impossible",
        Place::Span(span),
        format!("« {value} » n’est pas une date pour « {key} » : {why}"),
    )
    .label(why.to_owned())
    .help(help)
}

/// An address that no browser would open. `key` is the field as it is written.
pub fn bad_url(span: Span, key: &str, url: &str) -> Diagnostic {
    let url = shortened(url);
    let shown = with_unseen(&url);
    let help = if shown == url {
        "Copiez l’adresse depuis la barre du navigateur\u{a0}: elle commence par https:// et ne contient pas d’espace."
    } else {
        UNSEEN_HELP
    };
    Diagnostic::error(
        "adresse-de-source",
        Place::Span(span),
        format!("«\u{a0}{shown}\u{a0}» n’est pas une adresse de page («\u{a0}{key}\u{a0}»)"),
    )
    .label("adresse mal formée")
    .help(help)
}

/// The remedy when an address holds what nobody sees.
const UNSEEN_HELP: &str = "Des caractères que l’on ne voit pas y sont notés ‹U+…›\u{a0}: effacez l’adresse et tapez-la, ou copiez-la depuis la barre du navigateur.";

/// `text` with the characters that take no room, and spaces that look like others, told by their code: `http‹U+200B›:`.
fn with_unseen(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{a0}'
            | '\u{ad}'
            | '\u{2000}'..='\u{200d}'
            | '\u{202f}'
            | '\u{2060}'..='\u{2064}' => {
                out.push_str(&format!("‹U+{:04X}›", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

/// An address without `https://`.
pub fn url_without_scheme(span: Span, key: &str, url: &str) -> Diagnostic {
    let url = shortened(url);
    let whole = if url.starts_with("10.") {
        format!("https://doi.org/{url}")
    } else {
        format!("https://{}", url.trim_start_matches('/'))
    };
    Diagnostic::error(
        "adresse-de-source",
        Place::Span(span),
        format!("l’adresse « {url} » est incomplète (« {key} »)"),
    )
    .label("https:// manque")
    .help(format!(
        "Écrivez l’adresse complète, par exemple « {whole} »."
    ))
}

/// An address with a scheme that is not allowed.
pub fn refused_scheme(span: Span, key: &str, scheme: &str) -> Diagnostic {
    let scheme = shortened(scheme);
    let shown = with_unseen(&scheme);
    let help = if shown == scheme {
        "Seules les adresses qui commencent par https:// ou http:// sont publiées."
    } else {
        UNSEEN_HELP
    };
    Diagnostic::error(
        "adresse-refusee",
        Place::Span(span),
        format!("une source ne peut pas mener à une adresse « {shown}: » (« {key} »)"),
    )
    .label("adresse refusée")
    .help(help)
}

/// Why names will be misread.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NamesFault<'a> {
    /// Several names stand where one is read: these.
    Several(&'a [&'a str]),
    /// A body is written as a person is.
    Body(&'a str),
}

/// Names that are not read as they were meant. `key` is the field as it is written.
pub fn names(span: Span, format: Format, key: &str, fault: &NamesFault) -> Diagnostic {
    let key = shortened(key);
    let (message, label, help) = match fault {
        NamesFault::Several(names) => {
            let quoted = |name: &&str| format!("\"{}\"", name.replace('"', "'"));
            let help = match format {
                Format::Yaml => {
                    let list: Vec<String> = names.iter().map(quoted).collect();
                    format!(
                        "Écrivez une liste, une personne par élément, « nom, prénom » : {key}: [{}]. Un seul organisme se met entre accolades : {key}: \"{{…}}\".",
                        list.join(", ")
                    )
                }
                Format::Bib => format!(
                    "Séparez les personnes par « and », chacune « nom, prénom » : {key} = {{{}}}. Un seul organisme se met entre doubles accolades : {key} = {{{{…}}}}.",
                    names.join(" and ")
                ),
                Format::Json => format!(
                    "Écrivez une liste, une personne par élément : \"{key}\": [{{\"family\": \"Dupont\", \"given\": \"Jeanne\"}}, {{\"family\": …}}]. Un seul organisme s’écrit [{{\"literal\": \"…\"}}]."
                ),
            };
            (
                format!("« {key} » contient plusieurs noms, qui seront lus comme un seul"),
                "plusieurs noms",
                help,
            )
        }
        NamesFault::Body(body) => {
            let body = shortened(body);
            let help = match format {
                Format::Json => format!(
                    "Un organisme s’écrit sans prénom : \"{key}\": [{{\"literal\": \"{body}\"}}]."
                ),
                Format::Bib | Format::Yaml => {
                    format!("Un organisme se met entre doubles accolades : {key} = {{{{{body}}}}}.")
                }
            };
            (
                format!("« {body} » est écrit comme le nom d’une personne"),
                "un organisme, sans doute",
                help,
            )
        }
    };
    Diagnostic::warning("noms", Place::Span(span), message)
        .label(label)
        .help(shortened_to(&help, 400))
}

/// A file of sources in a format that is not read.
pub fn unknown_format(path: &str) -> Diagnostic {
    Diagnostic::error(
        "format-de-sources",
        Place::File(path.to_owned()),
        "ce fichier de sources n’est dans aucun des formats lus",
    )
    .help("Son nom finit par « .yaml » (YAML), « .bib » (BibLaTeX) ou « .json » (CSL JSON).")
}

/// A file of sources that has none.
pub fn no_sources(path: &str) -> Diagnostic {
    Diagnostic::warning(
        "fichier-vide",
        Place::File(path.to_owned()),
        "ce fichier ne contient aucune source",
    )
    .help("Ajoutez-y des sources, ou supprimez-le.")
}

/// More authors than a source may have.
pub fn too_many_authors(span: Span, count: usize, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "trop-d-elements",
        Place::Span(span),
        format!("cette source a {count} auteurs ; la limite est de {limit}"),
    )
    .label("premier auteur de trop")
    .help("Gardez les premiers, ou l’organisme qui publie.")
}

/// More shared sources than a site may have.
pub fn too_many_sources(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "trop-de-sources",
        Place::Span(span),
        format!("le site compte plus de {limit} sources partagées"),
    )
    .label("première source de trop")
    .help("Retirez les sources que plus aucune fiche ne cite.")
}

/// What is wrong in the writing of a `.bib` file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BibFault<'a> {
    /// A brace or quote that is never closed.
    Unclosed,
    /// Neither a field nor the end of the entry.
    Misplaced,
    /// Braces nested deeper than this.
    TooDeep(usize),
    /// An entry larger than this, in bytes.
    TooLarge(usize),
    /// An abbreviation that no `@string` before defines.
    UnknownString(&'a str),
    /// An abbreviation longer than this once spelled out, in bytes.
    StringTooLong(usize),
    /// More abbreviations than this, or too much of them.
    TooManyStrings(usize),
    /// A field given twice.
    Twice(&'a str),
    /// The type of an entry without `@` before it.
    NoAt(&'a str),
    /// The type of an entry without a brace after it.
    NoBrace(&'a str),
}

/// A fault in a `.bib` file, in the entry whose key is given.
pub fn bib_fault(span: Span, fault: BibFault, entry: Option<(&str, Span)>) -> Diagnostic {
    let (message, label, help) = match fault {
        BibFault::Unclosed => (
            "une accolade ou un guillemet ouvert n’est jamais fermé".to_owned(),
            "ouvert ici",
            "Chaque entrée s’écrit @book{cle, title = {Titre}, date = {2024}} : vérifiez que chaque { a son }.",
        ),
        BibFault::Misplaced => (
            "ce passage n’est ni un champ ni la fin de l’entrée".to_owned(),
            "« champ = {valeur} » attendu",
            "Chaque champ s’écrit « title = {Titre}, », avec une virgule avant le suivant.",
        ),
        BibFault::TooDeep(limit) => (
            format!("des accolades sont imbriquées sur plus de {limit} niveaux"),
            "niveau de trop",
            "Retirez les accolades superflues.",
        ),
        BibFault::TooLarge(limit) => (
            format!("cette entrée dépasse {} ko", limit / 1000),
            "entrée trop grande",
            "Une accolade n’est sans doute pas fermée ; sinon, retirez les champs inutiles (abstract, file).",
        ),
        BibFault::UnknownString(name) => (
            format!("l’abréviation « {} » n’est pas définie", shortened(name)),
            "abréviation inconnue",
            "Mettez le texte entre accolades, ou définissez l’abréviation plus haut : @string{nom = {texte}}.",
        ),
        BibFault::StringTooLong(limit) => (
            format!("cette abréviation dépasse {limit} octets une fois développée"),
            "trop longue",
            "Écrivez le texte dans les entrées elles-mêmes.",
        ),
        BibFault::TooManyStrings(limit) => (
            format!(
                "les abréviations de ce fichier sont démesurées (plus de {limit}, ou trop longues une fois développées)"
            ),
            "à partir d’ici",
            "Exportez de nouveau la bibliographie, sans abréviations.",
        ),
        BibFault::Twice(name) => (
            format!(
                "le champ « {} » est écrit deux fois dans cette entrée",
                shortened(name)
            ),
            "seconde fois",
            "Gardez un seul des deux.",
        ),
        BibFault::NoAt(kind) => (
            format!("« @ » manque devant « {} »", shortened(kind)),
            "« @ » attendu",
            "Une entrée commence par « @ » : @book{cle, title = {Titre}}. Sans lui, elle passe pour un commentaire.",
        ),
        BibFault::NoBrace(kind) => (
            format!("une accolade manque après « @{} »", shortened(kind)),
            "« { » attendue après ce mot",
            "Une entrée s’écrit @book{cle, title = {Titre}}, ses accolades comprises. Sans elles, elle passe pour un commentaire.",
        ),
    };
    let mut remark = Diagnostic::error("bib", Place::Span(span), message)
        .label(label)
        .help(help);
    if let Some((key, place)) = entry {
        name_entry(&mut remark, place, key);
    }
    remark
}

/// Adds to a remark the entry it is about, unless its place is that entry's key.
pub fn name_entry(remark: &mut Diagnostic, span: Span, id: &str) {
    if remark.place != Place::Span(span) {
        let words = format!("dans l’entrée « {} »", shortened(id));
        remark.related.push((span, words));
    }
}

/// What is wrong in the writing of a JSON file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JsonFault {
    /// It ends too early.
    Unfinished,
    /// Brackets nested deeper than this.
    TooDeep(usize),
    /// No comma after a value that another follows.
    NoComma,
    /// A comma after the last value.
    LastComma,
    /// No colon after a key.
    NoColon,
    /// A text without its quotes, or between others.
    Quotes,
    /// Nothing stands after the colon.
    NoValue,
    /// Something stands after the end.
    AfterEnd,
    /// Anything else.
    Other,
}

/// A fault in a file of CSL-JSON.
pub fn json_fault(span: Span, fault: JsonFault) -> Diagnostic {
    const AGAIN: &str =
        "Exportez de nouveau le fichier (Zotero : « CSL JSON »), ou corrigez ce passage.";
    let (message, label, help) = match fault {
        JsonFault::Unfinished => (
            "ce fichier JSON s’arrête avant la fin : un crochet, une accolade ou un guillemet n’est pas fermé".to_owned(),
            "fin du fichier",
            "Exportez de nouveau le fichier (Zotero : « CSL JSON »), ou vérifiez que chaque [ a son ], chaque { son } et chaque \" son \".",
        ),
        JsonFault::TooDeep(limit) => (
            format!("ce JSON est imbriqué sur plus de {limit} niveaux"),
            "niveau de trop",
            AGAIN,
        ),
        JsonFault::NoComma => (
            "une virgule manque après cette valeur".to_owned(),
            "« , » attendue ici",
            "Mettez une virgule entre deux valeurs : {\"id\": \"loi-ess\", \"title\": \"La loi\"}.",
        ),
        JsonFault::LastComma => (
            "une virgule est de trop avant ce signe".to_owned(),
            "précédé d’une virgule",
            "En JSON, la dernière valeur n’est pas suivie d’une virgule : retirez-la.",
        ),
        JsonFault::NoColon => (
            "un deux-points manque après cette clé".to_owned(),
            "« : » attendu",
            "Chaque clé s’écrit \"title\": \"La loi\".",
        ),
        JsonFault::Quotes => (
            "ce texte n’est pas entre guillemets droits".to_owned(),
            "« \" » attendu",
            "En JSON, les clés et les textes se mettent entre guillemets droits doubles : \"title\": \"La loi\".",
        ),
        JsonFault::NoValue => (
            "une valeur manque ici".to_owned(),
            "valeur attendue",
            "Écrivez-la, ou retirez la clé : \"title\": \"La loi\".",
        ),
        JsonFault::AfterEnd => (
            "quelque chose suit la fin de ce JSON".to_owned(),
            "de trop",
            "Un fichier ne contient qu’une liste : mettez toutes les sources entre les mêmes crochets, séparées par des virgules.",
        ),
        JsonFault::Other => (
            "ce passage n’est pas du JSON valide".to_owned(),
            "inattendu ici",
            AGAIN,
        ),
    };
    Diagnostic::error("json", Place::Span(span), message)
        .label(label)
        .help(format!("{help} Les entrées qui précèdent ont été lues."))
}

/// A value of another type than the key's, in JSON. `key` is none for an item of the file itself.
pub fn json_type(span: Span, key: Option<&str>, expected: JsonType, found: &str) -> Diagnostic {
    let (wanted, example) = match expected {
        JsonType::Text => ("un texte", "\"…\""),
        JsonType::Object => (
            "un objet",
            "{\"id\": \"loi-ess\", \"type\": \"legislation\", \"title\": \"La loi\"}",
        ),
        JsonType::List => (
            "une liste",
            "[{\"id\": \"loi-ess\", \"type\": \"legislation\", \"title\": \"La loi\"}]",
        ),
    };
    let subject = match (key, expected) {
        (Some(key), _) => format!("« {} »", shortened(key)),
        (None, JsonType::List) => "ce fichier de sources".to_owned(),
        (None, _) => "une source".to_owned(),
    };
    let example = match key {
        Some(key) => format!("\"{}\": {example}", shortened(key)),
        None => example.to_owned(),
    };
    Diagnostic::error(
        "type-inattendu",
        Place::Span(span),
        format!("{subject} attend {wanted} ; ceci est {found}"),
    )
    .label(format!("{found}, au lieu d’{wanted}"))
    .help(format!("Écrivez {example}."))
}

/// What a value of JSON should be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JsonType {
    /// Between quotes.
    Text,
    /// Between braces.
    Object,
    /// Between brackets.
    List,
}

/// A JSON file of Zotero's own format.
pub fn not_csl(span: Span) -> Diagnostic {
    Diagnostic::error(
        "format-de-sources",
        Place::Span(span),
        "ce fichier JSON n’est pas au format CSL JSON",
    )
    .label("« itemType » au lieu de « type »")
    .help("Exportez la collection au format « CSL JSON » ou « Better CSL JSON ».")
}

/// An id that is an address, as Zotero's own export gives.
pub fn id_is_address(span: Span, id: &str) -> Diagnostic {
    let id = shortened(id);
    Diagnostic::warning(
        "identifiant-long",
        Place::Span(span),
        format!("cette source n’a pas d’identifiant court : on la cite par « [@{id}] »"),
    )
    .label("adresse en guise d’identifiant")
    .help("Exportez par « Better CSL JSON » (extension Better BibTeX de Zotero) : chaque source y a une clé courte, stable.")
}

/// A type of source that nobody knows; `close` is the one that was surely meant. In YAML it is an error: an editor wrote it,
/// not a program.
pub fn unknown_entry_type(
    span: Span,
    format: Format,
    written: &str,
    close: Option<&str>,
) -> Diagnostic {
    let written = shortened(written);
    let common = match format {
        Format::Yaml => {
            "loi, jurisprudence, rapport, livre, chapitre, article, thèse, entretien, page web, film, document ; leurs noms anglais sont lus aussi"
        }
        Format::Bib => "book, article, report, thesis, online, legislation, jurisdiction, misc",
        Format::Json => {
            "book, chapter, article-journal, report, thesis, webpage, legislation, legal_case, document"
        }
    };
    let meant = close.map_or_else(String::new, |close| {
        format!("vouliez-vous dire « {close} » ? ")
    });
    let help = format!("{meant}Types courants : {common}.");
    if format == Format::Yaml {
        return Diagnostic::error(
            "valeur-inconnue",
            Place::Span(span),
            format!("« type » ne connaît pas la valeur « {written} »"),
        )
        .label("type inconnu")
        .help(help);
    }
    Diagnostic::warning(
        "type-de-source",
        Place::Span(span),
        format!("le type « {written} » est inconnu : la source est lue comme un document"),
    )
    .label("type inconnu")
    .help(help)
}

/// A field that is not known, one slip away from one that is.
pub fn misspelt_field(span: Span, written: &str, meant: &str) -> Diagnostic {
    let written = shortened(written);
    Diagnostic::warning(
        "champ-inconnu",
        Place::Span(span),
        format!("le champ « {written} » n’est pas connu : ce qu’il contient ne sera pas imprimé"),
    )
    .label("champ inconnu")
    .help(format!("vouliez-vous dire « {meant} » ?"))
}

/// A cross-reference to an entry that does not exist.
pub fn unknown_crossref(span: Span, id: &str, field: &str, target: &str) -> Diagnostic {
    Diagnostic::warning(
        "renvoi-de-source",
        Place::Span(span),
        format!(
            "l’entrée « {} » emprunte ses champs à « {} », qui n’existe pas",
            shortened(id),
            shortened(target)
        ),
    )
    .label(format!("champ « {field} »"))
    .help("Ajoutez l’entrée qui manque à ce fichier, ou retirez le champ.")
}

/// A text too long for its field.
pub fn field_too_long(span: Span, field: &str, size: usize, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "champ-trop-long",
        Place::Span(span),
        format!("le champ « {field} » compte {size} octets ; la limite est de {limit}"),
    )
    .label("trop long")
    .help(
        "Une accolade ou un guillemet manque sans doute plus haut ; sinon, raccourcissez le texte.",
    )
}

/// A DOI that is none.
pub fn bad_doi(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error(
        "doi",
        Place::Span(span),
        format!("« {} » n’est pas un DOI", shortened(written)),
    )
    .label("DOI mal formé")
    .help("Un DOI s’écrit 10.3917/rfas.141.0123 : « 10. », un nombre, une barre oblique et la suite. L’adresse d’une page n’en est pas un.")
}

/// What shows that two sources are one document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Shared {
    /// Their address.
    Url,
    /// Their DOI.
    Doi,
    /// Their official identifier.
    OfficialId,
}

/// One document under two ids.
pub fn same_document(
    (span, id): (Span, &str),
    (first, first_id): (Span, &str),
    what: Shared,
    value: &str,
) -> Diagnostic {
    let what = match what {
        Shared::Url => "la même adresse",
        Shared::Doi => "le même DOI",
        Shared::OfficialId => "le même identifiant officiel",
    };
    Diagnostic::warning(
        "source-en-double",
        Place::Span(span),
        format!(
            "les sources « {} » et « {} » ont {what} : {}",
            shortened(first_id),
            shortened(id),
            shortened(value)
        ),
    )
    .label("sans doute le même document")
    .related(first, "déjà ici")
    .help("Gardez une seule des deux entrées, et citez-la partout par le même identifiant.")
}

/// What an editor wrote, cut where it is too long to be read in a message.
fn shortened(written: &str) -> String {
    shortened_to(written, 80)
}

/// The same, at `limit` characters.
fn shortened_to(written: &str, limit: usize) -> String {
    match written.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", &written[..end]),
        None => written.to_owned(),
    }
}

/// A style of citation that would take minutes to print the sources of the site.
pub fn heavy_style(place: Span) -> Diagnostic {
    Diagnostic::error(
        "style-citation",
        Place::Span(place),
        "ce style est trop lourd pour les sources du site".to_owned(),
    )
    .label("style trop lourd")
    .help("Choisissez un style plus simple, ou l’un de ceux qui sont fournis : apa, iso690, juridique.")
}

/// Why a style of citation cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StyleFault {
    /// No XML.
    NotXml,
    /// A document type.
    Doctype,
    /// Another kind of document.
    NotAStyle,
    /// It only names another style.
    Dependent,
    /// Elements too deep.
    TooDeep,
    /// Too many elements once the macros are written out.
    TooLong,
    /// A macro that does not exist.
    UnknownMacro(String),
    /// A macro that calls itself.
    CircularMacro(String),
    /// No `citation`.
    NoCitation,
    /// An element or a value that CSL does not know.
    Element(String),
}

/// The style of citation that the site brings cannot be used.
pub fn bad_style(span: Span, fault: &StyleFault) -> Diagnostic {
    const AGAIN: &str = "Téléchargez de nouveau le style, ou choisissez un des styles fournis : apa, iso690, juridique.";
    let (message, label, help) = match fault {
        StyleFault::NotXml => (
            "ce style de citation n’est pas du XML bien formé".to_owned(),
            "ici",
            AGAIN,
        ),
        StyleFault::Doctype => (
            "un style de citation ne déclare pas de type de document".to_owned(),
            "DOCTYPE",
            "Retirez cette ligne.",
        ),
        StyleFault::NotAStyle => (
            "ce fichier n’est pas un style CSL".to_owned(),
            "« style » attendu",
            AGAIN,
        ),
        StyleFault::Dependent => (
            "ce style n’est qu’un renvoi vers un autre".to_owned(),
            "style dépendant",
            "Enregistrez le style auquel il renvoie (son adresse est dans « link rel=\"independent-parent\" ») et nommez celui-là.",
        ),
        StyleFault::TooDeep => (
            "les éléments de ce style sont trop imbriqués".to_owned(),
            "plus de 64 niveaux",
            AGAIN,
        ),
        StyleFault::TooLong => (
            "ce style compte trop d’éléments, une fois ses macros développées".to_owned(),
            "plus de 20 000 éléments",
            AGAIN,
        ),
        StyleFault::UnknownMacro(name) => (
            format!(
                "ce style appelle une macro qui n’existe pas : « {} »",
                shortened(name)
            ),
            "macro inconnue",
            "Corrigez son nom, ou définissez-la par <macro name=\"…\">.",
        ),
        StyleFault::CircularMacro(name) => (
            format!(
                "la macro « {} » finit par s’appeler elle-même",
                shortened(name)
            ),
            "macro circulaire",
            "Retirez l’appel qui ferme la boucle.",
        ),
        StyleFault::NoCitation => (
            "ce style n’a pas de partie « citation »".to_owned(),
            "« citation » attendue",
            AGAIN,
        ),
        StyleFault::Element(name) => (
            format!(
                "ce style n’est pas conforme à CSL 1.0.2 : « {} »",
                shortened(name)
            ),
            "élément ou valeur refusés",
            AGAIN,
        ),
    };
    Diagnostic::error("style-citation", Place::Span(span), message)
        .label(label)
        .help(help)
}
