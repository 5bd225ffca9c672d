//! A text as it is compiled: what we add to a user's text or write in other words, and the way back.
//!
//! An edit stays within a line, so that positions in traces only have to leave out columns. What it writes
//! has a character in it that no text has by chance, by which `Function.prototype.toString` knows it.
//!
//! May import: `characters`, `sources`, `syntax`, `words`.

mod catches;
mod evals;
mod finals;
mod lengths;
mod locals;
mod names;
mod rests;
mod text;
mod wraps;

use boa_ast::visitor::VisitWith;
use boa_engine::JsString;

use super::sources::Addition;
use super::syntax::SyntaxFailure;
pub use catches::HOOK as CATCH;
pub use evals::{HOOK as EVAL, edit_for_eval};
pub use names::{of_guest, of_host, of_text};
use text::Text;
pub use wraps::{DELETE, KEYS, THROW};

/// Other characters for some of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The first UTF-16 unit of the text that is replaced, and the first behind it.
    pub range: (usize, usize),
    /// What stands there instead.
    pub new: Vec<u16>,
}

impl Edit {
    /// Puts characters in before the unit at an index.
    fn put(at: usize, what: &str) -> Self {
        Self {
            range: (at, at),
            new: wide(what),
        }
    }

    /// The same edit in the text without its first `units`.
    #[must_use]
    pub fn without(mut self, units: usize) -> Self {
        self.range = (self.range.0 - units, self.range.1 - units);
        self
    }
}

/// Whether the clauses of a text can see the names of the realm's scope as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surroundings {
    /// They can.
    Open,
    /// There is a `with` around the text.
    With,
    /// They can, and code that we don't know is around the text too, which has variables.
    Eval,
}

/// A text that was parsed.
pub struct Checked<T> {
    /// What it was parsed to.
    pub parsed: T,
    /// How it is compiled.
    pub edits: Vec<Edit>,
    /// Whether it was parsed with another name for `using`, and places in `parsed` are of that text.
    pub is_renamed: bool,
}

/// The character by which edits are known.
const MARK: u16 = 0xA7F7;

/// Whether a name stands in edited texts alone.
#[must_use]
pub fn is_of_edits(name: &JsString) -> bool {
    !name.as_str().is_latin1() && name.to_vec().contains(&MARK)
}

/// Parses a text, with another name for `using` if it is refused as it is, and finds its edits.
///
/// # Errors
/// What `parse` says of the text as it is.
pub fn check<T: VisitWith>(
    units: &[u16],
    surroundings: Surroundings,
    mut parse: impl FnMut(&[u16]) -> Result<T, SyntaxFailure>,
) -> Result<Checked<T>, SyntaxFailure> {
    let failure = match parse(units) {
        Ok(parsed) => {
            return Ok(Checked {
                edits: find(&parsed, units, surroundings),
                parsed,
                is_renamed: false,
            });
        }
        Err(failure) => failure,
    };
    let names = names::find(units);
    if names.is_empty() {
        return Err(failure);
    }
    let renamed = apply(units.to_vec(), &names);
    let parsed = parse(&renamed).map_err(|_| failure)?;
    let others = find(&parsed, &renamed, surroundings);
    Ok(Checked {
        parsed,
        edits: both(&names, others),
        is_renamed: true,
    })
}

/// The edits of a parsed text, in order.
fn find(parsed: &impl VisitWith, units: &[u16], surroundings: Surroundings) -> Vec<Edit> {
    let text = Text::new(units);
    let mut edits = lengths::find(parsed, &text);
    edits.extend(finals::find(&text));
    if surroundings != Surroundings::With {
        edits.extend(catches::find(parsed, &text));
        edits.extend(evals::find(parsed, &text));
        edits.extend(rests::find(parsed, &text));
        edits.extend(wraps::find(parsed, &text, surroundings));
    }
    in_order(edits)
}

/// Edits in the order of their places; those at the same place are in order already. One within another, as
/// in the pattern of a `catch`, is left out.
fn in_order(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort_by_key(|edit| edit.range);
    edits.dedup_by(|next, before| next.range.0 < before.range.1);
    edits
}

/// Edits of a text, and edits of what it becomes by them: as edits of the text alone. Where they meet, the
/// first stay.
fn both(first: &[Edit], second: Vec<Edit>) -> Vec<Edit> {
    let mut passed = first.iter().peekable();
    let mut longer: usize = 0;
    let mut own_place = |at: usize| {
        while let Some(before) = passed.next_if(|before| before.range.0 + longer < at) {
            longer += before.new.len();
            longer -= before.range.1 - before.range.0;
        }
        at - longer
    };
    let own = |edit: Edit| Edit {
        range: (own_place(edit.range.0), own_place(edit.range.1)),
        new: edit.new,
    };
    let second: Vec<Edit> = second.into_iter().map(own).collect();
    in_order(second.into_iter().chain(first.iter().cloned()).collect())
}

/// The source text of a function as its author wrote it; `None` if nothing in it was edited.
#[must_use]
pub fn restored(text: &JsString) -> Option<JsString> {
    if text.as_str().is_latin1() {
        return None;
    }
    let units = text.to_vec();
    let restored = [
        catches::restored,
        lengths::restored,
        evals::restored,
        finals::restored,
        rests::restored,
        wraps::restored,
        names::restored,
    ]
    .into_iter()
    .fold(None, |restored: Option<Vec<u16>>, next| {
        next(restored.as_deref().unwrap_or(&units)).or(restored)
    })?;
    Some(JsString::from(restored.as_slice()))
}

