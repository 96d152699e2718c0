//! What a source is: the types of DESIGN, and those of CSL 1.0.2 that are cited otherwise.

use crate::input::folded;

/// The type of a source.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SourceKind {
    /// `legislation`: a law, decree, circular, directive, treaty, bill; which one, its title says.
    Legislation,
    /// `case`: a decision of a court.
    Case,
    /// `hearing`: a hearing, a debate of an assembly.
    Hearing,
    /// `report`
    Report,
    /// `standard`: a norm.
    Standard,
    /// `book`
    Book,
    /// `chapter`: a part of a book that has authors of its own.
    Chapter,
    /// `entry`: an entry of a dictionary or an encyclopedia.
    Entry,
    /// `article`: of a review.
    Article,
    /// `article-magazine`
    MagazineArticle,
    /// `article-newspaper`
    NewspaperArticle,
    /// `paper-conference`: a paper in the proceedings of a conference.
    ConferencePaper,
    /// `thesis`
    Thesis,
    /// `interview`
    Interview,
    /// `speech`: what was said or shown somewhere.
    Speech,
    /// `personal_communication`: a letter, a message.
    Letter,
    /// `web`: a page of a site.
    Web,
    /// `post`: of a blog, a forum, a social network.
    Post,
    /// `broadcast`: radio, television, podcast.
    Broadcast,
    /// `motion_picture`: a film or a video.
    Film,
    /// `song`: a recording.
    Recording,
    /// `dataset`
    Dataset,
    /// `software`
    Software,
    /// `map`
    Map,
    /// `graphic`: an image, a poster, a figure.
    Graphic,
    /// `document`: anything else.
    Document,
}

/// A type, what `type:` calls it, what CSL 1.0.2 calls it, and how its sources are headed in a bibliography.
const KINDS: [(SourceKind, &str, &str, SourceKind); 26] = {
    use SourceKind as K;
    [
        (K::Legislation, "legislation", "legislation", K::Legislation),
        (K::Case, "case", "legal_case", K::Case),
        (K::Hearing, "hearing", "hearing", K::Report),
        (K::Report, "report", "report", K::Report),
        (K::Standard, "standard", "standard", K::Report),
        (K::Book, "book", "book", K::Book),
        (K::Chapter, "chapter", "chapter", K::Book),
        (K::Entry, "entry", "entry-encyclopedia", K::Book),
        (K::Article, "article", "article-journal", K::Article),
        (
            K::MagazineArticle,
            "article-magazine",
            "article-magazine",
            K::Article,
        ),
        (
            K::NewspaperArticle,
            "article-newspaper",
            "article-newspaper",
            K::Article,
        ),
        (
            K::ConferencePaper,
            "paper-conference",
            "paper-conference",
            K::Article,
        ),
        (K::Thesis, "thesis", "thesis", K::Thesis),
        (K::Interview, "interview", "interview", K::Interview),
        (K::Speech, "speech", "speech", K::Interview),
        (
            K::Letter,
            "personal_communication",
            "personal_communication",
            K::Document,
        ),
        (K::Web, "web", "webpage", K::Web),
        (K::Post, "post", "post-weblog", K::Web),
        (K::Broadcast, "broadcast", "broadcast", K::Document),
        (K::Film, "motion_picture", "motion_picture", K::Document),
        (K::Recording, "song", "song", K::Document),
        (K::Dataset, "dataset", "dataset", K::Document),
        (K::Software, "software", "software", K::Document),
        (K::Map, "map", "map", K::Document),
        (K::Graphic, "graphic", "graphic", K::Document),
        (K::Document, "document", "document", K::Document),
    ]
};

impl SourceKind {
    /// What `type:` may say.
    pub const NAMES: [&'static str; KINDS.len()] = {
        let mut names = [""; KINDS.len()];
        let mut at = 0;
        while at < names.len() {
            names[at] = KINDS[at].1;
            at += 1;
        }
        names
    };

    /// The words that are proposed for a mistaken one, beside [`Self::NAMES`]: what French editors call a type, then what CSL
    /// and BibLaTeX do.
    pub const WORDS: [&'static str; 71] = [
        "loi",
        "décret",
        "ordonnance",
        "règlement",
        "directive",
        "circulaire",
        "arrêté",
        "traité",
        "jurisprudence",
        "décision",
        "arrêt",
        "audition",
        "débat",
        "rapport",
        "livret",
        "guide",
        "étude",
        "brochure",
        "norme",
        "livre",
        "ouvrage",
        "chapitre",
        "revue",
        "article de presse",
        "actes",
        "thèse",
        "mémoire",
        "entretien",
        "discours",
        "présentation",
        "lettre",
        "courriel",
        "page web",
        "site web",
        "billet",
        "blog",
        "émission",
        "podcast",
        "balado",
        "film",
        "vidéo",
        "enregistrement",
        "données",
        "jeu de données",
        "logiciel",
        "carte",
        "figure",
        "image",
        "affiche",
        "manuscrit",
        "autre",
        "legal_case",
        "entry-encyclopedia",
        "entry-dictionary",
        "article-journal",
        "webpage",
        "post-weblog",
        "bill",
        "regulation",
        "treaty",
        "jurisdiction",
        "techreport",
        "inbook",
        "incollection",
        "inproceedings",
        "phdthesis",
        "mastersthesis",
        "online",
        "misc",
        "manual",
        "unpublished",
    ];

