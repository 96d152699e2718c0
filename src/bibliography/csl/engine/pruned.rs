//! A shipped sheet, cut down to what one source can print.
//!
//! The library asks each level of a style whether anything below it will print, and each choice once more what its branches
//! test: a note of eight words costs thousands of questions. Nearly all of them have one answer for all sources of a type that
//! have the same variables: what such a source cannot print is taken out beforehand, once for all of them.

use hayagriva::citationberg::taxonomy::{Kind, StandardVariable, Variable};
use hayagriva::citationberg::{
    Choose, ChooseBranch, CslMacro, IndependentStyle, LayoutRenderingElement, LongShortForm, Names,
    NamesChild, TestPosition, Text, TextTarget, json,
};
use std::collections::HashMap;
use std::str::FromStr;
use std::sync::{Arc, PoisonError, RwLock};

/// Most cut sheets that are kept: real sites need a few dozen.
const MAX_KEPT: usize = 256;

/// A sheet, and what was cut from it.
pub(super) struct Sheet {
    whole: IndependentStyle,
    kept: RwLock<HashMap<String, Arc<IndependentStyle>>>,
}

impl Sheet {
    /// Nothing cut yet of `style`.
    pub fn new(mut style: IndependentStyle) -> Self {
        let macros = style.macros.clone();
        expand(&mut style.citation.layout.elements, &macros);
        for called in &mut style.macros {
            expand(&mut called.children, &macros);
        }
        Self {
            whole: style,
            kept: RwLock::default(),
        }
    }

    /// What the sheet has for sources like `item`: of a later note when `later`, with a locator when `located`. It prints the
    /// same as the whole.
    pub fn cut_for(&self, item: &json::Item, later: bool, located: bool) -> Arc<IndependentStyle> {
        let facts = Facts::of(item, later, located);
        let likeness = facts.likeness();
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(style) = kept.get(&likeness) {
            return Arc::clone(style);
        }
        drop(kept);
        let mut style = self.whole.clone();
        facts.cut(&mut style.citation.layout.elements);
        for called in &mut style.macros {
            facts.cut(&mut called.children);
        }
        let style = Arc::new(style);
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < MAX_KEPT {
            kept.insert(likeness, Arc::clone(&style));
        }
        style
    }
}

/// What is known of a citation before it is printed.
struct Facts<'a> {
    item: &'a json::Item,
    kind: Option<Kind>,
    later: bool,
    located: bool,
}

impl<'a> Facts<'a> {
    fn of(item: &'a json::Item, later: bool, located: bool) -> Self {
        let kind = item.0.get("type").and_then(json::Value::to_str);
        Self {
            item,
            kind: kind.and_then(|kind| Kind::from_str(&kind).ok()),
            later,
            located,
        }
    }

    /// The same for all citations of which the same is known.
    fn likeness(&self) -> String {
        let mut out = format!("{} {}", u8::from(self.later), u8::from(self.located));
        if let Some(kind) = self.item.0.get("type").and_then(json::Value::to_str) {
            out.push(' ');
            out.push_str(&kind);
        }
        for name in self.item.0.keys() {
            out.push(' ');
            out.push_str(name);
        }
        out
    }

    /// Whether `variable` has a value: `item` never holds an empty one.
    fn has(&self, variable: Variable) -> bool {
        match variable.to_string().as_str() {
            "locator" => self.located,
            name => self.item.0.contains_key(name),
        }
    }

    /// Takes out of `elements` what cannot print, and puts what is chosen in the place of each choice.
    fn cut(&self, elements: &mut Vec<LayoutRenderingElement>) {
        let all = std::mem::take(elements);
        for element in all {
            match element {
                LayoutRenderingElement::Text(text) if !self.may_print(&text) => {}
                LayoutRenderingElement::Date(date)
                    if date
                        .variable
                        .is_some_and(|name| !self.has(Variable::Date(name))) => {}
                LayoutRenderingElement::Names(names) if !self.may_name(&names) => {}
                LayoutRenderingElement::Group(mut group) => {
                    self.cut(&mut group.children);
                    if !group.children.is_empty() {
                        elements.push(LayoutRenderingElement::Group(group));
                    }
                }
                LayoutRenderingElement::Choose(choose) => self.choose(choose, elements),
                element => elements.push(element),
            }
        }
    }