/// A text without the parts that begin and end so; `None` if it has none.
fn without_parts(text: &[u16], begins: &str, ends: &str) -> Option<Vec<u16>> {
    let mut kept = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((start, end, _)) = between(rest, begins, ends) {
        kept.extend_from_slice(&rest[..start]);
        rest = &rest[end..];
    }
    (rest.len() < text.len()).then(|| {
        kept.extend_from_slice(rest);
        kept
    })
}

/// The first part of a text that begins and ends so, and what is between.
fn between<'a>(units: &'a [u16], begins: &str, ends: &str) -> Option<(usize, usize, &'a [u16])> {
    let start = find_units(units, begins)?;
    let inner = start + wide(begins).len();
    let end = inner + find_units(&units[inner..], ends)?;
    Some((start, end + wide(ends).len(), &units[inner..end]))
}

fn find_units(units: &[u16], what: &str) -> Option<usize> {
    let what = wide(what);
    units.windows(what.len()).position(|window| window == what)
}

fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// A text with other units for some; `None` if it has none of these.
fn replaced(text: &[u16], from: &str, to: &str) -> Option<Vec<u16>> {
    let from = wide(from);
    let mut replaced = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.windows(from.len()).position(|window| window == from) {
        replaced.extend_from_slice(&rest[..at]);
        replaced.extend(to.encode_utf16());
        rest = &rest[at + from.len()..];
    }
    (rest.len() < text.len()).then(|| {
        replaced.extend_from_slice(rest);
        replaced
    })
}

/// The text with the edits, which are in order and apart.
#[must_use]
pub fn apply(units: Vec<u16>, edits: &[Edit]) -> Vec<u16> {
    if edits.is_empty() {
        return units;
    }
    let more: usize = edits.iter().map(|edit| edit.new.len()).sum();
    let mut text = Vec::with_capacity(units.len() + more);
    let mut at = 0;
    for edit in edits {
        text.extend_from_slice(&units[at..edit.range.0]);
        text.extend_from_slice(&edit.new);
        at = edit.range.1;
    }
    text.extend_from_slice(&units[at..]);
    text
}

/// What the compiled text has more.
#[must_use]
pub fn additions(edits: &[Edit]) -> Vec<Addition> {
    let characters = |units: &[u16]| char::decode_utf16(units.iter().copied()).count();
    let of_one = |edit: &Edit| {
        let replaced = edit.range.1 - edit.range.0;
        let width = characters(&edit.new).saturating_sub(replaced);
        Addition {
            at: edit.range.1,
            width: u32::try_from(width).unwrap_or(u32::MAX),
        }
    };
    let additions = edits.iter().map(of_one);
    additions.filter(|addition| addition.width > 0).collect()
}

#[cfg(test)]
mod tests {
    use boa_engine::JsString;
    use boa_interner::Interner;

    use super::super::syntax::parse_script;
    use super::{Surroundings, apply, check, restored};

    #[test]
    fn an_edited_text_comes_back_as_it_was() {
        for (text, expected) in [
            ("a.length = 1", "a[/*_*/\"length\"] = 1"),
            (
                "try {} catch (e) { f() }",
                "try {} catch (e) {const _=_catch(e); f() }",
            ),
            (
                "try {} catch ({ message, a = [1] }) { f() }",
                "try {} catch (_error              ) {const _=_catch(_error);let/*_*/{ message, a = [1] }=_error; f() }",
            ),
            ("try {} catch ({\n a }) {}", "try {} catch ({\n a }) {}"),
            ("eval(f(a, b))", "eval(_eval(eval,f(a, b)/*_*/))"),
            ("(0, eval)(a, b)", "(0, eval)(_eval(eval,a/*_*/), b)"),
            (
                "eval(); eval(...a); x.eval(a)",
                "eval(); eval(...a); x.eval(a)",
            ),
            (
                "try {} catch ({ a = eval(1) }) {}",
                "try {} catch (_error         ) {const _=_catch(_error);let/*_*/{ a = eval(1) }=_error;}",
            ),
            (
                "({ 'q': [r], t, ...a.rest } = {})",
                "({ /*_{*/'q':_catch._,/*_}*/'q': [r], t, ...a.rest } = {})",
            ),
            ("const { q: [r], t } = {}", "const { q: [r], t } = {}"),
            (
                "try {} catch (e) {} finally {}",
                "try/*_<*/{try {} catch (e) {const _=_catch(e);} /*_>*/}finally {}",
            ),
            ("try {} finally {}", "try {} finally {}"),
            ("with (o) { eval(a) }", "with (o) { eval(a) }"),
            (
                "var using; f({ using }); try {} catch (using) { eval(using); using.length = 1 }",
                "var usin_; f({ using/*_*/:usin_ }); try {} catch (usin_) {const _=_catch(usin_); \
                 eval(_eval(eval,usin_/*_*/)); usin_[/*_*/\"length\"] = 1 }",
            ),
        ] {
            let units: Vec<u16> = text.encode_utf16().collect();
            let mut interner = Interner::default();
            let parse = |text: &[u16]| parse_script(text, false, &mut interner);
            let edits = check(&units, Surroundings::Open, parse).unwrap().edits;
            let edited = JsString::from(apply(units, &edits).as_slice());
            let shown = edited.to_std_string_lossy().replace('\u{A7F7}', "_");
            assert_eq!(shown, expected);
            assert_eq!(restored(&edited).unwrap_or(edited), text);
        }
    }
}
