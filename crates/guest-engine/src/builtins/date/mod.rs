//! The realm's `Date`: Boa's, but for the texts that it takes (`parse`), the name of the time zone in those
//! that it gives, and local time around a change of clocks (`local`). It also takes the time of a host's Date,
//! as ECMA-262 21.4.2.1 takes a Date's. (By way of its text, the milliseconds would be lost.)

mod local;
mod parse;
mod tokens;

use boa_engine::{
    Context, JsArgs, JsResult, JsString, JsValue, js_string,
    object::{JsObject, builtins::JsDate},
    realm::Realm,
    value::PreferredType,
};

use super::{
    super::{realm::Embedder, realm::EmbedderSlot},
    constructors::take_over,
    methods::{own, replace, replace_by},
};

/// The methods that set local time, and those that do the same with UTC.
const SETTERS: [(JsString, JsString); 7] = [
    (js_string!("setDate"), js_string!("setUTCDate")),
    (js_string!("setFullYear"), js_string!("setUTCFullYear")),
    (js_string!("setHours"), js_string!("setUTCHours")),
    (
        js_string!("setMilliseconds"),
        js_string!("setUTCMilliseconds"),
    ),
    (js_string!("setMinutes"), js_string!("setUTCMinutes")),
    (js_string!("setMonth"), js_string!("setUTCMonth")),
    (js_string!("setSeconds"), js_string!("setUTCSeconds")),
];

/// Puts it in the place of Boa's, before any guest code.
///
/// # Errors
/// A TypeError if the realm is not fresh.
pub(super) fn install(realm: &Realm) -> JsResult<()> {
    let plain = realm.intrinsics().constructors().date();
    let prototype = plain.prototype();
    replace(&plain.constructor(), js_string!("parse"), parse_text, realm)?;
    replace(&prototype, js_string!("toString"), to_string, realm)?;
    replace(
        &prototype,
        js_string!("toTimeString"),
        to_time_string,
        realm,
    )?;
    replace(
        &prototype,
        js_string!("getTimezoneOffset"),
        zone_offset,
        realm,
    )?;
    for (local, utc) in SETTERS {
        let utc = own(&prototype, &utc.into())?;
        replace_by(&prototype, local, set_local, utc, realm)?;
    }
    take_over(plain, construct, now_as_text, &[js_string!("UTC")]);
    Ok(())
}

fn construct(
    plain: &JsObject,
    args: &[JsValue],
    new_target: &JsObject,
    context: &mut Context,
) -> JsResult<JsObject> {
    let time = match args {
        [] => None,
        [value] => time_of_value(value, context)?,
        _ => Some(local_time_of(plain, args, context)?),
    };
    let time = time.map(JsValue::from);
    let args = time.as_ref().map_or(args, std::slice::from_ref);
    plain.construct(args, Some(new_target), context)
}

/// The time of the only argument, unless Boa's constructor takes it as it is.
fn time_of_value(value: &JsValue, context: &mut Context) -> JsResult<Option<f64>> {
    let primitive = match value.as_object() {
        Some(object) if JsDate::from_object(object.clone()).is_ok() => return Ok(None),
        Some(object) => match host_time(&object, context)? {
            Some(time) => return Ok(Some(time)),
            None => value.to_primitive(context, PreferredType::Default)?,
        },
        None => value.clone(),
    };
    match primitive.as_string() {
        Some(text) => Ok(Some(time_of_text(&text, context))),
        None => primitive.to_number(context).map(Some),
    }
}

fn host_time(object: &JsObject, context: &mut Context) -> JsResult<Option<f64>> {
    match embedder(context) {
        Some(embedder) => embedder.host_time(object, context),
        None => Ok(None),
    }
}

fn embedder(context: &Context) -> Option<std::rc::Rc<dyn Embedder>> {
    context
        .get_data::<EmbedderSlot>()
        .and_then(EmbedderSlot::get)
}

/// The time of year, month and so on: that of `Date.UTC`, moved. Some hours before the first time and after the last
/// one `Date.UTC` knows nothing, but the clocks of some place may show them: then that of the day next to it.
fn local_time_of(plain: &JsObject, args: &[JsValue], context: &mut Context) -> JsResult<f64> {
    const DAY: usize = 2;
    let utc = own(plain, &js_string!("UTC").into())?;
    let mut fields = Vec::with_capacity(args.len());
    for field in args.iter().take(7) {
        fields.push(field.to_number(context)?);
    }
    let day = fields.get(DAY).copied().unwrap_or(1.0);
    for days in [0.0, 1.0, -1.0] {
        if fields.len() > DAY {
            fields[DAY] = day + days;
        }
        let moved: Vec<JsValue> = fields.iter().copied().map(JsValue::from).collect();
        let local = utc.call(&JsValue::undefined(), &moved, context)?;
        let local = local.to_number(context)? - days * local::MS_PER_DAY;
        if local.is_finite() {
            return Ok(local::to_utc(local, context));
        }
    }
    Ok(f64::NAN)
}

