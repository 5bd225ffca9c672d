//! Gives the errors that the engine throws V8's messages: `Cannot read properties of undefined (reading
//! 'x')` for `cannot convert 'null' or 'undefined' to object`.
//!
//! Boa makes the object of such an error, with `message` as an own property, when a `catch` takes it, when it
//! becomes the reason of a rejection, or when it leaves the guest. [`translate`] is called right then, once
//! for each way: by the `catch` clauses of scripts themselves (`edits/catches.rs`), before the reactions of
//! promises ([`translate_all`]), when an error crosses and when its `stack` is read.
//!
//! The engine's errors know their place but not the values that they are about, so V8's words are filled
//! from the source text at the place (`table.tsv`, `fill.rs`). What the text does not tell stays out.
//!
//! May import: `edits`, `sources`, `stack_trace`, `syntax`, `property` and its submodules.

mod declared;
mod expression;
mod fill;
mod guess;
mod member;
mod patterns;
mod proxies;
mod site;
mod table;
#[cfg(test)]
mod tests;
mod values;

use std::collections::HashMap;

use boa_engine::builtins::error::Error;
use boa_engine::property::PropertyKey;
use boa_engine::{Context, JsArgs, JsObject, JsString, JsValue, js_string};

use super::edits;
use super::property;
use super::sources::SourceText;
use super::stack_trace::{self, Thrown};
use super::syntax;
use site::Site;
use table::{Row, TABLE};

/// Gives those of the values that are errors of the engine their messages. Runs no guest code.
pub fn translate_all(values: &[JsValue], context: &mut Context) {
    if let Some(object) = values.get_or_undefined(0).as_object() {
        translate(&object, context);
    }
}

/// Gives an error that the engine has thrown V8's message, and `stack` as an own property before it. An error
/// that code has made, or that was here before, stays as it is. Runs no guest code.
pub fn translate(error: &JsObject, context: &mut Context) {
    if !error.is::<Error>() || property::own(error, &js_string!("stack").into()).is_some() {
        return;
    }
    let key = PropertyKey::from(js_string!("message"));
    let Some(message) = property::own(error, &key).and_then(|own| own.value()?.as_string()) else {
        return;
    };
    if !error.is_extensible(context).unwrap_or(false) {
        return;
    }
    let Some(thrown) = stack_trace::thrown(error, context) else {
        return;
    };
    let message = match words_of_compiled(&message, context) {
        Some(words) => words,
        None => known_words(message, thrown, context),
    };
    let message = edits::of_text(&message).unwrap_or(message);
    // As in V8, `stack` comes first.
    if property::remove(error, &key, context).is_ok() {
        stack_trace::own_stack(error, context);
        property::insert(error, key, property::hidden(message));
    }
}

/// The text that was given to `eval` last.
struct Compiled(JsString);

/// `eval` is about to compile a text. Until the next one, a `SyntaxError` of the engine is about this one.
pub(super) fn compiles(text: &JsString, context: &mut Context) {
    context.insert_data(Compiled(text.clone()));
}

fn words_of_compiled(message: &JsString, context: &Context) -> Option<JsString> {
    let Compiled(text) = context.get_data::<Compiled>()?;
    syntax::from_report(&text.to_vec(), &message.to_std_string_lossy())
}

/// What a message was translated to, by its place: the text tells the same each time.
#[derive(Default)]
struct Known(HashMap<(JsString, Place), JsString>);

/// The number of a text, the place in it and the name of the function.
type Place = (u32, Option<usize>, String);

/// How many translations are kept.
const MOST_KNOWN: usize = 256;

/// V8's words for a message of the engine, or else the message.
fn known_words(message: JsString, thrown: Thrown, context: &mut Context) -> JsString {
    let Some((serial, text, index)) = thrown.text else {
        return words_for(&message, None, &thrown.function).unwrap_or(message);
    };
    let key = (message, (serial, index, thrown.function));
    if let Some(words) = context
        .get_data::<Known>()
        .and_then(|known| known.0.get(&key))
    {
        return words.clone();
    }
    let (message, (_, _, function)) = &key;
    let words = words_for(message, Some((&text, index)), function);
    let words = words.unwrap_or_else(|| message.clone());
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
    message: &JsString,
    text: Option<(&SourceText, Option<usize>)>,
    function: &str,
) -> Option<JsString> {
    let message = message.to_std_string_lossy();
    let fits = |row: &'static Row| Some((row, captures(row.says, &message)?));
    let mut rows = TABLE.iter().filter_map(fits).peekable();
    rows.peek()?;
    let (units, index) = match text {
        Some((text, index)) => site::window(text, index),
        None => (Vec::new(), None),
    };
    let site = Site::new(&units, index, function);
    let native = site.native();
    rows.filter(|(row, _)| match row.thrown_by {
        "" => true,
        names => native
            .as_deref()
            .is_some_and(|native| names.split(' ').any(|name| name == native)),
    })
    .find_map(|(row, captured)| fill::fill(row.words, &captured, &site))
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