    /// Every type, in the order of [`Self::NAMES`].
    pub const ALL: [Self; KINDS.len()] = {
        let mut all = [Self::Document; KINDS.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = KINDS[at].0;
            at += 1;
        }
        all
    };

    /// The type that a word names: those of [`Self::NAMES`], their French names, and those of CSL 1.0.2, Zotero and
    /// BibLaTeX that mean one of them. Case and accents do not count.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match folded(word).as_str() {
            "legislation" | "loi" | "decret" | "ordonnance" | "reglement" | "directive"
            | "circulaire" | "arrete" | "texte" | "bill" | "regulation" | "treaty" | "statute"
            | "legal" | "traite" => Self::Legislation,
            "case" | "legal case" | "jurisprudence" | "decision" | "arret" | "jurisdiction" => {
                Self::Case
            }
            "hearing" | "audition" | "debat" => Self::Hearing,
            "report" | "rapport" | "livret" | "guide" | "etude" | "techreport" | "pamphlet"
            | "brochure" => Self::Report,
            "standard" | "norme" => Self::Standard,
            "book" | "livre" | "ouvrage" | "mvbook" | "collection" | "mvcollection" | "booklet"
            | "manual" | "proceedings" | "mvproceedings" | "classic" => Self::Book,
            "chapter" | "chapitre" | "inbook" | "bookinbook" | "suppbook" | "incollection"
            | "suppcollection" => Self::Chapter,
            "entry" | "entry encyclopedia" | "entry dictionary" | "inreference" | "reference"
            | "mvreference" => Self::Entry,
            "article" | "article journal" | "review" | "review book" | "revue" | "periodical"
            | "suppperiodical" => Self::Article,
            "article magazine" => Self::MagazineArticle,
            "article newspaper" | "article de presse" => Self::NewspaperArticle,
            "paper conference" | "inproceedings" | "conference" | "actes" => Self::ConferencePaper,
            "thesis" | "these" | "memoire" | "phdthesis" | "mastersthesis" => Self::Thesis,
            "interview" | "entretien" => Self::Interview,
            "speech" | "discours" | "conference orale" | "presentation" => Self::Speech,
            "personal communication" | "letter" | "lettre" | "courriel" => Self::Letter,
            "web" | "webpage" | "page web" | "site web" | "site" | "online" | "electronic"
            | "www" => Self::Web,
            "post" | "post weblog" | "billet" | "blog" => Self::Post,
            "broadcast" | "emission" | "podcast" | "balado" => Self::Broadcast,
            "motion picture" | "film" | "video" | "movie" => Self::Film,
            "song" | "audio" | "music" | "enregistrement" => Self::Recording,
            "dataset" | "donnees" | "jeu de donnees" => Self::Dataset,
            "software" | "logiciel" => Self::Software,
            "map" | "carte" => Self::Map,
            "graphic" | "figure" | "image" | "artwork" | "affiche" => Self::Graphic,
            "document" | "autre" | "misc" | "manuscript" | "manuscrit" | "unpublished" => {
                Self::Document
            }
            _ => return None,
        })
    }

    /// The name of the type, stable: what machines read.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// What CSL 1.0.2 calls it (Appendix III, « Types »).
    pub fn csl(self) -> &'static str {
        self.row().2
    }

    /// The type under whose heading it is listed, where only the main ones have a heading.
    #[must_use]
    pub fn heading(self) -> Self {
        self.row().3
    }

    fn row(self) -> &'static (Self, &'static str, &'static str, Self) {
        KINDS
            .iter()
            .find(|(kind, ..)| *kind == self)
            .unwrap_or(&KINDS[KINDS.len() - 1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_read_by_its_names() {
        for kind in SourceKind::ALL {
            assert_eq!(SourceKind::parse(kind.name()), Some(kind));
            assert_eq!(SourceKind::parse(kind.csl()), Some(kind));
            assert_eq!(kind.heading().heading(), kind.heading());
        }
        for word in SourceKind::WORDS {
            assert!(SourceKind::parse(word).is_some(), "{word}");
        }
        assert_eq!(SourceKind::parse("Décret"), Some(SourceKind::Legislation));
        assert_eq!(SourceKind::parse("livres"), None);
    }
}
