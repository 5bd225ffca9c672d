//! A text whose edits are looked for, with what several of them go by: made once, and only if one asks.

use std::cell::OnceCell;

use boa_ast::Position;
use boa_engine::JsString;

use super::super::sources::SourceText;
use super::super::syntax::program::Program;
use super::find_units;

pub(super) struct Text<'u> {
    pub(super) units: &'u [u16],
    source: OnceCell<SourceText>,
    program: OnceCell<Program<'u>>,
}

impl<'u> Text<'u> {
    pub(super) fn new(units: &'u [u16]) -> Self {
        Self {
            units,
            source: OnceCell::new(),
            program: OnceCell::new(),
        }
    }

    /// Whether some characters are anywhere in it, in a string or a comment perhaps.
    pub(super) fn has(&self, what: &str) -> bool {
        find_units(self.units, what).is_some()
    }

    /// The index of a position of the syntax tree.
    pub(super) fn index_of(&self, position: Position) -> Option<usize> {
        let source = self
            .source
            .get_or_init(|| SourceText::new(JsString::from(self.units)));
        source.index_of(position.line_number(), position.column_number())
    }

    /// Its tokens.
    pub(super) fn program(&self) -> &Program<'u> {
        self.program.get_or_init(|| Program::new(self.units))
    }
}
