//! The tree that every output of a sheet is made from.
//!
//! Nothing here is HTML, but for raw HTML that was sanitised on the way in. References into a sheet's own lists (links,
//! mentions of law, notes) are indices, so that later stages resolve them without touching the tree.

use crate::input::Span;

/// A run of text with its marks.
pub type Inlines = Vec<Inline>;

/// The body of a sheet.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Document {
    /// Top-level blocks in order.
    pub blocks: Vec<Block>,
}

/// A block of a document.
#[derive(Clone, PartialEq, Debug)]
pub enum Block {
    /// A heading of the body: level 2 to 6, since level 1 is the sheet's title.
    Heading(Heading),
    /// A paragraph.
    Paragraph {
        /// Its text.
        content: Inlines,
        /// Where it stands.
        span: Span,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// `> [!NOTE]` and the like.
    Callout {
        /// Which of the eleven kinds.
        kind: CalloutKind,
        /// The editor's own title, after the mark; may be empty.
        title: Inlines,
        /// What it holds.
        blocks: Vec<Block>,
    },
    /// A list.
    List {
        /// The first number of an ordered list.
        start: Option<u64>,
        /// Whether its items are set without space between them (no paragraphs inside).
        tight: bool,
        /// Its items.
        items: Vec<ListItem>,
    },
    /// A block of code.
    Code {
        /// The language asked for, as written: only letters, digits, `+`, `-`, `#`, `_` and `.`.
        language: Option<String>,
        /// The text.
        text: String,
    },
    /// A table. Every row has as many cells as `alignments`.
    Table {
        /// One per column.
        alignments: Vec<Alignment>,
        /// The header row.
        head: Vec<Inlines>,
        /// The other rows.
        rows: Vec<Vec<Inlines>>,
    },
    /// A list of definitions.
    Definitions(Vec<Definition>),
    /// An image alone in its paragraph.
    Figure {
        /// The image.
        image: Image,
        /// Its caption (the image's title in Markdown); may be empty. An element that [`CREDIT`] opens ends it with the
        /// name of the author.
        caption: Inlines,
    },
    /// Sanitised HTML (or the editor's own with `html_brut: true`): tags match, no id, nothing that runs.
    Html(String),
    /// A thematic break.
    Rule,
}

/// A heading of the body.
#[derive(Clone, PartialEq, Debug)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Unique in the sheet; a–z, 0–9 and hyphens.
    pub id: String,
    /// Classes that the editor gave (`{.classe}`), safe to print.
    pub classes: Vec<String>,
    /// Its text.
    pub content: Inlines,
    /// Where it stands.
    pub span: Span,
}

/// An item of a list.
#[derive(Clone, PartialEq, Debug)]
pub struct ListItem {
    /// Ticked or not, for `[ ]` and `[x]`.
    pub task: Option<bool>,
    /// What it holds; a tight item holds bare text as one [`Block::Paragraph`].
    pub blocks: Vec<Block>,
}

/// Terms and what they mean.
#[derive(Clone, PartialEq, Debug)]
pub struct Definition {
    /// One or more terms.
    pub terms: Vec<Inlines>,
    /// One or more explanations.
    pub details: Vec<Vec<Block>>,
}

/// How the cells of a column are set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Alignment {
    /// As the language goes.
    Start,
    /// Centred.
    Center,
    /// Against the far edge: numbers.
    End,
}

/// The opening tag of the credit of an image, in its caption.
pub const CREDIT: &str = "<small class=\"credit\">";

/// An image.
#[derive(Clone, PartialEq, Debug)]
pub struct Image {
    /// Index into the sheet's links.
    pub link: usize,
    /// The text that stands for it; empty when it is decorative.
    pub alt: String,
}

