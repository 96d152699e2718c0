//! What an editor says of a sheet, between the two `---` at its top.

use super::SheetDate;
use crate::bibliography::Source;
use crate::input::Span;
use crate::law::TextId;
use std::sync::Arc;

/// The front matter of one sheet.
#[derive(Clone, Debug)]
pub struct FrontMatter {
    /// `titre`
    pub title: String,
    /// `type`
    pub kind: SheetKind,
    /// `numero`
    pub number: Option<u32>,
    /// `collection`
    pub collection: String,
    /// `date`
    pub date: Option<SheetDate>,
    /// `mise_a_jour`
    pub updated: Option<SheetDate>,
    /// `verifie_le`
    pub verified: Option<SheetDate>,
    /// `resume`
    pub summary: Option<String>,
    /// `auteurs`
    pub authors: Vec<String>,
    /// `themes`
    pub topics: Vec<String>,
    /// `code_par_defaut`
    pub default_code: Option<TextId>,
    /// `articles`, as written
    pub articles: Vec<ArticleEntry>,
    /// `sources`
    pub sources: Vec<SourceEntry>,
    /// `slug`, when given
    pub slug: Option<Spanned>,
    /// `alias`: old addresses
    pub aliases: Vec<Spanned>,
    /// `brouillon`
    pub draft: bool,
    /// `ordre`
    pub order: Option<i64>,
    /// `langue`
    pub language: Option<String>,
    /// `image`
    pub image: Option<Spanned>,
    /// `essentiel`
    pub essential: Vec<Spanned>,
    /// `hors_sujet`
    pub out_of_scope: Option<Spanned>,
    /// `historique`
    pub history: Vec<Revision>,
    /// `revoir_avant`
    pub review_before: Option<SheetDate>,
    /// `typographie`
    pub typography: Option<bool>,
    /// Where the title is written, for errors about the sheet as a whole.
    pub title_span: Span,
}

/// The types of sheet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SheetKind {
    /// `index.md`: the home page's own text.
    Home,
    /// `fiche`
    Sheet,
    /// `entretien`
    Interview,
    /// `initiative`
    Initiative,
    /// `page`
    Page,
}

/// A text and where it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spanned {
    /// The text.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// An entry of `articles:`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArticleEntry {
    /// The reference, as written.
    pub reference: Spanned,
    /// The editor's remark.
    pub note: Option<String>,
}

/// An entry of `sources:`.
#[derive(Clone, PartialEq, Debug)]
pub enum SourceEntry {
    /// A source of the sheet's own.
    Own(Arc<Source>),
    /// The id of a shared one.
    Shared(Spanned),
}

/// An entry of `historique:`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Revision {
    /// When.
    pub date: SheetDate,
    /// What changed.
    pub text: String,
}