    fn may_print(&self, text: &Text) -> bool {
        let TextTarget::Variable { var, form } = &text.target else {
            return true;
        };
        self.has(*var)
            || *form == LongShortForm::Short
                && *var == Variable::Standard(StandardVariable::Title)
                && self.has(Variable::Standard(StandardVariable::TitleShort))
    }

    fn may_name(&self, names: &Names) -> bool {
        names
            .variable
            .iter()
            .any(|name| self.has(Variable::Name(*name)))
            || names
                .children
                .iter()
                .any(|child| matches!(child, NamesChild::Substitute(_)))
    }

    /// Adds to `out` what `choose` comes to.
    fn choose(&self, mut choose: Choose, out: &mut Vec<LayoutRenderingElement>) {
        let branches: Vec<Option<bool>> =
            choose.branches().map(|branch| self.test(branch)).collect();
        let Some(first) = branches.iter().position(|holds| *holds != Some(false)) else {
            if let Some(mut otherwise) = choose.otherwise {
                self.cut(&mut otherwise.children);
                out.append(&mut otherwise.children);
            }
            return;
        };
        if branches[first] == Some(true) {
            let branch = if first == 0 {
                &mut choose.if_
            } else {
                &mut choose.else_if[first - 1]
            };
            self.cut(&mut branch.children);
            out.append(&mut branch.children);
            return;
        }
        // What a value holds decides: the choice stays.
        self.cut(&mut choose.if_.children);
        for branch in &mut choose.else_if {
            self.cut(&mut branch.children);
        }
        if let Some(otherwise) = &mut choose.otherwise {
            self.cut(&mut otherwise.children);
        }
        out.push(LayoutRenderingElement::Choose(choose));
    }

    /// Whether `branch` is taken; none when only the values tell.
    fn test(&self, branch: &ChooseBranch) -> Option<bool> {
        if branch.disambiguate.is_some()
            || branch.is_numeric.is_some()
            || branch.is_uncertain_date.is_some()
            || branch.locator.is_some()
        {
            return None;
        }
        let positions = branch
            .position
            .iter()
            .flatten()
            .map(|position| match position {
                TestPosition::First => !self.later,
                TestPosition::Subsequent => self.later,
                // A citation that stands by itself follows none.
                TestPosition::Ibid | TestPosition::IbidWithLocator | TestPosition::NearNote => {
                    false
                }
            });
        let kinds = branch.type_.iter().flatten();
        let variables = branch.variable.iter().flatten();
        let tests = positions
            .chain(kinds.map(|kind| self.kind == Some(*kind)))
            .chain(variables.map(|variable| self.has(*variable)));
        Some(branch.match_.test(tests))
    }
}

/// Puts the one element of a macro where the macro is called.
fn expand(elements: &mut [LayoutRenderingElement], macros: &[CslMacro]) {
    for element in elements {
        if let LayoutRenderingElement::Text(text) = element
            && let TextTarget::Macro { name } = &text.target
            && *text == Text::with_target(text.target.clone())
            && let Some(called) = macros.iter().find(|called| called.name == *name)
            && let [only] = called.children.as_slice()
            && !leans_on_macro(only)
        {
            *element = only.clone();
        }
        match element {
            LayoutRenderingElement::Group(group) => expand(&mut group.children, macros),
            LayoutRenderingElement::Choose(choose) => {
                expand(&mut choose.if_.children, macros);
                for branch in &mut choose.else_if {
                    expand(&mut branch.children, macros);
                }
                if let Some(branch) = &mut choose.otherwise {
                    expand(&mut branch.children, macros);
                }
            }
            _ => {}
        }
    }
}

/// Whether `element` needs the macro that holds it: so does a choice of several parts, between which the delimiter of what is
/// around would come, and what prints words of its own, such as « s. d. », which a group without variables leaves out.
fn leans_on_macro(element: &LayoutRenderingElement) -> bool {
    match element {
        LayoutRenderingElement::Text(text) => {
            matches!(
                text.target,
                TextTarget::Value { .. } | TextTarget::Term { .. }
            )
        }
        LayoutRenderingElement::Group(group) => group.children.iter().any(leans_on_macro),
        LayoutRenderingElement::Choose(choose) => {
            let otherwise = choose.otherwise.iter().map(|branch| &branch.children);
            let mut branches = choose
                .branches()
                .map(|branch| &branch.children)
                .chain(otherwise);
            branches.any(|children| children.len() > 1 || children.iter().any(leans_on_macro))
        }
        _ => false,
    }
}
