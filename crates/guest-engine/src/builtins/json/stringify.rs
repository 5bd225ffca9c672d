//! `JSON.stringify` (ECMA-262 25.5.2). It keeps what is not complete in a list rather than calling itself, and
//! asks objects in the order in which V8 asks them.

use std::vec;

use boa_engine::{
    Context, JsArgs, JsBigInt, JsNativeError, JsResult, JsString, JsValue, JsVariant, js_string,
    object::JsObject, property::PropertyKey,
};

use super::{
    super::{
        super::property,
        methods::dense_element,
        writer::{LONGEST, Writer, too_long},
    },
    Captured, MOST_LEVELS, circle, too_deep,
};

/// The longest indentation of a level.
const LONGEST_GAP: usize = 10;

/// Boa's method, with `Object.keys` and its like instead of itself.
pub(super) fn stringify(
    captured: &JsObject,
    _: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let captured = Captured::take(captured)?;
    let replacer = args.get_or_undefined(1);
    let list = property_list(replacer, &captured, context)?;
    let work = Work {
        captured,
        replacer: replacer.as_callable(),
        list,
        gap: gap(args.get_or_undefined(2), context)?,
        open: Vec::new(),
        text: Writer::new(),
    };
    work.run(args.get_or_undefined(0).clone(), context)
}

/// The names that an array as the second argument lists.
fn property_list(
    replacer: &JsValue,
    captured: &Captured,
    context: &mut Context,
) -> JsResult<Option<Vec<PropertyKey>>> {
    let Some(array) = replacer.as_object().filter(|one| !one.is_callable()) else {
        return Ok(None);
    };
    if !captured.is_array(&array, context)? {
        return Ok(None);
    }
    let mut list = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let length = array.get(js_string!("length"), context)?;
    for index in 0..length.to_length(context)? {
        context.poll()?;
        let element = array.get(index, context)?;
        let is_boxed = element
            .as_object()
            .is_some_and(|object| object.is::<JsString>() || object.is::<f64>());
        if element.is_string() || element.is_number() || is_boxed {
            let key = PropertyKey::from(element.to_string(context)?);
            if seen.insert(key.clone()) {
                list.push(key);
            }
        }
    }
    Ok(Some(list))
}

/// What the third argument says of a level's indentation.
fn gap(space: &JsValue, context: &mut Context) -> JsResult<JsString> {
    let mut space = space.clone();
    if let Some(object) = space.as_object() {
        if object.is::<f64>() {
            space = space.to_number(context)?.into();
        } else if object.is::<JsString>() {
            space = space.to_string(context)?.into();
        }
    }
    if let Some(text) = space.as_string() {
        return Ok(text.get(..LONGEST_GAP).unwrap_or(text));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the cast saturates"
    )]
    let spaces = space.as_number().unwrap_or(0.0) as usize;
    Ok(JsString::from(" ".repeat(spaces.min(LONGEST_GAP))))
}

/// Where a value stands in what contains it.
pub(super) enum Place {
    Root,
    Index(u64),
    Property(PropertyKey),
}

impl Place {
    /// As `toJSON` and a replacer get it.
    pub(super) fn name(&self) -> JsString {
        match self {
            Self::Index(index) => JsString::from(index.to_string()),
            Self::Property(PropertyKey::String(name)) => name.clone(),
            Self::Property(PropertyKey::Index(index)) => JsString::from(index.get().to_string()),
            Self::Root | Self::Property(PropertyKey::Symbol(_)) => js_string!(),
        }
    }
}

/// The members that are to come.
enum Members {
    Elements { next: u64, length: u64 },
    Properties(vec::IntoIter<PropertyKey>),
}

impl Members {
    fn next(&mut self) -> Option<Place> {
        match self {
            Self::Elements { next, length } => {
                let index = *next;
                *next += 1;
                (index < *length).then_some(Place::Index(index))
            }
            Self::Properties(keys) => keys.next().map(Place::Property),
        }
    }
}

/// An array or object that is not complete.
struct Open {
    place: Place,
    object: JsObject,
    members: Members,
    is_empty: bool,
}

struct Work {
    captured: Captured,
    replacer: Option<JsObject>,
    list: Option<Vec<PropertyKey>>,
    gap: JsString,
    open: Vec<Open>,
    text: Writer,
}

impl Work {
    fn run(mut self, value: JsValue, context: &mut Context) -> JsResult<JsValue> {
        if !self.write(Place::Root, value, context)? {
            return Ok(JsValue::undefined());
        }
        while let Some(open) = self.open.last_mut() {
            context.poll()?;
            match open.members.next() {
                Some(place) => {
                    let value = member(&open.object, &place, context)?;
                    self.write(place, value, context)?;
                }
                None => self.close()?,
            }
        }
        Ok(self.text.finish().into())
    }

    /// Writes a value, or opens it; whether there is anything to write.
    fn write(&mut self, place: Place, value: JsValue, context: &mut Context) -> JsResult<bool> {
        match self.prepared(&place, value, context)?.variant() {
            JsVariant::Boolean(true) => self.write_plain(&place, b"true")?,
            JsVariant::Boolean(false) => self.write_plain(&place, b"false")?,
            JsVariant::Integer32(number) => {
                self.write_plain(&place, number.to_string().as_bytes())?;
            }
            JsVariant::Float64(number) if number.is_finite() => {
                self.begin(&place)?;
                let digits = JsValue::from(number).to_string(context)?;
                self.text.push_string(&digits)?;
            }
            JsVariant::Null | JsVariant::Float64(_) => self.write_plain(&place, b"null")?,
            JsVariant::String(string) => {
                self.begin(&place)?;
                self.text.push_quoted(&string)?;
            }
            JsVariant::BigInt(_) => {
                return Err(JsNativeError::typ()
                    .with_message("Do not know how to serialize a BigInt")
                    .into());
            }
            JsVariant::Object(object) if !object.is_callable() => {
                self.begin(&place)?;
                self.open(place, object, context)?;
            }
            JsVariant::Object(_) | JsVariant::Undefined | JsVariant::Symbol(_) => {
                return match place {
                    Place::Index(_) => self.write_plain(&place, b"null").map(|()| true),
                    _ => Ok(false),
                };
            }
        }
        Ok(true)
    }

