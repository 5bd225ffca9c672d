//! Prints frames as V8 does: `\n    at f (file.js:3:5)` each.
//!
//! It must not run guest code, nor show the engine's own functions.

use std::ops::Deref;
use std::rc::Rc;

use boa_engine::error::BacktraceFrame;
use boa_engine::{Context, JsString};

use super::super::lexicals;
use js_source::origin::Origin;
use js_source::source_text::SourceText;

use super::super::sources::Compiled;
use super::blocks;
use super::call_sites;
use super::frames::{Code, Frame};
use js_source::refine;
use js_source::syntax::Function;

/// A frame with its place in a text that is still kept.
pub(super) struct Placed {
    pub(super) frame: Frame,
    pub(super) text: Option<(Text, usize)>,
}

/// A text that is looked into.
#[derive(Clone)]
pub(crate) enum Text {
    /// One that was compiled as what it is.
    Compiled(Rc<Compiled>),
    /// One of `eval` or `Function`.
    Other(Rc<SourceText>),
}

impl Deref for Text {
    type Target = SourceText;

    fn deref(&self) -> &SourceText {
        match self {
            Self::Compiled(compiled) => &compiled.text,
            Self::Other(text) => text,
        }
    }
}

impl Placed {
    /// The file and the position in it from 1, without offsets: the column in UTF-16 units.
    pub(super) fn place(&self) -> Option<(&Origin, u32, u32)> {
        let Code::Text(compiled) = &self.frame.code else {
            return None;
        };
        let (line, column) = self.position()?;
        Some((&compiled.origin, line, column))
    }

    /// The line and the column that V8 shows, from 1.
    pub(super) fn place_in_file(&self) -> Option<(i64, i64)> {
        self.shown(self.position()?)
    }

    /// Where the function begins.
    pub(super) fn enclosing_place(&self) -> Option<(i64, i64)> {
        let (text, _) = self.text.as_ref()?;
        match self.function() {
            Some(function) => self.shown(text.position_of(function.place.start)),
            None => self.shown((1, 1)),
        }
    }

