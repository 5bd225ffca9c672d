//! Reads the backtrace that Boa prints for an error object, which is the one public way to it.
//!
//! It must not trust the text further than it goes: function names in it are chosen by the guest, and
//! a line that cannot be read is left out.
//!
//! May import: `origin`.

use super::super::origin::{END, Origin, START};

/// The name of our own error constructors in Boa's backtrace (a character for private use): it
/// marks an error that code made with `new`, and must not show.
pub(super) const CONSTRUCTOR_MARK: &str = "\u{F8E3}";

/// The name of the functions through which guest code calls the host (another private character): the
/// host's calls stand there, and guest calls below it belong to an entry further out. It never shows.
pub const CALLOUT_MARK: &str = "\u{F8E4}";

/// A call in progress.
#[derive(Debug, PartialEq)]
pub(super) struct Frame {
    /// What Boa knows at compile time; empty for anonymous functions, methods and top-level code.
    pub(super) name: String,
    pub(super) code: Code,
    /// Line and column from 1, in characters, within the text.
    pub(super) position: Option<(u32, u32)>,
}

/// Where the code of a call comes from.
#[derive(Debug, PartialEq)]
pub(super) enum Code {
    /// Rust code.
    Native,
    /// A text that was compiled with the path of an [`Origin`], and its number in `sources`.
    Text { origin: Origin, serial: u32 },
    /// A text given to `eval`.
    Eval,
    /// A text given to `Function`, or compiled without a path.
    Unknown,
    /// A text that was compiled with another path.
    File(String),
}

/// Reads all frames, the innermost first.
pub(super) fn parse(backtrace: &str) -> Vec<Frame> {
    backtrace.lines().filter_map(parse_line).collect()
}

fn parse_line(line: &str) -> Option<Frame> {
    let line = line.strip_prefix("    at ")?;
    let (name, place) = match line.rfind(START) {
        // The file name may have parentheses of its own.
        Some(start) => (line[..start].strip_suffix(" (")?, &line[start..]),
        None => line.rsplit_once(" (")?,
    };
    let place = place.strip_suffix(')')?;
    let name = match name {
        "<main>" | "<eval>" => "",
        name => name,
    };
    let (code, position) = parse_place(place)?;
    Some(Frame {
        name: name.to_owned(),
        code,
        position,
    })
}

fn parse_place(place: &str) -> Option<(Code, Option<(u32, u32)>)> {
    if place == "native" {
        return Some((Code::Native, None));
    }
    let (rest, column) = place.rsplit_once(':')?;
    let (path, line) = rest.rsplit_once(':')?;
    let position = line.parse().ok().zip(column.parse().ok());
    if path.ends_with(END) {
        let (origin, compiled) = Origin::decode(path)?;
        let position = position.and_then(|(line, column): (u32, u32)| {
            let line = line.checked_sub(compiled.lines_above)?;
            (line > 0).then_some((line, column))
        });
        let serial = compiled.serial;
        return Some((Code::Text { origin, serial }, position));
    }
    let code = match path {
        "eval at " => Code::Eval,
        "unknown at " | "json at " => Code::Unknown,
        path => Code::File(path.to_owned()),
    };
    Some((code, position))
}

#[cfg(test)]
mod tests {
    use boa_engine::JsString;

    use super::super::super::origin::Compiled;
    use super::{Code, Frame, Origin, parse};

    fn one(line: &str) -> Frame {
        parse(line).pop().unwrap()
    }

    fn frame(name: &str, code: Code, position: Option<(u32, u32)>) -> Frame {
        Frame {
            name: name.to_owned(),
            code,
            position,
        }
    }

    #[test]
    fn each_kind_of_place_is_read() {
        assert_eq!(one("    at map (native)"), frame("map", Code::Native, None));
        assert_eq!(one("    at  (native)"), frame("", Code::Native, None));
        assert_eq!(
            one("    at <eval> (eval at :1:2)"),
            frame("", Code::Eval, Some((1, 2)))
        );
        assert_eq!(
            one("    at anonymous (unknown at :2:8)"),
            frame("anonymous", Code::Unknown, Some((2, 8)))
        );
        assert_eq!(
            one("    at <main> (a:b.js:3:4)"),
            frame("", Code::File("a:b.js".to_owned()), Some((3, 4)))
        );
        assert_eq!(
            one("    at f (f.js:?:?)"),
            frame("f", Code::File("f.js".to_owned()), None)
        );
    }

    #[test]
    fn origins_are_read_whatever_their_file_name() {
        for name in ["f.js", "a (b:1:2)", "x\n    at y (z:1:2)"] {
            let origin = Origin {
                filename: JsString::from(name),
                line_offset: 1,
                column_offset: 2,
            };
            let path = origin.to_path_of(Compiled {
                serial: 7,
                lines_above: 2,
            });
            for (line, position) in [("3:4", Some((1, 4))), ("2:4", None), ("?:?", None)] {
                let line = format!("    at g (h (i) ({}:{line})", path.display());
                let origin = origin.clone();
                let code = Code::Text { origin, serial: 7 };
                assert_eq!(one(&line), frame("g (h (i)", code, position));
            }
        }
    }

    #[test]
    fn lines_that_are_no_frames_are_left_out() {
        assert!(parse("Error: x\n    at\n    at f\n    at f (\n    at f (x)\n").is_empty());
        assert_eq!(parse("    at a\nb (native)\n    at c (native)\n").len(), 1);
    }
}
