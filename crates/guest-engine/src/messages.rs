//! Gives the errors that the engine throws V8's messages: `Cannot read properties of undefined (reading
//! 'x')` for `cannot convert 'null' or 'undefined' to object`.
//!
//! The engine tells of such an error when it becomes an object, before anybody has seen it
//! (`stack_trace::created`), with what it was doing.
//!
//! V8's words are filled with what the engine was doing and the values that it was about (`facts.rs`), and with
//! expressions from the source text at the place (`table.tsv`, `expand.rs`). What neither tells stays out.

mod declared;
mod expand;
mod facts;
mod infer;
mod member;
mod patterns;
mod proxies;
mod table;
#[cfg(test)]
mod tests;
mod throw_site;
mod values;

use std::collections::HashMap;

use boa_engine::{Context, JsObject, JsString};

use super::stack_trace::{self, Thrown};
use facts::Facts;
use js_source::source_text::SourceText;
use js_source::syntax;
use table::{Row, TABLE};
use throw_site::ThrowSite;

/// V8's message for an error that the engine has thrown, or else the engine's. Runs no guest code.
pub(super) fn words(error: &JsObject, message: &str, context: &mut Context) -> JsString {
    let words = words_of_compiled(message, context).or_else(|| {
        let is_known = TABLE
            .iter()
            .any(|row| captures(row.engine_message, message).is_some());
        let thrown = stack_trace::thrown(error).filter(|_| is_known)?;
        let facts = Facts::of(error, message, context);
        known_words(message, thrown, facts, context)
    });
    words.unwrap_or_else(|| JsString::from(message))
}

/// The text that was given to `eval` last.
struct Compiled(JsString);

/// `eval` is about to compile a text. Until the next one, a `SyntaxError` of the engine is about this one.
pub(super) fn compiles(text: &JsString, context: &mut Context) {
    context.insert_data(Compiled(text.clone()));
}

fn words_of_compiled(message: &str, context: &Context) -> Option<JsString> {
    let Compiled(text) = context.get_data::<Compiled>()?;
    syntax::from_report(&text.to_vec(), message)
}

/// What a message was translated to, by its place and what it is about: the text tells the same each time.
#[derive(Default)]
struct Known(HashMap<(String, Place, Facts), Option<JsString>>);

/// The number of a text, the place in it and the name of the function.
type Place = (u64, Option<usize>, String);

/// How many translations are kept.
const MOST_KNOWN: usize = 256;

/// V8's words for a message of the engine, if there are any.
fn known_words(
    message: &str,
    thrown: Thrown,
    facts: Facts,
    context: &mut Context,
) -> Option<JsString> {
    let Thrown {
        function,
        text,
        serial,
    } = thrown;
    let text = text.as_ref().map(|(text, index)| (&**text, *index));
    let Some(serial) = serial else {
        return words_for(message, text, &function, &facts);
    };
    let place = (serial, text.and_then(|(_, index)| index), function);
    let key = (message.to_owned(), place, facts);
    if let Some(words) = context
        .get_data::<Known>()
        .and_then(|known| known.0.get(&key))
    {
        return words.clone();
    }
    let (_, (_, _, function), facts) = &key;
    let words = words_for(message, text, function, facts);
    let mut known = context.remove_data::<Known>().unwrap_or_default();
    if known.0.len() >= MOST_KNOWN {
        known.0.clear();
    }
    known.0.insert(key, words.clone());
    context.insert_data(*known);
    words
}

/// V8's words for a message of the engine; `None` if there are none, or these are they.
fn words_for(
    message: &str,
    text: Option<(&SourceText, Option<usize>)>,
    function: &str,
    facts: &Facts,
) -> Option<JsString> {
    if message.starts_with("cannot convert 'null' or 'undefined' to object")
        && let Some(words) = facts.member_of_nothing()
    {
        return Some(JsString::from(words));
    }
    let fits = |row: &'static Row| Some((row, captures(row.engine_message, message)?));
    let rows = TABLE.iter().filter_map(fits);
    let (units, index) = match text {
        Some((text, index)) => throw_site::window(text, index),
        None => (Vec::new(), None),
    };
    let site = ThrowSite::new(&units, index, function, facts);
    let native = site.native();
    rows.filter(|(row, _)| match row.thrown_by {
        "" => true,
        names => native
            .as_deref()
            .is_some_and(|native| names.split(' ').any(|name| name == native)),
    })
    .find_map(|(row, captured)| expand::expand(row.words, &captured, &site))
    .map(JsString::from)
}

/// What the `*` of a pattern stand for in a text, if it fits.
fn captures<'a>(pattern: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let mut parts = pattern.split('*');
    let mut rest = text.strip_prefix(parts.next()?)?;
    let mut found = Vec::new();
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let end = if parts.peek().is_none() {
            rest.strip_suffix(part)?.len()
        } else {
            rest.find(part)?
        };
        found.push(&rest[..end]);
        rest = &rest[end + part.len()..];
    }
    rest.is_empty().then_some(found)
}