    /// A position in the text as one in the file.
    pub(super) fn shown(&self, (line, column): (u32, u32)) -> Option<(i64, i64)> {
        match &self.frame.code {
            Code::Text(compiled) => Some(compiled.origin.position(line, column)),
            Code::Native => None,
            _ => Some((i64::from(line), i64::from(column))),
        }
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
}

/// Finds the texts of calls, the innermost first. `missing_name` is what a `ReferenceError` of the engine is about.
pub(super) fn place(frames: Vec<BacktraceFrame>, missing_name: Option<&str>) -> Vec<Placed> {
    let mut placed = unplaced(frames);
    let mut missing_name = missing_name;
    for placed in &mut placed {
        let is_code = !placed.frame.is_native() && !is_ours(&placed.frame);
        let missing_name = missing_name.take_if(|_| is_code);
        placed.text = locate(&placed.frame, missing_name);
    }
    point_at_setters(&mut placed);
    placed
}

/// The calls without their texts.
pub(super) fn unplaced(frames: Vec<BacktraceFrame>) -> Vec<Placed> {
    let frames = frames.into_iter().map(Frame::from);
    frames.map(|frame| Placed { frame, text: None }).collect()
}

/// Whether a frame is of code that we have compiled for ourselves.
pub(super) fn is_ours(frame: &Frame) -> bool {
    matches!(&frame.code, Code::Text(compiled) if lexicals::is_ours(&compiled.origin))
}

/// How many of the innermost frames are needed for a number of them to show.
pub(super) fn needed(frames: &[Placed], shown: usize) -> usize {
    let mut left = shown;
    for index in 0..frames.len() {
        if frames[index].frame.is_callout() || !call_sites::is_shown(frames, index) {
            continue;
        }
        if left == 0 {
            return index;
        }
        left -= 1;
    }
    frames.len()
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

/// The text that the code of a frame is of.
pub(super) fn text_of(frame: &Frame) -> Option<Text> {
    match (&frame.code, &frame.evaluated, &frame.compiled) {
        (Code::Text(compiled), ..) | (_, Some(compiled), _) => {
            Some(Text::Compiled(Rc::clone(compiled)))
        }
        (.., Some(compiled)) => {
            let text = JsString::from(compiled.whole_text()?);
            Some(Text::Other(Rc::new(SourceText::new(text))))
        }
        _ => None,
    }
}

fn locate(frame: &Frame, missing_name: Option<&str>) -> Option<(Text, usize)> {
    let text = text_of(frame)?;
    let index = frame
        .position
        .and_then(|(line, column)| text.index_of(line, column));
    let index = match missing_name {
        // A constructor that the class has without writing it.
        None if index.is_none() => refine::find_class(&text, &frame.name.to_std_string_lossy())?,
        Some(name) => refine::find_name(&text, index.unwrap_or(0), name).or(index)?,
        None => refine::call_index(&text, index?),
    };
    Some((text, index))
}

/// Prints frames, each with a line feed before it, and the seams between blocks.
pub(super) fn print(frames: &[Placed], context: &Context) -> JsString {
    let mut text = Vec::new();
    for (index, placed) in frames.iter().enumerate() {
        if placed.frame.is_callout() {
            blocks::print_seam(&mut text);
        } else if call_sites::is_shown(frames, index) {
            text.extend("\n    at ".encode_utf16());
            text.extend(line(frames, index, context));
            if let Some(constructor) = call_sites::constructor_of_field(frames, index, context) {
                text.extend("\n    at ".encode_utf16());
                text.extend(constructor);
            }
        }
    }
    JsString::from(text.as_slice())
}

/// The file of a frame.
pub(super) fn file_of(placed: &Placed) -> Vec<u16> {
    match &placed.frame.code {
        Code::Text(compiled) => compiled.origin.filename.to_vec(),
        Code::File(path) => path.encode_utf16().collect(),
        Code::Native | Code::Eval | Code::Unknown => "<anonymous>".encode_utf16().collect(),
    }
}

/// A frame as V8 prints it.
pub(super) fn line(frames: &[Placed], index: usize, context: &Context) -> Vec<u16> {
    let placed = &frames[index];
    let mut line: Vec<u16> = Vec::new();
    if placed.frame.is_async {
        line.extend("async ".encode_utf16());
    }
    if let Some(index) = placed.frame.promise_index {
        let name = call_sites::function_name(placed);
        line.extend(format!("Promise.{name} (index {index})").encode_utf16());
        return line;
    }
    let name = call_sites::name(frames, index, context);
    let mut place = place_of(placed);
    if place.first() == Some(&u16::from(b':')) {
        place.splice(0..0, "<anonymous>".encode_utf16());
    }
    if name.is_empty() {
        line.extend(place);
        return line;
    }
    line.extend(name.encode_utf16());
    line.extend(" (".encode_utf16());
    line.extend(place);
    line.push(u16::from(b')'));
    line
}

fn place_of(placed: &Placed) -> Vec<u16> {
    let mut place: Vec<u16> = Vec::new();
    let named = placed
        .frame
        .evaluated
        .as_ref()
        .and_then(|compiled| compiled.text.source_url());
    if let Some(name) = named {
        place.extend(name);
    } else {
        if matches!(placed.frame.code, Code::Eval | Code::Unknown) {
            place.extend(eval_origin(placed));
            if !place.is_empty() {
                place.extend(", ".encode_utf16());
            }
        }
        place.extend(file_of(placed));
    }
    let position = placed.place_in_file();
    if let Some((line, column)) = position {
        place.extend(format!(":{line}:{column}").encode_utf16());
    }
    place
}

/// `eval at f (file.js:1:2)` for code that code has compiled; empty where it is not known which.
pub(super) fn eval_origin(placed: &Placed) -> Vec<u16> {
    let evaluated = placed
        .frame
        .evaluated
        .as_ref()
        .and_then(|compiled| compiled.evaluated.as_ref());
    let Some(caller) = evaluated.and_then(|evaluated| evaluated.caller.clone()) else {
        return Vec::new();
    };
    let Some(caller) = place(vec![caller], None).pop() else {
        return Vec::new();
    };
    let name = match caller.frame.code {
        // V8 takes the name that the code was compiled with.
        Code::Eval => caller.frame.name.to_std_string_lossy(),
        _ => call_sites::function_name(&caller),
    };
    let name = if name.is_empty() {
        "<anonymous>"
    } else {
        &name
    };
    let mut origin: Vec<u16> = format!("eval at {name} (").encode_utf16().collect();
    match caller.frame.code {
        Code::Text(_) | Code::File(_) => origin.extend(place_of(&caller)),
        _ => origin.extend(eval_origin(&caller)),
    }
    origin.push(u16::from(b')'));
    origin
}
