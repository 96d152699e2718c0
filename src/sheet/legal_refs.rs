//! Legal references of one sheet: found in its running text, settled in reading order, put into its tree.

use super::markdown::Gathered;
use super::prose::{Prose, Run};
use super::{CitedSource, LawMention, LawPart, Note, Passage, Zone};
use crate::bibliography::SourceKind;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::law as remarks;
use crate::document::{Inline, Inlines};
use crate::input::{Position, Span};
use crate::law::{self, Context, LegalRef, RangeError, TextId, Texts};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// Most articles and texts that a sheet may cite, each as often as it is cited, those of a range included: a thousand times
/// what a long guide cites, and what a build still indexes in time (DESIGN, promise 4).
const MAX_CITED: usize = 50_000;

/// Most misspelt names of codes of one sheet for which a known one is looked for.
const MAX_GUESSES: usize = 20;
/// Longest name of a code, in words after the first.
const MAX_CODE_WORDS: usize = 9;

/// Reads the law in the runs of one sheet, one after the other.
pub struct Reading<'a> {
    /// The known texts, with the names that the sheet defines for itself.
    texts: Cow<'a, Texts>,
    default: Option<TextId>,
    /// What was cited so far.
    pub context: Context,
    /// What was found.
    pub mentions: Vec<LawMention>,
    /// Index of the section that is being read.
    pub section: Option<usize>,
    /// The sentence that first calls each note of [`Reading::quote_calls`], by the number of the note.
    pub passages_of_calls: BTreeMap<u32, Passage>,
    /// Those that are not called yet.
    to_quote: BTreeSet<u32>,
    parts: usize,
    /// Articles and texts cited so far, at most a little over [`MAX_CITED`].
    cited: usize,
    /// Byte of the file where its body begins.
    body: usize,
    /// Codes of bare articles that only what is written further on tells, in the order of the sheet.
    foreseen: Vec<Foreseen>,
    /// Misspelt names of codes looked up so far, at most [`MAX_GUESSES`].
    guesses: usize,
}

/// A code that is named after the bare articles that are taken for its own.
struct Foreseen {
    code: TextId,
    /// The first of these articles: an index into [`Reading::mentions`].
    first: usize,
    /// Where the code is named.
    named: Span,
}

impl<'a> Reading<'a> {
    /// Nothing read yet of `file`, whose body begins at byte `body`; a bare article is one of `default`.
    ///
    /// The body tells beforehand which names the sheet defines, "code de l’urbanisme (ci-après « le Code »)", and which
    /// codes it names later on.
    pub fn new(file: &str, body: usize, texts: &'a Texts, default: Option<TextId>) -> Self {
        let source = &file[body..];
        let mut context = Context::new(default.clone());
        context.foresee(source, texts);
        let names = law::definitions(source, texts);
        let texts = if names.is_empty() {
            Cow::Borrowed(texts)
        } else {
            Cow::Owned(texts.with_names(names))
        };
        Self {
            texts,
            default,
            context,
            mentions: Vec::new(),
            section: None,
            passages_of_calls: BTreeMap::new(),
            to_quote: BTreeSet::new(),
            parts: 0,
            cited: 0,
            body,
            foreseen: Vec::new(),
            guesses: 0,
        }
    }

    /// The remark on bare articles whose code is only named after them: one for the sheet.
    pub fn remark_on_foreseen(&self, file: &str) -> Option<Diagnostic> {
        let first = self.mentions.get(self.foreseen.first()?.first)?;
        let codes: Vec<remarks::NamedLater> = self
            .foreseen
            .iter()
            .map(|code| remarks::NamedLater {
                name: self.texts.name(&code.code),
                short: self.texts.short(&code.code),
                at: code.named,
                line: Position::of(file, code.named.start as usize).line,
            })
            .collect();
        // Once the first is settled so, those that follow it are of the code last cited: they rest on the same words.
        let rests = |mention: &&LawMention| {
            mention.context
                && mention.parts.iter().any(|part| {
                    part.reference.as_ref().is_some_and(|reference| {
                        self.foreseen.iter().any(|code| {
                            code.code == *reference.text() && mention.span.start < code.named.start
                        })
                    })
                })
        };
        let count = self.mentions.iter().filter(rests).count();
        let written = &file[first.span.range()];
        Some(remarks::code_named_later(
            first.span, written, count, &codes,
        ))
    }