/// A piece of running text.
#[derive(Clone, PartialEq, Debug)]
pub enum Inline {
    /// Words. `span` is where they were written; an entity or escape makes it longer than the text.
    Text {
        /// The words.
        text: String,
        /// Where they were written.
        span: Span,
    },
    /// Code.
    Code(String),
    /// Stressed.
    Emphasis(Inlines),
    /// Important.
    Strong(Inlines),
    /// No longer so.
    Strikethrough(Inlines),
    /// A link, never inside another.
    Link {
        /// Index into the sheet's links.
        link: usize,
        /// The words; empty for `[[slug]]`, which shows the title of the sheet it leads to.
        content: Inlines,
    },
    /// An image within a line.
    Image(Image),
    /// A legal reference, or a fragment of one that crosses marks.
    Law {
        /// Index into the sheet's mentions.
        mention: usize,
        /// Index into the mention's parts.
        part: usize,
        /// Whether this is where the part begins; the place that indexes link to.
        first: bool,
        /// Whether it may be a link: not inside the words of a link, and its text is known.
        linked: bool,
        /// The words.
        content: Inlines,
    },
    /// The call of a note.
    NoteCall {
        /// The note's number, from 1.
        note: u32,
        /// Which call of this note it is, from 1.
        call: u32,
    },
    /// A citation in a footnote, which stands there in full: a note does not call another for it.
    Cited {
        /// The number of the note that it stands in, from 1.
        note: u32,
        /// Which of the citations of that note it is, from 0.
        at: usize,
    },
    /// Words in another language or set apart from French typography.
    Marked {
        /// Language tag, checked (BCP 47's letters, digits and hyphens).
        lang: Option<String>,
        /// Whether French typography applies inside.
        typography: bool,
        /// The words.
        content: Inlines,
    },
    /// An inline HTML element, sanitised: `open` is its whole opening tag.
    Element {
        /// `<abbr title="…">`.
        open: String,
        /// `abbr`; empty for an element without end (`<br>`).
        tag: String,
        /// What it holds.
        content: Inlines,
    },
    /// The end of a source line, a space to the reader.
    SoftBreak,
    /// A line break that was asked for.
    HardBreak,
}

impl Inline {
    /// What a mark holds; none for what holds no running text.
    pub fn content(&self) -> Option<&Inlines> {
        match self {
            Self::Emphasis(content)
            | Self::Strong(content)
            | Self::Strikethrough(content)
            | Self::Link { content, .. }
            | Self::Law { content, .. }
            | Self::Marked { content, .. }
            | Self::Element { content, .. } => Some(content),
            Self::Text { .. }
            | Self::Code(_)
            | Self::Image(_)
            | Self::NoteCall { .. }
            | Self::Cited { .. }
            | Self::SoftBreak
            | Self::HardBreak => None,
        }
    }

    /// The same, to be changed.
    pub fn content_mut(&mut self) -> Option<&mut Inlines> {
        match self {
            Self::Emphasis(content)
            | Self::Strong(content)
            | Self::Strikethrough(content)
            | Self::Link { content, .. }
            | Self::Law { content, .. }
            | Self::Marked { content, .. }
            | Self::Element { content, .. } => Some(content),
            Self::Text { .. }
            | Self::Code(_)
            | Self::Image(_)
            | Self::NoteCall { .. }
            | Self::Cited { .. }
            | Self::SoftBreak
            | Self::HardBreak => None,
        }
    }
}

/// The kinds of callout, in the order of the design's table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CalloutKind {
    /// À noter.
    Note,
    /// Conseil.
    Tip,
    /// Important.
    Important,
    /// Point de vigilance.
    Attention,
    /// Exemple.
    Example,
    /// Zoom sur.
    Place,
    /// Chiffres clés.
    Figures,
    /// Ce que dit le droit.
    Law,
    /// Définition.
    Definition,
    /// En pratique.
    Practice,
    /// Pour aller plus loin.
    Resources,
}