    fn write_plain(&mut self, place: &Place, text: &[u8]) -> JsResult<()> {
        self.begin(place)?;
        self.text.push(text)
    }

    /// What stands before a value.
    fn begin(&mut self, place: &Place) -> JsResult<()> {
        let Some(open) = self.open.last_mut() else {
            return Ok(());
        };
        if !open.is_empty {
            self.text.push(b",")?;
        }
        open.is_empty = false;
        self.new_line()?;
        if matches!(place, Place::Property(_)) {
            self.text.push_quoted(&place.name())?;
            let colon: &[u8] = if self.gap.is_empty() { b":" } else { b": " };
            self.text.push(colon)?;
        }
        Ok(())
    }

    fn new_line(&mut self) -> JsResult<()> {
        if !self.gap.is_empty() {
            self.text.push(b"\n")?;
            for _ in &self.open {
                self.text.push_string(&self.gap)?;
            }
        }
        Ok(())
    }

    fn open(&mut self, place: Place, object: JsObject, context: &mut Context) -> JsResult<()> {
        if self.open.len() >= MOST_LEVELS {
            return Err(too_deep());
        }
        let is_object = |open: &Open| JsObject::equals(&open.object, &object);
        if let Some(first) = self.open.iter().position(is_object) {
            let way: Vec<_> = self.open[first..]
                .iter()
                .map(|open| (&open.place, &open.object))
                .collect();
            return Err(circle::error(&way, &place));
        }
        let members = if self.captured.is_array(&object, context)? {
            self.text.push(b"[")?;
            let length = object.get(js_string!("length"), context)?;
            let length = length.to_length(context)?;
            // An element is two characters at least.
            if length > LONGEST as u64 / 2 {
                return Err(too_long());
            }
            Members::Elements { next: 0, length }
        } else {
            self.text.push(b"{")?;
            let keys = match &self.list {
                Some(list) => list.clone(),
                None => self.captured.keys(&object, context)?,
            };
            Members::Properties(keys.into_iter())
        };
        self.open.push(Open {
            place,
            object,
            members,
            is_empty: true,
        });
        Ok(())
    }

    fn close(&mut self) -> JsResult<()> {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        if !open.is_empty {
            self.new_line()?;
        }
        let bracket: &[u8] = match open.members {
            Members::Elements { .. } => b"]",
            Members::Properties(_) => b"}",
        };
        self.text.push(bracket)
    }

    /// What `toJSON` and the replacer make of a value, out of its box (25.5.2.2, steps 2 to 4).
    fn prepared(&self, place: &Place, value: JsValue, context: &mut Context) -> JsResult<JsValue> {
        let mut made = match self.to_json(&value, context)?.as_callable() {
            Some(to_json) => to_json.call(&value, &[place.name().into()], context)?,
            None => value.clone(),
        };
        if let Some(replacer) = &self.replacer {
            let holder = match self.open.last() {
                Some(open) => open.object.clone(),
                None => wrapper(value, context),
            };
            made = replacer.call(&holder.into(), &[place.name().into(), made], context)?;
        }
        match made.as_object() {
            Some(object) if !object.is_ordinary() => unboxed(&object, context),
            _ => Ok(made),
        }
    }

    fn to_json(&self, value: &JsValue, context: &mut Context) -> JsResult<JsValue> {
        let key = PropertyKey::from(js_string!("toJSON"));
        if let Some(object) = value.as_object() {
            return object.get(key, context);
        }
        if value.is_bigint() {
            let prototype = context.intrinsics().constructors().bigint().prototype();
            return self
                .captured
                .get_of_primitive(prototype, &key, value, context);
        }
        Ok(JsValue::undefined())
    }
}

/// What holds the outermost value.
fn wrapper(value: JsValue, context: &Context) -> JsObject {
    let wrapper = JsObject::with_object_proto(context.intrinsics());
    property::insert(&wrapper, js_string!(), property::plain(value, true));
    wrapper
}

/// The primitive value of a box, or else the object.
fn unboxed(object: &JsObject, context: &mut Context) -> JsResult<JsValue> {
    let value = JsValue::from(object.clone());
    if object.is::<f64>() {
        return Ok(value.to_number(context)?.into());
    }
    if object.is::<JsString>() {
        return Ok(value.to_string(context)?.into());
    }
    if let Some(boolean) = object.downcast_ref::<bool>() {
        return Ok((*boolean).into());
    }
    if let Some(number) = object.downcast_ref::<JsBigInt>() {
        return Ok(number.clone().into());
    }
    Ok(value)
}

/// A member: from the object itself where that runs no code.
fn member(object: &JsObject, place: &Place, context: &mut Context) -> JsResult<JsValue> {
    match place {
        Place::Root => Ok(JsValue::undefined()),
        Place::Index(index) => match dense_element(object, *index) {
            Some(value) => Ok(value),
            None => object.get(*index, context),
        },
        Place::Property(key) => {
            let own = object.is_ordinary().then(|| property::own(object, key));
            match own.flatten().and_then(|own| own.value().cloned()) {
                Some(value) => Ok(value),
                None => object.get(key.clone(), context),
            }
        }
    }
}