fn time_of_text(text: &JsString, context: &Context) -> f64 {
    parse::parse(&text.to_vec()).map_or(f64::NAN, |parsed| local::time_of(&parsed, context))
}

fn parse_text(
    _: &JsObject,
    _: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let text = args.get_or_undefined(0).to_string(context)?;
    Ok(time_of_text(&text, context).into())
}

fn own_time(this: &JsValue, context: &mut Context) -> Option<f64> {
    let date = JsDate::from_object(this.as_object()?).ok()?;
    date.get_time(context).ok()?.as_number()
}

/// The text as the host gives it, which knows the names of zones.
fn text_of(time: f64, context: &mut Context) -> JsResult<Option<JsString>> {
    match embedder(context) {
        Some(embedder) => embedder.date_text(time, context),
        None => Ok(None),
    }
}

fn to_string(
    plain: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    if let Some(time) = own_time(this, context)
        && let Some(text) = text_of(time, context)?
    {
        return Ok(text.into());
    }
    plain.call(this, args, context)
}

fn to_time_string(
    plain: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    if let Some(time) = own_time(this, context)
        && let Some(text) = text_of(time, context)?
        && let Some(colon) = text.iter().position(|unit| unit == u16::from(b':'))
    {
        // The hour has two digits.
        return Ok(text.get_expect(colon - 2..).into());
    }
    plain.call(this, args, context)
}

/// `Date()`: the text of now.
fn now_as_text(plain: &JsObject, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let now = plain.construct(&[], None, context)?.into();
    match own_time(&now, context) {
        Some(time) => Ok(text_of(time, context)?.map_or(JsValue::undefined(), JsValue::from)),
        None => Ok(JsValue::undefined()),
    }
}

/// Whole minutes, also where zones had seconds.
fn zone_offset(
    plain: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let minutes = plain.call(this, args, context)?.to_number(context)?;
    Ok((minutes.trunc() + 0.0).into())
}

/// Sets UTC of a date that shows local time as UTC, and takes the result for local time.
fn set_local(
    set_utc: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let Some(time) = own_time(this, context) else {
        return set_utc.call(this, args, context);
    };
    let local = if time.is_nan() {
        time
    } else {
        time + local::offset(time, context)
    };
    let date = context.intrinsics().constructors().date().constructor();
    let shown = date.construct(&[local.into()], None, context)?;
    let local = set_utc.call(&shown.into(), args, context)?;
    let time = local::to_utc(local.to_number(context)?, context);
    if let Some(this) = this.as_object() {
        JsDate::from_object(this)?.set_time(time, context)?;
    }
    Ok(time.into())
}

#[cfg(test)]
mod tests {
    use super::install;
    use crate::testing::eval_in_realm;

    fn eval(source: &str) -> String {
        eval_in_realm(install, source)
    }

    #[test]
    fn it_looks_like_boas() {
        let looks = "[Date.name, Date.length, Date.prototype.constructor === Date, \
                     Date.prototype.setHours.length, Date.prototype.toString.name, \
                     Object.getOwnPropertyNames(Date).sort().join()].join()";
        assert_eq!(
            eval(looks),
            "Date,7,true,4,toString,UTC,length,name,now,parse,prototype"
        );
    }

    #[test]
    fn it_constructs_and_is_extended() {
        assert_eq!(eval("new Date(5).getTime()"), "5");
        assert_eq!(eval("new Date(new Date(7)).getTime()"), "7");
        assert_eq!(
            eval("class D extends Date {} new D(9) instanceof D"),
            "true"
        );
        assert_eq!(eval("new Date({ valueOf: () => 4 }).getTime()"), "4");
        assert_eq!(eval("new Date('1970-01-01T00:00:01Z').getTime()"), "1000");
        assert_eq!(eval("new Date(2020, 5, 6, 7, 8).getHours()"), "7");
    }

    #[test]
    fn what_is_set_is_read() {
        let code = "const d = new Date(2020, 0, 31); d.setHours(5, 6, 7, 8); d.setMonth(2); \
                    [d.getFullYear(), d.getMonth(), d.getDate(), d.getHours(), d.getMinutes(), \
                    d.getSeconds(), d.getMilliseconds(), d.setDate(NaN), d.setMonth(1), \
                    d.setFullYear(2000), d.getDate()].slice(0, 9).join()";
        assert_eq!(eval(code), "2020,2,31,5,6,7,8,NaN,NaN");
    }
}