    /// Notes that the mention to come, at `span`, is of a code that is named further on, at these bytes of the body.
    fn note_foreseen(&mut self, parts: &[LawPart], span: Span, named: &Range<usize>) {
        let named = Span::new(span.file, self.body + named.start..self.body + named.end);
        let code = parts.iter().find_map(|part| part.reference.as_ref());
        if let Some(code) = code.map(LegalRef::text)
            && span.start < named.start
            && !self.foreseen.iter().any(|known| known.code == *code)
        {
            self.foreseen.push(Foreseen {
                code: code.clone(),
                first: self.mentions.len(),
                named,
            });
        }
    }

    /// Counts what `parts` cite; whether that is too much for a sheet, which is then reported once.
    fn too_many(&mut self, parts: &[LawPart], span: Span, found: &mut Vec<Diagnostic>) -> bool {
        if self.cited > MAX_CITED {
            return true;
        }
        let references = parts.iter().filter_map(|part| part.reference.as_ref());
        self.cited += references
            .map(|reference| match reference {
                LegalRef::Range { .. } => reference.articles().map_or(2, |articles| articles.len()),
                _ => 1,
            })
            .sum::<usize>();
        if self.cited > MAX_CITED {
            found.push(remarks::too_many_references(span, MAX_CITED));
        }
        self.cited > MAX_CITED
    }

    /// Wants the sentences that call those of `notes` which cite law or a decision as a source.
    pub fn quote_calls(&mut self, notes: &[Note]) {
        let is_law = |cited: &CitedSource| {
            matches!(
                cited.source.kind.heading(),
                SourceKind::Legislation | SourceKind::Case
            )
        };
        for (note, number) in notes.iter().zip(1..) {
            if note.sources().any(is_law) {
                self.to_quote.insert(number);
            }
        }
    }

    /// Finds the references in one run of text, puts them into its tree, and notes the sentence around each link.
    pub fn run(&mut self, inlines: &mut Inlines, run: Run, zone: Zone, gathered: &mut Gathered) {
        if run == Run::Heading {
            self.section = Some(self.section.map_or(0, |section| section + 1));
        }
        let prose = Prose::of(inlines);
        for (link, range) in &prose.links {
            if let Some(link) = gathered.links.get_mut(*link) {
                link.passage = prose.passage(range);
            }
        }
        if !self.to_quote.is_empty() {
            for (note, at) in &prose.calls {
                if self.to_quote.remove(note) {
                    let passage = prose.passage_of_call(*at);
                    self.passages_of_calls.insert(*note, passage);
                }
            }
        }
        if self.cited > MAX_CITED {
            return;
        }
        let forced = self.forced(&prose, &mut gathered.found);
        let candidates = law::find(&prose.text, &self.texts);
        report_impossible(&prose, &candidates, &mut gathered.found);
        if candidates.is_empty() && forced.is_empty() {
            return;
        }
        // What an editor forced or stopped is not read again.
        let mut stopped: Vec<usize> = Vec::new();
        let candidates = candidates
            .into_iter()
            .filter(|candidate| {
                // Those forced stand in the order of the text.
                let next = forced.partition_point(|f| f.whole.end <= candidate.range.start);
                let in_forced = forced
                    .get(next)
                    .is_some_and(|f| f.whole.start < candidate.range.end);
                let escaped = prose.text[..candidate.range.start].ends_with('\\');
                if escaped {
                    stopped.push(candidate.range.start - 1);
                }
                !in_forced && !escaped
            })
            .collect();
        stopped.sort_unstable();
        let mut segments: Vec<Segment> = Vec::new();
        let settled = self.context.settle(&self.texts, &prose.text, candidates);
        report_split_ranges(&prose, &settled, &mut gathered.found);
        for mention in settled {
            let index = self.mentions.len();
            let shown = shown_ranges(&mention);
            let mut parts = Vec::with_capacity(mention.parts.len());
            for (at, (part, range)) in mention.parts.iter().zip(shown).enumerate() {
                parts.push(self.part(
                    part.reference.clone(),
                    part.number.clone(),
                    part.pinpoint.clone(),
                ));
                let linked = part.reference.is_some();
                segments.push(Segment {
                    range,
                    replace: false,
                    mention: index,
                    part: at,
                    linked,
                });
            }
            let Some(span) = prose.source(&mention.range) else {
                continue;
            };
            if self.too_many(&parts, span, &mut gathered.found) {
                segments.retain(|segment| segment.mention < index);
                break;
            }
            let written = &prose.text[mention.range.clone()];
            let meant = self.code_meant(&parts, &prose.text[mention.range.start..], written);
            report(
                &parts,
                span,
                written,
                meant.as_deref(),
                &self.texts,
                &mut gathered.found,
            );
            if let Some(named) = &mention.foreseen {
                self.note_foreseen(&parts, span, named);
            }
            if let Some(day) = &mention.other_day {
                let day = law::day_in_words(day);
                gathered.found.push(remarks::other_day(span, written, &day));
            }
            let passage = prose.passage(&mention.range);
            self.mentions.push(LawMention {
                span,
                parts,
                passage,
                section: self.section,
                zone,
                context: mention.context,
            });
        }
        for forced in forced {
            let index = self.mentions.len();
            let Some(span) = prose.source(&forced.whole) else {
                continue;
            };
            let parts: Vec<LawPart> = forced
                .references
                .into_iter()
                .map(|r| self.part(Some(r), String::new(), None))
                .collect();
            if self.too_many(&parts, span, &mut gathered.found) {
                break;
            }
            segments.push(Segment {
                range: forced.whole.clone(),
                replace: true,
                mention: index,
                part: 0,
                linked: true,
            });
            let mut passage = prose.passage(&forced.whole);
            passage.cited = forced.words;
            self.mentions.push(LawMention {
                span,
                parts,
                passage,
                section: self.section,
                zone,
                context: false,
            });
        }
        segments.sort_by_key(|segment| segment.range.start);
        let mut splice = Splice {
            segments: &segments,
            mentions: &self.mentions,
            texts: &self.texts,
            stopped: &stopped,
            seen: HashSet::new(),
        };
        let (mut at, content) = (0, std::mem::take(inlines));
        *inlines = splice.inlines(content, &mut at, false);
    }

