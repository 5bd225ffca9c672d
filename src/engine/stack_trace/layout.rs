//! Prints frames as V8 does: `\n    at f (file.js:3:5)` each.
//!
//! It must not run guest code, nor show the engine's own functions.
//!
//! May import: `origin`, `sources` and the siblings `frames`, `natives` and `refine`.

use std::cell::OnceCell;
use std::rc::Rc;

use boa_engine::{Context, JsString};

use super::super::lexicals;
use super::super::origin::Origin;
use super::super::sources::{self, SourceText};
use super::super::syntax::Function;
use super::Thrown;
use super::blocks;
use super::call_sites::{self, CalledOn};
use super::frames::{CALLOUT_MARK, CONSTRUCTOR_MARK, Code, Frame, parse};
use super::{natives, refine};

/// What was found out about an error besides its frames.
#[derive(Default)]
pub(super) struct Hints<'a> {
    /// The name that a `ReferenceError` of the engine is about.
    pub(super) missing_name: Option<&'a str>,
    /// The class of an error that code made: V8 leaves out the frames of its constructors.
    pub(super) class: Option<&'a str>,
    /// Leave out the frames above the caller of the innermost function of this name.
    pub(super) below: Option<&'a str>,
}

/// A frame with its place in a text that is still kept.
pub(super) struct Placed {
    pub(super) frame: Frame,
    pub(super) text: Option<(Rc<SourceText>, usize)>,
    /// On what it was called, once somebody asked.
    pub(super) called_on: OnceCell<Option<CalledOn>>,
}

impl Placed {
    /// The file and the position in it from 1, without offsets: the column in UTF-16 units.
    pub(super) fn place(&self) -> Option<(&Origin, u32, u32)> {
        let Code::Text { origin, .. } = &self.frame.code else {
            return None;
        };
        let (line, column) = self.position()?;
        Some((origin, line, column))
    }

    /// Whether this is the frame of an error constructor, which records the others.
    pub(super) fn is_made_by_code(&self) -> bool {
        self.frame.name == CONSTRUCTOR_MARK
    }

    fn position(&self) -> Option<(u32, u32)> {
        match &self.text {
            Some((text, index)) => Some(text.position_of(*index)),
            None => self.frame.position,
        }
    }

    /// The function that the call is of, as far as the text tells.
    pub(super) fn function(&self) -> Option<&Function> {
        let (text, index) = self.text.as_ref()?;
        self.frame.position?;
        text.functions().at(*index)
    }

    /// The function whose `this` the code has.
    pub(super) fn holder_of_this(&self) -> Option<&Function> {
        let (text, index) = self.text.as_ref()?;
        text.functions().holder_of_this(*index)
    }

    pub(super) fn constructs(&self) -> bool {
        self.text
            .as_ref()
            .is_some_and(|(text, index)| refine::constructs(text, *index))
    }

    /// The name that the call in progress is written with, if it is a plain one.
    pub(super) fn callee(&self) -> Option<String> {
        let (text, index) = self.text.as_ref()?;
        String::from_utf16(&refine::callee(text, *index)).ok()
    }
}

/// Reads Boa's backtrace and finds the texts, the innermost frame first.
pub(super) fn place(backtrace: &str, hints: &Hints<'_>, context: &Context) -> Vec<Placed> {
    let mut frames = parse(backtrace);
    frames.retain(
        |frame| !matches!(&frame.code, Code::Text { origin, .. } if lexicals::is_ours(origin)),
    );
    let made_by_code = frames
        .first()
        .is_some_and(|frame| frame.name == CONSTRUCTOR_MARK);
    let below = hints.below.or(hints.class.filter(|_| made_by_code));
    if let Some(below) = below
        && let Some(index) = frames.iter().position(|frame| frame.name == below)
    {
        frames.drain(usize::from(made_by_code)..=index);
    }
    let mut is_first = !made_by_code;
    let mut placed: Vec<Placed> = frames
        .into_iter()
        .map(|frame| {
            let missing_name = hints.missing_name.filter(|_| is_first);
            is_first = false;
            let text = locate(&frame, missing_name, context);
            Placed {
                frame,
                text,
                called_on: OnceCell::new(),
            }
        })
        .collect();
    point_at_setters(&mut placed);
    placed
}

/// V8 points at an assignment that calls a setter, Boa at the statement.
fn point_at_setters(placed: &mut [Placed]) {
    for index in 1..placed.len() {
        if let Some(name) = call_sites::set_property(&placed[index - 1])
            && let Some((text, at)) = &mut placed[index].text
        {
            *at = refine::find_assigned(text, *at, &name).unwrap_or(*at);
        }
    }
}

/// Reads where an error was thrown out of Boa's backtrace; nothing for one that code has made.
pub(super) fn thrown(backtrace: &str, context: &Context) -> Option<Thrown> {
    let frames = parse(backtrace);
    if frames.first()?.name == CONSTRUCTOR_MARK {
        return None;
    }
    let frame = frames
        .into_iter()
        .find(|frame| frame.code != Code::Native)?;
    let text = match frame.code {
        Code::Text { serial, .. } => sources::find(context, serial).map(|text| (serial, text)),
        _ => None,
    };
    let text = text.map(|(serial, text)| {
        let place = frame.position;
        let index = place.and_then(|(line, column)| text.index_of(line, column));
        (serial, text, index)
    });
    Some(Thrown {
        function: frame.name,
        text,
    })
}

