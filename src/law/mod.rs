//! Placeholder replaced by the merge of the law branch.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
/// Text.
pub struct TextId(std::sync::Arc<str>);
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
/// Article.
pub struct Article(std::sync::Arc<str>);
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
/// Ref.
pub enum LegalRef {
    /// t
    Text(TextId),
    /// a
    Article {
        /// t
        text: TextId,
        /// a
        article: Article,
    },
    /// r
    Range {
        /// t
        text: TextId,
        /// f
        from: Article,
        /// t
        to: Article,
    },
}
#[derive(Debug)]
/// Texts.
pub struct Texts;