    /// The code that a misspelt name most likely means: "l’article L. 2113-12 du code de la comande publique". `rest` is the
    /// text from the reference on, `written` its first words.
    fn code_meant(&mut self, parts: &[LawPart], rest: &str, written: &str) -> Option<String> {
        let is_known = parts.iter().all(|part| part.reference.is_some());
        if is_known || !written.ends_with("code") || self.guesses >= MAX_GUESSES {
            return None;
        }
        self.guesses += 1;
        let after = &rest[written.len()..];
        let clause = after
            .split(['.', ',', ';', ':', '(', ')', '\n', '«', '»'])
            .next()?;
        let words: Vec<&str> = clause.split_whitespace().take(MAX_CODE_WORDS).collect();
        (2..=words.len()).rev().find_map(|count| {
            let name = format!("code {}", words[..count].join(" "));
            self.texts.nearest(&name)
        })
    }

    fn part(
        &mut self,
        reference: Option<LegalRef>,
        number: String,
        pinpoint: Option<String>,
    ) -> LawPart {
        self.parts += 1;
        LawPart {
            reference,
            number,
            anchor: format!("droit-{}", self.parts),
            pinpoint,
        }
    }

    /// The `{loi: …}` of a run.
    fn forced(&self, prose: &Prose, found: &mut Vec<Diagnostic>) -> Vec<Forced> {
        let mut all = Vec::new();
        // One entry is read once, however often it is written.
        let mut read: HashMap<String, Option<Vec<LegalRef>>> = HashMap::new();
        for (start, mark) in prose.text.match_indices("{loi:").take(MAX_CITED + 1) {
            let Some(length) = prose.text[start..]
                .bytes()
                .take(200)
                .position(|b| b == b'}')
            else {
                continue;
            };
            let words = prose.text[start + mark.len()..start + length]
                .trim()
                .to_owned();
            let whole = start..start + length + 1;
            let references = read
                .entry(words.clone())
                .or_insert_with(|| self.forced_references(&words));
            match references.clone() {
                Some(references) => all.push(Forced {
                    whole,
                    references,
                    words,
                }),
                None => {
                    if let Some(span) = prose.source(&whole) {
                        found.push(remarks::bad_forced(span, &words));
                    }
                }
            }
        }
        all
    }

