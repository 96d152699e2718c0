//! French typography of one sheet: its tree, and every string of it that readers see.

use super::{FactSheet, NoteContent, Passage};
use crate::config::Config;
use crate::typography::{self, Typography};

impl FactSheet {
    /// Whether French typography applies to this sheet: as it says itself, else as the site says, and in French only.
    pub fn typography(&self, config: &Config) -> Typography {
        let asked = self.front.typography.unwrap_or(config.typography);
        let language = self.front.language.as_deref().unwrap_or(&config.language);
        Typography::new(asked, language)
    }
}

/// Sets the words of `sheet`. Comes last: law, links and notes were read in the words as written, whose places in the
/// source stay those of the changed ones.
pub fn typeset(sheet: &mut FactSheet, config: &Config) {
    let setting = sheet.typography(config);
    if setting == Typography::AsWritten {
        return;
    }
    typography::blocks(&mut sheet.document.blocks);
    for line in &mut sheet.essential {
        typography::inlines(line);
    }
    typography::inlines(&mut sheet.out_of_scope);
    for note in &mut sheet.notes {
        if let NoteContent::Footnote(blocks) = &mut note.content {
            typography::blocks(blocks);
        }
    }
    let front = &mut sheet.front;
    let strings = [&mut front.title, &mut front.collection, &mut sheet.opening]
        .into_iter()
        .chain(&mut front.summary)
        .chain(&mut front.authors)
        .chain(&mut front.topics)
        .chain(front.history.iter_mut().map(|revision| &mut revision.text))
        .chain(sheet.headings.iter_mut().map(|heading| &mut heading.text))
        .chain(sheet.declared_law.iter_mut().flat_map(|law| &mut law.note))
        .chain(
            (sheet.law.iter_mut())
                .flat_map(|mention| &mut mention.parts)
                .flat_map(|part| &mut part.pinpoint),
        );
    for words in strings {
        setting.set(words);
    }
    let passages = (sheet.links.iter_mut().map(|link| &mut link.passage))
        .chain(sheet.law.iter_mut().map(|mention| &mut mention.passage))
        .chain(
            sheet
                .notes
                .iter_mut()
                .filter_map(|note| note.passage.as_deref_mut()),
        );
    for passage in passages {
        let Passage {
            before,
            cited,
            after,
            titles: _,
        } = passage;
        typography::joined(&mut [before, cited, after]);
    }
}