fn locate(
    frame: &Frame,
    missing_name: Option<&str>,
    context: &Context,
) -> Option<(Rc<SourceText>, usize)> {
    let Code::Text { serial, .. } = frame.code else {
        return None;
    };
    let text = sources::find(context, serial)?;
    let index = frame
        .position
        .and_then(|(line, column)| text.index_of(line, column));
    let index = match missing_name {
        // A constructor that the class has without writing it.
        None if index.is_none() => refine::find_class(&text, &frame.name)?,
        Some(name) => refine::find_name(&text, index.unwrap_or(0), name).or(index)?,
        None => refine::call_index(&text, index?),
    };
    Some((text, index))
}

/// Prints at most `limit` frames, each with a line feed before it, and the seams between blocks.
pub(super) fn print(frames: &[Placed], limit: usize) -> JsString {
    let mut text = Vec::new();
    let mut room = limit;
    for (index, placed) in frames.iter().enumerate() {
        if placed.frame.name == CALLOUT_MARK && placed.frame.code == Code::Native {
            blocks::print_seam(&mut text);
        } else if room > 0
            && let Some(line) = line(frames, index)
        {
            text.extend("\n    at ".encode_utf16());
            text.extend(line);
            room -= 1;
        }
    }
    JsString::from(text.as_slice())
}

fn line(frames: &[Placed], index: usize) -> Option<Vec<u16>> {
    let Placed { frame, .. } = &frames[index];
    let caller = frames.get(index + 1);
    if frame.code == Code::Native {
        let above = index.checked_sub(1).map(|above| &frames[above]);
        let name = natives::name(above, &frame.name, caller?)?;
        return Some(format!("{name} (<anonymous>)").encode_utf16().collect());
    }
    let name = match frame.code {
        Code::Unknown if frame.name == "anonymous" => "eval".to_owned(),
        Code::Eval => "eval".to_owned(),
        _ if is_constructed(frames, index) => match frame.name.as_str() {
            "" => "new <anonymous>".to_owned(),
            name => format!("new {name}"),
        },
        _ => call_sites::name(frames, index),
    };
    let mut place = place_of(frames, index);
    if place.first() == Some(&u16::from(b':')) {
        place.splice(0..0, "<anonymous>".encode_utf16());
    }
    if name.is_empty() {
        return Some(place);
    }
    let mut line: Vec<u16> = name.encode_utf16().collect();
    line.extend(" (".encode_utf16());
    line.extend(place);
    line.push(u16::from(b')'));
    Some(line)
}

/// A frame was entered with `new` when its caller says so, or when its caller is a constructor
/// that Boa made and that has no code.
fn is_constructed(frames: &[Placed], index: usize) -> bool {
    let Some(caller) = frames.get(index + 1) else {
        return false;
    };
    if !call_sites::may_construct(&frames[index]) {
        return false;
    }
    if caller.frame.code == Code::Native {
        return caller.frame.name == "construct";
    }
    let is_implicit = caller.frame.position.is_none() && !caller.frame.name.is_empty();
    caller.constructs() || (is_implicit && is_constructed(frames, index + 1))
}

fn place_of(frames: &[Placed], index: usize) -> Vec<u16> {
    let placed = &frames[index];
    let mut place: Vec<u16> = Vec::new();
    let position = placed.position();
    let position = match &placed.frame.code {
        Code::Text { origin, .. } => {
            place.extend(origin.filename.iter());
            position.map(|(line, column)| origin.position(line, column))
        }
        code => {
            if let Code::File(path) = code {
                place.extend(path.encode_utf16());
            } else {
                place.extend(eval_origin(frames, index));
                if !place.is_empty() {
                    place.extend(", ".encode_utf16());
                }
                place.extend("<anonymous>".encode_utf16());
            }
            // V8 counts the line of parameters that `Function` writes above the body.
            let above = u32::from(*code == Code::Unknown && placed.frame.name == "anonymous");
            position.map(|(line, column)| (i64::from(line + above), i64::from(column)))
        }
    };
    if let Some((line, column)) = position {
        place.extend(format!(":{line}:{column}").encode_utf16());
    }
    place
}

/// `eval at f (file.js:1:2)` for code that a call of `eval` further out compiled; empty when the
/// call is not in progress any more.
fn eval_origin(frames: &[Placed], index: usize) -> Vec<u16> {
    let eval = (index..frames.len()).find(|&index| frames[index].frame.code == Code::Eval);
    let caller = eval.and_then(|eval| {
        (eval + 1..frames.len()).find(|&index| frames[index].frame.code != Code::Native)
    });
    let Some(caller) = caller else {
        return Vec::new();
    };
    let name = match call_sites::function_name(&frames[caller]) {
        name if name.is_empty() => "<anonymous>".to_owned(),
        name => name,
    };
    let place = match frames[caller].frame.code {
        Code::Text { .. } | Code::File(_) => place_of(frames, caller),
        _ => eval_origin(frames, caller),
    };
    let mut origin: Vec<u16> = format!("eval at {name} (").encode_utf16().collect();
    origin.extend(place);
    origin.push(u16::from(b')'));
    origin
}
