//! Reads in a text how a function is called there: on what, and by which name.
//!
//! It looks at a few words around a place, and must never fail.
//!
//! May import: `characters`, `sources` and the sibling `refine`.

use super::super::characters::{is_line_end, is_part, is_space};
use super::super::sources::SourceText;
use super::refine::{ascii, constructs, skip_space};

/// How far back the beginning of a receiver is looked for.
const LONGEST_RECEIVER: usize = 500;

/// The object that a call is made on, as it is written.
pub(super) enum Receiver {
    This,
    Super,
    /// `new Foo()`.
    New(String),
    /// A variable, or the last property of a path.
    Named(String),
    /// A literal of this class, or what has elements: it was called by a number.
    Literal(&'static str),
    Other,
}

/// How a function is called.
pub(super) enum Call {
    /// By its name alone, or by the host.
    Bare,
    /// As a method of this name; none where it is an expression.
    Method(Receiver, Option<String>),
    /// By an expression that is no call, as a getter is, or by a built-in.
    Implicit,
}

/// Reads the call at an index, which is that of the last name of what is called, or of its parenthesis.
pub(super) fn call_at(text: &SourceText, index: usize) -> Call {
    if constructs(text, index) {
        return Call::Bare;
    }
    if text.unit(index) != u16::from(b'(') && !is_part(text.unit(index)) {
        return Call::Implicit;
    }
    let end = word_end(text, index);
    if end > index && !opens_call(text, end) {
        return Call::Implicit;
    }
    let mut name = (end > index).then(|| slice(text, index, end));
    let mut before = skip_space_back(text, index);
    if name.is_none() {
        match unit_before(text, before) {
            b']' => return Call::Method(element_before(text, before), None),
            _ if before > 0 && is_part(text.unit(before - 1)) => {
                let start = word_start(text, before);
                if unit_before(text, start) != b'#' {
                    return Call::Bare;
                }
                name = Some(slice(text, start - 1, before));
                before = skip_space_back(text, start - 1);
            }
            _ => return Call::Bare,
        }
    }
    if unit_before(text, before) != b'.' {
        return Call::Bare;
    }
    let mut object = before - 1;
    if unit_before(text, object) == b'?' {
        object -= 1;
    }
    Call::Method(receiver_before(text, skip_space_back(text, object)), name)
}

/// What is handed on as `this` by `f.call(…)` or `f.apply(…)`, whose name is at an index. `None` where that
/// can't be told, or is nothing.
pub(super) fn handed_on(text: &SourceText, index: usize) -> Option<Receiver> {
    let mut at = index;
    while is_part(text.unit(at)) {
        at += 1;
    }
    (text.unit(at) == u16::from(b'(')).then_some(())?;
    at = skip_space(text, at + 1);
    let end = word_end(text, at);
    let follows = skip_space(text, end);
    let is_whole = matches!(ascii(text, follows), b',' | b')');
    match (ascii(text, at), slice(text, at, end).as_str()) {
        (b'{', _) => Some(Receiver::Other),
        (b'[', _) => Some(Receiver::Literal("Array")),
        (b'"' | b'\'' | b'`', _) => Some(Receiver::Literal("String")),
        (b'0'..=b'9', _) => Some(Receiver::Literal("Number")),
        (_, "this") if is_whole => Some(Receiver::This),
        (_, "new") => Some(Receiver::New(slice(text, follows, word_end(text, follows)))),
        _ => None,
    }
}

/// Whether a call goes on here: `(`, `?.(` or a template.
fn opens_call(text: &SourceText, end: usize) -> bool {
    let at = skip_space(text, end);
    let unit = |ahead: usize| ascii(text, at + ahead);
    matches!(unit(0), b'(' | b'`') || (unit(0), unit(1), unit(2)) == (b'?', b'.', b'(')
}

/// The receiver that ends before an index.
fn receiver_before(text: &SourceText, end: usize) -> Receiver {
    match unit_before(text, end) {
        b'"' | b'\'' | b'`' => return Receiver::Literal("String"),
        b')' => return constructed_before(text, end).map_or(Receiver::Other, Receiver::New),
        _ => {}
    }
    let start = word_start(text, end);
    match slice(text, start, end).as_str() {
        "" => Receiver::Other,
        "this" => Receiver::This,
        "super" => Receiver::Super,
        name => Receiver::Named(name.to_owned()),
    }
}

/// What `[…]`, which ends before an index, is of.
fn element_before(text: &SourceText, end: usize) -> Receiver {
    let key = end - 1;
    let start = word_start(text, key);
    let is_index = start < key
        && slice(text, start, key)
            .bytes()
            .all(|byte| byte.is_ascii_digit());
    if is_index {
        Receiver::Literal("Array")
    } else {
        Receiver::Other
    }
}

/// The class of a `new Foo(…)` that ends before an index.
fn constructed_before(text: &SourceText, end: usize) -> Option<String> {
    let mut depth = 0;
    let mut at = end;
    while at > end.saturating_sub(LONGEST_RECEIVER) {
        at -= 1;
        match text.unit(at) {
            0x29 => depth += 1,
            0x28 => depth -= 1,
            unit if is_line_end(unit) => return None,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    let name_end = skip_space_back(text, at);
    let start = word_start(text, name_end);
    let new_end = skip_space_back(text, start);
    let is_new = slice(text, word_start(text, new_end), new_end) == "new";
    (is_new && start < name_end).then(|| slice(text, start, name_end))
}

fn word_end(text: &SourceText, start: usize) -> usize {
    let mut end = start;
    while is_part(text.unit(end)) {
        end += 1;
    }
    end
}

fn word_start(text: &SourceText, end: usize) -> usize {
    let mut start = end;
    while start > 0 && is_part(text.unit(start - 1)) {
        start -= 1;
    }
    start
}

fn skip_space_back(text: &SourceText, end: usize) -> usize {
    let mut start = end;
    while start > 0 && is_space(text.unit(start - 1)) {
        start -= 1;
    }
    start
}

fn unit_before(text: &SourceText, index: usize) -> u8 {
    index.checked_sub(1).map_or(0, |before| ascii(text, before))
}

fn slice(text: &SourceText, start: usize, end: usize) -> String {
    let units: Vec<u16> = (start..end).map(|at| text.unit(at)).collect();
    String::from_utf16_lossy(&units)
}