    /// What the words of a `{loi: …}` name; none when they name nothing.
    fn forced_references(&self, words: &str) -> Option<Vec<LegalRef>> {
        // "ccp L2113-15": the text may come first, as in an id, by its abbreviation or as ids write it.
        let halves = words.split_once(' ');
        let swapped = halves.map(|(text, article)| format!("{article} {text}"));
        let id = halves.map(|(text, article)| format!("{text}:{article}"));
        let read = |entry: &str| law::parse_entry(entry, &self.texts, self.default.as_ref()).ok();
        swapped
            .as_deref()
            .and_then(read)
            .or_else(|| read(words))
            .or_else(|| id.as_deref().and_then(read))
            .filter(|references| !references.is_empty())
    }
}

struct Forced {
    whole: Range<usize>,
    references: Vec<LegalRef>,
    words: String,
}

/// Bytes of a run that become one node of law.
struct Segment {
    range: Range<usize>,
    /// Whether the words are the editor's mark, which the reference's name replaces.
    replace: bool,
    mention: usize,
    part: usize,
    linked: bool,
}

/// The words of each part: the whole mention when it has one; else the first from the start of the mention
/// ("articles L. 2113-12"), the last to its end.
fn shown_ranges(mention: &law::Mention) -> Vec<Range<usize>> {
    let last = mention.parts.len().saturating_sub(1);
    let mut end_of_previous = mention.range.start;
    mention
        .parts
        .iter()
        .enumerate()
        .map(|(at, part)| {
            let start = if at == 0 {
                mention.range.start
            } else {
                part.range.start.max(end_of_previous)
            };
            let end = if at == last {
                mention.range.end
            } else {
                part.range.end
            };
            end_of_previous = end.max(start);
            start..end_of_previous
        })
        .collect()
}

fn report(
    parts: &[LawPart],
    span: Span,
    written: &str,
    meant: Option<&str>,
    texts: &Texts,
    found: &mut Vec<Diagnostic>,
) {
    if parts.iter().any(|part| part.reference.is_none()) {
        found.push(remarks::unresolved(span, written, meant));
    }
    let mut references = parts.iter().filter_map(|part| part.reference.as_ref());
    let foreign =
        references.find_map(|reference| Some((reference.text(), texts.foreign_number(reference)?)));
    if let Some((code, (number, close))) = foreign {
        let code = texts.name(code);
        found.push(remarks::foreign_number(
            span,
            &number,
            &code,
            close.as_deref(),
        ));
    }
    for part in parts {
        if let Some(reference @ LegalRef::Range { .. }) = &part.reference {
            // Whether the articles between can be told, official data may say: `site` looks.
            if reference.articles() == Err(RangeError::Reversed) {
                found.push(remarks::reversed_range(span, written));
            }
        }
    }
}

/// Reports numbers of codes that no article bears, "L. 100000": after a word that announces an article, or as the next one
/// of a list. Such words are no reference, which would otherwise be lost in silence.
fn report_impossible(prose: &Prose, candidates: &[law::Candidate], found: &mut Vec<Diagnostic>) {
    let text = prose.text.as_str();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(digit) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + digit;
        let length = bytes[start..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
        at = start + length;
        if length < 6 {
            continue;
        }
        let head = text[..start].trim_end_matches(SPACES);
        let head = head.trim_end_matches(['.', '*']).trim_end_matches(SPACES);
        let head = head.trim_end_matches(['.', '*']);
        let letters = head.trim_end_matches(['L', 'R', 'D', 'A', 'O']);
        let letter = &head[letters.len()..];
        if !matches!(letter, "L" | "R" | "D" | "A" | "LO") {
            continue;
        }
        let before = letters.trim_end_matches(SPACES);
        let word = before
            .rsplit(|c: char| !c.is_alphabetic() && c != '.')
            .next()
            .unwrap_or_default();
        let announced = ["article", "articles", "art.", "arts."]
            .iter()
            .any(|known| word.eq_ignore_ascii_case(known));
        let listed = matches!(word, "à" | "au" | "et" | "ou") && {
            let end = before[..before.len() - word.len()]
                .trim_end_matches(SPACES)
                .len();
            let next = candidates.partition_point(|candidate| candidate.range.end < end);
            candidates.get(next).is_some_and(|c| c.range.end == end)
        };
        if (announced || listed)
            && let Some(span) = prose.source(&(letters.len()..at))
        {
            found.push(remarks::impossible_number(span, &text[letters.len()..at]));
        }
    }
}