impl CalloutKind {
    /// The kind that a mark such as `NOTE` or `astuce` names.
    pub fn from_mark(mark: &str) -> Option<Self> {
        Some(match mark.to_uppercase().as_str() {
            "NOTE" => Self::Note,
            "TIP" | "ASTUCE" => Self::Tip,
            "IMPORTANT" => Self::Important,
            "WARNING" | "CAUTION" | "ATTENTION" => Self::Attention,
            "EXEMPLE" => Self::Example,
            "TERRITOIRE" => Self::Place,
            "CHIFFRES" => Self::Figures,
            "LOI" => Self::Law,
            "DEFINITION" | "DÉFINITION" => Self::Definition,
            "PRATIQUE" => Self::Practice,
            "RESSOURCES" => Self::Resources,
            _ => return None,
        })
    }

    /// Every mark an editor may write, for suggestions.
    pub const MARKS: [&'static str; 14] = [
        "NOTE",
        "TIP",
        "ASTUCE",
        "IMPORTANT",
        "WARNING",
        "CAUTION",
        "ATTENTION",
        "EXEMPLE",
        "TERRITOIRE",
        "CHIFFRES",
        "LOI",
        "DEFINITION",
        "PRATIQUE",
        "RESSOURCES",
    ];

    /// The value of `data-kind` in the page.
    pub fn data_kind(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Attention => "attention",
            Self::Example => "example",
            Self::Place => "place",
            Self::Figures => "figures",
            Self::Law => "law",
            Self::Definition => "definition",
            Self::Practice => "practice",
            Self::Resources => "resources",
        }
    }

    /// The label readers see.
    pub fn label(self) -> &'static str {
        match self {
            Self::Note => "À noter",
            Self::Tip => "Conseil",
            Self::Important => "Important",
            Self::Attention => "Point de vigilance",
            Self::Example => "Exemple",
            Self::Place => "Zoom sur",
            Self::Figures => "Chiffres clés",
            Self::Law => "Ce que dit le droit",
            Self::Definition => "Définition",
            Self::Practice => "En pratique",
            Self::Resources => "Pour aller plus loin",
        }
    }
}

/// Gives back the room that growing left unused in `blocks`. A site keeps all its trees at once: for 10,000 sheets the room
/// would come to more than their texts.
pub fn shrink_blocks(blocks: &mut Vec<Block>) {
    blocks.shrink_to_fit();
    for block in blocks {
        match block {
            Block::Heading(heading) => shrink_inlines(&mut heading.content),
            Block::Paragraph { content, .. } => shrink_inlines(content),
            Block::Quote(blocks) => shrink_blocks(blocks),
            Block::Callout { title, blocks, .. } => {
                shrink_inlines(title);
                shrink_blocks(blocks);
            }
            Block::List { items, .. } => {
                items.shrink_to_fit();
                items
                    .iter_mut()
                    .for_each(|item| shrink_blocks(&mut item.blocks));
            }
            Block::Table { head, rows, .. } => {
                rows.shrink_to_fit();
                for row in rows.iter_mut().chain([head]) {
                    row.shrink_to_fit();
                    row.iter_mut().for_each(shrink_inlines);
                }
            }
            Block::Definitions(definitions) => {
                for definition in definitions {
                    definition.terms.iter_mut().for_each(shrink_inlines);
                    definition.details.iter_mut().for_each(shrink_blocks);
                }
            }
            Block::Figure { caption, .. } => shrink_inlines(caption),
            Block::Code { text, .. } | Block::Html(text) => text.shrink_to_fit(),
            Block::Rule => {}
        }
    }
}

fn shrink_inlines(inlines: &mut Inlines) {
    inlines.shrink_to_fit();
    for inline in inlines {
        match inline {
            Inline::Text { text, .. } | Inline::Code(text) => text.shrink_to_fit(),
            _ => {
                if let Some(content) = inline.content_mut() {
                    shrink_inlines(content);
                }
            }
        }
    }
}

/// The words of `inlines` without marks, notes or images; breaks become spaces.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    push_plain_text(inlines, &mut text);
    text
}

fn push_plain_text(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text, .. } | Inline::Code(text) => out.push_str(text),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
            Inline::Image(image) => out.push_str(&image.alt),
            _ => {
                if let Some(content) = inline.content() {
                    push_plain_text(content, out);
                }
            }
        }
    }
}