/// Spaces of running text.
const SPACES: [char; 4] = [' ', '\u{a0}', '\u{202f}', '\n'];

/// Reports ranges whose ends were read apart since each names its text: "articles L. 1 du CCP à L. 2 du CGCT".
fn report_split_ranges(prose: &Prose, mentions: &[law::Mention], found: &mut Vec<Diagnostic>) {
    for pair in mentions.windows(2) {
        let [first, last] = pair else { continue };
        let between = prose.text[first.range.end..last.range.start].trim_matches(SPACES);
        let words = prose.text[first.range.clone()].to_lowercase();
        let plural = words.starts_with("articles") || words.starts_with("arts");
        let article = |mention: &law::Mention| match mention.parts.as_slice() {
            [part] if !mention.context => match &part.reference {
                Some(LegalRef::Article { text, .. }) => Some(text.clone()),
                _ => None,
            },
            _ => None,
        };
        if !plural || !matches!(between, "à" | "jusqu’à" | "jusqu'à") {
            continue;
        }
        let (Some(from), Some(to)) = (article(first), article(last)) else {
            continue;
        };
        let range = first.range.start..last.range.end;
        if let Some(span) = prose.source(&range) {
            let written = &prose.text[range];
            found.push(if from == to {
                remarks::range_named_twice(span, written)
            } else {
                remarks::range_across_texts(span, written)
            });
        }
    }
}

/// Puts nodes of law into a tree.
struct Splice<'a> {
    segments: &'a [Segment],
    mentions: &'a [LawMention],
    texts: &'a Texts,
    /// Bytes of the run that are a `\` which stopped a recognition.
    stopped: &'a [usize],
    /// Parts that already have their first fragment.
    seen: HashSet<(usize, usize)>,
}

impl Splice<'_> {
    /// `at` is the byte of the run where `inlines` begin, then where they end.
    fn inlines(&mut self, inlines: Inlines, at: &mut usize, in_link: bool) -> Inlines {
        let mut out: Inlines = Vec::new();
        // The segment whose words are being gathered, with them.
        let mut open: Option<(usize, Inlines)> = None;
        for inline in inlines {
            let start = *at;
            let length = length(&inline);
            let end = start + length;
            let within = self.segment_at(start).filter(|segment| {
                length > 0 && end <= self.segments[*segment].range.end && !holds_link(&inline)
            });
            match inline {
                inline if within.is_some() => {
                    *at = end;
                    let segment = within.unwrap_or_default();
                    match &mut open {
                        Some((current, content)) if *current == segment => content.push(inline),
                        _ => {
                            self.close(&mut open, &mut out, in_link);
                            open = Some((segment, vec![inline]));
                        }
                    }
                }
                Inline::Text { text, span } => {
                    let exact = (span.end - span.start) as usize == text.len();
                    let mut from = start;
                    while from < end {
                        let segment = self.segment_at(from);
                        let to = match segment {
                            Some(segment) => self.segments[segment].range.end.min(end),
                            None => self.next_border(from).map_or(end, |next| next.min(end)),
                        };
                        let mut piece = text[from - start..to - start].to_owned();
                        if segment.is_none() && self.stopped.binary_search(&(to - 1)).is_ok() {
                            piece.pop();
                        }
                        let mut place = span;
                        if exact {
                            place.start = span.start + u32::try_from(from - start).unwrap_or(0);
                            place.end = span.start + u32::try_from(to - start).unwrap_or(0);
                        }
                        let piece = Inline::Text {
                            text: piece,
                            span: place,
                        };
                        if let Some(segment) = segment {
                            match &mut open {
                                Some((current, content)) if *current == segment => {
                                    content.push(piece);
                                }
                                _ => {
                                    self.close(&mut open, &mut out, in_link);
                                    open = Some((segment, vec![piece]));
                                }
                            }
                        } else {
                            self.close(&mut open, &mut out, in_link);
                            out.push(piece);
                        }
                        from = to;
                    }
                    *at = end;
                }
                other => {
                    // A note called in the middle of a reference stays outside of its link.
                    self.close(&mut open, &mut out, in_link);
                    out.push(self.container(other, at, in_link));
                }
            }
        }
        self.close(&mut open, &mut out, in_link);
        out
    }

    fn container(&mut self, inline: Inline, at: &mut usize, in_link: bool) -> Inline {
        match inline {
            Inline::Emphasis(content) => Inline::Emphasis(self.inlines(content, at, in_link)),
            Inline::Strong(content) => Inline::Strong(self.inlines(content, at, in_link)),
            Inline::Strikethrough(content) => {
                Inline::Strikethrough(self.inlines(content, at, in_link))
            }
            Inline::Link { link, content } => {
                let content = self.inlines(content, at, true);
                *at += super::prose::BARRIER.len_utf8();
                Inline::Link { link, content }
            }
            Inline::Marked {
                lang,
                typography,
                content,
            } => Inline::Marked {
                lang,
                typography,
                content: self.inlines(content, at, in_link),
            },
            Inline::Element { open, tag, content } => Inline::Element {
                open,
                tag,
                content: self.inlines(content, at, in_link),
            },
            other => {
                *at += length(&other);
                other
            }
        }
    }

    fn close(&mut self, open: &mut Option<(usize, Inlines)>, out: &mut Inlines, in_link: bool) {
        let Some((segment, mut content)) = open.take() else {
            return;
        };
        let Segment {
            mention,
            part,
            linked,
            replace,
            ..
        } = self.segments[segment];
        if replace {
            let reference = self.mentions[mention]
                .parts
                .first()
                .and_then(|part| part.reference.as_ref());
            let span = self.mentions[mention].span;
            let text = reference
                .map(|reference| law::display(reference, self.texts))
                .unwrap_or_default();
            content = vec![Inline::Text { text, span }];
        }
        let first = self.seen.insert((mention, part));
        out.push(Inline::Law {
            mention,
            part,
            first,
            linked: linked && !in_link,
            content,
        });
    }

    fn segment_at(&self, at: usize) -> Option<usize> {
        let next = self
            .segments
            .partition_point(|segment| segment.range.start <= at);
        let last = next.checked_sub(1)?;
        (at < self.segments[last].range.end).then_some(last)
    }

    /// Where, after byte `at`, words outside of any segment end: at the next segment, or past a `\` that is not shown.
    fn next_border(&self, at: usize) -> Option<usize> {
        let next = self
            .segments
            .partition_point(|segment| segment.range.start <= at);
        let segment = self.segments.get(next).map(|segment| segment.range.start);
        let stopped = self.stopped.partition_point(|byte| *byte < at);
        let backslash = self.stopped.get(stopped).map(|byte| byte + 1);
        segment.into_iter().chain(backslash).min()
    }
}

/// How many bytes of the run an inline stands for; the same count as [`Prose`] makes.
fn length(inline: &Inline) -> usize {
    let barrier = super::prose::BARRIER.len_utf8();
    match inline {
        Inline::Text { text, .. } => text.len(),
        Inline::SoftBreak | Inline::HardBreak => 1,
        Inline::Code(_) | Inline::Image(_) | Inline::Cited { .. } => barrier,
        Inline::NoteCall { .. } => 0,
        Inline::Link { content, .. } => content.iter().map(length).sum::<usize>() + barrier,
        Inline::Emphasis(content)
        | Inline::Strong(content)
        | Inline::Strikethrough(content)
        | Inline::Law { content, .. }
        | Inline::Marked { content, .. }
        | Inline::Element { content, .. } => content.iter().map(length).sum(),
    }
}

fn holds_link(inline: &Inline) -> bool {
    match inline {
        Inline::Link { .. } | Inline::Image(_) => true,
        _ => inline
            .content()
            .is_some_and(|content| content.iter().any(holds_link)),
    }
}
